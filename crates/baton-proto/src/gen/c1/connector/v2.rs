//! Generated from the files in `proto/` by `cargo xtask codegen`. Do not edit.

/// Names an asset. 1 to 1024 bytes.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct AssetRef {
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
}
impl ::prost::Name for AssetRef {
    const NAME: &'static str = "AssetRef";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.AssetRef".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.AssetRef".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct AssetServiceGetAssetRequest {
    #[prost(message, optional, tag = "1")]
    pub asset: ::core::option::Option<AssetRef>,
}
impl ::prost::Name for AssetServiceGetAssetRequest {
    const NAME: &'static str = "AssetServiceGetAssetRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.AssetServiceGetAssetRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.AssetServiceGetAssetRequest".into()
    }
}
/// One `metadata`, then `data` in order, at most 1 MiB each.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct AssetServiceGetAssetResponse {
    #[prost(oneof = "asset_service_get_asset_response::Msg", tags = "1, 2")]
    pub msg: ::core::option::Option<asset_service_get_asset_response::Msg>,
}
/// Nested message and enum types in `AssetServiceGetAssetResponse`.
pub mod asset_service_get_asset_response {
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct Metadata {
        #[prost(string, tag = "1")]
        pub content_type: ::prost::alloc::string::String,
    }
    impl ::prost::Name for Metadata {
        const NAME: &'static str = "Metadata";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.AssetServiceGetAssetResponse.Metadata".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.AssetServiceGetAssetResponse.Metadata"
                .into()
        }
    }
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct Data {
        #[prost(bytes = "vec", tag = "1")]
        pub data: ::prost::alloc::vec::Vec<u8>,
    }
    impl ::prost::Name for Data {
        const NAME: &'static str = "Data";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.AssetServiceGetAssetResponse.Data".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.AssetServiceGetAssetResponse.Data"
                .into()
        }
    }
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Oneof)]
    pub enum Msg {
        #[prost(message, tag = "1")]
        Metadata(Metadata),
        #[prost(message, tag = "2")]
        Data(Data),
    }
}
impl ::prost::Name for AssetServiceGetAssetResponse {
    const NAME: &'static str = "AssetServiceGetAssetResponse";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.AssetServiceGetAssetResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.AssetServiceGetAssetResponse".into()
    }
}
/// A class of resources.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ResourceType {
    /// 1 to 1024 bytes. Lower case with `-` for spaces by custom.
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
    /// At most 1024 bytes.
    #[prost(string, tag = "2")]
    pub display_name: ::prost::alloc::string::String,
    /// What each resource of the type is. Each of them carries the trait's annotation.
    #[prost(enumeration = "resource_type::Trait", repeated, tag = "3")]
    pub traits: ::prost::alloc::vec::Vec<i32>,
    /// Such as OptInRequired, CapabilityPermissions, SkipEntitlementsAndGrants.
    #[prost(message, repeated, tag = "4")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    /// At most 4096 bytes.
    #[prost(string, tag = "5")]
    pub description: ::prost::alloc::string::String,
    #[prost(bool, tag = "6")]
    pub sourced_externally: bool,
}
/// Nested message and enum types in `ResourceType`.
pub mod resource_type {
    /// What a resource can be. Readers let numbers pass that they do not know.
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
    pub enum Trait {
        Unspecified = 0,
        User = 1,
        Group = 2,
        Role = 3,
        App = 4,
        Secret = 5,
        SecurityInsight = 6,
        ScopeBinding = 7,
        Vendor = 8,
        VendorAgreement = 9,
        LicenseProfile = 10,
        Agent = 11,
        ManagedDevice = 12,
    }
    impl Trait {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::Unspecified => "TRAIT_UNSPECIFIED",
                Self::User => "TRAIT_USER",
                Self::Group => "TRAIT_GROUP",
                Self::Role => "TRAIT_ROLE",
                Self::App => "TRAIT_APP",
                Self::Secret => "TRAIT_SECRET",
                Self::SecurityInsight => "TRAIT_SECURITY_INSIGHT",
                Self::ScopeBinding => "TRAIT_SCOPE_BINDING",
                Self::Vendor => "TRAIT_VENDOR",
                Self::VendorAgreement => "TRAIT_VENDOR_AGREEMENT",
                Self::LicenseProfile => "TRAIT_LICENSE_PROFILE",
                Self::Agent => "TRAIT_AGENT",
                Self::ManagedDevice => "TRAIT_MANAGED_DEVICE",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "TRAIT_UNSPECIFIED" => Some(Self::Unspecified),
                "TRAIT_USER" => Some(Self::User),
                "TRAIT_GROUP" => Some(Self::Group),
                "TRAIT_ROLE" => Some(Self::Role),
                "TRAIT_APP" => Some(Self::App),
                "TRAIT_SECRET" => Some(Self::Secret),
                "TRAIT_SECURITY_INSIGHT" => Some(Self::SecurityInsight),
                "TRAIT_SCOPE_BINDING" => Some(Self::ScopeBinding),
                "TRAIT_VENDOR" => Some(Self::Vendor),
                "TRAIT_VENDOR_AGREEMENT" => Some(Self::VendorAgreement),
                "TRAIT_LICENSE_PROFILE" => Some(Self::LicenseProfile),
                "TRAIT_AGENT" => Some(Self::Agent),
                "TRAIT_MANAGED_DEVICE" => Some(Self::ManagedDevice),
                _ => None,
            }
        }
    }
}
impl ::prost::Name for ResourceType {
    const NAME: &'static str = "ResourceType";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ResourceType".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ResourceType".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ResourceTypesServiceListResourceTypesRequest {
    #[prost(message, optional, tag = "1")]
    pub parent: ::core::option::Option<Resource>,
    /// At most 250, here and in all lists; zero leaves it to the connector.
    #[prost(uint32, tag = "2")]
    pub page_size: u32,
    /// Opaque, here and in all lists; at most 1 MiB; empty for the first page.
    #[prost(string, tag = "3")]
    pub page_token: ::prost::alloc::string::String,
    #[prost(message, repeated, tag = "4")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    /// The running sync, here and in all lists.
    #[prost(string, tag = "5")]
    pub active_sync_id: ::prost::alloc::string::String,
}
impl ::prost::Name for ResourceTypesServiceListResourceTypesRequest {
    const NAME: &'static str = "ResourceTypesServiceListResourceTypesRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ResourceTypesServiceListResourceTypesRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ResourceTypesServiceListResourceTypesRequest"
            .into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ResourceTypesServiceListResourceTypesResponse {
    #[prost(message, repeated, tag = "1")]
    pub list: ::prost::alloc::vec::Vec<ResourceType>,
    /// Empty on the last page, here and in all lists.
    #[prost(string, tag = "2")]
    pub next_page_token: ::prost::alloc::string::String,
    #[prost(message, repeated, tag = "3")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for ResourceTypesServiceListResourceTypesResponse {
    const NAME: &'static str = "ResourceTypesServiceListResourceTypesResponse";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ResourceTypesServiceListResourceTypesResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ResourceTypesServiceListResourceTypesResponse"
            .into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct CreateResourceRequest {
    #[prost(message, optional, tag = "1")]
    pub resource: ::core::option::Option<Resource>,
}
impl ::prost::Name for CreateResourceRequest {
    const NAME: &'static str = "CreateResourceRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.CreateResourceRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.CreateResourceRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct CreateResourceResponse {
    #[prost(message, optional, tag = "1")]
    pub created: ::core::option::Option<Resource>,
    #[prost(message, repeated, tag = "2")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for CreateResourceResponse {
    const NAME: &'static str = "CreateResourceResponse";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.CreateResourceResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.CreateResourceResponse".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct DeleteResourceRequest {
    #[prost(message, optional, tag = "1")]
    pub resource_id: ::core::option::Option<ResourceId>,
    /// Where the resource lies, if it lies under another.
    #[prost(message, optional, tag = "2")]
    pub parent_resource_id: ::core::option::Option<ResourceId>,
}
impl ::prost::Name for DeleteResourceRequest {
    const NAME: &'static str = "DeleteResourceRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.DeleteResourceRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.DeleteResourceRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct DeleteResourceResponse {
    #[prost(message, repeated, tag = "1")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for DeleteResourceResponse {
    const NAME: &'static str = "DeleteResourceResponse";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.DeleteResourceResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.DeleteResourceResponse".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct DeleteResourceV2Request {
    #[prost(message, optional, tag = "1")]
    pub resource_id: ::core::option::Option<ResourceId>,
    #[prost(message, optional, tag = "2")]
    pub parent_resource_id: ::core::option::Option<ResourceId>,
}
impl ::prost::Name for DeleteResourceV2Request {
    const NAME: &'static str = "DeleteResourceV2Request";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.DeleteResourceV2Request".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.DeleteResourceV2Request".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct DeleteResourceV2Response {
    #[prost(message, repeated, tag = "1")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for DeleteResourceV2Response {
    const NAME: &'static str = "DeleteResourceV2Response";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.DeleteResourceV2Response".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.DeleteResourceV2Response".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct RotateCredentialRequest {
    #[prost(message, optional, tag = "1")]
    pub resource_id: ::core::option::Option<ResourceId>,
    #[prost(message, optional, tag = "2")]
    pub credential_options: ::core::option::Option<CredentialOptions>,
    #[prost(message, repeated, tag = "3")]
    pub encryption_configs: ::prost::alloc::vec::Vec<EncryptionConfig>,
}
impl ::prost::Name for RotateCredentialRequest {
    const NAME: &'static str = "RotateCredentialRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.RotateCredentialRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.RotateCredentialRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct RotateCredentialResponse {
    #[prost(message, repeated, tag = "1")]
    pub encrypted_data: ::prost::alloc::vec::Vec<EncryptedData>,
    #[prost(message, optional, tag = "2")]
    pub resource_id: ::core::option::Option<ResourceId>,
    #[prost(message, repeated, tag = "3")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for RotateCredentialResponse {
    const NAME: &'static str = "RotateCredentialResponse";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.RotateCredentialResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.RotateCredentialResponse".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct IssueCredentialRequest {
    #[prost(message, optional, tag = "1")]
    pub identity_id: ::core::option::Option<ResourceId>,
    #[prost(message, optional, tag = "2")]
    pub credential_options: ::core::option::Option<CredentialIssueOptions>,
    #[prost(message, repeated, tag = "3")]
    pub encryption_configs: ::prost::alloc::vec::Vec<EncryptionConfig>,
    /// For finding the request in logs; it does not make the call repeatable. 1 to 128 letters,
    /// digits, `_` and `-`.
    #[prost(string, tag = "4")]
    pub request_id: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "5")]
    pub expires_at: ::core::option::Option<::prost_types::Timestamp>,
}
impl ::prost::Name for IssueCredentialRequest {
    const NAME: &'static str = "IssueCredentialRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.IssueCredentialRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.IssueCredentialRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct IssueCredentialResponse {
    /// Carries a SecretTrait that points at the identity.
    #[prost(message, optional, tag = "1")]
    pub secret: ::core::option::Option<Resource>,
    #[prost(message, repeated, tag = "2")]
    pub encrypted_data: ::prost::alloc::vec::Vec<EncryptedData>,
    #[prost(message, repeated, tag = "3")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    #[prost(enumeration = "CredentialResourceMode", tag = "4")]
    pub resource_mode: i32,
    #[prost(string, tag = "5")]
    pub request_id: ::prost::alloc::string::String,
}
impl ::prost::Name for IssueCredentialResponse {
    const NAME: &'static str = "IssueCredentialResponse";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.IssueCredentialResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.IssueCredentialResponse".into()
    }
}
/// What is known of an account that is to be created.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct AccountInfo {
    #[prost(message, repeated, tag = "1")]
    pub emails: ::prost::alloc::vec::Vec<account_info::Email>,
    #[prost(string, tag = "2")]
    pub login: ::prost::alloc::string::String,
    #[prost(string, repeated, tag = "3")]
    pub login_aliases: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    /// Answers to the form of ConnectorMetadata.account_creation_schema, by field name.
    #[prost(message, optional, tag = "4")]
    pub profile: ::core::option::Option<::prost_types::Struct>,
}
/// Nested message and enum types in `AccountInfo`.
pub mod account_info {
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct Email {
        #[prost(string, tag = "1")]
        pub address: ::prost::alloc::string::String,
        #[prost(bool, tag = "2")]
        pub is_primary: bool,
    }
    impl ::prost::Name for Email {
        const NAME: &'static str = "Email";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.AccountInfo.Email".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.AccountInfo.Email".into()
        }
    }
}
impl ::prost::Name for AccountInfo {
    const NAME: &'static str = "AccountInfo";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.AccountInfo".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.AccountInfo".into()
    }
}
/// Kind and size of a key.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct KeyGenerationProfile {
    /// As in JSON Web Keys: `RSA`, `EC`, `OKP`.
    #[prost(string, tag = "1")]
    pub kty: ::prost::alloc::string::String,
    #[prost(oneof = "key_generation_profile::Parameters", tags = "2, 3")]
    pub parameters: ::core::option::Option<key_generation_profile::Parameters>,
}
/// Nested message and enum types in `KeyGenerationProfile`.
pub mod key_generation_profile {
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Oneof)]
    pub enum Parameters {
        #[prost(uint32, tag = "2")]
        RsaModulusBits(u32),
        #[prost(string, tag = "3")]
        Crv(::prost::alloc::string::String),
    }
}
impl ::prost::Name for KeyGenerationProfile {
    const NAME: &'static str = "KeyGenerationProfile";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.KeyGenerationProfile".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.KeyGenerationProfile".into()
    }
}
/// Which credential to issue.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct CredentialIssueOptions {
    #[prost(oneof = "credential_issue_options::Options", tags = "100, 101, 102, 103")]
    pub options: ::core::option::Option<credential_issue_options::Options>,
}
/// Nested message and enum types in `CredentialIssueOptions`.
pub mod credential_issue_options {
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct ApiKey {
        #[prost(string, repeated, tag = "1")]
        pub scopes: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    }
    impl ::prost::Name for ApiKey {
        const NAME: &'static str = "ApiKey";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.CredentialIssueOptions.ApiKey".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.CredentialIssueOptions.ApiKey".into()
        }
    }
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct Keypair {
        #[prost(message, optional, tag = "1")]
        pub profile: ::core::option::Option<super::KeyGenerationProfile>,
    }
    impl ::prost::Name for Keypair {
        const NAME: &'static str = "Keypair";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.CredentialIssueOptions.Keypair".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.CredentialIssueOptions.Keypair".into()
        }
    }
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct Token {
        #[prost(string, repeated, tag = "1")]
        pub scopes: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
        #[prost(string, repeated, tag = "2")]
        pub audiences: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    }
    impl ::prost::Name for Token {
        const NAME: &'static str = "Token";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.CredentialIssueOptions.Token".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.CredentialIssueOptions.Token".into()
        }
    }
    #[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct ClientSecret {}
    impl ::prost::Name for ClientSecret {
        const NAME: &'static str = "ClientSecret";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.CredentialIssueOptions.ClientSecret".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.CredentialIssueOptions.ClientSecret"
                .into()
        }
    }
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Oneof)]
    pub enum Options {
        #[prost(message, tag = "100")]
        ApiKey(ApiKey),
        #[prost(message, tag = "101")]
        Keypair(Keypair),
        #[prost(message, tag = "102")]
        Token(Token),
        #[prost(message, tag = "103")]
        ClientSecret(ClientSecret),
    }
}
impl ::prost::Name for CredentialIssueOptions {
    const NAME: &'static str = "CredentialIssueOptions";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.CredentialIssueOptions".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.CredentialIssueOptions".into()
    }
}
/// How the first credential of an account comes about.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct CredentialOptions {
    #[prost(bool, tag = "1")]
    pub force_change_at_next_login: bool,
    #[prost(oneof = "credential_options::Options", tags = "100, 101, 102, 103")]
    pub options: ::core::option::Option<credential_options::Options>,
}
/// Nested message and enum types in `CredentialOptions`.
pub mod credential_options {
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct RandomPassword {
        /// 8 to 64.
        #[prost(int64, tag = "1")]
        pub length: i64,
        /// If empty: at least one upper-case letter, one lower-case letter, one digit and one symbol.
        #[prost(message, repeated, tag = "2")]
        pub constraints: ::prost::alloc::vec::Vec<super::PasswordConstraint>,
    }
    impl ::prost::Name for RandomPassword {
        const NAME: &'static str = "RandomPassword";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.CredentialOptions.RandomPassword".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.CredentialOptions.RandomPassword".into()
        }
    }
    #[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct NoPassword {}
    impl ::prost::Name for NoPassword {
        const NAME: &'static str = "NoPassword";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.CredentialOptions.NoPassword".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.CredentialOptions.NoPassword".into()
        }
    }
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct Sso {
        #[prost(string, tag = "1")]
        pub sso_provider: ::prost::alloc::string::String,
    }
    impl ::prost::Name for Sso {
        const NAME: &'static str = "SSO";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.CredentialOptions.SSO".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.CredentialOptions.SSO".into()
        }
    }
    /// A password that somebody chose, encrypted for the connector.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct EncryptedPassword {
        #[prost(message, repeated, tag = "1")]
        pub encrypted_passwords: ::prost::alloc::vec::Vec<super::EncryptedData>,
    }
    impl ::prost::Name for EncryptedPassword {
        const NAME: &'static str = "EncryptedPassword";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.CredentialOptions.EncryptedPassword".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.CredentialOptions.EncryptedPassword"
                .into()
        }
    }
    #[derive(Clone, PartialEq, ::prost::Oneof)]
    pub enum Options {
        #[prost(message, tag = "100")]
        RandomPassword(RandomPassword),
        #[prost(message, tag = "101")]
        NoPassword(NoPassword),
        #[prost(message, tag = "102")]
        Sso(Sso),
        #[prost(message, tag = "103")]
        EncryptedPassword(EncryptedPassword),
    }
}
impl ::prost::Name for CredentialOptions {
    const NAME: &'static str = "CredentialOptions";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.CredentialOptions".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.CredentialOptions".into()
    }
}
/// CredentialOptions inside one process, where passwords are in the clear. Never sent.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct LocalCredentialOptions {
    #[prost(bool, tag = "1")]
    pub force_change_at_next_login: bool,
    #[prost(oneof = "local_credential_options::Options", tags = "100, 101, 102, 103")]
    pub options: ::core::option::Option<local_credential_options::Options>,
}
/// Nested message and enum types in `LocalCredentialOptions`.
pub mod local_credential_options {
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct RandomPassword {
        #[prost(int64, tag = "1")]
        pub length: i64,
        #[prost(message, repeated, tag = "2")]
        pub constraints: ::prost::alloc::vec::Vec<super::PasswordConstraint>,
    }
    impl ::prost::Name for RandomPassword {
        const NAME: &'static str = "RandomPassword";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.LocalCredentialOptions.RandomPassword".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.LocalCredentialOptions.RandomPassword"
                .into()
        }
    }
    #[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct NoPassword {}
    impl ::prost::Name for NoPassword {
        const NAME: &'static str = "NoPassword";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.LocalCredentialOptions.NoPassword".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.LocalCredentialOptions.NoPassword"
                .into()
        }
    }
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct Sso {
        #[prost(string, tag = "1")]
        pub sso_provider: ::prost::alloc::string::String,
    }
    impl ::prost::Name for Sso {
        const NAME: &'static str = "SSO";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.LocalCredentialOptions.SSO".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.LocalCredentialOptions.SSO".into()
        }
    }
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    #[prost(skip_debug)]
    pub struct PlaintextPassword {
        #[prost(string, tag = "1")]
        pub plaintext_password: ::prost::alloc::string::String,
    }
    impl ::prost::Name for PlaintextPassword {
        const NAME: &'static str = "PlaintextPassword";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.LocalCredentialOptions.PlaintextPassword".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.LocalCredentialOptions.PlaintextPassword"
                .into()
        }
    }
    #[derive(Clone, PartialEq, ::prost::Oneof)]
    pub enum Options {
        #[prost(message, tag = "100")]
        RandomPassword(RandomPassword),
        #[prost(message, tag = "101")]
        NoPassword(NoPassword),
        #[prost(message, tag = "102")]
        Sso(Sso),
        #[prost(message, tag = "103")]
        PlaintextPassword(PlaintextPassword),
    }
}
impl ::prost::Name for LocalCredentialOptions {
    const NAME: &'static str = "LocalCredentialOptions";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.LocalCredentialOptions".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.LocalCredentialOptions".into()
    }
}
/// At least so many of these characters.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct PasswordConstraint {
    #[prost(string, tag = "1")]
    pub char_set: ::prost::alloc::string::String,
    #[prost(uint32, tag = "2")]
    pub min_count: u32,
}
impl ::prost::Name for PasswordConstraint {
    const NAME: &'static str = "PasswordConstraint";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.PasswordConstraint".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.PasswordConstraint".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct CreateAccountRequest {
    #[prost(message, optional, tag = "1")]
    pub account_info: ::core::option::Option<AccountInfo>,
    #[prost(message, optional, tag = "2")]
    pub credential_options: ::core::option::Option<CredentialOptions>,
    #[prost(message, repeated, tag = "3")]
    pub encryption_configs: ::prost::alloc::vec::Vec<EncryptionConfig>,
    /// Empty: the connector's only type of account, or `user` if it has several.
    #[prost(string, tag = "4")]
    pub resource_type_id: ::prost::alloc::string::String,
}
impl ::prost::Name for CreateAccountRequest {
    const NAME: &'static str = "CreateAccountRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.CreateAccountRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.CreateAccountRequest".into()
    }
}
/// What became of it. One arm of `result` is set.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct CreateAccountResponse {
    /// A made-up password, for each of those who may read it.
    #[prost(message, repeated, tag = "2")]
    pub encrypted_data: ::prost::alloc::vec::Vec<EncryptedData>,
    #[prost(message, repeated, tag = "3")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    #[prost(oneof = "create_account_response::Result", tags = "100, 101, 102, 103")]
    pub result: ::core::option::Option<create_account_response::Result>,
}
/// Nested message and enum types in `CreateAccountResponse`.
pub mod create_account_response {
    /// The account exists.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct SuccessResult {
        #[prost(message, optional, tag = "1")]
        pub resource: ::core::option::Option<super::Resource>,
        #[prost(bool, tag = "2")]
        pub is_create_account_result: bool,
        /// For accounts that begin with an invitation.
        #[prost(message, optional, tag = "3")]
        pub invitation_expires_at: ::core::option::Option<::prost_types::Timestamp>,
    }
    impl ::prost::Name for SuccessResult {
        const NAME: &'static str = "SuccessResult";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.CreateAccountResponse.SuccessResult".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.CreateAccountResponse.SuccessResult"
                .into()
        }
    }
    /// Somebody has to do something first.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct ActionRequiredResult {
        #[prost(message, optional, tag = "1")]
        pub resource: ::core::option::Option<super::Resource>,
        #[prost(string, tag = "2")]
        pub message: ::prost::alloc::string::String,
        #[prost(bool, tag = "3")]
        pub is_create_account_result: bool,
    }
    impl ::prost::Name for ActionRequiredResult {
        const NAME: &'static str = "ActionRequiredResult";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.CreateAccountResponse.ActionRequiredResult".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.CreateAccountResponse.ActionRequiredResult"
                .into()
        }
    }
    /// It existed before.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct AlreadyExistsResult {
        #[prost(message, optional, tag = "1")]
        pub resource: ::core::option::Option<super::Resource>,
        #[prost(bool, tag = "2")]
        pub is_create_account_result: bool,
    }
    impl ::prost::Name for AlreadyExistsResult {
        const NAME: &'static str = "AlreadyExistsResult";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.CreateAccountResponse.AlreadyExistsResult".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.CreateAccountResponse.AlreadyExistsResult"
                .into()
        }
    }
    /// Not decided yet.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct InProgressResult {
        #[prost(message, optional, tag = "1")]
        pub resource: ::core::option::Option<super::Resource>,
        #[prost(bool, tag = "2")]
        pub is_create_account_result: bool,
    }
    impl ::prost::Name for InProgressResult {
        const NAME: &'static str = "InProgressResult";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.CreateAccountResponse.InProgressResult".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.CreateAccountResponse.InProgressResult"
                .into()
        }
    }
    #[derive(Clone, PartialEq, ::prost::Oneof)]
    pub enum Result {
        #[prost(message, tag = "100")]
        Success(SuccessResult),
        #[prost(message, tag = "101")]
        ActionRequired(ActionRequiredResult),
        #[prost(message, tag = "102")]
        AlreadyExists(AlreadyExistsResult),
        #[prost(message, tag = "103")]
        InProgress(InProgressResult),
    }
}
impl ::prost::Name for CreateAccountResponse {
    const NAME: &'static str = "CreateAccountResponse";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.CreateAccountResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.CreateAccountResponse".into()
    }
}
/// A secret that only the holder of a key can read.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct EncryptedData {
    /// The scheme: `baton/jwk/v1` or `baton/age/v1`.
    #[prost(string, tag = "1")]
    pub provider: ::prost::alloc::string::String,
    /// Superseded by `key_ids`.
    #[prost(string, tag = "2")]
    pub key_id: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub name: ::prost::alloc::string::String,
    #[prost(string, tag = "4")]
    pub description: ::prost::alloc::string::String,
    #[prost(string, tag = "5")]
    pub schema: ::prost::alloc::string::String,
    #[prost(bytes = "vec", tag = "6")]
    pub encrypted_bytes: ::prost::alloc::vec::Vec<u8>,
    /// Hex SHA-256 of what the key is known by: its thumbprint (jwk), its text (age).
    #[prost(string, repeated, tag = "7")]
    pub key_ids: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
}
impl ::prost::Name for EncryptedData {
    const NAME: &'static str = "EncryptedData";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.EncryptedData".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.EncryptedData".into()
    }
}
/// A secret in the clear. Inside one process only.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
#[prost(skip_debug)]
pub struct PlaintextData {
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub description: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub schema: ::prost::alloc::string::String,
    #[prost(bytes = "vec", tag = "4")]
    pub bytes: ::prost::alloc::vec::Vec<u8>,
}
impl ::prost::Name for PlaintextData {
    const NAME: &'static str = "PlaintextData";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.PlaintextData".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.PlaintextData".into()
    }
}
/// For whom to encrypt, and how.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct EncryptionConfig {
    #[prost(message, optional, tag = "1")]
    pub principal: ::core::option::Option<Resource>,
    #[prost(string, tag = "2")]
    pub provider: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub key_id: ::prost::alloc::string::String,
    #[prost(oneof = "encryption_config::Config", tags = "100, 101")]
    pub config: ::core::option::Option<encryption_config::Config>,
}
/// Nested message and enum types in `EncryptionConfig`.
pub mod encryption_config {
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct JwkPublicKeyConfig {
        /// A JSON Web Key, as JSON.
        #[prost(bytes = "vec", tag = "1")]
        pub pub_key: ::prost::alloc::vec::Vec<u8>,
    }
    impl ::prost::Name for JwkPublicKeyConfig {
        const NAME: &'static str = "JWKPublicKeyConfig";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.EncryptionConfig.JWKPublicKeyConfig".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.EncryptionConfig.JWKPublicKeyConfig"
                .into()
        }
    }
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct AgeRecipientConfig {
        #[prost(string, tag = "1")]
        pub recipient: ::prost::alloc::string::String,
    }
    impl ::prost::Name for AgeRecipientConfig {
        const NAME: &'static str = "AgeRecipientConfig";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.EncryptionConfig.AgeRecipientConfig".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.EncryptionConfig.AgeRecipientConfig"
                .into()
        }
    }
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Oneof)]
    pub enum Config {
        #[prost(message, tag = "100")]
        JwkPublicKeyConfig(JwkPublicKeyConfig),
        #[prost(message, tag = "101")]
        AgeRecipientConfig(AgeRecipientConfig),
    }
}
impl ::prost::Name for EncryptionConfig {
    const NAME: &'static str = "EncryptionConfig";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.EncryptionConfig".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.EncryptionConfig".into()
    }
}
/// Names a resource: its type, and its id within the type. Both 1 to 1024 bytes. Any character may
/// occur.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ResourceId {
    #[prost(string, tag = "1")]
    pub resource_type: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub resource: ::prost::alloc::string::String,
    /// Of no meaning to connectors.
    #[prost(bool, tag = "3")]
    pub baton_resource: bool,
}
impl ::prost::Name for ResourceId {
    const NAME: &'static str = "ResourceId";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ResourceId".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ResourceId".into()
    }
}
/// A thing in the remote system.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Resource {
    #[prost(message, optional, tag = "1")]
    pub id: ::core::option::Option<ResourceId>,
    /// The resource it lies under.
    #[prost(message, optional, tag = "2")]
    pub parent_resource_id: ::core::option::Option<ResourceId>,
    /// At most 1024 bytes.
    #[prost(string, tag = "3")]
    pub display_name: ::prost::alloc::string::String,
    /// The traits that the type declares, and extras such as ExternalLink.
    #[prost(message, repeated, tag = "4")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    /// At most 2048 bytes.
    #[prost(string, tag = "5")]
    pub description: ::prost::alloc::string::String,
    #[prost(bool, tag = "6")]
    pub baton_resource: bool,
    /// Out of use.
    #[prost(message, optional, tag = "7")]
    pub external_id: ::core::option::Option<ExternalId>,
    /// Out of use. Earlier syncers set it to 1.
    #[prost(enumeration = "resource::CreationSource", tag = "8")]
    pub creation_source: i32,
    /// Free-form attributes. Written here and in the trait.
    #[prost(message, optional, tag = "9")]
    pub profile: ::core::option::Option<::prost_types::Struct>,
    #[prost(message, optional, tag = "10")]
    pub icon: ::core::option::Option<AssetRef>,
    /// Whether it can be used. For users, written here and in UserTrait.
    #[prost(message, optional, tag = "11")]
    pub status: ::core::option::Option<Status>,
    /// When it was made in the remote system. For users, written here and in UserTrait.
    #[prost(message, optional, tag = "12")]
    pub created_at: ::core::option::Option<::prost_types::Timestamp>,
}
/// Nested message and enum types in `Resource`.
pub mod resource {
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
    pub enum CreationSource {
        Unspecified = 0,
        ConnectorListResources = 1,
        ConnectorListGrantsPrincipalJit = 2,
    }
    impl CreationSource {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::Unspecified => "CREATION_SOURCE_UNSPECIFIED",
                Self::ConnectorListResources => {
                    "CREATION_SOURCE_CONNECTOR_LIST_RESOURCES"
                }
                Self::ConnectorListGrantsPrincipalJit => {
                    "CREATION_SOURCE_CONNECTOR_LIST_GRANTS_PRINCIPAL_JIT"
                }
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "CREATION_SOURCE_UNSPECIFIED" => Some(Self::Unspecified),
                "CREATION_SOURCE_CONNECTOR_LIST_RESOURCES" => {
                    Some(Self::ConnectorListResources)
                }
                "CREATION_SOURCE_CONNECTOR_LIST_GRANTS_PRINCIPAL_JIT" => {
                    Some(Self::ConnectorListGrantsPrincipalJit)
                }
                _ => None,
            }
        }
    }
}
impl ::prost::Name for Resource {
    const NAME: &'static str = "Resource";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.Resource".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.Resource".into()
    }
}
/// Whether a resource can be used.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Status {
    #[prost(enumeration = "status::ResourceStatus", tag = "1")]
    pub status: i32,
    /// The remote system's own word for it; at most 1024 bytes.
    #[prost(string, tag = "2")]
    pub details: ::prost::alloc::string::String,
}
/// Nested message and enum types in `Status`.
pub mod status {
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
impl ::prost::Name for Status {
    const NAME: &'static str = "Status";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.Status".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.Status".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ResourcesServiceListResourcesRequest {
    #[prost(string, tag = "1")]
    pub resource_type_id: ::prost::alloc::string::String,
    /// Set when the children of a resource are listed; see ChildResourceType.
    #[prost(message, optional, tag = "2")]
    pub parent_resource_id: ::core::option::Option<ResourceId>,
    #[prost(uint32, tag = "3")]
    pub page_size: u32,
    #[prost(string, tag = "4")]
    pub page_token: ::prost::alloc::string::String,
    #[prost(message, repeated, tag = "5")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    #[prost(string, tag = "6")]
    pub active_sync_id: ::prost::alloc::string::String,
    /// Out of use.
    #[prost(enumeration = "resource_type::Trait", tag = "7")]
    pub r#trait: i32,
}
impl ::prost::Name for ResourcesServiceListResourcesRequest {
    const NAME: &'static str = "ResourcesServiceListResourcesRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ResourcesServiceListResourcesRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ResourcesServiceListResourcesRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ResourcesServiceListResourcesResponse {
    #[prost(message, repeated, tag = "1")]
    pub list: ::prost::alloc::vec::Vec<Resource>,
    #[prost(string, tag = "2")]
    pub next_page_token: ::prost::alloc::string::String,
    #[prost(message, repeated, tag = "3")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for ResourcesServiceListResourcesResponse {
    const NAME: &'static str = "ResourcesServiceListResourcesResponse";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ResourcesServiceListResourcesResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ResourcesServiceListResourcesResponse"
            .into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ResourceGetterServiceGetResourceRequest {
    #[prost(message, optional, tag = "1")]
    pub resource_id: ::core::option::Option<ResourceId>,
    #[prost(message, optional, tag = "2")]
    pub parent_resource_id: ::core::option::Option<ResourceId>,
    #[prost(message, repeated, tag = "3")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    #[prost(string, tag = "4")]
    pub active_sync_id: ::prost::alloc::string::String,
}
impl ::prost::Name for ResourceGetterServiceGetResourceRequest {
    const NAME: &'static str = "ResourceGetterServiceGetResourceRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ResourceGetterServiceGetResourceRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ResourceGetterServiceGetResourceRequest"
            .into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ResourceGetterServiceGetResourceResponse {
    #[prost(message, optional, tag = "1")]
    pub resource: ::core::option::Option<Resource>,
    #[prost(message, repeated, tag = "2")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for ResourceGetterServiceGetResourceResponse {
    const NAME: &'static str = "ResourceGetterServiceGetResourceResponse";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ResourceGetterServiceGetResourceResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ResourceGetterServiceGetResourceResponse"
            .into()
    }
}
/// Out of use.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ExternalId {
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub link: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub description: ::prost::alloc::string::String,
}
impl ::prost::Name for ExternalId {
    const NAME: &'static str = "ExternalId";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ExternalId".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ExternalId".into()
    }
}
/// Whether an issued credential will show up in a sync.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum CredentialResourceMode {
    Unspecified = 0,
    Discoverable = 1,
    Virtual = 2,
}
impl CredentialResourceMode {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::Unspecified => "CREDENTIAL_RESOURCE_MODE_UNSPECIFIED",
            Self::Discoverable => "CREDENTIAL_RESOURCE_MODE_DISCOVERABLE",
            Self::Virtual => "CREDENTIAL_RESOURCE_MODE_VIRTUAL",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "CREDENTIAL_RESOURCE_MODE_UNSPECIFIED" => Some(Self::Unspecified),
            "CREDENTIAL_RESOURCE_MODE_DISCOVERABLE" => Some(Self::Discoverable),
            "CREDENTIAL_RESOURCE_MODE_VIRTUAL" => Some(Self::Virtual),
            _ => None,
        }
    }
}
/// Something that can be held on a resource: `member` of a group.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Entitlement {
    /// Required. Its id is what counts.
    #[prost(message, optional, tag = "1")]
    pub resource: ::core::option::Option<Resource>,
    /// 1 to 1024 bytes. By custom `type:id:slug` of the resource, nothing escaped. Rules are keyed
    /// on it, so it must never change; it must never be parsed either.
    #[prost(string, tag = "2")]
    pub id: ::prost::alloc::string::String,
    /// At most 1024 bytes.
    #[prost(string, tag = "3")]
    pub display_name: ::prost::alloc::string::String,
    /// At most 2048 bytes.
    #[prost(string, tag = "4")]
    pub description: ::prost::alloc::string::String,
    /// Which types of principal may hold it. The ids count.
    #[prost(message, repeated, tag = "5")]
    pub grantable_to: ::prost::alloc::vec::Vec<ResourceType>,
    #[prost(message, repeated, tag = "6")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    #[prost(enumeration = "entitlement::PurposeValue", tag = "7")]
    pub purpose: i32,
    /// Its short name, unique on its resource.
    #[prost(string, tag = "8")]
    pub slug: ::prost::alloc::string::String,
}
/// Nested message and enum types in `Entitlement`.
pub mod entitlement {
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
    pub enum PurposeValue {
        Unspecified = 0,
        Assignment = 1,
        Permission = 2,
        Ownership = 3,
    }
    impl PurposeValue {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::Unspecified => "PURPOSE_VALUE_UNSPECIFIED",
                Self::Assignment => "PURPOSE_VALUE_ASSIGNMENT",
                Self::Permission => "PURPOSE_VALUE_PERMISSION",
                Self::Ownership => "PURPOSE_VALUE_OWNERSHIP",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "PURPOSE_VALUE_UNSPECIFIED" => Some(Self::Unspecified),
                "PURPOSE_VALUE_ASSIGNMENT" => Some(Self::Assignment),
                "PURPOSE_VALUE_PERMISSION" => Some(Self::Permission),
                "PURPOSE_VALUE_OWNERSHIP" => Some(Self::Ownership),
                _ => None,
            }
        }
    }
}
impl ::prost::Name for Entitlement {
    const NAME: &'static str = "Entitlement";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.Entitlement".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.Entitlement".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct EntitlementsServiceListEntitlementsRequest {
    #[prost(message, optional, tag = "1")]
    pub resource: ::core::option::Option<Resource>,
    #[prost(uint32, tag = "2")]
    pub page_size: u32,
    #[prost(string, tag = "3")]
    pub page_token: ::prost::alloc::string::String,
    #[prost(message, repeated, tag = "4")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    #[prost(string, tag = "5")]
    pub active_sync_id: ::prost::alloc::string::String,
}
impl ::prost::Name for EntitlementsServiceListEntitlementsRequest {
    const NAME: &'static str = "EntitlementsServiceListEntitlementsRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.EntitlementsServiceListEntitlementsRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.EntitlementsServiceListEntitlementsRequest"
            .into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct EntitlementsServiceListEntitlementsResponse {
    #[prost(message, repeated, tag = "1")]
    pub list: ::prost::alloc::vec::Vec<Entitlement>,
    #[prost(string, tag = "2")]
    pub next_page_token: ::prost::alloc::string::String,
    #[prost(message, repeated, tag = "3")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for EntitlementsServiceListEntitlementsResponse {
    const NAME: &'static str = "EntitlementsServiceListEntitlementsResponse";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.EntitlementsServiceListEntitlementsResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.EntitlementsServiceListEntitlementsResponse"
            .into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct EntitlementsServiceListStaticEntitlementsRequest {
    #[prost(string, tag = "1")]
    pub resource_type_id: ::prost::alloc::string::String,
    #[prost(uint32, tag = "2")]
    pub page_size: u32,
    #[prost(string, tag = "3")]
    pub page_token: ::prost::alloc::string::String,
    #[prost(message, repeated, tag = "4")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    #[prost(string, tag = "5")]
    pub active_sync_id: ::prost::alloc::string::String,
}
impl ::prost::Name for EntitlementsServiceListStaticEntitlementsRequest {
    const NAME: &'static str = "EntitlementsServiceListStaticEntitlementsRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.EntitlementsServiceListStaticEntitlementsRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.EntitlementsServiceListStaticEntitlementsRequest"
            .into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct EntitlementsServiceListStaticEntitlementsResponse {
    /// Templates without a resource; the syncer puts in each one in turn.
    #[prost(message, repeated, tag = "1")]
    pub list: ::prost::alloc::vec::Vec<Entitlement>,
    #[prost(string, tag = "2")]
    pub next_page_token: ::prost::alloc::string::String,
    #[prost(message, repeated, tag = "3")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for EntitlementsServiceListStaticEntitlementsResponse {
    const NAME: &'static str = "EntitlementsServiceListStaticEntitlementsResponse";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.EntitlementsServiceListStaticEntitlementsResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.EntitlementsServiceListStaticEntitlementsResponse"
            .into()
    }
}
/// Where a grant comes from, if it was derived from others.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct GrantSources {
    /// By the id of the entitlement through which it came.
    #[prost(btree_map = "string, message", tag = "1")]
    pub sources: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        grant_sources::GrantSource,
    >,
}
/// Nested message and enum types in `GrantSources`.
pub mod grant_sources {
    #[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct GrantSource {
        /// The principal itself held the source.
        #[prost(bool, tag = "1")]
        pub is_direct: bool,
    }
    impl ::prost::Name for GrantSource {
        const NAME: &'static str = "GrantSource";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.GrantSources.GrantSource".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.GrantSources.GrantSource".into()
        }
    }
}
impl ::prost::Name for GrantSources {
    const NAME: &'static str = "GrantSources";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.GrantSources".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.GrantSources".into()
    }
}
/// The fact that a principal holds an entitlement.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Grant {
    /// Required. Its id and the id of its resource count.
    #[prost(message, optional, tag = "1")]
    pub entitlement: ::core::option::Option<Entitlement>,
    /// Required. Its id counts.
    #[prost(message, optional, tag = "2")]
    pub principal: ::core::option::Option<Resource>,
    /// 1 to 1024 bytes. By custom the entitlement's id, `:`, the principal's type, `:`, its id. A
    /// request may hold a placeholder where the sender does not know it.
    #[prost(string, tag = "3")]
    pub id: ::prost::alloc::string::String,
    #[prost(message, repeated, tag = "4")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    /// Filled in by expansion.
    #[prost(message, optional, tag = "5")]
    pub sources: ::core::option::Option<GrantSources>,
}
impl ::prost::Name for Grant {
    const NAME: &'static str = "Grant";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.Grant".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.Grant".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct GrantsServiceListGrantsRequest {
    #[prost(message, optional, tag = "1")]
    pub resource: ::core::option::Option<Resource>,
    #[prost(uint32, tag = "2")]
    pub page_size: u32,
    #[prost(string, tag = "3")]
    pub page_token: ::prost::alloc::string::String,
    #[prost(message, repeated, tag = "4")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    #[prost(string, tag = "5")]
    pub active_sync_id: ::prost::alloc::string::String,
}
impl ::prost::Name for GrantsServiceListGrantsRequest {
    const NAME: &'static str = "GrantsServiceListGrantsRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.GrantsServiceListGrantsRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.GrantsServiceListGrantsRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct GrantsServiceListGrantsResponse {
    #[prost(message, repeated, tag = "1")]
    pub list: ::prost::alloc::vec::Vec<Grant>,
    #[prost(string, tag = "2")]
    pub next_page_token: ::prost::alloc::string::String,
    #[prost(message, repeated, tag = "3")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for GrantsServiceListGrantsResponse {
    const NAME: &'static str = "GrantsServiceListGrantsResponse";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.GrantsServiceListGrantsResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.GrantsServiceListGrantsResponse".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct GrantManagerServiceGrantRequest {
    #[prost(message, optional, tag = "1")]
    pub entitlement: ::core::option::Option<Entitlement>,
    #[prost(message, optional, tag = "2")]
    pub principal: ::core::option::Option<Resource>,
    #[prost(message, repeated, tag = "3")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for GrantManagerServiceGrantRequest {
    const NAME: &'static str = "GrantManagerServiceGrantRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.GrantManagerServiceGrantRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.GrantManagerServiceGrantRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct GrantManagerServiceGrantResponse {
    /// GrantAlreadyExists if there was nothing to do.
    #[prost(message, repeated, tag = "1")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    /// What is in force now; may be empty.
    #[prost(message, repeated, tag = "2")]
    pub grants: ::prost::alloc::vec::Vec<Grant>,
}
impl ::prost::Name for GrantManagerServiceGrantResponse {
    const NAME: &'static str = "GrantManagerServiceGrantResponse";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.GrantManagerServiceGrantResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.GrantManagerServiceGrantResponse".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct GrantManagerServiceRevokeRequest {
    #[prost(message, optional, tag = "1")]
    pub grant: ::core::option::Option<Grant>,
    #[prost(message, repeated, tag = "2")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for GrantManagerServiceRevokeRequest {
    const NAME: &'static str = "GrantManagerServiceRevokeRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.GrantManagerServiceRevokeRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.GrantManagerServiceRevokeRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct GrantManagerServiceRevokeResponse {
    /// GrantAlreadyRevoked if there was nothing to do.
    #[prost(message, repeated, tag = "1")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for GrantManagerServiceRevokeResponse {
    const NAME: &'static str = "GrantManagerServiceRevokeResponse";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.GrantManagerServiceRevokeResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.GrantManagerServiceRevokeResponse".into()
    }
}
/// What an action is called, takes and returns.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct BatonActionSchema {
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
    #[prost(message, repeated, tag = "2")]
    pub arguments: ::prost::alloc::vec::Vec<super::super::config::v1::Field>,
    /// Checked before the action runs; `is_required` of an argument is not.
    #[prost(message, repeated, tag = "3")]
    pub constraints: ::prost::alloc::vec::Vec<super::super::config::v1::Constraint>,
    #[prost(message, repeated, tag = "4")]
    pub return_types: ::prost::alloc::vec::Vec<super::super::config::v1::Field>,
    #[prost(string, tag = "5")]
    pub display_name: ::prost::alloc::string::String,
    #[prost(string, tag = "6")]
    pub description: ::prost::alloc::string::String,
    #[prost(enumeration = "ActionType", repeated, tag = "7")]
    pub action_type: ::prost::alloc::vec::Vec<i32>,
    /// Set for actions on resources of one type.
    #[prost(string, tag = "8")]
    pub resource_type_id: ::prost::alloc::string::String,
}
impl ::prost::Name for BatonActionSchema {
    const NAME: &'static str = "BatonActionSchema";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.BatonActionSchema".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.BatonActionSchema".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct InvokeActionRequest {
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "2")]
    pub args: ::core::option::Option<::prost_types::Struct>,
    #[prost(message, repeated, tag = "3")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    #[prost(string, tag = "4")]
    pub resource_type_id: ::prost::alloc::string::String,
    /// How long to wait for the result before answering "running". At most a day; runtimes wait 1
    /// second by default and 1 hour at most.
    #[prost(message, optional, tag = "5")]
    pub inline_wait: ::core::option::Option<::prost_types::Duration>,
}
impl ::prost::Name for InvokeActionRequest {
    const NAME: &'static str = "InvokeActionRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.InvokeActionRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.InvokeActionRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct InvokeActionResponse {
    /// For asking again; a KSUID.
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
    #[prost(enumeration = "BatonActionStatus", tag = "2")]
    pub status: i32,
    #[prost(message, repeated, tag = "3")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    /// The result; after a failure it has a text named `error`.
    #[prost(message, optional, tag = "4")]
    pub response: ::core::option::Option<::prost_types::Struct>,
    #[prost(string, tag = "5")]
    pub name: ::prost::alloc::string::String,
}
impl ::prost::Name for InvokeActionResponse {
    const NAME: &'static str = "InvokeActionResponse";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.InvokeActionResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.InvokeActionResponse".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct GetActionStatusRequest {
    /// Out of use; the id is enough.
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub id: ::prost::alloc::string::String,
    #[prost(message, repeated, tag = "3")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for GetActionStatusRequest {
    const NAME: &'static str = "GetActionStatusRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.GetActionStatusRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.GetActionStatusRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct GetActionStatusResponse {
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub id: ::prost::alloc::string::String,
    #[prost(enumeration = "BatonActionStatus", tag = "3")]
    pub status: i32,
    #[prost(message, repeated, tag = "4")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    #[prost(message, optional, tag = "5")]
    pub response: ::core::option::Option<::prost_types::Struct>,
}
impl ::prost::Name for GetActionStatusResponse {
    const NAME: &'static str = "GetActionStatusResponse";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.GetActionStatusResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.GetActionStatusResponse".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct GetActionSchemaRequest {
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
    #[prost(message, repeated, tag = "2")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for GetActionSchemaRequest {
    const NAME: &'static str = "GetActionSchemaRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.GetActionSchemaRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.GetActionSchemaRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct GetActionSchemaResponse {
    #[prost(message, optional, tag = "1")]
    pub schema: ::core::option::Option<BatonActionSchema>,
    #[prost(message, repeated, tag = "2")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for GetActionSchemaResponse {
    const NAME: &'static str = "GetActionSchemaResponse";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.GetActionSchemaResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.GetActionSchemaResponse".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ListActionSchemasRequest {
    #[prost(message, repeated, tag = "1")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    #[prost(string, tag = "2")]
    pub resource_type_id: ::prost::alloc::string::String,
}
impl ::prost::Name for ListActionSchemasRequest {
    const NAME: &'static str = "ListActionSchemasRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ListActionSchemasRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ListActionSchemasRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ListActionSchemasResponse {
    #[prost(message, repeated, tag = "1")]
    pub schemas: ::prost::alloc::vec::Vec<BatonActionSchema>,
    #[prost(message, repeated, tag = "2")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for ListActionSchemasResponse {
    const NAME: &'static str = "ListActionSchemasResponse";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ListActionSchemasResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ListActionSchemasResponse".into()
    }
}
/// How far an action has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum BatonActionStatus {
    Unspecified = 0,
    Unknown = 1,
    Pending = 2,
    Running = 3,
    Complete = 4,
    Failed = 5,
}
impl BatonActionStatus {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::Unspecified => "BATON_ACTION_STATUS_UNSPECIFIED",
            Self::Unknown => "BATON_ACTION_STATUS_UNKNOWN",
            Self::Pending => "BATON_ACTION_STATUS_PENDING",
            Self::Running => "BATON_ACTION_STATUS_RUNNING",
            Self::Complete => "BATON_ACTION_STATUS_COMPLETE",
            Self::Failed => "BATON_ACTION_STATUS_FAILED",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "BATON_ACTION_STATUS_UNSPECIFIED" => Some(Self::Unspecified),
            "BATON_ACTION_STATUS_UNKNOWN" => Some(Self::Unknown),
            "BATON_ACTION_STATUS_PENDING" => Some(Self::Pending),
            "BATON_ACTION_STATUS_RUNNING" => Some(Self::Running),
            "BATON_ACTION_STATUS_COMPLETE" => Some(Self::Complete),
            "BATON_ACTION_STATUS_FAILED" => Some(Self::Failed),
            _ => None,
        }
    }
}
/// What an action is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum ActionType {
    Unspecified = 0,
    Dynamic = 1,
    Account = 2,
    AccountUpdateProfile = 3,
    AccountDisable = 4,
    AccountEnable = 5,
    ResourceCreate = 6,
    ResourceDelete = 7,
    ResourceEnable = 8,
    ResourceDisable = 9,
}
impl ActionType {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::Unspecified => "ACTION_TYPE_UNSPECIFIED",
            Self::Dynamic => "ACTION_TYPE_DYNAMIC",
            Self::Account => "ACTION_TYPE_ACCOUNT",
            Self::AccountUpdateProfile => "ACTION_TYPE_ACCOUNT_UPDATE_PROFILE",
            Self::AccountDisable => "ACTION_TYPE_ACCOUNT_DISABLE",
            Self::AccountEnable => "ACTION_TYPE_ACCOUNT_ENABLE",
            Self::ResourceCreate => "ACTION_TYPE_RESOURCE_CREATE",
            Self::ResourceDelete => "ACTION_TYPE_RESOURCE_DELETE",
            Self::ResourceEnable => "ACTION_TYPE_RESOURCE_ENABLE",
            Self::ResourceDisable => "ACTION_TYPE_RESOURCE_DISABLE",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "ACTION_TYPE_UNSPECIFIED" => Some(Self::Unspecified),
            "ACTION_TYPE_DYNAMIC" => Some(Self::Dynamic),
            "ACTION_TYPE_ACCOUNT" => Some(Self::Account),
            "ACTION_TYPE_ACCOUNT_UPDATE_PROFILE" => Some(Self::AccountUpdateProfile),
            "ACTION_TYPE_ACCOUNT_DISABLE" => Some(Self::AccountDisable),
            "ACTION_TYPE_ACCOUNT_ENABLE" => Some(Self::AccountEnable),
            "ACTION_TYPE_RESOURCE_CREATE" => Some(Self::ResourceCreate),
            "ACTION_TYPE_RESOURCE_DELETE" => Some(Self::ResourceDelete),
            "ACTION_TYPE_RESOURCE_ENABLE" => Some(Self::ResourceEnable),
            "ACTION_TYPE_RESOURCE_DISABLE" => Some(Self::ResourceDisable),
            _ => None,
        }
    }
}
/// Of a grant: the principal is the one with this value in its profile.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ExternalResourceMatch {
    #[prost(enumeration = "resource_type::Trait", tag = "1")]
    pub resource_type: i32,
    #[prost(string, tag = "2")]
    pub key: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub value: ::prost::alloc::string::String,
}
impl ::prost::Name for ExternalResourceMatch {
    const NAME: &'static str = "ExternalResourceMatch";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ExternalResourceMatch".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ExternalResourceMatch".into()
    }
}
/// Of a grant: every principal with this trait.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ExternalResourceMatchAll {
    #[prost(enumeration = "resource_type::Trait", tag = "1")]
    pub resource_type: i32,
}
impl ::prost::Name for ExternalResourceMatchAll {
    const NAME: &'static str = "ExternalResourceMatchAll";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ExternalResourceMatchAll".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ExternalResourceMatchAll".into()
    }
}
/// Of a grant: the principal with this id.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ExternalResourceMatchId {
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
}
impl ::prost::Name for ExternalResourceMatchId {
    const NAME: &'static str = "ExternalResourceMatchID";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ExternalResourceMatchID".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ExternalResourceMatchID".into()
    }
}
/// Reserved for the runtime. A connector that writes it fails the sync.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct BatonId {}
impl ::prost::Name for BatonId {
    const NAME: &'static str = "BatonID";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.BatonID".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.BatonID".into()
    }
}
/// Of an entitlement: it can be neither given nor taken.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct EntitlementImmutable {
    #[prost(string, tag = "1")]
    pub source_id: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "2")]
    pub metadata: ::core::option::Option<::prost_types::Struct>,
}
impl ::prost::Name for EntitlementImmutable {
    const NAME: &'static str = "EntitlementImmutable";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.EntitlementImmutable".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.EntitlementImmutable".into()
    }
}
/// Not honoured.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ETag {
    #[prost(string, tag = "1")]
    pub value: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub entitlement_id: ::prost::alloc::string::String,
}
impl ::prost::Name for ETag {
    const NAME: &'static str = "ETag";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ETag".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ETag".into()
    }
}
/// Not honoured.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ETagMetadata {
    #[prost(message, optional, tag = "1")]
    pub metadata: ::core::option::Option<::prost_types::Struct>,
}
impl ::prost::Name for ETagMetadata {
    const NAME: &'static str = "ETagMetadata";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ETagMetadata".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ETagMetadata".into()
    }
}
/// Not honoured.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ETagMatch {
    #[prost(string, tag = "1")]
    pub entitlement_id: ::prost::alloc::string::String,
}
impl ::prost::Name for ETagMatch {
    const NAME: &'static str = "ETagMatch";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ETagMatch".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ETagMatch".into()
    }
}
/// Of an entitlement: a principal holds at most one of the group. At most 50 to a group, all on
/// one resource type.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct EntitlementExclusionGroup {
    #[prost(string, tag = "1")]
    pub exclusion_group_id: ::prost::alloc::string::String,
    /// Place in the group; higher is more.
    #[prost(uint32, tag = "2")]
    pub order: u32,
    /// At most one to a group.
    #[prost(bool, tag = "3")]
    pub is_default: bool,
    /// A group for each resource, rather than one for all.
    #[prost(bool, tag = "4")]
    pub scope_to_resource: bool,
}
impl ::prost::Name for EntitlementExclusionGroup {
    const NAME: &'static str = "EntitlementExclusionGroup";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.EntitlementExclusionGroup".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.EntitlementExclusionGroup".into()
    }
}
/// A page about the object.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ExternalLink {
    /// Begins with `<https://`;> at most 1024 bytes.
    #[prost(string, tag = "1")]
    pub url: ::prost::alloc::string::String,
}
impl ::prost::Name for ExternalLink {
    const NAME: &'static str = "ExternalLink";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ExternalLink".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ExternalLink".into()
    }
}
/// Of a connector's metadata: whether it handles tickets.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ExternalTicketSettings {
    #[prost(bool, tag = "1")]
    pub enabled: bool,
}
impl ::prost::Name for ExternalTicketSettings {
    const NAME: &'static str = "ExternalTicketSettings";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ExternalTicketSettings".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ExternalTicketSettings".into()
    }
}
/// A ticket, by its id and by the configuration that opened it.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ExternalTicketRef {
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub external_ticket_provisioner_config_id: ::prost::alloc::string::String,
}
impl ::prost::Name for ExternalTicketRef {
    const NAME: &'static str = "ExternalTicketRef";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ExternalTicketRef".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ExternalTicketRef".into()
    }
}
/// Of a grant: anything.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct GrantMetadata {
    #[prost(message, optional, tag = "1")]
    pub metadata: ::core::option::Option<::prost_types::Struct>,
}
impl ::prost::Name for GrantMetadata {
    const NAME: &'static str = "GrantMetadata";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.GrantMetadata".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.GrantMetadata".into()
    }
}
/// Of a grant: whoever holds one of these entitlements holds the granted one as well.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct GrantExpandable {
    /// At least one; all on the resource that is the grant's principal.
    #[prost(string, repeated, tag = "1")]
    pub entitlement_ids: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    /// Only those who hold the source directly.
    #[prost(bool, tag = "2")]
    pub shallow: bool,
    /// Only principals of these types; empty for all.
    #[prost(string, repeated, tag = "3")]
    pub resource_type_ids: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
}
impl ::prost::Name for GrantExpandable {
    const NAME: &'static str = "GrantExpandable";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.GrantExpandable".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.GrantExpandable".into()
    }
}
/// Of a grant: it cannot be changed. Also on each grant that expansion derived.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct GrantImmutable {
    #[prost(string, tag = "1")]
    pub source_id: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "2")]
    pub metadata: ::core::option::Option<::prost_types::Struct>,
}
impl ::prost::Name for GrantImmutable {
    const NAME: &'static str = "GrantImmutable";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.GrantImmutable".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.GrantImmutable".into()
    }
}
/// In the answer to Grant: it was held before.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct GrantAlreadyExists {}
impl ::prost::Name for GrantAlreadyExists {
    const NAME: &'static str = "GrantAlreadyExists";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.GrantAlreadyExists".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.GrantAlreadyExists".into()
    }
}
/// In the answer to Revoke: it was not held any more.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct GrantAlreadyRevoked {}
impl ::prost::Name for GrantAlreadyRevoked {
    const NAME: &'static str = "GrantAlreadyRevoked";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.GrantAlreadyRevoked".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.GrantAlreadyRevoked".into()
    }
}
/// In the answer to ListGrants: store the resources that the grants name, too.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct InsertResourceGrants {}
impl ::prost::Name for InsertResourceGrants {
    const NAME: &'static str = "InsertResourceGrants";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.InsertResourceGrants".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.InsertResourceGrants".into()
    }
}
/// In the answer to Grant: this other grant is gone now.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct GrantReplaced {
    #[prost(string, tag = "1")]
    pub replaced_grant_id: ::prost::alloc::string::String,
}
impl ::prost::Name for GrantReplaced {
    const NAME: &'static str = "GrantReplaced";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.GrantReplaced".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.GrantReplaced".into()
    }
}
/// Other ids of a resource: 1 to 100, at most 256 characters each.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Aliases {
    #[prost(string, repeated, tag = "1")]
    pub ids: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
}
impl ::prost::Name for Aliases {
    const NAME: &'static str = "Aliases";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.Aliases".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.Aliases".into()
    }
}
/// State of the remote system's limit. On an answer, or among the details of an error, where it
/// decides how long to wait.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct RateLimitDescription {
    #[prost(enumeration = "rate_limit_description::Status", tag = "1")]
    pub status: i32,
    #[prost(int64, tag = "2")]
    pub limit: i64,
    #[prost(int64, tag = "3")]
    pub remaining: i64,
    /// When the limit starts afresh.
    #[prost(message, optional, tag = "4")]
    pub reset_at: ::core::option::Option<::prost_types::Timestamp>,
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
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "STATUS_UNSPECIFIED" => Some(Self::Unspecified),
                "STATUS_OK" => Some(Self::Ok),
                "STATUS_OVERLIMIT" => Some(Self::Overlimit),
                "STATUS_ERROR" => Some(Self::Error),
                _ => None,
            }
        }
    }
}
impl ::prost::Name for RateLimitDescription {
    const NAME: &'static str = "RateLimitDescription";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.RateLimitDescription".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.RateLimitDescription".into()
    }
}
/// How long the connector slept inside a call.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct RateLimitWaitReport {
    #[prost(int64, tag = "1")]
    pub wait_ms: i64,
}
impl ::prost::Name for RateLimitWaitReport {
    const NAME: &'static str = "RateLimitWaitReport";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.RateLimitWaitReport".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.RateLimitWaitReport".into()
    }
}
/// The id in the remote system, if the one used here differs.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct RawId {
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
}
impl ::prost::Name for RawId {
    const NAME: &'static str = "RawId";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.RawId".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.RawId".into()
    }
}
/// For support cases with the remote system.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct RequestId {
    #[prost(string, tag = "1")]
    pub request_id: ::prost::alloc::string::String,
}
impl ::prost::Name for RequestId {
    const NAME: &'static str = "RequestId";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.RequestId".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.RequestId".into()
    }
}
/// In the answer to a deletion: it was gone before.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ResourceDoesNotExist {}
impl ::prost::Name for ResourceDoesNotExist {
    const NAME: &'static str = "ResourceDoesNotExist";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ResourceDoesNotExist".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ResourceDoesNotExist".into()
    }
}
/// In the answer to Grant or Revoke: this resource is gone now.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ResourceDeleted {
    #[prost(message, optional, tag = "1")]
    pub resource_id: ::core::option::Option<ResourceId>,
}
impl ::prost::Name for ResourceDeleted {
    const NAME: &'static str = "ResourceDeleted";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ResourceDeleted".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ResourceDeleted".into()
    }
}
/// Of a resource: resources of this type lie under it.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ChildResourceType {
    #[prost(string, tag = "1")]
    pub resource_type_id: ::prost::alloc::string::String,
}
impl ::prost::Name for ChildResourceType {
    const NAME: &'static str = "ChildResourceType";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ChildResourceType".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ChildResourceType".into()
    }
}
/// Of a resource type or a resource: nothing can be held on it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct SkipEntitlementsAndGrants {}
impl ::prost::Name for SkipEntitlementsAndGrants {
    const NAME: &'static str = "SkipEntitlementsAndGrants";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.SkipEntitlementsAndGrants".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.SkipEntitlementsAndGrants".into()
    }
}
/// Of a resource: do not list its grants.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct SkipGrants {}
impl ::prost::Name for SkipGrants {
    const NAME: &'static str = "SkipGrants";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.SkipGrants".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.SkipGrants".into()
    }
}
/// Of a resource type or a resource: do not list its entitlements.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct SkipEntitlements {}
impl ::prost::Name for SkipEntitlements {
    const NAME: &'static str = "SkipEntitlements";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.SkipEntitlements".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.SkipEntitlements".into()
    }
}
/// One reason for the score.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct RiskFactor {
    #[prost(string, tag = "1")]
    pub description: ::prost::alloc::string::String,
    #[prost(enumeration = "risk_factor::Severity", tag = "2")]
    pub severity: i32,
}
/// Nested message and enum types in `RiskFactor`.
pub mod risk_factor {
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
    pub enum Severity {
        Unspecified = 0,
        Low = 1,
        Medium = 2,
        High = 3,
        Critical = 4,
    }
    impl Severity {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::Unspecified => "SEVERITY_UNSPECIFIED",
                Self::Low => "SEVERITY_LOW",
                Self::Medium => "SEVERITY_MEDIUM",
                Self::High => "SEVERITY_HIGH",
                Self::Critical => "SEVERITY_CRITICAL",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "SEVERITY_UNSPECIFIED" => Some(Self::Unspecified),
                "SEVERITY_LOW" => Some(Self::Low),
                "SEVERITY_MEDIUM" => Some(Self::Medium),
                "SEVERITY_HIGH" => Some(Self::High),
                "SEVERITY_CRITICAL" => Some(Self::Critical),
                _ => None,
            }
        }
    }
}
impl ::prost::Name for RiskFactor {
    const NAME: &'static str = "RiskFactor";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.RiskFactor".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.RiskFactor".into()
    }
}
/// How bad, from 0 to 100.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct RiskScore {
    /// Superseded by `normalized_score`.
    #[prost(string, tag = "1")]
    pub value: ::prost::alloc::string::String,
    /// Superseded by `risk_factors`.
    #[prost(string, repeated, tag = "2")]
    pub factors: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(uint32, tag = "3")]
    pub normalized_score: u32,
    #[prost(string, tag = "4")]
    pub source_score: ::prost::alloc::string::String,
    #[prost(message, repeated, tag = "5")]
    pub risk_factors: ::prost::alloc::vec::Vec<RiskFactor>,
}
impl ::prost::Name for RiskScore {
    const NAME: &'static str = "RiskScore";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.RiskScore".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.RiskScore".into()
    }
}
/// Something that should be mended.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Issue {
    #[prost(string, tag = "1")]
    pub value: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub severity: ::prost::alloc::string::String,
}
impl ::prost::Name for Issue {
    const NAME: &'static str = "Issue";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.Issue".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.Issue".into()
    }
}
/// A finding: what was found, when, and about whom.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SecurityInsightTrait {
    #[prost(message, optional, tag = "3")]
    pub observed_at: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(oneof = "security_insight_trait::InsightType", tags = "1, 2")]
    pub insight_type: ::core::option::Option<security_insight_trait::InsightType>,
    #[prost(oneof = "security_insight_trait::Target", tags = "4, 5, 6, 7")]
    pub target: ::core::option::Option<security_insight_trait::Target>,
}
/// Nested message and enum types in `SecurityInsightTrait`.
pub mod security_insight_trait {
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct UserTarget {
        #[prost(string, tag = "1")]
        pub email: ::prost::alloc::string::String,
    }
    impl ::prost::Name for UserTarget {
        const NAME: &'static str = "UserTarget";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.SecurityInsightTrait.UserTarget".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.SecurityInsightTrait.UserTarget".into()
        }
    }
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct AppUserTarget {
        #[prost(string, tag = "1")]
        pub email: ::prost::alloc::string::String,
        #[prost(string, tag = "2")]
        pub external_id: ::prost::alloc::string::String,
    }
    impl ::prost::Name for AppUserTarget {
        const NAME: &'static str = "AppUserTarget";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.SecurityInsightTrait.AppUserTarget".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.SecurityInsightTrait.AppUserTarget"
                .into()
        }
    }
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct ExternalResourceTarget {
        #[prost(string, tag = "1")]
        pub external_id: ::prost::alloc::string::String,
        #[prost(string, tag = "2")]
        pub app_hint: ::prost::alloc::string::String,
    }
    impl ::prost::Name for ExternalResourceTarget {
        const NAME: &'static str = "ExternalResourceTarget";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.SecurityInsightTrait.ExternalResourceTarget".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.SecurityInsightTrait.ExternalResourceTarget"
                .into()
        }
    }
    #[derive(Clone, PartialEq, ::prost::Oneof)]
    pub enum InsightType {
        #[prost(message, tag = "1")]
        RiskScore(super::RiskScore),
        #[prost(message, tag = "2")]
        Issue(super::Issue),
    }
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Oneof)]
    pub enum Target {
        #[prost(message, tag = "4")]
        User(UserTarget),
        #[prost(message, tag = "5")]
        ResourceId(super::ResourceId),
        #[prost(message, tag = "6")]
        ExternalResource(ExternalResourceTarget),
        #[prost(message, tag = "7")]
        AppUser(AppUserTarget),
    }
}
impl ::prost::Name for SecurityInsightTrait {
    const NAME: &'static str = "SecurityInsightTrait";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.SecurityInsightTrait".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.SecurityInsightTrait".into()
    }
}
/// How often and how long, by operation.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SessionStoreUsage {
    #[prost(string, tag = "1")]
    pub kind: ::prost::alloc::string::String,
    #[prost(message, repeated, tag = "2")]
    pub ops: ::prost::alloc::vec::Vec<session_store_usage::OpStats>,
}
/// Nested message and enum types in `SessionStoreUsage`.
pub mod session_store_usage {
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct OpStats {
        #[prost(string, tag = "1")]
        pub op: ::prost::alloc::string::String,
        #[prost(int64, tag = "2")]
        pub count: i64,
        #[prost(int64, tag = "3")]
        pub errors: i64,
        #[prost(int64, tag = "4")]
        pub timeouts: i64,
        #[prost(int64, tag = "5")]
        pub total_ms: i64,
        #[prost(int64, tag = "6")]
        pub max_ms: i64,
    }
    impl ::prost::Name for OpStats {
        const NAME: &'static str = "OpStats";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.SessionStoreUsage.OpStats".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.SessionStoreUsage.OpStats".into()
        }
    }
}
impl ::prost::Name for SessionStoreUsage {
    const NAME: &'static str = "SessionStoreUsage";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.SessionStoreUsage".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.SessionStoreUsage".into()
    }
}
/// Whether and how a connector would take part.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct SourceCacheCapability {
    #[prost(enumeration = "source_cache_capability::Mode", tag = "1")]
    pub mode: i32,
    #[prost(string, tag = "2")]
    pub cache_generation: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub config_fingerprint: ::prost::alloc::string::String,
}
/// Nested message and enum types in `SourceCacheCapability`.
pub mod source_cache_capability {
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
    pub enum Mode {
        Unspecified = 0,
        Disabled = 1,
        ReadWrite = 2,
    }
    impl Mode {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::Unspecified => "MODE_UNSPECIFIED",
                Self::Disabled => "MODE_DISABLED",
                Self::ReadWrite => "MODE_READ_WRITE",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "MODE_UNSPECIFIED" => Some(Self::Unspecified),
                "MODE_DISABLED" => Some(Self::Disabled),
                "MODE_READ_WRITE" => Some(Self::ReadWrite),
                _ => None,
            }
        }
    }
}
impl ::prost::Name for SourceCacheCapability {
    const NAME: &'static str = "SourceCacheCapability";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.SourceCacheCapability".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.SourceCacheCapability".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct SourceCacheRecord {
    #[prost(string, tag = "1")]
    pub scope_key: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub cache_validator: ::prost::alloc::string::String,
    #[prost(string, repeated, tag = "3")]
    pub deleted_ids: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(string, repeated, tag = "4")]
    pub deleted_principal_ids: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
}
impl ::prost::Name for SourceCacheRecord {
    const NAME: &'static str = "SourceCacheRecord";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.SourceCacheRecord".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.SourceCacheRecord".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct SourceCacheReplay {
    #[prost(string, tag = "1")]
    pub scope_key: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub cache_validator: ::prost::alloc::string::String,
    #[prost(bool, tag = "3")]
    pub overlay: bool,
    #[prost(string, repeated, tag = "4")]
    pub deleted_ids: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(string, repeated, tag = "5")]
    pub deleted_principal_ids: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
}
impl ::prost::Name for SourceCacheReplay {
    const NAME: &'static str = "SourceCacheReplay";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.SourceCacheReplay".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.SourceCacheReplay".into()
    }
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct SourceCacheLookupOffer {}
impl ::prost::Name for SourceCacheLookupOffer {
    const NAME: &'static str = "SourceCacheLookupOffer";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.SourceCacheLookupOffer".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.SourceCacheLookupOffer".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SourceCacheLookupAsk {
    #[prost(message, repeated, tag = "1")]
    pub queries: ::prost::alloc::vec::Vec<source_cache_lookup_ask::Query>,
}
/// Nested message and enum types in `SourceCacheLookupAsk`.
pub mod source_cache_lookup_ask {
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct Query {
        #[prost(string, tag = "1")]
        pub row_kind: ::prost::alloc::string::String,
        #[prost(string, tag = "2")]
        pub scope_key: ::prost::alloc::string::String,
    }
    impl ::prost::Name for Query {
        const NAME: &'static str = "Query";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.SourceCacheLookupAsk.Query".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.SourceCacheLookupAsk.Query".into()
        }
    }
}
impl ::prost::Name for SourceCacheLookupAsk {
    const NAME: &'static str = "SourceCacheLookupAsk";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.SourceCacheLookupAsk".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.SourceCacheLookupAsk".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SourceCacheLookupAnswers {
    #[prost(message, repeated, tag = "1")]
    pub answers: ::prost::alloc::vec::Vec<source_cache_lookup_answers::Answer>,
}
/// Nested message and enum types in `SourceCacheLookupAnswers`.
pub mod source_cache_lookup_answers {
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct Answer {
        #[prost(string, tag = "1")]
        pub row_kind: ::prost::alloc::string::String,
        #[prost(string, tag = "2")]
        pub scope_key: ::prost::alloc::string::String,
        #[prost(bool, tag = "3")]
        pub found: bool,
        #[prost(string, tag = "4")]
        pub cache_validator: ::prost::alloc::string::String,
    }
    impl ::prost::Name for Answer {
        const NAME: &'static str = "Answer";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.SourceCacheLookupAnswers.Answer".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.SourceCacheLookupAnswers.Answer".into()
        }
    }
}
impl ::prost::Name for SourceCacheLookupAnswers {
    const NAME: &'static str = "SourceCacheLookupAnswers";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.SourceCacheLookupAnswers".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.SourceCacheLookupAnswers".into()
    }
}
/// An account.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct UserTrait {
    #[prost(message, repeated, tag = "1")]
    pub emails: ::prost::alloc::vec::Vec<user_trait::Email>,
    /// Also in Resource.status, which newer readers prefer.
    #[prost(message, optional, tag = "2")]
    pub status: ::core::option::Option<user_trait::Status>,
    /// Also in Resource.profile, which newer readers prefer. Exports look for `first_name`,
    /// `last_name` and `user_id`.
    #[prost(message, optional, tag = "3")]
    pub profile: ::core::option::Option<::prost_types::Struct>,
    /// Superseded by Resource.icon.
    #[prost(message, optional, tag = "4")]
    pub icon: ::core::option::Option<AssetRef>,
    #[prost(enumeration = "user_trait::AccountType", tag = "5")]
    pub account_type: i32,
    /// The name it signs in with.
    #[prost(string, tag = "6")]
    pub login: ::prost::alloc::string::String,
    /// Other names it may be known by.
    #[prost(string, repeated, tag = "7")]
    pub login_aliases: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    /// Also in Resource.created_at, which newer readers prefer.
    #[prost(message, optional, tag = "8")]
    pub created_at: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(message, optional, tag = "9")]
    pub last_login: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(message, optional, tag = "10")]
    pub mfa_status: ::core::option::Option<user_trait::MfaStatus>,
    #[prost(message, optional, tag = "11")]
    pub sso_status: ::core::option::Option<user_trait::SsoStatus>,
    #[prost(message, optional, tag = "12")]
    pub structured_name: ::core::option::Option<user_trait::StructuredName>,
    /// Its numbers in the human-resources system.
    #[prost(string, repeated, tag = "13")]
    pub employee_ids: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
}
/// Nested message and enum types in `UserTrait`.
pub mod user_trait {
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct Email {
        #[prost(string, tag = "1")]
        pub address: ::prost::alloc::string::String,
        /// True for one address at most.
        #[prost(bool, tag = "2")]
        pub is_primary: bool,
    }
    impl ::prost::Name for Email {
        const NAME: &'static str = "Email";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.UserTrait.Email".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.UserTrait.Email".into()
        }
    }
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct Status {
        #[prost(enumeration = "status::Status", tag = "1")]
        pub status: i32,
        #[prost(string, tag = "2")]
        pub details: ::prost::alloc::string::String,
    }
    /// Nested message and enum types in `Status`.
    pub mod status {
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
            Enabled = 1,
            Disabled = 2,
            Deleted = 3,
        }
        impl Status {
            /// String value of the enum field names used in the ProtoBuf definition.
            ///
            /// The values are not transformed in any way and thus are considered stable
            /// (if the ProtoBuf definition does not change) and safe for programmatic use.
            pub fn as_str_name(&self) -> &'static str {
                match self {
                    Self::Unspecified => "STATUS_UNSPECIFIED",
                    Self::Enabled => "STATUS_ENABLED",
                    Self::Disabled => "STATUS_DISABLED",
                    Self::Deleted => "STATUS_DELETED",
                }
            }
            /// Creates an enum from field names used in the ProtoBuf definition.
            pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
                match value {
                    "STATUS_UNSPECIFIED" => Some(Self::Unspecified),
                    "STATUS_ENABLED" => Some(Self::Enabled),
                    "STATUS_DISABLED" => Some(Self::Disabled),
                    "STATUS_DELETED" => Some(Self::Deleted),
                    _ => None,
                }
            }
        }
    }
    impl ::prost::Name for Status {
        const NAME: &'static str = "Status";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.UserTrait.Status".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.UserTrait.Status".into()
        }
    }
    #[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct MfaStatus {
        #[prost(bool, tag = "1")]
        pub mfa_enabled: bool,
    }
    impl ::prost::Name for MfaStatus {
        const NAME: &'static str = "MFAStatus";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.UserTrait.MFAStatus".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.UserTrait.MFAStatus".into()
        }
    }
    #[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct SsoStatus {
        #[prost(bool, tag = "1")]
        pub sso_enabled: bool,
    }
    impl ::prost::Name for SsoStatus {
        const NAME: &'static str = "SSOStatus";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.UserTrait.SSOStatus".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.UserTrait.SSOStatus".into()
        }
    }
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct StructuredName {
        #[prost(string, tag = "1")]
        pub given_name: ::prost::alloc::string::String,
        #[prost(string, tag = "2")]
        pub family_name: ::prost::alloc::string::String,
        #[prost(string, repeated, tag = "3")]
        pub middle_names: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
        #[prost(string, tag = "4")]
        pub prefix: ::prost::alloc::string::String,
        #[prost(string, tag = "5")]
        pub suffix: ::prost::alloc::string::String,
    }
    impl ::prost::Name for StructuredName {
        const NAME: &'static str = "StructuredName";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.UserTrait.StructuredName".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.UserTrait.StructuredName".into()
        }
    }
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
    pub enum AccountType {
        Unspecified = 0,
        Human = 1,
        Service = 2,
        System = 3,
    }
    impl AccountType {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::Unspecified => "ACCOUNT_TYPE_UNSPECIFIED",
                Self::Human => "ACCOUNT_TYPE_HUMAN",
                Self::Service => "ACCOUNT_TYPE_SERVICE",
                Self::System => "ACCOUNT_TYPE_SYSTEM",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "ACCOUNT_TYPE_UNSPECIFIED" => Some(Self::Unspecified),
                "ACCOUNT_TYPE_HUMAN" => Some(Self::Human),
                "ACCOUNT_TYPE_SERVICE" => Some(Self::Service),
                "ACCOUNT_TYPE_SYSTEM" => Some(Self::System),
                _ => None,
            }
        }
    }
}
impl ::prost::Name for UserTrait {
    const NAME: &'static str = "UserTrait";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.UserTrait".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.UserTrait".into()
    }
}
/// A collection of principals.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct GroupTrait {
    /// Superseded by Resource.icon.
    #[prost(message, optional, tag = "1")]
    pub icon: ::core::option::Option<AssetRef>,
    /// Also in Resource.profile.
    #[prost(message, optional, tag = "2")]
    pub profile: ::core::option::Option<::prost_types::Struct>,
    /// What kind of group, in common words; at most 64 bytes.
    #[prost(string, tag = "3")]
    pub group_source_type: ::prost::alloc::string::String,
    /// The same in the remote system's words; at most 256 bytes.
    #[prost(string, tag = "4")]
    pub raw_group_source_type: ::prost::alloc::string::String,
}
impl ::prost::Name for GroupTrait {
    const NAME: &'static str = "GroupTrait";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.GroupTrait".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.GroupTrait".into()
    }
}
/// A set of permissions.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct RoleTrait {
    /// Also in Resource.profile.
    #[prost(message, optional, tag = "1")]
    pub profile: ::core::option::Option<::prost_types::Struct>,
    #[prost(message, optional, tag = "2")]
    pub role_scope_conditions: ::core::option::Option<RoleScopeConditions>,
}
impl ::prost::Name for RoleTrait {
    const NAME: &'static str = "RoleTrait";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.RoleTrait".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.RoleTrait".into()
    }
}
/// When the role applies. Number 2 is not used.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct RoleScopeConditions {
    #[prost(string, tag = "1")]
    pub r#type: ::prost::alloc::string::String,
    #[prost(message, repeated, tag = "3")]
    pub conditions: ::prost::alloc::vec::Vec<RoleScopeCondition>,
}
impl ::prost::Name for RoleScopeConditions {
    const NAME: &'static str = "RoleScopeConditions";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.RoleScopeConditions".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.RoleScopeConditions".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct RoleScopeCondition {
    #[prost(string, tag = "1")]
    pub expression: ::prost::alloc::string::String,
}
impl ::prost::Name for RoleScopeCondition {
    const NAME: &'static str = "RoleScopeCondition";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.RoleScopeCondition".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.RoleScopeCondition".into()
    }
}
/// A role that holds within a scope.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ScopeBindingTrait {
    #[prost(message, optional, tag = "1")]
    pub role_id: ::core::option::Option<ResourceId>,
    #[prost(message, optional, tag = "2")]
    pub scope_resource_id: ::core::option::Option<ResourceId>,
}
impl ::prost::Name for ScopeBindingTrait {
    const NAME: &'static str = "ScopeBindingTrait";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ScopeBindingTrait".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ScopeBindingTrait".into()
    }
}
/// An application.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct AppTrait {
    /// Begins with `<https://`.>
    #[prost(string, tag = "1")]
    pub help_url: ::prost::alloc::string::String,
    /// Superseded by Resource.icon.
    #[prost(message, optional, tag = "2")]
    pub icon: ::core::option::Option<AssetRef>,
    #[prost(message, optional, tag = "3")]
    pub logo: ::core::option::Option<AssetRef>,
    /// Also in Resource.profile.
    #[prost(message, optional, tag = "4")]
    pub profile: ::core::option::Option<::prost_types::Struct>,
    #[prost(enumeration = "app_trait::AppFlag", repeated, tag = "5")]
    pub flags: ::prost::alloc::vec::Vec<i32>,
    #[prost(string, tag = "6")]
    pub app_source_type: ::prost::alloc::string::String,
    #[prost(string, tag = "7")]
    pub raw_app_source_type: ::prost::alloc::string::String,
}
/// Nested message and enum types in `AppTrait`.
pub mod app_trait {
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
    pub enum AppFlag {
        Unspecified = 0,
        Hidden = 1,
        Inactive = 2,
        Saml = 3,
        Oidc = 4,
        Bookmark = 5,
    }
    impl AppFlag {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::Unspecified => "APP_FLAG_UNSPECIFIED",
                Self::Hidden => "APP_FLAG_HIDDEN",
                Self::Inactive => "APP_FLAG_INACTIVE",
                Self::Saml => "APP_FLAG_SAML",
                Self::Oidc => "APP_FLAG_OIDC",
                Self::Bookmark => "APP_FLAG_BOOKMARK",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "APP_FLAG_UNSPECIFIED" => Some(Self::Unspecified),
                "APP_FLAG_HIDDEN" => Some(Self::Hidden),
                "APP_FLAG_INACTIVE" => Some(Self::Inactive),
                "APP_FLAG_SAML" => Some(Self::Saml),
                "APP_FLAG_OIDC" => Some(Self::Oidc),
                "APP_FLAG_BOOKMARK" => Some(Self::Bookmark),
                _ => None,
            }
        }
    }
}
impl ::prost::Name for AppTrait {
    const NAME: &'static str = "AppTrait";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.AppTrait".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.AppTrait".into()
    }
}
/// A credential, described without its content.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SecretTrait {
    #[prost(message, optional, tag = "1")]
    pub profile: ::core::option::Option<::prost_types::Struct>,
    #[prost(message, optional, tag = "2")]
    pub created_at: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(message, optional, tag = "3")]
    pub expires_at: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(message, optional, tag = "4")]
    pub last_used_at: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(message, optional, tag = "5")]
    pub created_by_id: ::core::option::Option<ResourceId>,
    #[prost(message, optional, tag = "6")]
    pub identity_id: ::core::option::Option<ResourceId>,
    #[prost(enumeration = "secret_trait::CredentialType", tag = "7")]
    pub credential_type: i32,
    #[prost(string, tag = "8")]
    pub credential_detail: ::prost::alloc::string::String,
}
/// Nested message and enum types in `SecretTrait`.
pub mod secret_trait {
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
    pub enum CredentialType {
        Unspecified = 0,
        StaticSecret = 1,
        AsymmetricKey = 2,
        Certificate = 3,
    }
    impl CredentialType {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::Unspecified => "CREDENTIAL_TYPE_UNSPECIFIED",
                Self::StaticSecret => "CREDENTIAL_TYPE_STATIC_SECRET",
                Self::AsymmetricKey => "CREDENTIAL_TYPE_ASYMMETRIC_KEY",
                Self::Certificate => "CREDENTIAL_TYPE_CERTIFICATE",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "CREDENTIAL_TYPE_UNSPECIFIED" => Some(Self::Unspecified),
                "CREDENTIAL_TYPE_STATIC_SECRET" => Some(Self::StaticSecret),
                "CREDENTIAL_TYPE_ASYMMETRIC_KEY" => Some(Self::AsymmetricKey),
                "CREDENTIAL_TYPE_CERTIFICATE" => Some(Self::Certificate),
                _ => None,
            }
        }
    }
}
impl ::prost::Name for SecretTrait {
    const NAME: &'static str = "SecretTrait";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.SecretTrait".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.SecretTrait".into()
    }
}
/// Something sold by the seat.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct LicenseProfileTrait {
    /// At most 1024 bytes.
    #[prost(string, tag = "1")]
    pub license_name: ::prost::alloc::string::String,
    /// Zero if not known.
    #[prost(int64, tag = "2")]
    pub purchased_seats: i64,
    /// Zero if not known.
    #[prost(int64, tag = "3")]
    pub consumed_seats: i64,
    /// Zero if not known.
    #[prost(int64, tag = "4")]
    pub cost_per_unit_in_cents: i64,
    /// ISO 4217; empty means `USD`.
    #[prost(string, tag = "5")]
    pub currency: ::prost::alloc::string::String,
    /// Who holds one of these holds a seat. No id twice.
    #[prost(string, repeated, tag = "6")]
    pub entitlement_ids: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
}
impl ::prost::Name for LicenseProfileTrait {
    const NAME: &'static str = "LicenseProfileTrait";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.LicenseProfileTrait".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.LicenseProfileTrait".into()
    }
}
/// A program's identity. May accompany any other trait.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct NonHumanIdentityTrait {
    #[prost(enumeration = "non_human_identity_trait::NhiType", tag = "1")]
    pub nhi_type: i32,
    #[prost(string, tag = "2")]
    pub nhi_detail: ::prost::alloc::string::String,
}
/// Nested message and enum types in `NonHumanIdentityTrait`.
pub mod non_human_identity_trait {
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
    pub enum NhiType {
        Unspecified = 0,
        AppRegistration = 1,
        AssumableRole = 2,
        ManagedIdentity = 3,
    }
    impl NhiType {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::Unspecified => "NHI_TYPE_UNSPECIFIED",
                Self::AppRegistration => "NHI_TYPE_APP_REGISTRATION",
                Self::AssumableRole => "NHI_TYPE_ASSUMABLE_ROLE",
                Self::ManagedIdentity => "NHI_TYPE_MANAGED_IDENTITY",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "NHI_TYPE_UNSPECIFIED" => Some(Self::Unspecified),
                "NHI_TYPE_APP_REGISTRATION" => Some(Self::AppRegistration),
                "NHI_TYPE_ASSUMABLE_ROLE" => Some(Self::AssumableRole),
                "NHI_TYPE_MANAGED_IDENTITY" => Some(Self::ManagedIdentity),
                _ => None,
            }
        }
    }
}
impl ::prost::Name for NonHumanIdentityTrait {
    const NAME: &'static str = "NonHumanIdentityTrait";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.NonHumanIdentityTrait".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.NonHumanIdentityTrait".into()
    }
}
/// A program that acts on its own.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct AgentTrait {
    /// Superseded by Resource.status.
    #[prost(enumeration = "agent_trait::AgentStatus", tag = "1")]
    pub status: i32,
    /// The account it signs in with.
    #[prost(message, optional, tag = "2")]
    pub identity_resource_id: ::core::option::Option<ResourceId>,
    /// Superseded by Resource.profile.
    #[prost(message, optional, tag = "3")]
    pub profile: ::core::option::Option<::prost_types::Struct>,
}
/// Nested message and enum types in `AgentTrait`.
pub mod agent_trait {
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
    pub enum AgentStatus {
        Unspecified = 0,
        Ready = 1,
        Disabled = 2,
        Deleted = 3,
    }
    impl AgentStatus {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::Unspecified => "AGENT_STATUS_UNSPECIFIED",
                Self::Ready => "AGENT_STATUS_READY",
                Self::Disabled => "AGENT_STATUS_DISABLED",
                Self::Deleted => "AGENT_STATUS_DELETED",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "AGENT_STATUS_UNSPECIFIED" => Some(Self::Unspecified),
                "AGENT_STATUS_READY" => Some(Self::Ready),
                "AGENT_STATUS_DISABLED" => Some(Self::Disabled),
                "AGENT_STATUS_DELETED" => Some(Self::Deleted),
                _ => None,
            }
        }
    }
}
impl ::prost::Name for AgentTrait {
    const NAME: &'static str = "AgentTrait";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.AgentTrait".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.AgentTrait".into()
    }
}
/// A computer or phone under management. Who uses it is a grant, not part of this.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ManagedDeviceTrait {
    #[prost(string, tag = "1")]
    pub serial: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub udid: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub hardware_hash: ::prost::alloc::string::String,
    #[prost(enumeration = "managed_device_trait::DeviceType", tag = "4")]
    pub device_type: i32,
    #[prost(string, tag = "5")]
    pub model: ::prost::alloc::string::String,
    #[prost(string, tag = "6")]
    pub vendor: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "7")]
    pub os: ::core::option::Option<DeviceOs>,
    #[prost(enumeration = "managed_device_trait::Compliance", tag = "8")]
    pub compliance: i32,
    #[prost(message, optional, tag = "9")]
    pub is_encrypted: ::core::option::Option<bool>,
    #[prost(message, optional, tag = "10")]
    pub is_supervised: ::core::option::Option<bool>,
    #[prost(message, optional, tag = "11")]
    pub is_personal: ::core::option::Option<bool>,
    #[prost(enumeration = "managed_device_trait::ManagementState", tag = "12")]
    pub management_state: i32,
    #[prost(message, optional, tag = "13")]
    pub enrolled_at: ::core::option::Option<::prost_types::Timestamp>,
}
/// Nested message and enum types in `ManagedDeviceTrait`.
pub mod managed_device_trait {
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
    pub enum DeviceType {
        Unspecified = 0,
        Server = 1,
        Desktop = 2,
        Laptop = 3,
        Tablet = 4,
        Mobile = 5,
        Virtual = 6,
        Other = 99,
    }
    impl DeviceType {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::Unspecified => "DEVICE_TYPE_UNSPECIFIED",
                Self::Server => "DEVICE_TYPE_SERVER",
                Self::Desktop => "DEVICE_TYPE_DESKTOP",
                Self::Laptop => "DEVICE_TYPE_LAPTOP",
                Self::Tablet => "DEVICE_TYPE_TABLET",
                Self::Mobile => "DEVICE_TYPE_MOBILE",
                Self::Virtual => "DEVICE_TYPE_VIRTUAL",
                Self::Other => "DEVICE_TYPE_OTHER",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "DEVICE_TYPE_UNSPECIFIED" => Some(Self::Unspecified),
                "DEVICE_TYPE_SERVER" => Some(Self::Server),
                "DEVICE_TYPE_DESKTOP" => Some(Self::Desktop),
                "DEVICE_TYPE_LAPTOP" => Some(Self::Laptop),
                "DEVICE_TYPE_TABLET" => Some(Self::Tablet),
                "DEVICE_TYPE_MOBILE" => Some(Self::Mobile),
                "DEVICE_TYPE_VIRTUAL" => Some(Self::Virtual),
                "DEVICE_TYPE_OTHER" => Some(Self::Other),
                _ => None,
            }
        }
    }
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
    pub enum ManagementState {
        Unspecified = 0,
        Managed = 1,
        Unmanaged = 2,
        Pending = 3,
        Retired = 4,
        Wiped = 5,
    }
    impl ManagementState {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::Unspecified => "MANAGEMENT_STATE_UNSPECIFIED",
                Self::Managed => "MANAGEMENT_STATE_MANAGED",
                Self::Unmanaged => "MANAGEMENT_STATE_UNMANAGED",
                Self::Pending => "MANAGEMENT_STATE_PENDING",
                Self::Retired => "MANAGEMENT_STATE_RETIRED",
                Self::Wiped => "MANAGEMENT_STATE_WIPED",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "MANAGEMENT_STATE_UNSPECIFIED" => Some(Self::Unspecified),
                "MANAGEMENT_STATE_MANAGED" => Some(Self::Managed),
                "MANAGEMENT_STATE_UNMANAGED" => Some(Self::Unmanaged),
                "MANAGEMENT_STATE_PENDING" => Some(Self::Pending),
                "MANAGEMENT_STATE_RETIRED" => Some(Self::Retired),
                "MANAGEMENT_STATE_WIPED" => Some(Self::Wiped),
                _ => None,
            }
        }
    }
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
    pub enum Compliance {
        Unspecified = 0,
        Compliant = 1,
        Noncompliant = 2,
        InGracePeriod = 3,
        Error = 4,
    }
    impl Compliance {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::Unspecified => "COMPLIANCE_UNSPECIFIED",
                Self::Compliant => "COMPLIANCE_COMPLIANT",
                Self::Noncompliant => "COMPLIANCE_NONCOMPLIANT",
                Self::InGracePeriod => "COMPLIANCE_IN_GRACE_PERIOD",
                Self::Error => "COMPLIANCE_ERROR",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "COMPLIANCE_UNSPECIFIED" => Some(Self::Unspecified),
                "COMPLIANCE_COMPLIANT" => Some(Self::Compliant),
                "COMPLIANCE_NONCOMPLIANT" => Some(Self::Noncompliant),
                "COMPLIANCE_IN_GRACE_PERIOD" => Some(Self::InGracePeriod),
                "COMPLIANCE_ERROR" => Some(Self::Error),
                _ => None,
            }
        }
    }
}
impl ::prost::Name for ManagedDeviceTrait {
    const NAME: &'static str = "ManagedDeviceTrait";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ManagedDeviceTrait".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ManagedDeviceTrait".into()
    }
}
/// The operating system of a device.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct DeviceOs {
    #[prost(enumeration = "device_os::OsType", tag = "1")]
    pub r#type: i32,
    #[prost(string, tag = "2")]
    pub name: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub version: ::prost::alloc::string::String,
    #[prost(string, tag = "4")]
    pub build: ::prost::alloc::string::String,
}
/// Nested message and enum types in `DeviceOS`.
pub mod device_os {
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
    pub enum OsType {
        Unspecified = 0,
        Windows = 1,
        WindowsMobile = 2,
        Linux = 3,
        Android = 4,
        Macos = 5,
        Ios = 6,
        Ipados = 7,
        Solaris = 8,
        Aix = 9,
        Hpux = 10,
        Chromeos = 11,
        Other = 99,
    }
    impl OsType {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::Unspecified => "OS_TYPE_UNSPECIFIED",
                Self::Windows => "OS_TYPE_WINDOWS",
                Self::WindowsMobile => "OS_TYPE_WINDOWS_MOBILE",
                Self::Linux => "OS_TYPE_LINUX",
                Self::Android => "OS_TYPE_ANDROID",
                Self::Macos => "OS_TYPE_MACOS",
                Self::Ios => "OS_TYPE_IOS",
                Self::Ipados => "OS_TYPE_IPADOS",
                Self::Solaris => "OS_TYPE_SOLARIS",
                Self::Aix => "OS_TYPE_AIX",
                Self::Hpux => "OS_TYPE_HPUX",
                Self::Chromeos => "OS_TYPE_CHROMEOS",
                Self::Other => "OS_TYPE_OTHER",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "OS_TYPE_UNSPECIFIED" => Some(Self::Unspecified),
                "OS_TYPE_WINDOWS" => Some(Self::Windows),
                "OS_TYPE_WINDOWS_MOBILE" => Some(Self::WindowsMobile),
                "OS_TYPE_LINUX" => Some(Self::Linux),
                "OS_TYPE_ANDROID" => Some(Self::Android),
                "OS_TYPE_MACOS" => Some(Self::Macos),
                "OS_TYPE_IOS" => Some(Self::Ios),
                "OS_TYPE_IPADOS" => Some(Self::Ipados),
                "OS_TYPE_SOLARIS" => Some(Self::Solaris),
                "OS_TYPE_AIX" => Some(Self::Aix),
                "OS_TYPE_HPUX" => Some(Self::Hpux),
                "OS_TYPE_CHROMEOS" => Some(Self::Chromeos),
                "OS_TYPE_OTHER" => Some(Self::Other),
                _ => None,
            }
        }
    }
}
impl ::prost::Name for DeviceOs {
    const NAME: &'static str = "DeviceOS";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.DeviceOS".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.DeviceOS".into()
    }
}
/// Of a resource type: list the entitlements of all its resources in one go. Also marks such a
/// request.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct TypeScopedEntitlements {}
impl ::prost::Name for TypeScopedEntitlements {
    const NAME: &'static str = "TypeScopedEntitlements";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.TypeScopedEntitlements".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.TypeScopedEntitlements".into()
    }
}
/// Of a resource type: list the grants of all its resources in one go. Also marks such a request.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct TypeScopedGrants {}
impl ::prost::Name for TypeScopedGrants {
    const NAME: &'static str = "TypeScopedGrants";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.TypeScopedGrants".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.TypeScopedGrants".into()
    }
}
/// In the answer to a list: further places to read from, side by side. At most 1024.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct EnqueuePageTokens {
    #[prost(string, repeated, tag = "1")]
    pub page_tokens: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(int64, tag = "2")]
    pub estimated_total: i64,
}
impl ::prost::Name for EnqueuePageTokens {
    const NAME: &'static str = "EnqueuePageTokens";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.EnqueuePageTokens".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.EnqueuePageTokens".into()
    }
}
/// The id that an earlier generation of connectors used.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct V1Identifier {
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
}
impl ::prost::Name for V1Identifier {
    const NAME: &'static str = "V1Identifier";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.V1Identifier".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.V1Identifier".into()
    }
}
/// An amount in the smallest unit of its currency.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Money {
    #[prost(int64, tag = "1")]
    pub amount_minor: i64,
    #[prost(string, tag = "2")]
    pub currency_code: ::prost::alloc::string::String,
}
impl ::prost::Name for Money {
    const NAME: &'static str = "Money";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.Money".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.Money".into()
    }
}
/// A company that sells something.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct VendorTrait {
    #[prost(string, tag = "1")]
    pub vendor_id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub vendor_name: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub vendor_dba_name: ::prost::alloc::string::String,
    #[prost(string, tag = "4")]
    pub website_domain: ::prost::alloc::string::String,
    #[prost(string, tag = "5")]
    pub external_vendor_id: ::prost::alloc::string::String,
    #[prost(string, tag = "6")]
    pub deep_link_url: ::prost::alloc::string::String,
    #[prost(string, tag = "7")]
    pub source_business_id: ::prost::alloc::string::String,
    #[prost(string, tag = "8")]
    pub source_entity_id: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "9")]
    pub trailing_30d_spend: ::core::option::Option<Money>,
    #[prost(message, optional, tag = "10")]
    pub trailing_365d_spend: ::core::option::Option<Money>,
    #[prost(message, optional, tag = "11")]
    pub ytd_spend: ::core::option::Option<Money>,
}
impl ::prost::Name for VendorTrait {
    const NAME: &'static str = "VendorTrait";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.VendorTrait".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.VendorTrait".into()
    }
}
/// One position of a contract.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct LineItem {
    #[prost(string, tag = "1")]
    pub product_or_service_name: ::prost::alloc::string::String,
    #[prost(double, tag = "2")]
    pub quantity: f64,
    #[prost(string, tag = "3")]
    pub unit: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "4")]
    pub price_per_unit: ::core::option::Option<Money>,
    #[prost(message, optional, tag = "5")]
    pub total_price: ::core::option::Option<Money>,
}
impl ::prost::Name for LineItem {
    const NAME: &'static str = "LineItem";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.LineItem".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.LineItem".into()
    }
}
/// A contract.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct VendorAgreementTrait {
    #[prost(string, tag = "1")]
    pub agreement_name: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "2")]
    pub start_date: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(message, optional, tag = "3")]
    pub end_date: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(message, optional, tag = "4")]
    pub last_date_to_terminate: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(bool, tag = "5")]
    pub auto_renewal: bool,
    #[prost(enumeration = "vendor_agreement_trait::RenewalStatus", tag = "6")]
    pub renewal_status: i32,
    #[prost(string, tag = "7")]
    pub renewal_status_raw: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "8")]
    pub total_value: ::core::option::Option<Money>,
    #[prost(message, repeated, tag = "9")]
    pub line_items: ::prost::alloc::vec::Vec<LineItem>,
    #[prost(enumeration = "vendor_agreement_trait::PricingModel", tag = "10")]
    pub pricing_model: i32,
    #[prost(string, tag = "11")]
    pub external_account_manager_email: ::prost::alloc::string::String,
    #[prost(string, tag = "12")]
    pub external_account_manager_name: ::prost::alloc::string::String,
}
/// Nested message and enum types in `VendorAgreementTrait`.
pub mod vendor_agreement_trait {
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
    pub enum RenewalStatus {
        Unspecified = 0,
        NotStarted = 1,
        Initiated = 2,
        Renewed = 3,
        Cancelled = 4,
        Rejected = 5,
        Expired = 6,
    }
    impl RenewalStatus {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::Unspecified => "RENEWAL_STATUS_UNSPECIFIED",
                Self::NotStarted => "RENEWAL_STATUS_NOT_STARTED",
                Self::Initiated => "RENEWAL_STATUS_INITIATED",
                Self::Renewed => "RENEWAL_STATUS_RENEWED",
                Self::Cancelled => "RENEWAL_STATUS_CANCELLED",
                Self::Rejected => "RENEWAL_STATUS_REJECTED",
                Self::Expired => "RENEWAL_STATUS_EXPIRED",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "RENEWAL_STATUS_UNSPECIFIED" => Some(Self::Unspecified),
                "RENEWAL_STATUS_NOT_STARTED" => Some(Self::NotStarted),
                "RENEWAL_STATUS_INITIATED" => Some(Self::Initiated),
                "RENEWAL_STATUS_RENEWED" => Some(Self::Renewed),
                "RENEWAL_STATUS_CANCELLED" => Some(Self::Cancelled),
                "RENEWAL_STATUS_REJECTED" => Some(Self::Rejected),
                "RENEWAL_STATUS_EXPIRED" => Some(Self::Expired),
                _ => None,
            }
        }
    }
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
    pub enum PricingModel {
        Unspecified = 0,
        Unknown = 1,
        PerSeat = 2,
        PerLicense = 3,
        Flat = 4,
        Tiered = 5,
        Usage = 6,
    }
    impl PricingModel {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::Unspecified => "PRICING_MODEL_UNSPECIFIED",
                Self::Unknown => "PRICING_MODEL_UNKNOWN",
                Self::PerSeat => "PRICING_MODEL_PER_SEAT",
                Self::PerLicense => "PRICING_MODEL_PER_LICENSE",
                Self::Flat => "PRICING_MODEL_FLAT",
                Self::Tiered => "PRICING_MODEL_TIERED",
                Self::Usage => "PRICING_MODEL_USAGE",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "PRICING_MODEL_UNSPECIFIED" => Some(Self::Unspecified),
                "PRICING_MODEL_UNKNOWN" => Some(Self::Unknown),
                "PRICING_MODEL_PER_SEAT" => Some(Self::PerSeat),
                "PRICING_MODEL_PER_LICENSE" => Some(Self::PerLicense),
                "PRICING_MODEL_FLAT" => Some(Self::Flat),
                "PRICING_MODEL_TIERED" => Some(Self::Tiered),
                "PRICING_MODEL_USAGE" => Some(Self::Usage),
                _ => None,
            }
        }
    }
}
impl ::prost::Name for VendorAgreementTrait {
    const NAME: &'static str = "VendorAgreementTrait";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.VendorAgreementTrait".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.VendorAgreementTrait".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ConnectorServiceCleanupRequest {
    #[prost(message, repeated, tag = "1")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    /// The sync that is over. Sent to connectors whose runtime is version 0.4.3 or later.
    #[prost(string, tag = "2")]
    pub active_sync_id: ::prost::alloc::string::String,
}
impl ::prost::Name for ConnectorServiceCleanupRequest {
    const NAME: &'static str = "ConnectorServiceCleanupRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ConnectorServiceCleanupRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ConnectorServiceCleanupRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ConnectorServiceCleanupResponse {
    #[prost(message, repeated, tag = "1")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for ConnectorServiceCleanupResponse {
    const NAME: &'static str = "ConnectorServiceCleanupResponse";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ConnectorServiceCleanupResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ConnectorServiceCleanupResponse".into()
    }
}
/// How a connector introduces itself.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ConnectorMetadata {
    /// 1 to 1024 bytes.
    #[prost(string, tag = "1")]
    pub display_name: ::prost::alloc::string::String,
    /// Begins with `<https://`;> at most 1024 bytes; may be empty.
    #[prost(string, tag = "2")]
    pub help_url: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "3")]
    pub icon: ::core::option::Option<AssetRef>,
    #[prost(message, optional, tag = "4")]
    pub logo: ::core::option::Option<AssetRef>,
    #[prost(message, optional, tag = "5")]
    pub profile: ::core::option::Option<::prost_types::Struct>,
    #[prost(message, repeated, tag = "6")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    /// At most 4096 bytes; may be empty.
    #[prost(string, tag = "7")]
    pub description: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "8")]
    pub capabilities: ::core::option::Option<ConnectorCapabilities>,
    /// What the form for a new account asks.
    #[prost(message, optional, tag = "9")]
    pub account_creation_schema: ::core::option::Option<ConnectorAccountCreationSchema>,
}
impl ::prost::Name for ConnectorMetadata {
    const NAME: &'static str = "ConnectorMetadata";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ConnectorMetadata".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ConnectorMetadata".into()
    }
}
/// Which credentials a connector can make. Empty for one that makes none.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct CredentialDetails {
    #[prost(message, optional, tag = "1")]
    pub capability_account_provisioning: ::core::option::Option<
        CredentialDetailsAccountProvisioning,
    >,
    #[prost(message, optional, tag = "2")]
    pub capability_credential_rotation: ::core::option::Option<
        CredentialDetailsCredentialRotation,
    >,
}
impl ::prost::Name for CredentialDetails {
    const NAME: &'static str = "CredentialDetails";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.CredentialDetails".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.CredentialDetails".into()
    }
}
/// For new accounts.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct CredentialDetailsAccountProvisioning {
    #[prost(enumeration = "CapabilityDetailCredentialOption", repeated, tag = "1")]
    pub supported_credential_options: ::prost::alloc::vec::Vec<i32>,
    #[prost(enumeration = "CapabilityDetailCredentialOption", tag = "2")]
    pub preferred_credential_option: i32,
}
impl ::prost::Name for CredentialDetailsAccountProvisioning {
    const NAME: &'static str = "CredentialDetailsAccountProvisioning";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.CredentialDetailsAccountProvisioning".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.CredentialDetailsAccountProvisioning".into()
    }
}
/// For existing accounts.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct CredentialDetailsCredentialRotation {
    #[prost(enumeration = "CapabilityDetailCredentialOption", repeated, tag = "1")]
    pub supported_credential_options: ::prost::alloc::vec::Vec<i32>,
    #[prost(enumeration = "CapabilityDetailCredentialOption", tag = "2")]
    pub preferred_credential_option: i32,
}
impl ::prost::Name for CredentialDetailsCredentialRotation {
    const NAME: &'static str = "CredentialDetailsCredentialRotation";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.CredentialDetailsCredentialRotation".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.CredentialDetailsCredentialRotation".into()
    }
}
/// For additional credentials.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct CredentialDetailsCredentialIssue {
    #[prost(message, repeated, tag = "1")]
    pub options: ::prost::alloc::vec::Vec<CredentialIssueOptionDescriptor>,
    #[prost(enumeration = "CapabilityDetailCredentialOption", tag = "2")]
    pub preferred_option: i32,
}
impl ::prost::Name for CredentialDetailsCredentialIssue {
    const NAME: &'static str = "CredentialDetailsCredentialIssue";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.CredentialDetailsCredentialIssue".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.CredentialDetailsCredentialIssue".into()
    }
}
/// One kind of credential that can be issued, and within which bounds.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct CredentialIssueOptionDescriptor {
    #[prost(enumeration = "CapabilityDetailCredentialOption", tag = "1")]
    pub option: i32,
    #[prost(message, repeated, tag = "2")]
    pub key_profiles: ::prost::alloc::vec::Vec<KeyGenerationProfile>,
    #[prost(message, optional, tag = "3")]
    pub expiry: ::core::option::Option<IssuanceExpiryCapability>,
    #[prost(string, repeated, tag = "4")]
    pub scopes: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(bool, tag = "5")]
    pub custom_scopes_allowed: bool,
    #[prost(bool, tag = "6")]
    pub custom_audiences_allowed: bool,
    #[prost(string, repeated, tag = "7")]
    pub audiences: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(enumeration = "CredentialResourceMode", tag = "8")]
    pub resource_mode: i32,
    /// The type of the secret that comes out. It must be deletable.
    #[prost(string, tag = "9")]
    pub secret_resource_type_id: ::prost::alloc::string::String,
}
impl ::prost::Name for CredentialIssueOptionDescriptor {
    const NAME: &'static str = "CredentialIssueOptionDescriptor";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.CredentialIssueOptionDescriptor".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.CredentialIssueOptionDescriptor".into()
    }
}
/// The shortest and the longest life of a credential.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct IssuanceExpiryCapability {
    #[prost(message, optional, tag = "1")]
    pub min: ::core::option::Option<::prost_types::Duration>,
    #[prost(message, optional, tag = "2")]
    pub max: ::core::option::Option<::prost_types::Duration>,
}
impl ::prost::Name for IssuanceExpiryCapability {
    const NAME: &'static str = "IssuanceExpiryCapability";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.IssuanceExpiryCapability".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.IssuanceExpiryCapability".into()
    }
}
/// What a connector can do.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ConnectorCapabilities {
    /// In the order of the types' ids.
    #[prost(message, repeated, tag = "1")]
    pub resource_type_capabilities: ::prost::alloc::vec::Vec<ResourceTypeCapability>,
    /// In the order of the numbers.
    #[prost(enumeration = "Capability", repeated, tag = "2")]
    pub connector_capabilities: ::prost::alloc::vec::Vec<i32>,
    /// Always there, possibly empty.
    #[prost(message, optional, tag = "3")]
    pub credential_details: ::core::option::Option<CredentialDetails>,
}
impl ::prost::Name for ConnectorCapabilities {
    const NAME: &'static str = "ConnectorCapabilities";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ConnectorCapabilities".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ConnectorCapabilities".into()
    }
}
/// One thing that the remote system must permit.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct CapabilityPermission {
    #[prost(string, tag = "1")]
    pub permission: ::prost::alloc::string::String,
}
impl ::prost::Name for CapabilityPermission {
    const NAME: &'static str = "CapabilityPermission";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.CapabilityPermission".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.CapabilityPermission".into()
    }
}
/// Annotation of a resource type: what the remote system must permit, such as OAuth scopes.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct CapabilityPermissions {
    #[prost(message, repeated, tag = "1")]
    pub permissions: ::prost::alloc::vec::Vec<CapabilityPermission>,
}
impl ::prost::Name for CapabilityPermissions {
    const NAME: &'static str = "CapabilityPermissions";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.CapabilityPermissions".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.CapabilityPermissions".into()
    }
}
/// Annotation of a resource type: it is left out of a sync unless it is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct OptInRequired {}
impl ::prost::Name for OptInRequired {
    const NAME: &'static str = "OptInRequired";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.OptInRequired".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.OptInRequired".into()
    }
}
/// Annotation of a resource type: kept for those who have it, not offered to others.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Deprecated {}
impl ::prost::Name for Deprecated {
    const NAME: &'static str = "Deprecated";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.Deprecated".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.Deprecated".into()
    }
}
/// Annotation of a resource type: a falling number of resources is no alarm.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct SkipSyncAnomalyDetection {}
impl ::prost::Name for SkipSyncAnomalyDetection {
    const NAME: &'static str = "SkipSyncAnomalyDetection";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.SkipSyncAnomalyDetection".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.SkipSyncAnomalyDetection".into()
    }
}
/// What a connector can do with one resource type.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ResourceTypeCapability {
    #[prost(message, optional, tag = "1")]
    pub resource_type: ::core::option::Option<ResourceType>,
    #[prost(enumeration = "Capability", repeated, tag = "2")]
    pub capabilities: ::prost::alloc::vec::Vec<i32>,
    /// Always there in what the SDK writes, possibly empty.
    #[prost(message, optional, tag = "3")]
    pub permissions: ::core::option::Option<CapabilityPermissions>,
    /// The type carries the annotation OptInRequired.
    #[prost(bool, tag = "4")]
    pub opt_in_required: bool,
    /// The type carries the annotation of that name.
    #[prost(bool, tag = "5")]
    pub skip_sync_anomaly_detection: bool,
    #[prost(message, optional, tag = "6")]
    pub credential_issue: ::core::option::Option<CredentialDetailsCredentialIssue>,
    /// The type carries the annotation Deprecated.
    #[prost(bool, tag = "7")]
    pub deprecated: bool,
}
impl ::prost::Name for ResourceTypeCapability {
    const NAME: &'static str = "ResourceTypeCapability";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ResourceTypeCapability".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ResourceTypeCapability".into()
    }
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ConnectorServiceGetMetadataRequest {}
impl ::prost::Name for ConnectorServiceGetMetadataRequest {
    const NAME: &'static str = "ConnectorServiceGetMetadataRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ConnectorServiceGetMetadataRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ConnectorServiceGetMetadataRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ConnectorServiceGetMetadataResponse {
    #[prost(message, optional, tag = "1")]
    pub metadata: ::core::option::Option<ConnectorMetadata>,
}
impl ::prost::Name for ConnectorServiceGetMetadataResponse {
    const NAME: &'static str = "ConnectorServiceGetMetadataResponse";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ConnectorServiceGetMetadataResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ConnectorServiceGetMetadataResponse".into()
    }
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ConnectorServiceValidateRequest {}
impl ::prost::Name for ConnectorServiceValidateRequest {
    const NAME: &'static str = "ConnectorServiceValidateRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ConnectorServiceValidateRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ConnectorServiceValidateRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ConnectorServiceValidateResponse {
    #[prost(message, repeated, tag = "1")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    /// Version of the connector's runtime, such as `v0.25.0`.
    #[prost(string, tag = "2")]
    pub sdk_version: ::prost::alloc::string::String,
}
impl ::prost::Name for ConnectorServiceValidateResponse {
    const NAME: &'static str = "ConnectorServiceValidateResponse";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ConnectorServiceValidateResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ConnectorServiceValidateResponse".into()
    }
}
/// The form for a new account: its fields by name.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ConnectorAccountCreationSchema {
    #[prost(btree_map = "string, message", tag = "1")]
    pub field_map: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        connector_account_creation_schema::Field,
    >,
}
/// Nested message and enum types in `ConnectorAccountCreationSchema`.
pub mod connector_account_creation_schema {
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct Field {
        #[prost(string, tag = "1")]
        pub display_name: ::prost::alloc::string::String,
        #[prost(bool, tag = "2")]
        pub required: bool,
        #[prost(string, tag = "3")]
        pub description: ::prost::alloc::string::String,
        #[prost(string, tag = "4")]
        pub placeholder: ::prost::alloc::string::String,
        /// Place in the form; lower comes first.
        #[prost(int32, tag = "5")]
        pub order: i32,
        #[prost(bool, tag = "6")]
        pub deprecated: bool,
        #[prost(oneof = "field::Field", tags = "100, 101, 102, 103, 104")]
        pub field: ::core::option::Option<field::Field>,
    }
    /// Nested message and enum types in `Field`.
    pub mod field {
        #[derive(Clone, PartialEq, ::prost::Oneof)]
        pub enum Field {
            #[prost(message, tag = "100")]
            StringField(super::StringField),
            #[prost(message, tag = "101")]
            BoolField(super::BoolField),
            #[prost(message, tag = "102")]
            StringListField(super::StringListField),
            #[prost(message, tag = "103")]
            IntField(super::IntField),
            #[prost(message, tag = "104")]
            MapField(super::MapField),
        }
    }
    impl ::prost::Name for Field {
        const NAME: &'static str = "Field";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.ConnectorAccountCreationSchema.Field".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.ConnectorAccountCreationSchema.Field"
                .into()
        }
    }
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct StringField {
        #[prost(string, optional, tag = "1")]
        pub default_value: ::core::option::Option<::prost::alloc::string::String>,
    }
    impl ::prost::Name for StringField {
        const NAME: &'static str = "StringField";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.ConnectorAccountCreationSchema.StringField".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.ConnectorAccountCreationSchema.StringField"
                .into()
        }
    }
    #[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct BoolField {
        #[prost(bool, optional, tag = "1")]
        pub default_value: ::core::option::Option<bool>,
    }
    impl ::prost::Name for BoolField {
        const NAME: &'static str = "BoolField";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.ConnectorAccountCreationSchema.BoolField".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.ConnectorAccountCreationSchema.BoolField"
                .into()
        }
    }
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct StringListField {
        #[prost(string, repeated, tag = "1")]
        pub default_value: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    }
    impl ::prost::Name for StringListField {
        const NAME: &'static str = "StringListField";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.ConnectorAccountCreationSchema.StringListField".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.ConnectorAccountCreationSchema.StringListField"
                .into()
        }
    }
    #[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct IntField {
        #[prost(int32, optional, tag = "1")]
        pub default_value: ::core::option::Option<i32>,
    }
    impl ::prost::Name for IntField {
        const NAME: &'static str = "IntField";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.ConnectorAccountCreationSchema.IntField".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.ConnectorAccountCreationSchema.IntField"
                .into()
        }
    }
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct MapField {
        #[prost(btree_map = "string, message", tag = "1")]
        pub default_value: ::prost::alloc::collections::BTreeMap<
            ::prost::alloc::string::String,
            Field,
        >,
    }
    impl ::prost::Name for MapField {
        const NAME: &'static str = "MapField";
        const PACKAGE: &'static str = "c1.connector.v2";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connector.v2.ConnectorAccountCreationSchema.MapField".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connector.v2.ConnectorAccountCreationSchema.MapField"
                .into()
        }
    }
}
impl ::prost::Name for ConnectorAccountCreationSchema {
    const NAME: &'static str = "ConnectorAccountCreationSchema";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ConnectorAccountCreationSchema".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ConnectorAccountCreationSchema".into()
    }
}
/// Something that a connector can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum Capability {
    Unspecified = 0,
    /// Grant and revoke.
    Provision = 1,
    /// Read who has what.
    Sync = 2,
    EventFeed = 3,
    Ticketing = 4,
    AccountProvisioning = 5,
    CredentialRotation = 6,
    ResourceCreate = 7,
    ResourceDelete = 8,
    /// Read secrets' metadata, never their content.
    SyncSecrets = 9,
    Actions = 10,
    /// Read one resource that was asked for.
    TargetedSync = 11,
    EventFeedV2 = 12,
    ServiceModeTargetedSync = 13,
    CredentialIssue = 14,
}
impl Capability {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::Unspecified => "CAPABILITY_UNSPECIFIED",
            Self::Provision => "CAPABILITY_PROVISION",
            Self::Sync => "CAPABILITY_SYNC",
            Self::EventFeed => "CAPABILITY_EVENT_FEED",
            Self::Ticketing => "CAPABILITY_TICKETING",
            Self::AccountProvisioning => "CAPABILITY_ACCOUNT_PROVISIONING",
            Self::CredentialRotation => "CAPABILITY_CREDENTIAL_ROTATION",
            Self::ResourceCreate => "CAPABILITY_RESOURCE_CREATE",
            Self::ResourceDelete => "CAPABILITY_RESOURCE_DELETE",
            Self::SyncSecrets => "CAPABILITY_SYNC_SECRETS",
            Self::Actions => "CAPABILITY_ACTIONS",
            Self::TargetedSync => "CAPABILITY_TARGETED_SYNC",
            Self::EventFeedV2 => "CAPABILITY_EVENT_FEED_V2",
            Self::ServiceModeTargetedSync => "CAPABILITY_SERVICE_MODE_TARGETED_SYNC",
            Self::CredentialIssue => "CAPABILITY_CREDENTIAL_ISSUE",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "CAPABILITY_UNSPECIFIED" => Some(Self::Unspecified),
            "CAPABILITY_PROVISION" => Some(Self::Provision),
            "CAPABILITY_SYNC" => Some(Self::Sync),
            "CAPABILITY_EVENT_FEED" => Some(Self::EventFeed),
            "CAPABILITY_TICKETING" => Some(Self::Ticketing),
            "CAPABILITY_ACCOUNT_PROVISIONING" => Some(Self::AccountProvisioning),
            "CAPABILITY_CREDENTIAL_ROTATION" => Some(Self::CredentialRotation),
            "CAPABILITY_RESOURCE_CREATE" => Some(Self::ResourceCreate),
            "CAPABILITY_RESOURCE_DELETE" => Some(Self::ResourceDelete),
            "CAPABILITY_SYNC_SECRETS" => Some(Self::SyncSecrets),
            "CAPABILITY_ACTIONS" => Some(Self::Actions),
            "CAPABILITY_TARGETED_SYNC" => Some(Self::TargetedSync),
            "CAPABILITY_EVENT_FEED_V2" => Some(Self::EventFeedV2),
            "CAPABILITY_SERVICE_MODE_TARGETED_SYNC" => {
                Some(Self::ServiceModeTargetedSync)
            }
            "CAPABILITY_CREDENTIAL_ISSUE" => Some(Self::CredentialIssue),
            _ => None,
        }
    }
}
/// A kind of credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum CapabilityDetailCredentialOption {
    Unspecified = 0,
    NoPassword = 1,
    RandomPassword = 2,
    Sso = 3,
    EncryptedPassword = 4,
    ApiKey = 5,
    Keypair = 6,
    Token = 7,
    ClientSecret = 8,
}
impl CapabilityDetailCredentialOption {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::Unspecified => "CAPABILITY_DETAIL_CREDENTIAL_OPTION_UNSPECIFIED",
            Self::NoPassword => "CAPABILITY_DETAIL_CREDENTIAL_OPTION_NO_PASSWORD",
            Self::RandomPassword => "CAPABILITY_DETAIL_CREDENTIAL_OPTION_RANDOM_PASSWORD",
            Self::Sso => "CAPABILITY_DETAIL_CREDENTIAL_OPTION_SSO",
            Self::EncryptedPassword => {
                "CAPABILITY_DETAIL_CREDENTIAL_OPTION_ENCRYPTED_PASSWORD"
            }
            Self::ApiKey => "CAPABILITY_DETAIL_CREDENTIAL_OPTION_API_KEY",
            Self::Keypair => "CAPABILITY_DETAIL_CREDENTIAL_OPTION_KEYPAIR",
            Self::Token => "CAPABILITY_DETAIL_CREDENTIAL_OPTION_TOKEN",
            Self::ClientSecret => "CAPABILITY_DETAIL_CREDENTIAL_OPTION_CLIENT_SECRET",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "CAPABILITY_DETAIL_CREDENTIAL_OPTION_UNSPECIFIED" => Some(Self::Unspecified),
            "CAPABILITY_DETAIL_CREDENTIAL_OPTION_NO_PASSWORD" => Some(Self::NoPassword),
            "CAPABILITY_DETAIL_CREDENTIAL_OPTION_RANDOM_PASSWORD" => {
                Some(Self::RandomPassword)
            }
            "CAPABILITY_DETAIL_CREDENTIAL_OPTION_SSO" => Some(Self::Sso),
            "CAPABILITY_DETAIL_CREDENTIAL_OPTION_ENCRYPTED_PASSWORD" => {
                Some(Self::EncryptedPassword)
            }
            "CAPABILITY_DETAIL_CREDENTIAL_OPTION_API_KEY" => Some(Self::ApiKey),
            "CAPABILITY_DETAIL_CREDENTIAL_OPTION_KEYPAIR" => Some(Self::Keypair),
            "CAPABILITY_DETAIL_CREDENTIAL_OPTION_TOKEN" => Some(Self::Token),
            "CAPABILITY_DETAIL_CREDENTIAL_OPTION_CLIENT_SECRET" => {
                Some(Self::ClientSecret)
            }
            _ => None,
        }
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ListEventsRequest {
    #[prost(string, tag = "1")]
    pub cursor: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "2")]
    pub start_at: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(uint32, tag = "3")]
    pub page_size: u32,
    #[prost(message, repeated, tag = "4")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    #[prost(string, tag = "5")]
    pub event_feed_id: ::prost::alloc::string::String,
}
impl ::prost::Name for ListEventsRequest {
    const NAME: &'static str = "ListEventsRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ListEventsRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ListEventsRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ListEventsResponse {
    #[prost(message, repeated, tag = "1")]
    pub events: ::prost::alloc::vec::Vec<Event>,
    #[prost(string, tag = "2")]
    pub cursor: ::prost::alloc::string::String,
    /// More can be had at once; otherwise the cursor is for later.
    #[prost(bool, tag = "3")]
    pub has_more: bool,
    #[prost(message, repeated, tag = "4")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for ListEventsResponse {
    const NAME: &'static str = "ListEventsResponse";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ListEventsResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ListEventsResponse".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ListEventFeedsRequest {
    #[prost(message, repeated, tag = "1")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for ListEventFeedsRequest {
    const NAME: &'static str = "ListEventFeedsRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ListEventFeedsRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ListEventFeedsRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ListEventFeedsResponse {
    #[prost(message, repeated, tag = "1")]
    pub list: ::prost::alloc::vec::Vec<EventFeedMetadata>,
    #[prost(message, repeated, tag = "2")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for ListEventFeedsResponse {
    const NAME: &'static str = "ListEventFeedsResponse";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ListEventFeedsResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ListEventFeedsResponse".into()
    }
}
/// Something that happened.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Event {
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "2")]
    pub occurred_at: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(message, repeated, tag = "3")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    #[prost(oneof = "event::Event", tags = "100, 101, 102, 103, 104, 105")]
    pub event: ::core::option::Option<event::Event>,
}
/// Nested message and enum types in `Event`.
pub mod event {
    #[derive(Clone, PartialEq, ::prost::Oneof)]
    pub enum Event {
        #[prost(message, tag = "100")]
        UsageEvent(super::UsageEvent),
        #[prost(message, tag = "101")]
        GrantEvent(super::GrantEvent),
        #[prost(message, tag = "102")]
        RevokeEvent(super::RevokeEvent),
        #[prost(message, tag = "103")]
        ResourceChangeEvent(super::ResourceChangeEvent),
        #[prost(message, tag = "104")]
        CreateGrantEvent(super::CreateGrantEvent),
        #[prost(message, tag = "105")]
        CreateRevokeEvent(super::CreateRevokeEvent),
    }
}
impl ::prost::Name for Event {
    const NAME: &'static str = "Event";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.Event".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.Event".into()
    }
}
/// Somebody used something.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct UsageEvent {
    #[prost(message, optional, tag = "1")]
    pub target_resource: ::core::option::Option<Resource>,
    #[prost(message, optional, tag = "2")]
    pub actor_resource: ::core::option::Option<Resource>,
}
impl ::prost::Name for UsageEvent {
    const NAME: &'static str = "UsageEvent";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.UsageEvent".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.UsageEvent".into()
    }
}
/// Superseded by CreateGrantEvent.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct GrantEvent {
    #[prost(message, optional, tag = "1")]
    pub grant: ::core::option::Option<Grant>,
}
impl ::prost::Name for GrantEvent {
    const NAME: &'static str = "GrantEvent";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.GrantEvent".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.GrantEvent".into()
    }
}
/// Somebody got something.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct CreateGrantEvent {
    #[prost(message, optional, tag = "1")]
    pub entitlement: ::core::option::Option<Entitlement>,
    #[prost(message, optional, tag = "2")]
    pub principal: ::core::option::Option<Resource>,
    #[prost(message, repeated, tag = "3")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for CreateGrantEvent {
    const NAME: &'static str = "CreateGrantEvent";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.CreateGrantEvent".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.CreateGrantEvent".into()
    }
}
/// Somebody lost something.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct CreateRevokeEvent {
    #[prost(message, optional, tag = "1")]
    pub entitlement: ::core::option::Option<Entitlement>,
    #[prost(message, optional, tag = "2")]
    pub principal: ::core::option::Option<Resource>,
    #[prost(message, repeated, tag = "3")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for CreateRevokeEvent {
    const NAME: &'static str = "CreateRevokeEvent";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.CreateRevokeEvent".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.CreateRevokeEvent".into()
    }
}
/// Superseded by CreateRevokeEvent.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct RevokeEvent {
    #[prost(message, optional, tag = "1")]
    pub entitlement: ::core::option::Option<Entitlement>,
    #[prost(message, optional, tag = "2")]
    pub principal: ::core::option::Option<Resource>,
}
impl ::prost::Name for RevokeEvent {
    const NAME: &'static str = "RevokeEvent";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.RevokeEvent".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.RevokeEvent".into()
    }
}
/// A resource changed; read it again.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ResourceChangeEvent {
    #[prost(message, optional, tag = "1")]
    pub resource_id: ::core::option::Option<ResourceId>,
    #[prost(message, optional, tag = "2")]
    pub parent_resource_id: ::core::option::Option<ResourceId>,
}
impl ::prost::Name for ResourceChangeEvent {
    const NAME: &'static str = "ResourceChangeEvent";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.ResourceChangeEvent".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.ResourceChangeEvent".into()
    }
}
/// A feed, and what can be in it.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct EventFeedMetadata {
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
    #[prost(enumeration = "EventType", repeated, tag = "2")]
    pub supported_event_types: ::prost::alloc::vec::Vec<i32>,
}
impl ::prost::Name for EventFeedMetadata {
    const NAME: &'static str = "EventFeedMetadata";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.EventFeedMetadata".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.EventFeedMetadata".into()
    }
}
/// Kinds of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum EventType {
    Unspecified = 0,
    Usage = 1,
    ResourceChange = 4,
    CreateGrant = 5,
    CreateRevoke = 6,
}
impl EventType {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::Unspecified => "EVENT_TYPE_UNSPECIFIED",
            Self::Usage => "EVENT_TYPE_USAGE",
            Self::ResourceChange => "EVENT_TYPE_RESOURCE_CHANGE",
            Self::CreateGrant => "EVENT_TYPE_CREATE_GRANT",
            Self::CreateRevoke => "EVENT_TYPE_CREATE_REVOKE",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "EVENT_TYPE_UNSPECIFIED" => Some(Self::Unspecified),
            "EVENT_TYPE_USAGE" => Some(Self::Usage),
            "EVENT_TYPE_RESOURCE_CHANGE" => Some(Self::ResourceChange),
            "EVENT_TYPE_CREATE_GRANT" => Some(Self::CreateGrant),
            "EVENT_TYPE_CREATE_REVOKE" => Some(Self::CreateRevoke),
            _ => None,
        }
    }
}
/// A kind of ticket.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct TicketSchema {
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub display_name: ::prost::alloc::string::String,
    #[prost(message, repeated, tag = "3")]
    pub types: ::prost::alloc::vec::Vec<TicketType>,
    #[prost(message, repeated, tag = "4")]
    pub statuses: ::prost::alloc::vec::Vec<TicketStatus>,
    #[prost(btree_map = "string, message", tag = "5")]
    pub custom_fields: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        TicketCustomField,
    >,
    #[prost(message, repeated, tag = "6")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for TicketSchema {
    const NAME: &'static str = "TicketSchema";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.TicketSchema".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.TicketSchema".into()
    }
}
/// A field of a ticket: its definition in a schema, its value in a ticket.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct TicketCustomField {
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub display_name: ::prost::alloc::string::String,
    #[prost(bool, tag = "3")]
    pub required: bool,
    #[prost(message, repeated, tag = "4")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    #[prost(
        oneof = "ticket_custom_field::Value",
        tags = "100, 101, 102, 103, 104, 105, 106, 107, 108"
    )]
    pub value: ::core::option::Option<ticket_custom_field::Value>,
}
/// Nested message and enum types in `TicketCustomField`.
pub mod ticket_custom_field {
    #[derive(Clone, PartialEq, ::prost::Oneof)]
    pub enum Value {
        #[prost(message, tag = "100")]
        StringValue(super::TicketCustomFieldStringValue),
        #[prost(message, tag = "101")]
        StringValues(super::TicketCustomFieldStringValues),
        #[prost(message, tag = "102")]
        BoolValue(super::TicketCustomFieldBoolValue),
        #[prost(message, tag = "103")]
        TimestampValue(super::TicketCustomFieldTimestampValue),
        #[prost(message, tag = "104")]
        PickStringValue(super::TicketCustomFieldPickStringValue),
        #[prost(message, tag = "105")]
        PickMultipleStringValues(super::TicketCustomFieldPickMultipleStringValues),
        #[prost(message, tag = "106")]
        PickObjectValue(super::TicketCustomFieldPickObjectValue),
        #[prost(message, tag = "107")]
        PickMultipleObjectValues(super::TicketCustomFieldPickMultipleObjectValues),
        #[prost(message, tag = "108")]
        NumberValue(super::TicketCustomFieldNumberValue),
    }
}
impl ::prost::Name for TicketCustomField {
    const NAME: &'static str = "TicketCustomField";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.TicketCustomField".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.TicketCustomField".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct TicketCustomFieldStringValue {
    #[prost(string, tag = "1")]
    pub value: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub default_value: ::prost::alloc::string::String,
}
impl ::prost::Name for TicketCustomFieldStringValue {
    const NAME: &'static str = "TicketCustomFieldStringValue";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.TicketCustomFieldStringValue".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.TicketCustomFieldStringValue".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct TicketCustomFieldStringValues {
    #[prost(string, repeated, tag = "1")]
    pub values: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(string, repeated, tag = "2")]
    pub default_values: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
}
impl ::prost::Name for TicketCustomFieldStringValues {
    const NAME: &'static str = "TicketCustomFieldStringValues";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.TicketCustomFieldStringValues".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.TicketCustomFieldStringValues".into()
    }
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct TicketCustomFieldBoolValue {
    #[prost(bool, tag = "1")]
    pub value: bool,
}
impl ::prost::Name for TicketCustomFieldBoolValue {
    const NAME: &'static str = "TicketCustomFieldBoolValue";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.TicketCustomFieldBoolValue".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.TicketCustomFieldBoolValue".into()
    }
}
#[derive(Clone, Copy, PartialEq, ::prost::Message)]
pub struct TicketCustomFieldNumberValue {
    #[prost(message, optional, tag = "1")]
    pub value: ::core::option::Option<f32>,
    #[prost(message, optional, tag = "2")]
    pub default_value: ::core::option::Option<f32>,
}
impl ::prost::Name for TicketCustomFieldNumberValue {
    const NAME: &'static str = "TicketCustomFieldNumberValue";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.TicketCustomFieldNumberValue".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.TicketCustomFieldNumberValue".into()
    }
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct TicketCustomFieldTimestampValue {
    #[prost(message, optional, tag = "1")]
    pub value: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(message, optional, tag = "2")]
    pub default_value: ::core::option::Option<::prost_types::Timestamp>,
}
impl ::prost::Name for TicketCustomFieldTimestampValue {
    const NAME: &'static str = "TicketCustomFieldTimestampValue";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.TicketCustomFieldTimestampValue".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.TicketCustomFieldTimestampValue".into()
    }
}
/// One of several texts.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct TicketCustomFieldPickStringValue {
    #[prost(string, tag = "1")]
    pub value: ::prost::alloc::string::String,
    #[prost(string, repeated, tag = "2")]
    pub allowed_values: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(string, tag = "3")]
    pub default_value: ::prost::alloc::string::String,
}
impl ::prost::Name for TicketCustomFieldPickStringValue {
    const NAME: &'static str = "TicketCustomFieldPickStringValue";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.TicketCustomFieldPickStringValue".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.TicketCustomFieldPickStringValue".into()
    }
}
/// Some of several texts.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct TicketCustomFieldPickMultipleStringValues {
    #[prost(string, repeated, tag = "1")]
    pub values: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(string, repeated, tag = "2")]
    pub allowed_values: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(string, repeated, tag = "3")]
    pub default_values: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
}
impl ::prost::Name for TicketCustomFieldPickMultipleStringValues {
    const NAME: &'static str = "TicketCustomFieldPickMultipleStringValues";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.TicketCustomFieldPickMultipleStringValues".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.TicketCustomFieldPickMultipleStringValues"
            .into()
    }
}
/// One of several objects.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct TicketCustomFieldPickObjectValue {
    #[prost(message, optional, tag = "1")]
    pub value: ::core::option::Option<TicketCustomFieldObjectValue>,
    #[prost(message, repeated, tag = "2")]
    pub allowed_values: ::prost::alloc::vec::Vec<TicketCustomFieldObjectValue>,
    #[prost(message, optional, tag = "3")]
    pub default_value: ::core::option::Option<TicketCustomFieldObjectValue>,
}
impl ::prost::Name for TicketCustomFieldPickObjectValue {
    const NAME: &'static str = "TicketCustomFieldPickObjectValue";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.TicketCustomFieldPickObjectValue".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.TicketCustomFieldPickObjectValue".into()
    }
}
/// Some of several objects.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct TicketCustomFieldPickMultipleObjectValues {
    #[prost(message, repeated, tag = "1")]
    pub values: ::prost::alloc::vec::Vec<TicketCustomFieldObjectValue>,
    #[prost(message, repeated, tag = "2")]
    pub allowed_values: ::prost::alloc::vec::Vec<TicketCustomFieldObjectValue>,
    #[prost(message, repeated, tag = "3")]
    pub default_values: ::prost::alloc::vec::Vec<TicketCustomFieldObjectValue>,
}
impl ::prost::Name for TicketCustomFieldPickMultipleObjectValues {
    const NAME: &'static str = "TicketCustomFieldPickMultipleObjectValues";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.TicketCustomFieldPickMultipleObjectValues".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.TicketCustomFieldPickMultipleObjectValues"
            .into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct TicketCustomFieldObjectValue {
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub display_name: ::prost::alloc::string::String,
}
impl ::prost::Name for TicketCustomFieldObjectValue {
    const NAME: &'static str = "TicketCustomFieldObjectValue";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.TicketCustomFieldObjectValue".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.TicketCustomFieldObjectValue".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct TicketStatus {
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub display_name: ::prost::alloc::string::String,
}
impl ::prost::Name for TicketStatus {
    const NAME: &'static str = "TicketStatus";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.TicketStatus".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.TicketStatus".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct TicketsServiceGetTicketSchemaRequest {
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
    #[prost(message, repeated, tag = "2")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for TicketsServiceGetTicketSchemaRequest {
    const NAME: &'static str = "TicketsServiceGetTicketSchemaRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.TicketsServiceGetTicketSchemaRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.TicketsServiceGetTicketSchemaRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct TicketsServiceGetTicketSchemaResponse {
    #[prost(message, optional, tag = "1")]
    pub schema: ::core::option::Option<TicketSchema>,
    #[prost(message, repeated, tag = "2")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for TicketsServiceGetTicketSchemaResponse {
    const NAME: &'static str = "TicketsServiceGetTicketSchemaResponse";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.TicketsServiceGetTicketSchemaResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.TicketsServiceGetTicketSchemaResponse"
            .into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct TicketsServiceListTicketSchemasRequest {
    #[prost(uint32, tag = "1")]
    pub page_size: u32,
    #[prost(string, tag = "2")]
    pub page_token: ::prost::alloc::string::String,
    #[prost(message, repeated, tag = "3")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for TicketsServiceListTicketSchemasRequest {
    const NAME: &'static str = "TicketsServiceListTicketSchemasRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.TicketsServiceListTicketSchemasRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.TicketsServiceListTicketSchemasRequest"
            .into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct TicketsServiceListTicketSchemasResponse {
    #[prost(message, repeated, tag = "1")]
    pub list: ::prost::alloc::vec::Vec<TicketSchema>,
    #[prost(string, tag = "2")]
    pub next_page_token: ::prost::alloc::string::String,
    #[prost(message, repeated, tag = "3")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for TicketsServiceListTicketSchemasResponse {
    const NAME: &'static str = "TicketsServiceListTicketSchemasResponse";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.TicketsServiceListTicketSchemasResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.TicketsServiceListTicketSchemasResponse"
            .into()
    }
}
/// A ticket.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Ticket {
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub display_name: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub description: ::prost::alloc::string::String,
    #[prost(message, repeated, tag = "4")]
    pub assignees: ::prost::alloc::vec::Vec<Resource>,
    #[prost(message, optional, tag = "5")]
    pub reporter: ::core::option::Option<Resource>,
    #[prost(message, optional, tag = "7")]
    pub status: ::core::option::Option<TicketStatus>,
    #[prost(message, optional, tag = "8")]
    pub r#type: ::core::option::Option<TicketType>,
    #[prost(string, repeated, tag = "9")]
    pub labels: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(string, tag = "10")]
    pub url: ::prost::alloc::string::String,
    #[prost(btree_map = "string, message", tag = "11")]
    pub custom_fields: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        TicketCustomField,
    >,
    #[prost(message, optional, tag = "12")]
    pub created_at: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(message, optional, tag = "13")]
    pub updated_at: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(message, optional, tag = "14")]
    pub completed_at: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(message, optional, tag = "15")]
    pub requested_for: ::core::option::Option<Resource>,
}
impl ::prost::Name for Ticket {
    const NAME: &'static str = "Ticket";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.Ticket".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.Ticket".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct TicketType {
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub display_name: ::prost::alloc::string::String,
}
impl ::prost::Name for TicketType {
    const NAME: &'static str = "TicketType";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.TicketType".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.TicketType".into()
    }
}
/// A ticket that is to be opened.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct TicketRequest {
    #[prost(string, tag = "1")]
    pub display_name: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub description: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "3")]
    pub status: ::core::option::Option<TicketStatus>,
    #[prost(message, optional, tag = "4")]
    pub r#type: ::core::option::Option<TicketType>,
    #[prost(string, repeated, tag = "5")]
    pub labels: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(btree_map = "string, message", tag = "6")]
    pub custom_fields: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        TicketCustomField,
    >,
    #[prost(message, optional, tag = "7")]
    pub requested_for: ::core::option::Option<Resource>,
}
impl ::prost::Name for TicketRequest {
    const NAME: &'static str = "TicketRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.TicketRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.TicketRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct TicketsServiceCreateTicketRequest {
    #[prost(message, optional, tag = "1")]
    pub request: ::core::option::Option<TicketRequest>,
    #[prost(message, optional, tag = "2")]
    pub schema: ::core::option::Option<TicketSchema>,
    #[prost(message, repeated, tag = "8")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for TicketsServiceCreateTicketRequest {
    const NAME: &'static str = "TicketsServiceCreateTicketRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.TicketsServiceCreateTicketRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.TicketsServiceCreateTicketRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct TicketsServiceCreateTicketResponse {
    #[prost(message, optional, tag = "1")]
    pub ticket: ::core::option::Option<Ticket>,
    #[prost(message, repeated, tag = "2")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    /// Why it failed, when it was one of several.
    #[prost(string, tag = "3")]
    pub error: ::prost::alloc::string::String,
}
impl ::prost::Name for TicketsServiceCreateTicketResponse {
    const NAME: &'static str = "TicketsServiceCreateTicketResponse";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.TicketsServiceCreateTicketResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.TicketsServiceCreateTicketResponse".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct TicketsServiceGetTicketRequest {
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
    #[prost(message, repeated, tag = "2")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for TicketsServiceGetTicketRequest {
    const NAME: &'static str = "TicketsServiceGetTicketRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.TicketsServiceGetTicketRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.TicketsServiceGetTicketRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct TicketsServiceGetTicketResponse {
    #[prost(message, optional, tag = "1")]
    pub ticket: ::core::option::Option<Ticket>,
    #[prost(message, repeated, tag = "2")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    /// Why it failed, when it was one of several.
    #[prost(string, tag = "3")]
    pub error: ::prost::alloc::string::String,
}
impl ::prost::Name for TicketsServiceGetTicketResponse {
    const NAME: &'static str = "TicketsServiceGetTicketResponse";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.TicketsServiceGetTicketResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.TicketsServiceGetTicketResponse".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct TicketsServiceBulkCreateTicketsRequest {
    #[prost(message, repeated, tag = "1")]
    pub ticket_requests: ::prost::alloc::vec::Vec<TicketsServiceCreateTicketRequest>,
}
impl ::prost::Name for TicketsServiceBulkCreateTicketsRequest {
    const NAME: &'static str = "TicketsServiceBulkCreateTicketsRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.TicketsServiceBulkCreateTicketsRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.TicketsServiceBulkCreateTicketsRequest"
            .into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct TicketsServiceBulkCreateTicketsResponse {
    #[prost(message, repeated, tag = "1")]
    pub tickets: ::prost::alloc::vec::Vec<TicketsServiceCreateTicketResponse>,
}
impl ::prost::Name for TicketsServiceBulkCreateTicketsResponse {
    const NAME: &'static str = "TicketsServiceBulkCreateTicketsResponse";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.TicketsServiceBulkCreateTicketsResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.TicketsServiceBulkCreateTicketsResponse"
            .into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct TicketsServiceBulkGetTicketsRequest {
    #[prost(message, repeated, tag = "1")]
    pub ticket_requests: ::prost::alloc::vec::Vec<TicketsServiceGetTicketRequest>,
}
impl ::prost::Name for TicketsServiceBulkGetTicketsRequest {
    const NAME: &'static str = "TicketsServiceBulkGetTicketsRequest";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.TicketsServiceBulkGetTicketsRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.TicketsServiceBulkGetTicketsRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct TicketsServiceBulkGetTicketsResponse {
    #[prost(message, repeated, tag = "1")]
    pub tickets: ::prost::alloc::vec::Vec<TicketsServiceGetTicketResponse>,
}
impl ::prost::Name for TicketsServiceBulkGetTicketsResponse {
    const NAME: &'static str = "TicketsServiceBulkGetTicketsResponse";
    const PACKAGE: &'static str = "c1.connector.v2";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connector.v2.TicketsServiceBulkGetTicketsResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connector.v2.TicketsServiceBulkGetTicketsResponse".into()
    }
}
