//! The command line as its users meet it: help, commands, settings, what a sync writes, and that no secret
//! ever comes out.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use coupa_sandbox::{
    OAuthClient, Sandbox, SandboxConfig, Secret, Tls,
    state::{RoleId, UserId},
};
use serde_json::{Value, json};
use testkit::{
    decode::{C1zFile, Decoded},
    oracle::Expectation,
    program::{Finished, Program},
};

use crate::support::{assert_complete, decode, default_file, program, run, small, start, sync};

/// The scopes that Coupa's documents ask for when users, groups and roles are read.
pub(crate) const READ_SCOPES: [&str; 3] = ["core.common.read", "core.user.read", "core.user_group.read"];

/// Runs without any instance, and insists on success without a word on standard error.
fn prints(arguments: &[&str]) -> String {
    let directory = tempfile::tempdir().unwrap();
    let finished =
        program(directory.path()).env("COLUMNS", "80").args(arguments.iter().copied()).run().unwrap();
    assert_eq!(finished.code, Some(0), "{arguments:?}: {}", finished.stderr);
    assert_eq!(finished.stderr, "", "{arguments:?}");
    assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 0, "{arguments:?} left files behind");
    finished.stdout
}

/// An instance with a client that has these scopes.
pub(crate) async fn scoped<'a>(scopes: impl IntoIterator<Item = &'a str>) -> Sandbox {
    start(SandboxConfig { clients: vec![OAuthClient::with_scopes(scopes)], ..small() }).await
}

fn types(decoded: &Decoded) -> BTreeSet<&str> {
    decoded.resource_types.keys().map(String::as_str).collect()
}

/// Type and end of each sync in the file, oldest first.
fn syncs(directory: &Path) -> Vec<(String, bool)> {
    let file = C1zFile::open(&default_file(directory)).unwrap();
    file.syncs().unwrap().into_iter().map(|sync| (sync.sync_type, sync.ended_at.is_some())).collect()
}

#[test]
fn help_fits_eighty_columns() {
    let help = prints(&["--help"]);
    insta::assert_snapshot!("help", help);
    for command in ["demo", "check", "recover", "audit", "sandbox"] {
        insta::assert_snapshot!(format!("help_{command}"), prints(&[command, "--help"]));
    }
    for arguments in [
        &["--help"][..],
        &["demo", "--help"],
        &["check", "--help"],
        &["recover", "--help"],
        &["audit", "--help"],
        &["sandbox", "--help"],
        &["capabilities", "--help"],
    ] {
        let text = prints(arguments);
        let longest = text.lines().max_by_key(|line| line.chars().count()).unwrap();
        assert!(longest.chars().count() <= 80, "{arguments:?}: {longest}");
    }
}

#[test]
fn there_are_several_ways_to_ask_for_help() {
    let help = prints(&["--help"]);
    for arguments in [&["-h"][..], &["help"], &["--help", "--skip-projects"]] {
        assert_eq!(prints(arguments), help, "{arguments:?}");
    }
    for command in ["demo", "check", "recover", "audit", "sandbox", "capabilities", "config", "completion"] {
        let help = prints(&[command, "--help"]);
        assert_eq!(prints(&["help", command]), help, "{command}");
        assert!(help.contains(&format!("baton-coupa {command}")), "{help}");
        let listed =
            prints(&["--help"]).lines().any(|line| line.trim_start().starts_with(&format!("{command} ")));
        assert!(listed, "`--help` does not list {command}");
    }
    let version = format!("baton-coupa version {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(prints(&["--version"]), version);
    assert_eq!(prints(&["-v"]), version);
}

#[test]
fn each_shell_gets_a_script_that_knows_flags_and_commands() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = prints(&["completion", shell]);
        for word in
            ["coupa-client-secret", "sync-account-groups", "provisioning", "demo", "recover", "sandbox"]
        {
            assert!(script.contains(word), "{shell} does not know {word}");
        }
    }
}

#[test]
fn capabilities_are_what_the_connector_can_do() {
    let text = prints(&["capabilities"]);
    assert!(text.ends_with("}\n"), "the last line has no end");
    let printed: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(printed["@type"], "type.googleapis.com/c1.connector.v2.ConnectorCapabilities");
    // In the order of their numbers in the protocol.
    let whole = json!([
        "CAPABILITY_PROVISION",
        "CAPABILITY_SYNC",
        "CAPABILITY_ACCOUNT_PROVISIONING",
        "CAPABILITY_ACTIONS",
        "CAPABILITY_TARGETED_SYNC",
    ]);
    assert_eq!(printed["connectorCapabilities"], whole);
    // Coupa lets nobody choose a password through its API.
    let options = &printed["credentialDetails"]["capabilityAccountProvisioning"];
    assert_eq!(options["preferredCredentialOption"], "CAPABILITY_DETAIL_CREDENTIAL_OPTION_NO_PASSWORD");

    let (accounting, common) = ("core.accounting.read", "core.common.read");
    let (user, write) = ("core.user.read", "core.user.write");
    let wanted = [
        ("account_group", "Account Group", json!(["TRAIT_GROUP"]), &[accounting, write][..], true),
        ("content_group", "Content Group", json!(["TRAIT_GROUP"]), &[common, write], true),
        (
            "group",
            "group",
            json!(["TRAIT_GROUP"]),
            &["core.user_group.read", "core.user_group.write", write],
            false,
        ),
        ("license", "license", json!(["TRAIT_LICENSE_PROFILE"]), &[user, write], false),
        ("role", "role", json!(["TRAIT_ROLE"]), &[common, write], false),
        ("user", "User", json!(["TRAIT_USER"]), &[user, write], false),
    ];
    let found = printed["resourceTypeCapabilities"].as_array().unwrap();
    assert_eq!(found.len(), wanted.len());
    for (found, (id, name, traits, scopes, opt_in)) in found.iter().zip(wanted) {
        let resource_type = &found["resourceType"];
        assert_eq!(resource_type["id"], id, "the types are not sorted by id");
        assert_eq!(resource_type["displayName"], name, "{id}");
        assert_eq!(resource_type["traits"], traits, "{id}");
        let changing = if id == "user" { "CAPABILITY_ACCOUNT_PROVISIONING" } else { "CAPABILITY_PROVISION" };
        let capabilities = json!(["CAPABILITY_SYNC", "CAPABILITY_TARGETED_SYNC", changing]);
        assert_eq!(found["capabilities"], capabilities, "{id}");
        let permissions: Vec<Value> = scopes.iter().map(|scope| json!({ "permission": scope })).collect();
        assert_eq!(found["permissions"], json!({ "permissions": permissions }), "{id}");
        let declared = found.get("optInRequired").and_then(Value::as_bool).unwrap_or(false);
        assert_eq!(declared, opt_in, "{id}");
        let annotations: Vec<&str> = resource_type["annotations"]
            .as_array()
            .unwrap()
            .iter()
            .map(|any| any["@type"].as_str().unwrap())
            .collect();
        assert_eq!(
            annotations.iter().any(|name| name.ends_with(".OptInRequired")),
            opt_in,
            "{id}: {annotations:?}"
        );
        assert!(
            annotations.iter().any(|name| name.ends_with(".CapabilityPermissions")),
            "{id}: {annotations:?}"
        );
    }
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("capabilities", text);
    });
}

#[test]
fn the_schema_of_the_settings_lists_the_connectors_fields() {
    let text = prints(&["config"]);
    let schema: Value = serde_json::from_str(&text).unwrap();
    let fields: BTreeMap<&str, &Value> = schema["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| (field["name"].as_str().unwrap(), field))
        .collect();
    for (name, kind) in [
        ("coupa-domain", "stringField"),
        ("coupa-client-id", "stringField"),
        ("coupa-client-secret", "stringField"),
        ("coupa-api-key", "stringField"),
        ("sync-account-groups", "boolField"),
        ("sync-content-groups", "boolField"),
        ("skip-projects", "boolField"),
        ("coupa-rate", "intField"),
    ] {
        let field = fields.get(name).unwrap_or_else(|| panic!("{name} is missing"));
        assert!(field.get(kind).is_some(), "{name} is no {kind}: {field}");
    }
    assert_eq!(fields["coupa-domain"]["isRequired"], true);
    assert_eq!(fields["coupa-client-secret"]["isSecret"], true);
    assert_eq!(fields["coupa-api-key"]["isSecret"], true);
    for private in
        ["coupa-base-url", "proxy", "keep-going", "state-dir", "audit-log", "provisioning", "dry-run"]
    {
        assert!(!fields.contains_key(private), "{private} is for the command line only");
    }
    let groups: Vec<&str> = schema["fieldGroups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|group| group["name"].as_str().unwrap())
        .collect();
    assert_eq!(groups, ["oauth2", "api-key"]);
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("config", text);
    });
}

/// Runs a sync, and answers which types it wrote.
async fn synced_types(program: Program) -> BTreeSet<String> {
    let finished = program.run_async().await.unwrap();
    assert_eq!(finished.code, Some(0), "{}", finished.stderr);
    types(&decode(&default_file(program.directory()))).into_iter().map(str::to_owned).collect()
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flag_wins_over_a_variable_and_a_variable_over_the_file() {
    let sandbox = start(small()).await;
    let directory = tempfile::tempdir().unwrap();
    let yaml = format!(
        "coupa-base-url: {}\ncoupa-client-id: {}\ncoupa-client-secret: {}\nsync-resource-types: [role]\n",
        sandbox.base_url(),
        sandbox.client_id(),
        sandbox.client_secret()
    );
    std::fs::write(directory.path().join("settings.yaml"), &yaml).unwrap();
    let from_file = program(directory.path()).env("BATON_CONFIG_PATH", "settings.yaml");
    assert_eq!(synced_types(from_file.clone()).await, set(&["role"]));
    // Lists are joined where flag and variable both give one; the file stands behind both.
    let from_variable = from_file.clone().env("BATON_SYNC_RESOURCE_TYPES", "group");
    assert_eq!(synced_types(from_variable).await, set(&["group"]));

    // The file has a wrong secret, the variable the right one.
    let wrong = yaml.replace(sandbox.client_secret(), "outdated");
    std::fs::write(directory.path().join("settings.yaml"), wrong).unwrap();
    let finished = from_file.run_async().await.unwrap();
    assert_eq!(finished.code, Some(16), "{}", finished.stderr);
    let mended = from_file.clone().env("BATON_COUPA_CLIENT_SECRET", sandbox.client_secret());
    assert_eq!(synced_types(mended.clone()).await, set(&["role"]));
    // The variable is wrong, the flag is right.
    let by_flag = from_file
        .clone()
        .env("BATON_COUPA_CLIENT_SECRET", "outdated too")
        .args(["--coupa-client-secret", sandbox.client_secret()]);
    assert_eq!(synced_types(by_flag).await, set(&["role"]));

    // A file of this name needs no variable.
    std::fs::write(directory.path().join(".baton.yaml"), &yaml).unwrap();
    assert_eq!(synced_types(program(directory.path())).await, set(&["role"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_may_stand_in_a_file_of_its_own() {
    let sandbox = start(small()).await;
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("secret"), format!("{}\n", sandbox.client_secret())).unwrap();
    let program = program(directory.path())
        .against(&sandbox)
        .without_env("BATON_COUPA_CLIENT_SECRET")
        .env("BATON_COUPA_CLIENT_SECRET_FILE", "secret");
    assert_eq!(synced_types(program).await, set(&["group", "license", "role", "user"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_needs_nothing_and_ends_with_a_file() {
    let directory = tempfile::tempdir().unwrap();
    let finished = program(directory.path())
        .args(["demo", "--users", "60", "-f", "made-up.c1z"])
        .run_async()
        .await
        .unwrap();
    assert_eq!(finished.code, Some(0), "{}", finished.stderr);
    let decoded = decode(&directory.path().join("made-up.c1z"));
    assert!(decoded.dangling_grants().is_empty());
    // The summary tells what is in the file, and the next step.
    for (kind, plural) in [("user", "users"), ("group", "groups"), ("role", "roles"), ("license", "licenses")]
    {
        let count = decoded.of_type(kind).count();
        assert!(
            finished.stdout.contains(&format!("{count} {plural}")),
            "{count} {plural}: {}",
            finished.stdout
        );
    }
    assert!(finished.stdout.contains("made-up.c1z"), "{}", finished.stdout);
    assert!(!finished.stdout.contains('\u{1b}'), "colours although nobody sees them");
    assert!(!finished.stdout.contains("…\n\n\n"), "{}", finished.stdout);
    let names: Vec<_> =
        std::fs::read_dir(directory.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["made-up.c1z"]);
    // The same company again.
    let again = program(directory.path())
        .args(["demo", "--users", "60", "-f", "again.c1z"])
        .run_async()
        .await
        .unwrap();
    assert_eq!(again.code, Some(0), "{}", again.stderr);
    assert!(decode(&directory.path().join("again.c1z")) == decoded, "the same seed made another company");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_keeps_its_last_two_syncs() {
    let sandbox = start(small()).await;
    let directory = tempfile::tempdir().unwrap();
    let full = || ("full".to_owned(), true);
    sync(&sandbox, directory.path(), &[]).await;
    assert_eq!(syncs(directory.path()), [full()]);
    let newcomer = sandbox.state().write(|state| state.user_add("second.sync", "Second", "Sync"));
    sync(&sandbox, directory.path(), &[]).await;
    assert_eq!(syncs(directory.path()), [full(), full()]);
    let third = sync(&sandbox, directory.path(), &[]).await;
    assert_eq!(syncs(directory.path()), [full(), full()]);
    assert!(third.resources.contains_key(&format!("user:{newcomer}")));
    assert_complete(&third, &sandbox, &Expectation::default(), "the third sync");
}

#[tokio::test(flavor = "multi_thread")]
async fn keep_going_writes_the_rest_and_says_that_it_is_not_all() {
    let sandbox = scoped(READ_SCOPES).await;
    let directory = tempfile::tempdir().unwrap();
    let finished = run(&sandbox, directory.path(), &["--sync-account-groups"]).await;
    assert_eq!(finished.code, Some(7), "{}", finished.stderr);
    assert!(!default_file(directory.path()).exists(), "a failed sync left a file");

    let finished = run(&sandbox, directory.path(), &["--sync-account-groups", "--keep-going"]).await;
    assert_eq!(finished.code, Some(0), "{}", finished.stderr);
    assert_eq!(syncs(directory.path()), [("partial".to_owned(), true)]);
    let said = records(&finished.stderr)
        .iter()
        .any(|record| record["level"] == "warn" && record.to_string().contains("core.accounting.read"));
    assert!(said, "nobody said what is missing: {}", finished.stderr);
    // Everything that can be read is there.
    let mut decoded = decode(&default_file(directory.path()));
    assert_eq!(decoded.of_type("account_group").count(), 0);
    decoded.resource_types.remove("account_group");
    assert_complete(&decoded, &sandbox, &Expectation::default(), "all but account groups");

    // Where nothing is missing, the sync is a full one.
    let directory = tempfile::tempdir().unwrap();
    sync(&sandbox, directory.path(), &["--keep-going"]).await;
    assert_eq!(syncs(directory.path()), [("full".to_owned(), true)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sync_without_grants_is_no_full_one() {
    let sandbox = start(small()).await;
    let directory = tempfile::tempdir().unwrap();
    let decoded = sync(&sandbox, directory.path(), &["--skip-entitlements-and-grants"]).await;
    assert_eq!(syncs(directory.path()), [("resources_only".to_owned(), true)]);
    assert!(decoded.entitlements.is_empty() && decoded.grants.is_empty());
    let whole = sync(&sandbox, directory.path(), &[]).await;
    assert!(whole.resources.keys().eq(decoded.resources.keys()), "other resources than in a full sync");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_types_that_were_asked_for_are_written() {
    let sandbox = start(small()).await;
    let directory = tempfile::tempdir().unwrap();
    let whole = sync(&sandbox, directory.path(), &[]).await;
    let some = sync(&sandbox, directory.path(), &["--sync-resource-types", "user,role"]).await;
    assert_eq!(types(&some), BTreeSet::from(["role", "user"]));
    assert!(some.dangling_grants().is_empty());
    let only = |key: &&String| key.starts_with("role:") || key.starts_with("user:");
    assert!(some.resources.keys().eq(whole.resources.keys().filter(only)));
    assert!(some.entitlements.keys().eq(whole.entitlements.keys().filter(only)));
    assert!(some.grants.keys().eq(whole.grants.keys().filter(only)));
    assert!(some.grants.len() > 50, "only {} grants", some.grants.len());

    // An opt-in type is there when it is named.
    let content = sync(
        &sandbox,
        directory.path(),
        &["--sync-resource-types=user", "--sync-resource-types=content_group"],
    )
    .await;
    assert_eq!(types(&content), BTreeSet::from(["content_group", "user"]));
    assert!(content.grants.keys().any(|id| id.starts_with("content_group:")));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_license_can_be_read_alone_however_it_is_spelled() {
    let sandbox = start(small()).await;
    let directory = tempfile::tempdir().unwrap();
    let whole = sync(&sandbox, directory.path(), &[]).await;
    for (spelling, id) in [
        ("purchasing-user", "purchasing-user"),
        ("purchasingUser", "purchasing-user"),
        ("invoicing-user", "invoicing_user"),
    ] {
        let target = format!("bid:r:license/{spelling}");
        let decoded = sync(&sandbox, directory.path(), &["--sync-resources", &target]).await;
        let entitlement = format!("license:{id}:assigned");
        assert_eq!(decoded.entitlements.keys().collect::<Vec<_>>(), [&entitlement], "{spelling}");
        let wanted = whole.grants.iter().filter(|(_, grant)| grant.entitlement == entitlement);
        assert!(decoded.grants.iter().eq(wanted), "{spelling}: other grants than in a full sync");
        assert!(!decoded.grants.is_empty(), "nobody holds {id}");
        assert!(decoded.dangling_grants().is_empty(), "{spelling}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_role_can_be_read_alone() {
    let sandbox = start(SandboxConfig::quick(400)).await;
    // A role with more holders than a page has, none of them a supplier's login.
    let (role, holders): (RoleId, BTreeSet<UserId>) = {
        let snapshot = sandbox.snapshot();
        let holders = |role: RoleId| {
            let held = snapshot.users.iter().filter(|(_, user)| user.is_type_blank() && user.has_role(role));
            held.map(|(id, _)| *id).collect::<BTreeSet<_>>()
        };
        snapshot
            .roles
            .keys()
            .map(|role| (*role, holders(*role)))
            .max_by_key(|(_, holders)| holders.len())
            .unwrap()
    };
    assert!(holders.len() > 100, "only {} holders", holders.len());
    for target in [role, RoleId(4)] {
        let directory = tempfile::tempdir().unwrap();
        let whole = sync(&sandbox, directory.path(), &[]).await;
        let decoded =
            sync(&sandbox, directory.path(), &["--sync-resources", &format!("bid:r:role/{target}")]).await;
        assert_eq!(syncs(directory.path()), [("full".to_owned(), true), ("partial".to_owned(), true)]);
        let key = format!("role:{target}");
        let entitlement = format!("{key}:member");
        assert_eq!(decoded.entitlements.keys().collect::<Vec<_>>(), [&entitlement]);
        assert_eq!(
            decoded.resources[&key], whole.resources[&key],
            "the role differs from that of a full sync"
        );
        let wanted: BTreeMap<_, _> =
            whole.grants.iter().filter(|(_, grant)| grant.entitlement == entitlement).collect();
        assert!(decoded.grants.iter().eq(wanted), "other grants than in a full sync");
        assert!(!decoded.grants.is_empty(), "nobody holds role {target}");
        assert!(decoded.dangling_grants().is_empty());
        let others: Vec<&String> =
            decoded.resources.keys().filter(|id| **id != key && !id.starts_with("user:")).collect();
        assert!(others.is_empty(), "nobody asked for {others:?}");
        for (id, user) in decoded.resources.iter().filter(|(id, _)| id.starts_with("user:")) {
            assert_eq!(user, &whole.resources[id], "{id} differs from that of a full sync");
        }
    }
}

/// The log records on a standard error that holds nothing else.
fn records(stderr: &str) -> Vec<Value> {
    stderr
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no record: {line}")))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn logs_are_json_records_where_nobody_watches() {
    let sandbox = start(small()).await;
    let directory = tempfile::tempdir().unwrap();
    let finished = run(&sandbox, directory.path(), &[]).await;
    assert_eq!(finished.code, Some(0), "{}", finished.stderr);
    assert_eq!(finished.stdout, "", "standard output is for data");
    let records = records(&finished.stderr);
    assert!(records.len() >= 5, "{}", finished.stderr);
    let now = jiff::Timestamp::now().as_second() as f64;
    for record in &records {
        assert!(["info", "warn"].contains(&record["level"].as_str().unwrap()), "{record}");
        assert!((record["ts"].as_f64().unwrap() - now).abs() < 600.0, "{record}");
        assert!(record["caller"].as_str().unwrap().contains(".rs:"), "{record}");
        assert!(!record["msg"].as_str().unwrap().is_empty(), "{record}");
    }
    let end = records.iter().find(|record| record["msg"] == "Sync complete.").unwrap();
    assert_eq!(end["sync_type"], "full");
    assert_eq!(end["grants"], decode(&default_file(directory.path())).grants.len());

    // The same into a file, for people, and nothing on standard error.
    let finished =
        run(&sandbox, directory.path(), &["--log-path", "sync.log", "--log-format", "console"]).await;
    assert_eq!(finished.stderr, "");
    let log = std::fs::read_to_string(directory.path().join("sync.log")).unwrap();
    assert!(log.lines().all(|line| line.contains("\tINFO\t") || line.contains("\tWARN\t")), "{log}");
    assert!(log.contains("Sync complete."), "{log}");
}

/// The secret of the runs below. A token of the simulated instance ends in `SIGNATURE` and is a JWT, so it
/// begins with `eyJ`.
const CANARY: &str = "canary-7f3a9c51e0";
const SIGNATURE: &str = "c2FuZGJveA";

/// The same secret in an `Authorization: Basic` header: identifier and colon before it are 33 bytes, so its
/// own bytes begin a new group.
const CANARY_IN_BASE64: &str = "Y2FuYXJ5LTdmM2E5YzUxZTA";

fn canary_client() -> OAuthClient {
    OAuthClient { secret: Secret::new(CANARY), ..OAuthClient::default() }
}

/// Where a secret or a token stands in a text that must hold none.
fn leaks(what: &str, bytes: &[u8]) -> Vec<String> {
    let needles = [CANARY, CANARY_IN_BASE64, SIGNATURE, "eyJ", "Bearer ", "bearer "];
    let holds = |needle: &&str| bytes.windows(needle.len()).any(|window| window == needle.as_bytes());
    needles.iter().filter(|needle| holds(needle)).map(|needle| format!("{what} holds `{needle}`")).collect()
}

/// Everything that a run left behind, searched.
fn leaks_of(title: &str, finished: &Finished, directory: &Path) -> Vec<String> {
    let mut found = leaks(&format!("{title}: standard output"), finished.stdout.as_bytes());
    found.extend(leaks(&format!("{title}: standard error"), finished.stderr.as_bytes()));
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        found.extend(leaks(&format!("{title}: {name}"), &std::fs::read(&path).unwrap()));
        if name.ends_with(".c1z") {
            // The file is compressed, so the database in it is searched as well.
            let unpacked = directory.join("unpacked.db");
            let file = C1zFile::open(&path).unwrap();
            file.database().execute("VACUUM INTO ?1", [unpacked.to_str().unwrap()]).unwrap();
            found.extend(leaks(&format!("{title}: database of {name}"), &std::fs::read(&unpacked).unwrap()));
            std::fs::remove_file(&unpacked).unwrap();
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_and_no_token_comes_out() {
    let instance = |faults: &[&str], tls: bool| SandboxConfig {
        clients: vec![canary_client()],
        faults: faults.iter().map(|fault| fault.parse().unwrap()).collect(),
        tls: tls.then(|| Tls::SelfMade { names: Vec::new() }),
        ..small()
    };
    let mut runs = Vec::new();
    for (title, faults, code) in [
        ("a good run", &[][..], 0),
        (
            "a run with trouble",
            &["users.list:status=503,nth=1", "roles.list:reset-before,nth=1", "any:cut-body,nth=4"],
            0,
        ),
        ("access denied", &["users.list:status=403"], 7),
        ("a token that is refused", &["users.list:status=401"], 16),
        ("a fault of Coupa", &["users.list:status=500"], 14),
        ("half an answer", &["users.list:truncated-json"], 2),
        ("half a token", &["token:truncated-json"], 2),
        ("a token in XML", &["token:xml"], 2),
        ("bytes that are no text in a token", &["token:broken-utf8"], 2),
        ("a web page", &["any:html=200"], 2),
    ] {
        runs.push((title, start(instance(faults, false)).await, code));
    }
    runs.push(("a server that nobody vouches for", start(instance(&[], true)).await, 9));
    let other = OAuthClient { secret: Secret::new("another one"), ..canary_client() };
    runs.push(("a wrong secret", start(SandboxConfig { clients: vec![other], ..small() }).await, 16));

    let tasks: Vec<_> = runs
        .into_iter()
        .map(|(title, sandbox, code)| {
            tokio::spawn(async move {
                let directory = tempfile::tempdir().unwrap();
                let run =
                    program(directory.path()).against(&sandbox).env("BATON_COUPA_CLIENT_SECRET", CANARY);
                let logged = run.clone().args(["--log-level", "debug", "--log-path", "sync.log"]);
                let finished = logged.run_async().await.unwrap();
                assert_eq!(finished.code, Some(code), "{title}: {}", finished.stderr);
                let log = std::fs::read_to_string(directory.path().join("sync.log")).unwrap();
                assert!(log.contains("\"debug\""), "{title}: nothing was logged in detail\n{log}");
                let mut found = leaks_of(title, &finished, directory.path());
                // The same on standard error and by `check`, which fails or not by its own rules.
                for arguments in [&["--log-level", "debug"][..], &["check", "--log-level", "debug"]] {
                    if [14, 16].contains(&code) {
                        // It would only wait once more.
                        continue;
                    }
                    let finished = run.clone().args(arguments.iter().copied()).run_async().await.unwrap();
                    found.extend(leaks_of(&format!("{title}, {arguments:?}"), &finished, directory.path()));
                }
                found
            })
        })
        .collect();
    let mut found = Vec::new();
    for task in tasks {
        found.extend(task.await.unwrap());
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_in_the_settings_comes_out() {
    let sandbox = start(small()).await;
    let proxy = format!("http://me:{CANARY}@127.0.0.1:1");
    let address = format!("https://me:{CANARY}@acme.coupahost.com/?token={CANARY}");
    let yaml = format!("coupa-client-secret: {CANARY}\nproxy: {proxy}\ncoupa-client-secert: {CANARY}\n");
    let broken = format!("coupa-client-secret: \"{CANARY}\nproxy: [{CANARY}\n");
    let legacy = &["--auth-method", "api-key", "--coupa-api-key", CANARY][..];
    for (title, arguments, file) in [
        ("a password in the address", &["--coupa-base-url=", "--coupa-domain", address.as_str()][..], ""),
        ("a password in the simulator's address", &["--coupa-base-url", address.as_str()], ""),
        ("a proxy that makes no sense", &["--proxy", CANARY], ""),
        ("a proxy of another kind", &["--proxy=socks5://me:canary-7f3a9c51e0@127.0.0.1:1"], ""),
        ("a legacy key", legacy, ""),
        ("an unknown flag with a value", &["--coupa-client-secert=canary-7f3a9c51e0"], ""),
        ("a config file", &["--workers", "many"], yaml.as_str()),
        ("a config file with a secret under a wrong name", &["check"], yaml.as_str()),
        ("a broken config file", &[], broken.as_str()),
        ("the schema", &["config"], yaml.as_str()),
        ("the help", &["--help"], yaml.as_str()),
    ] {
        let directory = tempfile::tempdir().unwrap();
        let mut run = program(directory.path())
            .against(&sandbox)
            .args(["--log-level", "debug"])
            .args(arguments.iter().copied());
        let settings = tempfile::tempdir().unwrap();
        if !file.is_empty() {
            let path = settings.path().join("settings.yaml");
            std::fs::write(&path, file).unwrap();
            run = run.env("BATON_CONFIG_PATH", path.display().to_string());
            run = run.without_env("BATON_COUPA_CLIENT_SECRET");
        }
        let finished = run.run_async().await.unwrap();
        let found = leaks_of(title, &finished, directory.path());
        assert!(found.is_empty(), "{}\n{}{}", found.join("\n"), finished.stdout, finished.stderr);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_search_for_secrets_finds_a_planted_one() {
    let directory = tempfile::tempdir().unwrap();
    let finished = |stdout: &str, stderr: &str| Finished {
        code: Some(0),
        stdout: stdout.to_owned(),
        stderr: stderr.to_owned(),
    };
    assert!(leaks_of("clean", &finished("a", "b"), directory.path()).is_empty());
    assert_eq!(
        leaks_of("said", &finished(CANARY, &format!("Bearer x{SIGNATURE}")), directory.path()).len(),
        3
    );
    std::fs::write(directory.path().join("sync.log"), format!("x{CANARY}x")).unwrap();
    assert_eq!(leaks_of("logged", &finished("", ""), directory.path()).len(), 1);
    std::fs::remove_file(directory.path().join("sync.log")).unwrap();

    // A user of this name ends up in the database, where compression hides it.
    let sandbox = start(small()).await;
    sandbox.state().write(|state| state.user_add(CANARY, "Some", "Body"));
    let run = run(&sandbox, directory.path(), &[]).await;
    let found = leaks_of("stored", &run, directory.path());
    assert!(found.iter().any(|leak| leak.contains("database of sync.c1z")), "{found:?}");
}
