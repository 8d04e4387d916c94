//! The Coupa connector: who can do what in Coupa, read into a `.c1z` file.
//!
//! [`connector::CoupaConnector`] tells `baton-sdk` how an instance is read: the small directories first
//! (roles, groups), then one pass over the users, each with everything it holds, then the licences.
//! [`mapping`] turns Coupa's records into resources, entitlements and grants, and [`types`] holds the
//! facts of each resource type. [`app`] is the program around it.
//!
//! Source of ids, names and descriptions: the Go connector of the same name, so that whatever is keyed
//! on them survives the change.

pub mod app;
mod command;
pub mod connector;
pub mod failure;
mod interrupt;
pub mod listing;
pub mod mapping;
mod output;
mod progress;
pub mod provision;
pub mod settings;
mod summary;
mod targeted;
pub mod types;
