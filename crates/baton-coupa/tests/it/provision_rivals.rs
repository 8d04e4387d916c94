//! Somebody else changes the same person at the same time: an administrator at every moment of a change, and
//! other writers that share the state directory.
//!
//! Coupa has no conditional write. So there is one moment at which a rival goes unseen: between the last
//! reading and the write that follows it. What is lost then is at most what the rival did just there.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use baton_coupa::provision::CoupaProvisioner;
use baton_sdk::{
    exit::Code,
    provision::{Change, Provisioner as _},
};
use coupa_sandbox::{Entitlement, SandboxConfig, Switches, state::UserId};
use proptest::{prelude::*, sample::Index, test_runner::TestRunner};

use crate::provision_world::{Right, World, assert_change, audit_lines, count, is_write, tiny};

/// Something that somebody does to Maria.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Deed {
    held: Entitlement,
    grant: bool,
}

impl Deed {
    fn apply(self, set: &BTreeSet<Entitlement>) -> BTreeSet<Entitlement> {
        let mut set = set.clone();
        if self.grant {
            set.insert(self.held)
        } else {
            set.remove(&self.held)
        };
        set
    }
}

/// Makes a change as the connector does.
/// The requests so far, token requests apart.
fn api_requests(world: &World) -> Vec<coupa_sandbox::JournalEntry> {
    let entries = world.sandbox.journal().entries().into_iter();
    entries.filter(|entry| entry.path.starts_with("/api/")).collect()
}

async fn make(writer: &CoupaProvisioner, user: UserId, deed: Deed) -> Result<Change, Code> {
    let request = Right::from(deed.held).request(user);
    let result = if deed.grant { writer.grant(&request).await } else { writer.revoke(&request).await };
    result.map(|done| done.change).map_err(|error| error.code())
}

/// What became of one change with one rival.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// Some serial order of the two explains the end.
    Explained,
    /// The rival struck right before a write, and at most the rival's own entry is not as it should be.
    InTheGap,
    /// The rival wanted to take away something while the list was cleared for a moment, and found nothing.
    FoundNothing,
}

/// Makes one change, with a rival just before the n-th request. `None` if there was no n-th request.
async fn against_a_rival(
    world: &World,
    writer: &CoupaProvisioner,
    start: &BTreeSet<Entitlement>,
    ours: Deed,
    rival: Deed,
    nth: u64,
) -> Option<Verdict> {
    world.put(start);
    world.sandbox.journal().clear();
    // Whether the rival's deed changed anything: who takes away what is not there is told so.
    let effect = Arc::new(Mutex::new(None));
    let (told, user) = (Arc::clone(&effect), world.maria);
    world.sandbox.hooks().before_any(nth, move |state| {
        let had_effect = if rival.grant {
            state.entitlement_grant(user, rival.held)
        } else {
            state.entitlement_revoke(user, rival.held)
        };
        *told.lock().unwrap() = Some(had_effect);
    });
    let result = make(writer, user, ours).await;
    world.sandbox.hooks().clear();
    let had_effect = (*effect.lock().unwrap())?;
    let end = world.held();
    let api = api_requests(world);
    let struck_a_write = is_write(&api[usize::try_from(nth).unwrap() - 1]);
    let context =
        format!("{ours:?} against {rival:?} at request {nth}: {result:?}, {:?}", api[nth as usize - 1]);

    let mut explained: Vec<BTreeSet<Entitlement>> =
        vec![rival.apply(&ours.apply(start)), ours.apply(&rival.apply(start))];
    if result.is_err() {
        // Told that it was not done.
        explained.push(rival.apply(start));
    }
    let leftovers = journal_entries(world);
    assert!(leftovers == 0 || result.is_err(), "{context}: {leftovers} entries are left in the journal");
    if explained.contains(&end) {
        return Some(Verdict::Explained);
    }
    let others = |set: &BTreeSet<Entitlement>| -> BTreeSet<Entitlement> {
        set.iter().copied().filter(|held| *held != rival.held).collect()
    };
    let is_only_theirs = explained.iter().any(|set| others(set) == others(&end));
    assert!(is_only_theirs, "{context}: somebody else's entry was lost:\n{end:?}\nbefore\n{start:?}");
    if !rival.grant && !had_effect {
        return Some(Verdict::FoundNothing);
    }
    assert!(struck_a_write, "{context}: no serial order explains\n{end:?}\nbefore\n{start:?}");
    Some(Verdict::InTheGap)
}

fn journal_entries(world: &World) -> usize {
    let host = world.sandbox.address().to_string().replace(':', "_");
    std::fs::read_dir(world.directory().join("state").join(host).join("journal")).unwrap().count()
}

/// Something else of the same type that is there, and that Maria does not hold.
fn another(world: &World, not: &Right) -> Entitlement {
    world.sandbox.state().read(|state| {
        let held = state.entitlements(world.maria);
        let all: Vec<Entitlement> = match not.resource_type {
            "role" => state.roles().map(|role| Entitlement::Role(role.id)).collect(),
            "group" => state.groups().map(|group| Entitlement::Group(group.id)).collect(),
            "account_group" => {
                state.account_groups().map(|group| Entitlement::AccountGroup(group.id)).collect()
            }
            _ => state.content_groups().map(|group| Entitlement::ContentGroup(group.id)).collect(),
        };
        all.into_iter().find(|other| !held.contains(other) && *other != not.held).unwrap()
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rival_at_every_moment_of_a_change_is_kept_or_struck_the_one_unseen_moment() {
    let (mut cases, mut explained, mut in_the_gap, mut found_nothing) = (0, 0, 0, 0);
    let mut gaps_by_base = Vec::new();
    for base in ["merge", "replace"] {
        let mut gaps = 0;
        for single_calls in [true, false] {
            let mut switches = vec![format!("list_write={base}")];
            if !single_calls {
                switches.push("memberships_rest=not_found".to_owned());
                switches.push("content_group_calls=not_found".to_owned());
            }
            let world = World::with(&switches.iter().map(String::as_str).collect::<Vec<_>>()).await;
            let writer = world.writer();
            let start = world.held();
            for index in 0..4 {
                // Roles and account groups have no calls of their own.
                if single_calls && matches!(world.wanted[index].resource_type, "role" | "account_group") {
                    continue;
                }
                let (wanted, present) = (&world.wanted[index], &world.present[index]);
                let other_present = start
                    .iter()
                    .copied()
                    .find(|held| {
                        *held != present.held && Right::from(*held).resource_type == present.resource_type
                    })
                    .unwrap();
                for grant in [true, false] {
                    let ours = Deed { held: if grant { wanted.held } else { present.held }, grant };
                    let rivals = [
                        Deed { held: another(&world, wanted), grant: true },
                        Deed { held: other_present, grant: false },
                        Deed { held: ours.held, grant: true },
                        Deed { held: ours.held, grant: false },
                    ];
                    for rival in rivals {
                        let mut nth = 1;
                        while let Some(verdict) =
                            against_a_rival(&world, &writer, &start, ours, rival, nth).await
                        {
                            cases += 1;
                            match verdict {
                                Verdict::Explained => explained += 1,
                                Verdict::InTheGap => gaps += 1,
                                Verdict::FoundNothing => found_nothing += 1,
                            }
                            nth += 1;
                        }
                        assert!(nth > 4, "{ours:?} took only {} requests", nth - 1);
                    }
                }
            }
        }
        in_the_gap += gaps;
        gaps_by_base.push(format!("{base} {gaps}"));
    }
    count(&format!(
        "rivals at every request: {cases}, explained by a serial order {explained}, in the unseen moment \
         {in_the_gap} ({}), rival found the list cleared {found_nothing}",
        gaps_by_base.join(", ")
    ));
    assert!(cases > 300, "only {cases} cases");
    // The instrument is not blind: the one moment there is shows.
    assert!(in_the_gap > 0, "the unseen moment was never struck");
}

#[tokio::test(flavor = "multi_thread")]
async fn hundreds_of_changes_with_several_rivals_lose_nobody_a_role() {
    let mut random = fastrand::Rng::with_seed(7);
    let (mut cases, mut struck, mut in_the_gap, mut failed) = (0, 0, 0, 0);
    for base in ["merge", "replace"] {
        let world = World::with(&[&format!("list_write={base}")]).await;
        let writer = world.writer();
        let universe: Vec<Entitlement> = world
            .held()
            .into_iter()
            .chain(world.wanted.iter().map(|right| right.held))
            .filter(|held| !matches!(held, Entitlement::Licence(_)))
            .collect();
        for _ in 0..250 {
            let start: BTreeSet<Entitlement> = universe.iter().copied().filter(|_| random.bool()).collect();
            world.put(&start);
            let ours = Deed { held: universe[random.usize(..universe.len())], grant: random.bool() };
            // Rivals change other entries, each its own, so that each can be told apart at the end.
            let mut others: Vec<Entitlement> =
                universe.iter().copied().filter(|held| *held != ours.held).collect();
            random.shuffle(&mut others);
            let effects = Arc::new(Mutex::new(Vec::new()));
            for held in others.iter().take(random.usize(1..4)) {
                let rival = Deed { held: *held, grant: random.bool() };
                let (effects, user) = (Arc::clone(&effects), world.maria);
                let nth = random.u64(1..10);
                world.sandbox.hooks().before_any(nth, move |state| {
                    let had_effect = if rival.grant {
                        state.entitlement_grant(user, rival.held)
                    } else {
                        state.entitlement_revoke(user, rival.held)
                    };
                    effects.lock().unwrap().push((nth, rival, had_effect));
                });
            }
            world.sandbox.journal().clear();
            let result = make(&writer, world.maria, ours).await;
            world.sandbox.hooks().clear();
            cases += 1;
            failed += usize::from(result.is_err());
            let end = world.held();
            let effects = effects.lock().unwrap().clone();
            let context = format!("{base}: {ours:?}, {effects:?}, {result:?}\n{start:?}\n{end:?}");
            if result.is_ok() {
                assert_eq!(end.contains(&ours.held), ours.grant, "{context}");
            }
            let api = api_requests(&world);
            for held in &universe {
                if *held == ours.held {
                    continue;
                }
                let rival = effects.iter().find(|(_, rival, _)| rival.held == *held);
                let Some((nth, rival, had_effect)) = rival else {
                    // Nobody touched it.
                    assert_eq!(end.contains(held), start.contains(held), "{held}: {context}");
                    continue;
                };
                struck += 1;
                if end.contains(held) == rival.grant {
                    continue;
                }
                let struck_a_write = is_write(&api[usize::try_from(*nth).unwrap() - 1]);
                assert!(struck_a_write || (!rival.grant && !had_effect), "{held}: {context}");
                in_the_gap += 1;
            }
        }
    }
    count(&format!(
        "changes with rivals {cases}, of which told as not done {failed}; rivals' deeds {struck}, undone in the \
         unseen moment {in_the_gap}"
    ));
    assert!(in_the_gap * 4 < struck, "{in_the_gap} of {struck} rivals' deeds were undone");
}

/// A deed by its place in the list of all, for shrinking.
fn deeds() -> impl Strategy<Value = Vec<(Index, bool, u8)>> {
    // The last number: how often the writer steps back before it begins.
    prop::collection::vec((any::<Index>(), any::<bool>(), any::<u8>()), 1..=5)
}

/// Whether the deeds of two writers, each in its order, explain the end and what each was told.
fn is_serial(
    state: &BTreeSet<Entitlement>,
    one: &[(Deed, Change)],
    other: &[(Deed, Change)],
    end: &BTreeSet<Entitlement>,
) -> bool {
    if one.is_empty() && other.is_empty() {
        return state == end;
    }
    let next = |first: &[(Deed, Change)], second: &[(Deed, Change)], swap: bool| {
        let Some(((deed, told), rest)) = first.split_first() else { return false };
        let after = deed.apply(state);
        let is_so_already = after == *state;
        if is_so_already != (*told == Change::AlreadySo) {
            return false;
        }
        if swap { is_serial(&after, second, rest, end) } else { is_serial(&after, rest, second, end) }
    };
    next(one, other, false) || next(other, one, true)
}

async fn two_writers(
    base: &str,
    single_calls: bool,
    held: &[bool],
    sequences: [Vec<(Index, bool, u8)>; 2],
) -> Result<(), TestCaseError> {
    let mut switches = Switches::default();
    switches.set("list_write", base).unwrap();
    if !single_calls {
        switches.set("memberships_rest", "not_found").unwrap();
        switches.set("content_group_calls", "not_found").unwrap();
    }
    let world = Arc::new(World::of(SandboxConfig { switches, ..tiny() }).await);
    // Two of each type.
    let universe: Vec<Entitlement> =
        world.wanted.iter().chain(&world.present).map(|right| right.held).collect();
    let rest: BTreeSet<Entitlement> =
        world.held().into_iter().filter(|held| !universe.contains(held)).collect();
    let chosen = universe.iter().zip(held).filter(|(_, held)| **held).map(|(entitlement, _)| *entitlement);
    let start: BTreeSet<Entitlement> = rest.into_iter().chain(chosen).collect();
    world.put(&start);
    let tasks = sequences.map(|sequence| {
        let world = Arc::clone(&world);
        let deeds: Vec<(Deed, u8)> = sequence
            .into_iter()
            .map(|(index, grant, wait)| (Deed { held: *index.get(&universe), grant }, wait))
            .collect();
        tokio::spawn(async move {
            // Each opens the records for itself, as two processes do.
            let writer = world.writer();
            let mut told = Vec::new();
            for (deed, wait) in deeds {
                for _ in 0..wait {
                    tokio::task::yield_now().await;
                }
                told.push((deed, make(&writer, world.maria, deed).await));
            }
            told
        })
    });
    let mut results = Vec::new();
    for task in tasks {
        let mut told = Vec::new();
        for (deed, result) in task.await.unwrap() {
            let change = result.map_err(|code| TestCaseError::fail(format!("{deed:?} failed: {code:?}")))?;
            told.push((deed, change));
        }
        results.push(told);
    }
    let end = world.held();
    prop_assert!(
        is_serial(&start, &results[0], &results[1], &end),
        "no serial order explains {end:?}\nfrom {start:?}\n{:?}\n{:?}",
        results[0],
        results[1]
    );
    // Entry by entry: whoever came last to it had their way.
    for held in &universe {
        let touched = results.iter().flatten().filter(|(deed, _)| deed.held == *held);
        let wishes: BTreeSet<bool> = touched.map(|(deed, _)| deed.grant).collect();
        let is_held = end.contains(held);
        prop_assert!(
            if wishes.is_empty() { is_held == start.contains(held) } else { wishes.contains(&is_held) },
            "{held}"
        );
    }
    let host = world.sandbox.address().to_string().replace(':', "_");
    let trail = world.directory().join("state").join(host).join("audit.jsonl");
    let made = results.iter().flatten().filter(|(_, change)| *change == Change::Made).count();
    let n_lines = if trail.exists() { audit_lines(&trail).len() } else { 0 };
    prop_assert_eq!(n_lines, 2 * made, "two lines in the audit trail for each change");
    Ok(())
}

#[test]
fn two_writers_end_where_some_order_of_their_deeds_ends() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let cases = 60;
    let mut runner =
        TestRunner::new(ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() });
    let strategy = (
        prop_oneof![Just("merge"), Just("replace"), Just("mixed")],
        any::<bool>(),
        prop::collection::vec(any::<bool>(), 10),
        [deeds(), deeds()],
    );
    let n_deeds = std::cell::Cell::new(0);
    runner
        .run(&strategy, |(base, single_calls, held, sequences)| {
            n_deeds.set(n_deeds.get() + sequences[0].len() + sequences[1].len());
            runtime.block_on(two_writers(base, single_calls, &held, sequences))
        })
        .unwrap();
    count(&format!("cases of two writers {cases}, deeds in them {}", n_deeds.get()));
}

#[test]
fn the_search_for_a_serial_order_finds_lost_updates() {
    let held = |id: u64| Entitlement::Role(id.into());
    let set = |ids: &[u64]| ids.iter().map(|id| held(*id)).collect::<BTreeSet<_>>();
    let made = |id, grant| (Deed { held: held(id), grant }, Change::Made);
    let one = [made(1, true), made(2, false)];
    let other = [made(3, true)];
    assert!(is_serial(&set(&[2]), &one, &other, &set(&[1, 3])));
    assert!(!is_serial(&set(&[2]), &one, &other, &set(&[1])), "the other's role is lost");
    assert!(!is_serial(&set(&[2]), &one, &other, &set(&[1, 2, 3])), "what was taken away is back");
    let again = [(Deed { held: held(1), grant: true }, Change::AlreadySo)];
    assert!(is_serial(&set(&[]), &one[..1], &again, &set(&[1])));
    assert!(!is_serial(&set(&[]), &again, &[], &set(&[])), "told to be there, and it was not");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_on_one_person_wait_for_each_other() {
    let mut pairs = 0;
    for base in ["merge", "replace"] {
        let world = World::with(&[&format!("list_write={base}")]).await;
        let start = world.held();
        for round in 0..5 {
            world.put(&start);
            let (wanted, present) = (&world.wanted[round % 4], &world.present[round % 4]);
            let (one, other) = tokio::join!(world.grant(wanted), world.revoke(present));
            assert_change(&one, "made", base);
            assert_change(&other, "made", base);
            let mut expected = start.clone();
            expected.insert(wanted.held);
            expected.remove(&present.held);
            assert_eq!(world.held(), expected, "{base}, round {round}");
            pairs += 1;
        }
        let lines = audit_lines(&world.state_dir().join("audit.jsonl"));
        assert_eq!(lines.len(), 20, "two lines for each of ten changes, in one chain");
    }
    count(&format!("pairs of processes on one person: {pairs}"));
}
