//! Generated from the files in `proto/` by `cargo xtask codegen`. Do not edit.

#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Int64Rules {
    #[prost(int64, optional, tag = "1")]
    pub eq: ::core::option::Option<i64>,
    #[prost(int64, optional, tag = "2")]
    pub lt: ::core::option::Option<i64>,
    #[prost(int64, optional, tag = "3")]
    pub lte: ::core::option::Option<i64>,
    #[prost(int64, optional, tag = "4")]
    pub gt: ::core::option::Option<i64>,
    #[prost(int64, optional, tag = "5")]
    pub gte: ::core::option::Option<i64>,
    #[prost(int64, repeated, tag = "6")]
    pub r#in: ::prost::alloc::vec::Vec<i64>,
    #[prost(int64, repeated, tag = "7")]
    pub not_in: ::prost::alloc::vec::Vec<i64>,
    /// Apply the rules to zero too.
    #[prost(bool, tag = "8")]
    pub validate_empty: bool,
    #[prost(bool, tag = "9")]
    pub is_required: bool,
}
impl ::prost::Name for Int64Rules {
    const NAME: &'static str = "Int64Rules";
    const PACKAGE: &'static str = "c1.config.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.config.v1.Int64Rules".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.config.v1.Int64Rules".into()
    }
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct BoolRules {
    #[prost(bool, optional, tag = "1")]
    pub eq: ::core::option::Option<bool>,
}
impl ::prost::Name for BoolRules {
    const NAME: &'static str = "BoolRules";
    const PACKAGE: &'static str = "c1.config.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.config.v1.BoolRules".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.config.v1.BoolRules".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct RepeatedRules {
    #[prost(uint64, optional, tag = "1")]
    pub min_items: ::core::option::Option<u64>,
    #[prost(uint64, optional, tag = "2")]
    pub max_items: ::core::option::Option<u64>,
    #[prost(bool, tag = "3")]
    pub unique: bool,
    #[prost(bool, tag = "4")]
    pub validate_empty: bool,
    #[prost(bool, tag = "5")]
    pub is_required: bool,
    #[prost(oneof = "repeated_rules::ItemRules", tags = "100, 101, 102")]
    pub item_rules: ::core::option::Option<repeated_rules::ItemRules>,
}
/// Nested message and enum types in `RepeatedRules`.
pub mod repeated_rules {
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Oneof)]
    pub enum ItemRules {
        #[prost(message, tag = "100")]
        Int64(super::Int64Rules),
        #[prost(message, tag = "101")]
        Bool(super::BoolRules),
        #[prost(message, tag = "102")]
        String(super::StringRules),
    }
}
impl ::prost::Name for RepeatedRules {
    const NAME: &'static str = "RepeatedRules";
    const PACKAGE: &'static str = "c1.config.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.config.v1.RepeatedRules".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.config.v1.RepeatedRules".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct RepeatedStringRules {
    #[prost(uint64, optional, tag = "1")]
    pub min_items: ::core::option::Option<u64>,
    #[prost(uint64, optional, tag = "2")]
    pub max_items: ::core::option::Option<u64>,
    #[prost(bool, tag = "3")]
    pub unique: bool,
    #[prost(message, optional, tag = "4")]
    pub item_rules: ::core::option::Option<StringRules>,
    #[prost(bool, tag = "5")]
    pub validate_empty: bool,
    #[prost(bool, tag = "6")]
    pub is_required: bool,
}
impl ::prost::Name for RepeatedStringRules {
    const NAME: &'static str = "RepeatedStringRules";
    const PACKAGE: &'static str = "c1.config.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.config.v1.RepeatedStringRules".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.config.v1.RepeatedStringRules".into()
    }
}
/// Rules for a text. The SDK counts its length in bytes.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct StringRules {
    #[prost(string, optional, tag = "1")]
    pub eq: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(uint64, optional, tag = "2")]
    pub min_len: ::core::option::Option<u64>,
    #[prost(uint64, optional, tag = "3")]
    pub max_len: ::core::option::Option<u64>,
    /// A regular expression; the SDK compiles it as a POSIX one.
    #[prost(string, optional, tag = "6")]
    pub pattern: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "7")]
    pub prefix: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "8")]
    pub suffix: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "9")]
    pub contains: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, repeated, tag = "10")]
    pub r#in: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(string, repeated, tag = "11")]
    pub not_in: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(enumeration = "WellKnownString", tag = "12")]
    pub well_known: i32,
    #[prost(uint64, optional, tag = "19")]
    pub len: ::core::option::Option<u64>,
    #[prost(string, optional, tag = "23")]
    pub not_contains: ::core::option::Option<::prost::alloc::string::String>,
    /// Apply the rules to an empty value too.
    #[prost(bool, tag = "26")]
    pub validate_empty: bool,
    #[prost(bool, tag = "27")]
    pub is_required: bool,
}
impl ::prost::Name for StringRules {
    const NAME: &'static str = "StringRules";
    const PACKAGE: &'static str = "c1.config.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.config.v1.StringRules".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.config.v1.StringRules".into()
    }
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct StringMapRules {
    #[prost(bool, tag = "1")]
    pub validate_empty: bool,
    #[prost(bool, tag = "2")]
    pub is_required: bool,
}
impl ::prost::Name for StringMapRules {
    const NAME: &'static str = "StringMapRules";
    const PACKAGE: &'static str = "c1.config.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.config.v1.StringMapRules".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.config.v1.StringMapRules".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ResourceIdRules {
    #[prost(string, repeated, tag = "1")]
    pub allowed_resource_type_ids: ::prost::alloc::vec::Vec<
        ::prost::alloc::string::String,
    >,
}
impl ::prost::Name for ResourceIdRules {
    const NAME: &'static str = "ResourceIDRules";
    const PACKAGE: &'static str = "c1.config.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.config.v1.ResourceIDRules".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.config.v1.ResourceIDRules".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct RepeatedResourceIdRules {
    #[prost(string, repeated, tag = "1")]
    pub allowed_resource_type_ids: ::prost::alloc::vec::Vec<
        ::prost::alloc::string::String,
    >,
    #[prost(uint64, optional, tag = "2")]
    pub min_items: ::core::option::Option<u64>,
    #[prost(uint64, optional, tag = "3")]
    pub max_items: ::core::option::Option<u64>,
    #[prost(bool, tag = "4")]
    pub unique: bool,
    #[prost(bool, tag = "5")]
    pub validate_empty: bool,
    #[prost(bool, tag = "6")]
    pub is_required: bool,
}
impl ::prost::Name for RepeatedResourceIdRules {
    const NAME: &'static str = "RepeatedResourceIdRules";
    const PACKAGE: &'static str = "c1.config.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.config.v1.RepeatedResourceIdRules".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.config.v1.RepeatedResourceIdRules".into()
    }
}
/// Texts with a grammar of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum WellKnownString {
    Unspecified = 0,
    Email = 1,
    Hostname = 2,
    Ip = 3,
    Ipv4 = 4,
    Ipv6 = 5,
    Uri = 6,
    Address = 7,
    Uuid = 8,
}
impl WellKnownString {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::Unspecified => "WELL_KNOWN_STRING_UNSPECIFIED",
            Self::Email => "WELL_KNOWN_STRING_EMAIL",
            Self::Hostname => "WELL_KNOWN_STRING_HOSTNAME",
            Self::Ip => "WELL_KNOWN_STRING_IP",
            Self::Ipv4 => "WELL_KNOWN_STRING_IPV4",
            Self::Ipv6 => "WELL_KNOWN_STRING_IPV6",
            Self::Uri => "WELL_KNOWN_STRING_URI",
            Self::Address => "WELL_KNOWN_STRING_ADDRESS",
            Self::Uuid => "WELL_KNOWN_STRING_UUID",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "WELL_KNOWN_STRING_UNSPECIFIED" => Some(Self::Unspecified),
            "WELL_KNOWN_STRING_EMAIL" => Some(Self::Email),
            "WELL_KNOWN_STRING_HOSTNAME" => Some(Self::Hostname),
            "WELL_KNOWN_STRING_IP" => Some(Self::Ip),
            "WELL_KNOWN_STRING_IPV4" => Some(Self::Ipv4),
            "WELL_KNOWN_STRING_IPV6" => Some(Self::Ipv6),
            "WELL_KNOWN_STRING_URI" => Some(Self::Uri),
            "WELL_KNOWN_STRING_ADDRESS" => Some(Self::Address),
            "WELL_KNOWN_STRING_UUID" => Some(Self::Uuid),
            _ => None,
        }
    }
}
/// A whole form. Number 6 is not used.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Configuration {
    #[prost(message, repeated, tag = "1")]
    pub fields: ::prost::alloc::vec::Vec<Field>,
    #[prost(message, repeated, tag = "2")]
    pub constraints: ::prost::alloc::vec::Vec<Constraint>,
    #[prost(string, tag = "3")]
    pub display_name: ::prost::alloc::string::String,
    #[prost(string, tag = "4")]
    pub help_url: ::prost::alloc::string::String,
    #[prost(string, tag = "5")]
    pub icon_url: ::prost::alloc::string::String,
    /// The connector's users are the company's people.
    #[prost(bool, tag = "7")]
    pub is_directory: bool,
    #[prost(string, tag = "8")]
    pub catalog_id: ::prost::alloc::string::String,
    /// It can match principals of another connector.
    #[prost(bool, tag = "9")]
    pub supports_external_resources: bool,
    #[prost(bool, tag = "10")]
    pub requires_external_connector: bool,
    #[prost(message, repeated, tag = "11")]
    pub field_groups: ::prost::alloc::vec::Vec<FieldGroup>,
}
impl ::prost::Name for Configuration {
    const NAME: &'static str = "Configuration";
    const PACKAGE: &'static str = "c1.config.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.config.v1.Configuration".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.config.v1.Configuration".into()
    }
}
/// A rule about several fields.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Constraint {
    #[prost(enumeration = "ConstraintKind", tag = "1")]
    pub kind: i32,
    #[prost(string, repeated, tag = "2")]
    pub field_names: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    /// For DEPENDENT_ON: what the others depend on.
    #[prost(string, repeated, tag = "3")]
    pub secondary_field_names: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(string, tag = "4")]
    pub name: ::prost::alloc::string::String,
    #[prost(string, tag = "5")]
    pub help_text: ::prost::alloc::string::String,
    #[prost(bool, tag = "6")]
    pub is_field_group: bool,
}
impl ::prost::Name for Constraint {
    const NAME: &'static str = "Constraint";
    const PACKAGE: &'static str = "c1.config.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.config.v1.Constraint".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.config.v1.Constraint".into()
    }
}
/// A way to fill in the form, such as one of several ways to sign in.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct FieldGroup {
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub display_name: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub help_text: ::prost::alloc::string::String,
    #[prost(string, repeated, tag = "4")]
    pub fields: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    /// The way that is shown first.
    #[prost(bool, tag = "5")]
    pub default: bool,
}
impl ::prost::Name for FieldGroup {
    const NAME: &'static str = "FieldGroup";
    const PACKAGE: &'static str = "c1.config.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.config.v1.FieldGroup".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.config.v1.FieldGroup".into()
    }
}
/// A field of a form.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Field {
    /// The name of the setting or argument.
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub display_name: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub description: ::prost::alloc::string::String,
    #[prost(string, tag = "4")]
    pub placeholder: ::prost::alloc::string::String,
    #[prost(bool, tag = "5")]
    pub is_required: bool,
    /// For operators, not for users.
    #[prost(bool, tag = "6")]
    pub is_ops: bool,
    /// Not to be shown.
    #[prost(bool, tag = "7")]
    pub is_secret: bool,
    /// What kind of value it takes.
    #[prost(
        oneof = "field::Field",
        tags = "100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110"
    )]
    pub field: ::core::option::Option<field::Field>,
}
/// Nested message and enum types in `Field`.
pub mod field {
    /// What kind of value it takes.
    #[derive(Clone, PartialEq, ::prost::Oneof)]
    pub enum Field {
        #[prost(message, tag = "100")]
        StringField(super::StringField),
        #[prost(message, tag = "101")]
        IntField(super::IntField),
        #[prost(message, tag = "102")]
        BoolField(super::BoolField),
        #[prost(message, tag = "103")]
        StringSliceField(super::StringSliceField),
        #[prost(message, tag = "104")]
        StringMapField(super::StringMapField),
        #[prost(message, tag = "105")]
        ResourceIdField(super::ResourceIdField),
        #[prost(message, tag = "106")]
        ResourceIdSliceField(super::ResourceIdSliceField),
        #[prost(message, tag = "107")]
        ResourceField(super::ResourceField),
        #[prost(message, tag = "108")]
        ResourceSliceField(super::ResourceSliceField),
        #[prost(message, tag = "109")]
        EntitlementSliceField(super::EntitlementSliceField),
        #[prost(message, tag = "110")]
        GrantSliceField(super::GrantSliceField),
    }
}
impl ::prost::Name for Field {
    const NAME: &'static str = "Field";
    const PACKAGE: &'static str = "c1.config.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.config.v1.Field".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.config.v1.Field".into()
    }
}
/// A resource, as an argument or a result of an action.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Resource {
    #[prost(message, optional, tag = "1")]
    pub resource_id: ::core::option::Option<ResourceId>,
    #[prost(message, optional, tag = "2")]
    pub parent_resource_id: ::core::option::Option<ResourceId>,
    #[prost(string, tag = "3")]
    pub display_name: ::prost::alloc::string::String,
    #[prost(string, tag = "4")]
    pub description: ::prost::alloc::string::String,
    #[prost(message, repeated, tag = "5")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for Resource {
    const NAME: &'static str = "Resource";
    const PACKAGE: &'static str = "c1.config.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.config.v1.Resource".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.config.v1.Resource".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ResourceId {
    #[prost(string, tag = "1")]
    pub resource_type_id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub resource_id: ::prost::alloc::string::String,
}
impl ::prost::Name for ResourceId {
    const NAME: &'static str = "ResourceId";
    const PACKAGE: &'static str = "c1.config.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.config.v1.ResourceId".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.config.v1.ResourceId".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ResourceField {
    #[prost(message, optional, tag = "1")]
    pub default_value: ::core::option::Option<Resource>,
}
impl ::prost::Name for ResourceField {
    const NAME: &'static str = "ResourceField";
    const PACKAGE: &'static str = "c1.config.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.config.v1.ResourceField".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.config.v1.ResourceField".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ResourceSliceField {
    #[prost(message, repeated, tag = "1")]
    pub default_value: ::prost::alloc::vec::Vec<Resource>,
}
impl ::prost::Name for ResourceSliceField {
    const NAME: &'static str = "ResourceSliceField";
    const PACKAGE: &'static str = "c1.config.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.config.v1.ResourceSliceField".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.config.v1.ResourceSliceField".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Entitlement {
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub display_name: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub description: ::prost::alloc::string::String,
    #[prost(string, tag = "4")]
    pub slug: ::prost::alloc::string::String,
    #[prost(string, tag = "5")]
    pub purpose: ::prost::alloc::string::String,
    #[prost(string, repeated, tag = "6")]
    pub grantable_to_resource_type_ids: ::prost::alloc::vec::Vec<
        ::prost::alloc::string::String,
    >,
    #[prost(string, tag = "7")]
    pub resource_id: ::prost::alloc::string::String,
    #[prost(string, tag = "8")]
    pub resource_type_id: ::prost::alloc::string::String,
}
impl ::prost::Name for Entitlement {
    const NAME: &'static str = "Entitlement";
    const PACKAGE: &'static str = "c1.config.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.config.v1.Entitlement".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.config.v1.Entitlement".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct EntitlementSliceField {
    #[prost(message, repeated, tag = "1")]
    pub default_value: ::prost::alloc::vec::Vec<Entitlement>,
}
impl ::prost::Name for EntitlementSliceField {
    const NAME: &'static str = "EntitlementSliceField";
    const PACKAGE: &'static str = "c1.config.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.config.v1.EntitlementSliceField".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.config.v1.EntitlementSliceField".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct EntitlementRef {
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
}
impl ::prost::Name for EntitlementRef {
    const NAME: &'static str = "EntitlementRef";
    const PACKAGE: &'static str = "c1.config.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.config.v1.EntitlementRef".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.config.v1.EntitlementRef".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Grant {
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "2")]
    pub entitlement: ::core::option::Option<EntitlementRef>,
    #[prost(message, optional, tag = "3")]
    pub principal: ::core::option::Option<Resource>,
}
impl ::prost::Name for Grant {
    const NAME: &'static str = "Grant";
    const PACKAGE: &'static str = "c1.config.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.config.v1.Grant".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.config.v1.Grant".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct GrantSliceField {
    #[prost(message, repeated, tag = "1")]
    pub default_value: ::prost::alloc::vec::Vec<Grant>,
}
impl ::prost::Name for GrantSliceField {
    const NAME: &'static str = "GrantSliceField";
    const PACKAGE: &'static str = "c1.config.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.config.v1.GrantSliceField".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.config.v1.GrantSliceField".into()
    }
}
/// Number 2 is not used.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ResourceIdField {
    #[prost(message, optional, tag = "1")]
    pub default_value: ::core::option::Option<ResourceId>,
    #[prost(message, optional, tag = "3")]
    pub rules: ::core::option::Option<ResourceIdRules>,
}
impl ::prost::Name for ResourceIdField {
    const NAME: &'static str = "ResourceIdField";
    const PACKAGE: &'static str = "c1.config.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.config.v1.ResourceIdField".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.config.v1.ResourceIdField".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ResourceIdSliceField {
    #[prost(message, repeated, tag = "1")]
    pub default_value: ::prost::alloc::vec::Vec<ResourceIdField>,
    #[prost(message, optional, tag = "2")]
    pub rules: ::core::option::Option<RepeatedResourceIdRules>,
}
impl ::prost::Name for ResourceIdSliceField {
    const NAME: &'static str = "ResourceIdSliceField";
    const PACKAGE: &'static str = "c1.config.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.config.v1.ResourceIdSliceField".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.config.v1.ResourceIdSliceField".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct IntField {
    #[prost(int64, tag = "1")]
    pub default_value: i64,
    #[prost(message, optional, tag = "2")]
    pub rules: ::core::option::Option<Int64Rules>,
    /// Filled in when the form is opened; not a default.
    #[prost(int64, tag = "3")]
    pub suggested_value: i64,
}
impl ::prost::Name for IntField {
    const NAME: &'static str = "IntField";
    const PACKAGE: &'static str = "c1.config.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.config.v1.IntField".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.config.v1.IntField".into()
    }
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct BoolField {
    #[prost(bool, tag = "1")]
    pub default_value: bool,
    #[prost(message, optional, tag = "2")]
    pub rules: ::core::option::Option<BoolRules>,
    #[prost(bool, tag = "3")]
    pub suggested_value: bool,
}
impl ::prost::Name for BoolField {
    const NAME: &'static str = "BoolField";
    const PACKAGE: &'static str = "c1.config.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.config.v1.BoolField".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.config.v1.BoolField".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct StringSliceField {
    #[prost(string, repeated, tag = "1")]
    pub default_value: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(message, optional, tag = "2")]
    pub rules: ::core::option::Option<RepeatedStringRules>,
    #[prost(string, repeated, tag = "3")]
    pub suggested_value: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
}
impl ::prost::Name for StringSliceField {
    const NAME: &'static str = "StringSliceField";
    const PACKAGE: &'static str = "c1.config.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.config.v1.StringSliceField".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.config.v1.StringSliceField".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct StringMapField {
    #[prost(btree_map = "string, message", tag = "1")]
    pub default_value: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        ::prost_types::Any,
    >,
    #[prost(message, optional, tag = "2")]
    pub rules: ::core::option::Option<StringMapRules>,
    #[prost(btree_map = "string, message", tag = "3")]
    pub suggested_value: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        ::prost_types::Any,
    >,
}
impl ::prost::Name for StringMapField {
    const NAME: &'static str = "StringMapField";
    const PACKAGE: &'static str = "c1.config.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.config.v1.StringMapField".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.config.v1.StringMapField".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct StringFieldOption {
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub value: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub display_name: ::prost::alloc::string::String,
}
impl ::prost::Name for StringFieldOption {
    const NAME: &'static str = "StringFieldOption";
    const PACKAGE: &'static str = "c1.config.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.config.v1.StringFieldOption".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.config.v1.StringFieldOption".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct StringField {
    #[prost(string, tag = "1")]
    pub default_value: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "2")]
    pub rules: ::core::option::Option<StringRules>,
    #[prost(enumeration = "StringFieldType", tag = "3")]
    pub r#type: i32,
    /// For FILE_UPLOAD.
    #[prost(string, repeated, tag = "4")]
    pub allowed_extensions: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    /// If not empty, the only values.
    #[prost(message, repeated, tag = "5")]
    pub options: ::prost::alloc::vec::Vec<StringFieldOption>,
    #[prost(string, tag = "6")]
    pub suggested_value: ::prost::alloc::string::String,
}
impl ::prost::Name for StringField {
    const NAME: &'static str = "StringField";
    const PACKAGE: &'static str = "c1.config.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.config.v1.StringField".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.config.v1.StringField".into()
    }
}
/// How several fields depend on each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum ConstraintKind {
    Unspecified = 0,
    RequiredTogether = 1,
    AtLeastOne = 2,
    MutuallyExclusive = 3,
    DependentOn = 4,
}
impl ConstraintKind {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::Unspecified => "CONSTRAINT_KIND_UNSPECIFIED",
            Self::RequiredTogether => "CONSTRAINT_KIND_REQUIRED_TOGETHER",
            Self::AtLeastOne => "CONSTRAINT_KIND_AT_LEAST_ONE",
            Self::MutuallyExclusive => "CONSTRAINT_KIND_MUTUALLY_EXCLUSIVE",
            Self::DependentOn => "CONSTRAINT_KIND_DEPENDENT_ON",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "CONSTRAINT_KIND_UNSPECIFIED" => Some(Self::Unspecified),
            "CONSTRAINT_KIND_REQUIRED_TOGETHER" => Some(Self::RequiredTogether),
            "CONSTRAINT_KIND_AT_LEAST_ONE" => Some(Self::AtLeastOne),
            "CONSTRAINT_KIND_MUTUALLY_EXCLUSIVE" => Some(Self::MutuallyExclusive),
            "CONSTRAINT_KIND_DEPENDENT_ON" => Some(Self::DependentOn),
            _ => None,
        }
    }
}
/// How a text is entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum StringFieldType {
    TextUnspecified = 0,
    Random = 1,
    Oauth2 = 2,
    ConnectorDerivedOptions = 3,
    FileUpload = 4,
}
impl StringFieldType {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::TextUnspecified => "STRING_FIELD_TYPE_TEXT_UNSPECIFIED",
            Self::Random => "STRING_FIELD_TYPE_RANDOM",
            Self::Oauth2 => "STRING_FIELD_TYPE_OAUTH2",
            Self::ConnectorDerivedOptions => {
                "STRING_FIELD_TYPE_CONNECTOR_DERIVED_OPTIONS"
            }
            Self::FileUpload => "STRING_FIELD_TYPE_FILE_UPLOAD",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "STRING_FIELD_TYPE_TEXT_UNSPECIFIED" => Some(Self::TextUnspecified),
            "STRING_FIELD_TYPE_RANDOM" => Some(Self::Random),
            "STRING_FIELD_TYPE_OAUTH2" => Some(Self::Oauth2),
            "STRING_FIELD_TYPE_CONNECTOR_DERIVED_OPTIONS" => {
                Some(Self::ConnectorDerivedOptions)
            }
            "STRING_FIELD_TYPE_FILE_UPLOAD" => Some(Self::FileUpload),
            _ => None,
        }
    }
}
