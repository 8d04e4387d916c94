//! The fields of groups, memberships, roles, account groups, content groups, departments and the small
//! classes around them.

use std::sync::OnceLock;

use super::{Class, Field, Get, Kind, Record, Show, Value};

/// The rule of an account group has this many segments at most.
const MAX_SEGMENTS: usize = 20;

macro_rules! table {
    ($function:ident, $variant:ident, $record:ident: [$( ($name:literal, $kind:expr, $show:ident, $value:expr) ),+ $(,)?]) => {
        pub(super) fn $function() -> &'static [Field] {
            static FIELDS: OnceLock<Vec<Field>> = OnceLock::new();
            FIELDS.get_or_init(|| {
                vec![$( Field::new($name, $kind, Show::$show, |_view, record| match record {
                    Record::$variant($record) => $value,
                    _ => Value::Null,
                }) ),+]
            })
        }
    };
}

/// Built like [`table`], but with access to the view for relations that the record itself does not hold.
pub(super) fn user_group() -> &'static [Field] {
    static FIELDS: OnceLock<Vec<Field>> = OnceLock::new();
    FIELDS.get_or_init(|| {
        let mut fields: Vec<Field> = Vec::new();
        macro_rules! of_group {
            ($name:literal, $kind:expr, $show:ident, |$group:ident| $value:expr) => {
                fields.push(Field::new($name, $kind, Show::$show, |_, record| match record {
                    Record::UserGroup($group) => $value,
                    _ => Value::Null,
                }))
            };
        }
        of_group!("id", Kind::Id, Key, |group| Value::id(group.id.0));
        of_group!("created_at", Kind::Time, Full, |group| Value::Time(group.created_at));
        of_group!("updated_at", Kind::Time, Full, |group| Value::Time(group.updated_at));
        of_group!("name", Kind::Text, Key, |group| Value::text(&group.name));
        of_group!("description", Kind::Text, Short, |group| Value::text_opt(group.description.as_deref()));
        of_group!("active", Kind::Boolean, Short, |group| Value::Boolean(group.active));
        of_group!("can_approve", Kind::Boolean, Short, |group| Value::Boolean(group.can_approve));
        of_group!("open", Kind::Boolean, Full, |group| Value::Boolean(group.open));
        of_group!("type", Kind::Text, Short, |group| Value::text_opt(group.class.as_deref()));
        of_group!("mention_name", Kind::Text, Full, |group| Value::text_opt(group.mention_name.as_deref()));
        of_group!("avatar_thumb_url", Kind::Text, Full, |_group| Value::Null);
        of_group!("owner", Kind::One(Class::User), Full, |group| Value::One(
            group.owner.map(|owner| owner.0)
        ));
        of_group!("content_groups", Kind::Many(Class::ContentGroup), Full, |group| Value::Many(
            group.content_groups.iter().map(|content_group| content_group.0).collect()
        ));
        fields.push(Field::new("users", Kind::Many(Class::User), Show::Full, |view, record| match record {
            Record::UserGroup(group) => {
                Value::Many(view.state.group_members(group.id).map(|user| user.0).collect())
            }
            _ => Value::Null,
        }));
        of_group!("created_by", Kind::One(Class::User), Full, |group| Value::One(
            group.created_by.map(|by| by.0)
        ));
        of_group!("updated_by", Kind::One(Class::User), Full, |group| Value::One(
            group.updated_by.map(|by| by.0)
        ));
        of_group!("status", Kind::Text, Query, |group| Value::text(if group.active {
            "active"
        } else {
            "inactive"
        }));
        fields
    })
}

pub(super) fn membership() -> &'static [Field] {
    static FIELDS: OnceLock<Vec<Field>> = OnceLock::new();
    FIELDS.get_or_init(|| {
        let mut fields: Vec<Field> = Vec::new();
        macro_rules! of_membership {
            ($name:literal, $kind:expr, $show:ident, |$membership:ident| $value:expr) => {
                fields.push(Field::new($name, $kind, Show::$show, |_, record| match record {
                    Record::Membership($membership) => $value,
                    _ => Value::Null,
                }))
            };
        }
        of_membership!("id", Kind::Id, Key, |membership| Value::id(membership.id.0));
        of_membership!("created_at", Kind::Time, Short, |membership| Value::Time(membership.created_at));
        of_membership!("updated_at", Kind::Time, Short, |membership| Value::Time(membership.updated_at));
        of_membership!("owner", Kind::Boolean, Short, |membership| Value::Boolean(membership.owner));
        of_membership!("participant", Kind::Boolean, Short, |membership| Value::Boolean(
            membership.participant
        ));
        of_membership!("user_id", Kind::Integer, Short, |membership| Value::id(membership.user.0));
        of_membership!("user_group_id", Kind::Integer, Short, |membership| Value::id(membership.group.0));
        fields.push(Field::new("user_group_type", Kind::Text, Show::Short, |view, record| match record {
            Record::Membership(membership) => {
                let project = view.state.group(membership.group).is_some_and(|group| group.is_project());
                Value::text(if project { "Project" } else { "UserGroup" })
            }
            _ => Value::Null,
        }));
        of_membership!("user", Kind::One(Class::User), Full, |membership| Value::One(Some(
            membership.user.0
        )));
        of_membership!("user_group", Kind::One(Class::UserGroup), Full, |membership| Value::One(Some(
            membership.group.0
        )));
        fields
    })
}

table!(role, Role, role: [
    ("id", Kind::Id, Key, Value::id(role.id.0)),
    ("created_at", Kind::Time, Short, Value::Time(role.created_at)),
    ("updated_at", Kind::Time, Short, Value::Time(role.updated_at)),
    ("name", Kind::Text, Key, Value::text(&role.name)),
    ("description", Kind::Text, Short, Value::text_opt(role.description.as_deref())),
    ("omnipotent", Kind::Boolean, Short, Value::Boolean(role.omnipotent)),
    ("system_role", Kind::Boolean, Short, Value::Boolean(role.system_role)),
    ("created_by", Kind::One(Class::User), Full, { let _ = role; Value::One(None) }),
    ("updated_by", Kind::One(Class::User), Full, { let _ = role; Value::One(None) }),
]);

pub(super) fn account_group() -> &'static [Field] {
    static FIELDS: OnceLock<Vec<Field>> = OnceLock::new();
    FIELDS.get_or_init(|| {
        let mut fields: Vec<Field> = Vec::new();
        macro_rules! of_group {
            ($name:literal, $kind:expr, $show:ident, |$group:ident| $value:expr) => {
                fields.push(Field::new($name, $kind, Show::$show, |_, record| match record {
                    Record::AccountGroup($group) => $value,
                    _ => Value::Null,
                }))
            };
        }
        of_group!("id", Kind::Id, Key, |group| Value::id(group.id.0));
        of_group!("created_at", Kind::Time, Full, |group| Value::Time(group.created_at));
        of_group!("updated_at", Kind::Time, Full, |group| Value::Time(group.updated_at));
        of_group!("name", Kind::Text, Key, |group| Value::text(&group.name));
        of_group!("account_group_type", Kind::Integer, Short, |group| Value::Integer(
            group.account_group_type
        ));
        of_group!("account_type", Kind::One(Class::AccountType), Full, |group| Value::One(Some(
            group.account_type
        )));
        for (row, names) in SEGMENTS.iter().enumerate() {
            for (column, name) in names.iter().enumerate() {
                fields.push(Field {
                    name,
                    kind: Kind::Text,
                    show: Show::Full,
                    get: Get::Segment(row, column),
                });
            }
        }
        fields
    })
}

macro_rules! segments {
    ($( $number:literal )+) => {
        [$( [
            concat!("segment_", $number, "_col"),
            concat!("segment_", $number, "_op"),
            concat!("segment_", $number, "_val"),
        ] ),+]
    };
}

const SEGMENTS: [[&str; 3]; MAX_SEGMENTS] = segments!(1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20);

table!(content_group, ContentGroup, group: [
    ("id", Kind::Id, Key, Value::id(group.id.0)),
    ("created_at", Kind::Time, Full, Value::Time(group.created_at)),
    ("updated_at", Kind::Time, Full, Value::Time(group.updated_at)),
    ("name", Kind::Text, Key, Value::text(&group.name)),
    ("description", Kind::Text, Short, Value::text_opt(group.description.as_deref())),
    ("created_by", Kind::One(Class::User), Full, { let _ = group; Value::One(None) }),
    ("updated_by", Kind::One(Class::User), Full, { let _ = group; Value::One(None) }),
]);

table!(department, Department, department: [
    ("id", Kind::Id, Key, Value::id(department.id.0)),
    ("created_at", Kind::Time, Full, Value::Time(department.created_at)),
    ("updated_at", Kind::Time, Full, Value::Time(department.updated_at)),
    ("name", Kind::Text, Key, Value::text(&department.name)),
    ("active", Kind::Boolean, Short, Value::Boolean(department.active)),
    ("created_by", Kind::One(Class::User), Full, { let _ = department; Value::One(None) }),
    ("updated_by", Kind::One(Class::User), Full, { let _ = department; Value::One(None) }),
]);

table!(account_type, AccountType, account_type: [
    ("id", Kind::Id, Key, Value::id(account_type.id)),
    ("name", Kind::Text, Key, Value::text(account_type.name)),
    ("active", Kind::Boolean, Short, { let _ = account_type; Value::Boolean(true) }),
]);

table!(currency, Currency, currency: [
    ("id", Kind::Id, Key, Value::id(currency.id)),
    ("code", Kind::Text, Key, Value::text(currency.code)),
    ("decimals", Kind::Integer, Short, Value::Integer(currency.decimals)),
]);
