//! Generated from the files in `proto/` by `cargo xtask codegen`. Do not edit.

/// State of one limit. Not to be confused with the annotation of the same name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct RateLimitDescription {
    #[prost(enumeration = "rate_limit_description::Status", tag = "1")]
    pub status: i32,
    #[prost(int64, tag = "2")]
    pub limit: i64,
    #[prost(int64, tag = "3")]
    pub remaining: i64,
    #[prost(message, optional, tag = "4")]
    pub reset_at: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(int64, tag = "5")]
    pub count: i64,
}
/// Nested message and enum types in `RateLimitDescription`.
pub mod rate_limit_description {
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
    pub enum Status {
        Unspecified = 0,
        Ok = 1,
        Overlimit = 2,
        Error = 3,
        Empty = 4,
    }
    impl Status {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::Unspecified => "STATUS_UNSPECIFIED",
                Self::Ok => "STATUS_OK",
                Self::Overlimit => "STATUS_OVERLIMIT",
                Self::Error => "STATUS_ERROR",
                Self::Empty => "STATUS_EMPTY",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "STATUS_UNSPECIFIED" => Some(Self::Unspecified),
                "STATUS_OK" => Some(Self::Ok),
                "STATUS_OVERLIMIT" => Some(Self::Overlimit),
                "STATUS_ERROR" => Some(Self::Error),
                "STATUS_EMPTY" => Some(Self::Empty),
                _ => None,
            }
        }
    }
}
impl ::prost::Name for RateLimitDescription {
    const NAME: &'static str = "RateLimitDescription";
    const PACKAGE: &'static str = "c1.ratelimit.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.ratelimit.v1.RateLimitDescription".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.ratelimit.v1.RateLimitDescription".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ReportRequest {
    #[prost(string, tag = "1")]
    pub request_token: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "2")]
    pub description: ::core::option::Option<RateLimitDescription>,
    #[prost(string, tag = "3")]
    pub service: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "4")]
    pub descriptors: ::core::option::Option<RateLimitDescriptors>,
}
impl ::prost::Name for ReportRequest {
    const NAME: &'static str = "ReportRequest";
    const PACKAGE: &'static str = "c1.ratelimit.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.ratelimit.v1.ReportRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.ratelimit.v1.ReportRequest".into()
    }
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ReportResponse {}
impl ::prost::Name for ReportResponse {
    const NAME: &'static str = "ReportResponse";
    const PACKAGE: &'static str = "c1.ratelimit.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.ratelimit.v1.ReportResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.ratelimit.v1.ReportResponse".into()
    }
}
/// What a limit applies to.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct RateLimitDescriptors {
    #[prost(message, repeated, tag = "1")]
    pub entries: ::prost::alloc::vec::Vec<rate_limit_descriptors::Entry>,
}
/// Nested message and enum types in `RateLimitDescriptors`.
pub mod rate_limit_descriptors {
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct Entry {
        #[prost(string, tag = "1")]
        pub key: ::prost::alloc::string::String,
        #[prost(string, tag = "2")]
        pub value: ::prost::alloc::string::String,
    }
    impl ::prost::Name for Entry {
        const NAME: &'static str = "Entry";
        const PACKAGE: &'static str = "c1.ratelimit.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.ratelimit.v1.RateLimitDescriptors.Entry".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.ratelimit.v1.RateLimitDescriptors.Entry".into()
        }
    }
}
impl ::prost::Name for RateLimitDescriptors {
    const NAME: &'static str = "RateLimitDescriptors";
    const PACKAGE: &'static str = "c1.ratelimit.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.ratelimit.v1.RateLimitDescriptors".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.ratelimit.v1.RateLimitDescriptors".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct DoRequest {
    #[prost(string, tag = "1")]
    pub request_token: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub service: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "3")]
    pub descriptors: ::core::option::Option<RateLimitDescriptors>,
}
impl ::prost::Name for DoRequest {
    const NAME: &'static str = "DoRequest";
    const PACKAGE: &'static str = "c1.ratelimit.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.ratelimit.v1.DoRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.ratelimit.v1.DoRequest".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct DoResponse {
    #[prost(string, tag = "1")]
    pub request_token: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "2")]
    pub description: ::core::option::Option<RateLimitDescription>,
}
impl ::prost::Name for DoResponse {
    const NAME: &'static str = "DoResponse";
    const PACKAGE: &'static str = "c1.ratelimit.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.ratelimit.v1.DoResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.ratelimit.v1.DoResponse".into()
    }
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct DisabledLimiter {}
impl ::prost::Name for DisabledLimiter {
    const NAME: &'static str = "DisabledLimiter";
    const PACKAGE: &'static str = "c1.ratelimit.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.ratelimit.v1.DisabledLimiter".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.ratelimit.v1.DisabledLimiter".into()
    }
}
/// Spreads calls so that this share of the limit is used.
#[derive(Clone, Copy, PartialEq, ::prost::Message)]
pub struct SlidingMemoryLimiter {
    #[prost(double, tag = "1")]
    pub use_percent: f64,
}
impl ::prost::Name for SlidingMemoryLimiter {
    const NAME: &'static str = "SlidingMemoryLimiter";
    const PACKAGE: &'static str = "c1.ratelimit.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.ratelimit.v1.SlidingMemoryLimiter".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.ratelimit.v1.SlidingMemoryLimiter".into()
    }
}
/// So many calls per period.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct FixedMemoryLimiter {
    #[prost(int64, tag = "1")]
    pub rate: i64,
    #[prost(message, optional, tag = "2")]
    pub period: ::core::option::Option<::prost_types::Duration>,
}
impl ::prost::Name for FixedMemoryLimiter {
    const NAME: &'static str = "FixedMemoryLimiter";
    const PACKAGE: &'static str = "c1.ratelimit.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.ratelimit.v1.FixedMemoryLimiter".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.ratelimit.v1.FixedMemoryLimiter".into()
    }
}
/// A limiter at some address.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ExternalLimiter {
    #[prost(btree_map = "string, string", tag = "1")]
    pub options: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        ::prost::alloc::string::String,
    >,
    #[prost(string, tag = "2")]
    pub address: ::prost::alloc::string::String,
}
impl ::prost::Name for ExternalLimiter {
    const NAME: &'static str = "ExternalLimiter";
    const PACKAGE: &'static str = "c1.ratelimit.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.ratelimit.v1.ExternalLimiter".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.ratelimit.v1.ExternalLimiter".into()
    }
}
/// Which limiter to use.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct RateLimiterConfig {
    #[prost(oneof = "rate_limiter_config::Type", tags = "100, 101, 102, 103")]
    pub r#type: ::core::option::Option<rate_limiter_config::Type>,
}
/// Nested message and enum types in `RateLimiterConfig`.
pub mod rate_limiter_config {
    #[derive(Clone, PartialEq, ::prost::Oneof)]
    pub enum Type {
        #[prost(message, tag = "100")]
        Disabled(super::DisabledLimiter),
        #[prost(message, tag = "101")]
        SlidingMem(super::SlidingMemoryLimiter),
        #[prost(message, tag = "102")]
        FixedMem(super::FixedMemoryLimiter),
        #[prost(message, tag = "103")]
        External(super::ExternalLimiter),
    }
}
impl ::prost::Name for RateLimiterConfig {
    const NAME: &'static str = "RateLimiterConfig";
    const PACKAGE: &'static str = "c1.ratelimit.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.ratelimit.v1.RateLimiterConfig".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.ratelimit.v1.RateLimiterConfig".into()
    }
}
