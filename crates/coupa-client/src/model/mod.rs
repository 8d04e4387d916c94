//! What is read from Coupa, as plain types.
//!
//! Decoding is tolerant, because instances differ in release and modules: unknown keys are
//! ignored, several spellings of a key are one, and texts that are empty are absent. What must be
//! there (an id, a list that was asked for) is an error of that one record.

mod group;
mod license;
pub(crate) mod record;
mod role;
mod user;

pub use self::group::{AccountGroup, ContentGroup, GroupKind, UserGroup};
pub use self::license::LicenseFlag;
pub use self::role::Role;
pub use self::user::{DepartmentRef, User, UserRef};

/// A reference to a role or group, as it is nested in a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedRef {
    /// The id of the thing referred to.
    pub id: u64,
    /// Its name, if told.
    pub name: Option<String>,
    /// Its description, if told.
    pub description: Option<String>,
    /// For user groups: group or project, if told.
    pub kind: Option<GroupKind>,
}
