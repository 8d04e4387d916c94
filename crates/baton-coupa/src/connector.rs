//! The Coupa connector: which listings a sync reads, and what becomes of what vanished meanwhile.

use std::{collections::BTreeSet, sync::Arc};

use async_trait::async_trait;
use baton_core::{
    AccountCredentials, Capability, ConnectorCapabilities, ConnectorMetadata, CredentialOption, ResourceId,
    ResourceTypeCapability, ResourceTypeId,
};
use baton_sdk::{
    connector::{
        Connector, ConnectorError, Listing, MissingResource, Resolution, Selection, Stage, TypeDeclaration,
    },
    exit::Code,
    report::Hint as _,
};
use coupa_client::{
    Client, ErrorKind,
    model::{GroupKind, LicenseFlag},
};

use crate::{
    failure::{self, ListingError, into_connector_error},
    listing::{Directory, DirectoryKind, Known, Licenses, Users},
    mapping::{self, Held},
    provision, targeted,
    types::{self, TypeFacts},
};

/// How the connector reads an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ConnectorOptions {
    /// Leave out projects, which Coupa keeps among the user groups.
    pub skip_projects: bool,
    /// Spend one request on telling how much is left, for somebody who watches.
    pub estimate: bool,
}

/// The connector for one Coupa instance.
#[derive(Clone)]
pub struct CoupaConnector {
    client: Client,
    options: ConnectorOptions,
    known: Arc<Known>,
    unwritable_licenses: Arc<[LicenseFlag]>,
}

impl CoupaConnector {
    /// A connector that reads through this client.
    #[must_use]
    pub fn new(client: Client, options: ConnectorOptions) -> Self {
        Self { client, options, known: Arc::new(Known::default()), unwritable_licenses: Arc::default() }
    }

    /// Names the licences that this instance was seen to leave as they are: their entitlements are marked
    /// immutable.
    #[must_use]
    pub fn unwritable_licenses(mut self, flags: Vec<LicenseFlag>) -> Self {
        self.unwritable_licenses = flags.into();
        self
    }
}

/// How the connector introduces itself.
#[must_use]
pub fn metadata() -> ConnectorMetadata {
    ConnectorMetadata {
        display_name: "Coupa Connector".to_owned(),
        description: "Connector syncing Coupa users, groups, roles, and licenses".to_owned(),
        account_schema: Some(provision::account::schema()),
    }
}

/// Every type the connector knows.
#[must_use]
pub fn resource_types() -> Vec<TypeDeclaration> {
    types::ALL.iter().map(TypeFacts::declaration).collect()
}

/// What the connector can do, as a whole and by type.
#[must_use]
pub fn capabilities() -> ConnectorCapabilities {
    let resource_types: Vec<_> = resource_types()
        .into_iter()
        .map(|declared| ResourceTypeCapability {
            resource_type: declared.resource_type,
            capabilities: declared.capabilities,
        })
        .collect();
    let mut connector: Vec<Capability> =
        resource_types.iter().flat_map(|declared| declared.capabilities.iter().copied()).collect();
    connector.push(Capability::Actions);
    connector.sort_unstable();
    connector.dedup();
    // Coupa makes no password that it would tell us: people sign in through an identity provider, or Coupa
    // sends them an invitation.
    let account_credentials = Some(AccountCredentials {
        supported: vec![CredentialOption::NoPassword, CredentialOption::Sso],
        preferred: CredentialOption::NoPassword,
    });
    ConnectorCapabilities { resource_types, connector, account_credentials }
}

#[async_trait]
impl Connector for CoupaConnector {
    fn metadata(&self) -> ConnectorMetadata {
        metadata()
    }

    fn resource_types(&self) -> Vec<TypeDeclaration> {
        resource_types()
    }

    async fn validate(&self, _selection: &Selection) -> Result<(), ConnectorError> {
        self.client.authenticate().await.map(|_| ()).map_err(into_connector_error)
    }

    fn stages(&self, selection: &Selection) -> Vec<Stage> {
        let mut directories: Stage = Vec::new();
        for kind in DirectoryKind::ALL {
            if selection.includes(&kind.resource_type()) {
                directories.push(Arc::new(Directory::new(
                    self.client.clone(),
                    kind,
                    self.options.skip_projects,
                    Arc::clone(&self.known),
                )) as Arc<dyn Listing>);
            }
        }
        let mut stages = vec![directories];
        if selection.includes(&types::USER) {
            stages.push(vec![Arc::new(Users::new(
                self.client.clone(),
                selection,
                Arc::clone(&self.known),
                self.options,
            ))]);
        }
        if selection.includes(&types::LICENSE) {
            // After the users: by then their holders are counted, and it is known which licences this
            // instance has at all.
            stages.push(vec![Arc::new(Licenses::new(
                self.client.clone(),
                selection,
                Arc::clone(&self.unwritable_licenses),
            ))]);
        }
        stages
    }

    fn targeted_stages(
        &self,
        targets: &[ResourceId],
        selection: &Selection,
    ) -> Result<Vec<Stage>, ConnectorError> {
        targeted::stages(&self.client, targets, selection, &self.unwritable_licenses)
    }

    async fn resolve(&self, missing: &[MissingResource]) -> Result<Resolution, ConnectorError> {
        let mut resolution = Resolution::default();
        for kind in DirectoryKind::ALL {
            let of_kind: Vec<&MissingResource> =
                missing.iter().filter(|item| item.id.resource_type == kind.resource_type()).collect();
            if of_kind.is_empty() {
                continue;
            }
            let ids: Vec<u64> = of_kind.iter().filter_map(|item| item.id.id.parse().ok()).collect();
            let mut found = match directory_by_id(&self.client, kind, &ids).await {
                // No list of roles means no roles by id either.
                Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
                found => found.map_err(into_connector_error)?,
            };
            let unlisted: Vec<&MissingResource> = of_kind
                .into_iter()
                .filter(|item| !found.iter().any(|(resource, _)| resource.id == item.id))
                .collect();
            found.extend(self.still_held(kind, &unlisted).await?);
            if self.options.skip_projects && kind == DirectoryKind::Groups {
                found.retain(|(resource, _)| !is_project(resource));
            }
            if !found.is_empty() && self.known.is_listed_empty(kind).await {
                // One that is hidden from a list is nothing unusual. A list that hides all of them
                // hides those too that nobody holds, and nothing would tell of them.
                let error = ListingError::EmptyThoughHeld { what: kind.name(), n_held: found.len() };
                let hint = error.hint();
                return Err(ConnectorError::new(error, Code::Unknown).with_hint(hint));
            }
            for (resource, entitlement) in found {
                resolution.resources.push(resource);
                resolution.entitlements.push(entitlement);
            }
        }
        for item in missing.iter().filter(|item| item.id.resource_type == types::LICENSE) {
            // The licence listing leaves out only what this instance does not know; nobody can hold that.
            if let Some(flag) = LicenseFlag::find(&item.id.id) {
                let mut held = mapping::license(flag, 0);
                if self.unwritable_licenses.contains(&flag) {
                    mapping::mark_unwritable(&mut held);
                }
                let (resource, entitlement) = held;
                resolution.resources.push(resource);
                resolution.entitlements.push(entitlement);
            }
        }
        Ok(resolution)
    }
}

impl CoupaConnector {
    /// What the instance shows on people but in no list and under no id.
    ///
    /// Either it was removed meanwhile, or the instance hides it from lists. One of its holders is read
    /// again: who still holds it proves that it exists, and the record tells its name.
    async fn still_held(
        &self,
        kind: DirectoryKind,
        missing: &[&MissingResource],
    ) -> Result<Vec<Held>, ConnectorError> {
        let holders: Vec<u64> =
            missing.iter().filter_map(|item| item.sample_principal.id.parse().ok()).collect();
        if holders.is_empty() {
            return Ok(Vec::new());
        }
        let users =
            self.client.users_by_id(&kind.user_selection(), &holders).await.map_err(into_connector_error)?;
        let mut found = Vec::new();
        for item in missing {
            let reference = users
                .iter()
                .filter(|user| user.id.to_string() == item.sample_principal.id)
                .flat_map(|user| kind.memberships(user))
                .find(|held| held.id.to_string() == item.id.id);
            if let Some(reference) = reference {
                found.push(kind.held_from_reference(reference));
            }
        }
        Ok(found)
    }
}

/// Roles, groups, account groups or content groups with these ids; those that do not exist are absent.
pub(crate) async fn directory_by_id(
    client: &Client,
    kind: DirectoryKind,
    ids: &[u64],
) -> coupa_client::Result<Vec<Held>> {
    Ok(match kind {
        DirectoryKind::Roles => client.roles_by_id(ids).await?.iter().map(mapping::role).collect(),
        DirectoryKind::Groups => client.groups_by_id(ids).await?.iter().map(mapping::group).collect(),
        DirectoryKind::AccountGroups => {
            client.account_groups_by_id(ids).await?.iter().map(mapping::account_group).collect()
        }
        DirectoryKind::ContentGroups => {
            client.content_groups_by_id(ids).await?.iter().map(mapping::content_group).collect()
        }
    })
}

fn is_project(resource: &baton_core::Resource) -> bool {
    resource.traits.iter().any(|data| match data {
        baton_core::TraitData::Group(group) => {
            group.profile.get("project") == Some(&baton_core::ProfileValue::Bool(true))
        }
        _ => false,
    })
}

/// The licence flags whose resources belong into a file: those that the instance knows.
pub(crate) fn known_licenses(client: &Client) -> Vec<LicenseFlag> {
    let unknown: BTreeSet<String> = client.schema_notes().into_iter().filter_map(|note| note.field).collect();
    LicenseFlag::ALL.into_iter().filter(|flag| !unknown.contains(flag.graphql_name())).collect()
}

/// Turns the type ids of `--sync-resource-types` into a selection.
///
/// # Errors
///
/// If an id names no type of Coupa.
pub fn select_types(
    asked: &[String],
    account_groups: bool,
    content_groups: bool,
) -> Result<Vec<ResourceTypeId>, failure::SettingsError> {
    if let Some(unknown) = asked.iter().find(|id| TypeFacts::get_opt(id).is_none()) {
        return Err(failure::SettingsError::UnknownResourceType { id: unknown.clone() });
    }
    let selected = types::ALL.iter().filter(|facts| {
        let by_default = asked.is_empty() && !facts.opt_in;
        let by_name = asked.iter().any(|id| id == facts.id);
        let by_switch = (account_groups && facts.id == "account_group")
            || (content_groups && facts.id == "content_group");
        by_default || by_name || by_switch
    });
    Ok(selected.map(|facts| ResourceTypeId::from_static(facts.id)).collect())
}

/// Marks a group kind as one that `--skip-projects` leaves out.
pub(crate) fn is_skipped(kind: &GroupKind, skip_projects: bool) -> bool {
    skip_projects && *kind == GroupKind::Project
}

/// The exit code of a malformed target.
pub(crate) const BAD_TARGET: Code = Code::InvalidArgument;
