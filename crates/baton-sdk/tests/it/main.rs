//! The runtime as a connector uses it: through its public items only.

#![expect(clippy::unwrap_used, reason = "a panic in a test helper is a failed test with a place in the file")]

mod cli;
mod provision;
mod provision_render;
mod provision_settings;
mod scripted;
mod syncer;
mod syncer_faults;
mod syncer_properties;
