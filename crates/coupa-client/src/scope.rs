//! The names of OAuth scopes, as Coupa's client screen lists them.

use std::borrow::Cow;

/// One OAuth scope, such as `core.user.read`.
///
/// Scopes follow the pattern `service.object.right`. Which calls a scope opens is documented by
/// Coupa only on the scope screen of an instance (`/oauth2/scopes`); the constants below name the
/// ones this client needs and what for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scope(Cow<'static, str>);

impl Scope {
    /// Users: list and show, and the content groups of one user.
    pub const USER_READ: Self = Self::known("core.user.read");
    /// Users: create and update.
    pub const USER_WRITE: Self = Self::known("core.user.write");
    /// User groups and their memberships: list and show.
    pub const USER_GROUP_READ: Self = Self::known("core.user_group.read");
    /// User groups and their memberships: create, update, delete.
    pub const USER_GROUP_WRITE: Self = Self::known("core.user_group.write");
    /// Reference data, which includes roles, content groups and departments.
    pub const COMMON_READ: Self = Self::known("core.common.read");
    /// Reference data: create and update.
    pub const COMMON_WRITE: Self = Self::known("core.common.write");
    /// Accounts and account groups: list and show.
    pub const ACCOUNTING_READ: Self = Self::known("core.accounting.read");
    /// Legal and organisational parties: list and show.
    pub const BUSINESS_ENTITY_READ: Self = Self::known("core.business_entity.read");

    const fn known(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    /// A scope by its name, taken as it is.
    pub fn new(name: impl Into<Cow<'static, str>>) -> Self {
        Self(name.into())
    }

    /// The name, as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads a list of scopes from text.
    ///
    /// Coupa separates scopes with spaces; text copied from its screens may carry commas, which
    /// are accepted here and never sent.
    #[must_use]
    pub fn parse_list(text: &str) -> Vec<Self> {
        let mut scopes: Vec<Self> = Vec::new();
        for name in text.split(|c: char| c.is_whitespace() || c == ',').filter(|name| !name.is_empty()) {
            let scope = Self::new(name.to_owned());
            if !scopes.contains(&scope) {
                scopes.push(scope);
            }
        }
        scopes
    }

    /// The value of the `scope` parameter: names separated by single spaces.
    pub(crate) fn join(scopes: &[Self]) -> String {
        scopes.iter().map(Self::as_str).collect::<Vec<_>>().join(" ")
    }
}

impl std::fmt::Display for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Writes scopes for people: each in backticks, joined by commas.
pub(crate) fn listed(scopes: &[Scope]) -> String {
    scopes.iter().map(|scope| format!("`{scope}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_pasted_with_commas_are_read() {
        let scopes = Scope::parse_list(" core.user.read,core.common.read,\n core.user.read ");
        assert_eq!(scopes, [Scope::USER_READ, Scope::COMMON_READ]);
        assert_eq!(Scope::join(&scopes), "core.user.read core.common.read");
        assert!(Scope::parse_list(" , ").is_empty());
    }
}
