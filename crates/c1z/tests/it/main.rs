//! Integration tests: whole files, written and read, and compared by code that is not ours.

#![expect(clippy::print_stderr, reason = "a test that is skipped says so")]
#![expect(clippy::unwrap_used, reason = "a panic here is a failed test with a place in the file")]

mod append;
mod damage;
mod disk;
mod fuzz;
mod golden;
mod oracle;
mod property;
mod schema;
mod support;
mod target;
mod write;
