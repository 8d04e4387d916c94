//! The binary against the simulated instance, over real HTTP and TLS.

#![expect(clippy::unwrap_used, reason = "in a test a panic is a failed test with a place in the file")]

mod bad_input;
mod check;
mod command_line;
mod completeness;
mod desk;
mod faults;
mod in_process;
mod paging_property;
mod provision;
mod provision_faults;
mod provision_input;
mod provision_readings;
mod provision_records;
mod provision_recover;
mod provision_rivals;
mod provision_secrets;
mod provision_world;
mod support;
