//! The resource types of a Coupa instance, what they need and which are on by default.

use baton_core::{Annotation, Capability, ResourceType, ResourceTypeId, Trait};
use baton_sdk::connector::TypeDeclaration;
use coupa_client::Scope;

/// People and programs that sign in.
pub const USER: ResourceTypeId = ResourceTypeId::from_static("user");
/// User groups; projects too, which Coupa keeps in the same list.
pub const GROUP: ResourceTypeId = ResourceTypeId::from_static("group");
/// Security roles.
pub const ROLE: ResourceTypeId = ResourceTypeId::from_static("role");
/// Licence flags of a user.
pub const LICENSE: ResourceTypeId = ResourceTypeId::from_static("license");
/// Account groups: which ledger accounts a user may see.
pub const ACCOUNT_GROUP: ResourceTypeId = ResourceTypeId::from_static("account_group");
/// Content groups, which the API calls business groups.
pub const CONTENT_GROUP: ResourceTypeId = ResourceTypeId::from_static("content_group");

/// Slug of the entitlement of groups, roles, account groups and content groups.
pub const MEMBER: &str = "member";
/// Slug of the entitlement of licences.
pub const ASSIGNED: &str = "assigned";

/// One resource type: its fixed facts.
#[derive(Debug, Clone)]
pub struct TypeFacts {
    /// The id.
    pub id: &'static str,
    /// The name, as the Go connector spells it where it has the type.
    pub display_name: &'static str,
    /// What it is, for people.
    pub description: &'static str,
    /// The trait its resources carry.
    pub kind: Trait,
    /// Whether somebody has to ask for it.
    pub opt_in: bool,
    /// The OAuth scope that reading it needs. Source: Coupa's scope list.
    pub read_scope: Scope,
    /// The OAuth scopes that changing it, or who holds it, needs.
    pub write_scopes: &'static [Scope],
    /// What can be done beyond reading.
    pub provisioning: Capability,
}

/// Every resource type, sorted by id.
pub static ALL: [TypeFacts; 6] = [
    TypeFacts {
        id: "account_group",
        display_name: "Account Group",
        description: "Account groups of Coupa: which ledger accounts a user may see",
        kind: Trait::Group,
        opt_in: true,
        read_scope: Scope::ACCOUNTING_READ,
        write_scopes: &[Scope::USER_WRITE],
        provisioning: Capability::Provision,
    },
    TypeFacts {
        id: "content_group",
        display_name: "Content Group",
        description: "Content groups of Coupa: which documents and suppliers a user may see",
        kind: Trait::Group,
        opt_in: true,
        read_scope: Scope::COMMON_READ,
        write_scopes: &[Scope::USER_WRITE],
        provisioning: Capability::Provision,
    },
    TypeFacts {
        id: "group",
        display_name: "group",
        description: "User groups of Coupa; projects too, marked as such in their profile",
        kind: Trait::Group,
        opt_in: false,
        read_scope: Scope::USER_GROUP_READ,
        write_scopes: &[Scope::USER_GROUP_WRITE, Scope::USER_WRITE],
        provisioning: Capability::Provision,
    },
    TypeFacts {
        id: "license",
        display_name: "license",
        description: "Licences of Coupa, sold by the seat",
        kind: Trait::LicenseProfile,
        opt_in: false,
        read_scope: Scope::USER_READ,
        write_scopes: &[Scope::USER_WRITE],
        provisioning: Capability::Provision,
    },
    TypeFacts {
        id: "role",
        display_name: "role",
        description: "Security roles of Coupa",
        kind: Trait::Role,
        opt_in: false,
        read_scope: Scope::COMMON_READ,
        write_scopes: &[Scope::USER_WRITE],
        provisioning: Capability::Provision,
    },
    TypeFacts {
        id: "user",
        display_name: "User",
        description: "People and programs that sign in to Coupa; supplier logins are left out",
        kind: Trait::User,
        opt_in: false,
        read_scope: Scope::USER_READ,
        write_scopes: &[Scope::USER_WRITE],
        provisioning: Capability::AccountProvisioning,
    },
];

impl TypeFacts {
    /// The facts of a type, or `None` for an id that Coupa has no type for.
    #[must_use]
    pub fn get_opt(id: &str) -> Option<&'static Self> {
        ALL.iter().find(|facts| facts.id == id)
    }

    /// The type as the protocol describes it.
    #[must_use]
    pub fn declaration(&self) -> TypeDeclaration {
        let mut annotations = Vec::new();
        if self.opt_in {
            annotations.push(Annotation::OptInRequired);
        }
        let scopes = std::iter::once(&self.read_scope).chain(self.write_scopes);
        annotations
            .push(Annotation::CapabilityPermissions(scopes.map(|scope| scope.as_str().to_owned()).collect()));
        TypeDeclaration {
            resource_type: ResourceType {
                id: ResourceTypeId::from_static(self.id),
                display_name: self.display_name.to_owned(),
                description: self.description.to_owned(),
                traits: vec![self.kind],
                annotations,
            },
            capabilities: vec![Capability::Sync, Capability::TargetedSync, self.provisioning],
        }
    }
}

/// The scopes that reading these types needs, each once, in the order of their names.
#[must_use]
pub fn read_scopes<'a>(types: impl IntoIterator<Item = &'a ResourceTypeId>) -> Vec<Scope> {
    let mut scopes: Vec<Scope> = types
        .into_iter()
        .filter_map(|id| TypeFacts::get_opt(id.as_str()))
        .map(|facts| facts.read_scope.clone())
        .collect();
    scopes.sort();
    scopes.dedup();
    scopes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scopes_of_the_default_types_are_the_documented_read_scopes() {
        let default: Vec<_> = ALL
            .iter()
            .filter(|facts| !facts.opt_in)
            .map(|facts| ResourceTypeId::from_static(facts.id))
            .collect();
        let scopes = read_scopes(&default);
        let names: Vec<&str> = scopes.iter().map(Scope::as_str).collect();
        assert_eq!(names, ["core.common.read", "core.user.read", "core.user_group.read"]);
    }

    #[test]
    fn types_are_sorted_by_id() {
        assert!(ALL.windows(2).all(|pair| pair[0].id < pair[1].id));
    }
}
