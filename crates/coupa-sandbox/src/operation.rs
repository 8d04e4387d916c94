//! Logical operations: what a request wants, whichever transport it uses.
//!
//! Faults, hooks and counters are addressed by these names. `users.list` is a `GET /api/users` as well as a
//! GraphQL document whose root field is `users`.

use std::fmt;

use crate::schema::Class;

macro_rules! operations {
    ($( $(#[doc = $doc:literal])+ $variant:ident = $text:literal, )+) => {
        /// A logical operation.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Operation { $( $(#[doc = $doc])+ $variant, )+ }

        impl Operation {
            /// All of them.
            pub const ALL: &'static [Self] = &[$( Self::$variant ),+];

            /// The name used in fault specifications and counters.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Self::$variant => $text ),+ }
            }
        }
    };
}

operations! {
    /// A token request.
    Token = "token",
    /// A page of users.
    UsersList = "users.list",
    /// One user.
    UsersShow = "users.show",
    /// A new user.
    UsersCreate = "users.create",
    /// A change of a user.
    UsersUpdate = "users.update",
    /// The content groups of a user.
    UsersContentGroups = "users.content_groups",
    /// A page of user groups.
    GroupsList = "groups.list",
    /// One user group.
    GroupsShow = "groups.show",
    /// A new user group.
    GroupsCreate = "groups.create",
    /// A change of a user group.
    GroupsUpdate = "groups.update",
    /// A page of user group memberships.
    MembershipsList = "memberships.list",
    /// One membership.
    MembershipsShow = "memberships.show",
    /// A new membership.
    MembershipsCreate = "memberships.create",
    /// A change of a membership.
    MembershipsUpdate = "memberships.update",
    /// The end of a membership.
    MembershipsDelete = "memberships.delete",
    /// A page of roles.
    RolesList = "roles.list",
    /// One role.
    RolesShow = "roles.show",
    /// A page of account groups.
    AccountGroupsList = "account_groups.list",
    /// One account group.
    AccountGroupsShow = "account_groups.show",
    /// A page of content groups (`business_groups`).
    ContentGroupsList = "content_groups.list",
    /// One content group.
    ContentGroupsShow = "content_groups.show",
    /// A page of departments.
    DepartmentsList = "departments.list",
    /// One department.
    DepartmentsShow = "departments.show",
    /// GraphQL introspection.
    Introspection = "introspection",
    /// A path or document that is none of these.
    Other = "other",
}

impl Operation {
    /// The operation with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|operation| operation.name() == name)
    }

    /// True if the operation changes records.
    #[must_use]
    pub const fn writes(self) -> bool {
        matches!(
            self,
            Self::UsersCreate
                | Self::UsersUpdate
                | Self::GroupsCreate
                | Self::GroupsUpdate
                | Self::MembershipsCreate
                | Self::MembershipsUpdate
                | Self::MembershipsDelete
        )
    }

    pub(crate) const fn list_of(class: Class) -> Self {
        match class {
            Class::User => Self::UsersList,
            Class::UserGroup => Self::GroupsList,
            Class::Membership => Self::MembershipsList,
            Class::Role => Self::RolesList,
            Class::AccountGroup => Self::AccountGroupsList,
            Class::ContentGroup => Self::ContentGroupsList,
            Class::Department => Self::DepartmentsList,
            Class::AccountType | Class::Currency => Self::Other,
        }
    }

    pub(crate) const fn show_of(class: Class) -> Self {
        match class {
            Class::User => Self::UsersShow,
            Class::UserGroup => Self::GroupsShow,
            Class::Membership => Self::MembershipsShow,
            Class::Role => Self::RolesShow,
            Class::AccountGroup => Self::AccountGroupsShow,
            Class::ContentGroup => Self::ContentGroupsShow,
            Class::Department => Self::DepartmentsShow,
            Class::AccountType | Class::Currency => Self::Other,
        }
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
