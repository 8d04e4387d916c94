//! The switches that the other chapters do not turn.

use reqwest::header::CONTENT_TYPE;
use serde_json::json;

use crate::client::Api;

#[tokio::test]
async fn errors_in_every_shape() {
    let api = Api::quick(5).await;
    let body = json!({ "login": null });
    let bad = || api.put("/api/users/1", &body);
    assert_eq!(
        bad().await.json(),
        json!({ "errors": { "user": ["Login can't be blank"], "warnings": null } })
    );
    api.set("error_shape=strings");
    assert_eq!(bad().await.json(), json!({ "errors": { "user": "Login can't be blank" } }));
    api.set("error_shape=array");
    assert_eq!(bad().await.json(), json!({ "errors": ["Login can't be blank"] }));
    api.set("error_shape=text");
    assert_eq!(bad().await.json(), json!({ "errors": "Login can't be blank" }));
    api.set("error_shape=empty");
    assert_eq!(bad().await.text, "");
    api.set("error_shape=html");
    assert!(bad().await.headers[CONTENT_TYPE].to_str().unwrap().starts_with("text/html"));
    api.set("validation_status=422");
    assert_eq!(bad().await.status, 422);
}

#[tokio::test]
async fn missing_and_empty() {
    let api = Api::quick(5).await;
    api.set("empty_list=not_found");
    assert_eq!(api.get("/api/users?id[lt]=1").await.status, 404);
    assert!(api.get("/api/users/99999").await.json()["errors"].is_object());
    api.set("missing_record=empty");
    assert_eq!(api.get("/api/users/99999").await.text, "");
    api.set("missing_record=html");
    assert!(api.get("/api/users/99999").await.text.starts_with("<!DOCTYPE html>"));
    assert_eq!(api.get("/api/users/99999").await.status, 404);
}

#[tokio::test]
async fn endpoints_can_be_absent() {
    let api = Api::quick(5).await;
    for (switch, path) in [("roles_rest", "/api/roles"), ("memberships_rest", "/api/user_group_memberships")]
    {
        assert_eq!(api.get(path).await.status, 200);
        api.set(&format!("{switch}=not_found"));
        assert_eq!(api.get(path).await.status, 404, "{switch}");
        api.set(&format!("{switch}=on"));
    }
    api.set("maintenance=on");
    assert_eq!(api.get("/api/users").await.status, 503);
    assert_eq!(api.token_request(&[("grant_type", "client_credentials")]).await.status, 503);
}

#[tokio::test]
async fn queries_under_other_readings() {
    let api = Api::quick(120).await;
    api.set("over_limit=refuse");
    assert_eq!(api.get("/api/users?limit=51").await.status, 400);
    assert_eq!(api.get("/api/users?login=COUPASUPPORT").await.ids(), [1]);
    api.set("text_match=sensitive");
    assert_eq!(api.get("/api/users?login=COUPASUPPORT").await.text, "[]");
    api.set("unknown_attribute=ignore");
    assert_eq!(api.get("/api/users?nickname=x").await.ids().len(), 50);
    api.set("unknown_field=refuse");
    assert_eq!(api.get("/api/users?fields=[\"nickname\"]").await.status, 400);
    let group =
        api.sandbox.snapshot().users.values().find_map(|u| u.record.account_groups.first().copied()).unwrap();
    let path = format!("/api/users?account_groups[id]={group}");
    assert_eq!(api.get(&path).await.status, 400);
    api.set("account_group_filter=ignored");
    assert_eq!(api.get(&path).await.ids().len(), 50);
    api.set("account_group_filter=nothing");
    assert_eq!(api.get(&path).await.text, "[]");
    api.set("account_group_filter=works");
    let found = api.get(&path).await.ids();
    assert!(!found.is_empty() && found.len() < 50);
    api.set("integration_type=set");
    let blank = api.get("/api/users?type[blank]=true&limit=3").await.json();
    assert!(
        blank
            .as_array()
            .unwrap()
            .iter()
            .all(|user| user["api-user"] == false && user["support-user"] == false)
    );
}

#[tokio::test]
async fn order_and_length_of_pages() {
    let api = Api::quick(300).await;
    api.set("unsorted_order=arbitrary");
    let (once, twice) = (api.get("/api/users").await.ids(), api.get("/api/users").await.ids());
    assert_eq!(once, twice, "arbitrary, but the same each time");
    assert!(!once.is_sorted());
    assert!(api.get("/api/users?order_by=id").await.ids().is_sorted());
    api.set("short_pages=9");
    let (mut last, mut found, mut lengths) = (0, 0, Vec::new());
    loop {
        let page = api.get(&format!("/api/users?order_by=id&id[gt]={last}")).await.ids();
        let Some(id) = page.last() else { break };
        (last, found) = (*id, found + page.len());
        lengths.push(page.len());
    }
    assert_eq!(found, api.sandbox.snapshot().users.len(), "nothing is lost");
    assert!(lengths[..lengths.len() - 1].contains(&41), "a short page in the middle: {lengths:?}");
}

#[tokio::test]
async fn nested_lists_can_be_capped() {
    let api = Api::quick(400).await;
    let snapshot = api.sandbox.snapshot();
    let (id, group) = snapshot.groups.iter().max_by_key(|(_, group)| group.members.len()).unwrap();
    let rest =
        async || api.get(&format!("/api/user_groups/{id}")).await.json()["users"].as_array().unwrap().len();
    let graphql = async || {
        let data = api.data(&format!("{{ userGroup(id: {id}) {{ users {{ id }} }} }}")).await;
        data["userGroup"]["users"].as_array().unwrap().len()
    };
    assert!(group.members.len() > 50);
    assert_eq!((rest().await, graphql().await), (group.members.len(), group.members.len()));
    api.set("nested_cap=graphql");
    assert_eq!((rest().await, graphql().await), (group.members.len(), 50));
    api.set("nested_cap=everywhere");
    assert_eq!((rest().await, graphql().await), (50, 50));
}

#[tokio::test]
async fn records_in_other_clothes() {
    let api = Api::quick(100).await;
    api.set("id_format=string");
    let user = api.get("/api/users/1").await.json();
    assert_eq!((&user["id"], &user["roles"][0]["id"]), (&json!("1"), &json!("2")));
    assert_eq!(api.data("{ users(query: \"id=1\") { id } }").await["users"][0]["id"], "1");
    api.set("default_filter=short");
    assert!(api.get("/api/users/1").await.json().get("roles").is_none());
    assert!(api.get("/api/users/1?fields=[\"roles\"]").await.json().get("roles").is_some());
    api.set("default_filter=none");
    api.set("absent_fields=mention_name,employee_number");
    let user = api.get("/api/users/1").await.json();
    assert!(user.get("mention-name").is_none() && user.get("login").is_some());
    assert_eq!(api.get("/api/users?employee_number=1").await.status, 400);
    assert_eq!(user["custom-fields"], json!({}));
    api.set("custom_fields=null");
    assert_eq!(api.get("/api/users/1").await.json()["custom-fields"], json!(null));
    api.set("custom_fields=top_level");
    let snapshot = api.sandbox.snapshot();
    let id = snapshot
        .users
        .values()
        .find(|u| u.record.custom_fields.contains_key("cost_center"))
        .unwrap()
        .record
        .id;
    assert!(api.get(&format!("/api/users/{id}")).await.json()["cost-center"].is_string());
}

#[tokio::test]
async fn scalars_and_null() {
    let api = Api::quick(5).await;
    api.set("scalar_null=ignore");
    let user = api.put("/api/users/1", &json!({ "login": null, "middlename": "M" })).await.json();
    assert_eq!((&user["login"], &user["middlename"]), (&json!("coupasupport"), &json!("M")));
    assert_eq!(api.put("/api/users/1", &json!({ "middlename": null })).await.json()["middlename"], "M");
    api.set("scalar_null=refuse");
    assert_eq!(api.put("/api/users/1", &json!({ "middlename": null })).await.status, 400);
}

#[tokio::test]
async fn who_may_not_is_told_in_other_ways() {
    let config = coupa_sandbox::SandboxConfig {
        clients: vec![coupa_sandbox::OAuthClient::with_scopes(["core.user.read"])],
        ..coupa_sandbox::SandboxConfig::quick(5)
    };
    let api = Api::start(config).await;
    api.set("scope_status=401");
    assert_eq!(api.get("/api/roles").await.status, 401);
    api.set("www_authenticate=off");
    assert_eq!(api.get("/api/roles").await.header("www-authenticate"), None);
    let key = api.sandbox.legacy_key().to_owned();
    let both = || {
        let request = api.request(reqwest::Method::GET, "/api/users").header("x-coupa-api-key", &key);
        crate::client::answer(request)
    };
    assert_eq!(both().await.unwrap().status, 400);
    api.set("both_headers=bearer");
    assert_eq!(both().await.unwrap().status, 200);
}
