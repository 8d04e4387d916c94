//! What came of a change, as text for people or as JSON for programs.
//!
//! The JSON of a result is stable: keys may be added, but none changes its meaning. Which keys there are
//! depends on `operation`; those of a grant:
//!
//! ```json
//! {
//!   "operation": "grant",
//!   "change": "made",
//!   "entitlement": {
//!     "id": "role:4:member",
//!     "resource": { "type": "role", "id": "4", "name": "Buyer" },
//!     "slug": "member"
//!   },
//!   "principal": { "type": "user", "id": "17", "name": null },
//!   "grants": [
//!     {
//!       "id": "role:4:member:user:17",
//!       "entitlement": "role:4:member",
//!       "principal": { "type": "user", "id": "17" }
//!     }
//!   ],
//!   "before": { "what": "roles", "items": [{ "id": "2", "name": "Admin" }] },
//!   "after": { "what": "roles", "items": [{ "id": "2", "name": "Admin" }, { "id": "4", "name": "Buyer" }] },
//!   "notes": []
//! }
//! ```
//!
//! | key | in | what it holds |
//! |---|---|---|
//! | `operation` | all | `grant`, `revoke`, `create_account`, `delete_resource`, `rotate_credentials`, `invoke_action` |
//! | `change` | all | `made`, `already` (it was so, nothing was sent), `planned` (a dry run, nothing was sent) |
//! | `entitlement`, `principal` | grant, revoke | what was asked for; `name` is null where it is not known |
//! | `grants` | grant | the grant that was asked for, by the ids that were asked for |
//! | `account` | account | `type`, `id` (empty in a plan), `name`, `login`, `emails` |
//! | `fields` | account | what is sent to the remote system, without secrets |
//! | `resource` | deletion, rotation | the resource |
//! | `action`, `response` | action | its name and its result |
//! | `before`, `after` | grant, revoke, action | what the principal has; null where it cannot be told |
//! | `notes` | all but actions | whole sentences for people |
//!
//! An action that was run (not only tried) prints `InvokeActionResponse` of the Baton protocol in place of
//! this, as protojson, in either form of output.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use baton_core::{Profile, ProfileValue, ResourceId};
use owo_colors::OwoColorize as _;
use serde::Serialize;
use serde_json::{Map, Value};

use super::{ActionOutcome, Change, CreatedAccount, Error, GrantRequest, HeldItem, Holdings, Provisioned};
use crate::report::printable;

/// Entries of a list that are shown before the rest is only counted.
const MAX_ITEMS_SHOWN: usize = 20;

/// Whether an entitlement is given or taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Grant,
    Revoke,
}

/// What was done to a resource as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    Delete,
    Rotate,
}

#[derive(Serialize, Default)]
struct Document<'a> {
    operation: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    action: Option<&'a str>,
    change: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    entitlement: Option<Entitlement<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    principal: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<Account<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resource: Option<Id<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grants: Option<Vec<Grant<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fields: Option<&'a Map<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response: Option<&'a Map<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Option<List<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Option<List<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<&'a [String]>,
}

#[derive(Serialize)]
struct Entitlement<'a> {
    id: String,
    resource: Named<'a>,
    slug: &'a str,
}

#[derive(Serialize)]
struct Id<'a> {
    #[serde(rename = "type")]
    resource_type: &'a str,
    id: &'a str,
}

#[derive(Serialize)]
struct Named<'a> {
    #[serde(flatten)]
    id: Id<'a>,
    name: Option<&'a str>,
}

#[derive(Serialize)]
struct Account<'a> {
    #[serde(flatten)]
    named: Named<'a>,
    login: Option<&'a str>,
    emails: Vec<&'a str>,
}

#[derive(Serialize)]
struct Grant<'a> {
    id: String,
    entitlement: String,
    principal: Id<'a>,
}

#[derive(Serialize)]
struct List<'a> {
    what: &'a str,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    name: Option<&'a str>,
}

impl<'a> From<&'a ResourceId> for Id<'a> {
    fn from(id: &'a ResourceId) -> Self {
        Self { resource_type: id.resource_type.as_str(), id: &id.id }
    }
}

impl<'a> From<&'a Holdings> for List<'a> {
    fn from(holdings: &'a Holdings) -> Self {
        let item = |item: &'a HeldItem| Item { id: &item.id, name: item.name.as_deref() };
        Self { what: &holdings.what, items: holdings.items.iter().map(item).collect() }
    }
}

/// The word for a change in JSON and in log records.
pub(super) const fn change_word(change: Change) -> &'static str {
    match change {
        Change::Made => "made",
        Change::AlreadySo => "already",
        Change::Planned => "planned",
    }
}

impl Direction {
    pub(super) const fn operation(self) -> &'static str {
        match self {
            Self::Grant => "grant",
            Self::Revoke => "revoke",
        }
    }
}

impl Deed {
    pub(super) const fn operation(self) -> &'static str {
        match self {
            Self::Delete => "delete_resource",
            Self::Rotate => "rotate_credentials",
        }
    }
}

pub(super) fn provisioned_json(
    direction: Direction,
    request: &GrantRequest,
    result: &Provisioned,
) -> Result<String, Error> {
    let grant = request.grant();
    let grants = vec![Grant {
        id: grant.id.to_string(),
        entitlement: grant.entitlement.to_string(),
        principal: (&request.principal).into(),
    }];
    document(&Document {
        operation: direction.operation(),
        change: change_word(result.change),
        entitlement: Some(Entitlement {
            id: request.entitlement().to_string(),
            resource: Named { id: (&request.resource).into(), name: result.resource_name.as_deref() },
            slug: &request.slug,
        }),
        principal: Some(Named { id: (&request.principal).into(), name: result.principal_name.as_deref() }),
        grants: (direction == Direction::Grant).then_some(grants),
        before: Some(Some((&result.before).into())),
        after: Some(Some((&result.after).into())),
        notes: Some(&result.notes),
        ..Document::default()
    })
}

pub(super) fn provisioned_text(
    direction: Direction,
    request: &GrantRequest,
    result: &Provisioned,
    color: bool,
) -> String {
    let (entitlement, principal) = (request.entitlement(), &request.principal);
    let title = match (direction, result.change) {
        (Direction::Grant, Change::Made) => format!("Granted {entitlement} to {principal}"),
        (Direction::Revoke, Change::Made) => format!("Revoked {entitlement} from {principal}"),
        (Direction::Grant, Change::AlreadySo) => {
            format!("Already granted: {principal} has {entitlement}, nothing was sent")
        }
        (Direction::Revoke, Change::AlreadySo) => {
            format!("Already revoked: {principal} does not have {entitlement}, nothing was sent")
        }
        (Direction::Grant, Change::Planned) => {
            format!("Would grant {entitlement} to {principal}, nothing was sent")
        }
        (Direction::Revoke, Change::Planned) => {
            format!("Would revoke {entitlement} from {principal}, nothing was sent")
        }
    };
    let mut rows = Rows::default();
    for (id, name) in [(&request.resource, &result.resource_name), (principal, &result.principal_name)] {
        if let Some(name) = name {
            rows.add(format!("{} {}", id.resource_type, id.id), name.clone());
        }
    }
    rows.holdings(result.change, Some(&result.before), Some(&result.after));
    rows.notes(&result.notes);
    rows.under(&title, color)
}

pub(super) fn account_json(result: &CreatedAccount) -> Result<String, Error> {
    document(&Document {
        operation: "create_account",
        change: change_word(result.change),
        account: Some(Account {
            named: Named {
                id: (&result.account.id).into(),
                name: Some(result.account.display_name.as_str()).filter(|name| !name.is_empty()),
            },
            login: login(result),
            emails: emails(result),
        }),
        fields: Some(&result.fields),
        notes: Some(&result.notes),
        ..Document::default()
    })
}

pub(super) fn account_text(result: &CreatedAccount, color: bool) -> String {
    let id = &result.account.id;
    let title = match result.change {
        Change::Made => format!("Created account {id}"),
        Change::AlreadySo => format!("An account exists already: {id}, nothing was sent"),
        Change::Planned => format!("Would create an account of type {}, nothing was sent", id.resource_type),
    };
    let mut rows = Rows::default();
    if !result.account.display_name.is_empty() {
        rows.add("name", result.account.display_name.clone());
    }
    if let Some(login) = login(result) {
        rows.add("login", login.to_owned());
    }
    let emails = emails(result);
    if !emails.is_empty() {
        rows.add("e-mail", emails.join(", "));
    }
    rows.notes(&result.notes);
    let mut text = rows.under(&title, color);
    if !result.fields.is_empty() && result.change != Change::AlreadySo {
        let mut sent = Rows::default();
        for (key, value) in &result.fields {
            // A text is shown without its quotation marks, anything else as JSON.
            let shown = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            sent.add(key.clone(), shown);
        }
        let title = if result.change == Change::Made { "What was sent:" } else { "What would be sent:" };
        text.push_str(&sent.under(title, color));
    }
    text
}

fn login(result: &CreatedAccount) -> Option<&str> {
    result.account.user_trait().map(|user| user.login.as_str()).filter(|login| !login.is_empty())
}

fn emails(result: &CreatedAccount) -> Vec<&str> {
    let emails = result.account.user_trait().map(|user| user.emails.as_slice()).unwrap_or_default();
    emails.iter().map(|email| email.address.as_str()).collect()
}

pub(super) fn deed_json(deed: Deed, resource: &ResourceId, change: Change) -> Result<String, Error> {
    document(&Document {
        operation: deed.operation(),
        change: change_word(change),
        resource: Some(resource.into()),
        notes: Some(&[]),
        ..Document::default()
    })
}

pub(super) fn deed_text(deed: Deed, resource: &ResourceId, change: Change) -> String {
    let title = match (deed, change) {
        (Deed::Delete, Change::Made) => format!("Deleted {resource}"),
        (Deed::Rotate, Change::Made) => format!("Rotated the credentials of {resource}"),
        (Deed::Delete, Change::AlreadySo) => format!("Already deleted: {resource}, nothing was sent"),
        (Deed::Rotate, Change::AlreadySo) => {
            format!("Already rotated: the credentials of {resource}, nothing was sent")
        }
        (Deed::Delete, Change::Planned) => format!("Would delete {resource}, nothing was sent"),
        (Deed::Rotate, Change::Planned) => {
            format!("Would rotate the credentials of {resource}, nothing was sent")
        }
    };
    format!("{}\n", one_line(&title))
}

/// What an action would do; one that was run answers with a message of the protocol instead.
pub(super) fn action_json(name: &str, outcome: &ActionOutcome) -> Result<String, Error> {
    document(&Document {
        operation: "invoke_action",
        action: Some(name),
        change: change_word(outcome.change),
        response: Some(&outcome.response),
        before: Some(outcome.before.as_ref().map(Into::into)),
        after: Some(outcome.after.as_ref().map(Into::into)),
        ..Document::default()
    })
}

/// A result by name, in the form in which messages of the protocol carry it.
pub(super) fn profile(values: &Map<String, Value>) -> Profile {
    values.iter().map(|(name, value)| (name.clone(), profile_value(value))).collect()
}

fn profile_value(value: &Value) -> ProfileValue {
    match value {
        Value::Null => ProfileValue::Null,
        Value::Bool(value) => ProfileValue::Bool(*value),
        // The protocol has doubles only; a number that none of them holds is kept as text.
        Value::Number(number) => {
            number.as_f64().map_or_else(|| ProfileValue::Text(number.to_string()), ProfileValue::Number)
        }
        Value::String(text) => ProfileValue::Text(text.clone()),
        Value::Array(values) => ProfileValue::List(values.iter().map(profile_value).collect()),
        Value::Object(values) => ProfileValue::Map(profile(values)),
    }
}

fn document(document: &Document<'_>) -> Result<String, Error> {
    let text = serde_json::to_string_pretty(document).map_err(|error| Error::Render(error.into()))?;
    Ok(json_for_terminals(&text))
}

/// JSON that cannot drive a terminal, with a newline at its end. What a remote system calls its records
/// stands in texts, where every character may be written as an escape.
pub(super) fn json_for_terminals(json: &str) -> String {
    let mut output = String::with_capacity(json.len() + 1);
    for character in json.trim_end().chars() {
        let turns_text = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if turns_text || (character.is_control() && character != '\n') {
            // Every one of these fits into one escape. Writing to a string cannot fail.
            let _ = write!(output, "\\u{:04x}", u32::from(character));
        } else {
            output.push(character);
        }
    }
    output.push('\n');
    output
}

/// Labels and values in two columns, and lines that stand for themselves.
#[derive(Default)]
struct Rows {
    rows: Vec<(String, String)>,
    changes: Vec<(bool, String)>,
}

impl Rows {
    fn add(&mut self, label: impl Into<String>, value: String) {
        self.rows.push((one_line(&label.into()), one_line(&value)));
    }

    fn notes(&mut self, notes: &[String]) {
        for note in notes {
            self.add("note", note.clone());
        }
    }

    /// What was and what is. What came and what went stands in lines of its own where nothing has been
    /// done yet, or where the list is too long to show it.
    fn holdings(&mut self, change: Change, before: Option<&Holdings>, after: Option<&Holdings>) {
        let (first, second) = match change {
            Change::Made => (" before", " after"),
            Change::AlreadySo => ("", ""),
            Change::Planned => (" now", " then"),
        };
        if let Some(before) = before.filter(|_| change != Change::AlreadySo) {
            self.add(format!("{}{first}", before.what), listed(before));
        }
        if let Some(after) = after {
            self.add(format!("{}{second}", after.what), listed(after));
        }
        let (Some(before), Some(after)) = (before, after) else { return };
        let is_long = before.items.len().max(after.items.len()) > MAX_ITEMS_SHOWN;
        if change == Change::Planned || (change == Change::Made && is_long) {
            let added = missing_from(before, after).map(|item| (true, shown(item)));
            let removed = missing_from(after, before).map(|item| (false, shown(item)));
            self.changes.extend(added.chain(removed));
        }
    }

    fn under(self, title: &str, color: bool) -> String {
        let width = self.rows.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0);
        let mut text = format!("{}\n", one_line(title));
        for (label, value) in &self.rows {
            let gap = " ".repeat(width - label.chars().count() + 2);
            text.push_str(&format!("  {label}{gap}{value}\n"));
        }
        for (is_added, item) in &self.changes {
            let line = if *is_added { format!("+ {item}") } else { format!("- {item}") };
            let line = match (color, is_added) {
                (false, _) => line,
                (true, true) => line.green().to_string(),
                (true, false) => line.red().to_string(),
            };
            text.push_str(&format!("  {line}\n"));
        }
        text
    }
}

/// The entries of `of` that `other` has not, in their order.
fn missing_from<'a>(other: &Holdings, of: &'a Holdings) -> impl Iterator<Item = &'a HeldItem> {
    let known: BTreeSet<String> = other.items.iter().map(|item| item.id.clone()).collect();
    of.items.iter().filter(move |item| !known.contains(&item.id))
}

fn listed(holdings: &Holdings) -> String {
    if holdings.items.is_empty() {
        return "none".to_owned();
    }
    let items: Vec<String> = holdings.items.iter().take(MAX_ITEMS_SHOWN).map(shown).collect();
    let more = holdings.items.len().saturating_sub(MAX_ITEMS_SHOWN);
    if more == 0 { items.join(", ") } else { format!("{}, and {more} more", items.join(", ")) }
}

fn shown(item: &HeldItem) -> String {
    match &item.name {
        Some(name) => one_line(&format!("{} {name}", item.id)),
        None => one_line(&item.id),
    }
}

/// The text in one line, without anything that could drive a terminal.
fn one_line(text: &str) -> String {
    printable(text).replace('\n', " ")
}
