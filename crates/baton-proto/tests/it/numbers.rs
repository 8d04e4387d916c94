//! Field numbers and types of the messages that files and peers depend on.
//!
//! The tables below were written from the protocol's description, independently of the `.proto` files. They
//! list every field of a message, so that a slip, a loss and an addition all show.

use baton_proto::DESCRIPTORS;
use prost_reflect::{Cardinality, DescriptorPool, FieldDescriptor, Kind, MessageDescriptor};

const TABLES: &str = "
c1.connector.v2.ResourceType
1 id string
2 display_name string
3 traits repeated c1.connector.v2.ResourceType.Trait
4 annotations repeated google.protobuf.Any
5 description string
6 sourced_externally bool

c1.connector.v2.ResourceId
1 resource_type string
2 resource string
3 baton_resource bool

c1.connector.v2.Resource
1 id c1.connector.v2.ResourceId
2 parent_resource_id c1.connector.v2.ResourceId
3 display_name string
4 annotations repeated google.protobuf.Any
5 description string
6 baton_resource bool
7 external_id c1.connector.v2.ExternalId
8 creation_source c1.connector.v2.Resource.CreationSource
9 profile google.protobuf.Struct
10 icon c1.connector.v2.AssetRef
11 status c1.connector.v2.Status
12 created_at google.protobuf.Timestamp

c1.connector.v2.Status
1 status c1.connector.v2.Status.ResourceStatus
2 details string

c1.connector.v2.AssetRef
1 id string

c1.connector.v2.Entitlement
1 resource c1.connector.v2.Resource
2 id string
3 display_name string
4 description string
5 grantable_to repeated c1.connector.v2.ResourceType
6 annotations repeated google.protobuf.Any
7 purpose c1.connector.v2.Entitlement.PurposeValue
8 slug string

c1.connector.v2.Grant
1 entitlement c1.connector.v2.Entitlement
2 principal c1.connector.v2.Resource
3 id string
4 annotations repeated google.protobuf.Any
5 sources c1.connector.v2.GrantSources

c1.connector.v2.GrantSources
1 sources map<string, c1.connector.v2.GrantSources.GrantSource>

c1.connector.v2.GrantSources.GrantSource
1 is_direct bool

c1.connector.v2.UserTrait
1 emails repeated c1.connector.v2.UserTrait.Email
2 status c1.connector.v2.UserTrait.Status
3 profile google.protobuf.Struct
4 icon c1.connector.v2.AssetRef
5 account_type c1.connector.v2.UserTrait.AccountType
6 login string
7 login_aliases repeated string
8 created_at google.protobuf.Timestamp
9 last_login google.protobuf.Timestamp
10 mfa_status c1.connector.v2.UserTrait.MFAStatus
11 sso_status c1.connector.v2.UserTrait.SSOStatus
12 structured_name c1.connector.v2.UserTrait.StructuredName
13 employee_ids repeated string

c1.connector.v2.UserTrait.Email
1 address string
2 is_primary bool

c1.connector.v2.UserTrait.Status
1 status c1.connector.v2.UserTrait.Status.Status
2 details string

c1.connector.v2.UserTrait.StructuredName
1 given_name string
2 family_name string
3 middle_names repeated string
4 prefix string
5 suffix string

c1.connector.v2.GroupTrait
1 icon c1.connector.v2.AssetRef
2 profile google.protobuf.Struct
3 group_source_type string
4 raw_group_source_type string

c1.connector.v2.RoleTrait
1 profile google.protobuf.Struct
2 role_scope_conditions c1.connector.v2.RoleScopeConditions

c1.connector.v2.LicenseProfileTrait
1 license_name string
2 purchased_seats int64
3 consumed_seats int64
4 cost_per_unit_in_cents int64
5 currency string
6 entitlement_ids repeated string

c1.connector.v2.EntitlementImmutable
1 source_id string
2 metadata google.protobuf.Struct

c1.connector.v2.GrantImmutable
1 source_id string
2 metadata google.protobuf.Struct

c1.connector.v2.GrantExpandable
1 entitlement_ids repeated string
2 shallow bool
3 resource_type_ids repeated string

c1.connector.v2.ConnectorMetadata
1 display_name string
2 help_url string
3 icon c1.connector.v2.AssetRef
4 logo c1.connector.v2.AssetRef
5 profile google.protobuf.Struct
6 annotations repeated google.protobuf.Any
7 description string
8 capabilities c1.connector.v2.ConnectorCapabilities
9 account_creation_schema c1.connector.v2.ConnectorAccountCreationSchema

c1.connector.v2.ConnectorCapabilities
1 resource_type_capabilities repeated c1.connector.v2.ResourceTypeCapability
2 connector_capabilities repeated c1.connector.v2.Capability
3 credential_details c1.connector.v2.CredentialDetails

c1.connector.v2.ResourceTypeCapability
1 resource_type c1.connector.v2.ResourceType
2 capabilities repeated c1.connector.v2.Capability
3 permissions c1.connector.v2.CapabilityPermissions
4 opt_in_required bool
5 skip_sync_anomaly_detection bool
6 credential_issue c1.connector.v2.CredentialDetailsCredentialIssue
7 deprecated bool

c1.connectorapi.baton.v1.Task
1 id string
2 status c1.connectorapi.baton.v1.Task.Status
3 debug bool
100 none c1.connectorapi.baton.v1.Task.NoneTask in task_type
101 hello c1.connectorapi.baton.v1.Task.HelloTask in task_type
102 sync_full c1.connectorapi.baton.v1.Task.SyncFullTask in task_type
103 grant c1.connectorapi.baton.v1.Task.GrantTask in task_type
104 revoke c1.connectorapi.baton.v1.Task.RevokeTask in task_type
105 create_account c1.connectorapi.baton.v1.Task.CreateAccountTask in task_type
106 create_resource c1.connectorapi.baton.v1.Task.CreateResourceTask in task_type
107 delete_resource c1.connectorapi.baton.v1.Task.DeleteResourceTask in task_type
108 rotate_credentials c1.connectorapi.baton.v1.Task.RotateCredentialsTask in task_type
109 event_feed c1.connectorapi.baton.v1.Task.EventFeedTask in task_type
110 create_ticket_task c1.connectorapi.baton.v1.Task.CreateTicketTask in task_type
111 list_ticket_schemas c1.connectorapi.baton.v1.Task.ListTicketSchemasTask in task_type
112 get_ticket c1.connectorapi.baton.v1.Task.GetTicketTask in task_type
113 bulk_create_tickets c1.connectorapi.baton.v1.Task.BulkCreateTicketsTask in task_type
114 bulk_get_tickets c1.connectorapi.baton.v1.Task.BulkGetTicketsTask in task_type
115 action_list_schemas c1.connectorapi.baton.v1.Task.ActionListSchemasTask in task_type
116 action_get_schema c1.connectorapi.baton.v1.Task.ActionGetSchemaTask in task_type
117 action_invoke c1.connectorapi.baton.v1.Task.ActionInvokeTask in task_type
118 action_status c1.connectorapi.baton.v1.Task.ActionStatusTask in task_type
119 create_sync_diff c1.connectorapi.baton.v1.Task.CreateSyncDiffTask in task_type
120 compact_syncs c1.connectorapi.baton.v1.Task.CompactSyncs in task_type
121 list_event_feeds c1.connectorapi.baton.v1.Task.ListEventFeedsTask in task_type
122 list_events c1.connectorapi.baton.v1.Task.ListEventsTask in task_type
123 issue_credential c1.connectorapi.baton.v1.Task.IssueCredentialTask in task_type

c1.c1z.v3.C1ZManifestV3
1 engine string
2 engine_schema_version uint32
3 engine_config google.protobuf.Any
4 payload_encoding c1.c1z.v3.PayloadEncoding
10 descriptors google.protobuf.FileDescriptorSet
11 record_types repeated c1.c1z.v3.RecordTypeInfo
40 sync_runs repeated c1.c1z.v3.SyncRunSummary
41 fold_dead_bytes int64
42 pebble_id_index_format c1.c1z.v3.PebbleIdIndexFormat
43 grant_digest_root c1.c1z.v3.GrantDigestRoot

c1.c1z.v3.SyncRunSummary
1 sync_id string
2 type c1.storage.v3.SyncType
3 started_at google.protobuf.Timestamp
4 ended_at google.protobuf.Timestamp
5 parent_sync_id string
6 stats c1.storage.v3.SyncStatsRecord

c1.c1z.v1.SyncDetails
1 id string
";

/// Enum names and numbers, in the order of the numbers.
const ENUMS: &[(&str, &str)] = &[
    (
        "c1.connector.v2.ResourceType.Trait",
        "0 UNSPECIFIED, 1 USER, 2 GROUP, 3 ROLE, 4 APP, 5 SECRET, 6 SECURITY_INSIGHT, 7 SCOPE_BINDING, 8 VENDOR, \
         9 VENDOR_AGREEMENT, 10 LICENSE_PROFILE, 11 AGENT, 12 MANAGED_DEVICE",
    ),
    ("c1.connector.v2.Status.ResourceStatus", "0 UNSPECIFIED, 1 ENABLED, 2 DISABLED, 3 DELETED"),
    ("c1.connector.v2.UserTrait.Status.Status", "0 UNSPECIFIED, 1 ENABLED, 2 DISABLED, 3 DELETED"),
    ("c1.connector.v2.UserTrait.AccountType", "0 UNSPECIFIED, 1 HUMAN, 2 SERVICE, 3 SYSTEM"),
    ("c1.connector.v2.Entitlement.PurposeValue", "0 UNSPECIFIED, 1 ASSIGNMENT, 2 PERMISSION, 3 OWNERSHIP"),
    (
        "c1.connector.v2.Capability",
        "0 UNSPECIFIED, 1 PROVISION, 2 SYNC, 3 EVENT_FEED, 4 TICKETING, 5 ACCOUNT_PROVISIONING, \
         6 CREDENTIAL_ROTATION, 7 RESOURCE_CREATE, 8 RESOURCE_DELETE, 9 SYNC_SECRETS, 10 ACTIONS, \
         11 TARGETED_SYNC, 12 EVENT_FEED_V2, 13 SERVICE_MODE_TARGETED_SYNC, 14 CREDENTIAL_ISSUE",
    ),
    (
        "c1.connector.v2.BatonActionStatus",
        "0 UNSPECIFIED, 1 UNKNOWN, 2 PENDING, 3 RUNNING, 4 COMPLETE, 5 FAILED",
    ),
];

fn pool() -> DescriptorPool {
    DescriptorPool::decode(DESCRIPTORS).expect("the descriptors decode")
}

fn type_name(kind: &Kind) -> String {
    match kind {
        Kind::Message(message) => message.full_name().to_owned(),
        Kind::Enum(names) => names.full_name().to_owned(),
        scalar => format!("{scalar:?}"),
    }
}

fn describe_field(field: &FieldDescriptor) -> String {
    let kind = field.kind();
    let mut text = format!("{} {} ", field.number(), field.name());
    match &kind {
        Kind::Message(entry) if field.is_map() => {
            let (key, value) = (entry.map_entry_key_field().kind(), entry.map_entry_value_field().kind());
            text += &format!("map<{}, {}>", type_name(&key), type_name(&value));
        }
        kind if field.cardinality() == Cardinality::Repeated => {
            text += &format!("repeated {}", type_name(kind))
        }
        kind => text += &type_name(kind),
    }
    if let Some(oneof) = field.containing_oneof() {
        text += &format!(" in {}", oneof.name());
    }
    text
}

fn describe(message: &MessageDescriptor) -> String {
    let mut fields: Vec<_> = message.fields().collect();
    fields.sort_by_key(FieldDescriptor::number);
    let lines: Vec<_> = fields.iter().map(describe_field).collect();
    format!("{}\n{}", message.full_name(), lines.join("\n"))
}

#[test]
fn fields_are_as_the_protocol_has_them() {
    let pool = pool();
    for table in TABLES.trim().split("\n\n") {
        let name = table.lines().next().unwrap();
        let message = pool.get_message_by_name(name).unwrap_or_else(|| panic!("{name} is missing"));
        assert_eq!(describe(&message), table);
    }
}

#[test]
fn enum_numbers_are_as_the_protocol_has_them() {
    let pool = pool();
    for (name, expected) in ENUMS {
        let names = pool.get_enum_by_name(name).unwrap_or_else(|| panic!("{name} is missing"));
        let zero = names.get_value(0).unwrap();
        let prefix = zero.name().strip_suffix("UNSPECIFIED").unwrap();
        let values: Vec<_> = names
            .values()
            .map(|value| format!("{} {}", value.number(), value.name().strip_prefix(prefix).unwrap()))
            .collect();
        assert_eq!(values.join(", "), *expected, "{name}");
    }
}

#[test]
fn services_have_their_methods() {
    let pool = pool();
    let check = |service: &str, expected: &[&str]| {
        let service = pool.get_service_by_name(service).unwrap_or_else(|| panic!("{service} is missing"));
        let methods: Vec<_> = service
            .methods()
            .map(|method| {
                let streaming = match (method.is_client_streaming(), method.is_server_streaming()) {
                    (false, false) => "",
                    (true, false) => " client stream",
                    (false, true) => " server stream",
                    (true, true) => " both streams",
                };
                format!("{}{streaming}", method.name())
            })
            .collect();
        assert_eq!(methods, expected, "{}", service.full_name());
    };
    check(
        "c1.connectorapi.baton.v1.BatonService",
        &[
            "Hello",
            "GetTask",
            "GetTasks",
            "Heartbeat",
            "FinishTask",
            "UploadAsset client stream",
            "StartDebugging",
        ],
    );
    check("c1.connector.v2.ConnectorService", &["GetMetadata", "Validate", "Cleanup"]);
    check("c1.connector.v2.GrantManagerService", &["Grant", "Revoke"]);
    check("c1.connector.v2.AssetService", &["GetAsset server stream"]);
}
