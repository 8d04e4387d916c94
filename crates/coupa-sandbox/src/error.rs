//! What can go wrong while a sandbox is configured and started.
//!
//! Answers to HTTP clients are not errors of this kind: the simulated instance refuses requests the way
//! Coupa does, and that is its normal work.

use std::net::SocketAddr;
use std::path::PathBuf;

/// The result of a sandbox call.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a sandbox could not be configured or started.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The listening socket could not be opened.
    #[error("could not listen on {address}")]
    Listen {
        /// The address that was asked for.
        address: SocketAddr,
        /// The operating system's answer.
        #[source]
        cause: std::io::Error,
    },
    /// The address is reachable from other machines and that was not asked for.
    #[error("`{address}` is not a loopback address")]
    NotLoopback {
        /// The address that was asked for.
        address: std::net::IpAddr,
    },
    /// No switch has this name.
    #[error("there is no switch `{name}`")]
    UnknownSwitch {
        /// The name as given.
        name: String,
    },
    /// The switch exists and does not know the value.
    #[error("switch `{name}` cannot be `{value}`: expected {expected}")]
    SwitchValue {
        /// The switch.
        name: &'static str,
        /// The value as given.
        value: String,
        /// What it takes.
        expected: String,
    },
    /// A `name=value` setting without an equals sign.
    #[error("`{text}` is not of the form `name=value`")]
    SwitchSyntax {
        /// The setting as given.
        text: String,
    },
    /// A fault that cannot be understood.
    #[error("cannot read the fault `{text}`: {reason}")]
    FaultSpec {
        /// The fault as given.
        text: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The name of the time zone is unknown.
    #[error("there is no time zone `{name}`")]
    TimeZone {
        /// The name as given.
        name: String,
        /// What the time zone library says.
        #[source]
        cause: jiff::Error,
    },
    /// A certificate could not be made.
    #[error("could not make a certificate for {names}")]
    MakeCertificate {
        /// The names the certificate was to carry.
        names: String,
        /// What the certificate library says.
        #[source]
        cause: rcgen::Error,
    },
    /// A certificate or key file could not be read.
    #[error("could not read the {what} in {}", path.display())]
    ReadPem {
        /// `certificate` or `private key`.
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        cause: rustls::pki_types::pem::Error,
    },
    /// The TLS library refused the certificate or key.
    #[error("could not set up TLS")]
    Tls {
        /// What the TLS library says.
        #[source]
        cause: rustls::Error,
    },
    /// A file could not be written.
    #[error("could not write {}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// The operating system's answer.
        #[source]
        cause: std::io::Error,
    },
    /// The GraphQL schema could not be built from the present switches.
    #[error("could not build the GraphQL schema: {reason}")]
    GraphqlSchema {
        /// What the GraphQL library says.
        reason: String,
    },
    /// The company is larger or smaller than the seeder can make.
    #[error("cannot seed {users} users: at most {max} are possible")]
    TooManyUsers {
        /// The number asked for.
        users: usize,
        /// The most the seeder makes.
        max: usize,
    },
}

impl Error {
    /// What the caller can do about it, when there is something to say.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Listen { address, .. } if address.port() != 0 => {
                Some("choose another port, or port 0 for a free one".to_owned())
            }
            Self::NotLoopback { .. } => Some(
                "the simulated instance guards nothing; add `--danger-bind-anywhere` if you mean it"
                    .to_owned(),
            ),
            Self::UnknownSwitch { .. } | Self::SwitchSyntax { .. } => {
                Some("`--list-switches` shows them all".to_owned())
            }
            Self::FaultSpec { .. } => Some("`--list-faults` shows the kinds and their form".to_owned()),
            Self::TimeZone { .. } => Some("use an IANA name such as `America/Los_Angeles`".to_owned()),
            _ => None,
        }
    }
}
