//! Giving and taking access through the program, from the file of one sync to the file of the next; accounts,
//! actions and dry runs.

use std::collections::BTreeSet;

use coupa_sandbox::{
    Operation,
    state::{Entitlement, Licence, RoleId, UserId},
};
use serde_json::{Value, json};
use testkit::{
    decode::{C1zFile, Decoded},
    program::Finished,
};

use crate::{
    provision_world::{
        ALL_TYPES, Right, TYPES, World, assert_change, assert_fails, count, grant_arguments, json,
    },
    support::{decode, default_file},
};

/// What is in one file and not in the other, or differs.
#[derive(Debug, Default, PartialEq, Eq)]
struct Difference {
    grants: Vec<String>,
    others: Vec<String>,
}

fn difference(before: &Decoded, after: &Decoded) -> Difference {
    let mut grants: Vec<String> = Vec::new();
    for id in before.grants.keys().chain(after.grants.keys()).collect::<BTreeSet<_>>() {
        match (before.grants.get(id), after.grants.get(id)) {
            (None, Some(_)) => grants.push(format!("+{id}")),
            (Some(_), None) => grants.push(format!("-{id}")),
            (one, other) if one != other => grants.push(format!("~{id}")),
            _ => {}
        }
    }
    let mut others = Vec::new();
    let resources: BTreeSet<&String> = before.resources.keys().chain(after.resources.keys()).collect();
    others.extend(
        resources.into_iter().filter(|id| before.resources.get(*id) != after.resources.get(*id)).cloned(),
    );
    let entitlements: BTreeSet<&String> =
        before.entitlements.keys().chain(after.entitlements.keys()).collect();
    others.extend(
        entitlements
            .into_iter()
            .filter(|id| before.entitlements.get(*id) != after.entitlements.get(*id))
            .cloned(),
    );
    assert_eq!(before.resource_types, after.resource_types);
    Difference { grants, others }
}

/// Compares two files between which one grant came or went. Beside it, only the seats of a licence and the
/// record of the person may differ.
fn assert_only(before: &Decoded, after: &Decoded, sign: char, right: &Right, user: UserId) {
    let difference = difference(before, after);
    let grant = right.grant(user);
    assert_eq!(difference.grants, [format!("{sign}{grant}")], "{grant}");
    let person = format!("user:{user}");
    let license = format!("license:{}", right.id);
    let surplus: Vec<&String> = difference
        .others
        .iter()
        .filter(|id| **id != person && (right.resource_type != "license" || **id != license))
        .collect();
    assert!(surplus.is_empty(), "{sign}{grant} changed {surplus:?} too");
}

/// The result of a grant or a revocation names what was asked for, by the ids that were asked for.
fn assert_names(value: &Value, operation: &str, right: &Right, user: UserId) {
    assert_eq!(value["operation"], operation, "{value}");
    assert_eq!(value["entitlement"]["id"], right.entitlement(), "{value}");
    let resource = json!({ "type": right.resource_type, "id": right.id });
    for key in ["type", "id"] {
        assert_eq!(value["entitlement"]["resource"][key], resource[key], "{value}");
    }
    assert_eq!(value["principal"]["type"], "user", "{value}");
    assert_eq!(value["principal"]["id"], user.to_string(), "{value}");
    if operation == "grant" {
        let grants = json!([{
            "id": right.grant(user),
            "entitlement": right.entitlement(),
            "principal": { "type": "user", "id": user.to_string() },
        }]);
        assert_eq!(value["grants"], grants, "{value}");
    } else {
        assert_eq!(value.get("grants"), None, "{value}");
    }
}

/// The ids that a result shows before or after the change.
fn shown(value: &Value, key: &str) -> BTreeSet<String> {
    let items = value[key]["items"].as_array().unwrap_or_else(|| panic!("no {key} in {value}"));
    items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

/// The ids of everything of one type that somebody holds.
fn ids_of(held: &BTreeSet<Entitlement>, resource_type: &str) -> BTreeSet<String> {
    held.iter()
        .map(|held| Right::from(*held))
        .filter(|right| right.resource_type == resource_type)
        .map(|right| right.id)
        .collect()
}

/// sync, grant, grant again, sync, revoke, revoke again, sync, grant, sync.
async fn round_trip(world: &World, right: &Right) {
    let user = world.maria;
    let others = world.everybody();
    let without = world.held();
    let with: BTreeSet<Entitlement> = without.iter().copied().chain([right.held]).collect();
    let list = |held: &BTreeSet<Entitlement>| {
        // Of licences only the one that is changed is shown.
        let mut ids = ids_of(held, right.resource_type);
        ids.retain(|id| right.resource_type != "license" || *id == right.id);
        ids
    };
    let journal = world.sandbox.journal();

    let first = world.sync().await;
    assert!(!first.grants.contains_key(&right.grant(user)));
    let value = assert_change(&world.grant(right).await, "made", "grant");
    assert_names(&value, "grant", right, user);
    assert_eq!((shown(&value, "before"), shown(&value, "after")), (list(&without), list(&with)));
    assert_eq!(world.held(), with);
    journal.clear();
    let value = assert_change(&world.grant(right).await, "already", "granted already");
    assert_names(&value, "grant", right, user);
    assert_eq!(shown(&value, "after"), list(&with));
    assert!(world.writes().is_empty(), "granted already: {:?}", world.writes());
    let second = world.sync().await;
    assert_only(&first, &second, '+', right, user);

    let value = assert_change(&world.revoke(right).await, "made", "revoke");
    assert_names(&value, "revoke", right, user);
    assert_eq!((shown(&value, "before"), shown(&value, "after")), (list(&with), list(&without)));
    assert_eq!(world.held(), without);
    journal.clear();
    let value = assert_change(&world.revoke(right).await, "already", "revoked already");
    assert_names(&value, "revoke", right, user);
    assert!(world.writes().is_empty(), "revoked already: {:?}", world.writes());
    let third = world.sync().await;
    assert_only(&second, &third, '-', right, user);

    assert_change(&world.grant(right).await, "made", "granted again");
    let fourth = world.sync().await;
    assert_only(&third, &fourth, '+', right, user);
    let between = difference(&second, &fourth);
    assert_eq!(between.grants, [""; 0], "the second grant differs from the first");
    world.put(&without);
    assert_eq!(world.everybody(), others, "somebody else was changed");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_type_comes_goes_and_comes_again_and_nothing_else_moves() {
    let mut trips = 0;
    for list_write in ["merge", "replace", "mixed"] {
        let world = World::with(&[&format!("list_write={list_write}")]).await;
        assert_eq!(world.wanted.each_ref().map(|right| right.resource_type), TYPES);
        let wanted = world.wanted.clone();
        for right in &wanted {
            round_trip(&world, right).await;
            trips += 1;
        }
    }
    count(&format!("round trips of four syncs and five changes: {trips}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn in_words_it_says_what_was_done_and_what_was_so_already() {
    let world = World::new().await;
    let [role, ..] = &world.wanted;
    let (entitlement, user) = (role.entitlement(), world.maria.to_string());
    let grant: Vec<&str> =
        std::iter::once("--provisioning").chain(grant_arguments(&entitlement, &user)).collect();
    let grant_id = role.grant(world.maria);
    let revoke = ["--provisioning", "--revoke-grant", &grant_id];
    for (arguments, title) in [
        (&grant[..], format!("Granted {entitlement} to user:{user}")),
        (&grant[..], "Already granted".to_owned()),
        (&revoke[..], format!("Revoked {entitlement} from user:{user}")),
        (&revoke[..], "Already revoked".to_owned()),
    ] {
        let finished = world.run(arguments).await;
        assert_eq!(finished.code, Some(0), "{}", finished.stderr);
        assert!(finished.stdout.starts_with(&title), "{title}: {}", finished.stdout);
        assert!(finished.stdout.contains("Maria Reyes"), "{}", finished.stdout);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_needs_no_file_takes_names_from_one_and_survives_a_damaged_one() {
    let world = World::new().await;
    let file = default_file(world.directory());
    let name = |finished: &Finished, change: &str| {
        assert_change(finished, change, "names")["entitlement"]["resource"]["name"].clone()
    };
    // What nobody asked Coupa about has no name without a file: a revocation that finds nothing to revoke.
    for right in &world.wanted {
        let told = name(&world.revoke(right).await, "already");
        assert!(told.is_null() || right.resource_type == "license", "{right:?}: {told}");
    }
    assert!(!file.exists(), "a change made a file");
    world.sync().await;
    for right in &world.wanted {
        let told = name(&world.revoke(right).await, "already");
        let key = format!("{}:{}", right.resource_type, right.id);
        assert_eq!(told, decode(&file).resources[&key].display_name, "{key}");
    }
    let whole = std::fs::read(&file).unwrap();
    for damaged in [&whole[..whole.len() / 2], b"not a file of this kind", b""] {
        std::fs::write(&file, damaged).unwrap();
        for right in &world.wanted {
            assert_change(&world.grant(right).await, "made", "beside a damaged file");
            assert_change(&world.revoke(right).await, "made", "beside a damaged file");
        }
        assert_eq!(std::fs::read(&file).unwrap(), damaged, "a change touched the file");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_project_among_the_groups_stays_and_can_be_left() {
    for switch in ["memberships_rest=on", "memberships_rest=not_found", "membership_delete=not_found"] {
        for list_write in ["list_write=merge", "list_write=replace"] {
            let world = World::with(&[switch, list_write]).await;
            let project = world.sandbox.state().read(|state| {
                let mut groups = state.user(world.maria).unwrap().groups.iter().copied();
                groups.find(|id| state.group(*id).unwrap().is_project()).unwrap()
            });
            let before = world.held();
            let present = &world.present[1];
            assert_change(&world.revoke(present).await, "made", switch);
            assert!(world.held().contains(&Entitlement::Group(project)), "{switch}: the project is gone");
            assert_change(&world.grant(present).await, "made", switch);
            assert_eq!(world.held(), before, "{switch}");
            let project = Right::from(Entitlement::Group(project));
            assert_change(&world.revoke(&project).await, "made", switch);
            assert_change(&world.grant(&project).await, "made", switch);
            assert_eq!(world.held(), before, "{switch}");
        }
    }
}

/// Ids of grants whose message carries an annotation, as the database has them.
fn grants_with(world: &World, annotation: &str) -> BTreeSet<String> {
    let file = C1zFile::open(&default_file(world.directory())).unwrap();
    let newest = file.syncs().unwrap().pop().unwrap().sync_id;
    let mut statement =
        file.database().prepare("SELECT external_id, data FROM v1_grants WHERE sync_id = ?1").unwrap();
    let rows: Vec<(String, Vec<u8>)> = statement
        .query_map([newest], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let name = format!("type.googleapis.com/c1.connector.v2.{annotation}");
    let carries = |data: &[u8]| data.windows(name.len()).any(|window| window == name.as_bytes());
    rows.into_iter().filter(|(_, data)| carries(data)).map(|(id, _)| id).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_two_permanent_licences_stay_and_the_message_says_where_to_take_them_away() {
    let sticky = [Licence::Contracts, Licence::Purchasing];
    for reading in ["keep", "refuse", "revoke"] {
        let world = World::with(&[&format!("permanent_licences={reading}")]).await;
        let purchasing = Right::from(Entitlement::Licence(Licence::Purchasing));
        assert_change(&world.grant(&purchasing).await, "made", reading);
        let before = world.everybody();
        world.sandbox.journal().clear();
        for licence in sticky {
            let right = Right::from(Entitlement::Licence(licence));
            let finished = world.revoke(&right).await;
            let name = if licence == Licence::Contracts { "Contracts" } else { "Purchasing" };
            assert_fails(&finished, 9, &[name, "Setup", &world.maria.to_string()], reading);
            let dry = world.run(&["--dry-run", "--revoke-grant", &right.grant(world.maria)]).await;
            assert_fails(&dry, 9, &[name], "a plan that cannot work");
        }
        assert!(world.writes().is_empty(), "{reading}: {:?}", world.writes());
        assert_eq!(world.everybody(), before);
        world.sync().await;
        let wanted: BTreeSet<String> = before
            .iter()
            .flat_map(|(user, held)| held.iter().map(move |held| (user, held)))
            .filter(|(_, held)| sticky.iter().any(|licence| **held == Entitlement::Licence(*licence)))
            .map(|(user, held)| Right::from(*held).grant(*user))
            .collect();
        let shown = decode(&default_file(world.directory()));
        let wanted: BTreeSet<String> =
            wanted.into_iter().filter(|id| shown.grants.contains_key(id)).collect();
        assert!(wanted.len() >= 2, "{wanted:?}");
        assert_eq!(grants_with(&world, "GrantImmutable"), wanted, "{reading}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_licence_that_this_instance_ignores_is_marked_until_it_works() {
    let world = World::with(&["output_only_licences=ignored"]).await;
    let invoicing = Right::from(Entitlement::Licence(Licence::Invoicing));
    let marked = |decoded: &Decoded| -> Vec<String> {
        let is_marked = |name: &String| name == "c1.connector.v2.EntitlementImmutable";
        let entitlements = decoded.entitlements.iter();
        entitlements
            .filter(|(_, row)| row.annotations.keys().any(is_marked))
            .map(|(id, _)| id.clone())
            .collect()
    };
    assert_eq!(marked(&world.sync().await), [""; 0]);
    let before = world.everybody();
    let finished = world.grant(&invoicing).await;
    assert_fails(&finished, 9, &["does not make it"], "ignored");
    assert_eq!(world.everybody(), before);
    assert_eq!(marked(&world.sync().await), [invoicing.entitlement()]);
    // The mark is about this instance and outlives the run, and it goes when a write is seen to work.
    let sandbox = &world.sandbox;
    sandbox.switches_change(|switches| switches.set_text("output_only_licences=writable").unwrap()).unwrap();
    assert_change(&world.grant(&invoicing).await, "made", "writable again");
    assert_eq!(marked(&world.sync().await), [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn coupas_words_are_passed_on_whatever_their_shape() {
    let mut refusals = 0;
    for shape in ["lists", "strings", "array", "text", "empty", "html"] {
        for status in ["400", "422"] {
            let world = World::with(&[
                &format!("error_shape={shape}"),
                &format!("validation_status={status}"),
                "exhausted_licences=inventory_user",
            ])
            .await;
            let right = Right::from(Entitlement::Licence(Licence::Inventory));
            let before = world.everybody();
            let context = format!("{shape}, {status}");
            let words: &[&str] = match shape {
                // There are no words to pass on.
                "empty" | "html" => &[status],
                _ => &["No licenses left", "are in use"],
            };
            assert_fails(&world.grant(&right).await, 3, words, &context);
            assert_eq!(world.everybody(), before, "{context}");
            refusals += 1;
        }
    }
    count(&format!("refusals in every shape: {refusals}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_nobody_knows_is_not_granted_whatever_coupa_does_with_it() {
    for unknown in ["refuse", "ignore", "unchanged"] {
        for roles in ["on", "not_found"] {
            for list_write in ["merge", "replace"] {
                let world = World::with(&[
                    &format!("unknown_refs={unknown}"),
                    &format!("roles_rest={roles}"),
                    &format!("list_write={list_write}"),
                    "graphql=not_found",
                ])
                .await;
                let before = world.everybody();
                let nothing = Right::from(Entitlement::Role(RoleId(987_654)));
                let finished = world.grant(&nothing).await;
                let context = format!("{unknown}, {roles}, {list_write}");
                // Without a list of roles Coupa's answer to the write has to tell: it refuses, or does nothing.
                let code = match (roles, unknown) {
                    ("on", _) => 5,
                    (_, "refuse") => 3,
                    _ => 9,
                };
                assert_eq!(finished.code, Some(code), "{context}: {}", finished.stderr);
                assert_eq!(world.everybody(), before, "{context}");
                // Not there, so there is nothing to take away.
                assert_change(&world.revoke(&nothing).await, "already", &context);
                // A role that there is can be granted, list or no list.
                assert_change(&world.grant(&world.wanted[0]).await, "made", &context);
                assert!(world.held().contains(&world.wanted[0].held), "{context}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn people_are_disabled_and_enabled_and_keep_what_they_hold() {
    let world = World::new().await;
    let held = world.held();
    let is_active = || world.sandbox.state().read(|state| state.user_active(world.maria));
    let response = |finished: &Finished| {
        assert_eq!(finished.code, Some(0), "{}", finished.stderr);
        let value = json(finished);
        assert_eq!(value["status"], "BATON_ACTION_STATUS_COMPLETE", "{value}");
        assert_eq!(value["response"]["success"], true, "{value}");
        value["response"]["message"].as_str().unwrap().to_owned()
    };
    for (action, active) in [("disable_user", false), ("enable_user", true)] {
        let message = response(&world.act(action, world.maria).await);
        assert!(message.contains("Maria Reyes"), "{message}");
        assert_eq!(is_active(), active);
        world.sandbox.journal().clear();
        let message = response(&world.act(action, world.maria).await);
        assert!(message.contains("already"), "{message}");
        assert!(world.writes().is_empty(), "{:?}", world.writes());
        let status =
            world.sync().await.resources[&format!("user:{}", world.maria)].fields.message(11).unwrap();
        assert_eq!(status.varint(1), if active { 1 } else { 2 });
    }
    assert_eq!(world.held(), held);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_inactive_is_given_nothing_and_can_lose_everything() {
    let world = World::new().await;
    world.sandbox.state().write(|state| state.user_active_set(world.maria, false));
    let before = world.everybody();
    for right in &world.wanted {
        let finished = world.grant(right).await;
        assert_fails(&finished, 9, &["inactive", "enable_user"], &right.entitlement());
    }
    assert_eq!(world.everybody(), before);
    for right in &world.present {
        assert_change(&world.revoke(right).await, "made", &right.entitlement());
        assert!(!world.held().contains(&right.held));
    }
}

/// The arguments that ask for an account.
fn account<'a>(login: &'a str, email: &'a str, profile: &'a str) -> [&'a str; 6] {
    ["--create-account-login", login, "--create-account-email", email, "--create-account-profile", profile]
}

const JIN: &str =
    r#"{"first_name":"Jin","last_name":"Park","roles":["Buyer","User"],"employee_number":"E-77"}"#;

#[tokio::test(flavor = "multi_thread")]
async fn accounts_are_made_once() {
    let world = World::new().await;
    let jin = account("jpark", "jin.park@acme.example", JIN);
    let n_users = world.everybody().len();
    let value = assert_change(&world.change(&jin).await, "made", "a new account");
    let id: u64 = value["account"]["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(value["account"]["login"], "jpark");
    world.sandbox.state().read(|state| {
        let made = state.user(UserId(id)).unwrap();
        assert_eq!((made.login.as_str(), made.email.as_str()), ("jpark", "jin.park@acme.example"));
        assert_eq!(made.employee_number.as_deref(), Some("E-77"));
        assert_eq!(made.roles, [RoleId(3), RoleId(4)], "roles are found by their names");
    });
    assert!(world.sync().await.resources.contains_key(&format!("user:{id}")));

    world.sandbox.journal().clear();
    let value = assert_change(&world.change(&jin).await, "already", "both are there, on one user");
    assert_eq!(value["account"]["id"], id.to_string());
    // Coupa compares neither with regard to case.
    let loud = account("JPark", "Jin.Park@ACME.example", JIN);
    assert_change(&world.change(&loud).await, "already", "in other letters");
    let login_of_maria = account("mreyes", "somebody.new@acme.example", JIN);
    let finished = world.change(&login_of_maria).await;
    assert_fails(&finished, 6, &["mreyes", &world.maria.to_string(), "Maria Reyes"], "her login");
    let email_of_maria = account("somebody.new", "mreyes@acme.example", JIN);
    let finished = world.change(&email_of_maria).await;
    assert_fails(&finished, 6, &["mreyes@acme.example", &world.maria.to_string()], "her address");
    let of_two = account("mreyes", "jin.park@acme.example", JIN);
    let finished = world.change(&of_two).await;
    assert_fails(&finished, 6, &["mreyes", "jin.park@acme.example", &id.to_string()], "of two people");
    assert!(world.writes().is_empty(), "{:?}", world.writes());
    assert_eq!(world.everybody().len(), n_users + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_whose_answer_was_lost_is_found_and_not_made_twice() {
    for (fault, made) in [
        ("reset-after", "found"),
        ("status-after=500", "found"),
        ("status-after=502", "found"),
        ("reset-before", "sent again"),
    ] {
        let world = World::new().await;
        world.sandbox.faults().add(format!("users.create:{fault},nth=1").parse().unwrap());
        let n_users = world.everybody().len();
        let jin = account("jpark", "jin.park@acme.example", JIN);
        let value = assert_change(&world.change(&jin).await, "made", fault);
        let id: u64 = value["account"]["id"].as_str().unwrap().parse().unwrap();
        assert_eq!(world.everybody().len(), n_users + 1, "{fault}");
        let login = world.sandbox.state().read(|state| state.user(UserId(id)).map(|user| user.login.clone()));
        assert_eq!(login.as_deref(), Some("jpark"), "{fault}");
        let sent = world.sandbox.journal().of(Operation::UsersCreate).len();
        assert_eq!(sent, if made == "found" { 1 } else { 2 }, "{fault}: {sent} requests");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_coupa_leaves_out_of_an_account_is_told() {
    let profile =
        r#"{"first_name":"Jin","last_name":"Park","roles":["Buyer","No Such Role"],"invoicing_user":true}"#;
    let jin = account("jpark", "jin.park@acme.example", profile);
    let world = World::with(&["unknown_refs=ignore", "output_only_licences=ignored"]).await;
    let value = assert_change(&world.change(&jin).await, "made", "in part");
    let notes = value["notes"].to_string();
    assert!(notes.contains("No Such Role") && notes.to_lowercase().contains("invoicing"), "{notes}");
    assert!(!notes.contains("Buyer"), "{notes}");
    // Where Coupa refuses the unknown, nothing is made and its words are passed on.
    let strict = World::new().await;
    let n_users = strict.everybody().len();
    assert_fails(&strict.change(&jin).await, 3, &["could not be found"], "an unknown role");
    assert_eq!(strict.everybody().len(), n_users);
}

/// The ids that a plan shows before and after.
type Sides = (BTreeSet<String>, BTreeSet<String>);

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_of_every_write_shows_both_sides_sends_nothing_and_leaves_nothing() {
    let mut runs = 0;
    for reading in ["merge", "replace"] {
        let world = World::with(&[&format!("list_write={reading}")]).await;
        let before = world.everybody();
        let held = world.held();
        let user = world.maria.to_string();
        let mut plans: Vec<(Vec<String>, Option<Sides>)> = Vec::new();
        let owned = |arguments: &[&str]| arguments.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        for (right, grant) in world
            .wanted
            .iter()
            .map(|right| (right, true))
            .chain(world.present.iter().map(|right| (right, false)))
        {
            let mut then = held.clone();
            let arguments = if grant {
                then.insert(right.held);
                owned(&grant_arguments(&right.entitlement(), &user))
            } else {
                then.remove(&right.held);
                owned(&["--revoke-grant", &right.grant(world.maria)])
            };
            let list = |held: &BTreeSet<Entitlement>| {
                let mut ids = ids_of(held, right.resource_type);
                ids.retain(|id| right.resource_type != "license" || *id == right.id);
                ids
            };
            plans.push((arguments, Some((list(&held), list(&then)))));
        }
        let who = format!("{{\"user_id\":\"{user}\"}}");
        let flag = |value: &str| BTreeSet::from([value.to_owned()]);
        let disable = owned(&["--invoke-action", "disable_user", "--invoke-action-args", &who]);
        plans.push((disable, Some((flag("true"), flag("false")))));
        plans.push((owned(&account("jpark", "jin.park@acme.example", JIN)), None));
        for (arguments, sides) in plans {
            // A dry run needs no leave to write, and does not write where there is one.
            for allowed in [&["--dry-run"][..], &["--dry-run", "--provisioning"]] {
                let mut all: Vec<&str> = allowed.to_vec();
                all.extend(["--output", "json"]);
                all.extend(arguments.iter().map(String::as_str));
                let value = assert_change(&world.run(&all).await, "planned", &arguments.join(" "));
                if let Some((now, then)) = &sides {
                    assert_eq!((&shown(&value, "before"), &shown(&value, "after")), (now, then), "{value}");
                } else {
                    assert_eq!(value["fields"]["login"], "jpark", "{value}");
                    assert_eq!(value["account"]["id"], "", "{value}");
                }
                runs += 1;
            }
        }
        assert!(world.writes().is_empty(), "{:?}", world.writes());
        assert_eq!(world.everybody(), before);
        assert!(!world.directory().join(".local").exists(), "a dry run made a state directory");
        let asked: BTreeSet<String> =
            world.sandbox.journal().of(Operation::Token).into_iter().flat_map(|entry| entry.scopes).collect();
        assert!(asked.iter().all(|scope| scope.ends_with(".read")), "{asked:?}");
    }
    count(&format!("dry runs: {runs}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_leave_to_write_nothing_is_asked_of_coupa() {
    let world = World::new().await;
    let user = world.maria.to_string();
    let entitlement = world.wanted[0].entitlement();
    let grant_id = world.present[0].grant(world.maria);
    let who = format!("{{\"user_id\":\"{user}\"}}");
    for arguments in [
        grant_arguments(&entitlement, &user).to_vec(),
        vec!["--revoke-grant", &grant_id],
        vec!["--invoke-action", "disable_user", "--invoke-action-args", &who],
        account("jpark", "jin.park@acme.example", JIN).to_vec(),
    ] {
        assert_fails(&world.run(&arguments).await, 9, &["--provisioning", "--dry-run"], "not allowed");
    }
    assert!(world.sandbox.journal().entries().is_empty());
    // The variable opens the gate as the flag does.
    let finished = world
        .program()
        .env("BATON_PROVISIONING", "true")
        .args(grant_arguments(&entitlement, &user))
        .args(["--output", "json"])
        .run_async()
        .await
        .unwrap();
    assert_change(&finished, "made", "allowed by the variable");
    assert_eq!(world.run(&ALL_TYPES).await.code, Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_stops_administering_a_group_because_another_one_was_taken_away() {
    for (list_write, can_be_done) in [("merge", false), ("replace", true)] {
        let world = World::with(&["membership_delete=not_found", &format!("list_write={list_write}")]).await;
        let Entitlement::Group(taken) = world.present[1].held else { panic!("not a group") };
        let Entitlement::Group(administered) = world.wanted[1].held else { panic!("not a group") };
        world.sandbox.state().write(|state| {
            state.membership_add_with(world.maria, administered, true, true).unwrap();
        });
        let before = world.held();
        let finished = world.revoke(&world.present[1]).await;
        let is_owner =
            world.sandbox.state().read(|state| state.membership_of(world.maria, administered).unwrap().owner);
        assert!(is_owner, "{list_write}");
        if can_be_done {
            assert_change(&finished, "made", list_write);
            continue;
        }
        let would = format!("would no longer administer the groups {administered}");
        assert_fails(&finished, 9, &["nothing has changed", &would, "in Coupa"], list_write);
        assert_eq!(world.held(), before);
        // Whoever administers only the group that goes loses nothing else.
        world.sandbox.state().write(|state| {
            state.membership_remove(world.maria, administered);
            state.membership_remove(world.maria, taken);
            state.membership_add_with(world.maria, taken, true, true).unwrap();
        });
        assert_change(&world.revoke(&world.present[1]).await, "made", list_write);
    }
}
