//! Every user, entitlement and grant of the instance is in the file, under every reading of the documents.

use coupa_sandbox::{
    OAuthClient, Operation, SandboxConfig, Switches, Tls,
    state::{RoleId, UserId},
    switches::IntegrationType,
};
use testkit::oracle::{self, Expectation};

use crate::support::{assert_complete, decode, default_file, program, run, small, start, sync};

/// Switches whose values make a sync impossible on purpose, with the reason.
const IMPOSSIBLE: [(&str, &str, &str); 3] = [
    ("token_without_scope", "nothing", "only the fallback without scopes would notice"),
    ("maintenance", "on", "nothing is served"),
    ("scope_status", "401", "differs only when a scope is missing"),
];

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_found() {
    let sandbox = start(SandboxConfig { groups: Some(90), ..SandboxConfig::quick(400) }).await;
    let directory = tempfile::tempdir().unwrap();
    let decoded = sync(&sandbox, directory.path(), &[]).await;
    assert_complete(&decoded, &sandbox, &Expectation::default(), "defaults");
    // The company is made so that this would fail for who stops at fifty.
    let snapshot = sandbox.snapshot();
    let most = snapshot
        .roles
        .keys()
        .map(|role| {
            snapshot.users.values().filter(|user| user.is_type_blank() && user.has_role(*role)).count()
        })
        .max()
        .unwrap();
    assert!(most > 50, "no role has more than fifty members");
    assert!(
        snapshot.users.values().any(|user| user.record.groups.len() > 50),
        "nobody is in more than fifty groups"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_number_of_requests_depends_on_the_number_of_users_only() {
    let mut counts = Vec::new();
    for (roles, groups) in [(20, 20), (45, 45)] {
        let config = SandboxConfig { roles: Some(roles), groups: Some(groups), projects: Some(0), ..small() };
        let sandbox = start(config).await;
        let directory = tempfile::tempdir().unwrap();
        sync(&sandbox, directory.path(), &[]).await;
        let n_users = sandbox.snapshot().users.values().filter(|user| user.is_type_blank()).count();
        let counters = sandbox.counters();
        // The pages, the empty one, and the question for the highest id.
        assert_eq!(counters.of(Operation::UsersList), n_users.div_ceil(50) as u64 + 2);
        counts.push(counters.requests);
    }
    assert_eq!(counts[0], counts[1], "more roles and groups took more requests");
}

#[tokio::test(flavor = "multi_thread")]
async fn account_and_content_groups_are_found_when_asked_for() {
    let sandbox = start(small()).await;
    let directory = tempfile::tempdir().unwrap();
    let decoded = sync(&sandbox, directory.path(), &["--sync-account-groups", "--sync-content-groups"]).await;
    let expected = Expectation { account_groups: true, content_groups: true, ..Expectation::default() };
    assert_complete(&decoded, &sandbox, &expected, "with both");
    for id in ["account_group", "content_group"] {
        let annotations = &decoded.resource_types[id].annotations;
        assert!(annotations.contains_key("c1.connector.v2.OptInRequired"), "{id}: {annotations:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn licences_the_instance_does_not_know_are_left_out_whatever_is_selected() {
    let mut switches = Switches::default();
    switches.set("absent_licences", "aic_user,travel_user").unwrap();
    let sandbox = start(SandboxConfig { switches, ..small() }).await;
    for arguments in [&["--sync-resource-types", "license"][..], &["--skip-entitlements-and-grants"]] {
        let directory = tempfile::tempdir().unwrap();
        let decoded = sync(&sandbox, directory.path(), arguments).await;
        let ids: Vec<&str> = decoded.of_type("license").map(|(id, _)| id).collect();
        assert_eq!(ids.len(), oracle::LICENCES.len() - 2, "{arguments:?}: {ids:?}");
        assert!(!ids.contains(&"aic-user") && !ids.contains(&"travel-user"), "{arguments:?}: {ids:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn projects_can_be_left_out() {
    let sandbox = start(small()).await;
    let directory = tempfile::tempdir().unwrap();
    let decoded = sync(&sandbox, directory.path(), &["--skip-projects"]).await;
    assert!(
        sandbox.snapshot().groups.values().any(|group| group.record.is_project()),
        "there are no projects"
    );
    assert_complete(
        &decoded,
        &sandbox,
        &Expectation { skip_projects: true, ..Expectation::default() },
        "no projects",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_three_documented_read_scopes_are_enough() {
    let client = OAuthClient::with_scopes(["core.user.read", "core.user_group.read", "core.common.read"]);
    let sandbox = start(SandboxConfig { clients: vec![client], ..small() }).await;
    let directory = tempfile::tempdir().unwrap();
    let decoded = sync(&sandbox, directory.path(), &[]).await;
    assert_complete(&decoded, &sandbox, &Expectation::default(), "read scopes only");
    // Nothing but reads was sent, and no token carried more than it was asked for.
    for entry in sandbox.journal().entries() {
        assert!(entry.scopes.iter().all(|scope| scope.ends_with(".read")), "{entry:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_works_over_tls_with_an_authority_named_by_a_variable() {
    let config = SandboxConfig { tls: Some(Tls::SelfMade { names: Vec::new() }), ..small() };
    let sandbox = start(config).await;
    let directory = tempfile::tempdir().unwrap();
    let authority = directory.path().join("ca.pem");
    std::fs::write(&authority, sandbox.ca_pem().unwrap()).unwrap();
    let finished = program(directory.path())
        .against(&sandbox)
        .env("SSL_CERT_FILE", authority.display().to_string())
        .run_async()
        .await
        .unwrap();
    assert_eq!(finished.code, Some(0), "{}", finished.stderr);
    let decoded = decode(&default_file(directory.path()));
    assert_complete(&decoded, &sandbox, &Expectation::default(), "TLS");
}

/// Runs a sync under one value of one switch.
async fn under(name: &str, value: &str) {
    let mut switches = Switches::default();
    switches.set(name, value).unwrap();
    let expected = Expectation {
        account_groups: true,
        content_groups: true,
        absent_licences: switches.absent_licences.clone(),
        absent_fields: switches.absent_fields.clone(),
        typed_integrations: switches.integration_type == IntegrationType::Set,
        ..Expectation::default()
    };
    let sandbox = start(SandboxConfig { switches, ..small() }).await;
    let directory = tempfile::tempdir().unwrap();
    let finished = run(
        &sandbox,
        directory.path(),
        &["--sync-account-groups", "--sync-content-groups", "--log-level=warn"],
    )
    .await;
    assert_eq!(finished.code, Some(0), "{name}={value}: {}", finished.stderr);
    assert_complete(
        &decode(&default_file(directory.path())),
        &sandbox,
        &expected,
        &format!("{name}={value}"),
    );
    sandbox.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_reading_of_the_documents_gives_the_same_result() {
    let mut runs = Vec::new();
    for switch in Switches::list() {
        let values: Vec<String> = match (switch.name, switch.choices.contains('`')) {
            ("absent_licences", _) => vec!["aic_user,travel_user".into(), "treasury_user".into()],
            ("absent_fields", _) => {
                vec![
                    "employee_number,middlename".into(),
                    "manager,department".into(),
                    "api_user,created_at".into(),
                ]
            }
            ("token_settling_ms", _) => vec!["600".into()],
            ("token_size_bytes", _) => vec!["16384".into()],
            ("short_pages", _) => vec!["7".into()],
            ("graphql_page_size", _) => vec!["10".into(), "49".into()],
            ("graphql_max_root_fields", _) => vec!["1".into()],
            ("graphql_max_complexity", _) => vec!["20".into(), "60".into()],
            ("graphql_max_depth", _) => vec!["2".into()],
            ("graphql_max_document_bytes", _) => vec!["100".into()],
            (_, true) => switch
                .choices
                .split('`')
                .skip(1)
                .step_by(2)
                .filter(|value| *value != switch.default)
                .map(str::to_owned)
                .collect(),
            (name, false) => panic!("no values are known for the switch {name}"),
        };
        for value in values {
            if !IMPOSSIBLE.iter().any(|(name, impossible, _)| *name == switch.name && *impossible == value) {
                runs.push((switch.name, value));
            }
        }
    }
    assert!(runs.len() > 60, "only {} readings", runs.len());
    // Two at a time keep both cores of a small machine busy.
    let mut failures = Vec::new();
    for pair in runs.chunks(2) {
        let tasks: Vec<_> = pair
            .iter()
            .cloned()
            .map(|(name, value)| tokio::spawn(async move { under(name, &value).await }))
            .collect();
        for (task, (name, value)) in tasks.into_iter().zip(pair) {
            if let Err(error) = task.await {
                let text = error.into_panic();
                let text = text.downcast_ref::<String>().cloned().unwrap_or_default();
                failures.push(format!("{name}={value}: {text}"));
            }
        }
    }
    assert!(failures.is_empty(), "{} of {} readings:\n{}", failures.len(), runs.len(), failures.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_exactly_fifty_is_checked_another_way() {
    for (switch, value) in [("nested_cap", "graphql"), ("nested_cap", "none")] {
        let mut switches = Switches::default();
        switches.set(switch, value).unwrap();
        let sandbox = start(SandboxConfig { switches, roles: Some(80), ..small() }).await;
        sandbox.state().write(|state| {
            let user = state.users().find(|user| user.class.is_none()).map(|user| user.id).unwrap();
            let roles: Vec<RoleId> = state.roles().map(|role| role.id).collect();
            for role in roles.into_iter().take(64) {
                state.role_grant(user, role);
            }
            let exactly: Vec<UserId> =
                state.users().filter(|user| user.class.is_none()).map(|user| user.id).collect();
            let roles: Vec<RoleId> = state.roles().map(|role| role.id).collect();
            for role in &roles {
                state.role_revoke(exactly[1], *role);
            }
            for role in roles.iter().take(50) {
                state.role_grant(exactly[1], *role);
            }
        });
        let directory = tempfile::tempdir().unwrap();
        let decoded = sync(&sandbox, directory.path(), &[]).await;
        assert_complete(&decoded, &sandbox, &Expectation::default(), &format!("{switch}={value}"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn people_who_come_and_go_between_pages_are_handled() {
    let sandbox = start(small()).await;
    let employees: Vec<UserId> = sandbox
        .state()
        .read(|state| state.users().filter(|user| user.class.is_none()).map(|user| user.id).collect());
    let (gone, moved, role_holder) = (employees[90], employees[100], employees[110]);
    sandbox.hooks().before(Operation::UsersList, 2, move |state| {
        // One appears behind everybody, one vanishes before being read, one becomes a supplier's login,
        // and one gets a role that did not exist when the roles were listed.
        let newcomer = state.user_add("new.comer", "New", "Comer");
        let role = state.role_add("Made Meanwhile", None);
        state.role_grant(newcomer, role);
        state.role_grant(role_holder, role);
        state.user_remove(gone);
        state.user_change(moved, |user| user.class = Some("SupplierUser".to_owned()));
    });
    let directory = tempfile::tempdir().unwrap();
    let decoded = sync(&sandbox, directory.path(), &[]).await;
    assert_eq!(sandbox.hooks().waiting(), 0, "the change never happened");
    // All of it happened before the second page, so the file holds the world after it.
    assert_complete(&decoded, &sandbox, &Expectation::default(), "changed between pages");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_vanishes_leaves_no_grants_behind() {
    let sandbox = start(small()).await;
    let role = sandbox.state().write(|state| {
        let role = state.role_add("Short Lived", None);
        let everybody: Vec<UserId> = state.users().map(|user| user.id).collect();
        for user in everybody {
            state.role_grant(user, role);
        }
        role
    });
    sandbox.hooks().before(Operation::RolesList, 1, move |state| {
        // It is not listed any more, but the people read first still show it.
        state.role_remove(role);
    });
    let directory = tempfile::tempdir().unwrap();
    let decoded = sync(&sandbox, directory.path(), &[]).await;
    assert!(decoded.dangling_grants().is_empty());
    assert_complete(&decoded, &sandbox, &Expectation::default(), "a role vanished");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_comparison_notices_planted_faults() {
    let sandbox = start(small()).await;
    let directory = tempfile::tempdir().unwrap();
    let decoded = sync(&sandbox, directory.path(), &[]).await;
    let truth = sandbox.snapshot();
    let expected = Expectation::default();
    let notices = |what: &str, change: &dyn Fn(&mut testkit::decode::Decoded)| {
        let mut spoiled = decoded.clone();
        change(&mut spoiled);
        let found = oracle::differences(&spoiled, &truth, &expected).unwrap();
        assert!(!found.is_empty(), "nobody noticed: {what}");
    };
    notices("a missing grant", &|spoiled| drop(spoiled.grants.pop_first()));
    notices("a missing user", &|spoiled| {
        let key = spoiled.resources.keys().find(|key| key.starts_with("user:")).cloned().unwrap();
        spoiled.resources.remove(&key);
    });
    notices("a missing entitlement", &|spoiled| drop(spoiled.entitlements.pop_last()));
    notices("a grant too many", &|spoiled| {
        let (id, mut grant) =
            spoiled.grants.first_key_value().map(|(id, grant)| (id.clone(), grant.clone())).unwrap();
        grant.principal = "user:999999999".to_owned();
        spoiled.grants.insert(format!("{id}9"), grant);
    });
    notices("another name", &|spoiled| {
        let key = spoiled.resources.keys().find(|key| key.starts_with("role:")).cloned().unwrap();
        spoiled.resources.get_mut(&key).unwrap().display_name.push('x');
    });
    notices("a wrong slug", &|spoiled| {
        spoiled.entitlements.values_mut().for_each(|entitlement| entitlement.slug.push('x'));
    });
    // And the truth can be spoiled instead: somebody got a role after the sync.
    sandbox.state().write(|state| {
        let role = state.role_add("Later", None);
        let user = state.users().find(|user| user.class.is_none()).map(|user| user.id).unwrap();
        state.role_grant(user, role);
    });
    assert!(!oracle::differences(&decoded, &sandbox.snapshot(), &expected).unwrap().is_empty());
}
