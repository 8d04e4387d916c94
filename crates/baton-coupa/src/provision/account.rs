//! New accounts: what is asked for, turned into the fields of a Coupa user and checked before any call.
//!
//! Source: Coupa's user API page. References may be given by id or by name: a manager as `dking` or `17`,
//! roles as `["Buyer", 3]`.

use baton_core::{
    AccountSchema, Email, Field, FieldKind, Resource, ResourceId, Status, TraitData, UserTrait,
};
use baton_sdk::{
    cli::suggest,
    provision::{AccountRequest, Change, CreatedAccount},
};
use coupa_client::{
    Client, ErrorKind, Scope, UserSelection,
    model::{LicenseFlag, User},
};
use serde_json::{Map, Value, json};

use super::{
    audit::Ending,
    error::{CallError, ProvisionError},
    protocol::{RecordError, Trouble},
    provisioner::{CoupaProvisioner, told},
    remote::trouble,
    stores::ChangeRecord,
};
use crate::{listing::DirectoryKind, mapping, types};

/// Longest login and address that Coupa takes.
const MAX_TEXT: usize = 255;
/// Longest given and family name that Coupa takes.
const MAX_NAME: usize = 40;

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Text of at most this many characters.
    Text(usize),
    /// One of these words.
    Word(&'static [&'static str]),
    Bool,
    /// A whole number up to this.
    Small(u64),
    /// Another record, by id or by this key.
    Reference(&'static str),
    /// Several records, each by id or by name.
    References(DirectoryKind),
    /// The customer's own fields.
    Custom,
}

/// The fields by the name that Coupa gives them. Other spellings are in [`find`].
const FIELDS: &[(&str, Kind)] = &[
    ("login", Kind::Text(MAX_TEXT)),
    ("email", Kind::Text(MAX_TEXT)),
    ("firstname", Kind::Text(MAX_NAME)),
    ("lastname", Kind::Text(MAX_NAME)),
    ("middlename", Kind::Text(MAX_TEXT)),
    ("active", Kind::Bool),
    ("employee-number", Kind::Text(MAX_TEXT)),
    ("sso-identifier", Kind::Text(MAX_TEXT)),
    ("authentication-method", Kind::Word(&["coupa_credentials", "ldap", "saml"])),
    ("generate-password-and-notify", Kind::Word(&["Yes", "No"])),
    ("default-locale", Kind::Text(10)),
    ("default-currency", Kind::Reference("code")),
    ("default-account-type", Kind::Reference("name")),
    ("account-security-type", Kind::Small(2)),
    ("business-group-security-type", Kind::Small(1)),
    ("department", Kind::Reference("name")),
    ("manager", Kind::Reference("login")),
    ("mention-name", Kind::Text(MAX_TEXT)),
    ("seniority-level", Kind::Text(MAX_TEXT)),
    ("salesforce-id", Kind::Text(MAX_TEXT)),
    ("employee-payment-channel", Kind::Word(&["ERP", "CoupaPay"])),
    ("roles", Kind::References(DirectoryKind::Roles)),
    ("user-groups", Kind::References(DirectoryKind::Groups)),
    ("account-groups", Kind::References(DirectoryKind::AccountGroups)),
    ("content-groups", Kind::References(DirectoryKind::ContentGroups)),
    ("custom-fields", Kind::Custom),
];

/// Names that other systems use, in plain spelling.
const ALIASES: &[(&str, &str)] = &[
    ("givenname", "firstname"),
    ("familyname", "lastname"),
    ("surname", "lastname"),
    ("mail", "email"),
    ("emailaddress", "email"),
    ("username", "login"),
    ("employeeid", "employee-number"),
    ("groups", "user-groups"),
    ("currency", "default-currency"),
    ("locale", "default-locale"),
];

/// What the form for a new account asks.
#[must_use]
pub fn schema() -> AccountSchema {
    let text = |name, label| Field::new(name, label, FieldKind::Text);
    AccountSchema {
        fields: vec![
            text("login", "Login").required().placeholder("mreyes"),
            text("email", "Email").required().placeholder("maria.reyes@example.com"),
            text("first_name", "First name").required().placeholder("Maria"),
            text("last_name", "Last name").required().placeholder("Reyes"),
            text("employee_number", "Employee number"),
            text("sso_identifier", "SSO identifier").described("Name at the single sign-on provider"),
            text("authentication_method", "Authentication method")
                .described("coupa_credentials, ldap or saml"),
            text("department", "Department").described("Name of a department in Coupa"),
            text("manager", "Manager").described("Login of the manager in Coupa"),
            text("default_locale", "Locale").placeholder("en"),
            text("default_currency", "Currency").placeholder("USD"),
            Field::new("roles", "Roles", FieldKind::Texts).described("Names of roles in Coupa"),
            Field::new("generate_password_and_notify", "Send an invitation", FieldKind::Text)
                .described("Yes lets Coupa make a password and send it"),
        ],
    }
}

fn plain(key: &str) -> String {
    key.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect()
}

/// The field or licence that a key means, in any spelling.
fn find(key: &str) -> Option<(&'static str, Kind)> {
    let wanted = plain(key);
    let wanted =
        ALIASES.iter().find_map(|(alias, name)| (*alias == wanted).then(|| plain(name))).unwrap_or(wanted);
    FIELDS.iter().find(|(name, _)| plain(name) == wanted).copied().or_else(|| {
        LicenseFlag::ALL
            .into_iter()
            .find(|flag| plain(flag.id()) == wanted)
            .map(|flag| (flag.id(), Kind::Bool))
    })
}

/// Turns a request into the body of the call.
///
/// # Errors
///
/// Everything that is missing or makes no sense, at once.
pub(crate) fn fields(request: &AccountRequest) -> Result<Map<String, Value>, ProvisionError> {
    let mut fields = Map::new();
    let mut problems = Vec::new();
    let mut unusable = Vec::new();
    let given = [("login", &request.login), ("email", &request.email)];
    let given =
        given.into_iter().filter_map(|(key, text)| Some((key.to_owned(), Value::from(text.clone()?))));
    for (key, value) in given.chain(request.profile.clone()) {
        if plain(&key) == "password" {
            problems.push(
                "`password` is not sent from here: let Coupa make one with `generate_password_and_notify`, or \
                 sign in through an identity provider"
                    .to_owned(),
            );
            continue;
        }
        let Some((name, kind)) = find(&key) else {
            problems.push(match nearest(&key) {
                Some(near) => format!("`{key}` is no field of a user; did you mean `{near}`?"),
                None => format!("`{key}` is no field of a user"),
            });
            continue;
        };
        if value.is_null() {
            continue;
        }
        match read(kind, &value) {
            Ok(value) if fields.get(name).is_some_and(|former| *former != value) => {
                problems.push(format!("`{}` is given twice, with different values", name.replace('-', "_")));
            }
            Ok(value) => {
                fields.insert(name.to_owned(), value);
            }
            Err(problem) => {
                unusable.push(name);
                problems.push(format!("`{key}` {problem}"));
            }
        }
    }
    let mut is_incomplete = false;
    for (name, shown) in
        [("login", "login"), ("email", "email"), ("firstname", "first_name"), ("lastname", "last_name")]
    {
        let is_blank = |value: &Value| value.as_str().is_none_or(|text| text.trim().is_empty());
        if fields.get(name).is_none_or(is_blank) && !unusable.contains(&name) {
            is_incomplete = true;
            problems.push(format!("`{shown}` is missing"));
        }
    }
    if fields.get("email").and_then(Value::as_str).is_some_and(|email| !looks_like_address(email)) {
        problems.push("`email` is no e-mail address".to_owned());
    }
    if problems.is_empty() { Ok(fields) } else { Err(ProvisionError::BadAccount { problems, is_incomplete }) }
}

fn looks_like_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && !host.is_empty() && !text.contains(char::is_whitespace) && !host.contains('@')
    })
}

fn nearest(key: &str) -> Option<&'static str> {
    let names = FIELDS.iter().map(|(name, _)| *name).chain(LicenseFlag::ALL.map(LicenseFlag::id));
    let spelled: Vec<(String, &'static str)> = names.map(|name| (plain(name), name)).collect();
    let wanted = plain(key);
    let near = suggest::nearest(&wanted, spelled.iter().map(|(plain, _)| plain.as_str()))?;
    spelled.iter().find(|(plain, _)| plain == near).map(|(_, name)| *name)
}

fn read(kind: Kind, value: &Value) -> Result<Value, String> {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    match kind {
        Kind::Text(max) => {
            let text = text(value).ok_or("is no text")?;
            if text.chars().count() > max {
                return Err(format!("is longer than {max} characters"));
            }
            Ok(text.into())
        }
        Kind::Word(words) => {
            let text = text(value).ok_or("is no text")?;
            let known = words.iter().find(|word| word.eq_ignore_ascii_case(&text));
            known.map(|word| Value::from(*word)).ok_or_else(|| format!("is none of {}", words.join(", ")))
        }
        Kind::Bool => match value {
            Value::Bool(flag) => Ok((*flag).into()),
            Value::String(word) if word == "true" => Ok(true.into()),
            Value::String(word) if word == "false" => Ok(false.into()),
            _ => Err("is neither true nor false".to_owned()),
        },
        Kind::Small(max) => {
            let number = text(value).and_then(|text| text.parse::<u64>().ok());
            let number = number.filter(|number| *number <= max);
            number.map(Value::from).ok_or_else(|| format!("is no whole number from 0 to {max}"))
        }
        Kind::Reference(key) => reference(key, value),
        Kind::References(_) => {
            let entries = match value {
                Value::Array(entries) => entries.clone(),
                one => vec![one.clone()],
            };
            entries
                .iter()
                .map(|entry| reference("name", entry))
                .collect::<Result<Vec<_>, _>>()
                .map(Value::from)
        }
        Kind::Custom => match value {
            Value::Object(_) => Ok(value.clone()),
            _ => Err("is no object of fields".to_owned()),
        },
    }
}

fn reference(key: &str, value: &Value) -> Result<Value, String> {
    match value {
        Value::Number(number) if number.as_u64().is_some_and(|id| id > 0) => Ok(json!({ "id": number })),
        Value::String(text) if text.trim().is_empty() => Err("is empty".to_owned()),
        Value::String(text) => match text.trim().parse::<u64>() {
            Ok(id) if id > 0 => Ok(json!({ "id": id })),
            _ => Ok(json!({ key: text.trim() })),
        },
        Value::Object(object) if !object.is_empty() => Ok(value.clone()),
        _ => Err("names no record: give an id or a name".to_owned()),
    }
}

impl CoupaProvisioner {
    /// Makes an account, unless there is one.
    pub(super) async fn create(&self, request: &AccountRequest) -> Result<CreatedAccount, ProvisionError> {
        let fields = fields(request)?;
        let text = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (login, email) = (text("login"), text("email"));
        let operation = format!("create the account {login}");
        // Ids begin with 1: number 0 is the queue of those who make accounts.
        let _lock = match &self.stores {
            Some(stores) => Some(stores.locks.user(0).await?),
            None => None,
        };
        let unread = |cause: CallError| ProvisionError::Unread { cause };
        let mut read = vec![Scope::USER_READ];
        let kinds = FIELDS.iter().filter_map(|(name, kind)| match kind {
            Kind::References(kind) if fields.contains_key(*name) => Some(kind.resource_type()),
            _ => None,
        });
        let kinds: Vec<_> = kinds.collect();
        read.extend(types::read_scopes(&kinds));
        let client = self.user_writer(&read);
        if let Some(existing) = self.existing(&client, &login, &email).await.map_err(|error| match error {
            Ok(error) => unread(error.into()),
            Err(error) => error,
        })? {
            let notes =
                vec!["accounts in Coupa are never made twice: what it holds was left as it is".to_owned()];
            return Ok(CreatedAccount {
                change: Change::AlreadySo,
                account: mapping::user(&existing),
                fields,
                notes,
            });
        }
        let record = ChangeRecord::new(self.stores.as_deref(), 0, operation);
        match record.begin(Value::Null, Value::Object(fields.clone())) {
            Ok(()) => {}
            Err(RecordError::Planned) => {
                let account = planned(&fields);
                return Ok(CreatedAccount { change: Change::Planned, account, fields, notes: Vec::new() });
            }
            Err(error) => return Err(error.into()),
        }
        match self.post(&client, &record, &login, &fields).await {
            Ok(user) => {
                record.end(Ending::Made, json!({ "user": user.id }), None);
                let mut notes = Vec::new();
                if let Some(left_out) = self.left_out(&client, user.id, &fields).await {
                    notes.push(left_out);
                }
                Ok(CreatedAccount { change: Change::Made, account: mapping::user(&user), fields, notes })
            }
            Err((error, ending)) => {
                record.end(ending, Value::Null, Some(&told(&error)));
                Err(error)
            }
        }
    }

    /// The account that has this login and this address, if there is one. One that has only one of them is
    /// somebody else's.
    async fn existing(
        &self,
        client: &Client,
        login: &str,
        email: &str,
    ) -> Result<Option<User>, Result<coupa_client::Error, ProvisionError>> {
        let mut found = client.users_with_login(login).await.map_err(Ok)?;
        found.extend(client.users_with_email(email).await.map_err(Ok)?);
        let same = |had: Option<&str>, wanted: &str| {
            had.is_some_and(|had| had.to_lowercase() == wanted.to_lowercase())
        };
        let is_it = |user: &User| same(user.login.as_deref(), login) && same(user.email.as_deref(), email);
        if let Some(user) = found.iter().find(|user| is_it(user)) {
            return Ok(Some(user.clone()));
        }
        let mut taken: Vec<String> = Vec::new();
        for user in &found {
            let shown = mapping::user(user).display_name;
            for (what, had, wanted) in [("login", &user.login, login), ("e-mail", &user.email, email)] {
                let words = format!("the {what} `{wanted}` belongs to user {} ({shown})", user.id);
                if same(had.as_deref(), wanted) && !taken.contains(&words) {
                    taken.push(words);
                }
            }
        }
        if taken.is_empty() { Ok(None) } else { Err(Err(ProvisionError::AccountTaken { taken })) }
    }

    /// Sends the account, and looks for it where the answer is lost. Coupa makes no two accounts with one
    /// login, so sending again is safe.
    async fn post(
        &self,
        client: &Client,
        record: &ChangeRecord<'_>,
        login: &str,
        fields: &Map<String, Value>,
    ) -> Result<User, (ProvisionError, Ending)> {
        let mut was_unsure = false;
        let mut tries = 0;
        loop {
            tries += 1;
            let sent = client.create_user(fields).await;
            let result = record.sent.note("POST", "/api/users".to_owned(), sent);
            let error = match result {
                Ok(written) => return Ok(written.value),
                Err(error) => error,
            };
            let trouble = trouble(error);
            let is_unsure = matches!(trouble, Trouble::Unsure(_));
            was_unsure |= is_unsure;
            let cause = match trouble {
                Trouble::Unsure(cause) | Trouble::Refused(cause) | Trouble::NotDone(cause) => cause,
            };
            if was_unsure {
                if is_unsure {
                    self.patience.wait(tries).await;
                }
                match client.users_with_login(login).await {
                    Ok(found) => {
                        if let Some(user) = found.into_iter().next() {
                            return Ok(user);
                        }
                    }
                    Err(_) => {
                        let former = format!("no account {login}");
                        let wanted = format!("an account {login}");
                        let unknown = ProvisionError::Unknown { former, wanted, cause };
                        return Err((unknown, Ending::Unknown));
                    }
                }
            }
            if !is_unsure || tries >= self.patience.max_tries {
                let taken = is_taken(&cause);
                if let Some(taken) = taken {
                    return Err((ProvisionError::AccountTaken { taken }, Ending::Unchanged));
                }
                let unread = ProvisionError::NotCreated { cause: cause.resolved() };
                return Err((unread, Ending::Unchanged));
            }
        }
    }

    /// What Coupa left out of a new account without a word.
    async fn left_out(&self, client: &Client, user: u64, fields: &Map<String, Value>) -> Option<String> {
        let selection = UserSelection {
            roles: fields.contains_key("roles"),
            groups: fields.contains_key("user-groups"),
            account_groups: fields.contains_key("account-groups"),
            content_groups: fields.contains_key("content-groups"),
            licenses: true,
            ..UserSelection::default()
        };
        let seen = match client.user(user, &selection).await {
            Ok(Some(seen)) => seen,
            Ok(None) => return Some("the new account cannot be read back".to_owned()),
            Err(error) => return Some(format!("the new account could not be read back: {error}")),
        };
        let mut missing = Vec::new();
        for (name, kind) in FIELDS {
            let (Kind::References(kind), Some(Value::Array(wanted))) = (kind, fields.get(*name)) else {
                continue;
            };
            for entry in wanted {
                let held = kind.memberships(&seen).iter().any(|held| {
                    entry.get("id").and_then(Value::as_u64).is_none_or(|id| id == held.id)
                        && entry
                            .get("name")
                            .and_then(Value::as_str)
                            .is_none_or(|name| held.name.as_deref() == Some(name))
                });
                if !held {
                    missing.push(format!("{name} {entry}"));
                }
            }
        }
        for flag in LicenseFlag::ALL {
            let wanted = fields.get(flag.id()).and_then(Value::as_bool);
            if wanted.is_some_and(|wanted| seen.licenses.get(&flag).copied().unwrap_or(false) != wanted) {
                missing.push(format!("the license {}", flag.display_name()));
            }
        }
        if fields.get("active").and_then(Value::as_bool).is_some_and(|wanted| wanted != seen.active) {
            missing.push("active".to_owned());
        }
        (!missing.is_empty()).then(|| format!("Coupa left out: {}", missing.join(", ")))
    }
}

/// Coupa's words for a login or an address that somebody else has.
fn is_taken(cause: &CallError) -> Option<Vec<String>> {
    let CallError::Client(error) = cause else { return None };
    if error.kind() != ErrorKind::Refused {
        return None;
    }
    let taken: Vec<String> =
        error.refusals().into_iter().filter(|words| words.contains("already been taken")).collect();
    (!taken.is_empty()).then_some(taken)
}

/// What the account would be.
fn planned(fields: &Map<String, Value>) -> Resource {
    let text = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let name = format!("{} {}", text("firstname"), text("lastname"));
    let account = UserTrait {
        status: Status::Enabled,
        login: text("login"),
        emails: vec![Email { address: text("email"), is_primary: true }],
        ..UserTrait::default()
    };
    Resource::new(ResourceId::new(types::USER, ""), name).with_trait(TraitData::User(account))
}

#[cfg(test)]
mod tests {
    use baton_sdk::report::Hint as _;

    use super::*;

    fn request(login: &str, email: &str, profile: Value) -> AccountRequest {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        AccountRequest {
            login: some(login),
            email: some(email),
            profile: profile.as_object().cloned().unwrap_or_default(),
        }
    }

    #[test]
    fn every_spelling_becomes_the_field_that_coupa_knows() {
        let profile = json!({
            "first_name": "Tove", "lastName": "Lund", "employee_id": 2077, "Department": "Finance",
            "manager": "dking", "default-currency": "EUR", "roles": ["Buyer", 3, "4"],
            "groups": { "name": "FP&A" }, "authentication_method": "SAML", "purchasing_user": true,
            "treasury-user": "true", "custom_fields": { "cost-center": "4100" }, "middlename": null,
            "account_security_type": "2"
        });
        let fields = fields(&request("tlund", "tlund@example.com", profile)).unwrap();
        assert_eq!(
            Value::Object(fields),
            json!({
                "login": "tlund", "email": "tlund@example.com", "firstname": "Tove", "lastname": "Lund",
                "employee-number": "2077", "department": { "name": "Finance" },
                "manager": { "login": "dking" }, "default-currency": { "code": "EUR" },
                "roles": [{ "name": "Buyer" }, { "id": 3 }, { "id": 4 }],
                "user-groups": [{ "name": "FP&A" }], "authentication-method": "saml",
                "purchasing-user": true, "treasury_user": true,
                "custom-fields": { "cost-center": "4100" }, "account-security-type": 2
            })
        );
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let cases = [
            request("", "", json!({})),
            request("tlund", "", json!({ "first_name": "Tove", "last_name": " " })),
            request("tlund", "tlund", json!({ "first_name": "Tove", "last_name": "Lund" })),
            request(
                "tlund",
                "t@example.com",
                json!({
                    "first_name": "T".repeat(41), "last_name": "Lund", "depratment": "Finance", "shoe size": 44,
                    "active": "maybe", "roles": [""], "authentication_method": "magic", "manager": [],
                    "custom_fields": 7, "account_security_type": 9, "password": "hunter2"
                }),
            ),
            request(
                "tlund",
                "t@example.com",
                json!({
                    "login": "other", "first_name": "Tove", "last_name": "Lund"
                }),
            ),
        ];
        let told: Vec<String> = cases
            .iter()
            .map(|case| {
                let error = fields(case).unwrap_err();
                format!("{}\n  hint: {}", error.to_string().replace("; ", "\n  "), error.hint().unwrap())
            })
            .collect();
        assert!(!told.join("").contains("hunter2"));
        insta::assert_snapshot!(told.join("\n"));
    }

    #[test]
    fn the_form_asks_only_for_what_is_understood() {
        for field in schema().fields {
            assert!(find(&field.name).is_some(), "{}", field.name);
        }
    }
}
