//! Resource types, resources and their traits.
//!
//! The protocol keeps some facts twice. A trait used to carry the profile, the status and the creation time
//! of its resource; newer readers look for them on the resource itself and fall back to the trait, older
//! ones know the trait only. So both are written. The fields of a resource with several traits speak for
//! its *leading* trait, the first one that has a profile; when a message is read, that trait takes what the
//! resource says, and the others keep their own.

use baton_core::{
    AccountType, Email, EntitlementId, GroupTrait, LicenseProfileTrait, Profile, Resource, ResourceId,
    ResourceType, ResourceTypeId, RoleTrait, Status, StructuredName, Trait, TraitData, UserTrait,
};
use prost_types::Any;

use super::{
    annotation::{annotation_from_any, annotation_to_any, from_anys, to_anys},
    profile::{optional_struct, profile_from_struct},
    require, require_text,
    time::{timestamp_from_message, timestamp_to_message},
};
use crate::{
    Error, Result, any,
    connector::v2::{self, resource_type, status::ResourceStatus, user_trait},
};

const RESOURCE: &str = "c1.connector.v2.Resource";
const RESOURCE_ID: &str = "c1.connector.v2.ResourceId";
const RESOURCE_TYPE: &str = "c1.connector.v2.ResourceType";

impl From<&ResourceType> for v2::ResourceType {
    fn from(resource_type: &ResourceType) -> Self {
        Self {
            id: resource_type.id.as_str().to_owned(),
            display_name: resource_type.display_name.clone(),
            traits: resource_type.traits.iter().map(|it| trait_number(*it).into()).collect(),
            annotations: to_anys(&resource_type.annotations),
            description: resource_type.description.clone(),
            sourced_externally: false,
        }
    }
}

/// Fails without `id`, or with a broken annotation of a known type. Traits without a counterpart are dropped.
impl TryFrom<v2::ResourceType> for ResourceType {
    type Error = Error;

    fn try_from(message: v2::ResourceType) -> Result<Self> {
        let traits = message.traits().filter_map(trait_from_number).collect();
        Ok(Self {
            id: ResourceTypeId::new(require_text(RESOURCE_TYPE, "id", message.id)?),
            display_name: message.display_name,
            description: message.description,
            traits,
            annotations: from_anys(message.annotations)?,
        })
    }
}

impl From<&ResourceId> for v2::ResourceId {
    fn from(id: &ResourceId) -> Self {
        Self {
            resource_type: id.resource_type.as_str().to_owned(),
            resource: id.id.clone(),
            baton_resource: false,
        }
    }
}

/// Fails if either half is empty.
impl TryFrom<v2::ResourceId> for ResourceId {
    type Error = Error;

    fn try_from(message: v2::ResourceId) -> Result<Self> {
        let resource_type = require_text(RESOURCE_ID, "resource_type", message.resource_type)?;
        let resource = require_text(RESOURCE_ID, "resource", message.resource)?;
        Ok(Self::new(ResourceTypeId::new(resource_type), resource))
    }
}

/// A resource that carries its identity and nothing else.
pub(super) fn id_only(id: &ResourceId) -> v2::Resource {
    v2::Resource { id: Some(id.into()), ..Default::default() }
}

/// Writes one trait annotation for each trait, then the other annotations, and repeats on the resource what
/// the module's text says.
impl From<&Resource> for v2::Resource {
    fn from(resource: &Resource) -> Self {
        let user = resource.user_trait();
        let traits = resource.traits.iter().map(trait_to_any);
        Self {
            id: Some((&resource.id).into()),
            parent_resource_id: resource.parent.as_ref().map(Into::into),
            display_name: resource.display_name.clone(),
            annotations: traits.chain(resource.annotations.iter().map(annotation_to_any)).collect(),
            description: resource.description.clone(),
            profile: resource.traits.iter().filter_map(profile_of).find_map(optional_struct),
            status: user.and_then(|user| resource_status(user.status)),
            created_at: user.and_then(|user| user.created_at).map(timestamp_to_message),
            ..Default::default()
        }
    }
}

/// Fails without an identity, with a time out of range, or with a broken annotation of a known type.
impl TryFrom<v2::Resource> for Resource {
    type Error = Error;

    fn try_from(message: v2::Resource) -> Result<Self> {
        let mut resource = Self::new(require(RESOURCE, "id", message.id)?.try_into()?, message.display_name)
            .with_description(message.description);
        resource.parent = message.parent_resource_id.map(TryInto::try_into).transpose()?;
        for packed in message.annotations {
            match trait_from_any(&packed)? {
                Some(data) => resource.traits.push(data),
                None => resource.annotations.push(annotation_from_any(packed)?),
            }
        }

        let leader = leading_profile(&mut resource.traits);
        let profile = message.profile.map(profile_from_struct).filter(|profile| !profile.is_empty());
        if let (Some(leader), Some(profile)) = (leader, profile) {
            *leader = profile;
        }
        let user = resource.traits.iter_mut().find_map(|data| match data {
            TraitData::User(user) => Some(user),
            _ => None,
        });
        if let Some(user) = user {
            match message.status.as_ref().map_or(Status::Unspecified, |status| status_of(status.status())) {
                Status::Unspecified => {}
                status => user.status = status,
            }
            if let Some(created_at) = &message.created_at {
                user.created_at = Some(timestamp_from_message(created_at)?);
            }
        }
        Ok(resource)
    }
}

/// The profile of a trait that can have one.
fn profile_of(data: &TraitData) -> Option<&Profile> {
    match data {
        TraitData::User(UserTrait { profile, .. })
        | TraitData::Group(GroupTrait { profile })
        | TraitData::Role(RoleTrait { profile }) => Some(profile),
        TraitData::LicenseProfile(_) => None,
    }
}

/// The first profile that holds something, else the first.
fn leading_profile(traits: &mut [TraitData]) -> Option<&mut Profile> {
    let filled = traits.iter().position(|data| profile_of(data).is_some_and(|profile| !profile.is_empty()));
    let leader = filled.or_else(|| traits.iter().position(|data| profile_of(data).is_some()))?;
    match &mut traits[leader] {
        TraitData::User(UserTrait { profile, .. })
        | TraitData::Group(GroupTrait { profile })
        | TraitData::Role(RoleTrait { profile }) => Some(profile),
        TraitData::LicenseProfile(_) => None,
    }
}

fn trait_to_any(data: &TraitData) -> Any {
    match data {
        TraitData::User(user) => any::pack(&v2::UserTrait::from(user)),
        TraitData::Group(group) => {
            any::pack(&v2::GroupTrait { profile: optional_struct(&group.profile), ..Default::default() })
        }
        TraitData::Role(role) => {
            any::pack(&v2::RoleTrait { profile: optional_struct(&role.profile), ..Default::default() })
        }
        TraitData::LicenseProfile(license) => any::pack(&v2::LicenseProfileTrait::from(license)),
    }
}

fn trait_from_any(packed: &Any) -> Result<Option<TraitData>> {
    if let Some(message) = any::unpack::<v2::UserTrait>(packed) {
        return Ok(Some(TraitData::User(message?.try_into()?)));
    }
    if let Some(message) = any::unpack::<v2::GroupTrait>(packed) {
        let profile = message?.profile.map(profile_from_struct).unwrap_or_default();
        return Ok(Some(TraitData::Group(GroupTrait { profile })));
    }
    if let Some(message) = any::unpack::<v2::RoleTrait>(packed) {
        let profile = message?.profile.map(profile_from_struct).unwrap_or_default();
        return Ok(Some(TraitData::Role(RoleTrait { profile })));
    }
    if let Some(message) = any::unpack::<v2::LicenseProfileTrait>(packed) {
        return Ok(Some(TraitData::LicenseProfile(message?.into())));
    }
    Ok(None)
}

impl From<&UserTrait> for v2::UserTrait {
    fn from(user: &UserTrait) -> Self {
        let status = match user.status {
            Status::Enabled => user_trait::status::Status::Enabled,
            Status::Disabled => user_trait::status::Status::Disabled,
            Status::Deleted => user_trait::status::Status::Deleted,
            Status::Unspecified => user_trait::status::Status::Unspecified,
        };
        let account_type = match user.account_type {
            AccountType::Human => user_trait::AccountType::Human,
            AccountType::Service => user_trait::AccountType::Service,
            AccountType::System => user_trait::AccountType::System,
            AccountType::Unspecified => user_trait::AccountType::Unspecified,
        };
        let emails = user
            .emails
            .iter()
            .map(|email| user_trait::Email { address: email.address.clone(), is_primary: email.is_primary });
        Self {
            emails: emails.collect(),
            status: (status != user_trait::status::Status::Unspecified)
                .then(|| user_trait::Status { status: status.into(), details: String::new() }),
            profile: optional_struct(&user.profile),
            account_type: account_type.into(),
            login: user.login.clone(),
            login_aliases: user.login_aliases.clone(),
            created_at: user.created_at.map(timestamp_to_message),
            last_login: user.last_login_at.map(timestamp_to_message),
            structured_name: user.structured_name.as_ref().map(|name| user_trait::StructuredName {
                given_name: name.given_name.clone(),
                family_name: name.family_name.clone(),
                middle_names: name.middle_names.clone(),
                ..Default::default()
            }),
            employee_ids: user.employee_ids.clone(),
            ..Default::default()
        }
    }
}

/// Fails with a time out of range. What the resource itself says of the user is not looked at here.
impl TryFrom<v2::UserTrait> for UserTrait {
    type Error = Error;

    fn try_from(message: v2::UserTrait) -> Result<Self> {
        let account_type = match message.account_type() {
            user_trait::AccountType::Unspecified => AccountType::Unspecified,
            user_trait::AccountType::Human => AccountType::Human,
            user_trait::AccountType::Service => AccountType::Service,
            user_trait::AccountType::System => AccountType::System,
        };
        let status = message.status.as_ref().map_or(Status::Unspecified, |status| match status.status() {
            user_trait::status::Status::Unspecified => Status::Unspecified,
            user_trait::status::Status::Enabled => Status::Enabled,
            user_trait::status::Status::Disabled => Status::Disabled,
            user_trait::status::Status::Deleted => Status::Deleted,
        });
        let emails = message
            .emails
            .into_iter()
            .map(|email| Email { address: email.address, is_primary: email.is_primary });
        Ok(Self {
            status,
            emails: emails.collect(),
            login: message.login,
            login_aliases: message.login_aliases,
            profile: message.profile.map(profile_from_struct).unwrap_or_default(),
            account_type,
            created_at: message.created_at.as_ref().map(timestamp_from_message).transpose()?,
            last_login_at: message.last_login.as_ref().map(timestamp_from_message).transpose()?,
            structured_name: message.structured_name.map(|name| StructuredName {
                given_name: name.given_name,
                family_name: name.family_name,
                middle_names: name.middle_names,
            }),
            employee_ids: message.employee_ids,
        })
    }
}

/// Seats beyond `i64::MAX` are written as that. Unknown seats are written as 0, which the protocol does not
/// tell from none.
impl From<&LicenseProfileTrait> for v2::LicenseProfileTrait {
    fn from(license: &LicenseProfileTrait) -> Self {
        let seats = |n_seats: u64| i64::try_from(n_seats).unwrap_or(i64::MAX);
        Self {
            license_name: license.license_name.clone(),
            purchased_seats: seats(license.purchased_seats.unwrap_or(0)),
            consumed_seats: seats(license.consumed_seats),
            entitlement_ids: license.entitlement_ids.iter().map(|id| id.as_str().to_owned()).collect(),
            ..Default::default()
        }
    }
}

/// Zero or negative purchased seats count as unknown, negative consumed seats as none: some systems say
/// "unlimited" with -1.
impl From<v2::LicenseProfileTrait> for LicenseProfileTrait {
    fn from(message: v2::LicenseProfileTrait) -> Self {
        Self {
            license_name: message.license_name,
            purchased_seats: u64::try_from(message.purchased_seats).ok().filter(|n_seats| *n_seats > 0),
            consumed_seats: u64::try_from(message.consumed_seats).unwrap_or(0),
            entitlement_ids: message.entitlement_ids.into_iter().map(EntitlementId::from_raw).collect(),
        }
    }
}

fn resource_status(status: Status) -> Option<v2::Status> {
    let status = match status {
        Status::Enabled => ResourceStatus::Enabled,
        Status::Disabled => ResourceStatus::Disabled,
        Status::Deleted => ResourceStatus::Deleted,
        Status::Unspecified => return None,
    };
    Some(v2::Status { status: status.into(), details: String::new() })
}

fn status_of(status: ResourceStatus) -> Status {
    match status {
        ResourceStatus::Unspecified => Status::Unspecified,
        ResourceStatus::Enabled => Status::Enabled,
        ResourceStatus::Disabled => Status::Disabled,
        ResourceStatus::Deleted => Status::Deleted,
    }
}

fn trait_number(kind: Trait) -> resource_type::Trait {
    match kind {
        Trait::User => resource_type::Trait::User,
        Trait::Group => resource_type::Trait::Group,
        Trait::Role => resource_type::Trait::Role,
        Trait::App => resource_type::Trait::App,
        Trait::LicenseProfile => resource_type::Trait::LicenseProfile,
    }
}

fn trait_from_number(kind: resource_type::Trait) -> Option<Trait> {
    match kind {
        resource_type::Trait::User => Some(Trait::User),
        resource_type::Trait::Group => Some(Trait::Group),
        resource_type::Trait::Role => Some(Trait::Role),
        resource_type::Trait::App => Some(Trait::App),
        resource_type::Trait::LicenseProfile => Some(Trait::LicenseProfile),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use baton_core::{Annotation, ProfileValue};

    use super::*;

    const USER: ResourceTypeId = ResourceTypeId::from_static("user");

    fn user(trait_: UserTrait) -> Resource {
        Resource::new(ResourceId::new(USER, "17"), "Ada").with_trait(TraitData::User(trait_))
    }

    fn profile(name: &str, value: &str) -> Profile {
        Profile::from([(name.to_owned(), ProfileValue::from(value))])
    }

    #[test]
    fn a_user_is_written_for_old_and_for_new_readers() {
        let created_at = "2020-01-02T03:04:05Z".parse().unwrap();
        let message = v2::Resource::from(&user(UserTrait {
            status: Status::Disabled,
            profile: profile("department", "Sales"),
            created_at: Some(created_at),
            ..Default::default()
        }));

        let old = any::find::<v2::UserTrait>(&message.annotations).unwrap().unwrap();
        assert_eq!(old.status.as_ref().unwrap().status(), user_trait::status::Status::Disabled);
        assert_eq!(message.status.as_ref().unwrap().status(), ResourceStatus::Disabled);
        assert_eq!(old.profile, message.profile);
        assert_eq!(message.profile.unwrap().fields.keys().collect::<Vec<_>>(), ["department"]);
        assert_eq!(old.created_at, message.created_at);
        assert_eq!(message.created_at.unwrap().seconds, 1_577_934_245);
    }

    #[test]
    fn what_the_resource_says_wins_and_the_trait_fills_in() {
        let mut message = v2::Resource::from(&user(UserTrait {
            status: Status::Enabled,
            profile: profile("team", "a"),
            created_at: Some("2020-01-02T03:04:05Z".parse().unwrap()),
            ..Default::default()
        }));
        message.status = resource_status(Status::Deleted);
        message.profile = None;
        message.created_at = None;

        let read = Resource::try_from(message).unwrap();
        let read = read.user_trait().unwrap();
        assert_eq!(read.status, Status::Deleted);
        assert_eq!(read.profile, profile("team", "a"));
        assert_eq!(read.created_at.unwrap().to_string(), "2020-01-02T03:04:05Z");
    }

    #[test]
    fn the_fields_of_a_resource_speak_for_one_of_its_traits() {
        let resource = Resource::new(ResourceId::new(USER, "17"), "")
            .with_trait(TraitData::Role(RoleTrait::default()))
            .with_trait(TraitData::Group(GroupTrait { profile: profile("a", "1") }))
            .with_trait(TraitData::User(UserTrait { profile: profile("b", "2"), ..Default::default() }));
        let message = v2::Resource::from(&resource);
        assert_eq!(message.profile.as_ref().map(|it| it.fields.len()), Some(1));
        assert!(message.profile.as_ref().unwrap().fields.contains_key("a"));
        assert_eq!(Resource::try_from(message).unwrap(), resource);
    }

    #[test]
    fn unknown_seats_are_zero() {
        let license = LicenseProfileTrait { consumed_seats: u64::MAX, ..Default::default() };
        let message = v2::LicenseProfileTrait::from(&license);
        assert_eq!((message.purchased_seats, message.consumed_seats), (0, i64::MAX));
        let unlimited =
            v2::LicenseProfileTrait { purchased_seats: -1, consumed_seats: -1, ..Default::default() };
        let read = LicenseProfileTrait::from(unlimited);
        assert_eq!((read.purchased_seats, read.consumed_seats), (None, 0));
    }

    #[test]
    fn a_trait_without_a_counterpart_stays_an_annotation() {
        let mut message = v2::Resource::from(&user(UserTrait::default()));
        message
            .annotations
            .push(any::pack(&v2::SecretTrait { credential_detail: "x".into(), ..Default::default() }));
        let bytes = message.annotations[1].value.clone();
        let read = Resource::try_from(message).unwrap();
        let type_url = "type.googleapis.com/c1.connector.v2.SecretTrait".to_owned();
        assert_eq!(read.annotations, [Annotation::Other { type_url, value: bytes }]);
    }

    #[test]
    fn a_resource_without_identity_is_refused() {
        let check = |message: v2::Resource, expected: &str| {
            assert_eq!(Resource::try_from(message).unwrap_err().to_string(), expected);
        };
        check(v2::Resource::default(), "c1.connector.v2.Resource has no `id`");
        let mut message = v2::Resource::from(&user(UserTrait::default()));
        message.id.as_mut().unwrap().resource.clear();
        check(message, "c1.connector.v2.ResourceId has no `resource`");
    }
}
