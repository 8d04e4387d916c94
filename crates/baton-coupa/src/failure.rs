//! What can go wrong in the settings, and how errors of the client become errors of the connector.

use baton_sdk::{connector::ConnectorError, exit::Code, report::Hint};
use coupa_client::ErrorKind;

use crate::types;

/// A setting that cannot work.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SettingsError {
    /// `--sync-resource-types` names something that Coupa has not got.
    #[error("invalid resource type '{id}' in filter")]
    UnknownResourceType {
        /// What was given.
        id: String,
    },
    /// A target of `--sync-resources` is no resource that can be read alone.
    #[error("`{target}` cannot be synced alone: {reason}")]
    BadTarget {
        /// What was given, as `type:id`.
        target: String,
        /// Why not.
        reason: String,
    },
    /// `--proxy` holds something that is no proxy. The value may carry a password, so it is not shown.
    #[error("the value of `--proxy` (BATON_PROXY) is no proxy: {reason}")]
    BadProxy {
        /// Why not.
        reason: &'static str,
    },
    /// Legacy authentication was chosen, and no key is there.
    #[error("`--auth-method api-key` needs a key")]
    MissingKey,
    /// Records are kept by instance, and none is named.
    #[error("no instance is named")]
    NoInstance,
    /// Two settings exclude each other.
    #[error("`--{first}` and `--{second}` exclude each other")]
    Exclusive {
        /// One of them.
        first: &'static str,
        /// The other.
        second: &'static str,
    },
}

impl Hint for SettingsError {
    fn hint(&self) -> Option<String> {
        match self {
            Self::UnknownResourceType { .. } => {
                let known: Vec<&str> = types::ALL.iter().map(|facts| facts.id).collect();
                Some(format!("Coupa has these resource types: {}", known.join(", ")))
            }
            Self::BadTarget { .. } => {
                Some("write targets as `bid:r:TYPE/ID`, for example `bid:r:role/4`".to_owned())
            }
            Self::BadProxy { .. } => Some(
                "write it as http://proxy.example:3128, or leave it out: HTTPS_PROXY is used then".to_owned(),
            ),
            Self::MissingKey => Some("set BATON_COUPA_API_KEY or give `--coupa-api-key`".to_owned()),
            Self::NoInstance => Some(
                "set BATON_COUPA_DOMAIN or give `--coupa-domain`; the records are kept by instance"
                    .to_owned(),
            ),
            // Either may have come from a variable that somebody set long ago.
            Self::Exclusive { first, second } => {
                let variable = |flag: &str| format!("BATON_{}", flag.to_uppercase().replace('-', "_"));
                Some(format!(
                    "keep one of them and remove the other, be it the flag or the variable ({} or {})",
                    variable(first),
                    variable(second)
                ))
            }
        }
    }

    fn exit_code(&self) -> Code {
        Code::Unknown
    }
}

/// A list that contradicts what is seen elsewhere.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ListingError {
    /// The list holds nothing, but people hold what should be in it.
    #[error("the list of {what} is empty, although people hold {n_held} of them")]
    EmptyThoughHeld {
        /// Which list: `account groups`.
        what: &'static str,
        /// How many were found on people so far.
        n_held: usize,
    },
}

impl Hint for ListingError {
    fn hint(&self) -> Option<String> {
        let Self::EmptyThoughHeld { what, .. } = self;
        Some(format!("try again; if it stays so, let the OAuth client's user see all {what} in Coupa"))
    }
}

/// Passes an error of the client on, with its remedy and the exit code that tells its kind.
#[must_use]
pub fn into_connector_error(error: coupa_client::Error) -> ConnectorError {
    let hint = error.hint();
    let code = code(error.kind());
    ConnectorError::new(error, code).with_hint(hint)
}

/// The exit code of an error of the client.
#[must_use]
pub fn code(kind: ErrorKind) -> Code {
    match kind {
        ErrorKind::Configuration => Code::InvalidArgument,
        ErrorKind::Credentials => Code::Unauthenticated,
        ErrorKind::Permission => Code::PermissionDenied,
        ErrorKind::NotFound => Code::NotFound,
        ErrorKind::Timeout => Code::DeadlineExceeded,
        ErrorKind::Tls | ErrorKind::Redirect => Code::FailedPrecondition,
        ErrorKind::RateLimited | ErrorKind::Server | ErrorKind::Network => Code::Unavailable,
        _ => Code::Unknown,
    }
}
