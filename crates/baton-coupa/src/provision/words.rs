//! Lists of ids in words for people.

use baton_sdk::provision::{HeldItem, Holdings};

use super::{protocol::Ids, remote::Names};
use crate::listing::DirectoryKind;

/// As many entries as a message shows.
const MAX_SHOWN: usize = 20;

/// `the roles 2 Admin, 3 User`, or `no roles`.
pub(crate) fn list(kind: DirectoryKind, ids: &Ids, names: &Names) -> String {
    if ids.is_empty() {
        return format!("no {}", kind.name());
    }
    let mut shown: Vec<String> = ids
        .iter()
        .take(MAX_SHOWN)
        .map(|id| match names.get(*id) {
            Some(name) => format!("{id} {name}"),
            None => id.to_string(),
        })
        .collect();
    if ids.len() > MAX_SHOWN {
        shown.push(format!("and {} more", ids.len() - MAX_SHOWN));
    }
    format!("the {} {}", kind.name(), shown.join(", "))
}

/// A list for the answer.
pub(crate) fn holdings(kind: DirectoryKind, ids: &Ids, names: &Names) -> Holdings {
    Holdings {
        what: kind.name().to_owned(),
        items: ids.iter().map(|id| HeldItem { id: id.to_string(), name: names.get(*id) }).collect(),
    }
}

/// A flag for the answer.
pub(crate) fn flag(what: &str, value: bool) -> Holdings {
    Holdings { what: what.to_owned(), items: vec![HeldItem { id: value.to_string(), name: None }] }
}
