//! Resources, their types and the traits that say what a resource is.

use jiff::Timestamp;

use crate::{Annotation, Profile, ResourceId, ResourceTypeId};

/// A class of resources.
#[derive(Debug, Clone, PartialEq)]
pub struct ResourceType {
    /// Its id, such as `user`.
    pub id: ResourceTypeId,
    /// The name people see.
    pub display_name: String,
    /// What it is, in a sentence; may be empty.
    pub description: String,
    /// The traits that each resource of the type carries.
    pub traits: Vec<Trait>,
    /// Typed extras, such as [`Annotation::OptInRequired`].
    pub annotations: Vec<Annotation>,
}

/// What a resource type declares its resources to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trait {
    /// An account.
    User,
    /// A collection of principals.
    Group,
    /// A set of permissions.
    Role,
    /// An application.
    App,
    /// Something sold by the seat.
    LicenseProfile,
}

/// A thing in the remote system.
#[derive(Debug, Clone, PartialEq)]
pub struct Resource {
    /// Its identity.
    pub id: ResourceId,
    /// The resource it lies under, where it lies under one.
    pub parent: Option<ResourceId>,
    /// The name people see; may be empty.
    pub display_name: String,
    /// What it is for; may be empty.
    pub description: String,
    /// What its type promises about it: one entry for each [`Trait`] of the type.
    pub traits: Vec<TraitData>,
    /// Typed extras.
    pub annotations: Vec<Annotation>,
}

impl Resource {
    /// A resource with nothing but its identity and its name.
    #[must_use]
    pub fn new(id: ResourceId, display_name: impl Into<String>) -> Self {
        Self {
            id,
            parent: None,
            display_name: display_name.into(),
            description: String::new(),
            traits: Vec::new(),
            annotations: Vec::new(),
        }
    }

    /// Adds a description.
    #[must_use]
    pub fn with_description(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }

    /// Adds the data of a trait.
    #[must_use]
    pub fn with_trait(mut self, data: TraitData) -> Self {
        self.traits.push(data);
        self
    }

    /// The account data, where the resource is an account.
    #[must_use]
    pub fn user_trait(&self) -> Option<&UserTrait> {
        self.traits.iter().find_map(|data| match data {
            TraitData::User(user) => Some(user),
            _ => None,
        })
    }
}

/// The data behind a [`Trait`].
#[derive(Debug, Clone, PartialEq)]
pub enum TraitData {
    /// Of an account.
    User(UserTrait),
    /// Of a group.
    Group(GroupTrait),
    /// Of a role.
    Role(RoleTrait),
    /// Of something sold by the seat.
    LicenseProfile(LicenseProfileTrait),
}

/// What is known of an account.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UserTrait {
    /// Whether it can be used.
    pub status: Status,
    /// Its addresses; at most one is primary.
    pub emails: Vec<Email>,
    /// The name it signs in with; may be empty.
    pub login: String,
    /// Other names that it may be found under.
    pub login_aliases: Vec<String>,
    /// Free-form attributes.
    pub profile: Profile,
    /// Person or program.
    pub account_type: AccountType,
    /// When it was made in the remote system.
    pub created_at: Option<Timestamp>,
    /// When it was last used.
    pub last_login_at: Option<Timestamp>,
    /// The parts of its name.
    pub structured_name: Option<StructuredName>,
    /// Its numbers in the human-resources system.
    pub employee_ids: Vec<String>,
}

/// Whether an account can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    /// Not known.
    #[default]
    Unspecified,
    /// It can be used.
    Enabled,
    /// It cannot be used.
    Disabled,
    /// It is gone.
    Deleted,
}

/// Person or program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AccountType {
    /// Not known.
    #[default]
    Unspecified,
    /// A person.
    Human,
    /// A program of the customer.
    Service,
    /// Part of the remote system itself.
    System,
}

/// An e-mail address of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email {
    /// The address, as the remote system spells it.
    pub address: String,
    /// Whether it is the main one.
    pub is_primary: bool,
}

/// The parts of a person's name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StructuredName {
    /// First name; may be empty.
    pub given_name: String,
    /// Last name; may be empty.
    pub family_name: String,
    /// Names in between.
    pub middle_names: Vec<String>,
}

/// What is known of a group.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GroupTrait {
    /// Free-form attributes.
    pub profile: Profile,
}

/// What is known of a role.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RoleTrait {
    /// Free-form attributes.
    pub profile: Profile,
}

/// What is known of something sold by the seat.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LicenseProfileTrait {
    /// The name it is sold under.
    pub license_name: String,
    /// Seats bought, where the remote system tells.
    pub purchased_seats: Option<u64>,
    /// Seats in use.
    pub consumed_seats: u64,
    /// The entitlements that take a seat.
    pub entitlement_ids: Vec<crate::EntitlementId>,
}
