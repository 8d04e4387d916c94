//! A run that was killed while a list was cleared, and what the next runs make of it.

use std::{collections::BTreeSet, fs, path::PathBuf, time::Duration};

use coupa_sandbox::{
    Entitlement, Operation, Sandbox,
    state::{RoleId, UserId},
};
use serde_json::Value;

use crate::{
    provision_world::{
        ALL_TYPES, Right, World, assert_change, assert_fails, audit_lines, count, grant_arguments, json,
    },
    support::{decode, default_file},
};

/// How long a killed run may take to get where it is killed.
const SOON: Duration = Duration::from_secs(20);

/// An instance that only adds to lists, on which a revocation of one of Maria's roles was killed after the
/// clear: she has no roles, and the journal knows which.
struct Killed {
    world: World,
    /// The role that was to be taken away.
    taken: Right,
    should_have: BTreeSet<Entitlement>,
}

impl Killed {
    async fn new() -> Self {
        let world = World::with(&["list_write=merge"]).await;
        let taken = world.present[0].clone();
        let had = world.held();
        let should_have = had.iter().copied().filter(|held| *held != taken.held).collect();
        kill_at_the_third_write(&world, &["--provisioning", "--revoke-grant", &taken.grant(world.maria)])
            .await;
        let killed = Self { world, taken, should_have };
        assert_eq!(killed.roles(), BTreeSet::new(), "the kill came too early or too late");
        assert_eq!(killed.entries().len(), 1);
        killed.world.sandbox.journal().clear();
        killed
    }

    fn roles(&self) -> BTreeSet<Entitlement> {
        self.world.held().into_iter().filter(|held| matches!(held, Entitlement::Role(_))).collect()
    }

    /// The files of the journal.
    fn entries(&self) -> Vec<PathBuf> {
        let directory = fs::read_dir(self.world.state_dir().join("journal")).unwrap();
        directory.map(|entry| entry.unwrap().path()).collect()
    }

    fn id(&self) -> String {
        self.entries()[0].file_stem().unwrap().to_str().unwrap().to_owned()
    }

    fn assert_repaired(&self, context: &str) {
        assert_eq!(self.world.held(), self.should_have, "{context}");
        assert_eq!(self.entries(), [""; 0].map(PathBuf::from), "{context}: the journal is not empty");
    }

    fn assert_untouched(&self, context: &str) {
        assert!(self.world.writes().is_empty(), "{context}: {:?}", self.world.writes());
        assert_eq!(self.roles(), BTreeSet::new(), "{context}");
        assert_eq!(self.entries().len(), 1, "{context}");
    }
}

/// Starts the program and kills it when its third write of a user has arrived, which is never carried out.
async fn kill_at_the_third_write(world: &World, arguments: &[&str]) {
    let (told, arrived) = tokio::sync::oneshot::channel();
    // From now on, like the fault, which is told from now on as well.
    world.sandbox.hooks().before(Operation::UsersUpdate, 3, move |_| told.send(()).unwrap());
    world.sandbox.faults().add("users.update:hang,nth=3".parse().unwrap());
    let mut child = world.program().args(arguments.iter().copied()).start().unwrap();
    tokio::time::timeout(SOON, arrived).await.unwrap().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    // The fault stays: it may not have struck yet, and it strikes only once. The request is noted after that.
    let noted = async {
        while world.sandbox.journal().of(Operation::UsersUpdate).len() < 3 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(SOON, noted).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_run_of_any_kind_repairs_it() {
    let mut repaired = 0;
    for (what, arguments, code) in [
        ("a sync", vec![], 0),
        ("a sync of everything", ALL_TYPES.to_vec(), 0),
        ("a sync of groups", vec!["--sync-resource-types", "group"], 0),
        ("a sync without grants", vec!["--skip-entitlements-and-grants"], 0),
        ("a sync of one role", vec!["--sync-resources", "bid:r:role/10002"], 0),
        ("recover", vec!["recover"], 0),
        ("a change that fails", vec!["--provisioning", "--revoke-grant", "role:4:member:user:999999"], 5),
    ] {
        let killed = Killed::new().await;
        let finished = killed.world.run(&arguments).await;
        assert_eq!(finished.code, Some(code), "{what}: {}", finished.stderr);
        killed.assert_repaired(what);
        repaired += 1;
        if what == "a sync of everything" {
            // The file shows the world after the repair.
            let decoded = decode(&default_file(killed.world.directory()));
            for held in &killed.should_have {
                let grant = Right::from(*held).grant(killed.world.maria);
                assert!(decoded.grants.contains_key(&grant), "{grant}");
            }
            assert!(!decoded.grants.contains_key(&killed.taken.grant(killed.world.maria)));
        }
        // The one that was killed has no end; the repair has both.
        let lines = audit_lines(&killed.world.state_dir().join("audit.jsonl"));
        let phases: Vec<&str> = lines.iter().map(|line| line["phase"].as_str().unwrap()).collect();
        assert_eq!(phases, ["begin", "begin", "end"], "{what}");
        let shown = killed.world.run(&["audit"]).await;
        assert_eq!(shown.code, Some(0), "{}", shown.stderr);
        assert!(shown.stdout.contains("no end") && shown.stdout.contains("recover"), "{}", shown.stdout);
        // Nothing is left to do.
        killed.world.sandbox.journal().clear();
        assert_eq!(killed.world.run(&["recover"]).await.code, Some(0));
        assert!(killed.world.sandbox.journal().entries().is_empty(), "{what}: Coupa was asked for nothing");
    }
    count(&format!("kinds of runs that repaired a killed change: {repaired}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_somebody_repairs_it_first() {
    // Of the same person: what is asked for comes on top of what was begun.
    let killed = Killed::new().await;
    let role = &killed.world.wanted[0];
    assert_change(&killed.world.grant(role).await, "made", "the same person");
    let mut expected = killed.should_have.clone();
    expected.insert(role.held);
    assert_eq!(killed.world.held(), expected);
    assert!(killed.entries().is_empty());
    // Of somebody else.
    let killed = Killed::new().await;
    let other = somebody_else(&killed.world.sandbox, killed.world.maria);
    let (entitlement, user) = (killed.world.wanted[1].entitlement(), other.to_string());
    assert_change(&killed.world.change(&grant_arguments(&entitlement, &user)).await, "made", "somebody else");
    killed.assert_repaired("somebody else");
    // The same once more: it is done already.
    let again = killed.world.revoke(&killed.taken).await;
    assert_change(&again, "already", "what was killed, once more");
}

fn somebody_else(sandbox: &Sandbox, not: UserId) -> UserId {
    sandbox.state().read(|state| {
        let mut employees =
            state.users().filter(|user| user.active && user.class.is_none() && !user.supplier_user);
        employees.rfind(|user| user.id != not).unwrap().id
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn looking_changes_nothing() {
    let killed = Killed::new().await;
    let world = &killed.world;
    let id = killed.id();
    let list = world.run(&["recover", "--list"]).await;
    assert_eq!(list.code, Some(0), "{}", list.stderr);
    assert!(
        list.stdout.contains(&id) && list.stdout.contains(&killed.taken.entitlement()),
        "{}",
        list.stdout
    );
    let list = json(&world.run(&["recover", "--list", "--output", "json"]).await);
    assert_eq!(list[0]["id"], id);
    assert_eq!(list[0]["user"], world.maria.0);
    assert_eq!(list[0]["former"], serde_json::json!([10_001, 10_002, 10_003]));
    assert_eq!(list[0]["wanted"], serde_json::json!([10_002, 10_003]));
    assert!(world.sandbox.journal().entries().is_empty(), "a list asks nothing of Coupa");
    // A plan looks and writes nothing either.
    let (entitlement, user) = (world.wanted[0].entitlement(), world.maria.to_string());
    let plan: Vec<&str> = std::iter::once("--dry-run").chain(grant_arguments(&entitlement, &user)).collect();
    assert_eq!(world.run(&plan).await.code, Some(0));
    for arguments in [&["--version"][..], &["capabilities"], &["config"], &["audit"]] {
        assert_eq!(world.run(arguments).await.code, Some(0), "{arguments:?}");
    }
    killed.assert_untouched("looking");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_can_be_finished_by_hand_and_forgotten() {
    let killed = Killed::new().await;
    for id in ["nonsense", "../audit", "0", "3MPSHMQMVp5z2u8y1Zrb40BVmCJ"] {
        for flag in ["--finish", "--discard"] {
            assert_eq!(killed.world.run(&["recover", flag, id]).await.code, Some(5), "{flag} {id}");
        }
    }
    killed.assert_untouched("unknown ids");
    let finished = killed.world.run(&["recover", "--finish", &killed.id(), "--output", "json"]).await;
    assert_eq!(finished.code, Some(0), "{}", finished.stderr);
    let told = json(&finished);
    assert_eq!((&told[0]["ok"], &told[0]["changed"]), (&Value::Bool(true), &Value::Bool(true)), "{told}");
    killed.assert_repaired("--finish");

    let killed = Killed::new().await;
    let id = killed.id();
    assert_eq!(killed.world.run(&["recover", "--discard", &id]).await.code, Some(0));
    assert!(killed.entries().is_empty());
    assert!(killed.world.writes().is_empty());
    assert_eq!(killed.roles(), BTreeSet::new(), "forgotten is not repaired");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_worked_on_the_list_since_is_not_overruled() {
    let killed = Killed::new().await;
    let world = &killed.world;
    // An administrator has given Maria back one role of three, and a new one: they have chosen.
    let chosen = [Entitlement::Role(RoleId(10_002)), world.wanted[0].held];
    world.sandbox.state().write(|state| {
        for role in chosen {
            assert!(state.entitlement_grant(world.maria, role));
        }
    });
    let id = killed.id();
    let left_alone = |context: &str| {
        assert!(world.writes().is_empty(), "{context}: {:?}", world.writes());
        assert_eq!(killed.roles(), BTreeSet::from(chosen), "{context}");
        assert_eq!(killed.entries().len(), 1, "{context}");
    };
    let recover = world.run(&["recover"]).await;
    assert_eq!(recover.code, Some(9), "{}", recover.stderr);
    assert!(recover.stderr.contains(&format!("--finish {id}")), "{}", recover.stderr);
    assert!(recover.stderr.contains(&format!("--discard {id}")), "{}", recover.stderr);
    left_alone("recover");
    let sync = world.run(&ALL_TYPES).await;
    assert_eq!(sync.code, Some(0), "a sync goes on: {}", sync.stderr);
    assert!(sync.stderr.contains("\"warn\"") && sync.stderr.contains(&id), "{}", sync.stderr);
    left_alone("a sync");
    let same = world.grant(&world.wanted[1]).await;
    assert_fails(&same, 9, &[&id], "a change of the same person");
    left_alone("a change of the same person");
    // Others are not held up.
    let other = somebody_else(&world.sandbox, world.maria).to_string();
    let entitlement = world.wanted[2].entitlement();
    let finished = world.change(&grant_arguments(&entitlement, &other)).await;
    assert_change(&finished, "made", "a change of somebody else");
    assert_eq!(killed.roles(), BTreeSet::from(chosen));
    // Finishing adds what was left out and takes nothing away.
    let finished = world.run(&["recover", "--finish", &id]).await;
    assert_eq!(finished.code, Some(0), "{}", finished.stderr);
    let expected = [10_002, 10_003].map(|id| Entitlement::Role(RoleId(id)));
    assert_eq!(killed.roles(), expected.into_iter().chain([world.wanted[0].held]).collect());
    assert!(killed.entries().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_turned_out_by_itself_is_only_closed() {
    for (what, roles) in [
        ("it had been finished", vec![10_002, 10_003]),
        ("finished, and somebody gave one more", vec![10_002, 10_003, 10_004]),
        ("it is as it was", vec![10_001, 10_002, 10_003]),
    ] {
        let killed = Killed::new().await;
        let world = &killed.world;
        world.sandbox.state().write(|state| {
            for id in &roles {
                assert!(state.role_grant(world.maria, RoleId(*id)));
            }
        });
        let finished = world.run(&["recover"]).await;
        assert_eq!(finished.code, Some(0), "{what}: {}", finished.stderr);
        assert!(world.writes().is_empty(), "{what}: {:?}", world.writes());
        assert!(killed.entries().is_empty(), "{what}");
        assert_eq!(killed.roles(), roles.iter().map(|id| Entitlement::Role(RoleId(*id))).collect(), "{what}");
    }
    // Nobody is left who could be locked out.
    let killed = Killed::new().await;
    killed.world.sandbox.state().write(|state| state.user_remove(killed.world.maria));
    assert_eq!(killed.world.run(&["recover"]).await.code, Some(0));
    assert!(killed.entries().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_vanished_meanwhile_costs_nobody_the_rest() {
    for unknown in ["refuse", "ignore"] {
        let killed = Killed::new().await;
        let world = &killed.world;
        world.sandbox.switches_change(|switches| switches.set("unknown_refs", unknown).unwrap()).unwrap();
        world.sandbox.state().write(|state| state.role_remove(RoleId(10_002)));
        let finished = world.run(&["recover"]).await;
        // Of what is to stay, all that there still is was set.
        assert!(
            killed.roles().contains(&Entitlement::Role(RoleId(10_003))),
            "{unknown}: {}",
            finished.stderr
        );
        // And what was to be taken away does not come back.
        assert!(!killed.roles().contains(&killed.taken.held), "{unknown}: {}", finished.stderr);
        assert!(finished.stderr.contains("--discard"), "{unknown}: {}", finished.stderr);
        assert!(finished.stderr.contains("10003 Beekeeper"), "{unknown}: {}", finished.stderr);
        assert_ne!(finished.code, Some(0), "{unknown}: {}", finished.stdout);
        assert_eq!(killed.entries().len(), 1, "{unknown}");
        assert_eq!(world.run(&["recover", "--discard", &killed.id()]).await.code, Some(0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_that_cannot_be_understood_is_told_and_blocks_changes_only() {
    let mut damaged = 0;
    for what in ["garbage", "", "{}", "half", "a newer form", "another list"] {
        let killed = Killed::new().await;
        let world = &killed.world;
        let path = killed.entries().pop().unwrap();
        let entry = fs::read_to_string(&path).unwrap();
        let content = match what {
            "half" => entry[..entry.len() / 2].to_owned(),
            "a newer form" => entry.replace("\"form\": 1", "\"form\": 2"),
            "another list" => entry.replace("\"list\": \"roles\"", "\"list\": \"warehouses\""),
            other => other.to_owned(),
        };
        assert_ne!(content, entry, "{what}");
        fs::write(&path, content).unwrap();
        let name = path.display().to_string();
        let sync = world.run(&ALL_TYPES).await;
        assert_eq!(sync.code, Some(0), "{what}: {}", sync.stderr);
        assert!(sync.stderr.contains(&name), "{what}: {}", sync.stderr);
        killed.assert_untouched(what);
        // It may be about anybody.
        let other = somebody_else(&world.sandbox, world.maria).to_string();
        let entitlement = world.wanted[0].entitlement();
        for user in [world.maria.to_string(), other] {
            assert_fails(&world.change(&grant_arguments(&entitlement, &user)).await, 9, &[&name], what);
        }
        let recover = world.run(&["recover"]).await;
        assert_eq!(recover.code, Some(9), "{what}: {}", recover.stderr);
        assert!(recover.stderr.contains(&name), "{what}: {}", recover.stderr);
        let list = world.run(&["recover", "--list"]).await;
        assert!(
            list.code == Some(0) && list.stdout.contains(&name),
            "{what}: {}{}",
            list.stdout,
            list.stderr
        );
        killed.assert_untouched(what);
        fs::remove_file(&path).unwrap();
        assert_change(&world.grant(&world.wanted[0]).await, "made", what);
        damaged += 1;
    }
    count(&format!("damaged journal entries told: {damaged}"));
}
