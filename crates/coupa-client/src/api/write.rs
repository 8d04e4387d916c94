//! Changes to a user: lists, licences, active or not, content groups, and new users.
//!
//! Every write is sent once. It is repeated only where it certainly was not carried out: it was
//! not sent, Coupa had too many requests, or the token was no longer accepted. A lost answer is
//! an error of unknown outcome ([`Error::may_have_taken_effect`](crate::Error::may_have_taken_effect)),
//! and whoever calls finds out by reading. Coupa may leave a value silently as it was, so the
//! answer tells what is held now, wherever it tells.

use bytes::Bytes;
use http::Method;
use serde_json::{Map, Value, json};

use super::memberships::{MembershipKind, NESTED_CAP};
use super::users::UserSelection;
use crate::client::Client;
use crate::error::{Cause, Result};
use crate::model::record::Record;
use crate::model::{LicenseFlag, User};
use crate::query::Query;
use crate::retry::Safety;
use crate::scope::Scope;
use crate::selection::{self, Field};
use crate::transport::{Call, Effort, JSON, Operation};

/// The answer to a write that was carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written<T> {
    /// What the answer tells.
    pub value: T,
    /// Status of the answer, from 200 to 299.
    pub status: u16,
    /// Coupa's id of the request (`X-Request-Id`, else `X-Correlation-Id`): printable ASCII, at
    /// most [`MAX_REQUEST_ID_CHARS`](crate::transport::MAX_REQUEST_ID_CHARS). `None` if not told.
    pub request_id: Option<String>,
}

impl<T> Written<T> {
    pub(super) fn map<U>(self, read: impl FnOnce(T) -> U) -> Written<U> {
        Written { value: read(self.value), status: self.status, request_id: self.request_id }
    }
}

/// What to write into a list of a user.
///
/// Coupa's documents contradict each other: to some a list that is written is added to what is
/// held, to others it replaces that. Clearing is described as an empty element, and done by
/// public connectors with null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListValue<'a> {
    /// These ids: `[{"id":3},{"id":4}]`. Without any it is [`Empty`](Self::Empty).
    Ids(&'a [u64]),
    /// `null`, which clears the list.
    Null,
    /// `[]`, which clears the list.
    Empty,
}

impl ListValue<'_> {
    fn to_json(self) -> Value {
        match self {
            Self::Ids(ids) => ids.iter().map(|id| json!({ "id": id })).collect(),
            Self::Null => Value::Null,
            Self::Empty => json!([]),
        }
    }
}

/// A write of a list, and what is needed to see the outcome.
fn list_operation(kind: MembershipKind) -> Operation {
    let (name, read) = match kind {
        MembershipKind::Roles => ("change the roles of a user at", Scope::COMMON_READ),
        MembershipKind::Groups => ("change the groups of a user at", Scope::USER_GROUP_READ),
        MembershipKind::AccountGroups => ("change the account groups of a user at", Scope::ACCOUNTING_READ),
        MembershipKind::ContentGroups => ("change the content groups of a user at", Scope::COMMON_READ),
    };
    Operation::new(name, &[Scope::USER_WRITE, read])
}

impl Client {
    /// Writes one list of a user: `PUT /api/users/:id` with nothing else in the body.
    ///
    /// The value is the ids the user holds now according to the answer, ascending and each once.
    /// It is `None` if the answer does not tell: an empty body, no such list in it, another user,
    /// or exactly [`NESTED_CAP`] entries, which may have been cut off.
    ///
    /// # Errors
    ///
    /// [`Cause::NotFound`] if there is no such user; [`Cause::Refused`] with Coupa's words;
    /// [`Cause::OutcomeUnknown`] if the answer is lost; and everything that may befall a call.
    pub async fn write_user_list(
        &self,
        user_id: u64,
        kind: MembershipKind,
        value: ListValue<'_>,
    ) -> Result<Written<Option<Vec<u64>>>> {
        let entries = vec![Field::required("id"), Field::optional("name")];
        let field = Field::required(kind.list()).of(entries);
        let body = json!({ kind.write_key(): value.to_json() });
        let answer = self.write_user(&list_operation(kind), user_id, field, body).await?;
        Ok(answer.map(|record| {
            let record = Record::new(record.as_ref()?).ok()?;
            let mut ids: Vec<u64> =
                record.references(kind.list()).ok()?.into_iter().map(|entry| entry.id).collect();
            ids.sort_unstable();
            (ids.len() != NESTED_CAP).then_some(ids)
        }))
    }

    /// Writes one licence of a user. The value is whether it is held now, if the answer tells.
    ///
    /// Coupa was seen to answer with success and leave some licences as they are
    /// ([`LicenseFlag::revocable`]).
    ///
    /// # Errors
    ///
    /// As [`write_user_list`](Self::write_user_list).
    pub async fn write_license(
        &self,
        user_id: u64,
        flag: LicenseFlag,
        held: bool,
    ) -> Result<Written<Option<bool>>> {
        let operation = Operation::new("change a licence of a user at", &[Scope::USER_WRITE]);
        let field = Field::required(flag.graphql_name());
        let answer = self.write_user(&operation, user_id, field, json!({ flag.id(): held })).await?;
        Ok(answer.map(|record| told_flag(record.as_ref(), flag.rest_name())))
    }

    /// Makes a user active or inactive. The value is which of it the user is now, if the answer
    /// tells.
    ///
    /// # Errors
    ///
    /// As [`write_user_list`](Self::write_user_list).
    pub async fn write_active(&self, user_id: u64, active: bool) -> Result<Written<Option<bool>>> {
        let name = if active { "enable a user at" } else { "disable a user at" };
        let operation = Operation::new(name, &[Scope::USER_WRITE]);
        let field = Field::required("active");
        let answer = self.write_user(&operation, user_id, field, json!({ "active": active })).await?;
        Ok(answer.map(|record| told_flag(record.as_ref(), "active")))
    }

    /// Assigns one content group to a user, by a call for this one alone:
    /// `PUT /api/users/:id/business_groups/:id/add`.
    ///
    /// The path comes from Coupa's OpenAPI file; not every instance is known to have it.
    ///
    /// # Errors
    ///
    /// [`Cause::NotFound`] if user, group or path do not exist, [`Cause::Refused`] with 405 where
    /// the instance does not offer this; otherwise as [`write_user_list`](Self::write_user_list).
    pub async fn add_content_group(&self, user_id: u64, group_id: u64) -> Result<Written<()>> {
        let operation = Operation::new("add a user to a content group at", &[Scope::USER_WRITE]);
        self.move_content_group(&operation, user_id, group_id, "add").await
    }

    /// Takes one content group from a user; otherwise as [`add_content_group`](Self::add_content_group).
    ///
    /// # Errors
    ///
    /// As [`add_content_group`](Self::add_content_group).
    pub async fn remove_content_group(&self, user_id: u64, group_id: u64) -> Result<Written<()>> {
        let operation = Operation::new("remove a user from a content group at", &[Scope::USER_WRITE]);
        self.move_content_group(&operation, user_id, group_id, "remove").await
    }

    async fn move_content_group(
        &self,
        operation: &Operation,
        user_id: u64,
        group_id: u64,
        verb: &str,
    ) -> Result<Written<()>> {
        let (user, group) = (user_id.to_string(), group_id.to_string());
        let segments = ["users", &user, "business_groups", &group, verb];
        // The body is optional; one that says nothing suits servers that want some.
        let answer = self.write(operation, Method::PUT, &segments, &Query::new(), Some(json!({}))).await?;
        Ok(answer.map(|_| ()))
    }

    /// Creates a user from these fields, which are sent as they are: keys with dashes, references
    /// by id or by name, as in `{"department": {"name": "Finance"}}`.
    ///
    /// The value is the new user as the answer shows it. Lists and licences are not asked for, since
    /// showing them may need further scopes; what the answer shows of them all the same is read.
    ///
    /// # Errors
    ///
    /// [`Cause::Refused`] with Coupa's words, such as `Login has already been taken`;
    /// [`Cause::OutcomeUnknown`] if the answer is lost, or does not show the new user, so that the
    /// login has to be looked up; and everything that may befall a call.
    pub async fn create_user(&self, fields: &Map<String, Value>) -> Result<Written<User>> {
        let operation = Operation::new("create a user at", &[Scope::USER_WRITE]);
        let mut effort = Effort::start();
        let basic = UserSelection { employees_only: false, ..UserSelection::default() };
        let query = Query::new().with("fields", selection::to_rest(&basic.fields()));
        let body = Value::Object(fields.clone());
        let answer = self.write(&operation, Method::POST, &["users"], &query, Some(body)).await?;
        match read_created(answer.value.as_ref()) {
            Ok(user) => Ok(answer.map(|_| user)),
            Err(reason) => {
                let detail = format!("Coupa answered {} without the new user: {reason}", answer.status);
                effort.tries = 1;
                let cause = Cause::OutcomeUnknown { detail };
                let error = self.inner.session.transport().error(&operation, effort, cause);
                Err(error.about_answer(true, answer.request_id))
            }
        }
    }

    /// Writes one attribute of a user and asks for it in return. The value is the record, if it is
    /// the one of this user.
    async fn write_user(
        &self,
        operation: &Operation,
        user_id: u64,
        field: Field,
        body: Value,
    ) -> Result<Written<Option<Value>>> {
        let query = Query::new().with("fields", selection::to_rest(&[Field::required("id"), field]));
        let segments = ["users", &user_id.to_string()];
        let answer = self.write(operation, Method::PUT, &segments, &query, Some(body)).await?;
        Ok(answer.map(|value| {
            value.filter(|value| {
                Record::new(value).and_then(|record| record.id()).is_ok_and(|id| id == user_id)
            })
        }))
    }

    /// Sends a write. The value is the body of the answer, `None` if it is empty.
    pub(super) async fn write(
        &self,
        operation: &Operation,
        method: Method,
        segments: &[&str],
        query: &Query,
        body: Option<Value>,
    ) -> Result<Written<Option<Value>>> {
        let session = &self.inner.session;
        let call = Call {
            method,
            url: self.rest_url(segments, query),
            content_type: JSON,
            body: body.map(|body| Bytes::from(body.to_string())),
            safety: Safety::Once,
        };
        let reply = session.call(operation, &call, |_| false).await?;
        let request_id = reply.request_id(session.transport().redactor());
        Ok(Written { value: reply.json, status: reply.status, request_id })
    }
}

fn told_flag(record: Option<&Value>, key: &str) -> Option<bool> {
    Record::new(record?).ok()?.flag(key).ok()?
}

/// Reads the user from the answer to its creation, with whatever the answer shows.
fn read_created(answer: Option<&Value>) -> Result<User, String> {
    let record = Record::new(answer.ok_or("the answer is empty")?)?;
    let shown = |key: &str| record.get(key).is_some();
    let selection = UserSelection {
        employees_only: false,
        roles: shown("roles"),
        groups: shown("user_groups"),
        account_groups: shown("account_groups"),
        content_groups: shown("content_groups"),
        licenses: true,
    };
    User::read(&record, &selection)
}
