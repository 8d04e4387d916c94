//! Changing the remote system: grants, revocations, accounts and actions.
//!
//! A connector that can do any of it implements [`Provisioner`]. What comes back tells what the principal
//! held before and holds now, so that whoever asked sees what has happened and not only that it did.
//!
//! A run that makes one change goes like this:
//!
//! 1. [`Task::from_settings`] reads what is asked for; nothing means a sync;
//! 2. [`gate`] lets it pass only if changes are allowed;
//! 3. [`run()`] makes it, and gives what belongs on standard output.

mod error;
pub mod ids;
pub mod names;
mod render;
mod run;
mod task;

use std::fmt;

use async_trait::async_trait;
use baton_core::{ActionSchema, EntitlementId, Grant, Resource, ResourceId};
use serde_json::{Map, Value};

pub use self::{
    error::Error,
    run::{OutputFormat, RunOptions, list_actions, run},
    task::{Task, gate},
};
use crate::connector::ConnectorError;

/// What a connector can change.
///
/// Every method is safe to call again after a failure: what is already so is left alone and reported as
/// [`Change::AlreadySo`].
#[async_trait]
pub trait Provisioner: Send + Sync + 'static {
    /// Finishes or restores what an earlier run left half done. Called once before anything else, also in a
    /// dry run: a provisioner made for one only looks, here as elsewhere.
    ///
    /// # Errors
    ///
    /// If something is half done and could not be finished. What does not touch it may go on.
    async fn recover(&self) -> Result<(), ConnectorError>;

    /// Gives an entitlement to a principal.
    ///
    /// # Errors
    ///
    /// If the request makes no sense, or the remote system does not do it; the error says what the
    /// principal holds now.
    async fn grant(&self, request: &GrantRequest) -> Result<Provisioned, ConnectorError>;

    /// Takes an entitlement from a principal.
    ///
    /// # Errors
    ///
    /// As [`Provisioner::grant`].
    async fn revoke(&self, request: &GrantRequest) -> Result<Provisioned, ConnectorError>;

    /// Makes an account.
    ///
    /// # Errors
    ///
    /// If something that must be known is missing, or the remote system does not do it.
    async fn create_account(&self, request: &AccountRequest) -> Result<CreatedAccount, ConnectorError>;

    /// Deletes a resource.
    ///
    /// # Errors
    ///
    /// If the remote system does not do it, or cannot.
    async fn delete_resource(&self, resource: &ResourceId) -> Result<(), ConnectorError>;

    /// Replaces the credentials of an account.
    ///
    /// # Errors
    ///
    /// If the remote system does not do it, or cannot.
    async fn rotate_credentials(&self, account: &ResourceId) -> Result<(), ConnectorError>;

    /// The actions there are, sorted by name.
    fn action_schemas(&self) -> Vec<ActionSchema>;

    /// Runs an action. The runtime has checked only that an action of this name exists.
    ///
    /// # Errors
    ///
    /// If an argument makes no sense, or the remote system does not do it.
    async fn invoke_action(
        &self,
        name: &str,
        arguments: &Map<String, Value>,
    ) -> Result<ActionOutcome, ConnectorError>;
}

/// Which entitlement of which principal a request is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantRequest {
    /// The resource on which it is held.
    pub resource: ResourceId,
    /// The entitlement's short name on that resource.
    pub slug: String,
    /// Who is to hold it, or holds it.
    pub principal: ResourceId,
}

impl GrantRequest {
    /// The id of the entitlement.
    #[must_use]
    pub fn entitlement(&self) -> EntitlementId {
        EntitlementId::of(&self.resource, &self.slug)
    }

    /// The grant that the request is about, whether it exists or not.
    #[must_use]
    pub fn grant(&self) -> Grant {
        Grant::on(self.resource.clone(), &self.slug, self.principal.clone())
    }
}

/// Whether something had to be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It was changed, and reading it again has shown that.
    Made,
    /// It was so already; nothing was sent.
    AlreadySo,
    /// It would be changed; nothing was sent, because only that was asked.
    Planned,
}

/// What a principal or a resource has, as far as a change concerns it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holdings {
    /// What is listed: `roles`, `active`.
    pub what: String,
    /// The entries, in a stable order.
    pub items: Vec<HeldItem>,
}

/// One entry of [`Holdings`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldItem {
    /// Its id, or the value.
    pub id: String,
    /// Its name, if it is known.
    pub name: Option<String>,
}

/// What came of a grant or a revocation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provisioned {
    /// Whether something had to be changed.
    pub change: Change,
    /// What the principal had before.
    pub before: Holdings,
    /// What the principal has now, as read back; for a plan, what it would have.
    pub after: Holdings,
    /// The name of the resource, if the remote system told it.
    pub resource_name: Option<String>,
    /// The name of the principal, if the remote system told it.
    pub principal_name: Option<String>,
    /// Anything else worth knowing, in whole sentences without a final period.
    pub notes: Vec<String>,
}

/// A new account.
#[derive(Clone, PartialEq, Default)]
pub struct AccountRequest {
    /// The login.
    pub login: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// Everything else.
    pub profile: Map<String, Value>,
}

/// Shows which fields the profile has, but no value of it: one may be a password.
impl fmt::Debug for AccountRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccountRequest")
            .field("login", &self.login)
            .field("email", &self.email)
            .field("profile", &self.profile.keys().collect::<Vec<_>>())
            .finish()
    }
}

/// What came of a request for an account.
#[derive(Debug, Clone, PartialEq)]
pub struct CreatedAccount {
    /// [`Change::AlreadySo`] if there is an account with this login or address.
    pub change: Change,
    /// The account; for a plan, what it would be, with an empty id.
    pub account: Resource,
    /// What is sent to the remote system, without secrets, for people to look at.
    pub fields: Map<String, Value>,
    /// Anything else worth knowing, in whole sentences without a final period.
    pub notes: Vec<String>,
}

/// What an action came to.
#[derive(Debug, Clone, PartialEq)]
pub struct ActionOutcome {
    /// Whether something had to be changed.
    pub change: Change,
    /// The result, by the names of the schema's return types.
    pub response: Map<String, Value>,
    /// What was before, if that can be told.
    pub before: Option<Holdings>,
    /// What is now.
    pub after: Option<Holdings>,
}
