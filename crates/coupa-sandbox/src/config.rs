//! What a sandbox is started with.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::time::Duration;

use crate::fault::Fault;
use crate::rate::RateLimit;
use crate::scope::ALL_SCOPES;
use crate::switches::Switches;

/// Everything a sandbox needs to know before it starts. The default is a company of 2,000 employees on a
/// free loopback port, without TLS, with Coupa's published rate limit.
#[derive(Debug, Clone)]
pub struct SandboxConfig {
    /// Employees to seed. Suppliers' contacts, integrations and support users come on top.
    pub users: usize,
    /// Roles to seed; `None` lets the size of the company decide.
    pub roles: Option<usize>,
    /// User groups to seed; `None` lets the size of the company decide.
    pub groups: Option<usize>,
    /// Projects to seed; `None` lets the size of the company decide.
    pub projects: Option<usize>,
    /// Account groups to seed; `None` lets the size of the company decide.
    pub account_groups: Option<usize>,
    /// Content groups to seed; `None` lets the size of the company decide.
    pub content_groups: Option<usize>,
    /// The same number makes the same company, on every machine.
    pub seed: u64,
    /// Which reading of Coupa's documents to follow.
    pub switches: Switches,
    /// The rate limit per client; `None` is none.
    pub rate: Option<RateLimit>,
    /// Added to every answer.
    pub latency: Duration,
    /// How long tokens live. Coupa's live 24 hours.
    pub token_ttl: Duration,
    /// TLS instead of plain TCP.
    pub tls: Option<Tls>,
    /// The address to listen on.
    pub bind: IpAddr,
    /// Allows an address that other machines can reach.
    pub danger_bind_anywhere: bool,
    /// The port to listen on; 0 is any free one.
    pub port: u16,
    /// The OAuth clients. The first one is what `Sandbox::client_id` returns.
    pub clients: Vec<OAuthClient>,
    /// The key that opens the API while the switch `legacy_key` is on: 40 hexadecimal digits.
    pub legacy_key: Secret,
    /// The company's time zone, an IANA name.
    pub time_zone: String,
    /// Faults in force from the start.
    pub faults: Vec<Fault>,
    /// How many requests the journal remembers.
    pub journal_capacity: usize,
}

impl Default for SandboxConfig {
    fn default() -> Self {
        Self {
            users: 2_000,
            roles: None,
            groups: None,
            projects: None,
            account_groups: None,
            content_groups: None,
            seed: 1,
            switches: Switches::default(),
            rate: Some(RateLimit::default()),
            latency: Duration::ZERO,
            token_ttl: Duration::from_secs(86_399),
            tls: None,
            bind: IpAddr::V4(Ipv4Addr::LOCALHOST),
            danger_bind_anywhere: false,
            port: 0,
            clients: vec![OAuthClient::default()],
            legacy_key: Secret::new("5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e"),
            time_zone: "America/Los_Angeles".to_owned(),
            faults: Vec::new(),
            journal_capacity: 100_000,
        }
    }
}

impl SandboxConfig {
    /// A company with this many employees and no rate limit: the usual start of a test.
    #[must_use]
    pub fn quick(users: usize) -> Self {
        Self { users, rate: None, ..Self::default() }
    }
}

/// An OAuth client of the instance. Its login is a user record too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OAuthClient {
    /// The identifier.
    pub id: String,
    /// The secret.
    pub secret: Secret,
    /// The login of the user record that stands for the client.
    pub login: String,
    /// The granted scopes.
    pub scopes: Vec<String>,
    /// False once an administrator has switched the client off.
    pub active: bool,
}

impl Default for OAuthClient {
    fn default() -> Self {
        Self {
            id: "0ddba11c0ffee0ddba11c0ffee0dd0e5".to_owned(),
            secret: Secret::new("sandbox-secret-that-guards-nothing"),
            login: "integration-sandbox".to_owned(),
            scopes: ALL_SCOPES.iter().map(|scope| (*scope).to_owned()).collect(),
            active: true,
        }
    }
}

impl OAuthClient {
    /// The default client with these scopes only.
    #[must_use]
    pub fn with_scopes<S: Into<String>>(scopes: impl IntoIterator<Item = S>) -> Self {
        Self { scopes: scopes.into_iter().map(Into::into).collect(), ..Self::default() }
    }
}

/// Text that `Debug` does not show.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Hides a text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Shows it, to those who ask.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("(hidden)")
    }
}

/// Where the certificate comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tls {
    /// A certificate authority made for this run signs a certificate for `localhost`, `127.0.0.1` and
    /// these further names.
    SelfMade {
        /// Further DNS names, such as `acme.coupahost.com`.
        names: Vec<String>,
    },
    /// Files in PEM form.
    Files {
        /// The chain, the server's own certificate first.
        certificate: PathBuf,
        /// The private key.
        key: PathBuf,
    },
}
