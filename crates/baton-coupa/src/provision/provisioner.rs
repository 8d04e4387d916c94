//! Grants, revocations and actions on one instance.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use baton_core::{ActionSchema, ResourceId};
use baton_sdk::{
    connector::ConnectorError,
    provision::{
        AccountRequest, ActionOutcome, Change, CreatedAccount, GrantRequest, HeldItem, Holdings, Provisioned,
        Provisioner,
    },
};
use coupa_client::{Client, Error, ErrorKind, Scope, UserSelection, model::LicenseFlag, model::User};
use serde_json::{Map, Value, json};

use super::{
    action,
    audit::Ending,
    error::{CallError, ProvisionError},
    lock::UserLock,
    protocol::{
        Done, DoneKind, Ids, Patience, Protocol, Undone,
        flag::{self, FlagDone, FlagUndone},
    },
    remote::{FlagKind, Names, UserFlag, UserList},
    stores::{ChangeRecord, Stores},
    target::{self, Held, TargetError},
    words,
};
use crate::{listing::DirectoryKind, mapping, types};

/// How often a step of the write protocol is tried. The transport has its own patience below that.
const MAX_TRIES: u32 = 4;

/// First wait between two tries of a step.
const FIRST_DELAY: Duration = Duration::from_millis(500);

/// Longest wait between two tries of a step.
const MAX_DELAY: Duration = Duration::from_secs(8);

/// Grants, revokes and acts through a client of one instance.
#[derive(Clone)]
pub struct CoupaProvisioner {
    pub(super) client: Client,
    pub(super) stores: Option<Arc<Stores>>,
    pub(super) patience: Patience,
    /// A client for each set of scopes, so that one token serves many changes.
    clients: Arc<Mutex<BTreeMap<Vec<Scope>, Client>>>,
    /// Set once the OAuth client was seen to hold both scopes with which groups are written.
    writes_groups: Arc<AtomicBool>,
}

/// The right to write, as far as the OAuth client has it.
pub(super) struct Writer {
    pub(super) client: Client,
    pub(super) single_calls: bool,
    pub(super) no_list_writes: Option<Error>,
}

impl CoupaProvisioner {
    /// A provisioner that changes the instance and keeps its records in `stores`; without stores it only
    /// plans.
    #[must_use]
    pub fn new(client: Client, stores: Option<Arc<Stores>>) -> Self {
        let patience = Patience { max_tries: MAX_TRIES, first_delay: FIRST_DELAY, max_delay: MAX_DELAY };
        Self { client, stores, patience, clients: Arc::default(), writes_groups: Arc::default() }
    }

    /// Changes how often a step is tried, and the waits in between.
    #[must_use]
    pub fn patience(mut self, max_tries: u32, first_delay: Duration, max_delay: Duration) -> Self {
        self.patience = Patience { max_tries, first_delay, max_delay };
        self
    }

    pub(super) fn host(&self) -> String {
        self.client.instance().host().to_owned()
    }

    pub(super) fn with_scopes(&self, mut scopes: Vec<Scope>) -> Client {
        scopes.sort();
        scopes.dedup();
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        clients.entry(scopes).or_insert_with_key(|scopes| self.client.with_scopes(scopes.clone())).clone()
    }

    /// A client that may read these types, and write users if anything is to be sent at all.
    pub(super) fn user_writer(&self, read: &[Scope]) -> Client {
        let mut scopes = read.to_vec();
        scopes.push(Scope::USER_READ);
        if self.stores.is_some() {
            scopes.push(Scope::USER_WRITE);
        }
        self.with_scopes(scopes)
    }

    /// The right to change one kind of list. Groups have two ways, each with a scope of its own: one is
    /// enough.
    pub(super) async fn list_writer(&self, kind: DirectoryKind) -> Result<Writer, Error> {
        let read = types::read_scopes(&[kind.resource_type()]);
        let full = |client| Writer { client, single_calls: true, no_list_writes: None };
        if kind != DirectoryKind::Groups || self.stores.is_none() {
            return Ok(full(self.user_writer(&read)));
        }
        let mut scopes = read;
        scopes.extend([Scope::USER_READ, Scope::USER_WRITE, Scope::USER_GROUP_WRITE]);
        let client = self.with_scopes(scopes.clone());
        if self.writes_groups.load(Ordering::Relaxed) {
            return Ok(full(client));
        }
        let refused = match client.authenticate().await {
            Ok(_) => {
                self.writes_groups.store(true, Ordering::Relaxed);
                return Ok(full(client));
            }
            Err(error) => error,
        };
        let missing = refused.missing_scopes().to_vec();
        let without =
            |lost: &Scope| self.with_scopes(scopes.iter().filter(|scope| *scope != lost).cloned().collect());
        if missing == [Scope::USER_GROUP_WRITE] {
            tracing::debug!("without core.user_group.write groups are changed on the user's record");
            let client = without(&Scope::USER_GROUP_WRITE);
            return Ok(Writer { client, single_calls: false, no_list_writes: None });
        }
        if missing == [Scope::USER_WRITE] {
            tracing::debug!("without core.user.write groups are changed by their memberships only");
            let client = without(&Scope::USER_WRITE);
            return Ok(Writer { client, single_calls: true, no_list_writes: Some(refused) });
        }
        Err(refused)
    }

    /// Keeps others from changing the user, and repairs what an earlier run left half done.
    pub(super) async fn lock(&self, user: u64) -> Result<Option<UserLock>, ProvisionError> {
        let Some(stores) = &self.stores else { return Ok(None) };
        let lock = stores.locks.user(user).await?;
        for entry in stores.journal.list()? {
            // One that cannot be understood may be about this very user.
            let entry = entry?;
            if entry.user == user {
                let interrupted = |error| ProvisionError::Interrupted { user, cause: Box::new(error) };
                self.recover_entry(entry, false).await.map_err(interrupted)?;
            }
        }
        Ok(Some(lock))
    }

    /// The user, with what is asked for.
    pub(super) async fn user(
        &self,
        client: &Client,
        user: u64,
        selection: UserSelection,
    ) -> Result<User, ProvisionError> {
        let unread = |cause| ProvisionError::Unread { cause };
        let found = client.user(user, &selection).await.map_err(|error| unread(error.into()))?;
        found.ok_or_else(|| unread(CallError::NoUser { user, host: self.host() }))
    }

    async fn change(&self, request: &GrantRequest, grant: bool) -> Result<Provisioned, ProvisionError> {
        let (held, user) = target::resolve(request)?;
        let _lock = self.lock(user).await?;
        let operation = if grant {
            format!("grant {} to {}", request.entitlement(), request.principal)
        } else {
            format!("revoke {} from {}", request.entitlement(), request.principal)
        };
        let record = ChangeRecord::new(self.stores.as_deref(), user, operation);
        match held {
            Held::Entry(kind, id) => self.change_list(&record, kind, id, user, grant).await,
            Held::License(flag) => self.change_license(&record, flag, user, grant).await,
        }
    }

    async fn change_list(
        &self,
        record: &ChangeRecord<'_>,
        kind: DirectoryKind,
        id: u64,
        user: u64,
        grant: bool,
    ) -> Result<Provisioned, ProvisionError> {
        let unread = |cause: CallError| ProvisionError::Unread { cause };
        let writer = self.list_writer(kind).await.map_err(|error| unread(error.into()))?;
        let person = self.user(&writer.client, user, UserSelection::default()).await?;
        let names = Names::default();
        let mut notes = Vec::new();
        if grant {
            check_may_receive(&person)?;
            self.check_entry(&writer.client, kind, id, &names, &mut notes).await.map_err(
                |error| match error {
                    Ok(error) => unread(error.into()),
                    Err(error) => error,
                },
            )?;
        }
        let list = UserList {
            client: &writer.client,
            user,
            kind,
            sent: &record.sent,
            names: &names,
            single_calls: writer.single_calls,
            no_list_writes: writer.no_list_writes,
        };
        let records = record.of_list(kind);
        let protocol = Protocol { list: &list, records: &records, patience: self.patience };
        let outcome = if grant { protocol.add(id).await } else { protocol.remove(id).await };
        let done = match outcome {
            Ok(done) => done,
            Err(undone) => {
                let (error, ending, now) = explain(user, kind, &names, undone);
                let after = now.map_or(Value::Null, |now| records.value(&now));
                record.end(ending, after, Some(&told(&error)));
                return Err(error);
            }
        };
        record.end(Ending::Made, records.value(&done.after), None);
        notes.extend(others(kind, id, &done, &names));
        Ok(Provisioned {
            change: change_of(done.kind),
            before: words::holdings(kind, &done.before, &names),
            after: words::holdings(kind, &done.after, &names),
            resource_name: names.get(id),
            principal_name: Some(mapping::user(&person).display_name),
            notes,
        })
    }

    /// Whether there is such an entry at all. Some instances have no list of roles; then Coupa's own answer
    /// to the write has to do.
    async fn check_entry(
        &self,
        client: &Client,
        kind: DirectoryKind,
        id: u64,
        names: &Names,
        notes: &mut Vec<String>,
    ) -> Result<(), Result<Error, ProvisionError>> {
        let found = crate::connector::directory_by_id(client, kind, &[id]).await.map_err(Ok)?;
        let Some((resource, _)) = found.first() else {
            // Asked for single ids, a list that is not there looks like one that lacks them.
            if kind == DirectoryKind::Roles
                && let Err(error) = client.roles_page(0).await
            {
                return if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(Ok(error)) };
            }
            let what = kind.resource_type().as_str().replace('_', " ");
            return Err(Err(ProvisionError::NoEntry { what, id, host: self.host() }));
        };
        names.keep(id, Some(resource.display_name.clone()));
        if mapping::is_inactive(resource) {
            notes.push(format!("{} is inactive in Coupa", resource.display_name));
        }
        Ok(())
    }

    async fn change_license(
        &self,
        record: &ChangeRecord<'_>,
        license: LicenseFlag,
        user: u64,
        grant: bool,
    ) -> Result<Provisioned, ProvisionError> {
        let client = self.user_writer(&[]);
        let kind = FlagKind::License(license);
        let person = self.user(&client, user, kind.selection()).await?;
        let Some(held) = person.licenses.get(&license).copied() else {
            return Err(ProvisionError::LicenseAbsent { flag: license, host: self.host() });
        };
        if grant {
            check_may_receive(&person)?;
        }
        if held && !grant && !license.revocable() {
            return Err(ProvisionError::LicensePermanent { flag: license, user });
        }
        let done = self.set_flag(record, &client, user, kind, grant).await;
        if let Some(stores) = &self.stores {
            match &done {
                Ok(FlagDone::Made) => stores.memory.license_written(license, true),
                Err(ProvisionError::Ignored { .. }) => stores.memory.license_written(license, false),
                _ => {}
            }
        }
        let done = done?;
        let holdings = |held: bool| {
            let item =
                HeldItem { id: license.id().to_owned(), name: Some(license.display_name().to_owned()) };
            Holdings { what: "licenses".to_owned(), items: held.then_some(item).into_iter().collect() }
        };
        Ok(Provisioned {
            change: change_of_flag(done),
            before: holdings(held),
            after: holdings(grant),
            resource_name: Some(license.display_name().to_owned()),
            principal_name: Some(mapping::user(&person).display_name),
            notes: Vec::new(),
        })
    }

    /// Runs the protocol for one value and puts it on record.
    pub(super) async fn set_flag(
        &self,
        record: &ChangeRecord<'_>,
        client: &Client,
        user: u64,
        what: FlagKind,
        wanted: bool,
    ) -> Result<FlagDone, ProvisionError> {
        let remote = UserFlag { client, user, what, sent: &record.sent };
        let key = match what {
            FlagKind::License(license) => license.id(),
            FlagKind::Active => "active",
        };
        let value = |held: bool| json!({ "user": user, key: held });
        let result =
            flag::set(&remote, wanted, self.patience, || record.begin(value(!wanted), value(wanted))).await;
        let words = |held: bool| match (what, held) {
            (FlagKind::License(license), true) => format!("the license {}", license.display_name()),
            (FlagKind::License(license), false) => format!("no license {}", license.display_name()),
            (FlagKind::Active, true) => "an active account".to_owned(),
            (FlagKind::Active, false) => "an inactive account".to_owned(),
        };
        let (error, ending, now) = match result {
            Ok(done) => {
                record.end(Ending::Made, value(wanted), None);
                return Ok(done);
            }
            Err(FlagUndone::Unread(cause)) => return Err(ProvisionError::Unread { cause }),
            Err(FlagUndone::Unrecorded(error)) => return Err(error.into()),
            Err(FlagUndone::Unchanged(cause)) => {
                let (now, cause) = (words(!wanted), cause.resolved());
                (ProvisionError::Unchanged { now, cause }, Ending::Unchanged, value(!wanted))
            }
            Err(FlagUndone::Ignored) => {
                let now = words(!wanted);
                (ProvisionError::Ignored { now }, Ending::Unchanged, value(!wanted))
            }
            Err(FlagUndone::Unknown(cause)) => {
                let (former, wanted) = (words(!wanted), words(wanted));
                (ProvisionError::Unknown { former, wanted, cause }, Ending::Unknown, Value::Null)
            }
        };
        record.end(ending, now, Some(&told(&error)));
        Err(error)
    }
}

/// The error and its causes in one line, for the audit trail.
pub(super) fn told(error: &ProvisionError) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(link) = cause {
        text.push_str(": ");
        text.push_str(&link.to_string());
        cause = link.source();
    }
    text
}

/// Nobody gets access through a door that is closed, and suppliers' logins are somebody else's.
fn check_may_receive(person: &User) -> Result<(), ProvisionError> {
    let name = || Some(mapping::user(person).display_name);
    if person.supplier_user == Some(true) {
        return Err(ProvisionError::SupplierUser { user: person.id, name: name() });
    }
    if !person.active {
        return Err(ProvisionError::Inactive { user: person.id, name: name() });
    }
    Ok(())
}

fn change_of(kind: DoneKind) -> Change {
    match kind {
        DoneKind::Made => Change::Made,
        DoneKind::AlreadySo => Change::AlreadySo,
        DoneKind::Planned => Change::Planned,
    }
}

pub(super) fn change_of_flag(done: FlagDone) -> Change {
    match done {
        FlagDone::Made => Change::Made,
        FlagDone::AlreadySo => Change::AlreadySo,
        FlagDone::Planned => Change::Planned,
    }
}

/// What else has changed in the list meanwhile: that was somebody else, and stays.
fn others(kind: DirectoryKind, id: u64, done: &Done, names: &Names) -> Option<String> {
    if done.kind != DoneKind::Made {
        return None;
    }
    let changed: Ids =
        done.before.symmetric_difference(&done.after).copied().filter(|other| *other != id).collect();
    (!changed.is_empty()).then(|| {
        format!("somebody else has changed {} meanwhile; that stays", words::list(kind, &changed, names))
    })
}

/// What came of it, as an error and for the audit trail.
pub(super) fn explain(
    user: u64,
    kind: DirectoryKind,
    names: &Names,
    undone: Undone<CallError>,
) -> (ProvisionError, Ending, Option<Ids>) {
    let list = |ids: &Ids| words::list(kind, ids, names);
    match undone {
        Undone::Unread(cause) => (ProvisionError::Unread { cause }, Ending::Unchanged, None),
        Undone::Unrecorded(error) => (error.into(), Ending::Unchanged, None),
        Undone::Unjournaled { now, cause } => {
            (ProvisionError::Unjournaled { now: list(&now), cause }, Ending::Unchanged, Some(now))
        }
        Undone::Unchanged { now, cause } => {
            let cause = cause.resolved();
            (ProvisionError::Unchanged { now: list(&now), cause }, Ending::Unchanged, Some(now))
        }
        Undone::WouldCost { now, what } => {
            (ProvisionError::WouldCost { now: list(&now), what }, Ending::Unchanged, Some(now))
        }
        Undone::MayArrive { now, cause } => {
            let cause = cause.resolved();
            (ProvisionError::MayArrive { now: list(&now), cause }, Ending::Unchanged, Some(now))
        }
        Undone::Ignored { now } => {
            (ProvisionError::Ignored { now: list(&now) }, Ending::Unchanged, Some(now))
        }
        Undone::Restored { now, cause } => {
            let cause = cause.resolved();
            (ProvisionError::Restored { now: list(&now), cause }, Ending::Restored, Some(now))
        }
        Undone::HalfDone { now, wanted, cause, entry } => {
            let shown = now
                .as_ref()
                .map_or_else(|| format!("{} that cannot be read now, perhaps none", kind.name()), &list);
            let wanted = list(&wanted);
            let entry = entry.map(String::into_boxed_str);
            let cause = cause.map(CallError::resolved);
            let error = ProvisionError::HalfDone { user, now: shown, wanted, entry, cause };
            (error, Ending::HalfDone, now)
        }
        Undone::Unknown { former, wanted, cause } => (
            ProvisionError::Unknown { former: list(&former), wanted: list(&wanted), cause },
            Ending::Unknown,
            None,
        ),
        Undone::Contested { now } => {
            (ProvisionError::Contested { now: list(&now) }, Ending::Unchanged, Some(now))
        }
    }
}

#[async_trait]
impl Provisioner for CoupaProvisioner {
    async fn recover(&self) -> Result<(), ConnectorError> {
        Ok(self.recover_quietly().await?)
    }

    async fn grant(&self, request: &GrantRequest) -> Result<Provisioned, ConnectorError> {
        Ok(self.change(request, true).await?)
    }

    async fn revoke(&self, request: &GrantRequest) -> Result<Provisioned, ConnectorError> {
        Ok(self.change(request, false).await?)
    }

    async fn create_account(&self, request: &AccountRequest) -> Result<CreatedAccount, ConnectorError> {
        Ok(self.create(request).await?)
    }

    async fn delete_resource(&self, resource: &ResourceId) -> Result<(), ConnectorError> {
        let given = resource.resource_type.as_str();
        let Some(facts) = types::TypeFacts::get_opt(given) else {
            return Err(ProvisionError::from(TargetError::UnknownType { given: given.to_owned() }).into());
        };
        let instead = if resource.resource_type == types::USER {
            format!(
                "disable the user: --invoke-action disable_user --invoke-action-args '{{\"user_id\": \"{}\"}}'",
                resource.id
            )
        } else {
            "make it inactive in Coupa, or revoke it from those who hold it".to_owned()
        };
        let what = format!("delete a {}", facts.id.replace('_', " "));
        Err(ProvisionError::Impossible { what, instead }.into())
    }

    async fn rotate_credentials(&self, account: &ResourceId) -> Result<(), ConnectorError> {
        if account.resource_type != types::USER {
            let given = account.resource_type.to_string();
            return Err(ProvisionError::from(TargetError::NoAccounts { given }).into());
        }
        target::number(account).map_err(ProvisionError::from)?;
        let what = "change the password or key of a user".to_owned();
        let instead =
            "reset the password on the user's page in Coupa, or at your identity provider".to_owned();
        Err(ProvisionError::Impossible { what, instead }.into())
    }

    fn action_schemas(&self) -> Vec<ActionSchema> {
        action::schemas()
    }

    async fn invoke_action(
        &self,
        name: &str,
        arguments: &Map<String, Value>,
    ) -> Result<ActionOutcome, ConnectorError> {
        Ok(self.act(name, arguments).await?)
    }
}
