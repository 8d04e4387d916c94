//! The instance's clock: real time plus whatever a test has added.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Tells the time of the simulated instance and prints it in the company's zone.
#[derive(Debug)]
pub(crate) struct Clock {
    zone: TimeZone,
    ahead_ms: AtomicI64,
}

impl Clock {
    pub(crate) fn new(zone: TimeZone) -> Self {
        Self { zone, ahead_ms: AtomicI64::new(0) }
    }

    pub(crate) fn advance(&self, by: Duration) {
        let by_ms = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.ahead_ms.fetch_add(by_ms, Ordering::SeqCst);
    }

    /// Now, in milliseconds since 1970: the resolution in which tokens live and die.
    pub(crate) fn now_ms(&self) -> i64 {
        Timestamp::now().as_millisecond().saturating_add(self.ahead_ms.load(Ordering::SeqCst))
    }

    /// Now, cut to the second: the resolution of every printed time.
    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::from_second(self.now_ms().div_euclid(1000)).unwrap_or(Timestamp::MAX)
    }

    pub(crate) fn zone(&self) -> &TimeZone {
        &self.zone
    }
}

/// `2025-04-07T12:28:32-07:00`: second precision, the zone's own offset at that instant.
pub(crate) fn print_time(at: Timestamp, zone: &TimeZone) -> String {
    let mut text = at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
    // Some zones had offsets with seconds long ago; clients expect hours and minutes.
    text.truncate("2025-04-07T12:28:32-07:00".len());
    text
}

/// An HTTP date such as `Sun, 06 Nov 1994 08:49:37 GMT`.
pub(crate) fn print_http_date(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_follow_daylight_saving() {
        let zone = TimeZone::get("America/Los_Angeles").unwrap();
        let print = |text: &str| print_time(text.parse().unwrap(), &zone);
        assert_eq!(print("2025-04-07T19:28:32Z"), "2025-04-07T12:28:32-07:00");
        assert_eq!(print("2025-01-07T19:28:32.987Z"), "2025-01-07T11:28:32-08:00");
        assert_eq!(
            print_time("2025-01-07T19:28:32Z".parse().unwrap(), &TimeZone::UTC),
            "2025-01-07T19:28:32+00:00"
        );
    }

    #[test]
    fn http_dates_have_the_fixed_form() {
        assert_eq!(print_http_date("1994-11-06T08:49:37Z".parse().unwrap()), "Sun, 06 Nov 1994 08:49:37 GMT");
    }

    #[test]
    fn the_clock_only_moves_forward_by_what_is_added() {
        let clock = Clock::new(TimeZone::UTC);
        let before = clock.now_ms();
        clock.advance(Duration::from_secs(86_400));
        assert!(clock.now_ms() >= before + 86_400_000);
    }
}
