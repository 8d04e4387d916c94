//! User groups and projects, account groups and content groups.

use serde_json::Value;

use super::record::{Reason, Record};

/// A user group, or a project: Coupa keeps both in one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserGroup {
    /// Instance-unique id.
    pub id: u64,
    /// Unique name.
    pub name: Option<String>,
    /// Free text.
    pub description: Option<String>,
    /// Whether it is in use; `None` if this instance does not tell. Groups cannot be deleted.
    pub active: Option<bool>,
    /// Whether it may act as an approver; `None` if not told.
    pub can_approve: Option<bool>,
    /// Group or project.
    pub kind: GroupKind,
}

/// What a user group is, from its `type`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupKind {
    /// A plain group: the type is blank.
    Group,
    /// A project.
    Project,
    /// Any other type, as Coupa prints it.
    Other(String),
}

impl GroupKind {
    /// Reads the `type` of a group.
    pub(crate) fn read(value: &Value) -> Self {
        match value.as_str().map(str::trim) {
            None | Some("" | "UserGroup") => Self::Group,
            Some("Project") => Self::Project,
            Some(other) => Self::Other(other.to_owned()),
        }
    }
}

impl UserGroup {
    pub(crate) fn read(record: &Record<'_>) -> Result<Self, Reason> {
        Ok(Self {
            id: record.id()?,
            name: record.text("name"),
            description: record.text("description"),
            active: record.flag("active")?,
            can_approve: record.flag("can_approve")?,
            kind: record.get("type").map_or(GroupKind::Group, GroupKind::read),
        })
    }
}

/// An account group: which accounts of the chart its holders may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountGroup {
    /// Instance-unique id.
    pub id: u64,
    /// Unique name.
    pub name: Option<String>,
}

impl AccountGroup {
    pub(crate) fn read(record: &Record<'_>) -> Result<Self, Reason> {
        Ok(Self { id: record.id()?, name: record.text("name") })
    }
}

/// A content group, called business group in paths; id 1 is usually `Everyone`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentGroup {
    /// Instance-unique id.
    pub id: u64,
    /// Unique name.
    pub name: Option<String>,
    /// Free text.
    pub description: Option<String>,
}

impl ContentGroup {
    pub(crate) fn read(record: &Record<'_>) -> Result<Self, Reason> {
        Ok(Self { id: record.id()?, name: record.text("name"), description: record.text("description") })
    }
}
