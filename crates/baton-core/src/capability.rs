//! What a connector says of itself.

use crate::{AccountCredentials, AccountSchema, ResourceType};

/// Something that a connector can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Capability {
    /// Read who has what.
    Sync,
    /// Read single resources that were asked for.
    TargetedSync,
    /// Grant and revoke.
    Provision,
    /// Make accounts.
    AccountProvisioning,
    /// Run named operations.
    Actions,
}

/// What a connector can do with one resource type.
#[derive(Debug, Clone, PartialEq)]
pub struct ResourceTypeCapability {
    /// The type; its annotations carry permissions and opt-in.
    pub resource_type: ResourceType,
    /// What can be done, in the protocol's order.
    pub capabilities: Vec<Capability>,
}

/// What a connector can do.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectorCapabilities {
    /// By resource type, in the order of the types' ids.
    pub resource_types: Vec<ResourceTypeCapability>,
    /// What the connector can do as a whole.
    pub connector: Vec<Capability>,
    /// How accounts are made, if they can be.
    pub account_credentials: Option<AccountCredentials>,
}

/// How a connector introduces itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ConnectorMetadata {
    /// The name people see.
    pub display_name: String,
    /// What it does, in a sentence.
    pub description: String,
    /// What has to be known of a new account, if accounts can be made.
    pub account_schema: Option<AccountSchema>,
}
