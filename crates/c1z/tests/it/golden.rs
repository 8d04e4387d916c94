//! Files of the Go SDK, read by ours, against what the genuine command line says they hold.

use std::collections::BTreeMap;
use std::io::Read;

use c1z::{C1zReader, Error, Format, ReaderOptions, SyncId, SyncType};
use serde_json::Value;

use crate::support::{NEW, OLD, PEBBLE, golden};

const EARLIER: &str = "3MOQ87mtuOjOw24pBrLtSe1F7Sb";
const LATER: &str = "3MOQ8Boj8qVTCjgmjspfJBhsDj1";

fn open(name: &str) -> C1zReader {
    C1zReader::open(golden(name), &ReaderOptions::default()).unwrap()
}

fn expected(name: &str) -> Value {
    let packed = std::fs::File::open(golden(&format!("expected-{name}.json.gz"))).unwrap();
    let mut json = String::new();
    flate2::read::GzDecoder::new(packed).read_to_string(&mut json).unwrap();
    serde_json::from_str(&json).unwrap()
}

/// One line a record: enough of it to notice any that is missing, doubled, moved or misread.
fn lines(value: &Value, list: &str, describe: impl Fn(&Value) -> Vec<&Value>) -> Vec<String> {
    let records = value[list].as_array().unwrap();
    records
        .iter()
        .map(|record| {
            let parts: Vec<_> =
                describe(record).into_iter().map(|part| part.as_str().unwrap_or_default()).collect();
            parts.join("|")
        })
        .collect()
}

#[test]
fn syncs_are_those_the_command_line_lists() {
    let reader = open(OLD);
    assert_eq!(reader.format(), Format::V1);
    let ours: Vec<_> = reader
        .syncs()
        .iter()
        .map(|run| {
            let ended_at = run.ended_at.map(|at| at.to_string()).unwrap_or_default();
            [
                run.id.to_string(),
                run.started_at.to_string(),
                ended_at,
                run.sync_token.clone(),
                run.sync_type.to_string(),
            ]
            .join("|")
        })
        .collect();
    let theirs = lines(&expected("syncs"), "syncs", |run| {
        ["id", "startedAt", "endedAt", "syncToken", "syncType"].map(|key| &run[key]).into()
    });
    assert_eq!(ours, theirs);
    assert_eq!(reader.latest_finished_full().unwrap().id.as_str(), LATER);
    assert_eq!(reader.latest_finished().unwrap().id.as_str(), LATER);
}

#[test]
fn stats_are_those_the_command_line_shows() {
    let stats = open(OLD).stats(&SyncId::new(LATER)).unwrap();
    let theirs = &expected("stats")["stats"];
    let number = |value: &Value| value.as_str().unwrap().parse::<u64>().unwrap();
    let by_type = |key: &str| -> BTreeMap<String, u64> {
        theirs[key].as_object().unwrap().iter().map(|(id, count)| (id.clone(), number(count))).collect()
    };
    assert_eq!(stats.resource_types, number(&theirs["resourceTypes"]));
    assert_eq!(stats.resources, number(&theirs["resources"]));
    assert_eq!(stats.entitlements, number(&theirs["entitlements"]));
    assert_eq!(stats.grants, number(&theirs["grants"]));
    assert_eq!(stats.resources_by_resource_type, by_type("resourcesByResourceType"));
    assert_eq!(stats.grants_by_resource_type, by_type("grantsByResourceType"));
    assert_eq!(stats.entitlements_by_resource_type, by_type("entitlementsByResourceType"));
}

#[test]
fn resource_types_are_those_the_command_line_lists() {
    let reader = open(OLD);
    let ours: Vec<_> = reader
        .resource_types(&SyncId::new(LATER))
        .unwrap()
        .map(|resource_type| {
            let resource_type = resource_type.unwrap();
            let trait_name =
                resource_type.traits().next().map(|first| first.as_str_name()).unwrap_or_default();
            format!("{}|{}|{trait_name}", resource_type.id, resource_type.display_name)
        })
        .collect();
    let theirs = lines(&expected("resource-types"), "resourceTypes", |record| {
        let record = &record["resourceType"];
        vec![&record["id"], &record["displayName"], &record["traits"][0]]
    });
    assert_eq!(ours.len(), 4);
    assert_eq!(ours, theirs);
}

#[test]
fn resources_are_those_the_command_line_lists() {
    let reader = open(OLD);
    let describe = |resource: &baton_proto::connector::v2::Resource| {
        let id = resource.id.as_ref().unwrap();
        let annotations: Vec<_> = resource.annotations.iter().map(|any| any.type_url.as_str()).collect();
        [
            &id.resource_type,
            &id.resource,
            &resource.display_name,
            &resource.description,
            &annotations.join(","),
        ]
        .map(|part| part.replace('|', "/"))
        .join("|")
    };
    let ours: Vec<_> = reader
        .resources(&SyncId::new(LATER), None)
        .unwrap()
        .map(|resource| describe(&resource.unwrap()))
        .collect();
    let file = expected("resources");
    let theirs: Vec<_> = file["resources"]
        .as_array()
        .unwrap()
        .iter()
        .map(|record| {
            let record = &record["resource"];
            let text = |value: &Value| value.as_str().unwrap_or_default().replace('|', "/");
            let annotations: Vec<_> = record["annotations"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|any| text(&any["@type"]))
                .collect();
            [
                text(&record["id"]["resourceType"]),
                text(&record["id"]["resource"]),
                text(&record["displayName"]),
                text(&record["description"]),
                annotations.join(","),
            ]
            .join("|")
        })
        .collect();
    assert_eq!(ours.len(), 273);
    assert_eq!(sorted(ours.clone()), sorted(theirs));

    let users: Vec<_> = reader
        .resources(&SyncId::new(LATER), Some("user"))
        .unwrap()
        .map(|resource| describe(&resource.unwrap()))
        .collect();
    let filtered: Vec<_> = ours.into_iter().filter(|line| line.starts_with("user|")).collect();
    assert_eq!(users.len(), 238);
    assert_eq!(users, filtered, "a filter keeps the order");
}

fn sorted(mut lines: Vec<String>) -> Vec<String> {
    lines.sort();
    lines
}

#[test]
fn entitlements_are_those_the_command_line_lists() {
    let reader = open(OLD);
    let ours: Vec<_> = reader
        .entitlements(&SyncId::new(LATER), None)
        .unwrap()
        .map(|entitlement| {
            let entitlement = entitlement.unwrap();
            let resource = entitlement.resource.clone().unwrap().id.unwrap();
            let grantable_to =
                entitlement.grantable_to.first().map(|first| first.id.clone()).unwrap_or_default();
            let purpose = entitlement.purpose().as_str_name().to_owned();
            let display = [entitlement.display_name, entitlement.description, entitlement.slug].join("|");
            [entitlement.id, resource.resource_type, resource.resource, display, grantable_to, purpose]
                .join("|")
        })
        .collect();
    let theirs = lines(&expected("entitlements"), "entitlements", |record| {
        let record = &record["entitlement"];
        let id = &record["resource"]["id"];
        vec![
            &record["id"],
            &id["resourceType"],
            &id["resource"],
            &record["displayName"],
            &record["description"],
            &record["slug"],
            &record["grantableTo"][0]["id"],
            &record["purpose"],
        ]
    });
    assert_eq!(ours.len(), 35);
    assert_eq!(ours, theirs);
}

#[test]
fn grants_are_those_the_command_line_lists() {
    let reader = open(OLD);
    let ours: Vec<_> = reader
        .grants(&SyncId::new(LATER), None)
        .unwrap()
        .map(|stored| {
            let grant = stored.unwrap().grant;
            let principal = grant.principal.unwrap().id.unwrap();
            [grant.id, grant.entitlement.unwrap().id, principal.resource_type, principal.resource].join("|")
        })
        .collect();
    let theirs = lines(&expected("grants"), "grants", |record| {
        let record = &record["grant"];
        let principal = &record["principal"]["id"];
        vec![&record["id"], &record["entitlement"]["id"], &principal["resourceType"], &principal["resource"]]
    });
    assert_eq!(ours.len(), 1495);
    assert_eq!(ours, theirs);

    let of_roles = reader.grants(&SyncId::new(LATER), Some("role")).unwrap().count();
    assert_eq!(of_roles, 533);
}

#[test]
fn both_syncs_are_read_and_do_not_mix() {
    let reader = open(OLD);
    for id in [EARLIER, LATER] {
        assert_eq!(reader.grants(&SyncId::new(id), None).unwrap().count(), 1495, "{id}");
        assert_eq!(reader.resources(&SyncId::new(id), None).unwrap().count(), 273, "{id}");
    }
}

#[test]
fn a_file_of_the_newest_sdk_holds_what_the_old_one_held() {
    let (old, new) = (open(OLD), open(NEW));
    let run = new.latest_finished_full().unwrap();
    let sync_id = run.id.clone();
    assert_eq!(new.stats(&sync_id).unwrap(), old.stats(&SyncId::new(LATER)).unwrap());
    let grants = |reader: &C1zReader, sync_id: &SyncId| {
        let ids = reader.grants(sync_id, None).unwrap().map(|stored| stored.unwrap().grant.id);
        sorted(ids.collect())
    };
    assert_eq!(grants(&new, &sync_id), grants(&old, &SyncId::new(LATER)));
    let resources = |reader: &C1zReader, sync_id: &SyncId| {
        let names = reader.resources(sync_id, None).unwrap().map(|resource| {
            let resource = resource.unwrap();
            let id = resource.id.unwrap();
            format!("{}:{} {}", id.resource_type, id.resource, resource.display_name)
        });
        sorted(names.collect())
    };
    assert_eq!(resources(&new, &sync_id), resources(&old, &SyncId::new(LATER)));
}

#[test]
fn a_sync_that_is_not_there_is_named() {
    let error = open(OLD).grants(&SyncId::new("nothing"), None).unwrap_err();
    assert!(error.to_string().contains("has no sync `nothing`"), "{error}");
}

#[test]
fn of_a_v3_file_the_manifest_is_read_and_the_rest_refused() {
    let reader = open(PEBBLE);
    assert_eq!(reader.format(), Format::V3);
    assert_eq!(reader.manifest().unwrap().engine, "pebble3");
    let run = reader.latest_finished_full().unwrap();
    assert_eq!((run.id.as_str(), &run.sync_type), (LATER, &SyncType::Full));
    assert_eq!(run.started_at.to_string(), "2026-11-20T23:56:12.226903606Z");
    assert_eq!(run.ended_at.unwrap().to_string(), "2026-11-20T23:56:12.869350596Z");
    // The counts in the manifest are those of the v1 file it was made from.
    assert_eq!(reader.stats(&run.id).unwrap(), open(OLD).stats(&run.id).unwrap());

    let error = reader.resources(&run.id, None).unwrap_err();
    assert!(matches!(error, Error::V3 { .. }));
    assert!(
        error.to_string().ends_with("is a v3 file (engine `pebble3`): its resources cannot be read here"),
        "{error}"
    );
    assert!(error.hint().unwrap().contains("`baton` command line"));
}
