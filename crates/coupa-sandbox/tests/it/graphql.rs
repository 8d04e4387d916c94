//! GraphQL: what can be read, how errors look, and its switches.

use coupa_sandbox::{OAuthClient, SandboxConfig};
use reqwest::Method;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use serde_json::{Value, json};

use crate::client::{Api, answer};

fn first_message(body: &Value) -> &str {
    body["errors"][0]["message"].as_str().unwrap_or_else(|| panic!("{body}"))
}

#[tokio::test]
async fn the_key_walk_finds_every_person_with_everything_they_have() {
    let api = Api::quick(180).await;
    let snapshot = api.sandbox.snapshot();
    let expected: Vec<_> = snapshot.users.values().filter(|user| user.is_type_blank()).collect();
    let mut found = Vec::new();
    let mut last = 0;
    loop {
        let data = api
            .data(&format!(
                "{{ users(query: \"&id[gt]={last}&type[blank]=true\") {{ id login travelUser \
                 roles {{ id }} userGroups {{ id }} accountGroups {{ id }} contentGroups {{ id }} }} }}"
            ))
            .await;
        let page = data["users"].as_array().unwrap().clone();
        assert!(page.len() <= 50);
        let Some(user) = page.last() else { break };
        last = user["id"].as_u64().unwrap();
        found.extend(page);
    }
    assert_eq!(found.len(), expected.len());
    let ids = |list: &Value| -> Vec<u64> {
        list.as_array().unwrap().iter().map(|entry| entry["id"].as_u64().unwrap()).collect()
    };
    for (found, expected) in found.iter().zip(expected) {
        let record = &expected.record;
        assert_eq!((&found["id"], &found["login"]), (&json!(record.id.0), &json!(record.login)));
        assert_eq!(ids(&found["roles"]), record.roles.iter().map(|id| id.0).collect::<Vec<_>>());
        assert_eq!(ids(&found["userGroups"]), record.groups.iter().map(|id| id.0).collect::<Vec<_>>());
        assert_eq!(
            ids(&found["accountGroups"]),
            record.account_groups.iter().map(|id| id.0).collect::<Vec<_>>()
        );
        assert_eq!(
            ids(&found["contentGroups"]),
            record.content_groups.iter().map(|id| id.0).collect::<Vec<_>>()
        );
        assert_eq!(found["travelUser"], expected.licences.contains("travel_user"));
    }
}

#[tokio::test]
async fn any_depth_single_objects_aliases_and_variables() {
    let api = Api::quick(60).await;
    let data = api
        .data("{ roles { id name } userGroups { users { id manager { department { name } } } } a: user(id: 1) { login } b: user(id: \"999999\") { login } }")
        .await;
    assert_eq!(data["roles"][0], json!({ "id": 2, "name": "Admin" }));
    assert_eq!((&data["a"]["login"], &data["b"]), (&json!("coupasupport"), &json!(null)));
    let body = json!({
        "query": "query People($q: String = \"id=1\", $n: ID!) { users(query: $q) { id } user(id: $n) { id } }",
        "variables": { "q": "id[in]=1", "n": 1 },
        "operationName": "People",
    });
    let reply = answer(api.graphql_request(&body)).await.unwrap().json();
    assert_eq!(reply["data"], json!({ "users": [{ "id": 1 }], "user": { "id": 1 } }), "{reply}");
    let noted = api.sandbox.journal().entries().pop().unwrap();
    assert_eq!(noted.query, [("users".to_owned(), "id[in]=1".to_owned())]);
}

#[tokio::test]
async fn root_fields_keep_the_order_of_the_document() {
    let api = Api::quick(5).await;
    let text =
        api.graphql("{ users(query: \"id=1\") { id } departments(query: \"id=1\") { id } }").await.text;
    assert_eq!(text, r#"{"data":{"users":[{"id":1}],"departments":[{"id":1}]}}"#);
}

#[tokio::test]
async fn custom_fields_are_read_by_kind_of_value() {
    let api = Api::quick(200).await;
    let data = api
        .data(
            "{ users { id customFields { costCenter { __typename ... on StringValue { value } } \
             office { __typename ... on LookupValue { id name externalRefNum } } } } }",
        )
        .await;
    let users = data["users"].as_array().unwrap();
    let some = |name: &str| {
        users.iter().map(|user| &user["customFields"][name]).find(|value| !value.is_null()).unwrap()
    };
    assert_eq!(some("costCenter")["__typename"], "StringValue");
    assert!(some("office")["externalRefNum"].is_string());
}

#[tokio::test]
async fn introspection_shows_the_schema_and_can_be_switched_off() {
    let api = Api::quick(5).await;
    let fields = async || -> Vec<String> {
        let data = api.data("{ __type(name: \"User\") { fields { name } } __schema { queryType { name } mutationType { name } } }").await;
        assert_eq!(data["__schema"], json!({ "queryType": { "name": "Query" }, "mutationType": null }));
        data["__type"]["fields"]
            .as_array()
            .unwrap()
            .iter()
            .map(|field| field["name"].as_str().unwrap().to_owned())
            .collect()
    };
    let all = fields().await;
    for name in ["id", "login", "userGroups", "coupaNaviAiAgentUser", "createdAt", "customFields"] {
        assert!(all.contains(&name.to_owned()), "{name} is in {all:?}");
    }
    assert!(!all.contains(&"type".to_owned()), "the class column is for queries only");
    api.set("absent_licences=treasury_user");
    let fewer = fields().await;
    assert_eq!(fewer.len(), all.len() - 1);
    let refused = api.graphql("{ users { treasuryUser } }").await.json();
    assert_eq!(first_message(&refused), "Field 'treasuryUser' doesn't exist on type 'User'");
    api.set("introspection=off");
    let hidden = api.graphql("{ __schema { queryType { name } } }").await.json();
    assert!(hidden.get("errors").is_some() || hidden["data"]["__schema"].is_null(), "{hidden}");
}

#[tokio::test]
async fn mistakes_are_answered_with_200_and_errors() {
    let api = Api::quick(5).await;
    let check = async |query: &str, expected: &str| {
        let reply = api.graphql(query).await;
        assert_eq!(reply.status, 200);
        let body = reply.json();
        assert!(first_message(&body).contains(expected), "{query}: {body}");
        body
    };
    let body = check("{ users { nickname } }", "Field 'nickname' doesn't exist on type 'User'").await;
    assert_eq!((&body["data"], &body["errors"][0]["locations"][0]["line"]), (&json!(null), &json!(1)));
    check("{ users(limit: 3) { id } }", "Field 'users' doesn't accept argument 'limit'").await;
    check("{ users(query: \"nickname=x\") { id } }", "Unknown attribute `nickname`").await;
    check("{ users(query: \"accountGroups[id]=5\") { id } }", "Unknown attribute").await;
    check("{ users ", "").await;
    check("mutation { x }", "").await;
    check("", "No query string was present").await;
    api.set("graphql_messages=library");
    check("{ users { nickname } }", "Unknown field \"nickname\" on type \"User\"").await;
    let reply = api.send(Method::POST, "/api/graphql", &json!([1])).await;
    assert_eq!(reply.status, 400);
    assert_eq!(answer(api.request(Method::GET, "/api/graphql")).await.unwrap().status, 404);
}

#[tokio::test]
async fn only_json_is_spoken() {
    let api = Api::quick(5).await;
    let post = |accept: &str, content_type: &str| {
        let request = api
            .http
            .post(api.url("/api/graphql"))
            .header(AUTHORIZATION, format!("Bearer {}", api.token))
            .header(ACCEPT, accept)
            .header(CONTENT_TYPE, content_type);
        answer(request.body(r#"{"query":"{ roles { id } }"}"#))
    };
    assert_eq!(post("application/json", "application/json").await.unwrap().status, 200);
    assert_eq!(post("*/*", "application/json").await.unwrap().status, 200);
    assert_eq!(post("application/xml", "application/xml").await.unwrap().status, 406);
    assert_eq!(post("application/json", "text/plain").await.unwrap().status, 415);
}

#[tokio::test]
async fn missing_scopes_are_refused_in_either_way() {
    let config = SandboxConfig {
        clients: vec![OAuthClient::with_scopes(["core.user.read"])],
        ..SandboxConfig::quick(5)
    };
    let api = Api::start(config).await;
    api.data("{ users { id accountGroups { id } } }").await;
    let refused = api.graphql("{ users { id } accountGroups { id } }").await;
    assert_eq!(refused.status, 403);
    assert!(refused.header("www-authenticate").unwrap().contains("core.accounting.read"));
    api.set("graphql_scope_failure=errors");
    let refused = api.graphql("{ ...F } fragment F on Query { roles { id } }").await;
    assert_eq!((refused.status.as_u16(), &refused.json()["data"]), (200, &json!(null)));
    assert!(first_message(&refused.json()).contains("core.common.read"));
    api.set("nested_scope=each");
    assert!(
        first_message(&api.graphql("{ users { accountGroups { id } } }").await.json())
            .contains("core.accounting.read")
    );
    let user = api.get("/api/users/1").await.json();
    assert!(user.get("roles").is_none() && user.get("login").is_some(), "REST leaves the association out");
}

#[tokio::test]
async fn size_limits_can_be_set() {
    let api = Api::quick(5).await;
    let check = async |switch: &str, bad: &str, good: &str| {
        api.set(switch);
        assert!(
            first_message(&api.graphql(bad).await.json()).contains("exceeds") || switch.contains("bytes"),
            "{switch}"
        );
        assert!(api.graphql(bad).await.json()["data"].is_null(), "{switch}");
        api.data(good).await;
        api.set(&format!("{}=none", switch.split_once('=').unwrap().0));
        api.data(bad).await;
    };
    let small = "{ roles { id } }";
    check("graphql_max_root_fields=1", "{ a: roles { id } b: roles { id } }", small).await;
    check("graphql_max_complexity=3", "{ users { id login email } }", small).await;
    check(
        "graphql_max_depth=2",
        "{ users { roles { id } } }",
        "{ users { roles } }".replace("roles", "id").as_str(),
    )
    .await;
    check("graphql_max_document_bytes=30", "{ users { id login email active } }", small).await;
}

#[tokio::test]
async fn pages_order_and_absence_follow_the_switches() {
    let api = Api::quick(120).await;
    let ids = async |query: &str| -> Vec<u64> {
        let data = api.data(&format!("{{ users(query: \"{query}\") {{ id }} }}")).await;
        data["users"].as_array().unwrap().iter().map(|user| user["id"].as_u64().unwrap()).collect()
    };
    assert_eq!(ids("").await.len(), 50);
    assert!(ids("order_by=id&dir=desc").await.is_sorted_by(|a, b| a > b));
    assert_eq!(ids("limit=7&offset=3").await, ids("").await[3..10]);
    api.set("graphql_order_by=ignored");
    assert!(ids("order_by=id&dir=desc").await.is_sorted());
    api.set("graphql_page_size=20");
    assert_eq!(ids("").await.len(), 20);
    api.set("unsorted_order=arbitrary");
    api.set("graphql_order_by=honoured");
    assert!(!ids("").await.is_sorted());
    api.set("graphql=forbidden");
    assert_eq!(api.graphql("{ roles { id } }").await.status, 403);
    api.set("graphql=not_found");
    assert_eq!(api.graphql("{ roles { id } }").await.status, 404);
}
