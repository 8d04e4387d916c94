//! The sandbox as a client meets it: real HTTP and TLS on loopback.

#![expect(clippy::unwrap_used, reason = "a panic in a test helper is a failed test with a place in the file")]

mod access;
mod binary;
mod client;
mod faults;
mod graphql;
mod limits;
mod oauth;
mod reading;
mod readme;
mod switches;
mod writing;
