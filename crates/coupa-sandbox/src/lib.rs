//! A simulated Coupa instance, for people who build and test integrations.
//!
//! It answers OAuth token requests, REST and GraphQL the way Coupa's documents say, for the objects that
//! decide who has what: users, roles, user groups and their memberships, account groups, content groups,
//! departments. The company in it is made from a number, so the same seed gives the same people everywhere.
//! Where the documents are silent or contradict each other, a switch chooses the reading; where networks and
//! servers fail, a fault makes them fail on demand.
//!
//! # The types to know
//!
//! - [`Sandbox`] is a running instance: an address, credentials, and handles to watch and change it.
//! - [`SandboxConfig`] is what it is started with, [`Switches`] the reading it follows.
//! - [`Snapshot`] is everything it holds, in plain structs, to compare a client's result with.
//! - [`Fault`] and [`Hooks`] make things happen at an exact request, addressed by [`Operation`]: what a
//!   request wants, whether it comes over REST or GraphQL.
//! - [`Entitlement`] is one thing a user can hold, so that a test of writing can compare all access at once.
//!
//! # A whole test
//!
//! ```
//! use coupa_sandbox::{Fault, Operation, Sandbox, SandboxConfig};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), coupa_sandbox::Error> {
//! let sandbox = Sandbox::start(SandboxConfig::quick(100)).await?;
//! sandbox.faults().add("users.list:status=503,nth=2".parse()?);
//! sandbox.hooks().after(Operation::UsersList, 1, |state| {
//!     state.user_add("newcomer", "New", "Comer");
//! });
//!
//! // Here the client under test reads from `sandbox.base_url()` as `sandbox.client_id()`.
//!
//! let truth = sandbox.snapshot();
//! assert!(truth.users.len() > 100);
//! assert_eq!(sandbox.counters().of(Operation::UsersList), 0);
//! sandbox.shutdown().await;
//! # Ok(())
//! # }
//! ```
//!
//! # How it fits together
//!
//! Records are normalised in [`state`]. One table of fields per class of records gives REST its bodies,
//! GraphQL its schema and queries their attributes, so that the three cannot drift apart. A request passes
//! through maintenance, token, rate limit, faults and handler in that order, and ends in the [`Journal`].
//!
//! # Where the truth comes from
//!
//! Coupa's public documentation and published API descriptions, and what public connectors rely on. This
//! crate was written from those alone and shares no type with any client, so that a test against it compares
//! two independent readings.

pub mod cli;
mod clock;
mod config;
mod counters;
mod error;
mod fault;
mod graphql;
mod hooks;
mod instance;
mod journal;
mod oauth;
mod operation;
mod pages;
mod print;
mod query;
mod rate;
mod reply;
mod request_id;
mod rest;
mod sandbox;
mod schema;
mod scope;
mod seed;
mod server;
pub mod state;
pub mod switches;

pub use config::{OAuthClient, SandboxConfig, Secret, Tls};
pub use counters::Counters;
pub use error::{Error, Result};
pub use fault::{Fault, FaultInfo, FaultKind, FaultTarget, FaultWhen, Faults, RetryAfter, fault_list};
pub use hooks::Hooks;
pub use journal::{Journal, JournalEntry, Transport};
pub use operation::Operation;
pub use rate::RateLimit;
pub use sandbox::{Sandbox, StateHandle};
pub use scope::{ALL_SCOPES, READ_SCOPES};
pub use state::{Entitlement, Snapshot, State};
pub use switches::{SwitchInfo, Switches};
