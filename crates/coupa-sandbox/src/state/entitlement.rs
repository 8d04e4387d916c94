//! What a user can hold, as one type, so that giving, taking and comparing access is the same for all kinds.

use std::collections::BTreeSet;
use std::fmt;

use super::{AccountGroupId, ContentGroupId, GroupId, Licence, RoleId, State, UserId};

/// One thing a user holds or does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Entitlement {
    /// A role.
    Role(RoleId),
    /// Membership of a user group or a project.
    Group(GroupId),
    /// An account group.
    AccountGroup(AccountGroupId),
    /// A content group.
    ContentGroup(ContentGroupId),
    /// A licence flag that is true.
    Licence(Licence),
}

impl fmt::Display for Entitlement {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Role(id) => write!(formatter, "role {id}"),
            Self::Group(id) => write!(formatter, "group {id}"),
            Self::AccountGroup(id) => write!(formatter, "account group {id}"),
            Self::ContentGroup(id) => write!(formatter, "content group {id}"),
            Self::Licence(licence) => write!(formatter, "licence {licence}"),
        }
    }
}

impl State {
    /// Everything a user holds; empty if there is no such user.
    #[must_use]
    pub fn entitlements(&self, user: UserId) -> BTreeSet<Entitlement> {
        let Some(user) = self.user(user) else { return BTreeSet::new() };
        let roles = user.roles.iter().copied().map(Entitlement::Role);
        let groups = user.groups.iter().copied().map(Entitlement::Group);
        let account_groups = user.account_groups.iter().copied().map(Entitlement::AccountGroup);
        let content_groups = user.content_groups.iter().copied().map(Entitlement::ContentGroup);
        let licences = user.licences.iter().map(Entitlement::Licence);
        roles.chain(groups).chain(account_groups).chain(content_groups).chain(licences).collect()
    }

    /// True if the user exists and holds this.
    #[must_use]
    pub fn entitlement_held(&self, user: UserId, entitlement: Entitlement) -> bool {
        self.user(user).is_some_and(|user| match entitlement {
            Entitlement::Role(id) => user.roles.contains(&id),
            Entitlement::Group(id) => user.groups.contains(&id),
            Entitlement::AccountGroup(id) => user.account_groups.contains(&id),
            Entitlement::ContentGroup(id) => user.content_groups.contains(&id),
            Entitlement::Licence(licence) => user.licences.contains(licence),
        })
    }

    /// Gives something to a user, as an administrator would on screen: `updated-at` moves by the rules the
    /// switches choose, and a group makes a membership. False if nothing changed, because the user has it
    /// already or one of the two does not exist. Seats of licences are not counted here.
    pub fn entitlement_grant(&mut self, user: UserId, entitlement: Entitlement) -> bool {
        match entitlement {
            Entitlement::Role(id) => self.role_grant(user, id),
            Entitlement::Group(id) => self.membership_add(user, id).is_some(),
            Entitlement::AccountGroup(id) => self.account_group_grant(user, id),
            Entitlement::ContentGroup(id) => self.content_group_grant(user, id),
            Entitlement::Licence(licence) => self.licence_set(user, licence, true),
        }
    }

    /// Takes something from a user, the two permanent licences included, as Coupa's screens can. False if
    /// nothing changed, because the user does not have it.
    pub fn entitlement_revoke(&mut self, user: UserId, entitlement: Entitlement) -> bool {
        match entitlement {
            Entitlement::Role(id) => self.role_revoke(user, id),
            Entitlement::Group(id) => self.membership_remove(user, id),
            Entitlement::AccountGroup(id) => self.account_group_revoke(user, id),
            Entitlement::ContentGroup(id) => self.content_group_revoke(user, id),
            Entitlement::Licence(licence) => self.licence_set(user, licence, false),
        }
    }

    /// True if the user exists and is active.
    #[must_use]
    pub fn user_active(&self, user: UserId) -> bool {
        self.user(user).is_some_and(|user| user.active)
    }

    /// Activates or deactivates a user and moves its `updated-at`; what the user holds stays. False if
    /// nothing changed.
    pub fn user_active_set(&mut self, user: UserId, active: bool) -> bool {
        self.user(user).is_some_and(|user| user.active != active)
            && self.user_change(user, |user| user.active = active)
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::super::Bumps;
    use super::*;

    /// A user with nothing, and one of each kind to give.
    fn with_one_of_each() -> (State, UserId, [Entitlement; 5]) {
        let mut state = State { now: Timestamp::from_second(1_000).unwrap(), ..State::default() };
        let user = state.user_add("mreyes", "Maria", "Reyes");
        let kinds = [
            Entitlement::Role(state.role_add("Buyer of paper", None)),
            Entitlement::Group(state.group_add("FP&A", None)),
            Entitlement::AccountGroup(state.account_group_add("EMEA accounts")),
            Entitlement::ContentGroup(state.content_group_add("EU requesters", None)),
            Entitlement::Licence(Licence::Contracts),
        ];
        (state, user, kinds)
    }

    #[test]
    fn each_kind_is_given_once_taken_once_and_stamped() {
        let (mut state, user, kinds) = with_one_of_each();
        let mut time = state.user(user).unwrap().updated_at;
        for (given, kind) in kinds.into_iter().enumerate() {
            state.now = Timestamp::from_second(2_000 + given as i64).unwrap();
            assert!(!state.entitlement_held(user, kind), "{kind}");
            assert!(!state.entitlement_revoke(user, kind), "{kind} is not there to be taken");
            assert_eq!(state.user(user).unwrap().updated_at, time, "{kind}: nothing happened");
            assert!(state.entitlement_grant(user, kind), "{kind}");
            assert!(state.entitlement_held(user, kind) && state.entitlements(user).contains(&kind), "{kind}");
            assert_eq!(state.user(user).unwrap().updated_at, state.now, "{kind} stamps");
            assert!(!state.entitlement_grant(user, kind), "{kind} is there already");
            assert_eq!(state.entitlements(user).len(), given + 1);
            time = state.now;
        }
        for kind in kinds {
            assert!(state.entitlement_revoke(user, kind), "{kind}");
            assert!(!state.entitlement_held(user, kind), "{kind}");
        }
        assert!(state.entitlements(user).is_empty());
    }

    #[test]
    fn no_kind_stamps_where_entitlements_do_not_move_the_user() {
        let (mut state, user, kinds) = with_one_of_each();
        state.bumps = Bumps { keep_user: true, move_group: false };
        let before = state.now;
        state.now = Timestamp::from_second(2_000).unwrap();
        for kind in kinds {
            assert!(state.entitlement_grant(user, kind) && state.entitlement_revoke(user, kind), "{kind}");
            assert_eq!(state.user(user).unwrap().updated_at, before, "{kind}");
        }
        assert!(state.user_active_set(user, false));
        assert_eq!(state.user(user).unwrap().updated_at, state.now, "being active is no entitlement");
    }

    #[test]
    fn nothing_is_given_to_or_taken_from_nobody() {
        let (mut state, _, kinds) = with_one_of_each();
        let nobody = UserId(404);
        for kind in kinds {
            assert!(
                !state.entitlement_grant(nobody, kind) && !state.entitlement_revoke(nobody, kind),
                "{kind}"
            );
        }
        assert!(!state.user_active(nobody) && !state.user_active_set(nobody, true));
        let user = state.user_add("dking", "Dana", "King");
        assert!(!state.entitlement_grant(user, Entitlement::Role(RoleId(404))), "a role that does not exist");
        assert!(!state.entitlement_grant(user, Entitlement::Group(GroupId(404))));
        assert!(state.user_active(user) && !state.user_active_set(user, true), "active already");
        assert!(state.user_active_set(user, false) && !state.user_active(user));
    }
}
