//! Reading one user before and after a write: by id, by name, single lists, single memberships.

use coupa_client::{ErrorKind, MembershipKind, NESTED_CAP, UserSelection, model::LicenseFlag};
use serde_json::{Value, json};

use crate::server::{Reply, Seen, Server, highest, select};

const USER: u64 = 131;

fn entries(ids: impl Iterator<Item = u64>) -> Value {
    ids.map(|id| json!({ "id": id, "name": format!("thing {id}") })).collect()
}

fn ids(list: &[coupa_client::model::NamedRef]) -> Vec<u64> {
    list.iter().map(|entry| entry.id).collect()
}

/// A list that obeys `id[gt]` and answers the question for its end.
fn page(seen: &Seen, all: &[u64], record: impl Fn(u64) -> Value) -> Reply {
    highest(seen, all).unwrap_or_else(|| {
        let page = select(all, seen.query["id[gt]"].parse().unwrap(), 50);
        Reply::json(page.into_iter().map(record).collect())
    })
}

#[tokio::test]
async fn a_user_is_read_by_id_whatever_its_type() {
    let server = Server::with_tokens(|seen| {
        assert_eq!((seen.method.as_str(), seen.path.as_str()), ("GET", "/api/users/131"));
        assert_eq!(seen.query.len(), 1, "no condition that could hide the user");
        let fields = &seen.query["fields"];
        assert!(fields.contains(r#"{"roles":["id","name","description"]}"#), "{fields}");
        Some(Reply::json(json!({
            "id": "131", "login": "vendor", "active": "false", "type": "SupplierUser", "treasury-user": true,
            "roles": [{ "id": 3, "name": "User" }]
        })))
    })
    .await;
    let selection = UserSelection { roles: true, licenses: true, ..UserSelection::default() };
    let user = server.client().user(USER, &selection).await.unwrap().unwrap();
    assert_eq!((user.id, user.login.as_deref(), user.active), (131, Some("vendor"), false));
    assert_eq!(ids(&user.roles), [3]);
    assert!(user.licenses[&LicenseFlag::Treasury]);
    assert_eq!(server.calls().len(), 1);
}

#[tokio::test]
async fn a_user_who_does_not_exist_is_none_and_another_one_is_an_error() {
    for body in ["", "<html>", r#"{"errors":["not found"]}"#] {
        let server = Server::with_tokens(move |_| Some(Reply::status(404).body(body))).await;
        assert_eq!(server.client().user(USER, &UserSelection::default()).await.unwrap(), None);
    }
    for (record, why) in [
        (json!({ "id": 7, "active": true }), "user 7 came instead"),
        (json!({ "id": USER }), "`active` is missing although it was asked for"),
        (json!([]), "the record is not an object"),
    ] {
        let server = Server::with_tokens(move |_| Some(Reply::json(record.clone()))).await;
        let error = server.client().user(USER, &UserSelection::default()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Incomplete);
        assert_eq!(
            error.cause().unwrap().to_string(),
            format!("this instance does not tell user 131: {why}")
        );
        assert!(!error.may_have_taken_effect(), "a read");
    }
}

#[tokio::test]
async fn users_are_found_by_login_and_by_email_without_case() {
    let server = Server::with_tokens(|seen| {
        assert_eq!(seen.path, "/api/users");
        assert!(!seen.query.contains_key("type[blank]") && !seen.query.contains_key("active"));
        assert_eq!((seen.query["limit"].as_str(), seen.query["order_by"].as_str()), ("50", "id"));
        let (key, value) = ["login", "email"]
            .into_iter()
            .find_map(|key| seen.query.get(key).map(|value| (key, value.clone())))
            .unwrap();
        assert_eq!(value, "J&n=É+x@example.com");
        // A comparison that ignores accents is no rarity in databases.
        Some(Reply::json(json!([
            { "id": 4, key: "j&n=e+x@example.com", "active": true },
            { "id": 5, key: "j&N=é+X@example.com", "active": false },
            { "id": 9, key: null, "active": true },
        ])))
    })
    .await;
    let client = server.client();
    for users in [
        client.users_with_login(" J&n=É+x@example.com").await.unwrap(),
        client.users_with_email("J&n=É+x@example.com ").await.unwrap(),
    ] {
        assert_eq!(users.iter().map(|user| (user.id, user.active)).collect::<Vec<_>>(), [(5, false)]);
    }
    assert_eq!(server.calls().len(), 2, "one request each");
    assert!(client.users_with_login("  ").await.unwrap().is_empty());
    assert_eq!(server.calls().len(), 2, "nobody has an empty login");
}

#[tokio::test]
async fn that_nobody_has_a_login_is_said_twice() {
    for nobody in [|| Reply::json(json!([])), || Reply::status(404)] {
        let server = Server::with_tokens(move |_| Some(nobody())).await;
        assert!(server.client().users_with_login("tlund").await.unwrap().is_empty());
        assert_eq!(server.calls().len(), 2);
        // The first answer was a passing fault.
        let mut answers = 0;
        let server = Server::with_tokens(move |_| {
            answers += 1;
            let found = json!([{ "id": 4, "login": "tlund", "active": true }]);
            Some(if answers == 1 { nobody() } else { Reply::json(found) })
        })
        .await;
        assert_eq!(server.client().users_with_login("tlund").await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn an_instance_that_ignores_the_condition_does_not_hide_anybody() {
    // Few users: all are looked at. Many: the search gives up, and says so.
    for (users, found) in [(120, true), (5_000, false)] {
        let all: Vec<u64> = (1..=users).collect();
        let server = Server::with_tokens(move |seen| {
            Some(page(seen, &all, |id| json!({ "id": id, "login": format!("user{id}"), "active": true })))
        })
        .await;
        let outcome = server.client().users_with_login("USER119").await;
        if found {
            assert_eq!(outcome.unwrap()[0].id, 119);
            assert_eq!(server.calls().len(), 3);
        } else {
            assert_eq!(outcome.unwrap_err().kind(), ErrorKind::WrongPage);
            assert_eq!(server.calls().len(), 10);
        }
    }
    // Not even the range of ids is obeyed.
    let server = Server::with_tokens(|_| {
        Some(Reply::json((1..=50).map(|id| json!({ "id": id, "login": "x" })).collect()))
    })
    .await;
    let error = server.client().users_with_login("y").await.unwrap_err();
    assert_eq!((error.kind(), server.calls().len()), (ErrorKind::WrongPage, 2));
}

#[tokio::test]
async fn a_user_found_by_name_must_be_readable() {
    let server = Server::with_tokens(|_| Some(Reply::json(json!([{ "id": 4, "login": "TLUND" }])))).await;
    let error = server.client().users_with_login("tlund").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Incomplete);
    assert!(error.cause().unwrap().to_string().contains("`active` is missing"), "{error:?}");
}

#[tokio::test]
async fn a_list_is_read_with_names_in_the_order_of_ids() {
    let server = Server::with_tokens(|seen| {
        assert_eq!(seen.path, "/api/users/131");
        let fields = seen.query["fields"].as_str();
        let (key, expected) = match fields {
            r#"["id",{"roles":["id","name","description"]}]"# => ("roles", 3),
            r#"["id",{"user_groups":["id","name","description","type"]}]"# => ("user-groups", 4),
            r#"["id",{"account_groups":["id","name"]}]"# => ("account-groups", 5),
            r#"["id",{"content_groups":["id","name","description"]}]"# => ("content-groups", 6),
            other => panic!("{other}"),
        };
        let list = json!([{ "id": 900, "type": "Project" }, { "id": expected.to_string(), "name": key }, { "id": 900 }]);
        Some(Reply::json(json!({ "id": USER, key: list })))
    })
    .await;
    let client = server.client();
    for (kind, name, id) in [
        (MembershipKind::Roles, "roles", 3),
        (MembershipKind::Groups, "user-groups", 4),
        (MembershipKind::AccountGroups, "account-groups", 5),
        (MembershipKind::ContentGroups, "content-groups", 6),
    ] {
        let list = client.user_list(USER, kind).await.unwrap();
        assert_eq!((ids(&list), list[0].name.as_deref()), (vec![id, 900], Some(name)));
        assert_eq!(list[1].kind, Some(coupa_client::model::GroupKind::Project));
    }
    assert_eq!(server.calls().len(), 4, "one request each");
}

#[tokio::test]
async fn a_list_of_nobody_is_not_found_and_one_not_told_is_no_empty_list() {
    let server = Server::with_tokens(|_| Some(Reply::status(404))).await;
    let error = server.client().user_list(USER, MembershipKind::Roles).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert_eq!(error.cause().unwrap().to_string(), "Coupa answered 404: user 131 does not exist");
    for record in
        [json!({ "id": USER }), json!({ "id": 7, "roles": [] }), json!({ "id": USER, "roles": [{}] })]
    {
        let server = Server::with_tokens(move |_| Some(Reply::json(record.clone()))).await;
        let error = server.client().user_list(USER, MembershipKind::Roles).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Incomplete);
    }
    for (held, length) in [(json!([]), 0), (json!(null), 0), (entries(1..=49), 49), (entries(1..=51), 51)] {
        let server =
            Server::with_tokens(move |_| Some(Reply::json(json!({ "id": USER, "roles": held })))).await;
        let list = server.client().user_list(USER, MembershipKind::Roles).await.unwrap();
        assert_eq!((list.len(), server.calls().len()), (length, 1));
    }
}

#[tokio::test]
async fn fifty_groups_are_completed_by_their_memberships() {
    for held in [50, 60] {
        let server = Server::with_tokens(move |seen| {
            Some(if seen.path == "/api/users/131" {
                Reply::json(json!({ "id": USER, "user-groups": entries(1001..=1050) }))
            } else {
                assert_eq!(seen.path, "/api/user_group_memberships");
                let all: Vec<u64> = (1..=held).collect();
                page(seen, &all, |id| json!({ "id": id, "user-id": USER, "user-group-id": 1000 + id }))
            })
        })
        .await;
        let list = server.client().user_list(USER, MembershipKind::Groups).await.unwrap();
        assert_eq!(ids(&list), (1001..=1000 + held).collect::<Vec<_>>());
        assert_eq!(list[0].name.as_deref(), Some("thing 1001"));
    }
}

/// A server with GraphQL switched off, whose user shows fifty roles and account groups, and holds
/// those up to `held`; `directory` is what the list of all roles holds, if it can be read.
async fn fifty(held: u64, directory: Option<u64>, condition_works: bool) -> Server {
    Server::with_tokens(move |seen| {
        Some(match seen.path.as_str() {
            "/api/graphql" => Reply::status(404),
            "/api/users/131" => {
                let list = entries(1..=50);
                Reply::json(json!({ "id": USER, "roles": list, "account-groups": list, "user-groups": list }))
            }
            "/api/roles" | "/api/account_groups" | "/api/user_groups" => match directory {
                Some(last) => {
                    let all: Vec<u64> = (1..=last).collect();
                    page(seen, &all, |id| json!({ "id": id, "name": format!("listed {id}") }))
                }
                None => Reply::errors(403, "no"),
            },
            // Knows nothing of the groups that the user's own record shows.
            "/api/user_group_memberships" => {
                page(seen, &[1], |id| json!({ "id": id, "user-id": USER, "user-group-id": 9 }))
            }
            "/api/users" => {
                let asked = |key: &str| seen.query.get(key).map(|id| id.parse::<u64>().unwrap());
                let id = asked("roles[id]")
                    .or_else(|| asked("account_groups[id]"))
                    .or_else(|| asked("user_groups[id]"));
                let found = !condition_works || id.unwrap() <= held;
                Reply::json(if found { json!([{ "id": USER }]) } else { json!([]) })
            }
            _ => return None,
        })
    })
    .await
}

#[tokio::test]
async fn fifty_of_other_kinds_are_completed_by_asking_for_all_there_are() {
    for kind in [MembershipKind::Roles, MembershipKind::AccountGroups, MembershipKind::Groups] {
        for held in [50, 53] {
            let server = fifty(held, Some(55), true).await;
            let list = server.client().user_list(USER, kind).await.unwrap();
            assert_eq!(ids(&list), (1..=held).collect::<Vec<_>>(), "{kind:?}");
            assert_eq!(list[49].name.as_deref(), Some("thing 50"));
            if held > 50 {
                assert_eq!(list[50].name.as_deref(), Some("listed 51"));
            }
        }
    }
}

#[tokio::test]
async fn fifty_that_nothing_proves_are_no_answer() {
    for (server, kind) in [
        // The directory may not be read.
        (fifty(53, None, true).await, MembershipKind::Roles),
        (fifty(53, None, true).await, MembershipKind::Groups),
        // The condition does nothing.
        (fifty(53, Some(55), false).await, MembershipKind::AccountGroups),
        // The condition finds less than the list shows.
        (fifty(40, Some(55), true).await, MembershipKind::Roles),
    ] {
        let error = server.client().user_list(USER, kind).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Incomplete);
        let cause = error.cause().unwrap().to_string();
        assert!(cause.contains("of user 131 may have been cut off at 50 entries"), "{cause}");
    }
    assert_eq!(NESTED_CAP, 50);
}

fn membership(id: u64, user: u64, group: u64) -> Value {
    json!({ "id": id, "owner": false, "participant": true, "user": { "id": user.to_string() }, "user-group": { "id": group } })
}

#[tokio::test]
async fn memberships_are_found_and_those_of_others_left_alone() {
    let server = Server::with_tokens(|seen| {
        assert_eq!(seen.path, "/api/user_group_memberships");
        assert_eq!((seen.query["user[id]"].as_str(), seen.query["user_group[id]"].as_str()), ("131", "77"));
        assert_eq!(
            seen.query["fields"],
            r#"["id","user_id","user_group_id",{"user":["id"]},{"user_group":["id"]}]"#
        );
        Some(Reply::json(json!([
            membership(1, 7, 77),
            membership(2, USER, 78),
            { "id": "3", "user-id": "131", "user-group-id": 77 },
            { "id": 4, "user-id": 131 },
            { "id": 5, "user-group": { "id": 78 } },
            membership(6, USER, 77),
            { "id": 7 },
        ])))
    })
    .await;
    assert_eq!(server.client().find_group_memberships(USER, 77).await.unwrap(), [3, 6]);
    assert_eq!(server.calls().len(), 1);
}

#[tokio::test]
async fn memberships_that_do_not_tell_whose_they_are_prove_nothing() {
    let server =
        Server::with_tokens(|_| Some(Reply::json(json!([{ "id": 3, "user-id": 131 }, { "id": 4 }])))).await;
    let error = server.client().find_group_memberships(USER, 77).await.unwrap_err();
    assert_eq!(
        error.cause().unwrap().to_string(),
        "this instance does not tell whether user 131 is a member of group 77"
    );
}

#[tokio::test]
async fn an_unknown_condition_leads_to_a_wider_search() {
    let all: Vec<u64> = (1..=70).collect();
    let server = Server::with_tokens(move |seen| {
        Some(if seen.query.contains_key("user_group[id]") {
            Reply::errors(400, "user_group is not a valid attribute")
        } else {
            assert_eq!(seen.query["user[id]"], "131");
            page(seen, &all, |id| membership(id, USER, 1000 + id))
        })
    })
    .await;
    assert_eq!(server.client().find_group_memberships(USER, 1066).await.unwrap(), [66]);
}

#[tokio::test]
async fn an_absent_path_is_told_from_an_empty_list() {
    // Nothing at all is served there, or nothing that proves the opposite.
    for everything in [404, 405] {
        let server = Server::with_tokens(move |seen| {
            Some(Reply::status(if seen.query.contains_key("user[id]") { 404 } else { everything }))
        })
        .await;
        let error = server.client().find_group_memberships(USER, 77).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotFound);
        assert_eq!(
            error.cause().unwrap().to_string(),
            "Coupa answered 404: `/api/user_group_memberships` does not exist"
        );
    }
    // An empty list, in both of its forms.
    for empty in [|| Reply::json(json!([])), || Reply::status(404)] {
        let server = Server::with_tokens(move |seen| {
            Some(if seen.query.contains_key("user[id]") { empty() } else { highest(seen, &[3, 9]).unwrap() })
        })
        .await;
        assert!(server.client().find_group_memberships(USER, 77).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn every_condition_ignored_ends_the_search_for_memberships() {
    let all: Vec<u64> = (1..=5_000).collect();
    let server = Server::with_tokens(move |seen| Some(page(seen, &all, |id| membership(id, id, 77)))).await;
    let error = server.client().find_group_memberships(USER, 77).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WrongPage);
    assert_eq!(
        error.cause().unwrap().to_string(),
        "asked for the records that meet a condition, got 10 pages, as if there were no condition"
    );
}

#[tokio::test]
async fn administered_groups_are_those_whose_membership_says_so() {
    let memberships: Vec<u64> = (1..=120).collect();
    let server = Server::with_tokens(move |seen| {
        assert_eq!(seen.path, "/api/user_group_memberships");
        assert_eq!(seen.query["user[id]"], USER.to_string());
        Some(page(seen, &memberships, |id| {
            let owner = match id {
                7 => json!(true),
                60 => json!("true"),
                61 => json!(null),
                _ => json!(false),
            };
            json!({ "id": id, "user-id": USER, "user-group": { "id": 1000 + id }, "owner": owner })
        }))
    })
    .await;
    assert_eq!(server.client().administered_groups(USER).await.unwrap(), [1007, 1060]);

    // Not told is not an administrator; somebody else's record is no answer.
    let server = Server::with_tokens(|seen| {
        Some(page(seen, &[1], |id| json!({ "id": id, "user": { "id": USER }, "user-group-id": 5 })))
    })
    .await;
    assert!(server.client().administered_groups(USER).await.unwrap().is_empty());
    let server = Server::with_tokens(|seen| {
        Some(page(seen, &[1], |id| json!({ "id": id, "user-id": 7, "user-group-id": 5, "owner": true })))
    })
    .await;
    let error = server.client().administered_groups(USER).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WrongPage);
}
