//! A plain copy of the instance, for tests that compare what a client read with what there was.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    AccountGroup, AccountGroupId, ContentGroup, ContentGroupId, Department, DepartmentId, Group, GroupId,
    Licence, Membership, Role, RoleId, State, User, UserId,
};

/// Everything the instance holds, by id.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    /// All users, suppliers' contacts and integrations included.
    pub users: BTreeMap<UserId, UserSnapshot>,
    /// All roles.
    pub roles: BTreeMap<RoleId, Role>,
    /// All groups and projects.
    pub groups: BTreeMap<GroupId, GroupSnapshot>,
    /// All memberships.
    pub memberships: Vec<Membership>,
    /// All account groups.
    pub account_groups: BTreeMap<AccountGroupId, AccountGroup>,
    /// All content groups.
    pub content_groups: BTreeMap<ContentGroupId, ContentGroup>,
    /// All departments.
    pub departments: BTreeMap<DepartmentId, Department>,
}

/// A user with its licences spelled out.
#[derive(Debug, Clone, PartialEq)]
pub struct UserSnapshot {
    /// Every field of the record; the lists of roles and groups are in it.
    pub record: User,
    /// The names of the licence flags that are true, in snake case.
    pub licences: BTreeSet<&'static str>,
}

impl UserSnapshot {
    /// True if the user has the role.
    #[must_use]
    pub fn has_role(&self, role: RoleId) -> bool {
        self.record.roles.contains(&role)
    }

    /// True if the user is in the group.
    #[must_use]
    pub fn in_group(&self, group: GroupId) -> bool {
        self.record.groups.contains(&group)
    }

    /// True if `type[blank]=true` finds the user, as long as the class column is the only criterion.
    #[must_use]
    pub fn is_type_blank(&self) -> bool {
        self.record.class.as_deref().unwrap_or_default().is_empty()
    }
}

/// A group with its members.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupSnapshot {
    /// Every field of the record.
    pub record: Group,
    /// The members, ascending.
    pub members: Vec<UserId>,
}

impl Snapshot {
    pub(super) fn of(state: &State) -> Self {
        Self {
            users: state
                .users()
                .map(|user| {
                    let licences = user.licences.iter().map(Licence::name).collect();
                    (user.id, UserSnapshot { record: User::clone(user), licences })
                })
                .collect(),
            roles: state.roles().map(|role| (role.id, Role::clone(role))).collect(),
            groups: state
                .groups()
                .map(|group| {
                    let members = state.group_members(group.id).collect();
                    (group.id, GroupSnapshot { record: Group::clone(group), members })
                })
                .collect(),
            memberships: state.memberships().map(|membership| Membership::clone(membership)).collect(),
            account_groups: state
                .account_groups()
                .map(|group| (group.id, AccountGroup::clone(group)))
                .collect(),
            content_groups: state
                .content_groups()
                .map(|group| (group.id, ContentGroup::clone(group)))
                .collect(),
            departments: state
                .departments()
                .map(|department| (department.id, Department::clone(department)))
                .collect(),
        }
    }
}
