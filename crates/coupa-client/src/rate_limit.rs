//! One limiter per instance: Coupa allows 25 requests a second and a burst of 20.
//!
//! The promise is about *any* second, not the average: no window of one second holds more than
//! `per_second` requests, and no more than `burst` go out back to back. A token bucket alone (and
//! the GCRA of the `governor` crate, which is one) cannot promise this: after a pause it lets
//! `burst` requests out at once and refills meanwhile, so a window may hold up to
//! `per_second + burst`. So two rules apply together here, a bucket for the burst and a log of the
//! last `per_second` departures for the window.
//!
//! Callers leave in the order they came: they queue on a fair lock, and whoever holds it waits for
//! its own departure. A caller that gives up leaves no trace.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::Duration;

use tokio::time::Instant;

use crate::error::{Error, Result};

/// The window in which at most `per_second` requests leave.
const WINDOW: Duration = Duration::from_secs(1);

/// Added to the window, because Coupa counts arrivals: requests that left a second apart may
/// arrive closer together when the network delays the first.
const WINDOW_SLACK: Duration = Duration::from_millis(30);

/// What remains of the rate after a 429. Other programs share the instance's limit, so half is a
/// quick retreat without giving up the place.
const SHRINK_FACTOR: f64 = 0.5;

/// How long a limiter takes from nothing back to its full rate when no 429 comes.
const RECOVERY: Duration = Duration::from_secs(10);

/// How fast requests may go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    /// At most this many requests in any one second. Default 25.
    pub per_second: u32,
    /// At most this many back to back. Default 20.
    pub burst: u32,
}

impl Default for RateLimit {
    /// Coupa's documented limits.
    fn default() -> Self {
        Self { per_second: 25, burst: 20 }
    }
}

#[derive(Debug)]
pub(crate) struct Limiter {
    limit: RateLimit,
    /// Fair queue: tokio's mutex hands itself over in the order of arrival.
    turn: tokio::sync::Mutex<()>,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    /// When the last requests left, oldest first, at most `per_second` of them.
    departures: VecDeque<Instant>,
    /// What the bucket holds, in requests.
    tokens: f64,
    /// When the bucket and the rate were last brought up to date.
    updated_at: Instant,
    /// Refill per second; below `per_second` for a while after a 429.
    rate: f64,
    /// Nobody leaves before this.
    paused_until: Instant,
    /// When the rate last shrank. Answers to requests that left earlier say nothing new.
    shrunk_at: Option<Instant>,
}

impl Limiter {
    /// # Errors
    ///
    /// [`Error::Configuration`] if a number is zero.
    pub(crate) fn new(limit: RateLimit) -> Result<Self> {
        if limit.per_second == 0 || limit.burst == 0 {
            return Err(Error::Configuration {
                what: "rate limit",
                reason: "requests per second and burst must be at least 1".to_owned(),
            });
        }
        let now = Instant::now();
        Ok(Self {
            limit,
            turn: tokio::sync::Mutex::new(()),
            state: Mutex::new(State {
                departures: VecDeque::new(),
                tokens: f64::from(limit.burst),
                updated_at: now,
                rate: f64::from(limit.per_second),
                paused_until: now,
                shrunk_at: None,
            }),
        })
    }

    /// Waits for permission to send one request; returns when it left.
    pub(crate) async fn acquire(&self) -> Instant {
        let _turn = self.turn.lock().await;
        loop {
            let now = Instant::now();
            let departure = self.locked().try_depart(self.limit, now);
            match departure {
                Ok(()) => return now,
                // The state is looked at again afterwards: a 429 may have moved the time.
                Err(ready_at) => tokio::time::sleep_until(ready_at).await,
            }
        }
    }

    /// Takes note of a 429 to a request that left at `departed_at`: nobody leaves for `pause`, and
    /// the rate shrinks, once per wave of refusals.
    pub(crate) fn throttled(&self, departed_at: Instant, pause: Duration) {
        let now = Instant::now();
        let mut state = self.locked();
        state.refresh(self.limit, now);
        state.paused_until = state.paused_until.max(now + pause);
        if state.shrunk_at.is_none_or(|shrunk_at| departed_at > shrunk_at) {
            state.rate = (state.rate * SHRINK_FACTOR).max(1.0);
            state.tokens = state.tokens.min(1.0);
            state.shrunk_at = Some(now);
        }
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, State> {
        // A panic while holding the lock cannot leave the numbers worse than imprecise.
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl State {
    /// Records a departure at `now`, or tells when to ask again.
    fn try_depart(&mut self, limit: RateLimit, now: Instant) -> Result<(), Instant> {
        self.refresh(limit, now);
        let mut ready_at = self.paused_until;
        if self.departures.len() >= limit.per_second as usize
            && let Some(oldest) = self.departures.front()
        {
            // Strictly after the window has passed, so that its two ends never share it.
            ready_at = ready_at.max(*oldest + WINDOW + WINDOW_SLACK);
        }
        if self.tokens < 1.0 {
            let missing = (1.0 - self.tokens) / self.rate;
            // Rounded up to the millisecond of tokio's timer, so that waking once is enough.
            ready_at = ready_at.max(now + Duration::from_millis((missing * 1000.0).ceil() as u64));
        }
        if ready_at > now {
            return Err(ready_at);
        }
        self.tokens -= 1.0;
        if self.departures.len() >= limit.per_second as usize {
            self.departures.pop_front();
        }
        self.departures.push_back(now);
        Ok(())
    }

    /// Refills the bucket and lets the rate recover. The time of a pause does not count.
    fn refresh(&mut self, limit: RateLimit, now: Instant) {
        let from = self.updated_at.max(self.paused_until.min(now));
        let elapsed = now.saturating_duration_since(from).as_secs_f64();
        let full = f64::from(limit.per_second);
        self.rate = (self.rate + full * elapsed / RECOVERY.as_secs_f64()).min(full);
        // A shrunken limiter has a shrunken burst too.
        let capacity = (f64::from(limit.burst) * self.rate / full).max(1.0);
        self.tokens = (self.tokens + elapsed * self.rate).min(capacity);
        self.updated_at = now;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;

    fn paused_runtime() -> tokio::runtime::Runtime {
        tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap()
    }

    /// Largest number of departures in any window of one second, ends included.
    fn busiest_second(times: &[Instant]) -> usize {
        times
            .iter()
            .map(|start| times.iter().filter(|t| **t >= *start && **t <= *start + WINDOW).count())
            .max()
            .unwrap_or(0)
    }

    #[test]
    fn a_long_run_keeps_the_limit_in_every_second_and_uses_it() {
        paused_runtime().block_on(async {
            let limiter = Limiter::new(RateLimit::default()).unwrap();
            let mut times = Vec::new();
            for _ in 0..500 {
                times.push(limiter.acquire().await);
            }
            assert_eq!(busiest_second(&times), 25);
            let took = *times.last().unwrap() - times[0];
            assert!(took < Duration::from_secs(21), "the limit is used: {took:?}");
            let together = times.iter().filter(|t| **t == times[0]).count();
            assert_eq!(together, 20, "the burst leaves at once and no more");
        });
    }

    #[test]
    fn callers_leave_in_the_order_they_came() {
        paused_runtime().block_on(async {
            let limiter = Arc::new(Limiter::new(RateLimit { per_second: 5, burst: 1 }).unwrap());
            let order = Arc::new(Mutex::new(Vec::new()));
            let tasks: Vec<_> = (0..30)
                .map(|number| {
                    let (limiter, order) = (Arc::clone(&limiter), Arc::clone(&order));
                    tokio::spawn(async move {
                        limiter.acquire().await;
                        order.lock().unwrap().push(number);
                    })
                })
                .collect();
            for task in tasks {
                task.await.unwrap();
            }
            assert_eq!(*order.lock().unwrap(), (0..30).collect::<Vec<_>>());
        });
    }

    #[test]
    fn a_caller_that_gives_up_leaves_no_trace() {
        paused_runtime().block_on(async {
            let limiter = Limiter::new(RateLimit { per_second: 1, burst: 1 }).unwrap();
            let first = limiter.acquire().await;
            let given_up = tokio::time::timeout(Duration::from_millis(10), limiter.acquire()).await;
            assert!(given_up.is_err());
            let second = limiter.acquire().await;
            assert!(second - first < Duration::from_millis(1_100));
        });
    }

    #[test]
    fn a_refusal_pauses_everybody_and_the_rate_recovers() {
        paused_runtime().block_on(async {
            let limiter = Limiter::new(RateLimit::default()).unwrap();
            let left = limiter.acquire().await;
            // A wave of refusals to requests that left together shrinks once.
            for _ in 0..10 {
                limiter.throttled(left, Duration::from_secs(2));
            }
            let refused_at = Instant::now();
            assert!((limiter.locked().rate - 12.5).abs() < 0.01);
            let next = limiter.acquire().await;
            assert_eq!(next - refused_at, Duration::from_secs(2));
            let after = limiter.acquire().await;
            assert!(after - next >= Duration::from_millis(70), "the burst is gone: {:?}", after - next);
            tokio::time::advance(RECOVERY).await;
            limiter.acquire().await;
            assert!((limiter.locked().rate - 25.0).abs() < 0.01);
        });
    }

    #[test]
    fn a_pause_that_grows_while_somebody_waits_holds_for_them_too() {
        paused_runtime().block_on(async {
            let limiter = Arc::new(Limiter::new(RateLimit::default()).unwrap());
            let left = limiter.acquire().await;
            limiter.throttled(left, Duration::from_secs(1));
            let waiting = tokio::spawn({
                let limiter = Arc::clone(&limiter);
                async move { limiter.acquire().await }
            });
            tokio::task::yield_now().await;
            limiter.throttled(left, Duration::from_secs(5));
            assert!(waiting.await.unwrap() - left >= Duration::from_secs(5));
        });
    }

    #[test]
    fn zero_is_refused() {
        assert!(Limiter::new(RateLimit { per_second: 0, burst: 1 }).is_err());
        assert!(Limiter::new(RateLimit { per_second: 1, burst: 0 }).is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn no_second_holds_more_than_the_limit(
            per_second in 1_u32..40,
            burst in 1_u32..60,
            // Delay before each arrival in ms, and the pause of a 429 to it, if any.
            arrivals in prop::collection::vec((0_u64..400, prop::option::weighted(0.05, 0_u64..3_000)), 1..150),
        ) {
            let times = paused_runtime().block_on(async {
                let limiter = Arc::new(Limiter::new(RateLimit { per_second, burst }).unwrap());
                let mut tasks = Vec::new();
                for (delay, refusal) in arrivals {
                    // Most arrive in clusters, as pages do.
                    if delay > 300 {
                        tokio::time::sleep(Duration::from_millis(delay)).await;
                    }
                    let limiter = Arc::clone(&limiter);
                    tasks.push(tokio::spawn(async move {
                        let left = limiter.acquire().await;
                        if let Some(pause) = refusal {
                            limiter.throttled(left, Duration::from_millis(pause));
                        }
                        left
                    }));
                }
                let mut times = Vec::new();
                for task in tasks {
                    times.push(task.await.unwrap());
                }
                times
            });
            prop_assert!(busiest_second(&times) <= per_second as usize);
            for start in &times {
                let together = times.iter().filter(|t| *t == start).count();
                prop_assert!(together <= burst as usize, "{together} left at once");
            }
        }
    }
}
