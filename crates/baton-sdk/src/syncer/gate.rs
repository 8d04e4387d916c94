//! What of a page belongs into the file.
//!
//! A listing may tell more than was asked for; what is of no selected type, or not wanted at all, stays
//! out. So does a record that cannot be stored, or whose id contradicts what it says: ids are keys, and
//! under a wrong one it would silently take the place of another record.

use std::collections::BTreeMap;

use baton_core::{Entitlement, Grant, Resource, ResourceId, ResourceTypeId};

use crate::connector::{Page, Selection, Unreadable};

/// Lets records through or keeps them out, and counts the grants that stay out.
pub(super) struct Gate {
    selection: Selection,
    outside: BTreeMap<ResourceTypeId, u64>,
}

impl Gate {
    pub(super) fn new(selection: Selection) -> Self {
        Self { selection, outside: BTreeMap::new() }
    }

    /// Removes from a page what does not belong into the file. A record that is kept out for its own
    /// fault is added to [`Page::unreadable`].
    pub(super) fn admit(&mut self, page: &mut Page) {
        let Self { selection, outside } = self;
        let Page { resources, entitlements, grants, unreadable, .. } = page;

        resources.retain(|resource| {
            selection.includes(&resource.id.resource_type)
                && is_sound(resource_fault(resource), unreadable, || {
                    format!("the resource `{}`", resource.display_name)
                })
        });
        if selection.wants_entitlements() {
            entitlements.retain(|entitlement| {
                selection.includes(&entitlement.resource.resource_type)
                    && is_sound(entitlement_fault(entitlement), unreadable, || {
                        format!("the entitlement `{}`", entitlement.id)
                    })
            });
        } else {
            entitlements.clear();
        }
        if selection.wants_grants() {
            grants.retain(|grant| {
                let types = [&grant.resource.resource_type, &grant.principal.resource_type];
                if let Some(unselected) = types.into_iter().find(|id| !selection.includes(id)) {
                    *outside.entry(unselected.clone()).or_default() += 1;
                    return false;
                }
                is_sound(grant_fault(grant), unreadable, || format!("the grant `{}`", grant.id))
            });
        } else {
            grants.clear();
        }
    }

    /// How many grants were kept out because a type was not selected, by that type.
    pub(super) fn into_outside(self) -> BTreeMap<ResourceTypeId, u64> {
        self.outside
    }
}

fn is_sound(
    fault: Option<&'static str>,
    unreadable: &mut Vec<Unreadable>,
    name: impl FnOnce() -> String,
) -> bool {
    if let Some(reason) = fault {
        unreadable.push(Unreadable { record: name(), reason: reason.to_owned() });
    }
    fault.is_none()
}

fn resource_fault(resource: &Resource) -> Option<&'static str> {
    resource.id.id.is_empty().then_some("it has no id")
}

fn entitlement_fault(entitlement: &Entitlement) -> Option<&'static str> {
    if entitlement.resource.id.is_empty() {
        return Some("it does not say to which resource it belongs");
    }
    let slug = after(entitlement.id.as_str(), &entitlement.resource);
    (slug != Some(&entitlement.slug)).then_some("its id is not made of its resource and its slug")
}

fn grant_fault(grant: &Grant) -> Option<&'static str> {
    if grant.resource.id.is_empty() || grant.principal.id.is_empty() {
        return Some("it does not say on what, or by whom, it is held");
    }
    if after(grant.entitlement.as_str(), &grant.resource).is_none() {
        return Some("its entitlement is one of another resource");
    }
    let principal = grant.id.as_str().strip_prefix(grant.entitlement.as_str());
    let principal = principal.and_then(|rest| rest.strip_prefix(':'));
    let id = principal
        .and_then(|rest| rest.strip_prefix(grant.principal.resource_type.as_str()))
        .and_then(|rest| rest.strip_prefix(':'));
    (id != Some(&grant.principal.id)).then_some("its id is not made of its entitlement and its principal")
}

/// What follows `type:id:` in a joined id.
fn after<'a>(joined: &'a str, resource: &ResourceId) -> Option<&'a str> {
    let rest = joined.strip_prefix(resource.resource_type.as_str())?.strip_prefix(':')?;
    rest.strip_prefix(resource.id.as_str())?.strip_prefix(':')
}

#[cfg(test)]
mod tests {
    use baton_core::{EntitlementId, GrantId, Purpose};

    use super::*;

    const ROLE: ResourceTypeId = ResourceTypeId::from_static("role");
    const USER: ResourceTypeId = ResourceTypeId::from_static("user");
    const TEAM: ResourceTypeId = ResourceTypeId::from_static("team");

    fn selection() -> Selection {
        Selection {
            resource_types: vec![ROLE, USER],
            skip_entitlements_and_grants: false,
            skip_grants: false,
        }
    }

    fn page() -> Page {
        let role = ResourceId::new(ROLE, "4");
        let user = ResourceId::new(USER, "17");
        Page {
            resources: vec![Resource::new(role.clone(), "Buyer"), Resource::new(user.clone(), "Ann")],
            entitlements: vec![Entitlement::new(role.clone(), "member", Purpose::Assignment)],
            grants: vec![Grant::on(role, "member", user)],
            ..Page::default()
        }
    }

    /// Admits a page that was changed, and tells what was said about it.
    fn check(change: impl FnOnce(&mut Page), expected: &[&str]) -> Page {
        let mut page = page();
        change(&mut page);
        Gate::new(selection()).admit(&mut page);
        let said: Vec<_> =
            page.unreadable.iter().map(|item| format!("{}: {}", item.record, item.reason)).collect();
        assert_eq!(said, expected);
        page
    }

    #[test]
    fn a_sound_page_passes_as_it_is() {
        assert_eq!(check(|_| {}, &[]), page());
    }

    #[test]
    fn a_record_that_contradicts_itself_stays_out_and_is_named() {
        let left = check(|page| page.resources[0].id.id.clear(), &["the resource `Buyer`: it has no id"]);
        assert_eq!(left.resources.len(), 1);
        let left = check(
            |page| page.entitlements[0].slug = "owner".to_owned(),
            &["the entitlement `role:4:member`: its id is not made of its resource and its slug"],
        );
        assert!(left.entitlements.is_empty());
        check(
            |page| page.entitlements[0].resource.id.clear(),
            &["the entitlement `role:4:member`: it does not say to which resource it belongs"],
        );
        let left = check(
            |page| page.grants[0].principal.id = "18".to_owned(),
            &["the grant `role:4:member:user:17`: its id is not made of its entitlement and its principal"],
        );
        assert!(left.grants.is_empty());
        check(
            |page| page.grants[0].resource.id = "5".to_owned(),
            &["the grant `role:4:member:user:17`: its entitlement is one of another resource"],
        );
        check(
            |page| page.grants[0].id = GrantId::from_raw("x"),
            &["the grant `x`: its id is not made of its entitlement and its principal"],
        );
        check(
            |page| page.grants[0].entitlement = EntitlementId::from_raw("role:4"),
            &["the grant `role:4:member:user:17`: its entitlement is one of another resource"],
        );
        check(
            |page| page.grants[0].principal.id.clear(),
            &["the grant `role:4:member:user:17`: it does not say on what, or by whom, it is held"],
        );
    }

    #[test]
    fn what_is_of_no_selected_type_stays_out_and_its_grants_are_counted() {
        let team = ResourceId::new(TEAM, "9");
        let mut given = page();
        given.resources.push(Resource::new(team.clone(), "Night shift"));
        given.entitlements.push(Entitlement::new(team.clone(), "member", Purpose::Assignment));
        given.grants.push(Grant::on(team.clone(), "member", ResourceId::new(USER, "17")));
        given.grants.push(Grant::on(ResourceId::new(ROLE, "4"), "member", team));
        let mut gate = Gate::new(selection());
        gate.admit(&mut given);
        assert_eq!(given, page());
        assert_eq!(gate.into_outside(), BTreeMap::from([(TEAM, 2)]));
    }

    #[test]
    fn what_is_not_wanted_stays_out() {
        let mut given = page();
        Gate::new(Selection { skip_grants: true, ..selection() }).admit(&mut given);
        assert_eq!(given, Page { grants: Vec::new(), ..page() });
        let mut given = page();
        Gate::new(Selection { skip_entitlements_and_grants: true, ..selection() }).admit(&mut given);
        assert_eq!(given, Page { grants: Vec::new(), entitlements: Vec::new(), ..page() });
    }
}
