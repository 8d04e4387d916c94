//! Users.

use super::listing::{Collection, Listing};
use crate::client::Client;
use crate::error::Result;
use crate::model::{LicenseFlag, User};
use crate::page::{IdRange, Page};
use crate::scope::Scope;
use crate::selection::Field;
use crate::transport::Operation;

pub(crate) static USERS: Collection =
    Collection { graphql: "users", type_name: "User", rest: "users", never_empty: true };

/// What to read of users. What is not selected is not asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UserSelection {
    /// Only people and service accounts of the customer (`type[blank]=true`), not the logins of
    /// suppliers, which share the table. Default true.
    pub employees_only: bool,
    /// Roles held.
    pub roles: bool,
    /// User groups and projects.
    pub groups: bool,
    /// Account groups; needs [`Scope::ACCOUNTING_READ`].
    pub account_groups: bool,
    /// Content groups.
    pub content_groups: bool,
    /// All licence flags this instance knows.
    pub licenses: bool,
}

impl Default for UserSelection {
    fn default() -> Self {
        Self {
            employees_only: true,
            roles: false,
            groups: false,
            account_groups: false,
            content_groups: false,
            licenses: false,
        }
    }
}

impl UserSelection {
    pub(super) fn fields(self) -> Vec<Field> {
        let mut fields = vec![
            Field::required("id"),
            Field::optional("login"),
            Field::optional("email"),
            Field::optional("fullname"),
            Field::optional("firstname"),
            Field::optional("middlename"),
            Field::optional("lastname"),
            Field::required("active"),
            Field::optional("employeeNumber"),
            Field::optional("ssoIdentifier"),
            Field::optional("createdAt"),
            Field::optional("updatedAt"),
            Field::optional("apiUser"),
            Field::optional("supplierUser"),
            Field::optional("supportUser"),
            Field::optional("manager").of(vec![
                Field::required("id"),
                Field::optional("login"),
                Field::optional("email"),
                Field::optional("fullname"),
            ]),
            Field::optional("department").of(vec![Field::required("id"), Field::optional("name")]),
        ];
        let named = || vec![Field::required("id"), Field::optional("name"), Field::optional("description")];
        if self.roles {
            fields.push(Field::required("roles").of(named()));
        }
        if self.groups {
            let mut group = named();
            group.push(Field::optional("type"));
            fields.push(Field::required("userGroups").of(group));
        }
        if self.account_groups {
            fields.push(
                Field::required("accountGroups").of(vec![Field::required("id"), Field::optional("name")]),
            );
        }
        if self.content_groups {
            fields.push(Field::required("contentGroups").of(named()));
        }
        if self.licenses {
            fields.extend(LicenseFlag::ALL.into_iter().map(|flag| Field::optional(flag.graphql_name())));
        }
        fields
    }

    pub(super) fn scopes(self) -> Vec<Scope> {
        let mut scopes = vec![Scope::USER_READ];
        if self.roles || self.content_groups {
            scopes.push(Scope::COMMON_READ);
        }
        if self.groups {
            scopes.push(Scope::USER_GROUP_READ);
        }
        if self.account_groups {
            scopes.push(Scope::ACCOUNTING_READ);
        }
        scopes
    }

    fn listing(self) -> Listing {
        let listing = Listing::new(&USERS, "list users of", &self.scopes(), self.fields());
        if self.employees_only { listing.matching("type[blank]", true) } else { listing }
    }
}

impl Client {
    /// One page of users by ascending id.
    ///
    /// Go on with [`Page::next`] until it is `None`. Pages may have any length; only an empty one
    /// ends the listing, and only after one more question has shown that no higher id exists.
    ///
    /// # Errors
    ///
    /// [`Error::Call`](crate::Error::Call) if the page cannot be read, or is not what was asked
    /// for after several tries ([`Cause::WrongPage`](crate::Cause::WrongPage)).
    pub async fn users_page(&self, selection: &UserSelection, range: IdRange) -> Result<Page<User>> {
        self.page(&selection.listing(), range, |record| User::read(record, selection)).await
    }

    /// The users with these ids, of any type. Ids that do not exist are absent from the result.
    ///
    /// # Errors
    ///
    /// As [`users_page`](Self::users_page), and if one of the records cannot be read.
    pub async fn users_by_id(&self, selection: &UserSelection, ids: &[u64]) -> Result<Vec<User>> {
        let selection = UserSelection { employees_only: false, ..*selection };
        self.by_id(&selection.listing(), ids, |record| User::read(record, &selection)).await
    }

    /// The highest id of any employee, by REST; `None` where there are none. One request.
    ///
    /// Ids are sparse, so this bounds the work of a listing and does not count it.
    ///
    /// # Errors
    ///
    /// As [`users_page`](Self::users_page).
    pub async fn highest_user_id(&self) -> Result<Option<u64>> {
        let mut listing = UserSelection::default().listing();
        listing.operation = Operation::new("read the highest user id of", &[Scope::USER_READ]);
        Ok(self.highest_id(&listing).await?.id())
    }
}
