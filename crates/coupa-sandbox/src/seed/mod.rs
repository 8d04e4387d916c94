//! A company made from a number: the same seed and size give the same records everywhere.
//!
//! What is awkward in real data is in it at any size: names with accents and apostrophes, e-mail addresses in
//! mixed case, ids with wide gaps, inactive people, suppliers' contacts, integrations, support users, people
//! without a manager, groups without members, projects among the groups, somebody in very many groups, a
//! role with more than a page of holders, empty descriptions.

mod names;
mod organisation;
mod random;

use std::collections::HashMap;

use jiff::Timestamp;

use crate::config::SandboxConfig;
use crate::error::{Error, Result};
use crate::state::{
    BUYER_ROLE, CustomValue, EVERYONE, GroupId, Licence, LicenceSet, RoleId, State, USER_ROLE, User, UserId,
};
use organisation::Sizes;
use random::Random;

/// The custom fields of users, in snake case.
pub(crate) const CUSTOM_FIELDS: [&str; 3] = ["cost_center", "office", "contractor"];

/// More users would not fit into memory on an ordinary machine.
const MAX_USERS: usize = 5_000_000;

/// Seeded records are dated from this instant on: 2018-03-05 09:00 in California.
const FOUNDED: i64 = 1_520_269_200;
/// The youngest seeded record, seven years later.
const AGE_SECONDS: u64 = 7 * 365 * 86_400;

/// Groups that one employee of each seeded company is in, if there are as many.
const BUSY_GROUPS: usize = 60;

/// Makes the company that a configuration describes.
pub(crate) fn seed(config: &SandboxConfig) -> Result<State> {
    if config.users > MAX_USERS {
        return Err(Error::TooManyUsers { users: config.users, max: MAX_USERS });
    }
    let mut state = State::default();
    state.now = founded(0);
    let mut random = Random::new(config.seed ^ 0xc0de_c0de_0000_0000);
    let sizes = Sizes::of(config);
    let organisation = organisation::build(&mut state, &sizes, &mut random);
    let mut people = People { random, logins: HashMap::new(), next_id: 0 };
    people.service_users(&mut state, config);
    let employees = people.employees(&mut state, config.users, &organisation);
    people.suppliers(&mut state, config.users);
    people.memberships(&mut state, &employees, &organisation);
    contract_seats(&mut state);
    state.now = Timestamp::now();
    Ok(state)
}

fn founded(after_seconds: u64) -> Timestamp {
    let after = i64::try_from(after_seconds).unwrap_or(0);
    Timestamp::from_second(FOUNDED + after).unwrap_or(Timestamp::UNIX_EPOCH)
}

struct People {
    random: Random,
    logins: HashMap<String, u32>,
    next_id: u64,
}

impl People {
    /// Ids grow by small steps with a wide gap now and then, as after a data migration.
    fn id(&mut self) -> UserId {
        let step =
            if self.random.permille(2) { 500 + self.random.below(3_000) } else { 1 + self.random.below(3) };
        self.next_id += if self.next_id == 0 { 1 } else { step };
        UserId(self.next_id)
    }

    fn born(&mut self) -> (Timestamp, Timestamp) {
        let born = self.random.below(AGE_SECONDS);
        let changed = born + self.random.below(AGE_SECONDS - born);
        (founded(born), founded(changed))
    }

    /// The user Coupa's own support logs in with, then one user per OAuth client, then two more.
    fn service_users(&mut self, state: &mut State, config: &SandboxConfig) {
        let id = self.id();
        let support = User {
            login: "coupasupport".to_owned(),
            email: "support@coupa.example".to_owned(),
            firstname: "Coupa".to_owned(),
            lastname: "Support".to_owned(),
            support_user: true,
            roles: vec![crate::state::ADMIN_ROLE],
            content_groups: vec![EVERYONE],
            ..state.user_blank(id)
        };
        self.logins.insert(support.login.clone(), 1);
        state.user_put(support);
        let logins = config.clients.iter().map(|client| client.login.clone());
        for login in logins.chain(["integration-erp".to_owned(), "integration-hr".to_owned()]) {
            if self.logins.contains_key(&login) {
                continue;
            }
            let id = self.id();
            let (created_at, updated_at) = self.born();
            let user = User {
                created_at,
                updated_at,
                email: format!("{login}@acme.example"),
                firstname: "Integration".to_owned(),
                lastname: login.trim_start_matches("integration-").to_uppercase(),
                login: login.clone(),
                api_user: true,
                roles: vec![USER_ROLE],
                content_groups: vec![EVERYONE],
                created_by: Some(UserId(1)),
                ..state.user_blank(id)
            };
            self.logins.insert(login, 1);
            state.user_put(user);
        }
    }

    fn employees(
        &mut self,
        state: &mut State,
        count: usize,
        organisation: &organisation::Organisation,
    ) -> Vec<UserId> {
        let mut employees: Vec<UserId> = Vec::with_capacity(count);
        for number in 0..count {
            let id = self.id();
            let (created_at, updated_at) = self.born();
            let given = *self.random.pick(&names::GIVEN);
            let family = *self.random.pick(&names::FAMILY);
            let login = self.login(given, family);
            let email = self.email(&login, given, family);
            let department = self.random.pick(&organisation.departments).to_owned();
            // The first person leads everybody; each further one reports to somebody earlier, so the tree
            // has no circles. A few report to nobody.
            let manager = if number == 0 || self.random.permille(15) {
                None
            } else {
                let leaders = (number / 8).max(1) as u64;
                employees.get(usize::try_from(self.random.below(leaders)).unwrap_or(0)).copied()
            };
            let active = number == 0 || !self.random.permille(70);
            let saml = self.random.permille(850);
            let user = User {
                created_at,
                updated_at,
                created_by: Some(UserId(1)),
                updated_by: manager,
                sso_identifier: saml.then(|| email.clone()),
                employee_number: (!self.random.permille(20)).then(|| format!("E-{:05}", number + 1)),
                middlename: self.random.permille(60).then(|| (*self.random.pick(&names::GIVEN)).to_owned()),
                firstname: given.to_owned(),
                lastname: family.to_owned(),
                mention_name: Some(format!("{}{id}", family.replace([' ', '\'', '-'], ""))),
                login,
                email,
                active,
                manager,
                department: (!self.random.permille(30)).then_some(department),
                licences: self.licences(),
                roles: self.roles(number, &organisation.roles),
                account_groups: self.few(&organisation.account_groups, 120, 3),
                content_groups: self.content_groups(&organisation.content_groups),
                authentication_method: if saml { "saml" } else { "coupa_credentials" }.to_owned(),
                default_locale: (*self.random.pick(&names::LOCALES)).to_owned(),
                default_currency: Some(1 + self.random.below(3)),
                business_function: Some((*self.random.pick(&names::FUNCTIONS)).to_owned()),
                seniority_level: self.random.permille(200).then(|| "Senior".to_owned()),
                custom_fields: self.custom_fields(),
                ..state.user_blank(id)
            };
            employees.push(id);
            state.user_put(user);
        }
        employees
    }

    fn suppliers(&mut self, state: &mut State, employees: usize) {
        let count = if employees == 0 { 0 } else { (employees / 50).max(3) };
        for number in 0..count {
            let id = self.id();
            let (created_at, updated_at) = self.born();
            let given = *self.random.pick(&names::GIVEN);
            let family = *self.random.pick(&names::FAMILY);
            let supplier = self.random.below(names::SUPPLIERS.len() as u64);
            let place = usize::try_from(supplier).unwrap_or(0);
            let domain = ascii(names::SUPPLIERS[place]).replace([' ', '&'], "");
            let login = self.login(given, family);
            let user = User {
                created_at,
                updated_at,
                email: format!("{login}@{domain}.example"),
                firstname: given.to_owned(),
                lastname: family.to_owned(),
                login,
                active: number % 5 != 4,
                class: Some("SupplierUser".to_owned()),
                supplier_user: true,
                supplier_id: Some(400 + supplier),
                roles: vec![USER_ROLE],
                ..state.user_blank(id)
            };
            state.user_put(user);
        }
    }

    /// `mreyes`, and `mreyes2` for the second of that name.
    fn login(&mut self, given: &str, family: &str) -> String {
        let initial: String = ascii(given).chars().take(1).collect();
        let base = format!("{initial}{}", ascii(family).replace([' ', '\'', '-'], ""));
        let count = self.logins.entry(base.clone()).or_insert(0);
        *count += 1;
        if *count == 1 { base } else { format!("{base}{count}") }
    }

    fn email(&mut self, login: &str, given: &str, family: &str) -> String {
        let plain = format!("{login}@acme.example");
        match self.random.below(40) {
            0 => plain.to_uppercase(),
            // Somebody typed the name in capitals; the login keeps the address unique.
            1 => format!("{}.{}+{login}@Acme.example", ascii_upper(given), ascii_upper(family)),
            _ => plain,
        }
    }

    fn licences(&mut self) -> LicenceSet {
        let mut licences = LicenceSet::EMPTY;
        for (licence, permille) in [
            (Licence::Purchasing, 820),
            (Licence::Expense, 760),
            (Licence::Travel, 240),
            (Licence::Analytics, 180),
            (Licence::Invoicing, 150),
            (Licence::Contracts, 120),
            (Licence::Sourcing, 90),
            (Licence::Intake, 70),
            (Licence::Inventory, 60),
            (Licence::SupplyChain, 40),
            (Licence::RiskAssess, 35),
            (Licence::SpendGuard, 25),
            (Licence::CategoryPlanner, 20),
            (Licence::CategoryStrategy, 15),
            (Licence::Aic, 12),
            (Licence::Treasury, 10),
            (Licence::CoupaNaviAiAgent, 8),
            (Licence::ClmAdvanced, 5),
            // Nobody has a seat of the contingent workforce module: it was retired.
        ] {
            if self.random.permille(permille) {
                licences.set(licence, true);
            }
        }
        licences
    }

    fn roles(&mut self, number: usize, custom: &[RoleId]) -> Vec<RoleId> {
        let mut roles = vec![USER_ROLE];
        if number < 3 {
            roles.push(crate::state::ADMIN_ROLE);
        }
        if self.random.permille(120) {
            roles.push(BUYER_ROLE);
        }
        roles.extend(self.few(custom, 350, 4));
        if self.random.permille(10) {
            roles.clear();
        }
        roles
    }

    fn content_groups<T: Copy + From<u64> + PartialEq>(&mut self, all: &[T]) -> Vec<T> {
        let mut groups = vec![T::from(EVERYONE.0)];
        groups.extend(self.few(all, 250, 2));
        groups
    }

    /// Up to `most` entries for this many people out of a thousand; the first entries are the popular ones.
    fn few<T: Copy>(&mut self, all: &[T], permille: u64, most: u64) -> Vec<T> {
        if all.is_empty() || !self.random.permille(permille) {
            return Vec::new();
        }
        let count = 1 + self.random.below(most);
        (0..count).map(|_| all[self.skewed(all.len())]).collect()
    }

    /// A place in a list; early places are much more likely.
    fn skewed(&mut self, length: usize) -> usize {
        let reach = 1 + self.random.below(length as u64);
        usize::try_from(self.random.below(reach)).unwrap_or(0)
    }

    fn custom_fields(&mut self) -> std::collections::BTreeMap<String, CustomValue> {
        let mut fields = std::collections::BTreeMap::new();
        if self.random.permille(400) {
            let center = 4_000 + self.random.below(40) * 10;
            fields.insert("cost_center".to_owned(), CustomValue::Text(center.to_string()));
        }
        if self.random.permille(150) {
            let place = self.random.below(names::OFFICES.len() as u64);
            let (name, code) = names::OFFICES[usize::try_from(place).unwrap_or(0)];
            fields.insert(
                "office".to_owned(),
                CustomValue::Lookup {
                    id: 990 + place,
                    name: name.to_owned(),
                    external_ref_num: Some(code.to_owned()),
                },
            );
        }
        if self.random.permille(50) {
            fields.insert("contractor".to_owned(), CustomValue::Flag(true));
        }
        fields
    }

    /// Puts people into groups: most into one to four, popular groups first, one person into very many, and
    /// nobody into the group that stays empty.
    fn memberships(
        &mut self,
        state: &mut State,
        employees: &[UserId],
        organisation: &organisation::Organisation,
    ) {
        let groups: Vec<GroupId> = organisation.groups.iter().skip(1).copied().collect();
        if groups.is_empty() {
            return;
        }
        for (number, user) in employees.iter().enumerate() {
            let mut chosen: Vec<GroupId> = if number == 1 {
                groups.iter().take(BUSY_GROUPS).copied().collect()
            } else {
                let count = self.random.below(5);
                (0..count).map(|_| groups[self.skewed(groups.len())]).collect()
            };
            if !organisation.projects.is_empty() && self.random.permille(180) {
                chosen.push(organisation.projects[self.skewed(organisation.projects.len())]);
            }
            chosen.sort_unstable();
            chosen.dedup();
            for group in chosen {
                state.now = founded(self.random.below(AGE_SECONDS));
                let owner = self.random.permille(30);
                state.membership_link(*user, group, owner, !owner || self.random.permille(500));
            }
        }
        for (place, group) in organisation.groups.iter().chain(&organisation.projects).enumerate() {
            if place % 3 != 0 && !employees.is_empty() {
                let owner = employees[self.skewed(employees.len())];
                state.group_owner_seed(*group, owner);
            }
        }
    }
}

/// Contracts for each module some seats more than are in use; rounded up to tens, as sales people do.
fn contract_seats(state: &mut State) {
    for licence in Licence::ALL {
        let holders = state.licence_holders(*licence);
        state.seats_set(*licence, Some((holders + holders / 10 + 10).div_ceil(10) * 10));
    }
}

/// A name reduced to lower-case ASCII letters and separators, for logins and domains.
fn ascii(name: &str) -> String {
    let mut plain = String::new();
    for letter in name.chars() {
        let replaced = match letter {
            'À'..='Å' | 'à'..='å' => "a",
            'Ç' | 'ç' | 'č' => "c",
            'È'..='Ë' | 'è'..='ë' | 'ễ' => "e",
            'í' | 'ı' | 'î' => "i",
            'Ł' | 'ł' => "l",
            'ñ' | 'Ñ' => "n",
            'Ó' | 'ó' | 'ö' | 'ø' | 'Ø' | 'ô' | 'õ' => "o",
            'ř' => "r",
            'š' | 'ş' => "s",
            'ü' | 'ú' | 'Ü' => "u",
            'ý' => "y",
            other if other.is_ascii() => {
                plain.push(other.to_ascii_lowercase());
                continue;
            }
            _ => "",
        };
        plain.push_str(replaced);
    }
    plain
}

fn ascii_upper(name: &str) -> String {
    let plain = ascii(name).replace([' ', '\'', '-'], "");
    let mut letters = plain.chars();
    letters
        .next()
        .map_or_else(String::new, |first| format!("{}{}", first.to_ascii_uppercase(), letters.as_str()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn company(users: usize, seed_number: u64) -> State {
        seed(&SandboxConfig { users, seed: seed_number, ..SandboxConfig::default() }).unwrap()
    }

    #[test]
    fn one_seed_makes_one_company() {
        assert_eq!(company(300, 7).snapshot(), company(300, 7).snapshot());
        assert_ne!(company(300, 7).snapshot(), company(300, 8).snapshot());
    }

    /// Fixtures and reports elsewhere name these people; a change of the seeder must be a decision.
    #[test]
    fn the_company_of_a_seed_stays_the_same() {
        let state = company(40, 1);
        let people: Vec<String> =
            state.users().skip(5).take(4).map(|user| format!("{} {}", user.id, user.login)).collect();
        assert_eq!(people, ["15 jsorensen", "16 edemir", "17 nmoreau", "19 shorvat"]);
        let group = state.groups().nth(3).map(|group| format!("{} {}", group.id, group.name));
        assert_eq!(group.as_deref(), Some("14 Japan Approvers"));
    }

    #[test]
    fn what_is_awkward_is_there() {
        let state = company(2_000, 1);
        let users: Vec<_> = state.users().collect();
        let any = |test: &dyn Fn(&User) -> bool| users.iter().any(|user| test(user));
        assert!(any(&|user| !user.active), "inactive people");
        assert!(any(&|user| user.class.as_deref() == Some("SupplierUser")), "suppliers' contacts");
        assert!(any(&|user| user.api_user) && any(&|user| user.support_user), "service users");
        assert!(any(&|user| user.email.chars().any(char::is_uppercase)), "e-mail in mixed case");
        assert!(
            any(&|user| !user.firstname.is_ascii()) && any(&|user| user.lastname.contains('\'')),
            "names"
        );
        assert!(any(&|user| user.groups.len() >= BUSY_GROUPS), "a busy person");
        assert!(any(&|user| user.class.is_none() && !user.api_user && user.manager.is_none()), "no manager");
        assert!(any(&|user| user.roles.is_empty()), "nobody's role");
        let holders = |role: RoleId| users.iter().filter(|user| user.roles.contains(&role)).count();
        assert!(holders(USER_ROLE) > 50 && holders(BUYER_ROLE) > 50, "roles longer than a page");
        assert!(state.groups().any(|group| state.group_members(group.id).count() == 0), "an empty group");
        assert!(state.groups().any(|group| state.group_members(group.id).count() > 50), "a large group");
        assert!(state.groups().any(|group| group.is_project()), "projects");
        assert!(state.groups().len() > 50 && state.roles().len() > 50, "more than a page of everything");
        assert!(state.groups().any(|group| group.description.as_deref() == Some("")), "empty descriptions");
        assert!(state.roles().any(|role| role.id.0 > 10_000 && !role.system_role), "custom roles");
        assert_eq!(state.licence_holders(Licence::Ccw), 0, "a retired module");
        let last = users.last().map_or(0, |user| user.id.0);
        assert!(last > users.len() as u64 * 3 / 2, "ids have gaps");
    }

    /// Whoever tries out grants and revocations finds somebody for each case in any company of this size.
    #[test]
    fn every_amount_of_access_is_held_by_somebody() {
        for number in 1..=5 {
            let state = company(120, number);
            let users: Vec<_> = state.users().collect();
            let any = |what: &str, test: &dyn Fn(&User) -> bool| {
                assert!(users.iter().any(|user| test(user)), "seed {number}: nobody has {what}");
            };
            let projects = |user: &User| {
                user.groups
                    .iter()
                    .filter(|id| state.group(**id).is_some_and(|group| group.is_project()))
                    .count()
            };
            for few in 0..=3 {
                any(&format!("{few} roles"), &|user| user.roles.len() == few);
            }
            for few in 0..=2 {
                any(&format!("{few} account groups"), &|user| user.account_groups.len() == few);
                any(&format!("{few} content groups"), &|user| user.content_groups.len() == few);
                any(&format!("{few} groups"), &|user| user.groups.len() == few);
            }
            any("many roles", &|user| user.roles.len() > 4);
            any("three content groups", &|user| user.content_groups.len() > 2);
            any("no project but a group", &|user| projects(user) == 0 && !user.groups.is_empty());
            any("a project among groups", &|user| projects(user) > 0 && projects(user) < user.groups.len());
            any("roles although inactive", &|user| !user.active && user.roles.len() > 1);
            any("groups although inactive", &|user| !user.active && !user.groups.is_empty());
            any("licences although inactive", &|user| !user.active && user.licences != LicenceSet::EMPTY);
            for licence in [Licence::Contracts, Licence::Purchasing, Licence::Treasury, Licence::Invoicing] {
                any(licence.name(), &|user| user.active && user.licences.contains(licence));
            }
        }
    }

    #[test]
    fn unique_things_are_unique_and_references_lead_somewhere() {
        let state = company(5_000, 3);
        let logins: BTreeSet<_> = state.users().map(|user| user.login.to_lowercase()).collect();
        let emails: BTreeSet<_> = state.users().map(|user| user.email.to_lowercase()).collect();
        assert_eq!((logins.len(), emails.len()), (state.users().len(), state.users().len()));
        assert!(logins.iter().all(|login| login.is_ascii() && login.len() > 1));
        let roles: BTreeSet<_> = state.roles().map(|role| role.name.to_lowercase()).collect();
        let groups: BTreeSet<_> = state.groups().map(|group| group.name.to_lowercase()).collect();
        assert_eq!((roles.len(), groups.len()), (state.roles().len(), state.groups().len()));
        for user in state.users() {
            assert!(user.manager.is_none_or(|id| id < user.id && state.user(id).is_some()));
            assert!(user.department.is_none_or(|id| state.department(id).is_some()));
            assert!(user.roles.iter().all(|id| state.role(*id).is_some()));
            assert!(user.groups.iter().all(|id| state.membership_of(user.id, *id).is_some()));
            assert!(user.account_groups.iter().all(|id| state.account_group(*id).is_some()));
            assert!(user.content_groups.iter().all(|id| state.content_group(*id).is_some()));
            assert!(user.created_at >= founded(0) && user.updated_at <= founded(AGE_SECONDS));
        }
        for licence in Licence::ALL {
            assert!(state.licence_holders(*licence) < state.seats(*licence).unwrap());
        }
    }

    #[test]
    fn tiny_and_empty_companies_are_possible() {
        assert!(company(0, 1).users().all(|user| user.api_user || user.support_user));
        assert!(company(1, 1).users().len() > 1);
        let bare = SandboxConfig {
            users: 3,
            roles: Some(0),
            groups: Some(0),
            projects: Some(0),
            account_groups: Some(0),
            content_groups: Some(0),
            ..SandboxConfig::default()
        };
        let state = seed(&bare).unwrap();
        assert_eq!((state.roles().len(), state.groups().len()), (3, 0), "system roles 2, 3 and 4 stay");
        assert!(seed(&SandboxConfig { users: usize::MAX, ..SandboxConfig::default() }).is_err());
    }
}
