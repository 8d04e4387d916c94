//! What happens to calls that do not succeed, each with the words for a person and what to do.

use std::time::Duration;

use crate::error::{ErrorKind, scope_hint};
use crate::scope::{Scope, listed};

/// What happened to a call.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Cause {
    /// The name of the host has no address.
    #[error("the host name `{host}` could not be resolved")]
    Dns {
        /// The name that was looked up.
        host: String,
    },
    /// Nobody listens there.
    #[error("the connection to `{host}` was refused")]
    ConnectionRefused {
        /// Host that was dialled.
        host: String,
    },
    /// Any other failure to connect.
    #[error("no connection to `{host}` could be made: {detail}")]
    Connect {
        /// Host that was dialled.
        host: String,
        /// What the system says.
        detail: String,
    },
    /// The proxy would not pass the connection on.
    #[error("the proxy `{proxy}` did not pass the connection on: {detail}")]
    Proxy {
        /// Host and port of the proxy, without user and password.
        proxy: String,
        /// What the proxy answered.
        detail: String,
    },
    /// The proxy itself could not be reached.
    #[error("the proxy `{proxy}` could not be reached: {detail}")]
    ProxyUnreachable {
        /// Host and port of the proxy, without user and password.
        proxy: String,
        /// Why not.
        detail: String,
    },
    /// The server's certificate is not to be trusted, or TLS failed.
    #[error("the TLS connection failed: {0}")]
    Tls(TlsProblem),
    /// No complete answer in time.
    #[error("no complete answer arrived within {}", Seconds(*limit))]
    Timeout {
        /// The limit of one try.
        limit: Duration,
    },
    /// The connection broke before the answer was complete.
    #[error("the connection broke: {detail}")]
    ConnectionLost {
        /// What the network layer says.
        detail: String,
    },
    /// What came is no answer in HTTP.
    #[error("what came is not an HTTP answer")]
    NotHttp {
        /// Whether it came over TLS.
        encrypted: bool,
    },
    /// A body that ends in the middle.
    #[error("the answer ends in the middle")]
    Truncated,
    /// An answer larger than we are willing to hold.
    #[error("the answer is larger than {limit_bytes} bytes")]
    TooLarge {
        /// The limit, after decompression.
        limit_bytes: usize,
    },
    /// A body that is not UTF-8 text.
    #[error("the answer is not valid UTF-8 (first at byte {position})")]
    NotUtf8 {
        /// Offset of the first wrong byte.
        position: usize,
    },
    /// A successful status with a body that is not JSON.
    #[error("Coupa answered {status} with {seen} instead of JSON")]
    NotJson {
        /// Status of the answer.
        status: u16,
        /// What came.
        seen: BodyKind,
    },
    /// An answer that would send us elsewhere. It is not followed.
    #[error("Coupa answered {status} with a redirect to `{target}`, which is not followed")]
    Redirect {
        /// Status of the answer.
        status: u16,
        /// Host of the target, without path and query.
        target: String,
    },
    /// The request was refused with a 4xx status that has no meaning of its own here.
    #[error("Coupa answered {status}: {text}")]
    Refused {
        /// Status of the answer.
        status: u16,
        /// Coupa's explanation.
        text: String,
        /// Its single messages, each without secrets and shortened; empty if the answer holds none.
        messages: Vec<String>,
    },
    /// The thing asked for does not exist, or the path does not.
    #[error("Coupa answered 404: {text}")]
    NotFound {
        /// Coupa's explanation.
        text: String,
    },
    /// The token or key is not accepted, although it is fresh.
    #[error("Coupa answered 401 to {credential}: {text}")]
    Unauthorized {
        /// What was presented, in words.
        credential: &'static str,
        /// Coupa's explanation.
        text: String,
    },
    /// The credentials are good but do not open this.
    #[error("Coupa answered {status}: {text}{}", Missing(missing))]
    Forbidden {
        /// Status of the answer; 200 when GraphQL reported it.
        status: u16,
        /// The scopes most likely missing; empty if all needed ones are held.
        missing: Vec<Scope>,
        /// Coupa's explanation.
        text: String,
    },
    /// Too many requests, for longer than we wait.
    #[error("Coupa keeps answering 429 (too many requests): {text}")]
    RateLimited {
        /// Coupa's explanation.
        text: String,
    },
    /// A fault on Coupa's side that did not pass.
    #[error("Coupa answered {status}: {text}")]
    Server {
        /// Status of the answer.
        status: u16,
        /// Coupa's explanation.
        text: String,
    },
    /// The OAuth client is unknown, its secret is wrong, or it is switched off.
    #[error("Coupa refuses the OAuth client{} ({status}): {text}", Earlier(*accepted_before))]
    InvalidClient {
        /// Status of the answer.
        status: u16,
        /// Coupa's explanation.
        text: String,
        /// Whether the same client got a token earlier in this run.
        accepted_before: bool,
    },
    /// The token endpoint answered, but not with a usable token.
    #[error("the token answer cannot be used: {reason}")]
    TokenMalformed {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// GraphQL reported errors.
    #[error("Coupa's GraphQL answered: {messages}")]
    GraphQl {
        /// The messages, joined.
        messages: String,
    },
    /// A page that is not what was asked for.
    #[error("asked for {asked}, got {came}")]
    WrongPage {
        /// What was asked.
        asked: String,
        /// What came.
        came: String,
    },
    /// Something this client needs that the instance does not offer in any known way.
    #[error("this instance does not tell {what}")]
    Unreadable {
        /// What is missing.
        what: String,
    },
    /// A list that may have been cut off and could not be read another way.
    #[error(
        "the list of {what} may have been cut off at {length} entries, and no other way to read it works"
    )]
    Capped {
        /// Which list.
        what: String,
        /// Its length.
        length: usize,
    },
    /// A write was sent but no usable answer came: it may or may not have happened.
    #[error("it is unknown whether the change was made: {detail}")]
    OutcomeUnknown {
        /// What came, or what happened to the connection.
        detail: String,
    },
}

/// What a body looks like when it is not JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum BodyKind {
    /// Nothing at all.
    Empty,
    /// A web page, with its title if it has one.
    Html {
        /// Text of its `<title>`.
        title: Option<String>,
    },
    /// An XML document.
    Xml,
    /// JSON of another shape than expected.
    OtherJson,
    /// Anything else.
    Other,
}

impl std::fmt::Display for BodyKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Empty => f.write_str("an empty body"),
            Self::Html { title: Some(title) } => write!(f, "a web page titled \"{title}\""),
            Self::Html { title: None } => f.write_str("a web page"),
            Self::Xml => f.write_str("XML"),
            Self::OtherJson => f.write_str("JSON of another shape"),
            Self::Other => f.write_str("something else"),
        }
    }
}

/// Why a TLS connection failed, in plain words.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum TlsProblem {
    /// Signed by an authority that is not trusted here; also every self-signed certificate.
    UnknownAuthority,
    /// Past its last day.
    Expired,
    /// Before its first day.
    NotYetValid,
    /// Made out to another host.
    WrongName,
    /// Withdrawn by its authority.
    Revoked,
    /// The other side speaks no TLS we accept.
    Protocol(String),
    /// Anything else the TLS library reports.
    Other(String),
}

impl std::fmt::Display for TlsProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::UnknownAuthority => {
                f.write_str("the server's certificate is self-signed or comes from an authority unknown here")
            }
            Self::Expired => f.write_str("the server's certificate has expired"),
            Self::NotYetValid => f.write_str("the server's certificate is not valid yet"),
            Self::WrongName => f.write_str("the server's certificate is made out to another host"),
            Self::Revoked => f.write_str("the server's certificate has been revoked"),
            Self::Protocol(detail) => write!(f, "the other side does not speak TLS 1.2 or newer ({detail})"),
            Self::Other(detail) => f.write_str(detail),
        }
    }
}

impl Cause {
    /// The HTTP status of the answer, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::NotJson { status, .. }
            | Self::Redirect { status, .. }
            | Self::Refused { status, .. }
            | Self::Forbidden { status, .. }
            | Self::Server { status, .. }
            | Self::InvalidClient { status, .. } => Some(*status),
            Self::NotFound { .. } => Some(404),
            Self::Unauthorized { .. } => Some(401),
            Self::RateLimited { .. } => Some(429),
            _ => None,
        }
    }

    pub(crate) fn kind(&self) -> ErrorKind {
        match self {
            Self::Dns { .. }
            | Self::ConnectionRefused { .. }
            | Self::Connect { .. }
            | Self::Proxy { .. }
            | Self::ProxyUnreachable { .. }
            | Self::ConnectionLost { .. }
            | Self::NotHttp { .. } => ErrorKind::Network,
            Self::Tls(_) => ErrorKind::Tls,
            Self::Timeout { .. } => ErrorKind::Timeout,
            Self::Truncated
            | Self::TooLarge { .. }
            | Self::NotUtf8 { .. }
            | Self::NotJson { .. }
            | Self::TokenMalformed { .. } => ErrorKind::Malformed,
            Self::Redirect { .. } => ErrorKind::Redirect,
            Self::Refused { .. } => ErrorKind::Refused,
            Self::NotFound { .. } => ErrorKind::NotFound,
            Self::Unauthorized { .. } | Self::InvalidClient { .. } => ErrorKind::Credentials,
            Self::Forbidden { .. } => ErrorKind::Permission,
            Self::RateLimited { .. } => ErrorKind::RateLimited,
            Self::Server { .. } => ErrorKind::Server,
            Self::GraphQl { .. } => ErrorKind::GraphQl,
            Self::WrongPage { .. } => ErrorKind::WrongPage,
            Self::Unreadable { .. } | Self::Capped { .. } => ErrorKind::Incomplete,
            Self::OutcomeUnknown { .. } => ErrorKind::OutcomeUnknown,
        }
    }

    pub(crate) fn hint(&self) -> Option<String> {
        let text = match self {
            Self::Dns { .. } => {
                "check the name of the instance, and whether this machine can resolve names outside its network"
            }
            Self::ConnectionRefused { .. } | Self::Connect { .. } => {
                "check the network, a firewall, and whether a proxy (HTTPS_PROXY) is needed"
            }
            Self::Proxy { .. } | Self::ProxyUnreachable { .. } => {
                "check the address and the credentials of the proxy, in the proxy setting or HTTPS_PROXY"
            }
            Self::Tls(TlsProblem::UnknownAuthority) => {
                "if a proxy inspects TLS here, or the server uses a private authority, set SSL_CERT_FILE to \
                 its certificate in PEM form"
            }
            Self::Tls(TlsProblem::Expired | TlsProblem::NotYetValid) => {
                "check the clock of this machine, then the server's certificate"
            }
            Self::Tls(TlsProblem::WrongName) => {
                "something between here and Coupa answers in its place; check DNS and proxies"
            }
            Self::NotHttp { encrypted: false } => "the other side may expect https; check the address",
            Self::Timeout { .. } => "Coupa or the network is slow; try again later, or raise the time limit",
            Self::NotJson { seen: BodyKind::Html { .. }, .. } => {
                "a login page, proxy or maintenance page answers in Coupa's place; open the instance in a browser"
            }
            Self::Truncated
            | Self::NotUtf8 { .. }
            | Self::NotHttp { encrypted: true }
            | Self::NotJson { seen: BodyKind::Empty | BodyKind::Xml | BodyKind::Other, .. } => {
                "something between here and Coupa seems to change its answers; check proxies and gateways on \
                 the way, then run again"
            }
            Self::WrongPage { .. } => {
                "Coupa's list is not stable; run again, and if it stays, give this message to Coupa support"
            }
            Self::Redirect { .. } => {
                "give the instance's own host; an address that forwards elsewhere is not followed, since the \
                 token would go with it"
            }
            Self::Unauthorized { credential: "the API key", .. } => {
                "check the key; Coupa ended support for these keys in 2023, so an OAuth client may be needed"
            }
            Self::Unauthorized { .. } => {
                "check that the OAuth client is active, and whether Coupa restricts access by network address"
            }
            Self::InvalidClient { accepted_before: true, .. } => {
                "the client was deactivated or its secret replaced while this ran; check it under Setup > \
                 Integrations > OAuth2/OpenID Connect Clients"
            }
            Self::InvalidClient { .. } => {
                "copy identifier and secret again from Setup > Integrations > OAuth2/OpenID Connect Clients, and \
                 check that the client is active, belongs to this instance and has the grant type `Client credentials`"
            }
            Self::Forbidden { missing, .. } if !missing.is_empty() => return Some(scope_hint(missing)),
            Self::Forbidden { .. } => {
                "the scopes needed are granted, so something else denies access: check the address restrictions \
                 of the instance, and the permissions behind the scopes"
            }
            Self::RateLimited { .. } => {
                "other programs share this instance's limit; lower the rate, or run at another time"
            }
            Self::Server { status: 503, .. } => "Coupa may be in maintenance; try again later",
            Self::Server { .. } => {
                "this is a fault on Coupa's side; try again later, and if it stays, give this message to Coupa \
                 support"
            }
            Self::OutcomeUnknown { .. } => "read the record again before repeating the change",
            _ => return None,
        };
        Some(text.to_owned())
    }
}

/// A duration in seconds, with one decimal below ten.
pub(crate) struct Seconds(pub(crate) Duration);

impl std::fmt::Display for Seconds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let seconds = self.0.as_secs_f64();
        if seconds < 10.0 && self.0.subsec_millis() != 0 {
            write!(f, "{seconds:.1} s")
        } else {
            write!(f, "{seconds:.0} s")
        }
    }
}

struct Missing<'a>(&'a [Scope]);

impl std::fmt::Display for Missing<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            [] => Ok(()),
            [scope] => write!(f, " (the scope `{scope}` is missing)"),
            scopes => write!(f, " (the scopes {} are missing)", listed(scopes)),
        }
    }
}

struct Earlier(bool);

impl std::fmt::Display for Earlier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0 { f.write_str(" that it accepted earlier in this run") } else { Ok(()) }
    }
}
