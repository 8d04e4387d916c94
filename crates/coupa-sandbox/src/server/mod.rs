//! The server: accepts connections, takes each request through the same steps, answers.
//!
//! The steps, in order: count the request; work out what it wants; wait for the latency; run the hooks that
//! are due before it; check maintenance, token and rate; let faults strike that need no answer; answer; run
//! the hooks that are due after it; note it in the journal; let faults delay, spoil or swallow the answer.
//! Nothing waits between the moment a write takes effect and its place in the journal, so a client that goes
//! away cannot tear them apart.

mod body;
mod tls;
mod wire;

use std::convert::Infallible;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tracing::debug;

pub(crate) use body::ReplyBody;
pub(crate) use tls::set_up_tls;
use wire::{Abort, Wire};

use crate::clock::print_http_date;
use crate::fault::{Fault, FaultKind, RetryAfter};
use crate::graphql::{self, Analysis, GraphqlRequest};
use crate::hooks::Side;
use crate::instance::Instance;
use crate::journal::{JournalEntry, Transport};
use crate::oauth::{Grant, TokenRequest};
use crate::operation::Operation;
use crate::query::parse;
use crate::reply::{Format, Problem, Reply, error_reply};
use crate::rest::{self, Action, Call, Formats, negotiate};
use crate::scope::{ALL_SCOPES, ScopeSet};
use crate::switches::{BothHeaders, Graphql, PathQuery, RequestId, TokenContentType};

/// Bodies larger than this are refused. No record comes near it.
const MAX_BODY_BYTES: usize = 8 << 20;

/// Tokens can be tens of kilobytes; a header block of this size holds any of them.
const MAX_HEADER_BYTES: usize = 1 << 20;

/// The journal keeps no more than this of a body.
const MAX_NOTED_BYTES: usize = 16 << 10;

/// Serves until told to stop, then drops what is still in work.
pub(crate) async fn serve(
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
    instance: Arc<Instance>,
    mut stop: watch::Receiver<bool>,
) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            () = stopped(&mut stop) => break,
            // Finished connections are reaped as they end, so that a long run does not pile them up.
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    instance.counters.connection();
                    // Answers are small and a person or a client waits for each of them.
                    if let Err(error) = stream.set_nodelay(true) {
                        debug!(%peer, %error, "could not switch off Nagle's algorithm");
                    }
                    connections.spawn(connection(stream, tls.clone(), Arc::clone(&instance)));
                }
                Err(error) => {
                    debug!(%error, "could not accept a connection");
                    // Out of file descriptors, most likely: trying again at once would only spin.
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            },
        }
    }
    connections.shutdown().await;
}

async fn stopped(stop: &mut watch::Receiver<bool>) {
    // An error means that nobody is left who could say stop, which is the same.
    let _ = stop.wait_for(|stop| *stop).await.map(|value| *value);
}

async fn connection(stream: tokio::net::TcpStream, tls: Option<TlsAcceptor>, instance: Arc<Instance>) {
    let abort = Abort::default();
    let wire = Wire::new(stream, abort.clone());
    match tls {
        None => speak(wire, abort, instance).await,
        Some(acceptor) => match acceptor.accept(wire).await {
            Ok(stream) => speak(stream, abort, instance).await,
            Err(error) => debug!(%error, "TLS handshake failed"),
        },
    }
}

async fn speak<S>(stream: S, abort: Abort, instance: Arc<Instance>)
where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(move |request| {
        let (instance, abort) = (Arc::clone(&instance), abort.clone());
        async move { Ok::<_, Infallible>(respond(&instance, &abort, request).await) }
    });
    let mut builder = hyper::server::conn::http1::Builder::new();
    builder.max_buf_size(MAX_HEADER_BYTES).max_headers(256);
    if let Err(error) = builder.serve_connection(TokioIo::new(stream), service).await {
        debug!(%error, "connection ended");
    }
}

/// What is known about a request while it is in work.
struct Exchange {
    transport: Transport,
    method: Method,
    path: String,
    raw_query: String,
    headers: HeaderMap,
    body: Bytes,
    too_large: bool,
    operations: Vec<Operation>,
    graphql: Option<(GraphqlRequest, Analysis)>,
    client_id: Option<String>,
    scopes: ScopeSet,
    faults: Vec<Fault>,
    request_id: Option<String>,
}

/// How a request ended.
enum Outcome {
    Reply(Reply),
    Reset,
    Hang,
}

async fn respond(instance: &Arc<Instance>, abort: &Abort, request: Request<Incoming>) -> Response<ReplyBody> {
    let began = Instant::now();
    let number = instance.counters.begin(began);
    // Ends the count of requests in work even if the client goes away and this future is dropped.
    let mut ending = Ending { instance, status: None };
    let at = instance.clock.now();
    let (parts, body) = request.into_parts();
    let body = match Limited::new(body, MAX_BODY_BYTES).collect().await {
        Ok(collected) => Some(collected.to_bytes()),
        // Too large, or the client went away while it was sending; then nobody reads the answer.
        Err(_) => None,
    };
    let mut exchange = Exchange::begin(instance, parts, body);
    instance.counters.operations(&exchange.operations);
    if !instance.latency.is_zero() {
        tokio::time::sleep(instance.latency).await;
    }
    exchange.run_hooks(instance, Side::Before);
    let outcome = exchange.outcome(instance).await;
    exchange.run_hooks(instance, Side::After);
    let status = match &outcome {
        Outcome::Reply(reply) => Some(reply.status.as_u16()),
        Outcome::Reset | Outcome::Hang => None,
    };
    instance.journal.push(exchange.entry(number, at, status, began.elapsed()));
    if let Some(delay) = exchange.delay() {
        tokio::time::sleep(delay).await;
    }
    ending.status = status;
    match outcome {
        Outcome::Reply(reply) => finish(instance, reply, exchange.request_id.as_deref(), &exchange.faults),
        Outcome::Reset => {
            abort.now();
            // The wire refuses to write from here on, so this empty answer never leaves the machine.
            Response::new(ReplyBody::whole(Bytes::new()))
        }
        Outcome::Hang => std::future::pending().await,
    }
}

struct Ending<'a> {
    instance: &'a Instance,
    status: Option<u16>,
}

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        self.instance.counters.end(self.status);
    }
}

impl Exchange {
    fn begin(instance: &Instance, parts: http::request::Parts, body: Option<Bytes>) -> Self {
        let switches = instance.switches();
        let too_large = body.is_none();
        let body = body.unwrap_or_default();
        let (path, raw_query) = split_path(&parts.uri, switches.path_query);
        let (mut transport, mut operations, mut graphql) = (Transport::Other, vec![Operation::Other], None);
        if path == "/oauth2/token" {
            transport = Transport::Token;
            operations = vec![Operation::Token];
        } else if path == "/api/graphql" {
            transport = Transport::Graphql;
            if let Some(request) = GraphqlRequest::read(&body) {
                let analysis = Analysis::of(&request);
                operations.clone_from(&analysis.operations);
                graphql = Some((request, analysis));
            }
        } else if path.starts_with("/api/") {
            transport = Transport::Rest;
            operations = vec![rest::route(&parts.method, &path).operation()];
        }
        Self {
            transport,
            method: parts.method,
            path,
            raw_query,
            headers: parts.headers,
            body,
            too_large,
            operations,
            graphql,
            client_id: None,
            scopes: ScopeSet::new(),
            faults: Vec::new(),
            request_id: (switches.request_id == RequestId::Present).then(|| instance.request_ids.next()),
        }
    }

    fn run_hooks(&self, instance: &Instance, side: Side) {
        let api = matches!(self.transport, Transport::Rest | Transport::Graphql);
        for hook in instance.hooks.due(&self.operations, api, side) {
            instance.write(hook);
        }
    }

    /// How late the answer is to be; several faults add up.
    fn delay(&self) -> Option<Duration> {
        let delays = self.faults.iter().filter_map(|fault| match fault.kind {
            FaultKind::Delay { by } => Some(by),
            _ => None,
        });
        delays.reduce(Duration::saturating_add)
    }

    async fn outcome(&mut self, instance: &Arc<Instance>) -> Outcome {
        let formats = self.formats(instance);
        let answer_format = match &formats {
            Ok(formats) => formats.answer,
            Err((_, format)) => *format,
        };
        if let Err(problem) = self.admit(instance) {
            return Outcome::Reply(problem.reply(answer_format, &instance.view()));
        }
        self.faults = instance.faults.strike(&self.operations, self.transport == Transport::Graphql);
        if let Some(outcome) = self.early_fault(instance, answer_format) {
            return outcome;
        }
        let answer = match formats {
            _ if self.too_large => Err(Problem::TooLarge),
            Err((problem, _)) => Err(problem),
            Ok(formats) => self.answer(instance, formats).await,
        };
        let reply = answer.unwrap_or_else(|problem| problem.reply(answer_format, &instance.view()));
        let late = self.faults.iter().find_map(|fault| match fault.kind {
            FaultKind::ResetAfter => Some(Outcome::Reset),
            FaultKind::HangAfter => Some(Outcome::Hang),
            FaultKind::StatusAfter { status } => {
                Some(Outcome::Reply(self.status_fault(instance, answer_format, status, None)))
            }
            _ => None,
        });
        late.unwrap_or(Outcome::Reply(reply))
    }

    /// The formats of the body and the answer. GraphQL and the token endpoint speak JSON whatever is asked.
    fn formats(&self, instance: &Instance) -> Result<Formats, (Problem, Format)> {
        let json = Formats { body: Format::Json, answer: Format::Json };
        let switches = instance.switches();
        match self.transport {
            Transport::Token => Ok(json),
            Transport::Graphql if !self.headers.contains_key(ACCEPT) => {
                // JSON is the only format here, so leaving `Accept` out cannot mean XML.
                let mut headers = self.headers.clone();
                headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
                negotiate(&headers, true, &switches).and_then(only_json)
            }
            Transport::Graphql => negotiate(&self.headers, true, &switches).and_then(only_json),
            Transport::Rest | Transport::Other => negotiate(&self.headers, !self.body.is_empty(), &switches),
        }
    }

    /// Maintenance, token and rate, in that order.
    fn admit(&mut self, instance: &Instance) -> Result<(), Problem> {
        let switches = instance.switches();
        if switches.maintenance {
            return Err(Problem::Maintenance);
        }
        if !matches!(self.transport, Transport::Rest | Transport::Graphql) {
            return Ok(());
        }
        let bearer =
            self.headers.get(AUTHORIZATION).map(|value| value.to_str().unwrap_or_default().to_owned());
        let key =
            self.headers.get("x-coupa-api-key").map(|value| value.to_str().unwrap_or_default().to_owned());
        if bearer.is_some() && key.is_some() && switches.both_headers == BothHeaders::Refuse {
            return Err(Problem::BadRequest("Send either a bearer token or an API key, not both".to_owned()));
        }
        let grant = match (bearer, key) {
            (Some(header), _) => check_bearer(instance, &header),
            (None, Some(key)) if switches.legacy_key && key == instance.legacy_key.reveal() => Some(Grant {
                client_id: "legacy-api-key".to_owned(),
                scopes: ALL_SCOPES.iter().map(|scope| (*scope).to_owned()).collect(),
            }),
            (None, _) => None,
        };
        let Some(grant) = grant else {
            return Err(Problem::Unauthorized("The access token is missing, unknown or expired".to_owned()));
        };
        self.client_id = Some(grant.client_id.clone());
        self.scopes = grant.scopes;
        match instance.rate() {
            Some(limit) if !instance.buckets.admit(limit, &grant.client_id, Instant::now()) => {
                Err(Problem::RateLimit)
            }
            _ => Ok(()),
        }
    }

    fn early_fault(&self, instance: &Instance, format: Format) -> Option<Outcome> {
        self.faults.iter().find_map(|fault| match &fault.kind {
            FaultKind::Status { status, retry_after } => {
                Some(Outcome::Reply(self.status_fault(instance, format, *status, retry_after.as_ref())))
            }
            FaultKind::Html { status } => {
                let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::BAD_GATEWAY);
                Some(Outcome::Reply(Reply::html(status)))
            }
            FaultKind::Redirect { location } => {
                let reply = Reply::empty(StatusCode::FOUND).header("location", location.clone());
                Some(Outcome::Reply(reply))
            }
            FaultKind::GraphqlErrors { partial: false } if self.transport == Transport::Graphql => {
                Some(Outcome::Reply(graphql::errors("Internal server error")))
            }
            FaultKind::ResetBefore => Some(Outcome::Reset),
            FaultKind::Hang => Some(Outcome::Hang),
            _ => None,
        })
    }

    fn status_fault(
        &self,
        instance: &Instance,
        format: Format,
        status: u16,
        retry_after: Option<&RetryAfter>,
    ) -> Reply {
        let view = instance.view();
        let mut reply = match status {
            401 => Problem::Unauthorized("The access token is missing, unknown or expired".to_owned())
                .reply(format, &view),
            _ => {
                let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                let message = status.canonical_reason().unwrap_or("Something went wrong").to_owned();
                error_reply(status, "error", &[message], format, &view.switches)
            }
        };
        if let Some(retry_after) = retry_after {
            let value = match retry_after {
                RetryAfter::Seconds(seconds) => seconds.to_string(),
                RetryAfter::DateIn(seconds) => {
                    let ahead = jiff::SignedDuration::from_secs(i64::try_from(*seconds).unwrap_or(i64::MAX));
                    let at = instance.clock.now().checked_add(ahead).unwrap_or(jiff::Timestamp::MAX);
                    print_http_date(at)
                }
                RetryAfter::Raw(text) => text.clone(),
            };
            reply = reply.header("retry-after", value);
        }
        reply
    }

    async fn answer(&mut self, instance: &Arc<Instance>, formats: Formats) -> Result<Reply, Problem> {
        match self.transport {
            Transport::Token if self.method == Method::POST => Ok(self.token(instance)),
            Transport::Token => Err(Problem::Method),
            Transport::Graphql => self.graphql(instance).await,
            Transport::Rest => self.rest(instance, formats),
            Transport::Other => Err(Problem::NoPath),
        }
    }

    fn token(&mut self, instance: &Instance) -> Reply {
        let authorization = self.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let form =
            self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|text| {
                text.to_ascii_lowercase().starts_with("application/x-www-form-urlencoded")
            });
        let body = if form { self.body.as_ref() } else { &[] };
        let request = TokenRequest::read(body, authorization);
        let (client_id, scopes) = request.claims();
        self.client_id = client_id;
        self.scopes = scopes.into_iter().collect();
        let switches = instance.switches();
        let mut reply = match instance.oauth.mint(&request, &switches, instance.clock.now_ms()) {
            Ok(body) => {
                instance.counters.token();
                Reply::json(StatusCode::OK, &body).header("cache-control", "no-store")
            }
            Err(refusal) => {
                let status = StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::BAD_REQUEST);
                Reply::json(
                    status,
                    &serde_json::json!({
                        "error": refusal.error,
                        "error_description": refusal.description,
                    }),
                )
            }
        };
        if switches.token_content_type == TokenContentType::Html {
            reply.content_type = Some("text/html; charset=utf-8");
        }
        reply
    }

    async fn graphql(&self, instance: &Arc<Instance>) -> Result<Reply, Problem> {
        if self.method != Method::POST || instance.switches().graphql == Graphql::NotFound {
            return Err(Problem::NoPath);
        }
        let Some((request, analysis)) = &self.graphql else {
            return Err(Problem::BadRequest("The body is not a GraphQL request".to_owned()));
        };
        graphql::answer(instance, request, analysis, &self.scopes, self.faults.clone()).await
    }

    fn rest(&self, instance: &Instance, formats: Formats) -> Result<Reply, Problem> {
        let action = rest::route(&self.method, &self.path);
        if !action.is_served(&instance.switches()) {
            return Err(Problem::NoPath);
        }
        if action == Action::WrongMethod {
            return Err(Problem::Method);
        }
        if let Some(scope) = action.scope()
            && !self.scopes.contains(scope)
        {
            return Err(Problem::Scope(scope.to_owned()));
        }
        let pairs = parse(&self.raw_query)?;
        let client_user = match &self.client_id {
            Some(client_id) if action.operation().writes() => instance.client_user(client_id),
            _ => None,
        };
        let faults = self.faults.iter().map(|fault| fault.kind.clone()).filter(FaultKind::is_for_pages);
        Call {
            instance,
            action,
            pairs: &pairs,
            scopes: &self.scopes,
            client_user,
            body: &self.body,
            formats,
            faults: faults.collect(),
        }
        .answer()
    }

    fn entry(
        &self,
        number: u64,
        at: jiff::Timestamp,
        status: Option<u16>,
        elapsed: Duration,
    ) -> JournalEntry {
        let header = |name| {
            let value: Option<&HeaderValue> = self.headers.get::<HeaderName>(name);
            value.and_then(|value| value.to_str().ok()).map(ToOwned::to_owned)
        };
        let query = match &self.graphql {
            Some((_, analysis)) => analysis.arguments.clone(),
            None => url::form_urlencoded::parse(self.raw_query.as_bytes()).into_owned().collect(),
        };
        JournalEntry {
            number,
            at,
            transport: self.transport,
            method: self.method.to_string(),
            path: self.path.clone(),
            query,
            operations: self.operations.clone(),
            body: self.noted_body(),
            client_id: self.client_id.clone(),
            scopes: self.scopes.iter().cloned().collect(),
            accept: header(ACCEPT),
            content_type: header(CONTENT_TYPE),
            status,
            request_id: self.request_id.clone(),
            faults: self.faults.iter().map(ToString::to_string).collect(),
            elapsed,
        }
    }

    /// What the journal keeps of the body: the document, or a write without passwords. Token requests
    /// consist of secrets and are not kept.
    fn noted_body(&self) -> Option<String> {
        let mut text = match (&self.graphql, self.transport) {
            (Some((request, _)), _) => request.query.clone(),
            (None, Transport::Rest) if !self.body.is_empty() => {
                match serde_json::from_slice::<serde_json::Value>(&self.body) {
                    Ok(serde_json::Value::Object(mut object)) => {
                        object.retain(|key, _| !key.to_ascii_lowercase().contains("password"));
                        serde_json::Value::Object(object).to_string()
                    }
                    _ => format!("({} bytes)", self.body.len()),
                }
            }
            _ => return None,
        };
        if text.len() > MAX_NOTED_BYTES {
            text = text.chars().take(MAX_NOTED_BYTES).collect();
        }
        Some(text)
    }
}

/// The path and the query. Under the lenient reading an encoded question mark inside an API path ends the
/// path, as a client means it that appends a query to a path segment.
fn split_path(uri: &http::Uri, reading: PathQuery) -> (String, String) {
    let (path, query) = (uri.path(), uri.query().unwrap_or_default());
    let mark = path.match_indices('%').find(|(place, _)| {
        path.get(place + 1..place + 3).is_some_and(|digits| digits.eq_ignore_ascii_case("3f"))
    });
    match mark {
        Some((place, _)) if reading == PathQuery::Lenient && path.starts_with("/api/") => {
            let hidden = &path[place + 3..];
            let query = if query.is_empty() { hidden.to_owned() } else { format!("{hidden}&{query}") };
            (path[..place].to_owned(), query)
        }
        _ => (path.to_owned(), query.to_owned()),
    }
}

fn only_json(formats: Formats) -> Result<Formats, (Problem, Format)> {
    if formats.answer == Format::Xml {
        return Err((Problem::NotAcceptable, Format::Json));
    }
    if formats.body == Format::Xml {
        return Err((Problem::UnsupportedType, Format::Json));
    }
    Ok(formats)
}

fn check_bearer(instance: &Instance, header: &str) -> Option<Grant> {
    let (scheme, token) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return None;
    }
    instance.oauth.check(token.trim(), instance.clock.now_ms())
}

/// Turns an answer into bytes, spoiled by the faults that concern bytes.
fn finish(
    instance: &Instance,
    mut reply: Reply,
    request_id: Option<&str>,
    faults: &[Fault],
) -> Response<ReplyBody> {
    let mut body = None;
    for fault in faults {
        match fault.kind {
            FaultKind::Xml => {
                reply.content_type = Some(Format::Xml.content_type());
                let messages = ["This should have been JSON".to_owned()];
                reply.body = crate::print::errors_to_xml(&messages).into();
            }
            FaultKind::TruncatedJson => reply.body.truncate(reply.body.len() / 2),
            FaultKind::BrokenUtf8 => reply.body = body::with_broken_utf8(&reply.body),
            FaultKind::WrongContentType => reply.content_type = Some("text/plain; charset=utf-8"),
            FaultKind::CutBody => body = Some(ReplyBody::cut(reply.body.clone())),
            FaultKind::Drip { bytes_per_second } => {
                body = Some(ReplyBody::drip(reply.body.clone(), bytes_per_second));
            }
            FaultKind::GiantBody { megabytes } => {
                body = Some(ReplyBody::giant(reply.body.clone(), megabytes))
            }
            FaultKind::GzipBomb { megabytes } => {
                reply.headers.push(("content-encoding", "gzip".to_owned()));
                reply.body = body::gzip_bomb(&reply.body, megabytes);
            }
            _ => {}
        }
    }
    let mut response = Response::new(body.unwrap_or_else(|| ReplyBody::whole(reply.body)));
    *response.status_mut() = reply.status;
    let headers = response.headers_mut();
    if let Some(content_type) = reply.content_type {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    for (name, value) in reply.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            headers.insert(name, value);
        }
    }
    if let Some(Ok(id)) = request_id.map(HeaderValue::try_from) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
    // Clients that follow `updated-at` take the server's word for the time, so it is the instance's clock.
    if let Ok(date) = HeaderValue::try_from(print_http_date(instance.clock.now())) {
        headers.insert(http::header::DATE, date);
    }
    response
}
