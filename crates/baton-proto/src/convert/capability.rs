//! What a connector can do and how it introduces itself. One way only: nothing here reads it back.

use baton_core::{
    AccountCredentials, Annotation, Capability, ConnectorCapabilities, ConnectorMetadata, CredentialOption,
    ResourceTypeCapability,
};

use super::annotation::capability_permissions;
use crate::connector::v2;

/// Joins the introduction and the capabilities into the message that registration sends, with the form for
/// new accounts if there is one.
#[must_use]
pub fn connector_metadata(
    metadata: &ConnectorMetadata,
    capabilities: &ConnectorCapabilities,
) -> v2::ConnectorMetadata {
    v2::ConnectorMetadata {
        display_name: metadata.display_name.clone(),
        description: metadata.description.clone(),
        capabilities: Some(capabilities.into()),
        account_creation_schema: metadata.account_schema.as_ref().map(Into::into),
        ..Default::default()
    }
}

/// Resource types are sorted by id, the connector's own capabilities by their numbers and without
/// repetition. Credential details are always present; empty is how a connector that makes no accounts
/// and manages no credentials says so.
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
            credential_details: Some(v2::CredentialDetails {
                capability_account_provisioning: capabilities.account_credentials.as_ref().map(Into::into),
                capability_credential_rotation: None,
            }),
        }
    }
}

impl From<&AccountCredentials> for v2::CredentialDetailsAccountProvisioning {
    fn from(credentials: &AccountCredentials) -> Self {
        Self {
            supported_credential_options: credentials
                .supported
                .iter()
                .map(|option| credential_option(*option).into())
                .collect(),
            preferred_credential_option: credential_option(credentials.preferred).into(),
        }
    }
}

fn credential_option(option: CredentialOption) -> v2::CapabilityDetailCredentialOption {
    match option {
        CredentialOption::NoPassword => v2::CapabilityDetailCredentialOption::NoPassword,
        CredentialOption::RandomPassword => v2::CapabilityDetailCredentialOption::RandomPassword,
        CredentialOption::Sso => v2::CapabilityDetailCredentialOption::Sso,
    }
}

/// Permissions and opt-in are annotations of the type; the message repeats them as fields. Permissions are
/// there even if there are none. What can be done comes in the protocol's order, which is not that of the
/// numbers, and without repetition.
impl From<&ResourceTypeCapability> for v2::ResourceTypeCapability {
    fn from(capability: &ResourceTypeCapability) -> Self {
        let annotations = &capability.resource_type.annotations;
        let permissions = annotations.iter().find_map(|annotation| match annotation {
            Annotation::CapabilityPermissions(permissions) => Some(permissions.as_slice()),
            _ => None,
        });
        let mut capabilities = capability.capabilities.clone();
        capabilities.sort_unstable();
        capabilities.dedup();
        Self {
            resource_type: Some((&capability.resource_type).into()),
            capabilities: numbers(&capabilities),
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
            Capability::AccountProvisioning => v2::Capability::AccountProvisioning,
            Capability::Actions => v2::Capability::Actions,
        })
        .map(i32::from)
        .collect()
}

#[cfg(test)]
mod tests {
    use baton_core::{AccountSchema, Field, FieldKind, ResourceType, ResourceTypeId};

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
            capabilities: vec![
                Capability::AccountProvisioning,
                Capability::Provision,
                Capability::Sync,
                Capability::Provision,
                Capability::TargetedSync,
            ],
        });
        assert!(message.opt_in_required);
        assert_eq!(message.permissions.unwrap().permissions[0].permission, "core.user.read");
        assert_eq!(message.capabilities, [2, 11, 1, 5], "the protocol's order, not that of the numbers");
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
            &ConnectorMetadata {
                display_name: "Coupa".to_owned(),
                description: "Syncs.".to_owned(),
                account_schema: None,
            },
            &ConnectorCapabilities {
                resource_types: vec![of_type("user"), of_type("group")],
                connector: vec![
                    Capability::Actions,
                    Capability::Sync,
                    Capability::Sync,
                    Capability::Provision,
                ],
                account_credentials: None,
            },
        );
        assert_eq!(metadata.account_creation_schema, None);
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

    #[test]
    fn a_connector_that_makes_accounts_says_how() {
        let field = Field::new("login", "Login", FieldKind::Text).required();
        let metadata = connector_metadata(
            &ConnectorMetadata {
                account_schema: Some(AccountSchema { fields: vec![field] }),
                ..ConnectorMetadata::default()
            },
            &ConnectorCapabilities {
                account_credentials: Some(AccountCredentials {
                    supported: vec![
                        CredentialOption::NoPassword,
                        CredentialOption::RandomPassword,
                        CredentialOption::Sso,
                    ],
                    preferred: CredentialOption::Sso,
                }),
                ..ConnectorCapabilities::default()
            },
        );
        let form = metadata.account_creation_schema.unwrap();
        assert!(form.field_map["login"].required);
        let details = metadata.capabilities.unwrap().credential_details.unwrap();
        let accounts = details.capability_account_provisioning.unwrap();
        assert_eq!(accounts.supported_credential_options, [1, 2, 3]);
        assert_eq!(accounts.preferred_credential_option, 3);
        assert_eq!(details.capability_credential_rotation, None);
    }
}
