//! Rate limit, counters, journal, TLS, shutdown and speed.

use std::time::{Duration, Instant};

use coupa_sandbox::{Error, Operation, RateLimit, Sandbox, SandboxConfig, Tls, Transport};
use futures_util::future::join_all;

use crate::client::{Api, answer, http, messages};

fn limited(per_second: f64, burst: f64) -> SandboxConfig {
    SandboxConfig { rate: Some(RateLimit { per_second, burst }), ..SandboxConfig::quick(10) }
}

#[tokio::test]
async fn the_bucket_overflows_after_the_burst() {
    let api = Api::start(limited(0.001, 20.0)).await;
    let answers = join_all((0..30).map(|_| api.get("/api/roles"))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 20);
    let refused = answers.iter().find(|answer| answer.status == 429).unwrap();
    assert_eq!(refused.header("retry-after"), Some("1"));
    assert_eq!(messages(refused), ["rate limit exceeded"]);
    api.set("retry_after=date");
    assert!(api.get("/api/roles").await.header("retry-after").unwrap().ends_with("GMT"));
    api.set("retry_after=absent");
    assert_eq!(api.get("/api/roles").await.header("retry-after"), None);
    api.sandbox.rate_set(None);
    assert_eq!(api.get("/api/roles").await.status, 200);
}

#[tokio::test]
async fn everything_is_counted_and_noted() {
    let api = Api::quick(30).await;
    api.sandbox.counters_reset();
    api.sandbox.journal().clear();
    join_all((0..12).map(|_| api.get("/api/roles?name=buyer"))).await;
    api.graphql("{ roles { id } users { id } }").await;
    api.get("/api/users/999999").await;
    let counters = api.sandbox.counters();
    assert_eq!(
        (counters.requests, counters.of(Operation::RolesList), counters.of(Operation::UsersList)),
        (14, 13, 1)
    );
    assert_eq!((counters.status(200), counters.status(404), counters.tokens), (13, 1, 0));
    assert!(counters.max_per_second >= 12 && counters.max_concurrent >= 1 && counters.max_concurrent <= 12);
    let entries = api.sandbox.journal().entries();
    assert_eq!(entries.len(), 14);
    assert_eq!(entries[0].query, [("name".to_owned(), "buyer".to_owned())]);
    assert_eq!(entries[0].client_id.as_deref(), Some(api.sandbox.client_id()));
    assert!(entries[0].scopes.contains(&"core.common.read".to_owned()));
    assert_eq!(
        (entries[12].transport, entries[12].operations.as_slice()),
        (Transport::Graphql, [Operation::RolesList, Operation::UsersList].as_slice())
    );
}

#[tokio::test]
async fn no_secret_is_noted() {
    let api = Api::quick(5).await;
    api.get("/api/users").await;
    api.token_request(&[("grant_type", "client_credentials"), ("scope", "core.user.read")]).await;
    let noted = format!("{:?}", api.sandbox.journal().entries());
    assert!(!noted.contains(api.sandbox.client_secret()) && !noted.contains(&api.token));
    assert!(noted.contains("core.user.read"));
    let config = format!("{:?}", SandboxConfig::default());
    assert!(!config.contains(api.sandbox.client_secret()) && !config.contains(api.sandbox.legacy_key()));
    assert!(!format!("{:?}", api.sandbox).contains(api.sandbox.client_secret()));
}

#[tokio::test]
async fn tls_with_a_certificate_made_for_the_run() {
    let name = "acme.coupahost.com";
    let config = SandboxConfig {
        tls: Some(Tls::SelfMade { names: vec![name.to_owned()] }),
        ..SandboxConfig::quick(5)
    };
    let sandbox = Sandbox::start(config).await.unwrap();
    assert!(sandbox.base_url().starts_with("https://127.0.0.1:"));
    let authority = reqwest::Certificate::from_pem(sandbox.ca_pem().unwrap().as_bytes()).unwrap();
    let trusting = || http().tls_certs_only([authority.clone()]);
    let client = trusting().resolve(name, sandbox.address()).build().unwrap();
    for host in ["127.0.0.1", "localhost", name] {
        let url = format!("https://{host}:{}/api/users", sandbox.address().port());
        assert_eq!(
            answer(client.get(url).header("accept", "application/json")).await.unwrap().status,
            401,
            "{host}"
        );
    }
    let strange = trusting().resolve("other.example", sandbox.address()).build().unwrap();
    let url = format!("https://other.example:{}/api/users", sandbox.address().port());
    assert!(strange.get(url).send().await.is_err(), "the name is not in the certificate");
    let distrusting = http().tls_certs_only([]).build().unwrap();
    assert!(distrusting.get(sandbox.base_url()).send().await.is_err(), "nobody vouches for it");
}

#[tokio::test]
async fn tls_from_files() {
    let directory = tempfile::tempdir().unwrap();
    let key = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let (certificate_file, key_file) = (directory.path().join("cert.pem"), directory.path().join("key.pem"));
    std::fs::write(&certificate_file, key.cert.pem()).unwrap();
    std::fs::write(&key_file, key.signing_key.serialize_pem()).unwrap();
    let config = |certificate: &std::path::Path| SandboxConfig {
        tls: Some(Tls::Files { certificate: certificate.to_owned(), key: key_file.clone() }),
        ..SandboxConfig::quick(5)
    };
    let sandbox = Sandbox::start(config(&certificate_file)).await.unwrap();
    assert_eq!(sandbox.ca_pem(), None);
    let authority = reqwest::Certificate::from_pem(key.cert.pem().as_bytes()).unwrap();
    let client = http().tls_certs_only([authority]).build().unwrap();
    let url = format!("https://localhost:{}/elsewhere", sandbox.address().port());
    let reply = answer(client.get(url).header("accept", "application/json")).await.unwrap();
    assert_eq!(reply.status, 404);
    let missing = Sandbox::start(config(&directory.path().join("none.pem"))).await.unwrap_err();
    assert!(matches!(missing, Error::ReadPem { what: "certificate", .. }), "{missing}");
}

#[tokio::test]
async fn a_configuration_that_cannot_work_is_refused() {
    let start = async |change: fn(&mut SandboxConfig)| {
        let mut config = SandboxConfig::quick(1);
        change(&mut config);
        Sandbox::start(config).await.unwrap_err()
    };
    assert!(matches!(start(|config| config.bind = [0, 0, 0, 0].into()).await, Error::NotLoopback { .. }));
    assert!(matches!(
        start(|config| config.time_zone = "Mars/Olympus".to_owned()).await,
        Error::TimeZone { .. }
    ));
    assert!(matches!(start(|config| config.users = usize::MAX).await, Error::TooManyUsers { .. }));
    let running = Sandbox::start(SandboxConfig::quick(1)).await.unwrap();
    let taken = SandboxConfig { port: running.address().port(), ..SandboxConfig::quick(1) };
    let error = Sandbox::start(taken.clone()).await.unwrap_err();
    assert!(matches!(error, Error::Listen { .. }) && error.hint().is_some());
    running.shutdown().await;
    Sandbox::start(taken).await.expect("the port is free once the first one is shut down");
}

#[tokio::test]
async fn latency_is_added_and_many_connections_are_served() {
    let config = SandboxConfig { latency: Duration::from_millis(60), ..SandboxConfig::quick(20) };
    let api = Api::start(config).await;
    let began = Instant::now();
    let answers = join_all((0..64).map(|_| api.get("/api/users?limit=5"))).await;
    assert!(answers.iter().all(|answer| answer.status == 200));
    assert!(began.elapsed() >= Duration::from_millis(60));
    assert!(api.sandbox.counters().max_concurrent > 1);
    assert!(api.sandbox.counters().connections > 1);
}

#[tokio::test]
async fn a_large_company_is_paged_without_looking_at_all_of_it() {
    let api = Api::quick(20_000).await;
    let path = |last: u64| {
        format!(
            "/api/users?id[gt]={last}&type[blank]=true&order_by=id&fields=[\"id\",{{\"roles\":[\"id\"]}}]"
        )
    };
    let (mut last, mut found) = (0, 0);
    let began = Instant::now();
    loop {
        let page = api.get(&path(last)).await.ids();
        let Some(id) = page.last() else { break };
        (last, found) = (*id, found + page.len());
    }
    let expected = api.sandbox.snapshot().users.values().filter(|user| user.is_type_blank()).count();
    assert_eq!(found, expected);
    assert!(began.elapsed() < Duration::from_secs(60), "{:?} for {found} users", began.elapsed());
}
