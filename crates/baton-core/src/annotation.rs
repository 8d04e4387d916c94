//! Annotations: typed extras attached to types, resources, entitlements and grants.

use crate::Profile;

/// A typed extra.
#[derive(Debug, Clone, PartialEq)]
pub enum Annotation {
    /// On a resource type: it is left out unless somebody asks for it.
    OptInRequired,
    /// On a resource type: what the remote system must permit, such as OAuth scopes.
    CapabilityPermissions(Vec<String>),
    /// On a resource type or resource: nothing can be held on it.
    SkipEntitlementsAndGrants,
    /// On an entitlement: it cannot be granted or taken away through the connector.
    EntitlementImmutable {
        /// Which entitlement it follows from; usually empty.
        source_id: String,
        /// Why, for people.
        metadata: Profile,
    },
    /// On a grant: it cannot be changed through the connector.
    GrantImmutable {
        /// Which grant it follows from; usually empty.
        source_id: String,
        /// Why, for people.
        metadata: Profile,
    },
    /// A web page about the object; begins with `https://`.
    ExternalLink(String),
    /// One that this vocabulary does not know, kept as it came.
    Other {
        /// The type it names, as `type.googleapis.com/…`.
        type_url: String,
        /// Its bytes.
        value: Vec<u8>,
    },
}
