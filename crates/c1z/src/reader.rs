//! Reading a file: its syncs, their counts, and every record of one sync, in bounded memory.

use std::collections::VecDeque;
use std::fmt;
use std::fs::File;
use std::path::{Path, PathBuf};

use baton_proto::connector::v2::{Entitlement, Grant, GrantExpandable, Resource, ResourceId, ResourceType};
use prost::Message;
use rusqlite::Row;
use rusqlite::types::ValueRef;

use crate::database::{self, Database};
use crate::error::{Error, Result};
use crate::format::Format;
use crate::limits::Limits;
use crate::manifest::Manifest;
use crate::schema::{self, Table};
use crate::sync_run::{SyncId, SyncRun, SyncStats, SyncType};

/// Most records fetched at a time.
const PAGE_ROWS: usize = 512;

/// Most bytes of records fetched at a time. A page holds at least one record.
const PAGE_BYTES: usize = 4 << 20;

/// How to open a file for reading.
#[derive(Debug, Clone, Default)]
pub struct ReaderOptions {
    /// Where the database is unpacked. The system's directory for temporary files if `None`.
    pub temp_dir: Option<PathBuf>,
    /// What the file may ask for.
    pub limits: Limits,
}

/// An open `.c1z` file. The file itself is not touched after [`C1zReader::open`] and never changed.
pub struct C1zReader {
    path: PathBuf,
    content: Content,
    syncs: Vec<SyncRun>,
}

enum Content {
    Database(Box<Database>),
    Manifest(Manifest),
}

impl fmt::Debug for C1zReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, content: _, syncs } = self;
        f.debug_struct("C1zReader").field("path", path).field("syncs", syncs).finish_non_exhaustive()
    }
}

impl C1zReader {
    /// Opens a file of either layout. A v1 database is unpacked to a private directory first.
    ///
    /// # Errors
    ///
    /// [`Error::NotC1z`], [`Error::Truncated`], [`Error::Damaged`], [`Error::TooLarge`],
    /// [`Error::WindowTooLarge`], [`Error::Content`], [`Error::Manifest`], [`Error::DiskFull`] or [`Error::Io`],
    /// according to what is wrong with the file or the system.
    pub fn open(path: impl AsRef<Path>, options: &ReaderOptions) -> Result<Self> {
        let path = path.as_ref().to_owned();
        let mut file = File::open(&path).map_err(|cause| Error::io("open", &path, cause))?;
        let is_empty = file.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.len() == 0);
        if is_empty {
            return Err(Error::Truncated { path, what: "it is empty" });
        }
        let (content, syncs) = match database::detect(&path, &mut file)? {
            Format::V1 => {
                let database = Database::unpack(&path, file, options.temp_dir.as_deref(), &options.limits)?;
                let syncs = database.syncs()?;
                (Content::Database(Box::new(database)), syncs)
            }
            Format::V3 => {
                let manifest = Manifest::read(&path, file, &options.limits)?;
                let syncs = manifest.syncs.clone();
                (Content::Manifest(manifest), syncs)
            }
        };
        Ok(Self { path, content, syncs })
    }

    /// The layout of the file.
    #[must_use]
    pub fn format(&self) -> Format {
        match self.content {
            Content::Database(_) => Format::V1,
            Content::Manifest(_) => Format::V3,
        }
    }

    /// The manifest, if the file is a v3 file.
    #[must_use]
    pub fn manifest(&self) -> Option<&Manifest> {
        match &self.content {
            Content::Database(_) => None,
            Content::Manifest(manifest) => Some(manifest),
        }
    }

    /// Every sync in the file, finished or not, in the order they were added.
    #[must_use]
    pub fn syncs(&self) -> &[SyncRun] {
        &self.syncs
    }

    /// The sync the `baton` command line shows: the finished one that ended last, whatever its type.
    #[must_use]
    pub fn latest_finished(&self) -> Option<&SyncRun> {
        latest(self.syncs.iter())
    }

    /// The full sync that ended last. Of two that ended together, the one with the greater id.
    #[must_use]
    pub fn latest_finished_full(&self) -> Option<&SyncRun> {
        latest(self.syncs.iter().filter(|run| run.sync_type == SyncType::Full))
    }

    /// One sync by its id.
    ///
    /// # Errors
    ///
    /// [`Error::NoSuchSync`].
    pub fn sync_run(&self, sync_id: &SyncId) -> Result<&SyncRun> {
        self.syncs
            .iter()
            .find(|run| run.id == *sync_id)
            .ok_or_else(|| Error::NoSuchSync { path: self.path.clone(), sync_id: sync_id.clone() })
    }

    /// The counts of a sync: those stored with it, or counted now if there are none that can be read.
    ///
    /// # Errors
    ///
    /// [`Error::NoSuchSync`]; [`Error::V3`] if a v3 file does not state them; [`Error::Database`].
    pub fn stats(&self, sync_id: &SyncId) -> Result<SyncStats> {
        let stored = self.sync_run(sync_id)?.stored_stats.clone();
        match (&self.content, stored) {
            // All zero is what JSON with other keys reads as; counting an empty sync costs nothing.
            (_, Some(stats)) if stats != SyncStats::default() => Ok(stats),
            (Content::Database(database), _) => database.count(sync_id),
            (Content::Manifest(_), Some(stats)) => Ok(stats),
            (Content::Manifest(manifest), None) => Err(Error::v3(&self.path, &manifest.engine, "statistics")),
        }
    }

    /// The resource types of a sync, in the order they were stored.
    ///
    /// # Errors
    ///
    /// [`Error::NoSuchSync`], [`Error::V3`]. Each item may be an error of its own, see [`Records`].
    pub fn resource_types(&self, sync_id: &SyncId) -> Result<Records<'_, ResourceType>> {
        self.records(&schema::RESOURCE_TYPES, "resource types", sync_id, None, |row| {
            decode(row, &schema::RESOURCE_TYPES)
        })
    }

    /// The resources of a sync, of one type or of all, in the order they were stored.
    ///
    /// # Errors
    ///
    /// As [`C1zReader::resource_types`].
    pub fn resources(
        &self,
        sync_id: &SyncId,
        resource_type_id: Option<&str>,
    ) -> Result<Records<'_, Resource>> {
        self.records(&schema::RESOURCES, "resources", sync_id, resource_type_id, |row| {
            decode(row, &schema::RESOURCES)
        })
    }

    /// The entitlements of a sync, on resources of one type or of all, in the order they were stored.
    ///
    /// # Errors
    ///
    /// As [`C1zReader::resource_types`].
    pub fn entitlements(
        &self,
        sync_id: &SyncId,
        resource_type_id: Option<&str>,
    ) -> Result<Records<'_, Entitlement>> {
        self.records(&schema::ENTITLEMENTS, "entitlements", sync_id, resource_type_id, |row| {
            decode(row, &schema::ENTITLEMENTS)
        })
    }

    /// The grants of a sync, of entitlements on resources of one type or of all, in the order they were stored.
    ///
    /// # Errors
    ///
    /// As [`C1zReader::resource_types`].
    pub fn grants(
        &self,
        sync_id: &SyncId,
        resource_type_id: Option<&str>,
    ) -> Result<Records<'_, StoredGrant>> {
        self.records(&schema::GRANTS, "grants", sync_id, resource_type_id, stored_grant)
    }

    fn records<R>(
        &self,
        table: &'static Table,
        what: &'static str,
        sync_id: &SyncId,
        resource_type_id: Option<&str>,
        decode: fn(&Row<'_>) -> rusqlite::Result<Result<R>>,
    ) -> Result<Records<'_, R>> {
        let database = match &self.content {
            Content::Database(database) => database,
            Content::Manifest(manifest) => return Err(Error::v3(&self.path, &manifest.engine, what)),
        };
        self.sync_run(sync_id)?;
        let mut sql = "select id, external_id, data".to_owned();
        if table.name == schema::GRANTS.name {
            for name in GRANT_COLUMNS {
                sql.push_str(", ");
                sql.push_str(&database.expression(table, name));
            }
        }
        // A page continues where the last one ended only if rows come in rowid order. The table itself has that
        // order, and of all indexes the one on a resource's type: it spares reading the other types.
        let hint = if resource_type_id.is_some() && table.name == schema::RESOURCES.name {
            ""
        } else {
            " not indexed"
        };
        let filter =
            if resource_type_id.is_some() { " and resource_type_id = ?4" } else { " and ?4 is null" };
        sql.push_str(&format!(
            " from {}{hint} where sync_id = ?1 and id >= ?2{filter} order by id limit ?3",
            table.name
        ));
        Ok(Records {
            database,
            sql,
            sync_id: sync_id.clone(),
            resource_type_id: resource_type_id.map(str::to_owned),
            decode,
            next_row: database.has(table).then_some(i64::MIN),
            page: VecDeque::new(),
        })
    }
}

fn latest<'a>(syncs: impl Iterator<Item = &'a SyncRun>) -> Option<&'a SyncRun> {
    // The text decides, as in every other reader: two spellings of one time are not equal.
    syncs
        .filter(|run| run.is_finished())
        .max_by(|a, b| (&a.ended_at_text, &a.id).cmp(&(&b.ended_at_text, &b.id)))
}

/// A grant as stored, with what the file keeps beside it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct StoredGrant {
    /// The grant. If its record leaves out entitlement or principal, they are rebuilt from the columns with
    /// their ids only.
    pub grant: Grant,
    /// Through which entitlements the principal's own holders inherit this grant.
    pub expansion: Option<GrantExpandable>,
    /// Whether that inheritance is still to be worked out.
    pub needs_expansion: bool,
}

/// The records of one sync, read a page at a time.
///
/// A record that cannot be decoded is an error item that names it; reading goes on behind it
/// ([`Error::is_one_record`]). After any other error there are no further items.
pub struct Records<'a, R> {
    database: &'a Database,
    sql: String,
    sync_id: SyncId,
    resource_type_id: Option<String>,
    decode: fn(&Row<'_>) -> rusqlite::Result<Result<R>>,
    /// Where the next page starts; `None` at the end.
    next_row: Option<i64>,
    page: VecDeque<Result<R>>,
}

impl<R> fmt::Debug for Records<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Records")
            .field("sync_id", &self.sync_id)
            .field("next_row", &self.next_row)
            .finish_non_exhaustive()
    }
}

impl<R> Iterator for Records<'_, R> {
    type Item = Result<R>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.page.is_empty()
            && let Some(first_row) = self.next_row.take()
            && let Err(error) = self.fetch(first_row)
        {
            self.next_row = None;
            self.page.push_back(Err(error));
        }
        self.page.pop_front()
    }
}

impl<R> Records<'_, R> {
    fn fetch(&mut self, first_row: i64) -> Result<()> {
        let Self { database, sql, sync_id, resource_type_id, decode, next_row, page } = self;
        let mut last_row = None;
        let mut page_bytes = 0;
        let mut is_full = false;
        database.query("read the records", |connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query((
                sync_id.as_str(),
                first_row,
                PAGE_ROWS as i64,
                resource_type_id.as_deref(),
            ))?;
            while let Some(row) = rows.next()? {
                let id: i64 = row.get(0)?;
                if last_row.is_some_and(|last| id <= last) {
                    // Only a damaged b-tree can go back, and it could do so for ever.
                    return Err(rusqlite::Error::SqliteFailure(
                        rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT),
                        Some("rows are out of order".to_owned()),
                    ));
                }
                last_row = Some(id);
                page_bytes += row.get_ref(2)?.as_bytes_or_null().ok().flatten().map_or(0, <[u8]>::len);
                page.push_back(decode(row)?);
                is_full = page.len() >= PAGE_ROWS || page_bytes >= PAGE_BYTES;
                if is_full {
                    break;
                }
            }
            Ok(())
        })?;
        *next_row = last_row.filter(|_| is_full).and_then(|last| last.checked_add(1));
        Ok(())
    }
}

/// What a grant's row has beside id, external id and record.
const GRANT_COLUMNS: [&str; 7] = [
    "expansion",
    "needs_expansion",
    "resource_type_id",
    "resource_id",
    "entitlement_id",
    "principal_resource_type_id",
    "principal_resource_id",
];

/// Decodes the record of a row of `table`.
fn decode<M: Message + Default>(row: &Row<'_>, table: &'static Table) -> rusqlite::Result<Result<M>> {
    decode_column(row, 2, "data", table)
}

fn decode_column<M: Message + Default>(
    row: &Row<'_>,
    index: usize,
    column: &'static str,
    table: &'static Table,
) -> rusqlite::Result<Result<M>> {
    let id = row.get(0)?;
    let ValueRef::Blob(data) = row.get_ref(index)? else {
        return Ok(Err(Error::Column { table: table.name, column, row: id }));
    };
    Ok(match M::decode(data) {
        Ok(message) => Ok(message),
        Err(cause) => {
            let external_id = match row.get_ref(1)? {
                ValueRef::Text(bytes) => String::from_utf8_lossy(bytes).chars().take(200).collect(),
                _ => String::new(),
            };
            Err(Error::Record { table: table.name, row: id, external_id, cause })
        }
    })
}

fn stored_grant(row: &Row<'_>) -> rusqlite::Result<Result<StoredGrant>> {
    let table = &schema::GRANTS;
    let mut grant: Grant = match decode(row, table)? {
        Ok(grant) => grant,
        Err(error) => return Ok(Err(error)),
    };
    let expansion = match row.get_ref(3)? {
        ValueRef::Null => None,
        _ => match decode_column(row, 3, "expansion", table)? {
            Ok(expansion) => Some(expansion),
            Err(error) => return Ok(Err(error)),
        },
    };
    let needs_expansion = matches!(row.get_ref(4)?, ValueRef::Integer(number) if number != 0);
    if grant.entitlement.is_none() || grant.principal.is_none() {
        let text = |index| -> rusqlite::Result<String> {
            Ok(row.get_ref(index)?.as_str().unwrap_or_default().to_owned())
        };
        let resource = |resource_type, resource| Resource {
            id: Some(ResourceId { resource_type, resource, ..ResourceId::default() }),
            ..Resource::default()
        };
        if grant.entitlement.is_none() {
            let id = text(7)?;
            let resource = Some(resource(text(5)?, text(6)?));
            grant.entitlement = Some(Entitlement { id, resource, ..Entitlement::default() });
        }
        if grant.principal.is_none() {
            grant.principal = Some(resource(text(8)?, text(9)?));
        }
    }
    Ok(Ok(StoredGrant { grant, expansion, needs_expansion }))
}
