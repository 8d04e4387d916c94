//! The ids of entitlements and grants, taken apart.
//!
//! Ids are plain joins in which nothing is escaped (see `baton_core`), so in general nobody can tell
//! where one part ends. Whoever types an id has nothing else to give, though; so a connector whose changes
//! are asked for by id must not have a `:` in any part, and then exactly one reading is left.

use baton_core::{ResourceId, ResourceTypeId};

use super::{Error, GrantRequest};

const EMPTY: &str = "a part of it is empty";
const NOT_THREE: &str = "it has not exactly three parts";
const NOT_FIVE: &str = "it has not exactly five parts";

/// Reads the id of an entitlement, `TYPE:ID:SLUG`: the resource, and the entitlement's short name.
///
/// ```
/// use baton_sdk::provision::ids;
///
/// let (resource, slug) = ids::parse_entitlement("role:4:member")?;
/// assert_eq!((resource.to_string().as_str(), slug.as_str()), ("role:4", "member"));
/// # Ok::<(), baton_sdk::provision::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::EntitlementId`] if it has not three parts, or one is empty or blank.
pub fn parse_entitlement(text: &str) -> Result<(ResourceId, String), Error> {
    let parts: Result<[&str; 3], &'static str> = parts(text, NOT_THREE);
    let bad = |reason| Error::EntitlementId { text: text.to_owned(), reason };
    let [resource_type, id, slug] = parts.map_err(bad)?;
    Ok((resource(resource_type, id), slug.to_owned()))
}

/// Reads the id of a grant, `TYPE:ID:SLUG:PRINCIPAL_TYPE:PRINCIPAL_ID`.
///
/// # Errors
///
/// [`Error::GrantId`] if it has not five parts, or one is empty or blank.
pub fn parse_grant(text: &str) -> Result<GrantRequest, Error> {
    let parts: Result<[&str; 5], &'static str> = parts(text, NOT_FIVE);
    let bad = |reason| Error::GrantId { text: text.to_owned(), reason };
    let [resource_type, id, slug, principal_type, principal_id] = parts.map_err(bad)?;
    Ok(GrantRequest {
        resource: resource(resource_type, id),
        slug: slug.to_owned(),
        principal: resource(principal_type, principal_id),
    })
}

fn resource(resource_type: &str, id: &str) -> ResourceId {
    ResourceId::new(ResourceTypeId::new(resource_type), id)
}

fn parts<'a, const N: usize>(
    text: &'a str,
    wrong_number: &'static str,
) -> Result<[&'a str; N], &'static str> {
    let parts: Vec<&str> = text.split(':').collect();
    let parts: [&str; N] = parts.try_into().map_err(|_| wrong_number)?;
    if parts.iter().any(|part| part.trim().is_empty()) { Err(EMPTY) } else { Ok(parts) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::report::Failure;

    fn told(error: Error) -> String {
        let failure = Failure::from(error);
        format!("{}[exit {}]", failure.render(Default::default()), failure.code().number())
    }

    #[test]
    fn anything_but_three_parts_is_no_entitlement() {
        insta::assert_snapshot!(told(parse_entitlement("role:4").unwrap_err()), @r#"
    error: `role:4` does not name an entitlement: it has not exactly three parts
    hint: write it as TYPE:ID:ENTITLEMENT, for example `role:4:member`
    [exit 3]
    "#);
        insta::assert_snapshot!(told(parse_entitlement("role::member").unwrap_err()), @r#"
    error: `role::member` does not name an entitlement: a part of it is empty
    hint: write it as TYPE:ID:ENTITLEMENT, for example `role:4:member`
    [exit 3]
    "#);
        for text in
            ["", "role", "role:4:member:", "role:4:member:user:17", ":4:member", "role: :member", "role:4:"]
        {
            assert!(matches!(parse_entitlement(text), Err(Error::EntitlementId { .. })), "{text:?}");
        }
    }

    #[test]
    fn anything_but_five_parts_is_no_grant() {
        insta::assert_snapshot!(told(parse_grant("role:4:member").unwrap_err()), @r#"
    error: `role:4:member` does not name a grant: it has not exactly five parts
    hint: write it as TYPE:ID:ENTITLEMENT:PRINCIPAL_TYPE:PRINCIPAL_ID, for example `role:4:member:user:17`
    [exit 3]
    "#);
        insta::assert_snapshot!(told(parse_grant("role:4:member:user:").unwrap_err()), @r#"
    error: `role:4:member:user:` does not name a grant: a part of it is empty
    hint: write it as TYPE:ID:ENTITLEMENT:PRINCIPAL_TYPE:PRINCIPAL_ID, for example `role:4:member:user:17`
    [exit 3]
    "#);
        for text in ["", "17", "role:4:member:user", "role:4:member:user:17:x", "::::", "role:4:member:\t:17"]
        {
            assert!(matches!(parse_grant(text), Err(Error::GrantId { .. })), "{text:?}");
        }
    }

    proptest! {
        /// What was joined by the rule of `baton_core` comes apart into the same parts.
        #[test]
        fn ids_come_apart_as_they_were_joined(parts in proptest::array::uniform5("[^:\\s]{1,8}")) {
            let [resource_type, id, slug, principal_type, principal_id] = parts;
            let request = GrantRequest {
                resource: resource(&resource_type, &id),
                slug,
                principal: resource(&principal_type, &principal_id),
            };
            let grant = request.grant();
            let read = parse_grant(grant.id.as_str());
            prop_assert_eq!(read.ok(), Some(request.clone()));
            let (of, slug) = parse_entitlement(grant.entitlement.as_str()).unwrap();
            prop_assert_eq!((of, slug), (request.resource, request.slug));
        }

        #[test]
        fn no_text_makes_the_parsers_panic(text in ".{0,40}") {
            if let Ok(request) = parse_grant(&text) {
                let grant = request.grant();
                prop_assert_eq!(grant.id.as_str(), text.as_str());
            }
            if let Ok((resource, slug)) = parse_entitlement(&text) {
                prop_assert_eq!(format!("{resource}:{slug}"), text);
            }
        }
    }
}
