//! What a client has done so far, for progress lines and reports.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Totals since the client was built, over all its clones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Counters {
    /// Requests sent, repeated ones and those for tokens included.
    pub requests: u64,
    /// Requests among them that could change something in Coupa, repeated ones included.
    pub writes: u64,
    /// Requests among them that repeated an earlier one.
    pub retries: u64,
    /// Answers of 429.
    pub rate_limited: u64,
    /// Tokens obtained.
    pub tokens_minted: u64,
    /// Bytes of answer bodies, after decompression.
    pub bytes_received: u64,
    /// Time spent waiting for the rate limiter and before repeated requests, summed over tasks.
    pub waited: Duration,
}

/// Something that happened, for whoever shows progress.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// An answer came.
    Answered {
        /// What was attempted: `list users`.
        operation: &'static str,
        /// HTTP status.
        status: u16,
        /// From sending to the last byte.
        elapsed: Duration,
        /// Size of the body, after decompression.
        bytes: u64,
    },
    /// A request will be repeated.
    Retrying {
        /// What was attempted.
        operation: &'static str,
        /// How many tries were made.
        tries: u32,
        /// How long we wait.
        wait: Duration,
        /// Why, in words.
        reason: String,
    },
    /// Coupa answered 429; all requests pause.
    RateLimited {
        /// How long.
        wait: Duration,
    },
    /// A token was obtained.
    TokenMinted {
        /// How long it lasts, as Coupa says.
        lifetime: Duration,
    },
}

#[derive(Debug, Default)]
pub(crate) struct Tally {
    requests: AtomicU64,
    writes: AtomicU64,
    retries: AtomicU64,
    rate_limited: AtomicU64,
    tokens_minted: AtomicU64,
    bytes_received: AtomicU64,
    waited_micros: AtomicU64,
}

impl Tally {
    pub(crate) fn request(&self) {
        self.requests.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn write(&self) {
        self.writes.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn retry(&self) {
        self.retries.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn rate_limited(&self) {
        self.rate_limited.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn token(&self) {
        self.tokens_minted.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn received(&self, bytes: u64) {
        self.bytes_received.fetch_add(bytes, Ordering::Relaxed);
    }

    pub(crate) fn waited(&self, time: Duration) {
        let micros = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        self.waited_micros.fetch_add(micros, Ordering::Relaxed);
    }

    pub(crate) fn read(&self) -> Counters {
        Counters {
            requests: self.requests.load(Ordering::Relaxed),
            writes: self.writes.load(Ordering::Relaxed),
            retries: self.retries.load(Ordering::Relaxed),
            rate_limited: self.rate_limited.load(Ordering::Relaxed),
            tokens_minted: self.tokens_minted.load(Ordering::Relaxed),
            bytes_received: self.bytes_received.load(Ordering::Relaxed),
            waited: Duration::from_micros(self.waited_micros.load(Ordering::Relaxed)),
        }
    }
}
