//! Changes and the right to make them: no secret is left anywhere, tokens may end at any moment, and no scope
//! is asked for that the change does not need.

use std::{
    collections::BTreeSet,
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use coupa_sandbox::{Entitlement, OAuthClient, Operation, SandboxConfig, Secret, Switches, state::Licence};
use testkit::{decode::C1zFile, program::Finished};

use crate::{
    provision_world::{
        ACCOUNT, ALL_TYPES, Right, World, assert_change, assert_fails, count, grant_arguments, tiny,
    },
    support::default_file,
};

/// The OAuth client's secret.
const SECRET: &str = "CANARYsecret4711";
/// What somebody takes for the password of a new account.
const PASSWORD: &str = "CANARYpassword0815";
/// How the simulated instance begins and ends its tokens.
const TOKEN_PARTS: [&str; 2] = ["eyJ0eXAiOi", "c2FuZGJveA"];

/// Everything that must be nowhere.
fn canaries() -> Vec<&'static str> {
    [SECRET, PASSWORD, "CANARY"].into_iter().chain(TOKEN_PARTS).collect()
}

/// The canaries in a text or file.
fn hits(bytes: &[u8]) -> Vec<&'static str> {
    let holds = |canary: &&str| bytes.windows(canary.len()).any(|window| window == canary.as_bytes());
    canaries().into_iter().filter(holds).collect()
}

/// The canaries in the rows of a `.c1z` file, whose bytes are packed.
fn hits_in_rows(file: &C1zFile) -> Vec<&'static str> {
    let database = file.database();
    let names = |sql: &str| -> Vec<String> {
        let mut statement = database.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let mut found = Vec::new();
    let mut n_columns = 0;
    for table in names("SELECT name FROM sqlite_master WHERE type = 'table'") {
        for column in names(&format!("SELECT name FROM pragma_table_info('{table}')")) {
            n_columns += 1;
            for canary in canaries() {
                let sql = format!(
                    "SELECT count(*) FROM \"{table}\" WHERE instr(CAST(\"{column}\" AS BLOB), CAST(?1 AS BLOB)) > 0"
                );
                let n_rows: i64 = database.query_row(&sql, [canary], |row| row.get(0)).unwrap();
                if n_rows > 0 {
                    found.push(canary);
                }
            }
        }
    }
    assert!(n_columns > 20, "only {n_columns} columns were searched");
    found
}

/// Every file and directory below, with its mode.
fn walk(directory: &Path, found: &mut Vec<(PathBuf, u32)>) {
    for entry in fs::read_dir(directory).unwrap() {
        let entry = entry.unwrap();
        let metadata = fs::symlink_metadata(entry.path()).unwrap();
        found.push((entry.path(), metadata.permissions().mode() & 0o777));
        if metadata.is_dir() {
            walk(&entry.path(), found);
        }
    }
}

/// Looks through what a run printed and through all files of its directory.
struct Search {
    n_places: usize,
    found: Vec<String>,
}

impl Search {
    fn new() -> Self {
        Self { n_places: 0, found: Vec::new() }
    }

    fn look(&mut self, place: &str, bytes: &[u8]) {
        self.n_places += 1;
        self.found.extend(hits(bytes).into_iter().map(|canary| format!("{canary} in {place}")));
    }

    fn run(&mut self, what: &str, finished: &Finished) {
        self.look(&format!("standard output of {what}"), finished.stdout.as_bytes());
        self.look(&format!("standard error of {what}"), finished.stderr.as_bytes());
    }

    fn directory(&mut self, world: &World) {
        let mut files = Vec::new();
        walk(world.directory(), &mut files);
        for (path, _) in files.iter().filter(|(path, _)| path.is_file()) {
            self.look(&path.display().to_string(), &fs::read(path).unwrap());
        }
        let file = default_file(world.directory());
        if file.exists() {
            self.n_places += 1;
            let found = hits_in_rows(&C1zFile::open(&file).unwrap());
            self.found.extend(found.into_iter().map(|canary| format!("{canary} in a row of the .c1z file")));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_is_left_anywhere_at_log_level_debug() {
    let client = OAuthClient { secret: Secret::new(SECRET), ..OAuthClient::default() };
    let mut switches = Switches::default();
    switches.set("list_write", "merge").unwrap();
    let world = World::of(SandboxConfig { clients: vec![client], switches, ..tiny() }).await;
    let mut search = Search::new();
    let user = world.maria.to_string();
    let entitlement = world.wanted[0].entitlement();
    let grant = grant_arguments(&entitlement, &user);
    let grant_id = world.present[0].grant(world.maria);
    let group_id = world.present[1].grant(world.maria);
    let who = format!("{{\"user_id\":\"{user}\"}}");
    let account = |profile: &'static str| {
        let (login, email) = ("jpark", "jin.park@acme.example");
        let flags = ["--create-account-login", login, "--create-account-email", email];
        [&flags[..], &["--create-account-profile", profile]].concat()
    };
    let plain = account(r#"{"first_name":"Jin","last_name":"Park"}"#);
    let with_password = account(r#"{"first_name":"Jin","last_name":"Park","password":"CANARYpassword0815"}"#);
    let spelled = account(r#"{"first_name":"Jin","last_name":"Park","Pass Word":"CANARYpassword0815"}"#);
    let unknown =
        account(r#"{"first_name":"Jin","last_name":"Park","initial_password":"CANARYpassword0815"}"#);
    let wrong_kind =
        account(r#"{"first_name":["CANARYpassword0815"],"last_name":"Park","active":"CANARYpassword0815"}"#);
    let broken = account(r#"{"password":"CANARYpassword0815"#);
    let runs: [(&str, Vec<&str>, i32); 15] = [
        ("a sync", ALL_TYPES.to_vec(), 0),
        ("a plan", [&["--dry-run"][..], &grant].concat(), 0),
        ("a grant", [&["--provisioning"][..], &grant].concat(), 0),
        ("a revocation", vec!["--provisioning", "--revoke-grant", &grant_id], 0),
        ("a group", vec!["--provisioning", "--revoke-grant", &group_id], 0),
        (
            "an action",
            vec!["--provisioning", "--invoke-action", "disable_user", "--invoke-action-args", &who],
            0,
        ),
        ("back", vec!["--provisioning", "--invoke-action", "enable_user", "--invoke-action-args", &who], 0),
        ("an account", [&["--provisioning"][..], &plain].concat(), 0),
        ("an account with a password", [&["--provisioning"][..], &with_password].concat(), 3),
        ("a password in other letters", [&["--provisioning"][..], &spelled].concat(), 3),
        ("a password under another name", [&["--provisioning"][..], &unknown].concat(), 3),
        ("a password in the wrong field", [&["--provisioning"][..], &wrong_kind].concat(), 3),
        ("a password in broken JSON", [&["--provisioning"][..], &broken].concat(), 2),
        ("recover", vec!["recover"], 0),
        ("audit", vec!["audit", "--output", "json", "--last", "0"], 0),
    ];
    for (what, arguments, code) in &runs {
        let finished = world
            .program()
            .env("BATON_LOG_LEVEL", "debug")
            .args(arguments.iter().copied())
            .run_async()
            .await
            .unwrap();
        assert_eq!(finished.code, Some(*code), "{what}: {}", finished.stderr);
        search.run(what, &finished);
    }
    // A run that is killed while a list is cleared leaves a journal entry; the next one repairs it.
    let (told, arrived) = tokio::sync::oneshot::channel();
    world.sandbox.hooks().before(Operation::UsersUpdate, 3, move |_| told.send(()).unwrap());
    world.sandbox.faults().add("users.update:hang,nth=3".parse().unwrap());
    let mut child = world
        .program()
        .env("BATON_LOG_LEVEL", "debug")
        .args(["--provisioning", "--revoke-grant", &world.wanted[0].grant(world.maria)])
        .start()
        .unwrap();
    tokio::time::timeout(Duration::from_secs(20), arrived).await.unwrap().unwrap();
    child.kill().unwrap();
    let killed = testkit::program::finished(child.wait_with_output().unwrap()).unwrap();
    assert!(killed.stderr.contains("\"debug\""), "the log is not at level debug: {}", killed.stderr);
    search.run("a killed run", &killed);
    assert_eq!(fs::read_dir(world.state_dir().join("journal")).unwrap().count(), 1);
    search.directory(&world);
    let faults = [
        "users.update:status=400",
        "users.update:reset-after,nth=1",
        "token:status=500",
        "users.show:html=403",
    ];
    for fault in faults {
        world.sandbox.faults().add(fault.parse().unwrap());
        let program = world.program().env("BATON_LOG_LEVEL", "debug");
        let finished = program.args(["recover"]).run_async().await.unwrap();
        search.run(fault, &finished);
        world.sandbox.faults().clear();
    }
    let finished = world.program().env("BATON_LOG_LEVEL", "debug").args(ALL_TYPES).run_async().await.unwrap();
    search.run("a sync that repairs", &finished);
    search.directory(&world);
    assert!(search.found.is_empty(), "{:#?}", search.found);

    // The search is not blind.
    let places = search.n_places;
    let mut planted = 0;
    for canary in canaries() {
        for name in ["audit.jsonl", "journal/planted.json", "instance.json"] {
            let mut search = Search::new();
            let path = world.state_dir().join(name);
            let before = fs::read(&path).ok();
            fs::write(&path, [before.clone().unwrap_or_default(), canary.into()].concat()).unwrap();
            search.directory(&world);
            assert!(
                search.found.iter().any(|text| text.contains(canary)),
                "{canary} in {name} is overlooked"
            );
            match before {
                Some(bytes) => fs::write(&path, bytes).unwrap(),
                None => fs::remove_file(&path).unwrap(),
            }
            planted += 1;
        }
        let file = C1zFile::open(&default_file(world.directory())).unwrap();
        let database = file.database();
        let sql = "UPDATE v1_grants SET data = CAST('bytes' || ?1 || 'bytes' AS BLOB) WHERE id = (SELECT min(id) FROM v1_grants)";
        assert_eq!(database.execute(sql, [canary]).unwrap(), 1);
        assert!(hits_in_rows(&file).contains(&canary), "{canary} in a row is overlooked");
        planted += 1;
    }
    let mut search = Search::new();
    search.run("a test", &Finished { code: None, stdout: String::new(), stderr: format!("x{SECRET}x") });
    assert!(!search.found.is_empty());
    count(&format!("places searched for secrets {places}, found 0; planted and found {planted}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_is_for_its_owner_only() {
    let world = World::new().await;
    let state = world.directory().join("elsewhere/deep");
    let audit = world.directory().join("records/trail.jsonl");
    let (state_text, audit_text) = (state.display().to_string(), audit.display().to_string());
    let invoicing = Right::from(Entitlement::Licence(Licence::Invoicing));
    for (right, settings) in [
        (&world.wanted[0], vec![]),
        (&world.wanted[1], vec!["--state-dir", &state_text, "--audit-log", &audit_text]),
        (&invoicing, vec![]),
    ] {
        let ignored = right == &invoicing;
        if ignored {
            // What is learned about an instance is a file too.
            let change = |switches: &mut Switches| switches.set("output_only_licences", "ignored").unwrap();
            world.sandbox.switches_change(change).unwrap();
        }
        let (entitlement, user) = (right.entitlement(), world.maria.to_string());
        let arguments = [&settings[..], &grant_arguments(&entitlement, &user)].concat();
        assert_eq!(world.change(&arguments).await.code, Some(if ignored { 9 } else { 0 }));
    }
    let journal = world.state_dir().join("journal");
    let (told, arrived) = tokio::sync::oneshot::channel();
    world.sandbox.hooks().before(Operation::UsersUpdate, 2, move |_| told.send(()).unwrap());
    let world = Arc::new(world);
    let task = {
        let world = Arc::clone(&world);
        tokio::spawn(async move { world.revoke(&world.present[0]).await })
    };
    arrived.await.unwrap();
    let modes_meanwhile: Vec<u32> = fs::read_dir(&journal)
        .unwrap()
        .map(|entry| {
            fs::metadata(entry.unwrap().path()).map_or(0o600, |file| file.permissions().mode() & 0o777)
        })
        .collect();
    assert_eq!(task.await.unwrap().code, Some(0));
    assert!(modes_meanwhile.iter().all(|mode| *mode == 0o600), "{modes_meanwhile:?}");
    let mut found = Vec::new();
    for root in [
        world.directory().join(".local/state"),
        world.directory().join("elsewhere"),
        audit.parent().unwrap().to_path_buf(),
    ] {
        found.push((root.clone(), fs::metadata(&root).unwrap().permissions().mode() & 0o777));
        walk(&root, &mut found);
    }
    let (directories, files): (Vec<_>, Vec<_>) = found.into_iter().partition(|(path, _)| path.is_dir());
    assert!(files.len() >= 6 && directories.len() >= 8, "{files:?} {directories:?}");
    for (path, mode) in &directories {
        assert_eq!(*mode, 0o700, "{}: {mode:o}", path.display());
    }
    for (path, mode) in &files {
        assert_eq!(*mode, 0o600, "{}: {mode:o}", path.display());
    }
    count(&format!("private files {}, private directories {}", files.len(), directories.len()));
}

/// Changes Maria while her token ends just before the n-th request, for every n. Returns how many changes
/// were struck.
async fn while_tokens_end(ending: &'static str, old_tokens: &'static str) -> usize {
    let old = format!("old_tokens={old_tokens}");
    let world = World::with(&["list_write=merge", &old, "token_size_bytes=16384"]).await;
    let start = world.held();
    let all = [(&world.wanted[0], true), (&world.present[0], false), (&world.present[1], false)];
    let (mut nth, mut n_struck) = (1, 0);
    loop {
        let mut struck = false;
        // One that was never taken may be settling, which is waited for: once will do.
        for (right, grant) in all.iter().take(if nth == 1 { 1 } else { all.len() }) {
            world.put(&start);
            world.sandbox.journal().clear();
            let sandbox = Arc::clone(&world.sandbox);
            world.sandbox.hooks().before_any(nth, move |_| match ending {
                "expired" => sandbox.advance_clock(Duration::from_secs(2 * 86_400)),
                _ => sandbox.tokens_revoke(),
            });
            let finished = if *grant { world.grant(right).await } else { world.revoke(right).await };
            let was_struck = world.sandbox.hooks().waiting() == 0;
            world.sandbox.hooks().clear();
            let context = format!("{ending} at request {nth}, older ones {old_tokens}");
            assert_change(&finished, "made", &context);
            let mut expected = start.clone();
            if *grant {
                expected.insert(right.held)
            } else {
                expected.remove(&right.held)
            };
            assert_eq!(world.held(), expected, "{context}");
            let n_tokens = world.sandbox.journal().of(Operation::Token).len();
            assert_eq!(n_tokens, if was_struck { 2 } else { 1 }, "{context}: token requests");
            struck |= was_struck;
            n_struck += usize::from(was_struck);
        }
        if !struck {
            break;
        }
        nth += 1;
    }
    assert!(nth > 6, "only {nth} requests were struck");
    n_struck
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_ends_at_any_moment_stops_no_change() {
    let runs = tokio::join!(
        while_tokens_end("expired", "valid"),
        while_tokens_end("expired", "revoked"),
        while_tokens_end("revoked", "valid"),
        while_tokens_end("revoked", "revoked"),
    );
    let n_struck = runs.0 + runs.1 + runs.2 + runs.3;
    count(&format!("changes whose token ended at one of their requests {n_struck}, each with one new token"));
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_that_settle_late_live_short_or_are_long_stop_no_change() {
    let mut tasks = Vec::new();
    for (switch, ttl) in [
        ("token_settling_ms=5000", 86_399),
        ("token_size_bytes=16384", 86_399),
        ("old_tokens=revoked", 1),
        ("token_content_type=html", 2),
        ("token_placement=basic", 1),
    ] {
        tasks.push(tokio::spawn(async move {
            let mut switches = Switches::default();
            switches.set_text(switch).unwrap();
            switches.set("list_write", "merge").unwrap();
            let token_ttl = Duration::from_secs(ttl);
            let world = World::of(SandboxConfig { switches, token_ttl, ..tiny() }).await;
            let held = world.held();
            let mut n_changes = 0;
            let rights: &[Right] =
                if switch.contains("settling") { &world.wanted[..1] } else { &world.wanted };
            for right in rights {
                assert_change(&world.grant(right).await, "made", switch);
                assert_change(&world.revoke(right).await, "made", switch);
                n_changes += 2;
            }
            assert_eq!(world.held(), held, "{switch}");
            let finished = world.act("disable_user", world.maria).await;
            assert_eq!(finished.code, Some(0), "{switch}: {}", finished.stderr);
            let n_tokens = world.sandbox.journal().of(Operation::Token).len();
            (switch, n_changes + 1, n_tokens)
        }));
    }
    for task in tasks {
        let (switch, changes, tokens) = task.await.unwrap();
        // Where the place of the credentials has to be found out, each run asks twice.
        let most = if switch.contains("placement") { 2 * changes } else { changes };
        assert!(tokens <= most, "{switch}: {tokens} token requests for {changes} changes");
        count(&format!("{switch}: changes {changes}, token requests {tokens}"));
    }
}

/// The scopes that token requests asked for since the journal was cleared.
fn asked(world: &World) -> BTreeSet<String> {
    let tokens = world.sandbox.journal().of(Operation::Token);
    assert!(!tokens.is_empty());
    tokens.into_iter().flat_map(|entry| entry.scopes).collect()
}

fn scopes(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| format!("core.{name}")).collect()
}

/// What a change of each type needs, reading included, in the order of the types.
const NEEDED: [&[&str]; 5] = [
    &["common.read", "user.read", "user.write"],
    &["user.read", "user.write", "user_group.read", "user_group.write"],
    &["accounting.read", "user.read", "user.write"],
    &["common.read", "user.read", "user.write"],
    &["user.read", "user.write"],
];

#[tokio::test(flavor = "multi_thread")]
async fn a_change_asks_for_exactly_what_it_needs_and_nothing_else_asks_for_writing() {
    let world = World::new().await;
    let journal = world.sandbox.journal();
    // `check` alone asks for each scope by itself, to tell which there are, and then uses none of them.
    for arguments in
        [&[][..], &ALL_TYPES, &["--provisioning", "--sync-resource-types", "role"], &["--keep-going"]]
    {
        journal.clear();
        // Whatever leave to write there is, a sync does not use it.
        let program = world.program().args(arguments.iter().copied());
        let finished = program.run_async().await.unwrap();
        assert_eq!(finished.code, Some(0), "{arguments:?}: {}", finished.stderr);
        let asked = asked(&world);
        let writing: Vec<&String> = asked.iter().filter(|scope| !scope.ends_with(".read")).collect();
        assert!(writing.is_empty(), "{arguments:?} asked for {writing:?}");
    }
    for (right, needed) in world.wanted.iter().zip(NEEDED) {
        for grant in [true, false] {
            journal.clear();
            let finished = if grant { world.grant(right).await } else { world.revoke(right).await };
            assert_change(&finished, "made", &right.entitlement());
            assert_eq!(asked(&world), scopes(needed), "{}", right.entitlement());
        }
    }
    journal.clear();
    assert_eq!(world.act("disable_user", world.maria).await.code, Some(0));
    assert_eq!(asked(&world), scopes(&["user.read", "user.write"]));
    for (profile, needed) in [
        (r#"{"first_name":"A","last_name":"One"}"#, &["user.read", "user.write"][..]),
        (
            r#"{"first_name":"B","last_name":"Two","roles":["Buyer"]}"#,
            &["common.read", "user.read", "user.write"],
        ),
    ] {
        journal.clear();
        let login = format!("new.{}", profile.len());
        let email = format!("{login}@acme.example");
        let arguments = [
            "--create-account-login",
            &login,
            "--create-account-email",
            &email,
            "--create-account-profile",
            profile,
        ];
        assert_change(&world.change(&arguments).await, "made", profile);
        assert_eq!(asked(&world), scopes(needed), "{profile}");
    }
}

/// An instance whose OAuth client has these scopes only.
async fn with_scopes(names: &BTreeSet<String>) -> World {
    let clients = vec![OAuthClient::with_scopes(names.iter().cloned())];
    World::of(SandboxConfig { clients, ..tiny() }).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_without_the_scopes_is_told_each_and_reads_on() {
    let reading = scopes(&["accounting.read", "common.read", "user.read", "user_group.read"]);
    let mut refused = 0;
    let world = with_scopes(&reading).await;
    let before = world.everybody();
    for (right, needed) in world.wanted.iter().zip(NEEDED) {
        let missing: Vec<String> = scopes(needed).difference(&reading).cloned().collect();
        let missing: Vec<&str> = missing.iter().map(String::as_str).collect();
        assert_fails(&world.grant(right).await, 7, &missing, &right.entitlement());
        refused += 1;
    }
    for right in &world.present {
        assert_fails(&world.revoke(right).await, 7, &["core.user.write"], &right.entitlement());
        refused += 1;
    }
    assert_fails(&world.act("disable_user", world.maria).await, 7, &["core.user.write"], "an action");
    assert_fails(&world.change(&ACCOUNT).await, 7, &["core.user.write"], "an account");
    assert_eq!(world.everybody(), before);
    assert!(world.writes().is_empty(), "{:?}", world.writes());
    // With the same settings, leave to write included, a sync works, and so does a plan.
    world.sync().await;
    let finished = world.run(&["--provisioning"]).await;
    assert_eq!(finished.code, Some(0), "{}", finished.stderr);
    for right in &world.wanted {
        let (entitlement, user) = (right.entitlement(), world.maria.to_string());
        let plan = [&["--dry-run", "--output", "json"][..], &grant_arguments(&entitlement, &user)].concat();
        assert_change(&world.run(&plan).await, "planned", &entitlement);
    }
    // Each scope that is missing is named, be it for reading or for writing.
    for (index, needed) in NEEDED.iter().enumerate() {
        for name in *needed {
            let left: BTreeSet<String> = scopes(needed).difference(&scopes(&[name])).cloned().collect();
            let world = with_scopes(&left).await;
            let right = &world.wanted[index];
            let finished = world.grant(right).await;
            let context = format!("{} without core.{name}", right.entitlement());
            if right.resource_type == "group" && name.ends_with(".write") {
                // Either of the two is enough.
                assert_change(&finished, "made", &context);
                assert_change(&world.revoke(right).await, "made", &context);
                let way = if *name == "user.write" { "/api/user_group_memberships" } else { "/api/users/" };
                assert!(world.writes().iter().any(|write| write.path.starts_with(way)), "{context}");
                continue;
            }
            assert_fails(&finished, 7, &[&format!("core.{name}")], &context);
            assert!(world.writes().is_empty(), "{context}");
            refused += 1;
        }
    }
    count(&format!("changes refused for want of a scope: {refused}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_instance_that_refuses_what_the_token_may_do_is_believed() {
    for status in ["401", "403"] {
        let world = World::with(&[&format!("scope_status={status}"), "token_without_scope=all"]).await;
        let before = world.everybody();
        world.sandbox.faults().add(format!("users.update:status={status}").parse().unwrap());
        let finished = world.grant(&world.wanted[0]).await;
        let code = finished.code.unwrap();
        assert!(code == 7 || code == 16, "{status}: {code}: {}", finished.stderr);
        assert_eq!(world.everybody(), before, "{status}");
        let journal = fs::read_dir(world.state_dir().join("journal")).unwrap().count();
        assert_eq!(journal, 0, "{status}: nothing is half done");
    }
}
