//! Run any connector: read a remote system into a `.c1z` file or change something in it, with the flags,
//! logs and exit codes of the Baton tools.
//!
//! A connector implements [`connector::Connector`]; [`syncer::run`] does the rest of a sync. One that can
//! change its system implements [`provision::Provisioner`] too, and [`provision::run()`] makes one change.
//! Three types to know besides: [`cli::Program`] turns arguments, variables and the config file into settings,
//! [`report::Failure`] is an error on its way to the person who has to act on it, and [`exit::Code`] is
//! how the run ends.
//!
//! Nothing here knows what system a connector is for.
//!
//! Source of flags, variables, messages and codes: the Baton SDK, version 0.25, as observed. Where it does
//! silent harm, this crate does something else and the documentation of the item says so.

pub mod cli;
pub mod connector;
mod error;
pub mod exit;
pub mod logging;
pub mod provision;
pub mod report;
mod running;
pub mod syncer;

pub use error::{Error, Result};
