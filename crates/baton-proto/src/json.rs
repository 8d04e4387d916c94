//! Messages as JSON, in the shape that protobuf prescribes ("protojson").
//!
//! Keys are in lower camel case and come in the order of the field numbers, entries of maps in the order of
//! their keys. Enum values are names, 64-bit integers are strings, bytes are base64, times are RFC 3339,
//! and fields that hold their zero value are left out. A packed message starts with `@type`. The text is
//! indented by two spaces and has no final line break.
//!
//! ```
//! use baton_proto::{connector::v2::ResourceId, json};
//!
//! let id = ResourceId { resource_type: "user".into(), resource: "17".into(), baton_resource: false };
//! assert_eq!(json::render(&id)?, "{\n  \"resourceType\": \"user\",\n  \"resource\": \"17\"\n}");
//! # Ok::<(), baton_proto::Error>(())
//! ```

use std::{borrow::Cow, fmt::Write as _, sync::LazyLock};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use prost::{Message, Name};
use prost_reflect::{
    DescriptorPool, DynamicMessage, FieldDescriptor, Kind, MapKey, MessageDescriptor, ReflectMessage as _,
    Value,
};
use prost_types::Any;

use crate::{DESCRIPTORS, Error, Result, any};

static POOL: LazyLock<DescriptorPool> =
    LazyLock::new(|| DescriptorPool::decode(DESCRIPTORS).expect("the committed descriptors decode"));

/// Renders a message.
///
/// # Errors
///
/// [`Error::UnknownType`] if it, or a message packed inside it, is of a type that the protocol files do not
/// declare; [`Error::Render`] if a packed message does not decode.
pub fn render<M: Message + Name>(message: &M) -> Result<String> {
    let name = M::full_name();
    let json = from_dynamic(&decode(&name, &message.encode_to_vec())?)?;
    let mut text = String::new();
    json.write(0, &mut text);
    Ok(text)
}

/// Renders a message together with its type: the first key is `@type`.
///
/// # Errors
///
/// As [`render`].
pub fn render_packed<M: Message + Name>(message: &M) -> Result<String> {
    render(&any::pack(message))
}

/// A JSON value that keeps the order of its keys.
enum Json {
    /// A literal: `null`, `true`, a number.
    Bare(Cow<'static, str>),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    const NULL: Self = Self::Bare(Cow::Borrowed("null"));

    fn bare(value: impl ToString) -> Self {
        Self::Bare(Cow::Owned(value.to_string()))
    }

    /// Doubles and floats have three values that JSON has no number for.
    fn number(value: f64, shortest: String) -> Self {
        if value.is_nan() {
            Self::Text("NaN".to_owned())
        } else if value.is_infinite() {
            Self::Text(if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned())
        } else {
            Self::Bare(Cow::Owned(shortest))
        }
    }

    fn write(&self, depth: usize, out: &mut String) {
        match self {
            Self::Bare(text) => out.push_str(text),
            Self::Text(text) => write_text(text, out),
            Self::List(values) => {
                write_block(('[', ']'), values, depth, out, |value, out| value.write(depth + 1, out));
            }
            Self::Object(entries) => write_block(('{', '}'), entries, depth, out, |(key, value), out| {
                write_text(key, out);
                out.push_str(": ");
                value.write(depth + 1, out);
            }),
        }
    }
}

fn write_block<T>(
    (open, close): (char, char),
    items: &[T],
    depth: usize,
    out: &mut String,
    mut write_item: impl FnMut(&T, &mut String),
) {
    out.push(open);
    for (index, item) in items.iter().enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        out.push_str(&"  ".repeat(depth + 1));
        write_item(item, out);
    }
    if !items.is_empty() {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    }
    out.push(close);
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{0}'..='\u{1f}' => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

fn decode(name: &str, bytes: &[u8]) -> Result<DynamicMessage> {
    let descriptor: MessageDescriptor =
        POOL.get_message_by_name(name).ok_or_else(|| Error::UnknownType { name: name.to_owned() })?;
    DynamicMessage::decode(descriptor, bytes).map_err(|cause| Error::Render { name: name.to_owned(), cause })
}

/// Reads a message of a type that has a form of its own in JSON.
fn transcode<M: Message + Default>(message: &DynamicMessage) -> Result<M> {
    message
        .transcode_to()
        .map_err(|cause| Error::Render { name: message.descriptor().full_name().to_owned(), cause })
}

fn from_dynamic(message: &DynamicMessage) -> Result<Json> {
    Ok(match message.descriptor().full_name() {
        "google.protobuf.Any" => return from_any(&transcode::<Any>(message)?),
        "google.protobuf.Timestamp" => Json::Text(transcode::<prost_types::Timestamp>(message)?.to_string()),
        "google.protobuf.Duration" => Json::Text(transcode::<prost_types::Duration>(message)?.to_string()),
        "google.protobuf.Struct" => from_struct(&transcode(message)?),
        "google.protobuf.Value" => from_value(&transcode(message)?),
        "google.protobuf.ListValue" => {
            Json::List(transcode::<prost_types::ListValue>(message)?.values.iter().map(from_value).collect())
        }
        // The wrappers are rendered as what they wrap, zero values included.
        "google.protobuf.BoolValue"
        | "google.protobuf.BytesValue"
        | "google.protobuf.DoubleValue"
        | "google.protobuf.FloatValue"
        | "google.protobuf.Int32Value"
        | "google.protobuf.Int64Value"
        | "google.protobuf.StringValue"
        | "google.protobuf.UInt32Value"
        | "google.protobuf.UInt64Value" => match message.descriptor().get_field(1) {
            Some(field) => from_field_value(&field.kind(), &message.get_field(&field))?,
            None => Json::NULL,
        },
        _ => Json::Object(entries(message)?),
    })
}

/// The fields that are set, in the order of their numbers.
fn entries(message: &DynamicMessage) -> Result<Vec<(String, Json)>> {
    message
        .fields()
        .map(|(field, value)| Ok((field.json_name().to_owned(), from_field(&field, value)?)))
        .collect()
}

fn from_field(field: &FieldDescriptor, value: &Value) -> Result<Json> {
    match (value, field.kind()) {
        (Value::Map(entries), Kind::Message(entry)) => {
            let kind = entry.map_entry_value_field().kind();
            let mut entries: Vec<_> = entries.iter().map(|(key, value)| (key_text(key), value)).collect();
            entries.sort_by(|(a, _), (b, _)| a.cmp(b));
            let entries = entries.into_iter().map(|(key, value)| Ok((key, from_field_value(&kind, value)?)));
            Ok(Json::Object(entries.collect::<Result<_>>()?))
        }
        (Value::List(values), kind) => {
            Ok(Json::List(values.iter().map(|value| from_field_value(&kind, value)).collect::<Result<_>>()?))
        }
        (value, kind) => from_field_value(&kind, value),
    }
}

fn key_text(key: &MapKey) -> String {
    match key {
        MapKey::Bool(key) => key.to_string(),
        MapKey::I32(key) => key.to_string(),
        MapKey::I64(key) => key.to_string(),
        MapKey::U32(key) => key.to_string(),
        MapKey::U64(key) => key.to_string(),
        MapKey::String(key) => key.clone(),
    }
}

fn from_field_value(kind: &Kind, value: &Value) -> Result<Json> {
    Ok(match value {
        Value::Bool(value) => Json::bare(value),
        Value::I32(value) => Json::bare(value),
        Value::U32(value) => Json::bare(value),
        Value::I64(value) => Json::Text(value.to_string()),
        Value::U64(value) => Json::Text(value.to_string()),
        Value::F32(value) => Json::number(f64::from(*value), value.to_string()),
        Value::F64(value) => Json::number(*value, value.to_string()),
        Value::String(value) => Json::Text(value.clone()),
        Value::Bytes(value) => Json::Text(BASE64_STANDARD.encode(value)),
        Value::EnumNumber(number) => match kind {
            Kind::Enum(names) if names.full_name() == "google.protobuf.NullValue" => Json::NULL,
            Kind::Enum(names) => match names.get_value(*number) {
                Some(value) => Json::Text(value.name().to_owned()),
                None => Json::bare(number),
            },
            _ => Json::bare(number),
        },
        Value::Message(message) => from_dynamic(message)?,
        // Lists and maps were taken apart by the caller; neither holds another of its kind.
        Value::List(_) | Value::Map(_) => Json::NULL,
    })
}

fn from_any(packed: &Any) -> Result<Json> {
    if packed.type_url.is_empty() && packed.value.is_empty() {
        return Ok(Json::Object(Vec::new()));
    }
    let message = decode(any::full_name(packed), &packed.value)?;
    let mut object = vec![("@type".to_owned(), Json::Text(packed.type_url.clone()))];
    match from_dynamic(&message)? {
        Json::Object(entries) if !has_own_form(&message) => object.extend(entries),
        value => object.push(("value".to_owned(), value)),
    }
    Ok(Json::Object(object))
}

/// Types whose JSON is not simply their fields are put under the key `value` when they are packed.
fn has_own_form(message: &DynamicMessage) -> bool {
    message.descriptor().full_name().starts_with("google.protobuf.")
}

fn from_struct(message: &prost_types::Struct) -> Json {
    Json::Object(message.fields.iter().map(|(name, value)| (name.clone(), from_value(value))).collect())
}

fn from_value(message: &prost_types::Value) -> Json {
    use prost_types::value::Kind;
    match &message.kind {
        None | Some(Kind::NullValue(_)) => Json::NULL,
        Some(Kind::BoolValue(value)) => Json::bare(value),
        Some(Kind::NumberValue(value)) => Json::number(*value, value.to_string()),
        Some(Kind::StringValue(value)) => Json::Text(value.clone()),
        Some(Kind::ListValue(list)) => Json::List(list.values.iter().map(from_value).collect()),
        Some(Kind::StructValue(value)) => from_struct(value),
    }
}
