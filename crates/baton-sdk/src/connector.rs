//! What a connector has to provide so that this crate can run it.
//!
//! A sync is cut into [`Listing`]s, each read page by page. A page may carry anything that was learned
//! from it (resources, entitlements, grants), so that one pass over the accounts can yield every
//! membership they hold. Listings are grouped into stages: all of a stage is read before the next one
//! begins, and within a stage the order in which pages arrive never changes the result.

use std::{error::Error as StdError, fmt, sync::Arc};

use async_trait::async_trait;
use baton_core::{
    Capability, ConnectorMetadata, Entitlement, EntitlementId, Grant, Resource, ResourceId, ResourceType,
    ResourceTypeId,
};

use crate::exit::Code;

/// A program for one remote system.
#[async_trait]
pub trait Connector: Send + Sync + 'static {
    /// How the connector introduces itself.
    fn metadata(&self) -> ConnectorMetadata;

    /// Every resource type that the connector knows, opted in or not, and what it can do with each.
    fn resource_types(&self) -> Vec<TypeDeclaration>;

    /// Checks that the settings work, with as few calls as possible, before a sync begins.
    ///
    /// # Errors
    ///
    /// Whatever keeps the selected types from being read.
    async fn validate(&self, selection: &Selection) -> Result<(), ConnectorError>;

    /// The work of a sync of the selected types, in stages. Asks nothing of the remote system.
    fn stages(&self, selection: &Selection) -> Vec<Stage>;

    /// The work of reading only the named resources, what can be held on them and by whom. Asks nothing of
    /// the remote system.
    ///
    /// # Errors
    ///
    /// If a resource is of a type that cannot be read alone, or its id is malformed.
    fn targeted_stages(
        &self,
        targets: &[ResourceId],
        selection: &Selection,
    ) -> Result<Vec<Stage>, ConnectorError>;

    /// Looks for resources that grants speak of but no listing showed: made, hidden or removed while
    /// the sync was running.
    ///
    /// # Errors
    ///
    /// If the remote system could not be asked.
    async fn resolve(&self, missing: &[MissingResource]) -> Result<Resolution, ConnectorError>;
}

/// A resource type and what the connector can do with it.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeDeclaration {
    /// The type.
    pub resource_type: ResourceType,
    /// What can be done with it, in the protocol's order.
    pub capabilities: Vec<Capability>,
}

/// What a sync is to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// The types to read, sorted; never empty.
    pub resource_types: Vec<ResourceTypeId>,
    /// Leave out everything that can be held, and by whom.
    pub skip_entitlements_and_grants: bool,
    /// Leave out who holds what.
    pub skip_grants: bool,
}

impl Selection {
    /// Whether a type is to be read.
    #[must_use]
    pub fn includes(&self, resource_type: &ResourceTypeId) -> bool {
        self.resource_types.contains(resource_type)
    }

    /// Whether entitlements are wanted.
    #[must_use]
    pub fn wants_entitlements(&self) -> bool {
        !self.skip_entitlements_and_grants
    }

    /// Whether grants are wanted.
    #[must_use]
    pub fn wants_grants(&self) -> bool {
        !self.skip_entitlements_and_grants && !self.skip_grants
    }
}

/// Listings that may be read side by side.
pub type Stage = Vec<Arc<dyn Listing>>;

/// One thing to read, page by page.
#[async_trait]
pub trait Listing: Send + Sync {
    /// A short plural name for people and checkpoints, such as `users`; unique within a sync.
    fn name(&self) -> &str;

    /// The resource types that are incomplete when this listing could not be read to its end.
    fn resource_types(&self) -> Vec<ResourceTypeId>;

    /// Reads one page. `token` is `None` for the first one, and otherwise one of the tokens that an
    /// earlier page gave.
    ///
    /// # Errors
    ///
    /// Whatever kept the page from being read; what earlier pages held stays valid.
    async fn page(&self, token: Option<&PageToken>, view: &dyn SyncView) -> Result<Page, ConnectorError>;
}

/// An opaque place in a listing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PageToken(pub String);

/// What one page held.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// Things in the remote system. Those of a type that is not selected are left out of the file.
    pub resources: Vec<Resource>,
    /// What can be held on them. One may come before its resource does.
    pub entitlements: Vec<Entitlement>,
    /// Who holds what, in any order with what they speak of.
    pub grants: Vec<Grant>,
    /// Where to go on: no token ends this part of the listing, several split what is left of it. None may
    /// ever come twice.
    pub next: Vec<PageToken>,
    /// Records that could not be understood; each makes the sync incomplete.
    pub unreadable: Vec<Unreadable>,
    /// Roughly how much of the listing is done, from 0 to 1, where that can be told.
    pub fraction_done: Option<f64>,
}

/// A record that could not be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The record, as well as it can be named: `user 131`, or `a user without an id`.
    pub record: String,
    /// What is wrong with it.
    pub reason: String,
}

/// What a listing may ask about the part of the sync that is already stored.
#[async_trait]
pub trait SyncView: Send + Sync {
    /// How many grants of an entitlement have been stored so far: those of earlier stages, and perhaps some
    /// of this one.
    async fn grant_count(&self, entitlement: &EntitlementId) -> Result<u64, ConnectorError>;
}

/// A resource that grants speak of and no listing showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingResource {
    /// The resource.
    pub id: ResourceId,
    /// What is held on it.
    pub entitlement: EntitlementId,
    /// One of those who hold it.
    pub sample_principal: ResourceId,
}

/// What became of missing resources. Those named nowhere here are gone: their grants are dropped.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Resolution {
    /// Those that do exist.
    pub resources: Vec<Resource>,
    /// What can be held on them.
    pub entitlements: Vec<Entitlement>,
}

/// Why a connector could not do what it was asked.
#[derive(Debug)]
pub struct ConnectorError {
    source: Box<dyn StdError + Send + Sync>,
    hint: Option<String>,
    code: Code,
}

impl ConnectorError {
    /// An error, and the exit code that tells its kind.
    #[must_use]
    pub fn new(source: impl Into<Box<dyn StdError + Send + Sync>>, code: Code) -> Self {
        Self { source: source.into(), hint: None, code }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn with_hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint;
        self
    }

    /// What to do about it, where there is something to say.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        self.hint.clone()
    }

    /// The exit code that tells its kind.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }
}

impl fmt::Display for ConnectorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.source, f)
    }
}

impl StdError for ConnectorError {
    /// The cause of the wrapped error: the wrapped error itself is what [`fmt::Display`] shows.
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.source()
    }
}
