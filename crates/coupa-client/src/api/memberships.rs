//! What one user holds, read another way than from the nested lists of a listing.
//!
//! Nobody documents whether nested lists are cut off. A list of exactly [`NESTED_CAP`] entries may
//! have been, so it is checked: groups and content groups by their own lists, which go page by
//! page; the others by the record of the one user; and where that may be cut off too, by asking
//! for each known role or group whether the user is found under it.

use std::collections::BTreeSet;

use serde_json::Value;

use super::end::Highest;
use super::group_memberships;
use super::listing::PAGE_LIMIT;
use crate::client::Client;
use crate::error::{Cause, Error, ErrorKind, Result};
use crate::graphql::{Envelope, string_literal};
use crate::model::NamedRef;
use crate::model::record::{Reason, Record, read_id};
use crate::page::{IdRange, check_ids};
use crate::query::Query;
use crate::schema::Route;
use crate::scope::Scope;
use crate::selection::{self, Field};
use crate::transport::{Effort, Operation};

/// Length at which a nested list may have been cut off: Coupa's page size.
pub const NESTED_CAP: usize = PAGE_LIMIT;

/// Questions per document when each known id is asked for. Small enough for servers that limit
/// the complexity of a document.
const QUESTIONS_PER_DOCUMENT: usize = 20;

/// An id nothing has (the largest of a signed 32-bit column). Whoever is found under it shows that
/// the filter is ignored.
const NOBODYS_ID: u64 = 2_147_483_647;

/// End of a listing by offset that never ends: a hundred thousand memberships of one user.
const MAX_OFFSET_PAGES: usize = 2_000;

/// A kind of membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MembershipKind {
    /// Security roles.
    Roles,
    /// User groups and projects.
    Groups,
    /// Account groups.
    AccountGroups,
    /// Content groups.
    ContentGroups,
}

impl MembershipKind {
    /// Name of the nested list in GraphQL.
    pub(super) fn list(self) -> &'static str {
        match self {
            Self::Roles => "roles",
            Self::Groups => "userGroups",
            Self::AccountGroups => "accountGroups",
            Self::ContentGroups => "contentGroups",
        }
    }

    /// Key of the list in the body of a write.
    pub(super) fn write_key(self) -> &'static str {
        match self {
            Self::Roles => "roles",
            Self::Groups => "user-groups",
            Self::AccountGroups => "account-groups",
            Self::ContentGroups => "content-groups",
        }
    }

    /// What to ask of an entry to tell people what it is.
    pub(super) fn entry_fields(self) -> Vec<Field> {
        let mut fields = vec![Field::required("id"), Field::optional("name")];
        if self != Self::AccountGroups {
            fields.push(Field::optional("description"));
        }
        if self == Self::Groups {
            fields.push(Field::optional("type"));
        }
        fields
    }

    /// The condition that finds users by one of these.
    fn condition(self) -> &'static str {
        match self {
            Self::Roles => "roles[id]",
            Self::Groups => "user_groups[id]",
            Self::AccountGroups => "account_groups[id]",
            Self::ContentGroups => "content_groups[id]",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Roles => "roles",
            Self::Groups => "groups",
            Self::AccountGroups => "account groups",
            Self::ContentGroups => "content groups",
        }
    }

    pub(super) fn operation(self) -> Operation {
        let (name, second) = match self {
            Self::Roles => ("read the roles of a user at", Scope::COMMON_READ),
            Self::Groups => ("read the groups of a user at", Scope::USER_GROUP_READ),
            Self::AccountGroups => ("read the account groups of a user at", Scope::ACCOUNTING_READ),
            Self::ContentGroups => ("read the content groups of a user at", Scope::COMMON_READ),
        };
        Operation::new(name, &[Scope::USER_READ, second])
    }
}

/// Stands for an ordinary membership among administered groups; ids begin with 1.
const NO_GROUP: u64 = 0;

impl Client {
    /// The ids of everything of one kind that a user holds, by ascending id.
    ///
    /// `known_ids` are all ids of that kind in the instance; they are asked for one by one where
    /// no list can be trusted. Lists of other lengths than [`NESTED_CAP`] are trusted.
    ///
    /// # Errors
    ///
    /// [`Cause::NotFound`] if the user no longer exists; [`Cause::Capped`] if no way to read the
    /// list can be trusted; and everything that may befall a call.
    pub async fn user_memberships(
        &self,
        user_id: u64,
        kind: MembershipKind,
        known_ids: &[u64],
    ) -> Result<Vec<u64>> {
        let operation = kind.operation();
        if let Some(ids) = self.own_list(&operation, user_id, kind).await? {
            return Ok(ids.into_iter().collect());
        }
        let shown = self.shown_list(&operation, user_id, kind, vec![Field::required("id")]).await?;
        let shown: BTreeSet<u64> = shown.into_iter().map(|entry| entry.id).collect();
        if shown.len() != NESTED_CAP {
            return Ok(shown.into_iter().collect());
        }
        self.asked_memberships(&operation, user_id, kind, &shown, known_ids).await
    }

    /// What a user holds by a list of its own, which goes page by page and is never cut off.
    /// `None` where there is no such list, or it cannot tell.
    pub(super) async fn own_list(
        &self,
        operation: &Operation,
        user_id: u64,
        kind: MembershipKind,
    ) -> Result<Option<BTreeSet<u64>>> {
        let own_list = match kind {
            MembershipKind::Groups => self.group_memberships(operation, user_id).await,
            MembershipKind::ContentGroups => self.content_group_memberships(operation, user_id).await,
            MembershipKind::Roles | MembershipKind::AccountGroups => return Ok(None),
        };
        match own_list {
            // Nobody comes here with an empty list, so an empty answer is one that cannot tell.
            Ok(ids) => Ok((!ids.is_empty()).then_some(ids)),
            // The list of its own is not offered here; there are other ways.
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::NotFound | ErrorKind::Refused | ErrorKind::Permission | ErrorKind::WrongPage
                ) =>
            {
                tracing::debug!(operation = operation.words(), %error, "trying another way");
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    async fn group_memberships(&self, operation: &Operation, user_id: u64) -> Result<BTreeSet<u64>> {
        let fields = group_memberships::fields();
        let conditions = Query::new().with("user[id]", user_id);
        self.listed_ids(operation, &[group_memberships::PATH], &fields, &conditions, |record| {
            match group_memberships::ends(record) {
                (Some(owner), _) if owner != user_id => Err(format!("it belongs to user {owner}")),
                (_, group) => group.ok_or_else(|| "it names no group".to_owned()),
            }
        })
        .await
    }

    /// The groups and projects that a user administers, by ascending id: those whose membership says
    /// `owner`. A membership that does not tell is taken for an ordinary one.
    ///
    /// # Errors
    ///
    /// [`Cause::WrongPage`] if the list of memberships cannot be trusted, and everything that may befall
    /// a call. An instance without that list shows nobody as an administrator.
    pub async fn administered_groups(&self, user_id: u64) -> Result<Vec<u64>> {
        let operation = Operation::new("read which groups a user administers at", &[Scope::USER_GROUP_READ]);
        let mut fields = group_memberships::fields().to_vec();
        fields.push(Field::optional("owner"));
        let conditions = Query::new().with("user[id]", user_id);
        let found = self
            .listed_ids(&operation, &[group_memberships::PATH], &fields, &conditions, |record| {
                match group_memberships::ends(record) {
                    (Some(member), _) if member != user_id => Err(format!("it belongs to user {member}")),
                    (_, None) => Err("it names no group".to_owned()),
                    (_, Some(group)) => {
                        Ok(if record.flag("owner")? == Some(true) { group } else { NO_GROUP })
                    }
                }
            })
            .await?;
        Ok(found.into_iter().filter(|group| *group != NO_GROUP).collect())
    }

    async fn content_group_memberships(&self, operation: &Operation, user_id: u64) -> Result<BTreeSet<u64>> {
        let user = user_id.to_string();
        let segments = ["users", user.as_str(), "business_groups"];
        let fields = [Field::required("id")];
        self.listed_ids(operation, &segments, &fields, &Query::new(), |record| record.id()).await
    }

    /// Reads a REST list to its end, by id where the list obeys that, else by offset, and collects
    /// what `target` finds in each record.
    async fn listed_ids(
        &self,
        operation: &Operation,
        segments: &[&str],
        fields: &[Field],
        conditions: &Query,
        target: impl Fn(&Record<'_>) -> Result<u64, Reason>,
    ) -> Result<BTreeSet<u64>> {
        let mut effort = Effort::start();
        let base = Query::new()
            .with("fields", selection::to_rest(fields))
            .extend(conditions)
            .with("limit", PAGE_LIMIT)
            .ordered_by_id();
        let mut found = BTreeSet::new();
        let mut seen: BTreeSet<u64> = BTreeSet::new();
        let mut after = 0;
        let mut by_offset = false;
        let mut offset = 0;
        let (mut said_again, mut refuted) = (false, false);
        let wrong = |effort, came: String| {
            let cause = Cause::WrongPage { asked: "the memberships of one user".to_owned(), came };
            self.inner.session.transport().error(operation, effort, cause)
        };
        loop {
            effort.tries += 1;
            if effort.tries as usize > MAX_OFFSET_PAGES {
                return Err(wrong(effort, "pages without end".to_owned()));
            }
            let query = if by_offset {
                base.clone().with("offset", offset)
            } else {
                base.clone().id_range(after, None)
            };
            let url = self.rest_url(segments, &query);
            let Some(records) = self.rest_list(operation, url).await? else { break };
            let ids: Vec<Option<u64>> =
                records.iter().map(|record| record.get("id").and_then(read_id)).collect();
            if by_offset {
                if records.is_empty() {
                    if said_again {
                        break;
                    }
                    said_again = true;
                    continue;
                }
                offset += records.len();
                if ids.iter().flatten().all(|id| seen.contains(id)) {
                    return Err(wrong(effort, "a page that repeats earlier ones".to_owned()));
                }
            } else {
                match check_ids(&ids, IdRange::after(after)) {
                    Ok(None) if said_again => break,
                    Ok(None) => match self.highest_id_of(operation, segments, conditions).await? {
                        Highest::Id(id) if id <= after => break,
                        Highest::Nothing if after == 0 => break,
                        // Once more; if the list stays empty against the evidence, there are
                        // other ways to read it.
                        Highest::Id(_) | Highest::Nothing if refuted => {
                            return Err(wrong(effort, "an empty page before the end".to_owned()));
                        }
                        Highest::Id(_) | Highest::Nothing => {
                            refuted = true;
                            continue;
                        }
                        Highest::NotFound | Highest::Refused | Highest::Unclear => {
                            said_again = true;
                            continue;
                        }
                    },
                    Ok(Some(last)) => after = last,
                    // The list does not obey `id[gt]`: start over by offset.
                    Err(_) => {
                        by_offset = true;
                        found.clear();
                        seen.clear();
                        continue;
                    }
                }
            }
            seen.extend(ids.iter().flatten());
            for value in &records {
                let id = Record::new(value)
                    .and_then(|record| target(&record))
                    .map_err(|reason| wrong(effort, format!("a record that cannot be used: {reason}")))?;
                found.insert(id);
            }
        }
        Ok(found)
    }

    /// The nested list in the record of the one user, each entry once.
    pub(super) async fn shown_list(
        &self,
        operation: &Operation,
        user_id: u64,
        kind: MembershipKind,
        entry: Vec<Field>,
    ) -> Result<Vec<NamedRef>> {
        let effort = Effort::start();
        let fields = [Field::required("id"), Field::required(kind.list()).of(entry)];
        let query = Query::new().with("fields", selection::to_rest(&fields));
        let url = self.rest_url(&["users", &user_id.to_string()], &query);
        let fail = |cause| self.inner.session.transport().error(operation, effort, cause);
        let Some(value) = self.rest_get(operation, url).await? else {
            return Err(fail(Cause::NotFound { text: format!("user {user_id} does not exist") }));
        };
        let read = |record: &Record<'_>| -> Result<Vec<NamedRef>, Reason> {
            if record.id()? != user_id {
                return Err("another user came".to_owned());
            }
            record.references(kind.list())
        };
        Record::new(&value).and_then(|record| read(&record)).map_err(|reason| {
            fail(Cause::Unreadable { what: format!("the {} of user {user_id}: {reason}", kind.words()) })
        })
    }

    /// The error of a list that may have been cut off.
    pub(super) fn capped(
        &self,
        operation: &Operation,
        user_id: u64,
        kind: MembershipKind,
        length: usize,
    ) -> Error {
        let cause = Cause::Capped { what: format!("{} of user {user_id}", kind.words()), length };
        self.inner.session.transport().error(operation, Effort::start(), cause)
    }

    /// Asks for each known id whether the user is found under it.
    ///
    /// Only trusted if the filter demonstrably works: it must find the user under everything the
    /// capped list shows, and not under an id nothing has.
    pub(super) async fn asked_memberships(
        &self,
        operation: &Operation,
        user_id: u64,
        kind: MembershipKind,
        shown: &BTreeSet<u64>,
        known_ids: &[u64],
    ) -> Result<Vec<u64>> {
        let capped = || self.capped(operation, user_id, kind, shown.len());
        let mut questions: Vec<u64> = vec![NOBODYS_ID];
        questions.extend(shown);
        questions.extend(known_ids.iter().filter(|id| !shown.contains(id)));
        // Every document also asks what is known to be so, since an answer without anything in it
        // may be a fault.
        let Some(certain) = shown.first().copied() else { return Err(capped()) };
        let mut held = BTreeSet::new();
        for chunk in questions.chunks(QUESTIONS_PER_DOCUMENT) {
            let mut chunk = chunk.to_vec();
            if !chunk.contains(&certain) {
                chunk.push(certain);
            }
            let answers = match self.ask_together(operation, user_id, kind, &chunk).await {
                Ok(Some(answers)) => answers,
                Ok(None) => self
                    .ask_singly(operation, user_id, kind, &chunk)
                    .await
                    .map_err(|error| refused_or(error, capped))?,
                Err(error) => return Err(refused_or(error, capped)),
            };
            if !answers.contains(&certain) {
                return Err(capped());
            }
            held.extend(answers);
            if held.contains(&NOBODYS_ID) {
                return Err(capped());
            }
        }
        if !shown.is_subset(&held) {
            return Err(capped());
        }
        Ok(held.into_iter().collect())
    }

    /// The ids of `chunk` under which the user is found, asked in one document. `None` if this
    /// instance does not answer such documents.
    async fn ask_together(
        &self,
        operation: &Operation,
        user_id: u64,
        kind: MembershipKind,
        chunk: &[u64],
    ) -> Result<Option<Vec<u64>>> {
        if self.inner.knowledge.route("users") == Route::Rest {
            return Ok(None);
        }
        let mut document = "query {\n".to_owned();
        for (number, id) in chunk.iter().enumerate() {
            let query = Query::new().with("id", user_id).with(kind.condition(), id).to_text();
            document.push_str(&format!(
                "  q{number}: users(query: {}) {{\n    id\n  }}\n",
                string_literal(&query)
            ));
        }
        document.push_str("}\n");
        let Some(Envelope { data, errors }) = self.graphql(operation, &document).await? else {
            return Ok(None);
        };
        let Some(data) = data.filter(|_| errors.is_empty()) else { return Ok(None) };
        let mut found = Vec::new();
        for (number, id) in chunk.iter().enumerate() {
            match data.get(format!("q{number}")) {
                Some(Value::Array(users)) => {
                    if is_found(users, user_id) {
                        found.push(*id);
                    }
                }
                _ => return Ok(None),
            }
        }
        Ok(Some(found))
    }

    async fn ask_singly(
        &self,
        operation: &Operation,
        user_id: u64,
        kind: MembershipKind,
        chunk: &[u64],
    ) -> Result<Vec<u64>> {
        let mut found = Vec::new();
        for id in chunk {
            let query = Query::new()
                .with("fields", selection::to_rest(&[Field::required("id")]))
                .with("limit", 1)
                .with("id", user_id)
                .with(kind.condition(), id);
            let users =
                self.rest_list(operation, self.rest_url(&["users"], &query)).await?.unwrap_or_default();
            if is_found(&users, user_id) {
                found.push(*id);
            }
        }
        Ok(found)
    }
}

fn is_found(users: &[Value], user_id: u64) -> bool {
    users.iter().any(|user| user.get("id").and_then(read_id) == Some(user_id))
}

/// A refusal of the filter means that the list cannot be checked; other errors stay themselves.
fn refused_or(error: Error, capped: impl Fn() -> Error) -> Error {
    if matches!(error.kind(), ErrorKind::Refused | ErrorKind::GraphQl) { capped() } else { error }
}
