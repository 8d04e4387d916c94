//! Finds the few records that meet a condition, without believing that the condition was obeyed.
//!
//! Nobody documents what an instance does with a condition it does not know, or how it compares
//! texts. So every record that comes is looked at again by whoever asked, and an instance that
//! answers with everything it has is found out instead of being read to its end.

use serde_json::Value;

use super::listing::PAGE_LIMIT;
use crate::client::Client;
use crate::error::{Cause, Result};
use crate::model::record::{Record, read_id};
use crate::page::{IdRange, check_ids};
use crate::query::Query;
use crate::selection::{self, Field};
use crate::transport::{Effort, Operation};

/// Full pages after which a search is taken for one whose condition does nothing. What is looked
/// up here has one answer as a rule, and a page holds fifty.
const MAX_PAGES: usize = 10;

impl Client {
    /// The records of a REST list that meet `conditions` and are `meant`; `None` if all there is
    /// to hear is a 404, which is an empty list to some instances and no such list to others.
    ///
    /// That there is nothing has to be said twice.
    pub(super) async fn look_up(
        &self,
        operation: &Operation,
        segments: &[&str],
        fields: &[Field],
        conditions: &Query,
        meant: impl Fn(&Record<'_>) -> bool,
    ) -> Result<Option<Vec<Value>>> {
        let mut effort = Effort::start();
        let mut found = Vec::new();
        let mut after = 0;
        let mut said_again = false;
        let mut pages = 0;
        loop {
            let query = Query::new()
                .with("fields", selection::to_rest(fields))
                .extend(conditions)
                .with("limit", PAGE_LIMIT)
                .ordered_by_id()
                .id_range(after, None);
            effort.tries += 1;
            let answer = self.rest_list(operation, self.rest_url(segments, &query)).await?;
            let wrong = |came: String| {
                let asked = "the records that meet a condition".to_owned();
                self.inner.session.transport().error(operation, effort, Cause::WrongPage { asked, came })
            };
            let told = answer.is_some();
            let records = answer.unwrap_or_default();
            if records.is_empty() {
                if after > 0 {
                    return Ok(Some(found));
                }
                if said_again {
                    return Ok(told.then_some(found));
                }
                said_again = true;
                continue;
            }
            let ids: Vec<Option<u64>> =
                records.iter().map(|record| record.get("id").and_then(read_id)).collect();
            let last = check_ids(&ids, IdRange::after(after)).map_err(|fault| wrong(fault.to_string()))?;
            let full = records.len() >= PAGE_LIMIT;
            found.extend(
                records.into_iter().filter(|record| Record::new(record).is_ok_and(|record| meant(&record))),
            );
            pages += 1;
            match last {
                Some(last) if full && pages < MAX_PAGES => after = last,
                _ if full => return Err(wrong(format!("{pages} pages, as if there were no condition"))),
                _ => return Ok(Some(found)),
            }
        }
    }
}
