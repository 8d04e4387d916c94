//! `baton-coupa audit`: shows the audit trail, and whether anybody has changed it.

use std::fmt::Write as _;

use baton_sdk::{
    cli::{Settings, environment::Environment},
    exit::Code,
    report::Failure,
};
use clap::{Arg, ArgMatches, Command, value_parser};
use serde_json::{Map, Value};

use crate::{output, provision::audit, settings};

/// The command line of the command.
#[must_use]
pub(crate) fn command() -> Command {
    Command::new("audit")
        .about("Show the changes that were made, and whether the trail is whole")
        .arg(
            Arg::new("last")
                .long("last")
                .value_name("N")
                .default_value("20")
                .value_parser(value_parser!(u32))
                .help("Show this many changes, the newest last; 0 shows all"),
        )
        .arg(
            Arg::new("output")
                .long("output")
                .value_name("FORMAT")
                .value_parser(["text", "json"])
                .default_value("text")
                .help("How to print them: a line each, or the lines of the trail as they are"),
        )
}

/// Prints the end of the trail.
///
/// # Errors
///
/// If there is none, or a line was altered, removed or put in between.
pub(crate) fn run(
    arguments: &ArgMatches,
    settings: &Settings,
    environment: &dyn Environment,
) -> Result<(), Failure> {
    let state = settings::state_dir(settings)?;
    let path = settings::audit_path(settings, &state);
    let wants_json = arguments.get_one::<String>("output").is_some_and(|format| format == "json");
    if !path.exists() {
        return Err(Failure::new(format!("there is no audit trail `{}`", path.display()))
            .with_code(Code::NotFound)
            .with_hint(
                "it begins with the first change; --state-dir (BATON_STATE_DIR) and --audit-log \
                 (BATON_AUDIT_LOG) say where it is",
            ));
    }
    let lines = audit::verify(&path)?;
    let last = arguments.get_one::<u32>("last").copied().unwrap_or(20) as usize;
    let text = if wants_json {
        let from = if last == 0 { 0 } else { lines.len().saturating_sub(2 * last) };
        let shown = lines[from..].iter().map(|line| Value::Object(line.clone()).to_string() + "\n");
        shown.collect()
    } else {
        table(&lines, last)
    };
    output::stdout(&text, environment)
}

fn table(lines: &[Map<String, Value>], last: usize) -> String {
    let text = |line: &Map<String, Value>, key: &str| {
        line.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    // A change that has no end was cut short: it is shown by its beginning.
    let changes: Vec<&Map<String, Value>> = lines
        .iter()
        .enumerate()
        .filter(|(index, line)| {
            text(line, "phase") == "end"
                || !lines[index + 1..].iter().any(|later| text(later, "id") == text(line, "id"))
        })
        .map(|(_, line)| line)
        .collect();
    let from = if last == 0 { 0 } else { changes.len().saturating_sub(last) };
    let mut shown = String::new();
    for line in &changes[from..] {
        let outcome = match text(line, "outcome") {
            outcome if outcome.is_empty() => "no end".to_owned(),
            outcome => outcome,
        };
        let at = text(line, "at");
        let second = at.split_once('.').map_or(at.as_str(), |(second, _)| second).trim_end_matches('Z');
        let _ = writeln!(shown, "{second}Z  {outcome:<9}  {}", text(line, "operation"));
    }
    let _ = writeln!(shown, "\n{} changes, and the trail is whole.", changes.len());
    shown
}
