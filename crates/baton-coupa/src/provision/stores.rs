//! What a change leaves on disk: journal, locks, audit trail and memory, and how one change writes to them.

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use serde_json::Value;

use super::{
    audit::{Audit, Begun, Ending},
    journal::{Entry, Journal, JournalError, list_name},
    lock::Locks,
    memory::Memory,
    protocol::{Ids, RecordError, Records},
    remote::SentLog,
    state_dir::{StateDir, StateError},
};
use crate::listing::DirectoryKind;

/// Everything that a change leaves on disk.
#[derive(Debug)]
pub struct Stores {
    /// What was begun and not finished.
    pub journal: Journal,
    /// One change of a user at a time.
    pub locks: Locks,
    /// What was done.
    pub audit: Audit,
    /// What was learned about the instance.
    pub memory: Memory,
    directory: PathBuf,
}

impl Stores {
    /// Makes the directories, and opens what is in them.
    ///
    /// # Errors
    ///
    /// If the state directory cannot be made or written.
    pub fn open(
        state: &StateDir,
        audit_path: Option<PathBuf>,
        audit_max_bytes: u64,
        instance: &str,
        client: &str,
    ) -> Result<Self, StateError> {
        let journal = Journal::new(state.make("journal")?);
        let locks = Locks::new(state.make("locks")?);
        let path = audit_path.unwrap_or_else(|| state.file("audit.jsonl"));
        Ok(Self {
            journal,
            locks,
            audit: Audit::new(path, instance, client).max_bytes(audit_max_bytes),
            memory: Memory::new(state.file("instance.json")),
            directory: state.path().to_path_buf(),
        })
    }

    /// Where they are.
    #[must_use]
    pub fn directory(&self) -> &Path {
        &self.directory
    }
}

/// The record of one change, from before its first write to its end.
pub(crate) struct ChangeRecord<'a> {
    stores: Option<&'a Stores>,
    user: u64,
    operation: String,
    begun: Mutex<Option<Begun>>,
    /// The writes that were sent.
    pub(crate) sent: SentLog,
}

impl<'a> ChangeRecord<'a> {
    /// A change that is about to be looked into. Without stores, nothing may be sent.
    pub(crate) fn new(stores: Option<&'a Stores>, user: u64, operation: String) -> Self {
        Self { stores, user, operation, begun: Mutex::new(None), sent: SentLog::default() }
    }

    /// Puts the change on record before its first write.
    pub(crate) fn begin(&self, before: Value, after: Value) -> Result<(), RecordError> {
        let Some(stores) = self.stores else { return Err(RecordError::Planned) };
        let begun = stores.audit.begin(&self.operation, before, after)?;
        *self.begun.lock().unwrap_or_else(PoisonError::into_inner) = Some(begun);
        Ok(())
    }

    /// Puts its end on record, if it was begun. What was done stays done if that fails: then it is said
    /// aloud.
    pub(crate) fn end(&self, ending: Ending, after: Value, message: Option<&str>) {
        let begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner).take();
        let (Some(stores), Some(begun)) = (self.stores, begun) else { return };
        if let Err(error) = stores.audit.end(&begun, ending, after, message, &self.sent.requests()) {
            let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
            tracing::error!(
                operation = self.operation,
                outcome = ending.word(),
                cause,
                "{error}; the change was begun on record, its end is not"
            );
        }
    }

    /// The record of a change of one list.
    pub(crate) fn of_list(&self, kind: DirectoryKind) -> ListRecord<'_, 'a> {
        ListRecord { change: self, kind }
    }
}

/// The record of a change of one list.
pub(crate) struct ListRecord<'r, 'a> {
    change: &'r ChangeRecord<'a>,
    kind: DirectoryKind,
}

impl ListRecord<'_, '_> {
    /// A list as the audit trail shows it.
    pub(crate) fn value(&self, ids: &Ids) -> Value {
        let key = list_name(self.kind).to_owned();
        Value::Object(serde_json::Map::from_iter([
            ("user".to_owned(), self.change.user.into()),
            (key, ids.iter().copied().collect::<Vec<u64>>().into()),
        ]))
    }
}

impl Records for ListRecord<'_, '_> {
    fn begin(&self, before: &Ids, after: &Ids) -> Result<(), RecordError> {
        self.change.begin(self.value(before), self.value(after))
    }

    fn journal(&self, former: &Ids, wanted: &Ids) -> Result<Entry, JournalError> {
        let entry =
            Entry::new(self.change.user, self.kind, former.clone(), wanted.clone(), &self.change.operation);
        self.journal_again(&entry)?;
        Ok(entry)
    }

    fn journal_again(&self, entry: &Entry) -> Result<(), JournalError> {
        match self.change.stores {
            Some(stores) => stores.journal.put(entry),
            // A plan ends before its first write.
            None => Ok(()),
        }
    }

    fn finish(&self, entry: &Entry) {
        let Some(stores) = self.change.stores else { return };
        if let Err(error) = stores.journal.remove(&entry.id) {
            tracing::warn!("{error}; the next run will find the change finished");
        }
    }
}
