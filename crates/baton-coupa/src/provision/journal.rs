//! The journal: what a user had and is to have, written down before a list is cleared.
//!
//! Coupa has no transaction. Where an instance only ever adds to a list, taking one entry away means to
//! clear the list and to set the rest, and whoever dies in between leaves a person without anything. So
//! both lists are on disk before the clear is sent, and the entry goes only when the second write has been
//! seen to hold. What is found here at the start of a run was interrupted.
//!
//! One entry is one file, `ID.json`, replaced in one step and flushed. It holds ids, no names and no secret.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use baton_sdk::{exit::Code, report::Hint};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use svix_ksuid::{Ksuid, KsuidLike as _};

use super::state_dir::{flush_directory, is_open_to_others, write_durably};
use crate::listing::DirectoryKind;

/// The form of the entries. One of a later form is left alone.
const FORM: u32 = 1;

/// What can go wrong with the journal.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// An entry could not be written, so nothing was begun.
    #[error("the journal could not be written, so nothing was cleared: `{}`", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why not.
        #[source]
        cause: io::Error,
    },
    /// A finished entry could not be removed.
    #[error("the finished journal entry `{}` could not be removed", path.display())]
    Remove {
        /// The file.
        path: PathBuf,
        /// Why not.
        #[source]
        cause: io::Error,
    },
    /// The directory cannot be read.
    #[error("the journal `{}` could not be read", path.display())]
    Read {
        /// The directory or file.
        path: PathBuf,
        /// Why not.
        #[source]
        cause: io::Error,
    },
    /// Somebody else may have written it.
    #[error("the journal `{}` is not believed: others than this user can write to it", path.display())]
    Open {
        /// The directory.
        path: PathBuf,
    },
    /// An entry that cannot be understood.
    #[error("the journal entry `{}` cannot be understood: {reason}", path.display())]
    Entry {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

impl Hint for JournalError {
    fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Write { .. } => {
                "make room, or name another directory with --state-dir (BATON_STATE_DIR)".to_owned()
            }
            Self::Remove { path, .. } => format!("remove it by hand: rm '{}'", path.display()),
            Self::Read { .. } => "let this user read it".to_owned(),
            Self::Open { path } => format!(
                "an entry there gives people access, so it must be this user's alone: look at what is in it, then \
                 chmod 700 '{}' or name another place with --state-dir (BATON_STATE_DIR)",
                path.display()
            ),
            Self::Entry { path, .. } => format!(
                "look at the user in Coupa; `former` in the file is what they had. Then remove it: rm '{}'",
                path.display()
            ),
        })
    }

    fn exit_code(&self) -> Code {
        Code::FailedPrecondition
    }
}

/// A change of one list that was begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    form: u32,
    /// Its name, sorted by time.
    pub id: String,
    /// The user.
    pub user: u64,
    /// Which of the user's lists: `roles`, `user-groups`, `account-groups` or `content-groups`.
    pub list: String,
    /// What the list held.
    pub former: BTreeSet<u64>,
    /// What it is to hold.
    pub wanted: BTreeSet<u64>,
    /// What was asked, in the words of the audit trail.
    pub operation: String,
    /// When it was begun, in UTC.
    pub begun_at: String,
    /// Whether entries are being set one by one, so that a part of them tells of nobody else's work.
    #[serde(default)]
    pub one_by_one: bool,
}

impl Entry {
    /// An entry about to be begun.
    #[must_use]
    pub fn new(
        user: u64,
        kind: DirectoryKind,
        former: BTreeSet<u64>,
        wanted: BTreeSet<u64>,
        operation: &str,
    ) -> Self {
        Self {
            form: FORM,
            id: Ksuid::from_seconds(None, None).to_string(),
            user,
            list: list_name(kind).to_owned(),
            former,
            wanted,
            operation: operation.to_owned(),
            begun_at: Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            one_by_one: false,
        }
    }

    /// Which list it is about.
    #[must_use]
    pub fn kind(&self) -> Option<DirectoryKind> {
        DirectoryKind::ALL.into_iter().find(|kind| list_name(*kind) == self.list)
    }
}

/// The list as Coupa's records spell it.
#[must_use]
pub fn list_name(kind: DirectoryKind) -> &'static str {
    match kind {
        DirectoryKind::Roles => "roles",
        DirectoryKind::Groups => "user-groups",
        DirectoryKind::AccountGroups => "account-groups",
        DirectoryKind::ContentGroups => "content-groups",
    }
}

/// The journal of one instance.
#[derive(Debug, Clone)]
pub struct Journal {
    directory: PathBuf,
}

impl Journal {
    /// The journal in a directory. One that does not exist is empty, and cannot be written.
    #[must_use]
    pub fn new(directory: PathBuf) -> Self {
        Self { directory }
    }

    /// Where it is.
    #[must_use]
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    fn path(&self, id: &str) -> PathBuf {
        self.directory.join(format!("{id}.json"))
    }

    /// Writes an entry, new or changed. When this returns, it survives a power cut.
    ///
    /// # Errors
    ///
    /// If it cannot be written; an entry that was there is as it was.
    pub fn put(&self, entry: &Entry) -> Result<(), JournalError> {
        let path = self.path(&entry.id);
        let failed = |cause| JournalError::Write { path: path.clone(), cause };
        let bytes = serde_json::to_vec_pretty(entry).map_err(|error| failed(error.into()))?;
        write_durably(&path, &bytes).map_err(failed)
    }

    /// Removes an entry that is finished. One that is gone is fine.
    ///
    /// # Errors
    ///
    /// If it cannot be removed.
    pub fn remove(&self, id: &str) -> Result<(), JournalError> {
        let path = self.path(id);
        match fs::remove_file(&path).and_then(|()| flush_directory(&self.directory)) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
                Err(JournalError::Remove { path, cause })
            }
            _ => Ok(()),
        }
    }

    /// The entry of this id, if it is still there.
    ///
    /// # Errors
    ///
    /// If it cannot be read or understood.
    pub fn get_opt(&self, id: &str) -> Result<Option<Entry>, JournalError> {
        let path = self.path(id);
        match fs::read(&path) {
            Ok(bytes) => understand(&path, &bytes).map(Some),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(JournalError::Read { path, cause }),
        }
    }

    /// What was begun and not finished, oldest first; each that cannot be understood as an error of its
    /// own.
    ///
    /// # Errors
    ///
    /// If the directory cannot be read.
    pub fn list(&self) -> Result<Vec<Result<Entry, JournalError>>, JournalError> {
        let failed = |cause| JournalError::Read { path: self.directory.clone(), cause };
        let found = match fs::read_dir(&self.directory) {
            Ok(found) => found,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(cause) => return Err(failed(cause)),
        };
        if is_open_to_others(&self.directory).map_err(failed)? {
            return Err(JournalError::Open { path: self.directory.clone() });
        }
        let mut paths = Vec::new();
        for entry in found {
            let path = entry.map_err(failed)?.path();
            // What ends otherwise is the remainder of a write that was cut short, and says nothing.
            if path.extension().is_some_and(|extension| extension == "json") {
                paths.push(path);
            }
        }
        paths.sort();
        let mut entries = Vec::new();
        for path in paths {
            match fs::read(&path) {
                Ok(bytes) => entries.push(understand(&path, &bytes)),
                // Somebody else has just finished it.
                Err(cause) if cause.kind() == io::ErrorKind::NotFound => {}
                Err(cause) => entries.push(Err(JournalError::Read { path, cause })),
            }
        }
        Ok(entries)
    }
}

fn understand(path: &Path, bytes: &[u8]) -> Result<Entry, JournalError> {
    let bad = |reason: String| JournalError::Entry { path: path.to_path_buf(), reason };
    let entry: Entry = serde_json::from_slice(bytes).map_err(|error| bad(error.to_string()))?;
    if entry.form != FORM {
        return Err(bad(format!("it is of form {}, made by a newer program", entry.form)));
    }
    if entry.kind().is_none() {
        return Err(bad(format!("there is no list `{}`", entry.list)));
    }
    if path.file_stem().and_then(|stem| stem.to_str()) != Some(entry.id.as_str()) {
        return Err(bad("its name is not the id in it".to_owned()));
    }
    Ok(entry)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        let ids = |list: &[u64]| list.iter().copied().collect::<BTreeSet<_>>();
        Entry::new(17, DirectoryKind::Roles, ids(&[2, 3, 4]), ids(&[2, 3]), "revoke role:4:member")
    }

    #[test]
    fn an_entry_survives_and_goes_when_it_is_finished() {
        let directory = tempfile::tempdir().unwrap();
        let journal = Journal::new(directory.path().to_path_buf());
        let mut first = entry();
        journal.put(&first).unwrap();
        first.one_by_one = true;
        journal.put(&first).unwrap();
        assert_eq!(journal.get_opt(&first.id).unwrap(), Some(first.clone()));
        let listed: Vec<_> = journal.list().unwrap().into_iter().map(Result::unwrap).collect();
        assert_eq!(listed, [first.clone()]);
        assert_eq!(listed[0].kind(), Some(DirectoryKind::Roles));
        journal.remove(&first.id).unwrap();
        journal.remove(&first.id).unwrap();
        assert!(journal.list().unwrap().is_empty());
        assert_eq!(journal.get_opt(&first.id).unwrap(), None);
    }

    #[test]
    fn no_journal_is_an_empty_one_that_cannot_be_written() {
        let journal = Journal::new(PathBuf::from("/nonexistent/journal"));
        assert!(journal.list().unwrap().is_empty());
        let error = journal.put(&entry()).unwrap_err();
        assert!(error.to_string().contains("nothing was cleared"), "{error}");
    }

    #[test]
    fn one_that_anybody_can_write_is_not_believed() {
        use std::os::unix::fs::PermissionsExt as _;

        let directory = tempfile::tempdir().unwrap();
        let journal = Journal::new(directory.path().to_path_buf());
        journal.put(&entry()).unwrap();
        for (mode, is_believed) in
            [(0o700, true), (0o2770, true), (0o755, true), (0o777, false), (0o1777, false)]
        {
            fs::set_permissions(directory.path(), fs::Permissions::from_mode(mode)).unwrap();
            let listed = journal.list();
            assert_eq!(listed.is_ok(), is_believed, "{mode:o}");
            if let Err(error) = listed {
                assert!(matches!(error, JournalError::Open { .. }), "{error}");
                assert!(error.hint().unwrap().contains("chmod 700"));
            }
        }
    }

    #[test]
    fn what_cannot_be_understood_is_kept_and_named() {
        let directory = tempfile::tempdir().unwrap();
        let journal = Journal::new(directory.path().to_path_buf());
        let good = entry();
        journal.put(&good).unwrap();
        let text = serde_json::to_string(&good).unwrap();
        for (name, content) in [
            ("torn", text[..40].to_owned()),
            ("newer", text.replace("\"form\":1", "\"form\":2")),
            ("elsewhere", text.replace("\"roles\"", "\"warehouses\"")),
            ("renamed", text.clone()),
        ] {
            fs::write(directory.path().join(format!("{name}.json")), content).unwrap();
        }
        fs::write(directory.path().join("x.17.new"), "half").unwrap();
        let (good_ones, bad): (Vec<_>, Vec<_>) = journal.list().unwrap().into_iter().partition(Result::is_ok);
        assert_eq!((good_ones.len(), bad.len()), (1, 4));
        for error in bad.into_iter().map(Result::unwrap_err) {
            assert!(matches!(error, JournalError::Entry { .. }), "{error}");
            assert!(error.hint().unwrap().contains("former"));
        }
    }
}
