//! Points in time as a v1 file spells them: `2026-11-20 23:56:11.494159548`.
//!
//! Text without a zone, a space between date and time, up to nine fraction digits without trailing zeros.
//! Readers compare these texts byte by byte, so every writer must keep to this one shape. We write UTC;
//! older Go writers wrote the wall clock of their host, and nothing in the file tells which.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

/// Spells `at` in UTC, the way a `datetime` column holds it.
#[must_use]
pub fn format(at: Timestamp) -> String {
    let at = Offset::UTC.to_datetime(at);
    let mut text = at.strftime("%Y-%m-%d %H:%M:%S").to_string();
    let nanoseconds = at.subsec_nanosecond();
    if nanoseconds != 0 {
        let fraction = format!(".{nanoseconds:09}");
        text.push_str(fraction.trim_end_matches('0'));
    }
    text
}

/// Reads a `datetime` column. A text without a zone is taken as UTC.
///
/// Accepts what the Go SDK's SQLite driver accepts: space or `T`, with or without seconds, fraction, offset or
/// `Z`, and a bare date. `None` for anything else.
#[must_use]
pub fn parse(text: &str) -> Option<Timestamp> {
    // Zones in brackets and the like are valid elsewhere, but no reader of this column takes them.
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | ':' | '.' | ' ' | 'T' | 'Z');
    if text.len() < "2026-11-20".len() || !text.chars().all(plain) {
        return None;
    }
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at);
    }
    let civil: DateTime = text.strip_suffix('Z').unwrap_or(text).parse().ok()?;
    civil.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

/// The earliest time not before `now` whose text sorts after `latest`, and that text.
///
/// `None` if no time can follow, which takes a text at the end of the calendar or one that is not a time.
pub(crate) fn after(now: Timestamp, latest: Option<&str>) -> Option<(Timestamp, String)> {
    let text = format(now);
    let Some(latest) = latest.filter(|latest| *latest >= text.as_str()) else {
        return Some((now, text));
    };
    // One microsecond is enough for the usual shape. Another shape ("T" sorts after a space) is passed by going
    // to the next day, whose date alone decides.
    let base = parse(latest)?;
    [1_000, 2 * 86_400_000_000_000].into_iter().find_map(|nanoseconds| {
        let at = base.checked_add(jiff::SignedDuration::from_nanos(nanoseconds)).ok()?;
        let text = format(at);
        (text.as_str() > latest && at >= now).then_some((at, text))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn written_in_one_shape() {
        let check = |instant: &str, expected: &str| assert_eq!(format(at(instant)), expected);
        check("2026-11-20T23:56:11.494159548Z", "2026-11-20 23:56:11.494159548");
        check("2026-11-20T23:56:11.5Z", "2026-11-20 23:56:11.5");
        check("2026-11-20T23:56:11Z", "2026-11-20 23:56:11");
        check("2026-11-20T23:56:11.000000010Z", "2026-11-20 23:56:11.00000001");
        check("2026-11-21T01:00:00+02:00", "2026-11-20 23:00:00");
    }

    #[test]
    fn read_in_every_shape_the_go_driver_takes() {
        let check = |text: &str, expected: Option<&str>| assert_eq!(parse(text), expected.map(at), "{text}");
        check("2026-11-20 23:56:11.494159548", Some("2026-11-20T23:56:11.494159548Z"));
        check("2026-11-20T23:56:11", Some("2026-11-20T23:56:11Z"));
        check("2026-11-20T23:56:11Z", Some("2026-11-20T23:56:11Z"));
        check("2026-11-20 23:56:11+02:00", Some("2026-11-20T21:56:11Z"));
        check("2026-11-20 23:56", Some("2026-11-20T23:56:00Z"));
        check("2026-11-20", Some("2026-11-20T00:00:00Z"));
        check("1700000000", None);
        check("yesterday", None);
        check("", None);
        check("2026-13-01 00:00:00", None);
        check("2026-11-20 23:56:11[Europe/Zurich]", None);
    }

    #[test]
    fn a_new_time_sorts_after_every_older_text() {
        let now = at("2026-11-20T12:00:00Z");
        let check = |latest: Option<&str>, expected: Option<&str>| {
            assert_eq!(after(now, latest).map(|(_, text)| text).as_deref(), expected, "{latest:?}");
        };
        check(None, Some("2026-11-20 12:00:00"));
        check(Some("2026-11-20 11:59:59.9"), Some("2026-11-20 12:00:00"));
        // A host east of UTC wrote its wall clock an hour ago.
        check(Some("2026-11-20 20:00:00.25"), Some("2026-11-20 20:00:00.250001"));
        check(Some("2026-11-20 12:00:00"), Some("2026-11-20 12:00:00.000001"));
        check(Some("2026-11-20T09:00:00Z"), Some("2026-11-22 09:00:00"));
        check(Some("9999-12-31 23:59:59"), None);
        check(Some("yesterday"), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(seconds in -2_000_000_000_i64..8_000_000_000, nanoseconds in 0..1_000_000_000) {
            let at = Timestamp::new(seconds, nanoseconds).unwrap();
            prop_assert_eq!(parse(&format(at)), Some(at));
        }

        #[test]
        fn whatever_follows_sorts_later(seconds in 0_i64..8_000_000_000, latest in 0_i64..8_000_000_000, nanoseconds in 0..1_000_000_000) {
            let latest = format(Timestamp::new(latest, nanoseconds).unwrap());
            let (at, text) = after(Timestamp::new(seconds, 0).unwrap(), Some(&latest)).unwrap();
            prop_assert!(text > latest);
            prop_assert_eq!(parse(&text), Some(at));
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,40}") {
            let _ = parse(&text);
            let _ = after(Timestamp::UNIX_EPOCH, Some(&text));
        }
    }
}
