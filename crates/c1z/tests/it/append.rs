//! Adding a sync to a file that holds some.

use std::num::NonZeroUsize;

use c1z::{C1zWriter, Error, Retention, SyncId, SyncType, WriterOptions};

use crate::oracle;
use crate::support::{OLD, PEBBLE, Place, golden, small_tenant};

const EARLIER: &str = "3MOQ87mtuOjOw24pBrLtSe1F7Sb";
const LATER: &str = "3MOQ8Boj8qVTCjgmjspfJBhsDj1";

/// What identifies and describes the rows of one sync, apart from their numbers.
fn content(opened: &oracle::Opened, sync_id: &str) -> Vec<Vec<Vec<String>>> {
    [
        "sync_id, started_at, ended_at, sync_token from v1_sync_runs",
        "external_id, data, discovered_at from v1_resource_types",
        "resource_type_id, external_id, parent_resource_type_id, parent_resource_id, data, discovered_at from v1_resources",
        "resource_type_id, resource_id, external_id, data, discovered_at from v1_entitlements",
        "resource_type_id, resource_id, entitlement_id, principal_resource_type_id, principal_resource_id, external_id, \
         data, discovered_at from v1_grants",
    ]
    .map(|columns| opened.rows(&format!("select {columns} where sync_id = '{sync_id}'")))
    .into()
}

#[test]
fn an_old_file_keeps_its_later_sync_and_loses_the_earlier() {
    let place = Place::with_golden(OLD);
    let writer = place.open().unwrap();
    assert_eq!(
        writer.earlier_syncs().iter().map(|run| run.id.as_str()).collect::<Vec<_>>(),
        [EARLIER, LATER]
    );
    assert_eq!(writer.left_behind(), Vec::<String>::new());
    let mut writer = writer.start_sync(SyncType::Full, None).unwrap();
    small_tenant(&mut writer);
    let finished = writer.finish().unwrap();
    assert_eq!(finished.kept, [SyncId::new(LATER)]);
    assert_eq!(finished.dropped, [SyncId::new(EARLIER)]);
    place.assert_nothing_left_but(&["sync.c1z"]);

    let opened = oracle::open_ours(&place.file);
    assert_eq!(content(&opened, LATER), content(&oracle::open_any(&golden(OLD)), LATER));
    for table in ["v1_resource_types", "v1_resources", "v1_entitlements", "v1_grants", "v1_sync_runs"] {
        let sql =
            format!("select count(*) from {table} where sync_id not in ('{LATER}', '{}')", finished.sync_id);
        assert_eq!(opened.number(&sql), 0, "{table} has rows of a sync that was dropped");
    }
    // Rows of an older program may still have an annotation to be moved; readers look at this flag.
    assert_eq!(
        opened.number(&format!("select grants_backfilled from v1_sync_runs where sync_id = '{LATER}'")),
        0
    );
    let order = opened
        .sql
        .prepare("select sync_id from v1_sync_runs order by id")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<Vec<String>, _>>()
        .unwrap();
    assert_eq!(order, [LATER, finished.sync_id.as_str()]);

    let reader = place.read();
    assert_eq!(reader.latest_finished_full().unwrap().id, finished.sync_id);
    assert_eq!(reader.grants(&SyncId::new(LATER), None).unwrap().filter(Result::is_ok).count(), 1495);
    assert_eq!(reader.grants(&finished.sync_id, None).unwrap().filter(Result::is_ok).count(), 2);
    assert_eq!(reader.stats(&finished.sync_id).unwrap(), finished.stats);
}

#[test]
fn a_file_of_ours_keeps_the_last_two() {
    let place = Place::new();
    let ids: Vec<_> = (0..4).map(|_| place.add_sync().sync_id).collect();
    let kept: Vec<_> = place.read().syncs().iter().map(|run| run.id.clone()).collect();
    assert_eq!(kept, ids[2..]);
    let opened = oracle::open_ours(&place.file);
    assert_eq!(opened.number("select count(*) from v1_grants"), 4);
    assert_eq!(content(&opened, ids[2].as_str())[4].len(), 2);
}

#[test]
fn how_many_are_kept_is_a_setting() {
    let add = |place: &Place, retention| {
        let options = WriterOptions { retention, ..place.writer_options() };
        let writer = C1zWriter::open(&place.file, options).unwrap();
        writer.start_sync(SyncType::Full, None).unwrap().finish().unwrap()
    };
    let place = Place::with_golden(OLD);
    assert_eq!(add(&place, Retention::Everything).kept.len(), 2);
    assert_eq!(add(&place, Retention::Full(NonZeroUsize::new(3).unwrap())).kept.len(), 2);
    assert_eq!(add(&place, Retention::Full(NonZeroUsize::MIN)).kept.len(), 0);
    assert_eq!(place.read().syncs().len(), 1);
}

#[test]
fn an_incomplete_sync_leaves_the_complete_ones() {
    let place = Place::new();
    let full = [place.add_sync().sync_id, place.add_sync().sync_id];
    let finished = place.start().finish_partial().unwrap();
    assert_eq!(finished.kept, full);
    let reader = place.read();
    assert_eq!(reader.latest_finished_full().unwrap().id, full[1]);
    assert_eq!(reader.latest_finished().unwrap().id, finished.sync_id);
}

#[test]
fn an_unfinished_sync_is_kept() {
    let opened = oracle::open_any(&golden(OLD));
    opened.sql.execute("update v1_sync_runs set ended_at = null where sync_id = ?1", [EARLIER]).unwrap();
    let place = Place::with(opened.repack());
    let finished = place.add_sync();
    assert_eq!(finished.kept, [SyncId::new(EARLIER), SyncId::new(LATER)]);
    assert!(!place.read().syncs()[0].is_finished());
}

#[test]
fn the_new_sync_ends_after_one_whose_writer_was_east_of_us() {
    let opened = oracle::open_any(&golden(OLD));
    opened
        .sql
        .execute("update v1_sync_runs set ended_at = '2026-11-21 18:30:00.5' where sync_id = ?1", [EARLIER])
        .unwrap();
    let place = Place::with(opened.repack());
    let finished = place.add_sync();
    assert_eq!(finished.ended_at.to_string(), "2026-11-21T18:30:00.500001Z");
    assert_eq!(place.read().latest_finished().unwrap().id, finished.sync_id);
    let opened = oracle::open_ours(&place.file);
    assert_eq!(
        opened.text("select sync_id from v1_sync_runs order by ended_at desc"),
        finished.sync_id.as_str()
    );
}

#[test]
fn a_clock_that_was_set_back_does_not_end_a_sync_before_it_started() {
    let place = Place::new();
    let times = std::sync::Mutex::new(vec!["2026-11-21T07:00:00Z", "2026-11-21T08:00:00Z"]);
    let clock = c1z::Clock::new(move || {
        times.lock().unwrap().pop().unwrap_or("2026-11-21T06:00:00Z").parse().unwrap()
    });
    let writer = C1zWriter::open(&place.file, WriterOptions { clock, ..place.writer_options() }).unwrap();
    let finished = writer.start_sync(SyncType::Full, None).unwrap().finish().unwrap();
    assert_eq!(finished.started_at.to_string(), "2026-11-21T08:00:00Z");
    assert!(finished.ended_at >= finished.started_at);
}

#[test]
fn rows_that_are_there_twice_are_kept_once() {
    let opened = oracle::open_any(&golden(OLD));
    opened
        .sql
        .execute_batch(
            "drop index idx_grants_external_sync_v1; drop index idx_resources_parent_resource_id_v1;
             insert into v1_resources (resource_type_id, external_id, data, sync_id, discovered_at)
               select resource_type_id, external_id, data, sync_id, '2026-11-21 00:00:00' from v1_resources;
             insert into v1_grants (resource_type_id, resource_id, entitlement_id, principal_resource_type_id,
               principal_resource_id, external_id, data, sync_id, discovered_at)
               select resource_type_id, resource_id, entitlement_id, principal_resource_type_id,
               principal_resource_id, external_id, data, sync_id, '2026-11-21 00:00:00' from v1_grants;",
        )
        .unwrap();
    let place = Place::with(opened.repack());
    place.add_sync();
    let opened = oracle::open_ours(&place.file);
    let count = |table| {
        opened.number(&format!(
            "select count(*) from {table} where sync_id = '{LATER}' and discovered_at = '2026-11-21 00:00:00'"
        ))
    };
    assert_eq!((count("v1_resources"), count("v1_grants")), (273, 1495), "the last of each stayed");
    assert_eq!(opened.number("select count(*) from v1_grants"), 1495 + 2);
}

#[test]
fn unknown_parts_are_named_and_not_carried_over() {
    let opened = oracle::open_any(&golden(OLD));
    opened
        .sql
        .execute_batch(
            "create table v2_novelty (id integer primary key); alter table v1_grants add column mood text;",
        )
        .unwrap();
    let place = Place::with(opened.repack());
    let writer = place.open().unwrap();
    assert_eq!(writer.left_behind(), ["v2_novelty", "v1_grants.mood"]);
    writer.start_sync(SyncType::Full, None).unwrap().finish().unwrap();
    crate::schema::assert_newest(&oracle::open_ours(&place.file));
}

#[track_caller]
fn refused(bytes: Vec<u8>, expected: &str) {
    let place = Place::with(&bytes);
    let error = place.open().unwrap_err();
    let chain = chain(&error).replace(&place.file.display().to_string(), "FILE");
    assert_eq!(chain, expected);
    assert!(error.hint().is_some(), "there is advice for: {error}");
    assert_eq!(std::fs::read(&place.file).unwrap(), bytes, "the file is as it was");
    place.assert_nothing_left_but(&["sync.c1z"]);
}

pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |chain, cause| format!("{chain}: {cause}"))
}

#[test]
fn files_that_cannot_take_a_sync_are_refused_before_any_work() {
    refused(
        std::fs::read(golden(PEBBLE)).unwrap(),
        "`FILE` is a v3 file (engine `pebble3`): its content cannot be extended here",
    );
    refused(
        b"C1Z3\0".to_vec(),
        "`FILE` is a v3 file (engine `unknown`): its content cannot be extended here",
    );
    refused(b"<html><body>Sign in".to_vec(), "`FILE` is not a `.c1z` file: it starts with `<html`");
    refused(b"C1Z".to_vec(), "`FILE` is not a `.c1z` file: it starts with `C1Z`");
    let old = std::fs::read(golden(OLD)).unwrap();
    refused(old[..old.len() - 20].to_vec(), "`FILE` is cut short: its compressed part stops before its end");
    refused(
        oracle::make("create table v1_grants (id integer primary key, data blob)"),
        "`FILE` does not hold a usable database: `v1_grants` has no column `resource_type_id`",
    );
    refused(
        oracle::make("create view v1_grants as select 1 as id"),
        "`FILE` does not hold a usable database: `v1_grants` is not an ordinary table",
    );
    refused(
        oracle::make(
            "pragma encoding = 'UTF-16le'; create table v1_connector_sessions (id integer primary key, sync_id text, key text, value blob)",
        ),
        "`FILE` does not hold a usable database: its text is UTF-16le, not UTF-8",
    );
    refused(
        oracle::make("create table notes (id integer primary key)"),
        "`FILE` does not hold a usable database: it has none of the tables of the format",
    );
    let opened = oracle::open_any(&golden(OLD));
    opened.sql.execute("update v1_sync_runs set ended_at = '9999-12-30 22:00:00.999999999'", []).unwrap();
    refused(
        opened.repack(),
        "`FILE` does not hold a usable database: a sync in it ended at `9999-12-30 22:00:00.999999999`, and no later time exists",
    );
}

#[test]
fn a_damaged_page_is_found_before_any_work() {
    let opened = oracle::open_any(&golden(OLD));
    let page: i64 = opened.number("select rootpage from sqlite_master where name = 'v1_grants'");
    let bytes = opened.repack();
    let mut image = zstd::stream::decode_all(&bytes[5..]).unwrap();
    let start = (usize::try_from(page).unwrap() - 1) * 4096;
    image[start..start + 64].fill(0xff);
    let place = Place::with(oracle::pack(&image));
    let error = place.open().unwrap_err();
    assert!(matches!(error, Error::Content { .. } | Error::Database { .. }), "{error:?}");
    place.assert_nothing_left_but(&["sync.c1z"]);
}
