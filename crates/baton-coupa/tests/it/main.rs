//! The binary against the simulated instance, over real HTTP and TLS.

#![expect(clippy::unwrap_used, reason = "in a test a panic is a failed test with a place in the file")]

mod bad_input;
mod command_line;
mod completeness;
mod faults;
mod in_process;
mod paging_property;
mod support;
