//! Whatever is put in comes out, whatever the ids look like and in whatever order it was put in.

use std::collections::BTreeMap;

use baton_proto::connector::v2::{Entitlement, Grant, Resource};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::oracle;
use crate::support::{Place, entitlement, grant, resource, resource_type};

/// Ids with everything that separates, escapes or sorts oddly.
fn id() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z0-9]{1,6}",
        "[:/\\\\'\"%?*\\[\\] ]{1,4}",
        "\\PC{1,8}",
        Just("Zürich 🦀 名前".to_owned()),
        Just("\u{0}\u{7f}\u{202e}".to_owned()),
    ]
}

#[derive(Debug, Clone)]
struct Tenant {
    resources: Vec<Resource>,
    entitlements: Vec<Entitlement>,
    grants: Vec<Grant>,
}

fn tenant() -> impl Strategy<Value = Tenant> {
    let resources = vec((id(), id(), proptest::option::of((id(), id()))), 0..20);
    let entitlements = vec((id(), id(), id()), 1..10);
    let holders = vec((any::<proptest::sample::Index>(), id(), id()), 0..40);
    (resources, entitlements, holders).prop_map(|(resources, entitlements, holders)| {
        let resources = resources.into_iter().map(|(kind, id, parent)| {
            let mut resource = resource(&kind, &id);
            resource.parent_resource_id =
                parent.and_then(|(kind, id)| crate::support::resource(&kind, &id).id);
            resource
        });
        let entitlements: Vec<_> =
            entitlements.iter().map(|(kind, id, slug)| entitlement(kind, id, slug)).collect();
        let grants = holders.into_iter().map(|(which, kind, id)| grant(which.get(&entitlements), &kind, &id));
        Tenant { resources: resources.collect(), grants: grants.collect(), entitlements }
    })
}

fn key(resource: &Resource) -> String {
    let id = resource.id.as_ref().unwrap();
    format!("{}:{}", id.resource_type, id.resource)
}

/// The last of those with the same key.
fn last_by<T: Clone>(records: &[T], key: impl Fn(&T) -> String) -> BTreeMap<String, T> {
    records.iter().map(|record| (key(record), record.clone())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_put_in_comes_out(tenant in tenant(), batch in 1_usize..8, early in any::<bool>()) {
        let place = Place::new();
        let mut writer = place.start();
        writer.put_resource_types(&[resource_type("user")]).unwrap();
        for chunk in tenant.resources.chunks(batch) {
            writer.put_resources(chunk).unwrap();
        }
        writer.put_entitlements(&tenant.entitlements).unwrap();
        for chunk in tenant.grants.chunks(batch) {
            writer.put_grants(chunk).unwrap();
            if early {
                writer.dangling_principals().unwrap();
            }
        }
        let id = writer.finish().unwrap().sync_id;

        let reader = place.read();
        let resources: Vec<_> = reader.resources(&id, None).unwrap().map(Result::unwrap).collect();
        let count = resources.len();
        let resources = last_by(&resources, key);
        prop_assert_eq!(resources.len(), count, "none is there twice");
        prop_assert_eq!(resources, last_by(&tenant.resources, key));
        let entitlements: Vec<_> = reader.entitlements(&id, None).unwrap().map(Result::unwrap).collect();
        let entitlement_id = |entitlement: &Entitlement| entitlement.id.clone();
        prop_assert_eq!(last_by(&entitlements, entitlement_id), last_by(&tenant.entitlements, entitlement_id));
        let grants: Vec<_> = reader.grants(&id, None).unwrap().map(|stored| stored.unwrap().grant).collect();
        let count = grants.len();
        let grant_id = |grant: &Grant| grant.id.clone();
        let grants = last_by(&grants, grant_id);
        prop_assert_eq!(grants.len(), count, "none is there twice");
        prop_assert_eq!(grants, last_by(&tenant.grants, grant_id));
        drop(reader);
        place.assert_nothing_left_but(&["sync.c1z"]);
    }

    #[test]
    fn the_order_of_putting_does_not_matter(tenant in tenant()) {
        // Of records with one key the last is kept, so only distinct ones may change places.
        let distinct: Vec<_> = last_by(&tenant.grants, |grant| grant.id.clone()).into_values().collect();
        let resources: Vec<_> = last_by(&tenant.resources, key).into_values().collect();
        let write = |resources: Vec<Resource>, grants: Vec<Grant>| {
            let place = Place::new();
            let mut writer = place.start();
            writer.put_grants(&grants).unwrap();
            writer.put_resources(&resources).unwrap();
            writer.finish().unwrap();
            let opened = oracle::open_ours(&place.file);
            let resources = opened.rows("select resource_type_id, external_id, parent_resource_type_id, parent_resource_id, data from v1_resources");
            let grants = opened.rows(
                "select resource_type_id, resource_id, entitlement_id, principal_resource_type_id, principal_resource_id, \
                 external_id, expansion, needs_expansion, data from v1_grants",
            );
            let stats = opened.text("select stats from v1_sync_runs");
            (resources, grants, stats)
        };
        let reversed = |records: &[Grant]| records.iter().rev().cloned().collect::<Vec<_>>();
        prop_assert_eq!(
            write(resources.clone(), distinct.clone()),
            write(resources.iter().rev().cloned().collect(), reversed(&distinct))
        );
    }
}
