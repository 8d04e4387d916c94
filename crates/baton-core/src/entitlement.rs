//! Entitlements: what can be held on a resource.

use crate::{Annotation, EntitlementId, ResourceId, ResourceTypeId};

/// Something that can be held on a resource: `member` of a role, a seat of a licence.
#[derive(Debug, Clone, PartialEq)]
pub struct Entitlement {
    /// Its id, by the rule of [`EntitlementId::of`].
    pub id: EntitlementId,
    /// The resource it is held on.
    pub resource: ResourceId,
    /// Its short stable name; the last part of the id.
    pub slug: String,
    /// The name people see; may be empty.
    pub display_name: String,
    /// What holding it means; may be empty.
    pub description: String,
    /// Which kinds of principal may hold it.
    pub grantable_to: Vec<ResourceTypeId>,
    /// Why it exists.
    pub purpose: Purpose,
    /// Typed extras, such as [`Annotation::EntitlementImmutable`].
    pub annotations: Vec<Annotation>,
}

impl Entitlement {
    /// The entitlement `slug` on `resource`.
    #[must_use]
    pub fn new(resource: ResourceId, slug: impl Into<String>, purpose: Purpose) -> Self {
        let slug = slug.into();
        Self {
            id: EntitlementId::of(&resource, &slug),
            resource,
            slug,
            display_name: String::new(),
            description: String::new(),
            grantable_to: Vec::new(),
            purpose,
            annotations: Vec::new(),
        }
    }

    /// Sets what people see.
    #[must_use]
    pub fn with_display(mut self, display_name: impl Into<String>, description: impl Into<String>) -> Self {
        self.display_name = display_name.into();
        self.description = description.into();
        self
    }

    /// Sets which kinds of principal may hold it.
    #[must_use]
    pub fn grantable_to(mut self, types: impl IntoIterator<Item = ResourceTypeId>) -> Self {
        self.grantable_to = types.into_iter().collect();
        self
    }
}

/// Why an entitlement exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Purpose {
    /// Not said.
    #[default]
    Unspecified,
    /// Holding it makes the principal part of the resource.
    Assignment,
    /// Holding it allows something.
    Permission,
    /// Holding it makes the principal responsible.
    Ownership,
}
