//! What can go wrong while a connector is run.

use std::{io, path::PathBuf};

use baton_core::ResourceTypeId;

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
    /// A type is to be read that the connector has not got.
    #[error("the connector has no resource type `{id}`")]
    UndeclaredType {
        /// The type.
        id: ResourceTypeId,
        /// Those that it has.
        declared: Vec<ResourceTypeId>,
    },
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
    /// The thread that writes the file could not be started.
    #[error("no thread could be started to write the file")]
    Thread(#[source] io::Error),
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
            Self::UndeclaredType { declared, .. } => {
                let declared: Vec<&str> = declared.iter().map(ResourceTypeId::as_str).collect();
                Some(format!("it has these: {}", declared.join(", ")))
            }
            Self::UnreadableRecords { .. } => Some(
                "`--keep-going` writes what could be read, marks the sync as partial, and logs every such record"
                    .to_owned(),
            ),
            Self::Thread(_) => Some("raise the limit of processes, or run fewer of them".to_owned()),
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
            Self::UndeclaredType { .. } => Code::InvalidArgument,
            Self::File(c1z::Error::DiskFull { .. }) | Self::Thread(_) => Code::ResourceExhausted,
            Self::Panicked { .. } | Self::RepeatedToken { .. } => Code::Internal,
            Self::File(_) | Self::UnreadableRecords { .. } => Code::Unknown,
        }
    }
}
