//! Generated from the files in `proto/` by `cargo xtask codegen`. Do not edit.

/// Which entitlement, with the resource it belongs to.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct EntitlementRef {
    #[prost(string, tag = "1")]
    pub resource_type_id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub resource_id: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub entitlement_id: ::prost::alloc::string::String,
}
impl ::prost::Name for EntitlementRef {
    const NAME: &'static str = "EntitlementRef";
    const PACKAGE: &'static str = "c1.storage.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.storage.v3.EntitlementRef".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.storage.v3.EntitlementRef".into()
    }
}
/// Who holds something. The parent fields are empty for a principal without a parent.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct PrincipalRef {
    #[prost(string, tag = "1")]
    pub resource_type_id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub resource_id: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub parent_resource_type_id: ::prost::alloc::string::String,
    #[prost(string, tag = "4")]
    pub parent_resource_id: ::prost::alloc::string::String,
}
impl ::prost::Name for PrincipalRef {
    const NAME: &'static str = "PrincipalRef";
    const PACKAGE: &'static str = "c1.storage.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.storage.v3.PrincipalRef".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.storage.v3.PrincipalRef".into()
    }
}
/// Which resource.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ResourceRef {
    #[prost(string, tag = "1")]
    pub resource_type_id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub resource_id: ::prost::alloc::string::String,
}
impl ::prost::Name for ResourceRef {
    const NAME: &'static str = "ResourceRef";
    const PACKAGE: &'static str = "c1.storage.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.storage.v3.ResourceRef".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.storage.v3.ResourceRef".into()
    }
}
/// Counterpart of c1.connector.v2.Status.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct StatusRecord {
    #[prost(enumeration = "status_record::ResourceStatus", tag = "1")]
    pub status: i32,
    #[prost(string, tag = "2")]
    pub details: ::prost::alloc::string::String,
}
/// Nested message and enum types in `StatusRecord`.
pub mod status_record {
    #[derive(
        Clone,
        Copy,
        Debug,
        PartialEq,
        Eq,
        Hash,
        PartialOrd,
        Ord,
        ::prost::Enumeration
    )]
    #[repr(i32)]
    pub enum ResourceStatus {
        Unspecified = 0,
        Enabled = 1,
        Disabled = 2,
        Deleted = 3,
    }
    impl ResourceStatus {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::Unspecified => "RESOURCE_STATUS_UNSPECIFIED",
                Self::Enabled => "RESOURCE_STATUS_ENABLED",
                Self::Disabled => "RESOURCE_STATUS_DISABLED",
                Self::Deleted => "RESOURCE_STATUS_DELETED",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "RESOURCE_STATUS_UNSPECIFIED" => Some(Self::Unspecified),
                "RESOURCE_STATUS_ENABLED" => Some(Self::Enabled),
                "RESOURCE_STATUS_DISABLED" => Some(Self::Disabled),
                "RESOURCE_STATUS_DELETED" => Some(Self::Deleted),
                _ => None,
            }
        }
    }
}
impl ::prost::Name for StatusRecord {
    const NAME: &'static str = "StatusRecord";
    const PACKAGE: &'static str = "c1.storage.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.storage.v3.StatusRecord".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.storage.v3.StatusRecord".into()
    }
}
/// Counterpart of c1.connector.v2.GrantExpandable.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct GrantExpandableRecord {
    #[prost(string, repeated, tag = "1")]
    pub entitlement_ids: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(bool, tag = "2")]
    pub shallow: bool,
    #[prost(string, repeated, tag = "3")]
    pub resource_type_ids: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
}
impl ::prost::Name for GrantExpandableRecord {
    const NAME: &'static str = "GrantExpandableRecord";
    const PACKAGE: &'static str = "c1.storage.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.storage.v3.GrantExpandableRecord".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.storage.v3.GrantExpandableRecord".into()
    }
}
/// One way in which a grant came about.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct GrantSourceRecord {
    #[prost(string, tag = "1")]
    pub resource_type_id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub resource_id: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub entitlement_id: ::prost::alloc::string::String,
    #[prost(bool, tag = "4")]
    pub is_direct: bool,
}
impl ::prost::Name for GrantSourceRecord {
    const NAME: &'static str = "GrantSourceRecord";
    const PACKAGE: &'static str = "c1.storage.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.storage.v3.GrantSourceRecord".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.storage.v3.GrantSourceRecord".into()
    }
}
/// A resource type.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ResourceTypeRecord {
    #[prost(string, tag = "2")]
    pub external_id: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub display_name: ::prost::alloc::string::String,
    /// Trait names without `TRAIT_`.
    #[prost(string, repeated, tag = "4")]
    pub traits: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(message, repeated, tag = "5")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    #[prost(message, optional, tag = "6")]
    pub discovered_at: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(string, tag = "7")]
    pub description: ::prost::alloc::string::String,
    #[prost(bool, tag = "8")]
    pub sourced_externally: bool,
}
impl ::prost::Name for ResourceTypeRecord {
    const NAME: &'static str = "ResourceTypeRecord";
    const PACKAGE: &'static str = "c1.storage.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.storage.v3.ResourceTypeRecord".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.storage.v3.ResourceTypeRecord".into()
    }
}
/// A resource.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ResourceRecord {
    #[prost(string, tag = "2")]
    pub resource_type_id: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub resource_id: ::prost::alloc::string::String,
    #[prost(string, tag = "4")]
    pub display_name: ::prost::alloc::string::String,
    #[prost(string, tag = "5")]
    pub description: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "6")]
    pub parent: ::core::option::Option<ResourceRef>,
    #[prost(message, repeated, tag = "7")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    #[prost(message, optional, tag = "8")]
    pub discovered_at: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(message, optional, tag = "9")]
    pub profile: ::core::option::Option<::prost_types::Struct>,
    #[prost(message, optional, tag = "10")]
    pub status: ::core::option::Option<StatusRecord>,
    /// When the thing was made in the remote system.
    #[prost(message, optional, tag = "11")]
    pub created_at: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(string, tag = "12")]
    pub source_scope_key: ::prost::alloc::string::String,
    #[prost(string, tag = "13")]
    pub icon_asset_external_id: ::prost::alloc::string::String,
}
impl ::prost::Name for ResourceRecord {
    const NAME: &'static str = "ResourceRecord";
    const PACKAGE: &'static str = "c1.storage.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.storage.v3.ResourceRecord".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.storage.v3.ResourceRecord".into()
    }
}
/// An entitlement.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct EntitlementRecord {
    #[prost(string, tag = "2")]
    pub external_id: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "3")]
    pub resource: ::core::option::Option<ResourceRef>,
    #[prost(string, tag = "4")]
    pub display_name: ::prost::alloc::string::String,
    #[prost(string, tag = "5")]
    pub description: ::prost::alloc::string::String,
    /// Purpose name without `PURPOSE_VALUE_`.
    #[prost(string, tag = "6")]
    pub purpose: ::prost::alloc::string::String,
    #[prost(message, repeated, tag = "7")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    #[prost(message, optional, tag = "8")]
    pub discovered_at: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(string, tag = "9")]
    pub slug: ::prost::alloc::string::String,
    #[prost(string, repeated, tag = "10")]
    pub grantable_to_resource_type_ids: ::prost::alloc::vec::Vec<
        ::prost::alloc::string::String,
    >,
    #[prost(string, tag = "11")]
    pub source_scope_key: ::prost::alloc::string::String,
}
impl ::prost::Name for EntitlementRecord {
    const NAME: &'static str = "EntitlementRecord";
    const PACKAGE: &'static str = "c1.storage.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.storage.v3.EntitlementRecord".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.storage.v3.EntitlementRecord".into()
    }
}
/// A grant.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct GrantRecord {
    #[prost(string, tag = "2")]
    pub external_id: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "3")]
    pub entitlement: ::core::option::Option<EntitlementRef>,
    #[prost(message, optional, tag = "4")]
    pub principal: ::core::option::Option<PrincipalRef>,
    #[prost(message, optional, tag = "5")]
    pub discovered_at: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(message, optional, tag = "6")]
    pub expansion: ::core::option::Option<GrantExpandableRecord>,
    /// True until an expansion pass has looked at `expansion`.
    #[prost(bool, tag = "7")]
    pub needs_expansion: bool,
    #[prost(message, repeated, tag = "8")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    /// Keyed by source entitlement id.
    #[prost(btree_map = "string, message", tag = "9")]
    pub sources: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        GrantSourceRecord,
    >,
    #[prost(string, tag = "10")]
    pub source_scope_key: ::prost::alloc::string::String,
}
impl ::prost::Name for GrantRecord {
    const NAME: &'static str = "GrantRecord";
    const PACKAGE: &'static str = "c1.storage.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.storage.v3.GrantRecord".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.storage.v3.GrantRecord".into()
    }
}
/// An icon or a logo.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct AssetRecord {
    #[prost(string, tag = "1")]
    pub sync_id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub external_id: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub content_type: ::prost::alloc::string::String,
    #[prost(bytes = "vec", tag = "4")]
    pub data: ::prost::alloc::vec::Vec<u8>,
    #[prost(message, optional, tag = "5")]
    pub discovered_at: ::core::option::Option<::prost_types::Timestamp>,
}
impl ::prost::Name for AssetRecord {
    const NAME: &'static str = "AssetRecord";
    const PACKAGE: &'static str = "c1.storage.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.storage.v3.AssetRecord".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.storage.v3.AssetRecord".into()
    }
}
/// The sync the file holds.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct SyncRunRecord {
    #[prost(string, tag = "1")]
    pub sync_id: ::prost::alloc::string::String,
    #[prost(enumeration = "SyncType", tag = "2")]
    pub r#type: i32,
    #[prost(string, tag = "3")]
    pub parent_sync_id: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "4")]
    pub started_at: ::core::option::Option<::prost_types::Timestamp>,
    /// Absent while the sync is unfinished.
    #[prost(message, optional, tag = "5")]
    pub ended_at: ::core::option::Option<::prost_types::Timestamp>,
    /// Saved state a later process resumes from.
    #[prost(string, tag = "6")]
    pub sync_token: ::prost::alloc::string::String,
    #[prost(bool, tag = "7")]
    pub supports_diff: bool,
    #[prost(string, tag = "8")]
    pub linked_sync_id: ::prost::alloc::string::String,
    #[prost(bool, tag = "9")]
    pub compacted: bool,
    /// Empty when nobody checked the sync.
    #[prost(string, tag = "10")]
    pub ingest_invariant_generation: ::prost::alloc::string::String,
    #[prost(string, repeated, tag = "11")]
    pub ingest_invariant_coverage: ::prost::alloc::vec::Vec<
        ::prost::alloc::string::String,
    >,
    #[prost(string, tag = "12")]
    pub ingest_invariant_mode: ::prost::alloc::string::String,
}
impl ::prost::Name for SyncRunRecord {
    const NAME: &'static str = "SyncRunRecord";
    const PACKAGE: &'static str = "c1.storage.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.storage.v3.SyncRunRecord".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.storage.v3.SyncRunRecord".into()
    }
}
/// Row counts and timings of one sync. Also the `stats` of the manifest's sync summary.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SyncStatsRecord {
    #[prost(string, tag = "1")]
    pub sync_id: ::prost::alloc::string::String,
    #[prost(int64, tag = "2")]
    pub resource_types: i64,
    #[prost(int64, tag = "3")]
    pub resources: i64,
    #[prost(int64, tag = "4")]
    pub entitlements: i64,
    #[prost(int64, tag = "5")]
    pub grants: i64,
    #[prost(int64, tag = "6")]
    pub assets: i64,
    #[prost(btree_map = "string, int64", tag = "7")]
    pub resources_by_resource_type: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        i64,
    >,
    /// Keyed by the type of the entitlement's resource, not of the principal.
    #[prost(btree_map = "string, int64", tag = "8")]
    pub grants_by_entitlement_resource_type: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        i64,
    >,
    #[prost(btree_map = "string, int64", tag = "9")]
    pub entitlements_by_resource_type: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        i64,
    >,
    #[prost(btree_map = "string, int64", tag = "10")]
    pub step_durations_ms: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        i64,
    >,
    #[prost(btree_map = "string, message", tag = "11")]
    pub connector_call_stats: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        CallStat,
    >,
    #[prost(btree_map = "string, message", tag = "12")]
    pub session_store_stats: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        CallStat,
    >,
    #[prost(message, optional, tag = "13")]
    pub ingest_quality: ::core::option::Option<IngestQualityStats>,
    #[prost(message, optional, tag = "100")]
    pub written_at: ::core::option::Option<::prost_types::Timestamp>,
}
impl ::prost::Name for SyncStatsRecord {
    const NAME: &'static str = "SyncStatsRecord";
    const PACKAGE: &'static str = "c1.storage.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.storage.v3.SyncStatsRecord".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.storage.v3.SyncStatsRecord".into()
    }
}
/// What the syncer had to leave out, and why.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct IngestQualityStats {
    #[prost(bool, tag = "1")]
    pub source_cache_replay_blocked: bool,
    #[prost(uint64, tag = "2")]
    pub entitlements_dropped: u64,
    #[prost(uint64, tag = "3")]
    pub grants_dropped: u64,
    #[prost(uint64, tag = "4")]
    pub grant_resources_dropped: u64,
    #[prost(uint64, tag = "5")]
    pub expansion_resource_types_dropped: u64,
    #[prost(uint64, tag = "6")]
    pub expansions_dropped: u64,
    /// Bits, one per reason.
    #[prost(uint64, tag = "7")]
    pub reason_flags: u64,
    #[prost(uint64, tag = "8")]
    pub invalid_resource_types_observed: u64,
    #[prost(uint64, tag = "9")]
    pub invalid_resources_observed: u64,
    #[prost(uint64, tag = "10")]
    pub invalid_entitlements_observed: u64,
}
impl ::prost::Name for IngestQualityStats {
    const NAME: &'static str = "IngestQualityStats";
    const PACKAGE: &'static str = "c1.storage.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.storage.v3.IngestQualityStats".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.storage.v3.IngestQualityStats".into()
    }
}
/// Calls of one kind: how many, how long, how they failed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct CallStat {
    #[prost(int64, tag = "1")]
    pub count: i64,
    #[prost(int64, tag = "2")]
    pub total_ms: i64,
    #[prost(int64, tag = "3")]
    pub max_ms: i64,
    #[prost(int64, tag = "4")]
    pub errors: i64,
    #[prost(int64, tag = "5")]
    pub timeouts: i64,
}
impl ::prost::Name for CallStat {
    const NAME: &'static str = "CallStat";
    const PACKAGE: &'static str = "c1.storage.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.storage.v3.CallStat".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.storage.v3.CallStat".into()
    }
}
/// What a sync set out to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum SyncType {
    Unspecified = 0,
    Full = 1,
    /// Only named resources; the parent sync supplies the rest.
    Partial = 2,
    /// No entitlements and no grants.
    ResourcesOnly = 3,
    /// Half of a difference: what appeared or changed.
    PartialUpserts = 4,
    /// Half of a difference: what vanished.
    PartialDeletions = 5,
}
impl SyncType {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::Unspecified => "SYNC_TYPE_UNSPECIFIED",
            Self::Full => "SYNC_TYPE_FULL",
            Self::Partial => "SYNC_TYPE_PARTIAL",
            Self::ResourcesOnly => "SYNC_TYPE_RESOURCES_ONLY",
            Self::PartialUpserts => "SYNC_TYPE_PARTIAL_UPSERTS",
            Self::PartialDeletions => "SYNC_TYPE_PARTIAL_DELETIONS",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "SYNC_TYPE_UNSPECIFIED" => Some(Self::Unspecified),
            "SYNC_TYPE_FULL" => Some(Self::Full),
            "SYNC_TYPE_PARTIAL" => Some(Self::Partial),
            "SYNC_TYPE_RESOURCES_ONLY" => Some(Self::ResourcesOnly),
            "SYNC_TYPE_PARTIAL_UPSERTS" => Some(Self::PartialUpserts),
            "SYNC_TYPE_PARTIAL_DELETIONS" => Some(Self::PartialDeletions),
            _ => None,
        }
    }
}
