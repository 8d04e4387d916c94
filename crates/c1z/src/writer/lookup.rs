//! Questions about the records stored so far, and removing some of them again.
//!
//! They see this sync only. Those about grants first build the index they need, so the first is slow and further
//! ones are not; ask when most grants are stored.

use baton_proto::connector::v2::Resource;
use prost::Message;
use rusqlite::{OptionalExtension, params};

use super::SyncWriter;
use crate::database;
use crate::error::{Error, Result};
use crate::schema;
use crate::sync_run::SyncStats;

/// An entitlement that grants refer to and that is not stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DanglingEntitlement {
    /// Type of the resource it belongs to.
    pub resource_type_id: String,
    /// Id of the resource it belongs to.
    pub resource_id: String,
    /// Its own id.
    pub entitlement_id: String,
    /// How many grants refer to it. At least one.
    pub n_grants: u64,
    /// Type of one of the principals that hold it: the one stored first.
    pub sample_principal_type_id: String,
    /// Id of that principal.
    pub sample_principal_id: String,
}

/// A principal that grants refer to and that is not stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DanglingPrincipal {
    /// Its resource type.
    pub resource_type_id: String,
    /// Its id.
    pub resource_id: String,
    /// How many grants it holds. At least one.
    pub n_grants: u64,
}

impl SyncWriter {
    /// How many records are stored.
    ///
    /// # Errors
    ///
    /// This and all below: [`Error::DiskFull`] or [`Error::Database`].
    pub fn counts(&mut self) -> Result<SyncStats> {
        self.attempt("count the records", |writer| {
            writer.settle_grants()?;
            database::count(&writer.connection, &writer.sync_id, |_| true)
        })
    }

    /// A stored resource.
    ///
    /// # Errors
    ///
    /// [`Error::Record`] if what is stored cannot be decoded, and as [`SyncWriter::counts`].
    pub fn resource_get_opt(
        &mut self,
        resource_type_id: &str,
        resource_id: &str,
    ) -> Result<Option<Resource>> {
        let external_id = format!("{resource_type_id}:{resource_id}");
        // The joined key is not unique: `a:b` of type `c` and `b` of type `a:c` share theirs.
        let sql = "select id, data from v1_resources where external_id = ?1 and sync_id = ?2 and resource_type_id = ?3";
        let found = self.attempt("look up a resource", |writer| {
            let mut statement = writer.connection.prepare_cached(sql)?;
            statement
                .query_row(params![external_id, writer.sync_id.as_str(), resource_type_id], |row| {
                    Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?))
                })
                .optional()
        })?;
        found
            .map(|(row, data)| {
                Resource::decode(data.as_slice()).map_err(|cause| Error::Record {
                    table: schema::RESOURCES.name,
                    row,
                    external_id,
                    cause,
                })
            })
            .transpose()
    }

    /// How many principals hold an entitlement.
    ///
    /// # Errors
    ///
    /// As [`SyncWriter::counts`].
    pub fn grant_count_by_entitlement(&mut self, entitlement_id: &str) -> Result<u64> {
        self.attempt("count the grants of an entitlement", |writer| {
            writer.index_grants(&schema::GRANTS_BY_ENTITLEMENT)?;
            let mut statement = writer
                .connection
                .prepare_cached("select count(*) from v1_grants where entitlement_id = ?1")?;
            statement.query_row([entitlement_id], |row| row.get(0).map(unsigned))
        })
    }

    /// The entitlements that grants refer to and that are not stored. Ordered by id.
    ///
    /// # Errors
    ///
    /// As [`SyncWriter::counts`].
    pub fn dangling_entitlements(&mut self) -> Result<Vec<DanglingEntitlement>> {
        self.attempt("look for missing entitlements", |writer| {
            writer.index_grants(&schema::GRANTS_BY_ENTITLEMENT)?;
            let mut statement = writer.connection.prepare(
                "with missing as materialized (
                   select entitlement_id from (select distinct entitlement_id from v1_grants) as held
                   where not exists (select 1 from v1_entitlements where external_id = held.entitlement_id))
                 -- The two bare columns come from the row with the least id.
                 select resource_type_id, resource_id, v1_grants.entitlement_id, count(*), min(v1_grants.id),
                   principal_resource_type_id, principal_resource_id
                 from missing cross join v1_grants on v1_grants.entitlement_id = missing.entitlement_id
                 group by 3, 1, 2 order by 3, 1, 2",
            )?;
            let rows = statement.query_map([], |row| {
                Ok(DanglingEntitlement {
                    resource_type_id: row.get(0)?,
                    resource_id: row.get(1)?,
                    entitlement_id: row.get(2)?,
                    n_grants: unsigned(row.get(3)?),
                    sample_principal_type_id: row.get(5)?,
                    sample_principal_id: row.get(6)?,
                })
            })?;
            rows.collect()
        })
    }

    /// The principals that grants refer to and that are not stored. Ordered by type and id.
    ///
    /// # Errors
    ///
    /// As [`SyncWriter::counts`].
    pub fn dangling_principals(&mut self) -> Result<Vec<DanglingPrincipal>> {
        self.attempt("look for missing principals", |writer| {
            writer.index_grants(&schema::GRANTS_BY_PRINCIPAL)?;
            let mut statement = writer.connection.prepare(
                "select principal_resource_type_id, principal_resource_id, count(*) from v1_grants
                 group by 1, 2
                 having not exists (
                   select 1 from v1_resources
                   where external_id = principal_resource_type_id || ':' || principal_resource_id
                     and resource_type_id = principal_resource_type_id)
                 order by 1, 2",
            )?;
            let rows = statement.query_map([], |row| {
                Ok(DanglingPrincipal {
                    resource_type_id: row.get(0)?,
                    resource_id: row.get(1)?,
                    n_grants: unsigned(row.get(2)?),
                })
            })?;
            rows.collect()
        })
    }

    /// Removes every grant a principal holds, and returns how many there were.
    ///
    /// # Errors
    ///
    /// As [`SyncWriter::counts`].
    pub fn delete_grants_of_principal(&mut self, resource_type_id: &str, resource_id: &str) -> Result<u64> {
        self.attempt("remove the grants of a principal", |writer| {
            writer.index_grants(&schema::GRANTS_BY_PRINCIPAL)?;
            let mut statement = writer.connection.prepare_cached(
                "delete from v1_grants where principal_resource_type_id = ?1 and principal_resource_id = ?2",
            )?;
            statement.execute([resource_type_id, resource_id]).map(|count| count as u64)
        })
    }

    /// Removes every grant of an entitlement, and returns how many there were.
    ///
    /// # Errors
    ///
    /// As [`SyncWriter::counts`].
    pub fn delete_grants_of_entitlement(&mut self, entitlement_id: &str) -> Result<u64> {
        self.attempt("remove the grants of an entitlement", |writer| {
            writer.index_grants(&schema::GRANTS_BY_ENTITLEMENT)?;
            let mut statement =
                writer.connection.prepare_cached("delete from v1_grants where entitlement_id = ?1")?;
            statement.execute([entitlement_id]).map(|count| count as u64)
        })
    }
}

fn unsigned(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}
