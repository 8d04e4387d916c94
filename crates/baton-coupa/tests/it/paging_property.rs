//! A sync while people work: whatever changes between two pages, the file tells no untruth.
//!
//! Each case is a small company and a handful of changes, each of them just before or just after some
//! request for a list. After every change a copy of everything is kept, so that each line of the file can
//! be held against every state the instance was in.

use std::{
    cell::Cell,
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use coupa_sandbox::{
    Operation, Sandbox, SandboxConfig, Snapshot, State,
    state::{GroupId, RoleId, UserId},
};
use proptest::{prelude::*, sample::Index, test_runner::TestRunner};
use testkit::{
    decode::{C1zFile, Decoded},
    oracle::{self, LICENCES},
};

use crate::{
    in_process::{self, everything, impatient},
    support::{default_file, start},
};

/// Something that somebody does.
#[derive(Debug, Clone)]
enum Change {
    /// Hires somebody with this many roles and groups, among them a role made on the spot.
    Hire { n_roles: usize, n_groups: usize, new_role: bool },
    /// Removes somebody.
    Dismiss(Index),
    /// Turns an employee into a supplier's login.
    ToSupplier(Index),
    /// Turns a supplier's login into an employee.
    FromSupplier(Index),
    /// Gives a role.
    Grant(Index, Index),
    /// Takes all roles from somebody.
    Revoke(Index),
    /// Puts somebody into a group.
    Join(Index, Index),
    /// Takes somebody out of all groups.
    Leave(Index),
    /// Makes a role and gives it to somebody.
    RoleMade(Index),
    /// Removes a role from everybody.
    RoleGone(Index),
    /// Removes a group with its memberships.
    GroupGone(Index),
}

/// When it happens: before or after the n-th request for a list.
#[derive(Debug, Clone)]
struct Moment {
    operation: Operation,
    nth: u64,
    after: bool,
    changes: Vec<Change>,
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    prop_oneof![
        3 => (0..4_usize, 0..4_usize, any::<bool>())
            .prop_map(|(n_roles, n_groups, new_role)| Change::Hire { n_roles, n_groups, new_role }),
        2 => at().prop_map(Change::Dismiss),
        2 => at().prop_map(Change::ToSupplier),
        1 => at().prop_map(Change::FromSupplier),
        2 => (at(), at()).prop_map(|(user, role)| Change::Grant(user, role)),
        2 => at().prop_map(Change::Revoke),
        2 => (at(), at()).prop_map(|(user, group)| Change::Join(user, group)),
        2 => at().prop_map(Change::Leave),
        2 => at().prop_map(Change::RoleMade),
        1 => at().prop_map(Change::RoleGone),
        1 => at().prop_map(Change::GroupGone),
    ]
}

fn moment() -> impl Strategy<Value = Moment> {
    // The pages of the users matter most: they carry everything that is held.
    let operation = prop_oneof![
        4 => Just(Operation::UsersList),
        1 => Just(Operation::RolesList),
        1 => Just(Operation::GroupsList),
    ];
    (operation, 1..6_u64, any::<bool>(), prop::collection::vec(change(), 1..5))
        .prop_map(|(operation, nth, after, changes)| Moment { operation, nth, after, changes })
}

/// What happened while a sync ran.
#[derive(Default)]
struct History {
    /// The instance after each moment; before the sync as the first.
    states: Vec<Snapshot>,
    /// Users that a change was made to.
    touched: Vec<UserId>,
}

impl History {
    fn is_untouched(&self, user: UserId) -> bool {
        !self.touched.contains(&user)
            && self.states.windows(2).all(|pair| {
                let held = |state: &Snapshot| {
                    state.users.get(&user).map(|user| (user.record.clone(), user.licences.clone()))
                };
                held(&pair[0]) == held(&pair[1])
            })
    }

    /// Whether somebody is an employee in a state.
    fn is_employee(state: &Snapshot, user: UserId) -> bool {
        state.users.get(&user).is_some_and(coupa_sandbox::state::UserSnapshot::is_type_blank)
    }

    fn everybody(&self) -> BTreeSet<UserId> {
        self.states.iter().flat_map(|state| state.users.keys().copied()).collect()
    }
}

/// Changes the instance, and tells whom it touched.
fn apply(state: &mut State, change: &Change, touched: &mut Vec<UserId>) {
    let employees: Vec<UserId> =
        state.users().filter(|user| user.class.is_none()).map(|user| user.id).collect();
    let suppliers: Vec<UserId> =
        state.users().filter(|user| user.class.is_some()).map(|user| user.id).collect();
    let roles: Vec<RoleId> = state.roles().map(|role| role.id).collect();
    let groups: Vec<GroupId> = state.groups().map(|group| group.id).collect();
    if employees.is_empty() || roles.is_empty() || groups.is_empty() {
        return;
    }
    match change {
        Change::Hire { n_roles, n_groups, new_role } => {
            let login = format!("hired.{}", state.users().len());
            let user = state.user_add(&login, "Newly", "Hired");
            for role in roles.iter().take(*n_roles) {
                state.role_grant(user, *role);
            }
            for group in groups.iter().take(*n_groups) {
                state.membership_add(user, *group);
            }
            if *new_role {
                let role = state.role_add(&format!("Role for {login}"), None);
                state.role_grant(user, role);
            }
        }
        Change::Dismiss(index) => {
            let user = *index.get(&employees);
            touched.push(user);
            state.user_remove(user);
        }
        Change::ToSupplier(index) => {
            let user = *index.get(&employees);
            touched.push(user);
            state.user_change(user, |user| user.class = Some("SupplierUser".to_owned()));
        }
        Change::FromSupplier(index) => {
            if suppliers.is_empty() {
                return;
            }
            let user = *index.get(&suppliers);
            touched.push(user);
            state.user_change(user, |user| user.class = None);
        }
        Change::Grant(user, role) => {
            let user = *user.get(&employees);
            touched.push(user);
            state.role_grant(user, *role.get(&roles));
        }
        Change::Revoke(user) => {
            let user = *user.get(&employees);
            touched.push(user);
            for role in roles {
                state.role_revoke(user, role);
            }
        }
        Change::Join(user, group) => {
            let user = *user.get(&employees);
            touched.push(user);
            state.membership_add(user, *group.get(&groups));
        }
        Change::Leave(user) => {
            let user = *user.get(&employees);
            touched.push(user);
            for group in groups {
                state.membership_remove(user, group);
            }
        }
        Change::RoleMade(user) => {
            let user = *user.get(&employees);
            touched.push(user);
            let role = state.role_add(&format!("Made Meanwhile {}", roles.len()), None);
            state.role_grant(user, role);
        }
        Change::RoleGone(role) => {
            state.role_remove(*role.get(&roles));
        }
        Change::GroupGone(group) => {
            state.group_remove(*group.get(&groups));
        }
    }
}

/// Lets a moment come in an instance.
fn plant(sandbox: &Sandbox, moment: Moment, history: &Arc<Mutex<History>>) {
    let history = Arc::clone(history);
    let Moment { operation, nth, after, changes } = moment;
    let action = move |state: &mut State| {
        let mut history = history.lock().unwrap();
        for change in &changes {
            apply(state, change, &mut history.touched);
            // Each step is a state of its own: nobody says that changes come together.
            history.states.push(state.snapshot());
        }
    };
    if after {
        sandbox.hooks().after(operation, nth, action);
    } else {
        sandbox.hooks().before(operation, nth, action);
    }
}

/// The ids of the grants that somebody holds in a state.
fn held(state: &Snapshot, user: UserId) -> BTreeSet<String> {
    let Some(snapshot) = state.users.get(&user).filter(|user| user.is_type_blank()) else {
        return BTreeSet::new();
    };
    let record = &snapshot.record;
    let lists = [
        ("role", record.roles.iter().map(|id| id.0).collect::<Vec<_>>()),
        ("group", record.groups.iter().map(|id| id.0).collect()),
        ("account_group", record.account_groups.iter().map(|id| id.0).collect()),
        ("content_group", record.content_groups.iter().map(|id| id.0).collect()),
    ];
    let members = lists
        .into_iter()
        .flat_map(|(name, ids)| ids.into_iter().map(move |id| format!("{name}:{id}:member:user:{user}")));
    let licences = snapshot.licences.iter().map(|name| {
        let (_, id, _) = LICENCES.iter().find(|(known, _, _)| known == name).unwrap();
        format!("license:{id}:assigned:user:{user}")
    });
    members.chain(licences).collect()
}

/// What the file says against the truth.
fn untruths(decoded: &Decoded, n_rows: usize, history: &History) -> Vec<String> {
    let mut untruths = Vec::new();
    let (first, last) = (history.states.first().unwrap(), history.states.last().unwrap());
    for id in decoded.dangling_grants() {
        untruths.push(format!("{id} points to nothing"));
    }
    if n_rows != decoded.resources.len() {
        untruths.push(format!("{n_rows} rows for {} resources", decoded.resources.len()));
    }
    let known: BTreeSet<&String> = decoded.grants.keys().collect();
    let mut explained = BTreeSet::new();
    for user in history.everybody() {
        let is_there = decoded.resources.contains_key(&format!("user:{user}"));
        let suffix = format!(":user:{user}");
        let found: BTreeSet<String> =
            known.iter().filter(|id| id.ends_with(&suffix)).map(|id| (*id).clone()).collect();
        let ever: BTreeSet<String> = history.states.iter().flat_map(|state| held(state, user)).collect();
        explained.extend(found.iter().cloned());
        for id in found.difference(&ever) {
            untruths.push(format!("{id} was never true"));
        }
        if is_there && !history.states.iter().any(|state| History::is_employee(state, user)) {
            untruths.push(format!("user {user} never was an employee"));
        }
        if !is_there && history.states.iter().all(|state| History::is_employee(state, user)) {
            untruths.push(format!("user {user} was an employee all the time and is missing"));
        }
        if history.is_untouched(user) && History::is_employee(first, user) {
            let wanted = held(first, user);
            for id in wanted.symmetric_difference(&found) {
                untruths.push(format!("user {user} was left alone, but {id} differs"));
            }
        }
        // Somebody new is in the file with everything or not at all.
        let is_new = !first.users.contains_key(&user) && !history.touched.contains(&user);
        let since: Vec<BTreeSet<String>> = history
            .states
            .iter()
            .filter(|state| state.users.contains_key(&user))
            .map(|state| held(state, user))
            .collect();
        if is_new && is_there && !since.contains(&found) {
            untruths.push(format!("user {user} came meanwhile and holds {found:?}, never so: {since:?}"));
        }
        if is_new && !is_there && !found.is_empty() {
            untruths.push(format!("user {user} holds something and is not there"));
        }
    }
    untruths
        .extend(known.iter().filter(|id| !explained.contains(**id)).map(|id| format!("{id} is nobody's")));
    // What can be held and was there all the time is there, with its entitlement.
    let lasting =
        first.roles.keys().filter(|id| last.roles.contains_key(id)).map(|id| format!("role:{id}")).chain(
            first.groups.keys().filter(|id| last.groups.contains_key(id)).map(|id| format!("group:{id}")),
        );
    for key in lasting {
        if !decoded.resources.contains_key(&key)
            || !decoded.entitlements.contains_key(&format!("{key}:member"))
        {
            untruths.push(format!("{key} was there all the time and is missing"));
        }
    }
    untruths
}

/// What a sync under changes left.
struct Left {
    decoded: Decoded,
    /// Rows of resources, as many as there are or more if something is there twice.
    n_rows: usize,
    history: History,
    /// The comparison with the last state, where nothing changed at all.
    differences: Option<Vec<String>>,
}

async fn sync_under(users: usize, seed: u64, moments: Vec<Moment>) -> Left {
    let sandbox = start(SandboxConfig { seed, roles: Some(30), ..SandboxConfig::quick(users) }).await;
    let history = Arc::new(Mutex::new(History { states: vec![sandbox.snapshot()], touched: Vec::new() }));
    for moment in moments {
        plant(&sandbox, moment, &history);
    }
    let directory = tempfile::tempdir().unwrap();
    let path = default_file(directory.path());
    in_process::sync(impatient(&sandbox).build().unwrap(), &path)
        .await
        .unwrap_or_else(|failure| panic!("{}", failure.one_line()));
    let file = C1zFile::open(&path).unwrap();
    let count = "SELECT count(*) FROM v1_resources";
    let n_rows = file.database().query_row(count, [], |row| row.get::<_, i64>(0)).unwrap();
    let decoded = file.latest().unwrap();
    let history = std::mem::take(&mut *history.lock().unwrap());
    let differences = (history.states.len() == 1)
        .then(|| oracle::differences(&decoded, &sandbox.snapshot(), &everything()).unwrap());
    Left { decoded, n_rows: usize::try_from(n_rows).unwrap(), history, differences }
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

#[test]
fn no_change_during_a_sync_makes_the_file_tell_an_untruth() {
    let config = ProptestConfig {
        cases: 40,
        max_shrink_iters: 60,
        source_file: Some(file!()),
        ..ProptestConfig::default()
    };
    let changes = Cell::new(0);
    let company = (60..180_usize, 1..50_u64, prop::collection::vec(moment(), 0..8));
    TestRunner::new(config)
        .run(&company, |(users, seed, moments)| {
            let left = block_on(sync_under(users, seed, moments));
            changes.set(changes.get() + left.history.states.len() - 1);
            let untruths = untruths(&left.decoded, left.n_rows, &left.history);
            let shown = untruths[..untruths.len().min(10)].join("\n");
            prop_assert!(untruths.is_empty(), "{} untruths, the first:\n{shown}", untruths.len());
            prop_assert_eq!(left.differences.unwrap_or_default(), Vec::<String>::new());
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{error}"));
    assert!(changes.get() > 100, "only {} changes came to pass", changes.get());
}

#[test]
fn the_check_for_untruths_notices_planted_ones() {
    let moments = vec![Moment {
        operation: Operation::UsersList,
        nth: 1,
        after: true,
        changes: vec![Change::Hire { n_roles: 2, n_groups: 1, new_role: false }],
    }];
    let left = block_on(sync_under(70, 1, moments));
    assert_eq!(left.history.states.len(), 2, "the change never came");
    assert_eq!(untruths(&left.decoded, left.n_rows, &left.history), Vec::<String>::new());
    let newcomer = *left.history.states[1].users.keys().last().unwrap();
    assert!(left.decoded.resources.contains_key(&format!("user:{newcomer}")), "the newcomer was not read");
    let notices = |says: &str, change: &dyn Fn(&mut Decoded)| {
        let mut spoiled = left.decoded.clone();
        change(&mut spoiled);
        let found = untruths(&spoiled, spoiled.resources.len(), &left.history);
        assert!(found.iter().any(|untruth| untruth.contains(says)), "nobody noticed: {says}: {found:?}");
    };
    let of_old = |decoded: &Decoded| {
        decoded.grants.keys().find(|id| !id.ends_with(&format!(":user:{newcomer}"))).cloned().unwrap()
    };
    notices("was left alone", &|spoiled| drop(spoiled.grants.remove(&of_old(spoiled))));
    notices("was never true", &|spoiled| {
        let grant = spoiled.grants[&of_old(spoiled)].clone();
        let user = left.history.states[0].users.iter().find(|(_, user)| user.is_type_blank()).unwrap().0;
        spoiled.grants.insert(format!("role:424242:member:user:{user}"), grant);
    });
    notices("is nobody's", &|spoiled| {
        let grant = spoiled.grants[&of_old(spoiled)].clone();
        spoiled.grants.insert("role:1:member:user:424242".to_owned(), grant);
    });
    notices("is missing", &|spoiled| {
        let user = spoiled.resources.keys().find(|key| key.starts_with("user:")).cloned().unwrap();
        spoiled.resources.remove(&user);
    });
    notices("points to nothing", &|spoiled| {
        let role = spoiled.grants.values().find(|grant| grant.resource.starts_with("role:")).unwrap();
        let role = role.resource.clone();
        spoiled.resources.remove(&role);
    });
    notices("came meanwhile", &|spoiled| {
        let suffix = format!(":user:{newcomer}");
        let grant = spoiled.grants.keys().find(|id| id.ends_with(&suffix)).cloned().unwrap();
        spoiled.grants.remove(&grant);
    });
    let twice = untruths(&left.decoded, left.n_rows + 1, &left.history);
    assert!(twice.iter().any(|untruth| untruth.contains("rows for")), "{twice:?}");
}
