//! The journal: every request with its outcome, so that tests can assert what a client did.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

use crate::operation::Operation;

/// Which door a request came through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// `/oauth2/token`.
    Token,
    /// `/api/...`.
    Rest,
    /// `/api/graphql`.
    Graphql,
    /// A path that is none of these.
    Other,
}

/// One request. It is noted when its answer is made, also if the answer is then late, cut or never sent.
/// Secrets and tokens are never in it.
#[derive(Debug, Clone)]
pub struct JournalEntry {
    /// Counts requests from 1.
    pub number: u64,
    /// The instance's time when the request came.
    pub at: Timestamp,
    /// Which door.
    pub transport: Transport,
    /// `GET`, `PUT` and so on.
    pub method: String,
    /// The path, without the query.
    pub path: String,
    /// The query, decoded, in order; for GraphQL the `query` arguments of root fields.
    pub query: Vec<(String, String)>,
    /// What the request wants; several for a GraphQL document with several root fields.
    pub operations: Vec<Operation>,
    /// The GraphQL document, or the body of a write with passwords left out.
    pub body: Option<String>,
    /// The OAuth client, once known.
    pub client_id: Option<String>,
    /// The scopes of the token, or the scopes a token request asks for.
    pub scopes: Vec<String>,
    /// The `Accept` header.
    pub accept: Option<String>,
    /// The `Content-Type` header.
    pub content_type: Option<String>,
    /// The status of the answer; `None` if there was none, because of a fault.
    pub status: Option<u16>,
    /// The `X-Request-Id` of the answer, whether or not a fault kept it from the client; `None` if the
    /// instance sends none.
    pub request_id: Option<String>,
    /// The faults that struck, as text.
    pub faults: Vec<String>,
    /// How long the answer took to make, without the wait of a `delay` fault, which comes after it.
    pub elapsed: Duration,
}

/// The requests so far, oldest first; the oldest are dropped once the journal is full.
#[derive(Debug)]
pub struct Journal {
    capacity: usize,
    entries: Mutex<VecDeque<JournalEntry>>,
}

impl Journal {
    pub(crate) fn new(capacity: usize) -> Self {
        Self { capacity, entries: Mutex::new(VecDeque::new()) }
    }

    /// All entries.
    #[must_use]
    pub fn entries(&self) -> Vec<JournalEntry> {
        self.lock().iter().cloned().collect()
    }

    /// The entries for one operation.
    #[must_use]
    pub fn of(&self, operation: Operation) -> Vec<JournalEntry> {
        self.lock().iter().filter(|entry| entry.operations.contains(&operation)).cloned().collect()
    }

    /// Forgets all entries.
    pub fn clear(&self) {
        self.lock().clear();
    }

    pub(crate) fn push(&self, entry: JournalEntry) {
        let mut entries = self.lock();
        if entries.len() >= self.capacity {
            entries.pop_front();
        }
        if self.capacity > 0 {
            entries.push_back(entry);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, VecDeque<JournalEntry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
