//! Single memberships of users in groups, as records of their own.
//!
//! Coupa's page on memberships does not mention that they can be deleted, and instances differ in
//! whether they offer the path at all; its OpenAPI file and its scope screen list both. Where they
//! work, nobody's other memberships are touched, unlike in a write of the whole list.

use http::Method;
use serde_json::json;

use super::end::Highest;
use super::write::Written;
use crate::client::Client;
use crate::error::{Cause, ErrorKind, Result};
use crate::model::record::{Record, read_id};
use crate::query::Query;
use crate::scope::Scope;
use crate::selection::Field;
use crate::transport::{Effort, Operation};

/// Last part of the path.
pub(super) const PATH: &str = "user_group_memberships";

/// What to ask of a membership: both ends, in both forms Coupa has for them.
pub(super) fn fields() -> [Field; 5] {
    [
        Field::required("id"),
        Field::optional("userId"),
        Field::optional("userGroupId"),
        Field::optional("user").of(vec![Field::required("id")]),
        Field::optional("userGroup").of(vec![Field::required("id")]),
    ]
}

/// The user and the group of a membership, as far as told.
pub(super) fn ends(record: &Record<'_>) -> (Option<u64>, Option<u64>) {
    let reference = |flat: &str, nested: &str| {
        record
            .get(flat)
            .and_then(read_id)
            .or_else(|| record.nested(nested).and_then(|nested| nested.id().ok()))
    };
    (reference("user_id", "user"), reference("user_group_id", "user_group"))
}

impl Client {
    /// Makes a user a participant of a group or project, by a membership of its own.
    ///
    /// What Coupa answers for somebody who already is one is not documented.
    ///
    /// # Errors
    ///
    /// [`Cause::NotFound`], or [`Cause::Refused`] with 405, where the instance does not offer
    /// this; [`Cause::Refused`] for an unknown user or group; [`Cause::OutcomeUnknown`] if the
    /// answer is lost; and everything that may befall a call.
    pub async fn add_group_membership(&self, user_id: u64, group_id: u64) -> Result<Written<()>> {
        let operation = Operation::new("add a user to a group at", &[Scope::USER_GROUP_WRITE]);
        let body =
            json!({ "user": { "id": user_id }, "user-group": { "id": group_id }, "participant": true });
        let answer = self.write(&operation, Method::POST, &[PATH], &Query::new(), Some(body)).await?;
        Ok(answer.map(|_| ()))
    }

    /// The ids of the memberships of this user in this group, by ascending id; empty if the user is
    /// not in it. Records of others are left out, should the instance show them.
    ///
    /// # Errors
    ///
    /// [`Cause::NotFound`] if the instance has no such path; [`Cause::WrongPage`] if it obeys no
    /// condition; [`Cause::Unreadable`] if all that comes are records that do not tell whose
    /// they are; and everything that may befall a call.
    pub async fn find_group_memberships(&self, user_id: u64, group_id: u64) -> Result<Vec<u64>> {
        let operation = Operation::new("find the group memberships of a user at", &[Scope::USER_GROUP_READ]);
        let effort = Effort::start();
        // What is told of one end may not contradict; an end that is not told proves nothing.
        let is_meant = |record: &Record<'_>| {
            let (user, group) = ends(record);
            user.is_none_or(|user| user == user_id) && group.is_none_or(|group| group == group_id)
        };
        let of_user = Query::new().with("user[id]", user_id);
        let of_both = of_user.clone().with("user_group[id]", group_id);
        let found = match self.look_up(&operation, &[PATH], &fields(), &of_both, is_meant).await {
            // Not every condition is known everywhere; the user alone has few enough groups.
            Err(error) if error.kind() == ErrorKind::Refused => {
                self.look_up(&operation, &[PATH], &fields(), &of_user, is_meant).await?
            }
            found => found?,
        };
        let fail = |cause| self.inner.session.transport().error(&operation, effort, cause);
        let Some(found) = found else {
            // To some instances a 404 is the empty list. Whether the path exists, the list of
            // everybody's memberships tells.
            return match self.highest_id_of(&operation, &[PATH], &Query::new()).await? {
                Highest::Id(_) | Highest::Nothing | Highest::Unclear => Ok(Vec::new()),
                Highest::NotFound | Highest::Refused => {
                    Err(fail(Cause::NotFound { text: format!("`/api/{PATH}` does not exist") }))
                }
            };
        };
        let told = |value| {
            let record = Record::new(value).ok()?;
            match ends(&record) {
                (Some(_), Some(_)) => record.id().ok(),
                _ => None,
            }
        };
        let ids: Vec<u64> = found.iter().filter_map(told).collect();
        if ids.is_empty() && !found.is_empty() {
            let what = format!("whether user {user_id} is a member of group {group_id}");
            return Err(fail(Cause::Unreadable { what }));
        }
        Ok(ids)
    }

    /// Deletes a membership.
    ///
    /// # Errors
    ///
    /// [`Cause::NotFound`] if there is no such membership, or the instance does not offer this;
    /// [`Cause::Refused`] with 405 where it offers no deletion; [`Cause::OutcomeUnknown`] if the
    /// answer is lost; and everything that may befall a call.
    pub async fn remove_group_membership(&self, membership_id: u64) -> Result<Written<()>> {
        let operation = Operation::new("remove a user from a group at", &[Scope::USER_GROUP_WRITE]);
        let segments = [PATH, &membership_id.to_string()];
        let answer = self.write(&operation, Method::DELETE, &segments, &Query::new(), None).await?;
        Ok(answer.map(|_| ()))
    }
}
