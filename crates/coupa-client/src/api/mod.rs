//! What can be asked of an instance, one file per kind of thing.

mod account_groups;
mod content_groups;
mod end;
mod groups;
mod holders;
mod listing;
mod memberships;
mod roles;
mod users;

pub use self::groups::GroupSelection;
pub use self::holders::Filter;
pub use self::memberships::{MembershipKind, NESTED_CAP};
pub use self::users::UserSelection;
