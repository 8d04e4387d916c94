//! The parsers of bytes that come from elsewhere, in one place for fuzzing.
//!
//! Each takes whatever comes and answers or refuses; none may panic, whatever the input.

use crate::api::UserSelection;
use crate::graphql::{Document, Envelope};
use crate::model::User;
use crate::model::record::Record;
use crate::selection::Field;

pub use crate::body::{MAX_TEXT_CHARS, parse_error_body};
pub use crate::retry::parse_retry_after;

/// Reads one user record with everything selected, from JSON.
///
/// # Errors
///
/// Why the record cannot be read, in words.
pub fn parse_user(json: &[u8]) -> Result<User, String> {
    let value: serde_json::Value = serde_json::from_slice(json).map_err(|error| error.to_string())?;
    let selection = UserSelection {
        employees_only: true,
        roles: true,
        groups: true,
        account_groups: true,
        content_groups: true,
        licenses: true,
    };
    User::read(&Record::new(&value)?, &selection)
}

/// Reads a GraphQL answer to a small question about users; tells how many fields it calls unknown.
///
/// `None` if it is not a GraphQL answer.
#[must_use]
pub fn parse_graphql(json: &[u8]) -> Option<usize> {
    let envelope = Envelope::read(serde_json::from_slice(json).ok()?)?;
    let fields = [Field::required("id"), Field::required("roles").of(vec![Field::optional("name")])];
    let document = Document::collection("users", "id[gt]=0", &fields);
    let _ = (envelope.messages(), envelope.is_permission(), envelope.affected("users"));
    Some(envelope.unknown_fields(&document).len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    /// JSON of any shape, with keys that matter here and there.
    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            "\\PC{0,12}".prop_map(Value::from),
        ];
        let key = prop_oneof![
            Just("id".to_owned()),
            Just("active".to_owned()),
            Just("roles".to_owned()),
            Just("user-groups".to_owned()),
            Just("account_groups".to_owned()),
            Just("contentGroups".to_owned()),
            Just("manager".to_owned()),
            Just("created-at".to_owned()),
            Just("aic-user".to_owned()),
            Just("errors".to_owned()),
            Just("data".to_owned()),
            Just("message".to_owned()),
            Just("path".to_owned()),
            "\\PC{0,6}",
        ];
        leaf.prop_recursive(4, 32, 6, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                prop::collection::vec((key.clone(), inner), 0..8)
                    .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn any_json_is_read_or_refused(value in any_json()) {
            let text = value.to_string();
            let _ = parse_user(text.as_bytes());
            let _ = parse_graphql(text.as_bytes());
            prop_assert!(!parse_error_body(text.as_bytes()).is_empty());
        }

        #[test]
        fn a_user_that_is_read_has_what_was_written(id in 1_u64.., active: bool, roles in prop::collection::btree_set(1_u64..50, 0..6)) {
            let roles_json: Vec<Value> = roles.iter().map(|id| json!({ "id": id.to_string() })).collect();
            let text = json!({ "id": id, "active": active, "roles": roles_json, "user-groups": [], "account-groups": [], "content-groups": [] }).to_string();
            let user = parse_user(text.as_bytes()).unwrap();
            prop_assert_eq!((user.id, user.active), (id, active));
            prop_assert_eq!(user.roles.iter().map(|role| role.id).collect::<std::collections::BTreeSet<_>>(), roles);
        }
    }
}
