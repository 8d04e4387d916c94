//! Reading what one user holds where a nested list may have been cut off.

use coupa_client::{ErrorKind, MembershipKind};
use serde_json::{Value, json};

use crate::server::{Reply, Seen, Server, highest, select};

const USER: u64 = 131;

fn membership(id: u64) -> Value {
    json!({ "id": id, "user-id": USER, "user-group-id": 1000 + id, "user-group": { "id": 1000 + id } })
}

#[tokio::test]
async fn groups_are_read_from_their_memberships_by_id() {
    let all: Vec<u64> = (1..=60).collect();
    let server = Server::with_tokens({
        let all = all.clone();
        move |seen| {
            assert_eq!(
                (seen.path.as_str(), seen.query["user[id]"].as_str()),
                ("/api/user_group_memberships", "131")
            );
            if let Some(proof) = highest(seen, &all) {
                return Some(proof);
            }
            let page = select(&all, seen.query["id[gt]"].parse().unwrap(), 50);
            Some(Reply::json(page.into_iter().map(membership).collect()))
        }
    })
    .await;
    let ids = server.client().user_memberships(USER, MembershipKind::Groups, &[]).await.unwrap();
    assert_eq!(ids, (1001..=1060).collect::<Vec<u64>>());
    assert_eq!(server.calls().len(), 4, "two pages, the end, and the proof of it");
}

#[tokio::test]
async fn memberships_behind_an_empty_page_are_found() {
    let all: Vec<u64> = (1..=60).collect();
    for empty_for_good in [false, true] {
        let mut pages = 0;
        let server = Server::with_tokens({
            let all = all.clone();
            move |seen| {
                if seen.path == "/api/users/131" {
                    let groups: Value = all.iter().map(|id| json!({ "id": 1000 + id })).collect();
                    return Some(Reply::json(json!({ "id": USER, "user-groups": groups })));
                }
                if let Some(proof) = highest(seen, &all) {
                    return Some(proof);
                }
                pages += 1;
                let limit = if pages == 2 || (empty_for_good && pages > 1) { 0 } else { 50 };
                let page = select(&all, seen.query["id[gt]"].parse().unwrap(), limit);
                Some(Reply::json(page.into_iter().map(membership).collect()))
            }
        })
        .await;
        let ids = server.client().user_memberships(USER, MembershipKind::Groups, &[]).await.unwrap();
        assert_eq!(ids, (1001..=1060).collect::<Vec<u64>>(), "empty for good: {empty_for_good}");
    }
}

#[tokio::test]
async fn memberships_that_know_no_range_are_read_by_offset() {
    let server = Server::with_tokens(|seen| {
        let offset: usize = seen.query.get("offset").map_or(0, |offset| offset.parse().unwrap());
        Some(Reply::json((1..=60).skip(offset).take(50).map(membership).collect()))
    })
    .await;
    let ids = server.client().user_memberships(USER, MembershipKind::Groups, &[]).await.unwrap();
    assert_eq!(ids.len(), 60);
}

#[tokio::test]
async fn memberships_of_others_are_not_believed() {
    let server = Server::with_tokens(|seen| {
        Some(match seen.path.as_str() {
            // The filter by user is ignored.
            "/api/user_group_memberships" => {
                Reply::json(json!([{ "id": 1, "user": { "id": 7 }, "user-group-id": 5 }]))
            }
            "/api/users/131" => Reply::json(json!({ "id": USER, "user-groups": [{ "id": 8 }] })),
            _ => return None,
        })
    })
    .await;
    assert_eq!(server.client().user_memberships(USER, MembershipKind::Groups, &[]).await.unwrap(), [8]);
}

#[tokio::test]
async fn content_groups_are_read_below_the_user() {
    let server = Server::with_tokens(|seen| {
        assert_eq!(seen.path, "/api/users/131/business_groups");
        let all: Vec<u64> = (1..=51).collect();
        highest(seen, &all).or_else(|| {
            let page = select(&all, seen.query["id[gt]"].parse().unwrap(), 50);
            Some(Reply::json(page.into_iter().map(|id| json!({ "id": id })).collect()))
        })
    })
    .await;
    let ids = server.client().user_memberships(USER, MembershipKind::ContentGroups, &[]).await.unwrap();
    assert_eq!(ids.len(), 51);
}

/// A server whose nested lists stop at 50 and whose user holds roles 1 to 55.
async fn capped(ask: impl Fn(u64) -> bool + Send + 'static, aliases: bool) -> Server {
    Server::with_tokens(move |seen| {
        Some(if seen.is_graphql() {
            if !aliases {
                return Some(Reply::json(json!({ "errors": [{ "message": "Query has complexity of 200, which exceeds max complexity of 100" }] })));
            }
            answer_aliases(seen, &ask)
        } else if seen.path == "/api/users/131" {
            let roles: Vec<Value> = (1..=50).map(|id| json!({ "id": id })).collect();
            Reply::json(json!({ "id": USER, "roles": roles, "account-groups": roles }))
        } else {
            assert_eq!((seen.path.as_str(), seen.query["id"].as_str()), ("/api/users", "131"));
            let id: u64 = seen.query["roles[id]"].parse().unwrap();
            Reply::json(if ask(id) { json!([{ "id": USER }]) } else { json!([]) })
        })
    })
    .await
}

fn answer_aliases(seen: &Seen, ask: &impl Fn(u64) -> bool) -> Reply {
    let mut answer = serde_json::Map::new();
    for line in seen.document().lines().filter(|line| line.contains("users(query:")) {
        let (alias, rest) = line.trim().split_once(": users(query: ").unwrap();
        let query: String = serde_json::from_str(rest.strip_suffix(") {").unwrap()).unwrap();
        let (user, id) = query.split_once('&').unwrap();
        assert_eq!(user, "id=131");
        let id: u64 = id.split_once("]=").unwrap().1.parse().unwrap();
        answer.insert(alias.to_owned(), if ask(id) { json!([{ "id": USER }]) } else { json!([]) });
    }
    Reply::json(json!({ "data": answer }))
}

#[tokio::test]
async fn roles_that_may_be_capped_twice_are_asked_for_one_by_one() {
    let known: Vec<u64> = (1..=80).collect();
    for aliases in [true, false] {
        let server = capped(|id| (1..=55).contains(&id), aliases).await;
        let ids = server.client().user_memberships(USER, MembershipKind::Roles, &known).await.unwrap();
        assert_eq!(ids, (1..=55).collect::<Vec<u64>>(), "{aliases}");
        let documents = server.calls().iter().filter(|seen| seen.is_graphql()).count();
        assert!(documents <= 5, "81 questions in documents of 20: {documents}");
    }
}

#[tokio::test]
async fn a_list_that_was_not_capped_is_told_at_once() {
    let server = Server::with_tokens(|seen| {
        assert_eq!(seen.path, "/api/users/131");
        assert_eq!(seen.query["fields"], r#"["id",{"account_groups":["id"]}]"#);
        let groups: Vec<Value> = (1..=51).map(|id| json!({ "id": id })).collect();
        Some(Reply::json(json!({ "id": USER, "account-groups": groups })))
    })
    .await;
    let ids = server.client().user_memberships(USER, MembershipKind::AccountGroups, &[]).await.unwrap();
    assert_eq!(ids.len(), 51);
}

#[tokio::test]
async fn a_filter_that_does_nothing_is_found_out() {
    // Ignored: the user is found under everything, even what nobody has.
    let server = capped(|_| true, true).await;
    let error =
        server.client().user_memberships(USER, MembershipKind::AccountGroups, &[1, 60]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Incomplete);
    assert!(
        error
            .cause()
            .unwrap()
            .to_string()
            .starts_with("the list of account groups of user 131 may have been cut off at 50")
    );
    // Broken: the user is found under nothing, not even what the list shows.
    let server = capped(|_| false, true).await;
    let error =
        server.client().user_memberships(USER, MembershipKind::AccountGroups, &[60]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Incomplete);
}

#[tokio::test]
async fn a_user_who_is_gone_is_not_found() {
    let server = Server::with_tokens(|_| Some(Reply::status(404).body("gone"))).await;
    let error = server.client().user_memberships(USER, MembershipKind::Roles, &[]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
}
