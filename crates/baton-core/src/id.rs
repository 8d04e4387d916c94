//! Identifiers: resource types, resources, entitlements and grants.
//!
//! Entitlement and grant ids are plain joins with `:` and nothing is escaped. Governance rules are
//! keyed on these texts, so they must stay byte-identical from release to release. Because nothing is
//! escaped, an id is never parsed to find out what it refers to; the structured fields next to it say so.

use std::{borrow::Cow, fmt};

/// Names a class of resources: `user`, `role`, `license`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ResourceTypeId(Cow<'static, str>);

impl ResourceTypeId {
    /// A type id known when the program is written.
    #[must_use]
    pub const fn from_static(id: &'static str) -> Self {
        Self(Cow::Borrowed(id))
    }

    /// A type id read from somewhere.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self(Cow::Owned(id.into()))
    }

    /// The text of the id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ResourceTypeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Names one resource: its type and its id within that type. Shown as `type:id`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ResourceId {
    /// The class of the resource.
    pub resource_type: ResourceTypeId,
    /// The id within the class; opaque, and any character may occur in it.
    pub id: String,
}

impl ResourceId {
    /// Joins a type and an id.
    #[must_use]
    pub fn new(resource_type: ResourceTypeId, id: impl Into<String>) -> Self {
        Self { resource_type, id: id.into() }
    }
}

impl fmt::Display for ResourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.resource_type, self.id)
    }
}

/// Names an entitlement: `type:id:slug` of the resource it is held on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntitlementId(String);

impl EntitlementId {
    /// The id of the entitlement `slug` on `resource`.
    #[must_use]
    pub fn of(resource: &ResourceId, slug: &str) -> Self {
        Self(format!("{resource}:{slug}"))
    }

    /// Takes an id that something else made, as it is.
    #[must_use]
    pub fn from_raw(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The text of the id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EntitlementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Names a grant: the entitlement's id, then the principal as `type:id`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GrantId(String);

impl GrantId {
    /// The id of the fact that `principal` holds `entitlement`.
    #[must_use]
    pub fn of(entitlement: &EntitlementId, principal: &ResourceId) -> Self {
        Self(format!("{entitlement}:{principal}"))
    }

    /// Takes an id that something else made, as it is.
    #[must_use]
    pub fn from_raw(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The text of the id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for GrantId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Without `:` in the parts the joined ids can be taken apart again, and so are unique.
        #[test]
        fn joined_ids_are_unique_where_the_parts_hold_no_colon(
            parts in proptest::array::uniform5("[^:]{1,12}")
        ) {
            let [rtype, rid, slug, ptype, pid] = parts;
            let entitlement = EntitlementId::of(&ResourceId::new(ResourceTypeId::new(&rtype), &rid), &slug);
            let grant = GrantId::of(&entitlement, &ResourceId::new(ResourceTypeId::new(&ptype), &pid));
            let back: Vec<&str> = grant.as_str().split(':').collect();
            prop_assert_eq!(back, [rtype.as_str(), &rid, &slug, &ptype, &pid]);
        }
    }
}
