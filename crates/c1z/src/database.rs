//! The database inside somebody else's file: unpacked to a private place, checked, opened read-only.
//!
//! Nothing in it is trusted. Its tables must be plain tables with the columns of the format, its views,
//! triggers and functions are never run, its values have a largest size, and its queries a longest time.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, Row};
use tempfile::TempDir;

use crate::envelope;
use crate::error::{Error, Result};
use crate::format::{Format, MAGIC_LEN_BYTES};
use crate::limits::Limits;
use crate::schema::{self, Table};
use crate::sync_run::{SyncId, SyncRun, SyncStats, SyncType};
use crate::timestamp;

/// Most syncs a file may list. Writers keep two; the bound is for lists that were made to exhaust memory.
const MAX_SYNCS: usize = 10_000;

/// Most groups a count by resource type may have, for the same reason.
const MAX_RESOURCE_TYPES: usize = 100_000;

/// How often a running query looks at the clock, in steps of SQLite's virtual machine.
const STEPS_PER_LOOK: i32 = 100_000;

/// Reads the magic of `path` and leaves `file` behind it.
pub(crate) fn detect(path: &Path, file: &mut File) -> Result<Format> {
    let mut magic = Vec::with_capacity(MAGIC_LEN_BYTES);
    file.take(MAGIC_LEN_BYTES as u64)
        .read_to_end(&mut magic)
        .map_err(|cause| Error::io("read", path, cause))?;
    Format::detect(&magic).ok_or_else(|| Error::NotC1z { path: path.to_owned(), seen: magic })
}

/// A directory of our own for the database of one file. Nobody else may look into it.
pub(crate) fn private_dir(temp_dir: Option<&Path>) -> Result<TempDir> {
    let parent = temp_dir.map_or_else(std::env::temp_dir, Path::to_owned);
    let mut builder = tempfile::Builder::new();
    builder.prefix("baton-c1z-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder
        .tempdir_in(&parent)
        .map_err(|cause| Error::write("create a temporary directory in", &parent, 0, None, cause))
}

/// An unpacked database. The order of fields matters: the connection closes before its directory goes.
#[derive(Debug)]
pub(crate) struct Database {
    pub(crate) connection: Connection,
    clock: Arc<QueryClock>,
    /// Columns of the tables of the format that are present.
    columns: BTreeMap<&'static str, Vec<String>>,
    /// Tables the format does not know.
    unknown_tables: Vec<String>,
    /// The `.c1z` file.
    pub(crate) path: PathBuf,
    database_path: PathBuf,
    _dir: TempDir,
}

impl Database {
    /// Unpacks what follows the magic of `path` into a private directory and opens it.
    pub(crate) fn unpack(
        path: &Path,
        packed: impl Read,
        temp_dir: Option<&Path>,
        limits: &Limits,
    ) -> Result<Self> {
        let dir = private_dir(temp_dir)?;
        let database_path = dir.path().join("previous.db");
        let mut file = File::create_new(&database_path)
            .map_err(|cause| Error::write("create", &database_path, 0, None, cause))?;
        envelope::unpack(path, packed, &mut file, &database_path, limits)?;
        drop(file);

        let failed = |cause| Error::database("open the content", path, cause);
        let flags =
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection =
            Connection::open_with_flags(read_only_uri(&database_path), flags).map_err(failed)?;
        harden(&connection, limits).map_err(failed)?;
        let clock = QueryClock::watch(&mut connection, limits.max_query_time).map_err(failed)?;
        let mut database = Self {
            connection,
            clock,
            columns: BTreeMap::new(),
            unknown_tables: Vec::new(),
            path: path.to_owned(),
            database_path,
            _dir: dir,
        };
        database.check_tables()?;
        Ok(database)
    }

    /// The address under which another connection can attach this database, unable to change it.
    pub(crate) fn uri(&self) -> String {
        read_only_uri(&self.database_path)
    }

    /// Tables and columns the format does not know, as `table` or `table.column`.
    pub(crate) fn unknown(&self) -> Vec<String> {
        let mut unknown = self.unknown_tables.clone();
        for table in schema::TABLES {
            let known =
                |name: &String| name == "id" || table.columns.iter().any(|column| column.name == name);
            let extra = self.columns.get(table.name).into_iter().flatten().filter(|name| !known(name));
            unknown.extend(extra.map(|name| format!("{}.{name}", table.name)));
        }
        unknown
    }

    /// Whether `table` exists. Older files lack some.
    pub(crate) fn has(&self, table: &Table) -> bool {
        self.columns.contains_key(table.name)
    }

    /// SQL for one column of `table`: its name, or its value in a file older than the column.
    pub(crate) fn expression(&self, table: &Table, name: &str) -> String {
        let present =
            self.columns.get(table.name).is_some_and(|columns| columns.iter().any(|column| column == name));
        let if_absent =
            table.columns.iter().find(|column| column.name == name).and_then(|column| column.if_absent);
        match (present, if_absent) {
            // A null where the format has none comes from a table that was altered by hand.
            (true, Some(default)) if default != "null" => format!("coalesce({name}, {default})"),
            (false, Some(default)) => default.to_owned(),
            _ => name.to_owned(),
        }
    }

    /// Runs `work`, which may take as long as one query may.
    pub(crate) fn query<T>(
        &self,
        what: &'static str,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T> {
        self.clock.start();
        work(&self.connection).map_err(|cause| self.failed(what, cause))
    }

    fn failed(&self, what: &'static str, cause: rusqlite::Error) -> Error {
        if cause.sqlite_error_code() == Some(rusqlite::ErrorCode::OperationInterrupted) {
            return self.content("a query found no end; the database is damaged");
        }
        Error::database(what, &self.path, cause)
    }

    fn content(&self, problem: impl Into<String>) -> Error {
        Error::Content { path: self.path.clone(), problem: problem.into() }
    }

    /// Finds the tables of the format and makes sure that they are what they seem.
    fn check_tables(&mut self) -> Result<()> {
        let found = self.query("list the tables", |connection| {
            let mut statement = connection.prepare(
                "select name, type, wr from pragma_table_list where schema = 'main' and name not like 'sqlite\\_%' escape '\\' limit 1000",
            )?;
            let rows = statement.query_map([], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, bool>(2)?))
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        })?;
        for (name, kind, without_rowid) in found {
            let Some(table) = schema::TABLES.into_iter().find(|table| table.name == name) else {
                if kind == "table" {
                    self.unknown_tables.push(name);
                }
                continue;
            };
            if kind != "table" || without_rowid {
                return Err(self.content(format!("`{name}` is not an ordinary table")));
            }
            let columns = self.check_columns(table)?;
            self.columns.insert(table.name, columns);
        }
        if self.columns.is_empty() {
            return Err(self.content("it has none of the tables of the format"));
        }
        Ok(())
    }

    fn check_columns(&self, table: &'static Table) -> Result<Vec<String>> {
        let columns = self.query("list the columns", |connection| {
            let mut statement =
                connection.prepare("select name, type, pk, hidden from pragma_table_xinfo(?1) limit 2000")?;
            let rows = statement.query_map([table.name], |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, i64>(2)?,
                    row.get::<_, i64>(3)?,
                ))
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        })?;
        let is_rowid = |(name, kind, key, _): &(String, String, i64, i64)| {
            name == "id" && *key == 1 && kind.eq_ignore_ascii_case("integer")
        };
        let keys = columns.iter().filter(|(_, _, key, _)| *key > 0).count();
        if keys != 1 || !columns.iter().any(is_rowid) {
            return Err(self.content(format!("`{}` has no `id` that numbers its rows", table.name)));
        }
        if let Some((name, ..)) = columns.iter().find(|(_, _, _, hidden)| *hidden != 0) {
            return Err(self.content(format!("`{}.{name}` is computed, not stored", table.name)));
        }
        let names: Vec<_> = columns.into_iter().map(|(name, ..)| name).collect();
        let required = table.columns.iter().filter(|column| column.if_absent.is_none());
        for column in required {
            if !names.iter().any(|name| name == column.name) {
                return Err(self.content(format!("`{}` has no column `{}`", table.name, column.name)));
            }
        }
        Ok(names)
    }

    /// Walks every page of the database and fails on the first fault.
    pub(crate) fn check_pages(&self) -> Result<()> {
        // Checked against the clock of the caller's patience, not of one query: it reads everything there is.
        self.clock.stop();
        let verdict: String = self
            .connection
            .query_row("pragma quick_check(1)", [], |row| row.get(0))
            .map_err(|cause| self.failed("check the content", cause))?;
        if verdict == "ok" { Ok(()) } else { Err(self.content(format!("it is damaged: {verdict}"))) }
    }

    /// Makes sure that records can be copied from here: SQLite does not mix databases of different encodings.
    pub(crate) fn check_encoding(&self) -> Result<()> {
        let encoding: String = self.query("read the encoding", |connection| {
            connection.pragma_query_value(None, "encoding", |row| row.get(0))
        })?;
        if encoding == "UTF-8" {
            Ok(())
        } else {
            Err(self.content(format!("its text is {encoding}, not UTF-8")))
        }
    }

    /// The syncs, oldest first.
    pub(crate) fn syncs(&self) -> Result<Vec<SyncRun>> {
        if !self.has(&schema::SYNC_RUNS) {
            return Ok(Vec::new());
        }
        let mut sql = "select id".to_owned();
        for name in [
            "sync_id",
            "started_at",
            "ended_at",
            "sync_token",
            "sync_type",
            "parent_sync_id",
            "linked_sync_id",
            "supports_diff",
            "stats",
        ] {
            let _ = write!(sql, ", {}", self.expression(&schema::SYNC_RUNS, name));
        }
        sql.push_str(" from v1_sync_runs order by id");
        let mut syncs = Vec::new();
        let mut memory_bytes = 0;
        self.query("list the syncs", |connection| {
            let mut statement = connection.prepare(&sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let run = sync_run(row)?;
                memory_bytes += run.as_ref().map_or(0, |run| run.sync_token.len());
                syncs.push(run);
                if syncs.len() > MAX_SYNCS || memory_bytes > 64 << 20 {
                    break;
                }
            }
            Ok(())
        })?;
        if syncs.len() > MAX_SYNCS || memory_bytes > 64 << 20 {
            return Err(self.content(format!("it lists more than {MAX_SYNCS} syncs, or very large ones")));
        }
        syncs.into_iter().collect()
    }

    /// Counts the records of one sync.
    pub(crate) fn count(&self, sync_id: &SyncId) -> Result<SyncStats> {
        self.query("count the records", |connection| count(connection, sync_id, |table| self.has(table)))
    }
}

/// Reads one row of the table of syncs. The outer error is SQLite's, the inner one about this row.
fn sync_run(row: &Row<'_>) -> rusqlite::Result<Result<SyncRun>> {
    let id = row.get::<_, i64>(0)?;
    let unusable = |column| Error::Column { table: schema::SYNC_RUNS.name, column, row: id };
    let text = |index, column| -> rusqlite::Result<Result<Option<String>>> {
        Ok(match row.get_ref(index)? {
            ValueRef::Null => Ok(None),
            ValueRef::Text(bytes) => {
                std::str::from_utf8(bytes).map(|text| Some(text.to_owned())).map_err(|_| unusable(column))
            }
            _ => Err(unusable(column)),
        })
    };
    let supports_diff = matches!(row.get_ref(8)?, ValueRef::Integer(number) if number != 0);
    let columns = [
        text(1, "sync_id")?,
        text(2, "started_at")?,
        text(3, "ended_at")?,
        text(4, "sync_token")?,
        text(5, "sync_type")?,
        text(6, "parent_sync_id")?,
        text(7, "linked_sync_id")?,
        text(9, "stats")?,
    ];
    let assemble = || {
        let [sync_id, started_at, ended_at, sync_token, sync_type, parent, linked, stats] = columns;
        let started_at =
            started_at?.as_deref().and_then(timestamp::parse).ok_or_else(|| unusable("started_at"))?;
        let ended_at_text = ended_at?;
        let ended_at = match &ended_at_text {
            None => None,
            Some(text) => Some(timestamp::parse(text).ok_or_else(|| unusable("ended_at"))?),
        };
        let other = |id: Option<String>| id.filter(|id| !id.is_empty()).map(SyncId::new);
        Ok(SyncRun {
            id: SyncId::new(sync_id?.ok_or_else(|| unusable("sync_id"))?),
            sync_type: SyncType::from_column(&sync_type?.unwrap_or_default()),
            started_at,
            ended_at,
            ended_at_text,
            sync_token: sync_token?.unwrap_or_default(),
            parent: other(parent?),
            linked: other(linked?),
            supports_diff,
            stored_stats: stats?.and_then(|json| serde_json::from_str(&json).ok()),
        })
    };
    Ok(assemble())
}

/// Counts the records of one sync the way the Go SDK does: resources only of types that have a row.
pub(crate) fn count(
    connection: &Connection,
    sync_id: &SyncId,
    has: impl Fn(&Table) -> bool,
) -> rusqlite::Result<SyncStats> {
    // Counted here rather than by `group by`, which would sort every row of a large table first.
    let by_type = |table: &Table| -> rusqlite::Result<BTreeMap<String, u64>> {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        if !has(table) {
            return Ok(counts);
        }
        let sql = format!("select resource_type_id from {} not indexed where sync_id = ?1", table.name);
        let mut statement = connection.prepare(&sql)?;
        let mut rows = statement.query([sync_id.as_str()])?;
        while let Some(row) = rows.next()? {
            let resource_type_id = row.get_ref(0)?.as_str()?;
            if let Some(count) = counts.get_mut(resource_type_id) {
                *count += 1;
            } else if counts.len() < MAX_RESOURCE_TYPES {
                counts.insert(resource_type_id.to_owned(), 1);
            } else {
                let problem = format!("`{}` names more than {MAX_RESOURCE_TYPES} resource types", table.name);
                let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_TOOBIG);
                return Err(rusqlite::Error::SqliteFailure(code, Some(problem)));
            }
        }
        Ok(counts)
    };
    let mut types: BTreeMap<String, u64> = BTreeMap::new();
    if has(&schema::RESOURCE_TYPES) {
        let sql = format!(
            "select external_id from v1_resource_types where sync_id = ?1 limit {MAX_RESOURCE_TYPES}"
        );
        let mut statement = connection.prepare(&sql)?;
        let rows = statement.query_map([sync_id.as_str()], |row| Ok((row.get(0)?, 0)))?;
        types = rows.collect::<rusqlite::Result<_>>()?;
    }
    let resource_types = types.len() as u64;
    for (id, number) in by_type(&schema::RESOURCES)? {
        types.entry(id).and_modify(|count| *count = number);
    }
    let entitlements_by_resource_type = by_type(&schema::ENTITLEMENTS)?;
    let grants_by_resource_type = by_type(&schema::GRANTS)?;
    let assets = if has(&schema::ASSETS) {
        connection.query_row(
            "select count(*) from v1_assets where sync_id = ?1",
            [sync_id.as_str()],
            |row| row.get(0).map(unsigned),
        )?
    } else {
        0
    };
    Ok(SyncStats {
        resource_types,
        resources: types.values().sum(),
        entitlements: entitlements_by_resource_type.values().sum(),
        grants: grants_by_resource_type.values().sum(),
        resources_by_resource_type: types,
        grants_by_resource_type,
        entitlements_by_resource_type,
        assets,
    })
}

fn unsigned(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

/// Takes from a connection what a database could misuse.
pub(crate) fn harden(connection: &Connection, limits: &Limits) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    connection
        .set_limit(Limit::SQLITE_LIMIT_LENGTH, i32::try_from(limits.max_value_bytes).unwrap_or(i32::MAX))?;
    connection.pragma_update(None, "cell_size_check", true)
}

/// An address by which SQLite opens `path` without looking for a journal and without ever changing it.
fn read_only_uri(path: &Path) -> String {
    // With a drive letter in front, a path of Windows is only the end of an address.
    let mut uri = if cfg!(windows) { "file:///" } else { "file:" }.to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                uri.push(*byte as char)
            }
            b'\\' if cfg!(windows) => uri.push('/'),
            b':' if cfg!(windows) => uri.push(':'),
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri.push_str("?mode=ro&immutable=1");
    uri
}

/// Stops queries that take too long.
#[derive(Debug)]
struct QueryClock {
    created_at: Instant,
    limit: Duration,
    /// When the running query must be done, in milliseconds after `created_at`. The largest value means never.
    deadline_ms: AtomicU64,
}

impl QueryClock {
    fn watch(connection: &mut Connection, limit: Duration) -> rusqlite::Result<Arc<Self>> {
        let clock =
            Arc::new(Self { created_at: Instant::now(), limit, deadline_ms: AtomicU64::new(u64::MAX) });
        let watched = Arc::clone(&clock);
        connection.progress_handler(STEPS_PER_LOOK, Some(move || watched.is_late()))?;
        Ok(clock)
    }

    fn start(&self) {
        let deadline = self.created_at.elapsed().saturating_add(self.limit);
        let deadline_ms = u64::try_from(deadline.as_millis()).unwrap_or(u64::MAX);
        self.deadline_ms.store(deadline_ms, Ordering::Relaxed);
    }

    fn stop(&self) {
        self.deadline_ms.store(u64::MAX, Ordering::Relaxed);
    }

    fn is_late(&self) -> bool {
        self.created_at.elapsed().as_millis() > u128::from(self.deadline_ms.load(Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_without_end_is_stopped() {
        let mut connection = Connection::open_in_memory().unwrap();
        let clock = QueryClock::watch(&mut connection, Duration::from_millis(20)).unwrap();
        let endless =
            "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n";
        clock.start();
        let error = connection.query_row(endless, [], |_| Ok(())).unwrap_err();
        assert_eq!(error.sqlite_error_code(), Some(rusqlite::ErrorCode::OperationInterrupted));
        // The next one has its own time.
        clock.start();
        connection.query_row("select 1", [], |_| Ok(())).unwrap();
    }

    #[test]
    #[cfg(unix)]
    fn an_address_has_nothing_in_it_that_means_something_else() {
        let uri = read_only_uri(Path::new("/tmp/a b?c#d%e/ü.db"));
        assert_eq!(uri, "file:/tmp/a%20b%3Fc%23d%25e/%C3%BC.db?mode=ro&immutable=1");
    }
}
