//! Moments: `jiff::Timestamp` and `google.protobuf.Timestamp`.

use jiff::Timestamp;

use crate::{Error, Result};

/// Turns a moment into a message. Times before 1970 count their nanoseconds forward, as the format demands.
#[must_use]
pub fn timestamp_to_message(timestamp: Timestamp) -> prost_types::Timestamp {
    let (mut seconds, mut nanos) = (timestamp.as_second(), timestamp.subsec_nanosecond());
    if nanos < 0 {
        seconds -= 1;
        nanos += 1_000_000_000;
    }
    prost_types::Timestamp { seconds, nanos }
}

/// Turns a message into a moment.
///
/// # Errors
///
/// [`Error::OutOfRange`] if the nanoseconds are not a fraction of a second, or the year has more than four
/// digits.
pub fn timestamp_from_message(message: &prost_types::Timestamp) -> Result<Timestamp> {
    let out_of_range = || Error::OutOfRange {
        message: "google.protobuf.Timestamp",
        field: "seconds",
        value: format!("{} s {} ns", message.seconds, message.nanos),
    };
    if !(0..1_000_000_000).contains(&message.nanos) {
        return Err(out_of_range());
    }
    Timestamp::new(message.seconds, message.nanos).map_err(|_| out_of_range())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, seconds: i64, nanos: i32) {
        let timestamp: Timestamp = text.parse().unwrap();
        let message = prost_types::Timestamp { seconds, nanos };
        assert_eq!(timestamp_to_message(timestamp), message);
        assert_eq!(timestamp_from_message(&message).unwrap(), timestamp);
    }

    #[test]
    fn known_moments() {
        check("1970-01-01T00:00:00Z", 0, 0);
        check("2024-02-29T12:00:00.25Z", 1_709_208_000, 250_000_000);
        check("1969-12-31T23:59:59.75Z", -1, 750_000_000);
    }

    #[test]
    fn nonsense_is_refused() {
        for (seconds, nanos) in [(0, -1), (0, 1_000_000_000), (i64::MAX, 0), (i64::MIN, 0)] {
            let error = timestamp_from_message(&prost_types::Timestamp { seconds, nanos }).unwrap_err();
            assert!(error.to_string().contains(&format!("{seconds} s {nanos} ns")), "{error}");
        }
    }

    proptest! {
        #[test]
        fn there_and_back(nanosecond in Timestamp::MIN.as_nanosecond()..=Timestamp::MAX.as_nanosecond()) {
            let timestamp = Timestamp::from_nanosecond(nanosecond).unwrap();
            let message = timestamp_to_message(timestamp);
            prop_assert!((0..1_000_000_000).contains(&message.nanos));
            prop_assert_eq!(timestamp_from_message(&message).unwrap(), timestamp);
        }
    }
}
