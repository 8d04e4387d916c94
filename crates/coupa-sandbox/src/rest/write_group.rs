//! Writing user groups and memberships.

use serde_json::Value as Json;

use super::body::{Body, clears_list, flag};
use super::write_user::not_found;
use super::{Call, reference_id};
use crate::reply::Problem;
use crate::schema::Class;
use crate::state::{Group, GroupId, MembershipId, State, UserId};
use crate::switches::{ListWrite, ScalarNull, Switches, UnknownRefs};

pub(super) fn create_group(call: &Call<'_>) -> Result<u64, Problem> {
    let body = Body::read(call.body, call.formats.body)?;
    let switches = call.instance.switches();
    call.instance.write(|state| {
        let mut blank = Group {
            id: state.next_group(),
            created_at: state.now,
            updated_at: state.now,
            created_by: call.client_user,
            updated_by: call.client_user,
            name: String::new(),
            description: None,
            active: true,
            can_approve: false,
            open: false,
            class: None,
            mention_name: None,
            owner: None,
            content_groups: Vec::new(),
        };
        let members = read_group(state, &switches, &mut blank, &body)?;
        let id = blank.id;
        state.group_put(blank);
        set_members(state, id, members);
        Ok(id.0)
    })
}

pub(super) fn update_group(call: &Call<'_>, id: u64) -> Result<(), Problem> {
    let body = Body::read(call.body, call.formats.body)?;
    let switches = call.instance.switches();
    call.instance.write(|state| {
        let id = GroupId(id);
        let before = state.group(id).cloned().ok_or(Problem::Missing(Class::UserGroup))?;
        let mut after = Group::clone(&before);
        let members = read_group(state, &switches, &mut after, &body)?;
        if after != *before {
            after.updated_at = state.now;
            after.updated_by = call.client_user;
            state.group_put(after);
        }
        set_members(state, id, members);
        Ok(())
    })
}

/// Reads a body into a group and returns the members it shall have, if the body says.
fn read_group(
    state: &State,
    switches: &Switches,
    group: &mut Group,
    body: &Body,
) -> Result<Option<Vec<UserId>>, Problem> {
    let mut messages = Vec::new();
    let mut members = None;
    for (name, _, value) in &body.values {
        match (name.as_str(), value) {
            ("name", Json::String(text)) => group.name.clone_from(text),
            ("name", Json::Null) if switches.scalar_null == ScalarNull::Ignore => {}
            ("name", Json::Null) => group.name.clear(),
            ("name", _) => messages.push("Name is invalid".to_owned()),
            ("description", Json::String(text)) => group.description = Some(text.clone()),
            ("description", Json::Null) if switches.scalar_null == ScalarNull::Clear => {
                group.description = None
            }
            ("active", value) => group.active = flag(value).unwrap_or(group.active),
            ("can_approve", value) => group.can_approve = flag(value).unwrap_or(group.can_approve),
            ("open", value) => group.open = flag(value).unwrap_or(group.open),
            ("owner", Json::Null) => group.owner = None,
            ("owner", value) => match reference_id(state, Class::User, value) {
                Some(id) => group.owner = Some(UserId(id)),
                None if switches.unknown_refs != UnknownRefs::Refuse => {}
                None => messages.push(not_found(Class::User, "owner")),
            },
            ("users", value) => {
                let old = state.group_members(group.id).collect();
                members = Some(read_members(state, switches, value, old, &mut messages));
            }
            _ => {}
        }
    }
    if group.name.trim().is_empty() {
        messages.push("Name can't be blank".to_owned());
    } else if state
        .groups()
        .any(|other| other.id != group.id && other.name.to_lowercase() == group.name.to_lowercase())
    {
        messages.push("Name has already been taken".to_owned());
    }
    if messages.is_empty() { Ok(members) } else { Err(Problem::Invalid(Class::UserGroup, messages)) }
}

fn read_members(
    state: &State,
    switches: &Switches,
    value: &Json,
    old: Vec<UserId>,
    messages: &mut Vec<String>,
) -> Vec<UserId> {
    if let Some(clears) = clears_list(value, switches) {
        return if clears { Vec::new() } else { old };
    }
    let Json::Array(entries) = value else {
        messages.push("users must be a list".to_owned());
        return old;
    };
    let mut new = if switches.list_write == ListWrite::Replace { Vec::new() } else { old.clone() };
    for entry in entries {
        match (reference_id(state, Class::User, entry), switches.unknown_refs) {
            (Some(id), _) => new.push(UserId(id)),
            (None, UnknownRefs::Refuse) => messages.push(not_found(Class::User, "users")),
            (None, UnknownRefs::Ignore) => {}
            (None, UnknownRefs::Unchanged) => return old,
        }
    }
    new
}

fn set_members(state: &mut State, group: GroupId, members: Option<Vec<UserId>>) {
    let Some(members) = members else { return };
    for old in state.group_members(group).collect::<Vec<_>>() {
        if !members.contains(&old) {
            state.membership_remove(old, group);
        }
    }
    for new in members {
        state.membership_add(new, group);
    }
}

pub(super) fn create_membership(call: &Call<'_>) -> Result<u64, Problem> {
    let body = Body::read(call.body, call.formats.body)?;
    call.instance.write(|state| {
        let mut messages = Vec::new();
        let user = member_reference(state, &body, Class::User, "user", "User", &mut messages);
        let group =
            member_reference(state, &body, Class::UserGroup, "user_group", "User group", &mut messages);
        let owner = body.get("owner").and_then(flag).unwrap_or(false);
        let participant = body.get("participant").and_then(flag).unwrap_or(true);
        let (Some(user), Some(group)) = (user, group) else {
            return Err(Problem::Invalid(Class::Membership, messages));
        };
        state.membership_add_with(UserId(user), GroupId(group), owner, participant).map(|id| id.0).ok_or_else(
            || Problem::Invalid(Class::Membership, vec!["User has already been taken".to_owned()]),
        )
    })
}

/// Reads `user` or `user_id`, whichever the body has.
fn member_reference(
    state: &State,
    body: &Body,
    class: Class,
    name: &str,
    label: &str,
    messages: &mut Vec<String>,
) -> Option<u64> {
    let value = body.get(name).or_else(|| body.get(&format!("{name}_id"))).filter(|value| !value.is_null());
    let Some(value) = value else {
        messages.push(format!("{label} can't be blank"));
        return None;
    };
    let found = reference_id(state, class, value);
    if found.is_none() {
        messages.push(not_found(class, name));
    }
    found
}

pub(super) fn update_membership(call: &Call<'_>, id: u64) -> Result<(), Problem> {
    let body = Body::read(call.body, call.formats.body)?;
    call.instance.write(|state| {
        let id = MembershipId(id);
        let before = state.membership(id).cloned().ok_or(Problem::Missing(Class::Membership))?;
        let owner = body.get("owner").and_then(flag).unwrap_or(before.owner);
        let participant = body.get("participant").and_then(flag).unwrap_or(before.participant);
        if (owner, participant) != (before.owner, before.participant) {
            state.membership_change(id, owner, participant);
        }
        Ok(())
    })
}

pub(super) fn delete_membership(call: &Call<'_>, id: u64) -> Result<(), Problem> {
    call.instance.write(|state| {
        let membership =
            state.membership(MembershipId(id)).cloned().ok_or(Problem::Missing(Class::Membership))?;
        state.membership_remove(membership.user, membership.group);
        Ok(())
    })
}
