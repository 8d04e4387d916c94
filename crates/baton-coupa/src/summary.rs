//! What a finished sync looks like to a person.

use std::{collections::BTreeMap, fmt::Write as _};

use baton_sdk::{
    report::Failure,
    syncer::{SyncKind, SyncReport},
};
use c1z::{C1zReader, ReaderOptions, SyncId};
use coupa_client::Counters;
use owo_colors::OwoColorize as _;

use crate::progress::{grouped, human, human_bytes};

/// Bars of the pictures are at most this wide.
const BAR_COLUMNS: usize = 28;

/// Rows of a picture.
const TOP_ROWS: usize = 6;

/// Names longer than this are cut.
const NAME_COLUMNS: usize = 28;

/// The types in the order in which people think of them.
const TYPE_ORDER: [(&str, &str); 6] = [
    ("user", "users"),
    ("group", "groups"),
    ("role", "roles"),
    ("license", "licenses"),
    ("account_group", "account groups"),
    ("content_group", "content groups"),
];

/// A line or two for the end of a sync on a terminal.
#[must_use]
pub(crate) fn short(report: &SyncReport, counters: &Counters) -> String {
    let mut text = String::new();
    let mark = match report.kind {
        SyncKind::Partial if !report.failures.is_empty() => "partial".yellow().to_string(),
        _ => "done".green().to_string(),
    };
    let counts: Vec<String> = TYPE_ORDER
        .iter()
        .filter_map(|(id, plural)| {
            let count = report.counts.resources_by_resource_type.get(*id)?;
            Some(format!("{} {plural}", grouped(*count)))
        })
        .collect();
    push(
        &mut text,
        format_args!("{mark}: {}, {} grants\n", counts.join(", "), grouped(report.counts.grants)),
    );
    push(
        &mut text,
        format_args!(
            "      {} ({}) in {}, {} requests\n",
            report.path.display(),
            human_bytes(report.file_size_bytes),
            human(report.elapsed),
            grouped(counters.requests)
        ),
    );
    for failure in &report.failures {
        push(&mut text, format_args!("      {} {}\n", "incomplete:".yellow(), failure.chain()));
    }
    text
}

/// A page for the end of the demo: what was read, what it cost, and what stands out.
///
/// # Errors
///
/// If the file that was just written cannot be read.
pub(crate) fn page(report: &SyncReport, counters: &Counters) -> Result<String, Failure> {
    let reader = C1zReader::open(&report.path, &ReaderOptions::default()).map_err(file_failure)?;
    let sync_id = SyncId::new(report.sync_id.clone());
    let mut text = String::new();

    push(&mut text, format_args!("\n{}\n", "What is in the file".bold()));
    for (id, plural) in TYPE_ORDER {
        let Some(count) = report.counts.resources_by_resource_type.get(id) else { continue };
        let grants = report.counts.grants_by_resource_type.get(id).copied().unwrap_or(0);
        let held = if id == "user" { String::new() } else { format!("held {} times", grouped(grants)) };
        push(&mut text, format_args!("  {:>9} {plural:<16} {}\n", grouped(*count), held.dimmed()));
    }

    let names = names(&reader, &sync_id)?;
    let holders = holders(&reader, &sync_id)?;
    for (resource_type, title) in [("role", "Who holds which role"), ("license", "Seats in use")] {
        picture(&mut text, title, resource_type, &names, &holders);
    }

    let people = people(&reader, &sync_id)?;
    push(&mut text, format_args!("\n{}\n", "Worth a look".bold()));
    let disabled_with_access =
        people.values().filter(|person| !person.enabled && person.n_grants > 0).count();
    push(
        &mut text,
        format_args!(
            "  {:>9} disabled {} still {} access\n",
            grouped(disabled_with_access as u64),
            plural(disabled_with_access, "account", "accounts"),
            plural(disabled_with_access, "holds", "hold"),
        ),
    );
    if let Some((id, person)) = people.iter().max_by_key(|(_, person)| person.n_grants) {
        push(
            &mut text,
            format_args!(
                "  {:>9} grants are held by one user: {} (user:{id})\n",
                grouped(person.n_grants),
                person.name
            ),
        );
    }

    push(&mut text, format_args!("\n{}\n", "What it took".bold()));
    push(
        &mut text,
        format_args!(
            "  {:>9} in all, {} requests to Coupa ({} retried), {} received\n",
            human(report.elapsed),
            grouped(counters.requests),
            grouped(counters.retries),
            human_bytes(counters.bytes_received)
        ),
    );
    push(
        &mut text,
        format_args!(
            "  {:>9} in {}\n",
            human_bytes(report.file_size_bytes),
            report.path.display().to_string().cyan()
        ),
    );
    Ok(text)
}

struct Person {
    name: String,
    enabled: bool,
    n_grants: u64,
}

/// Display names by `type:id`.
fn names(reader: &C1zReader, sync_id: &SyncId) -> Result<BTreeMap<String, String>, Failure> {
    let mut names = BTreeMap::new();
    for resource_type in ["role", "license"] {
        for resource in reader.resources(sync_id, Some(resource_type)).map_err(file_failure)? {
            let resource = resource.map_err(file_failure)?;
            let id = resource.id.unwrap_or_default();
            names.insert(format!("{}:{}", id.resource_type, id.resource), resource.display_name);
        }
    }
    Ok(names)
}

/// Number of holders by `type:id` of what is held.
fn holders(reader: &C1zReader, sync_id: &SyncId) -> Result<BTreeMap<String, u64>, Failure> {
    let mut holders = BTreeMap::new();
    for grant in reader.grants(sync_id, None).map_err(file_failure)? {
        let grant = grant.map_err(file_failure)?.grant;
        let resource = grant.entitlement.and_then(|entitlement| entitlement.resource).unwrap_or_default();
        let id = resource.id.unwrap_or_default();
        *holders.entry(format!("{}:{}", id.resource_type, id.resource)).or_default() += 1;
    }
    Ok(holders)
}

fn people(reader: &C1zReader, sync_id: &SyncId) -> Result<BTreeMap<String, Person>, Failure> {
    let mut people = BTreeMap::new();
    for resource in reader.resources(sync_id, Some("user")).map_err(file_failure)? {
        let message = resource.map_err(file_failure)?;
        // A record that the plain types cannot hold has been stored by somebody else; it is not counted.
        let Ok(resource) = baton_core::Resource::try_from(message) else { continue };
        let enabled = resource.user_trait().is_some_and(|user| user.status == baton_core::Status::Enabled);
        people.insert(resource.id.id, Person { name: resource.display_name, enabled, n_grants: 0 });
    }
    for grant in reader.grants(sync_id, None).map_err(file_failure)? {
        let principal = grant.map_err(file_failure)?.grant.principal.unwrap_or_default();
        if let Some(person) = people.get_mut(&principal.id.unwrap_or_default().resource) {
            person.n_grants += 1;
        }
    }
    Ok(people)
}

/// Bars for what is held most.
fn picture(
    text: &mut String,
    title: &str,
    resource_type: &str,
    names: &BTreeMap<String, String>,
    holders: &BTreeMap<String, u64>,
) {
    let prefix = format!("{resource_type}:");
    let mut rows: Vec<(&str, u64)> = names
        .iter()
        .filter(|(id, _)| id.starts_with(&prefix))
        .map(|(id, name)| (name.as_str(), holders.get(id).copied().unwrap_or(0)))
        .collect();
    rows.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let Some(most) = rows.first().map(|row| row.1.max(1)) else { return };
    push(text, format_args!("\n{}\n", title.bold()));
    for (name, count) in rows.iter().take(TOP_ROWS) {
        let steps = usize::try_from(count * BAR_COLUMNS as u64 / most).unwrap_or(BAR_COLUMNS);
        let bar = "█".repeat(steps.max(usize::from(*count > 0)));
        push(text, format_args!("  {:<NAME_COLUMNS$} {:>7}  {}\n", cut(name), grouped(*count), bar.cyan()));
    }
    if rows.len() > TOP_ROWS {
        push(text, format_args!("  {}\n", format!("and {} more", rows.len() - TOP_ROWS).dimmed()));
    }
}

fn cut(name: &str) -> String {
    if name.chars().count() <= NAME_COLUMNS {
        return name.to_owned();
    }
    name.chars().take(NAME_COLUMNS - 1).chain(['…']).collect()
}

fn plural(count: usize, one: &'static str, many: &'static str) -> &'static str {
    if count == 1 { one } else { many }
}

/// Appends to a text, which cannot fail.
fn push(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    let _ = text.write_fmt(arguments);
}

/// An error of the file on its way to the person who has to act on it.
fn file_failure(error: c1z::Error) -> Failure {
    let hint = error.hint();
    let failure = Failure::new(error);
    match hint {
        Some(hint) => failure.with_hint(hint),
        None => failure,
    }
}
