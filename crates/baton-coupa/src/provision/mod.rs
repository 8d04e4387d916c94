//! Provisioning: giving and taking access in Coupa without ever leaving a user worse off.
//!
//! [`provisioner::CoupaProvisioner`] is what the runtime calls. The heart is the write protocol in
//! `protocol`, which knows nothing of HTTP: it says in which order a list is read and written, and what is
//! on disk before. `remote` is the list at the instance, [`journal`] and [`audit`] are what is on disk.

pub mod account;
pub mod action;
pub mod audit;
pub mod error;
pub mod journal;
pub mod lock;
pub mod memory;
pub(crate) mod protocol;
pub mod provisioner;
pub mod recover;
pub(crate) mod remote;
pub mod state_dir;
pub mod stores;
pub mod target;
mod words;

pub use error::ProvisionError;
pub use provisioner::CoupaProvisioner;
pub use state_dir::StateDir;
pub use stores::Stores;
