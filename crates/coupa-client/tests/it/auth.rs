//! Tokens: how they are asked for, shared, renewed, waited for and refused.

use std::sync::Arc;
use std::time::Duration;

use coupa_client::{
    Cause, Client, Credentials, ErrorKind, IdRange, Instance, Scope, Secret, TokenSettling, UserSelection,
};
use serde_json::json;

use crate::server::{Reply, Server, data, no_token, token, users};

async fn read_users(client: &Client) -> coupa_client::Result<usize> {
    Ok(client.users_page(&UserSelection::default(), IdRange::all()).await?.items.len())
}

#[tokio::test]
async fn a_token_is_asked_for_by_form_with_exactly_the_scopes_configured() {
    let server = Server::start(|seen| {
        if seen.is_token() {
            return Some(Reply::json(json!({
                "access_token": "t", "token_type": "Bearer", "expires_in": "86399", "scope": "core.user.read core.common.read"
            })));
        }
        Some(data("users", users(&[1])))
    })
    .await;
    let client = server.client();
    let info = client.authenticate().await.unwrap();
    assert_eq!(info.scopes, [Scope::USER_READ, Scope::COMMON_READ]);
    assert!(info.expires_at.unwrap() > jiff::Timestamp::now());
    assert_eq!(read_users(&client).await.unwrap(), 1);
    let tokens = server.tokens();
    assert_eq!(tokens.len(), 1);
    let form = tokens[0].form();
    assert_eq!(form["grant_type"], "client_credentials");
    assert_eq!(form["client_id"], "client");
    assert_eq!(form["client_secret"], "secret-of-client");
    assert_eq!(form["scope"], "core.user.read core.common.read core.user_group.read");
    assert_eq!(tokens[0].header("authorization"), "");
    assert_eq!(tokens[0].header("content-type"), "application/x-www-form-urlencoded");
    assert_eq!(server.calls()[0].header("authorization"), "Bearer t");
    assert_eq!(client.counters().tokens_minted, 1);
}

#[tokio::test]
async fn an_instance_that_wants_basic_gets_basic_and_is_remembered() {
    for status in [400, 401] {
        let server = Server::start(move |seen| {
            Some(match (seen.is_token(), seen.header("authorization")) {
                (true, "") => no_token(status, "invalid_client"),
                (true, header) => {
                    assert_eq!(header, "Basic Y2xpZW50OnNlY3JldC1vZi1jbGllbnQ=");
                    assert!(!seen.form().contains_key("client_secret"));
                    token("t")
                }
                _ => data("users", users(&[])),
            })
        })
        .await;
        let client = server.client();
        client.authenticate().await.unwrap();
        client.authenticate().await.unwrap();
        assert_eq!(server.tokens().len(), 3, "form, basic, basic");
        client.with_scopes(vec![Scope::USER_WRITE]).authenticate().await.unwrap();
        assert_eq!(server.tokens().len(), 4, "known to every token of this client");
    }
}

#[tokio::test]
async fn a_wrong_secret_ends_after_both_ways_with_coupas_words() {
    let server = Server::start(|seen| seen.is_token().then(|| no_token(400, "invalid_client"))).await;
    let error = server.client().authenticate().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert!(error.to_string().starts_with("could not get an access token from 127.0.0.1:"), "{error}");
    assert_eq!(
        error.cause().unwrap().to_string(),
        "Coupa refuses the OAuth client (400): invalid_client; invalid_client it is"
    );
    assert!(error.hint().unwrap().contains("Client credentials"));
    assert_eq!(server.tokens().len(), 2);
}

#[tokio::test]
async fn refused_scopes_are_named_by_asking_for_each_alone() {
    let server = Server::start(|seen| {
        let scope = seen.form()["scope"].clone();
        Some(if scope.contains("core.common.read") { no_token(400, "invalid_scope") } else { token("t") })
    })
    .await;
    let client = server.client();
    let error = client.authenticate().await.unwrap_err();
    assert_eq!(error.missing_scopes(), [Scope::COMMON_READ]);
    assert!(
        error
            .to_string()
            .ends_with("refuses to grant `core.common.read`: invalid_scope; invalid_scope it is"),
        "{error}"
    );
    assert!(error.hint().unwrap().contains("OAuth2/OpenID Connect Clients"));
    assert_eq!(server.tokens().len(), 4, "all together, then each of three");
    assert!(!client.probe_scope(&Scope::COMMON_READ).await.unwrap());
    assert!(client.probe_scope(&Scope::USER_READ).await.unwrap());
}

#[tokio::test]
async fn many_tasks_share_one_token_request() {
    let server = Server::with_tokens(|_| Some(data("users", users(&[1])))).await;
    let client = server.client();
    let tasks: Vec<_> = (0..40)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { read_users(&client).await })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(server.tokens().len(), 1);
}

#[tokio::test]
async fn many_tasks_share_one_refusal() {
    let server = Server::start(|seen| seen.is_token().then(|| no_token(401, "invalid_client"))).await;
    let client = server.client();
    let barrier = Arc::new(tokio::sync::Barrier::new(20));
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let (client, barrier) = (client.clone(), Arc::clone(&barrier));
            tokio::spawn(async move {
                barrier.wait().await;
                read_users(&client).await
            })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap().unwrap_err().kind(), ErrorKind::Credentials);
    }
    assert_eq!(server.tokens().len(), 2, "form and basic, once for all");
}

#[tokio::test]
async fn a_short_lived_token_is_renewed_before_it_ends() {
    let server = Server::start(|seen| {
        Some(if seen.is_token() {
            Reply::json(json!({ "access_token": "t", "expires_in": 1 }))
        } else {
            data("users", users(&[1]))
        })
    })
    .await;
    let client = server.client();
    read_users(&client).await.unwrap();
    // The token lasts a second and is renewed after three quarters of it. The server never
    // refuses it, so only the clock can have led to the second one.
    let started_at = std::time::Instant::now();
    while server.tokens().len() < 2 {
        assert!(started_at.elapsed() < Duration::from_secs(5));
        read_users(&client).await.unwrap();
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn a_401_in_the_middle_leads_to_one_new_token_for_all() {
    let server = Server::with_tokens(|seen| {
        Some(match seen.header("authorization") {
            "Bearer token-1" if seen.document().contains("roles(") => data("roles", json!([{ "id": 1 }])),
            "Bearer token-2" => data("users", users(&[1])),
            _ => Reply::errors(401, "The access token expired"),
        })
    })
    .await;
    let client = server.client();
    client.roles_page(0).await.unwrap();
    let tasks: Vec<_> = (0..10)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { read_users(&client).await })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap().unwrap(), 1);
    }
    assert_eq!(server.tokens().len(), 2);
}

#[tokio::test]
async fn a_client_revoked_in_the_middle_is_told_clearly() {
    let mut tokens = 0;
    let server = Server::start(move |seen| {
        Some(if seen.is_token() {
            tokens += 1;
            if tokens == 1 { token("t") } else { no_token(400, "invalid_client") }
        } else if seen.document().contains("roles(") {
            data("roles", json!([{ "id": 1 }]))
        } else {
            Reply::errors(401, "revoked")
        })
    })
    .await;
    let client = server.client();
    client.roles_page(0).await.unwrap();
    let error = read_users(&client).await.unwrap_err();
    assert!(matches!(error.cause(), Some(Cause::InvalidClient { accepted_before: true, .. })), "{error:?}");
    let shown = error.cause().unwrap().to_string();
    assert!(
        shown.starts_with("Coupa refuses the OAuth client that it accepted earlier in this run (400): "),
        "{shown}"
    );
    assert!(error.hint().unwrap().contains("deactivated"));
}

#[tokio::test]
async fn a_fresh_token_that_needs_time_is_waited_for() {
    let mut refusals = 0;
    let server = Server::with_tokens(move |_| {
        refusals += 1;
        Some(if refusals <= 4 { Reply::errors(401, "not yet") } else { data("users", users(&[1])) })
    })
    .await;
    let settling = TokenSettling { limit: Duration::from_secs(5), delay: Duration::from_millis(5) };
    let client = server.builder().token_settling(settling).build().unwrap();
    assert_eq!(read_users(&client).await.unwrap(), 1);
    assert_eq!(server.tokens().len(), 1, "the same token, only later");
    assert_eq!(client.counters().retries, 4);
}

#[tokio::test]
async fn a_fresh_token_that_worked_and_is_refused_is_renewed_at_once() {
    let server = Server::with_tokens(|seen| {
        Some(match seen.header("authorization") {
            "Bearer token-1" if seen.document().contains("roles(") => data("roles", json!([{ "id": 1 }])),
            "Bearer token-2" => data("users", users(&[1])),
            _ => Reply::errors(401, "revoked"),
        })
    })
    .await;
    // Waiting for the first token to settle would take the test past its time.
    let settling = TokenSettling { limit: Duration::from_secs(3600), delay: Duration::from_secs(3600) };
    let client = server.builder().token_settling(settling).build().unwrap();
    client.roles_page(0).await.unwrap();
    let read = tokio::time::timeout(Duration::from_secs(10), read_users(&client));
    assert_eq!(read.await.unwrap().unwrap(), 1);
    assert_eq!(server.tokens().len(), 2);
    assert_eq!(server.calls().len(), 3, "the refused call was not repeated with the old token");
}

#[tokio::test]
async fn waits_for_settling_are_not_doubled_by_a_new_token() {
    let server = Server::with_tokens(|_| Some(Reply::errors(401, "go away"))).await;
    let settling = TokenSettling { limit: Duration::from_millis(100), delay: Duration::from_millis(40) };
    let client = server.builder().token_settling(settling).build().unwrap();
    assert_eq!(read_users(&client).await.unwrap_err().status(), Some(401));
    assert_eq!(server.tokens().len(), 2);
    let waited = client.counters().waited;
    assert!(waited >= settling.limit / 2 && waited < settling.limit * 3 / 2, "{waited:?}");
}

#[tokio::test]
async fn a_token_refused_for_good_is_an_error_and_not_a_loop() {
    let server = Server::with_tokens(|_| Some(Reply::errors(401, "go away"))).await;
    let settling = TokenSettling { limit: Duration::from_millis(60), delay: Duration::from_millis(10) };
    let client = server.builder().token_settling(settling).build().unwrap();
    let error = read_users(&client).await.unwrap_err();
    assert_eq!(error.status(), Some(401));
    assert_eq!(
        error.cause().unwrap().to_string(),
        "Coupa answered 401 to a token it has just issued: go away"
    );
    assert_eq!(server.tokens().len(), 2, "renewed once");
}

#[tokio::test]
async fn a_long_token_works() {
    let long = "x".repeat(16 * 1024);
    let server = Server::start({
        let long = long.clone();
        move |seen| {
            Some(if seen.is_token() {
                token(&long)
            } else {
                assert_eq!(seen.header("authorization").len(), 16 * 1024 + 7);
                data("users", users(&[1]))
            })
        }
    })
    .await;
    assert_eq!(read_users(&server.client()).await.unwrap(), 1);
}

#[tokio::test]
async fn token_answers_without_a_usable_token_are_named() {
    for (body, expected) in [
        (json!({ "token": "t" }), "it holds no `access_token`"),
        (json!({ "access_token": "a\nb" }), "the token contains characters no header can carry"),
        (json!({ "access_token": "t", "token_type": "mac" }), "its `token_type` is not `bearer`"),
    ] {
        let server = Server::start(move |_| Some(Reply::json(body.clone()))).await;
        let error = server.client().authenticate().await.unwrap_err();
        assert_eq!(
            error.cause().unwrap().to_string(),
            format!("the token answer cannot be used: {expected}")
        );
    }
}

#[tokio::test]
async fn a_403_names_the_scope_the_answer_names() {
    let server = Server::with_tokens(|seen| {
        seen.is_graphql().then(|| {
            Reply::errors(403, "not permitted").header(
                "www-authenticate",
                r#"Bearer error="insufficient_scope", scope="core.accounting.read""#,
            )
        })
    })
    .await;
    let error = server.client().account_groups_page(0).await.unwrap_err();
    assert_eq!(error.missing_scopes(), [Scope::ACCOUNTING_READ]);
    assert_eq!(
        error.cause().unwrap().to_string(),
        "Coupa answered 403: not permitted (the scope `core.accounting.read` is missing)"
    );
}

#[tokio::test]
async fn a_403_without_a_name_is_explained_by_what_the_token_lacks() {
    let server = Server::with_tokens(|_| Some(Reply::errors(403, "no"))).await;
    let error = server.client().account_groups_page(0).await.unwrap_err();
    assert_eq!(error.missing_scopes(), [Scope::ACCOUNTING_READ], "it was never asked for");
}

#[tokio::test]
async fn a_403_for_a_scope_taken_away_since_is_found_by_asking_for_it() {
    let mut tokens = 0;
    let server = Server::start(move |seen| {
        Some(if seen.is_token() {
            tokens += 1;
            if tokens == 1 { token("t") } else { no_token(400, "invalid_scope") }
        } else {
            Reply::errors(403, "no")
        })
    })
    .await;
    let error = server.client().roles_page(0).await.unwrap_err();
    assert_eq!(error.missing_scopes(), [Scope::COMMON_READ]);
}

#[tokio::test]
async fn a_legacy_key_is_sent_alone_and_reads_by_rest() {
    let server = Server::start(|seen| {
        assert_eq!(seen.header("x-coupa-api-key"), "0123456789abcdef");
        assert_eq!(seen.header("authorization"), "");
        Some(if seen.is_graphql() {
            Reply::errors(401, "OAuth only")
        } else if seen.query.get("id[gt]").is_some_and(|after| after == "0") {
            Reply::json(users(&[5]))
        } else {
            Reply::json(json!([]))
        })
    })
    .await;
    let instance = Instance::simulator(&server.url()).unwrap();
    let client =
        Client::builder(instance, Credentials::ApiKey(Secret::new("0123456789abcdef"))).build().unwrap();
    assert_eq!(read_users(&client).await.unwrap(), 1);
    assert!(client.graphql_is_absent());
    assert_eq!(client.authenticate().await.unwrap().expires_at, None);
}

#[tokio::test]
async fn a_refused_legacy_key_is_told_at_once() {
    let server = Server::start(|_| Some(Reply::errors(401, "keys have ended"))).await;
    let instance = Instance::simulator(&server.url()).unwrap();
    let client =
        Client::builder(instance, Credentials::ApiKey(Secret::new("0123456789abcdef"))).build().unwrap();
    let error = client.roles_page(0).await.unwrap_err();
    assert_eq!(error.cause().unwrap().to_string(), "Coupa answered 401 to the API key: keys have ended");
    assert_eq!(server.seen().len(), 2, "GraphQL, REST");
}
