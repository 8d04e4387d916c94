//! What can go wrong with a `.c1z` file, and what to do about it.

use std::io;
use std::path::{Path, PathBuf};

use crate::sync_run::SyncId;

/// The result of reading or writing a `.c1z` file.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a `.c1z` file could not be read or written.
///
/// Messages do not repeat their source; print the chain. [`Error::hint`] says what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The path cannot be written to. Found before any work is done.
    #[error("cannot write `{}`: {problem}", path.display())]
    Target {
        /// The path as given.
        path: PathBuf,
        /// What is in the way.
        problem: TargetProblem,
        /// What the system said, if it was asked.
        #[source]
        cause: Option<io::Error>,
    },

    /// The file exists, but its first bytes are not those of a `.c1z`.
    #[error("`{}` is not a `.c1z` file: it starts with {}", path.display(), readable(seen))]
    NotC1z {
        /// The file.
        path: PathBuf,
        /// Its first bytes, five at most.
        seen: Vec<u8>,
    },

    /// The file ends too early.
    #[error("`{}` is cut short: {what}", path.display())]
    Truncated {
        /// The file.
        path: PathBuf,
        /// Where it ends.
        what: &'static str,
    },

    /// The compressed part does not decode: changed bytes, or something else appended.
    #[error("`{}` is damaged: its compressed part cannot be decoded", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What the decoder said.
        #[source]
        cause: io::Error,
    },

    /// The content is larger than [`crate::Limits::max_decoded_bytes`].
    #[error(
        "`{}` holds more than the allowed {limit_bytes} bytes{}",
        path.display(),
        announced_bytes.map(|bytes| format!(" (it announces {bytes})")).unwrap_or_default()
    )]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The limit that was met.
        limit_bytes: u64,
        /// The size the file states about itself, if that is what was refused.
        announced_bytes: Option<u64>,
    },

    /// Decoding needs a larger window than [`crate::Limits::max_window_log`].
    #[error("`{}` needs more than 2^{limit_log} bytes of memory to decode", path.display())]
    WindowTooLarge {
        /// The file.
        path: PathBuf,
        /// The limit that was met.
        limit_log: u32,
    },

    /// The content decodes, but it is not a database this format could hold.
    #[error("`{}` does not hold a usable database: {problem}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong, in the words of the format.
        problem: String,
    },

    /// The file has a layout of which only the manifest is read.
    #[error("`{}` is a v3 file (engine `{engine}`): its {what} cannot be {verb} here", path.display())]
    V3 {
        /// The file.
        path: PathBuf,
        /// The storage engine its manifest names.
        engine: String,
        /// What was asked for.
        what: &'static str,
        /// `read` or `extended`.
        verb: &'static str,
    },

    /// The v3 manifest cannot be decoded.
    #[error("the manifest of `{}` cannot be read", path.display())]
    Manifest {
        /// The file.
        path: PathBuf,
        /// What the decoder said.
        #[source]
        cause: prost::DecodeError,
    },

    /// A query on the database inside failed.
    #[error("could not {what} (database of `{}`)", path.display())]
    Database {
        /// What was being done.
        what: &'static str,
        /// The `.c1z` file the database belongs to.
        path: PathBuf,
        /// What SQLite said.
        #[source]
        cause: rusqlite::Error,
    },

    /// One record of a file cannot be decoded. The others can.
    #[error("row {row} of `{table}` (id `{external_id}`) cannot be decoded")]
    Record {
        /// The table.
        table: &'static str,
        /// Its rowid.
        row: i64,
        /// The identity its column states; lossy if that is not UTF-8.
        external_id: String,
        /// What the decoder said.
        #[source]
        cause: prost::DecodeError,
    },

    /// A column holds something its kind does not allow, such as a number where text belongs.
    #[error("row {row} of `{table}` has an unusable value in `{column}`")]
    Column {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// Its rowid.
        row: i64,
    },

    /// A record handed to the writer lacks what identifies it, or contradicts itself. Nothing of its batch was
    /// stored, and the writer can go on.
    #[error("this {kind} cannot be stored: {problem}")]
    Unstorable {
        /// `resource type`, `resource`, `entitlement`, `grant` or `sync`.
        kind: &'static str,
        /// What is wrong, with the identity it has, if any.
        problem: String,
    },

    /// No such sync in the file.
    #[error("`{}` has no sync `{sync_id}`", path.display())]
    NoSuchSync {
        /// The file.
        path: PathBuf,
        /// The sync asked for.
        sync_id: SyncId,
    },

    /// An earlier call on this writer failed, so what it holds is incomplete and will not be written.
    #[error("`{}` was not written: storing part of the sync had failed", path.display())]
    Spoiled {
        /// The file that was to be written.
        path: PathBuf,
    },

    /// No room on a disk, or a quota or file size limit was met.
    #[error(
        "no space left to {what} `{}` ({written_bytes} bytes written{})",
        path.display(),
        needed_bytes.map(|bytes| format!(" of {bytes}")).unwrap_or_default()
    )]
    DiskFull {
        /// What was being written.
        what: &'static str,
        /// The file or directory on the full disk.
        path: PathBuf,
        /// How many bytes fitted.
        written_bytes: u64,
        /// How many were needed, if known.
        needed_bytes: Option<u64>,
    },

    /// The system refused something.
    #[error("could not {what} `{}`", path.display())]
    Io {
        /// What was being done.
        what: &'static str,
        /// The file or directory.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: io::Error,
    },

    /// Another process changed the target while the sync ran. Nothing of either is lost.
    #[error("`{}` was changed by another process meanwhile; this sync is in `{}`", path.display(), kept_at.display())]
    Replaced {
        /// The target, left as the other process made it.
        path: PathBuf,
        /// Where the finished new file is.
        kept_at: PathBuf,
    },
}

/// What is in the way of writing a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TargetProblem {
    /// The path is a directory.
    #[error("it is a directory")]
    Directory,
    /// The path is a device, pipe or socket.
    #[error("it is not an ordinary file")]
    NotAFile,
    /// The path is a symbolic link to nothing.
    #[error("it is a symbolic link to a file that does not exist")]
    BrokenLink,
    /// The path ends in nothing that could name a file.
    #[error("it does not name a file")]
    NoName,
    /// The directory does not exist.
    #[error("its directory does not exist")]
    NoDirectory,
    /// No file can be created in the directory.
    #[error("its directory cannot be written to")]
    DirectoryNotWritable,
    /// The file exists and cannot be read, so that nothing can be added to it.
    #[error("the file that is there cannot be read")]
    NotReadable,
}

impl Error {
    /// What the user can do about it, as a sentence, if there is something.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Target { problem, .. } => match problem {
                TargetProblem::Directory | TargetProblem::NoName => {
                    "name a file, for example `sync.c1z`, with `--file`".to_owned()
                }
                TargetProblem::NotAFile | TargetProblem::BrokenLink => {
                    "choose another file with `--file`".to_owned()
                }
                TargetProblem::NoDirectory => {
                    "create the directory, or choose another place with `--file`".to_owned()
                }
                TargetProblem::DirectoryNotWritable => {
                    "the new file is made beside the old one, so its directory must be writable; choose another place with `--file`"
                        .to_owned()
                }
                TargetProblem::NotReadable => {
                    "make the file readable for this user, or choose another with `--file`".to_owned()
                }
            },
            Self::NotC1z { .. } | Self::Content { .. } | Self::Column { .. } => {
                "choose another file with `--file`; this one was left as it is".to_owned()
            }
            Self::Truncated { .. } | Self::Damaged { .. } => {
                "fetch or make the file again, or choose another with `--file`; this one was left as it is".to_owned()
            }
            Self::TooLarge { .. } => {
                "if the file is trusted, raise `BATON_DECODER_MAX_DECODED_SIZE_MB`".to_owned()
            }
            Self::WindowTooLarge { .. } => {
                "if the file is trusted, raise `BATON_DECODER_MAX_MEMORY_MB`".to_owned()
            }
            Self::V3 { verb: "extended", .. } => {
                "a v3 file holds one sync and cannot take another; choose another file with `--file`".to_owned()
            }
            Self::V3 { .. } => "read it with the `baton` command line, version 0.25 or later".to_owned(),
            Self::DiskFull { path, needed_bytes, .. } => {
                let room = needed_bytes.map_or_else(|| "room".to_owned(), |bytes| format!("room for {bytes} bytes"));
                let directory = path.parent().unwrap_or(path);
                format!(
                    "make {room} on the disk of `{}`, or choose another place with `--file` or `--c1z-temp-dir` \
                     (BATON_TMPDIR); no file was changed",
                    directory.display()
                )
            }
            Self::Replaced { .. } => {
                "two programs write this file: give each its own, or run them one after the other".to_owned()
            }
            _ => return None,
        };
        Some(hint)
    }

    /// Whether only one record is affected, so that reading can go on with the next.
    #[must_use]
    pub fn is_one_record(&self) -> bool {
        matches!(self, Self::Record { .. } | Self::Column { .. })
    }

    /// Wraps a failed query, telling a full disk apart from everything else.
    pub(crate) fn database(what: &'static str, path: &Path, cause: rusqlite::Error) -> Self {
        if cause.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull) {
            let what = "work on the database in";
            return Self::DiskFull { what, path: path.to_owned(), written_bytes: 0, needed_bytes: None };
        }
        Self::Database { what, path: path.to_owned(), cause }
    }

    /// Wraps a refused system call.
    pub(crate) fn io(what: &'static str, path: &Path, cause: io::Error) -> Self {
        Self::Io { what, path: path.to_owned(), cause }
    }

    /// Wraps a failed write, telling a full disk apart from everything else.
    pub(crate) fn write(
        what: &'static str,
        path: &Path,
        written_bytes: u64,
        needed_bytes: Option<u64>,
        cause: io::Error,
    ) -> Self {
        use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
        if matches!(cause.kind(), StorageFull | QuotaExceeded | FileTooLarge) {
            return Self::DiskFull { what, path: path.to_owned(), written_bytes, needed_bytes };
        }
        Self::io(what, path, cause)
    }

    /// A request on a v3 file that only its packed store could answer.
    pub(crate) fn v3(path: &Path, engine: &str, what: &'static str) -> Self {
        Self::V3 { path: path.to_owned(), engine: engine.to_owned(), what, verb: "read" }
    }
}

/// Shows bytes as text where they are text, so that `<html` and `PK\x03` are recognized at a glance.
fn readable(bytes: &[u8]) -> String {
    if bytes.is_empty() {
        return "nothing, it is empty".to_owned();
    }
    format!("`{}`", bytes.escape_ascii())
}
