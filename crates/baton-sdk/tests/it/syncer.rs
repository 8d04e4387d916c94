//! Syncs that go well, or that end before they begin.

use std::sync::{Arc, Mutex};

use baton_core::{Grant, ResourceId, ResourceTypeId};
use baton_sdk::{
    Error,
    connector::{Page, Selection},
    exit::Code,
    report::Hint as _,
    syncer::{Dropped, NoProgress, Progress, SyncKind, SyncOptions},
};
use tokio::sync::watch;

use crate::scripted::{
    Place, ROLE, Script, Step, TEAM, USER, ids, member, resource, role, roles, run, run_with, then, user,
    users, with_grants,
};

#[tokio::test]
async fn a_sync_holds_everything_that_was_listed() {
    let place = Place::new();
    let report = run(Script::small(), place.options()).await.unwrap();
    let latest = place.latest();
    assert_eq!(
        ids(&latest),
        [
            vec!["role", "team", "user"],
            vec!["role:1", "role:2", "user:1", "user:2", "user:3"],
            vec!["role:1:member", "role:2:member"],
            vec![
                "role:1:member:user:1",
                "role:1:member:user:2",
                "role:1:member:user:3",
                "role:2:member:user:2"
            ],
        ]
    );
    assert_eq!(latest.resources["user:3"].display_name, "the user:3");
    let row = place.open().syncs().unwrap().pop().unwrap();
    assert_eq!((&row.sync_id, row.sync_type.as_str()), (&report.sync_id, "full"));
    assert_eq!(report.kind, SyncKind::Full);
    assert_eq!(report.path, place.file);
    assert_eq!(report.file_size_bytes, std::fs::metadata(&place.file).unwrap().len());
    assert_eq!((report.counts.resources, report.counts.entitlements, report.counts.grants), (5, 2, 4));
    assert!(report.failures.is_empty() && report.dropped.is_empty(), "{report:?}");
    place.assert_tidy(1);
}

#[tokio::test]
async fn stages_are_read_one_after_the_other() {
    let place = Place::new();
    let script = Arc::new(Script::small());
    run_with(Arc::clone(&script), place.options(), Arc::new(NoProgress)).await.unwrap();
    let calls = script.calls();
    let place_of = |call: &str| calls.iter().position(|made| made == call).unwrap();
    assert!(place_of("validate") < place_of("page roles "), "{calls:?}");
    assert!(place_of("page roles ").max(place_of("page teams ")) < place_of("page users "), "{calls:?}");
    assert!(!calls.iter().any(|call| call.starts_with("resolve")), "{calls:?}");
}

#[tokio::test]
async fn a_listing_can_ask_how_much_earlier_stages_stored() {
    let place = Place::new();
    let script = Script::small().stage(vec![("counts", ROLE, vec![(None, Step::Count(member(&role(1))))])]);
    run(script, place.options()).await.unwrap();
    // Three users hold role 1, so the listing gave role 3.
    assert!(place.latest().resources.contains_key("role:3"));
}

#[derive(Default)]
struct Recorded(Mutex<Vec<String>>);

impl Recorded {
    fn add(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }
}

impl Progress for Recorded {
    fn phase(&self, what: &str) {
        self.add(what.to_owned());
    }

    fn listing_started(&self, listing: &str) {
        self.add(format!("{listing} …"));
    }

    fn page(&self, listing: &str, n_resources: usize, n_grants: usize, fraction_done: Option<f64>) {
        self.add(format!("{listing}: {n_resources} resources, {n_grants} grants, {fraction_done:?}"));
    }

    fn listing_finished(&self, listing: &str, complete: bool) {
        self.add(format!("{listing} {}", if complete { "done" } else { "incomplete" }));
    }
}

#[tokio::test]
async fn progress_tells_each_listing_from_its_first_page_to_its_last() {
    let place = Place::new();
    let mut last = users([2]);
    last.fraction_done = Some(1.0);
    let script = Script::new().stage(vec![
        ("users", USER, vec![(None, Step::Give(then(users([1]), &["b"]))), (Some("b"), Step::Give(last))]),
        ("roles", ROLE, vec![(None, Step::Fail("no"))]),
    ]);
    let recorded = Arc::new(Recorded::default());
    let options = SyncOptions { concurrency: 1, ..place.keep_going() };
    run_with(Arc::new(script), options, Arc::clone(&recorded) as Arc<dyn Progress>).await.unwrap();
    assert_eq!(
        *recorded.0.lock().unwrap(),
        [
            "checking the connection",
            "users …",
            "users: 1 resources, 0 grants, None",
            "roles …",
            "roles incomplete",
            "users: 1 resources, 0 grants, Some(1.0)",
            "users done",
            "writing the file",
        ]
    );
}

#[tokio::test]
async fn an_entitlement_may_come_before_its_resource() {
    let place = Place::new();
    let early = Page { entitlements: vec![member(&role(1)), member(&role(9))], ..Page::default() };
    let script = Script::new()
        .stage(vec![("rights", ROLE, vec![(None, Step::Give(early))])])
        .stage(vec![("users", USER, vec![(None, Step::Give(with_grants(users([1]), &[(1, 1)])))])])
        .stage(vec![(
            "roles",
            ROLE,
            vec![(None, Step::Give(Page { resources: vec![resource(&role(1))], ..Page::default() }))],
        )]);
    let report = run(script, place.options()).await.unwrap();
    let [_, resources, entitlements, grants] = ids(&place.latest());
    assert_eq!(resources, ["role:1", "user:1"]);
    // Role 9 never came, so what can be held on it is not in the file either.
    assert_eq!(entitlements, ["role:1:member"]);
    assert_eq!(grants, ["role:1:member:user:1"]);
    let why = "something can be held on it, but it was not listed";
    assert_eq!(report.dropped, [Dropped { what: "role:9".to_owned(), n_grants: 0, why }]);
}

#[tokio::test]
async fn what_is_of_no_selected_type_stays_out_of_the_file() {
    let place = Place::new();
    let team = ResourceId::new(TEAM, "7");
    let mut page = with_grants(users([1]), &[(1, 1)]);
    page.resources.push(resource(&team));
    page.entitlements.push(member(&team));
    page.grants.push(Grant::on(team, "member", user(1)));
    let script = Script::new().stage(vec![
        ("roles", ROLE, vec![(None, Step::Give(roles([1])))]),
        ("users", USER, vec![(None, Step::Give(page))]),
    ]);
    let mut options = place.options();
    options.selection.resource_types = vec![ROLE, USER];
    let report = run(script, options).await.unwrap();
    assert_eq!(
        ids(&place.latest()),
        [vec!["role", "user"], vec!["role:1", "user:1"], vec!["role:1:member"], vec!["role:1:member:user:1"],]
    );
    let why = "its type is not part of this sync";
    assert_eq!(report.dropped, [Dropped { what: "team".to_owned(), n_grants: 1, why }]);
    assert_eq!(report.kind, SyncKind::Full);
}

#[tokio::test]
async fn skip_flags_leave_out_what_they_say_and_the_type_tells_it() {
    let place = Place::new();
    let all = place.options().selection;
    let check = async |selection: Selection, kind: SyncKind, n_entitlements, n_grants| {
        let report = run(Script::small(), SyncOptions { selection, ..place.options() }).await.unwrap();
        let latest = place.latest();
        assert_eq!(latest.resources.len(), 5);
        assert_eq!(latest.entitlements.len(), n_entitlements);
        assert_eq!(latest.grants.len(), n_grants);
        assert_eq!((report.kind, place.stored_type().as_str()), (kind, kind.as_str()));
        assert!(report.dropped.is_empty(), "{:?}", report.dropped);
    };
    check(Selection { skip_grants: true, ..all.clone() }, SyncKind::Partial, 2, 0).await;
    let resources_only = Selection { skip_entitlements_and_grants: true, ..all.clone() };
    check(resources_only, SyncKind::ResourcesOnly, 0, 0).await;
    check(all, SyncKind::Full, 2, 4).await;
}

#[tokio::test]
async fn a_targeted_sync_is_a_part_of_the_newest_full_one() {
    let place = Place::new();
    place.prepare().await;
    let full = run(Script::small(), place.options()).await.unwrap();
    let mut failing = Script::small();
    failing = failing.stage(vec![("more", TEAM, vec![(None, Step::Fail("gone"))])]);
    let partial = run(failing, place.keep_going()).await.unwrap();
    assert_eq!(partial.kind, SyncKind::Partial);

    let script = Script::new().stage(vec![(
        "role:1",
        ROLE,
        vec![(
            None,
            Step::Give({
                let mut page = with_grants(users([1]), &[(1, 1)]);
                page.resources.push(resource(&role(1)));
                page.entitlements.push(member(&role(1)));
                page
            }),
        )],
    )]);
    let script = Arc::new(script);
    let targets = vec![role(1), role(1)];
    let options = SyncOptions { targets, ..place.options() };
    let report = run_with(Arc::clone(&script), options, Arc::new(NoProgress)).await.unwrap();
    assert_eq!(report.kind, SyncKind::Partial);
    let [_, resources, entitlements, grants] = ids(&place.latest());
    assert_eq!(resources, ["role:1", "user:1"]);
    assert_eq!(entitlements, ["role:1:member"]);
    assert_eq!(grants, ["role:1:member:user:1"]);
    let file = place.open();
    let (sync_type, parent): (String, String) = file
        .database()
        .query_row(
            "select sync_type, parent_sync_id from v1_sync_runs where sync_id = ?1",
            [&report.sync_id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    assert_eq!((sync_type.as_str(), parent), ("partial", full.sync_id));
    // A target that is named twice is read once.
    let asked = script.calls().into_iter().find(|call| call.starts_with("targeted_stages")).unwrap();
    assert_eq!(asked.matches("\"1\"").count(), 1, "{asked}");
}

#[tokio::test]
async fn a_second_sync_is_added_and_the_first_stays() {
    let place = Place::new();
    let first = run(Script::small(), place.options()).await.unwrap();
    let before = place.open().sync(&first.sync_id).unwrap();
    let script = Script::new().stage(vec![("users", USER, vec![(None, Step::Give(users([8])))])]);
    let second = run(script, place.options()).await.unwrap();
    let file = place.open();
    let syncs: Vec<_> = file.syncs().unwrap().into_iter().map(|row| row.sync_id).collect();
    assert_eq!(syncs, [first.sync_id.clone(), second.sync_id]);
    assert_eq!(file.sync(&first.sync_id).unwrap(), before);
    assert_eq!(file.latest().unwrap().resources.into_keys().collect::<Vec<_>>(), ["user:8"]);
}

#[tokio::test]
async fn a_target_that_cannot_be_written_is_found_before_the_connector_is_called() {
    let place = Place::new();
    let check = async |path: std::path::PathBuf| {
        let script = Arc::new(Script::small());
        let options = SyncOptions { path, ..place.options() };
        let error = run_with(Arc::clone(&script), options, Arc::new(NoProgress)).await.unwrap_err();
        assert!(matches!(error, Error::File(_)), "{error:?}");
        assert_eq!(script.calls(), Vec::<String>::new());
    };
    check(place.directory.path().to_owned()).await;
    check(place.directory.path().join("not/there.c1z")).await;
    std::fs::write(&place.file, "not a c1z").unwrap();
    check(place.file.clone()).await;
    place.assert_untouched(b"not a c1z");
}

#[tokio::test]
async fn what_the_connector_refuses_is_told_with_its_remedy() {
    let place = Place::new();
    let before = place.prepare().await;
    let script = Arc::new(Script { refused: Some("wrong key"), ..Script::small() });
    let error = run_with(Arc::clone(&script), place.options(), Arc::new(NoProgress)).await.unwrap_err();
    assert!(matches!(error, Error::Validate(_)), "{error:?}");
    assert_eq!(error.exit_code(), Code::PermissionDenied);
    assert_eq!(error.hint().as_deref(), Some("ask for it"));
    assert!(!script.calls().iter().any(|call| call.starts_with("page")), "{:?}", script.calls());

    let script = Arc::new(Script::small());
    let options = SyncOptions { targets: vec![ResourceId::new(TEAM, "1")], ..place.options() };
    let error = run_with(Arc::clone(&script), options, Arc::new(NoProgress)).await.unwrap_err();
    assert!(matches!(error, Error::Targets(_)), "{error:?}");
    // Asked without the remote system.
    assert!(!script.calls().contains(&"validate".to_owned()), "{:?}", script.calls());

    let mut options = place.options();
    options.selection.resource_types.push(ResourceTypeId::from_static("planet"));
    let error = run(Script::small(), options).await.unwrap_err();
    assert_eq!(error.to_string(), "the connector has no resource type `planet`");
    assert_eq!(error.hint().as_deref(), Some("it has these: role, team, user"));
    place.assert_untouched(&before);
}

#[tokio::test]
async fn a_sync_that_was_cancelled_before_it_began_does_nothing() {
    let place = Place::new();
    let script = Arc::new(Script::small());
    let (asked, cancelled) = watch::channel(true);
    let connector = Arc::clone(&script) as Arc<dyn baton_sdk::connector::Connector>;
    let result = baton_sdk::syncer::run(connector, place.options(), Arc::new(NoProgress), cancelled).await;
    assert!(matches!(result, Err(Error::Cancelled { .. })), "{result:?}");
    assert_eq!(script.calls(), Vec::<String>::new());
    place.assert_tidy(0);
    drop(asked);
}
