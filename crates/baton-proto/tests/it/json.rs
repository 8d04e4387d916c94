//! JSON of the messages that people and scripts read.

use std::collections::BTreeMap;

use baton_core::{
    AccountCredentials, AccountSchema, ActionKind, ActionSchema, Annotation, Capability, CredentialOption,
    FieldKind, Profile, ResourceType, ResourceTypeId, Trait,
};
use baton_proto::{
    Any, Duration, Error, Struct, Timestamp, any,
    config::v1::{
        Configuration, Constraint, ConstraintKind, Field, IntField, StringField, StringMapField, StringRules,
        field,
    },
    connector::v2,
    convert, json,
};
use serde_json::{Value, json};

fn capabilities() -> v2::ConnectorCapabilities {
    let resource_type = ResourceType {
        id: ResourceTypeId::from_static("account_group"),
        display_name: "Account Group".to_owned(),
        description: String::new(),
        traits: vec![Trait::Group],
        annotations: vec![Annotation::OptInRequired],
    };
    (&baton_core::ConnectorCapabilities {
        resource_types: vec![baton_core::ResourceTypeCapability {
            resource_type,
            capabilities: vec![Capability::Sync, Capability::Provision],
        }],
        connector: vec![Capability::Sync, Capability::Provision],
        account_credentials: None,
    })
        .into()
}

#[test]
fn capabilities_have_the_known_shape() {
    let text = json::render_packed(&capabilities()).unwrap();
    let expected = r#"{
  "@type": "type.googleapis.com/c1.connector.v2.ConnectorCapabilities",
  "resourceTypeCapabilities": [
    {
      "resourceType": {
        "id": "account_group",
        "displayName": "Account Group",
        "traits": [
          "TRAIT_GROUP"
        ],
        "annotations": [
          {
            "@type": "type.googleapis.com/c1.connector.v2.OptInRequired"
          }
        ]
      },
      "capabilities": [
        "CAPABILITY_SYNC",
        "CAPABILITY_PROVISION"
      ],
      "permissions": {},
      "optInRequired": true
    }
  ],
  "connectorCapabilities": [
    "CAPABILITY_PROVISION",
    "CAPABILITY_SYNC"
  ],
  "credentialDetails": {}
}"#;
    assert_eq!(text, expected);
}

#[test]
fn what_a_connector_can_change_has_the_known_shape() {
    let resource_type = ResourceType {
        id: ResourceTypeId::from_static("user"),
        display_name: "User".to_owned(),
        description: String::new(),
        traits: vec![Trait::User],
        annotations: Vec::new(),
    };
    let declared = baton_core::ConnectorCapabilities {
        resource_types: vec![baton_core::ResourceTypeCapability {
            resource_type,
            capabilities: vec![Capability::Sync, Capability::AccountProvisioning],
        }],
        connector: vec![Capability::Actions, Capability::Sync, Capability::AccountProvisioning],
        account_credentials: Some(AccountCredentials {
            supported: vec![CredentialOption::NoPassword, CredentialOption::Sso],
            preferred: CredentialOption::NoPassword,
        }),
    };
    let text = json::render_packed(&v2::ConnectorCapabilities::from(&declared)).unwrap();
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        value,
        json!({
            "@type": "type.googleapis.com/c1.connector.v2.ConnectorCapabilities",
            "resourceTypeCapabilities": [{
                "resourceType": { "id": "user", "displayName": "User", "traits": ["TRAIT_USER"] },
                "capabilities": ["CAPABILITY_SYNC", "CAPABILITY_ACCOUNT_PROVISIONING"],
                "permissions": {},
            }],
            "connectorCapabilities":
                ["CAPABILITY_SYNC", "CAPABILITY_ACCOUNT_PROVISIONING", "CAPABILITY_ACTIONS"],
            "credentialDetails": {
                "capabilityAccountProvisioning": {
                    "supportedCredentialOptions": [
                        "CAPABILITY_DETAIL_CREDENTIAL_OPTION_NO_PASSWORD",
                        "CAPABILITY_DETAIL_CREDENTIAL_OPTION_SSO",
                    ],
                    "preferredCredentialOption": "CAPABILITY_DETAIL_CREDENTIAL_OPTION_NO_PASSWORD",
                },
            },
        })
    );
}

#[test]
fn a_form_for_accounts_has_the_known_shape() {
    let schema = AccountSchema {
        fields: vec![
            baton_core::Field::new("login", "Login", FieldKind::Text)
                .required()
                .described("What they sign in with.")
                .placeholder("mreyes"),
            baton_core::Field::new("groups", "Groups", FieldKind::Texts),
        ],
    };
    let message = v2::ConnectorAccountCreationSchema::from(&schema);
    let value: Value = serde_json::from_str(&json::render(&message).unwrap()).unwrap();
    assert_eq!(
        value,
        json!({
            "fieldMap": {
                "groups": { "displayName": "Groups", "order": 2, "stringListField": {} },
                "login": {
                    "displayName": "Login",
                    "required": true,
                    "description": "What they sign in with.",
                    "placeholder": "mreyes",
                    "order": 1,
                    "stringField": {},
                },
            },
        })
    );
}

#[test]
fn actions_have_the_known_shape() {
    let schema = ActionSchema {
        name: "disable_user".to_owned(),
        display_name: "Disable user".to_owned(),
        description: "Keeps a user from signing in.".to_owned(),
        arguments: vec![baton_core::Field::new("user_id", "User ID", FieldKind::Text).required()],
        return_types: vec![baton_core::Field::new("success", "Success", FieldKind::Bool)],
        kinds: vec![ActionKind::Account, ActionKind::AccountDisable],
        resource_type: None,
    };
    let other = ActionSchema {
        name: "enable_user".to_owned(),
        kinds: vec![ActionKind::Account, ActionKind::AccountEnable],
        ..schema.clone()
    };
    let value: Value =
        serde_json::from_str(&json::render(&convert::action_list([&schema, &other])).unwrap()).unwrap();
    let shown = |name: &str, kind: &str| {
        json!({
            "name": name,
            "arguments": [
                { "name": "user_id", "displayName": "User ID", "isRequired": true, "stringField": {} },
            ],
            "returnTypes": [{ "name": "success", "displayName": "Success", "boolField": {} }],
            "displayName": "Disable user",
            "description": "Keeps a user from signing in.",
            "actionType": ["ACTION_TYPE_ACCOUNT", kind],
        })
    };
    let disable = shown("disable_user", "ACTION_TYPE_ACCOUNT_DISABLE");
    let enable = shown("enable_user", "ACTION_TYPE_ACCOUNT_ENABLE");
    assert_eq!(value, json!({ "schemas": [disable, enable] }));
    assert_eq!(json::render(&convert::action_list([])).unwrap(), "{}");
}

#[test]
fn the_result_of_an_action_has_the_known_shape() {
    let response = Profile::from([("success".to_owned(), true.into()), ("tries".to_owned(), 2_u64.into())]);
    let message = convert::completed_action("2ab", "disable_user", &response);
    let expected = r#"{
  "id": "2ab",
  "status": "BATON_ACTION_STATUS_COMPLETE",
  "response": {
    "success": true,
    "tries": 2
  },
  "name": "disable_user"
}"#;
    assert_eq!(json::render(&message).unwrap(), expected);
    // An empty answer is an answer.
    let empty = convert::completed_action("2ab", "x", &Profile::new());
    assert!(json::render(&empty).unwrap().contains("\"response\": {}"));
}

#[test]
fn a_form_has_the_known_shape() {
    let string = |default: &str, required: bool| StringField {
        default_value: default.to_owned(),
        rules: required.then(|| StringRules { is_required: true, ..Default::default() }),
        ..Default::default()
    };
    let form = Configuration {
        fields: vec![
            Field {
                name: "log-level".to_owned(),
                is_ops: true,
                field: Some(field::Field::StringField(string("info", false))),
                ..Default::default()
            },
            Field {
                name: "health-check-port".to_owned(),
                is_ops: true,
                field: Some(field::Field::IntField(IntField { default_value: 8081, ..Default::default() })),
                ..Default::default()
            },
            Field {
                name: "coupa-client-secret".to_owned(),
                is_required: true,
                is_secret: true,
                field: Some(field::Field::StringField(string("", true))),
                ..Default::default()
            },
        ],
        constraints: vec![Constraint {
            kind: ConstraintKind::RequiredTogether.into(),
            field_names: vec!["a".to_owned(), "b".to_owned()],
            ..Default::default()
        }],
        display_name: "Coupa".to_owned(),
        help_url: "/docs/baton/coupa".to_owned(),
        ..Default::default()
    };
    let value: Value = serde_json::from_str(&json::render(&form).unwrap()).unwrap();
    assert_eq!(
        value,
        json!({
            "fields": [
                { "name": "log-level", "isOps": true, "stringField": { "defaultValue": "info" } },
                { "name": "health-check-port", "isOps": true, "intField": { "defaultValue": "8081" } },
                {
                    "name": "coupa-client-secret", "isRequired": true, "isSecret": true,
                    "stringField": { "rules": { "isRequired": true } }
                },
            ],
            "constraints": [{ "kind": "CONSTRAINT_KIND_REQUIRED_TOGETHER", "fieldNames": ["a", "b"] }],
            "displayName": "Coupa",
            "helpUrl": "/docs/baton/coupa",
        })
    );
}

#[test]
fn an_empty_message_is_an_empty_object() {
    assert_eq!(json::render(&v2::ConnectorCapabilities::default()).unwrap(), "{}");
    assert_eq!(json::render(&Any::default()).unwrap(), "{}");
    // An arm of a choice is told apart from none, even if what it holds is zero.
    let field =
        Field { field: Some(field::Field::StringField(StringField::default())), ..Default::default() };
    assert_eq!(json::render(&field).unwrap(), "{\n  \"stringField\": {}\n}");
}

#[test]
fn maps_are_in_the_order_of_their_keys() {
    let names = ["b", "a", "e", "d", "c", "10", "9"];
    let default_value: BTreeMap<_, _> = names
        .iter()
        .map(|name| ((*name).to_owned(), any::pack(&v2::RawId { id: format!("of {name}") })))
        .collect();
    let text = json::render(&StringMapField { default_value, ..Default::default() }).unwrap();
    let found: Vec<_> = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("\"id\": \"of ")?.strip_suffix('"'))
        .collect();
    assert_eq!(found, ["10", "9", "a", "b", "c", "d", "e"]);
}

#[test]
fn well_known_types_have_their_own_forms() {
    let number = |value| prost_types::Value { kind: Some(prost_types::value::Kind::NumberValue(value)) };
    let profile = Struct {
        fields: [
            ("whole".to_owned(), number(3.0)),
            ("half".to_owned(), number(0.5)),
            ("none".to_owned(), number(f64::NAN)),
            ("null".to_owned(), prost_types::Value { kind: None }),
        ]
        .into(),
    };
    let resource = v2::Resource {
        profile: Some(profile),
        created_at: Some(Timestamp { seconds: 1_577_934_245, nanos: 250_000_000 }),
        ..Default::default()
    };
    let value: Value = serde_json::from_str(&json::render(&resource).unwrap()).unwrap();
    let expected = json!({
        "profile": { "whole": 3, "half": 0.5, "none": "NaN", "null": null },
        "createdAt": "2020-01-02T03:04:05.250Z",
    });
    assert_eq!(value, expected);

    let packed: Value =
        serde_json::from_str(&json::render_packed(&Duration { seconds: 1, nanos: 500_000_000 }).unwrap())
            .unwrap();
    let expected = json!({ "@type": "type.googleapis.com/google.protobuf.Duration", "value": "1.500s" });
    assert_eq!(packed, expected);

    let device = v2::ManagedDeviceTrait { is_encrypted: Some(false), ..Default::default() };
    assert_eq!(json::render(&device).unwrap(), "{\n  \"isEncrypted\": false\n}");

    let data = v2::EncryptedData { encrypted_bytes: vec![0xfb, 0xff, 0x00], ..Default::default() };
    assert_eq!(json::render(&data).unwrap(), "{\n  \"encryptedBytes\": \"+/8A\"\n}");
}

#[test]
fn texts_are_escaped() {
    let name = "\"quoted\" \\ \n \u{1} é <b>";
    let text = json::render(&v2::RawId { id: name.to_owned() }).unwrap();
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["id"], name);
}

#[test]
fn an_unknown_type_inside_is_an_error() {
    let mut message = capabilities();
    let annotations = &mut message.resource_type_capabilities[0].resource_type.as_mut().unwrap().annotations;
    annotations[0].type_url = "type.googleapis.com/a.Stranger".to_owned();
    let error = json::render(&message).unwrap_err();
    assert!(matches!(&error, Error::UnknownType { name } if name == "a.Stranger"), "{error}");

    let broken = Any { type_url: "c1.connector.v2.RawId".to_owned(), value: vec![0x0a, 9] };
    assert!(matches!(json::render(&broken).unwrap_err(), Error::Render { .. }));
}
