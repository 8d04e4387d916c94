//! Faults: each does what it says, over real connections.

use std::time::Duration;

use coupa_sandbox::{Fault, Operation};
use reqwest::header::{ACCEPT, AUTHORIZATION};
use serde_json::{Value, json};

use crate::client::{Answer, Api, answer, http};

fn add(api: &Api, spec: &str) -> u64 {
    api.sandbox.faults().add(spec.parse::<Fault>().unwrap())
}

async fn users(api: &Api) -> reqwest::Result<Answer> {
    answer(api.request(reqwest::Method::GET, "/api/users?order_by=id&limit=20")).await
}

#[tokio::test]
async fn statuses_strike_when_they_shall_and_on_either_transport() {
    let api = Api::quick(60).await;
    let id = add(&api, "users.list:status=429,retry-after=7,nth=2");
    assert_eq!(users(&api).await.unwrap().status, 200);
    let struck = api.graphql("{ users { id } }").await;
    assert_eq!((struck.status.as_u16(), struck.header("retry-after")), (429, Some("7")));
    assert!(struck.json()["errors"].is_object());
    assert_eq!(users(&api).await.unwrap().status, 200);
    assert_eq!(api.sandbox.faults().fired(id), 1);
    assert_eq!(api.get("/api/roles").await.status, 200, "other operations are not concerned");

    add(&api, "roles.list:status=401,times=1");
    let once = api.get("/api/roles").await;
    assert!(once.status == 401 && once.header("www-authenticate").is_some());
    assert_eq!(api.get("/api/roles").await.status, 200);
    add(&api, "any:status=503,retry-after=date+30,times=1");
    assert!(users(&api).await.unwrap().header("retry-after").unwrap().ends_with(" GMT"));
    add(&api, "rest:status=500,retry-after=eventually,times=1");
    assert_eq!(users(&api).await.unwrap().header("retry-after"), Some("eventually"));
    add(&api, "token:status=500,times=1");
    assert_eq!(api.token_request(&[("grant_type", "client_credentials")]).await.status, 500);
    add(&api, "users.list:status=403,every=2");
    let statuses = [users(&api).await.unwrap().status, users(&api).await.unwrap().status];
    assert_eq!(statuses.map(|status| status.as_u16()), [200, 403]);
    api.sandbox.faults().clear();
    assert_eq!(api.sandbox.journal().entries().iter().filter(|entry| !entry.faults.is_empty()).count(), 6);
}

#[tokio::test]
async fn bodies_that_are_not_what_was_asked_for() {
    let api = Api::quick(60).await;
    let once = async |spec: &str| {
        add(&api, &format!("users.list:{spec},times=1"));
        users(&api).await.unwrap()
    };
    let html = once("html=200").await;
    assert_eq!(html.status, 200);
    assert!(html.text.contains("<html>") && html.header("content-type").unwrap().starts_with("text/html"));
    assert_eq!(once("html=502").await.status, 502);
    let xml = once("xml").await;
    assert!(xml.status == 200 && xml.text.starts_with("<?xml"));
    let truncated = once("truncated-json").await;
    assert!(truncated.text.starts_with('[') && serde_json::from_str::<Value>(&truncated.text).is_err());
    let plain = once("wrong-content-type").await;
    assert!(plain.header("content-type").unwrap().starts_with("text/plain") && plain.json().is_array());
    let redirect = once("redirect=https://evil.example/api/users").await;
    assert_eq!(
        (redirect.status.as_u16(), redirect.header("location")),
        (302, Some("https://evil.example/api/users"))
    );
    add(&api, "users.list:broken-utf8,times=1");
    let bytes = api.request(reqwest::Method::GET, "/api/users").send().await.unwrap().bytes().await.unwrap();
    assert!(std::str::from_utf8(&bytes).is_err());
    let giant = once("giant-body=3").await;
    assert!(giant.text.len() > 3 << 20 && giant.json().is_array());
    let whole = users(&api).await.unwrap().text;
    assert_eq!(giant.text.trim_start(), whole, "the true body comes last");
}

#[tokio::test]
async fn a_compressed_bomb_is_small_until_it_is_opened() {
    let api = Api::quick(20).await;
    add(&api, "users.list:gzip-bomb=24");
    let client = http().no_gzip().build().unwrap();
    let request = client
        .get(api.url("/api/users"))
        .header(AUTHORIZATION, format!("Bearer {}", api.token))
        .header(ACCEPT, "application/json");
    let bytes = request.send().await.unwrap();
    assert_eq!(bytes.headers()["content-encoding"], "gzip");
    assert!(bytes.bytes().await.unwrap().len() < 1 << 20);
    assert!(users(&api).await.unwrap().text.len() > 24 << 20);
}

#[tokio::test]
async fn connections_break_before_after_and_in_the_middle() {
    let api = Api::quick(60).await;
    add(&api, "users.list:reset-before,times=1");
    assert!(users(&api).await.is_err());
    add(&api, "users.list:cut-body,times=1");
    let error = users(&api).await.unwrap_err();
    assert!(error.is_body() || error.is_decode() || error.is_request(), "{error:?}");

    add(&api, "users.update:reset-after,times=1");
    let request = api
        .request(reqwest::Method::PUT, "/api/users/1")
        .header("content-type", "application/json")
        .body(json!({ "middlename": "Applied" }).to_string());
    assert!(request.send().await.is_err());
    assert_eq!(api.get("/api/users/1").await.json()["middlename"], "Applied", "the write took effect");
    add(&api, "users.update:reset-before,times=1");
    let request = api
        .request(reqwest::Method::PUT, "/api/users/1")
        .header("content-type", "application/json")
        .body(json!({ "middlename": "Lost" }).to_string());
    assert!(request.send().await.is_err());
    assert_eq!(api.get("/api/users/1").await.json()["middlename"], "Applied", "this one did not");
    assert_eq!(api.sandbox.counters().unanswered, 3);
}

#[tokio::test]
async fn answers_that_never_come_or_come_slowly() {
    let api = Api::quick(20).await;
    add(&api, "users.list:hang,times=1");
    let request = api.request(reqwest::Method::GET, "/api/users").timeout(Duration::from_millis(150));
    assert!(request.send().await.unwrap_err().is_timeout());
    add(&api, "users.list:drip=200,times=1");
    let request = api.request(reqwest::Method::GET, "/api/users").timeout(Duration::from_millis(400));
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 200, "the head comes at once");
    assert!(response.bytes().await.unwrap_err().is_timeout(), "the body does not");
    add(&api, "roles.list:drip=1000000,times=1");
    assert!(api.get("/api/roles").await.json().is_array(), "a fast drip arrives complete");
    add(&api, "users.list:delay=120,times=1");
    let began = std::time::Instant::now();
    assert_eq!(users(&api).await.unwrap().status, 200);
    assert!(began.elapsed() >= Duration::from_millis(120));
}

#[tokio::test]
async fn lists_with_holes_and_repetitions() {
    let api = Api::quick(60).await;
    let page = async |after: u64| {
        answer(api.request(reqwest::Method::GET, &format!("/api/users?order_by=id&limit=20&id[gt]={after}")))
            .await
            .unwrap()
    };
    let first = page(0).await.ids();
    add(&api, "users.list:repeat-page,times=1");
    assert_eq!(page(first[19]).await.ids(), first, "the page from before");
    add(&api, "users.list:short-page,times=1");
    assert_eq!(page(0).await.ids(), first[..10]);
    add(&api, "users.list:empty-page,times=1");
    assert_eq!(page(0).await.text, "[]");
    add(&api, "users.list:null-record,times=1");
    assert_eq!(page(0).await.json().as_array().unwrap().iter().filter(|entry| entry.is_null()).count(), 1);
    add(&api, "users.list:missing-id,times=1");
    let page = page(0).await.json();
    let without: Vec<_> = page.as_array().unwrap().iter().filter(|entry| entry.get("id").is_none()).collect();
    assert_eq!(without.len(), 1);
    assert!(without[0]["login"].is_string());
}

#[tokio::test]
async fn graphql_breaks_in_its_own_ways() {
    let api = Api::quick(60).await;
    let both = "{ roles { id } users { id login } }";
    add(&api, "graphql:graphql-errors=null,times=1");
    let body = api.graphql(both).await.json();
    assert!(body["data"].is_null() && body["errors"][0]["message"].is_string());
    add(&api, "graphql:graphql-errors=partial,times=1");
    let body = api.graphql(both).await.json();
    assert!(body["data"]["roles"].is_array() && body["data"]["users"].is_null(), "{body}");
    assert_eq!(body["errors"][0]["path"], json!(["users"]));
    for (fault, holes) in [("null-record", "/users/25"), ("missing-id", "/users/25/id")] {
        add(&api, &format!("users.list:{fault},times=1"));
        let body = api.graphql(both).await.json();
        assert!(body["data"].pointer(holes.replace("25", "24").as_str()).unwrap().is_null(), "{fault}");
        assert!(body["data"]["roles"].as_array().unwrap().iter().all(|role| role["id"].is_u64()), "{fault}");
        if fault == "null-record" {
            let message = &body["errors"][0]["message"];
            assert_eq!(message, "Cannot return null for non-nullable field User.id");
        }
    }
    add(&api, "roles.list:empty-page,times=1");
    let body = api.graphql(both).await.json();
    assert_eq!(
        (body["data"]["roles"].as_array().unwrap().len(), body["data"]["users"].as_array().unwrap().len()),
        (0, 50)
    );
    assert_eq!(api.sandbox.counters().of(Operation::UsersList), 5);
}
