//! Proves that a listing has ended.
//!
//! An empty page looks the same at the end and in the middle, where a lagging replica, a cache or a
//! search that timed out may have made it. Believing it would lose everybody who comes after. So
//! one more question is asked, whose true answer is never empty: which is the highest id? It goes
//! by REST, whose `order_by` is documented, and asks for two records, so that an instance that
//! ignores the direction gives itself away.

use serde_json::Value;

use super::listing::Listing;
use crate::client::Client;
use crate::error::Result;
use crate::model::record::read_id;
use crate::page::{IdRange, PageFault};
use crate::query::Query;
use crate::schema::Route;
use crate::selection::{self, Field};
use crate::transport::{Call, Operation};

/// Two tell the order; more would only be read.
const RECORDS: usize = 2;

/// What became of an empty page.
pub(crate) enum End {
    /// Nothing lies behind it.
    Proven,
    /// It was wrong.
    Refuted(PageFault),
    /// This instance has no way to tell.
    Untold,
}

/// The answer to the question for the highest id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Highest {
    /// This one.
    Id(u64),
    /// There are no records at all.
    Nothing,
    /// A 404: there is no such path, or it is the empty list.
    NotFound,
    /// Another refusal.
    Refused,
    /// The answer is not what was asked for.
    Unclear,
}

impl Highest {
    pub(crate) fn id(self) -> Option<u64> {
        match self {
            Self::Id(id) => Some(id),
            Self::Nothing | Self::NotFound | Self::Refused | Self::Unclear => None,
        }
    }

    fn read(records: &[Value]) -> Self {
        let ids: Option<Vec<u64>> = records.iter().map(|record| read_id(record.get("id")?)).collect();
        match ids.as_deref() {
            Some([]) => Self::Nothing,
            Some([only]) => Self::Id(*only),
            Some([highest, next]) if highest > next => Self::Id(*highest),
            _ => Self::Unclear,
        }
    }
}

impl Client {
    /// What an empty page of a listing means that was asked for by `route`.
    pub(crate) async fn end(&self, listing: &Listing, range: IdRange, route: Route) -> Result<End> {
        let never_empty = listing.collection.never_empty;
        Ok(match self.highest_id(listing).await? {
            Highest::Id(id) if id <= range.after => End::Proven,
            Highest::Id(id) => End::Refuted(PageFault::TooEarly(id)),
            // The two questions agree that there is nothing.
            Highest::Nothing if range.after == 0 && !never_empty => End::Proven,
            Highest::Nothing => End::Refuted(PageFault::AllGone),
            // Where earlier pages came by REST, the path does exist.
            Highest::NotFound if route == Route::Rest && range.after > 0 => End::Refuted(PageFault::AllGone),
            _ if range.after == 0 && never_empty => End::Refuted(PageFault::AllGone),
            Highest::NotFound | Highest::Refused | Highest::Unclear => End::Untold,
        })
    }

    /// The highest id of a listing, whatever part of it is being read.
    pub(crate) async fn highest_id(&self, listing: &Listing) -> Result<Highest> {
        self.highest_id_of(&listing.operation, &[listing.collection.rest], &listing.conditions).await
    }

    /// The highest id in a list of REST among the records that meet these conditions.
    pub(crate) async fn highest_id_of(
        &self,
        operation: &Operation,
        segments: &[&str],
        conditions: &Query,
    ) -> Result<Highest> {
        let query = Query::new()
            .with("fields", selection::to_rest(&[Field::required("id")]))
            .with("limit", RECORDS)
            .with("order_by", "id")
            .with("dir", "desc")
            .extend(conditions);
        let url = self.rest_url(segments, &query);
        let refused = |status| (400..500).contains(&status) && !matches!(status, 401 | 429);
        let reply = self.inner.session.call(operation, &Call::read(url), refused).await?;
        let highest = match &reply.json {
            Some(Value::Array(records)) => Highest::read(records),
            Some(_) => Highest::Unclear,
            None if reply.status == 404 => Highest::NotFound,
            None => Highest::Refused,
        };
        tracing::debug!(operation = operation.words(), ?highest, "asked for the highest id");
        Ok(highest)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_answer_in_another_order_is_no_answer() {
        let check = |records: Value, expected| {
            assert_eq!(Highest::read(records.as_array().unwrap()), expected, "{records}");
        };
        check(json!([]), Highest::Nothing);
        check(json!([{ "id": 7 }]), Highest::Id(7));
        check(json!([{ "id": "9" }, { "id": "7" }]), Highest::Id(9));
        check(json!([{ "id": 7 }, { "id": 9 }]), Highest::Unclear);
        check(json!([{ "id": 9 }, { "id": 7 }, { "id": 5 }]), Highest::Unclear);
        check(json!([{ "id": 9 }, null]), Highest::Unclear);
        check(json!([{ "login": "nobody" }]), Highest::Unclear);
    }
}
