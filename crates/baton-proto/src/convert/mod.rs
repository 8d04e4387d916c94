//! From the plain types of `baton-core` to protocol messages, and back.
//!
//! Plain to message never fails: `v2::Grant::from(&grant)`. Message to plain checks what gives a record
//! its identity: `baton_core::Grant::try_from(message)`. Three rules hold for all of it:
//!
//! - **The same value has the same bytes.** Maps are ordered, lists keep their order, nothing depends on
//!   a clock. Stores compare records byte by byte, so this is part of the format.
//! - **Names stay names.** An entitlement carries its resource, and a grant its entitlement and its
//!   principal, by identity only. Whatever else is known of them is in their own records.
//! - **Plain types know less than the protocol.** Packed messages of a type unknown to `baton-core` survive
//!   as [`baton_core::Annotation::Other`]; message fields and enum values unknown to it are dropped.
//!
//! Where the plain type and the message are both foreign to this crate, the conversion is a pair of
//! functions: [`annotation_to_any`], [`profile_to_struct`], [`timestamp_to_message`] and their opposites.

mod action;
mod annotation;
mod capability;
mod entitlement;
mod grant;
mod profile;
mod resource;
mod time;

pub use action::{action_list, completed_action};
pub use annotation::{annotation_from_any, annotation_to_any};
pub use capability::connector_metadata;
pub use profile::{profile_from_struct, profile_to_struct};
pub use time::{timestamp_from_message, timestamp_to_message};

use crate::{Error, Result};

/// The text, unless it is empty.
fn require_text(message: &'static str, field: &'static str, text: String) -> Result<String> {
    if text.is_empty() { Err(Error::MissingField { message, field }) } else { Ok(text) }
}

/// The nested message, if it is there.
fn require<T>(message: &'static str, field: &'static str, value: Option<T>) -> Result<T> {
    value.ok_or(Error::MissingField { message, field })
}
