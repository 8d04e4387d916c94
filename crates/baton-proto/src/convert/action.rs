//! Actions and forms: what they ask, and what came of them. One way only: nothing here reads it back.

use std::collections::BTreeMap;

use baton_core::{AccountSchema, ActionKind, ActionSchema, Field, FieldKind, Profile};

use super::profile::profile_to_struct;
use crate::{config::v1 as config, connector::v2};

/// The answer to an action that has run to its end.
///
/// `id` names this one run of it; the protocol wants a KSUID. The response is there even if it is empty.
#[must_use]
pub fn completed_action(id: &str, name: &str, response: &Profile) -> v2::InvokeActionResponse {
    v2::InvokeActionResponse {
        id: id.to_owned(),
        status: v2::BatonActionStatus::Complete.into(),
        annotations: Vec::new(),
        response: Some(profile_to_struct(response)),
        name: name.to_owned(),
    }
}

/// The answer to the question which actions there are, in the order given.
#[must_use]
pub fn action_list<'a>(schemas: impl IntoIterator<Item = &'a ActionSchema>) -> v2::ListActionSchemasResponse {
    v2::ListActionSchemasResponse {
        schemas: schemas.into_iter().map(Into::into).collect(),
        annotations: Vec::new(),
    }
}

/// The arm that tells the kind of a field is always there, though it holds nothing: without it nobody
/// knows what to enter.
impl From<&ActionSchema> for v2::BatonActionSchema {
    fn from(schema: &ActionSchema) -> Self {
        Self {
            name: schema.name.clone(),
            arguments: schema.arguments.iter().map(Into::into).collect(),
            constraints: Vec::new(),
            return_types: schema.return_types.iter().map(Into::into).collect(),
            display_name: schema.display_name.clone(),
            description: schema.description.clone(),
            action_type: schema.kinds.iter().map(|kind| action_type(*kind).into()).collect(),
            resource_type_id: schema.resource_type.as_ref().map(ToString::to_string).unwrap_or_default(),
        }
    }
}

fn action_type(kind: ActionKind) -> v2::ActionType {
    match kind {
        ActionKind::Dynamic => v2::ActionType::Dynamic,
        ActionKind::Account => v2::ActionType::Account,
        ActionKind::AccountUpdateProfile => v2::ActionType::AccountUpdateProfile,
        ActionKind::AccountDisable => v2::ActionType::AccountDisable,
        ActionKind::AccountEnable => v2::ActionType::AccountEnable,
    }
}

impl From<&Field> for config::Field {
    fn from(field: &Field) -> Self {
        use config::field::Field as Arm;
        let arm = match field.kind {
            FieldKind::Text => Arm::StringField(config::StringField::default()),
            FieldKind::Bool => Arm::BoolField(config::BoolField::default()),
            FieldKind::Int => Arm::IntField(config::IntField::default()),
            FieldKind::Texts => Arm::StringSliceField(config::StringSliceField::default()),
            FieldKind::TextMap => Arm::StringMapField(config::StringMapField::default()),
        };
        Self {
            name: field.name.clone(),
            display_name: field.display_name.clone(),
            description: field.description.clone(),
            placeholder: field.placeholder.clone(),
            is_required: field.is_required,
            is_ops: false,
            is_secret: false,
            field: Some(arm),
        }
    }
}

/// The message is a map by name, which knows no order; each field says its place in the form, from 1.
impl From<&AccountSchema> for v2::ConnectorAccountCreationSchema {
    fn from(schema: &AccountSchema) -> Self {
        let places = 1..;
        let fields = schema.fields.iter().zip(places);
        let field_map: BTreeMap<_, _> =
            fields.map(|(field, place)| (field.name.clone(), account_field(field, place))).collect();
        Self { field_map }
    }
}

fn account_field(field: &Field, order: i32) -> v2::connector_account_creation_schema::Field {
    use v2::connector_account_creation_schema as form;
    use v2::connector_account_creation_schema::field::Field as Arm;
    let arm = match field.kind {
        FieldKind::Text => Arm::StringField(form::StringField::default()),
        FieldKind::Bool => Arm::BoolField(form::BoolField::default()),
        FieldKind::Int => Arm::IntField(form::IntField::default()),
        FieldKind::Texts => Arm::StringListField(form::StringListField::default()),
        FieldKind::TextMap => Arm::MapField(form::MapField::default()),
    };
    form::Field {
        display_name: field.display_name.clone(),
        required: field.is_required,
        description: field.description.clone(),
        placeholder: field.placeholder.clone(),
        order,
        deprecated: false,
        field: Some(arm),
    }
}

#[cfg(test)]
mod tests {
    use prost::Message as _;

    use super::*;

    #[test]
    fn a_kind_without_settings_is_on_the_wire_all_the_same() {
        let bytes = |kind| config::Field::from(&Field::new("x", "", kind)).encode_to_vec();
        // The name, then the arm's number and its length of zero.
        assert_eq!(bytes(FieldKind::Text), [0x0a, 1, b'x', 0xa2, 0x06, 0]);
        assert_eq!(bytes(FieldKind::Int), [0x0a, 1, b'x', 0xaa, 0x06, 0]);
        assert_eq!(bytes(FieldKind::Bool), [0x0a, 1, b'x', 0xb2, 0x06, 0]);
        assert_eq!(bytes(FieldKind::Texts), [0x0a, 1, b'x', 0xba, 0x06, 0]);
        assert_eq!(bytes(FieldKind::TextMap), [0x0a, 1, b'x', 0xc2, 0x06, 0]);
    }

    #[test]
    fn a_form_keeps_its_order_and_its_kinds() {
        // By name they would come in another order.
        let kinds = [
            ("z", FieldKind::Text),
            ("y", FieldKind::Bool),
            ("x", FieldKind::Texts),
            ("w", FieldKind::Int),
            ("v", FieldKind::TextMap),
        ];
        let fields = kinds.iter().map(|(name, kind)| Field::new(name, "", *kind)).collect();
        let message = v2::ConnectorAccountCreationSchema::from(&AccountSchema { fields });
        let found: Vec<_> = kinds.iter().map(|(name, _)| message.field_map[*name].order).collect();
        assert_eq!(found, [1, 2, 3, 4, 5]);
        // The numbers of the arms, 100 to 104, in the order above.
        let tags: Vec<_> = kinds
            .iter()
            .map(|(name, _)| {
                let bytes = message.field_map[*name].encode_to_vec();
                // `order`, in two bytes, comes first.
                u16::from_le_bytes([bytes[2], bytes[3]])
            })
            .collect();
        let tag = |number: u16| (number << 3 | 2) & 0x7f | 0x80 | (number >> 4) << 8;
        assert_eq!(tags, [100, 101, 102, 103, 104].map(tag));
    }

    #[test]
    fn an_action_of_one_type_names_it() {
        let mut schema = ActionSchema {
            name: "reset".to_owned(),
            display_name: String::new(),
            description: String::new(),
            arguments: Vec::new(),
            return_types: Vec::new(),
            kinds: vec![ActionKind::Dynamic, ActionKind::Account, ActionKind::AccountUpdateProfile],
            resource_type: None,
        };
        let message = v2::BatonActionSchema::from(&schema);
        assert_eq!((message.resource_type_id.as_str(), message.action_type), ("", vec![1, 2, 3]));
        schema.resource_type = Some(baton_core::ResourceTypeId::from_static("user"));
        assert_eq!(v2::BatonActionSchema::from(&schema).resource_type_id, "user");
    }
}
