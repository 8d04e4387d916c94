//! Syncs of which a part cannot be read: without `keep_going` they fail and the file stays as it was;
//! with it they are recorded as partial.

use std::sync::Arc;

use baton_core::{Entitlement, Purpose};
use baton_sdk::{
    Error,
    connector::{Page, PageToken, Resolution, Unreadable},
    exit::Code,
    report::Hint as _,
    syncer::{self, Dropped, NoProgress, Progress, SyncKind, SyncOptions, SyncReport},
};
use tokio::sync::{Notify, watch};

use crate::scripted::{
    Lookup, Place, ROLE, Script, Step, TEAM, USER, ids, member, resource, role, roles, run, run_with, then,
    users, with_grants,
};

/// Runs the same script both ways: expects an error that leaves the file untouched, and then a partial
/// sync.
async fn both_ways(script: impl Fn() -> Script) -> (Error, SyncReport, Place) {
    let place = Place::new();
    let before = place.prepare().await;
    let error = run(script(), place.options()).await.unwrap_err();
    place.assert_untouched(&before);
    let report = run(script(), place.keep_going()).await.unwrap();
    assert_eq!(report.kind, SyncKind::Partial);
    assert_eq!(place.stored_type(), "partial");
    assert!(!report.failures.is_empty());
    assert_eq!(place.latest().dangling_grants().len(), 0);
    place.assert_tidy(1);
    (error, report, place)
}

fn dropped(what: &str, n_grants: u64, why: &'static str) -> Dropped {
    Dropped { what: what.to_owned(), n_grants, why }
}

#[tokio::test]
async fn a_listing_that_fails_is_named() {
    let (error, report, place) = both_ways(|| {
        Script::new()
            .stage(vec![
                ("roles", ROLE, vec![(None, Step::Give(roles([1])))]),
                ("teams", TEAM, vec![(None, Step::Fail("the scope is missing"))]),
            ])
            .stage(vec![("users", USER, vec![(None, Step::Give(with_grants(users([1]), &[(1, 1)])))])])
    })
    .await;
    assert!(matches!(&error, Error::List { what, .. } if what == "teams"), "{error:?}");
    assert_eq!(error.to_string(), "could not list teams");
    assert_eq!(error.exit_code(), Code::PermissionDenied);
    assert_eq!(error.hint().as_deref(), Some("ask for it"));

    let [failure] = &report.failures[..] else { panic!("{:?}", report.failures) };
    assert_eq!((failure.listing.as_str(), &failure.resource_types), ("teams", &vec![TEAM]));
    assert_eq!(failure.chain(), "could not list teams: the scope is missing");
    let [_, resources, entitlements, grants] = ids(&place.latest());
    assert_eq!(resources, ["role:1", "user:1"]);
    assert_eq!(entitlements, ["role:1:member"]);
    assert_eq!(grants, ["role:1:member:user:1"]);
}

#[tokio::test]
async fn a_part_of_a_listing_that_fails_takes_nothing_from_the_others() {
    let (error, report, place) = both_ways(|| {
        Script::new().stage(vec![(
            "users",
            USER,
            vec![
                (None, Step::Give(then(users([1]), &["a", "b", "c"]))),
                (Some("a"), Step::Fail("a lost page")),
                (Some("b"), Step::Give(then(users([2]), &["b2"]))),
                (Some("b2"), Step::Give(users([3]))),
                (Some("c"), Step::Fail("a lost page")),
            ],
        )])
    })
    .await;
    assert_eq!(error.to_string(), "could not list users");
    assert_eq!(report.failures.len(), 1, "{:?}", report.failures);
    assert_eq!(ids(&place.latest())[1], ["user:1", "user:2", "user:3"]);
}

#[tokio::test]
async fn records_that_cannot_be_understood_are_counted_and_named() {
    let unreadable = |ids: std::ops::Range<u32>| {
        let record = |id| Unreadable { record: format!("user {id}"), reason: "no login".to_owned() };
        ids.map(record).collect::<Vec<_>>()
    };
    let (error, report, place) = both_ways(|| {
        let first = Page { unreadable: unreadable(10..14), ..then(users([1]), &["b"]) };
        let second = Page { unreadable: unreadable(14..17), ..users([2]) };
        Script::new().stage(vec![(
            "users",
            USER,
            vec![(None, Step::Give(first)), (Some("b"), Step::Give(second))],
        )])
    })
    .await;
    assert!(matches!(error, Error::UnreadableRecords { n_records: 4, .. }), "{error:?}");
    assert!(error.hint().unwrap().contains("--keep-going"));
    let [failure] = &report.failures[..] else { panic!("{:?}", report.failures) };
    assert_eq!(
        failure.error.to_string(),
        "7 of the users could not be understood (user 10: no login; user 11: no login; user 12: no login; \
         user 13: no login; user 14: no login)"
    );
    assert_eq!(ids(&place.latest())[1], ["user:1", "user:2"]);
}

#[tokio::test]
async fn a_record_that_contradicts_itself_counts_as_unreadable() {
    let (error, _, place) = both_ways(|| {
        let mut page = with_grants(users([1, 2]), &[(1, 1), (1, 2)]);
        // Under this id the second grant would take the place of the first.
        page.grants[1].id = page.grants[0].id.clone();
        Script::new().stage(vec![
            ("roles", ROLE, vec![(None, Step::Give(roles([1])))]),
            ("users", USER, vec![(None, Step::Give(page))]),
        ])
    })
    .await;
    assert!(matches!(error, Error::UnreadableRecords { n_records: 1, .. }), "{error:?}");
    assert_eq!(ids(&place.latest())[3], ["role:1:member:user:1"]);
}

#[tokio::test]
async fn a_listing_that_leads_in_a_circle_is_an_error() {
    let (error, report, place) = both_ways(|| {
        Script::new().stage(vec![(
            "users",
            USER,
            vec![
                (None, Step::Give(then(users([1]), &["b"]))),
                (Some("b"), Step::Give(then(users([2]), &["b", "c"]))),
                (Some("c"), Step::Give(users([3]))),
            ],
        )])
    })
    .await;
    assert!(
        matches!(&error, Error::RepeatedToken { what, token: PageToken(token) } if what == "users" && token == "b"),
        "{error:?}"
    );
    assert_eq!(report.failures.len(), 1);
    // The way that had not been taken yet is taken.
    assert_eq!(ids(&place.latest())[1], ["user:1", "user:2", "user:3"]);
}

/// Roles 1 and 2 are held; only role 1 is listed.
fn role_2_is_not_listed() -> Script {
    Script::new().stage(vec![
        ("roles", ROLE, vec![(None, Step::Give(roles([1])))]),
        ("users", USER, vec![(None, Step::Give(with_grants(users([1, 2]), &[(1, 1), (2, 1), (2, 2)])))]),
    ])
}

#[tokio::test]
async fn a_resource_that_appeared_meanwhile_is_looked_up() {
    let place = Place::new();
    let script = Arc::new(Script { lookup: Lookup::Exist(vec![role(2), role(3)]), ..role_2_is_not_listed() });
    let report = run_with(Arc::clone(&script), place.options(), Arc::new(NoProgress)).await.unwrap();
    assert_eq!(report.kind, SyncKind::Full);
    assert_eq!(report.dropped, []);
    let [_, resources, entitlements, grants] = ids(&place.latest());
    assert_eq!(resources, ["role:1", "role:2", "user:1", "user:2"]);
    assert_eq!(entitlements, ["role:1:member", "role:2:member"]);
    assert_eq!(grants, ["role:1:member:user:1", "role:2:member:user:1", "role:2:member:user:2"]);
    assert_eq!(script.calls().last().unwrap(), "resolve role:2");
}

#[tokio::test]
async fn grants_of_a_resource_that_vanished_are_left_out_and_told() {
    let place = Place::new();
    let report = run(role_2_is_not_listed(), place.options()).await.unwrap();
    assert_eq!(report.kind, SyncKind::Full);
    assert_eq!(report.dropped, [dropped("role:2", 2, "it, or what was held on it, no longer exists")]);
    assert_eq!(ids(&place.latest())[3], ["role:1:member:user:1"]);
}

#[tokio::test]
async fn a_resource_that_exists_without_what_is_held_on_it_keeps_no_grant() {
    let place = Place::new();
    let other = Entitlement::new(role(2), "owner", Purpose::Ownership);
    let answer = Resolution { resources: vec![resource(&role(2))], entitlements: vec![other] };
    let script = Script { lookup: Lookup::Answer(answer), ..role_2_is_not_listed() };
    let report = run(script, place.options()).await.unwrap();
    assert_eq!(report.dropped, [dropped("role:2", 2, "it, or what was held on it, no longer exists")]);
    let [_, resources, entitlements, _] = ids(&place.latest());
    assert_eq!(resources, ["role:1", "role:2", "user:1", "user:2"]);
    assert_eq!(entitlements, ["role:1:member", "role:2:owner"]);
}

#[tokio::test]
async fn many_missing_resources_are_looked_up_in_batches() {
    let place = Place::new();
    let held: Vec<(u32, u32)> = (1..=120).map(|role| (role, 1)).collect();
    let script =
        Script::new().stage(vec![("users", USER, vec![(None, Step::Give(with_grants(users([1]), &held)))])]);
    let script = Arc::new(Script { lookup: Lookup::Exist((1..=119).map(role).collect()), ..script });
    let report = run_with(Arc::clone(&script), place.options(), Arc::new(NoProgress)).await.unwrap();
    assert_eq!(place.latest().grants.len(), 119);
    assert_eq!(report.dropped, [dropped("role:120", 1, "it, or what was held on it, no longer exists")]);
    let asked: Vec<usize> = script
        .calls()
        .iter()
        .filter_map(|call| Some(call.strip_prefix("resolve ")?.split(' ').count()))
        .collect();
    assert_eq!(asked, [50, 50, 20]);
}

#[tokio::test]
async fn a_lookup_that_fails_leaves_the_sync_partial() {
    let (error, report, place) =
        both_ways(|| Script { lookup: Lookup::Fail("the line is dead"), ..role_2_is_not_listed() }).await;
    assert!(matches!(error, Error::Resolve { n_missing: 1, .. }), "{error:?}");
    let [failure] = &report.failures[..] else { panic!("{:?}", report.failures) };
    assert_eq!(failure.resource_types, [ROLE]);
    assert_eq!(report.dropped, [dropped("role:2", 2, "not everything of its type could be read")]);
    assert_eq!(ids(&place.latest())[3], ["role:1:member:user:1"]);
}

#[tokio::test]
async fn a_lookup_that_answers_nonsense_leaves_the_sync_partial() {
    let (error, ..) = both_ways(|| {
        let mut wrong = member(&role(2));
        wrong.slug = "owner".to_owned();
        let answer = Resolution { resources: vec![resource(&role(2))], entitlements: vec![wrong] };
        Script { lookup: Lookup::Answer(answer), ..role_2_is_not_listed() }
    })
    .await;
    assert!(matches!(error, Error::UnreadableRecords { n_records: 1, .. }), "{error:?}");
}

#[tokio::test]
async fn what_belongs_to_a_type_that_failed_is_not_looked_up() {
    let place = Place::new();
    let script = Script::new().stage(vec![
        ("roles", ROLE, vec![(None, Step::Fail("the scope is missing"))]),
        ("users", USER, vec![(None, Step::Give(with_grants(users([1]), &[(1, 1)])))]),
    ]);
    let script = Arc::new(Script { lookup: Lookup::Exist(vec![role(1)]), ..script });
    let report = run_with(Arc::clone(&script), place.keep_going(), Arc::new(NoProgress)).await.unwrap();
    assert!(!script.calls().iter().any(|call| call.starts_with("resolve")), "{:?}", script.calls());
    assert_eq!(report.dropped, [dropped("role:1", 1, "not everything of its type could be read")]);
    assert_eq!(ids(&place.latest())[1], ["user:1"]);
}

#[tokio::test]
async fn grants_of_unknown_principals_are_left_out_and_told() {
    let place = Place::new();
    let script = Script::new().stage(vec![
        ("roles", ROLE, vec![(None, Step::Give(roles([1, 2])))]),
        ("users", USER, vec![(None, Step::Give(with_grants(users([1]), &[(1, 1), (1, 9), (2, 9)])))]),
    ]);
    let report = run(script, place.options()).await.unwrap();
    assert_eq!(report.dropped, [dropped("user:9", 2, "the principal is not in the file")]);
    assert_eq!(ids(&place.latest())[3], ["role:1:member:user:1"]);
}

#[tokio::test]
async fn a_part_of_the_connector_that_breaks_is_an_error_and_never_a_partial_sync() {
    let place = Place::new();
    let before = place.prepare().await;
    let check = async |script: Script, expected: &str| {
        let error = run(script, place.keep_going()).await.unwrap_err();
        assert!(matches!(error, Error::Panicked { .. }), "{error:?}");
        assert_eq!(error.to_string(), expected);
        assert_eq!(error.exit_code(), Code::Internal);
        place.assert_untouched(&before);
    };
    let broken =
        Script::small().stage(vec![("teams", TEAM, vec![(None, Step::Panic("index out of bounds"))])]);
    check(broken, "a part of the program broke: teams: index out of bounds").await;
    let broken = Script { lookup: Lookup::Panic("no such key"), ..role_2_is_not_listed() };
    check(broken, "a part of the program broke: the connector: no such key").await;
}

/// A script that stores something and then reaches a page that never comes.
fn hanging(reached: &Arc<Notify>) -> Script {
    Script::small().stage(vec![
        ("teams", TEAM, vec![(None, Step::Hang(Arc::clone(reached)))]),
        ("more teams", TEAM, vec![(None, Step::Hang(Arc::clone(reached)))]),
    ])
}

async fn cancel_in_the_middle() {
    let place = Place::new();
    let before = place.prepare().await;
    let reached = Arc::new(Notify::new());
    let (ask, cancelled) = watch::channel(false);
    let script = Arc::new(hanging(&reached));
    let sync = tokio::spawn(syncer::run(script, place.keep_going(), Arc::new(NoProgress), cancelled));
    reached.notified().await;
    assert_ne!(std::fs::read_dir(&place.temporary).unwrap().count(), 0, "nothing was being written");
    ask.send(true).unwrap();
    let error = sync.await.unwrap().unwrap_err();
    assert!(matches!(&error, Error::Cancelled { path } if *path == place.file), "{error:?}");
    assert_eq!(error.exit_code(), Code::Cancelled);
    place.assert_untouched(&before);
}

#[tokio::test]
async fn cancelling_leaves_the_file_and_no_traces() {
    cancel_in_the_middle().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cancelling_leaves_the_file_and_no_traces_with_threads() {
    cancel_in_the_middle().await;
}

/// Asks to stop at the moment when the file begins to be packed.
struct StopAtTheEnd(watch::Sender<bool>);

impl Progress for StopAtTheEnd {
    fn phase(&self, what: &str) {
        if what == "writing the file" {
            self.0.send(true).unwrap();
        }
    }

    fn listing_started(&self, _listing: &str) {}
    fn page(&self, _listing: &str, _n_resources: usize, _n_grants: usize, _fraction_done: Option<f64>) {}
    fn listing_finished(&self, _listing: &str, _complete: bool) {}
}

#[tokio::test]
async fn once_the_file_is_being_packed_a_sync_tells_that_it_succeeded() {
    // To call it cancelled would be a lie: the file is replaced by then.
    let place = Place::new();
    place.prepare().await;
    let (ask, cancelled) = watch::channel(false);
    let progress = Arc::new(StopAtTheEnd(ask));
    let report = syncer::run(Arc::new(Script::small()), place.options(), progress, cancelled).await.unwrap();
    assert_eq!(place.open().syncs().unwrap().pop().unwrap().sync_id, report.sync_id);
    place.assert_tidy(1);
}

#[tokio::test]
async fn a_failure_stops_what_else_is_being_read() {
    let place = Place::new();
    let reached = Arc::new(Notify::new());
    let script = Script::new().stage(vec![
        ("teams", TEAM, vec![(None, Step::Hang(Arc::clone(&reached)))]),
        ("users", USER, vec![(None, Step::Fail("no"))]),
    ]);
    let error = run(script, SyncOptions { concurrency: 2, ..place.options() }).await.unwrap_err();
    assert_eq!(error.to_string(), "could not list users");
    place.assert_tidy(0);
}
