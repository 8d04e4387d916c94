//! Tests of the protocol crate from the outside: field numbers, round trips, JSON.

mod json;
mod numbers;
mod round_trip;
