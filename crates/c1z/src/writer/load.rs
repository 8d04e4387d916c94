//! Storing the records of a sync.

use std::fmt;

use baton_proto::connector::v2::{Entitlement, Grant, GrantExpandable, Resource, ResourceId, ResourceType};
use prost::{Message, Name};
use rusqlite::{CachedStatement, Connection, OpenFlags, params};
use tempfile::TempDir;

use super::{C1zWriter, Previous, WriterOptions};
use crate::database;
use crate::error::{Error, Result};
use crate::schema::{self, Index, Table};
use crate::sync_run::{SyncId, SyncType};
use crate::target::Target;
use crate::timestamp;

/// Memory SQLite may use for pages and, again, for sorting while an index is built. Neither grows with the tenant.
const CACHE_KIB: i64 = 16 << 10;

/// A sync being written. Dropping it removes everything temporary and leaves the target as it is.
///
/// Calls block on the disk; use it from a thread that may.
pub struct SyncWriter {
    // The connection must close before its directory is removed, and fields are dropped in order.
    pub(super) connection: Connection,
    pub(super) dir: TempDir,
    pub(super) target: Target,
    pub(super) previous: Option<Previous>,
    pub(super) options: WriterOptions,
    pub(super) sync_id: SyncId,
    pub(super) sync_type: SyncType,
    pub(super) started_at: jiff::Timestamp,
    in_transaction: bool,
    /// Whether the grants have their unique index. Before, they are appended without looking, and of several with
    /// one id the last is kept when the index is built: for a million grants that saves more than a second.
    grants_are_unique: bool,
    /// Whether a call failed in a way that leaves the records incomplete.
    spoiled: bool,
    record: Vec<u8>,
}

impl fmt::Debug for SyncWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SyncWriter")
            .field("target", &self.target)
            .field("sync_id", &self.sync_id)
            .field("sync_type", &self.sync_type)
            .finish_non_exhaustive()
    }
}

impl SyncWriter {
    pub(super) fn start(writer: C1zWriter, sync_type: SyncType, parent: Option<&SyncId>) -> Result<Self> {
        let C1zWriter { target, previous, options } = writer;
        if parent.is_some() && matches!(sync_type, SyncType::Full | SyncType::ResourcesOnly) {
            let problem = format!("one of type `{sync_type}` has no parent");
            return Err(Error::Unstorable { kind: "sync", problem });
        }
        let dir = database::private_dir(options.temp_dir.as_deref())?;
        let failed = |cause| Error::database("create the database", dir.path(), cause);
        let connection = create_database(&dir, &options).map_err(failed)?;

        let started_at = options.clock.now();
        let sync_id = SyncId::generate(started_at);
        let last_row = match &previous {
            Some(previous) => previous.last_sync_row()?,
            None => 0,
        };
        connection
            .execute(
                "insert into v1_sync_runs (id, sync_id, started_at, sync_token, sync_type, parent_sync_id, \
                 supports_diff, grants_backfilled) values (?1, ?2, ?3, '', ?4, ?5, 1, 1)",
                params![
                    // Readers take the order of these numbers for the order of the syncs.
                    last_row + 1,
                    sync_id.as_str(),
                    timestamp::format(started_at),
                    sync_type.as_str(),
                    parent.map(SyncId::as_str).unwrap_or_default(),
                ],
            )
            .map_err(failed)?;
        Ok(Self {
            connection,
            dir,
            target,
            previous,
            options,
            sync_id,
            sync_type,
            started_at,
            in_transaction: false,
            grants_are_unique: false,
            spoiled: false,
            record: Vec::new(),
        })
    }

    /// The identity of this sync.
    #[must_use]
    pub fn sync_id(&self) -> &SyncId {
        &self.sync_id
    }

    /// Stores resource types. A later one with the same id takes the place of an earlier one.
    ///
    /// # Errors
    ///
    /// [`Error::Unstorable`] if one has no id; then none is stored. [`Error::DiskFull`] or [`Error::Database`] if
    /// storing fails; then the sync cannot be finished.
    pub fn put_resource_types(&mut self, resource_types: &[ResourceType]) -> Result<()> {
        for resource_type in resource_types {
            require("resource type", "it has no id", &resource_type.id)?;
        }
        self.put(
            "insert into v1_resource_types (external_id, data, sync_id, discovered_at) values (?1, ?2, ?3, ?4) \
             on conflict (external_id, sync_id) do update set data = excluded.data, \
             discovered_at = excluded.discovered_at",
            resource_types,
            |statement, resource_type, record, at| {
                let record = encode(resource_type, record);
                statement.execute(params![resource_type.id, record, at.sync_id, at.discovered_at])
            },
        )
    }

    /// Stores resources. A later one with the same type and id takes the place of an earlier one.
    ///
    /// # Errors
    ///
    /// As [`SyncWriter::put_resource_types`].
    pub fn put_resources(&mut self, resources: &[Resource]) -> Result<()> {
        for resource in resources {
            identity("resource", &resource.display_name, resource.id.as_ref())?;
        }
        self.put(
            "insert into v1_resources (resource_type_id, external_id, parent_resource_type_id, parent_resource_id, \
             data, sync_id, discovered_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
             on conflict (external_id, sync_id) do update set resource_type_id = excluded.resource_type_id, \
             parent_resource_type_id = excluded.parent_resource_type_id, \
             parent_resource_id = excluded.parent_resource_id, data = excluded.data, \
             discovered_at = excluded.discovered_at",
            resources,
            |statement, resource, record, at| {
                let record = encode(resource, record);
                let id = resource.id.as_ref();
                let parent = resource.parent_resource_id.as_ref();
                statement.execute(params![
                    id.map(|id| id.resource_type.as_str()),
                    id.map(external_id),
                    parent.map(|parent| parent.resource_type.as_str()),
                    parent.map(|parent| parent.resource.as_str()),
                    record,
                    at.sync_id,
                    at.discovered_at,
                ])
            },
        )
    }

    /// Stores entitlements. A later one with the same id takes the place of an earlier one.
    ///
    /// # Errors
    ///
    /// As [`SyncWriter::put_resource_types`].
    pub fn put_entitlements(&mut self, entitlements: &[Entitlement]) -> Result<()> {
        for entitlement in entitlements {
            require("entitlement", "it has no id", &entitlement.id)?;
            let resource = entitlement.resource.as_ref().and_then(|resource| resource.id.as_ref());
            identity("entitlement", &entitlement.id, resource)?;
        }
        self.put(
            "insert into v1_entitlements (resource_type_id, resource_id, external_id, data, sync_id, discovered_at) \
             values (?1, ?2, ?3, ?4, ?5, ?6) \
             on conflict (external_id, sync_id) do update set resource_type_id = excluded.resource_type_id, \
             resource_id = excluded.resource_id, data = excluded.data, discovered_at = excluded.discovered_at",
            entitlements,
            |statement, entitlement, record, at| {
                let record = encode(entitlement, record);
                let resource = entitlement.resource.as_ref().and_then(|resource| resource.id.as_ref());
                statement.execute(params![
                    resource.map(|id| id.resource_type.as_str()),
                    resource.map(|id| id.resource.as_str()),
                    entitlement.id,
                    record,
                    at.sync_id,
                    at.discovered_at,
                ])
            },
        )
    }

    /// Stores grants. A later one with the same id takes the place of an earlier one.
    ///
    /// A `GrantExpandable` annotation moves from the record to a column of its own, where readers look for it; one
    /// that names no entitlement is dropped.
    ///
    /// # Errors
    ///
    /// As [`SyncWriter::put_resource_types`].
    pub fn put_grants(&mut self, grants: &[Grant]) -> Result<()> {
        for grant in grants {
            require("grant", "it has no id", &grant.id)?;
            let entitlement = grant.entitlement.as_ref();
            require(
                "grant",
                &format!("`{}` has no entitlement", grant.id),
                entitlement.map_or("", |e| &e.id),
            )?;
            let resource =
                entitlement.and_then(|e| e.resource.as_ref()).and_then(|resource| resource.id.as_ref());
            identity("grant", &grant.id, resource)?;
            identity(
                "grant",
                &grant.id,
                grant.principal.as_ref().and_then(|principal| principal.id.as_ref()),
            )?;
            expansion(grant)?;
        }
        let sql = if self.grants_are_unique {
            "insert into v1_grants (resource_type_id, resource_id, entitlement_id, principal_resource_type_id, \
             principal_resource_id, external_id, expansion, needs_expansion, data, sync_id, discovered_at) \
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) \
             on conflict (external_id, sync_id) do update set resource_type_id = excluded.resource_type_id, \
             resource_id = excluded.resource_id, entitlement_id = excluded.entitlement_id, \
             principal_resource_type_id = excluded.principal_resource_type_id, \
             principal_resource_id = excluded.principal_resource_id, expansion = excluded.expansion, \
             needs_expansion = excluded.needs_expansion, data = excluded.data, \
             discovered_at = excluded.discovered_at"
        } else {
            "insert into v1_grants (resource_type_id, resource_id, entitlement_id, principal_resource_type_id, \
             principal_resource_id, external_id, expansion, needs_expansion, data, sync_id, discovered_at) \
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
        };
        self.put(sql, grants, |statement, grant, record, at| {
            // Checked above: an annotation that does not decode would not have come this far.
            let expansion = expansion(grant).ok().flatten();
            let record = if grant.annotations.iter().any(is_expandable) {
                let mut grant = grant.clone();
                grant.annotations.retain(|annotation| !is_expandable(annotation));
                encode(&grant, record)
            } else {
                encode(grant, record)
            };
            let resource =
                grant.entitlement.as_ref().and_then(|e| e.resource.as_ref()).and_then(|r| r.id.as_ref());
            let principal = grant.principal.as_ref().and_then(|principal| principal.id.as_ref());
            statement.execute(params![
                resource.map(|id| id.resource_type.as_str()),
                resource.map(|id| id.resource.as_str()),
                grant.entitlement.as_ref().map(|entitlement| entitlement.id.as_str()),
                principal.map(|id| id.resource_type.as_str()),
                principal.map(|id| id.resource.as_str()),
                grant.id,
                expansion,
                expansion.is_some(),
                record,
                at.sync_id,
                at.discovered_at,
            ])
        })
    }

    /// Stores a token with the sync from which its work could be taken up again. Not read here.
    ///
    /// # Errors
    ///
    /// [`Error::DiskFull`] or [`Error::Database`].
    pub fn checkpoint(&mut self, sync_token: &str) -> Result<()> {
        self.attempt("store the sync token", |writer| {
            let sql = "update v1_sync_runs set sync_token = ?1 where sync_id = ?2";
            writer.connection.execute(sql, params![sync_token, writer.sync_id.as_str()])
        })?;
        Ok(())
    }

    fn put<M>(
        &mut self,
        sql: &str,
        messages: &[M],
        mut store: impl FnMut(&mut CachedStatement<'_>, &M, &mut Vec<u8>, &Stamp<'_>) -> rusqlite::Result<usize>,
    ) -> Result<()> {
        let discovered_at = timestamp::format(self.options.clock.now());
        self.attempt("store records", |writer| {
            writer.begin()?;
            let at = Stamp { sync_id: writer.sync_id.as_str(), discovered_at: &discovered_at };
            let mut statement = writer.connection.prepare_cached(sql)?;
            for message in messages {
                store(&mut statement, message, &mut writer.record, &at)?;
            }
            Ok(())
        })
    }

    /// Runs `work`, and remembers if it failed: what the database then holds is not what the caller believes.
    pub(super) fn attempt<T>(
        &mut self,
        what: &'static str,
        work: impl FnOnce(&mut Self) -> rusqlite::Result<T>,
    ) -> Result<T> {
        if self.spoiled {
            return Err(Error::Spoiled { path: self.target.path().to_owned() });
        }
        work(self).map_err(|cause| {
            self.spoiled = true;
            match Error::database(what, self.dir.path(), cause) {
                Error::DiskFull { what, path, needed_bytes, .. } => {
                    let written_bytes = std::fs::metadata(path.join(super::seal::DATABASE_NAME));
                    let written_bytes = written_bytes.map_or(0, |metadata| metadata.len());
                    Error::DiskFull { what, path, written_bytes, needed_bytes }
                }
                other => other,
            }
        })
    }

    /// Opens the one transaction all records are stored in.
    fn begin(&mut self) -> rusqlite::Result<()> {
        if !self.in_transaction {
            self.connection.execute_batch("begin immediate")?;
            self.in_transaction = true;
        }
        Ok(())
    }

    pub(super) fn commit(&mut self) -> rusqlite::Result<()> {
        if self.in_transaction {
            self.connection.execute_batch("commit")?;
            self.in_transaction = false;
        }
        Ok(())
    }

    /// Gives the grants their unique index, so that none is there twice.
    pub(super) fn settle_grants(&mut self) -> rusqlite::Result<()> {
        if !self.grants_are_unique {
            make_unique(&self.connection, &schema::GRANTS)?;
            self.grants_are_unique = true;
        }
        Ok(())
    }

    /// Gives the grants one of their other indexes early, because a lookup needs it.
    pub(super) fn index_grants(&mut self, index: &Index) -> rusqlite::Result<()> {
        self.settle_grants()?;
        self.connection.execute_batch(&index.create(&schema::GRANTS))
    }
}

impl Previous {
    fn last_sync_row(&self) -> Result<i64> {
        let last = self.database.query("number the new sync", |connection| {
            if !self.database.has(&schema::SYNC_RUNS) {
                return Ok(0);
            }
            connection
                .query_row("select coalesce(max(id), 0) from v1_sync_runs", [], |row| row.get::<_, i64>(0))
        })?;
        if last >= i64::MAX - 1 {
            let problem = "its syncs are numbered to the end".to_owned();
            return Err(Error::Content { path: self.database.path.clone(), problem });
        }
        Ok(last.max(0))
    }
}

/// What every row of a batch has in common.
struct Stamp<'a> {
    sync_id: &'a str,
    discovered_at: &'a str,
}

fn create_database(dir: &TempDir, options: &WriterOptions) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(dir.path().join(super::seal::DATABASE_NAME), flags)?;
    database::harden(&connection, &options.limits)?;
    connection.pragma_update(None, "page_size", 4096)?;
    connection.pragma_update(None, "encoding", "UTF-8")?;
    // Never a write-ahead log: rows left in it would not be in the file, and no reader would complain.
    connection.pragma_update_and_check(None, "journal_mode", "truncate", |_| Ok(()))?;
    // This database is thrown away if anything fails. What lasts is the packed file, and that is synced.
    connection.pragma_update(None, "synchronous", "off")?;
    connection.pragma_update_and_check(None, "locking_mode", "exclusive", |_| Ok(()))?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    connection.pragma_update(None, "temp_store", "file")?;
    for table in schema::TABLES {
        connection.execute_batch(&table.create())?;
        // Built in one go at the end, an index costs a third of what it costs row by row. Only those by which a
        // later record finds an earlier one are needed from the start, and for grants not even that.
        if table.name != schema::GRANTS.name {
            connection.execute_batch(&table.identity().create(table))?;
        }
    }
    Ok(connection)
}

/// Creates the unique index of `table`. Of several rows with one identity the last is kept.
pub(super) fn make_unique(connection: &Connection, table: &Table) -> rusqlite::Result<()> {
    let identity = table.identity();
    let create = identity.create(table);
    match connection.execute_batch(&create) {
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) => {}
        outcome => return outcome,
    }
    let name = table.name;
    let same: Vec<_> =
        identity.columns.iter().map(|column| format!("later.{column} = {name}.{column}")).collect();
    connection.execute_batch(&format!(
        "create index duplicates on {name} ({});
         delete from {name} where exists (select 1 from {name} as later where {} and later.id > {name}.id);
         drop index duplicates;",
        identity.columns.join(", "),
        same.join(" and "),
    ))?;
    connection.execute_batch(&create)
}

fn encode<'a>(message: &impl Message, record: &'a mut Vec<u8>) -> &'a [u8] {
    record.clear();
    message.encode(record).expect("a vector grows as needed");
    record
}

/// The key of a resource in a column: type and id, joined as they are.
pub(super) fn external_id(id: &ResourceId) -> String {
    format!("{}:{}", id.resource_type, id.resource)
}

fn require(kind: &'static str, problem: &str, id: &str) -> Result<()> {
    if id.is_empty() { Err(Error::Unstorable { kind, problem: problem.to_owned() }) } else { Ok(()) }
}

fn identity(kind: &'static str, name: &str, id: Option<&ResourceId>) -> Result<()> {
    let is_complete = id.is_some_and(|id| !id.resource_type.is_empty() && !id.resource.is_empty());
    if is_complete {
        return Ok(());
    }
    let problem = match kind {
        "resource" => format!("`{name}` has no type and id"),
        "entitlement" => format!("`{name}` does not say to which resource it belongs"),
        _ => format!("`{name}` lacks the type and id of its resource or principal"),
    };
    Err(Error::Unstorable { kind, problem })
}

fn is_expandable(annotation: &prost_types::Any) -> bool {
    let name = annotation.type_url.rsplit('/').next().unwrap_or_default();
    name == GrantExpandable::full_name()
}

/// The bytes of a grant's `GrantExpandable`, if it has one that names an entitlement.
fn expansion(grant: &Grant) -> Result<Option<&[u8]>> {
    let Some(annotation) = grant.annotations.iter().find(|annotation| is_expandable(annotation)) else {
        return Ok(None);
    };
    let expandable = GrantExpandable::decode(annotation.value.as_slice()).map_err(|_| {
        let problem = format!("the `GrantExpandable` of `{}` cannot be decoded", grant.id);
        Error::Unstorable { kind: "grant", problem }
    })?;
    let names_one = expandable.entitlement_ids.iter().any(|id| !id.trim().is_empty());
    Ok(names_one.then_some(annotation.value.as_slice()))
}
