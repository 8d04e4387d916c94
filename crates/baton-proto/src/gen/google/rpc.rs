//! Generated from the files in `proto/` by `cargo xtask codegen`. Do not edit.

/// How a call ended, when it did not end well.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Status {
    /// A gRPC status code, 0 to 16.
    #[prost(int32, tag = "1")]
    pub code: i32,
    /// For developers, in English.
    #[prost(string, tag = "2")]
    pub message: ::prost::alloc::string::String,
    /// Typed extras, such as c1.connector.v2.RateLimitDescription.
    #[prost(message, repeated, tag = "3")]
    pub details: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for Status {
    const NAME: &'static str = "Status";
    const PACKAGE: &'static str = "google.rpc";
    fn full_name() -> ::prost::alloc::string::String {
        "google.rpc.Status".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/google.rpc.Status".into()
    }
}
