//! Explanations of errors, from bodies of any shape: bounded and never empty.
#![no_main]

use coupa_client::foreign::{MAX_TEXT_CHARS, parse_error_body};

libfuzzer_sys::fuzz_target!(|body: &[u8]| {
    let text = parse_error_body(body);
    assert!(!text.is_empty() && text.chars().count() <= MAX_TEXT_CHARS + 1);
});
