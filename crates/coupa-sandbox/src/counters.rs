//! Counters: how many requests of which kind, and how fast they came.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::operation::Operation;

const WINDOW: Duration = Duration::from_secs(1);

/// What has been counted so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counters {
    /// All requests, refused ones included.
    pub requests: u64,
    /// Requests by logical operation; a GraphQL document counts for each of its root fields.
    pub by_operation: BTreeMap<Operation, u64>,
    /// Answers by status.
    pub by_status: BTreeMap<u16, u64>,
    /// Requests that got no answer because of a fault.
    pub unanswered: u64,
    /// Tokens minted.
    pub tokens: u64,
    /// The most requests that came within any one second.
    pub max_per_second: u64,
    /// The most requests that were in work at the same time.
    pub max_concurrent: u64,
    /// TCP connections accepted.
    pub connections: u64,
}

impl Counters {
    /// Requests for one operation.
    #[must_use]
    pub fn of(&self, operation: Operation) -> u64 {
        self.by_operation.get(&operation).copied().unwrap_or(0)
    }

    /// Answers with one status.
    #[must_use]
    pub fn status(&self, status: u16) -> u64 {
        self.by_status.get(&status).copied().unwrap_or(0)
    }
}

#[derive(Debug, Default)]
pub(crate) struct CounterBoard {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    counters: Counters,
    recent: VecDeque<Instant>,
    concurrent: u64,
}

impl CounterBoard {
    pub(crate) fn read(&self) -> Counters {
        self.lock().counters.clone()
    }

    pub(crate) fn reset(&self) {
        let mut inner = self.lock();
        inner.counters = Counters::default();
        inner.recent.clear();
    }

    pub(crate) fn connection(&self) {
        self.lock().counters.connections += 1;
    }

    pub(crate) fn token(&self) {
        self.lock().counters.tokens += 1;
    }

    /// Counts a request that arrives now, and returns its number.
    pub(crate) fn begin(&self, at: Instant) -> u64 {
        let mut inner = self.lock();
        inner.counters.requests += 1;
        inner.recent.push_back(at);
        while inner.recent.front().is_some_and(|first| at.duration_since(*first) >= WINDOW) {
            inner.recent.pop_front();
        }
        inner.concurrent += 1;
        inner.counters.max_per_second = inner.counters.max_per_second.max(inner.recent.len() as u64);
        inner.counters.max_concurrent = inner.counters.max_concurrent.max(inner.concurrent);
        inner.counters.requests
    }

    pub(crate) fn operations(&self, operations: &[Operation]) {
        let mut inner = self.lock();
        for operation in operations {
            *inner.counters.by_operation.entry(*operation).or_default() += 1;
        }
    }

    pub(crate) fn end(&self, status: Option<u16>) {
        let mut inner = self.lock();
        inner.concurrent = inner.concurrent.saturating_sub(1);
        match status {
            Some(status) => *inner.counters.by_status.entry(status).or_default() += 1,
            None => inner.counters.unanswered += 1,
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_slides() {
        let board = CounterBoard::default();
        let start = Instant::now();
        for offset_ms in [0, 600, 900, 1_100, 1_550, 1_650, 1_700] {
            board.begin(start + Duration::from_millis(offset_ms));
            board.end(Some(200));
        }
        let counters = board.read();
        assert_eq!(counters.max_per_second, 5, "900, 1100, 1550, 1650 and 1700 lie within one second");
        assert_eq!(counters.max_concurrent, 1);
        assert_eq!((counters.requests, counters.status(200)), (7, 7));
    }
}
