//! What the simulated instance holds: users, roles, groups, memberships and the reference data around them.
//!
//! Records are normalised and shared: reading hands out cheap clones of `Arc`s, changing one record copies
//! that record only. Every change that the API can make goes through the methods of [`State`], which keep
//! the two sides of a relation in step and move `updated-at` by the rules the switches choose.

mod entitlement;
mod id;
mod licence;
mod record;
mod snapshot;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

pub use entitlement::Entitlement;
pub use id::{AccountGroupId, ContentGroupId, DepartmentId, GroupId, MembershipId, RoleId, UserId};
pub use licence::{Licence, LicenceSet};
pub use record::{
    AccountGroup, AccountType, ContentGroup, Currency, CustomValue, Department, Group, Membership, Role, User,
};
pub use snapshot::{GroupSnapshot, Snapshot, UserSnapshot};

pub(crate) use record::{ACCOUNT_TYPES, CURRENCIES};

use crate::switches::{EntitlementBump, MembershipBump, Switches};

/// The role that may do everything.
pub const ADMIN_ROLE: RoleId = RoleId(2);
/// The role everyone has.
pub const USER_ROLE: RoleId = RoleId(3);
/// The role that buys.
pub const BUYER_ROLE: RoleId = RoleId(4);
/// The content group everyone is in.
pub const EVERYONE: ContentGroupId = ContentGroupId(1);

/// Everything the instance holds.
///
/// Cloning is cheap next to the size: maps are copied, records are shared.
#[derive(Debug, Clone, Default)]
pub struct State {
    pub(crate) users: BTreeMap<UserId, Arc<User>>,
    pub(crate) roles: BTreeMap<RoleId, Arc<Role>>,
    pub(crate) groups: BTreeMap<GroupId, Arc<Group>>,
    pub(crate) memberships: BTreeMap<MembershipId, Arc<Membership>>,
    pub(crate) members: BTreeMap<(GroupId, UserId), MembershipId>,
    pub(crate) account_groups: BTreeMap<AccountGroupId, Arc<AccountGroup>>,
    pub(crate) content_groups: BTreeMap<ContentGroupId, Arc<ContentGroup>>,
    pub(crate) departments: BTreeMap<DepartmentId, Arc<Department>>,
    pub(crate) seats: BTreeMap<Licence, u64>,
    last_user: u64,
    last_role: u64,
    last_group: u64,
    last_membership: u64,
    last_account_group: u64,
    last_content_group: u64,
    last_department: u64,
    pub(crate) now: Timestamp,
    pub(crate) bumps: Bumps,
}

/// Which changes move which `updated-at`.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Bumps {
    keep_user: bool,
    move_group: bool,
}

impl Bumps {
    /// True if a change of entitlements alone leaves the user's `updated-at` as it is.
    pub(crate) fn keeps_user(self) -> bool {
        self.keep_user
    }

    pub(crate) fn of(switches: &Switches) -> Self {
        Self {
            keep_user: switches.entitlement_bump == EntitlementBump::None,
            move_group: switches.membership_bump == MembershipBump::Group,
        }
    }
}

macro_rules! collections {
    ($( $(#[doc = $doc:literal])+ $all:ident, $one:ident: $id:ident => $record:ident; )+) => {
        impl State {
            $(
                #[doc = concat!("All ", $($doc),+, ", ascending by id.")]
                pub fn $all(&self) -> impl DoubleEndedIterator<Item = &Arc<$record>> + ExactSizeIterator {
                    self.$all.values()
                }

                #[doc = concat!("One of the ", $($doc),+, ", if the id exists.")]
                #[must_use]
                pub fn $one(&self, id: $id) -> Option<&Arc<$record>> {
                    self.$all.get(&id)
                }
            )+
        }
    };
}

collections! {
    /// users
    users, user: UserId => User;
    /// roles
    roles, role: RoleId => Role;
    /// groups and projects
    groups, group: GroupId => Group;
    /// memberships
    memberships, membership: MembershipId => Membership;
    /// account groups
    account_groups, account_group: AccountGroupId => AccountGroup;
    /// content groups
    content_groups, content_group: ContentGroupId => ContentGroup;
    /// departments
    departments, department: DepartmentId => Department;
}

impl State {
    /// The instance's time, in which changes are stamped.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Adds a user as an administrator would: active, with a login, an e-mail address and nothing else.
    pub fn user_add(&mut self, login: &str, firstname: &str, lastname: &str) -> UserId {
        let id = self.next_user();
        self.user_put(User {
            login: login.to_owned(),
            email: format!("{login}@acme.example"),
            firstname: firstname.to_owned(),
            lastname: lastname.to_owned(),
            ..self.user_blank(id)
        });
        id
    }

    /// An active user record without any content, stamped with the present time.
    pub(crate) fn user_blank(&self, id: UserId) -> User {
        User {
            id,
            created_at: self.now,
            updated_at: self.now,
            created_by: None,
            updated_by: None,
            login: String::new(),
            email: String::new(),
            firstname: String::new(),
            middlename: None,
            lastname: String::new(),
            employee_number: None,
            sso_identifier: None,
            active: true,
            class: None,
            api_user: false,
            supplier_user: false,
            support_user: false,
            supplier_id: None,
            licences: LicenceSet::EMPTY,
            manager: None,
            department: None,
            roles: Vec::new(),
            groups: Vec::new(),
            account_groups: Vec::new(),
            content_groups: Vec::new(),
            authentication_method: "coupa_credentials".to_owned(),
            default_locale: "en".to_owned(),
            default_currency: Some(1),
            mention_name: None,
            business_function: None,
            seniority_level: None,
            account_security_type: 0,
            business_group_security_type: 0,
            employee_payment_channel: "ERP".to_owned(),
            salesforce_id: None,
            custom_fields: BTreeMap::new(),
        }
    }

    /// Puts a complete user in place, without touching its times. Memberships for its groups are made or
    /// ended as needed.
    pub fn user_put(&mut self, mut user: User) {
        let id = user.id;
        self.last_user = self.last_user.max(id.0);
        user.roles.sort_unstable();
        user.roles.dedup();
        user.account_groups.sort_unstable();
        user.account_groups.dedup();
        user.content_groups.sort_unstable();
        user.content_groups.dedup();
        let wanted = std::mem::take(&mut user.groups);
        let before = self.users.get(&id).map(|old| old.groups.clone()).unwrap_or_default();
        user.groups = before.clone();
        self.users.insert(id, Arc::new(user));
        for group in &before {
            if !wanted.contains(group) {
                self.membership_unlink(id, *group);
            }
        }
        for group in wanted {
            if !before.contains(&group) {
                self.membership_link(id, group, false, true);
            }
        }
    }

    /// Changes a user in place and moves its `updated-at`. Groups are changed with
    /// [`State::membership_add`], not here. False if there is no such user.
    pub fn user_change(&mut self, id: UserId, change: impl FnOnce(&mut User)) -> bool {
        let now = self.now;
        let Some(user) = self.users.get_mut(&id) else { return false };
        let user = Arc::make_mut(user);
        let groups = user.groups.clone();
        change(user);
        user.id = id;
        user.groups = groups;
        user.updated_at = now;
        true
    }

    /// Makes a user vanish with its memberships, as a real instance never does: for tests of moving data.
    pub fn user_remove(&mut self, id: UserId) -> bool {
        let Some(user) = self.users.get(&id).cloned() else { return false };
        for group in &user.groups {
            self.membership_unlink(id, *group);
        }
        let led: Vec<UserId> =
            self.users.values().filter(|other| other.manager == Some(id)).map(|other| other.id).collect();
        for other in led {
            if let Some(other) = self.users.get_mut(&other) {
                Arc::make_mut(other).manager = None;
            }
        }
        self.users.remove(&id).is_some()
    }

    /// Adds a custom role.
    pub fn role_add(&mut self, name: &str, description: Option<&str>) -> RoleId {
        let id = RoleId((self.last_role + 1).max(10_001));
        self.role_put(Role {
            id,
            created_at: self.now,
            updated_at: self.now,
            name: name.to_owned(),
            description: description.map(ToOwned::to_owned),
            omnipotent: false,
            system_role: false,
        });
        id
    }

    /// Puts a complete role in place.
    pub fn role_put(&mut self, role: Role) {
        self.last_role = self.last_role.max(role.id.0);
        self.roles.insert(role.id, Arc::new(role));
    }

    /// Removes a role from the instance and from everybody who has it.
    pub fn role_remove(&mut self, id: RoleId) -> bool {
        if self.roles.remove(&id).is_none() {
            return false;
        }
        for user in self.users.values_mut().filter(|user| user.roles.contains(&id)) {
            Arc::make_mut(user).roles.retain(|role| *role != id);
        }
        true
    }

    /// Gives a role to a user; false if nothing changed.
    pub fn role_grant(&mut self, user: UserId, role: RoleId) -> bool {
        self.roles.contains_key(&role)
            && self.entitlement_change(user, |user| insert_sorted(&mut user.roles, role))
    }

    /// Takes a role from a user; false if nothing changed.
    pub fn role_revoke(&mut self, user: UserId, role: RoleId) -> bool {
        self.entitlement_change(user, |user| remove_sorted(&mut user.roles, role))
    }

    /// Adds a group without members.
    pub fn group_add(&mut self, name: &str, description: Option<&str>) -> GroupId {
        let id = GroupId(self.last_group + 1);
        self.group_put(Group {
            id,
            created_at: self.now,
            updated_at: self.now,
            created_by: None,
            updated_by: None,
            name: name.to_owned(),
            description: description.map(ToOwned::to_owned),
            active: true,
            can_approve: false,
            open: false,
            class: None,
            mention_name: None,
            owner: None,
            content_groups: Vec::new(),
        });
        id
    }

    /// Names the owner of a group without moving any time; for seeding.
    pub(crate) fn group_owner_seed(&mut self, id: GroupId, owner: UserId) {
        if let Some(group) = self.groups.get_mut(&id) {
            Arc::make_mut(group).owner = Some(owner);
        }
    }

    pub(crate) fn next_user(&self) -> UserId {
        UserId(self.last_user + 1)
    }

    pub(crate) fn next_group(&self) -> GroupId {
        GroupId(self.last_group + 1)
    }

    /// Puts a complete group in place.
    pub fn group_put(&mut self, group: Group) {
        self.last_group = self.last_group.max(group.id.0);
        self.groups.insert(group.id, Arc::new(group));
    }

    /// Changes a group in place and moves its `updated-at`; false if there is no such group.
    pub fn group_change(&mut self, id: GroupId, change: impl FnOnce(&mut Group)) -> bool {
        let now = self.now;
        let Some(group) = self.groups.get_mut(&id) else { return false };
        let group = Arc::make_mut(group);
        change(group);
        group.id = id;
        group.updated_at = now;
        true
    }

    /// Removes a group and its memberships, as a real instance never does.
    pub fn group_remove(&mut self, id: GroupId) -> bool {
        for user in self.group_members(id).collect::<Vec<_>>() {
            self.membership_unlink(user, id);
        }
        self.groups.remove(&id).is_some()
    }

    /// The members of a group, ascending.
    pub fn group_members(&self, group: GroupId) -> impl Iterator<Item = UserId> {
        self.members.range((group, UserId(0))..=(group, UserId(u64::MAX))).map(|((_, user), _)| *user)
    }

    /// The membership of a user in a group.
    #[must_use]
    pub fn membership_of(&self, user: UserId, group: GroupId) -> Option<&Arc<Membership>> {
        self.members.get(&(group, user)).and_then(|id| self.memberships.get(id))
    }

    /// Makes a user a member of a group and returns the membership; `None` if either does not exist or the
    /// user already is one.
    pub fn membership_add(&mut self, user: UserId, group: GroupId) -> Option<MembershipId> {
        self.membership_add_with(user, group, false, true)
    }

    /// Like [`State::membership_add`], saying whether the user owns the group or takes part in it.
    pub fn membership_add_with(
        &mut self,
        user: UserId,
        group: GroupId,
        owner: bool,
        participant: bool,
    ) -> Option<MembershipId> {
        if !self.users.contains_key(&user)
            || !self.groups.contains_key(&group)
            || self.members.contains_key(&(group, user))
        {
            return None;
        }
        let id = self.membership_link(user, group, owner, participant);
        self.membership_touch(user, group);
        id
    }

    /// Changes the owner and participant flags of a membership; false if there is none.
    pub fn membership_change(&mut self, id: MembershipId, owner: bool, participant: bool) -> bool {
        let now = self.now;
        let Some(membership) = self.memberships.get_mut(&id) else { return false };
        let membership = Arc::make_mut(membership);
        membership.owner = owner;
        membership.participant = participant;
        membership.updated_at = now;
        true
    }

    /// Ends the membership of a user in a group; false if there was none.
    pub fn membership_remove(&mut self, user: UserId, group: GroupId) -> bool {
        let removed = self.membership_unlink(user, group);
        if removed {
            self.membership_touch(user, group);
        }
        removed
    }

    /// Sets a licence flag; false if nothing changed. Seats are not counted here.
    pub fn licence_set(&mut self, user: UserId, licence: Licence, held: bool) -> bool {
        self.entitlement_change(user, |user| user.licences.set(licence, held))
    }

    /// How many users hold a licence.
    #[must_use]
    pub fn licence_holders(&self, licence: Licence) -> u64 {
        self.users.values().filter(|user| user.licences.contains(licence)).count() as u64
    }

    /// The contracted seats of a licence; `None` is no limit.
    #[must_use]
    pub fn seats(&self, licence: Licence) -> Option<u64> {
        self.seats.get(&licence).copied()
    }

    /// Sets the contracted seats of a licence; `None` takes the limit away.
    pub fn seats_set(&mut self, licence: Licence, seats: Option<u64>) {
        match seats {
            Some(seats) => self.seats.insert(licence, seats),
            None => self.seats.remove(&licence),
        };
    }

    /// Puts a complete account group in place.
    pub fn account_group_put(&mut self, group: AccountGroup) {
        self.last_account_group = self.last_account_group.max(group.id.0);
        self.account_groups.insert(group.id, Arc::new(group));
    }

    /// Adds an account group that selects by one segment.
    pub fn account_group_add(&mut self, name: &str) -> AccountGroupId {
        let id = AccountGroupId(self.last_account_group + 1);
        self.account_group_put(AccountGroup {
            id,
            created_at: self.now,
            updated_at: self.now,
            name: name.to_owned(),
            account_group_type: 1,
            account_type: ACCOUNT_TYPES[0].id,
            segments: vec![["segment_1".to_owned(), "=".to_owned(), name.to_owned()]],
        });
        id
    }

    /// Removes an account group from the instance and from everybody who has it.
    pub fn account_group_remove(&mut self, id: AccountGroupId) -> bool {
        if self.account_groups.remove(&id).is_none() {
            return false;
        }
        for user in self.users.values_mut().filter(|user| user.account_groups.contains(&id)) {
            Arc::make_mut(user).account_groups.retain(|group| *group != id);
        }
        true
    }

    /// Gives an account group to a user; false if nothing changed.
    pub fn account_group_grant(&mut self, user: UserId, group: AccountGroupId) -> bool {
        self.account_groups.contains_key(&group)
            && self.entitlement_change(user, |user| insert_sorted(&mut user.account_groups, group))
    }

    /// Takes an account group from a user; false if nothing changed.
    pub fn account_group_revoke(&mut self, user: UserId, group: AccountGroupId) -> bool {
        self.entitlement_change(user, |user| remove_sorted(&mut user.account_groups, group))
    }

    /// Puts a complete content group in place.
    pub fn content_group_put(&mut self, group: ContentGroup) {
        self.last_content_group = self.last_content_group.max(group.id.0);
        self.content_groups.insert(group.id, Arc::new(group));
    }

    /// Adds a content group.
    pub fn content_group_add(&mut self, name: &str, description: Option<&str>) -> ContentGroupId {
        let id = ContentGroupId(self.last_content_group + 1);
        self.content_group_put(ContentGroup {
            id,
            created_at: self.now,
            updated_at: self.now,
            name: name.to_owned(),
            description: description.map(ToOwned::to_owned),
        });
        id
    }

    /// Removes a content group from the instance and from everybody who has it.
    pub fn content_group_remove(&mut self, id: ContentGroupId) -> bool {
        if self.content_groups.remove(&id).is_none() {
            return false;
        }
        for user in self.users.values_mut().filter(|user| user.content_groups.contains(&id)) {
            Arc::make_mut(user).content_groups.retain(|group| *group != id);
        }
        true
    }

    /// Puts a user into a content group; false if nothing changed.
    pub fn content_group_grant(&mut self, user: UserId, group: ContentGroupId) -> bool {
        self.content_groups.contains_key(&group)
            && self.entitlement_change(user, |user| insert_sorted(&mut user.content_groups, group))
    }

    /// Takes a user out of a content group; false if nothing changed.
    pub fn content_group_revoke(&mut self, user: UserId, group: ContentGroupId) -> bool {
        self.entitlement_change(user, |user| remove_sorted(&mut user.content_groups, group))
    }

    /// Puts a complete department in place.
    pub fn department_put(&mut self, department: Department) {
        self.last_department = self.last_department.max(department.id.0);
        self.departments.insert(department.id, Arc::new(department));
    }

    /// Adds an active department.
    pub fn department_add(&mut self, name: &str) -> DepartmentId {
        let id = DepartmentId(self.last_department + 1);
        self.department_put(Department {
            id,
            created_at: self.now,
            updated_at: self.now,
            name: name.to_owned(),
            active: true,
        });
        id
    }

    /// A copy of everything in plain structs, for comparison with what a client read.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        Snapshot::of(self)
    }

    fn entitlement_change(&mut self, id: UserId, change: impl FnOnce(&mut User) -> bool) -> bool {
        let (now, keep) = (self.now, self.bumps.keep_user);
        let Some(slot) = self.users.get_mut(&id) else { return false };
        let user = Arc::make_mut(slot);
        let changed = change(user);
        if changed && !keep {
            user.updated_at = now;
        }
        changed
    }

    fn membership_touch(&mut self, user: UserId, group: GroupId) {
        let now = self.now;
        if !self.bumps.keep_user
            && let Some(user) = self.users.get_mut(&user)
        {
            Arc::make_mut(user).updated_at = now;
        }
        if self.bumps.move_group
            && let Some(group) = self.groups.get_mut(&group)
        {
            Arc::make_mut(group).updated_at = now;
        }
    }

    /// Links the two sides without moving any time; seeding uses it directly.
    pub(crate) fn membership_link(
        &mut self,
        user: UserId,
        group: GroupId,
        owner: bool,
        participant: bool,
    ) -> Option<MembershipId> {
        let id = MembershipId(self.last_membership + 1);
        let record = self.users.get_mut(&user)?;
        insert_sorted(&mut Arc::make_mut(record).groups, group);
        self.last_membership = id.0;
        self.members.insert((group, user), id);
        let membership =
            Membership { id, created_at: self.now, updated_at: self.now, user, group, owner, participant };
        self.memberships.insert(id, Arc::new(membership));
        Some(id)
    }

    fn membership_unlink(&mut self, user: UserId, group: GroupId) -> bool {
        let Some(id) = self.members.remove(&(group, user)) else { return false };
        self.memberships.remove(&id);
        if let Some(record) = self.users.get_mut(&user) {
            remove_sorted(&mut Arc::make_mut(record).groups, group);
        }
        true
    }
}

fn insert_sorted<T: Ord>(list: &mut Vec<T>, item: T) -> bool {
    match list.binary_search(&item) {
        Ok(_) => false,
        Err(place) => {
            list.insert(place, item);
            true
        }
    }
}

fn remove_sorted<T: Ord>(list: &mut Vec<T>, item: T) -> bool {
    match list.binary_search(&item) {
        Ok(place) => {
            list.remove(place);
            true
        }
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> (State, UserId, GroupId) {
        let mut state = State { now: Timestamp::from_second(1_000).unwrap(), ..State::default() };
        let user = state.user_add("mreyes", "Maria", "Reyes");
        let group = state.group_add("FP&A", None);
        state.now = Timestamp::from_second(2_000).unwrap();
        (state, user, group)
    }

    #[test]
    fn both_sides_of_a_membership_change_together() {
        let (mut state, user, group) = small();
        let id = state.membership_add(user, group).unwrap();
        assert_eq!(state.user(user).unwrap().groups, [group]);
        assert_eq!(state.group_members(group).collect::<Vec<_>>(), [user]);
        assert_eq!(state.membership_of(user, group).unwrap().id, id);
        assert_eq!(state.membership_add(user, group), None, "a second membership is refused");
        assert!(state.membership_remove(user, group));
        assert!(state.user(user).unwrap().groups.is_empty());
        assert_eq!(state.group_members(group).count(), 0);
        assert_eq!(state.memberships().len(), 0);
        let next = state.membership_add(user, group).unwrap();
        assert!(next > id, "ids are never reused");
    }

    #[test]
    fn times_move_by_the_chosen_rules() {
        let (mut state, user, group) = small();
        let (user_before, group_before) =
            (state.user(user).unwrap().updated_at, state.group(group).unwrap().updated_at);
        state.membership_add(user, group);
        assert!(state.user(user).unwrap().updated_at > user_before);
        assert_eq!(state.group(group).unwrap().updated_at, group_before);

        let (mut state, user, group) = small();
        state.bumps = Bumps { keep_user: true, move_group: true };
        state.membership_add(user, group);
        assert_eq!(state.user(user).unwrap().updated_at, user_before);
        assert!(state.group(group).unwrap().updated_at > group_before);
    }

    #[test]
    fn removing_a_record_leaves_no_reference_to_it() {
        let (mut state, user, group) = small();
        let report = state.user_add("report", "Re", "Port");
        state.user_change(report, |report| report.manager = Some(user));
        state.membership_add(user, group);
        let role = state.role_add("Buyer of paper", None);
        assert!(state.role_grant(user, role));
        assert!(state.role_remove(role));
        assert!(state.user(user).unwrap().roles.is_empty());
        assert!(!state.role_grant(user, role), "a role that is gone cannot be granted");
        assert!(state.user_remove(user));
        assert_eq!(state.user(report).unwrap().manager, None);
        assert_eq!(state.group_members(group).count(), 0);
        assert_eq!(state.memberships().len(), 0);
    }

    #[test]
    fn readers_keep_the_state_they_hold() {
        let (mut state, user, _) = small();
        let before = state.clone();
        state.user_change(user, |user| user.lastname = "Reyes-Ortega".to_owned());
        assert_eq!(before.user(user).unwrap().lastname, "Reyes");
    }
}
