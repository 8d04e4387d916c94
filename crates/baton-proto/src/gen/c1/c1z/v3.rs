//! Generated from the files in `proto/` by `cargo xtask codegen`. Do not edit.

/// Says which engine wrote the payload, how it is packed, and what is in it.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct C1zManifestV3 {
    /// `pebble3` in files written today; `pebble2` and `pebble` in older ones.
    #[prost(string, tag = "1")]
    pub engine: ::prost::alloc::string::String,
    /// For Pebble, its format major version (24 today). Readers do not insist on it.
    #[prost(uint32, tag = "2")]
    pub engine_schema_version: u32,
    /// For Pebble, a PebbleEngineConfig. May be absent.
    #[prost(message, optional, tag = "3")]
    pub engine_config: ::core::option::Option<::prost_types::Any>,
    #[prost(enumeration = "PayloadEncoding", tag = "4")]
    pub payload_encoding: i32,
    /// Descriptors of all record types, for readers that lack them.
    #[prost(message, optional, tag = "10")]
    pub descriptors: ::core::option::Option<::prost_types::FileDescriptorSet>,
    #[prost(message, repeated, tag = "11")]
    pub record_types: ::prost::alloc::vec::Vec<RecordTypeInfo>,
    /// Enough about the sync inside to list it without unpacking the payload.
    #[prost(message, repeated, tag = "40")]
    pub sync_runs: ::prost::alloc::vec::Vec<SyncRunSummary>,
    /// Bytes of overwritten records that in-place compactions left behind.
    #[prost(int64, tag = "41")]
    pub fold_dead_bytes: i64,
    #[prost(enumeration = "PebbleIdIndexFormat", tag = "42")]
    pub pebble_id_index_format: i32,
    /// Absent when no digest was built, which says nothing about the number of grants.
    #[prost(message, optional, tag = "43")]
    pub grant_digest_root: ::core::option::Option<GrantDigestRoot>,
}
impl ::prost::Name for C1zManifestV3 {
    const NAME: &'static str = "C1ZManifestV3";
    const PACKAGE: &'static str = "c1.c1z.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.c1z.v3.C1ZManifestV3".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.c1z.v3.C1ZManifestV3".into()
    }
}
/// One digest over all grants, so that two files can be compared by their heads.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct GrantDigestRoot {
    /// Eight bytes.
    #[prost(bytes = "vec", tag = "1")]
    pub xor_digest: ::prost::alloc::vec::Vec<u8>,
    #[prost(int64, tag = "2")]
    pub count: i64,
    /// Digests of different versions cannot be compared.
    #[prost(uint32, tag = "3")]
    pub abi_version: u32,
}
impl ::prost::Name for GrantDigestRoot {
    const NAME: &'static str = "GrantDigestRoot";
    const PACKAGE: &'static str = "c1.c1z.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.c1z.v3.GrantDigestRoot".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.c1z.v3.GrantDigestRoot".into()
    }
}
/// Table of the frames of an indexed payload. The footer behind it holds, big-endian, its offset
/// (8 bytes), its length (4), its xxh64 (8), and the magic `C1ZIDX1\0`.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct IndexedFrameIndex {
    #[prost(message, repeated, tag = "1")]
    pub entries: ::prost::alloc::vec::Vec<IndexedFrameEntry>,
    #[prost(int64, tag = "2")]
    pub total_raw_size: i64,
    #[prost(int64, tag = "3")]
    pub total_compressed_size: i64,
    /// Over the manifest bytes; 0 when not recorded.
    #[prost(fixed64, tag = "4")]
    pub manifest_xxh64: u64,
}
impl ::prost::Name for IndexedFrameIndex {
    const NAME: &'static str = "IndexedFrameIndex";
    const PACKAGE: &'static str = "c1.c1z.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.c1z.v3.IndexedFrameIndex".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.c1z.v3.IndexedFrameIndex".into()
    }
}
/// One file of the payload.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct IndexedFrameEntry {
    /// Path with slashes, relative to the store's directory.
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
    /// From the start of the whole file.
    #[prost(int64, tag = "2")]
    pub frame_offset: i64,
    #[prost(int64, tag = "3")]
    pub compressed_size: i64,
    #[prost(int64, tag = "4")]
    pub raw_size: i64,
    #[prost(fixed64, tag = "5")]
    pub raw_xxh64: u64,
    /// Exactly 32 bytes; readers refuse anything else.
    #[prost(bytes = "vec", tag = "6")]
    pub raw_sha256: ::prost::alloc::vec::Vec<u8>,
}
impl ::prost::Name for IndexedFrameEntry {
    const NAME: &'static str = "IndexedFrameEntry";
    const PACKAGE: &'static str = "c1.c1z.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.c1z.v3.IndexedFrameEntry".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.c1z.v3.IndexedFrameEntry".into()
    }
}
/// A kind of record the writer knows.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct RecordTypeInfo {
    /// Such as `c1.storage.v3.GrantRecord`.
    #[prost(string, tag = "1")]
    pub message_full_name: ::prost::alloc::string::String,
    #[prost(uint32, tag = "2")]
    pub schema_version: u32,
    /// A hint, 0 when unknown.
    #[prost(int64, tag = "3")]
    pub estimated_count: i64,
}
impl ::prost::Name for RecordTypeInfo {
    const NAME: &'static str = "RecordTypeInfo";
    const PACKAGE: &'static str = "c1.c1z.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.c1z.v3.RecordTypeInfo".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.c1z.v3.RecordTypeInfo".into()
    }
}
/// A sync inside the payload, as far as the head of the file tells.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SyncRunSummary {
    #[prost(string, tag = "1")]
    pub sync_id: ::prost::alloc::string::String,
    #[prost(enumeration = "super::super::storage::v3::SyncType", tag = "2")]
    pub r#type: i32,
    #[prost(message, optional, tag = "3")]
    pub started_at: ::core::option::Option<::prost_types::Timestamp>,
    /// Absent while the sync is unfinished.
    #[prost(message, optional, tag = "4")]
    pub ended_at: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(string, tag = "5")]
    pub parent_sync_id: ::prost::alloc::string::String,
    /// Absent when the writer kept no counts.
    #[prost(message, optional, tag = "6")]
    pub stats: ::core::option::Option<super::super::storage::v3::SyncStatsRecord>,
}
impl ::prost::Name for SyncRunSummary {
    const NAME: &'static str = "SyncRunSummary";
    const PACKAGE: &'static str = "c1.c1z.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.c1z.v3.SyncRunSummary".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.c1z.v3.SyncRunSummary".into()
    }
}
/// Content of `engine_config` when the engine is Pebble. Advice, not a rule.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct PebbleEngineConfig {
    #[prost(uint32, tag = "1")]
    pub format_major_version: u32,
    #[prost(uint64, tag = "2")]
    pub cache_size_bytes: u64,
}
impl ::prost::Name for PebbleEngineConfig {
    const NAME: &'static str = "PebbleEngineConfig";
    const PACKAGE: &'static str = "c1.c1z.v3";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.c1z.v3.PebbleEngineConfig".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.c1z.v3.PebbleEngineConfig".into()
    }
}
/// How identities are spelled in the keys of the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum PebbleIdIndexFormat {
    Unspecified = 0,
    LegacyExternalId = 1,
    /// The current one.
    StructuredV1 = 2,
}
impl PebbleIdIndexFormat {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::Unspecified => "PEBBLE_ID_INDEX_FORMAT_UNSPECIFIED",
            Self::LegacyExternalId => "PEBBLE_ID_INDEX_FORMAT_LEGACY_EXTERNAL_ID",
            Self::StructuredV1 => "PEBBLE_ID_INDEX_FORMAT_STRUCTURED_V1",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "PEBBLE_ID_INDEX_FORMAT_UNSPECIFIED" => Some(Self::Unspecified),
            "PEBBLE_ID_INDEX_FORMAT_LEGACY_EXTERNAL_ID" => Some(Self::LegacyExternalId),
            "PEBBLE_ID_INDEX_FORMAT_STRUCTURED_V1" => Some(Self::StructuredV1),
            _ => None,
        }
    }
}
/// How the files of the store are packed into the payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum PayloadEncoding {
    Unspecified = 0,
    /// A tar archive in one zstd stream.
    TarZstd = 1,
    /// A bare tar archive.
    Tar = 2,
    /// One zstd frame per file, then an IndexedFrameIndex and a footer of 28 bytes. The default.
    IndexedZstd = 5,
}
impl PayloadEncoding {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::Unspecified => "PAYLOAD_ENCODING_UNSPECIFIED",
            Self::TarZstd => "PAYLOAD_ENCODING_TAR_ZSTD",
            Self::Tar => "PAYLOAD_ENCODING_TAR",
            Self::IndexedZstd => "PAYLOAD_ENCODING_INDEXED_ZSTD",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "PAYLOAD_ENCODING_UNSPECIFIED" => Some(Self::Unspecified),
            "PAYLOAD_ENCODING_TAR_ZSTD" => Some(Self::TarZstd),
            "PAYLOAD_ENCODING_TAR" => Some(Self::Tar),
            "PAYLOAD_ENCODING_INDEXED_ZSTD" => Some(Self::IndexedZstd),
            _ => None,
        }
    }
}
