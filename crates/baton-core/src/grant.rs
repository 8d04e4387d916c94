//! Grants: who holds what.

use crate::{Annotation, Entitlement, EntitlementId, GrantId, ResourceId};

/// The fact that a principal holds an entitlement.
#[derive(Debug, Clone, PartialEq)]
pub struct Grant {
    /// Its id, by the rule of [`GrantId::of`].
    pub id: GrantId,
    /// What is held.
    pub entitlement: EntitlementId,
    /// The resource on which it is held.
    pub resource: ResourceId,
    /// Who holds it.
    pub principal: ResourceId,
    /// Typed extras.
    pub annotations: Vec<Annotation>,
}

impl Grant {
    /// `principal` holds `entitlement`.
    #[must_use]
    pub fn new(entitlement: &Entitlement, principal: ResourceId) -> Self {
        Self::of(entitlement.id.clone(), entitlement.resource.clone(), principal)
    }

    /// `principal` holds the entitlement `slug` on `resource`.
    #[must_use]
    pub fn on(resource: ResourceId, slug: &str, principal: ResourceId) -> Self {
        Self::of(EntitlementId::of(&resource, slug), resource, principal)
    }

    fn of(entitlement: EntitlementId, resource: ResourceId, principal: ResourceId) -> Self {
        Self {
            id: GrantId::of(&entitlement, &principal),
            entitlement,
            resource,
            principal,
            annotations: Vec::new(),
        }
    }
}
