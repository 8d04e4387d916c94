//! The layout of the files we write, against a list written by hand.

use crate::oracle::{self, Opened};
use crate::support::{OLD, Place};

/// Table, then each column with declared type, `!` for not null, and default.
const COLUMNS: &str = "
v1_resource_types: id integer, external_id text !, data blob !, sync_id text !, discovered_at datetime !
v1_resources: id integer, resource_type_id text !, external_id text !, parent_resource_type_id text, parent_resource_id text, data blob !, sync_id text !, discovered_at datetime !
v1_entitlements: id integer, resource_type_id text !, resource_id text !, external_id text !, data blob !, sync_id text !, discovered_at datetime !
v1_sync_runs: id integer, sync_id text !, started_at datetime !, ended_at datetime, sync_token text !, sync_type text ! 'full', parent_sync_id text ! '', linked_sync_id text ! '', supports_diff integer ! 0, grants_backfilled integer ! 0, stats text, ingest_invariant_generation text ! '', ingest_invariant_coverage text ! '', ingest_invariant_mode text ! ''
v1_grants: id integer, resource_type_id text !, resource_id text !, entitlement_id text !, principal_resource_type_id text !, principal_resource_id text !, external_id text !, expansion blob, needs_expansion integer ! 0, data blob !, sync_id text !, discovered_at datetime !
v1_assets: id integer, external_id text !, content_type text !, data blob !, sync_id text !, discovered_at datetime !
v1_connector_sessions: id integer, sync_id text !, key text !, value blob !
";

/// Table, index, `unique` or nothing, columns, condition.
const INDEXES: &str = "
v1_assets idx_assets_external_sync_v1 unique (external_id, sync_id)
v1_connector_sessions idx_session_store_sync_key_v1 unique (sync_id, key)
v1_entitlements idx_entitlements_external_sync_v1 unique (external_id, sync_id)
v1_entitlements idx_entitlements_resource_id_v1 (resource_type_id, resource_id)
v1_grants idx_grants_entitlement_id_principal_id_v1 (entitlement_id, principal_resource_type_id, principal_resource_id)
v1_grants idx_grants_entitlement_sync_grant_v1 (entitlement_id, sync_id, id)
v1_grants idx_grants_external_sync_v1 unique (external_id, sync_id)
v1_grants idx_grants_principal_id_v1 (principal_resource_type_id, principal_resource_id)
v1_grants idx_grants_resource_type_id_resource_id_v1 (resource_type_id, resource_id)
v1_grants idx_grants_sync_expansion_v1 (sync_id) where expansion is not null
v1_grants idx_grants_sync_needs_expansion_v1 (sync_id) where needs_expansion = 1
v1_resource_types idx_resource_types_external_sync_v1 unique (external_id, sync_id)
v1_resources idx_resources_external_sync_v1 (parent_resource_type_id, parent_resource_id)
v1_resources idx_resources_parent_resource_id_v1 unique (external_id, sync_id)
v1_resources idx_resources_resource_type_id_v1 (resource_type_id)
v1_sync_runs idx_sync_runs_sync_id_v1 unique (sync_id)
";

fn columns(opened: &Opened) -> String {
    let mut text = String::from("\n");
    let mut tables =
        opened.sql.prepare("select name from sqlite_master where type = 'table' order by rowid").unwrap();
    let tables: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    for table in tables {
        let mut statement = opened
            .sql
            .prepare("select name, type, \"notnull\", dflt_value, pk from pragma_table_info(?1)")
            .unwrap();
        let columns = statement
            .query_map([&table], |row| {
                let mut column =
                    format!("{} {}", row.get::<_, String>(0)?, row.get::<_, String>(1)?.to_lowercase());
                if row.get::<_, bool>(2)? {
                    column.push_str(" !");
                }
                if let Some(default) = row.get::<_, Option<String>>(3)? {
                    column.push(' ');
                    column.push_str(&default);
                }
                assert_eq!(row.get::<_, bool>(4)?, column.starts_with("id "), "{table}.{column}");
                Ok(column)
            })
            .unwrap();
        let columns: Vec<_> = columns.map(Result::unwrap).collect();
        text.push_str(&format!("{table}: {}\n", columns.join(", ")));
    }
    text
}

fn indexes(opened: &Opened) -> String {
    let mut statement = opened
        .sql
        .prepare("select tbl_name, name, sql from sqlite_master where type = 'index' order by tbl_name, name")
        .unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    let mut text = String::from("\n");
    for row in rows {
        let (table, name, sql): (String, String, String) = row.unwrap();
        let mut columns =
            opened.sql.prepare("select name from pragma_index_info(?1) order by seqno").unwrap();
        // The rowid has no name of its own in this list.
        let columns: Vec<String> = columns
            .query_map([&name], |row| Ok(row.get::<_, Option<String>>(0)?.unwrap_or_else(|| "id".to_owned())))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let unique: bool = opened
            .sql
            .query_row(
                "select \"unique\" from pragma_index_list(?1) where name = ?2",
                [&table, &name],
                |row| row.get(0),
            )
            .unwrap();
        let unique = if unique { " unique" } else { "" };
        let condition =
            sql.split_once(" where ").map(|(_, condition)| format!(" where {condition}")).unwrap_or_default();
        text.push_str(&format!("{table} {name}{unique} ({}){condition}\n", columns.join(", ")));
    }
    text
}

#[track_caller]
pub(crate) fn assert_newest(opened: &Opened) {
    assert_eq!(columns(opened), COLUMNS);
    assert_eq!(indexes(opened), INDEXES);
}

#[test]
fn a_new_file_has_every_table_column_and_index() {
    let place = Place::new();
    place.add_sync();
    assert_newest(&oracle::open_ours(&place.file));
}

#[test]
fn so_has_an_old_file_after_a_sync_was_added() {
    let place = Place::with_golden(OLD);
    place.add_sync();
    assert_newest(&oracle::open_ours(&place.file));
}

#[test]
fn so_has_a_file_whose_sync_needed_indexes_early() {
    let place = Place::new();
    let mut writer = place.start();
    crate::support::small_tenant(&mut writer);
    writer.dangling_entitlements().unwrap();
    writer.dangling_principals().unwrap();
    writer.finish().unwrap();
    assert_newest(&oracle::open_ours(&place.file));
}
