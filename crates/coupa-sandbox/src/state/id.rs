//! Identifiers: one integer sequence per class of records, never reused.

use std::fmt;

macro_rules! ids {
    ($( $(#[doc = $doc:literal])+ $name:ident, )+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u64);

        impl From<u64> for $name {
            fn from(number: u64) -> Self {
                Self(number)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }
    )+};
}

ids! {
    /// Names a user.
    UserId,
    /// Names a role. 2, 3 and 4 are the system roles Admin, User and Buyer.
    RoleId,
    /// Names a user group or a project: both share one sequence.
    GroupId,
    /// Names the membership of one user in one group.
    MembershipId,
    /// Names an account group.
    AccountGroupId,
    /// Names a content group (`business_groups`). 1 is Everyone.
    ContentGroupId,
    /// Names a department.
    DepartmentId,
}
