//! What one run is asked to change, read from the settings, and whether it may.

use std::fmt;

use baton_core::{ResourceId, ResourceTypeId};
use serde_json::{Map, Value};

use super::{AccountRequest, Error, GrantRequest, ids};
use crate::cli::{Settings, builtin, flag::Flag};

const PROFILE_EXAMPLE: &str = r#"{"login": "mreyes", "email": "mreyes@example.com"}"#;
const ARGUMENTS_EXAMPLE: &str = r#"{"user_id": "17"}"#;

/// One thing to do in place of a sync.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Task {
    /// Give an entitlement to a principal (`--grant-entitlement`).
    Grant(GrantRequest),
    /// Take it away (`--revoke-grant`).
    Revoke(GrantRequest),
    /// Make an account (`--create-account-login`, `-email` or `-profile`).
    CreateAccount {
        /// The account. It has a login; that is no longer part of the profile, nor is the address.
        request: AccountRequest,
        /// The type of the account, if it was said.
        resource_type: Option<ResourceTypeId>,
    },
    /// Run an action (`--invoke-action`).
    InvokeAction {
        /// Its name; whether there is one of this name is not checked yet.
        name: String,
        /// Its arguments.
        arguments: Map<String, Value>,
        /// The resource type to which it belongs, if that was said.
        resource_type: Option<ResourceTypeId>,
    },
    /// Tell which actions there are (`--list-action-schemas`).
    ListActionSchemas {
        /// Only those that belong to this type; all if it was not said.
        resource_type: Option<ResourceTypeId>,
    },
    /// Delete a resource (`--delete-resource`).
    DeleteResource(ResourceId),
    /// Replace the credentials of an account (`--rotate-credentials`).
    RotateCredentials(ResourceId),
}

/// Shows the names of fields and arguments, but no value of any: one may be a password.
impl fmt::Debug for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Grant(request) => f.debug_tuple("Grant").field(request).finish(),
            Self::Revoke(request) => f.debug_tuple("Revoke").field(request).finish(),
            Self::CreateAccount { request, resource_type } => f
                .debug_struct("CreateAccount")
                .field("request", request)
                .field("resource_type", resource_type)
                .finish(),
            Self::InvokeAction { name, arguments, resource_type } => f
                .debug_struct("InvokeAction")
                .field("name", name)
                .field("arguments", &arguments.keys().collect::<Vec<_>>())
                .field("resource_type", resource_type)
                .finish(),
            Self::ListActionSchemas { resource_type } => {
                f.debug_struct("ListActionSchemas").field("resource_type", resource_type).finish()
            }
            Self::DeleteResource(id) => f.debug_tuple("DeleteResource").field(id).finish(),
            Self::RotateCredentials(id) => f.debug_tuple("RotateCredentials").field(id).finish(),
        }
    }
}

/// What a run can be asked for, in the order in which Go connectors look for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Grant,
    Revoke,
    CreateAccount,
    InvokeAction,
    ListActionSchemas,
    DeleteResource,
    RotateCredentials,
}

impl Kind {
    const ALL: [Self; 7] = [
        Self::Grant,
        Self::Revoke,
        Self::CreateAccount,
        Self::InvokeAction,
        Self::ListActionSchemas,
        Self::DeleteResource,
        Self::RotateCredentials,
    ];

    /// The flags that ask for it, any of them.
    const fn heads(self) -> &'static [Flag] {
        match self {
            Self::Grant => &[builtin::GRANT_ENTITLEMENT],
            Self::Revoke => &[builtin::REVOKE_GRANT],
            Self::CreateAccount => &[
                builtin::CREATE_ACCOUNT_LOGIN,
                builtin::CREATE_ACCOUNT_PROFILE,
                builtin::CREATE_ACCOUNT_EMAIL,
            ],
            Self::InvokeAction => &[builtin::INVOKE_ACTION],
            Self::ListActionSchemas => &[builtin::LIST_ACTION_SCHEMAS],
            Self::DeleteResource => &[builtin::DELETE_RESOURCE],
            Self::RotateCredentials => &[builtin::ROTATE_CREDENTIALS],
        }
    }

    /// The flags that say more about it and mean nothing alone.
    const fn details(self) -> &'static [Flag] {
        match self {
            Self::Grant => &[builtin::GRANT_PRINCIPAL, builtin::GRANT_PRINCIPAL_TYPE],
            Self::Revoke => &[],
            Self::CreateAccount => &[builtin::CREATE_ACCOUNT_RESOURCE_TYPE],
            Self::InvokeAction => &[builtin::INVOKE_ACTION_ARGS, builtin::INVOKE_ACTION_RESOURCE_TYPE],
            Self::ListActionSchemas => &[builtin::LIST_ACTION_SCHEMAS_RESOURCE_TYPE],
            Self::DeleteResource => &[builtin::DELETE_RESOURCE_TYPE],
            Self::RotateCredentials => &[builtin::ROTATE_CREDENTIALS_TYPE],
        }
    }

    /// What to write for it.
    const fn needs(self) -> &'static str {
        match self {
            Self::Grant => "--grant-entitlement",
            Self::Revoke => "--revoke-grant",
            Self::CreateAccount => "--create-account-login",
            Self::InvokeAction => "--invoke-action",
            Self::ListActionSchemas => "--list-action-schemas",
            Self::DeleteResource => "--delete-resource",
            Self::RotateCredentials => "--rotate-credentials",
        }
    }

    /// The flag by which it is asked for, if it is. A flag that says nothing asks for nothing.
    fn asked_by(self, settings: &Settings) -> Option<&'static str> {
        self.heads().iter().map(|flag| flag.name).find(|name| settings.says(name))
    }
}

impl Task {
    /// What the settings ask for in place of a sync; nothing for a sync.
    ///
    /// Flags, variables and the configuration file count alike. Go connectors take the first task they
    /// meet, and a sync where a flag alone makes no sense; here both are errors, because a change that
    /// was not meant cannot be taken back.
    ///
    /// # Errors
    ///
    /// If two tasks are asked for, if one lacks something it cannot do without, if a value makes no sense, or
    /// if there is `--dry-run` and nothing to try. Nothing of the connector is checked yet.
    pub fn from_settings(settings: &Settings) -> Result<Option<Self>, Error> {
        let mut asked = Kind::ALL.into_iter().filter_map(|kind| Some((kind, kind.asked_by(settings)?)));
        let first = asked.next();
        if let (Some((_, first)), Some((_, second))) = (first, asked.next()) {
            return Err(Error::TwoTasks { first: settings.origin(first), second: settings.origin(second) });
        }
        let chosen = first.map(|(kind, _)| kind);
        for kind in Kind::ALL.into_iter().filter(|kind| Some(*kind) != chosen) {
            if let Some(detail) = kind.details().iter().find(|flag| settings.says(flag.name)) {
                return Err(Error::Alone { origin: settings.origin(detail.name), needs: kind.needs() });
            }
        }
        let Some(kind) = chosen else {
            return if settings.boolean(builtin::DRY_RUN.name) {
                Err(Error::NothingToTry { origin: settings.origin(builtin::DRY_RUN.name) })
            } else {
                Ok(None)
            };
        };
        Ok(Some(match kind {
            Kind::Grant => Self::Grant(grant(settings)?),
            Kind::Revoke => Self::Revoke(ids::parse_grant(text(settings, &builtin::REVOKE_GRANT))?),
            Kind::CreateAccount => Self::CreateAccount {
                request: account(settings)?,
                resource_type: resource_type(settings, &builtin::CREATE_ACCOUNT_RESOURCE_TYPE),
            },
            Kind::InvokeAction => Self::InvokeAction {
                name: text(settings, &builtin::INVOKE_ACTION).to_owned(),
                arguments: object(settings, &builtin::INVOKE_ACTION_ARGS, ARGUMENTS_EXAMPLE)?,
                resource_type: resource_type(settings, &builtin::INVOKE_ACTION_RESOURCE_TYPE),
            },
            Kind::ListActionSchemas => Self::ListActionSchemas {
                resource_type: resource_type(settings, &builtin::LIST_ACTION_SCHEMAS_RESOURCE_TYPE),
            },
            Kind::DeleteResource => Self::DeleteResource(resource(
                settings,
                &builtin::DELETE_RESOURCE,
                &builtin::DELETE_RESOURCE,
                &builtin::DELETE_RESOURCE_TYPE,
            )?),
            Kind::RotateCredentials => Self::RotateCredentials(resource(
                settings,
                &builtin::ROTATE_CREDENTIALS,
                &builtin::ROTATE_CREDENTIALS,
                &builtin::ROTATE_CREDENTIALS_TYPE,
            )?),
        }))
    }

    /// Whether it may change the remote system. Of an action nobody but the connector knows, so it counts
    /// as one that does.
    #[must_use]
    pub const fn writes(&self) -> bool {
        !matches!(self, Self::ListActionSchemas { .. })
    }

    /// The word by which programs know it: in JSON and in log records.
    #[must_use]
    pub const fn operation(&self) -> &'static str {
        match self {
            Self::Grant(_) => "grant",
            Self::Revoke(_) => "revoke",
            Self::CreateAccount { .. } => "create_account",
            Self::InvokeAction { .. } => "invoke_action",
            Self::ListActionSchemas { .. } => "list_action_schemas",
            Self::DeleteResource(_) => "delete_resource",
            Self::RotateCredentials(_) => "rotate_credentials",
        }
    }

    /// What it does, beginning with a verb, for messages.
    pub(super) fn describe(&self) -> String {
        match self {
            Self::Grant(request) => format!("grant {} to {}", request.entitlement(), request.principal),
            Self::Revoke(request) => format!("revoke {} from {}", request.entitlement(), request.principal),
            Self::CreateAccount { request, .. } => match &request.login {
                Some(login) => format!("create the account `{login}`"),
                None => "create the account".to_owned(),
            },
            Self::InvokeAction { name, .. } => format!("run the action `{name}`"),
            Self::ListActionSchemas { .. } => "list the actions".to_owned(),
            Self::DeleteResource(id) => format!("delete {id}"),
            Self::RotateCredentials(id) => format!("rotate the credentials of {id}"),
        }
    }
}

/// Lets a task pass if changes are allowed (`--provisioning`), if nothing will be sent (`--dry-run`), or if
/// it changes nothing.
///
/// One-shot runs of Go connectors open this gate by themselves, and actions have none. Here a deployment
/// without `--provisioning` stays read-only whatever it is asked.
///
/// # Errors
///
/// [`Error::NotEnabled`].
pub fn gate(settings: &Settings, task: &Task) -> Result<(), Error> {
    let open = settings.boolean(builtin::PROVISIONING.name) || settings.boolean(builtin::DRY_RUN.name);
    if open || !task.writes() { Ok(()) } else { Err(Error::NotEnabled) }
}

fn grant(settings: &Settings) -> Result<GrantRequest, Error> {
    let (held_on, slug) = ids::parse_entitlement(text(settings, &builtin::GRANT_ENTITLEMENT))?;
    let principal = resource(
        settings,
        &builtin::GRANT_ENTITLEMENT,
        &builtin::GRANT_PRINCIPAL,
        &builtin::GRANT_PRINCIPAL_TYPE,
    )?;
    Ok(GrantRequest { resource: held_on, slug, principal })
}

/// The resource that an id and a type name; `head` is the flag that cannot do without them.
fn resource(settings: &Settings, head: &Flag, id: &Flag, resource_type: &Flag) -> Result<ResourceId, Error> {
    let missing = |flag: &Flag, example| Error::Missing {
        origin: settings.origin(head.name),
        missing: flag.dashed(),
        variable: flag.variable(),
        example,
    };
    let given = text(settings, id);
    if given.is_empty() {
        return Err(missing(id, "17"));
    }
    let of_type = text(settings, resource_type);
    if of_type.is_empty() {
        return Err(missing(resource_type, "user"));
    }
    for (flag, text) in [(id, given), (resource_type, of_type)] {
        if let Some((before, after)) = text.rsplit_once(':') {
            let meant = if flag.name == id.name { after } else { before };
            return Err(Error::NotAnId {
                origin: settings.origin(flag.name),
                text: text.to_owned(),
                suggestion: meant.to_owned(),
            });
        }
    }
    Ok(ResourceId::new(ResourceTypeId::new(of_type), given))
}

fn account(settings: &Settings) -> Result<AccountRequest, Error> {
    let profile_is_set = settings.says(builtin::CREATE_ACCOUNT_PROFILE.name);
    let mut profile = if profile_is_set {
        object(settings, &builtin::CREATE_ACCOUNT_PROFILE, PROFILE_EXAMPLE)?
    } else {
        Map::new()
    };
    let mut take = |flag: &Flag, key: &'static str| -> Result<Option<String>, Error> {
        let flagged = Some(text(settings, flag)).filter(|text| !text.is_empty());
        let origin = || settings.origin(builtin::CREATE_ACCOUNT_PROFILE.name);
        let profiled = match profile.remove(key) {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text).filter(|text| !text.is_empty()),
            Some(_) => return Err(Error::NotText { origin: origin(), key }),
        };
        match (flagged, profiled) {
            (Some(flagged), Some(profiled)) if flagged != profiled => {
                Err(Error::Differ { flag: settings.origin(flag.name), key, profile: origin() })
            }
            (flagged, profiled) => Ok(flagged.map(str::to_owned).or(profiled)),
        }
    };
    let login = take(&builtin::CREATE_ACCOUNT_LOGIN, "login")?;
    let email = take(&builtin::CREATE_ACCOUNT_EMAIL, "email")?;
    if login.is_none() {
        return Err(Error::NoLogin { flag: builtin::CREATE_ACCOUNT_LOGIN.dashed() });
    }
    Ok(AccountRequest { login, email, profile })
}

/// The JSON object of a flag. What is wrong with it is told without repeating any of it.
fn object(settings: &Settings, flag: &Flag, example: &'static str) -> Result<Map<String, Value>, Error> {
    let bad = |reason: String| Error::NotAnObject { origin: settings.origin(flag.name), reason, example };
    // Any value first: asked for an object at once, the parser would quote what it met instead.
    let value: Value = serde_json::from_str(text(settings, flag)).map_err(|error| bad(error.to_string()))?;
    let kind = match value {
        Value::Object(object) => return Ok(object),
        Value::Array(_) => "a list",
        Value::String(_) => "a text",
        Value::Number(_) => "a number",
        Value::Bool(_) => "a truth value",
        Value::Null => "null",
    };
    Err(bad(format!("it is {kind}")))
}

fn resource_type(settings: &Settings, flag: &Flag) -> Option<ResourceTypeId> {
    settings.text(flag.name).map(ResourceTypeId::new)
}

/// The text of a flag, empty if it has none.
fn text<'a>(settings: &'a Settings, flag: &Flag) -> &'a str {
    settings.text(flag.name).unwrap_or_default()
}
