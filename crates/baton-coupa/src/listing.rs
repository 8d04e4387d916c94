//! The listings of a sync: the small directories first, then one pass over all users, then licences.

use std::{collections::BTreeSet, sync::Arc};

use async_trait::async_trait;
use baton_core::ResourceTypeId;
use baton_sdk::{
    connector::{ConnectorError, Listing, Page, PageToken, Selection, SyncView, Unreadable},
    exit::Code,
};
use coupa_client::{
    BadRecord, Client, ErrorKind, GroupSelection, IdRange, MembershipKind, UserSelection,
    model::{AccountGroup, ContentGroup, GroupKind, LicenseFlag, NamedRef, Role, User, UserGroup},
};
use tokio::sync::{Mutex, OnceCell};

use crate::{
    connector::{ConnectorOptions, is_skipped, known_licenses},
    failure::into_connector_error,
    mapping::{self, Held},
    types,
};

/// A nested list of exactly this many entries may have been cut off by the instance: it is Coupa's page
/// size, and whether nested lists are cut at it is not documented. Such lists are read another way too.
pub const SUSPICIOUS_LIST_LENGTH: usize = 50;

/// One of the small lists whose members are found on the users.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DirectoryKind {
    /// Security roles.
    Roles,
    /// User groups and projects.
    Groups,
    /// Account groups.
    AccountGroups,
    /// Content groups.
    ContentGroups,
}

impl DirectoryKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Roles, Self::Groups, Self::AccountGroups, Self::ContentGroups];

    /// The type of its entries.
    #[must_use]
    pub fn resource_type(self) -> ResourceTypeId {
        match self {
            Self::Roles => types::ROLE,
            Self::Groups => types::GROUP,
            Self::AccountGroups => types::ACCOUNT_GROUP,
            Self::ContentGroups => types::CONTENT_GROUP,
        }
    }

    /// What its entries are called.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Roles => "roles",
            Self::Groups => "groups",
            Self::AccountGroups => "account groups",
            Self::ContentGroups => "content groups",
        }
    }

    pub(crate) fn membership(self) -> MembershipKind {
        match self {
            Self::Roles => MembershipKind::Roles,
            Self::Groups => MembershipKind::Groups,
            Self::AccountGroups => MembershipKind::AccountGroups,
            Self::ContentGroups => MembershipKind::ContentGroups,
        }
    }

    /// The list on a user's record.
    #[must_use]
    pub fn memberships(self, user: &User) -> &[NamedRef] {
        match self {
            Self::Roles => &user.roles,
            Self::Groups => &user.user_groups,
            Self::AccountGroups => &user.account_groups,
            Self::ContentGroups => &user.content_groups,
        }
    }

    fn memberships_mut(self, user: &mut User) -> &mut Vec<NamedRef> {
        match self {
            Self::Roles => &mut user.roles,
            Self::Groups => &mut user.user_groups,
            Self::AccountGroups => &mut user.account_groups,
            Self::ContentGroups => &mut user.content_groups,
        }
    }

    /// Asks for this list of a user and for nothing else.
    #[must_use]
    pub fn user_selection(self) -> UserSelection {
        UserSelection {
            employees_only: true,
            roles: self == Self::Roles,
            groups: self == Self::Groups,
            account_groups: self == Self::AccountGroups,
            content_groups: self == Self::ContentGroups,
            licenses: false,
        }
    }

    /// The entry, as far as a user's record tells of it.
    #[must_use]
    pub fn held_from_reference(self, reference: &NamedRef) -> Held {
        let NamedRef { id, name, description, kind } = reference.clone();
        match self {
            Self::Roles => {
                mapping::role(&Role { id, name, description, omnipotent: None, system_role: None })
            }
            Self::Groups => mapping::group(&UserGroup {
                id,
                name,
                description,
                active: None,
                can_approve: None,
                kind: kind.unwrap_or(GroupKind::Group),
            }),
            Self::AccountGroups => mapping::account_group(&AccountGroup { id, name }),
            Self::ContentGroups => mapping::content_group(&ContentGroup { id, name, description }),
        }
    }
}

/// What the directories held, for the checks that the pass over the users makes.
#[derive(Default)]
pub struct Known {
    ids: Mutex<Vec<(DirectoryKind, u64)>>,
    /// The lists that were read to their end.
    listed: Mutex<Vec<DirectoryKind>>,
}

impl Known {
    async fn add(&self, kind: DirectoryKind, ids: impl IntoIterator<Item = u64>) {
        self.ids.lock().await.extend(ids.into_iter().map(|id| (kind, id)));
    }

    /// Whether a list was read to its end and held nothing.
    pub(crate) async fn is_listed_empty(&self, kind: DirectoryKind) -> bool {
        self.listed.lock().await.contains(&kind) && self.of(kind).await.is_empty()
    }

    async fn of(&self, kind: DirectoryKind) -> BTreeSet<u64> {
        self.ids.lock().await.iter().filter(|(known, _)| *known == kind).map(|(_, id)| *id).collect()
    }
}

/// Lists roles, groups, account groups or content groups.
pub struct Directory {
    client: Client,
    kind: DirectoryKind,
    skip_projects: bool,
    known: Arc<Known>,
}

impl Directory {
    /// A listing of one kind.
    #[must_use]
    pub fn new(client: Client, kind: DirectoryKind, skip_projects: bool, known: Arc<Known>) -> Self {
        Self { client, kind, skip_projects, known }
    }

    async fn read(
        &self,
        after: u64,
    ) -> coupa_client::Result<(Vec<(u64, Held)>, Option<u64>, Vec<BadRecord>)> {
        Ok(match self.kind {
            DirectoryKind::Roles => {
                let page = self.client.roles_page(after).await?;
                (
                    page.items.iter().map(|role| (role.id, mapping::role(role))).collect(),
                    page.next,
                    page.skipped,
                )
            }
            DirectoryKind::Groups => {
                let selection = GroupSelection { projects: !self.skip_projects };
                let page = self.client.groups_page(selection, after).await?;
                // The filter of the query is not trusted alone: a project that slips through is left out.
                let groups = page.items.iter().filter(|group| !is_skipped(&group.kind, self.skip_projects));
                (groups.map(|group| (group.id, mapping::group(group))).collect(), page.next, page.skipped)
            }
            DirectoryKind::AccountGroups => {
                let page = self.client.account_groups_page(after).await?;
                let groups = page.items.iter().map(|group| (group.id, mapping::account_group(group)));
                (groups.collect(), page.next, page.skipped)
            }
            DirectoryKind::ContentGroups => {
                let page = self.client.content_groups_page(after).await?;
                let groups = page.items.iter().map(|group| (group.id, mapping::content_group(group)));
                (groups.collect(), page.next, page.skipped)
            }
        })
    }
}

#[async_trait]
impl Listing for Directory {
    fn name(&self) -> &str {
        self.kind.name()
    }

    fn resource_types(&self) -> Vec<ResourceTypeId> {
        vec![self.kind.resource_type()]
    }

    async fn page(&self, token: Option<&PageToken>, _view: &dyn SyncView) -> Result<Page, ConnectorError> {
        let read = self.read(cursor(token)?).await;
        let (items, next, skipped) = match read {
            // Whether roles have a list at all is contradictory in Coupa's documents. Those that
            // people hold are found on the people; nothing else is lost.
            Err(error) if self.kind == DirectoryKind::Roles && error.kind() == ErrorKind::NotFound => {
                tracing::warn!(
                    "this instance has no list of roles: only roles that somebody holds will be in the file"
                );
                return Ok(Page::default());
            }
            read => read.map_err(into_connector_error)?,
        };
        self.known.add(self.kind, items.iter().map(|(id, _)| *id)).await;
        if next.is_none() {
            self.known.listed.lock().await.push(self.kind);
        }
        let (resources, entitlements) = items.into_iter().map(|(_, held)| held).unzip();
        Ok(Page {
            resources,
            entitlements,
            next: next.map(token_of).into_iter().collect(),
            unreadable: unreadable(self.kind.resource_type().as_str(), skipped),
            ..Page::default()
        })
    }
}

/// Lists users and, from the same pages, everything they hold.
pub struct Users {
    client: Client,
    wanted: Vec<ResourceTypeId>,
    selection: UserSelection,
    known: Arc<Known>,
    skip_projects: bool,
    /// Asked for once, and only where somebody watches.
    highest_id: Option<OnceCell<Option<u64>>>,
}

impl Users {
    /// A listing that reads no more about a user than the selected types need.
    #[must_use]
    pub fn new(client: Client, selection: &Selection, known: Arc<Known>, options: ConnectorOptions) -> Self {
        let wanted: Vec<ResourceTypeId> =
            if selection.wants_grants() { selection.resource_types.clone() } else { Vec::new() };
        let user_selection = UserSelection {
            employees_only: true,
            roles: wanted.contains(&types::ROLE),
            groups: wanted.contains(&types::GROUP),
            account_groups: wanted.contains(&types::ACCOUNT_GROUP),
            content_groups: wanted.contains(&types::CONTENT_GROUP),
            licenses: wanted.contains(&types::LICENSE),
        };
        let skip_projects = options.skip_projects;
        let highest_id = options.estimate.then(OnceCell::new);
        Self { client, wanted, selection: user_selection, known, skip_projects, highest_id }
    }

    /// Reads lists that may have been cut off another way.
    async fn complete(&self, user: &mut User) -> coupa_client::Result<()> {
        for kind in DirectoryKind::ALL {
            let list = kind.memberships(user);
            if !self.wanted.contains(&kind.resource_type()) || list.len() != SUSPICIOUS_LIST_LENGTH {
                continue;
            }
            let known: Vec<u64> = self.known.of(kind).await.into_iter().collect();
            let ids = self.client.user_memberships(user.id, kind.membership(), &known).await?;
            let user_id = user.id;
            let list = kind.memberships_mut(user);
            let seen: BTreeSet<u64> = list.iter().map(|held| held.id).collect();
            let more = ids.into_iter().filter(|id| !seen.contains(id));
            list.extend(more.map(|id| NamedRef { id, name: None, description: None, kind: None }));
            tracing::debug!(
                user = user_id,
                list = kind.name(),
                entries = list.len(),
                "checked a list of exactly 50"
            );
        }
        Ok(())
    }
}

impl Users {
    /// The share of the ids that lies behind; ids are sparse, so this is only an estimate.
    async fn fraction_done(&self, after: u64) -> Option<f64> {
        let cell = self.highest_id.as_ref()?;
        let highest =
            (*cell.get_or_init(|| async { self.client.highest_user_id().await.ok().flatten() }).await)?;
        #[expect(clippy::cast_precision_loss, reason = "an estimate for a progress line")]
        (highest > 0).then(|| (after as f64 / highest as f64).min(1.0))
    }
}

#[async_trait]
impl Listing for Users {
    fn name(&self) -> &'static str {
        "users"
    }

    fn resource_types(&self) -> Vec<ResourceTypeId> {
        // Every membership is read from the users, so nothing is complete without them.
        let mut types = self.wanted.clone();
        if !types.contains(&types::USER) {
            types.push(types::USER);
        }
        types
    }

    async fn page(&self, token: Option<&PageToken>, _view: &dyn SyncView) -> Result<Page, ConnectorError> {
        let range = IdRange { after: cursor(token)?, through: None };
        let mut page = self.client.users_page(&self.selection, range).await.map_err(into_connector_error)?;
        for user in &mut page.items {
            self.complete(user).await.map_err(into_connector_error)?;
            // A group of unknown kind stays; it is looked up at the end.
            user.user_groups.retain(|group| {
                !group.kind.as_ref().is_some_and(|kind| is_skipped(kind, self.skip_projects))
            });
        }
        let fraction_done = match page.next {
            Some(next) => self.fraction_done(next).await,
            None => None,
        };
        Ok(Page {
            resources: page.items.iter().map(mapping::user).collect(),
            grants: page.items.iter().flat_map(|user| mapping::grants(user, &self.wanted)).collect(),
            next: page.next.map(token_of).into_iter().collect(),
            unreadable: unreadable("user", page.skipped),
            fraction_done,
            ..Page::default()
        })
    }
}

/// Lists the licences that the instance knows, with the seats that are taken.
pub struct Licenses {
    client: Client,
    count_seats: bool,
    unwritable: Arc<[LicenseFlag]>,
}

impl Licenses {
    /// A listing for after the pass over the users.
    #[must_use]
    pub fn new(client: Client, selection: &Selection, unwritable: Arc<[LicenseFlag]>) -> Self {
        let count_seats = selection.includes(&types::USER) && selection.wants_grants();
        Self { client, count_seats, unwritable }
    }
}

#[async_trait]
impl Listing for Licenses {
    fn name(&self) -> &'static str {
        "licenses"
    }

    fn resource_types(&self) -> Vec<ResourceTypeId> {
        vec![types::LICENSE]
    }

    async fn page(&self, _token: Option<&PageToken>, view: &dyn SyncView) -> Result<Page, ConnectorError> {
        let mut page = Page::default();
        if !self.count_seats {
            // The pass over the users, which tells what licences this instance has, did not ask for them.
            let selection = UserSelection { licenses: true, ..UserSelection::default() };
            self.client.users_page(&selection, IdRange::all()).await.map_err(into_connector_error)?;
        }
        for flag in known_licenses(&self.client) {
            let seats = if self.count_seats {
                view.grant_count(&mapping::license_entitlement_id(flag)).await?
            } else {
                0
            };
            let mut held = mapping::license(flag, seats);
            if self.unwritable.contains(&flag) {
                mapping::mark_unwritable(&mut held);
            }
            let (resource, entitlement) = held;
            page.resources.push(resource);
            page.entitlements.push(entitlement);
        }
        Ok(page)
    }
}

/// The id after which a page begins.
pub(crate) fn cursor(token: Option<&PageToken>) -> Result<u64, ConnectorError> {
    token.map_or(Ok(0), |token| {
        token.0.parse().map_err(|error: std::num::ParseIntError| ConnectorError::new(error, Code::Internal))
    })
}

pub(crate) fn token_of(next: u64) -> PageToken {
    PageToken(next.to_string())
}

pub(crate) fn unreadable(noun: &str, skipped: Vec<BadRecord>) -> Vec<Unreadable> {
    skipped
        .into_iter()
        .map(|bad| Unreadable {
            record: bad.id.map_or_else(|| format!("a {noun} without an id"), |id| format!("{noun} {id}")),
            reason: bad.reason,
        })
        .collect()
}
