//! User groups and projects.

use super::listing::{Collection, Listing};
use crate::client::Client;
use crate::error::Result;
use crate::model::UserGroup;
use crate::page::{IdRange, Page};
use crate::scope::Scope;
use crate::selection::Field;

static GROUPS: Collection =
    Collection { graphql: "userGroups", type_name: "UserGroup", rest: "user_groups", never_empty: false };

/// Which user groups to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupSelection {
    /// Projects as well, which Coupa keeps in the same table. Default true.
    pub projects: bool,
}

impl Default for GroupSelection {
    fn default() -> Self {
        Self { projects: true }
    }
}

impl GroupSelection {
    fn listing(self) -> Listing {
        // With projects in the listing only the type tells which is which.
        let kind = if self.projects { Field::required("type") } else { Field::optional("type") };
        let fields = vec![
            Field::required("id"),
            Field::optional("name"),
            Field::optional("description"),
            Field::optional("active"),
            Field::optional("canApprove"),
            kind,
        ];
        let listing = Listing::new(&GROUPS, "list groups of", &[Scope::USER_GROUP_READ], fields);
        if self.projects { listing } else { listing.matching("type[blank]", true) }
    }
}

impl Client {
    /// One page of user groups with ids above `after`.
    ///
    /// # Errors
    ///
    /// As [`users_page`](Self::users_page).
    pub async fn groups_page(&self, selection: GroupSelection, after: u64) -> Result<Page<UserGroup>> {
        self.page(&selection.listing(), IdRange::after(after), UserGroup::read).await
    }

    /// The user groups and projects with these ids. Ids that do not exist are absent from the
    /// result.
    ///
    /// # Errors
    ///
    /// As [`users_page`](Self::users_page), and if one of the records cannot be read.
    pub async fn groups_by_id(&self, ids: &[u64]) -> Result<Vec<UserGroup>> {
        self.by_id(&GroupSelection { projects: true }.listing(), ids, UserGroup::read).await
    }
}
