//! One user: by id, by login or e-mail address, and everything of one kind that the user holds.

use std::collections::{BTreeMap, BTreeSet};

use super::memberships::{MembershipKind, NESTED_CAP};
use super::{GroupSelection, UserSelection};
use crate::client::Client;
use crate::error::{Cause, Error, ErrorKind, Result};
use crate::model::record::Record;
use crate::model::{NamedRef, User};
use crate::page::{BadRecord, Page};
use crate::query::Query;
use crate::scope::Scope;
use crate::selection;
use crate::transport::{Effort, Operation};

/// A text by which a user can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    Login,
    Email,
}

impl Name {
    fn key(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::Email => "email",
        }
    }

    fn operation(self) -> Operation {
        let name = match self {
            Self::Login => "look up a user by login at",
            Self::Email => "look up a user by e-mail address at",
        };
        Operation::new(name, &[Scope::USER_READ])
    }
}

/// One page of a directory: its entries, where it goes on, and what could not be read.
type Directory = (Vec<NamedRef>, Option<u64>, Vec<BadRecord>);

impl Client {
    /// The user with this id, of any type, active or not; `None` if there is none. One request.
    ///
    /// A nested list of exactly [`NESTED_CAP`] entries may have been cut off: for lists that must
    /// be complete there is [`user_list`](Self::user_list).
    ///
    /// # Errors
    ///
    /// [`Cause::Unreadable`] if the record lacks something that was asked for, or is not the one
    /// asked for; and everything that may befall a call.
    pub async fn user(&self, id: u64, selection: &UserSelection) -> Result<Option<User>> {
        let operation = Operation::new("read a user of", &selection.scopes());
        let effort = Effort::start();
        let query = Query::new().with("fields", selection::to_rest(&selection.fields()));
        let url = self.rest_url(&["users", &id.to_string()], &query);
        let Some(value) = self.rest_get(&operation, url).await? else { return Ok(None) };
        let user = Record::new(&value).and_then(|record| User::read(&record, selection)).and_then(|user| {
            if user.id == id { Ok(user) } else { Err(format!("user {} came instead", user.id)) }
        });
        user.map(Some).map_err(|reason| {
            let cause = Cause::Unreadable { what: format!("user {id}: {reason}") };
            self.inner.session.transport().error(&operation, effort, cause)
        })
    }

    /// The users with this login, of any type, active or not, compared without regard to case and
    /// surrounding blanks. Logins are unique, so more than one is not expected. Nobody has an
    /// empty one.
    ///
    /// Whether Coupa itself compares with regard to case is not documented.
    ///
    /// # Errors
    ///
    /// [`Cause::WrongPage`] if the instance ignores the condition; [`Cause::Unreadable`] if a
    /// record that is meant cannot be read; and everything that may befall a call.
    pub async fn users_with_login(&self, login: &str) -> Result<Vec<User>> {
        self.users_with(Name::Login, login).await
    }

    /// The users with this e-mail address; otherwise as [`users_with_login`](Self::users_with_login).
    ///
    /// # Errors
    ///
    /// As [`users_with_login`](Self::users_with_login).
    pub async fn users_with_email(&self, email: &str) -> Result<Vec<User>> {
        self.users_with(Name::Email, email).await
    }

    async fn users_with(&self, name: Name, text: &str) -> Result<Vec<User>> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Vec::new());
        }
        let operation = name.operation();
        let effort = Effort::start();
        let selection = UserSelection { employees_only: false, ..UserSelection::default() };
        let wanted = text.to_lowercase();
        let is_meant = |record: &Record<'_>| {
            record.text(name.key()).is_some_and(|text| text.trim().to_lowercase() == wanted)
        };
        let conditions = Query::new().with(name.key(), text);
        let records =
            self.look_up(&operation, &["users"], &selection.fields(), &conditions, is_meant).await?;
        records
            .unwrap_or_default()
            .iter()
            .map(|value| Record::new(value).and_then(|record| User::read(&record, &selection)))
            .collect::<Result<_, _>>()
            .map_err(|reason| {
                let what = format!("a user with the {} that was looked up: {reason}", name.key());
                self.inner.session.transport().error(&operation, effort, Cause::Unreadable { what })
            })
    }

    /// Everything of one kind that a user holds: the complete list by ascending id, each once.
    ///
    /// Usually one request. A list of exactly [`NESTED_CAP`] entries may have been cut off, and is
    /// then read or checked another way, as [`user_memberships`](Self::user_memberships) does;
    /// entries that only the other way shows may lack a name.
    ///
    /// # Errors
    ///
    /// [`Cause::NotFound`] if there is no such user; [`Cause::Capped`] if the list may have been
    /// cut off and nothing proves that it is complete; and everything that may befall a call.
    pub async fn user_list(&self, user_id: u64, kind: MembershipKind) -> Result<Vec<NamedRef>> {
        let operation = kind.operation();
        let shown = self.shown_list(&operation, user_id, kind, kind.entry_fields()).await?;
        let mut known: BTreeMap<u64, NamedRef> = shown.into_iter().map(|entry| (entry.id, entry)).collect();
        if known.len() != NESTED_CAP {
            return Ok(known.into_values().collect());
        }
        let shown: BTreeSet<u64> = known.keys().copied().collect();
        let held = match self.own_list(&operation, user_id, kind).await? {
            // A list that lacks what another one shows is not the complete one.
            Some(own) if own.is_superset(&shown) => own,
            _ => {
                let Some(directory) = self.directory(kind).await? else {
                    return Err(self.capped(&operation, user_id, kind, shown.len()));
                };
                let ids: Vec<u64> = directory.iter().map(|entry| entry.id).collect();
                for entry in directory {
                    known.entry(entry.id).or_insert(entry);
                }
                self.asked_memberships(&operation, user_id, kind, &shown, &ids).await?.into_iter().collect()
            }
        };
        let nameless = |id| NamedRef { id, name: None, description: None, kind: None };
        Ok(held.into_iter().map(|id| known.remove(&id).unwrap_or_else(|| nameless(id))).collect())
    }

    /// Everything of one kind that exists in the instance. `None` if the instance does not tell
    /// all of it.
    async fn directory(&self, kind: MembershipKind) -> Result<Option<Vec<NamedRef>>> {
        let mut entries = Vec::new();
        let mut after = 0;
        loop {
            let (found, next, skipped) = match self.directory_page(kind, after).await {
                Ok(page) => page,
                Err(error) if is_untold(&error) => {
                    tracing::debug!(%error, "a directory cannot be read");
                    return Ok(None);
                }
                Err(error) => return Err(error),
            };
            entries.extend(found);
            for record in skipped {
                // The id is all that is needed of it.
                let Some(id) = record.id else { return Ok(None) };
                entries.push(NamedRef { id, name: None, description: None, kind: None });
            }
            match next {
                Some(next) => after = next,
                None => return Ok(Some(entries)),
            }
        }
    }

    async fn directory_page(&self, kind: MembershipKind, after: u64) -> Result<Directory> {
        fn taken<T>(page: Page<T>, entry: impl Fn(T) -> NamedRef) -> Directory {
            (page.items.into_iter().map(entry).collect(), page.next, page.skipped)
        }
        Ok(match kind {
            MembershipKind::Roles => taken(self.roles_page(after).await?, |role| NamedRef {
                id: role.id,
                name: role.name,
                description: role.description,
                kind: None,
            }),
            MembershipKind::Groups => {
                let selection = GroupSelection { projects: true };
                taken(self.groups_page(selection, after).await?, |group| NamedRef {
                    id: group.id,
                    name: group.name,
                    description: group.description,
                    kind: Some(group.kind),
                })
            }
            MembershipKind::AccountGroups => taken(self.account_groups_page(after).await?, |group| {
                NamedRef { id: group.id, name: group.name, description: None, kind: None }
            }),
            MembershipKind::ContentGroups => taken(self.content_groups_page(after).await?, |group| {
                NamedRef { id: group.id, name: group.name, description: group.description, kind: None }
            }),
        })
    }
}

/// Whether an error says that this instance does not tell, rather than that it failed to.
fn is_untold(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::NotFound
            | ErrorKind::Refused
            | ErrorKind::Permission
            | ErrorKind::GraphQl
            | ErrorKind::WrongPage
            | ErrorKind::Incomplete
    )
}
