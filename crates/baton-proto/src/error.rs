//! What can go wrong between bytes, messages and plain types.

/// Why a message could not be read or rendered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A message lacks something that gives it its meaning.
    #[error("{message} has no `{field}`")]
    MissingField {
        /// The full name of the message, such as `c1.connector.v2.Grant`.
        message: &'static str,
        /// The field as the protocol spells it; dots lead into nested messages.
        field: &'static str,
    },
    /// A field holds a value that its type allows and its meaning does not.
    #[error("`{field}` of {message} is out of range: {value}")]
    OutOfRange {
        /// The full name of the message.
        message: &'static str,
        /// The field as the protocol spells it.
        field: &'static str,
        /// What was found.
        value: String,
    },
    /// A packed message does not decode as what it says it is.
    #[error("`{type_url}` holds bytes that are no such message")]
    Unpack {
        /// The type that the packed message names.
        type_url: String,
        /// What the decoder met.
        #[source]
        cause: prost::DecodeError,
    },
    /// A packed message is of a type that the protocol files do not declare, so its fields have no names.
    #[error("message type `{name}` is unknown")]
    UnknownType {
        /// The full name that was looked for.
        name: String,
    },
    /// A message does not decode by the committed descriptors.
    #[error("could not render {name} as JSON")]
    Render {
        /// The full name of the message.
        name: String,
        /// What the decoder met.
        #[source]
        cause: prost::DecodeError,
    },
}

/// A result with this crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// What the reader can do about it.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::MissingField { .. } | Self::OutOfRange { .. } => Some(
                "the program that wrote this record broke the protocol; leave the record out, or write it anew"
                    .to_owned(),
            ),
            Self::Unpack { .. } => {
                Some("the record is damaged, or its writer used another version of the type".to_owned())
            }
            Self::UnknownType { .. } => {
                Some("a newer version of this program may know the type; JSON needs its field names".to_owned())
            }
            Self::Render { .. } => None,
        }
    }
}
