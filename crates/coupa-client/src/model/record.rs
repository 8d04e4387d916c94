//! Reads one JSON record the way Coupa writes it: several spellings of a key, ids as numbers or
//! strings, booleans as booleans or words, empty strings for nothing.

use std::collections::HashMap;

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::NamedRef;

/// Why a record cannot be read, in words.
pub(crate) type Reason = String;

/// A key without separators and case, so that `user-groups`, `user_groups` and `userGroups` are
/// one. A trailing `?` marks read-only twins of booleans and is kept, so they stay apart.
pub(crate) fn plain_key(key: &str) -> String {
    key.chars().filter(|c| !matches!(c, '-' | '_')).flat_map(char::to_lowercase).collect()
}

/// One record, its keys in plain form.
pub(crate) struct Record<'a> {
    fields: HashMap<String, &'a Value>,
}

impl<'a> Record<'a> {
    /// Reads an object.
    pub(crate) fn new(value: &'a Value) -> Result<Self, Reason> {
        match value {
            Value::Object(map) => Ok(Self::of(map)),
            Value::Null => Err("the record is null".to_owned()),
            _ => Err("the record is not an object".to_owned()),
        }
    }

    fn of(map: &'a Map<String, Value>) -> Self {
        Self { fields: map.iter().map(|(key, value)| (plain_key(key), value)).collect() }
    }

    /// The value under `key` in any spelling; `None` if absent.
    pub(crate) fn get(&self, key: &str) -> Option<&'a Value> {
        self.fields.get(&plain_key(key)).copied()
    }

    /// A text, where absent, null and empty are all nothing.
    pub(crate) fn text(&self, key: &str) -> Option<String> {
        match self.get(key)? {
            Value::String(text) if text.trim().is_empty() => None,
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(flag) => Some(flag.to_string()),
            Value::Null | Value::Array(_) | Value::Object(_) => None,
        }
    }

    /// A time, where one that cannot be read is nothing: times inform, they decide nothing.
    pub(crate) fn time(&self, key: &str) -> Option<Timestamp> {
        self.text(key)?.trim().parse().ok()
    }

    /// A boolean: `None` if absent.
    pub(crate) fn flag(&self, key: &str) -> Result<Option<bool>, Reason> {
        match self.get(key) {
            None => Ok(None),
            Some(value) => {
                read_flag(value).map(Some).ok_or_else(|| format!("`{key}` is neither true nor false"))
            }
        }
    }

    /// The id of the record.
    pub(crate) fn id(&self) -> Result<u64, Reason> {
        let value = self.get("id").ok_or("the record has no `id`")?;
        read_id(value).ok_or_else(|| "its `id` is not a positive whole number".to_owned())
    }

    /// A nested record; null is nothing.
    pub(crate) fn nested(&self, key: &str) -> Option<Record<'a>> {
        match self.get(key)? {
            Value::Object(map) => Some(Self::of(map)),
            _ => None,
        }
    }

    /// A list of nested records, asked for and so expected: null is empty, absent is an error.
    pub(crate) fn list(&self, key: &str) -> Result<Vec<Record<'a>>, Reason> {
        match self.get(key) {
            None => Err(format!("`{key}` is missing although it was asked for")),
            Some(Value::Null) => Ok(Vec::new()),
            Some(Value::Array(entries)) => entries
                .iter()
                .map(|entry| Record::new(entry).map_err(|_| format!("an entry of `{key}` is not an object")))
                .collect(),
            Some(_) => Err(format!("`{key}` is not a list")),
        }
    }

    /// A list of references, each once.
    pub(crate) fn references(&self, key: &str) -> Result<Vec<NamedRef>, Reason> {
        let mut references: Vec<NamedRef> = Vec::new();
        for entry in self.list(key)? {
            let id = entry.id().map_err(|_| format!("an entry of `{key}` has no usable `id`"))?;
            if references.iter().all(|known| known.id != id) {
                references.push(NamedRef {
                    id,
                    name: entry.text("name"),
                    description: entry.text("description"),
                    kind: entry.get("type").map(super::GroupKind::read),
                });
            }
        }
        Ok(references)
    }
}

/// An id, as a number or as digits in a string. Zero is no id.
pub(crate) fn read_id(value: &Value) -> Option<u64> {
    let id = match value {
        Value::Number(number) => number.as_u64().or_else(|| {
            // Some serializers print whole numbers as `12.0`.
            number
                .as_f64()
                .filter(|n| n.fract() == 0.0 && *n >= 1.0 && *n <= 9_007_199_254_740_992.0)
                .map(|n| n as u64)
        }),
        Value::String(text) => {
            let text = text.trim();
            if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
        }
        _ => None,
    };
    id.filter(|id| *id > 0)
}

/// A boolean in any of its spellings; null and the empty string are `false`.
fn read_flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::Null => Some(false),
        Value::Number(number) => match number.as_u64() {
            Some(0) => Some(false),
            Some(1) => Some(true),
            _ => None,
        },
        Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "1" => Some(true),
            "false" | "no" | "0" | "" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn ids_come_as_numbers_and_as_digits() {
        for (value, expected) in [
            (json!(7), Some(7)),
            (json!("7"), Some(7)),
            (json!(" 7 "), Some(7)),
            (json!(7.0), Some(7)),
            (json!(u64::MAX), Some(u64::MAX)),
            (json!(0), None),
            (json!(-7), None),
            (json!(7.5), None),
            (json!("+7"), None),
            (json!("seven"), None),
            (json!(""), None),
            (json!(null), None),
            (json!("99999999999999999999"), None),
        ] {
            assert_eq!(read_id(&value), expected, "{value}");
        }
    }

    #[test]
    fn keys_are_found_in_every_spelling() {
        for key in ["can-approve", "can_approve", "canApprove", "CanApprove"] {
            let value = json!({ key: "true" });
            assert_eq!(Record::new(&value).unwrap().flag("can_approve"), Ok(Some(true)), "{key}");
        }
    }

    #[test]
    fn flags_that_are_neither_true_nor_false_are_named() {
        let value = json!({ "active": "maybe" });
        assert_eq!(
            Record::new(&value).unwrap().flag("active"),
            Err("`active` is neither true nor false".to_owned())
        );
    }

    #[test]
    fn a_list_asked_for_must_be_there() {
        let value = json!({ "roles": null, "groups": 5, "ok": [{"id": "3", "name": ""}, {"id": 3}] });
        let record = Record::new(&value).unwrap();
        assert_eq!(record.references("roles"), Ok(Vec::new()));
        assert!(record.references("groups").is_err());
        assert!(record.references("absent").is_err());
        let list = record.references("ok").unwrap();
        assert_eq!(list.len(), 1, "the same id twice is one reference");
        assert_eq!((list[0].id, list[0].name.as_deref()), (3, None));
    }
}
