//! The messages of the Baton protocol, and their relation to the plain types of `baton-core`.
//!
//! A connector tells a governance system who has what. It does so in protobuf messages, both in the files
//! it writes and in the calls it answers. This crate holds the Rust types of those messages, generated from
//! the repository's `proto/` directory by `cargo xtask codegen`, and three things around them:
//!
//! - [`convert`]: from and to the plain types that the rest of the program speaks;
//! - [`any`](mod@any): packing messages into annotations, and finding them again;
//! - [`json`]: messages as people and scripts read them.
//!
//! Each package of the protocol is a module: `c1.connector.v2` is [`connector::v2`], and so on.
//!
//! ```
//! use baton_core::{Entitlement, Grant, Purpose, ResourceId, ResourceTypeId};
//! use baton_proto::{Message as _, connector::v2};
//!
//! let approver = ResourceId::new(ResourceTypeId::from_static("role"), "4");
//! let ada = ResourceId::new(ResourceTypeId::from_static("user"), "17");
//! let member = Entitlement::new(approver, "member", Purpose::Assignment);
//! let grant = Grant::new(&member, ada);
//!
//! let bytes = v2::Grant::from(&grant).encode_to_vec();
//! let read = Grant::try_from(v2::Grant::decode(bytes.as_slice()).expect("it was just written"))?;
//! assert_eq!(read, grant);
//! # Ok::<(), baton_proto::Error>(())
//! ```
//!
//! Nothing here performs I/O. Unknown fields of a message are dropped when it is read, as everywhere in
//! `prost`; what must survive travels in annotations.
//!
//! Source of the messages: the protocol of the Baton SDK, version 0.25.0. Names, numbers and types are
//! those of the SDK, the limits it states are in the comments, and a table in `tests/it` guards the numbers
//! of the messages that end up in files.

pub mod any;
pub mod convert;
mod error;
pub mod json;
mod redact;

pub use error::{Error, Result};
pub use prost::{Message, Name};
pub use prost_types::{Any, Duration, Struct, Timestamp};

/// All messages and services of the protocol as a serialized `google.protobuf.FileDescriptorSet`, in
/// dependency order and with the files they import, for servers that answer reflection.
pub const DESCRIPTORS: &[u8] = include_bytes!("gen/descriptors.bin");

// `gen` is a keyword, and the modules in there nest by package; the modules below rename them.
#[allow(
    missing_docs,
    unreachable_pub,
    rustdoc::all,
    clippy::all,
    reason = "the generator decides what the files look like; documentation follows the .proto files"
)]
#[rustfmt::skip] // A test compares these files with fresh output, so they must stay as they come.
#[path = "gen/mod.rs"]
mod generated;

/// Package `c1.connector`: what a connector reports and answers.
pub mod connector {
    pub use crate::generated::c1::connector::v2;
}

/// Package `c1.connectorapi.baton`: the service that hands out tasks and takes results.
pub mod baton {
    pub use crate::generated::c1::connectorapi::baton::v1;
}

/// Package `c1.config`: forms, for the settings of a connector and the arguments of actions.
pub mod config {
    pub use crate::generated::c1::config::v1;
}

/// Package `c1.ratelimit`: the service that decides when a call may be made.
pub mod ratelimit {
    pub use crate::generated::c1::ratelimit::v1;
}

/// Package `c1.c1z`: messages about `.c1z` files, and the head of version 3 files.
pub mod c1z {
    pub use crate::generated::c1::c1z::{v1, v3};
}

/// Package `c1.storage`: the records inside version 3 files.
pub mod storage {
    pub use crate::generated::c1::storage::v3;
}

/// Packages of Google that are not part of `prost-types`.
pub mod google {
    pub use crate::generated::google::rpc;
}
