//! Profiles: free-form attributes, which the protocol keeps in `google.protobuf.Struct`.

use baton_core::{Profile, ProfileValue};
use prost_types::{ListValue, Struct, Value, value::Kind};

/// Turns a profile into a message. Its entries come out in the order of their names.
#[must_use]
pub fn profile_to_struct(profile: &Profile) -> Struct {
    Struct { fields: profile.iter().map(|(name, value)| (name.clone(), value_to_message(value))).collect() }
}

/// Turns a message into a profile. A value that says nothing counts as null.
#[must_use]
pub fn profile_from_struct(message: Struct) -> Profile {
    message.fields.into_iter().map(|(name, value)| (name, value_from_message(value))).collect()
}

/// Leaves the field out when there is nothing in it.
pub(super) fn optional_struct(profile: &Profile) -> Option<Struct> {
    (!profile.is_empty()).then(|| profile_to_struct(profile))
}

fn value_to_message(value: &ProfileValue) -> Value {
    let kind = match value {
        ProfileValue::Bool(value) => Kind::BoolValue(*value),
        ProfileValue::Number(value) => Kind::NumberValue(*value),
        ProfileValue::Text(value) => Kind::StringValue(value.clone()),
        ProfileValue::List(values) => {
            Kind::ListValue(ListValue { values: values.iter().map(value_to_message).collect() })
        }
        ProfileValue::Map(values) => Kind::StructValue(profile_to_struct(values)),
        ProfileValue::Null => Kind::NullValue(0),
    };
    Value { kind: Some(kind) }
}

fn value_from_message(message: Value) -> ProfileValue {
    match message.kind {
        None | Some(Kind::NullValue(_)) => ProfileValue::Null,
        Some(Kind::BoolValue(value)) => ProfileValue::Bool(value),
        Some(Kind::NumberValue(value)) => ProfileValue::Number(value),
        Some(Kind::StringValue(value)) => ProfileValue::Text(value),
        Some(Kind::ListValue(list)) => {
            ProfileValue::List(list.values.into_iter().map(value_from_message).collect())
        }
        Some(Kind::StructValue(value)) => ProfileValue::Map(profile_from_struct(value)),
    }
}

#[cfg(test)]
mod tests {
    use prost::Message as _;

    use super::*;

    #[test]
    fn entries_are_written_in_the_order_of_their_names() {
        let profile = Profile::from([("b".to_owned(), true.into()), ("a".to_owned(), 3_u64.into())]);
        let bytes = profile_to_struct(&profile).encode_to_vec();
        assert_eq!(
            bytes,
            [
                &[0x0a, 14, 0x0a, 1, b'a', 0x12, 9, 0x11][..], // fields { key: "a" value { number_value:
                &3.0_f64.to_le_bytes(),
                &[0x0a, 7, 0x0a, 1, b'b', 0x12, 2, 0x20, 1], // fields { key: "b" value { bool_value: true
            ]
            .concat()
        );
    }

    #[test]
    fn a_value_without_a_kind_is_null() {
        let message = Struct { fields: [("a".to_owned(), Value { kind: None })].into() };
        assert_eq!(profile_from_struct(message), Profile::from([("a".to_owned(), ProfileValue::Null)]));
    }
}
