//! Writing a file: one new sync, added to what the file holds already.
//!
//! ```text
//! C1zWriter::open     looks at the target, unpacks and checks what is there
//!   └ start_sync      a new database in a private directory
//!       ├ put_…       records, in one transaction
//!       ├ lookups     what is stored, what is missing
//!       └ finish      earlier syncs copied in, indexes, counts, checks; then packed and put in place
//! ```
//!
//! The new database is always built from nothing. Earlier syncs are copied into it at the end, table by table:
//! so an older file comes out with the newest tables, dropped syncs leave no holes to reclaim, and while the sync
//! runs every query sees its own records only.

mod load;
mod lookup;
mod seal;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use crate::database::{self, Database};
use crate::error::{Error, Result};
use crate::format::{Format, MAGIC_LEN_BYTES};
use crate::limits::Limits;
use crate::manifest::Manifest;
use crate::sync_run::{Retention, SyncId, SyncRun, SyncType};
use crate::target::Target;
use crate::timestamp;

pub use load::SyncWriter;
pub use lookup::{DanglingEntitlement, DanglingPrincipal};
pub use seal::Finished;

/// Where a writer takes the time from.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// A clock that asks `now`.
    pub fn new(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    fn now(&self) -> Timestamp {
        (self.0)()
    }
}

impl Default for Clock {
    /// The system's clock.
    fn default() -> Self {
        Self::new(Timestamp::now)
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

/// How to write a file.
#[derive(Debug, Clone, Default)]
pub struct WriterOptions {
    /// Where the databases are built. The system's directory for temporary files if `None`. Needs room for the
    /// new database and that of the existing file, unpacked. SQLite's own sort files go where `SQLITE_TMPDIR` or
    /// `TMPDIR` say.
    pub temp_dir: Option<PathBuf>,
    /// How many earlier syncs stay in the file.
    pub retention: Retention,
    /// What the existing file may ask for.
    pub limits: Limits,
    /// Where the time comes from.
    pub clock: Clock,
}

/// A target that was found fit, with the syncs it holds. Nothing is written to it before
/// [`SyncWriter::finish`]; dropping leaves it untouched.
#[derive(Debug)]
pub struct C1zWriter {
    target: Target,
    previous: Option<Previous>,
    options: WriterOptions,
}

/// What the target held when it was opened.
#[derive(Debug)]
struct Previous {
    database: Database,
    /// Oldest first.
    syncs: Vec<SyncRun>,
}

impl C1zWriter {
    /// Examines `path`, and unpacks and checks the file there, if there is one. An empty file counts as none.
    ///
    /// # Errors
    ///
    /// [`Error::Target`] if nothing can be written there; [`Error::V3`] for a file that cannot take another sync;
    /// otherwise as [`crate::C1zReader::open`]. In every case the file is left as it is.
    pub fn open(path: impl AsRef<Path>, options: WriterOptions) -> Result<Self> {
        let path = path.as_ref();
        let (target, file) = Target::examine(path)?;
        let Some(mut file) = file else { return Ok(Self { target, previous: None, options }) };

        match database::detect(path, &mut file)? {
            Format::V1 => {}
            Format::V3 => {
                let engine = Manifest::read(path, file, &options.limits)
                    .map_or_else(|_| "unknown".to_owned(), |manifest| manifest.engine);
                return Err(Error::V3 { path: path.to_owned(), engine, what: "content", verb: "extended" });
            }
        }
        let len_bytes = file.metadata().map_err(|cause| Error::io("look at", path, cause))?.len();
        if len_bytes == MAGIC_LEN_BYTES as u64 {
            // The prefix alone is a file without syncs to every reader, so there is nothing to lose.
            return Ok(Self { target, previous: None, options });
        }
        let database = Database::unpack(path, file, options.temp_dir.as_deref(), &options.limits)?;
        database.check_pages()?;
        database.check_encoding()?;
        let syncs = database.syncs()?;
        let latest = latest_end(&syncs);
        if timestamp::after(Timestamp::UNIX_EPOCH, latest).is_none() {
            let problem =
                format!("a sync in it ended at `{}`, and no later time exists", latest.unwrap_or_default());
            return Err(Error::Content { path: path.to_owned(), problem });
        }
        let unknown = database.unknown();
        if !unknown.is_empty() {
            tracing::warn!(path = %path.display(), ?unknown, "the file has parts this version does not know; they will not be kept");
        }
        Ok(Self { target, previous: Some(Previous { database, syncs }), options })
    }

    /// The syncs already in the file, oldest first.
    #[must_use]
    pub fn earlier_syncs(&self) -> &[SyncRun] {
        self.previous.as_ref().map_or(&[], |previous| &previous.syncs)
    }

    /// Tables and columns (`table` or `table.column`) of the existing file that this version does not know and
    /// will not carry over. Empty for every file the Go SDK is known to write.
    #[must_use]
    pub fn left_behind(&self) -> Vec<String> {
        self.previous.as_ref().map(|previous| previous.database.unknown()).unwrap_or_default()
    }

    /// Begins a sync in a new database.
    ///
    /// `parent` is the sync a part is based on.
    ///
    /// # Errors
    ///
    /// [`Error::Unstorable`] for a parent of a full or resources-only sync, which cannot have one;
    /// [`Error::DiskFull`], [`Error::Io`] or [`Error::Database`] if the database cannot be created.
    pub fn start_sync(self, sync_type: SyncType, parent: Option<&SyncId>) -> Result<SyncWriter> {
        SyncWriter::start(self, sync_type, parent)
    }
}

/// The text of the latest end of any sync, by which readers order them.
fn latest_end(syncs: &[SyncRun]) -> Option<&str> {
    syncs.iter().filter_map(|run| run.ended_at_text.as_deref()).max()
}
