//! `baton-coupa recover`: finishes or takes back what an interrupted run left half done.

use std::{fmt::Write as _, sync::Arc};

use baton_sdk::{
    cli::{Settings, environment::Environment},
    exit::Code,
    report::{Failure, Hint as _},
};
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::{Value, json};

use crate::{
    output,
    provision::{
        CoupaProvisioner,
        journal::{Entry, Journal, JournalError},
    },
    settings,
};

/// The command line of the command.
#[must_use]
pub(crate) fn command() -> Command {
    Command::new("recover")
        .about("Finish or take back what an interrupted change left half done")
        .arg(
            Arg::new("list")
                .long("list")
                .action(ArgAction::SetTrue)
                .conflicts_with_all(["finish", "discard"])
                .help("Only show what is half done; Coupa is not asked"),
        )
        .arg(
            Arg::new("finish")
                .long("finish")
                .value_name("ID")
                .help("Finish this one even if somebody has worked on the list since"),
        )
        .arg(
            Arg::new("discard")
                .long("discard")
                .value_name("ID")
                .conflicts_with("finish")
                .help("Forget this one and leave the user as they are; Coupa is not asked"),
        )
        .arg(super::output_argument("How to print the result"))
}

/// Repairs what is in the journal and says what it did.
///
/// # Errors
///
/// If settings are missing, or something could not be repaired.
pub(crate) fn run(
    arguments: &ArgMatches,
    settings: &Settings,
    environment: &dyn Environment,
) -> Result<(), Failure> {
    let wants_json = super::wants_json(arguments);
    let journal = Journal::new(settings::state_dir(settings)?.file("journal"));
    if arguments.get_flag("list") {
        let entries = journal.list()?;
        let text = if wants_json { list_json(&entries) } else { list_text(&entries, &journal) };
        return output::stdout(&text, environment);
    }
    if let Some(id) = arguments.get_one::<String>("discard") {
        let entry = find(&journal, id)?;
        journal.remove(&entry.id)?;
        let text = format!(
            "Discarded `{}` of user {}; the user is left as they are.\n",
            entry.operation, entry.user
        );
        let value = json!({ "discarded": entry.id });
        return output::stdout(&if wants_json { format!("{value:#}\n") } else { text }, environment);
    }
    let finish = arguments.get_one::<String>("finish");
    if let Some(id) = finish {
        find(&journal, id)?;
    }
    settings.require_for_provisioning()?;
    if journal.list()?.is_empty() {
        let text = if wants_json { "[]\n" } else { "Nothing is half done.\n" };
        return output::stdout(text, environment);
    }
    let stores = Arc::new(settings::stores(settings)?);
    let results = output::runtime()?.block_on(async {
        let client = settings::client(settings, Vec::new())?;
        let provisioner = CoupaProvisioner::new(client, Some(stores));
        // A signal must not cut a repair in the middle: the journal is there for those that do.
        let cancelled = crate::interrupt::watch()?;
        let finish = finish.cloned();
        let work = tokio::spawn(async move { provisioner.recover_all(finish.as_deref()).await });
        let results = work.await.map_err(|error| Failure::new(error).with_code(Code::Internal))?;
        drop(cancelled);
        Ok::<_, Failure>(results?)
    })?;
    let mut text = String::new();
    let mut values = Vec::new();
    let mut failures = Vec::new();
    for result in results {
        match result {
            Ok(recovered) => {
                let _ = writeln!(text, "✓ `{}`: {}", recovered.entry.operation, recovered.outcome);
                values.push(json!({
                    "id": recovered.entry.id,
                    "user": recovered.entry.user,
                    "operation": recovered.entry.operation,
                    "ok": true,
                    "changed": recovered.was_changed,
                    "outcome": recovered.outcome,
                }));
            }
            Err(error) => {
                let (remedy, failure) = (error.hint(), Failure::from(error));
                let _ = writeln!(text, "✗ {}", failure.one_line());
                values.push(json!({ "ok": false, "outcome": failure.one_line(), "remedy": remedy }));
                failures.push(failure);
            }
        }
    }
    if wants_json {
        text = format!("{:#}\n", Value::from(values));
    }
    output::stdout(&text, environment)?;
    failures.into_iter().next().map_or(Ok(()), Err)
}

fn find(journal: &Journal, id: &str) -> Result<Entry, Failure> {
    // An id is the name of a file, and nothing else.
    let is_plain = id.chars().all(|c| c.is_ascii_alphanumeric());
    let found = if is_plain { journal.get_opt(id)? } else { None };
    found.ok_or_else(|| {
        Failure::new(format!("nothing half done has the id `{id}`"))
            .with_code(Code::NotFound)
            .with_hint("`baton-coupa recover --list` shows what is half done")
    })
}

fn list_text(entries: &[Result<Entry, JournalError>], journal: &Journal) -> String {
    if entries.is_empty() {
        return "Nothing is half done.\n".to_owned();
    }
    let mut text = String::new();
    for entry in entries {
        match entry {
            Ok(entry) => {
                let ids = |ids: &std::collections::BTreeSet<u64>| {
                    let shown: Vec<String> = ids.iter().map(u64::to_string).collect();
                    if shown.is_empty() { "none".to_owned() } else { shown.join(", ") }
                };
                let _ = writeln!(
                    text,
                    "{}\n  begun        {}\n  change       {}\n  had {:<9}{}\n  should have  {}",
                    entry.id,
                    entry.begun_at,
                    entry.operation,
                    entry.list,
                    ids(&entry.former),
                    ids(&entry.wanted)
                );
            }
            Err(error) => {
                let _ = writeln!(text, "✗ {error}\n  {}", error.hint().unwrap_or_default());
            }
        }
    }
    let _ = writeln!(text, "\nThe journal is {}.", journal.directory().display());
    text
}

fn list_json(entries: &[Result<Entry, JournalError>]) -> String {
    let values: Vec<Value> = entries
        .iter()
        .map(|entry| match entry {
            Ok(entry) => json!({
                "id": entry.id,
                "user": entry.user,
                "list": entry.list,
                "operation": entry.operation,
                "begun_at": entry.begun_at,
                "former": entry.former,
                "wanted": entry.wanted,
            }),
            Err(error) => json!({ "error": error.to_string(), "remedy": error.hint() }),
        })
        .collect();
    format!("{:#}\n", Value::from(values))
}
