//! Fuzz target: a database image, packed without damage.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = c1z::fuzz::open_database(bytes);
});
