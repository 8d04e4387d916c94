//! What a request is about, checked before anything is asked of Coupa.

use baton_core::ResourceId;
use baton_sdk::{exit::Code, provision::GrantRequest, report::Hint};
use coupa_client::model::LicenseFlag;

use crate::{
    listing::DirectoryKind,
    types::{self, ASSIGNED, MEMBER},
};

/// A request that makes no sense, whatever the instance holds.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TargetError {
    /// There is no such resource type in Coupa.
    #[error("Coupa has no resource type `{given}`")]
    UnknownType {
        /// What was given.
        given: String,
    },
    /// Nothing can be held on a resource of this type.
    #[error("nothing can be granted on {}: people hold roles, groups and licenses", one(given))]
    NothingToHold {
        /// The type.
        given: String,
    },
    /// Only users are accounts.
    #[error("{} is no account in Coupa: only users are", one(given))]
    NoAccounts {
        /// The type.
        given: String,
    },
    /// The entitlement has another name on this type.
    #[error("{} has no entitlement `{given}`; what people hold on it is `{slug}`", one(resource_type))]
    UnknownEntitlement {
        /// The type.
        resource_type: String,
        /// What was given.
        given: String,
        /// What there is.
        slug: &'static str,
    },
    /// Only users hold anything.
    #[error("{} cannot hold anything in Coupa: only users can", one(given))]
    NotAUser {
        /// The type of the principal.
        given: String,
    },
    /// An id that Coupa cannot have given.
    #[error(
        "`{given}` is no id of {}: ids in Coupa are plain numbers from 1 up, such as 17",
        one(resource_type)
    )]
    BadId {
        /// The type.
        resource_type: String,
        /// What was given.
        given: String,
    },
    /// A licence that is not known.
    #[error("Coupa has no license `{given}`")]
    UnknownLicense {
        /// What was given.
        given: String,
    },
}

/// `an account group`.
fn one(resource_type: &str) -> String {
    let words = resource_type.replace('_', " ");
    let article = if words.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {words}")
}

impl Hint for TargetError {
    fn hint(&self) -> Option<String> {
        match self {
            Self::UnknownType { .. } => {
                let known: Vec<&str> = types::ALL.iter().map(|facts| facts.id).collect();
                Some(format!("Coupa has these resource types: {}", known.join(", ")))
            }
            Self::NothingToHold { .. } => {
                let holdable = types::ALL.iter().map(|facts| facts.id).filter(|id| *id != "user");
                Some(format!("what people hold is on one of: {}", holdable.collect::<Vec<_>>().join(", ")))
            }
            Self::NoAccounts { .. } => Some("give the type of the account as `user`".to_owned()),
            Self::UnknownEntitlement { resource_type, slug, .. } => {
                Some(format!("write it as `{resource_type}:ID:{slug}`"))
            }
            Self::NotAUser { .. } => Some("give the principal as `user` and its id in Coupa".to_owned()),
            Self::BadId { resource_type, .. } => Some(format!(
                "the id stands at the end of the address of the {}'s page in Coupa, and in the .c1z file of a \
                 sync",
                resource_type.replace('_', " ")
            )),
            Self::UnknownLicense { .. } => {
                let known = LicenseFlag::ALL.map(LicenseFlag::id);
                Some(format!("licenses are: {}", known.join(", ")))
            }
        }
    }

    fn exit_code(&self) -> Code {
        Code::InvalidArgument
    }
}

/// Something that a user can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Held {
    /// An entry of one of the user's lists.
    Entry(DirectoryKind, u64),
    /// A licence flag.
    License(LicenseFlag),
}

/// Finds out what a request is about.
pub(crate) fn resolve(request: &GrantRequest) -> Result<(Held, u64), TargetError> {
    let resource_type = request.resource.resource_type.as_str();
    let held = if request.resource.resource_type == types::LICENSE {
        check_slug(request, ASSIGNED)?;
        let given = &request.resource.id;
        let flag =
            LicenseFlag::find(given).ok_or_else(|| TargetError::UnknownLicense { given: given.clone() })?;
        Held::License(flag)
    } else if let Some(kind) =
        DirectoryKind::ALL.into_iter().find(|kind| kind.resource_type() == request.resource.resource_type)
    {
        check_slug(request, MEMBER)?;
        Held::Entry(kind, number(&request.resource)?)
    } else if request.resource.resource_type == types::USER {
        return Err(TargetError::NothingToHold { given: resource_type.to_owned() });
    } else {
        return Err(TargetError::UnknownType { given: resource_type.to_owned() });
    };
    Ok((held, user(&request.principal)?))
}

/// The number of a user.
pub(crate) fn user(principal: &ResourceId) -> Result<u64, TargetError> {
    if principal.resource_type != types::USER {
        return Err(TargetError::NotAUser { given: principal.resource_type.to_string() });
    }
    number(principal)
}

/// Reads an id. Only the spelling that Coupa itself prints is taken, so that one thing has one id.
pub(crate) fn number(id: &ResourceId) -> Result<u64, TargetError> {
    id.id.parse::<u64>().ok().filter(|number| *number > 0 && number.to_string() == id.id).ok_or_else(|| {
        TargetError::BadId { resource_type: id.resource_type.to_string(), given: id.id.clone() }
    })
}

fn check_slug(request: &GrantRequest, slug: &'static str) -> Result<(), TargetError> {
    if request.slug == slug {
        return Ok(());
    }
    Err(TargetError::UnknownEntitlement {
        resource_type: request.resource.resource_type.to_string(),
        given: request.slug.clone(),
        slug,
    })
}

#[cfg(test)]
mod tests {
    use baton_core::ResourceTypeId;

    use super::*;

    fn request(resource: (&str, &str), slug: &str, principal: (&str, &str)) -> GrantRequest {
        let id = |(resource_type, id): (&str, &str)| ResourceId::new(ResourceTypeId::new(resource_type), id);
        GrantRequest { resource: id(resource), slug: slug.to_owned(), principal: id(principal) }
    }

    #[test]
    fn what_can_be_held_is_found() {
        let of = |resource, slug| resolve(&request(resource, slug, ("user", "17"))).unwrap();
        assert_eq!(of(("role", "4"), "member"), (Held::Entry(DirectoryKind::Roles, 4), 17));
        assert_eq!(of(("content_group", "28"), "member").0, Held::Entry(DirectoryKind::ContentGroups, 28));
        assert_eq!(of(("license", "treasury_user"), "assigned").0, Held::License(LicenseFlag::Treasury));
    }

    #[test]
    fn what_makes_no_sense_is_refused_with_the_way_out() {
        let refused = |resource, slug, principal| resolve(&request(resource, slug, principal)).unwrap_err();
        let user = ("user", "17");
        let errors = [
            refused(("warehouse", "4"), "member", user),
            refused(("user", "4"), "member", user),
            refused(("role", "4"), "assigned", user),
            refused(("license", "travel-user"), "member", user),
            refused(("license", "teleport-user"), "assigned", user),
            refused(("role", "four"), "member", user),
            refused(("account_group", "four"), "member", user),
            refused(("role", "0"), "member", user),
            refused(("role", "004"), "member", user),
            refused(("role", "+4"), "member", user),
            refused(("role", "99999999999999999999999"), "member", user),
            refused(("role", "4"), "member", ("group", "7")),
            refused(("role", "4"), "member", ("person", "7")),
            refused(("role", "4"), "member", ("user", "-1")),
            refused(("role", "4"), "member", ("user", "mreyes")),
        ];
        let text: Vec<String> =
            errors.iter().map(|error| format!("{error}\n  hint: {}", error.hint().unwrap())).collect();
        insta::assert_snapshot!(text.join("\n"));
    }
}
