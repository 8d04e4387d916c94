//! The rate limit: a leaky bucket per OAuth client.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// How many requests a client may make.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateLimit {
    /// Requests per second that the bucket drains.
    pub per_second: f64,
    /// Requests that the bucket holds.
    pub burst: f64,
}

impl Default for RateLimit {
    /// Coupa's published numbers: 25 a second, a burst of 20.
    fn default() -> Self {
        Self { per_second: 25.0, burst: 20.0 }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Buckets {
    levels: Mutex<HashMap<String, (f64, Instant)>>,
}

impl Buckets {
    /// Counts a request; false if the client's bucket would overflow.
    pub(crate) fn admit(&self, limit: RateLimit, client_id: &str, at: Instant) -> bool {
        let mut levels = self.levels.lock().unwrap_or_else(PoisonError::into_inner);
        let (level, since) = levels.entry(client_id.to_owned()).or_insert((0.0, at));
        let drained = at.saturating_duration_since(*since).as_secs_f64() * limit.per_second;
        *level = (*level - drained).max(0.0);
        *since = at;
        if *level + 1.0 > limit.burst + 1e-9 {
            return false;
        }
        *level += 1.0;
        true
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_burst_passes_and_then_the_rate_counts() {
        let buckets = Buckets::default();
        let limit = RateLimit::default();
        let start = Instant::now();
        let admitted = (0..30).filter(|_| buckets.admit(limit, "a", start)).count();
        assert_eq!(admitted, 20);
        assert!(buckets.admit(limit, "b", start), "each client has a bucket of its own");
        let later = start + Duration::from_millis(200);
        let admitted = (0..30).filter(|_| buckets.admit(limit, "a", later)).count();
        assert_eq!(admitted, 5);
    }
}
