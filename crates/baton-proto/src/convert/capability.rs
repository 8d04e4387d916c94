//! What a connector can do and how it introduces itself. One way only: nothing here reads it back.

use baton_core::{Annotation, Capability, ConnectorCapabilities, ConnectorMetadata, ResourceTypeCapability};

use super::annotation::capability_permissions;
use crate::connector::v2;

/// Joins the introduction and the capabilities into the message that registration sends.
#[must_use]
pub fn connector_metadata(
    metadata: &ConnectorMetadata,
    capabilities: &ConnectorCapabilities,
) -> v2::ConnectorMetadata {
    v2::ConnectorMetadata {
        display_name: metadata.display_name.clone(),
        description: metadata.description.clone(),
        capabilities: Some(capabilities.into()),
        ..Default::default()
    }
}

/// Resource types are sorted by id, the connector's own capabilities by their numbers and without
/// repetition. Credential details are present and empty, which is how a connector that manages no
/// credentials says so.
impl From<&ConnectorCapabilities> for v2::ConnectorCapabilities {
    fn from(capabilities: &ConnectorCapabilities) -> Self {
        let mut resource_types: Vec<_> = capabilities.resource_types.iter().collect();
        resource_types.sort_by(|a, b| a.resource_type.id.cmp(&b.resource_type.id));
        let mut connector: Vec<i32> = numbers(&capabilities.connector);
        connector.sort_unstable();
        connector.dedup();
        Self {
            resource_type_capabilities: resource_types.into_iter().map(Into::into).collect(),
            connector_capabilities: connector,
            credential_details: Some(v2::CredentialDetails::default()),
        }
    }
}

/// Permissions and opt-in are annotations of the type; the message repeats them as fields. Permissions are
/// there even if there are none.
impl From<&ResourceTypeCapability> for v2::ResourceTypeCapability {
    fn from(capability: &ResourceTypeCapability) -> Self {
        let annotations = &capability.resource_type.annotations;
        let permissions = annotations.iter().find_map(|annotation| match annotation {
            Annotation::CapabilityPermissions(permissions) => Some(permissions.as_slice()),
            _ => None,
        });
        Self {
            resource_type: Some((&capability.resource_type).into()),
            capabilities: numbers(&capability.capabilities),
            permissions: Some(capability_permissions(permissions.unwrap_or_default())),
            opt_in_required: annotations.contains(&Annotation::OptInRequired),
            ..Default::default()
        }
    }
}

fn numbers(capabilities: &[Capability]) -> Vec<i32> {
    capabilities
        .iter()
        .map(|capability| match capability {
            Capability::Sync => v2::Capability::Sync,
            Capability::TargetedSync => v2::Capability::TargetedSync,
            Capability::Provision => v2::Capability::Provision,
            Capability::Actions => v2::Capability::Actions,
        })
        .map(i32::from)
        .collect()
}

#[cfg(test)]
mod tests {
    use baton_core::{ResourceType, ResourceTypeId};

    use super::*;

    fn resource_type(id: &'static str, annotations: Vec<Annotation>) -> ResourceType {
        ResourceType {
            id: ResourceTypeId::from_static(id),
            display_name: String::new(),
            description: String::new(),
            traits: Vec::new(),
            annotations,
        }
    }

    #[test]
    fn annotations_of_the_type_become_fields() {
        let message = v2::ResourceTypeCapability::from(&ResourceTypeCapability {
            resource_type: resource_type(
                "group",
                vec![
                    Annotation::OptInRequired,
                    Annotation::CapabilityPermissions(vec!["core.user.read".to_owned()]),
                ],
            ),
            capabilities: vec![Capability::Sync, Capability::Provision],
        });
        assert!(message.opt_in_required);
        assert_eq!(message.permissions.unwrap().permissions[0].permission, "core.user.read");
        assert_eq!(message.capabilities, [2, 1], "the given order, not that of the numbers");
    }

    #[test]
    fn permissions_are_there_even_if_empty() {
        let plain =
            ResourceTypeCapability { resource_type: resource_type("role", vec![]), capabilities: vec![] };
        let message = v2::ResourceTypeCapability::from(&plain);
        assert_eq!(message.permissions, Some(v2::CapabilityPermissions::default()));
        assert!(!message.opt_in_required);
    }

    #[test]
    fn lists_are_sorted() {
        let of_type =
            |id| ResourceTypeCapability { resource_type: resource_type(id, vec![]), capabilities: vec![] };
        let metadata = connector_metadata(
            &ConnectorMetadata { display_name: "Coupa".to_owned(), description: "Syncs.".to_owned() },
            &ConnectorCapabilities {
                resource_types: vec![of_type("user"), of_type("group")],
                connector: vec![
                    Capability::Actions,
                    Capability::Sync,
                    Capability::Sync,
                    Capability::Provision,
                ],
            },
        );
        assert_eq!((metadata.display_name.as_str(), metadata.description.as_str()), ("Coupa", "Syncs."));
        let message = metadata.capabilities.unwrap();
        let ids: Vec<_> = message
            .resource_type_capabilities
            .iter()
            .map(|it| it.resource_type.clone().unwrap().id)
            .collect();
        assert_eq!(ids, ["group", "user"]);
        assert_eq!(message.connector_capabilities, [1, 2, 10]);
        assert_eq!(message.credential_details, Some(v2::CredentialDetails::default()));
    }
}
