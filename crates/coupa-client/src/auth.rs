//! Proves who is asking: gets OAuth tokens, renews them in time, and makes calls with them.
//!
//! Coupa's token endpoint takes the client-credentials grant. What its documentation leaves open
//! is met with tolerance: the credentials go into the form, and into an HTTP Basic header where an
//! instance refuses that; refusals come as 400, 401 or 403; a token may need some seconds before
//! it works. A refusal of scopes is all or nothing, so the missing ones are found by asking for
//! each alone.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use bytes::Bytes;
use http::Method;
use http::header::{HeaderValue, WWW_AUTHENTICATE};
use serde_json::Value;
use tokio::time::Instant;
use url::form_urlencoded;

use crate::counters::Event;
use crate::error::{Cause, Error, Result};
use crate::instance::Instance;
use crate::retry::Safety;
use crate::scope::Scope;
use crate::secret::Secret;
use crate::transport::{Authorization, Call, Effort, FORM, Operation, Reply, Transport};

/// A token is renewed this long before it expires, so that no call starts with one that ends
/// while the call waits for its turn. Short-lived tokens use a quarter of their life instead.
pub const RENEW_MARGIN: Duration = Duration::from_secs(5 * 60);

/// A token is renewed after this time at the latest, as Coupa advises.
pub const MAX_TOKEN_AGE: Duration = Duration::from_secs(20 * 3600);

/// Life of a token whose answer does not tell one.
const UNTOLD_LIFETIME: Duration = Duration::from_secs(3600);

/// How long a fresh token may be refused before that is taken for an answer. Coupa advises five
/// seconds between issuing and use; twice that is allowed.
pub const SETTLE_LIMIT: Duration = Duration::from_secs(10);

/// First wait when a fresh token is refused; doubles up to two seconds.
pub const SETTLE_DELAY: Duration = Duration::from_millis(500);

/// Longest wait between two tries with a fresh token.
const MAX_SETTLE_DELAY: Duration = Duration::from_secs(2);

/// Largest token we carry. Tokens grow with the number of scopes, to several kilobytes.
pub const MAX_TOKEN_BYTES: usize = 256 * 1024;

/// How to prove who is asking.
#[derive(Debug, Clone)]
pub enum Credentials {
    /// An OAuth client with the grant type `Client credentials`.
    OAuth {
        /// The identifier Coupa shows for the client.
        client_id: String,
        /// Its secret.
        client_secret: Secret,
    },
    /// A legacy key, sent as `X-COUPA-API-KEY`. Coupa ended support with release 35.
    ApiKey(Secret),
}

/// What is known of a token, without the token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenInfo {
    /// When it expires by our clock; `None` for a legacy key.
    pub expires_at: Option<jiff::Timestamp>,
    /// The scopes it carries: as the answer tells, else as asked for.
    pub scopes: Vec<Scope>,
}

/// How long a fresh token may be refused. The defaults are [`SETTLE_LIMIT`] and [`SETTLE_DELAY`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenSettling {
    /// How long after issuing a refusal is waited out.
    pub limit: Duration,
    /// First wait; doubles.
    pub delay: Duration,
}

impl Default for TokenSettling {
    fn default() -> Self {
        Self { limit: SETTLE_LIMIT, delay: SETTLE_DELAY }
    }
}

struct Token {
    header: HeaderValue,
    info: TokenInfo,
    /// Whether the answer itself listed the scopes.
    scopes_told: bool,
    minted_at: Instant,
    renew_at: Instant,
    /// Whether a call succeeded with it, after which a refusal is no matter of settling.
    accepted: AtomicBool,
    /// Counts up with each token, so that a refusal of an old one does not discard a newer.
    generation: u64,
}

/// Where the credentials go in a token request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Placement {
    Form,
    Basic,
}

#[derive(Default)]
struct TokenState {
    current: Option<Arc<Token>>,
    placement: Option<Placement>,
    /// Finished attempts to get a token, and how the last one failed.
    attempts: u64,
    last_failure: Option<Error>,
    generation: u64,
}

/// A transport with credentials.
pub(crate) struct Session {
    transport: Arc<Transport>,
    instance: Instance,
    credentials: Credentials,
    scopes: Vec<Scope>,
    settling: TokenSettling,
    state: Mutex<TokenState>,
    /// Held while a token is being obtained: one request serves everybody who waits.
    minting: tokio::sync::Mutex<()>,
}

/// Why the token endpoint gave no token.
enum MintRefusal {
    /// The credentials are not accepted in this place.
    Client { status: u16, text: String },
    /// The credentials are good, the scopes are not.
    Scope { text: String },
    /// Anything else.
    Other(Error),
}

impl Session {
    pub(crate) fn new(
        transport: Transport,
        instance: Instance,
        credentials: Credentials,
        scopes: Vec<Scope>,
        settling: TokenSettling,
    ) -> Self {
        Self {
            transport: Arc::new(transport),
            instance,
            credentials,
            scopes,
            settling,
            state: Mutex::new(TokenState::default()),
            minting: tokio::sync::Mutex::new(()),
        }
    }

    /// A session over the same transport that asks for these scopes and has no token yet.
    pub(crate) fn with_scopes(&self, scopes: Vec<Scope>) -> Self {
        let placement = self.state().placement;
        Self {
            transport: Arc::clone(&self.transport),
            instance: self.instance.clone(),
            credentials: self.credentials.clone(),
            scopes,
            settling: self.settling,
            state: Mutex::new(TokenState { placement, ..TokenState::default() }),
            minting: tokio::sync::Mutex::new(()),
        }
    }

    pub(crate) fn transport(&self) -> &Transport {
        &self.transport
    }

    pub(crate) fn instance(&self) -> &Instance {
        &self.instance
    }

    fn state(&self) -> std::sync::MutexGuard<'_, TokenState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gets a new token now, whatever is at hand.
    pub(crate) async fn authenticate(&self) -> Result<TokenInfo> {
        if matches!(self.credentials, Credentials::ApiKey(_)) {
            return Ok(TokenInfo { expires_at: None, scopes: Vec::new() });
        }
        self.state().current = None;
        Ok(self.token().await?.info.clone())
    }

    /// Whether the token endpoint grants this scope when asked for it alone.
    pub(crate) async fn probe_scope(&self, scope: &Scope) -> Result<bool> {
        if matches!(self.credentials, Credentials::ApiKey(_)) {
            return Ok(true);
        }
        let mut effort = Effort::start();
        match self.mint(std::slice::from_ref(scope), &mut effort).await {
            Ok(_) => Ok(true),
            Err(MintRefusal::Scope { .. }) => Ok(false),
            Err(refusal) => Err(self.refusal_error(refusal, effort)),
        }
    }

    /// Makes a call with a token, and returns its answer if that is a success or a status that
    /// `tolerate` accepts.
    ///
    /// A 401 to a fresh token that never worked is waited out; to any other it leads to one new
    /// token. The waits of one call add up to the settling time at most. A 403 is explained by the
    /// scopes that are missing.
    pub(crate) async fn call(
        &self,
        operation: &Operation,
        call: &Call,
        tolerate: impl Fn(u16) -> bool,
    ) -> Result<Reply> {
        let mut effort = Effort::start();
        let mut renewed = false;
        let mut settle_delay = self.settling.delay;
        let mut patience = self.settling.limit;
        loop {
            let (authorization, token) = self.authorization().await?;
            let reply = self.transport.run(operation, call, &authorization, &mut effort).await?;
            let success = (200..300).contains(&reply.status);
            if success && let Some(token) = &token {
                token.accepted.store(true, Ordering::Relaxed);
            }
            if success || tolerate(reply.status) {
                return Ok(reply);
            }
            let text = reply.text(self.transport.redactor());
            let cause = match reply.status {
                401 => match &token {
                    None => Cause::Unauthorized { credential: "the API key", text },
                    Some(token) => {
                        let age = token.minted_at.elapsed();
                        // A renewed token is settled even if another call had success with it: it
                        // may have reached one server of the instance before the others.
                        let settling = renewed || !token.accepted.load(Ordering::Relaxed);
                        if settling && age < self.settling.limit && !patience.is_zero() {
                            let wait = settle_delay.min(self.settling.limit - age).min(patience);
                            patience -= wait;
                            settle_delay = (settle_delay * 2).min(MAX_SETTLE_DELAY);
                            tracing::debug!(
                                operation = operation.words(),
                                "a fresh token is not accepted yet; waiting for it to settle"
                            );
                            self.repeat(operation, effort, wait, "a fresh token is not accepted yet");
                            self.transport.wait(wait).await;
                            continue;
                        }
                        if !renewed {
                            renewed = true;
                            settle_delay = self.settling.delay;
                            tracing::info!(
                                operation = operation.words(),
                                "the token is no longer accepted; renewing"
                            );
                            self.discard(token.generation);
                            self.repeat(operation, effort, Duration::ZERO, "the token is no longer accepted");
                            continue;
                        }
                        Cause::Unauthorized { credential: "a token it has just issued", text }
                    }
                },
                403 => {
                    let missing = self.missing_scopes(operation, Some(&reply), token.as_deref()).await;
                    Cause::Forbidden { status: 403, missing, text }
                }
                404 => Cause::NotFound { text },
                429 => Cause::RateLimited { text },
                status if status >= 500 => Cause::Server { status, text },
                _ => reply.refusal(self.transport.redactor()),
            };
            let error = self.transport.error(operation, effort, cause);
            let uncertain = call.safety == Safety::Once && may_have_worked(reply.status);
            return Err(error.about_answer(uncertain, reply.request_id(self.transport.redactor())));
        }
    }

    fn repeat(&self, operation: &Operation, effort: Effort, wait: Duration, reason: &str) {
        self.transport.tally().retry();
        self.transport.emit(Event::Retrying {
            operation: operation.words(),
            tries: effort.tries,
            wait,
            reason: reason.to_owned(),
        });
    }

    /// Whether a legacy key is used. Coupa's GraphQL takes OAuth tokens only.
    pub(crate) fn uses_api_key(&self) -> bool {
        matches!(self.credentials, Credentials::ApiKey(_))
    }

    /// The scopes an operation most likely lacks, where its refusal came as `reply` or, in GraphQL,
    /// as a message.
    pub(crate) async fn missing_for(&self, operation: &Operation, reply: Option<&Reply>) -> Vec<Scope> {
        let token = self.state().current.clone();
        self.missing_scopes(operation, reply, token.as_deref()).await
    }

    /// The scopes the answer names, else those the token does not carry, else those the token
    /// endpoint refuses when asked for them alone.
    async fn missing_scopes(
        &self,
        operation: &Operation,
        reply: Option<&Reply>,
        token: Option<&Token>,
    ) -> Vec<Scope> {
        let Some(token) = token else { return Vec::new() };
        let named: Vec<Scope> = reply
            .and_then(|reply| reply.headers.get(WWW_AUTHENTICATE)?.to_str().ok())
            .and_then(scope_of_challenge)
            .map(Scope::parse_list)
            .unwrap_or_default()
            .into_iter()
            .filter(|scope| !token.scopes_told || !token.info.scopes.contains(scope))
            .collect();
        if !named.is_empty() {
            return named;
        }
        // An empty list that nobody told or asked for says nothing.
        let known = token.scopes_told || !self.scopes.is_empty();
        let lacking: Vec<Scope> = operation
            .scopes
            .iter()
            .filter(|scope| known && !token.info.scopes.contains(scope))
            .cloned()
            .collect();
        if !lacking.is_empty() {
            return lacking;
        }
        let mut refused = Vec::new();
        for scope in &operation.scopes {
            // A probe that fails for other reasons decides nothing, and must not hide the 403.
            if matches!(self.probe_scope(scope).await, Ok(false)) {
                refused.push(scope.clone());
            }
        }
        refused
    }

    async fn authorization(&self) -> Result<(Authorization, Option<Arc<Token>>)> {
        match &self.credentials {
            Credentials::OAuth { .. } => {
                let token = self.token().await?;
                Ok((Authorization::Header(token.header.clone()), Some(token)))
            }
            Credentials::ApiKey(key) => {
                Ok((Authorization::ApiKey(header_of("API key", key.expose())?), None))
            }
        }
    }

    fn discard(&self, generation: u64) {
        let mut state = self.state();
        if state.current.as_ref().is_some_and(|token| token.generation == generation) {
            state.current = None;
        }
    }

    /// The token to use now. However many tasks ask, one request is under way at most, and all
    /// of them share its outcome.
    async fn token(&self) -> Result<Arc<Token>> {
        let seen = {
            let state = self.state();
            if let Some(token) = usable(&state) {
                return Ok(token);
            }
            state.attempts
        };
        let _minting = self.minting.lock().await;
        {
            let state = self.state();
            if let Some(token) = usable(&state) {
                return Ok(token);
            }
            if state.attempts > seen
                && let Some(failure) = &state.last_failure
            {
                return Err(failure.clone());
            }
        }
        let mut effort = Effort::start();
        let outcome = match self.mint(&self.scopes, &mut effort).await {
            Ok(token) => Ok(Arc::new(token)),
            Err(MintRefusal::Scope { text }) => Err(self.name_refused_scopes(text, effort).await),
            Err(refusal) => Err(self.refusal_error(refusal, effort)),
        };
        let mut state = self.state();
        state.attempts += 1;
        match outcome {
            Ok(token) => {
                state.last_failure = None;
                state.current = Some(Arc::clone(&token));
                Ok(token)
            }
            Err(error) => {
                state.last_failure = Some(error.clone());
                Err(error)
            }
        }
    }

    /// Asks for each scope alone, to tell which are refused.
    async fn name_refused_scopes(&self, text: String, effort: Effort) -> Error {
        let mut missing = Vec::new();
        for scope in &self.scopes {
            let mut probe = Effort::start();
            match self.mint(std::slice::from_ref(scope), &mut probe).await {
                Ok(_) => {}
                Err(MintRefusal::Scope { .. }) => missing.push(scope.clone()),
                Err(refusal) => {
                    // Without an answer for each scope, the list would blame the wrong ones.
                    let mut total = effort;
                    total.tries += probe.tries;
                    return self.refusal_error(refusal, total);
                }
            }
        }
        if missing.is_empty() {
            missing.clone_from(&self.scopes);
        }
        Error::ScopeRefused { host: self.transport.host().to_owned(), missing, text }
    }

    fn refusal_error(&self, refusal: MintRefusal, effort: Effort) -> Error {
        match refusal {
            MintRefusal::Client { status, text } => {
                // Sessions that share a transport share the client, too.
                let accepted_before = self.transport.tally().read().tokens_minted > 0;
                self.transport.error(
                    &token_operation(),
                    effort,
                    Cause::InvalidClient { status, text, accepted_before },
                )
            }
            MintRefusal::Scope { text } => Error::ScopeRefused {
                host: self.transport.host().to_owned(),
                missing: self.scopes.clone(),
                text,
            },
            MintRefusal::Other(error) => error,
        }
    }

    /// Asks the token endpoint, in the form first and then with a Basic header, or in the way that
    /// worked before.
    async fn mint(&self, scopes: &[Scope], effort: &mut Effort) -> Result<Token, MintRefusal> {
        let Credentials::OAuth { client_id, client_secret } = &self.credentials else {
            return Err(MintRefusal::Other(Error::Configuration {
                what: "credentials",
                reason: "a legacy key has no token".to_owned(),
            }));
        };
        let known = self.state().placement;
        let placements = match &known {
            Some(placement) => std::slice::from_ref(placement),
            None => &[Placement::Form, Placement::Basic],
        };
        let mut refusal: Option<(u16, String)> = None;
        for placement in placements {
            let (call, authorization) = self
                .token_request(client_id, client_secret, *placement, scopes)
                .map_err(MintRefusal::Other)?;
            let operation = token_operation();
            let reply = self
                .transport
                .run(&operation, &call, &authorization, effort)
                .await
                .map_err(MintRefusal::Other)?;
            let fail = |cause| MintRefusal::Other(self.transport.error(&operation, *effort, cause));
            if let Some(json) = &reply.json {
                let token =
                    self.read_token(json, scopes).map_err(|reason| fail(Cause::TokenMalformed { reason }))?;
                self.state().placement = Some(*placement);
                return Ok(token);
            }
            let text = reply.text(self.transport.redactor());
            let code = error_code(&reply.body);
            match (reply.status, code.as_deref()) {
                (_, Some("invalid_scope")) => {
                    self.state().placement = Some(*placement);
                    return Err(MintRefusal::Scope { text });
                }
                (400 | 401 | 403, Some("invalid_client" | "invalid_request" | "unauthorized_client"))
                | (401, None) => {
                    // The first refusal is kept: the answer to the form is the more telling one.
                    refusal.get_or_insert((reply.status, text));
                }
                (404, _) => return Err(fail(Cause::NotFound { text })),
                (429, _) => return Err(fail(Cause::RateLimited { text })),
                (status, _) if status >= 500 => return Err(fail(Cause::Server { status, text })),
                (403, None) => return Err(fail(Cause::Forbidden { status: 403, missing: Vec::new(), text })),
                _ => return Err(fail(reply.refusal(self.transport.redactor()))),
            }
        }
        let (status, text) = refusal.unwrap_or((400, "no explanation was given".to_owned()));
        Err(MintRefusal::Client { status, text })
    }

    /// The request for a token, with the credentials in their place.
    fn token_request(
        &self,
        client_id: &str,
        client_secret: &Secret,
        placement: Placement,
        scopes: &[Scope],
    ) -> Result<(Call, Authorization)> {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("grant_type", "client_credentials");
        let authorization = match placement {
            Placement::Form => {
                form.append_pair("client_id", client_id).append_pair("client_secret", client_secret.expose());
                Authorization::None
            }
            Placement::Basic => Authorization::Header(header_of(
                "client id",
                basic_header(client_id, client_secret).expose(),
            )?),
        };
        if !scopes.is_empty() {
            form.append_pair("scope", &Scope::join(scopes));
        }
        let call = Call {
            method: Method::POST,
            url: self.instance.url(&["oauth2", "token"]),
            content_type: FORM,
            body: Some(Bytes::from(form.finish())),
            // Asking again for a token changes nothing: the old one stays valid.
            safety: Safety::Read,
        };
        Ok((call, authorization))
    }

    /// Reads a token from a successful answer.
    fn read_token(&self, json: &Value, asked: &[Scope]) -> Result<Token, &'static str> {
        let Some(text) = json.get("access_token").and_then(Value::as_str).filter(|text| !text.is_empty())
        else {
            return Err("it holds no `access_token`");
        };
        if text.len() > MAX_TOKEN_BYTES {
            return Err("the token is larger than anything an HTTP header should carry");
        }
        if let Some(kind) = json.get("token_type").and_then(Value::as_str)
            && !kind.eq_ignore_ascii_case("bearer")
        {
            return Err("its `token_type` is not `bearer`");
        }
        let secret = Arc::new(Secret::new(text));
        let full = Secret::new(format!("Bearer {text}"));
        let mut header = HeaderValue::from_str(full.expose())
            .map_err(|_| "the token contains characters no header can carry")?;
        header.set_sensitive(true);
        self.transport.redactor().remember(secret);
        let lifetime = read_lifetime(json.get("expires_in"));
        let told = json.get("scope").map(read_scopes);
        let now = Instant::now();
        let generation = {
            let mut state = self.state();
            state.generation += 1;
            state.generation
        };
        self.transport.tally().token();
        self.transport.emit(Event::TokenMinted { lifetime });
        tracing::debug!(lifetime_s = lifetime.as_secs(), "got a token");
        Ok(Token {
            header,
            info: TokenInfo {
                expires_at: jiff::Timestamp::now().checked_add(lifetime).ok(),
                scopes: told.clone().unwrap_or_else(|| asked.to_vec()),
            },
            scopes_told: told.is_some(),
            minted_at: now,
            renew_at: now + renew_after(lifetime),
            accepted: AtomicBool::new(false),
            generation,
        })
    }
}

/// Whether a write that got this status may have changed something: a fault may strike half-way,
/// and what stands before Coupa may have given up while it was at work.
fn may_have_worked(status: u16) -> bool {
    status == 408 || status >= 500
}

fn token_operation() -> Operation {
    Operation::new("get an access token from", &[])
}

fn usable(state: &TokenState) -> Option<Arc<Token>> {
    state.current.as_ref().filter(|token| Instant::now() < token.renew_at).cloned()
}

/// When a token of this life is renewed.
fn renew_after(lifetime: Duration) -> Duration {
    lifetime.saturating_sub(RENEW_MARGIN.min(lifetime / 4)).min(MAX_TOKEN_AGE)
}

/// Life of a token, as a number or as digits; absent, zero and nonsense are an hour.
fn read_lifetime(value: Option<&Value>) -> Duration {
    let seconds = match value {
        Some(Value::Number(number)) => {
            number.as_u64().or_else(|| number.as_f64().filter(|n| *n >= 1.0).map(|n| n as u64))
        }
        Some(Value::String(text)) => text.trim().parse().ok(),
        _ => None,
    };
    match seconds {
        None | Some(0) => UNTOLD_LIFETIME,
        // A year is beyond anything Coupa issues, and keeps the arithmetic of instants safe.
        Some(seconds) => Duration::from_secs(seconds.min(365 * 24 * 3600)),
    }
}

fn read_scopes(value: &Value) -> Vec<Scope> {
    match value {
        Value::String(text) => Scope::parse_list(text),
        Value::Array(names) => names.iter().filter_map(Value::as_str).flat_map(Scope::parse_list).collect(),
        _ => Vec::new(),
    }
}

/// The OAuth error code of a refused token request.
fn error_code(body: &[u8]) -> Option<String> {
    let value: Value = serde_json::from_slice(body).ok()?;
    Some(value.get("error")?.as_str()?.trim().to_ascii_lowercase())
}

/// The `scope` parameter of a `WWW-Authenticate: Bearer` challenge that complains about scopes.
fn scope_of_challenge(header: &str) -> Option<&str> {
    if !header.contains("insufficient_scope") {
        return None;
    }
    let (_, after) = header.split_once("scope=\"")?;
    let (scopes, _) = after.split_once('"')?;
    Some(scopes)
}

/// The credentials as RFC 6749 wants them in a Basic header: each encoded like a form value.
pub(crate) fn basic_header(client_id: &str, client_secret: &Secret) -> Secret {
    let encode = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let pair = Secret::new(format!("{}:{}", encode(client_id), encode(client_secret.expose())));
    Secret::new(format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(pair.expose())))
}

/// Every form in which credentials travel, for taking them out of foreign text.
pub(crate) fn secret_forms(credentials: &Credentials) -> Vec<Secret> {
    match credentials {
        Credentials::OAuth { client_id, client_secret } => {
            let encoded: String =
                form_urlencoded::byte_serialize(client_secret.expose().as_bytes()).collect();
            let basic = basic_header(client_id, client_secret);
            let blob = Secret::new(basic.expose().trim_start_matches("Basic "));
            vec![client_secret.clone(), Secret::new(encoded), blob]
        }
        Credentials::ApiKey(key) => vec![key.clone()],
    }
}

fn header_of(what: &'static str, text: &str) -> Result<HeaderValue> {
    let mut header = HeaderValue::from_str(text).map_err(|_| Error::Configuration {
        what,
        reason: "it contains characters that no header can carry".to_owned(),
    })?;
    header.set_sensitive(true);
    Ok(header)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn tokens_are_renewed_in_time() {
        let check = |lifetime: u64, expected: u64| {
            assert_eq!(
                renew_after(Duration::from_secs(lifetime)),
                Duration::from_secs(expected),
                "{lifetime}"
            );
        };
        check(86_399, 20 * 3600);
        check(3_600, 3_300);
        check(60, 45);
        check(4, 3);
        check(0, 0);
    }

    #[test]
    fn lifetimes_come_in_several_forms() {
        for (value, expected) in [
            (json!(86399), 86_399),
            (json!("86399"), 86_399),
            (json!(60.0), 60),
            (json!(0), 3_600),
            (json!(-5), 3_600),
            (json!("soon"), 3_600),
            (json!(null), 3_600),
            (json!(u64::MAX), 365 * 24 * 3600),
        ] {
            assert_eq!(read_lifetime(Some(&value)).as_secs(), expected, "{value}");
        }
    }

    #[test]
    fn a_challenge_names_the_scope() {
        let check = |header: &str, expected: Option<&str>| {
            assert_eq!(scope_of_challenge(header), expected, "{header}")
        };
        check(r#"Bearer error="insufficient_scope", scope="core.user.read""#, Some("core.user.read"));
        check(r#"Bearer realm="x", scope="core.user.read""#, None);
        check(r#"Bearer error="insufficient_scope""#, None);
        check(r#"Bearer error="insufficient_scope", scope="cut"#, None);
    }

    #[test]
    fn basic_credentials_are_encoded_first() {
        let header = basic_header("a:b", &Secret::new("p w"));
        assert_eq!(header.expose(), "Basic YSUzQWI6cCt3");
    }
}
