//! What a sync tells about itself when it is over.

use std::{path::PathBuf, time::Duration};

use baton_core::ResourceTypeId;

use crate::{error::Error, report::joined};

/// What a sync in a file claims to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyncKind {
    /// Everything of the selected types.
    Full,
    /// Everything but entitlements and grants.
    ResourcesOnly,
    /// Less than everything: single resources were asked for, grants were not wanted, or something could
    /// not be read.
    Partial,
}

impl SyncKind {
    /// The word that is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::ResourcesOnly => "resources_only",
            Self::Partial => "partial",
        }
    }

    pub(super) fn stored(self) -> c1z::SyncType {
        match self {
            Self::Full => c1z::SyncType::Full,
            Self::ResourcesOnly => c1z::SyncType::ResourcesOnly,
            Self::Partial => c1z::SyncType::Partial,
        }
    }
}

/// A finished sync.
#[derive(Debug)]
pub struct SyncReport {
    /// Its id in the file, a KSUID.
    pub sync_id: String,
    /// What it claims to be; [`SyncKind::Partial`] whenever `failures` is not empty.
    pub kind: SyncKind,
    /// The file.
    pub path: PathBuf,
    /// How much of everything it holds.
    pub counts: c1z::SyncStats,
    /// Size of the whole file.
    pub file_size_bytes: u64,
    /// From the first look at the file to its replacement.
    pub elapsed: Duration,
    /// What could not be read.
    pub failures: Vec<Failure>,
    /// What was left out because something it points to is not there.
    pub dropped: Vec<Dropped>,
}

/// Something that could not be read in full. A listing may have failed in several ways.
#[derive(Debug)]
pub struct Failure {
    /// The name of the listing, or `lookups` for what appeared or vanished during the sync.
    pub listing: String,
    /// The types that are incomplete because of it.
    pub resource_types: Vec<ResourceTypeId>,
    /// Why.
    pub error: Error,
}

impl Failure {
    /// The error and its causes in one line.
    #[must_use]
    pub fn chain(&self) -> String {
        joined(&self.error)
    }
}

/// Something that is not in the file, and the grants that were left out so that none points to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    /// What they pointed to: a resource as `type:id`, or a whole type.
    pub what: String,
    /// How many there were; 0 if only an entitlement had to be left out.
    pub n_grants: u64,
    /// Why, in words.
    pub why: &'static str,
}
