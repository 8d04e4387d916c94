//! The program: arguments in, exit code out.

use baton_proto::{connector::v2, json};
use baton_sdk::{
    cli::{
        Outcome, Parsed, Program,
        environment::{Environment, Process},
    },
    exit::Code,
    logging::{self, LogConfig},
    provision::Task,
    report::{self, Failure},
};

use crate::{command, connector, output, settings};

/// Prefixes of the log targets of our own crates.
const LOG_TARGETS: [&str; 2] = ["baton_coupa", "coupa_"];

/// The command line with all its subcommands.
#[must_use]
pub fn program() -> Program {
    settings::program()
        .subcommand(command::demo::command())
        .subcommand(command::check::command())
        .subcommand(command::recover::command())
        .subcommand(command::audit::command())
        .subcommand(command::sandbox::command())
}

/// Runs the program with the arguments and variables of the process.
#[must_use]
pub fn main() -> Code {
    let environment = Process;
    let program = program();
    let parsed = match program.parse(std::env::args_os(), &environment) {
        Ok(Outcome::Print(text)) => return text.print(&environment),
        Ok(Outcome::Run(parsed)) => parsed,
        Err(error) => return report::print(&Failure::from(error), &environment),
    };
    run(&parsed, &environment)
}

fn run(parsed: &Parsed, environment: &dyn Environment) -> Code {
    let Parsed { settings, subcommand, .. } = parsed;
    // Commands for people print their failures for people, whatever the log looks like.
    if let Some((name, arguments)) = subcommand {
        let result = match name.as_str() {
            "demo" => command::demo::run(arguments, settings, environment),
            "check" => command::check::run(arguments, settings, environment),
            "recover" => command::recover::run(arguments, settings, environment),
            "audit" => command::audit::run(arguments, settings, environment),
            "sandbox" => command::sandbox::run(arguments, environment),
            "capabilities" => capabilities(environment),
            other => {
                Err(Failure::new(format!("the command `{other}` does nothing")).with_code(Code::Internal))
            }
        };
        return match result {
            Ok(()) => Code::Ok,
            Err(failure) => report::print(&failure, environment),
        };
    }
    let config = LogConfig::from_settings(settings, environment).with_targets(LOG_TARGETS);
    let logging = match logging::init(&config) {
        Ok(logging) => logging,
        Err(error) => return report::print(&Failure::from(error), environment),
    };
    settings.log_warnings();
    let done = match Task::from_settings(settings).map_err(Failure::from) {
        Ok(Some(task)) => command::provision::run(task, settings, environment),
        Ok(None) => command::sync::run(settings, environment),
        Err(failure) => Err(failure),
    };
    match done {
        Ok(()) => Code::Ok,
        Err(failure) => report::finish(&failure, logging, environment),
    }
}

fn capabilities(environment: &dyn Environment) -> Result<(), Failure> {
    let capabilities = v2::ConnectorCapabilities::from(&connector::capabilities());
    let text = json::render_packed(&capabilities).map_err(Failure::new)?;
    output::stdout(&format!("{}\n", text.trim_end()), environment)
}
