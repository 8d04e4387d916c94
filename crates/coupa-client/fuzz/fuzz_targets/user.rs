//! User records.
#![no_main]

libfuzzer_sys::fuzz_target!(|json: &[u8]| {
    if let Ok(user) = coupa_client::foreign::parse_user(json) {
        assert!(user.id > 0);
    }
});
