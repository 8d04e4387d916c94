//! The audit trail: no write without a row, no change where a row cannot be kept, and a forged row shows.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use baton_coupa::provision::audit::Audit;
use coupa_sandbox::{Entitlement, JournalEntry, Operation, state::Licence};
use serde_json::{Map, Value, json};

use crate::provision_world::{
    ACCOUNT, Right, World, assert_change, assert_fails, audit_lines, count, grant_arguments,
};

fn trail(world: &World) -> PathBuf {
    world.state_dir().join("audit.jsonl")
}

fn text<'a>(line: &'a Map<String, Value>, key: &str) -> &'a str {
    line.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// Method and path of each write, with Coupa's id of the request where it told one.
type Sent = (String, String, Option<String>);

fn recorded(lines: &[Map<String, Value>]) -> Vec<Sent> {
    let requests = lines.iter().filter_map(|line| line.get("requests")).filter_map(Value::as_array).flatten();
    let text = |request: &Value, key: &str| request[key].as_str().unwrap_or_default().to_owned();
    requests
        .map(|request| {
            let id = request["request_id"].as_str().map(str::to_owned);
            (text(request, "method"), text(request, "path"), id)
        })
        .collect()
}

/// Holds the requests that reached the instance against the trail. The answer of some was lost: then the trail
/// cannot know their ids, and has their rows all the same.
fn assert_recorded(writes: &[JournalEntry], lines: &[Map<String, Value>], context: &str) {
    let recorded = recorded(lines);
    let mut unmatched = recorded.clone();
    for write in writes {
        let lost = write.status.is_none();
        let row = unmatched.iter().position(|(method, path, id)| {
            *method == write.method
                && *path == write.path
                && (if lost { id.is_none() } else { *id == write.request_id })
        });
        let row = row.unwrap_or_else(|| panic!("{context}: {write:?} has no row in {recorded:?}"));
        unmatched.remove(row);
    }
    assert!(unmatched.is_empty(), "{context}: recorded and never sent: {unmatched:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_write_has_a_row_with_its_request_id_and_every_beginning_an_end() {
    let (mut n_writes, mut n_changes, mut n_worlds) = (0, 0, 0);
    for base in ["merge", "replace"] {
        for single in ["on", "not_found"] {
            for fault in [
                None,
                Some("users.update:status=400,nth=2"),
                Some("users.update:status=500,nth=1"),
                Some("users.update:status-after=502,nth=2"),
                Some("users.update:reset-after,nth=2"),
                Some("memberships.create:reset-after,nth=1"),
                Some("memberships.delete:status=403,nth=1"),
            ] {
                let world = World::with(&[
                    &format!("list_write={base}"),
                    &format!("memberships_rest={single}"),
                    &format!("content_group_calls={single}"),
                ])
                .await;
                if let Some(fault) = fault {
                    world.sandbox.faults().add(fault.parse().unwrap());
                }
                let context = format!("{base}, {single}, {fault:?}");
                for right in &world.wanted {
                    world.grant(right).await;
                }
                for right in &world.present {
                    world.revoke(right).await;
                    // Nothing is left to do: no row.
                    world.revoke(right).await;
                }
                world.act("disable_user", world.maria).await;
                world.act("enable_user", world.maria).await;
                world.change(&ACCOUNT).await;
                let contracts = Right::from(Entitlement::Licence(Licence::Contracts));
                assert_eq!(world.revoke(&contracts).await.code, Some(9));

                let lines = audit_lines(&trail(&world));
                assert_recorded(&world.writes(), &lines, &context);
                let ids = |phase: &str| -> Vec<String> {
                    let of_phase = lines.iter().filter(|line| text(line, "phase") == phase);
                    of_phase.map(|line| text(line, "id").to_owned()).collect()
                };
                let (begun, ended) = (ids("begin"), ids("end"));
                assert_eq!(
                    begun.iter().collect::<BTreeSet<_>>(),
                    ended.iter().collect::<BTreeSet<_>>(),
                    "{context}: a beginning without an end"
                );
                assert_eq!(
                    begun.len(),
                    begun.iter().collect::<BTreeSet<_>>().len(),
                    "{context}: an id twice"
                );
                for line in &lines {
                    assert_eq!(text(line, "client"), world.sandbox.client_id(), "{context}");
                    assert_eq!(text(line, "instance"), world.sandbox.address().to_string(), "{context}");
                    assert!(!text(line, "at").is_empty() && !text(line, "operation").is_empty(), "{line:?}");
                }
                if fault.is_none() {
                    assert_eq!(
                        begun.len(),
                        13,
                        "{context}: five grants, five revocations, two actions, an account"
                    );
                    assert!(
                        lines
                            .iter()
                            .all(|line| text(line, "phase") == "begin" || text(line, "outcome") == "made")
                    );
                }
                n_writes += world.writes().len();
                n_changes += begun.len();
                n_worlds += 1;
            }
        }
    }
    count(&format!("writes held against the trail {n_writes}, changes {n_changes}, instances {n_worlds}"));
    assert!(n_writes > 300, "only {n_writes} writes");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_beginning_is_on_disk_before_anything_is_sent() {
    let world = World::new().await;
    let path = trail(&world);
    let seen = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    for operation in [Operation::UsersUpdate, Operation::MembershipsCreate, Operation::UsersCreate] {
        let (seen, path) = (std::sync::Arc::clone(&seen), path.clone());
        world.sandbox.hooks().before(operation, 1, move |_| {
            let lines = fs::read_to_string(&path).unwrap_or_default();
            let last: Value = serde_json::from_str(lines.lines().last().unwrap_or("null")).unwrap();
            seen.lock().unwrap().push((last["phase"].clone(), last["operation"].clone()));
        });
    }
    assert_change(&world.grant(&world.wanted[0]).await, "made", "a role");
    assert_change(&world.grant(&world.wanted[1]).await, "made", "a group");
    assert_change(&world.change(&ACCOUNT).await, "made", "an account");
    let seen = seen.lock().unwrap().clone();
    assert_eq!(seen.len(), 3, "{seen:?}");
    assert!(seen.iter().all(|(phase, _)| phase == "begin"), "{seen:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_shows_before_and_after_and_a_refusal_its_reason() {
    let world = World::new().await;
    let role = &world.wanted[0];
    assert_change(&world.grant(role).await, "made", "a role");
    world.sandbox.faults().add("users.update:status=400".parse().unwrap());
    assert_eq!(world.revoke(role).await.code, Some(3));
    let lines = audit_lines(&trail(&world));
    assert_eq!(lines.len(), 4);
    let user = world.maria.0;
    let mut ids: Vec<u64> = vec![10_001, 10_002, 10_003, 10_004];
    let with = json!({ "user": user, "roles": ids });
    ids.pop();
    let without = json!({ "user": user, "roles": ids });
    for (line, phase, before, after, outcome) in [
        (&lines[0], "begin", &without, &with, ""),
        (&lines[1], "end", &without, &with, "made"),
        (&lines[2], "begin", &with, &without, ""),
        // What is, not what was wanted.
        (&lines[3], "end", &with, &with, "unchanged"),
    ] {
        assert_eq!(text(line, "phase"), phase, "{line:?}");
        assert_eq!((&line["before"], &line["after"]), (before, after), "{line:?}");
        assert_eq!(text(line, "outcome"), outcome, "{line:?}");
    }
    assert_eq!(text(&lines[0], "operation"), format!("grant {} to user:{user}", role.entitlement()));
    assert!(text(&lines[3], "message").contains("400"), "{:?}", lines[3]);
    // And the command shows both, each in a line, and that the trail is whole.
    let shown = world.run(&["audit"]).await;
    assert_eq!(shown.code, Some(0), "{}", shown.stderr);
    assert!(shown.stdout.contains("made") && shown.stdout.contains("unchanged"), "{}", shown.stdout);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forged_trail_is_found() {
    let world = World::new().await;
    for right in &world.wanted {
        assert_change(&world.grant(right).await, "made", "a grant");
    }
    let path = trail(&world);
    let whole = fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    assert_eq!(lines.len(), 10);
    let join = |lines: &[&str]| lines.join("\n") + "\n";
    let mut forgeries = vec![
        (
            "another operation",
            join(&lines).replacen("\"operation\":\"grant role", "\"operation\":\"grant rule", 1),
        ),
        ("an outcome", join(&lines).replacen("\"made\"", "\"unchanged\"", 1)),
        ("a line in another's place", {
            let mut swapped = lines.clone();
            swapped.swap(3, 4);
            join(&swapped)
        }),
        ("a line twice", join(&[&lines[..4], &lines[3..]].concat())),
        ("a line of one's own", join(&[&lines[..4], &["{\"phase\":\"end\"}"], &lines[4..]].concat())),
        ("no line at all", join(&[&lines[..4], &["garbage"], &lines[4..]].concat())),
        ("the first line gone", join(&lines[1..])),
    ];
    for number in 1..lines.len() - 1 {
        let without: Vec<&str> =
            lines.iter().enumerate().filter(|(n, _)| *n != number).map(|(_, line)| *line).collect();
        forgeries.push(("a line gone", join(&without)));
    }
    let n_forgeries = forgeries.len();
    for (what, forged) in forgeries {
        assert_ne!(forged, whole, "{what}: nothing was forged");
        fs::write(&path, forged).unwrap();
        for format in ["text", "json"] {
            let finished = world.run(&["audit", "--output", format]).await;
            assert_eq!(finished.code, Some(15), "{what}: {}{}", finished.stdout, finished.stderr);
            assert!(finished.stderr.contains("audit.jsonl"), "{what}: {}", finished.stderr);
        }
    }
    fs::write(&path, &whole).unwrap();
    assert_eq!(world.run(&["audit"]).await.code, Some(0));
    count(&format!("forged trails found: {n_forgeries}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_trail_goes_on_in_a_new_file_and_stays_one_chain() {
    let world = World::new().await;
    // A trail that has just passed one MiB, in few lines.
    let address = world.sandbox.address().to_string();
    fs::create_dir_all(world.state_dir()).unwrap();
    let audit = Audit::new(trail(&world), &address, world.sandbox.client_id());
    let much = json!("x".repeat(150_000));
    while fs::metadata(trail(&world)).map_or(0, |file| file.len()) < 1 << 20 {
        audit.begin("something long", much.clone(), Value::Null).unwrap();
    }
    let (role, group) = (&world.wanted[0], &world.wanted[1]);
    let full = world.state_dir().join("audit.1.jsonl");
    let n_before = audit_lines(&trail(&world)).len();
    let grant = |right: &Right, mib: &str| {
        let (entitlement, user) = (right.entitlement(), world.maria.to_string());
        let arguments = [
            &["--provisioning", "--output", "json", "--audit-log-max-mib", mib][..],
            &grant_arguments(&entitlement, &user),
        ]
        .concat();
        world.program().args(arguments)
    };
    assert_change(&grant(role, "2").run_async().await.unwrap(), "made", "two MiB are not full");
    assert!(!full.exists());
    assert_change(&grant(group, "1").run_async().await.unwrap(), "made", "one MiB is");
    assert!(full.exists(), "the size is not counted in MiB");
    assert!(fs::metadata(trail(&world)).unwrap().len() < 10_000, "the new file is not a new one");
    assert_eq!(audit_lines(&trail(&world)).len(), n_before + 4, "one chain over both files");
    assert_eq!(world.run(&["audit"]).await.code, Some(0));
    // The chain goes across the seam: a full file cannot be dropped or changed either.
    let kept = fs::read(&full).unwrap();
    fs::write(&full, [&kept[..], b"{}\n"].concat()).unwrap();
    assert_eq!(world.run(&["audit"]).await.code, Some(15));
    fs::remove_file(&full).unwrap();
    assert_eq!(world.run(&["audit"]).await.code, Some(15), "a full file is gone");
}

/// Every kind of change, as arguments.
fn changes(world: &World) -> Vec<Vec<String>> {
    let owned = |arguments: &[&str]| arguments.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let user = world.maria.to_string();
    let mut changes: Vec<Vec<String>> = world
        .wanted
        .iter()
        .map(|right| owned(&grant_arguments(&right.entitlement(), &user)))
        .chain(world.present.iter().map(|right| owned(&["--revoke-grant", &right.grant(world.maria)])))
        .collect();
    let who = format!("{{\"user_id\":\"{user}\"}}");
    changes.push(owned(&["--invoke-action", "disable_user", "--invoke-action-args", &who]));
    changes.push(owned(&ACCOUNT));
    changes
}

#[tokio::test(flavor = "multi_thread")]
async fn where_no_record_can_be_kept_nothing_is_written() {
    let world = World::new().await;
    let place = |name: &str| world.directory().join(name).display().to_string();
    fs::write(place("file"), "").unwrap();
    fs::create_dir(place("directory")).unwrap();
    // A device that is always full, under a name whose lock file is ours.
    std::os::unix::fs::symlink("/dev/full", place("full.jsonl")).unwrap();
    std::os::unix::fs::symlink(place("nowhere/at/all"), place("dangling.jsonl")).unwrap();
    let mut settings = vec![
        ("a directory that is a file", "--audit-log", place("file/audit.jsonl")),
        ("a directory", "--audit-log", place("directory")),
        ("a full disk", "--audit-log", place("full.jsonl")),
        ("a link to nowhere", "--audit-log", place("dangling.jsonl")),
        ("a state directory that is a file", "--state-dir", place("file")),
        ("a state directory below a file", "--state-dir", place("file/state")),
        ("a state directory in /proc", "--state-dir", "/proc/self/state".to_owned()),
    ];
    let locked = place("locked");
    fs::create_dir(&locked).unwrap();
    fs::set_permissions(&locked, std::os::unix::fs::PermissionsExt::from_mode(0o500)).unwrap();
    if fs::write(Path::new(&locked).join("try"), "").is_err() {
        settings.push(("a read-only directory", "--audit-log", format!("{locked}/audit.jsonl")));
        settings.push(("a read-only state directory", "--state-dir", format!("{locked}/state")));
    } else {
        count("SKIPPED: whoever runs this may write everywhere, so no directory is read-only");
    }
    let before = world.everybody();
    let mut refused = 0;
    for (what, flag, value) in &settings {
        for change in changes(&world) {
            let arguments: Vec<&str> =
                [*flag, value.as_str()].into_iter().chain(change.iter().map(String::as_str)).collect();
            let finished = world.change(&arguments).await;
            let context = format!("{what}: {}", change.join(" "));
            assert_fails(&finished, 9, &[flag], &context);
            assert!(world.writes().is_empty(), "{context}: {:?}", world.writes());
            refused += 1;
        }
    }
    assert_eq!(world.everybody(), before);
    // A plan leaves no record and needs no place for one.
    for change in changes(&world) {
        let arguments: Vec<&str> = ["--dry-run", settings[2].1, &settings[2].2, "--output", "json"]
            .into_iter()
            .chain(change.iter().map(String::as_str))
            .collect();
        assert_change(&world.run(&arguments).await, "planned", &change.join(" "));
    }
    count(&format!("changes refused for want of a record: {refused}"));
}
