//! What one run is asked to change: flags, variables and file turned into a task, or into a refusal.

use baton_core::{ResourceId, ResourceTypeId};
use baton_sdk::{
    cli::{CliError, environment::Scripted},
    exit::Code,
    provision::{AccountRequest, Error, GrantRequest, Task, gate},
    report::Failure,
};
use serde_json::json;

use crate::cli::{parse_in, program, ready, settings, told};

fn resource(resource_type: &str, id: &str) -> ResourceId {
    ResourceId::new(ResourceTypeId::new(resource_type), id)
}

fn task_in(environment: &Scripted, line: &str) -> Task {
    match Task::from_settings(&settings(environment, line)) {
        Ok(Some(task)) => task,
        other => panic!("{line:?} gave {other:?}"),
    }
}

fn task(line: &str) -> Task {
    task_in(&ready(), line)
}

/// What keeps a line from being a task, wherever it is found, as people read it.
fn refusal_in(environment: &Scripted, line: &str) -> String {
    let parsed = match parse_in(&program(), environment, line) {
        Ok(parsed) => parsed,
        Err(error) => return told(error),
    };
    match Task::from_settings(&parsed.settings) {
        Ok(task) => panic!("{line:?} gave {task:?}"),
        Err(error) => told(error),
    }
}

fn refusal(line: &str) -> String {
    refusal_in(&ready(), line)
}

fn membership() -> GrantRequest {
    GrantRequest {
        resource: resource("role", "4"),
        slug: "member".to_owned(),
        principal: resource("user", "17"),
    }
}

#[test]
fn without_such_a_flag_a_run_is_a_sync() {
    for line in [
        "",
        "--provisioning",
        "--file a.c1z",
        "--revoke-grant= --list-action-schemas=false",
        "--dry-run=false",
    ] {
        assert_eq!(Task::from_settings(&settings(&ready(), line)).unwrap(), None, "{line}");
    }
}

#[test]
fn a_grant_is_named_by_entitlement_and_principal() {
    let grant = task("--grant-entitlement role:4:member --grant-principal 17 --grant-principal-type user");
    assert_eq!(grant, Task::Grant(membership()));
    assert_eq!(task("--revoke-grant role:4:member:user:17"), Task::Revoke(membership()));
}

#[test]
fn variables_and_the_file_ask_as_well() {
    let environment = ready()
        .with_variable("BATON_GRANT_ENTITLEMENT", "role:4:member")
        .with_variable("BATON_GRANT_PRINCIPAL_TYPE", "user")
        .with_file("./.baton.yaml", "grant-principal: 17\n");
    assert_eq!(task_in(&environment, ""), Task::Grant(membership()));
}

#[test]
fn an_account_is_made_of_flags_and_profile() {
    let account = |environment: &Scripted, line: &str| match task_in(environment, line) {
        Task::CreateAccount { request, resource_type } => (request, resource_type),
        other => panic!("{line:?} gave {other:?}"),
    };
    let text = |text: &str| Some(text.to_owned());
    let profile =
        r#"{"login": "mreyes", "email": "m@example.com", "firstname": "Maria", "password": "hunter2"}"#;
    let rest = json!({ "firstname": "Maria", "password": "hunter2" }).as_object().unwrap().clone();

    let (request, resource_type) = account(&ready(), "--create-account-login mreyes");
    assert_eq!(request, AccountRequest { login: text("mreyes"), ..AccountRequest::default() });
    assert_eq!(resource_type, None);

    // The profile may say both, and the flags may repeat them.
    let environment = ready().with_variable("BATON_CREATE_ACCOUNT_PROFILE", profile);
    let expected = AccountRequest { login: text("mreyes"), email: text("m@example.com"), profile: rest };
    for line in ["", "--create-account-login mreyes", "--create-account-email m@example.com"] {
        assert_eq!(account(&environment, line).0, expected, "{line}");
    }
    let (_, resource_type) = account(&environment, "--create-account-resource-type user");
    assert_eq!(resource_type, Some(ResourceTypeId::from_static("user")));

    // It may hold a password, so it may stand in a file, and it is shown nowhere.
    let in_file = ready()
        .with_variable("BATON_CREATE_ACCOUNT_PROFILE_FILE", "/run/secrets/account")
        .with_file("/run/secrets/account", profile);
    assert_eq!(account(&in_file, "").0, expected);
    let shown = format!("{:?} {:?} {:?}", settings(&environment, ""), task_in(&environment, ""), expected);
    assert!(shown.contains("mreyes") && shown.contains("password") && !shown.contains("hunter2"), "{shown}");
}

#[test]
fn actions_take_an_object() {
    let environment =
        ready().with_variable("BATON_INVOKE_ACTION_ARGS", r#"{"user_id": "17", "key": "hunter2"}"#);
    let disable = task_in(&environment, "--invoke-action disable_user --invoke-action-resource-type user");
    let Task::InvokeAction { name, arguments, resource_type } = &disable else { panic!("{disable:?}") };
    assert_eq!(name, "disable_user");
    assert_eq!(serde_json::Value::from(arguments.clone()), json!({ "user_id": "17", "key": "hunter2" }));
    assert_eq!(*resource_type, Some(ResourceTypeId::from_static("user")));
    let shown = format!("{disable:?} {:?}", settings(&environment, ""));
    assert!(shown.contains("user_id") && !shown.contains("hunter2"), "{shown}");

    let Task::InvokeAction { arguments, .. } = task("--invoke-action ping") else { panic!("no action") };
    assert!(arguments.is_empty());
}

#[test]
fn the_other_tasks() {
    let user = ResourceTypeId::from_static("user");
    assert_eq!(task("--list-action-schemas"), Task::ListActionSchemas { resource_type: None });
    assert_eq!(
        task("--list-action-schemas --list-action-schemas-resource-type user"),
        Task::ListActionSchemas { resource_type: Some(user) }
    );
    assert_eq!(
        task("--delete-resource 17 --delete-resource-type user"),
        Task::DeleteResource(resource("user", "17"))
    );
    assert_eq!(
        task("--rotate-credentials 17 --rotate-credentials-type user"),
        Task::RotateCredentials(resource("user", "17"))
    );
}

/// Every way to ask for a task, in the order in which Go connectors look for them.
const LINES: [&str; 7] = [
    "--grant-entitlement role:4:member --grant-principal 17 --grant-principal-type user",
    "--revoke-grant role:4:member:user:17",
    "--create-account-login mreyes",
    "--invoke-action disable_user",
    "--list-action-schemas",
    "--delete-resource 17 --delete-resource-type user",
    "--rotate-credentials 17 --rotate-credentials-type user",
];

#[test]
fn two_tasks_in_one_run_are_refused_whichever_they_are() {
    for (index, first) in LINES.iter().enumerate() {
        for second in &LINES[index + 1..] {
            for line in [format!("{first} {second}"), format!("{second} {first}")] {
                let parsed = parse_in(&program(), &ready(), &line);
                // Some pairs are excluded by the rules of the Go tools, in their words.
                let Ok(parsed) = parsed else { continue };
                let error = Task::from_settings(&parsed.settings).unwrap_err();
                let Error::TwoTasks { first: named, second: other } = &error else {
                    panic!("{line}: {error}")
                };
                // The order in the message is that of the Go tools, whatever was typed first.
                let flag = |line: &str| line.split(' ').next().unwrap().to_owned();
                assert_eq!((named.to_string(), other.to_string()), (flag(first), flag(second)), "{line}");
            }
        }
    }
    insta::assert_snapshot!(refusal(&format!("{} {}", LINES[0], LINES[1])));
    let environment = ready().with_variable("BATON_INVOKE_ACTION", "disable_user");
    insta::assert_snapshot!(refusal_in(&environment, LINES[1]));
}

#[test]
fn what_makes_no_task_is_told() {
    let profile = |text: &str| ready().with_variable("BATON_CREATE_ACCOUNT_PROFILE", text);
    let arguments = |text: &str| ready().with_variable("BATON_INVOKE_ACTION_ARGS", text);
    let mut table = String::new();
    let mut add = |what: &str, told: String| {
        assert!(!told.contains("hunter2"), "{what}: {told}");
        table.push_str(&format!("# {what}\n{told}\n\n"));
    };
    for line in [
        // Grants
        "--grant-entitlement role:4:member",
        "--grant-entitlement role:4:member --grant-principal 17",
        "--grant-entitlement role:4:member --grant-principal= --grant-principal-type user",
        "--grant-principal 17",
        "--grant-principal-type user",
        "--grant-entitlement role:4 --grant-principal 17 --grant-principal-type user",
        "--grant-entitlement role:4:member --grant-principal user:17 --grant-principal-type user",
        "--grant-entitlement role:4:member --grant-principal 17 --grant-principal-type user:17",
        "--revoke-grant role:4:member",
        "--revoke-grant role:4:member:user:17 --grant-principal-type user",
        // Accounts
        "--create-account-email m@example.com",
        "--create-account-resource-type user",
        // Actions
        "--invoke-action-args {\"user_id\":\"17\"}",
        "--invoke-action-resource-type user",
        "--list-action-schemas-resource-type user",
        // Resources
        "--delete-resource 17",
        "--delete-resource-type user",
        "--delete-resource user:17 --delete-resource-type user",
        "--rotate-credentials 17",
        "--rotate-credentials-type user",
        // A dry run
        "--dry-run",
        "--dry-run --provisioning",
        "--output yaml",
    ] {
        add(line, refusal(line));
    }
    for text in [
        "",
        "{\"password\": \"hunter2\"}",
        "{\"login\": \"\", \"email\": \"hunter2\"}",
        "{\"login\": 17, \"password\": \"hunter2\"}",
        "{\"login\": \"x\", \"email\": [\"hunter2\"]}",
        "[\"hunter2\"]",
        "\"hunter2\"",
        "hunter2",
        "{\"login\": \"x\", \"password\": hunter2}",
        "{\"login\": \"x\", \"password\": \"hunter2\"",
        "null",
    ] {
        let shown = text.replace("hunter2", "*******");
        if text.is_empty() {
            // An empty variable is not set, so this is an address without a login.
            add("an empty profile", refusal_in(&profile(text), "--create-account-email m@example.com"));
        } else {
            add(&format!("profile {shown}"), refusal_in(&profile(text), ""));
        }
    }
    let other = profile("{\"login\": \"hunter2\"}");
    add("another login in the profile", refusal_in(&other, "--create-account-login mreyes"));
    for text in ["[]", "17", "true", "{\"user_id\": hunter2}"] {
        let shown = text.replace("hunter2", "*******");
        add(&format!("arguments {shown}"), refusal_in(&arguments(text), "--invoke-action disable_user"));
    }
    insta::assert_snapshot!(table);
}

#[test]
fn what_writes_needs_permission_or_a_dry_run() {
    for line in LINES {
        let task = task(line);
        let passes = |more: &str| gate(&settings(&ready(), &format!("{line} {more}")), &task).is_ok();
        let is_free = matches!(task, Task::ListActionSchemas { .. });
        assert_eq!(passes(""), is_free, "{line}");
        assert_eq!(passes("--provisioning=false"), is_free, "{line}");
        assert!(passes("-p") && passes("--provisioning") && passes("--dry-run"), "{line}");
        let allowed = ready().with_variable("BATON_PROVISIONING", "true");
        assert!(gate(&settings(&allowed, line), &task).is_ok(), "{line}");
        assert_eq!(task.writes(), !is_free, "{line}");
    }
    let line = LINES[1];
    let error = gate(&settings(&ready(), line), &task(line)).unwrap_err();
    insta::assert_snapshot!(told(error), @r#"
    error: provisioning is not enabled
    hint: run it again with --provisioning (BATON_PROVISIONING=true) to allow it, or with --dry-run to see what would happen
    [exit 9]
    "#);
}

#[test]
fn what_a_sync_needs_a_change_needs_as_well() {
    let code = |environment: &Scripted| {
        let checked = settings(environment, LINES[1]).require_for_provisioning();
        checked.map_or_else(|error| Failure::from(error).code(), |()| Code::Ok)
    };
    assert_eq!(code(&ready()), Code::Ok);
    assert_eq!(code(&Scripted::new()), Code::Unknown);
}

#[test]
fn a_form_of_output_without_a_change_is_a_warning() {
    let warnings = |line: &str| {
        let settings = settings(&ready(), line);
        settings.warnings().iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(
        warnings("--output json"),
        ["--output has no effect: it is about the result of a change, and a sync writes a file instead"]
    );
    assert_eq!(warnings("--output text"), [""; 0]);
    assert_eq!(warnings(&format!("--output json {}", LINES[1])), [""; 0]);
}

#[test]
fn a_change_does_not_get_lost_behind_a_command() {
    let refused = |line: &str| parse_in(&program(), &ready(), line).unwrap_err();
    insta::assert_snapshot!(told(refused("demo --revoke-grant role:4:member:user:17")), @r#"
    error: --revoke-grant does not go with `baton-acme demo`
    hint: changes are made without a command: `baton-acme --provisioning ...`
    [exit 2]
    "#);
    for line in [
        "--revoke-grant role:4:member:user:17 demo",
        "capabilities --list-action-schemas",
        "demo --create-account-email a@example.com",
        "demo --dry-run",
        "demo --output json",
        "--output json check",
    ] {
        let error = refused(line);
        assert!(matches!(error, CliError::NotWithCommand { .. }), "{line}: {error:?}");
    }
    // A variable may be meant for other runs, what says nothing asks for nothing, a command may have a flag
    // of that name, and permission alone asks for nothing either.
    let environment =
        ready().with_variable("BATON_INVOKE_ACTION", "x").with_variable("BATON_DRY_RUN", "true");
    for line in
        ["demo", "demo --revoke-grant= --dry-run=false --output=text", "check --output json", "check -p"]
    {
        assert!(parse_in(&program(), &environment, line).is_ok(), "{line}");
    }
}
