//! Generated from the files in `proto/` by `cargo xtask codegen`. Do not edit.

/// A unit of work. Exactly one arm of `task_type` says which.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Task {
    /// 27 characters, KSUID.
    #[prost(string, tag = "1")]
    pub id: ::prost::alloc::string::String,
    /// For information; the arms decide.
    #[prost(enumeration = "task::Status", tag = "2")]
    pub status: i32,
    /// True asks for a detailed log of this task, uploaded as a second file.
    #[prost(bool, tag = "3")]
    pub debug: bool,
    /// An arm that the reader does not know decodes as none.
    #[prost(
        oneof = "task::TaskType",
        tags = "100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122, 123"
    )]
    pub task_type: ::core::option::Option<task::TaskType>,
}
/// Nested message and enum types in `Task`.
pub mod task {
    /// Nothing to do. The server may as well leave the task out.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct NoneTask {
        #[prost(message, repeated, tag = "1")]
        pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    }
    impl ::prost::Name for NoneTask {
        const NAME: &'static str = "NoneTask";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.Task.NoneTask".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.Task.NoneTask".into()
        }
    }
    /// Register again.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct HelloTask {
        #[prost(message, repeated, tag = "1")]
        pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    }
    impl ::prost::Name for HelloTask {
        const NAME: &'static str = "HelloTask";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.Task.HelloTask".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.Task.HelloTask".into()
        }
    }
    /// Read everything and upload a file. With `targeted_sync_resources`, read only those.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct SyncFullTask {
        #[prost(message, repeated, tag = "1")]
        pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
        /// The server will expand grants itself; send them as they are.
        #[prost(bool, tag = "2")]
        pub skip_expand_grants: bool,
        /// Read resource types and resources only.
        #[prost(bool, tag = "3")]
        pub skip_entitlements_and_grants: bool,
        /// If not empty, the sync is a partial one.
        #[prost(message, repeated, tag = "4")]
        pub targeted_sync_resources: ::prost::alloc::vec::Vec<
            super::super::super::super::connector::v2::Resource,
        >,
        /// If not empty, the only types to read. Also how opt-in types are asked for. Wins over local
        /// settings.
        #[prost(string, repeated, tag = "5")]
        pub sync_resource_type_ids: ::prost::alloc::vec::Vec<
            ::prost::alloc::string::String,
        >,
        #[prost(bool, tag = "6")]
        pub skip_grants: bool,
        /// `sqlite` for version 1 files, `pebble` for version 3, empty for the connector's choice.
        #[prost(string, tag = "7")]
        pub storage_engine: ::prost::alloc::string::String,
    }
    impl ::prost::Name for SyncFullTask {
        const NAME: &'static str = "SyncFullTask";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.Task.SyncFullTask".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.Task.SyncFullTask".into()
        }
    }
    /// Replaced by ListEventsTask.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct EventFeedTask {
        #[prost(message, repeated, tag = "1")]
        pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
        #[prost(message, optional, tag = "2")]
        pub start_at: ::core::option::Option<::prost_types::Timestamp>,
    }
    impl ::prost::Name for EventFeedTask {
        const NAME: &'static str = "EventFeedTask";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.Task.EventFeedTask".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.Task.EventFeedTask".into()
        }
    }
    /// Read a page of events.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct ListEventsTask {
        #[prost(message, repeated, tag = "1")]
        pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
        /// Empty for the first page; else what the page before returned.
        #[prost(string, tag = "2")]
        pub cursor: ::prost::alloc::string::String,
        #[prost(message, optional, tag = "3")]
        pub start_at: ::core::option::Option<::prost_types::Timestamp>,
        #[prost(string, tag = "4")]
        pub event_feed_id: ::prost::alloc::string::String,
        #[prost(uint32, tag = "5")]
        pub page_size: u32,
    }
    impl ::prost::Name for ListEventsTask {
        const NAME: &'static str = "ListEventsTask";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.Task.ListEventsTask".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.Task.ListEventsTask".into()
        }
    }
    /// Tell which feeds there are.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct ListEventFeedsTask {
        #[prost(message, repeated, tag = "1")]
        pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    }
    impl ::prost::Name for ListEventFeedsTask {
        const NAME: &'static str = "ListEventFeedsTask";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.Task.ListEventFeedsTask".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.Task.ListEventFeedsTask".into()
        }
    }
    /// Give `principal` the entitlement.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct GrantTask {
        #[prost(message, optional, tag = "1")]
        pub entitlement: ::core::option::Option<
            super::super::super::super::connector::v2::Entitlement,
        >,
        #[prost(message, optional, tag = "2")]
        pub principal: ::core::option::Option<
            super::super::super::super::connector::v2::Resource,
        >,
        #[prost(message, repeated, tag = "3")]
        pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
        /// For how long. The runtime does not pass it on.
        #[prost(message, optional, tag = "4")]
        pub duration: ::core::option::Option<::prost_types::Duration>,
    }
    impl ::prost::Name for GrantTask {
        const NAME: &'static str = "GrantTask";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.Task.GrantTask".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.Task.GrantTask".into()
        }
    }
    /// Take the grant away.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct RevokeTask {
        #[prost(message, optional, tag = "1")]
        pub grant: ::core::option::Option<
            super::super::super::super::connector::v2::Grant,
        >,
        #[prost(message, repeated, tag = "2")]
        pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    }
    impl ::prost::Name for RevokeTask {
        const NAME: &'static str = "RevokeTask";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.Task.RevokeTask".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.Task.RevokeTask".into()
        }
    }
    /// Create an account.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct CreateAccountTask {
        #[prost(message, optional, tag = "1")]
        pub account_info: ::core::option::Option<
            super::super::super::super::connector::v2::AccountInfo,
        >,
        #[prost(message, optional, tag = "2")]
        pub credential_options: ::core::option::Option<
            super::super::super::super::connector::v2::CredentialOptions,
        >,
        /// For whom to encrypt a password that is made up on the way.
        #[prost(message, repeated, tag = "3")]
        pub encryption_configs: ::prost::alloc::vec::Vec<
            super::super::super::super::connector::v2::EncryptionConfig,
        >,
        #[prost(string, tag = "4")]
        pub resource_type_id: ::prost::alloc::string::String,
    }
    impl ::prost::Name for CreateAccountTask {
        const NAME: &'static str = "CreateAccountTask";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.Task.CreateAccountTask".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.Task.CreateAccountTask".into()
        }
    }
    /// Create a resource.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct CreateResourceTask {
        #[prost(message, optional, tag = "1")]
        pub resource: ::core::option::Option<
            super::super::super::super::connector::v2::Resource,
        >,
    }
    impl ::prost::Name for CreateResourceTask {
        const NAME: &'static str = "CreateResourceTask";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.Task.CreateResourceTask".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.Task.CreateResourceTask".into()
        }
    }
    /// Delete a resource.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct DeleteResourceTask {
        #[prost(message, optional, tag = "1")]
        pub resource_id: ::core::option::Option<
            super::super::super::super::connector::v2::ResourceId,
        >,
        #[prost(message, optional, tag = "2")]
        pub parent_resource_id: ::core::option::Option<
            super::super::super::super::connector::v2::ResourceId,
        >,
    }
    impl ::prost::Name for DeleteResourceTask {
        const NAME: &'static str = "DeleteResourceTask";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.Task.DeleteResourceTask".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.Task.DeleteResourceTask".into()
        }
    }
    /// Replace the password or key of an account.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct RotateCredentialsTask {
        #[prost(message, optional, tag = "1")]
        pub resource_id: ::core::option::Option<
            super::super::super::super::connector::v2::ResourceId,
        >,
        #[prost(message, optional, tag = "2")]
        pub credential_options: ::core::option::Option<
            super::super::super::super::connector::v2::CredentialOptions,
        >,
        #[prost(message, repeated, tag = "3")]
        pub encryption_configs: ::prost::alloc::vec::Vec<
            super::super::super::super::connector::v2::EncryptionConfig,
        >,
    }
    impl ::prost::Name for RotateCredentialsTask {
        const NAME: &'static str = "RotateCredentialsTask";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.Task.RotateCredentialsTask".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.Task.RotateCredentialsTask"
                .into()
        }
    }
    /// Issue a new credential beside the existing ones. The task's id serves as the request id.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct IssueCredentialTask {
        #[prost(message, optional, tag = "1")]
        pub identity_id: ::core::option::Option<
            super::super::super::super::connector::v2::ResourceId,
        >,
        #[prost(message, optional, tag = "2")]
        pub credential_options: ::core::option::Option<
            super::super::super::super::connector::v2::CredentialIssueOptions,
        >,
        #[prost(message, repeated, tag = "3")]
        pub encryption_configs: ::prost::alloc::vec::Vec<
            super::super::super::super::connector::v2::EncryptionConfig,
        >,
        #[prost(message, optional, tag = "4")]
        pub expires_at: ::core::option::Option<::prost_types::Timestamp>,
    }
    impl ::prost::Name for IssueCredentialTask {
        const NAME: &'static str = "IssueCredentialTask";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.Task.IssueCredentialTask".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.Task.IssueCredentialTask"
                .into()
        }
    }
    /// Open a ticket.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct CreateTicketTask {
        #[prost(message, optional, tag = "1")]
        pub ticket_request: ::core::option::Option<
            super::super::super::super::connector::v2::TicketRequest,
        >,
        #[prost(message, optional, tag = "2")]
        pub ticket_schema: ::core::option::Option<
            super::super::super::super::connector::v2::TicketSchema,
        >,
        #[prost(message, repeated, tag = "3")]
        pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    }
    impl ::prost::Name for CreateTicketTask {
        const NAME: &'static str = "CreateTicketTask";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.Task.CreateTicketTask".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.Task.CreateTicketTask".into()
        }
    }
    /// Open several tickets.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct BulkCreateTicketsTask {
        #[prost(message, repeated, tag = "1")]
        pub ticket_requests: ::prost::alloc::vec::Vec<CreateTicketTask>,
    }
    impl ::prost::Name for BulkCreateTicketsTask {
        const NAME: &'static str = "BulkCreateTicketsTask";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.Task.BulkCreateTicketsTask".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.Task.BulkCreateTicketsTask"
                .into()
        }
    }
    /// Look at several tickets.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct BulkGetTicketsTask {
        #[prost(message, repeated, tag = "1")]
        pub ticket_requests: ::prost::alloc::vec::Vec<GetTicketTask>,
    }
    impl ::prost::Name for BulkGetTicketsTask {
        const NAME: &'static str = "BulkGetTicketsTask";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.Task.BulkGetTicketsTask".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.Task.BulkGetTicketsTask".into()
        }
    }
    /// Tell what kinds of tickets there are.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct ListTicketSchemasTask {
        #[prost(message, repeated, tag = "1")]
        pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    }
    impl ::prost::Name for ListTicketSchemasTask {
        const NAME: &'static str = "ListTicketSchemasTask";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.Task.ListTicketSchemasTask".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.Task.ListTicketSchemasTask"
                .into()
        }
    }
    /// Look at a ticket.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct GetTicketTask {
        #[prost(string, tag = "1")]
        pub ticket_id: ::prost::alloc::string::String,
        #[prost(message, repeated, tag = "2")]
        pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    }
    impl ::prost::Name for GetTicketTask {
        const NAME: &'static str = "GetTicketTask";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.Task.GetTicketTask".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.Task.GetTicketTask".into()
        }
    }
    /// Tell which actions there are, for one resource type or for the connector.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct ActionListSchemasTask {
        #[prost(message, repeated, tag = "1")]
        pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
        #[prost(string, tag = "2")]
        pub resource_type_id: ::prost::alloc::string::String,
    }
    impl ::prost::Name for ActionListSchemasTask {
        const NAME: &'static str = "ActionListSchemasTask";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.Task.ActionListSchemasTask".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.Task.ActionListSchemasTask"
                .into()
        }
    }
    /// Describe one action of the connector.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct ActionGetSchemaTask {
        #[prost(string, tag = "1")]
        pub name: ::prost::alloc::string::String,
        #[prost(message, repeated, tag = "2")]
        pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    }
    impl ::prost::Name for ActionGetSchemaTask {
        const NAME: &'static str = "ActionGetSchemaTask";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.Task.ActionGetSchemaTask".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.Task.ActionGetSchemaTask"
                .into()
        }
    }
    /// Run an action.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct ActionInvokeTask {
        #[prost(string, tag = "1")]
        pub name: ::prost::alloc::string::String,
        #[prost(message, optional, tag = "2")]
        pub args: ::core::option::Option<::prost_types::Struct>,
        #[prost(message, repeated, tag = "3")]
        pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
        /// Empty for an action of the connector as a whole.
        #[prost(string, tag = "4")]
        pub resource_type_id: ::prost::alloc::string::String,
    }
    impl ::prost::Name for ActionInvokeTask {
        const NAME: &'static str = "ActionInvokeTask";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.Task.ActionInvokeTask".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.Task.ActionInvokeTask".into()
        }
    }
    /// Tell how far an action has come.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct ActionStatusTask {
        #[prost(string, tag = "1")]
        pub name: ::prost::alloc::string::String,
        #[prost(string, tag = "2")]
        pub id: ::prost::alloc::string::String,
        #[prost(message, repeated, tag = "3")]
        pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    }
    impl ::prost::Name for ActionStatusTask {
        const NAME: &'static str = "ActionStatusTask";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.Task.ActionStatusTask".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.Task.ActionStatusTask".into()
        }
    }
    /// Compare two syncs. Not answered in service mode.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct CreateSyncDiffTask {
        #[prost(string, tag = "1")]
        pub base_sync_id: ::prost::alloc::string::String,
        #[prost(string, tag = "2")]
        pub new_sync_id: ::prost::alloc::string::String,
        #[prost(message, repeated, tag = "3")]
        pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    }
    impl ::prost::Name for CreateSyncDiffTask {
        const NAME: &'static str = "CreateSyncDiffTask";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.Task.CreateSyncDiffTask".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.Task.CreateSyncDiffTask".into()
        }
    }
    /// Merge several syncs into one. Not answered in service mode.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct CompactSyncs {
        #[prost(message, repeated, tag = "1")]
        pub compactable_syncs: ::prost::alloc::vec::Vec<compact_syncs::CompactableSync>,
        #[prost(message, repeated, tag = "2")]
        pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    }
    /// Nested message and enum types in `CompactSyncs`.
    pub mod compact_syncs {
        /// One of the syncs to merge.
        #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
        pub struct CompactableSync {
            #[prost(string, tag = "1")]
            pub file_path: ::prost::alloc::string::String,
            #[prost(string, tag = "2")]
            pub sync_id: ::prost::alloc::string::String,
        }
        impl ::prost::Name for CompactableSync {
            const NAME: &'static str = "CompactableSync";
            const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
            fn full_name() -> ::prost::alloc::string::String {
                "c1.connectorapi.baton.v1.Task.CompactSyncs.CompactableSync".into()
            }
            fn type_url() -> ::prost::alloc::string::String {
                "type.googleapis.com/c1.connectorapi.baton.v1.Task.CompactSyncs.CompactableSync"
                    .into()
            }
        }
    }
    impl ::prost::Name for CompactSyncs {
        const NAME: &'static str = "CompactSyncs";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.Task.CompactSyncs".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.Task.CompactSyncs".into()
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
    pub enum Status {
        Unspecified = 0,
        Pending = 1,
        Scheduled = 2,
        Running = 3,
        Finished = 4,
    }
    impl Status {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::Unspecified => "STATUS_UNSPECIFIED",
                Self::Pending => "STATUS_PENDING",
                Self::Scheduled => "STATUS_SCHEDULED",
                Self::Running => "STATUS_RUNNING",
                Self::Finished => "STATUS_FINISHED",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "STATUS_UNSPECIFIED" => Some(Self::Unspecified),
                "STATUS_PENDING" => Some(Self::Pending),
                "STATUS_SCHEDULED" => Some(Self::Scheduled),
                "STATUS_RUNNING" => Some(Self::Running),
                "STATUS_FINISHED" => Some(Self::Finished),
                _ => None,
            }
        }
    }
    /// An arm that the reader does not know decodes as none.
    #[derive(Clone, PartialEq, ::prost::Oneof)]
    pub enum TaskType {
        #[prost(message, tag = "100")]
        None(NoneTask),
        #[prost(message, tag = "101")]
        Hello(HelloTask),
        #[prost(message, tag = "102")]
        SyncFull(SyncFullTask),
        #[prost(message, tag = "103")]
        Grant(GrantTask),
        #[prost(message, tag = "104")]
        Revoke(RevokeTask),
        #[prost(message, tag = "105")]
        CreateAccount(CreateAccountTask),
        #[prost(message, tag = "106")]
        CreateResource(CreateResourceTask),
        #[prost(message, tag = "107")]
        DeleteResource(DeleteResourceTask),
        #[prost(message, tag = "108")]
        RotateCredentials(RotateCredentialsTask),
        #[prost(message, tag = "109")]
        EventFeed(EventFeedTask),
        #[prost(message, tag = "110")]
        CreateTicketTask(CreateTicketTask),
        #[prost(message, tag = "111")]
        ListTicketSchemas(ListTicketSchemasTask),
        #[prost(message, tag = "112")]
        GetTicket(GetTicketTask),
        #[prost(message, tag = "113")]
        BulkCreateTickets(BulkCreateTicketsTask),
        #[prost(message, tag = "114")]
        BulkGetTickets(BulkGetTicketsTask),
        #[prost(message, tag = "115")]
        ActionListSchemas(ActionListSchemasTask),
        #[prost(message, tag = "116")]
        ActionGetSchema(ActionGetSchemaTask),
        #[prost(message, tag = "117")]
        ActionInvoke(ActionInvokeTask),
        #[prost(message, tag = "118")]
        ActionStatus(ActionStatusTask),
        #[prost(message, tag = "119")]
        CreateSyncDiff(CreateSyncDiffTask),
        #[prost(message, tag = "120")]
        CompactSyncs(CompactSyncs),
        #[prost(message, tag = "121")]
        ListEventFeeds(ListEventFeedsTask),
        #[prost(message, tag = "122")]
        ListEvents(ListEventsTask),
        #[prost(message, tag = "123")]
        IssueCredential(IssueCredentialTask),
    }
}
impl ::prost::Name for Task {
    const NAME: &'static str = "Task";
    const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connectorapi.baton.v1.Task".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connectorapi.baton.v1.Task".into()
    }
}
/// Who is calling.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct BatonServiceHelloRequest {
    /// Tells installations of one connector apart. 1 to 256 characters; the host name unless
    /// configured.
    #[prost(string, tag = "1")]
    pub host_id: ::prost::alloc::string::String,
    /// The HelloTask being answered; empty at start.
    #[prost(string, tag = "2")]
    pub task_id: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "3")]
    pub build_info: ::core::option::Option<baton_service_hello_request::BuildInfo>,
    #[prost(message, optional, tag = "4")]
    pub os_info: ::core::option::Option<baton_service_hello_request::OsInfo>,
    /// Required, with capabilities.
    #[prost(message, optional, tag = "5")]
    pub connector_metadata: ::core::option::Option<
        super::super::super::connector::v2::ConnectorMetadata,
    >,
    /// At most 16.
    #[prost(message, repeated, tag = "6")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
/// Nested message and enum types in `BatonServiceHelloRequest`.
pub mod baton_service_hello_request {
    /// What was built, with what. At most 256 characters each.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct BuildInfo {
        #[prost(string, tag = "1")]
        pub lang_version: ::prost::alloc::string::String,
        #[prost(string, tag = "2")]
        pub package: ::prost::alloc::string::String,
        #[prost(string, tag = "3")]
        pub package_version: ::prost::alloc::string::String,
    }
    impl ::prost::Name for BuildInfo {
        const NAME: &'static str = "BuildInfo";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.BatonServiceHelloRequest.BuildInfo".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.BatonServiceHelloRequest.BuildInfo"
                .into()
        }
    }
    /// Where it runs. Registration fails if one of the fields is empty, so unknown ones need a
    /// stand-in.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct OsInfo {
        #[prost(string, tag = "1")]
        pub hostname: ::prost::alloc::string::String,
        #[prost(string, tag = "2")]
        pub os: ::prost::alloc::string::String,
        /// The distribution, where there is such a thing; else the same as `os`.
        #[prost(string, tag = "3")]
        pub platform: ::prost::alloc::string::String,
        #[prost(string, tag = "4")]
        pub platform_version: ::prost::alloc::string::String,
        #[prost(string, tag = "5")]
        pub platform_family: ::prost::alloc::string::String,
        #[prost(string, tag = "6")]
        pub kernel_version: ::prost::alloc::string::String,
        #[prost(string, tag = "7")]
        pub kernel_arch: ::prost::alloc::string::String,
        /// `none` where there is none.
        #[prost(string, tag = "8")]
        pub virtualization_system: ::prost::alloc::string::String,
    }
    impl ::prost::Name for OsInfo {
        const NAME: &'static str = "OSInfo";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.BatonServiceHelloRequest.OSInfo".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.BatonServiceHelloRequest.OSInfo"
                .into()
        }
    }
}
impl ::prost::Name for BatonServiceHelloRequest {
    const NAME: &'static str = "BatonServiceHelloRequest";
    const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connectorapi.baton.v1.BatonServiceHelloRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connectorapi.baton.v1.BatonServiceHelloRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct BatonServiceHelloResponse {
    #[prost(message, repeated, tag = "1")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for BatonServiceHelloResponse {
    const NAME: &'static str = "BatonServiceHelloResponse";
    const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connectorapi.baton.v1.BatonServiceHelloResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connectorapi.baton.v1.BatonServiceHelloResponse".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct BatonServiceGetTaskRequest {
    #[prost(string, tag = "1")]
    pub host_id: ::prost::alloc::string::String,
}
impl ::prost::Name for BatonServiceGetTaskRequest {
    const NAME: &'static str = "BatonServiceGetTaskRequest";
    const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connectorapi.baton.v1.BatonServiceGetTaskRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connectorapi.baton.v1.BatonServiceGetTaskRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct BatonServiceGetTasksRequest {
    #[prost(string, tag = "1")]
    pub host_id: ::prost::alloc::string::String,
    /// 1 to 100.
    #[prost(uint32, tag = "2")]
    pub page_size: u32,
    /// What the connector already has, queued or in work, so that it is not sent again.
    #[prost(string, repeated, tag = "3")]
    pub known_task_ids: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(message, repeated, tag = "4")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for BatonServiceGetTasksRequest {
    const NAME: &'static str = "BatonServiceGetTasksRequest";
    const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connectorapi.baton.v1.BatonServiceGetTasksRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connectorapi.baton.v1.BatonServiceGetTasksRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct BatonServiceGetTasksResponse {
    #[prost(message, repeated, tag = "1")]
    pub tasks: ::prost::alloc::vec::Vec<Task>,
    /// As in BatonServiceGetTaskResponse.
    #[prost(message, optional, tag = "2")]
    pub next_poll: ::core::option::Option<::prost_types::Duration>,
    #[prost(message, optional, tag = "3")]
    pub next_heartbeat: ::core::option::Option<::prost_types::Duration>,
    #[prost(message, repeated, tag = "4")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for BatonServiceGetTasksResponse {
    const NAME: &'static str = "BatonServiceGetTasksResponse";
    const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connectorapi.baton.v1.BatonServiceGetTasksResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connectorapi.baton.v1.BatonServiceGetTasksResponse"
            .into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct BatonServiceGetTaskResponse {
    #[prost(message, optional, tag = "1")]
    pub task: ::core::option::Option<Task>,
    /// How long to wait before asking again. Connectors keep it between 0 and 5 minutes.
    #[prost(message, optional, tag = "2")]
    pub next_poll: ::core::option::Option<::prost_types::Duration>,
    #[prost(message, optional, tag = "3")]
    pub next_heartbeat: ::core::option::Option<::prost_types::Duration>,
    #[prost(message, repeated, tag = "4")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for BatonServiceGetTaskResponse {
    const NAME: &'static str = "BatonServiceGetTaskResponse";
    const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connectorapi.baton.v1.BatonServiceGetTaskResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connectorapi.baton.v1.BatonServiceGetTaskResponse".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct BatonServiceHeartbeatRequest {
    #[prost(string, tag = "1")]
    pub host_id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub task_id: ::prost::alloc::string::String,
    #[prost(message, repeated, tag = "3")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    /// Several at once, at most 100; the answer then uses `cancelled_task_ids`.
    #[prost(string, repeated, tag = "4")]
    pub task_ids: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
}
impl ::prost::Name for BatonServiceHeartbeatRequest {
    const NAME: &'static str = "BatonServiceHeartbeatRequest";
    const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connectorapi.baton.v1.BatonServiceHeartbeatRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connectorapi.baton.v1.BatonServiceHeartbeatRequest"
            .into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct BatonServiceHeartbeatResponse {
    /// When to call again. Zero means after 30 seconds; else connectors keep it between 1 second and
    /// 5 minutes.
    #[prost(message, optional, tag = "1")]
    pub next_heartbeat: ::core::option::Option<::prost_types::Duration>,
    /// True: stop working on the task.
    #[prost(bool, tag = "2")]
    pub cancelled: bool,
    #[prost(message, repeated, tag = "3")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    #[prost(string, repeated, tag = "4")]
    pub cancelled_task_ids: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
}
impl ::prost::Name for BatonServiceHeartbeatResponse {
    const NAME: &'static str = "BatonServiceHeartbeatResponse";
    const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connectorapi.baton.v1.BatonServiceHeartbeatResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connectorapi.baton.v1.BatonServiceHeartbeatResponse"
            .into()
    }
}
/// One message of an upload. Order: one `metadata`, any number of `data`, one `eof`.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct BatonServiceUploadAssetRequest {
    #[prost(oneof = "baton_service_upload_asset_request::Msg", tags = "100, 101, 102")]
    pub msg: ::core::option::Option<baton_service_upload_asset_request::Msg>,
}
/// Nested message and enum types in `BatonServiceUploadAssetRequest`.
pub mod baton_service_upload_asset_request {
    /// Which task the file belongs to. Number 3 is not used.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct UploadMetadata {
        #[prost(string, tag = "1")]
        pub host_id: ::prost::alloc::string::String,
        #[prost(string, tag = "2")]
        pub task_id: ::prost::alloc::string::String,
        #[prost(message, repeated, tag = "4")]
        pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    }
    impl ::prost::Name for UploadMetadata {
        const NAME: &'static str = "UploadMetadata";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.BatonServiceUploadAssetRequest.UploadMetadata"
                .into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.BatonServiceUploadAssetRequest.UploadMetadata"
                .into()
        }
    }
    /// The next bytes of the file, at most 1 MiB; half of that is usual.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct UploadData {
        #[prost(bytes = "vec", tag = "1")]
        pub data: ::prost::alloc::vec::Vec<u8>,
    }
    impl ::prost::Name for UploadData {
        const NAME: &'static str = "UploadData";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.BatonServiceUploadAssetRequest.UploadData".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.BatonServiceUploadAssetRequest.UploadData"
                .into()
        }
    }
    /// The end of the file.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct UploadEof {
        /// Of the whole file, 32 bytes.
        #[prost(bytes = "vec", tag = "1")]
        pub sha256_checksum: ::prost::alloc::vec::Vec<u8>,
        #[prost(message, repeated, tag = "2")]
        pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
    }
    impl ::prost::Name for UploadEof {
        const NAME: &'static str = "UploadEOF";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.BatonServiceUploadAssetRequest.UploadEOF".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.BatonServiceUploadAssetRequest.UploadEOF"
                .into()
        }
    }
    #[derive(Clone, PartialEq, ::prost::Oneof)]
    pub enum Msg {
        #[prost(message, tag = "100")]
        Metadata(UploadMetadata),
        #[prost(message, tag = "101")]
        Data(UploadData),
        #[prost(message, tag = "102")]
        Eof(UploadEof),
    }
}
impl ::prost::Name for BatonServiceUploadAssetRequest {
    const NAME: &'static str = "BatonServiceUploadAssetRequest";
    const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connectorapi.baton.v1.BatonServiceUploadAssetRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connectorapi.baton.v1.BatonServiceUploadAssetRequest"
            .into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct BatonServiceUploadAssetResponse {
    #[prost(message, repeated, tag = "1")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for BatonServiceUploadAssetResponse {
    const NAME: &'static str = "BatonServiceUploadAssetResponse";
    const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connectorapi.baton.v1.BatonServiceUploadAssetResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connectorapi.baton.v1.BatonServiceUploadAssetResponse"
            .into()
    }
}
/// How a task ended. One arm of `final_state` is required.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct BatonServiceFinishTaskRequest {
    #[prost(string, tag = "1")]
    pub host_id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub task_id: ::prost::alloc::string::String,
    /// What went wrong; absent when nothing did.
    #[prost(message, optional, tag = "3")]
    pub status: ::core::option::Option<super::super::super::super::google::rpc::Status>,
    #[prost(oneof = "baton_service_finish_task_request::FinalState", tags = "100, 101")]
    pub final_state: ::core::option::Option<
        baton_service_finish_task_request::FinalState,
    >,
}
/// Nested message and enum types in `BatonServiceFinishTaskRequest`.
pub mod baton_service_finish_task_request {
    /// It did not work.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct Error {
        /// True: trying again is pointless or dangerous.
        #[prost(bool, tag = "1")]
        pub non_retryable: bool,
        #[prost(message, repeated, tag = "2")]
        pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
        #[prost(message, optional, tag = "3")]
        pub response: ::core::option::Option<::prost_types::Any>,
    }
    impl ::prost::Name for Error {
        const NAME: &'static str = "Error";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.BatonServiceFinishTaskRequest.Error".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.BatonServiceFinishTaskRequest.Error"
                .into()
        }
    }
    /// It worked.
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct Success {
        #[prost(message, repeated, tag = "1")]
        pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
        /// The connector's answer, packed. Absent after a sync.
        #[prost(message, optional, tag = "2")]
        pub response: ::core::option::Option<::prost_types::Any>,
    }
    impl ::prost::Name for Success {
        const NAME: &'static str = "Success";
        const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "c1.connectorapi.baton.v1.BatonServiceFinishTaskRequest.Success".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/c1.connectorapi.baton.v1.BatonServiceFinishTaskRequest.Success"
                .into()
        }
    }
    #[derive(Clone, PartialEq, ::prost::Oneof)]
    pub enum FinalState {
        #[prost(message, tag = "100")]
        Error(Error),
        #[prost(message, tag = "101")]
        Success(Success),
    }
}
impl ::prost::Name for BatonServiceFinishTaskRequest {
    const NAME: &'static str = "BatonServiceFinishTaskRequest";
    const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connectorapi.baton.v1.BatonServiceFinishTaskRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connectorapi.baton.v1.BatonServiceFinishTaskRequest"
            .into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct BatonServiceFinishTaskResponse {
    #[prost(message, repeated, tag = "1")]
    pub annotations: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for BatonServiceFinishTaskResponse {
    const NAME: &'static str = "BatonServiceFinishTaskResponse";
    const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connectorapi.baton.v1.BatonServiceFinishTaskResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connectorapi.baton.v1.BatonServiceFinishTaskResponse"
            .into()
    }
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct StartDebuggingRequest {}
impl ::prost::Name for StartDebuggingRequest {
    const NAME: &'static str = "StartDebuggingRequest";
    const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connectorapi.baton.v1.StartDebuggingRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connectorapi.baton.v1.StartDebuggingRequest".into()
    }
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct StartDebuggingResponse {
    #[prost(bool, tag = "1")]
    pub status: bool,
}
impl ::prost::Name for StartDebuggingResponse {
    const NAME: &'static str = "StartDebuggingResponse";
    const PACKAGE: &'static str = "c1.connectorapi.baton.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "c1.connectorapi.baton.v1.StartDebuggingResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/c1.connectorapi.baton.v1.StartDebuggingResponse".into()
    }
}
