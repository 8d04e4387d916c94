//! `baton-coupa check` as its users meet it: a tick or a cross for each step, and what to do about each cross.

use std::collections::BTreeMap;

use coupa_sandbox::{Sandbox, SandboxConfig, Tls};
use serde_json::Value;
use testkit::program::{Finished, Program};

use crate::{
    command_line::{READ_SCOPES, scoped},
    support::{program, small, start},
};

/// Compares what `check` printed with a snapshot, without what differs from run to run.
fn check_snapshot(name: &str, finished: &Finished) {
    let filters = vec![
        (r"127\.0\.0\.1([:_])\d+", "127.0.0.1$1[PORT]"),
        (r"tries( in [0-9.]+ s)?\)", "tries in [TIME])"),
        (r"valid until [0-9TZ:-]+", "valid until [TIME]"),
        (r"\d+ s apart", "[N] s apart"),
    ];
    let text = format!(
        "exit code {}\n--- standard output\n{}--- standard error\n{}",
        finished.code.unwrap(),
        finished.stdout,
        finished.stderr
    );
    insta::with_settings!({ filters => filters, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

async fn check(program: Program, arguments: &[&str]) -> Finished {
    program.args(["check"]).args(arguments.iter().copied()).run_async().await.unwrap()
}

/// The outcome of each step of `check --output json`, by its id.
fn outcomes(finished: &Finished) -> BTreeMap<String, String> {
    let report: Value = serde_json::from_str(&finished.stdout).unwrap();
    assert_eq!(report["ok"], finished.code == Some(0), "{report}");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let steps = report["steps"].as_array().unwrap();
    for step in steps.iter().filter(|step| step["outcome"] == "failed") {
        assert!(step["remedy"].is_string(), "nobody says what to do: {step}");
    }
    steps.iter().map(|step| (text(&step["id"]), text(&step["outcome"]))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn check_ticks_what_works() {
    let sandbox = scoped(READ_SCOPES).await;
    let directory = tempfile::tempdir().unwrap();
    let good = program(directory.path()).against(&sandbox);
    check_snapshot("good", &check(good.clone(), &[]).await);

    let finished = check(good, &["--output", "json"]).await;
    assert_eq!(finished.code, Some(0), "{}", finished.stderr);
    assert_eq!(finished.stderr, "");
    let outcomes = outcomes(&finished);
    for id in ["name", "connection", "token", "graphql", "clock", "rate"] {
        assert_eq!(outcomes[id], "passed", "{id}");
    }
    for scope in READ_SCOPES {
        assert_eq!(outcomes[&format!("scope:{scope}")], "passed");
    }
    // What nobody asked for is neither tried nor missed.
    assert_eq!(outcomes["scope:core.accounting.read"], "skipped");
    let read: Vec<&str> = outcomes.keys().filter_map(|id| id.strip_prefix("data:")).collect();
    assert_eq!(read, ["group", "license", "role", "user"]);
    assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 0, "a check writes no file");
}

#[tokio::test(flavor = "multi_thread")]
async fn check_crosses_what_does_not() {
    let directory = tempfile::tempdir().unwrap();
    let run = |sandbox: &Sandbox| program(directory.path()).against(sandbox);

    let sandbox = scoped(["core.common.read", "core.user.read"]).await;
    check_snapshot("scope", &check(run(&sandbox), &[]).await);
    let finished = check(run(&sandbox), &["--output", "json"]).await;
    assert_eq!(finished.code, Some(7));
    let found = outcomes(&finished);
    let failed: Vec<&String> =
        found.iter().filter(|(_, outcome)| *outcome == "failed").map(|(id, _)| id).collect();
    assert_eq!(failed, ["scope:core.user_group.read"]);
    assert_eq!(found["data:group"], "skipped");
    assert_eq!(found["data:user"], "passed");

    let sandbox = scoped(READ_SCOPES).await;
    let finished = check(run(&sandbox), &["--sync-account-groups"]).await;
    assert_eq!(finished.code, Some(7), "{}", finished.stdout);
    assert!(finished.stdout.contains("✗ Scope core.accounting.read"), "{}", finished.stdout);

    let wrong = run(&sandbox).env("BATON_COUPA_CLIENT_SECRET", "wrong");
    check_snapshot("secret", &check(wrong, &[]).await);

    let secure = start(SandboxConfig { tls: Some(Tls::SelfMade { names: Vec::new() }), ..small() }).await;
    check_snapshot("tls", &check(run(&secure), &[]).await);

    let elsewhere =
        run(&sandbox).without_env("BATON_COUPA_BASE_URL").env("BATON_COUPA_DOMAIN", "acme.example.com");
    check_snapshot("name", &check(elsewhere, &[]).await);

    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let nobody = run(&sandbox).env("BATON_COUPA_BASE_URL", format!("http://127.0.0.1:{port}"));
    check_snapshot("unreachable", &check(nobody, &[]).await);

    let nothing = check(program(directory.path()), &[]).await;
    assert_eq!(nothing.code, Some(2));
    assert!(nothing.stderr.contains("\"coupa-domain\""), "{}", nothing.stderr);
}

#[tokio::test(flavor = "multi_thread")]
async fn check_tells_whether_changes_could_be_made() {
    let directory = tempfile::tempdir().unwrap();
    let state = tempfile::tempdir().unwrap();
    let records = state.path().display().to_string();
    let all = [&READ_SCOPES[..], &["core.user.write", "core.user_group.write"]].concat();
    let without = |scope: &'static str| all.clone().into_iter().filter(move |other| *other != scope);
    let steady =
        |finished: Finished| Finished { stdout: finished.stdout.replace(&records, "[STATE]"), ..finished };
    let sandbox = scoped(all.clone()).await;
    let ready = program(directory.path()).against(&sandbox).env("BATON_STATE_DIR", records.clone());
    let finished = steady(check(ready.clone(), &["--provisioning"]).await);
    check_snapshot("provisioning_ready", &finished);
    let finished = check(ready.clone(), &["--provisioning", "--output", "json"]).await;
    assert_eq!(outcomes(&finished)["provisioning"], "passed");
    assert_eq!(outcomes(&check(ready.clone(), &["--output", "json"]).await)["provisioning"], "skipped");

    // Without the right to write nothing can be changed, and a sync alone would work.
    let reader = scoped(without("core.user.write")).await;
    let run = ready.clone().against(&reader);
    let finished = check(run.clone(), &["--provisioning"]).await;
    assert_eq!(finished.code, Some(7), "{}", finished.stdout);
    check_snapshot("provisioning_scope", &steady(finished));
    assert_eq!(check(run, &[]).await.code, Some(0));

    // Without that of memberships groups are changed another way.
    let gentle = scoped(without("core.user_group.write")).await;
    let finished = check(ready.clone().against(&gentle), &["--provisioning", "--output", "json"]).await;
    assert_eq!(finished.code, Some(0), "{}", finished.stdout);
    assert_eq!(outcomes(&finished)["scope:core.user_group.write"], "warning");

    // Without a place for the records nothing is changed.
    let nowhere = ready.clone().env("BATON_STATE_DIR", "/dev/null");
    let finished = check(nowhere, &["--provisioning"]).await;
    assert_eq!(finished.code, Some(9), "{}", finished.stdout);
    assert!(finished.stdout.contains("✗ Provisioning"), "{}", finished.stdout);
    assert!(finished.stdout.contains("--state-dir"), "{}", finished.stdout);

    // What is half done is told by every check.
    let instance = sandbox.base_url().trim_start_matches("http://").replace(':', "_");
    let journal = state.path().join(instance).join("journal");
    std::fs::write(journal.join("2abc.json"), "{}").unwrap();
    let finished = check(ready, &[]).await;
    assert!(finished.stdout.contains("1 change is half done"), "{}", finished.stdout);
    assert!(finished.stdout.contains("baton-coupa recover"), "{}", finished.stdout);
}
