//! From Coupa's records to resources, entitlements and grants.
//!
//! Ids, names and descriptions follow the Go connector where it has them, because governance rules are
//! keyed on them. What it does not have (structured names, employee numbers, departments, licence
//! seats) is added beside them.

use baton_core::{
    AccountType, Annotation, Email, Entitlement, EntitlementId, Grant, GroupTrait, LicenseProfileTrait,
    Profile, ProfileValue, Purpose, Resource, ResourceId, ResourceTypeId, RoleTrait, Status, StructuredName,
    TraitData, UserTrait,
};
use coupa_client::model::{AccountGroup, ContentGroup, GroupKind, LicenseFlag, Role, User, UserGroup};

use crate::types::{self, ASSIGNED, MEMBER};

/// Whether a group says of itself that it is out of use.
#[must_use]
pub fn is_inactive(resource: &Resource) -> bool {
    resource.traits.iter().any(|data| match data {
        TraitData::Group(group) => group.profile.get("active") == Some(&ProfileValue::Bool(false)),
        _ => false,
    })
}

/// What is held on one kind of resource: the type, the slug and the words for people.
#[derive(Debug, Clone, Copy)]
struct Wording {
    slug: &'static str,
    /// Follows the name in the entitlement's display name.
    title: &'static str,
    /// Follows the name in descriptions.
    noun: &'static str,
}

const GROUP_WORDING: Wording = Wording { slug: MEMBER, title: "Group", noun: "group" };
const ROLE_WORDING: Wording = Wording { slug: MEMBER, title: "Role", noun: "role" };
const LICENSE_WORDING: Wording = Wording { slug: ASSIGNED, title: "License", noun: "license" };
const ACCOUNT_GROUP_WORDING: Wording =
    Wording { slug: MEMBER, title: "Account Group", noun: "account group" };
const CONTENT_GROUP_WORDING: Wording =
    Wording { slug: MEMBER, title: "Content Group", noun: "content group" };

/// What the words say of a licence that Coupa's API cannot take away.
const NOT_REVOCABLE: &str =
    "Coupa's API cannot take this license away: an administrator has to clear it on the user's page in Coupa";

/// What the words say of a licence whose writes this instance accepts and ignores.
const NOT_WRITABLE: &str =
    "This instance ignores what its API is told about this license: it is given and taken away in Coupa";

impl Wording {
    fn describe(self, name: &str) -> String {
        format!("{name} {} in Coupa", self.noun)
    }

    fn entitlement(self, resource: &Resource) -> Entitlement {
        Entitlement::new(resource.id.clone(), self.slug, Purpose::Assignment)
            .grantable_to([types::USER])
            .with_display(
                format!("{} {}", resource.display_name, self.title),
                self.describe(&resource.display_name),
            )
    }
}

/// A resource and what can be held on it.
pub type Held = (Resource, Entitlement);

/// A user's identity as a principal.
#[must_use]
pub fn user_id(id: u64) -> ResourceId {
    ResourceId::new(types::USER, id.to_string())
}

/// An account. Its display name is the first of full name, first and last name, login, e-mail, `User ID`.
#[must_use]
pub fn user(user: &User) -> Resource {
    let joined = [user.firstname.as_deref(), user.lastname.as_deref()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    let display_name = [user.fullname.clone(), Some(joined), user.login.clone(), user.email.clone()]
        .into_iter()
        .flatten()
        .find(|name| !name.trim().is_empty())
        .unwrap_or_else(|| format!("User {}", user.id));
    // Whoever signs in with something else than the address is still found by the address, which the
    // Go connector used as the login.
    let login = user.login.clone().or_else(|| user.email.clone()).unwrap_or_default();
    let login_aliases = user.email.iter().filter(|email| **email != login).cloned().collect();
    let has_name = user.firstname.is_some() || user.lastname.is_some();
    let account = UserTrait {
        status: if user.active { Status::Enabled } else { Status::Disabled },
        emails: user
            .email
            .iter()
            .map(|address| Email { address: address.clone(), is_primary: true })
            .collect(),
        login,
        login_aliases,
        account_type: if user.api_user == Some(true) { AccountType::Service } else { AccountType::Human },
        created_at: user.created_at,
        last_login_at: None,
        structured_name: has_name.then(|| StructuredName {
            given_name: user.firstname.clone().unwrap_or_default(),
            family_name: user.lastname.clone().unwrap_or_default(),
            middle_names: user.middlename.iter().cloned().collect(),
        }),
        employee_ids: user.employee_number.iter().cloned().collect(),
        profile: user_profile(user, &display_name),
    };
    Resource::new(user_id(user.id), display_name).with_trait(TraitData::User(account))
}

fn user_profile(user: &User, display_name: &str) -> Profile {
    let mut profile = Profile::from([
        ("id".to_owned(), ProfileValue::from(user.id)),
        ("user_id".to_owned(), user.id.to_string().into()),
        ("full_name".to_owned(), display_name.into()),
        ("active".to_owned(), user.active.into()),
    ]);
    let flags = [("api_user", user.api_user), ("support_user", user.support_user)];
    profile.extend(flags.into_iter().filter_map(|(name, flag)| Some((name.to_owned(), flag?.into()))));
    let manager = user.manager.as_ref();
    let department = user.department.as_ref();
    let texts = [
        ("email", user.email.clone()),
        ("login", user.login.clone()),
        ("first_name", user.firstname.clone()),
        ("last_name", user.lastname.clone()),
        ("employee_number", user.employee_number.clone()),
        ("sso_identifier", user.sso_identifier.clone()),
        ("manager_id", manager.map(|manager| manager.id.to_string())),
        ("manager", manager.and_then(|manager| manager.fullname.clone().or_else(|| manager.login.clone()))),
        ("manager_email", manager.and_then(|manager| manager.email.clone())),
        ("manager_login", manager.and_then(|manager| manager.login.clone())),
        ("department", department.and_then(|department| department.name.clone())),
        ("department_id", department.map(|department| department.id.to_string())),
        ("updated_at", user.updated_at.map(|at| at.to_string())),
    ];
    profile.extend(texts.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.into()))));
    profile
}

/// Everything a user holds on resources of the named types, as the record tells.
#[must_use]
pub fn grants(user: &User, wanted: &[ResourceTypeId]) -> Vec<Grant> {
    let principal = user_id(user.id);
    let mut grants = Vec::new();
    let lists = [
        (types::ROLE, &user.roles),
        (types::GROUP, &user.user_groups),
        (types::ACCOUNT_GROUP, &user.account_groups),
        (types::CONTENT_GROUP, &user.content_groups),
    ];
    for (resource_type, list) in lists {
        if wanted.contains(&resource_type) {
            grants.extend(list.iter().map(|held| {
                Grant::on(
                    ResourceId::new(resource_type.clone(), held.id.to_string()),
                    MEMBER,
                    principal.clone(),
                )
            }));
        }
    }
    if wanted.contains(&types::LICENSE) {
        let held = user.licenses.iter().filter(|(_, held)| **held);
        grants.extend(held.map(|(flag, _)| {
            let mut grant = Grant::on(license_id(*flag), ASSIGNED, principal.clone());
            if !flag.revocable() {
                grant
                    .annotations
                    .push(Annotation::GrantImmutable { source_id: String::new(), metadata: Profile::new() });
            }
            grant
        }));
    }
    grants
}

/// A user group or project.
#[must_use]
pub fn group(group: &UserGroup) -> Held {
    let name = name_or_id(group.name.as_ref(), GROUP_WORDING, group.id);
    let mut profile = Profile::from([
        ("id".to_owned(), ProfileValue::from(group.id)),
        ("name".to_owned(), name.clone().into()),
        ("project".to_owned(), (group.kind == GroupKind::Project).into()),
    ]);
    let kind = match &group.kind {
        GroupKind::Group => "group",
        GroupKind::Project => "project",
        GroupKind::Other(other) => other,
    };
    profile.insert("type".to_owned(), kind.into());
    let flags = [("active", group.active), ("can_approve", group.can_approve)];
    profile.extend(flags.into_iter().filter_map(|(name, flag)| Some((name.to_owned(), flag?.into()))));
    held(types::GROUP, group.id, &name, group.description.as_deref(), GROUP_WORDING, Some(profile))
}

/// A security role.
#[must_use]
pub fn role(role: &Role) -> Held {
    let name = name_or_id(role.name.as_ref(), ROLE_WORDING, role.id);
    let mut profile = plain_profile(role.id, &name);
    let flags = [("omnipotent", role.omnipotent), ("system_role", role.system_role)];
    profile.extend(flags.into_iter().filter_map(|(name, flag)| Some((name.to_owned(), flag?.into()))));
    let (mut resource, entitlement) =
        held(types::ROLE, role.id, &name, role.description.as_deref(), ROLE_WORDING, None);
    resource.traits.push(TraitData::Role(RoleTrait { profile }));
    (resource, entitlement)
}

/// An account group.
#[must_use]
pub fn account_group(group: &AccountGroup) -> Held {
    let name = name_or_id(group.name.as_ref(), ACCOUNT_GROUP_WORDING, group.id);
    held(
        types::ACCOUNT_GROUP,
        group.id,
        &name,
        None,
        ACCOUNT_GROUP_WORDING,
        Some(plain_profile(group.id, &name)),
    )
}

/// A content group.
#[must_use]
pub fn content_group(group: &ContentGroup) -> Held {
    let name = name_or_id(group.name.as_ref(), CONTENT_GROUP_WORDING, group.id);
    let profile = Some(plain_profile(group.id, &name));
    held(types::CONTENT_GROUP, group.id, &name, group.description.as_deref(), CONTENT_GROUP_WORDING, profile)
}

/// A licence, with the number of people who hold it.
#[must_use]
pub fn license(flag: LicenseFlag, consumed_seats: u64) -> Held {
    let name = flag.display_name();
    let mut resource = Resource::new(license_id(flag), name).with_description(LICENSE_WORDING.describe(name));
    let mut entitlement = LICENSE_WORDING.entitlement(&resource);
    if !flag.revocable() {
        for description in [&mut resource.description, &mut entitlement.description] {
            description.push_str(". ");
            description.push_str(NOT_REVOCABLE);
        }
    }
    resource.traits.push(TraitData::LicenseProfile(LicenseProfileTrait {
        license_name: name.to_owned(),
        purchased_seats: None,
        consumed_seats,
        entitlement_ids: vec![entitlement.id.clone()],
    }));
    (resource, entitlement)
}

/// Marks a licence that this instance was seen to leave as it is, whatever is written.
pub fn mark_unwritable((resource, entitlement): &mut Held) {
    for description in [&mut resource.description, &mut entitlement.description] {
        description.push_str(". ");
        description.push_str(NOT_WRITABLE);
    }
    entitlement
        .annotations
        .push(Annotation::EntitlementImmutable { source_id: String::new(), metadata: Profile::new() });
}

/// The identity of a licence.
#[must_use]
pub fn license_id(flag: LicenseFlag) -> ResourceId {
    ResourceId::new(types::LICENSE, flag.id())
}

/// The entitlement of a licence.
#[must_use]
pub fn license_entitlement_id(flag: LicenseFlag) -> EntitlementId {
    EntitlementId::of(&license_id(flag), ASSIGNED)
}

/// A record without a name is still a record: it is shown under its kind and id.
fn name_or_id(name: Option<&String>, wording: Wording, id: u64) -> String {
    name.filter(|name| !name.trim().is_empty()).cloned().unwrap_or_else(|| format!("{} {id}", wording.noun))
}

fn plain_profile(id: u64, name: &str) -> Profile {
    Profile::from([("id".to_owned(), ProfileValue::from(id)), ("name".to_owned(), name.into())])
}

fn held(
    resource_type: ResourceTypeId,
    id: u64,
    name: &str,
    description: Option<&str>,
    wording: Wording,
    group_profile: Option<Profile>,
) -> Held {
    let description =
        description.filter(|text| !text.is_empty()).map_or_else(|| wording.describe(name), str::to_owned);
    let mut resource =
        Resource::new(ResourceId::new(resource_type, id.to_string()), name).with_description(description);
    if let Some(profile) = group_profile {
        resource.traits.push(TraitData::Group(GroupTrait { profile }));
    }
    let entitlement = wording.entitlement(&resource);
    (resource, entitlement)
}
