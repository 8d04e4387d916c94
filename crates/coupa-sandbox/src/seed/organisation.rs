//! The company around its people: departments, roles, groups, projects, account groups, content groups.

use std::collections::HashSet;

use super::random::Random;
use super::{AGE_SECONDS, founded, names};
use crate::config::SandboxConfig;
use crate::state::{
    ADMIN_ROLE, AccountGroup, AccountGroupId, BUYER_ROLE, ContentGroup, ContentGroupId, Department,
    DepartmentId, EVERYONE, Group, GroupId, Role, RoleId, State,
};

/// How many of each.
pub(super) struct Sizes {
    roles: usize,
    groups: usize,
    projects: usize,
    account_groups: usize,
    content_groups: usize,
    departments: usize,
}

impl Sizes {
    pub(super) fn of(config: &SandboxConfig) -> Self {
        // Organisations grow with the square root of their people, more or less.
        let root = config.users.isqrt();
        Self {
            roles: config.roles.unwrap_or((root + 15).clamp(12, 400)),
            groups: config.groups.unwrap_or((root * 3 / 2 + 8).clamp(8, 2_000)),
            projects: config.projects.unwrap_or((root / 3 + 2).clamp(2, 500)),
            account_groups: config.account_groups.unwrap_or((root / 2 + 3).clamp(3, 300)),
            content_groups: config.content_groups.unwrap_or((root / 2 + 2).clamp(2, 300)),
            departments: (root / 2 + 4).clamp(4, names::DEPARTMENTS.len()),
        }
    }
}

/// The ids of what was built; popular ones first.
pub(super) struct Organisation {
    pub(super) departments: Vec<DepartmentId>,
    pub(super) roles: Vec<RoleId>,
    pub(super) groups: Vec<GroupId>,
    pub(super) projects: Vec<GroupId>,
    pub(super) account_groups: Vec<AccountGroupId>,
    pub(super) content_groups: Vec<ContentGroupId>,
}

pub(super) fn build(state: &mut State, sizes: &Sizes, random: &mut Random) -> Organisation {
    Organisation {
        departments: departments(state, sizes, random),
        roles: roles(state, sizes, random),
        groups: groups(state, sizes, random),
        projects: projects(state, sizes, random),
        account_groups: account_groups(state, sizes, random),
        content_groups: content_groups(state, sizes, random),
    }
}

fn departments(state: &mut State, sizes: &Sizes, random: &mut Random) -> Vec<DepartmentId> {
    let mut ids = Vec::new();
    for (place, name) in names::DEPARTMENTS.iter().take(sizes.departments).enumerate() {
        let at = founded(random.below(AGE_SECONDS));
        let id = DepartmentId(place as u64 * 3 + 1);
        state.department_put(Department {
            id,
            created_at: at,
            updated_at: at,
            name: (*name).to_owned(),
            active: place % 11 != 10,
        });
        ids.push(id);
    }
    ids
}

fn roles(state: &mut State, sizes: &Sizes, random: &mut Random) -> Vec<RoleId> {
    let mut ids = Vec::new();
    let base = founded(0);
    for (number, (id, name, description)) in names::SYSTEM_ROLES.iter().enumerate() {
        let id = RoleId(*id);
        if id > BUYER_ROLE && number >= sizes.roles {
            break;
        }
        state.role_put(Role {
            id,
            created_at: base,
            updated_at: base,
            name: (*name).to_owned(),
            description: description.map(ToOwned::to_owned),
            omnipotent: id == ADMIN_ROLE,
            system_role: true,
        });
        if id > BUYER_ROLE {
            ids.push(id);
        }
    }
    let mut number = 10_100;
    let mut names_left = Names::new(&names::ROLE_SUBJECTS, &names::ROLE_LEVELS);
    for place in names::SYSTEM_ROLES.len()..sizes.roles {
        let at = founded(random.below(AGE_SECONDS));
        number += 1 + random.below(9);
        let name = names_left.next(random);
        let description = describe(&name, place);
        let id = RoleId(number);
        state.role_put(Role {
            id,
            created_at: at,
            updated_at: at,
            name,
            description,
            omnipotent: false,
            system_role: false,
        });
        ids.push(id);
    }
    ids
}

fn groups(state: &mut State, sizes: &Sizes, random: &mut Random) -> Vec<GroupId> {
    let mut ids = Vec::new();
    let mut number = 1;
    let mut names_left = Names::new(&names::REGIONS, &names::GROUP_KINDS);
    for place in 0..sizes.groups {
        let name = match place {
            0 => "Crisis Team (empty until needed)".to_owned(),
            1 => "FP&A".to_owned(),
            _ => names_left.next(random),
        };
        number += 1 + random.below(4);
        ids.push(put_group(state, random, GroupId(number), name, place, None));
    }
    ids
}

fn projects(state: &mut State, sizes: &Sizes, random: &mut Random) -> Vec<GroupId> {
    let mut ids = Vec::new();
    let mut number = state.groups().next_back().map_or(1, |group| group.id.0);
    for place in 0..sizes.projects {
        let round = place / names::PROJECTS.len();
        let name = names::PROJECTS[place % names::PROJECTS.len()];
        let name = if round == 0 { name.to_owned() } else { format!("{name} {}", round + 1) };
        number += 1 + random.below(4);
        ids.push(put_group(state, random, GroupId(number), name, place, Some("Project")));
    }
    ids
}

fn put_group(
    state: &mut State,
    random: &mut Random,
    id: GroupId,
    name: String,
    place: usize,
    class: Option<&str>,
) -> GroupId {
    let at = founded(random.below(AGE_SECONDS));
    let mention: String = name.replace('&', "and").chars().filter(char::is_ascii_alphanumeric).collect();
    state.group_put(Group {
        id,
        created_at: at,
        updated_at: at,
        created_by: None,
        updated_by: None,
        description: describe(&name, place),
        mention_name: Some(format!("{mention}{id}")),
        name,
        active: place % 13 != 12,
        can_approve: place.is_multiple_of(3),
        open: place % 5 == 4,
        class: class.map(ToOwned::to_owned),
        owner: None,
        content_groups: vec![EVERYONE],
    });
    id
}

fn account_groups(state: &mut State, sizes: &Sizes, random: &mut Random) -> Vec<AccountGroupId> {
    let mut ids = Vec::new();
    let mut names_left = Names::new(&names::REGIONS, &["accounts", "cost centres", "projects & grants"]);
    for place in 0..sizes.account_groups {
        let at = founded(random.below(AGE_SECONDS));
        let id = AccountGroupId(place as u64 * 2 + 5);
        let name = names_left.next(random);
        state.account_group_put(AccountGroup {
            id,
            created_at: at,
            updated_at: at,
            account_group_type: if place.is_multiple_of(4) { 2 } else { 1 },
            account_type: if place.is_multiple_of(3) { 5 } else { 2 },
            segments: vec![["segment_1".to_owned(), "=".to_owned(), name.clone()]],
            name,
        });
        ids.push(id);
    }
    ids
}

fn content_groups(state: &mut State, sizes: &Sizes, random: &mut Random) -> Vec<ContentGroupId> {
    state.content_group_put(ContentGroup {
        id: EVERYONE,
        created_at: founded(0),
        updated_at: founded(0),
        name: "Everyone".to_owned(),
        description: None,
    });
    let mut ids = Vec::new();
    let mut names_left = Names::new(&names::REGIONS, &["requesters", "plants", "R&D sites"]);
    for place in 1..sizes.content_groups {
        let at = founded(random.below(AGE_SECONDS));
        let id = ContentGroupId(place as u64 * 3 + 1);
        let name = names_left.next(random);
        let description = describe(&name, place);
        state.content_group_put(ContentGroup { id, created_at: at, updated_at: at, name, description });
        ids.push(id);
    }
    ids
}

/// Some descriptions are missing, some are empty, some have what a reader may trip over.
fn describe(name: &str, place: usize) -> Option<String> {
    match place % 6 {
        1 => None,
        3 => Some(String::new()),
        5 => Some(format!("{name}: see the intranet <policy> & ask \"Procurement\"\nSecond line")),
        _ => Some(format!("Members of {name}")),
    }
}

/// Pairs of words, each pair once; a number is added when the words run out.
struct Names<'a> {
    first: &'a [&'a str],
    second: &'a [&'a str],
    used: HashSet<String>,
}

impl<'a> Names<'a> {
    fn new(first: &'a [&'a str], second: &'a [&'a str]) -> Self {
        Self { first, second, used: HashSet::new() }
    }

    fn next(&mut self, random: &mut Random) -> String {
        let base = format!("{} {}", random.pick(self.first), random.pick(self.second));
        let mut name = base.clone();
        let mut round = 2;
        while !self.used.insert(name.to_lowercase()) {
            name = format!("{base} {round}");
            round += 1;
        }
        name
    }
}
