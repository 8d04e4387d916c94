//! What the program does: one file for each command.

pub(crate) mod audit;
pub(crate) mod check;
pub(crate) mod demo;
pub(crate) mod provision;
pub(crate) mod recover;
pub(crate) mod sandbox;
pub(crate) mod sync;

use clap::{Arg, ArgMatches};

/// `--output text|json` of a command for people.
fn output_argument(help: &'static str) -> Arg {
    Arg::new("output")
        .long("output")
        .value_name("FORMAT")
        .value_parser(["text", "json"])
        .default_value("text")
        .help(help)
}

/// Whether [`output_argument`] asks for JSON.
fn wants_json(arguments: &ArgMatches) -> bool {
    arguments.get_one::<String>("output").is_some_and(|format| format == "json")
}
