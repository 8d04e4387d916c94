//! Names of instances: whatever is accepted lies in one of Coupa's two domains.
#![no_main]

use coupa_client::Instance;
use coupa_client::instance::INSTANCE_DOMAINS;

libfuzzer_sys::fuzz_target!(|given: &str| {
    if let Ok(instance) = Instance::parse(given) {
        assert_eq!(instance.base_url().host_str(), Some(instance.host()));
        assert_eq!(instance.base_url().scheme(), "https");
        let (_, domain) = instance.host().split_once('.').expect("an accepted host has a domain");
        assert!(INSTANCE_DOMAINS.contains(&domain));
    }
    let _ = Instance::simulator(given);
});
