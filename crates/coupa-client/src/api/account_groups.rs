//! Account groups.

use super::listing::{Collection, Listing};
use crate::client::Client;
use crate::error::Result;
use crate::model::AccountGroup;
use crate::page::{IdRange, Page};
use crate::scope::Scope;
use crate::selection::Field;

static ACCOUNT_GROUPS: Collection = Collection {
    graphql: "accountGroups",
    type_name: "AccountGroup",
    rest: "account_groups",
    never_empty: false,
};

fn listing() -> Listing {
    let fields = vec![Field::required("id"), Field::optional("name")];
    Listing::new(&ACCOUNT_GROUPS, "list account groups of", &[Scope::ACCOUNTING_READ], fields)
}

impl Client {
    /// One page of account groups with ids above `after`. Needs [`Scope::ACCOUNTING_READ`].
    ///
    /// # Errors
    ///
    /// As [`users_page`](Self::users_page).
    pub async fn account_groups_page(&self, after: u64) -> Result<Page<AccountGroup>> {
        self.page(&listing(), IdRange::after(after), AccountGroup::read).await
    }

    /// The account groups with these ids. Ids that do not exist are absent from the result.
    ///
    /// # Errors
    ///
    /// As [`users_page`](Self::users_page), and if one of the records cannot be read.
    pub async fn account_groups_by_id(&self, ids: &[u64]) -> Result<Vec<AccountGroup>> {
        self.by_id(&listing(), ids, AccountGroup::read).await
    }
}
