//! The part of a v3 file that is read: which syncs it holds and their counts.
//!
//! ```text
//! offset 0   43 31 5A 33 00      "C1Z3\0"
//! offset 5   length              u32, big-endian, at most 16 MiB
//! offset 9   manifest            protobuf, c1.c1z.v3.C1ZManifestV3
//! then       the packed store    not read
//! ```

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::Path;

use baton_proto::c1z::v3::{C1zManifestV3, SyncRunSummary};
use baton_proto::storage::v3::{self as storage, SyncStatsRecord};
use jiff::Timestamp;
use prost::Message;

use crate::error::{Error, Result};
use crate::limits::Limits;
use crate::sync_run::{SyncId, SyncRun, SyncStats, SyncType};
use crate::timestamp;

/// What the head of a v3 file says about it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Manifest {
    /// The storage engine, `pebble3` in files of the Go SDK 0.25.
    pub engine: String,
    /// The engine's own format version.
    pub engine_schema_version: u32,
    /// The syncs listed. A v3 file holds one, but an older writer may not list it.
    pub syncs: Vec<SyncRun>,
}

impl Manifest {
    /// Reads what follows the magic of `path`.
    pub(crate) fn read(path: &Path, mut packed: impl Read, limits: &Limits) -> Result<Self> {
        let truncated = |what| Error::Truncated { path: path.to_owned(), what };
        let failed = |what| {
            move |cause: io::Error| match cause.kind() {
                io::ErrorKind::UnexpectedEof => truncated(what),
                _ => Error::io("read", path, cause),
            }
        };
        let mut length = [0; 4];
        packed.read_exact(&mut length).map_err(failed("the length of its manifest is missing"))?;
        let length = u32::from_be_bytes(length);
        if length > limits.max_manifest_bytes {
            return Err(Error::TooLarge {
                path: path.to_owned(),
                limit_bytes: u64::from(limits.max_manifest_bytes),
                announced_bytes: Some(u64::from(length)),
            });
        }
        // Grown as bytes arrive: a short file that claims the largest manifest gets little memory.
        let mut bytes = Vec::new();
        packed
            .take(u64::from(length))
            .read_to_end(&mut bytes)
            .map_err(|cause| Error::io("read", path, cause))?;
        if bytes.len() < length as usize {
            return Err(truncated("its manifest stops before its end"));
        }
        let manifest = C1zManifestV3::decode(bytes.as_slice())
            .map_err(|cause| Error::Manifest { path: path.to_owned(), cause })?;
        let syncs =
            manifest.sync_runs.into_iter().map(|summary| sync_run(path, summary)).collect::<Result<_>>()?;
        Ok(Self { engine: manifest.engine, engine_schema_version: manifest.engine_schema_version, syncs })
    }
}

fn sync_run(path: &Path, summary: SyncRunSummary) -> Result<SyncRun> {
    let content = |problem: &str| Error::Content { path: path.to_owned(), problem: problem.to_owned() };
    let instant = |at: prost_types::Timestamp| {
        Timestamp::new(at.seconds, at.nanos)
            .map_err(|_| content("its manifest has a time outside the calendar"))
    };
    let started_at = summary.started_at.map(instant).transpose()?;
    let started_at = started_at.ok_or_else(|| content("its manifest lists a sync without a start"))?;
    let ended_at = summary.ended_at.map(instant).transpose()?;
    let sync_type = match storage::SyncType::try_from(summary.r#type) {
        Ok(storage::SyncType::Full) => SyncType::Full,
        Ok(storage::SyncType::Partial) => SyncType::Partial,
        Ok(storage::SyncType::ResourcesOnly) => SyncType::ResourcesOnly,
        Ok(storage::SyncType::PartialUpserts) => SyncType::PartialUpserts,
        Ok(storage::SyncType::PartialDeletions) => SyncType::PartialDeletions,
        Ok(storage::SyncType::Unspecified) => SyncType::Other(String::new()),
        Err(_) => SyncType::Other(summary.r#type.to_string()),
    };
    Ok(SyncRun {
        id: SyncId::new(summary.sync_id),
        sync_type,
        started_at,
        ended_at,
        ended_at_text: ended_at.map(timestamp::format),
        sync_token: String::new(),
        parent: Some(summary.parent_sync_id).filter(|parent| !parent.is_empty()).map(SyncId::new),
        linked: None,
        supports_diff: false,
        stored_stats: summary.stats.map(stats),
    })
}

fn stats(record: SyncStatsRecord) -> SyncStats {
    // Counts are signed on the wire; a negative one can only be a fault and counts as none.
    let count = |number: i64| u64::try_from(number).unwrap_or(0);
    let by_type =
        |map: BTreeMap<String, i64>| map.into_iter().map(|(id, number)| (id, count(number))).collect();
    SyncStats {
        resource_types: count(record.resource_types),
        resources: count(record.resources),
        entitlements: count(record.entitlements),
        grants: count(record.grants),
        resources_by_resource_type: by_type(record.resources_by_resource_type),
        grants_by_resource_type: by_type(record.grants_by_entitlement_resource_type),
        entitlements_by_resource_type: by_type(record.entitlements_by_resource_type),
        assets: count(record.assets),
    }
}
