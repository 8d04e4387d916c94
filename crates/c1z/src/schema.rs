//! The tables of a v1 file, exactly as the newest Go SDK lays them out.
//!
//! The version of a table is part of its name. Older files lack some columns, indexes and one table; newer
//! readers add those to their own copy. We always write all of them.

/// A table: its name, its columns after `id integer primary key`, and its indexes.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [Column],
    pub(crate) indexes: &'static [Index],
}

/// A column. The declared type matters: readers turn only a `datetime` column into a time.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) declaration: &'static str,
    /// SQL for the value in rows of a file that is older than the column; `None` if every file has it.
    pub(crate) if_absent: Option<&'static str>,
}

/// An index. Readers look for it by name only.
#[derive(Debug)]
pub(crate) struct Index {
    pub(crate) name: &'static str,
    pub(crate) unique: bool,
    pub(crate) columns: &'static [&'static str],
    /// Which rows are in it; `None` for all.
    pub(crate) condition: Option<&'static str>,
}

const fn column(name: &'static str, declaration: &'static str) -> Column {
    Column { name, declaration, if_absent: None }
}

const fn later(name: &'static str, declaration: &'static str, if_absent: &'static str) -> Column {
    Column { name, declaration, if_absent: Some(if_absent) }
}

const fn unique(name: &'static str, columns: &'static [&'static str]) -> Index {
    Index { name, unique: true, columns, condition: None }
}

const fn index(name: &'static str, columns: &'static [&'static str]) -> Index {
    Index { name, unique: false, columns, condition: None }
}

const fn partial(name: &'static str, columns: &'static [&'static str], condition: &'static str) -> Index {
    Index { name, unique: false, columns, condition: Some(condition) }
}

const TEXT: &str = "text not null";
const BLOB: &str = "blob not null";
const DATETIME: &str = "datetime not null";

pub(crate) const RESOURCE_TYPES: Table = Table {
    name: "v1_resource_types",
    columns: &[
        column("external_id", TEXT),
        column("data", BLOB),
        column("sync_id", TEXT),
        column("discovered_at", DATETIME),
    ],
    indexes: &[unique("idx_resource_types_external_sync_v1", &["external_id", "sync_id"])],
};

pub(crate) const RESOURCES: Table = Table {
    name: "v1_resources",
    columns: &[
        column("resource_type_id", TEXT),
        column("external_id", TEXT),
        column("parent_resource_type_id", "text"),
        column("parent_resource_id", "text"),
        column("data", BLOB),
        column("sync_id", TEXT),
        column("discovered_at", DATETIME),
    ],
    // The last two names are swapped in every file there is. A reader creates indexes by name if they are
    // missing, so the sensible names would give it a second unique index and no parent index.
    indexes: &[
        index("idx_resources_resource_type_id_v1", &["resource_type_id"]),
        index("idx_resources_external_sync_v1", &["parent_resource_type_id", "parent_resource_id"]),
        unique("idx_resources_parent_resource_id_v1", &["external_id", "sync_id"]),
    ],
};

pub(crate) const ENTITLEMENTS: Table = Table {
    name: "v1_entitlements",
    columns: &[
        column("resource_type_id", TEXT),
        column("resource_id", TEXT),
        column("external_id", TEXT),
        column("data", BLOB),
        column("sync_id", TEXT),
        column("discovered_at", DATETIME),
    ],
    indexes: &[
        index("idx_entitlements_resource_id_v1", &["resource_type_id", "resource_id"]),
        unique("idx_entitlements_external_sync_v1", &["external_id", "sync_id"]),
    ],
};

pub(crate) const GRANTS: Table = Table {
    name: "v1_grants",
    columns: &[
        column("resource_type_id", TEXT),
        column("resource_id", TEXT),
        column("entitlement_id", TEXT),
        column("principal_resource_type_id", TEXT),
        column("principal_resource_id", TEXT),
        column("external_id", TEXT),
        later("expansion", "blob", "null"),
        later("needs_expansion", "integer not null default 0", "0"),
        column("data", BLOB),
        column("sync_id", TEXT),
        column("discovered_at", DATETIME),
    ],
    indexes: &[
        index("idx_grants_resource_type_id_resource_id_v1", &["resource_type_id", "resource_id"]),
        GRANTS_BY_PRINCIPAL,
        GRANTS_BY_ENTITLEMENT,
        unique("idx_grants_external_sync_v1", &["external_id", "sync_id"]),
        index("idx_grants_entitlement_sync_grant_v1", &["entitlement_id", "sync_id", "id"]),
        partial("idx_grants_sync_expansion_v1", &["sync_id"], "expansion is not null"),
        partial("idx_grants_sync_needs_expansion_v1", &["sync_id"], "needs_expansion = 1"),
    ],
};

/// Finds the grants of one principal.
pub(crate) const GRANTS_BY_PRINCIPAL: Index =
    index("idx_grants_principal_id_v1", &["principal_resource_type_id", "principal_resource_id"]);

/// Finds the grants of one entitlement.
pub(crate) const GRANTS_BY_ENTITLEMENT: Index = index(
    "idx_grants_entitlement_id_principal_id_v1",
    &["entitlement_id", "principal_resource_type_id", "principal_resource_id"],
);

pub(crate) const SYNC_RUNS: Table = Table {
    name: "v1_sync_runs",
    columns: &[
        column("sync_id", TEXT),
        column("started_at", DATETIME),
        column("ended_at", "datetime"),
        column("sync_token", TEXT),
        later("sync_type", "text not null default 'full'", "'full'"),
        later("parent_sync_id", "text not null default ''", "''"),
        later("linked_sync_id", "text not null default ''", "''"),
        later("supports_diff", "integer not null default 0", "0"),
        later("grants_backfilled", "integer not null default 0", "0"),
        later("stats", "text", "null"),
        later("ingest_invariant_generation", "text not null default ''", "''"),
        later("ingest_invariant_coverage", "text not null default ''", "''"),
        later("ingest_invariant_mode", "text not null default ''", "''"),
    ],
    indexes: &[unique("idx_sync_runs_sync_id_v1", &["sync_id"])],
};

pub(crate) const ASSETS: Table = Table {
    name: "v1_assets",
    columns: &[
        column("external_id", TEXT),
        column("content_type", TEXT),
        column("data", BLOB),
        column("sync_id", TEXT),
        column("discovered_at", DATETIME),
    ],
    indexes: &[unique("idx_assets_external_sync_v1", &["external_id", "sync_id"])],
};

pub(crate) const CONNECTOR_SESSIONS: Table = Table {
    name: "v1_connector_sessions",
    columns: &[column("sync_id", TEXT), column("key", TEXT), column("value", BLOB)],
    indexes: &[unique("idx_session_store_sync_key_v1", &["sync_id", "key"])],
};

/// Every table, in the order the Go SDK creates them.
pub(crate) const TABLES: [&Table; 7] =
    [&RESOURCE_TYPES, &RESOURCES, &ENTITLEMENTS, &SYNC_RUNS, &GRANTS, &ASSETS, &CONNECTOR_SESSIONS];

impl Table {
    /// The statement that creates the table, without its indexes.
    pub(crate) fn create(&self) -> String {
        let mut sql = format!("create table {} (\n    id integer primary key", self.name);
        for column in self.columns {
            sql.push_str(",\n    ");
            sql.push_str(column.name);
            sql.push(' ');
            sql.push_str(column.declaration);
        }
        sql.push_str("\n)");
        sql
    }

    /// The index that makes a record's identity unique within its sync.
    pub(crate) fn identity(&self) -> &'static Index {
        self.indexes.iter().find(|index| index.unique).expect("every table has one unique index")
    }
}

impl Index {
    /// The statement that creates the index on `table`, if it is not there.
    pub(crate) fn create(&self, table: &Table) -> String {
        let unique = if self.unique { "unique " } else { "" };
        let mut sql = format!(
            "create {unique}index if not exists {} on {} ({})",
            self.name,
            table.name,
            self.columns.join(", ")
        );
        if let Some(condition) = self.condition {
            sql.push_str(" where ");
            sql.push_str(condition);
        }
        sql
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_created_with_its_columns_in_order() {
        assert_eq!(
            CONNECTOR_SESSIONS.create(),
            "create table v1_connector_sessions (\n    id integer primary key,\n    sync_id text not null,\n    \
             key text not null,\n    value blob not null\n)"
        );
    }

    #[test]
    fn each_table_has_one_identity_and_index_names_are_unique() {
        let mut names = std::collections::BTreeSet::new();
        for table in TABLES {
            assert_eq!(table.indexes.iter().filter(|index| index.unique).count(), 1, "{}", table.name);
            for index in table.indexes {
                assert!(names.insert(index.name), "{} is used twice", index.name);
            }
        }
        assert_eq!(names.len(), 16);
    }
}
