//! The path a sync is written to: examined before any work, replaced in one step at the end.
//!
//! Between the two, the file that was there stays as it is, and another process may change it. The replacement
//! looks again and steps aside if it did.

use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, PersistError};

use crate::error::{Error, Result, TargetProblem};
use crate::sync_run::SyncId;

/// A path that was found fit to be written.
#[derive(Debug)]
pub(crate) struct Target {
    /// Where the file is, symbolic links followed.
    path: PathBuf,
    /// What was there at first sight.
    seen: Option<Fingerprint>,
}

/// By what a file is recognized without reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Fingerprint {
    len_bytes: u64,
    modified_at: Option<std::time::SystemTime>,
    /// Device and inode. Replacing a file gives it another inode even if length and time agree.
    #[cfg(unix)]
    inode: (u64, u64),
}

impl Fingerprint {
    fn of(metadata: &Metadata) -> Self {
        Self {
            len_bytes: metadata.len(),
            modified_at: metadata.modified().ok(),
            #[cfg(unix)]
            inode: {
                use std::os::unix::fs::MetadataExt;
                (metadata.dev(), metadata.ino())
            },
        }
    }
}

impl Target {
    /// Examines `path` and opens the file there, if there is one with anything in it.
    ///
    /// An empty file counts as none: older programs leave one behind when a first sync fails.
    pub(crate) fn examine(path: &Path) -> Result<(Self, Option<File>)> {
        let refuse = |problem, cause| Error::Target { path: path.to_owned(), problem, cause };
        let resolved = match fs::symlink_metadata(path) {
            Ok(metadata) if metadata.is_symlink() => match fs::canonicalize(path) {
                Ok(resolved) => resolved,
                Err(cause) => return Err(refuse(TargetProblem::BrokenLink, Some(cause))),
            },
            Ok(_) => path.to_owned(),
            Err(cause) if cause.kind() == ErrorKind::NotFound => path.to_owned(),
            Err(cause) if cause.kind() == ErrorKind::NotADirectory => {
                return Err(refuse(TargetProblem::NoDirectory, Some(cause)));
            }
            Err(cause) => return Err(Error::io("look at", path, cause)),
        };
        let metadata = match fs::metadata(&resolved) {
            Ok(metadata) => Some(metadata),
            Err(cause) if cause.kind() == ErrorKind::NotFound => None,
            Err(cause) => return Err(Error::io("look at", path, cause)),
        };
        if metadata.as_ref().is_some_and(Metadata::is_dir) {
            return Err(refuse(TargetProblem::Directory, None));
        }
        if metadata.as_ref().is_some_and(|metadata| !metadata.is_file()) {
            return Err(refuse(TargetProblem::NotAFile, None));
        }
        if resolved.file_name().is_none() {
            return Err(refuse(TargetProblem::NoName, None));
        }

        let target = Self { path: resolved, seen: None };
        match fs::metadata(target.directory()) {
            Ok(metadata) if metadata.is_dir() => {}
            Ok(_) => return Err(refuse(TargetProblem::NoDirectory, None)),
            Err(cause) => return Err(refuse(TargetProblem::NoDirectory, Some(cause))),
        }
        // Permission bits do not tell about read-only mounts and access lists, so it is tried.
        if let Err(cause) = target.temporary() {
            return Err(match Error::write("create", target.directory(), 0, None, cause) {
                Error::Io { cause, .. } => refuse(TargetProblem::DirectoryNotWritable, Some(cause)),
                full => full,
            });
        }
        if metadata.is_none() {
            return Ok((target, None));
        }
        let file =
            File::open(&target.path).map_err(|cause| refuse(TargetProblem::NotReadable, Some(cause)))?;
        // Taken from the open file: it describes what will be read, even if the path is given away meanwhile.
        let metadata = file.metadata().map_err(|cause| Error::io("look at", path, cause))?;
        let file = (metadata.len() > 0).then_some(file);
        Ok((Self { seen: Some(Fingerprint::of(&metadata)), ..target }, file))
    }

    /// The file's path, symbolic links followed.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    fn directory(&self) -> &Path {
        match self.path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        }
    }

    /// A file beside the target, so that it can take its place by a rename. Removed again unless it does.
    fn temporary(&self) -> io::Result<NamedTempFile> {
        let mut suffix = std::ffi::OsString::from(".");
        suffix.push(self.path.file_name().unwrap_or_default());
        suffix.push(".tmp");
        let mut builder = tempfile::Builder::new();
        builder.prefix(".").suffix(&suffix);
        // As any program creates files: open to whom the user's umask says. The usual 0600 of temporary files
        // would stay after the rename and lock out the tools this file is made for.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        builder.tempfile_in(self.directory())
    }

    /// Has `write` fill a new file, makes it durable, and puts it in the place of the target.
    ///
    /// If the target is no longer what [`Target::examine`] saw, the new file is kept beside it under a name with
    /// `sync_id`. The look and the rename are two steps; a change in the instant between them goes unseen, except
    /// that a file which was not there is never replaced.
    pub(crate) fn replace(
        &self,
        sync_id: &SyncId,
        write: impl FnOnce(&mut File, &Path) -> Result<u64>,
    ) -> Result<u64> {
        let mut temporary = self
            .temporary()
            .map_err(|cause| Error::write("create a file beside", &self.path, 0, None, cause))?;
        let written_bytes = write(temporary.as_file_mut(), &self.path)?;
        temporary
            .as_file()
            .sync_all()
            .map_err(|cause| Error::write("write", &self.path, written_bytes, None, cause))?;

        let now = match fs::metadata(&self.path) {
            Ok(metadata) => Some(metadata),
            Err(cause) if cause.kind() == ErrorKind::NotFound => None,
            Err(cause) => return Err(Error::io("look at", &self.path, cause)),
        };
        if now.as_ref().map(Fingerprint::of) != self.seen {
            return Err(self.keep_beside(temporary, sync_id));
        }
        if let Some(metadata) = now {
            // Whoever tightened or loosened the old file's permissions meant the file, not this copy.
            fs::set_permissions(temporary.path(), metadata.permissions())
                .map_err(|cause| Error::io("set the permissions of", temporary.path(), cause))?;
            temporary.persist(&self.path).map_err(|PersistError { error, .. }| {
                Error::write("replace", &self.path, written_bytes, None, error)
            })?;
        } else if let Err(PersistError { error, file }) = temporary.persist_noclobber(&self.path) {
            return Err(match error.kind() {
                ErrorKind::AlreadyExists => self.keep_beside(file, sync_id),
                _ => Error::write("create", &self.path, written_bytes, None, error),
            });
        }
        self.sync_directory();
        Ok(written_bytes)
    }

    /// Keeps a finished file whose place was taken.
    fn keep_beside(&self, temporary: NamedTempFile, sync_id: &SyncId) -> Error {
        let mut name = self.path.file_stem().unwrap_or_default().to_owned();
        name.push(format!(".{sync_id}.c1z"));
        let kept_at = self.directory().join(name);
        match temporary.persist_noclobber(&kept_at) {
            Ok(_) => {
                self.sync_directory();
                Error::Replaced { path: self.path.clone(), kept_at }
            }
            Err(PersistError { error, .. }) => Error::write("create", &kept_at, 0, None, error),
        }
    }

    /// Makes the rename durable. Not every file system can; the file itself is safe by then.
    fn sync_directory(&self) {
        if let Err(error) = File::open(self.directory()).and_then(|directory| directory.sync_all()) {
            tracing::debug!(%error, directory = %self.directory().display(), "directory not synced");
        }
    }
}
