//! GraphQL answers and the field names in their messages.
#![no_main]

libfuzzer_sys::fuzz_target!(|body: &[u8]| {
    let _ = coupa_client::foreign::parse_graphql(body);
});
