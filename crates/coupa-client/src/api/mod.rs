//! What can be asked of an instance, one file per kind of thing.

mod account_groups;
mod content_groups;
mod end;
mod group_memberships;
mod groups;
mod holders;
mod listing;
mod lookup;
mod memberships;
mod roles;
mod user;
mod users;
mod write;

pub use self::groups::GroupSelection;
pub use self::holders::Filter;
pub use self::memberships::{MembershipKind, NESTED_CAP};
pub use self::users::UserSelection;
pub use self::write::{ListValue, Written};
