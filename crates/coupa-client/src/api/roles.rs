//! Roles.

use super::listing::{Collection, Listing};
use crate::client::Client;
use crate::error::Result;
use crate::model::Role;
use crate::page::{IdRange, Page};
use crate::scope::Scope;
use crate::selection::Field;

static ROLES: Collection =
    Collection { graphql: "roles", type_name: "Role", rest: "roles", never_empty: true };

fn listing() -> Listing {
    let fields = vec![
        Field::required("id"),
        Field::optional("name"),
        Field::optional("description"),
        Field::optional("omnipotent"),
        Field::optional("systemRole"),
    ];
    Listing::new(&ROLES, "list roles of", &[Scope::COMMON_READ], fields)
}

impl Client {
    /// One page of roles with ids above `after`.
    ///
    /// # Errors
    ///
    /// As [`users_page`](Self::users_page). An instance may offer roles neither by GraphQL nor by
    /// REST, which is [`ErrorKind::NotFound`](crate::ErrorKind::NotFound): they are then only seen
    /// on the users who hold them.
    pub async fn roles_page(&self, after: u64) -> Result<Page<Role>> {
        self.page(&listing(), IdRange::after(after), Role::read).await
    }

    /// The roles with these ids. Ids that do not exist are absent from the result.
    ///
    /// # Errors
    ///
    /// As [`roles_page`](Self::roles_page), and if one of the records cannot be read.
    pub async fn roles_by_id(&self, ids: &[u64]) -> Result<Vec<Role>> {
        self.by_id(&listing(), ids, Role::read).await
    }
}
