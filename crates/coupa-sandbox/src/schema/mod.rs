//! One table of fields per class of records, from which queries, REST bodies and the GraphQL schema follow.
//!
//! A field is known by its snake-case name. REST prints it with dashes, GraphQL in lower camel case, queries
//! take it with dashes or underscores; no other place in the crate spells a field name twice.

mod access;
mod user;

use std::borrow::Cow;
use std::sync::Arc;

use jiff::Timestamp;

use crate::clock::Clock;
use crate::state::{
    ACCOUNT_TYPES, AccountGroup, AccountGroupId, AccountType, CURRENCIES, ContentGroup, ContentGroupId,
    Currency, CustomValue, Department, DepartmentId, Group, GroupId, Licence, Membership, MembershipId, Role,
    RoleId, State, User, UserId,
};
use crate::switches::Switches;

/// A class of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Class {
    User,
    UserGroup,
    Membership,
    Role,
    AccountGroup,
    ContentGroup,
    Department,
    AccountType,
    Currency,
}

impl Class {
    pub(crate) const ALL: [Self; 9] = [
        Self::User,
        Self::UserGroup,
        Self::Membership,
        Self::Role,
        Self::AccountGroup,
        Self::ContentGroup,
        Self::Department,
        Self::AccountType,
        Self::Currency,
    ];

    /// The element name in XML, and the key of its messages in an error body.
    pub(crate) const fn singular(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::UserGroup => "user_group",
            Self::Membership => "user_group_membership",
            Self::Role => "role",
            Self::AccountGroup => "account_group",
            Self::ContentGroup => "content_group",
            Self::Department => "department",
            Self::AccountType => "account_type",
            Self::Currency => "currency",
        }
    }

    pub(crate) const fn plural(self) -> &'static str {
        match self {
            Self::User => "users",
            Self::UserGroup => "user_groups",
            Self::Membership => "user_group_memberships",
            Self::Role => "roles",
            Self::AccountGroup => "account_groups",
            Self::ContentGroup => "content_groups",
            Self::Department => "departments",
            Self::AccountType => "account_types",
            Self::Currency => "currencies",
        }
    }

    /// The type name in the GraphQL schema.
    pub(crate) const fn graphql(self) -> &'static str {
        match self {
            Self::User => "User",
            Self::UserGroup => "UserGroup",
            Self::Membership => "UserGroupMembership",
            Self::Role => "Role",
            Self::AccountGroup => "AccountGroup",
            Self::ContentGroup => "BusinessGroup",
            Self::Department => "Department",
            Self::AccountType => "AccountType",
            Self::Currency => "Currency",
        }
    }

    pub(crate) fn fields(self) -> &'static [Field] {
        match self {
            Self::User => user::fields(),
            Self::UserGroup => access::user_group(),
            Self::Membership => access::membership(),
            Self::Role => access::role(),
            Self::AccountGroup => access::account_group(),
            Self::ContentGroup => access::content_group(),
            Self::Department => access::department(),
            Self::AccountType => access::account_type(),
            Self::Currency => access::currency(),
        }
    }

    /// The field with this snake-case name, if this instance's schema has it.
    pub(crate) fn field(self, name: &str, switches: &Switches) -> Option<&'static Field> {
        if self == Self::User && !switches.knows_user_field(name) {
            return None;
        }
        self.fields().iter().find(|field| field.name == name)
    }

    /// The fields this instance's schema has.
    pub(crate) fn known_fields(self, switches: &Switches) -> impl Iterator<Item = &'static Field> {
        self.fields().iter().filter(move |field| self != Self::User || switches.knows_user_field(field.name))
    }
}

/// How much of a record shows a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Show {
    /// Always, even where only natural keys are printed.
    Key,
    /// In nested objects.
    Short,
    /// Where the record itself is asked for.
    Full,
    /// Nowhere: the field exists for queries only.
    Query,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Id,
    Integer,
    Boolean,
    Text,
    Time,
    One(Class),
    Many(Class),
    Custom,
}

impl Kind {
    pub(crate) const fn target(self) -> Option<Class> {
        match self {
            Self::One(class) | Self::Many(class) => Some(class),
            _ => None,
        }
    }
}

/// The value of a field of one record.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value<'a> {
    Null,
    Boolean(bool),
    Integer(i64),
    Text(Cow<'a, str>),
    Time(Timestamp),
    One(Option<u64>),
    Many(Vec<u64>),
    Custom(&'a std::collections::BTreeMap<String, CustomValue>),
}

impl<'a> Value<'a> {
    fn text(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    fn text_opt(text: Option<&'a str>) -> Self {
        text.map_or(Self::Null, Self::text)
    }

    fn id(id: u64) -> Self {
        Self::Integer(i64::try_from(id).unwrap_or(i64::MAX))
    }
}

/// One field of a class.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) show: Show,
    get: Get,
}

#[derive(Debug)]
enum Get {
    From(for<'a> fn(&View, &'a Record) -> Value<'a>),
    Licence(Licence),
    Segment(usize, usize),
}

impl Field {
    const fn new(
        name: &'static str,
        kind: Kind,
        show: Show,
        get: for<'a> fn(&View, &'a Record) -> Value<'a>,
    ) -> Self {
        Self { name, kind, show, get: Get::From(get) }
    }

    pub(crate) fn value<'a>(&self, view: &View, record: &'a Record) -> Value<'a> {
        match (&self.get, record) {
            (Get::From(get), _) => get(view, record),
            (Get::Licence(licence), Record::User(user)) => Value::Boolean(user.licences.contains(*licence)),
            (Get::Segment(row, column), Record::AccountGroup(group)) => {
                Value::text_opt(group.segments.get(*row).map(|segment| segment[*column].as_str()))
            }
            _ => Value::Null,
        }
    }
}

/// A record of any class.
#[derive(Debug, Clone)]
pub(crate) enum Record {
    User(Arc<User>),
    UserGroup(Arc<Group>),
    Membership(Arc<Membership>),
    Role(Arc<Role>),
    AccountGroup(Arc<AccountGroup>),
    ContentGroup(Arc<ContentGroup>),
    Department(Arc<Department>),
    AccountType(&'static AccountType),
    Currency(&'static Currency),
}

impl Record {
    pub(crate) fn class(&self) -> Class {
        match self {
            Self::User(_) => Class::User,
            Self::UserGroup(_) => Class::UserGroup,
            Self::Membership(_) => Class::Membership,
            Self::Role(_) => Class::Role,
            Self::AccountGroup(_) => Class::AccountGroup,
            Self::ContentGroup(_) => Class::ContentGroup,
            Self::Department(_) => Class::Department,
            Self::AccountType(_) => Class::AccountType,
            Self::Currency(_) => Class::Currency,
        }
    }

    pub(crate) fn id(&self) -> u64 {
        match self {
            Self::User(user) => user.id.0,
            Self::UserGroup(group) => group.id.0,
            Self::Membership(membership) => membership.id.0,
            Self::Role(role) => role.id.0,
            Self::AccountGroup(group) => group.id.0,
            Self::ContentGroup(group) => group.id.0,
            Self::Department(department) => department.id.0,
            Self::AccountType(account_type) => account_type.id,
            Self::Currency(currency) => currency.id,
        }
    }
}

/// What one request sees: the state as it was when the request came, and the rules of the instance.
#[derive(Debug, Clone)]
pub(crate) struct View {
    pub(crate) state: Arc<State>,
    pub(crate) switches: Arc<Switches>,
    pub(crate) clock: Arc<Clock>,
}

type Records<'a> = Box<dyn DoubleEndedIterator<Item = Record> + 'a>;

impl View {
    pub(crate) fn get(&self, class: Class, id: u64) -> Option<Record> {
        let state = &self.state;
        match class {
            Class::User => state.user(UserId(id)).cloned().map(Record::User),
            Class::UserGroup => state.group(GroupId(id)).cloned().map(Record::UserGroup),
            Class::Membership => state.membership(MembershipId(id)).cloned().map(Record::Membership),
            Class::Role => state.role(RoleId(id)).cloned().map(Record::Role),
            Class::AccountGroup => state.account_group(AccountGroupId(id)).cloned().map(Record::AccountGroup),
            Class::ContentGroup => state.content_group(ContentGroupId(id)).cloned().map(Record::ContentGroup),
            Class::Department => state.department(DepartmentId(id)).cloned().map(Record::Department),
            Class::AccountType => {
                ACCOUNT_TYPES.iter().find(|account_type| account_type.id == id).map(Record::AccountType)
            }
            Class::Currency => CURRENCIES.iter().find(|currency| currency.id == id).map(Record::Currency),
        }
    }

    /// The records of a class whose ids lie in the range, ascending.
    pub(crate) fn range(&self, class: Class, low: u64, high: u64) -> Records<'_> {
        if low > high {
            return Box::new(std::iter::empty());
        }
        let state = &self.state;
        macro_rules! range {
            ($map:ident, $id:ident, $variant:ident) => {
                Box::new(
                    state
                        .$map
                        .range($id(low)..=$id(high))
                        .map(|(_, record)| Record::$variant(Arc::clone(record))),
                )
            };
        }
        match class {
            Class::User => range!(users, UserId, User),
            Class::UserGroup => range!(groups, GroupId, UserGroup),
            Class::Membership => range!(memberships, MembershipId, Membership),
            Class::Role => range!(roles, RoleId, Role),
            Class::AccountGroup => range!(account_groups, AccountGroupId, AccountGroup),
            Class::ContentGroup => range!(content_groups, ContentGroupId, ContentGroup),
            Class::Department => range!(departments, DepartmentId, Department),
            Class::AccountType => Box::new(ACCOUNT_TYPES.iter().map(Record::AccountType)),
            Class::Currency => Box::new(CURRENCIES.iter().map(Record::Currency)),
        }
    }

    pub(crate) fn many(&self, class: Class, ids: &[u64]) -> Vec<Record> {
        ids.iter().filter_map(|id| self.get(class, *id)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_snake_case_and_unique_in_their_class() {
        for class in Class::ALL {
            let mut seen = std::collections::BTreeSet::new();
            for field in class.fields() {
                assert!(seen.insert(field.name), "{class:?} has {} twice", field.name);
                assert!(field.name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'));
            }
            assert!(seen.contains("id"), "{class:?} has an id");
        }
    }

    #[test]
    fn a_retired_licence_leaves_the_schema() {
        let mut switches = Switches::default();
        assert!(Class::User.field("treasury_user", &switches).is_some());
        switches.set("absent_licences", "treasury_user").unwrap();
        assert!(Class::User.field("treasury_user", &switches).is_none());
        assert!(Class::User.known_fields(&switches).all(|field| field.name != "treasury_user"));
    }
}
