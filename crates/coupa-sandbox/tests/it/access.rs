//! Giving and taking access: the readings a writer has to live with, rivals, lost answers and scopes.

use std::collections::BTreeSet;
use std::time::Duration;

use coupa_sandbox::state::{BUYER_ROLE, Licence, RoleId, USER_ROLE, UserId};
use coupa_sandbox::{Entitlement, Fault, OAuthClient, Operation, SandboxConfig, State};
use reqwest::Method;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use serde_json::{Value, json};
use tokio::sync::oneshot;

use crate::client::{Answer, Api, answer, messages};

/// Adds an active person who has nothing, and gives the path of the record.
fn newcomer(api: &Api) -> (UserId, String) {
    let id = api.sandbox.state().write(|state| state.user_add("newcomer", "New", "Comer"));
    (id, format!("/api/users/{id}"))
}

fn held(api: &Api, id: UserId) -> BTreeSet<Entitlement> {
    api.sandbox.state().read(|state| state.entitlements(id))
}

fn roles(api: &Api, id: UserId) -> Vec<RoleId> {
    api.sandbox.state().read(|state| state.user(id).unwrap().roles.clone())
}

fn add(api: &Api, spec: &str) {
    api.sandbox.faults().add(spec.parse::<Fault>().unwrap());
}

/// A write whose answer may fail to come.
fn put_request(api: &Api, path: &str, body: &Value) -> reqwest::RequestBuilder {
    api.request(Method::PUT, path).header(CONTENT_TYPE, "application/json").body(body.to_string())
}

/// What a hook tells; a hook that never runs fails the test instead of holding it up.
async fn told<T>(receiver: oneshot::Receiver<T>) -> T {
    tokio::time::timeout(Duration::from_secs(20), receiver).await.unwrap().unwrap()
}

/// One of each kind that a list of the user holds, with the name of the list.
fn one_of_each(api: &Api) -> [(&'static str, Entitlement, u64); 4] {
    let snapshot = api.sandbox.snapshot();
    let group = *snapshot.groups.keys().next().unwrap();
    let account_group = *snapshot.account_groups.keys().next().unwrap();
    let content_group = *snapshot.content_groups.keys().next().unwrap();
    [
        ("roles", Entitlement::Role(BUYER_ROLE), BUYER_ROLE.0),
        ("user-groups", Entitlement::Group(group), group.0),
        ("account-groups", Entitlement::AccountGroup(account_group), account_group.0),
        ("content-groups", Entitlement::ContentGroup(content_group), content_group.0),
    ]
}

#[tokio::test]
async fn a_list_is_cleared_by_the_empty_value_of_the_reading_and_no_other() {
    let api = Api::quick(20).await;
    let (id, path) = newcomer(&api);
    for list_write in ["merge", "replace"] {
        api.set(&format!("list_write={list_write}"));
        for (reading, null_clears, empty_clears) in
            [("both", true, true), ("null", true, false), ("empty", false, true)]
        {
            api.set(&format!("list_clear={reading}"));
            for (list, entitlement, _) in one_of_each(&api) {
                for (value, clears) in [(json!(null), null_clears), (json!([]), empty_clears)] {
                    api.sandbox.state().write(|state| state.entitlement_grant(id, entitlement));
                    let reply = api.put(&path, &json!({ list: value })).await;
                    assert_eq!(reply.status, 200, "{}", reply.text);
                    let is_held = api.sandbox.state().read(|state| state.entitlement_held(id, entitlement));
                    assert_eq!(is_held, !clears, "{list_write}, {reading}: {list} = {value}");
                    assert_eq!(reply.json()[list].as_array().unwrap().is_empty(), clears, "the answer tells");
                }
            }
        }
    }
}

#[tokio::test]
async fn under_the_mixed_reading_only_content_groups_are_replaced() {
    let api = Api::quick(20).await;
    let (id, path) = newcomer(&api);
    let snapshot = api.sandbox.snapshot();
    let [first, second] = [0, 1].map(|place| snapshot.content_groups.keys().nth(place).unwrap().0);
    api.set("list_write=mixed");
    for (content, role) in [(first, USER_ROLE), (second, BUYER_ROLE)] {
        let body = json!({ "content-groups": [{ "id": content }], "roles": [{ "id": role.0 }] });
        assert_eq!(api.put(&path, &body).await.status, 200);
    }
    assert_eq!(roles(&api, id), [USER_ROLE, BUYER_ROLE]);
    assert_eq!(api.get(&format!("{path}/business_groups")).await.ids(), [second]);
}

#[tokio::test]
async fn an_unknown_reference_may_leave_the_whole_attribute_as_it_is() {
    let api = Api::quick(20).await;
    let (id, path) = newcomer(&api);
    let body = json!({ "roles": [{ "id": 3 }, { "id": 999_999 }], "manager": { "id": 999_999 }, "middlename": "M",
        "account-groups": [{ "id": 999_999 }] });
    for list_write in ["merge", "replace"] {
        api.set(&format!("list_write={list_write}"));
        api.set("unknown_refs=unchanged");
        api.sandbox.state().write(|state| {
            state.role_grant(id, BUYER_ROLE);
            state.user_change(id, |user| user.manager = Some(UserId(1)));
        });
        let reply = api.put(&path, &body).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        assert_eq!(roles(&api, id), [BUYER_ROLE], "{list_write}: the known role is left out as well");
        assert_eq!((&reply.json()["manager"]["id"], &reply.json()["middlename"]), (&json!(1), &json!("M")));
        // Dropping is another matter: what is known counts.
        api.set("unknown_refs=ignore");
        api.put(&path, &body).await;
        let expected: &[RoleId] = if list_write == "merge" { &[USER_ROLE, BUYER_ROLE] } else { &[USER_ROLE] };
        assert_eq!(roles(&api, id), expected);
        api.sandbox.state().write(|state| state.role_revoke(id, USER_ROLE));
    }
    let group = *api.sandbox.snapshot().groups.keys().next().unwrap();
    api.set("unknown_refs=unchanged");
    let members = json!({ "users": [{ "id": id.0 }, { "id": 999_999 }], "owner": { "id": 999_999 } });
    let before = api.sandbox.snapshot().groups[&group].members.clone();
    assert_eq!(api.put(&format!("/api/user_groups/{group}"), &members).await.status, 200);
    assert_eq!(api.sandbox.snapshot().groups[&group].members, before);
}

#[tokio::test]
async fn the_members_of_a_group_and_xml_follow_the_same_reading() {
    let api = Api::quick(20).await;
    let (id, path) = newcomer(&api);
    let group = *api.sandbox.snapshot().groups.keys().next().unwrap();
    let in_group = || api.sandbox.state().read(|state| state.membership_of(id, group).is_some());
    api.sandbox.state().write(|state| state.membership_add(id, group));
    api.set("list_clear=null");
    api.put(&format!("/api/user_groups/{group}"), &json!({ "users": [] })).await;
    assert!(in_group());
    api.put(&format!("/api/user_groups/{group}"), &json!({ "users": null })).await;
    assert!(!in_group());

    let xml = async |body: &'static str| {
        let request = api
            .http
            .put(api.url(&path))
            .header(AUTHORIZATION, format!("Bearer {}", api.token))
            .header(ACCEPT, "application/xml")
            .header(CONTENT_TYPE, "application/xml")
            .body(body);
        let reply = answer(request).await.unwrap();
        assert_eq!(reply.status, 200, "{}", reply.text);
        roles(&api, id)
    };
    let (element, nil) = ("<user><roles/></user>", "<user><roles nil=\"true\"/></user>");
    api.sandbox.state().write(|state| state.role_grant(id, BUYER_ROLE));
    assert_eq!(xml(element).await, [BUYER_ROLE], "an empty element is the empty list, which does nothing");
    assert_eq!(xml(nil).await, []);
    api.set("list_clear=empty");
    api.sandbox.state().write(|state| state.role_grant(id, BUYER_ROLE));
    assert_eq!(xml(nil).await, [BUYER_ROLE]);
    assert_eq!(xml(element).await, []);
}

#[tokio::test]
async fn an_encoded_question_mark_begins_the_query_where_that_is_allowed() {
    let api = Api::quick(20).await;
    let (id, path) = newcomer(&api);
    let hidden = format!("{path}%3Ffields=[\"id\",{{\"roles\":[\"id\"]}}]");
    let body = json!({ "roles": [{ "id": 3 }] });
    assert_eq!(api.put(&hidden, &body).await.status, 404);
    assert_eq!(api.get(&hidden).await.status, 404);
    assert_eq!(roles(&api, id), [], "a path that leads nowhere changes nothing");

    api.set("path_query=lenient");
    let shown = json!({ "id": id.0, "roles": [{ "id": 3 }] });
    assert_eq!(api.put(&hidden, &body).await.json(), shown);
    assert_eq!(roles(&api, id), [USER_ROLE]);
    assert_eq!(api.get(&hidden.replace("%3F", "%3f")).await.json(), shown);
    let noted = api.sandbox.journal().of(Operation::UsersUpdate).pop().unwrap();
    assert_eq!(noted.path, path);
    assert_eq!(noted.query, [("fields".to_owned(), "[\"id\",{\"roles\":[\"id\"]}]".to_owned())]);
    let both = api.get("/api/users%3Fid[lt]=10?limit=1&order_by=id").await;
    assert_eq!(both.ids(), [1], "what is hidden adds to what is not");
    assert_eq!(api.get(&format!("{path}%20")).await.status, 404, "other characters stay in the path");
}

#[tokio::test]
async fn every_answer_has_a_number_of_its_own() {
    let api = Api::quick(20).await;
    api.sandbox.journal().clear();
    let mut ids = Vec::new();
    let mut note = |answer: Answer, status: u16| {
        assert_eq!(answer.status, status, "{}", answer.text);
        ids.push(answer.header("x-request-id").unwrap().to_owned());
    };
    note(api.get("/api/users").await, 200);
    note(api.graphql("{ users { id } }").await, 200);
    note(api.get("/api/users/99999").await, 404);
    note(api.get("/nowhere").await, 404);
    note(api.put("/api/users/1", &json!({ "login": "" })).await, 400);
    note(answer(api.http.get(api.url("/api/users"))).await.unwrap(), 401);
    note(api.token_request(&[("grant_type", "client_credentials")]).await, 200);
    note(api.token_request(&[("grant_type", "wishes")]).await, 400);
    // A count that begins anew does not repeat a number.
    api.sandbox.counters_reset();
    add(&api, "users.show:status=500,times=1");
    note(api.get("/api/users/1").await, 500);
    note(api.send(Method::POST, "/api/users", &new_user("one")).await, 201);
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
    let noted: Vec<_> = api.sandbox.journal().entries().iter().filter_map(|e| e.request_id.clone()).collect();
    assert_eq!(noted, ids, "the journal knows each answer by its number");

    add(&api, "users.update:reset-after,times=1");
    assert!(put_request(&api, "/api/users/1", &json!({})).send().await.is_err());
    let lost = api.sandbox.journal().entries().pop().unwrap();
    assert!(lost.request_id.is_some_and(|id| !ids.contains(&id)), "an answer that is lost has one too");

    api.set("request_id=absent");
    assert_eq!(api.get("/api/users/1").await.header("x-request-id"), None);
    let unsigned = api.token_request(&[("grant_type", "client_credentials")]).await;
    assert_eq!(unsigned.header("x-request-id"), None);
    assert_eq!(api.sandbox.journal().entries().pop().unwrap().request_id, None);
}

fn new_user(login: &str) -> Value {
    json!({ "login": login, "email": format!("{login}@example.com"), "firstname": "Tove", "lastname": "Lund" })
}

#[tokio::test]
async fn the_calls_for_single_content_groups_can_be_absent() {
    let api = Api::quick(20).await;
    let (id, path) = newcomer(&api);
    let calls = [
        (format!("{path}/business_groups/1/add"), json!({})),
        (format!("{path}/business_groups/add"), json!({ "id": 1 })),
        (format!("{path}/business_groups/1/remove"), json!({})),
        (format!("{path}/business_groups/remove"), json!({ "id": 1 })),
    ];
    let everyone = Entitlement::ContentGroup(coupa_sandbox::state::EVERYONE);
    for (round, (call, body)) in calls.iter().enumerate() {
        let adds = round < 2;
        api.sandbox.state().write(|state| match adds {
            true => state.entitlement_revoke(id, everyone),
            false => state.entitlement_grant(id, everyone),
        });
        let is_held = || held(&api, id).contains(&everyone);
        api.set("content_group_calls=not_found");
        assert_eq!(api.put(call, body).await.status, 404, "{call}");
        assert_eq!(is_held(), !adds, "{call} did nothing");
        assert_eq!(api.get(&format!("{path}/business_groups")).await.status, 200, "reading goes on");
        api.set("content_group_calls=on");
        assert_eq!(api.put(call, body).await.status, 200, "{call}");
        assert_eq!(is_held(), adds, "{call}");
    }
}

#[tokio::test]
async fn the_answer_to_a_write_may_say_little() {
    let api = Api::quick(20).await;
    let (id, path) = newcomer(&api);
    let group = *api.sandbox.snapshot().groups.keys().next().unwrap();
    let membership = json!({ "user": { "id": id.0 }, "user-group": { "id": group.0 } });
    let update = format!("{path}?fields=[\"id\",{{\"roles\":[\"id\"]}}]");
    for reading in ["selected", "id_only", "empty"] {
        api.set(&format!("write_answer={reading}"));
        let check = |answer: Answer, status: u16, id: u64| {
            assert_eq!(answer.status, status, "{}", answer.text);
            match reading {
                "empty" => assert_eq!(answer.text, ""),
                "id_only" => assert_eq!(answer.json(), json!({ "id": id })),
                _ => assert!(answer.json().as_object().unwrap().len() > 1, "{}", answer.text),
            }
        };
        api.put(&path, &json!({ "roles": null })).await;
        check(api.put(&update, &json!({ "roles": [{ "id": 4 }] })).await, 200, id.0);
        assert_eq!(roles(&api, id), [BUYER_ROLE], "{reading}: the write took effect");
        check(api.put(&format!("{path}/business_groups/1/add"), &json!({})).await, 200, id.0);
        let made = api.send(Method::POST, "/api/user_group_memberships", &membership).await;
        let record = api.sandbox.state().read(|state| state.membership_of(id, group).unwrap().id);
        check(made, 201, record.0);
        let path = format!("/api/user_group_memberships/{record}");
        check(api.put(&path, &json!({ "owner": true })).await, 200, record.0);
        check(api.send(Method::DELETE, &path, &json!({})).await, 200, record.0);
        assert!(api.sandbox.state().read(|state| state.membership_of(id, group).is_none()));
        let created = api.send(Method::POST, "/api/users", &new_user(reading)).await;
        let newest = api.sandbox.state().read(|state| state.users().next_back().unwrap().id);
        check(created, 201, newest.0);
        assert!(api.get("/api/users/1").await.json()["login"].is_string(), "reading shows all");
        let group_write = api.put(&format!("/api/user_groups/{group}"), &json!({ "open": true })).await;
        assert!(group_write.json()["name"].is_string(), "other classes are not concerned");
        assert_eq!(api.put(&path, &json!({})).await.status, 404, "a refusal stays one");
    }
}

#[tokio::test]
async fn a_write_is_applied_although_its_answer_never_comes() {
    let api = Api::quick(20).await;
    let (id, path) = newcomer(&api);
    for (fault, applied) in
        [("hang", false), ("hang-after", true), ("reset-before", false), ("reset-after", true)]
    {
        api.sandbox.state().write(|state| state.role_revoke(id, BUYER_ROLE));
        add(&api, &format!("users.update:{fault},times=1"));
        let (tell, done) = oneshot::channel();
        api.sandbox.hooks().after(Operation::UsersUpdate, 1, |_| tell.send(()).unwrap());
        let request = tokio::spawn(answer(put_request(&api, &path, &json!({ "roles": [{ "id": 4 }] }))));
        told(done).await;
        if fault.starts_with("hang") {
            // Another request goes all the way meanwhile; this one stays where it is.
            assert_eq!(api.get("/api/users/1").await.status, 200);
            assert!(!request.is_finished(), "{fault}");
            request.abort();
        } else {
            assert!(request.await.unwrap().is_err(), "{fault}");
        }
        assert_eq!(roles(&api, id).contains(&BUYER_ROLE), applied, "{fault}");
        let noted = api.sandbox.journal().of(Operation::UsersUpdate).pop().unwrap();
        let spec = format!("users.update:{fault},times=1");
        assert_eq!((noted.status, noted.faults), (None, vec![spec]), "{fault} is in the journal");
    }
}

#[tokio::test]
async fn an_error_may_come_after_the_write_took_effect() {
    let api = Api::quick(20).await;
    let (id, path) = newcomer(&api);
    for (fault, applied) in [("status=504", false), ("status-after=504", true)] {
        add(&api, &format!("users.update:{fault},times=1"));
        let reply = api.put(&path, &json!({ "roles": [{ "id": 4 }] })).await;
        assert_eq!(reply.status, 504);
        assert!(reply.json()["errors"].is_object(), "{}", reply.text);
        assert_eq!(roles(&api, id).contains(&BUYER_ROLE), applied, "{fault}");
    }
}

#[tokio::test]
async fn a_delay_holds_back_the_answer_and_not_the_write() {
    let api = Api::quick(20).await;
    let (id, path) = newcomer(&api);
    add(&api, "users.update:delay=600000,times=1");
    let (applied, seen) = oneshot::channel();
    api.sandbox.hooks().after(Operation::UsersUpdate, 1, |_| applied.send(()).unwrap());
    let late = tokio::spawn(answer(put_request(&api, &path, &json!({ "roles": [{ "id": 4 }] }))));
    told(seen).await;
    assert_eq!(roles(&api, id), [BUYER_ROLE]);
    assert_eq!(api.get(&path).await.json()["roles"][0]["id"], 4, "others see it meanwhile");
    assert!(!late.is_finished(), "the answer is ten minutes away");
    late.abort();
}

/// What a hook saw of a user's roles.
fn spy(id: UserId) -> (impl FnOnce(&mut State) + Send + 'static, oneshot::Receiver<Vec<RoleId>>) {
    let (tell, heard) = oneshot::channel();
    (move |state: &mut State| tell.send(state.user(id).unwrap().roles.clone()).unwrap(), heard)
}

#[tokio::test]
async fn hooks_stand_strictly_on_either_side_of_a_write_whatever_becomes_of_the_answer() {
    let api = Api::quick(20).await;
    let (id, path) = newcomer(&api);
    let faults = [
        ("wrong-content-type", true),
        ("reset-after", true),
        ("hang-after", true),
        ("delay=600000", true),
        ("cut-body", true),
        ("truncated-json", true),
        ("status-after=504", true),
        ("reset-before", false),
        ("hang", false),
        ("status=500", false),
    ];
    for (fault, applied) in faults {
        for any in [true, false] {
            api.sandbox.state().write(|state| state.role_revoke(id, BUYER_ROLE));
            let (before, seen_before) = spy(id);
            let (after, seen_after) = spy(id);
            let hooks = api.sandbox.hooks();
            if any {
                hooks.before_any(1, before);
                hooks.after_any(1, after);
            } else {
                hooks.before(Operation::UsersUpdate, 1, before);
                hooks.after(Operation::UsersUpdate, 1, after);
            }
            add(&api, &format!("users.update:{fault},times=1"));
            let request = tokio::spawn(answer(put_request(&api, &path, &json!({ "roles": [{ "id": 4 }] }))));
            assert_eq!(told(seen_before).await, [], "{fault}: before the write");
            assert_eq!(told(seen_after).await.contains(&BUYER_ROLE), applied, "{fault}: after it");
            request.abort();
            assert_eq!(hooks.waiting(), 0);
        }
    }
}

#[tokio::test]
async fn hooks_for_any_request_count_what_is_asked_of_the_api() {
    let api = Api::quick(20).await;
    let (id, path) = newcomer(&api);
    let hooks = api.sandbox.hooks();
    hooks.before_any(2, move |state| assert!(state.role_grant(id, USER_ROLE)));
    hooks.after_any(2, move |state| assert!(state.role_revoke(id, BUYER_ROLE)));
    api.token_request(&[("grant_type", "client_credentials")]).await;
    api.get("/nowhere").await;
    assert_eq!(api.get(&path).await.json()["roles"], json!([]), "the first request");
    assert_eq!(hooks.waiting(), 2);
    // Another writer comes between the reading and the writing, and again before the reading back.
    let written = api.put(&path, &json!({ "roles": [{ "id": 4 }] })).await.json();
    let shown: Vec<_> = written["roles"].as_array().unwrap().iter().map(|role| role["id"].clone()).collect();
    assert_eq!(shown, [3, 4], "the answer shows what was there before the write and no change after it");
    assert_eq!(roles(&api, id), [USER_ROLE]);
    assert_eq!(hooks.waiting(), 0);

    hooks.before_any(1, move |state| assert!(state.role_grant(id, BUYER_ROLE)));
    let data = api.data(&format!("{{ user(id: {id}) {{ roles {{ id }} }} }}")).await;
    assert_eq!(data["user"]["roles"].as_array().unwrap().len(), 2, "GraphQL counts: {data}");
    hooks.before_any(1, |_| {});
    hooks.clear();
    assert_eq!(hooks.waiting(), 0);
}

#[tokio::test]
async fn what_an_administrator_changes_is_what_the_api_shows() {
    let api = Api::quick(20).await;
    let (id, path) = newcomer(&api);
    let updated = async || api.get(&path).await.json()["updated-at"].as_str().unwrap().to_owned();
    for (list, entitlement, entry) in one_of_each(&api) {
        for grant in [true, false] {
            let before = updated().await;
            api.sandbox.advance_clock(Duration::from_secs(60));
            assert!(api.sandbox.state().write(|state| match grant {
                true => state.entitlement_grant(id, entitlement),
                false => state.entitlement_revoke(id, entitlement),
            }));
            let shown = api.get(&path).await.json();
            let expected = if grant { json!(entry) } else { json!(null) };
            assert_eq!(shown[list][0]["id"], expected, "{entitlement}");
            assert!(shown["updated-at"].as_str().unwrap() > before.as_str(), "{entitlement} stamps");
        }
    }
    api.sandbox.state().write(|state| state.licence_set(id, Licence::Treasury, true));
    assert_eq!(api.get(&path).await.json()["treasury-user"], true);
    api.sandbox.state().write(|state| state.user_active_set(id, false));
    assert_eq!(api.get(&path).await.json()["active"], false);
}

#[tokio::test]
async fn a_token_without_the_writing_scope_changes_nothing() {
    let reading = ["core.user.read", "core.user_group.read", "core.common.read", "core.accounting.read"];
    let clients = |write: &'static str| {
        let scopes = reading.into_iter().chain([write]).filter(|scope| !scope.is_empty());
        SandboxConfig { clients: vec![OAuthClient::with_scopes(scopes)], ..SandboxConfig::quick(20) }
    };
    for granted in ["", "core.user.write", "core.user_group.write"] {
        let api = Api::start(clients(granted)).await;
        let (id, path) = newcomer(&api);
        let group = *api.sandbox.snapshot().groups.keys().next().unwrap();
        let other = api.sandbox.snapshot().memberships.first().unwrap().id;
        let group_path = format!("/api/user_groups/{group}");
        let other_path = format!("/api/user_group_memberships/{other}");
        let members = json!({ "user": { "id": id.0 }, "user-group": { "id": group.0 } });
        let roles = json!({ "roles": [{ "id": 4 }] });
        let put = Method::PUT;
        let content = format!("{path}/business_groups/1/add");
        let writes = [
            ("core.user.write", put.clone(), path.as_str(), roles, 200),
            ("core.user.write", Method::PATCH, &path, json!({ "active": false }), 200),
            ("core.user.write", Method::POST, "/api/users", new_user("tlund"), 201),
            ("core.user.write", put.clone(), &content, json!({}), 200),
            ("core.user_group.write", Method::POST, "/api/user_group_memberships", members, 201),
            ("core.user_group.write", put.clone(), &other_path, json!({ "owner": true }), 200),
            ("core.user_group.write", Method::DELETE, &other_path, json!({}), 200),
            ("core.user_group.write", put, &group_path, json!({ "name": "Night Shift" }), 200),
        ];
        for (needed, method, path, body, success) in writes {
            let before = api.sandbox.snapshot();
            let reply = api.send(method.clone(), path, &body).await;
            if needed == granted {
                assert_eq!(reply.status, success, "{method} {path}: {}", reply.text);
                assert_ne!(api.sandbox.snapshot(), before, "{method} {path}");
            } else {
                assert_eq!(reply.status, 403, "{method} {path} with {granted}");
                assert!(reply.header("www-authenticate").unwrap().contains(needed), "it says which");
                assert_eq!(api.sandbox.snapshot(), before, "{method} {path}");
            }
        }
    }
}

#[tokio::test]
async fn writing_needs_no_reading_scope_and_shows_what_the_token_may_see() {
    let writer = |more: &'static [&'static str]| {
        let scopes = ["core.user.write", "core.user_group.write"].into_iter().chain(more.iter().copied());
        SandboxConfig { clients: vec![OAuthClient::with_scopes(scopes)], ..SandboxConfig::quick(20) }
    };
    let api = Api::start(writer(&[])).await;
    let (id, path) = newcomer(&api);
    assert_eq!(api.get(&path).await.status, 403);
    let lists = one_of_each(&api);
    let body: Value = lists.iter().map(|(list, _, id)| ((*list).to_owned(), json!([{ "id": id }]))).collect();
    let written = api.put(&path, &body).await;
    assert_eq!(written.status, 200, "{}", written.text);
    assert_eq!(written.json()["login"], "newcomer", "the writer sees the record it wrote");
    for (list, entitlement, _) in lists {
        assert!(held(&api, id).contains(&entitlement) && written.json()[list][0]["id"].is_u64(), "{list}");
    }
    assert_eq!(api.send(Method::POST, "/api/users", &new_user("tlund")).await.status, 201);

    api.set("nested_scope=each");
    let hidden = api.put(&path, &json!({ "account-groups": null, "roles": null })).await;
    assert_eq!(hidden.status, 200, "{}", hidden.text);
    assert!(held(&api, id).iter().all(|entry| !matches!(entry, Entitlement::AccountGroup(_))), "it was done");
    assert!(lists.iter().all(|(list, ..)| hidden.json().get(*list).is_none()), "and is not shown");

    let api = Api::start(writer(&["core.accounting.read"])).await;
    api.set("nested_scope=each");
    let (id, path) = newcomer(&api);
    let (list, entitlement, group) = one_of_each(&api)[2];
    let shown = api.put(&path, &json!({ list: [{ "id": group }] })).await;
    assert_eq!(shown.json()[list][0]["id"], group, "{}", shown.text);
    assert!(held(&api, id).contains(&entitlement) && shown.json().get("roles").is_none());
}

#[tokio::test]
async fn managers_of_active_people_may_be_kept() {
    let api = Api::quick(20).await;
    let (id, path) = newcomer(&api);
    let report = api.sandbox.state().write(|state| state.user_add("report", "Re", "Port"));
    api.sandbox.state().write(|state| state.user_change(report, |user| user.manager = Some(id)));
    let off = json!({ "active": false });
    assert_eq!(api.put(&path, &off).await.json()["active"], false, "allowed unless said otherwise");
    api.set("manager_deactivation=refused");
    assert_eq!(api.put(&path, &off).await.status, 200, "inactive already");
    api.put(&path, &json!({ "active": true })).await;
    let refused = api.put(&path, &off).await;
    assert_eq!(refused.status, 400);
    assert!(messages(&refused)[0].contains("manager of active users"), "{}", refused.text);
    assert!(api.sandbox.state().read(|state| state.user_active(id)));
    api.sandbox.state().write(|state| state.user_active_set(report, false));
    assert_eq!(api.put(&path, &off).await.json()["active"], false, "nobody active reports to them");
}

#[tokio::test]
async fn seats_can_be_taken_from_the_start() {
    let mut config = SandboxConfig::quick(20);
    config.switches.set_text("exhausted_licences=treasury-user,purchasing_user").unwrap();
    let api = Api::start(config).await;
    let (id, path) = newcomer(&api);
    for flag in ["treasury_user", "purchasing-user"] {
        let full = api.put(&path, &json!({ flag: true })).await;
        assert_eq!(full.status, 400, "{flag}");
        assert!(messages(&full)[0].starts_with("No licenses left"), "{}", full.text);
    }
    assert_eq!(api.put(&path, &json!({ "travel-user": true })).await.json()["travel-user"], true);
    assert_eq!(held(&api, id), BTreeSet::from([Entitlement::Licence(Licence::Travel)]));
    let holder = api
        .sandbox
        .state()
        .read(|state| state.users().find(|user| user.licences.contains(Licence::Purchasing)).unwrap().id);
    let kept = api.put(&format!("/api/users/{holder}"), &json!({ "purchasing-user": true })).await;
    assert_eq!(kept.status, 200, "who has a seat keeps it");
    api.set("licence_seats=unlimited");
    assert_eq!(api.put(&path, &json!({ "treasury_user": true })).await.json()["treasury-user"], true);
}
