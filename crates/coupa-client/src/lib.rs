//! A typed client for Coupa's REST and GraphQL APIs: who is in an instance, and who holds what.
//!
//! Coupa documents its API thinly, and instances differ in release, modules and settings. This
//! client is made for that: it asks for exactly what it needs, looks closely at what comes, and
//! would rather fail with a reason than hand over a list with holes.
//!
//! Three types to know: an [`Instance`] is the one place requests and tokens go to, a [`Client`]
//! makes the calls, and a [`Page`] holds what came, with the records that could not be read apart
//! in [`Page::skipped`].
//!
//! ```no_run
//! use coupa_client::{Client, Credentials, IdRange, Instance, Scope, UserSelection};
//!
//! # async fn run() -> coupa_client::Result<()> {
//! let instance = Instance::parse("https://acme.coupahost.com/user/home")?;
//! let credentials = Credentials::OAuth { client_id: "id".into(), client_secret: "secret".into() };
//! let client = Client::builder(instance, credentials)
//!     .scopes(vec![Scope::USER_READ, Scope::COMMON_READ])
//!     .build()?;
//!
//! let selection = UserSelection { roles: true, ..UserSelection::default() };
//! let mut range = IdRange::all();
//! loop {
//!     let page = client.users_page(&selection, range).await?;
//!     for user in &page.items {
//!         tracing::info!(id = user.id, login = user.login, roles = user.roles.len());
//!     }
//!     match page.next {
//!         Some(after) => range.after = after,
//!         None => break,
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Changing something takes other scopes than reading, so it is done by another token of the same
//! client, [`Client::with_scopes`]. What came of a change that failed,
//! [`Error::may_have_taken_effect`] tells, and a successful one is [`Written`], with what Coupa
//! says is held now.
//!
//! # How it fits together
//!
//! A call goes down through three layers. [`auth`] adds a token, renews it, waits for a fresh one
//! to settle, and explains a 403 by the scope that is missing. [`transport`] holds the request back
//! for the [`rate_limit`], bounds its time and size, and repeats it where [`retry`] says that a
//! repeat is harmless and may help. Above them the listings choose between GraphQL and REST, leave
//! out what an instance does not know, and prove each page to be what was asked for.
//!
//! # Where the facts come from
//!
//! Coupa's integration documentation (Compass), its published OpenAPI files, and the behaviour
//! that public connectors depend on. Where they are silent, the comment at the code says what is
//! assumed. Bytes that come from elsewhere are parsed by pure functions, which [`foreign`] gathers
//! for fuzzing.

mod api;
pub mod auth;
mod body;
mod cause;
mod client;
pub mod counters;
mod error;
pub mod foreign;
mod graphql;
pub mod instance;
pub mod model;
mod page;
mod proxy;
mod query;
pub mod rate_limit;
pub mod retry;
mod schema;
pub mod scope;
mod secret;
mod selection;
mod tls;
pub mod transport;

pub use self::api::{Filter, GroupSelection, ListValue, MembershipKind, NESTED_CAP, UserSelection, Written};
pub use self::auth::{Credentials, TokenInfo, TokenSettling};
pub use self::client::{Client, ClientBuilder};
pub use self::counters::{Counters, Event};
pub use self::error::{BodyKind, Cause, Error, ErrorKind, Result, TlsProblem};
pub use self::instance::{Instance, InstanceProblem};
pub use self::page::{BadRecord, IdRange, Page};
pub use self::rate_limit::RateLimit;
pub use self::retry::RetryPolicy;
pub use self::schema::SchemaNote;
pub use self::scope::Scope;
pub use self::secret::Secret;
pub use self::tls::TrustSources;
