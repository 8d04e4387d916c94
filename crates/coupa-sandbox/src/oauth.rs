//! `/oauth2/token`: the client-credentials grant, and what a bearer token is worth afterwards.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::json;

use crate::config::{OAuthClient, Secret};
use crate::scope::{ScopeSet, split_scopes};
use crate::switches::{
    OldTokens, RefreshToken, Switches, TokenErrorStatus, TokenPlacement, TokenWithoutScope,
};

/// What a valid token says.
#[derive(Debug, Clone)]
pub(crate) struct Grant {
    pub(crate) client_id: String,
    pub(crate) scopes: ScopeSet,
}

#[derive(Debug)]
struct Token {
    client_id: String,
    scopes: ScopeSet,
    usable_from_ms: i64,
    expires_ms: i64,
}

/// A refused token request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TokenRefusal {
    pub(crate) status: u16,
    pub(crate) error: &'static str,
    pub(crate) description: String,
}

/// A token request, decoded.
#[derive(Debug, Default)]
pub(crate) struct TokenRequest {
    pub(crate) parameters: Vec<(String, String)>,
    pub(crate) basic: Option<(String, String)>,
}

impl TokenRequest {
    /// Reads a form body and an `Authorization` header.
    pub(crate) fn read(body: &[u8], authorization: Option<&str>) -> Self {
        let parameters = url::form_urlencoded::parse(body).into_owned().collect();
        let basic = authorization.and_then(|header| {
            let (scheme, encoded) = header.split_once(' ')?;
            if !scheme.eq_ignore_ascii_case("basic") {
                return None;
            }
            let decoded = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
            let (id, secret) = decoded.split_once(':')?;
            Some((id.to_owned(), secret.to_owned()))
        });
        Self { parameters, basic }
    }

    fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The client the request claims to come from, and the scopes it asks for: what may be journalled.
    pub(crate) fn claims(&self) -> (Option<String>, Vec<String>) {
        let id = self.parameter("client_id").map(ToOwned::to_owned);
        let id = id.or_else(|| self.basic.as_ref().map(|(id, _)| id.clone()));
        let scopes = self.parameter("scope").map(split_scopes).unwrap_or_default();
        (id, scopes.into_iter().collect())
    }
}

/// The clients and tokens of the instance.
#[derive(Debug)]
pub(crate) struct OAuth {
    inner: Mutex<Inner>,
}

#[derive(Debug)]
struct Inner {
    clients: Vec<OAuthClient>,
    tokens: HashMap<String, Token>,
    minted: u64,
    ttl: Duration,
}

impl OAuth {
    pub(crate) fn new(clients: Vec<OAuthClient>, ttl: Duration) -> Self {
        Self { inner: Mutex::new(Inner { clients, tokens: HashMap::new(), minted: 0, ttl }) }
    }

    /// Changes a client at run time; false if there is none with this id.
    pub(crate) fn client_change(&self, id: &str, change: impl FnOnce(&mut OAuthClient)) -> bool {
        let mut inner = self.lock();
        let client = inner.clients.iter_mut().find(|client| client.id == id);
        client.map(change).is_some()
    }

    pub(crate) fn client_add(&self, client: OAuthClient) {
        self.lock().clients.push(client);
    }

    pub(crate) fn client_login(&self, id: &str) -> Option<String> {
        self.lock().clients.iter().find(|client| client.id == id).map(|client| client.login.clone())
    }

    pub(crate) fn ttl_set(&self, ttl: Duration) {
        self.lock().ttl = ttl;
    }

    /// Ends every token of every client.
    pub(crate) fn tokens_revoke(&self) {
        self.lock().tokens.clear();
    }

    /// Answers a token request: the JSON body of a success, or the refusal.
    pub(crate) fn mint(
        &self,
        request: &TokenRequest,
        switches: &Switches,
        now_ms: i64,
    ) -> Result<serde_json::Value, TokenRefusal> {
        let refuse = |error: &'static str, description: String| {
            let rfc = switches.token_error_status == TokenErrorStatus::Unauthorized;
            let status = if error == "invalid_client" && rfc { 401 } else { 400 };
            Err(TokenRefusal { status, error, description })
        };
        let Some(grant_type) = request.parameter("grant_type") else {
            return refuse("invalid_request", "Missing required parameter: grant_type.".to_owned());
        };
        if grant_type != "client_credentials" {
            return refuse(
                "unsupported_grant_type",
                "The authorization grant type is not supported by the authorization server.".to_owned(),
            );
        }
        let in_body =
            request.parameter("client_id").map(|id| (id, request.parameter("client_secret").unwrap_or("")));
        let in_header = request.basic.as_ref().map(|(id, secret)| (id.as_str(), secret.as_str()));
        let credentials = match switches.token_placement {
            TokenPlacement::Both => in_header.or(in_body),
            TokenPlacement::Body => in_body,
            TokenPlacement::Basic => in_header,
        };
        let mut inner = self.lock();
        let client = credentials.and_then(|(id, secret)| {
            inner.clients.iter().find(|client| client.id == id && client.secret == Secret::new(secret))
        });
        let Some(client) = client.cloned() else {
            return refuse("invalid_client", "Client authentication failed.".to_owned());
        };
        if !client.active {
            return refuse("unauthorized_client", "The client is not active.".to_owned());
        }
        let granted: ScopeSet = client.scopes.iter().cloned().collect();
        let asked = request.parameter("scope").map(split_scopes).filter(|scopes| !scopes.is_empty());
        let scopes = match (asked, switches.token_without_scope) {
            (Some(asked), _) => {
                if let Some(missing) = asked.iter().find(|scope| !granted.contains(*scope)) {
                    return refuse("invalid_scope", format!("scope {missing} is not granted to this client"));
                }
                asked
            }
            (None, TokenWithoutScope::All) => granted,
            (None, TokenWithoutScope::Nothing) => ScopeSet::new(),
            (None, TokenWithoutScope::Refuse) => {
                return refuse("invalid_scope", "scope is required".to_owned());
            }
        };
        if switches.old_tokens == OldTokens::Revoked {
            inner.tokens.retain(|_, token| token.client_id != client.id);
        }
        inner.tokens.retain(|_, token| token.expires_ms > now_ms);
        inner.minted += 1;
        let ttl = inner.ttl;
        let text = token_text(inner.minted, &client.id, &scopes, now_ms, ttl, switches.token_size_bytes);
        let ttl_ms = i64::try_from(ttl.as_millis()).unwrap_or(i64::MAX);
        let settling_ms = i64::try_from(switches.token_settling_ms).unwrap_or(i64::MAX);
        inner.tokens.insert(
            text.clone(),
            Token {
                client_id: client.id,
                scopes: scopes.clone(),
                usable_from_ms: now_ms.saturating_add(settling_ms),
                expires_ms: now_ms.saturating_add(ttl_ms),
            },
        );
        let mut body = json!({
            "access_token": text,
            "token_type": "bearer",
            "expires_in": ttl.as_secs(),
            "scope": scopes.iter().map(String::as_str).collect::<Vec<_>>().join(" "),
        });
        if switches.refresh_token == RefreshToken::Present && scopes.contains("offline_access") {
            body["refresh_token"] = format!("unused-{}", inner.minted).into();
        }
        Ok(body)
    }

    /// What a token is worth now; `None` if it is unknown, expired or not yet settled.
    pub(crate) fn check(&self, token: &str, now_ms: i64) -> Option<Grant> {
        let inner = self.lock();
        let token = inner.tokens.get(token)?;
        if now_ms < token.usable_from_ms || now_ms >= token.expires_ms {
            return None;
        }
        Some(Grant { client_id: token.client_id.clone(), scopes: token.scopes.clone() })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Looks like a signed token and is not one: clients must treat tokens as opaque.
fn token_text(
    number: u64,
    client_id: &str,
    scopes: &ScopeSet,
    now_ms: i64,
    ttl: Duration,
    size_bytes: u64,
) -> String {
    let issued = now_ms.div_euclid(1000);
    let header = URL_SAFE_NO_PAD.encode(r#"{"typ":"JWT","alg":"none"}"#);
    let mut claims = json!({
        "iss": "coupa-sandbox",
        "aud": client_id,
        "jti": number,
        "iat": issued,
        "exp": issued.saturating_add(i64::try_from(ttl.as_secs()).unwrap_or(i64::MAX)),
        "scope": scopes.iter().map(String::as_str).collect::<Vec<_>>().join(" "),
    });
    let text = |claims: &serde_json::Value| {
        format!("{header}.{}.c2FuZGJveA", URL_SAFE_NO_PAD.encode(claims.to_string()))
    };
    let plain = text(&claims);
    let missing = usize::try_from(size_bytes).unwrap_or(usize::MAX).saturating_sub(plain.len());
    if missing == 0 {
        return plain;
    }
    claims["pad"] = "x".repeat(missing.min(1 << 20)).into();
    text(&claims)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mint(
        oauth: &OAuth,
        switches: &Switches,
        form: &str,
        now_ms: i64,
    ) -> Result<serde_json::Value, TokenRefusal> {
        oauth.mint(&TokenRequest::read(form.as_bytes(), None), switches, now_ms)
    }

    fn oauth() -> (OAuth, String) {
        let client = OAuthClient::with_scopes(["core.user.read", "core.common.read", "offline_access"]);
        let form = format!(
            "grant_type=client_credentials&client_id={}&client_secret={}",
            client.id,
            client.secret.reveal()
        );
        (OAuth::new(vec![client], Duration::from_secs(60)), form)
    }

    #[test]
    fn refusals_are_named_as_the_standard_names_them() {
        let (oauth, form) = oauth();
        let switches = Switches::default();
        let error = |form: &str| mint(&oauth, &switches, form, 0).unwrap_err().error;
        assert_eq!(error(""), "invalid_request");
        assert_eq!(error("grant_type=password"), "unsupported_grant_type");
        assert_eq!(error("grant_type=client_credentials"), "invalid_client");
        assert_eq!(error(&form.replace("client_secret=", "client_secret=x")), "invalid_client");
        let refusal = mint(&oauth, &switches, &format!("{form}&scope=core.user.read+core.contract.read"), 0)
            .unwrap_err();
        assert_eq!(refusal.error, "invalid_scope");
        assert_eq!(refusal.description, "scope core.contract.read is not granted to this client");
        let commas = format!("{form}&scope=core.user.read,core.common.read");
        assert_eq!(mint(&oauth, &switches, &commas, 0).unwrap_err().error, "invalid_scope");
        let id = OAuthClient::default().id;
        assert!(oauth.client_change(&id, |client| client.active = false));
        assert_eq!(error(&form), "unauthorized_client");
    }

    #[test]
    fn a_token_lives_from_settling_to_expiry() {
        let (oauth, form) = oauth();
        let switches = Switches { token_settling_ms: 5_000, ..Switches::default() };
        let body = mint(&oauth, &switches, &format!("{form}&scope=core.user.read"), 1_000).unwrap();
        assert_eq!(body["expires_in"], 60);
        assert_eq!(body["scope"], "core.user.read");
        let token = body["access_token"].as_str().unwrap();
        assert!(oauth.check(token, 5_999).is_none());
        assert_eq!(oauth.check(token, 6_000).unwrap().scopes.len(), 1);
        assert!(oauth.check(token, 60_999).is_some());
        assert!(oauth.check(token, 61_000).is_none());
        assert!(oauth.check("other", 6_000).is_none());
    }

    #[test]
    fn large_tokens_and_older_ones() {
        let (oauth, form) = oauth();
        let switches = Switches {
            token_size_bytes: 16_384,
            old_tokens: OldTokens::Revoked,
            refresh_token: RefreshToken::Present,
            ..Switches::default()
        };
        let first = mint(&oauth, &switches, &form, 0).unwrap();
        let second = mint(&oauth, &switches, &form, 0).unwrap();
        let text = |body: &serde_json::Value| body["access_token"].as_str().unwrap().to_owned();
        assert!(text(&first).len() >= 16_384);
        assert!(oauth.check(&text(&first), 1).is_none());
        assert!(oauth.check(&text(&second), 1).is_some());
        assert!(first["refresh_token"].is_string());
    }

    #[test]
    fn the_basic_header_counts_as_well() {
        let (oauth, _) = oauth();
        let client = OAuthClient::default();
        let header =
            format!("Basic {}", STANDARD.encode(format!("{}:{}", client.id, client.secret.reveal())));
        let request = TokenRequest::read(b"grant_type=client_credentials", Some(&header));
        assert!(oauth.mint(&request, &Switches::default(), 0).is_ok());
        let body_only = Switches { token_placement: TokenPlacement::Body, ..Switches::default() };
        assert_eq!(oauth.mint(&request, &body_only, 0).unwrap_err().error, "invalid_client");
    }
}
