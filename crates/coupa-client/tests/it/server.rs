//! A small HTTP/1.1 server that answers by script, down to the single byte.
//!
//! Written by hand rather than on a library, because tests need answers no library would send:
//! cut off, dripping, never coming. A request the script does not expect fails the test.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use coupa_client::{
    Client, ClientBuilder, Credentials, Instance, RateLimit, RetryPolicy, Scope, TokenSettling,
};
use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;

/// A request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: HashMap<String, String>,
    pub(crate) headers: HashMap<String, String>,
    pub(crate) body: String,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// The values of a form body.
    pub(crate) fn form(&self) -> HashMap<String, String> {
        url::form_urlencoded::parse(self.body.as_bytes()).into_owned().collect()
    }

    /// The GraphQL document of the body.
    pub(crate) fn document(&self) -> String {
        let body: Value = serde_json::from_str(&self.body).unwrap();
        body["query"].as_str().unwrap().to_owned()
    }

    /// The argument of the first collection in the GraphQL document.
    pub(crate) fn graphql_query(&self) -> String {
        let document = self.document();
        let literal = document.split("(query: ").nth(1).unwrap().split(") {").next().unwrap();
        serde_json::from_str(literal).unwrap()
    }

    pub(crate) fn is_token(&self) -> bool {
        self.path == "/oauth2/token"
    }

    pub(crate) fn is_graphql(&self) -> bool {
        self.path == "/api/graphql"
    }
}

/// An answer.
pub(crate) enum Reply {
    /// Status, headers and body; the length is added.
    Full { status: u16, headers: Vec<(String, String)>, body: Vec<u8> },
    /// Exactly these bytes, then the connection closes.
    Raw(Vec<u8>),
    /// Nothing, with the connection kept open.
    Never,
    /// Head of an answer, then a byte at a time without end.
    Drip,
}

impl Reply {
    pub(crate) fn status(status: u16) -> Self {
        Self::Full {
            status,
            headers: vec![("content-type".into(), "application/json".into())],
            body: Vec::new(),
        }
    }

    pub(crate) fn json(value: Value) -> Self {
        Self::status(200).body(value.to_string())
    }

    pub(crate) fn errors(status: u16, text: &str) -> Self {
        Self::status(status).body(json!({ "errors": { "error": [text] } }).to_string())
    }

    pub(crate) fn body(self, new: impl Into<Vec<u8>>) -> Self {
        match self {
            Self::Full { status, headers, .. } => Self::Full { status, headers, body: new.into() },
            other => other,
        }
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        if let Self::Full { headers, .. } = &mut self {
            headers.retain(|(known, _)| known != name);
            headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }
}

/// A token answer.
pub(crate) fn token(token: &str) -> Reply {
    Reply::json(json!({ "access_token": token, "token_type": "bearer", "expires_in": 86399 }))
}

/// A refusal of the token endpoint.
pub(crate) fn no_token(status: u16, error: &str) -> Reply {
    Reply::status(status)
        .body(json!({ "error": error, "error_description": format!("{error} it is") }).to_string())
}

/// GraphQL data.
pub(crate) fn data(root: &str, records: Value) -> Reply {
    Reply::json(json!({ "data": { root: records } }))
}

/// The ids a GraphQL or REST listing asks for, out of `all`, at most `limit`.
pub(crate) fn select(all: &[u64], after: u64, limit: usize) -> Vec<u64> {
    all.iter().copied().filter(|id| *id > after).take(limit).collect()
}

/// Reads `id[gt]` out of a query.
pub(crate) fn after(query: &str) -> u64 {
    query.split('&').find_map(|pair| pair.strip_prefix("id[gt]=")).unwrap().parse().unwrap()
}

/// The answer to the question for the highest id, if this is the question.
pub(crate) fn highest(seen: &Seen, all: &[u64]) -> Option<Reply> {
    let asked = seen.query.get("dir").is_some_and(|direction| direction == "desc");
    asked.then(|| {
        assert_eq!((seen.query["order_by"].as_str(), seen.query["limit"].as_str()), ("id", "2"));
        assert!(!seen.query.contains_key("id[gt]"), "the whole listing is meant");
        Reply::json(all.iter().rev().take(2).map(|id| json!({ "id": id })).collect())
    })
}

/// The smallest user records.
pub(crate) fn users(ids: &[u64]) -> Value {
    ids.iter().map(|id| json!({ "id": id, "login": format!("user{id}"), "active": true })).collect()
}

type Script = Arc<Mutex<dyn FnMut(&Seen) -> Option<Reply> + Send>>;

/// How connections start.
#[derive(Clone)]
pub(crate) enum Wire {
    Plain,
    Tls(Arc<tokio_rustls::rustls::ServerConfig>),
    /// A proxy that answers `CONNECT` itself and then speaks TLS as the target.
    Tunnel(Arc<tokio_rustls::rustls::ServerConfig>),
}

pub(crate) struct Server {
    pub(crate) port: u16,
    seen: Arc<Mutex<Vec<Seen>>>,
    unexpected: Arc<Mutex<Vec<String>>>,
    task: tokio::task::JoinHandle<()>,
}

impl Server {
    /// Starts a server; a request for which the script has no answer fails the test.
    pub(crate) async fn start(script: impl FnMut(&Seen) -> Option<Reply> + Send + 'static) -> Self {
        Self::start_on(Wire::Plain, script).await
    }

    /// Like [`start`](Self::start), with tokens handed out unasked.
    pub(crate) async fn with_tokens(mut script: impl FnMut(&Seen) -> Option<Reply> + Send + 'static) -> Self {
        let mut minted = 0;
        Self::start(move |seen| {
            if seen.is_token() {
                minted += 1;
                return Some(token(&format!("token-{minted}")));
            }
            script(seen)
        })
        .await
    }

    pub(crate) async fn start_on(
        wire: Wire,
        script: impl FnMut(&Seen) -> Option<Reply> + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let unexpected = Arc::new(Mutex::new(Vec::new()));
        let script: Script = Arc::new(Mutex::new(script));
        let task = tokio::spawn({
            let (seen, unexpected) = (Arc::clone(&seen), Arc::clone(&unexpected));
            async move {
                let mut connections = tokio::task::JoinSet::new();
                loop {
                    let Ok((mut stream, _)) = listener.accept().await else { break };
                    // Or each small answer waits for the network's timer.
                    stream.set_nodelay(true).unwrap();
                    let (wire, script) = (wire.clone(), Arc::clone(&script));
                    let (seen, unexpected) = (Arc::clone(&seen), Arc::clone(&unexpected));
                    connections.spawn(async move {
                        match wire {
                            Wire::Plain => serve(stream, script, seen, unexpected).await,
                            Wire::Tls(config) => {
                                if let Ok(stream) =
                                    tokio_rustls::TlsAcceptor::from(config).accept(stream).await
                                {
                                    serve(stream, script, seen, unexpected).await;
                                }
                            }
                            Wire::Tunnel(config) => {
                                let mut buffer = Vec::new();
                                let Some(request) = read_request(&mut stream, &mut buffer).await else {
                                    return;
                                };
                                seen.lock().unwrap().push(request);
                                stream.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").await.unwrap();
                                if let Ok(stream) =
                                    tokio_rustls::TlsAcceptor::from(config).accept(stream).await
                                {
                                    serve(stream, script, seen, unexpected).await;
                                }
                            }
                        }
                    });
                }
            }
        });
        Self { port, seen, unexpected, task }
    }

    /// Stops listening and drops every connection.
    pub(crate) async fn stop(&self) {
        self.task.abort();
        while !self.task.is_finished() {
            tokio::task::yield_now().await;
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// Requests seen that are not for tokens.
    pub(crate) fn calls(&self) -> Vec<Seen> {
        self.seen().into_iter().filter(|seen| !seen.is_token()).collect()
    }

    pub(crate) fn tokens(&self) -> Vec<Seen> {
        self.seen().into_iter().filter(Seen::is_token).collect()
    }

    pub(crate) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    /// A client that is quick to repeat and slow to give up.
    pub(crate) fn builder(&self) -> ClientBuilder {
        builder(&self.url())
    }
}

/// A client of the simulator at `url`, with waits made for tests.
pub(crate) fn builder(url: &str) -> ClientBuilder {
    let credentials =
        Credentials::OAuth { client_id: "client".into(), client_secret: "secret-of-client".into() };
    Client::builder(Instance::simulator(url).unwrap(), credentials)
        .scopes(vec![Scope::USER_READ, Scope::COMMON_READ, Scope::USER_GROUP_READ])
        .rate(RateLimit { per_second: 10_000, burst: 10_000 })
        .retry(RetryPolicy {
            first_delay: Duration::from_millis(1),
            first_rate_limited_delay: Duration::from_millis(1),
            max_delay: Duration::from_millis(5),
            ..RetryPolicy::default()
        })
        .token_settling(TokenSettling { limit: Duration::ZERO, delay: Duration::from_millis(5) })
        .timeout(Duration::from_secs(10))
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
        let unexpected = self.unexpected.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
        if !std::thread::panicking() {
            assert!(unexpected.is_empty(), "requests nobody expected: {unexpected:#?}");
        }
    }
}

async fn serve(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    script: Script,
    seen: Arc<Mutex<Vec<Seen>>>,
    unexpected: Arc<Mutex<Vec<String>>>,
) {
    let mut buffer = Vec::new();
    while let Some(request) = read_request(&mut stream, &mut buffer).await {
        seen.lock().unwrap().push(request.clone());
        let answer = {
            let mut script = script.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            // A script that fails an assertion fails the test, not this task alone.
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| script(&request)))
        };
        let answer = match answer {
            Ok(Some(answer)) => answer,
            Ok(None) | Err(_) => {
                unexpected
                    .lock()
                    .unwrap()
                    .push(format!("{} {} {}", request.method, request.path, request.body));
                Reply::errors(418, "the script has no answer to this")
            }
        };
        match answer {
            Reply::Full { status, headers, body } => {
                let mut head = format!("HTTP/1.1 {status} Scripted\r\ncontent-length: {}\r\n", body.len());
                for (name, value) in headers {
                    head.push_str(&format!("{name}: {value}\r\n"));
                }
                head.push_str("\r\n");
                if stream.write_all(head.as_bytes()).await.is_err() || stream.write_all(&body).await.is_err()
                {
                    return;
                }
            }
            Reply::Raw(bytes) => {
                let _ = stream.write_all(&bytes).await;
                let _ = stream.shutdown().await;
                return;
            }
            Reply::Never => std::future::pending::<()>().await,
            Reply::Drip => {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n[").await;
                loop {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    if stream.write_all(b" ").await.is_err() {
                        return;
                    }
                }
            }
        }
    }
}

async fn read_request(stream: &mut (impl AsyncRead + Unpin), buffer: &mut Vec<u8>) -> Option<Seen> {
    let head_end = loop {
        if let Some(position) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            break position;
        }
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8(buffer[..head_end].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let mut first = lines.next()?.split(' ');
    let (method, target) = (first.next()?.to_owned(), first.next()?.to_owned());
    let headers: HashMap<String, String> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length: usize = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
    let body_start = head_end + 4;
    while buffer.len() < body_start + length {
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    }
    let body = String::from_utf8(buffer[body_start..body_start + length].to_vec()).unwrap();
    buffer.drain(..body_start + length);
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    Some(Seen {
        method,
        path: path.to_owned(),
        query: url::form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
        headers,
        body,
    })
}
