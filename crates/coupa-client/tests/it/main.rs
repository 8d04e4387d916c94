//! The client against a scripted server on loopback: every request is seen, every answer chosen.

#![expect(clippy::unwrap_used, reason = "in a test a panic is a failed test with a place in the file")]

mod auth;
mod faults;
mod graphql;
mod memberships;
mod network;
mod paging;
mod rest;
mod secrets;
mod server;
mod single_user;
mod write_faults;
mod writes;
