//! Reading by REST, for instances without GraphQL.

use coupa_client::{ErrorKind, GroupSelection, IdRange, UserSelection, model::LicenseFlag};
use serde_json::json;

use crate::server::{Reply, Seen, Server, highest};

/// A server without GraphQL.
async fn rest_only(mut script: impl FnMut(&Seen) -> Option<Reply> + Send + 'static) -> Server {
    Server::with_tokens(move |seen| if seen.is_graphql() { Some(Reply::status(404)) } else { script(seen) })
        .await
}

#[tokio::test]
async fn fields_limit_order_and_range_are_always_said() {
    let server = rest_only(|seen| {
        assert_eq!((seen.method.as_str(), seen.path.as_str()), ("GET", "/api/users"));
        assert_eq!(seen.query["limit"], "50");
        assert_eq!(seen.query["order_by"], "id");
        assert_eq!(seen.query["dir"], "asc");
        assert_eq!(seen.query["id[gt]"], "7");
        assert_eq!(seen.query["id[lt_or_eq]"], "90");
        assert_eq!(seen.query["type[blank]"], "true");
        let fields: serde_json::Value = serde_json::from_str(&seen.query["fields"]).unwrap();
        let text = fields.to_string();
        assert!(text.starts_with(r#"["id","login","email""#), "{text}");
        assert!(text.contains(r#"{"department":["id","name"]}"#), "{text}");
        assert!(text.contains(r#"{"user_groups":["id","name","description","type"]}"#), "{text}");
        assert!(text.contains(r#""risk_assess_user""#), "{text}");
        Some(Reply::json(json!([{
            "id": 9, "login": "a", "active": true, "risk-assess-user": true, "treasury-user": false,
            "user-groups": [{ "id": 3, "name": "G" }]
        }])))
    })
    .await;
    let client = server.client();
    let selection = UserSelection { groups: true, licenses: true, ..UserSelection::default() };
    let page = client.users_page(&selection, IdRange { after: 7, through: Some(90) }).await.unwrap();
    let user = &page.items[0];
    assert_eq!(user.user_groups[0].id, 3);
    assert_eq!(user.licenses.len(), 2);
    assert!(user.licenses[&LicenseFlag::RiskAssess]);
    let absent: Vec<_> = client.schema_notes().into_iter().filter_map(|note| note.field).collect();
    assert!(absent.iter().any(|field| field == "aicUser"), "{absent:?}");
}

#[tokio::test]
async fn a_list_asked_for_and_not_told_spoils_the_record() {
    let server = rest_only(|_| Some(Reply::json(json!([{ "id": 9, "active": true }])))).await;
    let selection = UserSelection { roles: true, ..UserSelection::default() };
    let page = server.client().users_page(&selection, IdRange::all()).await.unwrap();
    assert!(page.items.is_empty());
    assert_eq!(page.skipped[0].reason, "`roles` is missing although it was asked for");
}

#[tokio::test]
async fn a_404_is_an_empty_list_once_it_is_repeated() {
    let mut answers = 0;
    let server = rest_only(move |seen| {
        if let Some(proof) = highest(seen, &[5]) {
            return Some(proof);
        }
        answers += 1;
        // The first 404 is a passing fault: the list goes on.
        Some(if answers == 2 { Reply::json(json!([{ "id": 5 }])) } else { Reply::status(404).body("<html>") })
    })
    .await;
    let client = server.client();
    let page = client.groups_page(GroupSelection::default(), 0).await.unwrap();
    assert_eq!(page.next, Some(5));
    let page = client.groups_page(GroupSelection::default(), 5).await.unwrap();
    assert_eq!((page.items.len(), page.next), (0, None));
}

#[tokio::test]
async fn a_404_for_all_users_or_roles_is_no_empty_list() {
    let server = rest_only(|_| Some(Reply::status(404))).await;
    let client = server.client();
    assert_eq!(client.roles_page(0).await.unwrap_err().kind(), ErrorKind::NotFound);
    let everyone = UserSelection { employees_only: false, ..UserSelection::default() };
    assert_eq!(client.users_page(&everyone, IdRange::all()).await.unwrap_err().kind(), ErrorKind::NotFound);
    let after_some = client.roles_page(10).await.unwrap_err();
    assert_eq!(after_some.kind(), ErrorKind::WrongPage, "a path that existed a moment ago");
}

#[tokio::test]
async fn a_refusal_carries_coupas_words_and_is_not_repeated() {
    let server = rest_only(|_| {
        Some(Reply::status(400).body(
            json!({ "errors": { "query": ["type is not a valid attribute"], "warnings": null } }).to_string(),
        ))
    })
    .await;
    let error = server.client().groups_page(GroupSelection { projects: false }, 0).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused);
    assert_eq!(error.cause().unwrap().to_string(), "Coupa answered 400: type is not a valid attribute");
    assert_eq!(server.calls().len(), 2, "GraphQL, REST");
}
