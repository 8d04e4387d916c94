//! The way to the instance: TLS and trust, proxies, redirects, names and ports that lead nowhere.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use coupa_client::{Cause, Client, Credentials, ErrorKind, Instance, RetryPolicy, TlsProblem, TrustSources};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::server::{Reply, Server, Wire, builder, data, token};

/// An authority of our own.
struct Authority {
    params: CertificateParams,
    key: KeyPair,
    pem: String,
}

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(DnType::CommonName, "Test Authority");
        let key = KeyPair::generate().unwrap();
        let pem = params.self_signed(&key).unwrap().pem();
        Self { params, key, pem }
    }

    /// A server certificate for `name`, changed by `adjust`.
    fn server(&self, name: &str, adjust: impl FnOnce(&mut CertificateParams)) -> Arc<ServerConfig> {
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        adjust(&mut params);
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &Issuer::from_params(&self.params, &self.key)).unwrap();
        server_config(certificate.der().clone(), &key)
    }

    fn trust(&self, directory: &Path) -> TrustSources {
        let file = directory.join("authority.pem");
        std::fs::write(&file, &self.pem).unwrap();
        TrustSources { platform: false, files: vec![file], directories: Vec::new() }
    }
}

fn server_config(certificate: CertificateDer<'static>, key: &KeyPair) -> Arc<ServerConfig> {
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    Arc::new(config)
}

fn answer(seen: &crate::server::Seen) -> Option<Reply> {
    Some(if seen.is_token() { token("t") } else { data("roles", json!([{ "id": 1 }])) })
}

fn quick() -> RetryPolicy {
    RetryPolicy { max_tries: 2, first_delay: Duration::from_millis(1), ..RetryPolicy::default() }
}

#[tokio::test]
async fn an_authority_from_a_file_or_directory_is_trusted() {
    let authority = Authority::new();
    let directory = tempfile::tempdir().unwrap();
    let server = Server::start_on(Wire::Tls(authority.server("localhost", |_| {})), answer).await;
    let from_file = authority.trust(directory.path());
    let from_directory =
        TrustSources { platform: false, files: Vec::new(), directories: vec![directory.path().to_owned()] };
    for trust in [from_file, from_directory] {
        let client = builder(&format!("https://localhost:{}", server.port)).trust(trust).build().unwrap();
        client.roles_page(0).await.unwrap();
    }
}

#[tokio::test]
async fn certificates_that_cannot_be_trusted_are_told_in_plain_words() {
    let (ours, theirs) = (Authority::new(), Authority::new());
    let directory = tempfile::tempdir().unwrap();
    let trust = ours.trust(directory.path());
    let mut own = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let own_key = KeyPair::generate().unwrap();
    let plain_self_signed = server_config(own.self_signed(&own_key).unwrap().der().clone(), &own_key);
    own.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority_self_signed = server_config(own.self_signed(&own_key).unwrap().der().clone(), &own_key);
    for (config, expected) in [
        (theirs.server("localhost", |_| {}), TlsProblem::UnknownAuthority),
        (plain_self_signed, TlsProblem::UnknownAuthority),
        (authority_self_signed, TlsProblem::UnknownAuthority),
        (ours.server("acme.coupahost.com", |_| {}), TlsProblem::WrongName),
        (
            ours.server("localhost", |params| params.not_after = rcgen::date_time_ymd(2020, 1, 1)),
            TlsProblem::Expired,
        ),
        (
            ours.server("localhost", |params| params.not_before = rcgen::date_time_ymd(4000, 1, 1)),
            TlsProblem::NotYetValid,
        ),
    ] {
        let server = Server::start_on(Wire::Tls(config), answer).await;
        let client =
            builder(&format!("https://localhost:{}", server.port)).trust(trust.clone()).build().unwrap();
        let error = client.authenticate().await.unwrap_err();
        assert_eq!(error.cause(), Some(&Cause::Tls(expected.clone())), "{error:?}");
        assert_eq!(error.tries(), 1, "a certificate does not heal");
        assert!(error.hint().is_some());
        assert!(server.seen().is_empty(), "nothing was sent");
        if expected == TlsProblem::UnknownAuthority {
            assert!(error.hint().unwrap().contains("SSL_CERT_FILE"));
        }
    }
}

#[tokio::test]
async fn a_write_over_tls_is_of_unknown_outcome_only_after_it_was_sent() {
    let authority = Authority::new();
    let directory = tempfile::tempdir().unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let acceptor = tokio_rustls::TlsAcceptor::from(authority.server("localhost", |_| {}));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // Whoever does not trust us hangs up.
            let Ok(mut stream) = acceptor.accept(stream).await else { continue };
            let mut request = Vec::new();
            while !request.ends_with(b"{\"active\":false}") {
                stream.read_buf(&mut request).await.unwrap();
            }
            // In the middle of the encrypted stream something that is not encrypted.
            stream.get_mut().0.write_all(b"HTTP/1.1 502 Bad Gateway\r\n\r\n").await.unwrap();
        }
    });
    let write = async |trust: TrustSources| {
        let credentials = Credentials::ApiKey("0123456789abcdef".into());
        let instance = Instance::simulator(&url).unwrap();
        let client = Client::builder(instance, credentials).trust(trust).retry(quick()).build().unwrap();
        client.write_active(131, false).await.unwrap_err()
    };
    let error = write(authority.trust(directory.path())).await;
    assert_eq!((error.kind(), error.tries()), (ErrorKind::OutcomeUnknown, 1), "{error:?}");
    assert!(error.may_have_taken_effect());
    assert!(error.cause().unwrap().to_string().contains("TLS"), "{error:?}");
    let error = write(Authority::new().trust(directory.path())).await;
    assert_eq!(error.cause(), Some(&Cause::Tls(TlsProblem::UnknownAuthority)), "{error:?}");
    assert!(!error.may_have_taken_effect(), "nothing was sent");
}

#[tokio::test]
async fn a_port_that_speaks_no_tls_is_told() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = tokio::spawn(async move {
        // Reads the greeting of TLS before it answers, as a plain HTTP server does.
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut greeting = [0; 5];
        stream.read_exact(&mut greeting).await.unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
    });
    let directory = tempfile::tempdir().unwrap();
    let trust = Authority::new().trust(directory.path());
    let client = builder(&format!("https://localhost:{port}")).trust(trust).build().unwrap();
    let error = client.authenticate().await.unwrap_err();
    assert_eq!(
        error.cause().unwrap().to_string(),
        "the TLS connection failed: the other side does not speak TLS 1.2 or newer (what came is not TLS, as when a \
         plain HTTP port is dialled)"
    );
    server.await.unwrap();
}

#[tokio::test]
async fn a_redirect_is_refused_and_the_other_server_sees_nothing() {
    let elsewhere = Server::start(|_| Some(token("stolen"))).await;
    for status in [301, 302, 303, 307, 308] {
        let target = format!("http://127.0.0.1:{}/collect?token=x", elsewhere.port);
        for at_token in [true, false] {
            let target = target.clone();
            let server = Server::start(move |seen| {
                Some(match (seen.is_token(), at_token) {
                    (true, false) => token("t"),
                    _ => Reply::status(status).header("location", &target),
                })
            })
            .await;
            let error = server.client().roles_page(0).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Redirect);
            assert_eq!(
                error.cause().unwrap().to_string(),
                format!(
                    "Coupa answered {status} with a redirect to `127.0.0.1:{}`, which is not followed",
                    elsewhere.port
                )
            );
        }
    }
    assert!(elsewhere.seen().is_empty());
}

#[tokio::test]
async fn nobody_listening_is_told() {
    // A port that was free a moment ago.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let client = builder(&format!("http://127.0.0.1:{port}")).build().unwrap();
    let error = client.authenticate().await.unwrap_err();
    assert_eq!(
        error.cause().unwrap().to_string(),
        format!("the connection to `127.0.0.1:{port}` was refused")
    );
    assert_eq!((error.kind(), error.tries()), (ErrorKind::Network, 2));
    assert!(error.hint().unwrap().contains("HTTPS_PROXY"));
}

#[tokio::test]
async fn a_server_that_answered_before_is_waited_for_with_patience() {
    let server = Server::start(answer).await;
    let policy = RetryPolicy { max_tries: 4, ..quick() };
    let client = server.builder().retry(policy).build().unwrap();
    client.authenticate().await.unwrap();
    server.stop().await;
    let error = client.authenticate().await.unwrap_err();
    // A connection kept open breaks once before the port is found closed.
    assert_eq!((error.kind(), error.tries()), (ErrorKind::Network, 4), "{error:?}");
    assert!(matches!(error.cause(), Some(Cause::ConnectionRefused { .. })), "{error:?}");
}

#[tokio::test]
async fn a_port_that_wants_tls_is_told() {
    let authority = Authority::new();
    let server = Server::start_on(Wire::Tls(authority.server("localhost", |_| {})), answer).await;
    let client = builder(&format!("http://localhost:{}", server.port)).retry(quick()).build().unwrap();
    let error = client.authenticate().await.unwrap_err();
    assert_eq!(error.cause(), Some(&Cause::NotHttp { encrypted: false }), "{error:?}");
    assert!(error.hint().unwrap().contains("https"));
}

/// A client of a real instance name, whose connections can only go through a proxy.
fn behind_proxy(proxy: &str, trust: TrustSources) -> Client {
    let credentials =
        Credentials::OAuth { client_id: "client".into(), client_secret: "secret-of-client".into() };
    Client::builder(Instance::parse("acme").unwrap(), credentials)
        .proxy(Some(proxy.parse().unwrap()))
        .trust(trust)
        .retry(quick())
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_proxy_that_is_given_is_used_with_its_credentials() {
    let authority = Authority::new();
    let directory = tempfile::tempdir().unwrap();
    let proxy = Server::start_on(Wire::Tunnel(authority.server("acme.coupahost.com", |_| {})), answer).await;
    let address = format!("http://me:p%40ss@127.0.0.1:{}", proxy.port);
    let client = behind_proxy(&address, authority.trust(directory.path()));
    client.roles_page(0).await.unwrap();
    let seen = proxy.seen();
    assert_eq!((seen[0].method.as_str(), seen[0].path.as_str()), ("CONNECT", "acme.coupahost.com:443"));
    assert_eq!(seen[0].header("proxy-authorization"), "Basic bWU6cEBzcw==");
    assert_eq!(seen[0].header("authorization"), "", "the token is for the instance, not for the proxy");
    assert_eq!(seen[1].path, "/oauth2/token");
}

#[tokio::test]
async fn a_proxy_that_refuses_is_told_without_its_password() {
    let authority = Authority::new();
    let directory = tempfile::tempdir().unwrap();
    for (status, expected) in [
        (407, "did not pass the connection on: it asks for other credentials (407)"),
        (403, "did not pass the connection on: it will not connect to `acme.coupahost.com`"),
    ] {
        let proxy = Server::start(move |_| Some(Reply::status(status))).await;
        let address = format!("http://me:hunter2@127.0.0.1:{}", proxy.port);
        let error =
            behind_proxy(&address, authority.trust(directory.path())).authenticate().await.unwrap_err();
        let port = proxy.port;
        assert_eq!(error.cause().unwrap().to_string(), format!("the proxy `127.0.0.1:{port}` {expected}"));
        let shown = format!("{error:?}");
        assert!(!shown.contains("hunter2") && !shown.contains("me:"), "{shown}");
        assert!(error.hint().unwrap().contains("the proxy setting or HTTPS_PROXY"));
    }
}

#[tokio::test]
async fn a_proxy_that_cannot_be_reached_is_told() {
    let directory = tempfile::tempdir().unwrap();
    let trust = Authority::new().trust(directory.path());
    // A port that was free a moment ago.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let client = behind_proxy(&format!("http://me:hunter2@127.0.0.1:{port}"), trust);
    let error = client.authenticate().await.unwrap_err();
    let shown = error.cause().unwrap().to_string();
    assert_eq!(
        shown,
        format!("the proxy `127.0.0.1:{port}` could not be reached: the connection was refused")
    );
    assert_eq!((error.kind(), error.tries()), (ErrorKind::Network, 2));
    assert!(error.hint().unwrap().contains("the proxy setting or HTTPS_PROXY"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_from_the_environment_is_told_by_name_too() {
    let proxy = Server::start(|_| Some(Reply::status(403))).await;
    let environment = [("HTTPS_PROXY", format!("http://me:hunter2@127.0.0.1:{}", proxy.port))];
    tokio::task::spawn_blocking(move || {
        run_alone("network::alone_is_refused_by_the_proxy_of_the_environment", &environment);
    })
    .await
    .unwrap();
    assert_eq!(proxy.seen().len(), 1);
}

#[tokio::test]
#[ignore = "run by another test, in an environment made for it"]
async fn alone_is_refused_by_the_proxy_of_the_environment() {
    let credentials =
        Credentials::OAuth { client_id: "client".into(), client_secret: "secret-of-client".into() };
    let directory = tempfile::tempdir().unwrap();
    let trust = Authority::new().trust(directory.path());
    let client = Client::builder(Instance::parse("acme").unwrap(), credentials).trust(trust).build().unwrap();
    let error = client.authenticate().await.unwrap_err();
    let shown = error.cause().unwrap().to_string();
    assert!(shown.starts_with("the proxy `127.0.0.1:"), "{shown}");
    assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
}

/// Runs one ignored test of this binary in a process of its own, with an environment of its own.
fn run_alone(test: &str, environment: &[(&str, String)]) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--ignored", "--nocapture"]);
    for name in [
        "HTTPS_PROXY",
        "https_proxy",
        "HTTP_PROXY",
        "http_proxy",
        "ALL_PROXY",
        "all_proxy",
        "NO_PROXY",
        "no_proxy",
    ] {
        command.env_remove(name);
    }
    let output =
        command.envs(environment.iter().map(|(name, value)| (name, value.as_str()))).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && text.contains("1 passed"),
        "{text}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn proxy_and_authorities_come_from_the_environment() {
    let authority = Authority::new();
    let directory = tempfile::tempdir().unwrap();
    let file = authority.trust(directory.path()).files.remove(0);
    let proxy = Server::start_on(Wire::Tunnel(authority.server("acme.coupahost.com", |_| {})), answer).await;
    let environment = |certificates: &'static str, path: &Path| {
        vec![
            ("HTTPS_PROXY", format!("http://127.0.0.1:{}", proxy.port)),
            (certificates, path.display().to_string()),
        ]
    };
    for environment in [environment("SSL_CERT_FILE", &file), environment("SSL_CERT_DIR", directory.path())] {
        tokio::task::spawn_blocking(move || {
            run_alone("network::alone_reads_acme_by_the_environment", &environment);
        })
        .await
        .unwrap();
    }
    assert_eq!(proxy.seen().iter().filter(|seen| seen.method == "CONNECT").count(), 2);
}

#[tokio::test]
#[ignore = "run by another test, in an environment made for it"]
async fn alone_reads_acme_by_the_environment() {
    let credentials =
        Credentials::OAuth { client_id: "client".into(), client_secret: "secret-of-client".into() };
    let client = Client::builder(Instance::parse("acme").unwrap(), credentials).build().unwrap();
    assert_eq!(client.roles_page(0).await.unwrap().items.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_proxy_is_obeyed_and_names_without_address_are_told() {
    let proxy = Server::start(|_| None).await;
    let environment = [
        ("HTTPS_PROXY", format!("http://127.0.0.1:{}", proxy.port)),
        ("NO_PROXY", ".coupahost.com".to_owned()),
    ];
    tokio::task::spawn_blocking(move || run_alone("network::alone_finds_no_address", &environment))
        .await
        .unwrap();
    assert!(proxy.seen().is_empty());
}

#[tokio::test]
#[ignore = "run by another test, in an environment made for it"]
async fn alone_finds_no_address() {
    let credentials =
        Credentials::OAuth { client_id: "client".into(), client_secret: "secret-of-client".into() };
    // Coupa keeps no instance of this name; on a machine without a network no name has an address.
    let instance = Instance::parse("no-such-instance-0f9e8d7c6b").unwrap();
    let authority = Authority::new();
    let directory = tempfile::tempdir().unwrap();
    let client = Client::builder(instance, credentials)
        .trust(authority.trust(directory.path()))
        .retry(RetryPolicy { max_tries: 1, ..RetryPolicy::default() })
        .build()
        .unwrap();
    let error = client.authenticate().await.unwrap_err();
    // Where the domain answers for every name, what answers is not trusted by us.
    assert!(
        matches!(error.cause(), Some(Cause::Dns { .. } | Cause::Tls(_) | Cause::Connect { .. })),
        "{error:?}"
    );
}
