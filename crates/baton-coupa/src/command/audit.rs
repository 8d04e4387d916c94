//! `baton-coupa audit`: shows the audit trail, and whether anybody has changed it.

use std::{collections::VecDeque, fmt::Write as _};

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
        .about("Show the changes that were made, and whether each record follows from the one before")
        .arg(
            Arg::new("last")
                .long("last")
                .value_name("N")
                .default_value("20")
                .value_parser(value_parser!(u32))
                .help("Show this many changes, the newest last; 0 shows all"),
        )
        .arg(super::output_argument(
            "How to print them: a line each (text), or the lines of the trail (json)",
        ))
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
    let wants_json = super::wants_json(arguments);
    if !path.exists() {
        return Err(Failure::new(format!("there is no audit trail `{}`", path.display()))
            .with_code(Code::NotFound)
            .with_hint(
                "it begins with the first change; --state-dir (BATON_STATE_DIR) and --audit-log \
                 (BATON_AUDIT_LOG) say where it is",
            ));
    }
    let last = arguments.get_one::<u32>("last").copied().unwrap_or(20) as usize;
    let mut trail = Trail { n_shown: if last == 0 { usize::MAX } else { last }, ..Trail::default() };
    audit::verify(&path, |line| trail.add(line))?;
    output::stdout(&if wants_json { trail.json() } else { trail.text() }, environment)
}

/// The newest changes of a trail. Trails grow for years, so only those that are shown are kept.
#[derive(Default)]
struct Trail {
    n_shown: usize,
    n_changes: usize,
    /// The lines of each change, in the order in which the changes were begun.
    changes: VecDeque<(String, Vec<Map<String, Value>>)>,
}

impl Trail {
    fn add(&mut self, line: Map<String, Value>) {
        let id = text(&line, "id").to_owned();
        // A change ends soon after it began, so it is found near the end.
        if let Some((_, lines)) = self.changes.iter_mut().rev().find(|(known, _)| *known == id) {
            return lines.push(line);
        }
        if text(&line, "phase") == "begin" {
            self.n_changes += 1;
            self.changes.push_back((id, vec![line]));
            if self.changes.len() > self.n_shown {
                self.changes.pop_front();
            }
        }
    }

    fn json(&self) -> String {
        let lines = self.changes.iter().flat_map(|(_, lines)| lines);
        lines.map(|line| Value::Object(line.clone()).to_string() + "\n").collect()
    }

    fn text(&self) -> String {
        let mut shown = String::new();
        for (_, lines) in &self.changes {
            let Some(line) = lines.last() else { continue };
            // A change without an end was cut short.
            let outcome = if text(line, "phase") == "end" { text(line, "outcome") } else { "no end" };
            let at = text(line, "at");
            let second = at.split_once('.').map_or(at, |(second, _)| second).trim_end_matches('Z');
            let _ = writeln!(shown, "{second}Z  {outcome:<9}  {}", text(line, "operation"));
        }
        let changes = if self.n_changes == 1 { "change" } else { "changes" };
        let _ = writeln!(shown, "\n{} {changes}; each line follows from the one before it.", self.n_changes);
        shown
    }
}

fn text<'a>(line: &'a Map<String, Value>, key: &str) -> &'a str {
    line.get(key).and_then(Value::as_str).unwrap_or_default()
}
