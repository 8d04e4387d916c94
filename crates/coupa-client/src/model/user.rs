//! People and service accounts.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::record::{Reason, Record};
use super::{LicenseFlag, NamedRef};
use crate::api::UserSelection;

/// A user of Coupa, with what was asked for.
///
/// Lists that were not selected are empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct User {
    /// Instance-unique id.
    pub id: u64,
    /// Unique login name.
    pub login: Option<String>,
    /// Unique e-mail address.
    pub email: Option<String>,
    /// Full name, derived by Coupa from the parts.
    pub fullname: Option<String>,
    /// Given name.
    pub firstname: Option<String>,
    /// Middle name.
    pub middlename: Option<String>,
    /// Family name.
    pub lastname: Option<String>,
    /// Whether the user may sign in. Users cannot be deleted, only made inactive.
    pub active: bool,
    /// Number of the employee, unique when set.
    pub employee_number: Option<String>,
    /// Name at the single sign-on provider.
    pub sso_identifier: Option<String>,
    /// When the record was made.
    pub created_at: Option<Timestamp>,
    /// When the record was last changed.
    pub updated_at: Option<Timestamp>,
    /// An integration account; `None` if this instance does not tell.
    pub api_user: Option<bool>,
    /// A login of a supplier; `None` if not told.
    pub supplier_user: Option<bool>,
    /// A login of Coupa's support; `None` if not told.
    pub support_user: Option<bool>,
    /// The manager.
    pub manager: Option<UserRef>,
    /// The department.
    pub department: Option<DepartmentRef>,
    /// Roles held, each once.
    pub roles: Vec<NamedRef>,
    /// Groups and projects the user belongs to, each once.
    pub user_groups: Vec<NamedRef>,
    /// Account groups assigned, each once.
    pub account_groups: Vec<NamedRef>,
    /// Content groups assigned, each once.
    pub content_groups: Vec<NamedRef>,
    /// Licence flags. A flag this instance does not know is absent.
    pub licenses: BTreeMap<LicenseFlag, bool>,
}

/// A reference to another user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserRef {
    /// The user's id.
    pub id: u64,
    /// The login, if told.
    pub login: Option<String>,
    /// The e-mail address, if told.
    pub email: Option<String>,
    /// The full name, if told.
    pub fullname: Option<String>,
}

/// A reference to a department.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartmentRef {
    /// The department's id.
    pub id: u64,
    /// Its name, if told.
    pub name: Option<String>,
}

impl User {
    /// Reads a record that was asked for with `selection`.
    pub(crate) fn read(record: &Record<'_>, selection: &UserSelection) -> Result<Self, Reason> {
        let list = |wanted: bool, key: &str| if wanted { record.references(key) } else { Ok(Vec::new()) };
        let mut licenses = BTreeMap::new();
        if selection.licenses {
            for flag in LicenseFlag::ALL {
                if let Some(held) = record.flag(flag.rest_name())? {
                    licenses.insert(flag, held);
                }
            }
        }
        Ok(Self {
            id: record.id()?,
            login: record.text("login"),
            email: record.text("email"),
            fullname: record.text("fullname"),
            firstname: record.text("firstname"),
            middlename: record.text("middlename"),
            lastname: record.text("lastname"),
            active: record.flag("active")?.ok_or("`active` is missing although it was asked for")?,
            employee_number: record.text("employee_number"),
            sso_identifier: record.text("sso_identifier"),
            created_at: record.time("created_at"),
            updated_at: record.time("updated_at"),
            api_user: record.flag("api_user")?,
            supplier_user: record.flag("supplier_user")?,
            support_user: record.flag("support_user")?,
            manager: record.nested("manager").and_then(|manager| {
                Some(UserRef {
                    id: manager.id().ok()?,
                    login: manager.text("login"),
                    email: manager.text("email"),
                    fullname: manager.text("fullname"),
                })
            }),
            department: record.nested("department").and_then(|department| {
                Some(DepartmentRef { id: department.id().ok()?, name: department.text("name") })
            }),
            roles: list(selection.roles, "roles")?,
            user_groups: list(selection.groups, "user_groups")?,
            account_groups: list(selection.account_groups, "account_groups")?,
            content_groups: list(selection.content_groups, "content_groups")?,
            licenses,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn everything() -> UserSelection {
        UserSelection {
            roles: true,
            groups: true,
            account_groups: true,
            content_groups: true,
            licenses: true,
            ..UserSelection::default()
        }
    }

    #[test]
    fn a_record_with_dashes_is_read() {
        let value = json!({
            "id": 131, "created-at": "2023-05-11T09:14:03-07:00", "login": "mreyes", "email": "m@example.com",
            "firstname": "Maria", "middlename": null, "lastname": "Reyes", "fullname": "Maria Reyes",
            "active": "true", "api-user": false, "sso-identifier": "", "treasury-user": null,
            "analytics-user": true, "contracts-user": "false",
            "manager": { "id": "17", "login": "dking" }, "department": { "id": 4, "name": "Finance" },
            "roles": [{ "id": 3, "name": "User", "description": "Basic" }],
            "user-groups": [{ "id": 77, "name": "FP&A", "type": null }, { "id": 78, "type": "Project" }],
            "account-groups": [], "content-groups": null, "novelty": {"deep": [1]}
        });
        let user = User::read(&Record::new(&value).unwrap(), &everything()).unwrap();
        assert_eq!(user.id, 131);
        assert!(user.active);
        assert_eq!(user.created_at.unwrap().to_string(), "2023-05-11T16:14:03Z");
        assert_eq!((user.middlename, user.sso_identifier), (None, None));
        assert_eq!(user.manager.unwrap().id, 17);
        assert_eq!(user.department.unwrap().name.as_deref(), Some("Finance"));
        assert_eq!(user.user_groups[1].kind, Some(super::super::GroupKind::Project));
        assert_eq!(
            user.licenses,
            BTreeMap::from([
                (LicenseFlag::Analytics, true),
                (LicenseFlag::Contracts, false),
                (LicenseFlag::Treasury, false)
            ])
        );
        assert_eq!((user.api_user, user.support_user), (Some(false), None));
    }

    #[test]
    fn what_must_be_there_is_an_error_of_the_record() {
        let read = |value: serde_json::Value| User::read(&Record::new(&value).unwrap(), &everything());
        let lists = |mut value: serde_json::Value| {
            for key in ["roles", "user-groups", "account-groups", "content-groups"] {
                value[key] = json!([]);
            }
            value
        };
        assert!(read(lists(json!({ "id": 1, "active": true }))).is_ok());
        assert!(read(lists(json!({ "active": true }))).unwrap_err().contains("`id`"));
        assert!(read(lists(json!({ "id": 1 }))).unwrap_err().contains("`active`"));
        assert!(read(json!({ "id": 1, "active": true })).unwrap_err().contains("`roles`"));
        let mut holes = lists(json!({ "id": 1, "active": true }));
        holes["roles"] = json!([{ "name": "Admin" }]);
        assert!(read(holes).unwrap_err().contains("an entry of `roles`"));
    }
}
