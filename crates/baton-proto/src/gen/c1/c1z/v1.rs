//! Generated from the files in `proto/` by `cargo xtask codegen`. Do not edit.

/// Annotation of a request: which sync it is about.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct SyncDetails {
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
}
impl ::prost::Name for SyncDetails {
    const NAME: &'static str = "SyncDetails";
    const PACKAGE: &'static str = "c1.c1z.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.c1z.v1.SyncDetails".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.c1z.v1.SyncDetails".into()
    }
}
/// How resources differ.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ResourceDiff {
    #[prost(message, repeated, tag = "1")]
    pub created: ::prost::alloc::vec::Vec<super::super::connector::v2::Resource>,
    #[prost(message, repeated, tag = "2")]
    pub deleted: ::prost::alloc::vec::Vec<super::super::connector::v2::Resource>,
    #[prost(message, repeated, tag = "3")]
    pub modified: ::prost::alloc::vec::Vec<super::super::connector::v2::Resource>,
}
impl ::prost::Name for ResourceDiff {
    const NAME: &'static str = "ResourceDiff";
    const PACKAGE: &'static str = "c1.c1z.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.c1z.v1.ResourceDiff".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.c1z.v1.ResourceDiff".into()
    }
}
/// How entitlements differ.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct EntitlementDiff {
    #[prost(message, repeated, tag = "1")]
    pub created: ::prost::alloc::vec::Vec<super::super::connector::v2::Entitlement>,
    #[prost(message, repeated, tag = "2")]
    pub deleted: ::prost::alloc::vec::Vec<super::super::connector::v2::Entitlement>,
    #[prost(message, repeated, tag = "3")]
    pub modified: ::prost::alloc::vec::Vec<super::super::connector::v2::Entitlement>,
}
impl ::prost::Name for EntitlementDiff {
    const NAME: &'static str = "EntitlementDiff";
    const PACKAGE: &'static str = "c1.c1z.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.c1z.v1.EntitlementDiff".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.c1z.v1.EntitlementDiff".into()
    }
}
/// How grants differ.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct GrantDiff {
    #[prost(message, repeated, tag = "1")]
    pub created: ::prost::alloc::vec::Vec<super::super::connector::v2::Grant>,
    #[prost(message, repeated, tag = "2")]
    pub deleted: ::prost::alloc::vec::Vec<super::super::connector::v2::Grant>,
    #[prost(message, repeated, tag = "3")]
    pub modified: ::prost::alloc::vec::Vec<super::super::connector::v2::Grant>,
}
impl ::prost::Name for GrantDiff {
    const NAME: &'static str = "GrantDiff";
    const PACKAGE: &'static str = "c1.c1z.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.c1z.v1.GrantDiff".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.c1z.v1.GrantDiff".into()
    }
}
/// How two syncs differ.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct C1zDiffOutput {
    #[prost(message, optional, tag = "1")]
    pub resources: ::core::option::Option<ResourceDiff>,
    #[prost(message, optional, tag = "2")]
    pub entitlements: ::core::option::Option<EntitlementDiff>,
    #[prost(message, optional, tag = "3")]
    pub grants: ::core::option::Option<GrantDiff>,
}
impl ::prost::Name for C1zDiffOutput {
    const NAME: &'static str = "C1ZDiffOutput";
    const PACKAGE: &'static str = "c1.c1z.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.c1z.v1.C1ZDiffOutput".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.c1z.v1.C1ZDiffOutput".into()
    }
}
