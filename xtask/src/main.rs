//! Chores of this repository that need more than one command: `cargo xtask <command>`.
//!
//! Each command lives in a file of its own. To add one, write the file, then add a variant to
//! [`Command`] and an arm to `main`.

mod codegen;
mod fault_matrix;
mod tidy;

use std::path::Path;

use clap::{Parser, Subcommand};

/// Chores of the baton-coupa repository.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Generate the Rust types of `crates/baton-proto` from the files in `proto/`.
    Codegen(codegen::Args),
    /// Run every cell of the fault matrix of provisioning, of which the tests run a share.
    FaultMatrix,
    /// Check what `ARCHITECTURE.md` and `CONTRIBUTING.md` promise about the tree.
    Tidy,
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Codegen(args) => codegen::run(&args),
        Command::FaultMatrix => fault_matrix::run(),
        Command::Tidy => tidy::run(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))),
    }
}
