//! Fuzz target: what follows the magic of a v3 file.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = c1z::fuzz::manifest_v3(bytes);
});
