//! A page of records, true or spoiled by a fault: the one place where REST and GraphQL read lists.

use crate::fault::FaultKind;
use crate::instance::Instance;
use crate::operation::Operation;
use crate::query::{Listing, page};
use crate::schema::{Class, Record, View};

/// A page as it goes to the client.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) records: Vec<Record>,
    /// The place of a record that is to be printed as `null`.
    pub(crate) null_at: Option<usize>,
    /// The place of a record that is to be printed without its id.
    pub(crate) without_id_at: Option<usize>,
}

/// Reads a page and applies the faults that concern pages.
pub(crate) fn read_page(
    instance: &Instance,
    view: &View,
    class: Class,
    listing: &Listing,
    faults: &[FaultKind],
) -> Page {
    let mut records = page(view, class, listing);
    let operation = Operation::list_of(class);
    let ids = records.iter().map(Record::id).collect();
    let before = instance.page_swap(operation, ids);
    let (mut null_at, mut without_id_at) = (None, None);
    for fault in faults {
        match fault {
            FaultKind::RepeatPage => {
                if let Some(before) = &before {
                    records = view.many(class, before);
                }
            }
            FaultKind::ShortPage => records.truncate(records.len().div_ceil(2)),
            FaultKind::EmptyPage => records.clear(),
            FaultKind::NullRecord => null_at = records.len().checked_sub(1).map(|last| last / 2),
            FaultKind::MissingId => without_id_at = records.len().checked_sub(1).map(|last| last / 2),
            _ => {}
        }
    }
    Page { records, null_at, without_id_at }
}
