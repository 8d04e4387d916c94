//! Scopes: which right each endpoint needs.

use std::collections::BTreeSet;

use crate::schema::Class;

/// The scopes a token or a client carries.
pub(crate) type ScopeSet = BTreeSet<String>;

/// Every scope this simulator has an endpoint or a use for.
pub const ALL_SCOPES: [&str; 15] = [
    "core.accounting.read",
    "core.accounting.write",
    "core.business_entity.read",
    "core.business_entity.write",
    "core.common.read",
    "core.common.write",
    "core.user.read",
    "core.user.write",
    "core.user_group.read",
    "core.user_group.write",
    "email",
    "login",
    "offline_access",
    "openid",
    "profile",
];

/// The scopes a client needs that only reads.
pub const READ_SCOPES: [&str; 4] =
    ["core.accounting.read", "core.common.read", "core.user.read", "core.user_group.read"];

/// The scope that reading a class needs.
pub(crate) const fn read_scope(class: Class) -> &'static str {
    match class {
        Class::User => "core.user.read",
        Class::UserGroup | Class::Membership => "core.user_group.read",
        Class::Role | Class::ContentGroup | Class::Department | Class::Currency => "core.common.read",
        Class::AccountGroup | Class::AccountType => "core.accounting.read",
    }
}

/// The scope that writing a class needs.
pub(crate) const fn write_scope(class: Class) -> &'static str {
    match class {
        Class::User => "core.user.write",
        Class::UserGroup | Class::Membership => "core.user_group.write",
        Class::Role | Class::ContentGroup | Class::Department | Class::Currency => "core.common.write",
        Class::AccountGroup | Class::AccountType => "core.accounting.write",
    }
}

/// Splits a `scope` parameter at spaces. Commas do not separate: they become part of a name nobody has.
pub(crate) fn split_scopes(text: &str) -> ScopeSet {
    text.split(' ').filter(|scope| !scope.is_empty()).map(ToOwned::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_do_not_separate() {
        assert_eq!(split_scopes("a  b"), ScopeSet::from(["a".to_owned(), "b".to_owned()]));
        assert_eq!(split_scopes("a,b"), ScopeSet::from(["a,b".to_owned()]));
        assert!(split_scopes("").is_empty());
    }
}
