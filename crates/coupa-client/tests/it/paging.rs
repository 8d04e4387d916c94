//! Listings: what is asked, how pages follow each other, and pages that are not what was asked.

use coupa_client::{
    Client, ErrorKind, Filter, GroupSelection, IdRange, UserSelection,
    model::{GroupKind, LicenseFlag},
};
use serde_json::{Value, json};

use crate::server::{Reply, Seen, Server, after, data, highest, select, users};

/// Reads a whole listing of users.
async fn all_users(client: &Client, through: Option<u64>) -> coupa_client::Result<Vec<u64>> {
    let mut ids = Vec::new();
    let mut range = IdRange { after: 0, through };
    loop {
        let page = client.users_page(&UserSelection::default(), range).await?;
        assert!(page.skipped.is_empty());
        ids.extend(page.items.iter().map(|user| user.id));
        match page.next {
            Some(next) => range.after = next,
            None => return Ok(ids),
        }
    }
}

#[tokio::test]
async fn short_pages_in_the_middle_end_nothing() {
    let everyone: Vec<u64> = (1..=120).collect();
    let server = Server::with_tokens({
        let everyone = everyone.clone();
        let mut page = 0;
        move |seen| {
            page += 1;
            let limit = if page == 2 { 3 } else { 50 };
            highest(seen, &everyone).or_else(|| {
                Some(data("users", users(&select(&everyone, after(&seen.graphql_query()), limit))))
            })
        }
    })
    .await;
    assert_eq!(all_users(&server.client(), None).await.unwrap(), everyone);
    let calls = server.calls();
    let (proof, pages) = calls.split_last().unwrap();
    assert_eq!(proof.query["dir"], "desc", "the end is proven");
    let queries: Vec<String> = pages.iter().map(Seen::graphql_query).collect();
    assert_eq!(
        queries,
        [
            "id[gt]=0&type[blank]=true",
            "id[gt]=50&type[blank]=true",
            "id[gt]=53&type[blank]=true",
            "id[gt]=103&type[blank]=true",
            "id[gt]=120&type[blank]=true"
        ]
    );
}

#[tokio::test]
async fn media_types_are_always_sent_and_always_equal() {
    let server = Server::with_tokens(|seen| {
        Some(match seen.method.as_str() {
            "POST" => Reply::status(404),
            _ => Reply::json(json!([])),
        })
    })
    .await;
    server.client().groups_page(GroupSelection::default(), 0).await.unwrap();
    let calls = server.calls();
    assert_eq!(calls.iter().map(|seen| seen.method.as_str()).collect::<Vec<_>>(), ["POST", "GET", "GET"]);
    for seen in calls {
        assert_eq!(seen.header("accept"), "application/json");
        assert_eq!(seen.header("content-type"), "application/json");
        assert!(seen.header("user-agent").starts_with("coupa-client/"));
    }
}

#[tokio::test]
async fn a_stretch_of_ids_ends_without_an_empty_page() {
    let server = Server::with_tokens(|seen| {
        assert!(seen.graphql_query().contains("&id[lt_or_eq]=20&"));
        Some(data("users", users(&select(&[5, 20], after(&seen.graphql_query()), 50))))
    })
    .await;
    assert_eq!(all_users(&server.client(), Some(20)).await.unwrap(), [5, 20]);
    assert_eq!(server.calls().len(), 1);
}

#[tokio::test]
async fn only_what_is_selected_is_asked_for() {
    let server = Server::with_tokens(|seen| {
        let mut user = json!({ "id": 1, "active": true });
        for list in ["roles", "userGroups", "accountGroups", "contentGroups"] {
            if seen.document().contains(list) {
                user[list] = json!([]);
            }
        }
        Some(data("users", json!([user])))
    })
    .await;
    let client = server.client();
    client.users_page(&UserSelection::default(), IdRange::all()).await.unwrap();
    let everything = UserSelection {
        employees_only: false,
        roles: true,
        groups: true,
        account_groups: true,
        content_groups: true,
        licenses: true,
    };
    client.users_page(&everything, IdRange::all()).await.unwrap();
    let documents: Vec<String> = server.calls().iter().map(Seen::document).collect();
    for word in ["roles", "userGroups", "accountGroups", "contentGroups", "aicUser", "treasuryUser"] {
        assert!(!documents[0].contains(word), "{word}");
        assert!(documents[1].contains(word), "{word}");
    }
    assert!(!documents[1].contains("type[blank]"));
}

#[tokio::test]
async fn a_record_that_cannot_be_read_spoils_itself_only() {
    let server = Server::with_tokens(|_| {
        Some(data(
            "users",
            json!([
                { "id": 1, "active": true },
                { "id": 2, "active": "perhaps" },
                { "login": "nameless", "active": true },
                { "id": "4", "active": "false", "manager": { "id": 1, "login": "boss" } }
            ]),
        ))
    })
    .await;
    let page = server.client().users_page(&UserSelection::default(), IdRange::all()).await.unwrap();
    assert_eq!(page.items.iter().map(|user| user.id).collect::<Vec<_>>(), [1, 4]);
    assert_eq!(page.items[1].manager.as_ref().unwrap().login.as_deref(), Some("boss"));
    assert_eq!(page.skipped.iter().map(|bad| bad.id).collect::<Vec<_>>(), [Some(2), None]);
    assert!(page.skipped[0].reason.contains("`active`"));
    assert_eq!(page.next, Some(4));
}

#[tokio::test]
async fn a_page_that_was_not_asked_for_is_asked_again() {
    let mut answers = 0;
    let server = Server::with_tokens(move |_| {
        answers += 1;
        // A cache that serves the page before, once.
        Some(data("users", users(if answers == 1 { &[1, 2, 3] } else { &[4, 5] })))
    })
    .await;
    let page = server.client().users_page(&UserSelection::default(), IdRange::after(3)).await.unwrap();
    assert_eq!(page.items.len(), 2);
    assert_eq!(server.calls().len(), 2);
}

#[tokio::test]
async fn a_page_that_stays_wrong_fails_with_what_was_asked_and_what_came() {
    for (answer, came) in [
        (users(&[1, 2, 3]), "a page with id 1, which was not asked for"),
        (users(&[4, 99]), "a page with id 99, which was not asked for"),
        (users(&[4, 4]), "a page that lists id 4 twice"),
        (json!([{ "active": true }]), "a page without a single readable id"),
    ] {
        let server = Server::with_tokens(move |_| Some(data("users", answer.clone()))).await;
        let range = IdRange { after: 3, through: Some(50) };
        let error = server.client().users_page(&UserSelection::default(), range).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::WrongPage);
        assert_eq!(
            error.cause().unwrap().to_string(),
            format!("asked for ids above 3 through 50, got {came}")
        );
        assert_eq!((error.tries(), server.calls().len()), (3, 3));
    }
}

#[tokio::test]
async fn an_empty_page_before_the_end_is_noticed() {
    let everyone: Vec<u64> = (1..=120).collect();
    for by_graphql in [true, false] {
        let server = Server::with_tokens({
            let everyone = everyone.clone();
            let mut pages = 0;
            move |seen| {
                if let Some(proof) = highest(seen, &everyone) {
                    return Some(proof);
                }
                if !by_graphql && seen.is_graphql() {
                    return Some(Reply::status(404));
                }
                pages += 1;
                // The second page is empty; whoever believes it has lost seventy people.
                let limit = if pages == 2 { 0 } else { 50 };
                Some(if seen.is_graphql() {
                    data("users", users(&select(&everyone, after(&seen.graphql_query()), limit)))
                } else {
                    Reply::json(users(&select(&everyone, seen.query["id[gt]"].parse().unwrap(), limit)))
                })
            }
        })
        .await;
        assert_eq!(all_users(&server.client(), None).await.unwrap(), everyone, "GraphQL: {by_graphql}");
    }
}

#[tokio::test]
async fn what_graphql_leaves_out_rest_may_show() {
    let everyone: Vec<u64> = (1..=60).collect();
    let server = Server::with_tokens({
        let everyone = everyone.clone();
        move |seen| {
            highest(seen, &everyone).or_else(|| {
                Some(if seen.is_graphql() {
                    let after = after(&seen.graphql_query());
                    data("users", users(&select(&everyone, after, if after < 50 { 50 } else { 0 })))
                } else {
                    Reply::json(users(&select(&everyone, seen.query["id[gt]"].parse().unwrap(), 50)))
                })
            })
        }
    })
    .await;
    assert_eq!(all_users(&server.client(), None).await.unwrap(), everyone);
}

#[tokio::test]
async fn an_end_that_is_refuted_for_good_is_an_error() {
    type Answer = fn(&Seen) -> Reply;
    let later: Answer = |seen| highest(seen, &[3, 9]).unwrap();
    let nothing: Answer = |seen| highest(seen, &[]).unwrap();
    let gone = "an empty page, and no sign of the records that must be there";
    for (after_id, answer, came) in [
        (5, later, "an empty page, although id 9 exists"),
        (5, nothing, gone),
        (0, nothing, gone),
        (0, |_: &Seen| Reply::status(404), gone),
    ] {
        let server = Server::with_tokens(move |seen| {
            Some(if seen.is_graphql() {
                data("users", json!([]))
            } else if seen.query["dir"] == "desc" {
                answer(seen)
            } else {
                Reply::json(json!([]))
            })
        })
        .await;
        let read = server.client().users_page(&UserSelection::default(), IdRange::after(after_id)).await;
        let error = read.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::WrongPage);
        assert_eq!(error.cause().unwrap().to_string(), format!("asked for ids above {after_id}, got {came}"));
    }
}

#[tokio::test]
async fn an_end_that_nobody_can_prove_is_at_least_said_twice() {
    type Answer = fn() -> Reply;
    let answers: [Answer; 4] = [
        || Reply::status(404),
        || Reply::errors(403, "REST is closed"),
        // The direction is ignored, so the first is the lowest.
        || Reply::json(json!([{ "id": 1 }, { "id": 2 }])),
        || Reply::json(json!({ "users": [] })),
    ];
    for answer in answers {
        let mut pages = 0;
        let server = Server::with_tokens(move |seen| {
            Some(if seen.is_graphql() {
                pages += 1;
                // The first empty page is a fault.
                data("users", users(&select(&[8], after(&seen.graphql_query()), usize::from(pages > 1))))
            } else {
                answer()
            })
        })
        .await;
        let client = server.client();
        let page = client.users_page(&UserSelection::default(), IdRange::after(7)).await.unwrap();
        assert_eq!((page.items.len(), page.next), (1, Some(8)));
        let page = client.users_page(&UserSelection::default(), IdRange::after(8)).await.unwrap();
        assert_eq!((page.items.len(), page.next), (0, None));
        assert_eq!(server.calls().iter().filter(|seen| seen.is_graphql()).count(), 4);
    }
}

#[tokio::test]
async fn a_page_without_order_is_asked_with_one_from_then_on() {
    let server = Server::with_tokens(|seen| {
        if let Some(proof) = highest(seen, &[1, 2, 3]) {
            return Some(proof);
        }
        let query = seen.graphql_query();
        let mut ids = select(&[1, 2, 3], after(&query), 50);
        if !query.contains("order_by=id&dir=asc") {
            ids.reverse();
        }
        Some(data("users", users(&ids)))
    })
    .await;
    let client = server.client();
    assert_eq!(all_users(&client, None).await.unwrap(), [1, 2, 3]);
    assert_eq!(server.calls().len(), 4, "without order, with order, the end with order, the proof of it");
    assert_eq!(client.schema_notes().len(), 1);
}

#[tokio::test]
async fn where_graphql_cannot_order_rest_does() {
    let server = Server::with_tokens(|seen| {
        let proof = highest(seen, &[1, 2, 3]);
        proof.or_else(|| {
            Some(if seen.is_graphql() {
                data("users", users(&[3, 1, 2]))
            } else {
                assert_eq!((seen.query["order_by"].as_str(), seen.query["dir"].as_str()), ("id", "asc"));
                Reply::json(users(&select(&[1, 2, 3], seen.query["id[gt]"].parse().unwrap(), 50)))
            })
        })
    })
    .await;
    assert_eq!(all_users(&server.client(), None).await.unwrap(), [1, 2, 3]);
    assert_eq!(server.calls().iter().filter(|seen| seen.is_graphql()).count(), 2);
}

#[tokio::test]
async fn groups_and_projects_are_told_apart() {
    let server = Server::with_tokens(|seen| {
        let projects = !seen.graphql_query().contains("type[blank]=true");
        let mut groups =
            vec![json!({ "id": 1, "name": "FP&A", "active": true, "canApprove": false, "type": null })];
        if projects {
            groups.push(json!({ "id": 2, "name": "Apollo", "type": "Project" }));
            groups.push(json!({ "id": 3, "name": "Odd", "type": "Guild" }));
        }
        Some(data("userGroups", Value::from(groups)))
    })
    .await;
    let client = server.client();
    let page = client.groups_page(GroupSelection { projects: true }, 0).await.unwrap();
    let kinds: Vec<_> = page.items.into_iter().map(|group| group.kind).collect();
    assert_eq!(kinds, [GroupKind::Group, GroupKind::Project, GroupKind::Other("Guild".into())]);
    let page = client.groups_page(GroupSelection { projects: false }, 0).await.unwrap();
    assert_eq!(page.items.len(), 1);
    assert_eq!((page.items[0].active, page.items[0].can_approve), (Some(true), Some(false)));
}

#[tokio::test]
async fn records_are_found_by_id_in_any_number() {
    let server = Server::with_tokens(|seen| {
        let query = seen.graphql_query();
        let wanted: Vec<u64> = query
            .split('&')
            .find_map(|pair| pair.strip_prefix("id[in]="))
            .unwrap()
            .split(',')
            .map(|id| id.parse().unwrap())
            .collect();
        let found: Vec<u64> = wanted.into_iter().filter(|id| id % 10 != 0).collect();
        // Pages smaller than the chunk: the size of GraphQL pages is nobody's promise.
        let ids = select(&found, after(&query), 20);
        Some(data("roles", ids.iter().map(|id| json!({ "id": id, "name": format!("role {id}") })).collect()))
    })
    .await;
    let wanted: Vec<u64> = (1..=60).rev().chain([7, 0]).collect();
    let roles = server.client().roles_by_id(&wanted).await.unwrap();
    let expected: Vec<u64> = (1..=60).filter(|id| id % 10 != 0).collect();
    assert_eq!(roles.iter().map(|role| role.id).collect::<Vec<_>>(), expected);
    assert_eq!(server.client().roles_by_id(&[]).await.unwrap().len(), 0);
}

#[tokio::test]
async fn ids_that_were_not_asked_for_are_refused() {
    let server = Server::with_tokens(|seen| {
        Some(data(
            "roles",
            json!(
                select(&[1, 2, 3], after(&seen.graphql_query()), 50)
                    .iter()
                    .map(|id| json!({ "id": id }))
                    .collect::<Vec<_>>()
            ),
        ))
    })
    .await;
    let error = server.client().roles_by_id(&[1, 3]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WrongPage, "an instance that ignores `id[in]` must not add records");
}

#[tokio::test]
async fn holders_are_asked_for_by_filter() {
    let server = Server::with_tokens(|_| Some(data("users", users(&[8])))).await;
    let client = server.client();
    for (filter, condition) in [
        (Filter::Role(4), "roles[id]=4"),
        (Filter::Group(77), "user_groups[id]=77"),
        (Filter::License(LicenseFlag::Treasury), "treasury_user=true"),
        (Filter::License(LicenseFlag::AiClassification), "aic_user=true"),
    ] {
        let page = client.holders_page(filter, 7).await.unwrap();
        assert_eq!((page.items, page.next), (vec![8], Some(8)));
        assert_eq!(server.calls().last().unwrap().graphql_query(), format!("id[gt]=7&{condition}"));
    }
}

#[tokio::test]
async fn every_collection_has_its_names() {
    let server = Server::with_tokens(|seen| {
        let root = seen.document().lines().nth(1).unwrap().trim().split('(').next().unwrap().to_owned();
        Some(data(&root, json!([{ "id": 6, "name": "six" }])))
    })
    .await;
    let client = server.client();
    assert_eq!(client.account_groups_page(0).await.unwrap().items[0].name.as_deref(), Some("six"));
    assert_eq!(client.content_groups_page(0).await.unwrap().items[0].id, 6);
    assert_eq!(client.roles_page(0).await.unwrap().items[0].omnipotent, None);
    let documents: Vec<String> = server.calls().iter().map(Seen::document).collect();
    for (document, root) in documents.iter().zip(["accountGroups(", "businessGroups(", "roles("]) {
        assert!(document.contains(root), "{document}");
    }
}
