//! What a sync should have found, worked out from the simulated instance's own state.
//!
//! Written from the documents, not from the connector: ids, names and licence ids stand here once more.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use coupa_sandbox::{Snapshot, state::Group};

use crate::decode::{Decoded, Resource};

/// The licence flags: name in the simulated instance, id in governance, name people see.
pub const LICENCES: [(&str, &str, &str); 19] = [
    ("aic_user", "aic-user", "AI classification"),
    ("analytics_user", "analytics-user", "Analytics"),
    ("category_planner_user", "category_planner_user", ""),
    ("category_strategy_user", "category_strategy_user", ""),
    ("ccw_user", "ccw-user", "Contingent Workforce"),
    ("clm_advanced_user", "clm-advanced-user", ""),
    ("contracts_user", "contracts-user", "Contracts"),
    ("coupa_navi_ai_agent_user", "coupa-navi-ai-agent-user", ""),
    ("expense_user", "expense-user", "Expense"),
    ("intake_user", "intake-user", ""),
    ("inventory_user", "inventory-user", "Inventory"),
    ("invoicing_user", "invoicing_user", ""),
    ("purchasing_user", "purchasing-user", "Purchasing"),
    ("risk_assess_user", "risk-assess-user", "Risk Assess"),
    ("sourcing_user", "sourcing-user", "Sourcing"),
    ("spend_guard_user", "spend-guard-user", "Spend Guard"),
    ("supply_chain_user", "supply-chain-user", "Supply Chain"),
    ("travel_user", "travel-user", "Travel"),
    ("treasury_user", "treasury_user", "Treasury"),
];

/// What to expect beside the defaults.
#[derive(Debug, Clone, Default)]
pub struct Expectation {
    /// Account groups were asked for.
    pub account_groups: bool,
    /// Content groups were asked for.
    pub content_groups: bool,
    /// Projects were to be left out.
    pub skip_projects: bool,
    /// The logins of integrations and of Coupa's support carry a type, so they are no employees.
    pub typed_integrations: bool,
    /// Licences that the instance's schema does not know, by their name in it.
    pub absent_licences: BTreeSet<String>,
    /// Fields of users that the instance does not tell, in snake case.
    pub absent_fields: BTreeSet<String>,
}

/// Compares a decoded sync with the state of the instance it was read from.
///
/// Answers every difference in words; an empty list means that they agree on every resource, entitlement
/// and grant.
///
/// # Errors
///
/// If a message in the file is malformed.
pub fn differences(decoded: &Decoded, truth: &Snapshot, expected: &Expectation) -> Result<Vec<String>> {
    let mut differences = Vec::new();
    users(decoded, truth, expected, &mut differences)?;
    directories(decoded, truth, expected, &mut differences)?;
    licences(decoded, truth, expected, &mut differences)?;
    compare_sets("grant", &held(truth, expected), &found_grants(decoded), &mut differences);
    for id in decoded.dangling_grants() {
        differences.push(format!("grant {id} points to something that is not in the file"));
    }
    for (id, grant) in &decoded.grants {
        if *id != format!("{}:{}", grant.entitlement, grant.principal) {
            differences.push(format!("grant {id} is not named after what it joins"));
        }
    }
    Ok(differences)
}

fn is_employee(truth: &Snapshot, expected: &Expectation, id: u64) -> bool {
    truth.users.get(&id.into()).is_some_and(|user| {
        let typed = expected.typed_integrations && (user.record.api_user || user.record.support_user);
        user.is_type_blank() && !typed
    })
}

fn users(
    decoded: &Decoded,
    truth: &Snapshot,
    expected: &Expectation,
    differences: &mut Vec<String>,
) -> Result<()> {
    let wanted: BTreeSet<String> = truth
        .users
        .keys()
        .filter(|id| is_employee(truth, expected, id.0))
        .map(|id| format!("user:{id}"))
        .collect();
    let found: BTreeSet<String> = decoded.of_type("user").map(|(id, _)| format!("user:{id}")).collect();
    compare_sets("resource", &wanted, &found, differences);

    let told = |field: &str| !expected.absent_fields.contains(field);
    for (id, snapshot) in truth.users.iter().filter(|(id, _)| is_employee(truth, expected, id.0)) {
        let record = &snapshot.record;
        let Some(resource) = decoded.resources.get(&format!("user:{id}")) else { continue };
        let mut check = |what: &str, wanted: String, found: String| {
            if wanted != found {
                differences.push(format!("user:{id}: {what} is {found:?}, not {wanted:?}"));
            }
        };
        if told("fullname") {
            check("display name", record.fullname(), resource.display_name.clone());
        }
        let Some(account) = resource.annotation("UserTrait") else {
            differences.push(format!("user:{id} has no UserTrait"));
            continue;
        };
        let status = if record.active { 1 } else { 2 };
        check("status of the trait", status.to_string(), account.message(2)?.varint(1).to_string());
        check(
            "status of the resource",
            status.to_string(),
            resource.fields.message(11)?.varint(1).to_string(),
        );
        let kind = if record.api_user && told("api_user") { 2 } else { 1 };
        check("account type", kind.to_string(), account.varint(5).to_string());
        if told("login") {
            check("login", record.login.clone(), account.text(6)?);
        }
        if told("email") {
            let emails = account.messages(1)?;
            let addresses: Vec<String> = emails.iter().map(|email| email.text(1)).collect::<Result<_>>()?;
            check("e-mail", record.email.clone(), addresses.join(","));
            check(
                "primary e-mail",
                "1".to_owned(),
                emails.first().map_or(0, |email| email.varint(2)).to_string(),
            );
        }
        if told("firstname") && told("lastname") {
            let name = account.message(12)?;
            check("given name", record.firstname.clone(), name.text(1)?);
            check("family name", record.lastname.clone(), name.text(2)?);
        }
        if told("employee_number") {
            let numbers = account.texts(13)?.join(",");
            check("employee number", record.employee_number.clone().unwrap_or_default(), numbers);
        }
        if told("created_at") {
            let seconds = account.message(8)?.varint(1);
            check("created at", record.created_at.as_second().to_string(), seconds.to_string());
        }
        let profile = resource.profile()?;
        let entry = |name: &str| profile.get(name).cloned().unwrap_or_default();
        check("id in the profile", id.to_string(), entry("id"));
        check("active in the profile", record.active.to_string(), entry("active"));
        if told("manager") {
            let manager = record.manager.map(|manager| manager.to_string()).unwrap_or_default();
            check("manager in the profile", manager, entry("manager_id"));
        }
        if told("department") {
            let department = record.department.and_then(|id| truth.departments.get(&id));
            let name = department.map(|department| department.name.clone()).unwrap_or_default();
            check("department in the profile", name, entry("department"));
        }
    }
    Ok(())
}

/// Something with members: its id, name, description, and the words the connector puts around its name.
struct Entry {
    key: String,
    name: String,
    description: Option<String>,
    title: &'static str,
    noun: &'static str,
    trait_name: &'static str,
}

fn wanted_groups<'a>(truth: &'a Snapshot, expected: &'a Expectation) -> impl Iterator<Item = &'a Group> {
    truth
        .groups
        .values()
        .map(|group| &group.record)
        .filter(|group| !(expected.skip_projects && group.is_project()))
}

fn directories(
    decoded: &Decoded,
    truth: &Snapshot,
    expected: &Expectation,
    differences: &mut Vec<String>,
) -> Result<()> {
    let mut entries = Vec::new();
    for role in truth.roles.values() {
        entries.push(Entry {
            key: format!("role:{}", role.id),
            name: role.name.clone(),
            description: role.description.clone(),
            title: "Role",
            noun: "role",
            trait_name: "RoleTrait",
        });
    }
    for group in wanted_groups(truth, expected) {
        entries.push(Entry {
            key: format!("group:{}", group.id),
            name: group.name.clone(),
            description: group.description.clone(),
            title: "Group",
            noun: "group",
            trait_name: "GroupTrait",
        });
        if let Some(resource) = decoded.resources.get(&format!("group:{}", group.id)) {
            let project = resource.profile()?.get("project").cloned().unwrap_or_default();
            if project != group.is_project().to_string() {
                differences.push(format!("group:{}: project in the profile is {project:?}", group.id));
            }
        }
    }
    if expected.account_groups {
        entries.extend(truth.account_groups.values().map(|group| Entry {
            key: format!("account_group:{}", group.id),
            name: group.name.clone(),
            description: None,
            title: "Account Group",
            noun: "account group",
            trait_name: "GroupTrait",
        }));
    }
    if expected.content_groups {
        entries.extend(truth.content_groups.values().map(|group| Entry {
            key: format!("content_group:{}", group.id),
            name: group.name.clone(),
            description: group.description.clone(),
            title: "Content Group",
            noun: "content group",
            trait_name: "GroupTrait",
        }));
    }
    let wanted: BTreeSet<String> = entries.iter().map(|entry| entry.key.clone()).collect();
    let found: BTreeSet<String> = decoded
        .resources
        .iter()
        .filter(|(_, resource)| !matches!(resource.resource_type.as_str(), "user" | "license"))
        .map(|(key, _)| key.clone())
        .collect();
    compare_sets("resource", &wanted, &found, differences);
    for entry in &entries {
        let Some(resource) = decoded.resources.get(&entry.key) else { continue };
        check_entry(decoded, entry, resource, differences);
    }
    Ok(())
}

fn check_entry(decoded: &Decoded, entry: &Entry, resource: &Resource, differences: &mut Vec<String>) {
    let key = &entry.key;
    let plain = format!("{} {} in Coupa", entry.name, entry.noun);
    let description =
        entry.description.clone().filter(|text| !text.is_empty()).unwrap_or_else(|| plain.clone());
    let mut check = |what: &str, wanted: &str, found: &str| {
        if wanted != found {
            differences.push(format!("{key}: {what} is {found:?}, not {wanted:?}"));
        }
    };
    check("display name", &entry.name, &resource.display_name);
    check("description", &description, &resource.description);
    let has_trait = resource.annotation(entry.trait_name).is_some();
    check(entry.trait_name, "true", &has_trait.to_string());
    let id = format!("{key}:member");
    let Some(entitlement) = decoded.entitlements.get(&id) else {
        differences.push(format!("entitlement {id} is missing"));
        return;
    };
    check("resource of the entitlement", key, &entitlement.resource);
    check("slug", "member", &entitlement.slug);
    check("purpose", "1", &entitlement.purpose.to_string());
    check("grantable to", "user", &entitlement.grantable_to.join(","));
    check(
        "display name of the entitlement",
        &format!("{} {}", entry.name, entry.title),
        &entitlement.display_name,
    );
    check("description of the entitlement", &plain, &entitlement.description);
}

fn licences(
    decoded: &Decoded,
    truth: &Snapshot,
    expected: &Expectation,
    differences: &mut Vec<String>,
) -> Result<()> {
    let present = || LICENCES.iter().filter(|(name, _, _)| !expected.absent_licences.contains(*name));
    let wanted: BTreeSet<String> = present().map(|(_, id, _)| format!("license:{id}")).collect();
    let found: BTreeSet<String> = decoded.of_type("license").map(|(id, _)| format!("license:{id}")).collect();
    compare_sets("resource", &wanted, &found, differences);
    for (name, id, display_name) in present() {
        let Some(resource) = decoded.resources.get(&format!("license:{id}")) else { continue };
        if !display_name.is_empty() && resource.display_name != *display_name {
            differences.push(format!("license:{id}: display name is {:?}", resource.display_name));
        }
        let holders = truth
            .users
            .iter()
            .filter(|(user, record)| is_employee(truth, expected, user.0) && record.licences.contains(name))
            .count();
        let Some(profile) = resource.annotation("LicenseProfileTrait") else {
            differences.push(format!("license:{id} has no LicenseProfileTrait"));
            continue;
        };
        if profile.varint(3) != holders as u64 {
            differences.push(format!("license:{id}: {} seats are in use, not {holders}", profile.varint(3)));
        }
        let entitlement = format!("license:{id}:assigned");
        if profile.texts(6)? != [entitlement.clone()] {
            differences.push(format!("license:{id} does not name its entitlement"));
        }
        let Some(entitlement) = decoded.entitlements.get(&entitlement) else {
            differences.push(format!("entitlement {entitlement} is missing"));
            continue;
        };
        let permanent = matches!(*id, "contracts-user" | "purchasing-user");
        if entitlement.description.contains("cannot take this license away") != permanent {
            differences.push(format!("license:{id}: its description says {:?}", entitlement.description));
        }
    }
    Ok(())
}

/// `entitlement principal` of everything that employees hold.
fn held(truth: &Snapshot, expected: &Expectation) -> BTreeSet<String> {
    let licence_ids: BTreeMap<&str, &str> = LICENCES.iter().map(|(name, id, _)| (*name, *id)).collect();
    let groups: BTreeSet<u64> = wanted_groups(truth, expected).map(|group| group.id.0).collect();
    let mut held = BTreeSet::new();
    for (id, user) in truth.users.iter().filter(|(id, _)| is_employee(truth, expected, id.0)) {
        let mut add = |entitlement: String| held.insert(format!("{entitlement} user:{id}"));
        for role in &user.record.roles {
            add(format!("role:{role}:member"));
        }
        for group in user.record.groups.iter().filter(|group| groups.contains(&group.0)) {
            add(format!("group:{group}:member"));
        }
        for group in user.record.account_groups.iter().filter(|_| expected.account_groups) {
            add(format!("account_group:{group}:member"));
        }
        for group in user.record.content_groups.iter().filter(|_| expected.content_groups) {
            add(format!("content_group:{group}:member"));
        }
        for name in user.licences.iter().filter(|name| !expected.absent_licences.contains(**name)) {
            add(format!("license:{}:assigned", licence_ids.get(name).unwrap_or(name)));
        }
    }
    held
}

fn found_grants(decoded: &Decoded) -> BTreeSet<String> {
    decoded.grants.values().map(|grant| format!("{} {}", grant.entitlement, grant.principal)).collect()
}

fn compare_sets(
    what: &str,
    wanted: &BTreeSet<String>,
    found: &BTreeSet<String>,
    differences: &mut Vec<String>,
) {
    differences.extend(wanted.difference(found).map(|id| format!("{what} {id} is missing")));
    differences.extend(found.difference(wanted).map(|id| format!("{what} {id} should not be there")));
}
