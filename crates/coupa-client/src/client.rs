//! The client and how it is built.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use url::Url;

use crate::auth::{Credentials, Session, TokenInfo, TokenSettling, secret_forms};
use crate::body::Redactor;
use crate::counters::{Counters, Event};
use crate::error::{Error, Result};
use crate::instance::Instance;
use crate::proxy;
use crate::rate_limit::{Limiter, RateLimit};
use crate::retry::RetryPolicy;
use crate::schema::{Knowledge, SchemaNote};
use crate::scope::Scope;
use crate::tls::{self, TrustSources};
use crate::transport::{
    CONNECT_TIMEOUT, DEFAULT_CALL_TIMEOUT, IDLE_TIMEOUT, MAX_BODY_BYTES, Settings, Transport,
};

/// A client of one Coupa instance.
///
/// Clones are cheap and share everything: the connection pool, the token, the rate limiter, the
/// counters, and what was learned about the instance.
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) session: Session,
    pub(crate) knowledge: Arc<Knowledge>,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").field("instance", &self.instance().host()).finish_non_exhaustive()
    }
}

/// Collects the settings of a [`Client`]. Everything but instance and credentials has a default.
#[must_use]
pub struct ClientBuilder {
    instance: Instance,
    credentials: Credentials,
    scopes: Vec<Scope>,
    proxy: Option<Url>,
    rate: RateLimit,
    retry: RetryPolicy,
    settling: TokenSettling,
    call_timeout: Duration,
    max_body_bytes: usize,
    user_agent: String,
    trust: Option<TrustSources>,
    on_event: Option<Arc<dyn Fn(Event) + Send + Sync>>,
}

impl Client {
    /// Starts a client of `instance`.
    pub fn builder(instance: Instance, credentials: Credentials) -> ClientBuilder {
        ClientBuilder {
            instance,
            credentials,
            scopes: Vec::new(),
            proxy: None,
            rate: RateLimit::default(),
            retry: RetryPolicy::default(),
            settling: TokenSettling::default(),
            call_timeout: DEFAULT_CALL_TIMEOUT,
            max_body_bytes: MAX_BODY_BYTES,
            user_agent: concat!("coupa-client/", env!("CARGO_PKG_VERSION")).to_owned(),
            trust: None,
            on_event: None,
        }
    }

    /// The instance this client talks to.
    #[must_use]
    pub fn instance(&self) -> &Instance {
        self.inner.session.instance()
    }

    /// A client of the same instance with a token of its own, which asks for exactly these scopes;
    /// without any, Coupa grants what the OAuth client holds.
    ///
    /// Everything else is shared: connections, rate limiter, counters, clock, and what was learned
    /// about the instance. So a program can read with one token and write with another, and goes
    /// on reading where the scopes for writing are refused.
    #[must_use]
    pub fn with_scopes(&self, scopes: Vec<Scope>) -> Self {
        Self {
            inner: Arc::new(Inner {
                session: self.inner.session.with_scopes(scopes),
                knowledge: Arc::clone(&self.inner.knowledge),
            }),
        }
    }

    /// How patient this client is with failing calls.
    #[must_use]
    pub fn retry_policy(&self) -> RetryPolicy {
        *self.inner.session.transport().retry_policy()
    }

    /// Gets a new token now, to learn whether the credentials and scopes are good.
    ///
    /// With a legacy key there is no token; the key is only tried by the first call.
    ///
    /// # Errors
    ///
    /// [`Error::ScopeRefused`] naming the scopes the client does not hold; [`Error::Call`] with
    /// [`Cause::InvalidClient`](crate::Cause::InvalidClient) for wrong credentials, and for
    /// everything that may befall a request.
    pub async fn authenticate(&self) -> Result<TokenInfo> {
        self.inner.session.authenticate().await
    }

    /// Whether the OAuth client is granted `scope`, asked for alone. Always true for a legacy key.
    ///
    /// # Errors
    ///
    /// As [`authenticate`](Self::authenticate), except for the refusal of the scope.
    pub async fn probe_scope(&self, scope: &Scope) -> Result<bool> {
        self.inner.session.probe_scope(scope).await
    }

    /// What was done so far, over all clones and those [`with_scopes`](Self::with_scopes).
    #[must_use]
    pub fn counters(&self) -> Counters {
        self.inner.session.transport().tally().read()
    }

    /// The server's time now, by the `Date` of its last answer; `None` before the first.
    #[must_use]
    pub fn server_time(&self) -> Option<Timestamp> {
        self.inner.session.transport().server_clock().map(|(now, _)| now)
    }

    /// How far the server's clock is ahead of ours, to about a second; negative if behind.
    #[must_use]
    pub fn clock_skew(&self) -> Option<SignedDuration> {
        self.inner.session.transport().server_clock().map(|(_, skew)| skew)
    }

    /// What this instance turned out not to know or to do, so far.
    #[must_use]
    pub fn schema_notes(&self) -> Vec<SchemaNote> {
        self.inner.knowledge.notes()
    }

    /// Whether this instance was found to answer no GraphQL, so that REST is used throughout.
    #[must_use]
    pub fn graphql_is_absent(&self) -> bool {
        self.inner.knowledge.graphql_is_absent()
    }
}

impl ClientBuilder {
    /// The scopes to ask for: exactly these. Without any, Coupa grants what the client holds.
    pub fn scopes(mut self, scopes: Vec<Scope>) -> Self {
        self.scopes = scopes;
        self
    }

    /// The proxy to use instead of the one in `HTTPS_PROXY`. May carry user and password.
    pub fn proxy(mut self, proxy: Option<Url>) -> Self {
        self.proxy = proxy;
        self
    }

    /// How fast requests go out. Default: Coupa's documented limits.
    pub fn rate(mut self, rate: RateLimit) -> Self {
        self.rate = rate;
        self
    }

    /// How patient the client is with failing calls.
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.retry = retry;
        self
    }

    /// How long a fresh token may be refused.
    pub fn token_settling(mut self, settling: TokenSettling) -> Self {
        self.settling = settling;
        self
    }

    /// Limit of one try, from sending to the last byte. Default [`DEFAULT_CALL_TIMEOUT`].
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.call_timeout = timeout;
        self
    }

    /// Largest answer, after decompression. Default [`MAX_BODY_BYTES`].
    pub fn max_body_bytes(mut self, max_body_bytes: usize) -> Self {
        self.max_body_bytes = max_body_bytes;
        self
    }

    /// What to call ourselves in the `User-Agent` header.
    pub fn user_agent(mut self, user_agent: &str) -> Self {
        user_agent.clone_into(&mut self.user_agent);
        self
    }

    /// Which certificate authorities to trust. Default [`TrustSources::from_environment`].
    pub fn trust(mut self, trust: TrustSources) -> Self {
        self.trust = Some(trust);
        self
    }

    /// Is told what happens. Runs within the calls, so it should return at once.
    pub fn on_event(mut self, on_event: Arc<dyn Fn(Event) + Send + Sync>) -> Self {
        self.on_event = Some(on_event);
        self
    }

    /// Builds the client. Sends nothing yet.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] for settings that cannot be used, and
    /// [`Error::NoRootCertificates`] if no server could be trusted.
    pub fn build(self) -> Result<Client> {
        let empty = match &self.credentials {
            Credentials::OAuth { client_id, client_secret } => {
                if client_id.trim().is_empty() {
                    Some("OAuth client id")
                } else {
                    client_secret.is_empty().then_some("OAuth client secret")
                }
            }
            Credentials::ApiKey(key) => key.is_empty().then_some("API key"),
        };
        if let Some(what) = empty {
            return Err(Error::Configuration { what, reason: "it is empty".to_owned() });
        }
        let mut http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            // Repeats are ours to decide and to count.
            .retry(reqwest::retry::never())
            .connect_timeout(CONNECT_TIMEOUT.min(self.call_timeout))
            .pool_idle_timeout(IDLE_TIMEOUT)
            .user_agent(&self.user_agent);
        // A simulator over plain HTTP must not depend on the certificates of the machine.
        if self.instance.base_url().scheme() == "https" || self.proxy.is_some() {
            let trust = self.trust.unwrap_or_default();
            http = http.tls_backend_preconfigured(tls::client_config(&trust)?);
        } else {
            http = http.tls_backend_preconfigured(tls::no_trust()?);
        }
        let way = if let Some(address) = &self.proxy {
            http = http.proxy(proxy::explicit(address)?);
            Some(proxy::display(address))
        } else if self.instance.is_simulator() {
            // Loopback is never reached through somebody else.
            http = http.no_proxy();
            None
        } else {
            proxy::from_environment(self.instance.base_url())
        };
        let http = http.build().map_err(|error| Error::Configuration {
            what: "HTTP client",
            reason: error.without_url().to_string(),
        })?;
        let mut secrets = secret_forms(&self.credentials);
        if let Some(address) = &self.proxy {
            secrets.push(proxy::credentials(address).1);
        }
        let transport = Transport::new(Settings {
            http,
            host: self.instance.host().to_owned(),
            proxy: way,
            limiter: Limiter::new(self.rate)?,
            retry: self.retry,
            call_timeout: self.call_timeout,
            max_body_bytes: self.max_body_bytes,
            redactor: Redactor::new(secrets),
            on_event: self.on_event,
        });
        let session = Session::new(transport, self.instance, self.credentials, self.scopes, self.settling);
        Ok(Client { inner: Arc::new(Inner { session, knowledge: Arc::default() }) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_can_run_in_tasks_of_their_own() {
        fn is_send<T: Send>(_: &T) {}
        fn is_shared<T: Clone + Send + Sync>() {}
        is_shared::<Client>();
        let credentials = Credentials::OAuth { client_id: "a".into(), client_secret: "b".into() };
        let instance = Instance::simulator("http://127.0.0.1:1").unwrap();
        let client = Client::builder(instance, credentials).build().unwrap();
        is_send(&client.authenticate());
        is_send(&client.users_page(&crate::UserSelection::default(), crate::IdRange::all()));
        is_send(&client.roles_by_id(&[1]));
        is_send(&client.user_memberships(1, crate::MembershipKind::Roles, &[]));
        is_send(&client.user(1, &crate::UserSelection::default()));
        is_send(&client.users_with_login("a"));
        is_send(&client.user_list(1, crate::MembershipKind::Roles));
        is_send(&client.write_user_list(1, crate::MembershipKind::Roles, crate::ListValue::Ids(&[1])));
        is_send(&client.find_group_memberships(1, 1));
        is_send(&client.create_user(&serde_json::Map::new()));
    }

    #[test]
    fn settings_that_cannot_work_are_refused_by_name() {
        let build = |id: &str, secret: &str, rate: RateLimit| {
            let credentials = Credentials::OAuth { client_id: id.into(), client_secret: secret.into() };
            let instance = Instance::simulator("http://127.0.0.1:1").unwrap();
            Client::builder(instance, credentials).rate(rate).build().map(drop).unwrap_err().to_string()
        };
        assert_eq!(
            build(" ", "s", RateLimit::default()),
            "the setting for the OAuth client id cannot be used: it is empty"
        );
        assert_eq!(
            build("a", "", RateLimit::default()),
            "the setting for the OAuth client secret cannot be used: it is empty"
        );
        assert!(build("a", "s", RateLimit { per_second: 0, burst: 1 }).contains("rate limit"));
    }
}
