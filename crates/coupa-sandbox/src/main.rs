//! `coupa-sandbox`: runs a simulated Coupa instance until Ctrl-C.

use std::process::ExitCode;

use clap::Parser;
use coupa_sandbox::cli::SandboxArgs;

#[derive(Debug, Parser)]
#[command(name = "coupa-sandbox", version, about = "Run a simulated Coupa instance on this machine")]
struct Cli {
    #[command(flatten)]
    args: SandboxArgs,
}

#[tokio::main]
async fn main() -> ExitCode {
    match Cli::parse().args.run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&error);
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stderr, reason = "this is the edge where errors are shown")]
fn report(error: &coupa_sandbox::Error) {
    eprintln!("error: {error}");
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        eprintln!("  caused by: {inner}");
        cause = inner.source();
    }
    if let Some(hint) = error.hint() {
        eprintln!("hint: {hint}");
    }
}
