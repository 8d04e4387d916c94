//! What the tests of the binary share.

use std::path::{Path, PathBuf};

use coupa_sandbox::{Sandbox, SandboxConfig};
use testkit::{
    decode::{C1zFile, Decoded},
    oracle::{self, Expectation},
    program::{Finished, Program},
};

/// People in the simulated company: more than two pages, and few enough for many runs.
pub(crate) const EMPLOYEES: usize = 130;

/// A run of the binary in a directory.
pub(crate) fn program(directory: &Path) -> Program {
    Program::new(env!("CARGO_BIN_EXE_baton-coupa"), directory)
}

/// The file that a run writes unless told otherwise.
pub(crate) fn default_file(directory: &Path) -> PathBuf {
    directory.join("sync.c1z")
}

/// A small company without a rate limit.
pub(crate) fn small() -> SandboxConfig {
    SandboxConfig::quick(EMPLOYEES)
}

/// Starts an instance.
pub(crate) async fn start(config: SandboxConfig) -> Sandbox {
    Sandbox::start(config).await.unwrap()
}

/// Syncs and insists on success.
pub(crate) async fn sync(sandbox: &Sandbox, directory: &Path, arguments: &[&str]) -> Decoded {
    let finished = run(sandbox, directory, arguments).await;
    assert_eq!(finished.code, Some(0), "{}", finished.stderr);
    decode(&default_file(directory))
}

/// Runs a sync.
pub(crate) async fn run(sandbox: &Sandbox, directory: &Path, arguments: &[&str]) -> Finished {
    program(directory).against(sandbox).args(arguments.iter().copied()).run_async().await.unwrap()
}

/// The newest sync of a file.
pub(crate) fn decode(path: &Path) -> Decoded {
    C1zFile::open(path).unwrap().latest().unwrap()
}

/// Insists that a sync found what the instance holds.
pub(crate) fn assert_complete(decoded: &Decoded, sandbox: &Sandbox, expected: &Expectation, context: &str) {
    let differences = oracle::differences(decoded, &sandbox.snapshot(), expected).unwrap();
    assert!(
        differences.is_empty(),
        "{context}: {} differences, first of them:\n{}",
        differences.len(),
        differences.iter().take(20).cloned().collect::<Vec<_>>().join("\n")
    );
}
