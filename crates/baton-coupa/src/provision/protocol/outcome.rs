//! How a change of a list ends, and what has become of an interrupted one.

use super::{Ids, RecordError};
use crate::provision::journal::JournalError;

/// A change that is as asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Done {
    /// What the list held before.
    pub(crate) before: Ids,
    /// What it holds now, as read back; for a plan what it would hold.
    pub(crate) after: Ids,
    /// Whether something was sent.
    pub(crate) kind: DoneKind,
}

/// How it came to be so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DoneKind {
    /// By a write.
    Made,
    /// It was so.
    AlreadySo,
    /// It is not so; only a plan was asked for.
    Planned,
}

/// A change that is not as asked, and what the user has instead.
#[derive(Debug)]
pub(crate) enum Undone<E> {
    /// The list could not be read; nothing was sent.
    Unread(E),
    /// The record of the change could not be made; nothing was sent.
    Unrecorded(RecordError),
    /// The journal could not be written; the list was not cleared.
    Unjournaled {
        /// What the user has.
        now: Ids,
        /// Why not.
        cause: JournalError,
    },
    /// The user has what they had.
    Unchanged {
        /// What that is.
        now: Ids,
        /// Why.
        cause: E,
    },
    /// The user has what they had, and a clear whose answer was lost may still take effect. The journal keeps
    /// the entry, and the next run looks again.
    MayArrive {
        /// What the user has.
        now: Ids,
        /// What happened to the answer.
        cause: E,
    },
    /// It could only be done by clearing the list, and that would cost the user something else. They have what
    /// they had.
    WouldCost {
        /// What that is.
        now: Ids,
        /// What it would cost.
        what: String,
    },
    /// Coupa accepts the write and does nothing. The user has what they had.
    Ignored {
        /// What that is.
        now: Ids,
    },
    /// It was half done, and the user has again what they had.
    Restored {
        /// What that is.
        now: Ids,
        /// Why it could not be finished.
        cause: E,
    },
    /// The user has neither what they had nor what they should have.
    HalfDone {
        /// What the user has; `None` if it cannot be read.
        now: Option<Ids>,
        /// What they should have.
        wanted: Ids,
        /// Why; `None` if Coupa accepts every write and leaves something out.
        cause: Option<E>,
        /// The journal entry that is kept, if there is one.
        entry: Option<String>,
    },
    /// A write was sent, and whether it took effect cannot be known. Either way the user has at least what
    /// they should have, or what they had.
    Unknown {
        /// What they had.
        former: Ids,
        /// What they have if it did.
        wanted: Ids,
        /// What happened.
        cause: E,
    },
    /// Somebody else undoes the change each time.
    Contested {
        /// What the user has.
        now: Ids,
    },
}

/// What has become of an interrupted change.
#[derive(Debug)]
pub(crate) enum Recovery<E> {
    /// It had been finished before the interruption.
    WasFinished {
        /// What the user has.
        now: Ids,
    },
    /// It had not taken effect; the user has what they had.
    WasNotBegun {
        /// What that is.
        now: Ids,
    },
    /// The rest of the list was set now.
    Finished {
        /// What the user has.
        now: Ids,
    },
    /// The rest could not be set, and the former list was restored now.
    Restored {
        /// What the user has.
        now: Ids,
        /// Why.
        cause: E,
    },
    /// Somebody has rebuilt the list by hand meanwhile; nothing was sent.
    MovedOn {
        /// What the user has.
        now: Ids,
    },
    /// It could not be repaired.
    Failed {
        /// What the user has, if that can be read.
        now: Option<Ids>,
        /// Why.
        cause: Option<E>,
    },
}
