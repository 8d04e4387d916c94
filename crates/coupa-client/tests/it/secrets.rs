//! No secret in any error, debug output, event or log line, whatever goes wrong.

use std::error::Error as _;
use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use coupa_client::{
    Client, Credentials, Instance, MembershipKind, RateLimit, RetryPolicy, Scope, Secret, TokenSettling,
};
use serde_json::json;
use tracing_subscriber::fmt::MakeWriter;

use crate::server::{Reply, Server, no_token, token};
use crate::writes;

/// Secrets that no text may contain. The one with odd characters is encoded on its way.
const SECRET: &str = "CANARY secret/with+odd&characters";
const SECRET_ENCODED: &str = "CANARY+secret%2Fwith%2Bodd%26characters";
const TOKEN: &str = "CANARYtoken0123456789";
const KEY: &str = "CANARYkey9876543210";
const PROXY_PASSWORD: &str = "CANARYproxy";

#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Captured {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Everything a person or a log could get to see of a failing call.
fn everything_about(error: &coupa_client::Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?} {:?}", error.hint());
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(&format!(" {cause} {cause:?}"));
        source = cause.source();
    }
    text
}

fn settings(builder: coupa_client::ClientBuilder) -> coupa_client::ClientBuilder {
    builder
        .scopes(vec![Scope::USER_READ])
        .rate(RateLimit { per_second: 10_000, burst: 10_000 })
        .retry(RetryPolicy {
            first_delay: Duration::from_millis(1),
            max_delay: Duration::from_millis(2),
            ..RetryPolicy::default()
        })
        .token_settling(TokenSettling { limit: Duration::ZERO, delay: Duration::from_millis(1) })
        .timeout(Duration::from_millis(100))
}

/// An answer of every kind that repeats what it was sent.
fn echoes(seen: &crate::server::Seen) -> Vec<Reply> {
    let key = seen.header("x-coupa-api-key");
    // A client with a key has never heard of the other secret, so nobody could repeat it.
    let decoded = if key.is_empty() { SECRET } else { "" };
    let echo =
        format!("sent {} with {} and {key}; decoded {decoded}", seen.body, seen.header("authorization"));
    vec![
        Reply::errors(400, &echo),
        Reply::errors(401, &echo),
        Reply::errors(403, &echo),
        Reply::errors(404, &echo),
        Reply::errors(500, &echo),
        Reply::status(503).body(format!("<html><title>{echo}</title>")),
        Reply::status(200).body(format!("<html><title>{echo}</title>")),
        Reply::status(200).body(format!("<errors><error>{echo}</error></errors>")),
        Reply::status(200).body(json!({ "data": null, "errors": [{ "message": echo }] }).to_string()),
        Reply::status(302)
            .header("location", &format!("http://{KEY}:{SECRET_ENCODED}@127.0.0.1:1/?t={TOKEN}")),
        Reply::Raw(Vec::new()),
        Reply::Never,
        no_token(400, "invalid_client")
            .body(json!({ "error": "invalid_client", "error_description": echo }).to_string()),
        no_token(400, "invalid_scope")
            .body(json!({ "error": "invalid_scope", "error_description": echo }).to_string()),
    ]
}

const KINDS: usize = 14;

#[test]
fn no_secret_is_seen_anywhere() {
    let captured = Captured::default();
    let dispatch = || {
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
            .with_ansi(false)
            .with_writer(captured.clone())
            .finish();
        tracing::Dispatch::new(subscriber)
    };
    // While there is a single subscriber, an event that happens first on a thread of another test,
    // which has none, is switched off for good. A second one makes every event ask them all.
    let (subscriber, _second) = (dispatch(), dispatch());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut seen_text = String::new();
    let events = Arc::new(Mutex::new(String::new()));
    // One thread runs everything, so the subscriber sees what the libraries below us say, too.
    tracing::dispatcher::with_default(&subscriber, || {
        runtime.block_on(async {
            for kind in 0..KINDS {
                for at_token in [true, false] {
                    for key in [true, false] {
                        let server = Server::start(move |seen| {
                            Some(match (seen.is_token(), at_token) {
                                (true, false) => token(TOKEN),
                                _ => {
                                    let id = format!("{TOKEN} {KEY}");
                                    echoes(seen).swap_remove(kind).header("x-request-id", &id)
                                }
                            })
                        })
                        .await;
                        let credentials = if key {
                            Credentials::ApiKey(Secret::new(KEY))
                        } else {
                            Credentials::OAuth { client_id: "client".into(), client_secret: SECRET.into() }
                        };
                        seen_text.push_str(&format!("{credentials:?}"));
                        let instance = Instance::simulator(&server.url()).unwrap();
                        let client = settings(Client::builder(instance, credentials))
                            .on_event(Arc::new({
                                let events = Arc::clone(&events);
                                move |event| events.lock().unwrap().push_str(&format!("{event:?}"))
                            }))
                            .build()
                            .unwrap();
                        let error = client.roles_page(0).await.unwrap_err();
                        seen_text.push_str(&everything_about(&error));
                        for write in [writes::Write::List(MembershipKind::Roles), writes::Write::Create] {
                            match write.send(&client.with_scopes(vec![Scope::USER_WRITE])).await {
                                Ok(written) => seen_text.push_str(&format!("{written:?}")),
                                Err(error) => {
                                    seen_text.push_str(&everything_about(&error));
                                    seen_text.push_str(&error.refusals().join(" "));
                                }
                            }
                        }
                        seen_text.push_str(&format!(
                            "{client:?} {:?} {:?}",
                            client.schema_notes(),
                            client.counters()
                        ));
                    }
                }
            }
            let proxy = Server::start(|_| Some(Reply::status(407))).await;
            let credentials = Credentials::OAuth { client_id: "client".into(), client_secret: SECRET.into() };
            let client = settings(Client::builder(Instance::parse("acme").unwrap(), credentials))
                .proxy(Some(format!("http://me:{PROXY_PASSWORD}@127.0.0.1:{}", proxy.port).parse().unwrap()))
                .build();
            match client {
                Ok(client) => {
                    seen_text.push_str(&everything_about(&client.authenticate().await.unwrap_err()))
                }
                // A machine without certificates refuses to build the client at all.
                Err(error) => seen_text.push_str(&everything_about(&error)),
            }
        });
    });
    let log = String::from_utf8(captured.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("repeating a request") && log.contains("TRACE"), "the log was captured");
    assert!(seen_text.contains("[redacted]"), "something was there to be hidden");
    let events = events.lock().unwrap();
    for text in [&seen_text, &log, &*events] {
        if let Some(position) = text.find("CANARY") {
            let start = text[..position].char_indices().rev().nth(200).map_or(0, |(index, _)| index);
            panic!("a secret was seen: {}", text[start..].chars().take(400).collect::<String>());
        }
        assert!(!text.contains("Q0FOQVJZ"), "a secret was seen in base64");
    }
}
