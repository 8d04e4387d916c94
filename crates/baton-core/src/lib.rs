//! The vocabulary of access governance as plain types: who (principals) holds what
//! (entitlements) on which resources.
//!
//! Nothing here performs I/O, waits, or knows a wire format. A connector speaks these types,
//! `baton-proto` turns them into protobuf messages, and `c1z` stores those.
//!
//! Three types to know:
//!
//! - [`Resource`]: a thing in the remote system, such as a user or a role, named by a [`ResourceId`];
//! - [`Entitlement`]: something that can be held on a resource, such as `member` of a role;
//! - [`Grant`]: the fact that a principal holds an entitlement.
//!
//! ```
//! use baton_core::{Entitlement, Grant, Purpose, ResourceId, ResourceTypeId};
//!
//! const USER: ResourceTypeId = ResourceTypeId::from_static("user");
//! const ROLE: ResourceTypeId = ResourceTypeId::from_static("role");
//!
//! let buyer = ResourceId::new(ROLE, "4");
//! let member = Entitlement::new(buyer, "member", Purpose::Assignment).grantable_to([USER]);
//! let grant = Grant::new(&member, ResourceId::new(USER, "17"));
//! assert_eq!(member.id.as_str(), "role:4:member");
//! assert_eq!(grant.id.as_str(), "role:4:member:user:17");
//! ```
//!
//! Source of the terms and of the id rules: the protocol files of the Baton SDK (`c1.connector.v2`).

mod account;
mod action;
mod annotation;
mod bid;
mod capability;
mod entitlement;
mod grant;
mod id;
mod profile;
mod resource;

pub use account::{AccountCredentials, AccountSchema, CredentialOption};
pub use action::{ActionKind, ActionSchema, Field, FieldKind};
pub use annotation::Annotation;
pub use bid::{Bid, BidError};
pub use capability::{Capability, ConnectorCapabilities, ConnectorMetadata, ResourceTypeCapability};
pub use entitlement::{Entitlement, Purpose};
pub use grant::Grant;
pub use id::{EntitlementId, GrantId, ResourceId, ResourceTypeId};
pub use profile::{Profile, ProfileValue};
pub use resource::{
    AccountType, Email, GroupTrait, LicenseProfileTrait, Resource, ResourceType, RoleTrait, Status,
    StructuredName, Trait, TraitData, UserTrait,
};
