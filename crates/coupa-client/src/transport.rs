//! Sends requests and brings back answers: the rate limit before each, time and size limits around
//! each, and repeats where a repeat can help. Knows nothing of tokens or records.

use std::error::Error as StdError;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::Method;
use http::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, DATE, HeaderMap, HeaderName, HeaderValue, LOCATION, RETRY_AFTER,
};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use tokio::time::Instant;
use url::Url;

use crate::body::{self, Redactor};
use crate::cause::Seconds;
use crate::counters::{Event, Tally};
use crate::error::{BodyKind, Cause, Error, Result};
use crate::rate_limit::Limiter;
use crate::retry::{
    MAX_FIRST_CONTACT_TRIES, RetryPolicy, Safety, Trouble, parse_http_date, parse_retry_after,
    suggests_wrong_address,
};

/// Time for the TCP and TLS handshakes. Generous for any network that can carry a sync.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Default limit of one try, from sending to the last byte. Pages of 50 records take a second or
/// two on a busy instance.
pub const DEFAULT_CALL_TIMEOUT: Duration = Duration::from_secs(30);

/// How long an unused connection is kept. Shorter than the minute after which common load
/// balancers silently drop theirs.
pub const IDLE_TIMEOUT: Duration = Duration::from_secs(45);

/// Largest answer we hold, after decompression. A page of 50 users with every field is below one
/// megabyte.
pub const MAX_BODY_BYTES: usize = 64 * 1024 * 1024;

/// The media type of everything but token requests.
pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json");
/// The media type of token requests.
pub(crate) const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");

/// Headers that may carry the server's id of a request, the likelier one first. Coupa documents
/// neither; web servers of its kind send the first, gateways before them the second.
const REQUEST_ID_HEADERS: [&str; 2] = ["x-request-id", "x-correlation-id"];

/// Longest id of a request that is kept. Ids in use are shorter than a third of it.
pub const MAX_REQUEST_ID_CHARS: usize = 128;

/// The header of the legacy API key.
pub(crate) const API_KEY: HeaderName = HeaderName::from_static("x-coupa-api-key");

/// What an operation is called and what it needs.
#[derive(Debug, Clone)]
pub(crate) struct Operation {
    /// In the user's words, ending in the word before the host: `list users of`.
    pub(crate) name: &'static str,
    /// Scopes it needs.
    pub(crate) scopes: Vec<crate::scope::Scope>,
}

impl Operation {
    pub(crate) fn new(name: &'static str, scopes: &[crate::scope::Scope]) -> Self {
        Self { name, scopes: scopes.to_vec() }
    }

    /// The words without the joining one: `list users`.
    pub(crate) fn words(&self) -> &'static str {
        self.name.rsplit_once(' ').map_or(self.name, |(words, _)| words)
    }
}

/// One call, which may take several tries.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) content_type: HeaderValue,
    pub(crate) body: Option<Bytes>,
    pub(crate) safety: Safety,
}

impl Call {
    /// A plain `GET`.
    pub(crate) fn read(url: Url) -> Self {
        Self { method: Method::GET, url, content_type: JSON, body: None, safety: Safety::Read }
    }
}

/// Who is asking.
#[derive(Clone)]
pub(crate) enum Authorization {
    /// Nobody: the credentials, if any, are in the body.
    None,
    /// An `Authorization` header.
    Header(HeaderValue),
    /// The legacy key.
    ApiKey(HeaderValue),
}

/// A complete answer of any status that need not be repeated.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    /// The body; for a success also parsed.
    pub(crate) body: Bytes,
    /// Always there for the success of a read; `None` for one of a write whose body is empty.
    pub(crate) json: Option<Value>,
}

/// How much one operation has cost so far.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Effort {
    started_at: Instant,
    pub(crate) tries: u32,
}

impl Effort {
    pub(crate) fn start() -> Self {
        Self { started_at: Instant::now(), tries: 0 }
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.started_at.elapsed()
    }
}

/// What a transport is made of.
pub(crate) struct Settings {
    pub(crate) http: reqwest::Client,
    pub(crate) host: String,
    /// Host and port of the proxy that leads to the instance, if there is one.
    pub(crate) proxy: Option<String>,
    pub(crate) limiter: Limiter,
    pub(crate) retry: RetryPolicy,
    pub(crate) call_timeout: Duration,
    pub(crate) max_body_bytes: usize,
    pub(crate) redactor: Redactor,
    pub(crate) on_event: Option<Arc<dyn Fn(Event) + Send + Sync>>,
}

pub(crate) struct Transport {
    settings: Settings,
    tally: Tally,
    /// Whether anything ever answered, which proves the address.
    answered: AtomicBool,
    /// Time of the last answer by the server's clock, and when it came by ours.
    server_clock: Mutex<Option<(Timestamp, Instant, SignedDuration)>>,
}

/// One try that brought an answer.
struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Bytes,
}

/// One try that brought none, or none that can be read.
struct Failure {
    cause: Cause,
    /// Whether the request may have reached Coupa. Only what failed before there was a connection
    /// certainly did not.
    sent: bool,
    request_id: Option<String>,
}

impl Failure {
    fn after_sending(cause: Cause) -> Self {
        Self { cause, sent: true, request_id: None }
    }
}

impl Transport {
    pub(crate) fn new(settings: Settings) -> Self {
        Self {
            settings,
            tally: Tally::default(),
            answered: AtomicBool::new(false),
            server_clock: Mutex::new(None),
        }
    }

    pub(crate) fn host(&self) -> &str {
        &self.settings.host
    }

    pub(crate) fn tally(&self) -> &Tally {
        &self.tally
    }

    pub(crate) fn redactor(&self) -> &Redactor {
        &self.settings.redactor
    }

    pub(crate) fn retry_policy(&self) -> &RetryPolicy {
        &self.settings.retry
    }

    pub(crate) fn emit(&self, event: Event) {
        if let Some(on_event) = &self.settings.on_event {
            on_event(event);
        }
    }

    /// The server's time now, estimated from its last answer, and how far ahead of ours it is.
    pub(crate) fn server_clock(&self) -> Option<(Timestamp, SignedDuration)> {
        let clock = *self.server_clock.lock().unwrap_or_else(PoisonError::into_inner);
        let (told, at, skew) = clock?;
        let since = SignedDuration::try_from(at.elapsed()).unwrap_or(SignedDuration::ZERO);
        Some((told.saturating_add(since).unwrap_or(told), skew))
    }

    /// Waits before something is repeated, and counts the wait.
    pub(crate) async fn wait(&self, time: Duration) {
        self.tally.waited(time);
        tokio::time::sleep(time).await;
    }

    pub(crate) fn error(&self, operation: &Operation, effort: Effort, cause: Cause) -> Error {
        Error::Call {
            operation: operation.name,
            host: self.settings.host.clone(),
            tries: effort.tries,
            elapsed: effort.elapsed(),
            may_have_taken_effect: false,
            request_id: None,
            cause: Box::new(cause),
        }
    }

    /// The error of a write that may have happened, for want of an answer that tells.
    fn uncertain(&self, operation: &Operation, effort: Effort, failure: Failure) -> Error {
        let cause = match failure.cause {
            // Where the answer points says more than that it told nothing.
            redirect @ Cause::Redirect { .. } => redirect,
            cause => Cause::OutcomeUnknown { detail: cause.to_string() },
        };
        self.error(operation, effort, cause).about_answer(true, failure.request_id)
    }

    /// Makes a call, repeating it while that is harmless and may help.
    ///
    /// Returns every answer that is not worth repeating, whatever its status; a 2xx has JSON, or,
    /// for a write, nothing.
    pub(crate) async fn run(
        &self,
        operation: &Operation,
        call: &Call,
        authorization: &Authorization,
        effort: &mut Effort,
    ) -> Result<Reply> {
        let policy = self.settings.retry;
        let mut troubles = 0_u32;
        let mut last_trouble = None;
        loop {
            effort.tries += 1;
            troubles += 1;
            let queued_at = Instant::now();
            let departed_at = self.settings.limiter.acquire().await;
            self.tally.waited(departed_at.saturating_duration_since(queued_at));
            let outcome = match self.one_try(operation, call, authorization).await {
                Ok(answer) => match Trouble::of_status(answer.status) {
                    Some(trouble) => Ok((trouble, answer)),
                    None => match read_success(answer, call.safety, &self.settings.redactor) {
                        Ok(reply) => return Ok(reply),
                        Err(failure) => Err(failure),
                    },
                },
                Err(failure) => Err(failure),
            };
            let (trouble, retry_after, outcome) = match outcome {
                Ok((trouble, answer)) => {
                    (trouble, self.retry_after(&answer.headers), Ok(answer.into_reply(None)))
                }
                Err(failure) if failure.sent && call.safety == Safety::Once => {
                    return Err(self.uncertain(operation, *effort, failure));
                }
                Err(failure) => match Trouble::of_cause(&failure.cause) {
                    Some(trouble) => (trouble, None, Err(failure.cause)),
                    None => return Err(self.error(operation, *effort, failure.cause)),
                },
            };
            // Back-off grows within one kind of trouble; a new kind starts anew.
            if last_trouble.replace(trouble).is_some_and(|last| last != trouble) {
                troubles = 1;
            }
            let wait = policy.delay(trouble, troubles, retry_after);
            if trouble == Trouble::RateLimited {
                self.tally.rate_limited();
                self.settings.limiter.throttled(departed_at, wait);
                self.emit(Event::RateLimited { wait });
            }
            let in_time = effort.elapsed() + wait <= policy.max_call_time;
            let hopeless = effort.tries >= MAX_FIRST_CONTACT_TRIES
                && !self.answered.load(Ordering::Relaxed)
                && outcome.as_ref().is_err_and(suggests_wrong_address);
            if hopeless || !policy.may_repeat(call.safety, trouble, effort.tries) || !in_time {
                return outcome.map_err(|cause| self.error(operation, *effort, cause));
            }
            let reason = match &outcome {
                Ok(reply) => format!("Coupa answered {}", reply.status),
                Err(cause) => cause.to_string(),
            };
            tracing::warn!(
                operation = operation.words(),
                tries = effort.tries,
                wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX),
                reason,
                "repeating a request"
            );
            self.tally.retry();
            self.emit(Event::Retrying { operation: operation.words(), tries: effort.tries, wait, reason });
            self.wait(wait).await;
        }
    }

    /// Sends one request and reads its whole answer, within the time of one try.
    async fn one_try(
        &self,
        operation: &Operation,
        call: &Call,
        authorization: &Authorization,
    ) -> Result<Answer, Failure> {
        let limit = self.settings.call_timeout;
        let started_at = Instant::now();
        self.tally.request();
        if call.safety == Safety::Once {
            self.tally.write();
        }
        let answer = match tokio::time::timeout(limit, self.exchange(call, authorization)).await {
            Ok(answer) => answer,
            Err(_) => Err(Failure::after_sending(Cause::Timeout { limit })),
        };
        let elapsed = started_at.elapsed();
        let elapsed_ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
        match &answer {
            Ok(answer) => {
                let bytes = answer.body.len() as u64;
                self.tally.received(bytes);
                tracing::debug!(
                    operation = operation.words(),
                    status = answer.status,
                    elapsed_ms,
                    bytes,
                    "answered"
                );
                self.emit(Event::Answered {
                    operation: operation.words(),
                    status: answer.status,
                    elapsed,
                    bytes,
                });
            }
            Err(Failure { cause, .. }) => {
                tracing::debug!(operation = operation.words(), %cause, elapsed_ms, "no answer");
            }
        }
        answer
    }

    async fn exchange(&self, call: &Call, authorization: &Authorization) -> Result<Answer, Failure> {
        let mut request = self
            .settings
            .http
            .request(call.method.clone(), call.url.clone())
            .header(ACCEPT, JSON)
            .header(CONTENT_TYPE, call.content_type.clone());
        request = match authorization {
            Authorization::None => request,
            Authorization::Header(value) => request.header(AUTHORIZATION, value.clone()),
            Authorization::ApiKey(value) => request.header(API_KEY, value.clone()),
        };
        if let Some(body) = &call.body {
            request = request.body(body.clone());
        }
        let mut response = request.send().await.map_err(|error| {
            let sent = !error.is_connect();
            Failure { cause: self.plain_cause(error), sent, request_id: None }
        })?;
        self.answered.store(true, Ordering::Relaxed);
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        self.note_date(&headers);
        let request_id = request_id(&headers, &self.settings.redactor);
        let fail = |cause| Failure { cause, sent: true, request_id: request_id.clone() };
        if (300..400).contains(&status) {
            return Err(fail(Cause::Redirect { status, target: redirect_target(&headers, &call.url) }));
        }
        let limit_bytes = self.settings.max_body_bytes;
        let mut body = BytesMut::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| fail(self.plain_cause(error)))? {
            if body.len() + chunk.len() > limit_bytes {
                return Err(fail(Cause::TooLarge { limit_bytes }));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Answer { status, headers, body: body.freeze() })
    }

    fn note_date(&self, headers: &HeaderMap) {
        let told = headers.get(DATE).and_then(|date| date.to_str().ok()).and_then(parse_http_date);
        if let Some(told) = told {
            let skew = told.duration_since(Timestamp::now());
            *self.server_clock.lock().unwrap_or_else(PoisonError::into_inner) =
                Some((told, Instant::now(), skew));
        }
    }

    fn retry_after(&self, headers: &HeaderMap) -> Option<Duration> {
        let header = headers.get(RETRY_AFTER)?.to_str().ok()?;
        // Dates are meant by the server's clock, where it tells one.
        let now = self.server_clock().map_or_else(Timestamp::now, |(now, _)| now);
        parse_retry_after(header, now)
    }

    /// Puts a failure of the HTTP library into plain words.
    fn plain_cause(&self, error: reqwest::Error) -> Cause {
        let encrypted = error.url().is_some_and(|url| url.scheme() == "https");
        let error = error.without_url();
        let mut io_kind = None;
        let mut dns = false;
        let mut truncated = false;
        let mut links: Vec<String> = Vec::new();
        let mut link: Option<&(dyn StdError + 'static)> = Some(&error);
        while let Some(current) = link {
            if let Some(tls) = find_tls(current) {
                return Cause::Tls(crate::tls::plain_problem(tls));
            }
            if let Some(io) = current.downcast_ref::<std::io::Error>() {
                io_kind = Some(io.kind());
            }
            let text = current.to_string();
            dns |= text.contains("dns error") || text.contains("failed to lookup address");
            truncated |= text.contains("end of file before message length")
                || text.contains("unexpected EOF during chunk");
            links.push(text);
            link = current.source();
        }
        let host = self.settings.host.clone();
        let proxy = self.settings.proxy.clone();
        let detail = self.settings.redactor.clean(links.last().map_or("unknown", String::as_str));
        let refused = io_kind == Some(std::io::ErrorKind::ConnectionRefused);
        if dns {
            return match proxy {
                Some(proxy) => Cause::ProxyUnreachable {
                    proxy,
                    detail: "its host name could not be resolved".to_owned(),
                },
                None => Cause::Dns { host: bare_host(&host).to_owned() },
            };
        }
        if truncated {
            return Cause::Truncated;
        }
        let told = |words: &str| links.iter().any(|text| text.contains(words));
        let tunnel = told("tunnel error");
        if let Some(proxy) = &proxy
            && (told("tunnel error: failed to create underlying connection")
                || (!encrypted && error.is_connect())
                || (refused && error.is_connect()))
        {
            let detail = if refused { "the connection was refused".to_owned() } else { detail };
            return Cause::ProxyUnreachable { proxy: proxy.clone(), detail };
        }
        if tunnel {
            let detail = if told("proxy authorization required") {
                "it asks for other credentials (407)".to_owned()
            } else if told("unsuccessful") {
                format!("it will not connect to `{}`", self.settings.host)
            } else {
                detail
            };
            return Cause::Proxy { proxy: proxy.unwrap_or_else(|| "unknown".to_owned()), detail };
        }
        if error.is_connect() {
            if refused {
                return Cause::ConnectionRefused { host };
            }
            let mut detail = detail;
            if error.is_timeout() {
                detail = format!("no answer within {}", Seconds(CONNECT_TIMEOUT));
            }
            if let Some(proxy) = proxy {
                detail.push_str(&format!(" (through the proxy `{proxy}`)"));
            }
            return Cause::Connect { host, detail };
        }
        if error.is_decode() && io_kind == Some(std::io::ErrorKind::UnexpectedEof) {
            return Cause::Truncated;
        }
        if told("invalid HTTP version") {
            return Cause::NotHttp { encrypted };
        }
        Cause::ConnectionLost { detail }
    }
}

impl Answer {
    fn into_reply(self, json: Option<Value>) -> Reply {
        Reply { status: self.status, headers: self.headers, body: self.body, json }
    }
}

impl Reply {
    /// Coupa's explanation of an error, shortened and without secrets.
    pub(crate) fn text(&self, redactor: &Redactor) -> String {
        redactor.clean(&body::error_text(&self.body))
    }

    /// What it means that Coupa refuses, with its words as one text and one by one.
    pub(crate) fn refusal(&self, redactor: &Redactor) -> Cause {
        let messages = body::error_messages(&self.body).unwrap_or_default();
        Cause::Refused {
            status: self.status,
            text: self.text(redactor),
            messages: messages.iter().map(|message| redactor.clean(message)).collect(),
        }
    }

    /// The server's id of the request, if it told one that can be shown.
    pub(crate) fn request_id(&self, redactor: &Redactor) -> Option<String> {
        request_id(&self.headers, redactor)
    }
}

/// Reads the body of a success as JSON; leaves other answers as they are.
fn read_success(answer: Answer, safety: Safety, redactor: &Redactor) -> Result<Reply, Failure> {
    if !(200..300).contains(&answer.status) {
        return Ok(answer.into_reply(None));
    }
    let cause = match body::parse_json(&answer.body) {
        Ok(json) => return Ok(answer.into_reply(Some(json))),
        // That a write was carried out is all an empty body has to say.
        Err(body::JsonProblem::NotJson(BodyKind::Empty)) if safety == Safety::Once => {
            return Ok(answer.into_reply(None));
        }
        Err(body::JsonProblem::NotUtf8 { position }) => Cause::NotUtf8 { position },
        Err(body::JsonProblem::Truncated) => Cause::Truncated,
        Err(body::JsonProblem::NotJson(seen)) => {
            let seen = match seen {
                BodyKind::Html { title } => {
                    BodyKind::Html { title: title.map(|title| redactor.clean(&title)) }
                }
                other => other,
            };
            Cause::NotJson { status: answer.status, seen }
        }
    };
    Err(Failure { cause, sent: true, request_id: request_id(&answer.headers, redactor) })
}

/// The server's id of a request: printable ASCII of a sensible length, and none of our secrets.
fn request_id(headers: &HeaderMap, redactor: &Redactor) -> Option<String> {
    REQUEST_ID_HEADERS.iter().find_map(|name| {
        let id = headers.get(*name)?.to_str().ok()?.trim();
        let proper = !id.is_empty()
            && id.len() <= MAX_REQUEST_ID_CHARS
            && id.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic())
            && redactor.clean(id) == id;
        proper.then(|| id.to_owned())
    })
}

/// The TLS library's error inside a link of an error chain. The standard I/O error hides its
/// content from the chain, so it is opened here.
fn find_tls<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a rustls::Error> {
    if let Some(tls) = error.downcast_ref::<rustls::Error>() {
        return Some(tls);
    }
    let mut inner: &'a (dyn StdError + 'static) = error.downcast_ref::<std::io::Error>()?.get_ref()?;
    loop {
        if let Some(tls) = inner.downcast_ref::<rustls::Error>() {
            return Some(tls);
        }
        inner = match inner.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
            Some(deeper) => deeper,
            None => inner.source()?,
        };
    }
}

/// Where a redirect leads: the host, without path and query, which may carry anything.
fn redirect_target(headers: &HeaderMap, from: &Url) -> String {
    headers
        .get(LOCATION)
        .and_then(|location| location.to_str().ok())
        .and_then(|location| from.join(location).ok())
        .and_then(|target| {
            let host = target.host_str()?.to_owned();
            Some(match target.port() {
                Some(port) => format!("{host}:{port}"),
                None => host,
            })
        })
        .unwrap_or_else(|| "an unknown place".to_owned())
}

fn bare_host(host: &str) -> &str {
    host.rsplit_once(':')
        .map_or(host, |(name, port)| if port.bytes().all(|byte| byte.is_ascii_digit()) { name } else { host })
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;
    use crate::rate_limit::RateLimit;

    /// A server that answers each connection with these bytes and counts them.
    async fn answering(bytes: &'static [u8]) -> (Url, Arc<std::sync::atomic::AtomicU32>) {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = Url::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
        let count = Arc::new(std::sync::atomic::AtomicU32::new(0));
        tokio::spawn({
            let count = Arc::clone(&count);
            async move {
                while let Ok((mut stream, _)) = listener.accept().await {
                    let mut head = Vec::new();
                    while !head.ends_with(b"\r\n\r\n") && stream.read_buf(&mut head).await.unwrap_or(0) > 0 {}
                    count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    let _ = stream.write_all(bytes).await;
                }
            }
        });
        (url, count)
    }

    async fn call(bytes: &'static [u8], safety: Safety) -> (Result<u16, Error>, u32) {
        let (url, count) = answering(bytes).await;
        let transport = Transport::new(Settings {
            http: reqwest::Client::builder()
                .tls_backend_preconfigured(crate::tls::no_trust().unwrap())
                .no_proxy()
                .build()
                .unwrap(),
            host: "here".to_owned(),
            proxy: None,
            limiter: Limiter::new(RateLimit { per_second: 1_000, burst: 1_000 }).unwrap(),
            retry: RetryPolicy {
                max_tries: 3,
                first_delay: Duration::from_millis(1),
                first_rate_limited_delay: Duration::from_millis(1),
                max_delay: Duration::from_millis(2),
                ..RetryPolicy::default()
            },
            call_timeout: Duration::from_secs(5),
            max_body_bytes: MAX_BODY_BYTES,
            redactor: Redactor::default(),
            on_event: None,
        });
        let call = Call { method: Method::PUT, url, content_type: JSON, body: None, safety };
        let operation = Operation::new("update a user of", &[]);
        let outcome = transport.run(&operation, &call, &Authorization::None, &mut Effort::start()).await;
        (outcome.map(|reply| reply.status), count.load(std::sync::atomic::Ordering::Relaxed))
    }

    #[tokio::test]
    async fn a_write_without_an_answer_is_of_unknown_outcome() {
        let cut: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{";
        for bytes in [&b""[..], cut] {
            let (outcome, count) = call(bytes, Safety::Once).await;
            let error = outcome.unwrap_err();
            assert_eq!(error.kind(), crate::ErrorKind::OutcomeUnknown, "{error:?}");
            assert_eq!((error.may_have_taken_effect(), count), (true, 1));
            let (outcome, count) = call(bytes, Safety::Read).await;
            assert_eq!((outcome.unwrap_err().may_have_taken_effect(), count), (false, 3));
        }
    }

    #[tokio::test]
    async fn a_write_is_repeated_where_it_had_no_effect() {
        let limited: &[u8] = b"HTTP/1.1 429 Slow\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
        let (outcome, count) = call(limited, Safety::Once).await;
        assert_eq!(outcome.unwrap(), 429);
        assert!(count > 3, "{count}");
        let fault: &[u8] = b"HTTP/1.1 500 Oops\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
        for (safety, sent) in [(Safety::Once, 1), (Safety::Read, 3)] {
            let (outcome, count) = call(fault, safety).await;
            assert_eq!((outcome.unwrap(), count), (500, sent), "{safety:?}");
        }
    }
}
