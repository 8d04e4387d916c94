//! What a sync tells about itself when it is over.

use std::{path::PathBuf, time::Duration};

use baton_core::ResourceTypeId;

use crate::error::Error;

/// What a sync in a file claims to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyncKind {
    /// Everything of the selected types.
    Full,
    /// Everything but entitlements and grants.
    ResourcesOnly,
    /// Less than everything: single resources were asked for, or something could not be read.
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
    /// From opening the file to closing it.
    pub elapsed: Duration,
    /// What could not be read.
    pub failures: Vec<Failure>,
    /// Grants left out because what they point to is not there.
    pub dropped: Vec<Dropped>,
}

impl SyncReport {
    pub(super) fn log_lines(&self) -> Vec<(&str, u64)> {
        self.counts.resources_by_resource_type.iter().map(|(id, count)| (id.as_str(), *count)).collect()
    }
}

/// An error and its causes in one line.
pub(super) fn chain(error: &dyn std::error::Error) -> String {
    let mut line = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        line.push_str(": ");
        line.push_str(&error.to_string());
        cause = error.source();
    }
    line
}

/// A listing that could not be read to its end.
#[derive(Debug)]
pub struct Failure {
    /// Its name.
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
        chain(&self.error)
    }
}

/// Grants that were left out, so that none points to something that is not in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    /// What they pointed to, as `type:id`.
    pub what: String,
    /// How many there were.
    pub n_grants: u64,
    /// Why, in words.
    pub why: &'static str,
}
