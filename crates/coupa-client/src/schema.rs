//! What this instance turned out not to know or to do, learned once and used from then on.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use crate::selection::Path;

/// Something this instance does not know, and what is done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaNote {
    /// What it is about: a collection such as `users`, or `graphql`.
    pub subject: String,
    /// The field in question: `aicUser`, `roles.description`; `None` if it is about the whole.
    pub field: Option<String>,
    /// What was seen and done, in words.
    pub text: String,
}

/// How a collection is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route {
    /// GraphQL, in the order the instance prefers.
    GraphQl,
    /// GraphQL, with the order said explicitly.
    GraphQlOrdered,
    /// REST.
    Rest,
}

/// Shared by all clones of a client.
#[derive(Debug, Default)]
pub(crate) struct Knowledge {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    graphql_absent: bool,
    rest_only: BTreeSet<&'static str>,
    ordered: BTreeSet<&'static str>,
    dropped: BTreeMap<&'static str, BTreeSet<Path>>,
    notes: Vec<SchemaNote>,
}

impl Knowledge {
    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn route(&self, root: &'static str) -> Route {
        let state = self.state();
        if state.graphql_absent || state.rest_only.contains(root) {
            Route::Rest
        } else if state.ordered.contains(root) {
            Route::GraphQlOrdered
        } else {
            Route::GraphQl
        }
    }

    pub(crate) fn graphql_is_absent(&self) -> bool {
        self.state().graphql_absent
    }

    /// GraphQL does not answer on this instance.
    pub(crate) fn set_graphql_absent(&self, why: &str) {
        let mut state = self.state();
        if !std::mem::replace(&mut state.graphql_absent, true) {
            note(&mut state, "graphql", None, format!("{why}; reading by REST"));
        }
    }

    /// One collection cannot be read by GraphQL.
    pub(crate) fn set_rest_only(&self, root: &'static str, why: &str) {
        let mut state = self.state();
        if state.rest_only.insert(root) {
            note(&mut state, root, None, format!("{why}; reading by REST"));
        }
    }

    /// Pages of a collection come in no order unless asked for.
    pub(crate) fn set_ordered(&self, root: &'static str) {
        let mut state = self.state();
        if state.ordered.insert(root) {
            note(&mut state, root, None, "pages came out of order; asking for the order by id".to_owned());
        }
    }

    /// A field is not known here.
    pub(crate) fn drop_field(&self, root: &'static str, path: &str) {
        let mut state = self.state();
        if state.dropped.entry(root).or_default().insert(path.to_owned()) {
            note(
                &mut state,
                root,
                Some(path),
                "this instance does not know the field; reading without it".to_owned(),
            );
        }
    }

    /// A field that REST leaves out although it was asked for.
    pub(crate) fn note_absent(&self, root: &'static str, field: &str) {
        let mut state = self.state();
        if !state.notes.iter().any(|known| known.subject == root && known.field.as_deref() == Some(field)) {
            note(
                &mut state,
                root,
                Some(field),
                "this instance does not tell the field; reading without it".to_owned(),
            );
        }
    }

    pub(crate) fn dropped(&self, root: &'static str) -> BTreeSet<Path> {
        self.state().dropped.get(root).cloned().unwrap_or_default()
    }

    pub(crate) fn notes(&self) -> Vec<SchemaNote> {
        self.state().notes.clone()
    }
}

fn note(state: &mut State, subject: &str, field: Option<&str>, text: String) {
    tracing::info!(subject, field, text, "learned about this instance");
    state.notes.push(SchemaNote { subject: subject.to_owned(), field: field.map(str::to_owned), text });
}
