//! Read and write `.c1z` files, the form in which Baton tools pass on who has what in a system.
//!
//! A file holds one or more *syncs*, each a complete picture at one time: resource types, resources, entitlements
//! and grants. The three types to know:
//!
//! - [`C1zWriter`] examines a target and starts a sync; the [`SyncWriter`] it turns into takes the records and puts
//!   the file in place in one step, or leaves everything as it was.
//! - [`C1zReader`] opens a file of ours or of the Go SDK and hands out its records one by one.
//! - [`SyncRun`] describes one sync: its [`SyncId`], [`SyncType`] and times.
//!
//! ```
//! use baton_proto::connector::v2::{Resource, ResourceId, ResourceType};
//! use c1z::{C1zReader, C1zWriter, ReaderOptions, SyncType, WriterOptions};
//!
//! # fn main() -> c1z::Result<()> {
//! # let dir = tempfile::tempdir().expect("a temporary directory");
//! let path = dir.path().join("sync.c1z");
//!
//! let mut sync = C1zWriter::open(&path, WriterOptions::default())?.start_sync(SyncType::Full, None)?;
//! sync.put_resource_types(&[ResourceType { id: "user".into(), ..Default::default() }])?;
//! let id = ResourceId { resource_type: "user".into(), resource: "17".into(), ..Default::default() };
//! sync.put_resources(&[Resource { id: Some(id), display_name: "Ada".into(), ..Default::default() }])?;
//! let finished = sync.finish()?;
//!
//! let reader = C1zReader::open(&path, &ReaderOptions::default())?;
//! for user in reader.resources(&finished.sync_id, Some("user"))? {
//!     assert_eq!(user?.display_name, "Ada");
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # What is promised
//!
//! - The target is replaced whole or not at all. A crash, a full disk, or a writer that is dropped leaves the old
//!   file byte for byte; a file that another process changed meanwhile is not overwritten.
//! - A sync that lacks something is never recorded as full ([`SyncWriter::finish_partial`]).
//! - Memory does not grow with the number of records, neither in writing nor in reading.
//! - Foreign files are bounded by [`Limits`] and fail with an [`Error`] that says what is wrong.
//!
//! # Where the format comes from
//!
//! Files written by the Go SDK (two are in `tests/golden/`), what the `baton` command line answers for them, and how
//! both treat files with one thing changed. Layout `C1ZF` (v1) is read and written; of `C1Z3` (v3) the manifest is
//! read. All calls block; in asynchronous code, give them a thread.

pub mod format;
pub mod timestamp;

mod database;
mod envelope;
mod error;
mod limits;
mod manifest;
mod reader;
mod schema;
mod sync_run;
mod target;
mod writer;

#[doc(hidden)]
pub mod fuzz;

pub use error::{Error, Result, TargetProblem};
pub use format::Format;
pub use limits::Limits;
pub use manifest::Manifest;
pub use reader::{C1zReader, ReaderOptions, Records, StoredGrant};
pub use sync_run::{Retention, SyncId, SyncRun, SyncStats, SyncType};
pub use writer::{
    C1zWriter, Clock, DanglingEntitlement, DanglingPrincipal, Finished, SyncWriter, WriterOptions,
};
