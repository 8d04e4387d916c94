//! The same changes under every reading of Coupa's documents: one switch of the simulated instance at a time,
//! both for instances that add to a list and for those that replace it.

use std::collections::BTreeSet;

use coupa_sandbox::{
    Entitlement, SandboxConfig, Switches,
    state::{Licence, RoleId},
};

use crate::provision_world::{Right, World, assert_change, assert_fails, count, tiny};

/// Values under which nobody can change anything, with the reason.
const IMPOSSIBLE: [(&str, &str, &str); 1] = [("maintenance", "on", "nothing is served")];

/// The values of each switch but its default, and for numbers and names some that matter.
fn readings() -> Vec<(&'static str, String)> {
    let mut readings = Vec::new();
    for switch in Switches::list() {
        let values: Vec<String> = match switch.name {
            // The base of every run.
            "list_write" => Vec::new(),
            "absent_licences" => vec!["aic_user,treasury_user".into()],
            "absent_fields" => vec!["employee_number,middlename".into(), "manager,department".into()],
            "exhausted_licences" => vec!["inventory_user,travel_user".into()],
            "token_settling_ms" => vec!["200".into()],
            "token_size_bytes" => vec!["16384".into()],
            "short_pages" => vec!["7".into()],
            "graphql_page_size" => vec!["10".into()],
            "graphql_max_root_fields" => vec!["1".into()],
            "graphql_max_complexity" => vec!["20".into()],
            "graphql_max_depth" => vec!["2".into()],
            "graphql_max_document_bytes" => vec!["100".into()],
            name => {
                let choices = switch.choices.split('`').skip(1).step_by(2);
                let values: Vec<String> =
                    choices.filter(|value| *value != switch.default).map(str::to_owned).collect();
                assert!(!values.is_empty(), "no values are known for the switch {name}");
                values
            }
        };
        readings.extend(values.into_iter().map(|value| (switch.name, value)));
    }
    readings.retain(|(name, value)| !IMPOSSIBLE.iter().any(|(n, v, _)| n == name && v == value));
    readings
}

/// Grants, again, sync, revocations, again, sync; actions; a licence that cannot be taken away.
async fn under(switches: &[&str]) -> usize {
    let world = World::with(switches).await;
    let context = switches.join(" ");
    let mut changes = 0;
    let before = world.everybody();
    let held = world.held();
    let mut wanted = held.clone();
    let journal = world.sandbox.journal();
    for right in &world.wanted {
        let context = format!("{context}: grant {}", right.entitlement());
        wanted.insert(right.held);
        assert_change(&world.grant(right).await, "made", &context);
        assert_eq!(world.held(), wanted, "{context}");
        journal.clear();
        assert_change(&world.grant(right).await, "already", &context);
        assert!(world.writes().is_empty(), "{context}, again: {:?}", world.writes());
        changes += 2;
    }
    // Compares the file with the instance.
    world.sync().await;
    for right in &world.wanted {
        let context = format!("{context}: revoke {}", right.entitlement());
        wanted.remove(&right.held);
        assert_change(&world.revoke(right).await, "made", &context);
        assert_eq!(world.held(), wanted, "{context}");
        journal.clear();
        assert_change(&world.revoke(right).await, "already", &context);
        assert!(world.writes().is_empty(), "{context}, again: {:?}", world.writes());
        changes += 2;
    }
    world.sync().await;

    journal.clear();
    let contracts = Right::from(Entitlement::Licence(Licence::Contracts));
    assert_fails(&world.revoke(&contracts).await, 9, &["Contracts"], &context);
    assert!(world.writes().is_empty(), "{context}");
    for (action, active) in [("disable_user", false), ("enable_user", true)] {
        for _ in 0..2 {
            let finished = world.act(action, world.maria).await;
            assert_eq!(finished.code, Some(0), "{context}, {action}: {}", finished.stderr);
            assert_eq!(
                world.sandbox.state().read(|state| state.user_active(world.maria)),
                active,
                "{context}"
            );
            changes += 1;
        }
    }
    assert_eq!(world.everybody(), before, "{context}: somebody else was changed");
    // Nothing is left half done, and every change that was sent is on record.
    let leftovers = std::fs::read_dir(world.state_dir().join("journal")).unwrap().count();
    assert_eq!(leftovers, 0, "{context}: the journal is not empty");
    changes
}

#[tokio::test(flavor = "multi_thread")]
async fn every_reading_of_the_documents_allows_every_change() {
    let mut runs: Vec<Vec<String>> = Vec::new();
    for base in ["merge", "replace", "mixed"] {
        let base = format!("list_write={base}");
        runs.push(vec![base.clone()]);
        // Mixed is the one for some lists and the other for the rest, so that each is tried with all others.
        if !base.ends_with("mixed") {
            runs.extend(
                readings().into_iter().map(|(name, value)| vec![base.clone(), format!("{name}={value}")]),
            );
        }
    }
    // What decides together how a removal goes.
    for base in ["merge", "replace", "mixed"] {
        for single in ["membership_delete=not_found", "memberships_rest=not_found"] {
            for clear in ["null", "empty"] {
                for answer in ["selected", "id_only", "empty"] {
                    runs.push(vec![
                        format!("list_write={base}"),
                        single.to_owned(),
                        "content_group_calls=not_found".to_owned(),
                        format!("list_clear={clear}"),
                        format!("write_answer={answer}"),
                        "graphql=not_found".to_owned(),
                    ]);
                }
            }
        }
    }
    let n_readings = runs.len();
    let queue = std::sync::Arc::new(std::sync::Mutex::new(runs));
    let (mut failures, mut changes) = (Vec::new(), 0);
    // A few at a time keep a small machine busy while some of them wait.
    let workers: Vec<_> = (0..4)
        .map(|_| {
            let queue = std::sync::Arc::clone(&queue);
            tokio::spawn(async move {
                let mut results = Vec::new();
                loop {
                    let Some(run) = queue.lock().unwrap().pop() else { return results };
                    let task = tokio::spawn(async move {
                        let switches: Vec<&str> = run.iter().map(String::as_str).collect();
                        under(&switches).await
                    });
                    results.push(task.await);
                }
            })
        })
        .collect();
    for worker in workers {
        for result in worker.await.unwrap() {
            match result {
                Ok(made) => changes += made,
                Err(error) => {
                    let text = error.into_panic();
                    failures.push(text.downcast_ref::<String>().cloned().unwrap_or_default());
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} of {n_readings} readings:\n{}", failures.len(), failures.join("\n"));
    count(&format!("readings {n_readings}, changes under them {changes}"));
    assert!(n_readings > 200, "only {n_readings} readings");
}

/// Maria with exactly so many of one type, and one more to grant.
async fn with_many(switches: &[&str], resource_type: &str, many: usize) -> (World, Right, Right) {
    let mut set = Switches::default();
    for switch in switches {
        set.set_text(switch).unwrap();
    }
    let world = World::of(SandboxConfig { switches: set, ..tiny() }).await;
    let mut made: Vec<Entitlement> = world.sandbox.state().write(|state| {
        let make = |number: usize, state: &mut coupa_sandbox::State| {
            let name = format!("Number {number}");
            match resource_type {
                "role" => Entitlement::Role(state.role_add(&name, None)),
                "group" => Entitlement::Group(state.group_add(&name, None)),
                "account_group" => Entitlement::AccountGroup(state.account_group_add(&name)),
                _ => Entitlement::ContentGroup(state.content_group_add(&name, None)),
            }
        };
        (0..=many).map(|number| make(number, state)).collect()
    });
    let extra = Right::from(made.pop().unwrap());
    // One from the middle, which a list cut off at fifty may or may not show.
    let middle = Right::from(made[many - 1]);
    let others: BTreeSet<Entitlement> =
        world.held().into_iter().filter(|held| Right::from(*held).resource_type != resource_type).collect();
    world.put(&others.into_iter().chain(made).collect());
    (world, extra, middle)
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_holds_fifty_or_sixty_of_a_kind_keeps_them_all() {
    let (mut changes, mut refused) = (0, 0);
    for resource_type in ["role", "group", "account_group", "content_group"] {
        for cap in ["none", "graphql", "everywhere"] {
            for base in ["merge", "replace"] {
                for many in [49, 50, 51, 60] {
                    let (cap, base) = (format!("nested_cap={cap}"), format!("list_write={base}"));
                    let switches = [cap.as_str(), base.as_str(), "account_group_filter=works"];
                    let context = format!("{many} of {resource_type} under {}", switches.join(" "));
                    let (world, extra, last) = with_many(&switches, resource_type, many).await;
                    let before = world.everybody();
                    let mut wanted = world.held();
                    for (right, grant) in [(&extra, true), (&last, false), (&extra, false), (&last, true)] {
                        let finished =
                            if grant { world.grant(right).await } else { world.revoke(right).await };
                        assert_change(&finished, "made", &context);
                        if grant {
                            wanted.insert(right.held)
                        } else {
                            wanted.remove(&right.held)
                        };
                        assert_eq!(world.held(), wanted, "{context}: {}", right.entitlement());
                        changes += 1;
                    }
                    assert_eq!(world.everybody(), before, "{context}");
                }
            }
        }
    }
    // Where nothing proves that a list is complete, it is not written.
    for filter in ["refuse", "ignored", "nothing"] {
        for many in [50, 60] {
            let filter = format!("account_group_filter={filter}");
            let switches = ["nested_cap=everywhere", "list_write=replace", &filter];
            let (world, extra, last) = with_many(&switches, "account_group", many).await;
            let before = world.everybody();
            world.sandbox.journal().clear();
            for finished in [world.grant(&extra).await, world.revoke(&last).await] {
                assert_ne!(finished.code, Some(0), "{many} under {filter}: {}", finished.stdout);
                assert!(finished.stderr.contains("nothing was sent"), "{}", finished.stderr);
                refused += 1;
            }
            assert!(world.writes().is_empty(), "{many} under {filter}");
            assert_eq!(world.everybody(), before);
        }
    }
    count(&format!("changes of long lists {changes}, refused for want of proof {refused}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_entry_of_a_list_can_be_taken_and_the_first_given() {
    for base in ["merge", "replace"] {
        for clear in ["both", "null", "empty"] {
            for answer in ["selected", "empty"] {
                let switches = [
                    &format!("list_write={base}"),
                    &format!("list_clear={clear}"),
                    &format!("write_answer={answer}"),
                    "membership_delete=not_found",
                    "content_group_calls=not_found",
                ];
                let world = World::with(&switches.map(|text| text as &str)).await;
                let context = switches.map(|text| text as &str).join(" ");
                let only: BTreeSet<Entitlement> =
                    world.present.iter().take(4).map(|right| right.held).collect();
                world.put(&only);
                for right in world.present.iter().take(4) {
                    assert_change(&world.revoke(right).await, "made", &context);
                }
                assert!(world.held().is_empty(), "{context}: {:?}", world.held());
                for right in world.present.iter().take(4) {
                    assert_change(&world.grant(right).await, "made", &context);
                }
                assert_eq!(world.held(), only, "{context}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_vanishes_costs_nobody_the_others() {
    for unknown in ["refuse", "ignore", "unchanged"] {
        for base in ["merge", "replace"] {
            let (unknown, base) = (format!("unknown_refs={unknown}"), format!("list_write={base}"));
            let world = World::with(&[&unknown, &base]).await;
            let gone = RoleId(world.present[0].id.parse().unwrap());
            // Between the last reading and the write, somebody removes one of Maria's roles altogether: the
            // list that is sent names something that is no more.
            let maria = world.maria;
            world.sandbox.hooks().before(coupa_sandbox::Operation::UsersUpdate, 1, move |state| {
                state.role_remove(gone);
                assert!(!state.user(maria).unwrap().roles.contains(&gone));
            });
            let before = world.held();
            let finished = world.grant(&world.wanted[0]).await;
            let context = format!("{unknown} {base}: exit {:?}: {}", finished.code, finished.stderr);
            let held = world.held();
            let expected: BTreeSet<Entitlement> =
                before.into_iter().filter(|held| *held != Entitlement::Role(gone)).collect();
            assert!(held.is_superset(&expected), "{context}: lost {:?}", expected.difference(&held));
            let with: BTreeSet<Entitlement> =
                expected.iter().copied().chain([world.wanted[0].held]).collect();
            match finished.code {
                Some(0) => assert_eq!(held, with, "{context}"),
                // It was granted, and something that was sent along is missing: that is told as a loss.
                Some(15) => {
                    assert_eq!(held, with, "{context}");
                    assert!(finished.stderr.contains("Night watch"), "{context}");
                }
                _ => assert_eq!(held, expected, "{context}"),
            }
            // The next try does not stumble over it.
            assert_eq!(world.grant(&world.wanted[0]).await.code, Some(0), "{context}");
            assert!(world.held().contains(&world.wanted[0].held), "{context}");
        }
    }
}
