//! Fuzz target: a whole file.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = c1z::fuzz::open_v1(bytes);
});
