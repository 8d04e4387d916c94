//! The actions `enable_user` and `disable_user`.
//!
//! Users cannot be deleted in Coupa; one that is inactive cannot sign in, and keeps what they hold until it
//! is revoked. Source: Coupa's user API page, field `active`.

use baton_core::{ActionKind, ActionSchema, Field, FieldKind, ResourceId};
use baton_sdk::provision::{ActionOutcome, Change};
use coupa_client::UserSelection;
use serde_json::{Map, Value};

use super::{
    error::ProvisionError,
    provisioner::{CoupaProvisioner, change_of_flag},
    remote::FlagKind,
    stores::ChangeRecord,
    target, words,
};
use crate::{mapping, types};

/// `enable_user`.
pub const ENABLE_USER: &str = "enable_user";
/// `disable_user`.
pub const DISABLE_USER: &str = "disable_user";

/// Both actions, sorted by name.
#[must_use]
pub fn schemas() -> Vec<ActionSchema> {
    let schema = |name: &str, display_name: &str, description: &str, kind| ActionSchema {
        name: name.to_owned(),
        display_name: display_name.to_owned(),
        description: description.to_owned(),
        arguments: vec![
            Field::new("user_id", "User ID", FieldKind::Text)
                .required()
                .described("The id of the user in Coupa")
                .placeholder("17"),
        ],
        return_types: vec![
            Field::new("success", "Success", FieldKind::Bool)
                .described("Whether the user is in the wanted state now"),
            Field::new("message", "Message", FieldKind::Text).described("What was done"),
        ],
        kinds: vec![ActionKind::Account, kind],
        resource_type: None,
    };
    vec![
        schema(
            DISABLE_USER,
            "Disable User",
            "Keeps a user from signing in to Coupa; what the user holds stays until it is revoked",
            ActionKind::AccountDisable,
        ),
        schema(
            ENABLE_USER,
            "Enable User",
            "Lets a user sign in to Coupa again, with what the user holds",
            ActionKind::AccountEnable,
        ),
    ]
}

/// Reads the one argument.
pub(crate) fn user_id(arguments: &Map<String, Value>) -> Result<u64, ProvisionError> {
    let bad = |problem: String| ProvisionError::BadUserId { problem };
    let text = match arguments.get("user_id") {
        None | Some(Value::Null) => return Err(bad("is missing".to_owned())),
        Some(Value::String(text)) if text.trim().is_empty() => return Err(bad("is empty".to_owned())),
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        Some(_) => return Err(bad("is not a text".to_owned())),
    };
    let id = ResourceId::new(types::USER, text.clone());
    target::number(&id).map_err(|_| {
        bad(format!("is `{text}`, which is no id: ids in Coupa are plain numbers from 1 up, such as 17"))
    })
}

impl CoupaProvisioner {
    /// Runs an action.
    pub(super) async fn act(
        &self,
        name: &str,
        arguments: &Map<String, Value>,
    ) -> Result<ActionOutcome, ProvisionError> {
        let wanted = name == ENABLE_USER;
        let user = user_id(arguments)?;
        let _lock = self.lock(user).await?;
        let verb = if wanted { "enable" } else { "disable" };
        let record = ChangeRecord::new(self.stores.as_deref(), user, format!("{verb} user:{user}"));
        let client = self.user_writer(&[]);
        let person = self.user(&client, user, UserSelection::default()).await?;
        let done = self.set_flag(&record, &client, user, FlagKind::Active, wanted).await?;
        let change = change_of_flag(done);
        let shown = mapping::user(&person).display_name;
        let message = match change {
            Change::Made => format!("{verb}d user {user} ({shown})"),
            Change::AlreadySo => format!("user {user} ({shown}) is {verb}d already"),
            Change::Planned => format!("would {verb} user {user} ({shown})"),
        };
        let response = Map::from_iter([
            ("success".to_owned(), Value::Bool(true)),
            ("message".to_owned(), message.into()),
        ]);
        Ok(ActionOutcome {
            change,
            response,
            before: Some(words::flag("active", if change == Change::AlreadySo { wanted } else { !wanted })),
            after: Some(words::flag("active", wanted)),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_argument_is_looked_at() {
        let read = |value: Value| user_id(value.as_object().unwrap()).map_err(|error| error.to_string());
        assert_eq!(read(json!({ "user_id": "17" })), Ok(17));
        assert_eq!(read(json!({ "user_id": " 17 " })), Ok(17));
        assert_eq!(read(json!({ "user_id": 17 })), Ok(17));
        for (arguments, problem) in [
            (json!({}), "is missing"),
            (json!({ "user_id": null }), "is missing"),
            (json!({ "userId": "17" }), "is missing"),
            (json!({ "user_id": " " }), "is empty"),
            (json!({ "user_id": ["17"] }), "is not a text"),
            (json!({ "user_id": "seventeen" }), "is `seventeen`, which is no id"),
            (json!({ "user_id": "0" }), "is `0`, which is no id"),
            (json!({ "user_id": -3 }), "is `-3`, which is no id"),
            (json!({ "user_id": 1.5 }), "is `1.5`, which is no id"),
        ] {
            let error = read(arguments.clone()).unwrap_err();
            assert!(error.starts_with(&format!("the argument `user_id` {problem}")), "{arguments}: {error}");
        }
    }

    #[test]
    fn schemas_are_sorted_and_each_has_its_kind() {
        let schemas = schemas();
        assert_eq!(
            schemas.iter().map(|schema| schema.name.as_str()).collect::<Vec<_>>(),
            [DISABLE_USER, ENABLE_USER]
        );
        assert_eq!(schemas[0].kinds, [ActionKind::Account, ActionKind::AccountDisable]);
        assert_eq!(schemas[1].kinds, [ActionKind::Account, ActionKind::AccountEnable]);
        assert!(schemas.iter().all(|schema| schema.arguments[0].is_required));
    }
}
