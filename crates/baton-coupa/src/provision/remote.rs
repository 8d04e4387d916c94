//! A user's lists and flags at the instance, as the write protocol sees them.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use coupa_client::{
    Client, Error, ErrorKind, ListValue, UserSelection, Written,
    model::{LicenseFlag, NamedRef, User},
};

use super::{
    audit::SentRequest,
    error::CallError,
    protocol::{Clear, Ids, RemoteList, Single, Trouble, flag::RemoteFlag},
    words,
};
use crate::listing::DirectoryKind;

/// Keeps account of the writes of one change, for the audit trail.
#[derive(Debug, Default)]
pub(crate) struct SentLog {
    requests: Mutex<Vec<SentRequest>>,
}

impl SentLog {
    fn lock(&self) -> MutexGuard<'_, Vec<SentRequest>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was sent so far.
    pub(crate) fn requests(&self) -> Vec<SentRequest> {
        self.lock().clone()
    }

    /// Notes a write and what came of it, and passes it on.
    pub(crate) fn note<T>(
        &self,
        method: &'static str,
        path: String,
        result: coupa_client::Result<Written<T>>,
    ) -> coupa_client::Result<Written<T>> {
        let (status, request_id) = match &result {
            Ok(written) => (Some(written.status), written.request_id.clone()),
            // Without a status nothing came back; without a try nothing went out.
            Err(error) if error.tries() == 0 => return result,
            Err(error) => (error.status(), error.request_id().map(str::to_owned)),
        };
        self.lock().push(SentRequest { method, path, status, request_id });
        result
    }
}

/// Whether a failed write may have done something.
pub(crate) fn trouble(error: Error) -> Trouble<CallError> {
    if error.may_have_taken_effect() {
        return Trouble::Unsure(error.into());
    }
    match error.kind() {
        ErrorKind::Refused | ErrorKind::NotFound => Trouble::Refused(error.into()),
        _ => Trouble::NotDone(error.into()),
    }
}

/// One of a user's lists.
pub(crate) struct UserList<'a> {
    pub(crate) client: &'a Client,
    pub(crate) user: u64,
    pub(crate) kind: DirectoryKind,
    pub(crate) sent: &'a SentLog,
    /// The names that were seen, by id.
    pub(crate) names: &'a Names,
    /// What may be used: the scope for the calls that are made for single entries may be missing.
    pub(crate) single_calls: bool,
    /// The scope for writing users may be missing; then this is why.
    pub(crate) no_list_writes: Option<Error>,
}

/// Names by id.
#[derive(Debug, Default)]
pub(crate) struct Names {
    by_id: Mutex<BTreeMap<u64, String>>,
}

impl Names {
    /// Keeps the name of an entry.
    pub(crate) fn keep(&self, id: u64, name: Option<String>) {
        if let Some(name) = name {
            self.by_id.lock().unwrap_or_else(PoisonError::into_inner).insert(id, name);
        }
    }

    /// The name of an entry, if it was seen.
    pub(crate) fn get(&self, id: u64) -> Option<String> {
        self.by_id.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }
}

impl UserList<'_> {
    fn path(&self) -> String {
        format!("/api/users/{}", self.user)
    }

    async fn write(&self, value: ListValue<'_>) -> Result<Option<Ids>, Trouble<CallError>> {
        if let Some(error) = &self.no_list_writes {
            return Err(Trouble::NotDone(error.clone().into()));
        }
        let result = self.client.write_user_list(self.user, self.kind.membership(), value).await;
        let written = self.sent.note("PUT", self.path(), result).map_err(trouble)?;
        Ok(written.value.map(|ids| ids.into_iter().collect()))
    }

    /// Tells calls that this instance or this token does not offer from those that failed.
    fn single<T>(&self, result: coupa_client::Result<Written<T>>) -> Single<CallError> {
        match result {
            Ok(_) => Single::Accepted,
            Err(error) if is_not_offered(&error) => Single::NotOffered,
            Err(error) => Single::Failed(trouble(error)),
        }
    }

    async fn remove_group_membership(&self, group: u64) -> Single<CallError> {
        let memberships = match self.client.find_group_memberships(self.user, group).await {
            // The user is a member, and there is no record of it: only the list can tell.
            Ok(memberships) if memberships.is_empty() => return Single::NotOffered,
            Ok(memberships) => memberships,
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::NotFound | ErrorKind::Refused | ErrorKind::Permission | ErrorKind::WrongPage
                ) =>
            {
                return Single::NotOffered;
            }
            Err(error) => return Single::Failed(Trouble::NotDone(error.into())),
        };
        for membership in memberships {
            let path = format!("/api/user_group_memberships/{membership}");
            let result = self.client.remove_group_membership(membership).await;
            match self.single(self.sent.note("DELETE", path, result)) {
                Single::Accepted => {}
                other => return other,
            }
        }
        Single::Accepted
    }
}

fn is_not_offered(error: &Error) -> bool {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::Permission => true,
        ErrorKind::Refused => error.status() == Some(405),
        _ => false,
    }
}

impl RemoteList for UserList<'_> {
    type Error = CallError;

    async fn read(&self) -> Result<Ids, CallError> {
        let held = self.client.user_list(self.user, self.kind.membership()).await.map_err(|error| {
            if error.kind() == ErrorKind::NotFound {
                let host = self.client.instance().host().to_owned();
                return CallError::NoUser { user: self.user, host };
            }
            error.into()
        })?;
        let mut ids = Ids::new();
        for NamedRef { id, name, .. } in held {
            self.names.keep(id, name);
            ids.insert(id);
        }
        Ok(ids)
    }

    async fn set(&self, ids: &Ids) -> Result<Option<Ids>, Trouble<CallError>> {
        let ids: Vec<u64> = ids.iter().copied().collect();
        self.write(ListValue::Ids(&ids)).await
    }

    async fn clear(&self, form: Clear) -> Result<Option<Ids>, Trouble<CallError>> {
        self.write(match form {
            Clear::Null => ListValue::Null,
            Clear::Empty => ListValue::Empty,
        })
        .await
    }

    fn may_offer_single(&self) -> bool {
        self.single_calls && matches!(self.kind, DirectoryKind::Groups | DirectoryKind::ContentGroups)
    }

    fn has_more_than_entries(&self) -> bool {
        self.kind == DirectoryKind::Groups
    }

    /// Whoever administers a group has that on the membership, and a membership that is made anew is an
    /// ordinary one.
    async fn lost_by_clearing(&self, id: u64) -> Result<Option<String>, CallError> {
        let groups = match self.client.administered_groups(self.user).await {
            Ok(groups) => groups,
            // An instance without memberships of their own does not tell who administers what.
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::NotFound | ErrorKind::Refused | ErrorKind::Permission | ErrorKind::WrongPage
                ) =>
            {
                tracing::debug!(%error, "who administers groups is not known here");
                return Ok(None);
            }
            Err(error) => return Err(error.into()),
        };
        let others: Ids = groups.into_iter().filter(|group| *group != id).collect();
        Ok((!others.is_empty()).then(|| {
            format!(
                "user {} would no longer administer {}",
                self.user,
                words::list(self.kind, &others, self.names)
            )
        }))
    }

    /// A 500 comes from the application itself, after its work; gateways answer while it still goes on.
    fn is_over(&self, error: &CallError) -> bool {
        matches!(error, CallError::Client(error) if error.status() == Some(500))
    }

    async fn add_one(&self, id: u64) -> Single<CallError> {
        if !self.single_calls {
            return Single::NotOffered;
        }
        match self.kind {
            DirectoryKind::Groups => {
                let result = self.client.add_group_membership(self.user, id).await;
                self.single(self.sent.note("POST", "/api/user_group_memberships".to_owned(), result))
            }
            DirectoryKind::ContentGroups => {
                let path = format!("{}/business_groups/{id}/add", self.path());
                self.single(self.sent.note("PUT", path, self.client.add_content_group(self.user, id).await))
            }
            DirectoryKind::Roles | DirectoryKind::AccountGroups => Single::NotOffered,
        }
    }

    async fn remove_one(&self, id: u64) -> Single<CallError> {
        if !self.single_calls {
            return Single::NotOffered;
        }
        match self.kind {
            DirectoryKind::Groups => self.remove_group_membership(id).await,
            DirectoryKind::ContentGroups => {
                let path = format!("{}/business_groups/{id}/remove", self.path());
                self.single(self.sent.note(
                    "PUT",
                    path,
                    self.client.remove_content_group(self.user, id).await,
                ))
            }
            DirectoryKind::Roles | DirectoryKind::AccountGroups => Single::NotOffered,
        }
    }
}

/// A licence of a user, or whether the user is active.
pub(crate) struct UserFlag<'a> {
    pub(crate) client: &'a Client,
    pub(crate) user: u64,
    pub(crate) what: FlagKind,
    pub(crate) sent: &'a SentLog,
}

/// Which value of a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FlagKind {
    /// A licence flag.
    License(LicenseFlag),
    /// Whether the user may sign in.
    Active,
}

impl FlagKind {
    /// The value in a record; a licence that the record does not show is not held.
    pub(crate) fn of(self, user: &User) -> bool {
        match self {
            Self::License(flag) => user.licenses.get(&flag).copied().unwrap_or(false),
            Self::Active => user.active,
        }
    }

    /// What has to be asked for to see it.
    pub(crate) fn selection(self) -> UserSelection {
        UserSelection { licenses: self != Self::Active, ..UserSelection::default() }
    }
}

impl RemoteFlag for UserFlag<'_> {
    type Error = CallError;

    async fn read(&self) -> Result<bool, CallError> {
        let user = self.client.user(self.user, &self.what.selection()).await?.ok_or_else(|| {
            CallError::NoUser { user: self.user, host: self.client.instance().host().to_owned() }
        })?;
        Ok(self.what.of(&user))
    }

    async fn write(&self, value: bool) -> Result<Option<bool>, Trouble<CallError>> {
        let result = match self.what {
            FlagKind::License(flag) => self.client.write_license(self.user, flag, value).await,
            FlagKind::Active => self.client.write_active(self.user, value).await,
        };
        let path = format!("/api/users/{}", self.user);
        Ok(self.sent.note("PUT", path, result).map_err(trouble)?.value)
    }
}
