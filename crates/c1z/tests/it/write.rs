//! What a written sync holds, decoded by code that is not ours.

use baton_proto::connector::v2::{Grant, GrantExpandable, GrantSources, grant_sources::GrantSource};
use c1z::{Error, SyncType};
use prost::{Message, Name};
use prost_types::{Struct, Value, value::Kind};

use crate::oracle::{self, Fields};
use crate::support::{Place, entitlement, grant, resource, resource_type, small_tenant};

fn annotation<M: Message + Name>(message: &M) -> prost_types::Any {
    prost_types::Any { type_url: M::type_url(), value: message.encode_to_vec() }
}

#[test]
fn every_record_is_in_its_table() {
    let place = Place::new();
    let finished = place.add_sync();
    let opened = oracle::open_ours(&place.file);

    let id = finished.sync_id.as_str();
    assert_eq!(id.len(), 27);
    let run = opened.rows(
        "select sync_id, started_at, ended_at, sync_token, sync_type, parent_sync_id, linked_sync_id, supports_diff, \
         grants_backfilled, ingest_invariant_generation || ingest_invariant_coverage || ingest_invariant_mode from v1_sync_runs",
    );
    let text = |text: &str| format!("Text({text:?})");
    assert_eq!(
        run,
        [[
            text(id),
            text("2026-11-21 08:00:00"),
            text("2026-11-21 08:00:00.006"),
            text(""),
            text("full"),
            text(""),
            text(""),
            "Integer(1)".to_owned(),
            "Integer(1)".to_owned(),
            text(""),
        ]]
    );
    assert_eq!(
        opened.text("select stats from v1_sync_runs"),
        r#"{"resource_types":2,"resources":4,"entitlements":1,"grants":2,"resources_by_resource_type":{"role":1,"user":3},"grants_by_resource_type":{"role":2},"entitlements_by_resource_type":{"role":1}}"#
    );
    assert_eq!(
        opened
            .rows("select external_id, sync_id = (select sync_id from v1_sync_runs) from v1_resource_types"),
        [["Text(\"role\")", "Integer(1)"], ["Text(\"user\")", "Integer(1)"]]
    );
    assert_eq!(
        opened.rows("select external_id, resource_type_id, parent_resource_type_id, parent_resource_id from v1_resources"),
        [
            ["Text(\"role:1\")", "Text(\"role\")", "Null", "Null"],
            ["Text(\"user:1\")", "Text(\"user\")", "Null", "Null"],
            ["Text(\"user:2\")", "Text(\"user\")", "Null", "Null"],
            ["Text(\"user:3\")", "Text(\"user\")", "Null", "Null"],
        ]
    );
    assert_eq!(
        opened.rows("select external_id, resource_type_id, resource_id from v1_entitlements"),
        [["Text(\"role:1:member\")", "Text(\"role\")", "Text(\"1\")"]]
    );
    assert_eq!(
        opened.rows(
            "select external_id, resource_type_id, resource_id, entitlement_id, principal_resource_type_id, \
             principal_resource_id, expansion, needs_expansion from v1_grants where external_id like '%:1'"
        ),
        [[
            "Text(\"role:1:member:user:1\")",
            "Text(\"role\")",
            "Text(\"1\")",
            "Text(\"role:1:member\")",
            "Text(\"user\")",
            "Text(\"1\")",
            "Null",
            "Integer(0)",
        ]]
    );
    // No zone, a space in the middle, at most nine digits, no zero at the end.
    for table in ["v1_resource_types", "v1_resources", "v1_entitlements", "v1_grants"] {
        let sql =
            format!("select count(*) from {table} where discovered_at glob '2026-11-21 08:00:00.00[1-9]'");
        assert_eq!(opened.number(&sql), opened.number(&format!("select count(*) from {table}")), "{table}");
    }
    assert_eq!(
        opened
            .number("select (select count(*) from v1_assets) + (select count(*) from v1_connector_sessions)"),
        0
    );

    let grant =
        Fields::parse(&opened.blob("select data from v1_grants where external_id = 'role:1:member:user:2'"));
    assert_eq!(grant.numbers(), [1, 2, 3]);
    assert_eq!(grant.string(3), "role:1:member:user:2");
    assert_eq!(grant.message(1).string(2), "role:1:member");
    assert_eq!(grant.message(1).message(1).message(1).string(1), "role");
    assert_eq!(grant.message(2).message(1).string(1), "user");
    assert_eq!(grant.message(2).message(1).string(2), "2");
    let user = Fields::parse(&opened.blob("select data from v1_resources where external_id = 'user:3'"));
    assert_eq!(user.message(1).string(2), "3");
    assert_eq!(user.string(3), "user 3");

    place.assert_nothing_left_but(&["sync.c1z"]);
    assert_eq!(finished.file_bytes, std::fs::metadata(&place.file).unwrap().len());
}

#[test]
fn an_expandable_grant_keeps_its_expansion_in_a_column() {
    let place = Place::new();
    let mut writer = place.start();
    let member = entitlement("group", "1", "member");
    let expandable =
        GrantExpandable { entitlement_ids: vec!["role:9:member".to_owned()], ..GrantExpandable::default() };
    let note = prost_types::Any {
        type_url: "type.googleapis.com/c1.connector.v2.GrantImmutable".to_owned(),
        value: vec![],
    };
    let with = |principal: &str, annotations: Vec<prost_types::Any>| Grant {
        annotations,
        ..grant(&member, "role", principal)
    };
    let blank = GrantExpandable { entitlement_ids: vec![" ".to_owned()], ..GrantExpandable::default() };
    let bare_name = prost_types::Any { type_url: GrantExpandable::full_name(), ..annotation(&expandable) };
    writer
        .put_grants(&[
            with("1", vec![note.clone(), annotation(&expandable)]),
            with("2", vec![annotation(&blank)]),
            with("3", vec![bare_name]),
            with("4", vec![note]),
        ])
        .unwrap();
    writer.finish().unwrap();

    let opened = oracle::open_ours(&place.file);
    assert_eq!(
        opened.rows("select principal_resource_id, needs_expansion, expansion is null from v1_grants"),
        [
            ["Text(\"1\")", "Integer(1)", "Integer(0)"],
            ["Text(\"2\")", "Integer(0)", "Integer(1)"],
            ["Text(\"3\")", "Integer(1)", "Integer(0)"],
            ["Text(\"4\")", "Integer(0)", "Integer(1)"],
        ]
    );
    let expansion =
        Fields::parse(&opened.blob("select expansion from v1_grants where principal_resource_id = '1'"));
    assert_eq!(expansion.string(1), "role:9:member");
    let annotations = |principal: &str| {
        let data =
            opened.blob(&format!("select data from v1_grants where principal_resource_id = '{principal}'"));
        Fields::parse(&data).all(4).into_iter().map(|any| Fields::parse(any).string(1)).collect::<Vec<_>>()
    };
    let immutable = "type.googleapis.com/c1.connector.v2.GrantImmutable";
    assert_eq!(annotations("1"), [immutable]);
    assert_eq!(annotations("2"), Vec::<String>::new());
    assert_eq!(annotations("3"), Vec::<String>::new());
    assert_eq!(annotations("4"), [immutable]);

    let reader = place.read();
    let first = reader.grants(&reader.syncs()[0].id, None).unwrap().next().unwrap().unwrap();
    assert_eq!(first.expansion, Some(expandable));
    assert!(first.needs_expansion);
}

#[test]
fn maps_are_written_in_the_order_of_their_keys() {
    let place = Place::new();
    let mut writer = place.start();
    let number = |number| Value { kind: Some(Kind::NumberValue(number)) };
    let mut user = resource("user", "1");
    user.profile = Some(Struct {
        fields: [("zebra", 1.0), ("ant", 2.0), ("mole", 3.0)].map(|(k, v)| (k.to_owned(), number(v))).into(),
    });
    writer.put_resources(&[user]).unwrap();
    let mut member = grant(&entitlement("role", "1", "member"), "user", "1");
    let sources = ["b", "c", "a"].map(|id| (id.to_owned(), GrantSource { is_direct: id == "a" }));
    member.sources = Some(GrantSources { sources: sources.into() });
    writer.put_grants(&[member]).unwrap();
    writer.finish().unwrap();

    let opened = oracle::open_ours(&place.file);
    let keys =
        |map: Vec<&[u8]>| map.into_iter().map(|entry| Fields::parse(entry).string(1)).collect::<Vec<_>>();
    let user = Fields::parse(&opened.blob("select data from v1_resources"));
    assert_eq!(keys(user.message(9).all(1)), ["ant", "mole", "zebra"]);
    let sources = Fields::parse(&opened.blob("select data from v1_grants")).message(5);
    assert_eq!(keys(sources.all(1)), ["a", "b", "c"]);
    assert_eq!(Fields::parse(sources.all(1)[0]).message(2).varint(1), 1);
}

#[test]
fn of_several_records_with_one_id_the_last_is_kept() {
    let place = Place::new();
    let mut writer = place.start();
    let member = entitlement("role", "1", "member");
    for name in ["first", "second", "last"] {
        let mut user = resource("user", "1");
        user.display_name = name.to_owned();
        writer.put_resources(&[user]).unwrap();
        let mut member = grant(&member, "user", "1");
        member.principal.as_mut().unwrap().display_name = name.to_owned();
        // Twice in one batch too, and with another in between.
        writer
            .put_grants(&[member.clone(), grant(&entitlement("role", "2", "member"), "user", "1"), member])
            .unwrap();
    }
    let finished = writer.finish().unwrap();
    assert_eq!(
        (finished.stats.resources, finished.stats.grants),
        (0, 2),
        "types without a row are not counted"
    );

    let opened = oracle::open_ours(&place.file);
    let user = Fields::parse(&opened.blob("select data from v1_resources"));
    assert_eq!(user.string(3), "last");
    assert_eq!(opened.number("select count(*) from v1_grants"), 2);
    let grant =
        Fields::parse(&opened.blob("select data from v1_grants where external_id = 'role:1:member:user:1'"));
    assert_eq!(grant.message(2).string(3), "last");
}

#[test]
fn the_last_is_kept_after_a_lookup_too() {
    let place = Place::new();
    let mut writer = place.start();
    let member = entitlement("role", "1", "member");
    writer.put_grants(&[grant(&member, "user", "1")]).unwrap();
    assert_eq!(writer.grant_count_by_entitlement("role:1:member").unwrap(), 1);
    let mut again = grant(&member, "user", "1");
    again.principal.as_mut().unwrap().display_name = "last".to_owned();
    writer.put_grants(&[again, grant(&member, "user", "2")]).unwrap();
    assert_eq!(writer.grant_count_by_entitlement("role:1:member").unwrap(), 2);
    writer.finish().unwrap();
    let opened = oracle::open_ours(&place.file);
    let first = Fields::parse(&opened.blob("select data from v1_grants where principal_resource_id = '1'"));
    assert_eq!(first.message(2).string(3), "last");
}

#[test]
fn what_grants_refer_to_and_is_missing_is_found() {
    let place = Place::new();
    let mut writer = place.start();
    small_tenant(&mut writer);
    assert_eq!(writer.dangling_entitlements().unwrap(), []);
    assert_eq!(writer.dangling_principals().unwrap(), []);

    let gone = entitlement("role", "7", "member");
    let member = entitlement("role", "1", "member");
    writer
        .put_grants(&[
            grant(&gone, "user", "1"),
            grant(&gone, "user", "2"),
            grant(&member, "user", "99"),
            grant(&gone, "user:", "1"),
        ])
        .unwrap();
    let entitlements = writer.dangling_entitlements().unwrap();
    let [only] = entitlements.as_slice() else { panic!("{entitlements:?}") };
    assert_eq!(
        (
            only.resource_type_id.as_str(),
            only.resource_id.as_str(),
            only.entitlement_id.as_str(),
            only.n_grants
        ),
        ("role", "7", "role:7:member", 3)
    );
    let principals: Vec<_> = writer
        .dangling_principals()
        .unwrap()
        .into_iter()
        .map(|principal| (principal.resource_type_id, principal.resource_id, principal.n_grants))
        .collect();
    assert_eq!(
        principals,
        [("user".to_owned(), "99".to_owned(), 1), ("user:".to_owned(), "1".to_owned(), 1)]
    );

    assert_eq!(writer.delete_grants_of_entitlement("role:7:member").unwrap(), 3);
    assert_eq!(writer.delete_grants_of_principal("user", "99").unwrap(), 1);
    assert_eq!(writer.delete_grants_of_principal("user", "99").unwrap(), 0);
    assert_eq!(writer.dangling_entitlements().unwrap(), []);
    assert_eq!(writer.dangling_principals().unwrap(), []);
    assert_eq!(writer.counts().unwrap().grants, 2);
    assert_eq!(writer.finish().unwrap().stats.grants, 2);
}

#[test]
fn a_stored_resource_is_found_by_type_and_id() {
    let place = Place::new();
    let mut writer = place.start();
    writer.put_resources(&[resource("user", "a:b"), resource("role", "1")]).unwrap();
    assert_eq!(writer.resource_get_opt("user", "a:b").unwrap(), Some(resource("user", "a:b")));
    assert_eq!(writer.resource_get_opt("role", "2").unwrap(), None);
    assert_eq!(writer.resource_get_opt("user:a", "b").unwrap(), None, "the joined key alone does not decide");
}

#[test]
fn a_record_without_identity_is_refused_and_its_batch_not_stored() {
    let place = Place::new();
    let mut writer = place.start();
    let member = entitlement("role", "1", "member");
    let check = |error: Error, expected: &str| assert_eq!(error.to_string(), expected);
    check(
        writer.put_resource_types(&[resource_type("user"), resource_type("")]).unwrap_err(),
        "this resource type cannot be stored: it has no id",
    );
    check(
        writer.put_resources(&[resource("user", "1"), resource("user", "")]).unwrap_err(),
        "this resource cannot be stored: `user ` has no type and id",
    );
    let mut homeless = member.clone();
    homeless.resource = None;
    check(
        writer.put_entitlements(&[homeless]).unwrap_err(),
        "this entitlement cannot be stored: `role:1:member` does not say to which resource it belongs",
    );
    let mut nobodys = grant(&member, "user", "1");
    nobodys.principal = None;
    check(
        writer.put_grants(&[grant(&member, "user", "2"), nobodys]).unwrap_err(),
        "this grant cannot be stored: `role:1:member:user:1` lacks the type and id of its resource or principal",
    );
    let mut garbled = grant(&member, "user", "1");
    garbled.annotations = vec![prost_types::Any { type_url: GrantExpandable::type_url(), value: vec![0xff] }];
    check(
        writer.put_grants(&[garbled]).unwrap_err(),
        "this grant cannot be stored: the `GrantExpandable` of `role:1:member:user:1` cannot be decoded",
    );
    let finished = writer.finish().unwrap();
    assert_eq!(finished.stats, c1z::SyncStats::default());
}

#[test]
fn a_sync_with_something_missing_is_recorded_as_partial() {
    let place = Place::new();
    let mut writer = place.start();
    small_tenant(&mut writer);
    writer.checkpoint(r#"{"version":1}"#).unwrap();
    let finished = writer.finish_partial().unwrap();
    assert_eq!(finished.sync_type, SyncType::Partial);
    let opened = oracle::open_ours(&place.file);
    assert_eq!(opened.text("select sync_type from v1_sync_runs"), "partial");
    assert_eq!(opened.text("select sync_token from v1_sync_runs"), r#"{"version":1}"#);
    let reader = place.read();
    assert_eq!(reader.latest_finished_full(), None);
    assert_eq!(reader.latest_finished().unwrap().id, finished.sync_id);
    assert_eq!(reader.stats(&finished.sync_id).unwrap().grants, 2);
}

#[test]
fn a_full_sync_has_no_parent() {
    let place = Place::new();
    let parent = c1z::SyncId::new("any");
    let error = place.open().unwrap().start_sync(SyncType::Full, Some(&parent)).unwrap_err();
    assert_eq!(error.to_string(), "this sync cannot be stored: one of type `full` has no parent");
    let writer = place.open().unwrap().start_sync(SyncType::Partial, Some(&parent)).unwrap();
    writer.finish().unwrap();
    assert_eq!(place.read().syncs()[0].parent.as_ref(), Some(&parent));
}

#[test]
fn removing_many_grants_leaves_no_holes() {
    let place = Place::new();
    let mut writer = place.start();
    let member = entitlement("role", "1", "member");
    let users: Vec<_> = (0..5_000).map(|id| grant(&member, "user", &id.to_string())).collect();
    writer.put_grants(&users).unwrap();
    assert_eq!(writer.delete_grants_of_entitlement("role:1:member").unwrap(), 5_000);
    let finished = writer.finish().unwrap();
    assert_eq!(finished.stats.grants, 0);
    let opened = oracle::open_ours(&place.file);
    assert_eq!(opened.number("pragma freelist_count"), 0);
    assert!(finished.database_bytes < 200_000, "{} bytes", finished.database_bytes);
}

#[test]
fn large_records_are_read_in_small_pages_and_refused_beyond_the_limit() {
    let place = Place::new();
    let mut writer = place.start();
    let users: Vec<_> = (0..20)
        .map(|id| {
            let mut user = resource("user", &id.to_string());
            user.description = "x".repeat(1 << 20);
            user
        })
        .collect();
    writer.put_resources(&users).unwrap();
    let id = writer.finish().unwrap().sync_id;
    let read: Vec<_> = place.read().resources(&id, None).unwrap().map(Result::unwrap).collect();
    assert!(read == users, "all twenty come out");

    let mut options = place.reader_options();
    options.limits.max_value_bytes = 1 << 16;
    let reader = c1z::C1zReader::open(&place.file, &options).unwrap();
    let items: Vec<_> = reader.resources(&id, None).unwrap().collect();
    assert!(
        matches!(items.as_slice(), [Err(Error::Database { .. })]),
        "one error, then the end: {} items",
        items.len()
    );
}

#[test]
fn writers_and_readers_may_move_to_another_thread() {
    fn check<T: Send + 'static>() {}
    check::<c1z::C1zWriter>();
    check::<c1z::SyncWriter>();
    check::<c1z::C1zReader>();
    check::<Error>();
}
