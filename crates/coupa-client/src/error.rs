//! What can go wrong between us and a Coupa instance, in words for the person who has to act.
//!
//! An [`Error`] says what was attempted, where, how often and how long; its [`Cause`] says what
//! happened. [`Error::hint`] says what to do. Coupa's own explanation is always part of the cause,
//! shortened and without secrets.

use std::time::Duration;

use crate::cause::Seconds;
pub use crate::cause::{BodyKind, Cause, TlsProblem};
use crate::instance::InstanceProblem;
use crate::scope::{Scope, listed};

/// The result of everything in this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Where scopes are given to an OAuth client.
const SCOPE_SCREEN: &str = "Setup > Integrations > OAuth2/OpenID Connect Clients > the client > Scopes";

/// A failed operation.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A value that does not name a Coupa instance.
    #[error("`{given}` is not a Coupa instance: {reason}")]
    Instance {
        /// The value, without user information, path and query.
        given: String,
        /// Why it was refused.
        reason: InstanceProblem,
    },
    /// A setting of the client that cannot be used.
    #[error("the setting for the {what} cannot be used: {reason}")]
    Configuration {
        /// Which setting.
        what: &'static str,
        /// Why.
        reason: String,
    },
    /// No certificate authority is known, so no server could be trusted.
    #[error("no certificate authority could be loaded, so no server can be trusted: {tried}")]
    NoRootCertificates {
        /// Where we looked and what happened.
        tried: String,
    },
    /// The token endpoint refused scopes that were asked for.
    #[error("{host} refuses to grant {}: {text}", listed(missing))]
    ScopeRefused {
        /// The instance.
        host: String,
        /// The scopes that are refused when asked for alone; all of them if none is.
        missing: Vec<Scope>,
        /// Coupa's explanation.
        text: String,
    },
    /// A call that did not succeed.
    #[error("could not {operation} {host}{}", Effort { tries: *tries, elapsed: *elapsed })]
    Call {
        /// What was attempted, ending in the word that joins it to the host: `list users of`.
        operation: &'static str,
        /// The instance.
        host: String,
        /// How many requests were sent for it.
        tries: u32,
        /// How long it took in all, waits included.
        elapsed: Duration,
        /// Whether it was a write that may have changed something all the same.
        may_have_taken_effect: bool,
        /// Coupa's id of the last request, if its answer told one.
        request_id: Option<String>,
        /// What happened.
        #[source]
        cause: Box<Cause>,
    },
}

/// The class of an error, for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A setting is wrong.
    Configuration,
    /// The OAuth client, its secret, the token or the key is not accepted.
    Credentials,
    /// A scope is missing, or access is denied.
    Permission,
    /// The record or path does not exist.
    NotFound,
    /// The request was refused.
    Refused,
    /// Too many requests.
    RateLimited,
    /// A fault on the server's side.
    Server,
    /// The network.
    Network,
    /// TLS and certificates.
    Tls,
    /// No answer in time.
    Timeout,
    /// An answer that is not what the protocol says: not JSON, too large, truncated.
    Malformed,
    /// A redirect.
    Redirect,
    /// GraphQL errors.
    GraphQl,
    /// A page that is not what was asked for.
    WrongPage,
    /// Data that cannot be read completely from this instance.
    Incomplete,
    /// A write of unknown outcome.
    OutcomeUnknown,
}

impl Error {
    /// The class of this error.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Instance { .. } | Self::Configuration { .. } => ErrorKind::Configuration,
            Self::NoRootCertificates { .. } => ErrorKind::Tls,
            Self::ScopeRefused { .. } => ErrorKind::Permission,
            Self::Call { cause, .. } => cause.kind(),
        }
    }

    /// What was attempted, in the user's words: `list users`.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        match self {
            Self::Call { operation, .. } => {
                Some(operation.rsplit_once(' ').map_or(*operation, |(words, _)| words))
            }
            Self::ScopeRefused { .. } => Some("get an access token"),
            _ => None,
        }
    }

    /// The instance it happened on.
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        match self {
            Self::Call { host, .. } | Self::ScopeRefused { host, .. } => Some(host),
            _ => None,
        }
    }

    /// The HTTP status of the last answer, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.cause().and_then(Cause::status)
    }

    /// How many requests were sent.
    #[must_use]
    pub fn tries(&self) -> u32 {
        match self {
            Self::Call { tries, .. } => *tries,
            _ => 0,
        }
    }

    /// How long it took, waits included.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        match self {
            Self::Call { elapsed, .. } => *elapsed,
            _ => Duration::ZERO,
        }
    }

    /// What happened, for calls.
    #[must_use]
    pub fn cause(&self) -> Option<&Cause> {
        match self {
            Self::Call { cause, .. } => Some(cause),
            _ => None,
        }
    }

    /// The scopes that are missing, as far as known.
    #[must_use]
    pub fn missing_scopes(&self) -> &[Scope] {
        match self {
            Self::ScopeRefused { missing, .. } => missing,
            Self::Call { cause, .. } => match cause.as_ref() {
                Cause::Forbidden { missing, .. } => missing,
                _ => &[],
            },
            _ => &[],
        }
    }

    /// Whether a write that ended in this error may have changed something in Coupa.
    ///
    /// True when the request was sent and its answer was lost, cut off, too large or unreadable,
    /// leads elsewhere, or has a status of 500 or above, or 408. False for everything that was
    /// certainly not carried out: not sent, refused with another 4xx, 429, a missing scope, bad
    /// credentials. Always false for reads.
    #[must_use]
    pub fn may_have_taken_effect(&self) -> bool {
        matches!(self, Self::Call { may_have_taken_effect: true, .. })
    }

    /// The id Coupa gave the last request (`X-Request-Id`, else `X-Correlation-Id`), for its
    /// support. `None` if there was no answer, or it told none that can be shown.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Call { request_id, .. } => request_id.as_deref(),
            _ => None,
        }
    }

    /// Coupa's own words for a refused request, one message each: `Login has already been taken`.
    ///
    /// In the order they came, without warnings and secrets, at most ten, each at most
    /// [`MAX_TEXT_CHARS`](crate::foreign::MAX_TEXT_CHARS) and an ellipsis. Empty if Coupa gave no
    /// words, or the error is no refusal.
    #[must_use]
    pub fn refusals(&self) -> Vec<String> {
        match self.cause() {
            Some(Cause::Refused { messages, .. }) => messages.clone(),
            _ => Vec::new(),
        }
    }

    /// Adds what is known of the answer to a failed call.
    pub(crate) fn about_answer(mut self, uncertain: bool, id: Option<String>) -> Self {
        if let Self::Call { may_have_taken_effect, request_id, .. } = &mut self {
            *may_have_taken_effect = uncertain;
            *request_id = id;
        }
        self
    }

    /// What the person can do about it.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Instance { reason: InstanceProblem::NotLoopback, .. } => Some(
                "real instances are given by name, for example `acme` or `acme.coupahost.com`".to_owned(),
            ),
            Self::Instance { reason: InstanceProblem::NotAUrl(_), .. } => {
                Some("give the simulator's address, such as `http://127.0.0.1:8080`".to_owned())
            }
            Self::Instance { .. } => Some(
                "give the name of your instance, such as `acme`, or the address you see in the browser, \
                 such as `https://acme.coupahost.com/`"
                    .to_owned(),
            ),
            Self::Configuration { .. } => None,
            Self::NoRootCertificates { .. } => Some(
                "install the system's certificate bundle (often the package `ca-certificates`), or set \
                 SSL_CERT_FILE to a PEM file"
                    .to_owned(),
            ),
            Self::ScopeRefused { missing, .. } => Some(scope_hint(missing)),
            Self::Call { cause, .. } => cause.hint(),
        }
    }
}

/// Where to add scopes.
pub(crate) fn scope_hint(missing: &[Scope]) -> String {
    format!(
        "add {} in Coupa under {SCOPE_SCREEN}, then run again (a token already issued does not gain it)",
        listed(missing)
    )
}

/// Below this, the time that tries took is not worth a word.
const SHORTEST_TOLD: Duration = Duration::from_millis(100);

/// ` (3 tries in 4.2 s)`, only when there was more than one; without the time where it would read
/// as nothing.
struct Effort {
    tries: u32,
    elapsed: Duration,
}

impl std::fmt::Display for Effort {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.tries > 1 && self.elapsed < SHORTEST_TOLD {
            write!(f, " ({} tries)", self.tries)
        } else if self.tries > 1 {
            write!(f, " ({} tries in {})", self.tries, Seconds(self.elapsed))
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(tries: u32, cause: Cause) -> Error {
        Error::Call {
            operation: "list users of",
            host: "acme.coupahost.com".to_owned(),
            tries,
            elapsed: Duration::from_millis(4_230),
            may_have_taken_effect: false,
            request_id: None,
            cause: Box::new(cause),
        }
    }

    #[test]
    fn the_chain_says_what_why_and_what_to_do_once_each() {
        let error = call(
            3,
            Cause::Forbidden {
                status: 403,
                missing: vec![Scope::USER_READ],
                text: "access denied".to_owned(),
            },
        );
        assert_eq!(error.to_string(), "could not list users of acme.coupahost.com (3 tries in 4.2 s)");
        let cause = std::error::Error::source(&error).unwrap();
        assert_eq!(
            cause.to_string(),
            "Coupa answered 403: access denied (the scope `core.user.read` is missing)"
        );
        assert!(error.hint().unwrap().contains("Setup > Integrations"));
        assert_eq!(error.operation(), Some("list users"));
        assert_eq!(error.status(), Some(403));
        assert_eq!(error.missing_scopes(), [Scope::USER_READ]);
    }

    #[test]
    fn time_is_told_only_where_it_is_any() {
        let check = |millis, expected: &str| {
            let shown = Effort { tries: 2, elapsed: Duration::from_millis(millis) }.to_string();
            assert_eq!(shown, expected);
        };
        check(0, " (2 tries)");
        check(99, " (2 tries)");
        check(100, " (2 tries in 0.1 s)");
        check(2_000, " (2 tries in 2 s)");
    }

    #[test]
    fn hints_say_who_can_help() {
        let check = |cause: Cause, words: &str| {
            let hint = call(1, cause).hint().unwrap();
            assert!(hint.contains(words), "{hint}");
        };
        check(Cause::Server { status: 500, text: "oops".to_owned() }, "Coupa support");
        check(Cause::Server { status: 503, text: "oops".to_owned() }, "maintenance");
        check(Cause::Truncated, "proxies");
        check(Cause::NotJson { status: 200, seen: BodyKind::Xml }, "proxies");
        check(Cause::NotHttp { encrypted: false }, "https");
        check(Cause::NotHttp { encrypted: true }, "proxies");
        let (asked, came) = ("ids above 5".to_owned(), "a page with id 3".to_owned());
        check(Cause::WrongPage { asked, came }, "run again");
    }

    #[test]
    fn one_try_is_not_counted_out_loud() {
        let error = call(1, Cause::Truncated);
        assert_eq!(error.to_string(), "could not list users of acme.coupahost.com");
        assert_eq!(error.kind(), ErrorKind::Malformed);
    }
}
