//! `baton-coupa sandbox`: a simulated Coupa instance as a server.

use baton_sdk::{cli::environment::Environment, exit::Code, report::Failure};
use clap::{ArgMatches, Args as _, Command, FromArgMatches as _};
use coupa_sandbox::cli::SandboxArgs;

use crate::output;

/// The command line of the command.
#[must_use]
pub(crate) fn command() -> Command {
    SandboxArgs::augment_args(Command::new("sandbox"))
        .about("Run a simulated Coupa instance, with faults if you like")
        .long_about(None)
}

/// Serves until somebody interrupts.
///
/// # Errors
///
/// If the arguments make no sense or the server cannot be started.
pub(crate) fn run(arguments: &ArgMatches, _environment: &dyn Environment) -> Result<(), Failure> {
    let arguments = SandboxArgs::from_arg_matches(arguments)
        .map_err(|error| Failure::new(error).with_code(Code::Unknown))?;
    output::runtime()?.block_on(arguments.run()).map_err(|error| {
        let hint = error.hint();
        let failure = Failure::new(error);
        match hint {
            Some(hint) => failure.with_hint(hint),
            None => failure,
        }
    })
}
