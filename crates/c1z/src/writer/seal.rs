//! Finishing a sync: earlier syncs, indexes, counts, checks, and the file put in place.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::{Connection, params, params_from_iter};
use tempfile::TempDir;

use super::{Previous, SyncWriter, latest_end};
use crate::envelope;
use crate::error::{Error, Result};
use crate::schema;
use crate::sync_run::{SyncId, SyncStats, SyncType};
use crate::target::Target;
use crate::timestamp;

/// Name of the database in its private directory.
pub(super) const DATABASE_NAME: &str = "sync.db";

/// A database with more than one free page in this many is rewritten without them.
const FREE_PAGES_TOLERATED: i64 = 20;

/// A sync that is in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finished {
    /// The file.
    pub path: PathBuf,
    /// The sync's identity.
    pub sync_id: SyncId,
    /// What it was recorded as.
    pub sync_type: SyncType,
    /// When it started.
    pub started_at: Timestamp,
    /// When it ended. Later than the clock says if the file holds a sync that ended later than that.
    pub ended_at: Timestamp,
    /// What it holds.
    pub stats: SyncStats,
    /// Earlier syncs that are still in the file, oldest first.
    pub kept: Vec<SyncId>,
    /// Earlier syncs that were dropped.
    pub dropped: Vec<SyncId>,
    /// Size of the file.
    pub file_bytes: u64,
    /// Size of the database in it.
    pub database_bytes: u64,
}

impl SyncWriter {
    /// Ends the sync and puts it into the file, together with the earlier syncs that are kept.
    ///
    /// The file is replaced in one step after its content is on the disk. Until then, and whenever this fails, it
    /// is what it was.
    ///
    /// # Errors
    ///
    /// [`Error::Replaced`] if another process changed the file meanwhile: the new one is kept beside it.
    /// [`Error::Spoiled`] if storing a record had failed before. [`Error::DiskFull`], [`Error::Database`],
    /// [`Error::Content`] or [`Error::Io`] if a step of it failed.
    pub fn finish(self) -> Result<Finished> {
        let sync_type = self.sync_type.clone();
        self.seal(sync_type)
    }

    /// As [`SyncWriter::finish`], but records the sync as partial, whatever it was started as: something that
    /// belongs into it could not be read.
    ///
    /// # Errors
    ///
    /// As [`SyncWriter::finish`].
    pub fn finish_partial(self) -> Result<Finished> {
        self.seal(SyncType::Partial)
    }

    fn seal(mut self, sync_type: SyncType) -> Result<Finished> {
        let stats = self.counts()?;
        self.attempt("store the records", |writer| writer.commit())?;

        let previous = self.previous.take();
        let earlier = previous.as_ref().map_or(&[][..], |previous| &previous.syncs);
        let dropped: Vec<SyncId> =
            self.options.retention.dropped(earlier, &sync_type).into_iter().cloned().collect();
        let kept: Vec<SyncId> =
            earlier.iter().map(|run| run.id.clone()).filter(|id| !dropped.contains(id)).collect();
        let latest_end = latest_end(earlier).map(str::to_owned);
        if let Some(previous) = previous
            && !kept.is_empty()
        {
            self.copy(&previous, &kept)?;
            // What was unpacked of the old file is no longer needed, and the steps below need room.
            drop(previous);
        }
        self.attempt("build the indexes", |writer| build_indexes(&writer.connection))?;

        let now = self.options.clock.now().max(self.started_at);
        let (ended_at, ended_at_text) = timestamp::after(now, latest_end.as_deref()).ok_or_else(|| {
            let problem = "a sync in it ended so late that no later time exists".to_owned();
            Error::Content { path: self.target.path().to_owned(), problem }
        })?;
        let stats_json = serde_json::to_string(&stats).expect("counts and texts are always JSON");
        self.attempt("end the sync", |writer| {
            writer.connection.execute(
                "update v1_sync_runs set ended_at = ?1, sync_type = ?2, stats = ?3 where sync_id = ?4",
                params![ended_at_text, sync_type.as_str(), stats_json, writer.sync_id.as_str()],
            )
        })?;
        self.attempt("reclaim free space", |writer| vacuum(&writer.connection))?;
        let verdict: String = self.attempt("check the database", |writer| {
            writer.connection.query_row("pragma quick_check(1)", [], |row| row.get(0))
        })?;
        if verdict != "ok" {
            let problem = format!("what was built for it is damaged: {verdict}");
            return Err(Error::Content { path: self.target.path().to_owned(), problem });
        }

        let Self { connection, dir, target, sync_id, started_at, .. } = self;
        connection.close().map_err(|(_, cause)| Error::database("close the database", dir.path(), cause))?;
        let database_path = closed_database(&dir)?;
        let database_bytes =
            fs::metadata(&database_path).map_err(|cause| Error::io("look at", &database_path, cause))?.len();
        let file_bytes = put_in_place(&target, &sync_id, &database_path)?;
        let path = target.path().to_owned();
        Ok(Finished {
            path,
            sync_id,
            sync_type,
            started_at,
            ended_at,
            stats,
            kept,
            dropped,
            file_bytes,
            database_bytes,
        })
    }

    /// Copies the records of the syncs in `kept` out of the old database, behind those of the new one.
    fn copy(&mut self, previous: &Previous, kept: &[SyncId]) -> Result<()> {
        let uri = previous.database.uri();
        let wanted = vec!["?"; kept.len()].join(", ");
        self.attempt("copy the earlier syncs", |writer| {
            let connection = &writer.connection;
            // Rows arrive in the order of the old tables; kept up to date by each, an index would be written all
            // over. They are built afterwards.
            for index in schema::TABLES.iter().flat_map(|table| table.indexes) {
                connection.execute_batch(&format!("drop index if exists {}", index.name))?;
            }
            connection.execute("attach ?1 as previous", [&uri])?;
            connection.execute_batch("begin immediate")?;
            for table in schema::TABLES {
                if !previous.database.has(table) {
                    continue;
                }
                let mut columns: Vec<_> = table.columns.iter().map(|column| column.name).collect();
                if table.name == schema::SYNC_RUNS.name {
                    columns.push("id");
                }
                let values: Vec<_> =
                    columns.iter().map(|column| previous.database.expression(table, column)).collect();
                let sql = format!(
                    "insert into main.{name} ({columns}) select {values} from previous.{name} not indexed \
                     where sync_id in ({wanted}) order by id",
                    name = table.name,
                    columns = columns.join(", "),
                    values = values.join(", "),
                );
                connection.execute(&sql, params_from_iter(kept.iter().map(SyncId::as_str)))?;
            }
            connection.execute_batch("commit; detach previous")
        })
    }
}

fn build_indexes(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("begin immediate")?;
    for table in schema::TABLES {
        super::load::make_unique(connection, table)?;
        for index in table.indexes {
            connection.execute_batch(&index.create(table))?;
        }
    }
    connection.execute_batch("commit")
}

/// Rewrites the database if removed records left holes in it worth the work.
fn vacuum(connection: &Connection) -> rusqlite::Result<()> {
    let free: i64 = connection.pragma_query_value(None, "freelist_count", |row| row.get(0))?;
    let all: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
    if free > all / FREE_PAGES_TOLERATED { connection.execute_batch("vacuum") } else { Ok(()) }
}

/// The path of the database, after making sure that all of it is in that one file.
fn closed_database(dir: &TempDir) -> Result<PathBuf> {
    let database_path = dir.path().join(DATABASE_NAME);
    for companion in ["-wal", "-journal"] {
        let path = dir.path().join(format!("{DATABASE_NAME}{companion}"));
        if fs::metadata(&path).is_ok_and(|metadata| metadata.len() > 0) {
            let problem = format!("the database left `{DATABASE_NAME}{companion}` behind");
            return Err(Error::Content { path: database_path, problem });
        }
    }
    Ok(database_path)
}

fn put_in_place(target: &Target, sync_id: &SyncId, database_path: &Path) -> Result<u64> {
    target.replace(sync_id, |file, path| envelope::pack(database_path, file, path))
}
