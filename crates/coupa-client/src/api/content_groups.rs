//! Content groups, which paths call business groups.

use super::listing::{Collection, Listing};
use crate::client::Client;
use crate::error::Result;
use crate::model::ContentGroup;
use crate::page::{IdRange, Page};
use crate::scope::Scope;
use crate::selection::Field;

static CONTENT_GROUPS: Collection = Collection {
    graphql: "businessGroups",
    type_name: "BusinessGroup",
    rest: "business_groups",
    never_empty: false,
};

fn listing() -> Listing {
    let fields = vec![Field::required("id"), Field::optional("name"), Field::optional("description")];
    Listing::new(&CONTENT_GROUPS, "list content groups of", &[Scope::COMMON_READ], fields)
}

impl Client {
    /// One page of content groups with ids above `after`.
    ///
    /// # Errors
    ///
    /// As [`users_page`](Self::users_page).
    pub async fn content_groups_page(&self, after: u64) -> Result<Page<ContentGroup>> {
        self.page(&listing(), IdRange::after(after), ContentGroup::read).await
    }

    /// The content groups with these ids. Ids that do not exist are absent from the result.
    ///
    /// # Errors
    ///
    /// As [`users_page`](Self::users_page), and if one of the records cannot be read.
    pub async fn content_groups_by_id(&self, ids: &[u64]) -> Result<Vec<ContentGroup>> {
        self.by_id(&listing(), ids, ContentGroup::read).await
    }
}
