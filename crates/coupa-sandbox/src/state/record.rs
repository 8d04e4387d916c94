//! The records of the instance, normalised: associations are ids, nested objects are built when printed.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::id::{AccountGroupId, ContentGroupId, DepartmentId, GroupId, MembershipId, RoleId, UserId};
use super::licence::LicenceSet;

/// A login: an employee, a supplier's contact, an integration or Coupa support.
#[derive(Debug, Clone, PartialEq)]
pub struct User {
    /// The id.
    pub id: UserId,
    /// When the record was made.
    pub created_at: Timestamp,
    /// When it was last changed; see the switch `entitlement_bump`.
    pub updated_at: Timestamp,
    /// Who made it.
    pub created_by: Option<UserId>,
    /// Who changed it last.
    pub updated_by: Option<UserId>,
    /// The unique login name.
    pub login: String,
    /// The unique e-mail address, in whatever case somebody typed it.
    pub email: String,
    /// Given name, at most 40 characters.
    pub firstname: String,
    /// Middle name.
    pub middlename: Option<String>,
    /// Family name, at most 40 characters.
    pub lastname: String,
    /// Unique when set.
    pub employee_number: Option<String>,
    /// The name single sign-on uses.
    pub sso_identifier: Option<String>,
    /// False once deactivated: users are never deleted.
    pub active: bool,
    /// The class column: blank for ordinary users, `SupplierUser` for a supplier's contact.
    pub class: Option<String>,
    /// True for an integration's login.
    pub api_user: bool,
    /// True for a supplier's login.
    pub supplier_user: bool,
    /// True for a login of Coupa support.
    pub support_user: bool,
    /// The supplier of a supplier's login.
    pub supplier_id: Option<u64>,
    /// The licence flags that are true.
    pub licences: LicenceSet,
    /// The manager.
    pub manager: Option<UserId>,
    /// The department.
    pub department: Option<DepartmentId>,
    /// The roles, ascending.
    pub roles: Vec<RoleId>,
    /// The groups and projects, ascending; each has a [`Membership`].
    pub groups: Vec<GroupId>,
    /// The account groups, ascending.
    pub account_groups: Vec<AccountGroupId>,
    /// The content groups, ascending.
    pub content_groups: Vec<ContentGroupId>,
    /// `coupa_credentials`, `ldap` or `saml`.
    pub authentication_method: String,
    /// A locale tag such as `en-GB`.
    pub default_locale: String,
    /// The id of the default currency.
    pub default_currency: Option<u64>,
    /// The handle used in mentions.
    pub mention_name: Option<String>,
    /// What the user does.
    pub business_function: Option<String>,
    /// How senior the user is.
    pub seniority_level: Option<String>,
    /// 0, 1 or 2.
    pub account_security_type: i64,
    /// 0 or 1.
    pub business_group_security_type: i64,
    /// `ERP` or `CoupaPay`.
    pub employee_payment_channel: String,
    /// An id in a customer relationship system.
    pub salesforce_id: Option<String>,
    /// The customer's own fields, by snake-case name.
    pub custom_fields: BTreeMap<String, CustomValue>,
}

impl User {
    /// First, middle and last name joined.
    #[must_use]
    pub fn fullname(&self) -> String {
        let parts = [Some(self.firstname.as_str()), self.middlename.as_deref(), Some(self.lastname.as_str())];
        parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// The value of a custom field.
#[derive(Debug, Clone, PartialEq)]
pub enum CustomValue {
    /// Text; numbers are text too.
    Text(String),
    /// A tick box.
    Flag(bool),
    /// An entry of a lookup list.
    Lookup {
        /// Its id.
        id: u64,
        /// Its name.
        name: String,
        /// The customer's reference.
        external_ref_num: Option<String>,
    },
}

/// A security role.
#[derive(Debug, Clone, PartialEq)]
pub struct Role {
    /// The id.
    pub id: RoleId,
    /// When the record was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// The unique name.
    pub name: String,
    /// Free text; missing or empty for some.
    pub description: Option<String>,
    /// True for full access.
    pub omnipotent: bool,
    /// True for a role shipped by Coupa.
    pub system_role: bool,
}

/// A user group, or a project: both live in the same list.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The id.
    pub id: GroupId,
    /// When the record was made.
    pub created_at: Timestamp,
    /// When it was last changed; see the switch `membership_bump`.
    pub updated_at: Timestamp,
    /// Who made it.
    pub created_by: Option<UserId>,
    /// Who changed it last.
    pub updated_by: Option<UserId>,
    /// The unique name.
    pub name: String,
    /// Free text; missing or empty for some.
    pub description: Option<String>,
    /// False once closed: groups are never deleted. Inactive groups stay listed.
    pub active: bool,
    /// True if the group may approve documents.
    pub can_approve: bool,
    /// True if anyone may join.
    pub open: bool,
    /// Blank for groups, `Project` for projects.
    pub class: Option<String>,
    /// The handle used in mentions.
    pub mention_name: Option<String>,
    /// Who looks after the group.
    pub owner: Option<UserId>,
    /// The content groups that see it.
    pub content_groups: Vec<ContentGroupId>,
}

impl Group {
    /// True for a project.
    #[must_use]
    pub fn is_project(&self) -> bool {
        self.class.as_deref() == Some("Project")
    }
}

/// One user in one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The id.
    pub id: MembershipId,
    /// When the user joined.
    pub created_at: Timestamp,
    /// When the membership was last changed.
    pub updated_at: Timestamp,
    /// The member.
    pub user: UserId,
    /// The group.
    pub group: GroupId,
    /// True for an administrator of the group.
    pub owner: bool,
    /// True for an ordinary member.
    pub participant: bool,
}

/// A rule that selects accounts; users carry them to see those accounts' documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountGroup {
    /// The id.
    pub id: AccountGroupId,
    /// When the record was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// The unique name, at most 80 characters.
    pub name: String,
    /// 1 or 2.
    pub account_group_type: i64,
    /// The id of the chart of accounts.
    pub account_type: u64,
    /// The rule: column, operator and value of each segment.
    pub segments: Vec<[String; 3]>,
}

/// A content group: who may see which documents. Coupa's API calls it a business group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentGroup {
    /// The id.
    pub id: ContentGroupId,
    /// When the record was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// The unique name.
    pub name: String,
    /// Free text; missing or empty for some.
    pub description: Option<String>,
}

/// A department.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Department {
    /// The id.
    pub id: DepartmentId,
    /// When the record was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// The unique name.
    pub name: String,
    /// False once closed.
    pub active: bool,
}

/// A chart of accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountType {
    /// The id.
    pub id: u64,
    /// The name.
    pub name: &'static str,
}

/// A currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Currency {
    /// The id; US dollars are 1.
    pub id: u64,
    /// The ISO code.
    pub code: &'static str,
    /// Digits after the point.
    pub decimals: i64,
}

/// The currencies every instance knows.
pub(crate) const CURRENCIES: [Currency; 6] = [
    Currency { id: 1, code: "USD", decimals: 2 },
    Currency { id: 2, code: "EUR", decimals: 2 },
    Currency { id: 3, code: "GBP", decimals: 2 },
    Currency { id: 4, code: "JPY", decimals: 0 },
    Currency { id: 5, code: "CHF", decimals: 2 },
    Currency { id: 6, code: "BRL", decimals: 2 },
];

/// The charts of accounts every instance knows.
pub(crate) const ACCOUNT_TYPES: [AccountType; 2] =
    [AccountType { id: 2, name: "Corporate" }, AccountType { id: 5, name: "Subsidiaries" }];
