//! One numbered attempt to read everything: its identity, kind, times and counts, and how long it is kept.

use std::collections::BTreeMap;
use std::fmt;
use std::num::NonZeroUsize;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use svix_ksuid::{Ksuid, KsuidLike};

/// Identity of a sync. Those we make are KSUIDs: 27 characters that sort by second of creation.
///
/// Files made by other programs may hold any text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SyncId(String);

impl SyncId {
    /// Takes an identity as it stands in a file.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// Makes a new identity for a sync that starts at `at`.
    ///
    /// The format counts seconds from May 2014 for 136 years; times outside are held at its ends.
    #[must_use]
    pub fn generate(at: Timestamp) -> Self {
        let last = svix_ksuid::KSUID_EPOCH + i64::from(u32::MAX);
        let seconds = at.as_second().clamp(svix_ksuid::KSUID_EPOCH, last);
        Self(Ksuid::from_seconds(Some(seconds), None).to_string())
    }

    /// The identity as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SyncId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a sync set out to read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SyncType {
    /// Everything, and everything was read.
    Full,
    /// A part, or everything with something missing.
    Partial,
    /// Resource types and resources only.
    ResourcesOnly,
    /// What was added or changed between two syncs.
    PartialUpserts,
    /// What was removed between two syncs.
    PartialDeletions,
    /// A kind this version does not know, kept as it was found.
    Other(String),
}

impl SyncType {
    /// The text in the `sync_type` column.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Full => "full",
            Self::Partial => "partial",
            Self::ResourcesOnly => "resources_only",
            Self::PartialUpserts => "partial_upserts",
            Self::PartialDeletions => "partial_deletions",
            Self::Other(other) => other,
        }
    }

    /// Reads the `sync_type` column.
    #[must_use]
    pub fn from_column(text: &str) -> Self {
        match text {
            "full" => Self::Full,
            "partial" => Self::Partial,
            "resources_only" => Self::ResourcesOnly,
            "partial_upserts" => Self::PartialUpserts,
            "partial_deletions" => Self::PartialDeletions,
            other => Self::Other(other.to_owned()),
        }
    }
}

impl fmt::Display for SyncType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One row of the table of syncs.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SyncRun {
    /// Its identity.
    pub id: SyncId,
    /// What it set out to read.
    pub sync_type: SyncType,
    /// When it began. UTC if we wrote it, perhaps the writer's wall clock otherwise.
    pub started_at: Timestamp,
    /// When it was complete; `None` while it is not.
    pub ended_at: Option<Timestamp>,
    /// `ended_at` as the file spells it. Readers order syncs by this text, byte by byte.
    pub(crate) ended_at_text: Option<String>,
    /// Saved state from which the sync could resume. Often empty.
    pub sync_token: String,
    /// The sync this one is based on, if it is a part.
    pub parent: Option<SyncId>,
    /// The other half of a pair of differences.
    pub linked: Option<SyncId>,
    /// Whether the columns that a comparison of two syncs needs are filled.
    pub supports_diff: bool,
    /// The counts stored with it, if any were and they can be read.
    pub(crate) stored_stats: Option<SyncStats>,
}

impl SyncRun {
    /// Whether the sync ended.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.ended_at.is_some()
    }
}

/// How many records a sync holds.
///
/// The JSON form is the one the `stats` column has: snake case, zero and empty left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SyncStats {
    /// Resource types.
    #[serde(skip_serializing_if = "is_zero")]
    pub resource_types: u64,
    /// Resources of all types.
    #[serde(skip_serializing_if = "is_zero")]
    pub resources: u64,
    /// Entitlements.
    #[serde(skip_serializing_if = "is_zero")]
    pub entitlements: u64,
    /// Grants.
    #[serde(skip_serializing_if = "is_zero")]
    pub grants: u64,
    /// Resources by type; a stored resource type without resources has a zero here.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub resources_by_resource_type: BTreeMap<String, u64>,
    /// Grants by the type of the resource their entitlement belongs to; no zeros.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub grants_by_resource_type: BTreeMap<String, u64>,
    /// Entitlements by the type of their resource; no zeros.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub entitlements_by_resource_type: BTreeMap<String, u64>,
    /// Assets. We write none.
    #[serde(skip_serializing_if = "is_zero")]
    pub assets: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// How many syncs a file keeps when a new one is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Retention {
    /// Keep this many full syncs, the new one included, and drop older ones.
    Full(NonZeroUsize),
    /// Drop nothing. The file grows with every run.
    Everything,
}

impl Default for Retention {
    /// Two, as in the Go SDK: enough to compare the latest with the one before.
    fn default() -> Self {
        Self::Full(NonZeroUsize::MIN.saturating_add(1))
    }
}

impl Retention {
    /// Reads the values of `BATON_KEEP_SYNC_COUNT` and `BATON_SKIP_CLEANUP` as the Go SDK does: a count that is
    /// not a positive number, and a switch that is not a truth value, change nothing.
    #[must_use]
    pub fn from_settings(keep_sync_count: Option<&str>, skip_cleanup: Option<&str>) -> Self {
        if matches!(skip_cleanup, Some("1" | "t" | "T" | "true" | "TRUE" | "True")) {
            return Self::Everything;
        }
        keep_sync_count.and_then(|count| count.parse().ok()).map_or_else(Self::default, Self::Full)
    }

    /// Chooses which of `earlier`, oldest first, to drop when a sync of type `new` is added.
    ///
    /// Unfinished syncs stay. Of the full syncs (and those of unknown kind) the newest stay, leaving one place
    /// for the new one if it is full. When a full sync goes, so do the parts that ended before the newest
    /// dropped one started. Of differences, when there are more than two, the newest and its partner stay.
    ///
    /// These are the Go SDK's rules with one exception: there an incomplete new sync takes the place of a full
    /// one too, so that with a limit of one it would remove the only complete sync in the file.
    pub(crate) fn dropped<'a>(self, earlier: &'a [SyncRun], new: &SyncType) -> Vec<&'a SyncId> {
        let Self::Full(limit) = self else { return Vec::new() };
        let limit = limit.get() - usize::from(*new == SyncType::Full);
        let finished = || earlier.iter().filter(|run| run.is_finished());
        let full: Vec<_> =
            finished().filter(|run| matches!(run.sync_type, SyncType::Full | SyncType::Other(_))).collect();
        let mut dropped = Vec::new();

        let (overflow, _) = full.split_at(full.len().saturating_sub(limit));
        dropped.extend(overflow.iter().map(|run| &run.id));
        if let Some(newest_dropped) = overflow.last() {
            let is_part =
                |run: &&SyncRun| matches!(run.sync_type, SyncType::Partial | SyncType::ResourcesOnly);
            let is_older =
                |run: &&SyncRun| run.ended_at.is_some_and(|ended_at| ended_at < newest_dropped.started_at);
            dropped.extend(finished().filter(is_part).filter(is_older).map(|run| &run.id));
        }

        let differences: Vec<_> = finished()
            .filter(|run| matches!(run.sync_type, SyncType::PartialUpserts | SyncType::PartialDeletions))
            .collect();
        if let (Some(latest), true) = (differences.last(), differences.len() > 2) {
            let is_kept = |run: &SyncRun| run.id == latest.id || latest.linked.as_ref() == Some(&run.id);
            dropped.extend(differences.iter().filter(|run| !is_kept(run)).map(|run| &run.id));
        }
        dropped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(id: &str, sync_type: SyncType, started: i64, ended: Option<i64>) -> SyncRun {
        let at = |second| Timestamp::from_second(second).unwrap();
        SyncRun {
            id: SyncId::new(id),
            sync_type,
            started_at: at(started),
            ended_at: ended.map(at),
            ended_at_text: ended.map(|second| crate::timestamp::format(at(second))),
            sync_token: String::new(),
            parent: None,
            linked: None,
            supports_diff: true,
            stored_stats: None,
        }
    }

    fn keep(count: usize) -> Retention {
        Retention::Full(NonZeroUsize::new(count).unwrap())
    }

    #[track_caller]
    fn check(retention: Retention, new: &SyncType, earlier: &[SyncRun], expected: &[&str]) {
        let dropped: Vec<_> = retention.dropped(earlier, new).into_iter().map(SyncId::as_str).collect();
        assert_eq!(dropped, expected);
    }

    #[test]
    fn the_last_two_full_syncs_stay() {
        let full = |id, second| run(id, SyncType::Full, second, Some(second + 5));
        let three = [full("a", 10), full("b", 20), full("c", 30)];
        check(keep(2), &SyncType::Full, &three[..1], &[]);
        check(keep(2), &SyncType::Full, &three[..2], &["a"]);
        check(keep(2), &SyncType::Full, &three, &["a", "b"]);
        check(keep(1), &SyncType::Full, &three, &["a", "b", "c"]);
        check(keep(9), &SyncType::Full, &three, &[]);
        check(Retention::Everything, &SyncType::Full, &three, &[]);
    }

    #[test]
    fn an_incomplete_sync_never_pushes_out_the_only_full_one() {
        let full = [run("a", SyncType::Full, 10, Some(15)), run("b", SyncType::Full, 20, Some(25))];
        check(keep(1), &SyncType::Partial, &full[..1], &[]);
        check(keep(2), &SyncType::Partial, &full, &[]);
        check(keep(1), &SyncType::Partial, &full, &["a"]);
    }

    #[test]
    fn unfinished_syncs_are_left_alone_and_do_not_count() {
        let earlier = [
            run("a", SyncType::Full, 10, None),
            run("b", SyncType::Full, 20, Some(25)),
            run("c", SyncType::Full, 30, Some(35)),
        ];
        check(keep(2), &SyncType::Full, &earlier, &["b"]);
    }

    #[test]
    fn a_part_goes_with_the_full_sync_it_preceded() {
        let earlier = [
            run("early", SyncType::Partial, 1, Some(5)),
            run("a", SyncType::Full, 10, Some(15)),
            run("late", SyncType::ResourcesOnly, 16, Some(18)),
            run("b", SyncType::Full, 20, Some(25)),
        ];
        check(keep(2), &SyncType::Full, &earlier, &["a", "early"]);
        check(keep(1), &SyncType::Full, &earlier, &["a", "b", "early", "late"]);
        check(keep(3), &SyncType::Full, &earlier, &[]);
    }

    #[test]
    fn of_many_differences_the_newest_pair_stays() {
        let mut latest = run("d", SyncType::PartialDeletions, 40, Some(41));
        latest.linked = Some(SyncId::new("c"));
        let earlier = [
            run("a", SyncType::PartialUpserts, 10, Some(11)),
            run("b", SyncType::PartialDeletions, 20, Some(21)),
            run("c", SyncType::PartialUpserts, 30, Some(31)),
            latest,
        ];
        check(keep(2), &SyncType::Full, &earlier, &["a", "b"]);
        check(keep(2), &SyncType::Full, &earlier[..2], &[]);
    }

    #[test]
    fn unknown_kinds_count_as_full() {
        let other = run("a", SyncType::Other("novel".to_owned()), 10, Some(11));
        check(keep(1), &SyncType::Full, &[other], &["a"]);
    }

    #[test]
    fn settings_are_read_as_the_go_sdk_reads_them() {
        let check = |count, skip, expected| assert_eq!(Retention::from_settings(count, skip), expected);
        check(None, None, keep(2));
        check(Some("5"), None, keep(5));
        check(Some("0"), None, keep(2));
        check(Some("-1"), None, keep(2));
        check(Some("many"), Some("no"), keep(2));
        check(Some("5"), Some("true"), Retention::Everything);
        check(None, Some("yes"), keep(2));
    }

    #[test]
    fn a_new_identity_is_a_ksuid_of_its_second() {
        let at = Timestamp::from_second(1_800_000_000).unwrap();
        let id = SyncId::generate(at);
        assert_eq!(id.as_str().len(), 27);
        let read: Ksuid = id.as_str().parse().unwrap();
        assert_eq!(read.timestamp_seconds(), 1_800_000_000);
        assert_ne!(id, SyncId::generate(at), "the rest is random");
        let later = SyncId::generate(Timestamp::from_second(1_800_000_001).unwrap());
        assert!(id < later, "identities sort by time");
        assert_eq!(SyncId::generate(Timestamp::UNIX_EPOCH).as_str().len(), 27);
    }

    #[test]
    fn stats_have_the_json_of_the_column() {
        let stats = SyncStats {
            resource_types: 2,
            resources: 3,
            resources_by_resource_type: [("role".to_owned(), 0), ("user".to_owned(), 3)].into(),
            ..SyncStats::default()
        };
        let json = serde_json::to_string(&stats).unwrap();
        assert_eq!(
            json,
            r#"{"resource_types":2,"resources":3,"resources_by_resource_type":{"role":0,"user":3}}"#
        );
        assert_eq!(serde_json::from_str::<SyncStats>(&json).unwrap(), stats);
        let timed = r#"{"grants":1,"step_durations_ms":{"list":4}}"#;
        assert_eq!(serde_json::from_str::<SyncStats>(timed).unwrap().grants, 1);
    }
}
