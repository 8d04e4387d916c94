//! The ways in which access is written, each from a fresh start, and what is to come of it.

use std::collections::BTreeSet;

use baton_coupa::provision::{
    CoupaProvisioner,
    action::{DISABLE_USER, ENABLE_USER},
};
use baton_sdk::{
    connector::ConnectorError,
    provision::{AccountRequest, Change, Provisioner as _},
};
use coupa_sandbox::{
    JournalEntry, Operation, Snapshot, Transport,
    state::{ContentGroupId, Entitlement, LicenceSet, State, UserId},
};
use serde_json::{Map, Value, json};
use testkit::program::Program;

use crate::provision_world::{Right, TYPES, World, grant_arguments, is_write};

/// The login of the account that is made.
const NEW_LOGIN: &str = "fnew";
/// Its address.
const NEW_EMAIL: &str = "fnew@example.com";

/// The content group that Coupa gives to new accounts.
const EVERYONE: Entitlement = Entitlement::ContentGroup(ContentGroupId(1));

/// What a path does. Numbers are places in [`TYPES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    Grant(usize),
    Revoke(usize),
    /// Takes away the one entry of a list.
    RevokeLast(usize),
    Enable,
    Disable,
    Create,
}

/// A way of writing, under one reading of Coupa's documents.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Path {
    pub(crate) name: &'static str,
    pub(crate) deed: Deed,
    /// `name=value` each.
    pub(crate) switches: &'static [&'static str],
}

const fn path(name: &'static str, deed: Deed, switches: &'static [&'static str]) -> Path {
    Path { name, deed, switches }
}

const ROLE: usize = 0;
const GROUP: usize = 1;
const ACCOUNT_GROUP: usize = 2;
const CONTENT_GROUP: usize = 3;
const LICENCE: usize = 4;

const MERGE: &str = "list_write=merge";
const REPLACE: &str = "list_write=replace";
const NO_MEMBERSHIPS: &str = "memberships_rest=not_found";
const NO_CONTENT_CALLS: &str = "content_group_calls=not_found";

/// All of them.
pub(crate) const PATHS: [Path; 30] = [
    path("role grant, merging", Deed::Grant(ROLE), &[MERGE]),
    path("role grant, replacing", Deed::Grant(ROLE), &[REPLACE]),
    path("role revoke, merging", Deed::Revoke(ROLE), &[MERGE]),
    path("role revoke, merging, [] clears", Deed::Revoke(ROLE), &[MERGE, "list_clear=empty"]),
    path("role revoke, merging, null clears", Deed::Revoke(ROLE), &[MERGE, "list_clear=null"]),
    path("role revoke, merging, mute answers", Deed::Revoke(ROLE), &[MERGE, "write_answer=empty"]),
    path("role revoke, replacing", Deed::Revoke(ROLE), &[REPLACE]),
    path("role revoke, replacing, mute answers", Deed::Revoke(ROLE), &[REPLACE, "write_answer=id_only"]),
    path("last role revoke, merging", Deed::RevokeLast(ROLE), &[MERGE]),
    path("last role revoke, [] clears", Deed::RevokeLast(ROLE), &[MERGE, "list_clear=empty"]),
    path("last role revoke, replacing", Deed::RevokeLast(ROLE), &[REPLACE]),
    path("account group grant", Deed::Grant(ACCOUNT_GROUP), &[MERGE]),
    path("account group revoke, merging", Deed::Revoke(ACCOUNT_GROUP), &[MERGE]),
    path("account group revoke, replacing", Deed::Revoke(ACCOUNT_GROUP), &[REPLACE]),
    path("group grant, membership", Deed::Grant(GROUP), &[]),
    path("group revoke, membership", Deed::Revoke(GROUP), &[]),
    path("group grant, list", Deed::Grant(GROUP), &[MERGE, NO_MEMBERSHIPS]),
    path("group revoke, list, merging", Deed::Revoke(GROUP), &[MERGE, NO_MEMBERSHIPS]),
    path("group revoke, list, replacing", Deed::Revoke(GROUP), &[REPLACE, NO_MEMBERSHIPS]),
    path("group revoke, no deletion", Deed::Revoke(GROUP), &[MERGE, "membership_delete=not_found"]),
    path("content group grant, call", Deed::Grant(CONTENT_GROUP), &[]),
    path("content group revoke, call", Deed::Revoke(CONTENT_GROUP), &[]),
    path("content group grant, list", Deed::Grant(CONTENT_GROUP), &[MERGE, NO_CONTENT_CALLS]),
    path("content group revoke, list, merging", Deed::Revoke(CONTENT_GROUP), &[MERGE, NO_CONTENT_CALLS]),
    path(
        "content group revoke, list, replacing",
        Deed::Revoke(CONTENT_GROUP),
        &["list_write=mixed", NO_CONTENT_CALLS],
    ),
    path("licence grant", Deed::Grant(LICENCE), &[]),
    path("licence revoke", Deed::Revoke(LICENCE), &[]),
    path("enable", Deed::Enable, &[]),
    path("disable", Deed::Disable, &[]),
    path("create account", Deed::Create, &[]),
];

/// What is run when the fault is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Follow {
    /// `baton-coupa recover`.
    Recover,
    /// A sync.
    Sync,
    /// The same command.
    Again,
}

impl Follow {
    pub(crate) const ALL: [Self; 3] = [Self::Recover, Self::Sync, Self::Again];
}

/// Everything about a user that a change may or may not touch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Standing {
    /// How many accounts there are: one, and none or one for an account that is made.
    pub(crate) accounts: usize,
    pub(crate) is_active: bool,
    pub(crate) held: BTreeSet<Entitlement>,
}

/// One path on an instance of its own, before anything was sent.
pub(crate) struct Scene {
    pub(crate) world: World,
    pub(crate) path: Path,
    /// What the user had, and what they are to have.
    pub(crate) former: Standing,
    pub(crate) wanted: Standing,
    /// What no run may change: everybody else, and what else is on the user's record.
    rest: Rest,
    /// What is granted or revoked.
    right: Option<Right>,
    /// Roles of the account that is made.
    new_roles: Vec<u64>,
}

impl Scene {
    pub(crate) async fn new(path: Path) -> Self {
        let world = World::with(path.switches).await;
        let maria = world.maria;
        let right = match path.deed {
            Deed::Grant(kind) => Some(world.wanted[kind].clone()),
            Deed::Revoke(kind) | Deed::RevokeLast(kind) => Some(world.present[kind].clone()),
            Deed::Enable | Deed::Disable | Deed::Create => None,
        };
        world.sandbox.state().write(|state| {
            if path.deed == Deed::Enable {
                state.user_active_set(maria, false);
            }
            if let (Deed::RevokeLast(_), Some(right)) = (path.deed, &right) {
                for other in state.entitlements(maria) {
                    if other != right.held && is_alike(other, right.held) {
                        state.entitlement_revoke(maria, other);
                    }
                }
            }
        });
        let roles = [&world.wanted[ROLE], &world.present[ROLE]].map(|right| right.held);
        let new_roles = roles.iter().filter_map(|held| match held {
            Entitlement::Role(id) => Some(id.0),
            _ => None,
        });
        let former = world.sandbox.state().read(|state| standing(state, path.deed, maria));
        let mut wanted = former.clone();
        match (path.deed, &right) {
            (Deed::Grant(_), Some(right)) => assert!(wanted.held.insert(right.held)),
            (_, Some(right)) => assert!(wanted.held.remove(&right.held)),
            (Deed::Create, None) => {
                let held = roles.into_iter().chain([EVERYONE]).collect();
                wanted = Standing { accounts: 1, is_active: true, held };
            }
            (deed, None) => wanted.is_active = deed == Deed::Enable,
        }
        assert_ne!(former, wanted, "{}: there is nothing to do", path.name);
        let rest = Rest::of(&world.sandbox.snapshot(), path.deed, maria);
        Self { new_roles: new_roles.collect(), world, path, former, wanted, rest, right }
    }

    /// The run of the program that makes the change.
    pub(crate) fn program(&self) -> Program {
        let user = self.world.maria.to_string();
        let program = self.world.program().args(["--provisioning", "--output", "json"]);
        let arguments = json!({ "user_id": user }).to_string();
        let action = |name| ["--invoke-action", name, "--invoke-action-args", arguments.as_str()];
        match (self.path.deed, &self.right) {
            (Deed::Grant(_), Some(right)) => program.args(grant_arguments(&right.entitlement(), &user)),
            (_, Some(right)) => program.args(["--revoke-grant", &right.grant(self.world.maria)]),
            (Deed::Create, None) => program.args([
                "--create-account-login",
                NEW_LOGIN,
                "--create-account-email",
                NEW_EMAIL,
                "--create-account-profile",
                &Value::Object(self.profile()).to_string(),
            ]),
            (Deed::Enable, None) => program.args(action(ENABLE_USER)),
            (_, None) => program.args(action(DISABLE_USER)),
        }
    }

    fn profile(&self) -> Map<String, Value> {
        let profile = json!({ "first_name": "Fatima", "last_name": "New", "roles": self.new_roles });
        profile.as_object().cloned().unwrap_or_default()
    }

    /// Makes the same change in this process.
    pub(crate) async fn perform(&self, provisioner: &CoupaProvisioner) -> Result<Change, ConnectorError> {
        let maria = self.world.maria;
        let arguments = Map::from_iter([("user_id".to_owned(), Value::from(maria.to_string()))]);
        Ok(match (self.path.deed, &self.right) {
            (Deed::Grant(_), Some(right)) => provisioner.grant(&right.request(maria)).await?.change,
            (_, Some(right)) => provisioner.revoke(&right.request(maria)).await?.change,
            (Deed::Create, None) => {
                let (login, email) = (Some(NEW_LOGIN.to_owned()), Some(NEW_EMAIL.to_owned()));
                let request = AccountRequest { login, email, profile: self.profile() };
                provisioner.create_account(&request).await?.change
            }
            (Deed::Enable, None) => provisioner.invoke_action(ENABLE_USER, &arguments).await?.change,
            (_, None) => provisioner.invoke_action(DISABLE_USER, &arguments).await?.change,
        })
    }

    /// What the user has now.
    pub(crate) fn now(&self) -> Standing {
        self.world.sandbox.state().read(|state| standing(state, self.path.deed, self.world.maria))
    }

    /// Says whether anything has changed that this path has no business with.
    pub(crate) fn other_changes(&self) -> Option<String> {
        let now = Rest::of(&self.world.sandbox.snapshot(), self.path.deed, self.world.maria);
        (now != self.rest).then(|| {
            let changed: Vec<String> = now
                .snapshot
                .users
                .iter()
                .filter(|(id, user)| self.rest.snapshot.users.get(id) != Some(user))
                .map(|(id, _)| format!("user {id}"))
                .collect();
            format!("something else has changed too: {changed:?}, or what is not held by anybody")
        })
    }

    /// The requests so far, token requests apart.
    pub(crate) fn requests(&self) -> Vec<JournalEntry> {
        let mut entries = self.world.sandbox.journal().entries();
        entries.retain(|entry| entry.transport != Transport::Token);
        entries
    }

    /// The run of the program that comes after the one that met a fault.
    pub(crate) fn next(&self, follow: Follow) -> Program {
        match follow {
            Follow::Recover => self.world.program().args(["recover"]),
            Follow::Sync => self.world.program().args(["--sync-resource-types", "user"]),
            Follow::Again => self.program(),
        }
    }

    /// The writes so far.
    pub(crate) fn writes(&self) -> Vec<JournalEntry> {
        self.world.writes()
    }

    /// What the user holds now in the list that is changed; nothing for what is no list.
    pub(crate) fn listed(&self) -> Option<Vec<u64>> {
        let right = self.right.as_ref().filter(|right| right.resource_type != TYPES[LICENCE])?;
        let now = self.now();
        let alike = now.held.iter().filter(|held| is_alike(**held, right.held));
        alike.map(|held| Right::from(*held).id.parse().ok()).collect()
    }

    /// Empties the list that is changed, as a write does that was thought to be lost.
    pub(crate) fn empty_list(&self) -> impl FnOnce(&mut State) + Send + use<> {
        let (maria, right) = (self.world.maria, self.right.clone());
        move |state| {
            for held in state.entitlements(maria) {
                if right.as_ref().is_some_and(|right| is_alike(held, right.held)) {
                    state.entitlement_revoke(maria, held);
                }
            }
        }
    }

    /// What the audit trail calls the user, or the account that is made.
    pub(crate) fn subject(&self) -> String {
        match self.path.deed {
            Deed::Create => NEW_LOGIN.to_owned(),
            _ => format!("user:{}", self.world.maria),
        }
    }
}

/// The requests of an undisturbed run, each with the number by which a fault finds it.
pub(crate) fn steps_of(entries: &[JournalEntry]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for entry in entries {
        let (operation, transport) = (entry.operations[0], entry.transport);
        let before = steps.iter().filter(|step| step.operation == operation).count();
        steps.push(Step { operation, nth: before as u64 + 1, transport, is_write: is_write(entry) });
    }
    steps
}

/// One request of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) operation: Operation,
    /// Which of the requests for this operation.
    pub(crate) nth: u64,
    pub(crate) transport: Transport,
    pub(crate) is_write: bool,
}

/// Whether two things are held in the same list.
fn is_alike(one: Entitlement, other: Entitlement) -> bool {
    std::mem::discriminant(&one) == std::mem::discriminant(&other)
}

fn is_subject(deed: Deed, maria: UserId, id: UserId, login: &str) -> bool {
    if deed == Deed::Create { login == NEW_LOGIN } else { id == maria }
}

fn standing(state: &State, deed: Deed, maria: UserId) -> Standing {
    let found: Vec<_> = state.users().filter(|user| is_subject(deed, maria, user.id, &user.login)).collect();
    Standing {
        accounts: found.len(),
        is_active: found.iter().any(|user| user.active),
        held: found.iter().flat_map(|user| state.entitlements(user.id)).collect(),
    }
}

/// A company without what a change of one user may change.
#[derive(PartialEq)]
struct Rest {
    snapshot: Snapshot,
}

impl Rest {
    fn of(snapshot: &Snapshot, deed: Deed, maria: UserId) -> Self {
        let mut snapshot = snapshot.clone();
        if deed == Deed::Create {
            snapshot.users.retain(|id, user| !is_subject(deed, maria, *id, &user.record.login));
            return Self { snapshot };
        }
        if let Some(user) = snapshot.users.get_mut(&maria) {
            user.licences.clear();
            let record = &mut user.record;
            record.licences = LicenceSet::default();
            record.active = true;
            record.roles.clear();
            record.groups.clear();
            record.account_groups.clear();
            record.content_groups.clear();
            record.updated_at = record.created_at;
            record.updated_by = None;
        }
        snapshot.memberships.retain(|membership| membership.user != maria);
        for group in snapshot.groups.values_mut() {
            group.members.retain(|member| *member != maria);
        }
        Self { snapshot }
    }
}
