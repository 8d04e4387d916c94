//! Tokens: how they are asked for, what they open, how they end.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use coupa_sandbox::{OAuthClient, READ_SCOPES, SandboxConfig, Secret};
use reqwest::Method;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};

use crate::client::{Api, answer};

const GRANT: (&str, &str) = ("grant_type", "client_credentials");

#[tokio::test]
async fn a_token_request_succeeds_with_body_and_with_basic_credentials() {
    let api = Api::quick(5).await;
    let granted = api.token_request(&[GRANT, ("scope", "core.user.read core.common.read")]).await;
    assert_eq!(granted.status, 200);
    let body = granted.json();
    assert_eq!(body["token_type"], "bearer");
    assert_eq!(body["expires_in"], 86_399);
    assert_eq!(body["scope"], "core.common.read core.user.read");
    assert!(body.get("refresh_token").is_none());

    let credentials = format!("{}:{}", api.sandbox.client_id(), api.sandbox.client_secret());
    let request =
        api.form_request(&[GRANT]).header(AUTHORIZATION, format!("Basic {}", STANDARD.encode(credentials)));
    assert_eq!(answer(request).await.unwrap().status, 200);
    assert_eq!(api.form(&[GRANT]).await.json()["error"], "invalid_client");
}

#[tokio::test]
async fn refusals_follow_the_standard_with_coupas_statuses() {
    let api = Api::quick(5).await;
    let id = api.sandbox.client_id().to_owned();
    let wrong = api.form(&[GRANT, ("client_id", &id), ("client_secret", "wrong")]).await;
    assert_eq!((wrong.status.as_u16(), wrong.json()["error"].as_str()), (400, Some("invalid_client")));
    let scope = api.token_request(&[GRANT, ("scope", "core.user.read core.contract.read")]).await;
    assert_eq!((scope.status.as_u16(), scope.json()["error"].as_str()), (400, Some("invalid_scope")));
    assert!(scope.text.contains("core.contract.read"), "the missing scope is named: {}", scope.text);
    let commas = api.token_request(&[GRANT, ("scope", "core.user.read,core.common.read")]).await;
    assert_eq!(commas.json()["error"], "invalid_scope");
    let grant = api.token_request(&[("grant_type", "password")]).await;
    assert_eq!(grant.json()["error"], "unsupported_grant_type");
    let get = answer(api.http.get(api.url("/oauth2/token"))).await.unwrap();
    assert_eq!(get.status, 405);
    let other = answer(api.http.post(api.url("/oauth2/access_tokens")).header(ACCEPT, "application/json"));
    assert_eq!(other.await.unwrap().status, 404);
}

#[tokio::test]
async fn clients_can_be_switched_off_and_change_their_secret_while_old_tokens_live() {
    let api = Api::quick(5).await;
    let id = api.sandbox.client_id().to_owned();
    assert!(api.sandbox.client_change(&id, |client| client.active = false));
    assert_eq!(api.token_request(&[GRANT]).await.json()["error"], "unauthorized_client");
    assert!(api.sandbox.client_change(&id, |client| {
        client.active = true;
        client.secret = Secret::new("changed");
    }));
    assert_eq!(api.token_request(&[GRANT]).await.json()["error"], "invalid_client");
    assert_eq!(api.get("/api/users?limit=1").await.status, 200, "the token from before still works");
    api.sandbox.tokens_revoke();
    assert_eq!(api.get("/api/users?limit=1").await.status, 401);
}

#[tokio::test]
async fn tokens_expire_by_the_instances_clock() {
    let api = Api::quick(5).await;
    api.sandbox.advance_clock(Duration::from_secs(86_000));
    assert_eq!(api.get("/api/users?limit=1").await.status, 200);
    api.sandbox.advance_clock(Duration::from_secs(400));
    let expired = api.get("/api/users?limit=1").await;
    assert_eq!(expired.status, 401);
    assert_eq!(expired.header("www-authenticate"), Some("Bearer error=\"invalid_token\""));
}

#[tokio::test]
async fn each_endpoint_needs_its_scope() {
    let config = SandboxConfig {
        clients: vec![OAuthClient::with_scopes(["core.user.read"])],
        ..SandboxConfig::quick(5)
    };
    let api = Api::start(config).await;
    assert_eq!(api.get("/api/users?limit=1").await.status, 200);
    for (path, scope) in [
        ("/api/roles", "core.common.read"),
        ("/api/business_groups", "core.common.read"),
        ("/api/departments", "core.common.read"),
        ("/api/user_groups", "core.user_group.read"),
        ("/api/user_group_memberships", "core.user_group.read"),
        ("/api/account_groups", "core.accounting.read"),
    ] {
        let refused = api.get(path).await;
        assert_eq!(refused.status, 403, "{path}");
        let expected = format!("Bearer error=\"insufficient_scope\", scope=\"{scope}\"");
        assert_eq!(refused.header("www-authenticate"), Some(expected.as_str()), "{path}");
        assert!(refused.json()["errors"]["error"][0].as_str().unwrap().contains(scope));
    }
    let write = api.put("/api/users/1", &serde_json::json!({ "active": false })).await;
    assert_eq!(write.status, 403);
    assert!(write.text.contains("core.user.write"));
}

#[tokio::test]
async fn the_read_scopes_read_everything_and_write_nothing() {
    let config =
        SandboxConfig { clients: vec![OAuthClient::with_scopes(READ_SCOPES)], ..SandboxConfig::quick(5) };
    let api = Api::start(config).await;
    for path in
        ["users", "roles", "user_groups", "user_group_memberships", "account_groups", "business_groups"]
    {
        assert_eq!(api.get(&format!("/api/{path}")).await.status, 200, "{path}");
    }
    assert_eq!(api.put("/api/user_groups/1", &serde_json::json!({})).await.status, 403);
}

#[tokio::test]
async fn headers_that_carry_no_valid_token_are_refused() {
    let api = Api::quick(5).await;
    let get = |name: &'static str, value: String| {
        answer(api.http.get(api.url("/api/users")).header(ACCEPT, "application/json").header(name, value))
    };
    assert_eq!(get("x-nothing", String::new()).await.unwrap().status, 401);
    assert_eq!(get("authorization", "Bearer nonsense".to_owned()).await.unwrap().status, 401);
    assert_eq!(get("authorization", format!("Basic {}", api.token)).await.unwrap().status, 401);
    assert_eq!(get("authorization", format!("bearer {}", api.token)).await.unwrap().status, 200);
    let key = api.sandbox.legacy_key().to_owned();
    assert_eq!(get("x-coupa-api-key", key.clone()).await.unwrap().status, 401, "keys are retired");
    let both = api.request(Method::GET, "/api/users").header("x-coupa-api-key", &key);
    assert_eq!(answer(both).await.unwrap().status, 400);
    api.set("legacy_key=on");
    assert_eq!(get("x-coupa-api-key", key).await.unwrap().status, 200);
    assert_eq!(get("x-coupa-api-key", "wrong".to_owned()).await.unwrap().status, 401);
}

#[tokio::test]
async fn switches_of_the_token_endpoint() {
    let api = Api::quick(5).await;
    api.set("token_error_status=401");
    assert_eq!(api.form(&[GRANT]).await.status, 401);
    api.set("token_placement=basic");
    assert_eq!(api.token_request(&[GRANT]).await.json()["error"], "invalid_client");
    api.set("token_placement=both");
    api.set("token_content_type=html");
    assert!(api.token_request(&[GRANT]).await.header("content-type").unwrap().starts_with("text/html"));
    api.set("token_without_scope=refuse");
    assert_eq!(api.token_request(&[GRANT]).await.json()["error"], "invalid_scope");
    api.set("token_without_scope=nothing");
    assert_eq!(api.token_request(&[GRANT]).await.json()["scope"], "");
    api.set("token_without_scope=all");
    api.set("refresh_token=present");
    assert!(api.token_request(&[GRANT]).await.json()["refresh_token"].is_string());
    api.set("old_tokens=revoked");
    assert_eq!(api.get("/api/users?limit=1").await.status, 200);
    api.token_request(&[GRANT]).await;
    assert_eq!(api.get("/api/users?limit=1").await.status, 401);
}

#[tokio::test]
async fn large_tokens_fit_and_young_ones_settle() {
    let mut api = Api::with(5, |switches| {
        switches.token_size_bytes = 48 << 10;
        switches.token_settling_ms = 5_000;
    })
    .await;
    assert!(api.token.len() >= 48 << 10);
    assert_eq!(api.get("/api/users?limit=1").await.status, 401, "too young");
    api.sandbox.advance_clock(Duration::from_secs(5));
    assert_eq!(api.get("/api/users?limit=1").await.status, 200);
    api.token.push('x');
    assert_eq!(api.get("/api/users?limit=1").await.status, 401);
}

#[tokio::test]
async fn only_a_form_is_a_token_request() {
    let api = Api::quick(5).await;
    let request = api.form_request(&[GRANT]).header(CONTENT_TYPE, "application/json");
    let refused = answer(request).await.unwrap();
    assert_eq!(refused.status, 400);
}
