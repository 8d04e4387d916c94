//! Security roles.

use super::record::{Reason, Record};

/// A role that users hold. System roles keep small ids (2 Admin, 3 User, 4 Buyer).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Instance-unique id.
    pub id: u64,
    /// Unique name.
    pub name: Option<String>,
    /// Free text.
    pub description: Option<String>,
    /// Whether it grants everything, as Admin does; `None` if this instance does not tell.
    pub omnipotent: Option<bool>,
    /// Whether Coupa ships it, as opposed to the customer's own; `None` if not told.
    pub system_role: Option<bool>,
}

impl Role {
    pub(crate) fn read(record: &Record<'_>) -> Result<Self, Reason> {
        Ok(Self {
            id: record.id()?,
            name: record.text("name"),
            description: record.text("description"),
            omnipotent: record.flag("omnipotent")?,
            system_role: record.flag("system_role")?,
        })
    }
}
