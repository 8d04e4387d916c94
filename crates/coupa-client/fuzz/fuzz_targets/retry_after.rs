//! `Retry-After` headers: bounded, whatever they say.
#![no_main]

use coupa_client::foreign::parse_retry_after;
use coupa_client::retry::MAX_RETRY_AFTER;

libfuzzer_sys::fuzz_target!(|header: &str| {
    if let Some(wait) = parse_retry_after(header, jiff::Timestamp::UNIX_EPOCH) {
        assert!(wait <= MAX_RETRY_AFTER);
    }
});
