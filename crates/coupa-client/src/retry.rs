//! Whether a failed call may be repeated, and how long to wait before. Two separate questions.

use std::time::Duration;

use jiff::Timestamp;

use crate::error::Cause;

/// Tries of one call that meets broken connections or 5xx answers. With the waits below, six tries
/// span about fifteen seconds, longer than a restart of a web server and shorter than anyone's
/// patience.
pub const MAX_TRIES: u32 = 6;

/// Tries of one call whose connection is refused or whose host name has no address, while this
/// client has had no answer at all. Then a typing error is likelier than a passing fault, and a
/// second try is enough for a resolver that lost a packet.
pub const MAX_FIRST_CONTACT_TRIES: u32 = 2;

/// Tries of one call that gets answers which cannot be read (not JSON, truncated). Such answers
/// are seldom a passing fault, so fewer.
pub const MAX_GARBLED_TRIES: u32 = 3;

/// Tries of one call that meets 429. Higher, because a 429 says precisely that waiting helps.
pub const MAX_RATE_LIMITED_TRIES: u32 = 20;

/// First wait after a broken connection or a 5xx.
pub const FIRST_DELAY: Duration = Duration::from_millis(500);

/// First wait after a 429 without a usable `Retry-After`. Coupa's limit counts seconds, so one is
/// enough once, and less than two are lost.
pub const FIRST_RATE_LIMITED_DELAY: Duration = Duration::from_secs(1);

/// Longest wait of our own choosing.
pub const MAX_DELAY: Duration = Duration::from_secs(60);

/// Longest `Retry-After` that is obeyed in full; longer ones wait this long.
pub const MAX_RETRY_AFTER: Duration = Duration::from_secs(60);

/// A `Retry-After` beyond this says nothing about a limit counted in seconds: it is taken for a
/// mistake, and our own back-off applies.
pub const ABSURD_RETRY_AFTER: Duration = Duration::from_secs(3600);

/// One call, waits included, ends within this: longer than any maintenance restart we would wait
/// for, shorter than the time after which a person looks.
pub const MAX_CALL_TIME: Duration = Duration::from_secs(300);

/// How patient a client is. The defaults are the constants of this module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Tries of a call that meets broken connections or 5xx answers.
    pub max_tries: u32,
    /// Tries of a call whose answers cannot be read.
    pub max_garbled_tries: u32,
    /// Tries of a call that meets 429.
    pub max_rate_limited_tries: u32,
    /// First wait after a broken connection or a 5xx; doubles with each try.
    pub first_delay: Duration,
    /// First wait after a 429 without a usable `Retry-After`; doubles with each try.
    pub first_rate_limited_delay: Duration,
    /// Longest wait of our own choosing.
    pub max_delay: Duration,
    /// Limit of one call, waits included.
    pub max_call_time: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_tries: MAX_TRIES,
            max_garbled_tries: MAX_GARBLED_TRIES,
            max_rate_limited_tries: MAX_RATE_LIMITED_TRIES,
            first_delay: FIRST_DELAY,
            first_rate_limited_delay: FIRST_RATE_LIMITED_DELAY,
            max_delay: MAX_DELAY,
            max_call_time: MAX_CALL_TIME,
        }
    }
}

/// What repeating a request does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Safety {
    /// Reads: repeat at will.
    Read,
    /// Writes: repeat only if the first one certainly had no effect. Even a write of a full value
    /// is not sent twice, since somebody else may have written in between.
    Once,
}

/// The kind of trouble a try met, as far as repeating goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The request never reached Coupa.
    NotSent,
    /// The connection broke or timed out after sending: the outcome is unknown.
    Lost,
    /// 500: an unhandled fault, possibly half-way through a write.
    Fault,
    /// 502, 503, 504: something before the application answered.
    Unavailable,
    /// 429: certainly not processed.
    RateLimited,
    /// The answer is complete in the eyes of HTTP but cannot be read.
    Garbled,
}

impl Trouble {
    /// The trouble an HTTP status stands for, if it is one that may pass.
    pub(crate) fn of_status(status: u16) -> Option<Self> {
        match status {
            429 => Some(Self::RateLimited),
            500 => Some(Self::Fault),
            502..=504 => Some(Self::Unavailable),
            _ => None,
        }
    }

    /// The trouble behind a cause that came without a status, if it is one that may pass.
    pub(crate) fn of_cause(cause: &Cause) -> Option<Self> {
        match cause {
            Cause::ConnectionRefused { .. }
            | Cause::Connect { .. }
            | Cause::Dns { .. }
            | Cause::ProxyUnreachable { .. } => Some(Self::NotSent),
            Cause::Timeout { .. } | Cause::ConnectionLost { .. } | Cause::NotHttp { .. } => Some(Self::Lost),
            Cause::Truncated | Cause::NotUtf8 { .. } | Cause::NotJson { .. } => Some(Self::Garbled),
            // A certificate does not heal in seconds, and an oversized answer stays oversized.
            _ => None,
        }
    }
}

/// Whether this cause, met before anything ever answered, looks like a wrong address.
pub(crate) fn suggests_wrong_address(cause: &Cause) -> bool {
    matches!(cause, Cause::Dns { .. } | Cause::ConnectionRefused { .. } | Cause::ProxyUnreachable { .. })
}

impl RetryPolicy {
    /// Whether a call may be sent again after `tries` of which the last met `trouble`.
    pub(crate) fn may_repeat(&self, safety: Safety, trouble: Trouble, tries: u32) -> bool {
        let harmless = match safety {
            Safety::Read => true,
            Safety::Once => matches!(trouble, Trouble::NotSent | Trouble::RateLimited),
        };
        let bound = match trouble {
            Trouble::RateLimited => self.max_rate_limited_tries,
            Trouble::Garbled => self.max_garbled_tries,
            _ => self.max_tries,
        };
        harmless && tries < bound
    }

    /// How long to wait after the `nth` trouble of its kind in a row (from 1).
    ///
    /// Jitter spreads the waits over half to all of the doubled delay, so that programs that met
    /// the same fault do not come back together. For 429 it spreads from the full delay up to a
    /// quarter more, since coming back early only earns the next 429.
    pub(crate) fn delay(&self, trouble: Trouble, nth: u32, retry_after: Option<Duration>) -> Duration {
        let doubled = |first: Duration| {
            first
                .saturating_mul(1_u32.checked_shl(nth.saturating_sub(1)).unwrap_or(u32::MAX))
                .min(self.max_delay)
        };
        match (trouble, retry_after) {
            (Trouble::RateLimited | Trouble::Unavailable, Some(wanted)) => {
                // `Retry-After: 0` is obeyed once; a server that repeats it gets our own patience.
                let floor = if wanted.is_zero() && nth > 1 {
                    doubled(self.first_rate_limited_delay)
                } else {
                    Duration::ZERO
                };
                wanted.max(floor) + Duration::from_millis(fastrand::u64(0..100))
            }
            (Trouble::RateLimited, None) => {
                doubled(self.first_rate_limited_delay).mul_f64(1.0 + 0.25 * fastrand::f64())
            }
            _ => doubled(self.first_delay).mul_f64(0.5 + 0.5 * fastrand::f64()),
        }
    }
}

/// Reads a `Retry-After` header: seconds or an HTTP date, relative to `now`.
///
/// `None` for anything that cannot be read or lies beyond [`ABSURD_RETRY_AFTER`]; a date in the
/// past is zero; the rest is at most [`MAX_RETRY_AFTER`].
#[must_use]
pub fn parse_retry_after(header: &str, now: Timestamp) -> Option<Duration> {
    let header = header.trim();
    let wanted = if header.is_empty() {
        return None;
    } else if header.bytes().all(|byte| byte.is_ascii_digit()) {
        Duration::from_secs(header.parse().ok()?)
    } else if header.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        // Not in the standard, but sent by some.
        Duration::try_from_secs_f64(header.parse().ok()?).ok()?
    } else {
        let date = parse_http_date(header)?;
        Duration::try_from(date.duration_since(now)).unwrap_or(Duration::ZERO)
    };
    (wanted <= ABSURD_RETRY_AFTER).then(|| wanted.min(MAX_RETRY_AFTER))
}

/// Reads an HTTP date, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
pub(crate) fn parse_http_date(text: &str) -> Option<Timestamp> {
    jiff::fmt::rfc2822::parse(text.trim()).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn now() -> Timestamp {
        "2025-11-06T08:49:37Z".parse().unwrap()
    }

    #[test]
    fn retry_after_is_read_in_both_forms_and_bounded() {
        let check = |header: &str, expected: Option<u64>| {
            assert_eq!(parse_retry_after(header, now()), expected.map(Duration::from_secs), "{header:?}");
        };
        check("1", Some(1));
        check(" 30 ", Some(30));
        check("0", Some(0));
        check("300", Some(60));
        check("3600", Some(60));
        check("3601", None);
        check("99999999999999999999999", None);
        check("-1", None);
        check("soon", None);
        check("", None);
        check("1.0", Some(1));
        check("Thu, 06 Nov 2025 08:49:42 GMT", Some(5));
        check("Thu, 06 Nov 2025 08:40:00 GMT", Some(0));
        check("Fri, 06 Nov 2026 08:40:00 GMT", None);
    }

    #[test]
    fn writes_are_repeated_only_where_it_cannot_hurt() {
        let policy = RetryPolicy::default();
        for (safety, trouble, expected) in [
            (Safety::Read, Trouble::Fault, true),
            (Safety::Read, Trouble::Lost, true),
            (Safety::Once, Trouble::Lost, false),
            (Safety::Once, Trouble::Fault, false),
            (Safety::Once, Trouble::Garbled, false),
            (Safety::Once, Trouble::Unavailable, false),
            (Safety::Once, Trouble::RateLimited, true),
            (Safety::Once, Trouble::NotSent, true),
        ] {
            assert_eq!(policy.may_repeat(safety, trouble, 1), expected, "{safety:?} {trouble:?}");
        }
        assert!(!policy.may_repeat(Safety::Read, Trouble::Lost, MAX_TRIES));
        assert!(policy.may_repeat(Safety::Read, Trouble::RateLimited, MAX_TRIES));
    }

    #[test]
    fn the_first_429_without_a_header_costs_less_than_two_seconds() {
        for _ in 0..100 {
            let delay = RetryPolicy::default().delay(Trouble::RateLimited, 1, None);
            assert!(delay >= Duration::from_secs(1) && delay < Duration::from_secs(2), "{delay:?}");
        }
    }

    #[test]
    fn a_header_that_asks_for_no_wait_at_all_is_obeyed_once() {
        let delay = |nth| RetryPolicy::default().delay(Trouble::RateLimited, nth, Some(Duration::ZERO));
        assert!(delay(1) < Duration::from_millis(100));
        assert!(delay(2) >= Duration::from_secs(2));
    }

    #[test]
    fn other_4xx_are_nobodys_passing_trouble() {
        for status in (400..500).filter(|status| *status != 429) {
            assert_eq!(Trouble::of_status(status), None, "{status}");
        }
    }

    proptest! {
        #[test]
        fn retry_after_never_panics_and_stays_bounded(header in "\\PC{0,40}") {
            if let Some(wait) = parse_retry_after(&header, now()) {
                prop_assert!(wait <= MAX_RETRY_AFTER);
            }
        }

        #[test]
        fn delays_stay_bounded(nth in 0_u32..u32::MAX) {
            let policy = RetryPolicy::default();
            prop_assert!(policy.delay(Trouble::Lost, nth, None) <= MAX_DELAY);
            prop_assert!(policy.delay(Trouble::RateLimited, nth, None) <= MAX_DELAY.mul_f64(1.25));
        }
    }
}
