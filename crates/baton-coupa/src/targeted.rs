//! Reading only the resources that were asked for, what can be held on them and by whom.

use std::sync::Arc;

use async_trait::async_trait;
use baton_core::{Grant, ResourceId, ResourceTypeId};
use baton_sdk::{
    connector::{ConnectorError, Listing, Page, PageToken, Selection, Stage, SyncView},
    report::Hint as _,
};
use coupa_client::{
    BadRecord, Client, Filter, IdRange, UserSelection,
    model::{LicenseFlag, User},
};

use crate::{
    connector::BAD_TARGET,
    failure::{SettingsError, into_connector_error},
    listing::{DirectoryKind, SUSPICIOUS_LIST_LENGTH, cursor, token_of, unreadable},
    mapping::{self, Held},
    types,
};

/// One listing for each target.
pub(crate) fn stages(
    client: &Client,
    targets: &[ResourceId],
    selection: &Selection,
    unwritable: &Arc<[LicenseFlag]>,
) -> Result<Vec<Stage>, ConnectorError> {
    let mut stage: Stage = Vec::new();
    for target in targets {
        stage.push(Arc::new(Target::new(client, target, selection, unwritable)?));
    }
    Ok(vec![stage])
}

#[derive(Debug, Clone, Copy)]
enum What {
    User(u64),
    Directory(DirectoryKind, u64),
    License(LicenseFlag),
}

impl What {
    /// What an id names, and the id as it stands in the file: licences have several spellings.
    fn of(id: &ResourceId) -> Result<(Self, ResourceId), String> {
        let number = || id.id.parse::<u64>().map_err(|_| "its id is not a number".to_owned());
        if id.resource_type == types::LICENSE {
            let flag = LicenseFlag::find(&id.id).ok_or_else(|| {
                let known: Vec<&str> = LicenseFlag::ALL.into_iter().map(LicenseFlag::id).collect();
                format!("Coupa has no such license; it has {}", known.join(", "))
            })?;
            return Ok((Self::License(flag), ResourceId::new(types::LICENSE, flag.id())));
        }
        let what = if id.resource_type == types::USER {
            Self::User(number()?)
        } else {
            let kind = DirectoryKind::ALL.into_iter().find(|kind| kind.resource_type() == id.resource_type);
            let kind = kind.ok_or_else(|| format!("Coupa has no resource type `{}`", id.resource_type))?;
            Self::Directory(kind, number()?)
        };
        Ok((what, id.clone()))
    }
}

/// A target as it stands in the file, found out before anything is asked of Coupa.
///
/// # Errors
///
/// The reason, if no such thing can exist.
pub(crate) fn canonical(id: &ResourceId) -> Result<ResourceId, String> {
    What::of(id).map(|(_, id)| id)
}

struct Target {
    client: Client,
    id: ResourceId,
    name: String,
    what: What,
    wants_grants: bool,
    unwritable: Arc<[LicenseFlag]>,
}

impl Target {
    fn new(
        client: &Client,
        id: &ResourceId,
        selection: &Selection,
        unwritable: &Arc<[LicenseFlag]>,
    ) -> Result<Self, ConnectorError> {
        let bad = |reason: &str| {
            let error = SettingsError::BadTarget { target: id.to_string(), reason: reason.to_owned() };
            let hint = error.hint();
            ConnectorError::new(error, BAD_TARGET).with_hint(hint)
        };
        if !selection.includes(&id.resource_type) {
            return Err(bad("its type is not one of those to sync"));
        }
        let (what, id) = What::of(id).map_err(|reason| bad(&reason))?;
        Ok(Self {
            client: client.clone(),
            name: id.to_string(),
            id,
            what,
            wants_grants: selection.wants_grants(),
            unwritable: Arc::clone(unwritable),
        })
    }

    /// The resource itself. A target that does not exist yields nothing but a warning, as with the Go SDK.
    async fn resource(&self) -> coupa_client::Result<Option<Held>> {
        let found = match self.what {
            What::User(_) => None,
            What::License(flag) => {
                let mut held = mapping::license(flag, 0);
                if self.unwritable.contains(&flag) {
                    mapping::mark_unwritable(&mut held);
                }
                Some(held)
            }
            What::Directory(DirectoryKind::Roles, id) => {
                self.client.roles_by_id(&[id]).await?.first().map(mapping::role)
            }
            What::Directory(DirectoryKind::Groups, id) => {
                self.client.groups_by_id(&[id]).await?.first().map(mapping::group)
            }
            What::Directory(DirectoryKind::AccountGroups, id) => {
                self.client.account_groups_by_id(&[id]).await?.first().map(mapping::account_group)
            }
            What::Directory(DirectoryKind::ContentGroups, id) => {
                self.client.content_groups_by_id(&[id]).await?.first().map(mapping::content_group)
            }
        };
        Ok(found)
    }

    /// One page of people who may hold it. Filters by account group and content group are not known to
    /// work, so those are found by reading everybody.
    async fn candidates(&self, after: u64) -> coupa_client::Result<(Vec<User>, Option<u64>, Vec<BadRecord>)> {
        let filter = match self.what {
            What::Directory(DirectoryKind::Roles, id) => Filter::Role(id),
            What::Directory(DirectoryKind::Groups, id) => Filter::Group(id),
            What::License(flag) => Filter::License(flag),
            What::User(_)
            | What::Directory(DirectoryKind::AccountGroups | DirectoryKind::ContentGroups, _) => {
                let page = self.client.users_page(&self.selection(), IdRange::after(after)).await?;
                return Ok((page.items, page.next, page.skipped));
            }
        };
        let page = self.client.holders_page(filter, after).await?;
        let mut users = self.client.users_by_id(&self.selection(), &page.items).await?;
        // The filter finds supplier logins too; those are no accounts here.
        users.retain(|user| user.supplier_user != Some(true));
        Ok((users, page.next, page.skipped))
    }

    fn selection(&self) -> UserSelection {
        match self.what {
            What::Directory(kind, _) => kind.user_selection(),
            What::License(_) => UserSelection { licenses: true, ..UserSelection::default() },
            What::User(_) => UserSelection::default(),
        }
    }

    /// Whether the record says what the filter promised: a filter that an instance ignores is noticed.
    fn holds(&self, user: &User) -> bool {
        match self.what {
            What::User(_) => false,
            What::License(flag) => user.licenses.get(&flag) == Some(&true),
            What::Directory(kind, id) => {
                let list = kind.memberships(user);
                // A list that may have been cut off proves nothing, so the filter is believed.
                list.len() == SUSPICIOUS_LIST_LENGTH || list.iter().any(|held| held.id == id)
            }
        }
    }
}

#[async_trait]
impl Listing for Target {
    fn name(&self) -> &str {
        &self.name
    }

    fn resource_types(&self) -> Vec<ResourceTypeId> {
        vec![self.id.resource_type.clone()]
    }

    async fn page(&self, token: Option<&PageToken>, _view: &dyn SyncView) -> Result<Page, ConnectorError> {
        let mut page = Page::default();
        if let What::User(id) = self.what {
            let users =
                self.client.users_by_id(&self.selection(), &[id]).await.map_err(into_connector_error)?;
            if users.is_empty() {
                tracing::warn!(resource = %self.id, "the resource to sync does not exist");
            }
            page.resources = users.iter().map(mapping::user).collect();
            return Ok(page);
        }
        let after = cursor(token)?;
        if after == 0 {
            let Some((resource, entitlement)) = self.resource().await.map_err(into_connector_error)? else {
                tracing::warn!(resource = %self.id, "the resource to sync does not exist");
                return Ok(page);
            };
            page.resources.push(resource);
            page.entitlements.push(entitlement);
        }
        if !self.wants_grants {
            return Ok(page);
        }
        let (users, next, skipped) = self.candidates(after).await.map_err(into_connector_error)?;
        let slug = if matches!(self.what, What::License(_)) { types::ASSIGNED } else { types::MEMBER };
        for user in users.iter().filter(|user| self.holds(user)) {
            page.resources.push(mapping::user(user));
            page.grants.push(Grant::on(self.id.clone(), slug, mapping::user_id(user.id)));
        }
        page.next = next.map(token_of).into_iter().collect();
        page.unreadable = unreadable("user", skipped);
        Ok(page)
    }
}
