//! Writes: what is sent, to the letter, and what is read from the answers.

use coupa_client::model::LicenseFlag;
use coupa_client::{Client, ListValue, MembershipKind, RateLimit, Result, Scope, UserSelection};
use serde_json::{Map, Value, json};

use crate::server::{Reply, Seen, Server, token};

pub(crate) const USER: u64 = 131;
pub(crate) const GROUP: u64 = 77;

/// A request on one line: method, path, query by key, body.
fn wire(seen: &Seen) -> String {
    let mut query: Vec<String> = seen.query.iter().map(|(key, value)| format!("{key}={value}")).collect();
    query.sort();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{} {}{mark}{} {}", seen.method, seen.path, query.join("&"), seen.body).trim_end().to_owned()
}

/// A server that answers every call with this.
async fn answering(answer: impl Fn() -> Reply + Send + 'static) -> Server {
    Server::with_tokens(move |_| Some(answer())).await
}

fn new_user() -> Map<String, Value> {
    json!({ "login": "tlund", "department": { "name": "Finance" }, "treasury_user": true })
        .as_object()
        .unwrap()
        .clone()
}

/// Every write there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Write {
    List(MembershipKind),
    License,
    Enable,
    Disable,
    AddGroup,
    RemoveGroup,
    AddContentGroup,
    RemoveContentGroup,
    Create,
}

impl Write {
    pub(crate) const ALL: [Self; 12] = [
        Self::List(MembershipKind::Roles),
        Self::List(MembershipKind::Groups),
        Self::List(MembershipKind::AccountGroups),
        Self::List(MembershipKind::ContentGroups),
        Self::License,
        Self::Enable,
        Self::Disable,
        Self::AddGroup,
        Self::RemoveGroup,
        Self::AddContentGroup,
        Self::RemoveContentGroup,
        Self::Create,
    ];

    /// Does it, and tells the status and the id of the request.
    pub(crate) async fn send(self, client: &Client) -> Result<(u16, Option<String>)> {
        match self {
            Self::List(kind) => client
                .write_user_list(USER, kind, ListValue::Ids(&[3, 4]))
                .await
                .map(|written| (written.status, written.request_id)),
            Self::License => client
                .write_license(USER, LicenseFlag::Treasury, true)
                .await
                .map(|written| (written.status, written.request_id)),
            Self::Enable | Self::Disable => client
                .write_active(USER, self == Self::Enable)
                .await
                .map(|written| (written.status, written.request_id)),
            Self::AddGroup => client
                .add_group_membership(USER, GROUP)
                .await
                .map(|written| (written.status, written.request_id)),
            Self::RemoveGroup => {
                client.remove_group_membership(5012).await.map(|written| (written.status, written.request_id))
            }
            Self::AddContentGroup => {
                client.add_content_group(USER, 28).await.map(|written| (written.status, written.request_id))
            }
            Self::RemoveContentGroup => client
                .remove_content_group(USER, 28)
                .await
                .map(|written| (written.status, written.request_id)),
            Self::Create => {
                client.create_user(&new_user()).await.map(|written| (written.status, written.request_id))
            }
        }
    }
}

#[tokio::test]
async fn every_write_is_one_request_of_exactly_this_form() {
    let server = answering(|| Reply::json(json!({ "id": USER, "active": true }))).await;
    let client = server.client();
    for write in Write::ALL {
        assert_eq!(write.send(&client).await.unwrap(), (200, None), "{write:?}");
    }
    let sent: Vec<String> = server.calls().iter().map(wire).collect();
    let fields = r#"["id","login","email","fullname","firstname","middlename","lastname","active","employee_number","sso_identifier","created_at","updated_at","api_user","supplier_user","support_user",{"manager":["id","login","email","fullname"]},{"department":["id","name"]}]"#;
    let create = format!(
        r#"POST /api/users?fields={fields} {{"department":{{"name":"Finance"}},"login":"tlund","treasury_user":true}}"#
    );
    assert_eq!(
        sent,
        [
            r#"PUT /api/users/131?fields=["id",{"roles":["id","name"]}] {"roles":[{"id":3},{"id":4}]}"#,
            r#"PUT /api/users/131?fields=["id",{"user_groups":["id","name"]}] {"user-groups":[{"id":3},{"id":4}]}"#,
            r#"PUT /api/users/131?fields=["id",{"account_groups":["id","name"]}] {"account-groups":[{"id":3},{"id":4}]}"#,
            r#"PUT /api/users/131?fields=["id",{"content_groups":["id","name"]}] {"content-groups":[{"id":3},{"id":4}]}"#,
            r#"PUT /api/users/131?fields=["id","treasury_user"] {"treasury_user":true}"#,
            r#"PUT /api/users/131?fields=["id","active"] {"active":true}"#,
            r#"PUT /api/users/131?fields=["id","active"] {"active":false}"#,
            r#"POST /api/user_group_memberships {"participant":true,"user":{"id":131},"user-group":{"id":77}}"#,
            "DELETE /api/user_group_memberships/5012",
            "PUT /api/users/131/business_groups/28/add {}",
            "PUT /api/users/131/business_groups/28/remove {}",
            &create,
        ]
    );
    for seen in server.calls() {
        assert_eq!(
            (seen.header("accept"), seen.header("content-type")),
            ("application/json", "application/json")
        );
    }
    let counters = client.counters();
    assert_eq!((counters.writes, counters.requests), (12, 13), "the token is no write");
}

#[tokio::test]
async fn a_list_is_cleared_in_either_form() {
    let server = answering(|| Reply::json(json!({ "id": USER, "roles": [] }))).await;
    let client = server.client();
    for (value, body) in [
        (ListValue::Null, r#"{"roles":null}"#),
        (ListValue::Empty, r#"{"roles":[]}"#),
        (ListValue::Ids(&[]), r#"{"roles":[]}"#),
        (ListValue::Ids(&[u64::MAX]), r#"{"roles":[{"id":18446744073709551615}]}"#),
    ] {
        let written = client.write_user_list(USER, MembershipKind::Roles, value).await.unwrap();
        assert_eq!(written.value, Some(Vec::new()));
        assert_eq!(server.calls().last().unwrap().body, body);
    }
}

#[tokio::test]
async fn the_answer_to_a_list_tells_what_is_held_or_nothing() {
    let entries =
        |ids: std::ops::RangeInclusive<u64>| -> Value { ids.map(|id| json!({ "id": id })).collect() };
    let told: Vec<u64> = (1..=51).collect();
    let cases: Vec<(Value, Option<Vec<u64>>)> = vec![
        (
            json!({ "id": USER, "user-groups": [{ "id": 9 }, { "id": "4", "name": "x" }, { "id": 9 }] }),
            Some(vec![4, 9]),
        ),
        (json!({ "id": "131", "user_groups": [{ "id": 4.0 }] }), Some(vec![4])),
        (json!({ "id": USER, "userGroups": null }), Some(Vec::new())),
        (json!({ "id": USER, "user-groups": entries(1..=51) }), Some(told)),
        // Everything below tells nothing that could be relied on.
        (json!({ "id": USER, "user-groups": entries(1..=50) }), None),
        (json!({ "id": USER, "user-groups": [{ "name": "without an id" }] }), None),
        (json!({ "id": USER, "user-groups": 4 }), None),
        (json!({ "id": USER }), None),
        (json!({ "id": 7, "user-groups": [{ "id": 4 }] }), None),
        (json!({ "user-groups": [{ "id": 4 }] }), None),
        (json!([{ "id": USER, "user-groups": [{ "id": 4 }] }]), None),
        (json!(null), None),
    ];
    for (answer, expected) in cases {
        let server = answering({
            let answer = answer.clone();
            move || Reply::json(answer.clone())
        })
        .await;
        let written = server
            .client()
            .write_user_list(USER, MembershipKind::Groups, ListValue::Ids(&[4]))
            .await
            .unwrap();
        assert_eq!(written.value, expected, "{answer}");
    }
}

#[tokio::test]
async fn an_empty_body_is_a_success_that_tells_nothing() {
    for (status, body) in [(200, ""), (200, " \r\n"), (201, ""), (204, "")] {
        let server = answering(move || Reply::status(status).body(body)).await;
        let client = server.client();
        for write in Write::ALL.into_iter().filter(|write| *write != Write::Create) {
            assert_eq!(write.send(&client).await.unwrap().0, status, "{write:?}");
        }
        let list = client.write_user_list(USER, MembershipKind::Roles, ListValue::Null).await.unwrap();
        assert_eq!((list.value, list.status), (None, status));
        assert_eq!(client.write_active(USER, true).await.unwrap().value, None);
        assert_eq!(client.write_license(USER, LicenseFlag::Travel, false).await.unwrap().value, None);
    }
}

#[tokio::test]
async fn licences_are_written_in_the_spelling_coupa_wants() {
    // Key in the body; the other spellings follow from it.
    let spellings = [
        "aic-user",
        "analytics-user",
        "category_planner_user",
        "category_strategy_user",
        "ccw-user",
        "clm-advanced-user",
        "contracts-user",
        "coupa-navi-ai-agent-user",
        "expense-user",
        "intake-user",
        "inventory-user",
        "invoicing_user",
        "purchasing-user",
        "risk-assess-user",
        "sourcing-user",
        "spend-guard-user",
        "supply-chain-user",
        "travel-user",
        "treasury_user",
    ];
    let server = Server::with_tokens(|seen| {
        let body: Map<String, Value> = serde_json::from_str(&seen.body).unwrap();
        let (key, value) = body.iter().next().unwrap();
        assert_eq!(body.len(), 1, "one flag per write");
        Some(Reply::json(json!({ "id": USER, key.replace('_', "-"): value })))
    })
    .await;
    let client = server.client();
    let mut sent = Vec::new();
    for (flag, held) in LicenseFlag::ALL.into_iter().flat_map(|flag| [(flag, true), (flag, false)]) {
        assert_eq!(client.write_license(USER, flag, held).await.unwrap().value, Some(held), "{flag}");
        let seen = server.calls().pop().unwrap();
        let snake = flag.id().replace('-', "_");
        assert_eq!(wire(&seen), format!(r#"PUT /api/users/131?fields=["id","{snake}"] {{"{flag}":{held}}}"#));
        sent.push(flag.id());
    }
    sent.dedup();
    assert_eq!(sent, spellings);
}

#[tokio::test]
async fn a_licence_that_stays_is_told_as_it_is() {
    let server =
        answering(|| Reply::json(json!({ "id": USER, "contracts-user": "true", "active": null }))).await;
    let client = server.client();
    assert_eq!(client.write_license(USER, LicenseFlag::Contracts, false).await.unwrap().value, Some(true));
    assert_eq!(client.write_license(USER, LicenseFlag::Travel, false).await.unwrap().value, None);
    assert_eq!(client.write_active(USER, true).await.unwrap().value, Some(false));
}

#[tokio::test]
async fn a_new_user_is_read_with_whatever_the_answer_shows() {
    let server = answering(|| {
        Reply::status(201).header("x-request-id", "req-1").body(
            json!({
                "id": "600", "login": "tlund", "email": "tlund@example.com", "active": true,
                "treasury-user": true, "roles": [{ "id": 3, "name": "User" }]
            })
            .to_string(),
        )
    })
    .await;
    let written = server.client().create_user(&new_user()).await.unwrap();
    assert_eq!((written.status, written.request_id.as_deref()), (201, Some("req-1")));
    let user = written.value;
    assert_eq!((user.id, user.login.as_deref(), user.active), (600, Some("tlund"), true));
    assert_eq!((user.roles[0].id, user.user_groups.len()), (3, 0));
    assert!(user.licenses[&LicenseFlag::Treasury]);
}

#[tokio::test]
async fn a_creation_that_does_not_show_the_user_is_of_unknown_outcome() {
    for (status, body, why) in [
        (201, "", "the answer is empty"),
        (204, "", "the answer is empty"),
        (201, "{}", "the record has no `id`"),
        (201, r#"{"id":0,"active":true}"#, "its `id` is not a positive whole number"),
        (200, r#"{"id":600}"#, "`active` is missing although it was asked for"),
        (201, r#"{"id":600,"active":true,"roles":7}"#, "`roles` is not a list"),
        (200, "[]", "the record is not an object"),
    ] {
        let server =
            answering(move || Reply::status(status).header("x-request-id", "req-2").body(body)).await;
        let error = server.client().create_user(&new_user()).await.unwrap_err();
        assert_eq!(error.kind(), coupa_client::ErrorKind::OutcomeUnknown, "{body}");
        assert!(error.may_have_taken_effect());
        assert_eq!((error.request_id(), server.calls().len()), (Some("req-2"), 1));
        assert_eq!(
            error.cause().unwrap().to_string(),
            format!(
                "it is unknown whether the change was made: Coupa answered {status} without the new user: {why}"
            )
        );
    }
}

#[tokio::test]
async fn ids_of_requests_are_read_if_they_can_be_shown() {
    type Headers<'a> = &'a [(&'a str, &'a str)];
    let long = "x".repeat(129);
    let longest = "x".repeat(128);
    let cases: [(Headers<'_>, Option<&str>); 11] = [
        (&[("x-request-id", " 8f1c-22 ")], Some("8f1c-22")),
        (&[("x-correlation-id", "c-7")], Some("c-7")),
        (&[("x-correlation-id", "c-7"), ("x-request-id", "r-7")], Some("r-7")),
        (&[("x-request-id", ""), ("x-correlation-id", "c-7")], Some("c-7")),
        (&[("x-request-id", &longest)], Some(&longest)),
        (&[("x-request-id", &long)], None),
        (&[("x-request-id", "caf\u{e9}")], None),
        (&[("x-request-id", "a\tb")], None),
        (&[("x-request-id", "for token-1")], None),
        (&[("x-request-id", "secret-of-client")], None),
        (&[], None),
    ];
    for (headers, expected) in cases {
        for status in [200, 400, 503] {
            let headers: Vec<(String, String)> =
                headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            let server = answering({
                let headers = headers.clone();
                move || {
                    headers
                        .iter()
                        .fold(Reply::errors(status, "no").body(r#"{"id":131}"#), |reply, (name, value)| {
                            reply.header(name, value)
                        })
                }
            })
            .await;
            let id = match server.client().write_active(USER, true).await {
                Ok(written) => written.request_id,
                Err(error) => error.request_id().map(str::to_owned),
            };
            assert_eq!(id.as_deref(), expected, "{headers:?} {status}");
        }
    }
}

#[tokio::test]
async fn a_client_with_other_scopes_has_a_token_of_its_own_and_shares_the_rest() {
    let server = Server::start(|seen| {
        Some(if seen.is_token() {
            token(if seen.form().get("scope").is_some_and(|scope| scope.contains("write")) {
                "writes"
            } else {
                "reads"
            })
        } else if seen.is_graphql() || seen.path == "/api/roles" {
            Reply::status(404)
        } else if seen.method == "GET" {
            assert_eq!(seen.header("authorization"), "Bearer reads");
            Reply::json(json!({ "id": USER, "active": true }))
        } else {
            assert_eq!(seen.header("authorization"), "Bearer writes");
            Reply::json(json!({ "id": USER, "active": true })).header("date", "Thu, 06 Nov 2025 08:49:37 GMT")
        })
    })
    .await;
    let reader = server.builder().rate(RateLimit { per_second: 10, burst: 2 }).build().unwrap();
    let writer = reader.with_scopes(vec![Scope::USER_WRITE, Scope::USER_GROUP_WRITE]);
    assert_eq!(writer.retry_policy(), reader.retry_policy());
    assert_eq!(reader.retry_policy().max_delay, std::time::Duration::from_millis(5), "as it was built");
    let started_at = std::time::Instant::now();
    for _ in 0..2 {
        reader.user(USER, &UserSelection::default()).await.unwrap().unwrap();
        writer.write_active(USER, true).await.unwrap();
    }
    // Six requests from one bucket of two that fills at ten a second: four had to wait.
    assert!(started_at.elapsed() >= std::time::Duration::from_millis(350), "{:?}", started_at.elapsed());
    let scopes: Vec<String> = server.tokens().iter().map(|seen| seen.form()["scope"].clone()).collect();
    assert_eq!(
        scopes,
        ["core.user.read core.common.read core.user_group.read", "core.user.write core.user_group.write"]
    );
    assert_eq!(reader.counters(), writer.counters());
    assert_eq!((reader.counters().requests, reader.counters().writes), (6, 2));
    assert!(reader.clock_skew().is_some(), "learned by the writer");
    // What one learns about the instance, the other knows.
    assert!(!reader.graphql_is_absent());
    assert!(writer.roles_page(0).await.is_err());
    assert!(reader.graphql_is_absent());
    // Without any scope, Coupa grants what the client holds.
    let any = reader.with_scopes(Vec::new());
    any.authenticate().await.unwrap();
    assert!(!server.tokens().last().unwrap().form().contains_key("scope"));
}
