//! Why a change was not made, in words that say what the user has now.

use baton_sdk::{connector::ConnectorError, exit::Code, report::Hint};
use coupa_client::{Cause, ErrorKind, model::LicenseFlag};

use super::{
    audit::AuditError, journal::JournalError, lock::LockError, protocol::RecordError, state_dir::StateError,
    target::TargetError,
};
use crate::failure;

/// A failed call, or what a call found missing.
#[derive(Debug, Clone, thiserror::Error)]
pub enum CallError {
    /// The call failed.
    #[error(transparent)]
    Client(Box<coupa_client::Error>),
    /// The answer to a write was lost. What became of it is told by whoever has read the record since.
    #[error("the answer to a write was lost: {detail}")]
    LostAnswer {
        /// What happened to the connection.
        detail: String,
    },
    /// The user is gone, or hidden from the OAuth client.
    #[error("there is no user {user} at {host}")]
    NoUser {
        /// The user.
        user: u64,
        /// The instance.
        host: String,
    },
}

impl From<coupa_client::Error> for CallError {
    fn from(error: coupa_client::Error) -> Self {
        Self::Client(Box::new(error))
    }
}

impl CallError {
    /// The same in the words for what was read since, which say themselves what is known.
    pub(crate) fn resolved(self) -> Self {
        match &self {
            Self::Client(error) => match error.cause() {
                Some(Cause::OutcomeUnknown { detail }) => Self::LostAnswer { detail: detail.clone() },
                _ => self,
            },
            _ => self,
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Client(error) => error.hint(),
            Self::LostAnswer { .. } => None,
            Self::NoUser { .. } => Some(
                "look for the id at the end of the address of the user's page in Coupa; the OAuth client must \
                 be allowed to see the user"
                    .to_owned(),
            ),
        }
    }

    fn code(&self) -> Code {
        match self {
            Self::Client(error) if error.kind() == ErrorKind::Refused => Code::InvalidArgument,
            Self::Client(error) => failure::code(error.kind()),
            Self::LostAnswer { .. } => Code::Unavailable,
            Self::NoUser { .. } => Code::NotFound,
        }
    }
}

/// A change that was not made, or not made whole.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProvisionError {
    /// The request makes no sense.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// There is no place for the journal.
    #[error(transparent)]
    State(#[from] StateError),
    /// Somebody else is changing the user.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The journal cannot be used.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The audit trail cannot be used, so nothing was sent.
    #[error(transparent)]
    Audit(#[from] AuditError),
    /// A call before any change failed.
    #[error("it failed before the first write, so nothing was sent to change anything")]
    Unread {
        /// Why.
        #[source]
        cause: CallError,
    },
    /// There is no such role, group or content group.
    #[error("there is no {what} {id} at {host}")]
    NoEntry {
        /// `role`, `group`.
        what: String,
        /// Its id.
        id: u64,
        /// The instance.
        host: String,
    },
    /// The instance shows no such licence.
    #[error("{host} does not know the license {}", flag.display_name())]
    LicenseAbsent {
        /// The licence.
        flag: LicenseFlag,
        /// The instance.
        host: String,
    },
    /// Coupa's API cannot take this licence away.
    #[error("Coupa's API cannot take away the license {}; user {user} still holds it", flag.display_name())]
    LicensePermanent {
        /// The licence.
        flag: LicenseFlag,
        /// The user.
        user: u64,
    },
    /// The user may not sign in.
    #[error("user {user}{} is inactive, so nothing is granted", named(name.as_deref()))]
    Inactive {
        /// The user.
        user: u64,
        /// Their name.
        name: Option<String>,
    },
    /// A login of a supplier.
    #[error("user {user}{} is a supplier's login, which is not governed here", named(name.as_deref()))]
    SupplierUser {
        /// The user.
        user: u64,
        /// Their name.
        name: Option<String>,
    },
    /// The user has what they had.
    #[error("nothing has changed: the user has {now}")]
    Unchanged {
        /// What the user has.
        now: String,
        /// Why.
        #[source]
        cause: CallError,
    },
    /// The user has what they had, and a lost write may still clear the list.
    #[error("nothing has changed so far: the user has {now}, and a write that was sent may still arrive")]
    MayArrive {
        /// What the user has.
        now: String,
        /// What happened.
        #[source]
        cause: CallError,
    },
    /// It would cost the user something else.
    #[error(
        "nothing has changed: the user has {now}. It could only be done by clearing the list, and then {what}"
    )]
    WouldCost {
        /// What the user has.
        now: String,
        /// What it would cost.
        what: String,
    },
    /// The list was not cleared, because the journal could not be written.
    #[error("nothing has changed: the user has {now}")]
    Unjournaled {
        /// What the user has.
        now: String,
        /// Why.
        #[source]
        cause: JournalError,
    },
    /// Coupa accepts the write and does nothing.
    #[error("Coupa accepts the change and does not make it: the user has {now}")]
    Ignored {
        /// What the user has.
        now: String,
    },
    /// It was half done and was taken back.
    #[error("it was begun and taken back: the user has what they had, {now}")]
    Restored {
        /// What the user has.
        now: String,
        /// Why.
        #[source]
        cause: CallError,
    },
    /// The user has neither what they had nor what they should have.
    #[error("it is half done: user {user} has {now}, and should have {wanted}")]
    HalfDone {
        /// The user.
        user: u64,
        /// What the user has.
        now: String,
        /// What they should have.
        wanted: String,
        /// The journal entry that holds what is needed to repair it, if there is one.
        entry: Option<Box<str>>,
        /// Why.
        #[source]
        cause: Option<CallError>,
    },
    /// Whether a write took effect cannot be known.
    #[error("it is unknown whether it was done: the user has {former} or {wanted}")]
    Unknown {
        /// What the user has if it was not.
        former: String,
        /// What the user has if it was.
        wanted: String,
        /// Why.
        #[source]
        cause: CallError,
    },
    /// Somebody else undoes it each time.
    #[error("somebody else undoes it each time: the user has {now}")]
    Contested {
        /// What the user has.
        now: String,
    },
    /// An earlier change of the same user waits to be repaired.
    #[error("user {user} is in the middle of an earlier change")]
    Interrupted {
        /// The user.
        user: u64,
        /// Which, and why it could not be finished.
        #[source]
        cause: Box<ProvisionError>,
    },
    /// An interrupted change waits on.
    #[error("the interrupted change `{operation}` could not be finished")]
    NotRecovered {
        /// What was asked.
        operation: String,
        /// Why not.
        #[source]
        cause: Box<ProvisionError>,
    },
    /// Somebody has rebuilt the list after the interruption.
    #[error(
        "somebody has worked on the list since {begun_at}: user {user} has {now}, had {former}, and should have \
         {wanted}"
    )]
    MovedOn {
        /// When the change was begun.
        begun_at: Box<str>,
        /// The user.
        user: u64,
        /// What the user has.
        now: String,
        /// What they had.
        former: Box<str>,
        /// What they should have.
        wanted: String,
        /// The journal entry.
        entry: Box<str>,
    },
    /// Something of a new account is missing or makes no sense.
    #[error("{}", problems.join("; "))]
    BadAccount {
        /// What is wrong, each in a few words.
        problems: Vec<String>,
        /// Whether something is missing.
        is_incomplete: bool,
    },
    /// Coupa did not make the account.
    #[error("no account was made")]
    NotCreated {
        /// Why.
        #[source]
        cause: CallError,
    },
    /// The login and the address belong to different people.
    #[error("{}", taken.join("; "))]
    AccountTaken {
        /// What is taken, and by whom.
        taken: Vec<String>,
    },
    /// An argument of an action makes no sense.
    #[error("the argument `user_id` {problem}")]
    BadUserId {
        /// What is wrong with it.
        problem: String,
    },
    /// Coupa cannot do this.
    #[error("Coupa's API has no call to {what}")]
    Impossible {
        /// `delete a user`.
        what: String,
        /// What to do in its place.
        instead: String,
    },
}

fn named(name: Option<&str>) -> String {
    name.map(|name| format!(" ({name})")).unwrap_or_default()
}

impl From<RecordError> for ProvisionError {
    fn from(error: RecordError) -> Self {
        match error {
            RecordError::Audit(error) => Self::Audit(error),
            // The protocol ends there by itself and never reports it as a failure.
            RecordError::Planned => Self::Impossible { what: "plan this".to_owned(), instead: String::new() },
        }
    }
}

impl Hint for ProvisionError {
    fn hint(&self) -> Option<String> {
        match self {
            Self::Target(error) => error.hint(),
            Self::State(error) => error.hint(),
            Self::Lock(error) => error.hint(),
            Self::Journal(error) | Self::Unjournaled { cause: error, .. } => error.hint(),
            Self::Audit(error) => error.hint(),
            Self::Unread { cause, .. } => cause.hint(),
            Self::Unchanged { cause, .. } | Self::Restored { cause, .. } | Self::NotCreated { cause, .. } => {
                cause.hint().or_else(|| Some("try again: it is safe to repeat".to_owned()))
            }
            Self::WouldCost { .. } => {
                Some("take the user out of the group on the group's page in Coupa".to_owned())
            }
            Self::MayArrive { .. } => Some(
                "run `baton-coupa recover` with the same settings in a minute: it looks again and sets right what \
                 has changed by then; every other run does so too"
                    .to_owned(),
            ),
            Self::NoEntry { what, .. } => {
                let sync = match what.as_str() {
                    "account group" => "a sync with --sync-account-groups",
                    "content group" => "a sync with --sync-content-groups",
                    _ => "a sync",
                };
                Some(format!("{sync} lists every {what} with its id; the OAuth client must be allowed to see it"))
            }
            Self::LicenseAbsent { .. } => {
                Some("the module may not be part of this instance; ask Coupa or your administrator".to_owned())
            }
            Self::LicensePermanent { flag, user } => Some(format!(
                "an administrator has to do it in Coupa: Setup > Users > user {user} > Edit, clear the box {} \
                 under Licenses, and save",
                flag.display_name()
            )),
            Self::Inactive { user, .. } => Some(format!(
                "enable the user first: --invoke-action enable_user --invoke-action-args \
                 '{{\"user_id\": \"{user}\"}}'; what they hold can be revoked at any time"
            )),
            Self::SupplierUser { .. } => {
                Some("suppliers' logins are managed on the supplier's page in Coupa".to_owned())
            }
            Self::Ignored { .. } => {
                Some("make the change in Coupa, or ask Coupa why its API does not".to_owned())
            }
            Self::HalfDone { entry: Some(entry), .. } => Some(format!(
                "run `baton-coupa recover` with the same settings until it succeeds; every other run tries it \
                 too. If what is missing is no longer in Coupa, `baton-coupa recover --discard {entry}` ends it"
            )),
            Self::HalfDone { entry: None, .. } => {
                Some("give the user what is missing in Coupa, or grant it again".to_owned())
            }
            Self::Unknown { .. } => Some("run it again: what is done already is left alone".to_owned()),
            Self::Contested { .. } => {
                Some("find out who else changes this user (another integration?), then try again".to_owned())
            }
            Self::Interrupted { cause, .. } | Self::NotRecovered { cause, .. } => {
                cause.hint().or_else(|| {
                    Some("run `baton-coupa recover` with the same settings until it succeeds".to_owned())
                })
            }
            Self::MovedOn { entry, .. } => Some(format!(
                "look at the user in Coupa; then `baton-coupa recover --finish {entry}` sets what they should \
                 have beside what they have, or `baton-coupa recover --discard {entry}` leaves it as it is"
            )),
            Self::BadAccount { is_incomplete: true, .. } => Some(
                "a new user needs --create-account-login, --create-account-email and \
                 --create-account-profile '{\"first_name\": \"Maria\", \"last_name\": \"Reyes\"}'"
                    .to_owned(),
            ),
            Self::BadAccount { .. } => Some(
                "correct it in --create-account-email or the JSON of --create-account-profile, which takes what \
                 Coupa's API knows of a user: first_name, last_name, department, manager, roles and more"
                    .to_owned(),
            ),
            Self::AccountTaken { .. } => {
                Some(
                    "choose another login or address; if it is the same person, change the user there is: users \
                     in Coupa can be disabled and enabled, never deleted"
                        .to_owned(),
                )
            }
            Self::BadUserId { .. } => {
                Some("give the user's id in Coupa: --invoke-action-args '{\"user_id\": \"17\"}'".to_owned())
            }
            Self::Impossible { instead, .. } => Some(instead.clone()).filter(|text| !text.is_empty()),
        }
    }

    fn exit_code(&self) -> Code {
        match self {
            Self::Target(error) => error.exit_code(),
            Self::State(error) => error.exit_code(),
            Self::Lock(error) => error.exit_code(),
            Self::Journal(error) | Self::Unjournaled { cause: error, .. } => error.exit_code(),
            Self::Audit(error) => error.exit_code(),
            Self::Unread { cause, .. }
            | Self::Unchanged { cause, .. }
            | Self::Restored { cause, .. }
            | Self::NotCreated { cause, .. }
            | Self::MayArrive { cause, .. } => cause.code(),
            Self::NoEntry { .. } => Code::NotFound,
            Self::BadAccount { .. } | Self::BadUserId { .. } => Code::InvalidArgument,
            Self::AccountTaken { .. } => Code::AlreadyExists,
            Self::LicenseAbsent { .. }
            | Self::LicensePermanent { .. }
            | Self::Inactive { .. }
            | Self::SupplierUser { .. }
            | Self::Ignored { .. }
            | Self::WouldCost { .. }
            | Self::MovedOn { .. } => Code::FailedPrecondition,
            Self::Interrupted { cause, .. } | Self::NotRecovered { cause, .. } => cause.exit_code(),
            Self::HalfDone { .. } => Code::DataLoss,
            Self::Unknown { .. } => Code::Unknown,
            Self::Contested { .. } => Code::Aborted,
            Self::Impossible { .. } => Code::Unimplemented,
        }
    }
}

impl From<ProvisionError> for ConnectorError {
    fn from(error: ProvisionError) -> Self {
        let (hint, code) = (error.hint(), error.exit_code());
        Self::new(error, code).with_hint(hint)
    }
}
