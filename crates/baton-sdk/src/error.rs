//! What can go wrong while a connector is run.

use std::path::PathBuf;

use crate::{
    connector::{ConnectorError, PageToken},
    exit::Code,
    report::Hint,
};

/// The result of running a connector.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a connector could not be run to a good end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file could not be opened, written or replaced.
    #[error(transparent)]
    File(#[from] c1z::Error),
    /// The connector refused its settings, or the remote system refused the connector.
    #[error("the connection does not work")]
    Validate(#[source] ConnectorError),
    /// The resources named by `--sync-resources` cannot be read alone.
    #[error("cannot sync the resources that were asked for")]
    Targets(#[source] ConnectorError),
    /// A listing could not be read.
    #[error("could not list {what}")]
    List {
        /// The listing.
        what: String,
        /// Why.
        #[source]
        source: ConnectorError,
    },
    /// Records came that could not be understood.
    #[error("{n_records} of the {what} could not be understood ({examples})")]
    UnreadableRecords {
        /// The listing.
        what: String,
        /// How many.
        n_records: usize,
        /// Some of them, with what is wrong.
        examples: String,
    },
    /// A listing leads back to a page that was read before.
    #[error("the listing of {what} leads back to a page that was read before (`{}`)", token.0)]
    RepeatedToken {
        /// The listing.
        what: String,
        /// The token that came twice.
        token: PageToken,
    },
    /// The remote system could not be asked about resources that grants point to.
    #[error("could not look up {n_missing} resources that appeared or vanished during the sync")]
    Resolve {
        /// How many.
        n_missing: usize,
        /// Why.
        #[source]
        source: ConnectorError,
    },
    /// Somebody asked the program to stop.
    #[error("interrupted; `{}` is as it was before", path.display())]
    Cancelled {
        /// The file that would have been written.
        path: PathBuf,
    },
    /// A part of the program broke.
    #[error("a part of the program broke: {what}")]
    Panicked {
        /// What it said.
        what: String,
    },
}

impl Hint for Error {
    fn hint(&self) -> Option<String> {
        match self {
            Self::File(error) => error.hint(),
            Self::Validate(source)
            | Self::Targets(source)
            | Self::List { source, .. }
            | Self::Resolve { source, .. } => source.hint(),
            Self::UnreadableRecords { .. } => Some(
                "run again with `--log-level debug`; `--keep-going` writes what could be read and marks the sync as partial"
                    .to_owned(),
            ),
            Self::Panicked { .. } => Some("this is a fault of the program: please report it".to_owned()),
            Self::RepeatedToken { .. } | Self::Cancelled { .. } => None,
        }
    }

    fn exit_code(&self) -> Code {
        match self {
            Self::Validate(source)
            | Self::Targets(source)
            | Self::List { source, .. }
            | Self::Resolve { source, .. } => source.code(),
            Self::Cancelled { .. } => Code::Cancelled,
            Self::Panicked { .. } | Self::RepeatedToken { .. } => Code::Internal,
            Self::File(_) | Self::UnreadableRecords { .. } => Code::Unknown,
        }
    }
}
