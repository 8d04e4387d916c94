//! Users that hold one thing, asked for by filter; for checks, since a listing of users tells the
//! same for all things at once.

use super::listing::{Collection, Listing, PAGE_LIMIT};
use crate::client::Client;
use crate::error::{Cause, Result};
use crate::model::LicenseFlag;
use crate::model::record::{Reason, Record};
use crate::page::{IdRange, Page};
use crate::scope::Scope;
use crate::selection::Field;
use crate::transport::Effort;

/// What the users hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Filter {
    /// The role with this id.
    Role(u64),
    /// Membership in the user group with this id.
    Group(u64),
    /// The licence.
    License(LicenseFlag),
}

impl Client {
    /// One page of the ids of users that hold something. Users of every type are listed.
    ///
    /// # Errors
    ///
    /// As [`users_page`](Self::users_page).
    pub async fn holders_page(&self, filter: Filter, after: u64) -> Result<Page<u64>> {
        // Unlike all users, the holders of one thing may well be none.
        static HOLDERS: Collection =
            Collection { graphql: "users", type_name: "User", rest: "users", never_empty: false };
        let listing =
            Listing::new(&HOLDERS, "list holders at", &[Scope::USER_READ], vec![Field::required("id")]);
        let listing = match filter {
            Filter::Role(id) => listing.matching("roles[id]", id),
            Filter::Group(id) => listing.matching("user_groups[id]", id),
            Filter::License(flag) => listing.matching(flag.rest_name(), true),
        };
        self.page(&listing, IdRange::after(after), |record| record.id()).await
    }

    /// The records with these ids, by ascending id, each once.
    pub(crate) async fn by_id<T>(
        &self,
        listing: &Listing,
        ids: &[u64],
        read: impl Fn(&Record<'_>) -> Result<T, Reason>,
    ) -> Result<Vec<T>> {
        let mut wanted: Vec<u64> = ids.iter().copied().filter(|id| *id > 0).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut found = Vec::new();
        for chunk in wanted.chunks(PAGE_LIMIT) {
            let (Some(first), Some(last)) = (chunk.first(), chunk.last()) else { continue };
            let list = chunk.iter().map(u64::to_string).collect::<Vec<_>>().join(",");
            let listing = listing.clone().matching("id[in]", list);
            let mut range = IdRange { after: first - 1, through: Some(*last) };
            loop {
                let page = self.page(&listing, range, |record| Ok((record.id()?, read(record)?))).await?;
                let fail =
                    |cause| self.inner.session.transport().error(&listing.operation, Effort::start(), cause);
                if let Some(bad) = page.skipped.first() {
                    let what = match bad.id {
                        Some(id) => format!("record {id}: {}", bad.reason),
                        None => format!("a record: {}", bad.reason),
                    };
                    return Err(fail(Cause::Unreadable { what }));
                }
                for (id, item) in page.items {
                    if !chunk.contains(&id) {
                        let asked = format!("{} chosen ids", chunk.len());
                        let came = format!("id {id}, which was not among them");
                        return Err(fail(Cause::WrongPage { asked, came }));
                    }
                    found.push(item);
                }
                match page.next {
                    Some(after) => range.after = after,
                    None => break,
                }
            }
        }
        Ok(found)
    }
}
