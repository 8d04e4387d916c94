//! What can be wrong with a request for a change, and how a change can fail.

use baton_core::ResourceTypeId;

use crate::{cli::Origin, connector::ConnectorError, exit::Code, report::Hint};

/// Why a change was not made, or is not known to have been made.
///
/// No message repeats the fields of a new account or the arguments of an action: they may hold a secret.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Two things were asked for in one run.
    #[error("{first} and {second} ask for two different things, and a run does one of them")]
    TwoTasks {
        /// What was met first, in the order of the Go tools.
        first: Origin,
        /// What was met next.
        second: Origin,
    },
    /// A flag that only says more about another one, which is not set.
    #[error("{origin} means nothing without {needs}")]
    Alone {
        /// Where it stands.
        origin: Origin,
        /// The flag it belongs to, or several of which one is needed.
        needs: &'static str,
    },
    /// A flag without another one that it cannot do without.
    #[error("{origin} needs {missing}")]
    Missing {
        /// Where it stands.
        origin: Origin,
        /// The flag that is missing, with its dashes.
        missing: String,
        /// Its variable.
        variable: String,
        /// An example of what it may hold.
        example: &'static str,
    },
    /// A new account without a login.
    #[error("a new account needs a login, and neither {flag} nor `login` in the profile says one")]
    NoLogin {
        /// The flag that could say it, with its dashes.
        flag: String,
    },
    /// Text that should hold a JSON object and does not.
    #[error("{origin} holds no JSON object: {reason}")]
    NotAnObject {
        /// Where it stands.
        origin: Origin,
        /// What is wrong and where, without any of its content.
        reason: String,
        /// An example of what belongs there.
        example: &'static str,
    },
    /// A login or an e-mail address in the profile that is no text.
    #[error("`{key}` in {origin} is no text")]
    NotText {
        /// Where the profile stands.
        origin: Origin,
        /// The key.
        key: &'static str,
    },
    /// A flag and the profile say different things.
    #[error("{flag} and `{key}` in {profile} differ")]
    Differ {
        /// Where the flag stands.
        flag: Origin,
        /// The key.
        key: &'static str,
        /// Where the profile stands.
        profile: Origin,
    },
    /// A dry run of nothing.
    #[error("there is nothing to try: {origin} goes with a change, and none was asked for")]
    NothingToTry {
        /// Where it stands.
        origin: Origin,
    },
    /// A text that is not the id of an entitlement.
    #[error("`{text}` does not name an entitlement: {reason}")]
    EntitlementId {
        /// What was given.
        text: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A text that is not the id of a grant.
    #[error("`{text}` does not name a grant: {reason}")]
    GrantId {
        /// What was given.
        text: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// More than the id within the type was given.
    #[error("{origin} is `{text}`, which is no id")]
    NotAnId {
        /// Where it stands.
        origin: Origin,
        /// What was given.
        text: String,
        /// The part that may have been meant.
        suggestion: String,
    },
    /// Changes are not allowed.
    #[error("provisioning is not enabled")]
    NotEnabled,
    /// An action that the connector does not have.
    #[error("there is no action `{name}`{}", of_type(resource_type.as_ref()))]
    UnknownAction {
        /// What was asked for.
        name: String,
        /// The resource type to which it should belong, if that was said.
        resource_type: Option<ResourceTypeId>,
        /// The actions there are, as people should name them.
        known: Vec<String>,
    },
    /// The connector, or the remote system, did not do it.
    #[error("could not {what}")]
    Refused {
        /// What was asked for, beginning with a verb.
        what: String,
        /// Why.
        #[source]
        source: ConnectorError,
    },
    /// Somebody asked the program to stop before the change began.
    #[error("interrupted before anything was sent for this change")]
    Interrupted,
    /// A part of the program broke while it was making the change.
    #[error("a part of the program broke: {what}")]
    Broken {
        /// What it said.
        what: String,
    },
    /// The result could not be written as JSON.
    #[error("the result cannot be shown as JSON")]
    Render(#[source] Box<dyn std::error::Error + Send + Sync>),
}

fn of_type(resource_type: Option<&ResourceTypeId>) -> String {
    resource_type.map(|id| format!(" for the resource type `{id}`")).unwrap_or_default()
}

impl Hint for Error {
    fn hint(&self) -> Option<String> {
        Some(match self {
            Self::TwoTasks { .. } => {
                "make two runs; what a variable or the configuration file says counts too".to_owned()
            }
            Self::Alone { origin, needs } => format!("give {needs} as well, or leave {origin} out"),
            Self::Missing { missing, variable, example, .. } => {
                format!("add {missing} (or set {variable}), for example `{missing} {example}`")
            }
            Self::NoLogin { flag } => {
                format!("add {flag} LOGIN, or `\"login\": \"...\"` to the JSON of --create-account-profile")
            }
            Self::NotAnObject { example, .. } => {
                format!("write it like '{example}', in single quotation marks to keep the shell out")
            }
            Self::NotText { key, .. } => format!("put the value of `{key}` in quotation marks"),
            Self::Differ { key, .. } => format!("say `{key}` once, or the same twice"),
            Self::NothingToTry { .. } => {
                "add the change, for example --grant-entitlement with --grant-principal and \
                 --grant-principal-type, or leave it out: a sync changes nothing"
                    .to_owned()
            }
            Self::EntitlementId { .. } => {
                "write it as TYPE:ID:ENTITLEMENT, for example `role:4:member`".to_owned()
            }
            Self::GrantId { .. } => {
                "write it as TYPE:ID:ENTITLEMENT:PRINCIPAL_TYPE:PRINCIPAL_ID, for example \
                 `role:4:member:user:17`"
                    .to_owned()
            }
            Self::NotAnId { suggestion, .. } => {
                format!("give the id alone, without its type: `{suggestion}`")
            }
            Self::NotEnabled => {
                "run it again with --provisioning (BATON_PROVISIONING=true) to allow it, or with --dry-run \
                 to see what would happen"
                    .to_owned()
            }
            Self::UnknownAction { known, .. } if known.is_empty() => {
                "this connector has no actions".to_owned()
            }
            Self::UnknownAction { known, .. } => format!("there are these: {}", known.join(", ")),
            Self::Refused { source, .. } => return source.hint(),
            Self::Broken { .. } => {
                "it is not known whether the change was made: run the same again, which looks first; and \
                 please report this fault of the program"
                    .to_owned()
            }
            Self::Render(_) => {
                "the change itself was made; please report this fault of the program".to_owned()
            }
            Self::Interrupted => return None,
        })
    }

    /// 2 for what is wrong with flags, as everywhere on the command line, and 3 for malformed ids.
    fn exit_code(&self) -> Code {
        match self {
            Self::EntitlementId { .. } | Self::GrantId { .. } | Self::NotAnId { .. } => Code::InvalidArgument,
            Self::NotEnabled => Code::FailedPrecondition,
            Self::UnknownAction { .. } => Code::NotFound,
            Self::Refused { source, .. } => source.code(),
            Self::Interrupted => Code::Cancelled,
            Self::Broken { .. } | Self::Render(_) => Code::Internal,
            _ => Code::Unknown,
        }
    }
}
