//! Laws of a sync: the order in which pages arrive changes nothing, and whatever a connector says, no
//! grant in the file points to something that is not there.

use std::collections::{BTreeMap, BTreeSet};

use baton_core::{Entitlement, Grant, Purpose, Resource, ResourceId, ResourceTypeId};
use baton_sdk::{
    connector::{Page, Selection},
    syncer::{SyncKind, SyncOptions, SyncReport},
};
use proptest::{prelude::*, sample::subsequence};
use testkit::decode::Decoded;

use crate::scripted::{
    Lookup, Place, ROLE, Script, Step, Steps, TEAM, USER, ids, resource, roles, run, then, users, with_grants,
};

const CASES: u32 = 40;

fn run_now(script: Script, options: impl FnOnce(&Place) -> SyncOptions) -> (SyncReport, Decoded) {
    let place = Place::new();
    // One thread: the script alone decides in which order pages arrive.
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let report = runtime.block_on(run(script, options(&place))).unwrap();
    place.assert_tidy(1);
    (report, place.latest())
}

/// Users in a tree of tokens, some of which lead nowhere if `broken`.
fn tree(broken: bool) -> Steps {
    let last = if broken { Step::Fail("a lost page") } else { Step::Give(users([60])) };
    vec![
        (None, Step::Give(then(with_grants(users([1, 2]), &[(1, 1), (2, 30)]), &["a", "b", "c"]))),
        (Some("a"), Step::Give(then(with_grants(users([10]), &[(1, 10)]), &["a1", "a2"]))),
        (Some("a1"), Step::Give(with_grants(users([11]), &[(2, 11), (9, 11)]))),
        (Some("a2"), Step::Give(with_grants(users([12]), &[(1, 12)]))),
        (Some("b"), Step::Give(then(with_grants(users([30]), &[(2, 2)]), &["b1"]))),
        (Some("b1"), Step::Give(then(Page::default(), &["b2"]))),
        (Some("b2"), Step::Give(with_grants(users([31]), &[(1, 31), (1, 77)]))),
        (Some("c"), last),
    ]
}

fn read_tree(broken: bool, delays: &[usize], concurrency: usize) -> (SyncKind, Decoded) {
    let listings = vec![
        ("users", USER, tree(broken)),
        (
            "roles",
            ROLE,
            vec![(None, Step::Give(then(roles([1]), &["2"]))), (Some("2"), Step::Give(roles([2])))],
        ),
    ];
    let script = Script::new().stage_with_delays(listings, delays);
    let (report, decoded) = run_now(script, |place| SyncOptions { concurrency, ..place.keep_going() });
    (report.kind, decoded)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(CASES))]

    #[test]
    fn the_order_in_which_pages_arrive_changes_nothing(
        delays in prop::collection::vec(0_usize..60, 8),
        concurrency in 1_usize..=8,
        broken in any::<bool>(),
    ) {
        let (kind, decoded) = read_tree(broken, &delays, concurrency);
        let (expected_kind, expected) = read_tree(broken, &[], 1);
        prop_assert_eq!(kind, expected_kind);
        prop_assert_eq!(kind, if broken { SyncKind::Partial } else { SyncKind::Full });
        prop_assert_eq!(decoded.grants.len(), 7);
        prop_assert_eq!(decoded, expected);
    }
}

/// What a connector says, page by page, and what is true when it is asked again.
#[derive(Debug)]
struct Story {
    pages: Vec<Page>,
    selected: Vec<ResourceTypeId>,
    appeared: Vec<ResourceId>,
    concurrency: usize,
}

fn any_id() -> impl Strategy<Value = ResourceId> {
    (prop::sample::select(vec![USER, ROLE, TEAM]), 0_u32..5)
        .prop_map(|(kind, id)| ResourceId::new(kind, id.to_string()))
}

fn any_slug() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["member", "owner"])
}

fn any_page() -> impl Strategy<Value = Page> {
    let resources = prop::collection::vec(any_id().prop_map(|id| resource(&id)), 0..6);
    let entitlement =
        (any_id(), any_slug()).prop_map(|(id, slug)| Entitlement::new(id, slug, Purpose::Assignment));
    let grant = (any_id(), any_slug(), any_id()).prop_map(|(id, slug, by)| Grant::on(id, slug, by));
    let entitlements = prop::collection::vec(entitlement, 0..5);
    let grants = prop::collection::vec(grant, 0..12);
    (resources, entitlements, grants).prop_map(|(resources, entitlements, grants)| Page {
        resources,
        entitlements,
        grants,
        ..Page::default()
    })
}

fn any_story() -> impl Strategy<Value = Story> {
    let pages = prop::collection::vec(any_page(), 1..6);
    let selected = subsequence(vec![ROLE, TEAM, USER], 1..=3);
    let appeared = prop::collection::vec(any_id(), 0..6);
    (pages, selected, appeared, 1_usize..4).prop_map(|(pages, selected, appeared, concurrency)| Story {
        pages,
        selected,
        appeared,
        concurrency,
    })
}

/// What the file has to hold, reckoned without regard to pages.
struct Truth {
    resources: BTreeMap<String, Resource>,
    entitlements: BTreeSet<String>,
    grants: BTreeSet<String>,
    /// Grants between selected types that cannot be in the file.
    n_lost: u64,
}

impl Truth {
    fn of(story: &Story) -> Self {
        let is_selected = |id: &ResourceId| story.selected.contains(&id.resource_type);
        let listed: Vec<&Resource> = story.pages.iter().flat_map(|page| &page.resources).collect();
        let mut resources: BTreeMap<String, Resource> = listed
            .into_iter()
            .filter(|resource| is_selected(&resource.id))
            .map(|resource| (resource.id.to_string(), resource.clone()))
            .collect();
        let said: BTreeMap<String, &Entitlement> = story
            .pages
            .iter()
            .flat_map(|page| &page.entitlements)
            .map(|entitlement| (entitlement.id.to_string(), entitlement))
            .collect();
        let grants: BTreeMap<String, &Grant> = story
            .pages
            .iter()
            .flat_map(|page| &page.grants)
            .filter(|grant| is_selected(&grant.resource) && is_selected(&grant.principal))
            .map(|grant| (grant.id.to_string(), grant))
            .collect();

        let stands = |resources: &BTreeMap<String, Resource>, id: &str| {
            said.get(id).is_some_and(|said| resources.contains_key(&said.resource.to_string()))
        };
        let looked_up: BTreeSet<&ResourceId> = grants
            .values()
            .filter(|grant| !stands(&resources, grant.entitlement.as_str()))
            .map(|grant| &grant.resource)
            .filter(|id| story.appeared.contains(id))
            .collect();
        resources.extend(looked_up.iter().map(|id| (id.to_string(), resource(id))));
        let mut entitlements: BTreeSet<String> =
            said.keys().filter(|id| stands(&resources, id)).cloned().collect();
        entitlements.extend(looked_up.iter().map(|id| format!("{id}:member")));

        let n_grants = grants.len();
        let grants: BTreeSet<String> = grants
            .into_iter()
            .filter(|(_, grant)| entitlements.contains(grant.entitlement.as_str()))
            .filter(|(_, grant)| resources.contains_key(&grant.principal.to_string()))
            .map(|(id, _)| id)
            .collect();
        let n_lost = (n_grants - grants.len()) as u64;
        Self { resources, entitlements, grants, n_lost }
    }
}

/// The pages one after the other, by tokens.
fn chain(pages: &[Page]) -> Steps {
    const TOKENS: [&str; 6] = ["1", "2", "3", "4", "5", "6"];
    let mut steps = Steps::new();
    for (index, page) in pages.iter().enumerate() {
        let token = index.checked_sub(1).map(|index| TOKENS[index]);
        let next: &[&str] = if index + 1 < pages.len() { &TOKENS[index..=index] } else { &[] };
        steps.push((token, Step::Give(then(page.clone(), next))));
    }
    steps
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3 * CASES))]

    #[test]
    fn whatever_a_connector_says_no_grant_points_to_nothing(story in any_story()) {
        let (first, rest) = story.pages.split_at(story.pages.len() / 2);
        let mut listings = vec![("rest", USER, chain(rest))];
        if !first.is_empty() {
            listings.push(("first", ROLE, chain(first)));
        }
        let script = Script { lookup: Lookup::Exist(story.appeared.clone()), ..Script::new().stage(listings) };
        let selection = Selection {
            resource_types: story.selected.clone(),
            skip_entitlements_and_grants: false,
            skip_grants: false,
        };
        let (report, decoded) = run_now(script, |place| SyncOptions {
            selection,
            concurrency: story.concurrency,
            ..place.options()
        });

        prop_assert_eq!(decoded.dangling_grants(), BTreeSet::new());
        let truth = Truth::of(&story);
        let [types, resources, entitlements, grants] = ids(&decoded);
        prop_assert_eq!(types, story.selected.iter().map(ToString::to_string).collect::<Vec<_>>());
        prop_assert_eq!(resources, truth.resources.into_keys().collect::<Vec<_>>());
        prop_assert_eq!(entitlements, truth.entitlements.into_iter().collect::<Vec<_>>());
        prop_assert_eq!(grants, truth.grants.into_iter().collect::<Vec<_>>());
        prop_assert_eq!(report.kind, SyncKind::Full);
        let unselected = "its type is not part of this sync";
        let lost = report.dropped.iter().filter(|dropped| dropped.why != unselected);
        prop_assert_eq!(lost.map(|dropped| dropped.n_grants).sum::<u64>(), truth.n_lost);
    }
}
