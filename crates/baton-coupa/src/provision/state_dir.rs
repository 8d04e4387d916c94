//! The directory where the connector keeps what must outlive a run: the journal of changes that are under
//! way, the locks, the audit trail, and what was learned about an instance.
//!
//! ```text
//! STATE/acme.coupahost.com/journal/   changes that were begun and not finished
//! STATE/acme.coupahost.com/locks/     one file for each user that is being changed
//! STATE/acme.coupahost.com/audit.jsonl
//! STATE/acme.coupahost.com/instance.json
//! ```
//!
//! Directories are for their owner only (mode 0700), files too (0600).

use std::{
    fs, io,
    os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use baton_sdk::{exit::Code, report::Hint};
use etcetera::BaseStrategy as _;

/// A state directory that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StateError {
    /// Nobody said where it is, and there is no home directory.
    #[error("there is no directory for the journal and the audit trail")]
    Nowhere,
    /// It cannot be made or written.
    #[error("the state directory `{}` cannot be used", path.display())]
    Unusable {
        /// The directory.
        path: PathBuf,
        /// Why not.
        #[source]
        cause: io::Error,
    },
}

impl Hint for StateError {
    fn hint(&self) -> Option<String> {
        Some(
            "name a directory that this user may write and that outlives the run with --state-dir \
             (BATON_STATE_DIR)"
                .to_owned(),
        )
    }

    fn exit_code(&self) -> Code {
        Code::FailedPrecondition
    }
}

/// The part of the state directory that belongs to one instance.
#[derive(Debug, Clone)]
pub struct StateDir {
    path: PathBuf,
}

impl StateDir {
    /// The directory for an instance below `root`, or below the user's state directory
    /// (`$XDG_STATE_HOME/baton-coupa`, else `~/.local/state/baton-coupa`). Nothing is made yet.
    ///
    /// # Errors
    ///
    /// If there is no home directory and nothing was given.
    pub fn new(root: Option<&Path>, host: &str) -> Result<Self, StateError> {
        let root = match root {
            Some(root) => root.to_path_buf(),
            None => etcetera::base_strategy::Xdg::new()
                .ok()
                .and_then(|places| places.state_dir())
                .ok_or(StateError::Nowhere)?
                .join("baton-coupa"),
        };
        Ok(Self { path: root.join(file_name(host)) })
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A file in it, whether it exists or not.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Makes the directory, or one below it, and returns it.
    ///
    /// # Errors
    ///
    /// If that is not possible.
    pub fn make(&self, below: &str) -> Result<PathBuf, StateError> {
        let path = if below.is_empty() { self.path.clone() } else { self.path.join(below) };
        make_private(&path).map_err(|cause| StateError::Unusable { path: path.clone(), cause })?;
        Ok(path)
    }
}

/// Makes a directory and those above it, for their owner only, so that they survive a power cut. One that
/// exists stays as it is.
pub(crate) fn make_private(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    let above = parent(path);
    make_private(above)?;
    match fs::DirBuilder::new().mode(0o700).create(path) {
        // Another process was quicker.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(io::ErrorKind::NotADirectory.into())
        }
        made => made.and_then(|()| flush_directory(above)),
    }
}

/// The directory in which a path stands.
pub(crate) fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether somebody else could have put something into a directory: it belongs to neither this user nor the
/// administrator, or everybody may write to it. A group may: volumes in Kubernetes are shared that way.
pub(crate) fn is_open_to_others(path: &Path) -> io::Result<bool> {
    let metadata = fs::metadata(path)?;
    let is_ours = [0, rustix::process::geteuid().as_raw()].contains(&metadata.uid());
    Ok(!is_ours || metadata.mode() & 0o002 != 0)
}

/// How files are opened here: for the owner only.
pub(crate) fn private() -> fs::OpenOptions {
    let mut options = fs::OpenOptions::new();
    options.mode(0o600);
    options
}

/// Makes what was done to the entries of a directory survive a power cut.
pub(crate) fn flush_directory(path: &Path) -> io::Result<()> {
    fs::File::open(path)?.sync_all()
}

/// Puts bytes into a file in one step that survives a power cut: the file holds the old or the new ones.
pub(crate) fn write_durably(path: &Path, bytes: &[u8]) -> io::Result<()> {
    use io::Write as _;

    let directory = parent(path);
    let temporary = path.with_extension(format!("{}.new", std::process::id()));
    let written = (|| {
        let mut file = private().write(true).create(true).truncate(true).open(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&temporary, path)?;
        flush_directory(directory)
    })();
    if written.is_err() {
        // The failure that counts is the first one.
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// A host and port as one name of a directory.
fn file_name(host: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-') { c } else { '_' };
    let name: String = host.chars().map(plain).collect();
    if name.trim_matches('.').is_empty() { format!("_{name}") } else { name }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn directories_and_files_are_for_their_owner_only() {
        let root = tempfile::tempdir().unwrap();
        let state = StateDir::new(Some(&root.path().join("new")), "127.0.0.1:8642").unwrap();
        assert!(state.path().ends_with("new/127.0.0.1_8642"));
        let journal = state.make("journal").unwrap();
        write_durably(&journal.join("a.json"), b"{}").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(state.path()), 0o700);
        assert_eq!(mode(&journal), 0o700);
        assert_eq!(mode(&journal.join("a.json")), 0o600);
        assert_eq!(fs::read_dir(&journal).unwrap().count(), 1, "a temporary file is left");
    }

    #[test]
    fn a_directory_that_cannot_be_made_is_named() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("file"), "").unwrap();
        let state = StateDir::new(Some(&root.path().join("file")), "acme").unwrap();
        let error = state.make("journal").unwrap_err();
        assert!(error.to_string().contains("file/acme/journal"), "{error}");
        assert!(error.hint().unwrap().contains("--state-dir"));
    }

    #[test]
    fn a_host_never_leads_out_of_the_directory() {
        for host in ["../../etc", "a/b", "..", ""] {
            let name = file_name(host);
            assert!(!name.contains('/') && !matches!(name.as_str(), "" | "." | ".."), "{name}");
        }
    }
}
