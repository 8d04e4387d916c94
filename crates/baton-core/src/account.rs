//! New accounts: how they may be made, and what has to be known of them.

use crate::Field;

/// A kind of credential that a new account can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CredentialOption {
    /// None: the remote system or an administrator sees to it.
    NoPassword,
    /// A password made up by us and handed over encrypted.
    RandomPassword,
    /// Signing in through an identity provider.
    Sso,
}

/// The kinds of credential for new accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountCredentials {
    /// What is offered, in the order of the protocol's numbers.
    pub supported: Vec<CredentialOption>,
    /// What to take when nobody says.
    pub preferred: CredentialOption,
}

/// What the form for a new account asks, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccountSchema {
    /// The fields.
    pub fields: Vec<Field>,
}
