//! Writing: what changes, what is refused, and what fails quietly.

use std::time::Duration;

use coupa_sandbox::Operation;
use coupa_sandbox::state::{BUYER_ROLE, GroupId, Licence, RoleId, USER_ROLE, UserId};
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use serde_json::json;

use crate::client::{Api, answer, messages};

/// A company with a fresh person in it who has nothing yet.
async fn with_newcomer() -> (Api, UserId, String) {
    let api = Api::quick(60).await;
    let id = api.sandbox.state().write(|state| state.user_add("newcomer", "New", "Comer"));
    (api, id, format!("/api/users/{id}"))
}

fn roles(api: &Api, id: UserId) -> Vec<RoleId> {
    api.sandbox.state().read(|state| state.user(id).unwrap().roles.clone())
}

#[tokio::test]
async fn lists_merge_and_null_clears() {
    let (api, id, path) = with_newcomer().await;
    let shown = api
        .put(&format!("{path}?fields=[\"id\",{{\"roles\":[\"id\"]}}]"), &json!({ "roles": [{ "id": 3 }] }))
        .await;
    assert_eq!(shown.status, 200);
    assert_eq!(shown.json(), json!({ "id": id.0, "roles": [{ "id": 3 }] }));
    api.put(&path, &json!({ "roles": [{ "name": "buyer" }] })).await;
    assert_eq!(roles(&api, id), [USER_ROLE, BUYER_ROLE], "a list adds");
    api.put(&path, &json!({ "roles": null })).await;
    assert_eq!(roles(&api, id), []);
    api.put(&path, &json!({ "roles": [{ "id": "4" }] })).await;
    api.put(&path, &json!({ "roles": [] })).await;
    assert_eq!(roles(&api, id), []);
}

#[tokio::test]
async fn lists_replace_under_the_other_reading() {
    let (api, id, path) = with_newcomer().await;
    api.set("list_write=replace");
    api.put(&path, &json!({ "roles": [{ "id": 3 }, { "id": 4 }] })).await;
    api.put(&path, &json!({ "roles": [{ "id": 4 }] })).await;
    assert_eq!(roles(&api, id), [BUYER_ROLE]);
}

#[tokio::test]
async fn groups_written_on_the_user_are_memberships() {
    let (api, id, path) = with_newcomer().await;
    let group = api.sandbox.snapshot().groups.keys().next().copied().unwrap();
    let reply = api.put(&path, &json!({ "user-groups": [{ "id": group.0 }] })).await;
    assert_eq!(reply.json()["user-groups"][0]["id"], group.0);
    let listed = api.get(&format!("/api/user_group_memberships?user_id={id}")).await.json();
    assert_eq!(listed[0]["user-group"]["id"], group.0);
    assert_eq!(listed[0]["participant"], true);
    api.put(&path, &json!({ "user_groups": null })).await;
    assert_eq!(api.get(&format!("/api/user_group_memberships?user_id={id}")).await.text, "[]");
}

#[tokio::test]
async fn account_and_content_groups_are_written_and_moved_one_by_one() {
    let (api, _, path) = with_newcomer().await;
    let snapshot = api.sandbox.snapshot();
    let account = snapshot.account_groups.keys().next().unwrap().0;
    let content = snapshot.content_groups.keys().nth(1).unwrap().0;
    let reply = api
        .put(&path, &json!({ "account-groups": [{ "id": account }], "content-groups": [{ "id": 1 }] }))
        .await;
    assert_eq!(reply.json()["account-groups"][0]["id"], account);
    let add = api.put(&format!("{path}/business_groups/{content}/add"), &json!({})).await;
    assert_eq!(add.status, 200, "{}", add.text);
    assert_eq!(api.get(&format!("{path}/business_groups")).await.ids(), [1, content]);
    api.put(&format!("{path}/business_groups/remove"), &json!({ "content-groups": [{ "id": 1 }] })).await;
    assert_eq!(api.get(&format!("{path}/business_groups")).await.ids(), [content]);
    assert_eq!(api.put(&format!("{path}/business_groups/9999/add"), &json!({})).await.status, 404);
    assert_eq!(api.put(&format!("{path}/business_groups/add"), &json!({})).await.status, 400);
}

#[tokio::test]
async fn unknown_references_are_refused_or_dropped() {
    let (api, id, path) = with_newcomer().await;
    let body = json!({ "roles": [{ "id": 3 }, { "id": 999_999 }], "firstname": "Changed" });
    let refused = api.put(&path, &body).await;
    assert_eq!(refused.status, 400);
    assert!(messages(&refused)[0].contains("Role for roles could not be found"), "{}", refused.text);
    assert_eq!(refused.json()["errors"]["warnings"], json!(null));
    assert_eq!(roles(&api, id), [], "nothing of the write was applied");
    assert_eq!(api.get(&path).await.json()["firstname"], "New");
    api.set("unknown_refs=ignore");
    assert_eq!(api.put(&path, &body).await.status, 200);
    assert_eq!(roles(&api, id), [USER_ROLE]);
}

#[tokio::test]
async fn scalars_are_set_cleared_and_checked() {
    let (api, _, path) = with_newcomer().await;
    let body = json!({ "employee-number": "X-1", "manager": { "login": "coupasupport" }, "department": { "name": "finance" },
        "default_currency": { "code": "EUR" }, "custom-fields": { "cost-center": "4711" }, "api-user": true });
    let set = api.put(&path, &body).await.json();
    assert_eq!((&set["employee-number"], &set["manager"]["id"]), (&json!("X-1"), &json!(1)));
    assert_eq!(
        (&set["department"]["name"], &set["default-currency"]["code"]),
        (&json!("Finance"), &json!("EUR"))
    );
    assert_eq!(set["custom-fields"], json!({ "cost-center": "4711" }));
    assert_eq!(set["api-user"], false, "output-only fields are skipped without a word");
    let cleared = api.put(&path, &json!({ "employee-number": null, "manager": null })).await.json();
    assert_eq!((&cleared["employee-number"], &cleared["manager"]), (&json!(null), &json!(null)));
    let refused = api.put(&path, &json!({ "lastname": null, "firstname": "", "email": "nonsense" })).await;
    assert_eq!(refused.status, 400);
    let mut texts = messages(&refused);
    texts.sort();
    assert_eq!(texts, ["Email is invalid", "First Name can't be blank", "Last Name can't be blank"]);
    let taken = api.put(&path, &json!({ "login": "COUPASUPPORT", "email": "support@coupa.example" })).await;
    assert_eq!(messages(&taken), ["Login has already been taken", "Email has already been taken"]);
    let long = api.put(&path, &json!({ "firstname": "x".repeat(41) })).await;
    assert!(messages(&long)[0].contains("too long"));
    assert_eq!(api.put(&path, &json!([{}])).await.status, 400);
    assert_eq!(api.put("/api/users/999999", &json!({})).await.status, 404);
    assert_eq!(api.put(&path, &json!({ "middlename": "x".repeat(9 << 20) })).await.status, 413);
    assert_eq!(api.put(&format!("{path}?return_object=none"), &json!({ "middlename": "M" })).await.text, "");
}

#[tokio::test]
async fn people_are_created_and_deactivated_but_never_deleted() {
    let api = Api::quick(20).await;
    let incomplete = api.send(Method::POST, "/api/users", &json!({ "login": "tlund" })).await;
    assert_eq!(incomplete.status, 400);
    assert!(messages(&incomplete).contains(&"Last Name can't be blank".to_owned()), "{}", incomplete.text);
    let body = json!({ "login": "tlund", "email": "tlund@example.com", "firstname": "Tove", "lastname": "Lund",
        "roles": [{ "name": "User" }], "purchasing-user": true, "password": "hunter2" });
    let created = api.send(Method::POST, "/api/users", &body).await;
    assert_eq!(created.status, 201, "{}", created.text);
    let user = created.json();
    assert_eq!(
        (&user["fullname"], &user["active"], &user["purchasing-user"]),
        (&json!("Tove Lund"), &json!(true), &json!(true))
    );
    assert_eq!(user["created-by"]["login"], "integration-sandbox");
    assert_eq!(api.send(Method::POST, "/api/users", &body).await.status, 400, "the login is taken");
    let path = format!("/api/users/{}", user["id"]);
    assert_eq!(api.put(&path, &json!({ "active": false })).await.json()["active"], false);
    assert_eq!(api.send(Method::PATCH, &path, &json!({ "active": "true" })).await.json()["active"], true);
    assert_eq!(api.send(Method::DELETE, &path, &json!({})).await.status, 404);
    api.set("record_delete=not_allowed");
    assert_eq!(api.send(Method::DELETE, &path, &json!({})).await.status, 405);
    let noted = api.sandbox.journal().of(Operation::UsersCreate);
    assert!(noted.iter().all(|entry| !entry.body.as_deref().unwrap_or_default().contains("hunter2")));
}

#[tokio::test]
async fn licences_have_seats_and_two_of_them_stay() {
    let (api, id, path) = with_newcomer().await;
    let held = |licence| api.sandbox.state().read(|state| state.user(id).unwrap().licences.contains(licence));
    api.put(&path, &json!({ "treasury_user": true, "travel-user": true, "purchasing-user": true })).await;
    assert!(held(Licence::Treasury) && held(Licence::Travel) && held(Licence::Purchasing));
    let revoked = api.put(&path, &json!({ "travel-user": false, "purchasing-user": false })).await;
    assert_eq!(revoked.status, 200);
    assert!(!held(Licence::Travel) && held(Licence::Purchasing), "Purchasing stays true without a word");
    api.set("permanent_licences=refuse");
    assert_eq!(api.put(&path, &json!({ "purchasing-user": false })).await.status, 400);
    api.set("permanent_licences=revoke");
    assert_eq!(api.put(&path, &json!({ "purchasing-user": false })).await.json()["purchasing-user"], false);

    api.sandbox.state().write(|state| {
        let holders = state.licence_holders(Licence::Sourcing);
        state.seats_set(Licence::Sourcing, Some(holders));
    });
    let full = api.put(&path, &json!({ "sourcing-user": true })).await;
    assert_eq!(full.status, 400);
    assert!(messages(&full)[0].starts_with("No licenses left"));
    api.set("licence_seats=unlimited");
    assert_eq!(api.put(&path, &json!({ "sourcing-user": true })).await.json()["sourcing-user"], true);

    api.set("licence_spelling=documented");
    api.put(&path, &json!({ "treasury-user": false })).await;
    assert!(held(Licence::Treasury), "only the documented spelling counts");
    api.put(&path, &json!({ "treasury_user": false })).await;
    assert!(!held(Licence::Treasury));
    api.set("output_only_licences=ignored");
    api.put(&path, &json!({ "invoicing_user": true })).await;
    assert!(!held(Licence::Invoicing));
}

#[tokio::test]
async fn times_move_as_the_switches_say() {
    let (api, id, path) = with_newcomer().await;
    let group = api.sandbox.snapshot().groups.keys().next().copied().unwrap();
    let user_time = || api.sandbox.state().read(|state| state.user(id).unwrap().updated_at);
    let group_time = || api.sandbox.state().read(|state| state.group(group).unwrap().updated_at);
    let step = || api.sandbox.advance_clock(Duration::from_secs(60));

    let (before, group_before) = (user_time(), group_time());
    step();
    api.put(&path, &json!({ "user-groups": [{ "id": group.0 }] })).await;
    assert!(user_time() > before, "a membership moves the user");
    assert_eq!(group_time(), group_before, "and not the group");

    api.set("entitlement_bump=none");
    api.set("membership_bump=group");
    let before = user_time();
    step();
    api.put(&path, &json!({ "user-groups": null, "roles": [{ "id": 3 }] })).await;
    assert_eq!(user_time(), before);
    assert!(group_time() > group_before);
    step();
    api.put(&path, &json!({ "middlename": "M" })).await;
    assert!(user_time() > before, "a plain field always moves it");
    let before = user_time();
    step();
    api.put(&path, &json!({ "middlename": "M" })).await;
    assert_eq!(user_time(), before, "a write that changes nothing moves nothing");
}

#[tokio::test]
async fn memberships_can_be_made_changed_and_ended() {
    let (api, id, _) = with_newcomer().await;
    let group = *api.sandbox.snapshot().groups.keys().next().unwrap();
    let body = json!({ "user": { "login": "newcomer" }, "user-group": { "id": group.0 }, "owner": true });
    let made = api.send(Method::POST, "/api/user_group_memberships", &body).await;
    assert_eq!(made.status, 201, "{}", made.text);
    assert_eq!((&made.json()["owner"], &made.json()["user-group-type"]), (&json!(true), &json!("UserGroup")));
    let again = json!({ "user-id": id.0, "user-group-id": group.0 });
    let twice = api.send(Method::POST, "/api/user_group_memberships", &again).await;
    assert_eq!(messages(&twice), ["User has already been taken"]);
    let path = format!("/api/user_group_memberships/{}", made.json()["id"]);
    assert_eq!(api.put(&path, &json!({ "owner": false })).await.json()["owner"], false);
    let ended = api.send(Method::DELETE, &path, &json!({})).await;
    assert_eq!((ended.status.as_u16(), ended.json()["user-id"].as_u64()), (200, Some(id.0)));
    assert_eq!(api.get(&path).await.status, 404);
    assert_eq!(api.send(Method::DELETE, &path, &json!({})).await.status, 404);
    let made = api.send(Method::POST, "/api/user_group_memberships", &again).await.json();
    api.set("membership_delete=not_found");
    let path = format!("/api/user_group_memberships/{}", made["id"]);
    assert_eq!(api.send(Method::DELETE, &path, &json!({})).await.status, 404);
    assert_eq!(api.get(&path).await.status, 200, "it is still there");
}

#[tokio::test]
async fn groups_are_created_and_changed() {
    let (api, id, _) = with_newcomer().await;
    let body = json!({ "name": "Night Shift", "users": [{ "login": "newcomer" }], "can-approve": true });
    let created = api.send(Method::POST, "/api/user_groups", &body).await;
    assert_eq!(created.status, 201, "{}", created.text);
    let group = GroupId(created.json()["id"].as_u64().unwrap());
    assert_eq!(created.json()["users"][0]["id"], id.0);
    assert_eq!(
        messages(&api.send(Method::POST, "/api/user_groups", &body).await),
        ["Name has already been taken"]
    );
    let path = format!("/api/user_groups/{group}");
    let changed =
        api.put(&path, &json!({ "active": false, "users": null, "owner": { "id": id.0 } })).await.json();
    assert_eq!(
        (&changed["active"], &changed["users"], &changed["owner"]["id"]),
        (&json!(false), &json!([]), &json!(id.0))
    );
    assert_eq!(api.put(&path, &json!({ "name": null })).await.status, 400);
}

#[tokio::test]
async fn xml_can_be_written_too() {
    let (api, id, path) = with_newcomer().await;
    let body = "<user><middlename>Æ</middlename><roles type=\"array\"><role><id>3</id></role></roles></user>";
    let request = api
        .http
        .put(api.url(&path))
        .header("authorization", format!("Bearer {}", api.token))
        .header("accept", "application/xml")
        .header(CONTENT_TYPE, "application/xml")
        .body(body);
    let reply = answer(request).await.unwrap();
    assert_eq!(reply.status, 200, "{}", reply.text);
    assert!(reply.text.contains("<middlename>Æ</middlename>"));
    assert_eq!(roles(&api, id), [USER_ROLE]);
}

#[tokio::test]
async fn the_last_administrator_may_be_protected() {
    let api = Api::quick(10).await;
    let admins: Vec<u64> = api.get("/api/users?roles[id]=2&active=true").await.ids();
    let (last, others) = admins.split_last().unwrap();
    for other in others {
        api.put(&format!("/api/users/{other}"), &json!({ "active": false })).await;
    }
    api.set("last_admin=refused");
    let refused = api.put(&format!("/api/users/{last}"), &json!({ "active": false })).await;
    assert_eq!(refused.status, 400, "{}", refused.text);
    api.set("last_admin=allowed");
    assert_eq!(api.put(&format!("/api/users/{last}"), &json!({ "active": false })).await.status, 200);
}
