//! `cargo xtask fault-matrix`: every fault at every request of every way of writing, against the real
//! binary. The tests run a share of it; this runs all of it, and prints what was counted.

use std::{env, process::Command};

use anyhow::{Context as _, Result, ensure};

/// The variable by which the tests are asked for all cells.
const FULL: &str = "BATON_COUPA_FAULT_MATRIX";

/// Runs the tests of the fault matrix, one after the other, and lets them print.
///
/// # Errors
///
/// If cargo cannot be started, or a test fails.
pub(crate) fn run() -> Result<()> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["test", "--package", "baton-coupa", "--test", "it", "provision_faults"])
        .args(["--", "--nocapture", "--test-threads", "1"])
        .env(FULL, "1")
        .status()
        .context("start cargo")?;
    ensure!(status.success(), "the fault matrix has complaints");
    Ok(())
}
