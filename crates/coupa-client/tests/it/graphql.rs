//! GraphQL as instances really answer it: unknown fields, errors with status 200, partial data,
//! and no GraphQL at all.

use coupa_client::{Cause, ErrorKind, GroupSelection, IdRange, Scope, UserSelection, model::LicenseFlag};
use serde_json::{Value, json};

use crate::server::{Reply, Seen, Server, data, users};

fn licenses() -> UserSelection {
    UserSelection { licenses: true, ..UserSelection::default() }
}

/// The errors of a server whose `User` lacks `unknown`, worded like graphql-ruby.
fn unknown_errors(seen: &Seen, unknown: &[&str]) -> Vec<Value> {
    seen.document()
        .lines()
        .enumerate()
        .filter(|(_, line)| unknown.contains(&line.trim().trim_end_matches(" {")))
        .map(|(number, line)| {
            let name = line.trim().trim_end_matches(" {");
            json!({
                "message": format!("Field '{name}' doesn't exist on type 'User'"),
                "locations": [{ "line": number + 1, "column": 5 }]
            })
        })
        .collect()
}

#[tokio::test]
async fn fields_this_instance_does_not_know_are_left_out_and_noted_once() {
    let server = Server::with_tokens(|seen| {
        let errors = unknown_errors(seen, &["coupaNaviAiAgentUser", "intakeUser", "middlename"]);
        Some(if errors.is_empty() {
            let mut records = users(&[1]);
            for flag in LicenseFlag::ALL {
                if seen.document().contains(flag.graphql_name()) {
                    records[0][flag.graphql_name()] = json!(flag == LicenseFlag::Travel);
                }
            }
            data("users", records)
        } else {
            Reply::json(json!({ "data": null, "errors": errors }))
        })
    })
    .await;
    let client = server.client();
    for _ in 0..2 {
        let page = client.users_page(&licenses(), IdRange::all()).await.unwrap();
        let user = &page.items[0];
        assert_eq!(user.licenses.len(), 17);
        assert!(user.licenses[&LicenseFlag::Travel] && !user.licenses[&LicenseFlag::Contracts]);
        assert!(!user.licenses.contains_key(&LicenseFlag::Intake));
    }
    assert_eq!(server.calls().len(), 3, "refused, then without the fields, then again without");
    let notes: Vec<_> = client.schema_notes().into_iter().filter_map(|note| note.field).collect();
    assert_eq!(notes, ["middlename", "coupaNaviAiAgentUser", "intakeUser"]);
}

#[tokio::test]
async fn a_server_that_names_one_unknown_field_at_a_time_is_borne() {
    let unknown = ["aicUser", "ccwUser", "travelUser", "apiUser"];
    let server = Server::with_tokens(move |seen| {
        let errors = unknown_errors(seen, &unknown);
        Some(match errors.into_iter().next() {
            // With status 400, as graphql-js servers do.
            Some(first) => Reply::status(400).body(json!({ "errors": [first] }).to_string()),
            None => data("users", users(&[1])),
        })
    })
    .await;
    let page = server.client().users_page(&licenses(), IdRange::all()).await.unwrap();
    assert_eq!(page.items.len(), 1);
    assert_eq!(server.calls().len(), 5);
}

#[tokio::test]
async fn errors_that_name_no_field_are_settled_by_asking_for_the_schema() {
    let server = Server::with_tokens(|seen| {
        let document = seen.document();
        Some(if document.contains("__type(name: \"User\")") {
            let names: Vec<Value> =
                ["id", "login", "active", "email"].iter().map(|name| json!({ "name": name })).collect();
            Reply::json(json!({ "data": { "__type": { "fields": names } } }))
        } else if document.contains("fullname") {
            Reply::json(
                json!({ "data": null, "errors": [{ "message": "Validation: something is undefined" }] }),
            )
        } else {
            data("users", users(&[1]))
        })
    })
    .await;
    let page = server.client().users_page(&UserSelection::default(), IdRange::all()).await.unwrap();
    assert_eq!(page.items[0].login.as_deref(), Some("user1"));
    assert_eq!(server.calls().len(), 3);
}

#[tokio::test]
async fn where_a_needed_field_is_unknown_rest_is_read() {
    let server = Server::with_tokens(|seen| {
        Some(if seen.is_graphql() {
            Reply::json(json!({ "data": null, "errors": unknown_errors(seen, &["type"]) }))
        } else {
            assert_eq!(seen.path, "/api/user_groups");
            Reply::json(json!([{ "id": 1, "type": "Project" }]))
        })
    })
    .await;
    let client = server.client();
    for _ in 0..2 {
        client.groups_page(GroupSelection { projects: true }, 0).await.unwrap();
    }
    assert_eq!(server.calls().iter().filter(|seen| seen.is_graphql()).count(), 1, "learned once");
}

#[tokio::test]
async fn a_collection_graphql_does_not_have_is_read_by_rest() {
    let server = Server::with_tokens(|seen| {
        Some(if seen.is_graphql() {
            Reply::json(json!({
                "errors": [{ "message": "Field 'roles' doesn't exist on type 'Query'", "locations": [{ "line": 2, "column": 3 }] }]
            }))
        } else {
            Reply::json(json!([{ "id": 2, "name": "Admin", "omnipotent": true, "system-role": true }]))
        })
    })
    .await;
    let page = server.client().roles_page(0).await.unwrap();
    assert_eq!((page.items[0].omnipotent, page.items[0].system_role), (Some(true), Some(true)));
}

#[tokio::test]
async fn without_graphql_everything_is_read_by_rest() {
    for status in [404, 405, 501] {
        let server = Server::with_tokens(move |seen| {
            Some(if seen.is_graphql() {
                Reply::status(status).body("<html></html>")
            } else {
                Reply::json(json!([{ "id": 9 }]))
            })
        })
        .await;
        let client = server.client();
        client.roles_page(0).await.unwrap();
        client.account_groups_page(0).await.unwrap();
        assert!(client.graphql_is_absent());
        assert_eq!(server.calls().len(), 3, "asked for GraphQL once");
    }
}

#[tokio::test]
async fn what_graphql_keeps_refusing_is_read_by_rest_from_then_on() {
    let server = Server::with_tokens(|seen| {
        Some(if seen.is_graphql() {
            Reply::json(json!({ "data": null, "errors": [{ "message": "Query is larger than 100 bytes" }] }))
        } else {
            Reply::json(json!([{ "id": 9 }]))
        })
    })
    .await;
    let client = server.client();
    assert_eq!(client.roles_page(0).await.unwrap().items.len(), 1);
    assert_eq!(server.calls().len(), 3, "twice by GraphQL, once by REST");
    assert!(client.schema_notes().iter().any(|note| note.text.contains("Query is larger than 100 bytes")));
    assert_eq!(client.roles_page(0).await.unwrap().items.len(), 1);
    assert_eq!(server.calls().len(), 4, "GraphQL was asked again");
}

#[tokio::test]
async fn a_403_with_all_scopes_held_means_that_graphql_is_closed() {
    let server = Server::with_tokens(|seen| {
        Some(if seen.is_graphql() {
            Reply::errors(403, "GraphQL is disabled")
        } else {
            Reply::json(json!([{ "id": 9 }]))
        })
    })
    .await;
    let client = server.client();
    assert_eq!(client.roles_page(0).await.unwrap().items.len(), 1);
    assert!(client.graphql_is_absent());
}

#[tokio::test]
async fn an_error_with_status_200_is_tried_once_more_then_by_rest_and_then_told() {
    for recovers in [true, false] {
        let mut answers = 0;
        let server = Server::with_tokens(move |_| {
            answers += 1;
            Some(if answers == 1 || !recovers {
                Reply::json(json!({ "data": null, "errors": [{ "message": "Timeout in resolver" }] }))
            } else {
                data("users", users(&[1]))
            })
        })
        .await;
        let outcome = server.client().users_page(&UserSelection::default(), IdRange::all()).await;
        assert_eq!(server.calls().len(), if recovers { 2 } else { 3 });
        match outcome {
            Ok(page) => assert!(recovers && page.items.len() == 1),
            Err(error) => {
                assert!(!recovers);
                assert_eq!(error.kind(), ErrorKind::GraphQl);
                assert_eq!(
                    error.cause().unwrap().to_string(),
                    "Coupa's GraphQL answered: Timeout in resolver"
                );
            }
        }
    }
}

#[tokio::test]
async fn null_data_without_errors_is_not_the_empty_page() {
    for body in [json!({ "data": null }), json!({ "data": { "users": null } }), json!({ "data": {} })] {
        let server = Server::with_tokens(move |_| Some(Reply::json(body.clone()))).await;
        let error = server.client().users_page(&UserSelection::default(), IdRange::all()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::GraphQl);
    }
}

#[tokio::test]
async fn partial_data_spoils_the_records_it_names_and_is_never_complete() {
    let server = Server::with_tokens(|_| {
        let mut records = users(&[1, 2, 3]);
        records[1]["roles"] = Value::Null;
        Some(Reply::json(json!({
            "data": { "users": records },
            "errors": [{ "message": "roles could not be loaded", "path": ["users", 1, "roles"] }]
        })))
    })
    .await;
    let page = server.client().users_page(&UserSelection::default(), IdRange::all()).await.unwrap();
    assert_eq!(page.items.iter().map(|user| user.id).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(page.skipped[0].id, Some(2));
    assert_eq!(page.skipped[0].reason, "roles could not be loaded");
    assert_eq!(server.calls().len(), 2, "tried again before it is believed");
}

#[tokio::test]
async fn partial_data_that_names_no_record_is_an_error() {
    let server = Server::with_tokens(|_| {
        Some(Reply::json(
            json!({ "data": { "users": users(&[1]) }, "errors": [{ "message": "some were left out" }] }),
        ))
    })
    .await;
    let error = server.client().users_page(&UserSelection::default(), IdRange::all()).await.unwrap_err();
    assert!(matches!(error.cause(), Some(Cause::GraphQl { messages }) if messages == "some were left out"));
}

#[tokio::test]
async fn a_missing_scope_told_within_graphql_is_named() {
    let server = Server::with_tokens(|_| {
        Some(Reply::json(
            json!({ "data": null, "errors": [{ "message": "insufficient scope for accountGroups" }] }),
        ))
    })
    .await;
    let error = server.client().account_groups_page(0).await.unwrap_err();
    assert_eq!(error.missing_scopes(), [Scope::ACCOUNTING_READ]);
    assert_eq!(
        error.cause().unwrap().to_string(),
        "Coupa answered 200: insufficient scope for accountGroups (the scope `core.accounting.read` is missing)"
    );
}
