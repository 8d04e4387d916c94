//! A desk for changes that are refused: the bench of [`crate::bad_input`], an instance in which nothing may be
//! written, and records of changes that stay empty.

use std::path::Path;

use coupa_sandbox::{Sandbox, SandboxConfig, state::UserId};
use testkit::program::Program;

use crate::{
    bad_input::{Bench, contents, steady},
    support::{small, start},
};

/// The methods with which Coupa is changed. GraphQL, which only reads here, is posted too.
pub(crate) fn writes(sandbox: &Sandbox) -> Vec<String> {
    let entries = sandbox.journal().entries().into_iter();
    entries
        .filter(|entry| entry.path.starts_with("/api/") && !entry.path.starts_with("/api/graphql"))
        .filter(|entry| entry.method != "GET")
        .map(|entry| format!("{} {}", entry.method, entry.path))
        .collect()
}

/// A directory for the records of changes, in which a change that is refused leaves none.
pub(crate) struct Records(tempfile::TempDir);

impl Records {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Insists that nothing was begun. Empty directories and empty lock files say nothing.
    pub(crate) fn are_empty(&self) {
        for (path, bytes) in contents(self.0.path()) {
            assert!(bytes.is_none_or(|bytes| bytes.is_empty()), "{} was written", path.display());
        }
    }
}

/// A bench, an instance, and records that stay empty.
pub(crate) struct Desk {
    pub(crate) sandbox: Sandbox,
    pub(crate) bench: Bench,
    pub(crate) records: Records,
}

impl Desk {
    pub(crate) async fn new(config: SandboxConfig) -> Self {
        Self { sandbox: start(config).await, bench: Bench::new().await, records: Records::new() }
    }

    /// A run that may change things.
    pub(crate) fn program(&self) -> Program {
        self.read_only().env("BATON_PROVISIONING", "true")
    }

    /// A run that may not.
    pub(crate) fn read_only(&self) -> Program {
        self.bench
            .program()
            .against(&self.sandbox)
            .env("BATON_STATE_DIR", self.records.path().display().to_string())
    }

    /// Runs, and insists that it failed in an orderly way and nothing was changed anywhere.
    pub(crate) async fn fails(&mut self, title: &str, code: i32, program: Program) {
        let before = self.sandbox.snapshot();
        self.bench.fails(title, code, program).await;
        assert_eq!(writes(&self.sandbox), [""; 0], "{title}: something was sent");
        assert!(self.sandbox.snapshot() == before, "{title}: the instance was changed");
        self.records.are_empty();
    }

    pub(crate) async fn fails_with(&mut self, code: i32, cases: &[(&str, &[&str])]) {
        for (title, arguments) in cases {
            let program = self.program().args(arguments.iter().copied());
            self.fails(title, code, program).await;
        }
    }

    /// Coupa was never asked for anything, not even for a token.
    pub(crate) fn was_silent(&self) {
        assert_eq!(self.sandbox.counters().requests, 0, "Coupa was asked before the request was looked at");
    }

    /// The messages so far, for a snapshot.
    pub(crate) fn tell(&self, assertion: impl FnOnce(&str)) {
        let directories = [self.bench.path(), self.records.path()];
        steady(self.bench.story(), &directories, &[], assertion);
    }
}

/// The arguments of a grant to a user.
pub(crate) fn grant<'a>(entitlement: &'a str, user: &'a str) -> [&'a str; 6] {
    ["--grant-entitlement", entitlement, "--grant-principal", user, "--grant-principal-type", "user"]
}

/// A user whom a test has made.
pub(crate) fn newcomer(sandbox: &Sandbox, login: &str) -> UserId {
    sandbox.state().write(|state| state.user_add(login, "Maria", "Reyes"))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_search_for_records_and_writes_finds_planted_ones() {
    let records = Records::new();
    let directory = records.path();
    std::fs::create_dir(directory.join("locks")).unwrap();
    std::fs::write(directory.join("locks/user-17"), "").unwrap();
    records.are_empty();
    std::fs::write(directory.join("audit.jsonl"), "{}\n").unwrap();
    let judged = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| records.are_empty()));
    assert!(judged.is_err(), "a line of the audit trail went unnoticed");

    let desk = Desk::new(small()).await;
    let user = newcomer(&desk.sandbox, "mreyes").to_string();
    let granted = desk.program().args(grant("role:4:member", &user)).run_async().await.unwrap();
    assert_eq!(granted.code, Some(0), "{}", granted.stderr);
    assert!(!writes(&desk.sandbox).is_empty(), "a write went unnoticed");
}
