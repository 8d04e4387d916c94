//! What a person sees when a change cannot be made because of what was asked or set: the message, the exit
//! code, an instance in which nothing was written, and no trace in the records of changes.
//!
//! The messages are kept as snapshots, one a test, so that all of them can be read in one go.

use coupa_sandbox::{OAuthClient, Sandbox, SandboxConfig, Tls, state::RoleId};

use crate::{
    bad_input::{CANARY, contents, steady},
    desk::{Desk, Records, grant, newcomer, writes},
    support::{program, small, start},
};

/// Every scope that changes need, with those that the syncs of the same things need.
const SCOPES: [&str; 6] = [
    "core.accounting.read",
    "core.common.read",
    "core.user.read",
    "core.user.write",
    "core.user_group.read",
    "core.user_group.write",
];

#[tokio::test(flavor = "multi_thread")]
async fn ids_are_looked_at_before_coupa_is_asked() {
    let mut desk = Desk::new(small()).await;
    for (title, entitlement) in [
        ("an unknown type", "warehouse:4:member"),
        ("a type in capitals", "Role:4:member"),
        ("a user as something to hold", "user:4:member"),
        ("an entitlement of another name", "role:4:owner"),
        ("a license as if it were a group", "license:travel-user:member"),
        ("an unknown license", "license:beer-user:assigned"),
        ("an entitlement with two parts", "role:4"),
        ("an entitlement with four parts", "role:4:member:user"),
        ("an entitlement with an empty part", "role::member"),
        ("an entitlement with a blank part", "role: :member"),
        ("letters as an id", "role:admin:member"),
        ("zero as an id", "group:0:member"),
        ("an id below zero", "content_group:-4:member"),
        ("an id with leading zeros", "account_group:004:member"),
        ("an id with a sign", "role:+4:member"),
        ("an id with a blank", "role: 4:member"),
        ("an id that is a fraction", "role:4.5:member"),
        ("an id that is too large", "role:99999999999999999999999:member"),
    ] {
        let program = desk.program().args(grant(entitlement, "17"));
        desk.fails(title, 3, program).await;
    }
    for (title, user) in [
        ("a login in place of a user's id", "mreyes"),
        ("user zero", "0"),
        ("a user below zero", "-17"),
        ("a user with leading zeros", "017"),
        ("a user that is too large", "99999999999999999999999"),
        ("a user with its type", "user:17"),
    ] {
        let principal = format!("--grant-principal={user}");
        let arguments =
            ["--grant-entitlement", "role:4:member", &principal, "--grant-principal-type", "user"];
        let program = desk.program().args(arguments);
        desk.fails(title, 3, program).await;
    }
    for (title, of_type) in [
        ("a group as a principal", "group"),
        ("a role as a principal", "role"),
        ("a principal of an unknown type", "person"),
    ] {
        let arguments = [
            "--grant-entitlement",
            "role:4:member",
            "--grant-principal",
            "7",
            "--grant-principal-type",
            of_type,
        ];
        let program = desk.program().args(arguments);
        desk.fails(title, 3, program).await;
    }
    for (title, grant) in [
        ("a grant with three parts", "role:4:member"),
        ("a grant with four parts", "role:4:member:user"),
        ("a grant with six parts", "role:4:member:user:17:now"),
        ("a grant with an empty part", "role:4:member:user:"),
        ("a grant of an unknown type", "warehouse:4:member:user:17"),
        ("a grant of another entitlement", "license:travel-user:member:user:17"),
        ("a grant of an unknown license", "license:beer-user:assigned:user:17"),
        ("a grant with letters as an id", "role:admin:member:user:17"),
        ("a grant to a group", "role:4:member:group:17"),
        ("a grant to a login", "role:4:member:user:mreyes"),
        ("a grant to user zero", "role:4:member:user:0"),
        ("a grant with leading zeros", "role:4:member:user:017"),
    ] {
        let program = desk.program().args(["--revoke-grant", grant]);
        desk.fails(title, 3, program).await;
    }
    desk.was_silent();
    desk.tell(|story| insta::assert_snapshot!("ids", story));
}

#[tokio::test(flavor = "multi_thread")]
async fn flags_that_make_no_change_are_refused() {
    let mut desk = Desk::new(small()).await;
    let incomplete: &[(&str, &[&str])] = &[
        ("no principal", &["--grant-entitlement", "role:4:member"]),
        ("no type of the principal", &["--grant-entitlement", "role:4:member", "--grant-principal", "17"]),
        ("nothing but a principal", &["--grant-principal", "17"]),
        ("nothing but the type of a principal", &["--grant-principal-type", "user"]),
        (
            "an empty principal",
            &["--grant-entitlement", "role:4:member", "--grant-principal=", "--grant-principal-type", "user"],
        ),
        ("a dry run of nothing", &["--dry-run"]),
        (
            "a grant and a revocation",
            &[
                "--grant-entitlement",
                "role:4:member",
                "--grant-principal",
                "17",
                "--grant-principal-type",
                "user",
                "--revoke-grant",
                "role:3:member:user:17",
            ],
        ),
        (
            "a revocation and an action",
            &["--revoke-grant", "role:3:member:user:17", "--invoke-action", "disable_user"],
        ),
        (
            "a new account and a rotation",
            &[
                "--create-account-login",
                "mreyes",
                "--rotate-credentials",
                "17",
                "--rotate-credentials-type",
                "user",
            ],
        ),
        (
            "a revocation and a detail of a grant",
            &["--revoke-grant", "role:3:member:user:17", "--grant-principal-type", "user"],
        ),
        ("arguments without an action", &["--invoke-action-args", r#"{"user_id":"17"}"#]),
        ("nothing to delete", &["--delete-resource-type", "user"]),
        ("an unknown form of output", &["--revoke-grant", "role:4:member:user:17", "--output", "yaml"]),
        ("a size of the audit trail below one", &["--audit-log-max-mib", "0"]),
    ];
    desk.fails_with(2, incomplete).await;
    let program =
        desk.program().env("BATON_REVOKE_GRANT", "role:3:member:user:17").args(grant("role:4:member", "17"));
    desk.fails("a grant while a variable asks for a revocation", 2, program).await;
    // What this program does not do stays refused, whatever stands beside it.
    let elsewhere: &[(&str, &[&str])] = &[
        ("service mode", &["--client-id", "someone@acme.conductor.one/pcc", "--client-secret", CANARY]),
        ("an event feed", &["--event-feed", "true"]),
        ("a ticket", &["--create-ticket", "--ticket-template-path", "ticket.json"]),
    ];
    desk.fails_with(12, elsewhere).await;
    desk.was_silent();
    desk.tell(|story| insta::assert_snapshot!("flags", story));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_changed_unless_it_is_allowed() {
    let mut desk = Desk::new(small()).await;
    let user = newcomer(&desk.sandbox, "tlund").to_string();
    let argument = format!(r#"{{"user_id":"{user}"}}"#);
    let grant_id = format!("role:4:member:user:{user}");
    let profile = r#"{"first_name": "Maria", "last_name": "Reyes"}"#;
    let new_account = [
        "--create-account-login",
        "mreyes",
        "--create-account-email",
        "mreyes@example.com",
        "--create-account-profile",
        profile,
    ];
    let cases: &[(&str, &[&str])] = &[
        ("granting", &grant("role:4:member", &user)),
        ("revoking", &["--revoke-grant", &grant_id]),
        ("granting a license", &grant("license:travel-user:assigned", &user)),
        ("a new account", &new_account),
        ("enabling", &["--invoke-action", "enable_user", "--invoke-action-args", &argument]),
        ("disabling", &["--invoke-action", "disable_user", "--invoke-action-args", &argument]),
        ("deleting", &["--delete-resource", &user, "--delete-resource-type", "user"]),
        ("rotating", &["--rotate-credentials", &user, "--rotate-credentials-type", "user"]),
    ];
    for (title, arguments) in cases {
        let program = desk.read_only().args(arguments.iter().copied());
        desk.fails(title, 9, program.clone()).await;
        desk.fails(
            &format!("{title}, allowed and forbidden again"),
            9,
            program.args(["--provisioning=false"]),
        )
        .await;
    }
    desk.was_silent();
    let same = desk.bench.story().matches("error: provisioning is not enabled\nhint: ").count();
    assert_eq!(same, 2 * cases.len(), "{}", desk.bench.story());
    assert_eq!(contents(desk.records.path()).len(), 0, "a run that may not write made a directory");

    // Asking what could be done is no change.
    let listed = desk.read_only().args(["--list-action-schemas"]).run_async().await.unwrap();
    assert_eq!((listed.code, listed.stderr.as_str()), (Some(0), ""));
    // A dry run needs no permission, and nothing is left of it.
    for (title, arguments) in cases.iter().filter(|(title, _)| !matches!(*title, "deleting" | "rotating")) {
        let tried = desk.read_only().args(arguments.iter().copied()).args(["--dry-run"]);
        let tried = tried.run_async().await.unwrap();
        assert_eq!(tried.code, Some(0), "{title}: {}", tried.stderr);
    }
    assert_eq!(writes(&desk.sandbox), [""; 0]);
    assert_eq!(contents(desk.records.path()).len(), 0, "a dry run made a directory");
    let first = desk.bench.story().split("\n\n").next().unwrap();
    steady(first, &[], &[], |text| insta::assert_snapshot!("read_only", text));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_instance_does_not_have_is_named() {
    let mut desk = Desk::new(small()).await;
    let user = newcomer(&desk.sandbox, "mreyes").to_string();
    for (title, entitlement) in [
        ("an unknown role", "role:999999:member"),
        ("an unknown group", "group:999999:member"),
        ("an unknown account group", "account_group:999999:member"),
        ("an unknown content group", "content_group:999999:member"),
    ] {
        let program = desk.program().args(grant(entitlement, &user));
        desk.fails(title, 5, program).await;
    }
    for (title, entitlement) in [
        ("a role for an unknown user", "role:4:member"),
        ("a group for an unknown user", "group:1:member"),
        ("a license for an unknown user", "license:travel-user:assigned"),
    ] {
        let program = desk.program().args(grant(entitlement, "999999"));
        desk.fails(title, 5, program).await;
    }
    let program = desk.program().args(["--revoke-grant", "role:4:member:user:999999"]);
    desk.fails("a role of an unknown user", 5, program).await;
    let program = desk.program().args(grant("role:999999:member", &user)).args(["--dry-run"]);
    desk.fails("a dry run of an unknown role", 5, program).await;
    // To take away what nobody can have is done already.
    let revoked = desk.program().args(["--revoke-grant", &format!("role:999999:member:user:{user}")]);
    let revoked = revoked.run_async().await.unwrap();
    assert_eq!(revoked.code, Some(0), "{}", revoked.stderr);
    desk.tell(|story| insta::assert_snapshot!("unknown", story));

    let mut config = small();
    config.switches.set("absent_licences", "risk_assess_user").unwrap();
    let mut desk = Desk::new(config).await;
    let user = newcomer(&desk.sandbox, "mreyes").to_string();
    let program = desk.program().args(grant("license:risk-assess-user:assigned", &user));
    desk.fails("a license that the instance has not", 9, program).await;
    desk.tell(|story| insta::assert_snapshot!("absent_license", story));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_receive_anything_can_still_lose_it() {
    let mut desk = Desk::new(small()).await;
    let inactive = newcomer(&desk.sandbox, "mreyes");
    let supplier = newcomer(&desk.sandbox, "supplier.contact");
    desk.sandbox.state().write(|state| {
        for user in [inactive, supplier] {
            state.role_grant(user, RoleId(3));
        }
        state.user_change(inactive, |user| user.active = false);
        state.user_change(supplier, |user| {
            user.supplier_user = true;
            user.class = Some("SupplierUser".to_owned());
        });
    });
    let (former, supplier) = (inactive.to_string(), supplier.to_string());
    for (title, entitlement, user) in [
        ("a role for somebody inactive", "role:4:member", &former),
        ("a license for somebody inactive", "license:travel-user:assigned", &former),
        ("a role for a supplier's login", "role:4:member", &supplier),
        ("a license for a supplier's login", "license:travel-user:assigned", &supplier),
    ] {
        let program = desk.program().args(grant(entitlement, user));
        desk.fails(title, 9, program.clone()).await;
        desk.fails(&format!("{title}, as a dry run"), 9, program.args(["--dry-run"])).await;
    }
    desk.tell(|story| insta::assert_snapshot!("may_not_receive", story));

    let revoked = desk.program().args(["--revoke-grant", &format!("role:3:member:user:{inactive}")]);
    let revoked = revoked.run_async().await.unwrap();
    assert_eq!(revoked.code, Some(0), "{}", revoked.stderr);
    assert_eq!(desk.sandbox.state().read(|state| state.entitlements(inactive).len()), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_license_that_cannot_be_taken_away_says_who_can() {
    let mut desk = Desk::new(small()).await;
    let user = newcomer(&desk.sandbox, "mreyes");
    for license in ["contracts-user", "purchasing-user"] {
        let granted = desk.program().args(grant(&format!("license:{license}:assigned"), &user.to_string()));
        let granted = granted.run_async().await.unwrap();
        assert_eq!(granted.code, Some(0), "{}", granted.stderr);
    }
    desk.sandbox.journal().clear();
    desk.records = Records::new();
    for (title, license) in [("contracts", "contracts-user"), ("purchasing", "purchasing-user")] {
        let arguments = ["--revoke-grant", &format!("license:{license}:assigned:user:{user}")];
        let program = desk.program().args(arguments);
        desk.fails(title, 9, program.clone()).await;
        desk.fails(&format!("{title}, as a dry run"), 9, program.args(["--dry-run"])).await;
    }
    desk.tell(|story| insta::assert_snapshot!("permanent", story));
}

#[tokio::test(flavor = "multi_thread")]
async fn actions_and_their_arguments_have_to_make_sense() {
    let mut desk = Desk::new(small()).await;
    let action =
        |arguments: &'static str| ["--invoke-action", "disable_user", "--invoke-action-args", arguments];
    let unknown: &[(&str, &[&str])] = &[
        (
            "an unknown action",
            &["--invoke-action", "explode_user", "--invoke-action-args", r#"{"user_id":"17"}"#],
        ),
        (
            "an action of a type that has none",
            &["--invoke-action", "disable_user", "--invoke-action-resource-type", "role"],
        ),
    ];
    desk.fails_with(5, unknown).await;
    let no_object: &[(&str, &[&str])] = &[
        ("arguments that are no JSON", &action("user_id=17")),
        ("arguments that are cut off", &action(r#"{"user_id": "17""#)),
        ("arguments that are a list", &action(r#"["17"]"#)),
        ("arguments that are a number", &action("17")),
        ("arguments that are a text", &action(r#""17""#)),
    ];
    desk.fails_with(2, no_object).await;
    let nobody: &[(&str, &[&str])] = &[
        ("no arguments", &["--invoke-action", "disable_user"]),
        ("no user", &action("{}")),
        ("a user under another name", &action(r#"{"userId": "17"}"#)),
        ("nobody", &action(r#"{"user_id": null}"#)),
        ("an empty user", &action(r#"{"user_id": ""}"#)),
        ("a blank user", &action(r#"{"user_id": "  "}"#)),
        ("a login in place of the user's id", &action(r#"{"user_id": "mreyes"}"#)),
        ("user zero", &action(r#"{"user_id": "0"}"#)),
        ("a user below zero", &action(r#"{"user_id": -17}"#)),
        ("a fraction of a user", &action(r#"{"user_id": 1.5}"#)),
        ("several users", &action(r#"{"user_id": ["17", "18"]}"#)),
        ("true as a user", &action(r#"{"user_id": true}"#)),
    ];
    desk.fails_with(3, nobody).await;
    desk.was_silent();
    desk.fails_with(5, &[("an unknown user", &action(r#"{"user_id": "999999"}"#))]).await;
    desk.tell(|story| insta::assert_snapshot!("actions", story));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_looked_at_before_coupa_is_asked() {
    let mut desk = Desk::new(small()).await;
    let account = |profile: &'static str| {
        let flags = ["--create-account-login", "mreyes", "--create-account-email", "mreyes@example.com"];
        [&flags[..], &["--create-account-profile", profile]].concat()
    };
    let good = r#"{"first_name": "Maria", "last_name": "Reyes"}"#;
    for (title, profile) in [
        ("a profile that is no JSON", "first_name=Maria"),
        ("a profile that is a list", "[]"),
        (
            "another login in the profile",
            r#"{"login": "maria", "first_name": "Maria", "last_name": "Reyes"}"#,
        ),
        ("a login that is a number", r#"{"login": 17, "first_name": "Maria", "last_name": "Reyes"}"#),
    ] {
        let program = desk.program().args(account(profile));
        desk.fails(title, 2, program).await;
    }
    let program = desk.program().args(["--create-account-email", "mreyes@example.com"]);
    desk.fails("no login", 2, program).await;
    for (title, profile) in [
        ("no names", "{}"),
        ("a blank name", r#"{"first_name": " ", "last_name": "Reyes"}"#),
        (
            "a name that is too long",
            r#"{"first_name": "Mariamariamariamariamariamariamariamariamaria", "last_name": "Reyes"}"#,
        ),
        ("a slip of the pen", r#"{"first_name": "Maria", "last_name": "Reyes", "depratment": "Finance"}"#),
        ("a field that is none", r#"{"first_name": "Maria", "last_name": "Reyes", "shoe_size": 38}"#),
        (
            "values of the wrong kind",
            r#"{"first_name": "Maria", "last_name": ["Reyes"], "active": "maybe", "roles": [""], "manager": []}"#,
        ),
        (
            "an unknown way to sign in",
            r#"{"first_name": "Maria", "last_name": "Reyes", "authentication_method": "magic"}"#,
        ),
        ("a password", r#"{"first_name": "Maria", "last_name": "Reyes", "password": "canary-7f3a9c"}"#),
        (
            "one thing in two spellings",
            r#"{"first_name": "Maria", "last_name": "Reyes", "groups": ["A"], "user_groups": ["B"]}"#,
        ),
    ] {
        let program = desk.program().args(account(profile));
        desk.fails(title, 3, program).await;
    }
    let arguments = ["--create-account-login", "mreyes", "--create-account-profile", good];
    let program = desk.program().args(arguments);
    desk.fails("no e-mail address", 3, program.clone()).await;
    desk.fails("a bad e-mail address", 3, program.args(["--create-account-email", "mreyes"])).await;
    let program = desk.program().args(account(good)).args(["--create-account-resource-type", "role"]);
    desk.fails("an account that is a role", 3, program).await;
    let program = desk.program().args(account(good)).args(["--create-account-resource-type", "person"]);
    desk.fails("an account of an unknown type", 3, program).await;
    desk.was_silent();

    // Coupa has to be asked whether somebody has the login.
    let other = newcomer(&desk.sandbox, "mreyes");
    let third = newcomer(&desk.sandbox, "reyes.maria");
    desk.sandbox.state().write(|state| {
        state.user_change(other, |user| user.email = "maria@example.com".to_owned());
        state.user_change(third, |user| user.email = "mreyes@example.com".to_owned());
    });
    let program = desk.program().args(account(good));
    desk.fails("a login and an address of two others", 6, program).await;
    let program = desk
        .program()
        .args(["--create-account-login", "mreyes", "--create-account-email", "new@example.com"])
        .args(["--create-account-profile", good]);
    desk.fails("somebody else's login", 6, program).await;
    let program = desk
        .program()
        .args(["--create-account-login", "new", "--create-account-email", "mreyes@example.com"])
        .args(["--create-account-profile", good]);
    desk.fails("somebody else's address", 6, program).await;
    desk.tell(|story| insta::assert_snapshot!("accounts", story));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_coupa_cannot_do_is_said_with_what_to_do_instead() {
    let mut desk = Desk::new(small()).await;
    let impossible: &[(&str, &[&str])] = &[
        ("deleting a user", &["--delete-resource", "17", "--delete-resource-type", "user"]),
        ("deleting a role", &["--delete-resource", "4", "--delete-resource-type", "role"]),
        (
            "a dry run of deleting a user",
            &["--dry-run", "--delete-resource", "17", "--delete-resource-type", "user"],
        ),
        ("rotating credentials", &["--rotate-credentials", "17", "--rotate-credentials-type", "user"]),
    ];
    desk.fails_with(12, impossible).await;
    let nonsense: &[(&str, &[&str])] = &[
        ("deleting something unknown", &["--delete-resource", "17", "--delete-resource-type", "warehouse"]),
        ("the credentials of a role", &["--rotate-credentials", "4", "--rotate-credentials-type", "role"]),
        (
            "the credentials of a login",
            &["--rotate-credentials", "mreyes", "--rotate-credentials-type", "user"],
        ),
    ];
    desk.fails_with(3, nonsense).await;
    desk.was_silent();
    desk.tell(|story| insta::assert_snapshot!("impossible", story));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scope_that_a_change_needs_is_named() {
    let mut stories = String::new();
    let role = grant("role:4:member", "USER");
    let group = grant("group:GROUP:member", "USER");
    let account_group = grant("account_group:ACCOUNT_GROUP:member", "USER");
    let revoke = ["--revoke-grant", "role:4:member:user:USER"];
    let disable = ["--invoke-action", "disable_user", "--invoke-action-args", r#"{"user_id":"USER"}"#];
    let cases: &[(&str, &[&str], &[&str])] = &[
        ("granting a role without core.user.write", &["core.user.write"], &role),
        ("granting a role without core.user.read", &["core.user.read"], &role),
        ("granting a role without core.common.read", &["core.common.read"], &role),
        (
            "granting a role without any of them",
            &["core.common.read", "core.user.read", "core.user.write"],
            &role,
        ),
        ("revoking a role without core.user.write", &["core.user.write"], &revoke),
        ("granting a group without core.user_group.read", &["core.user_group.read"], &group),
        (
            "granting a group without either write scope",
            &["core.user.write", "core.user_group.write"],
            &group,
        ),
        ("granting an account group without core.accounting.read", &["core.accounting.read"], &account_group),
        ("disabling a user without core.user.write", &["core.user.write"], &disable),
    ];
    for (title, missing, arguments) in cases {
        let scopes = SCOPES.into_iter().filter(|scope| !missing.contains(scope));
        let config = SandboxConfig { clients: vec![OAuthClient::with_scopes(scopes)], ..small() };
        let mut desk = Desk::new(config).await;
        let user = newcomer(&desk.sandbox, "mreyes").to_string();
        let (group, account_group) = desk.sandbox.state().write(|state| {
            (state.group_add("Buyers", None).to_string(), state.account_group_add("Ledgers").to_string())
        });
        let arguments: Vec<String> = arguments
            .iter()
            .map(|word| {
                let word = word.replace("ACCOUNT_GROUP", &account_group);
                word.replace("GROUP", &group).replace("USER", &user)
            })
            .collect();
        let program = desk.program().args(arguments.iter().map(String::as_str));
        desk.fails(title, 7, program).await;
        for scope in SCOPES {
            let named = desk.bench.story().contains(&format!("`{scope}`"));
            assert_eq!(named, missing.contains(&scope), "{scope}: {}", desk.bench.story());
        }
        stories.push_str(desk.bench.story());
        // What needs only the right to read goes on working.
        if missing.iter().all(|scope| scope.ends_with(".write")) {
            let synced = program_elsewhere(&desk.sandbox).await;
            assert_eq!(synced, Some(0), "{title}: a sync does not work either");
        }
    }
    steady(&stories, &[], &[], |text| insta::assert_snapshot!("scopes", text));
}

/// The exit code of a sync that may also change things, in a directory of its own.
async fn program_elsewhere(sandbox: &Sandbox) -> Option<i32> {
    let directory = tempfile::tempdir().unwrap();
    program(directory.path()).against(sandbox).args(["--provisioning"]).run_async().await.unwrap().code
}

#[tokio::test(flavor = "multi_thread")]
async fn credentials_and_networks_are_explained_for_changes_too() {
    let mut desk = Desk::new(small()).await;
    let program = desk.program().args(grant("role:4:member", "17"));
    desk.fails("no instance", 2, program.clone().without_env("BATON_COUPA_BASE_URL")).await;
    desk.fails("no secret", 2, program.clone().without_env("BATON_COUPA_CLIENT_SECRET")).await;
    desk.fails("a wrong secret", 16, program.clone().env("BATON_COUPA_CLIENT_SECRET", CANARY)).await;
    desk.fails("an unknown client", 16, program.clone().env("BATON_COUPA_CLIENT_ID", "nobody")).await;
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let nobody = format!("http://127.0.0.1:{port}");
    desk.fails("nobody listens", 14, program.clone().env("BATON_COUPA_BASE_URL", nobody)).await;
    let secure = start(SandboxConfig { tls: Some(Tls::SelfMade { names: Vec::new() }), ..small() }).await;
    let secure_url = secure.base_url();
    desk.fails("a certificate that nobody vouches for", 9, program.env("BATON_COUPA_BASE_URL", secure_url))
        .await;
    desk.tell(|story| insta::assert_snapshot!("network", story));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_place_for_the_records_nothing_is_changed() {
    let mut desk = Desk::new(small()).await;
    let user = newcomer(&desk.sandbox, "mreyes").to_string();
    desk.bench.put("notes.txt", "a file, no directory\n");
    let program = desk.program().args(grant("role:4:member", &user));
    desk.fails("a state directory that is a file", 9, program.clone().args(["--state-dir", "notes.txt"]))
        .await;
    let homeless = program.clone().without_env("BATON_STATE_DIR").env("HOME", "/dev/null");
    desk.fails("a home that is no directory", 9, homeless).await;
    desk.fails(
        "an audit trail below a file",
        9,
        program.clone().args(["--audit-log", "notes.txt/audit.jsonl"]),
    )
    .await;
    let trail = desk.records.path().join("trail");
    std::fs::create_dir(&trail).unwrap();
    let directory = program.args(["--audit-log", &trail.display().to_string()]);
    desk.fails("an audit trail that is a directory", 9, directory).await;
    desk.tell(|story| insta::assert_snapshot!("no_records", story));
}

#[tokio::test(flavor = "multi_thread")]
async fn recover_and_audit_explain_what_they_cannot_do() {
    let mut desk = Desk::new(small()).await;
    let arguments: &[(&str, &[&str])] = &[
        ("finish and discard at once", &["recover", "--finish", "x", "--discard", "y"]),
        ("list and finish at once", &["recover", "--list", "--finish", "x"]),
        ("finish without an id", &["recover", "--finish"]),
        ("an unknown form of recover", &["recover", "--output", "yaml"]),
        ("a word after recover", &["recover", "everything"]),
        ("a slip of the pen", &["recover", "--discrad", "x"]),
        ("an unknown form of audit", &["audit", "--output", "yaml"]),
        ("a number of changes that is none", &["audit", "--last", "many"]),
        ("a number of changes below zero", &["audit", "--last=-1"]),
    ];
    desk.fails_with(2, arguments).await;
    let unknown: &[(&str, &[&str])] = &[
        ("finishing an unknown change", &["recover", "--finish", "2abc"]),
        ("discarding an unknown change", &["recover", "--discard", "2abc"]),
        ("an id that leads elsewhere", &["recover", "--discard", "../../notes"]),
        ("an audit trail that is not there", &["audit"]),
        ("an audit trail elsewhere that is not there", &["audit", "--audit-log", "gone.jsonl"]),
    ];
    desk.fails_with(5, unknown).await;
    let program = desk.bench.program().env("BATON_STATE_DIR", desk.records.path().display().to_string());
    desk.fails("recover without an instance", 2, program.clone().args(["recover"])).await;
    desk.fails("audit without an instance", 2, program.args(["audit"])).await;
    desk.was_silent();

    // With nothing half done there is nothing to do, and nobody is asked.
    for arguments in [&["recover"][..], &["recover", "--list"]] {
        let finished = desk.program().args(arguments.iter().copied()).run_async().await.unwrap();
        assert_eq!(finished.code, Some(0), "{}", finished.stderr);
        assert_eq!(finished.stdout, "Nothing is half done.\n");
    }
    desk.was_silent();

    // A file that nobody can understand may be about anybody, so nothing is changed until it is dealt with.
    let state = tempfile::tempdir().unwrap();
    let journal = state.path().join(journal_directory(&desk.sandbox)).join("journal");
    std::fs::create_dir_all(&journal).unwrap();
    std::fs::write(journal.join("2abc.json"), "{\"version\": 1, \"us").unwrap();
    let directory = state.path().display().to_string();
    let damaged = desk.program().env("BATON_STATE_DIR", directory);
    let user = newcomer(&desk.sandbox, "mreyes").to_string();
    let changed = damaged.clone().args(grant("role:4:member", &user)).args(["--log-level", "error"]);
    desk.fails("a change beside a damaged journal", 9, changed).await;
    let directories = [desk.bench.path(), desk.records.path(), state.path()];
    steady(desk.bench.story(), &directories, &[], |text| insta::assert_snapshot!("recover", text));
}

/// The part of a state directory that belongs to an instance.
fn journal_directory(sandbox: &Sandbox) -> String {
    sandbox.base_url().trim_start_matches("http://").replace(':', "_")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_so_already_is_a_success_that_sends_nothing() {
    let desk = Desk::new(small()).await;
    let (active, inactive) = (newcomer(&desk.sandbox, "mreyes"), newcomer(&desk.sandbox, "tlund"));
    desk.sandbox.state().write(|state| {
        state.role_grant(active, RoleId(4));
        state.user_active_set(inactive, false);
        state.user_change(active, |user| user.email = "mreyes@example.com".to_owned());
    });
    let before = desk.sandbox.snapshot();
    let (held, not_held) = (active.to_string(), format!("role:3:member:user:{active}"));
    let (enabled, disabled) =
        (format!(r#"{{"user_id":"{active}"}}"#), format!(r#"{{"user_id":"{inactive}"}}"#));
    let account = [
        "--create-account-login",
        "MReyes",
        "--create-account-email",
        "MReyes@Example.com",
        "--create-account-profile",
        r#"{"first_name": "Maria", "last_name": "Reyes", "roles": ["Admin"]}"#,
    ];
    let cases: [(&str, &[&str]); 6] = [
        ("a role that is held", &grant("role:4:member", &held)),
        ("a role that is not held", &["--revoke-grant", &not_held]),
        (
            "a license that is not held",
            &["--revoke-grant", &format!("license:travel-user:assigned:user:{held}")],
        ),
        ("enabling", &["--invoke-action", "enable_user", "--invoke-action-args", &enabled]),
        ("disabling", &["--invoke-action", "disable_user", "--invoke-action-args", &disabled]),
        ("an account that exists", &account),
    ];
    let mut story = String::new();
    for (title, arguments) in cases {
        let finished = desk.program().args(arguments.iter().copied()).run_async().await.unwrap();
        assert_eq!((finished.code, finished.stderr.as_str()), (Some(0), ""), "{title}");
        story.push_str(&format!("# {title}\n{}\n", finished.stdout));
    }
    assert_eq!(writes(&desk.sandbox), [""; 0]);
    assert!(desk.sandbox.snapshot() == before, "the instance was changed");
    desk.records.are_empty();
    let ids = [(r#""id": "[0-9A-Za-z]{27}""#, r#""id": "[ID]""#)];
    steady(&story, &[], &ids, |text| insta::assert_snapshot!("already_so", text));
}
