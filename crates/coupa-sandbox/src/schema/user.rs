//! The fields of a user.

use std::sync::OnceLock;

use super::{Class, Field, Get, Kind, Record, Show, Value};
use crate::state::{GroupId, Licence, User};
use crate::switches::IntegrationType;

macro_rules! of_user {
    ($name:literal, $kind:expr, $show:ident, |$user:ident| $value:expr) => {
        Field::new($name, $kind, Show::$show, |_, record| match record {
            Record::User($user) => $value,
            _ => Value::Null,
        })
    };
    ($name:literal, $kind:expr, $show:ident, |$view:ident, $user:ident| $value:expr) => {
        Field::new($name, $kind, Show::$show, |$view, record| match record {
            Record::User($user) => $value,
            _ => Value::Null,
        })
    };
}

pub(super) fn fields() -> &'static [Field] {
    static FIELDS: OnceLock<Vec<Field>> = OnceLock::new();
    FIELDS.get_or_init(|| {
        let mut fields = vec![
            of_user!("id", Kind::Id, Key, |user| Value::id(user.id.0)),
            of_user!("created_at", Kind::Time, Full, |user| Value::Time(user.created_at)),
            of_user!("updated_at", Kind::Time, Full, |user| Value::Time(user.updated_at)),
            of_user!("login", Kind::Text, Key, |user| Value::text(&user.login)),
            of_user!("email", Kind::Text, Key, |user| Value::text(&user.email)),
        ];
        fields.extend(Licence::ALL.iter().map(|licence| Field {
            name: licence.name(),
            kind: Kind::Boolean,
            show: Show::Full,
            get: Get::Licence(*licence),
        }));
        fields.extend([
            of_user!("employee_number", Kind::Text, Short, |user| Value::text_opt(
                user.employee_number.as_deref()
            )),
            of_user!("firstname", Kind::Text, Short, |user| Value::text(&user.firstname)),
            of_user!("middlename", Kind::Text, Full, |user| Value::text_opt(user.middlename.as_deref())),
            of_user!("lastname", Kind::Text, Short, |user| Value::text(&user.lastname)),
            of_user!("fullname", Kind::Text, Short, |user| Value::Text(user.fullname().into())),
            of_user!("api_user", Kind::Boolean, Full, |user| Value::Boolean(user.api_user)),
            of_user!("supplier_user", Kind::Boolean, Full, |user| Value::Boolean(user.supplier_user)),
            of_user!("support_user", Kind::Boolean, Full, |user| Value::Boolean(user.support_user)),
            of_user!("supplier_id", Kind::Integer, Full, |user| user
                .supplier_id
                .map_or(Value::Null, Value::id)),
            of_user!("active", Kind::Boolean, Full, |user| Value::Boolean(user.active)),
            of_user!("salesforce_id", Kind::Text, Short, |user| Value::text_opt(
                user.salesforce_id.as_deref()
            )),
            of_user!("account_security_type", Kind::Integer, Full, |user| Value::Integer(
                user.account_security_type
            )),
            of_user!("business_group_security_type", Kind::Integer, Full, |user| Value::Integer(
                user.business_group_security_type
            )),
            of_user!("authentication_method", Kind::Text, Full, |user| Value::text(
                &user.authentication_method
            )),
            of_user!("sso_identifier", Kind::Text, Full, |user| Value::text_opt(
                user.sso_identifier.as_deref()
            )),
            of_user!("default_locale", Kind::Text, Full, |user| Value::text(&user.default_locale)),
            of_user!("mention_name", Kind::Text, Full, |user| Value::text_opt(user.mention_name.as_deref())),
            of_user!("avatar_thumb_url", Kind::Text, Short, |_user| Value::Null),
            of_user!("seniority_level", Kind::Text, Full, |user| Value::text_opt(
                user.seniority_level.as_deref()
            )),
            of_user!("business_function", Kind::Text, Full, |user| Value::text_opt(
                user.business_function.as_deref()
            )),
            of_user!("employee_payment_channel", Kind::Text, Full, |user| Value::text(
                &user.employee_payment_channel
            )),
            of_user!("manager", Kind::One(Class::User), Full, |user| Value::One(
                user.manager.map(|manager| manager.0)
            )),
            of_user!("department", Kind::One(Class::Department), Full, |user| Value::One(
                user.department.map(|department| department.0)
            )),
            of_user!("default_currency", Kind::One(Class::Currency), Full, |user| Value::One(
                user.default_currency
            )),
            of_user!("roles", Kind::Many(Class::Role), Full, |user| Value::Many(
                user.roles.iter().map(|role| role.0).collect()
            )),
            of_user!("user_groups", Kind::Many(Class::UserGroup), Full, |user| Value::Many(
                user.groups.iter().map(|group| group.0).collect()
            )),
            of_user!("account_groups", Kind::Many(Class::AccountGroup), Full, |user| Value::Many(
                user.account_groups.iter().map(|group| group.0).collect()
            )),
            of_user!("content_groups", Kind::Many(Class::ContentGroup), Full, |user| Value::Many(
                user.content_groups.iter().map(|group| group.0).collect()
            )),
            of_user!("approval_groups", Kind::Many(Class::UserGroup), Full, |view, user| Value::Many(
                user.groups.iter().filter(|group| approves(view, **group)).map(|group| group.0).collect()
            )),
            of_user!("custom_fields", Kind::Custom, Full, |user| Value::Custom(&user.custom_fields)),
            of_user!("created_by", Kind::One(Class::User), Full, |user| Value::One(
                user.created_by.map(|by| by.0)
            )),
            of_user!("updated_by", Kind::One(Class::User), Full, |user| Value::One(
                user.updated_by.map(|by| by.0)
            )),
            of_user!("type", Kind::Text, Query, |view, user| class_column(view, user)),
            of_user!("status", Kind::Text, Query, |user| Value::text(if user.active {
                "active"
            } else {
                "inactive"
            })),
            of_user!("manager_id", Kind::Integer, Query, |user| user
                .manager
                .map_or(Value::Null, |manager| Value::id(manager.0))),
            of_user!("department_id", Kind::Integer, Query, |user| user
                .department
                .map_or(Value::Null, |department| Value::id(department.0))),
        ]);
        fields
    })
}

fn approves(view: &super::View, group: GroupId) -> bool {
    view.state.group(group).is_some_and(|group| group.can_approve)
}

fn class_column<'a>(view: &super::View, user: &'a User) -> Value<'a> {
    if view.switches.integration_type == IntegrationType::Set {
        if user.api_user {
            return Value::text("ApiUser");
        }
        if user.support_user {
            return Value::text("SupportUser");
        }
    }
    Value::text_opt(user.class.as_deref())
}
