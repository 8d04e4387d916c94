//! Reading over REST: paging, operators, selections, formats, refusals.

use std::collections::BTreeSet;

use coupa_sandbox::state::{BUYER_ROLE, Licence, USER_ROLE};
use reqwest::Method;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};

use crate::client::{Api, answer, messages};

/// Every id of a list, walked by key.
async fn walk(api: &Api, path: &str, condition: &str) -> Vec<u64> {
    let mut found = Vec::new();
    loop {
        let last = found.last().copied().unwrap_or(0);
        let page = api.get(&format!("{path}?id[gt]={last}&order_by=id&dir=asc{condition}")).await.ids();
        if page.is_empty() {
            return found;
        }
        found.extend(page);
    }
}

#[tokio::test]
async fn walking_by_key_and_by_offset_finds_everything_once() {
    let api = Api::quick(230).await;
    let expected: Vec<u64> = api.sandbox.snapshot().users.keys().map(|id| id.0).collect();
    assert_eq!(walk(&api, "/api/users", "").await, expected);
    let mut by_offset = Vec::new();
    loop {
        let page = api.get(&format!("/api/users?offset={}&limit=40", by_offset.len())).await.ids();
        let full = page.len() == 40;
        by_offset.extend(page);
        if !full {
            break;
        }
    }
    assert_eq!(by_offset, expected);
    let descending = api.get("/api/users?order_by=id&dir=desc&limit=3").await.ids();
    assert_eq!(descending, expected.iter().rev().take(3).copied().collect::<Vec<_>>());
}

#[tokio::test]
async fn other_lists_are_complete_too() {
    let api = Api::quick(400).await;
    let snapshot = api.sandbox.snapshot();
    let check = async |path: &str, expected: Vec<u64>| {
        assert!(!expected.is_empty());
        assert_eq!(walk(&api, path, "").await, expected, "{path}");
    };
    check("/api/roles", snapshot.roles.keys().map(|id| id.0).collect()).await;
    check("/api/user_groups", snapshot.groups.keys().map(|id| id.0).collect()).await;
    check("/api/user_group_memberships", snapshot.memberships.iter().map(|m| m.id.0).collect()).await;
    check("/api/account_groups", snapshot.account_groups.keys().map(|id| id.0).collect()).await;
    check("/api/business_groups", snapshot.content_groups.keys().map(|id| id.0).collect()).await;
    check("/api/departments", snapshot.departments.keys().map(|id| id.0).collect()).await;
}

#[tokio::test]
async fn conditions_agree_with_the_records() {
    let api = Api::quick(400).await;
    let snapshot = api.sandbox.snapshot();
    let users = || snapshot.users.values();
    let ids = |found: Vec<&coupa_sandbox::state::UserSnapshot>| -> Vec<u64> {
        found.iter().map(|user| user.record.id.0).collect()
    };
    let (group, members) = snapshot.groups.iter().max_by_key(|(_, group)| group.members.len()).unwrap();
    assert!(members.members.len() > 50, "more than a page");
    let someone = users().find(|user| user.record.email.chars().any(char::is_uppercase)).unwrap();
    let leader = someone.record.manager.unwrap();
    let leader_login = &snapshot.users[&leader].record.login;
    let check = async |condition: String, expected: Vec<u64>| {
        assert!(!expected.is_empty(), "{condition} must match something");
        assert!(expected.len() < snapshot.users.len(), "{condition} must not match everything");
        assert_eq!(walk(&api, "/api/users", &format!("&{condition}")).await, expected, "{condition}");
    };
    check("type[blank]=true".to_owned(), ids(users().filter(|u| u.is_type_blank()).collect())).await;
    check("type[blank]=false".to_owned(), ids(users().filter(|u| !u.is_type_blank()).collect())).await;
    check("status=active".to_owned(), ids(users().filter(|u| u.record.active).collect())).await;
    check("active=false".to_owned(), ids(users().filter(|u| !u.record.active).collect())).await;
    check(format!("roles[id]={BUYER_ROLE}"), ids(users().filter(|u| u.has_role(BUYER_ROLE)).collect())).await;
    check("roles[name]=buyer".to_owned(), ids(users().filter(|u| u.has_role(BUYER_ROLE)).collect())).await;
    check(format!("user_groups[id]={group}"), members.members.iter().map(|id| id.0).collect()).await;
    check(
        "travel-user=true".to_owned(),
        ids(users().filter(|u| u.record.licences.contains(Licence::Travel)).collect()),
    )
    .await;
    check(
        format!("manager[login]={leader_login}"),
        ids(users().filter(|u| u.record.manager == Some(leader)).collect()),
    )
    .await;
    check(
        format!("email={}", someone.record.email.to_lowercase().replace('+', "%2B")),
        vec![someone.record.id.0],
    )
    .await;
    check(
        "lastname[starts_with]=o%27&firstname[not_eq]=Ada".to_owned(),
        ids(users()
            .filter(|u| u.record.lastname.to_lowercase().starts_with("o'") && u.record.firstname != "Ada")
            .collect()),
    )
    .await;
    check(
        "login[in]=coupasupport,integration-erp,nobody".to_owned(),
        ids(users()
            .filter(|u| ["coupasupport", "integration-erp"].contains(&u.record.login.as_str()))
            .collect()),
    )
    .await;
    let cut: jiff::Timestamp = "2023-01-01T00:00:00Z".parse().unwrap();
    check(
        "updated-at[gt_or_eq]=2023-01-01".to_owned(),
        ids(users().filter(|u| u.record.updated_at >= cut).collect()),
    )
    .await;
    check(
        "manager[id][blank]=true".to_owned(),
        ids(users().filter(|u| u.record.manager.is_none()).collect()),
    )
    .await;
}

#[tokio::test]
async fn increments_can_be_ordered_by_time() {
    let api = Api::quick(100).await;
    let page = api.get("/api/users?order_by=updated_at&dir=asc&limit=50").await.json();
    let times: Vec<jiff::Timestamp> = page
        .as_array()
        .unwrap()
        .iter()
        .map(|user| user["updated-at"].as_str().unwrap().parse().unwrap())
        .collect();
    assert!(times.is_sorted());
    assert_eq!(times.len(), 50);
}

#[tokio::test]
async fn selections_show_what_is_asked_for() {
    let api = Api::quick(50).await;
    let path = r#"/api/users/10?fields=["id","fullname",{"roles":["id"]},"nickname",{"custom_fields":{}}]"#;
    let user = api.get(path).await.json();
    let keys: BTreeSet<&str> = user.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, BTreeSet::from(["id", "fullname", "roles", "custom-fields"]));
    assert_eq!(user["roles"][0], serde_json::json!({ "id": USER_ROLE.0 - 1 }));
    let limited = api.get("/api/users?limit=2&return_object=limited").await.text;
    assert_eq!(
        limited,
        r#"[{"id":1},{"id":4}]"#.replace('4', &api.get("/api/users?limit=2").await.ids()[1].to_string())
    );
    let shallow = api.get("/api/users/10?return_object=shallow").await.json();
    assert_eq!(shallow["department"].as_object().unwrap().len(), 2);
    assert_eq!(api.get("/api/users?fields=id").await.status, 400);
    assert_eq!(api.get("/api/users?return_object=none").await.status, 400);
}

#[tokio::test]
async fn the_whole_record_matches_the_state() {
    let api = Api::quick(60).await;
    let snapshot = api.sandbox.snapshot();
    let busy = snapshot.users.values().max_by_key(|user| user.record.groups.len()).unwrap();
    let user = api.get(&format!("/api/users/{}", busy.record.id)).await.json();
    assert_eq!(user["login"], busy.record.login.as_str());
    assert_eq!(user["fullname"], busy.record.fullname());
    assert_eq!(user["user-groups"].as_array().unwrap().len(), busy.record.groups.len());
    for licence in Licence::ALL {
        let name = licence.name().replace('_', "-");
        assert_eq!(user[&name], busy.record.licences.contains(*licence), "{name}");
    }
    let time = user["created-at"].as_str().unwrap();
    assert!(time.ends_with("-07:00") || time.ends_with("-08:00"), "{time} is in the company's zone");
    assert_eq!(time.parse::<jiff::Timestamp>().unwrap(), busy.record.created_at);
    let groups = api.get(&format!("/api/users/{}/business_groups", busy.record.id)).await.ids();
    assert_eq!(groups, busy.record.content_groups.iter().map(|id| id.0).collect::<Vec<_>>());
}

#[tokio::test]
async fn bad_questions_are_refused_with_the_name_of_what_is_bad() {
    let api = Api::quick(5).await;
    let check = async |query: &str, part: &str| {
        let refused = api.get(&format!("/api/users?{query}")).await;
        assert_eq!(refused.status, 400, "{query}");
        assert!(messages(&refused).join(" ").contains(part), "{}", refused.text);
    };
    check("nickname=x", "nickname").await;
    check("limit=0", "limit").await;
    check("limit=many", "limit").await;
    check("offset=-1", "offset").await;
    check("dir=up", "dir").await;
    check("order_by=roles", "roles").await;
    check("id[gt]=abc", "abc").await;
    check("account_groups[id]=5", "account_groups").await;
    assert_eq!(api.get("/api/users?limit=500").await.status, 200);
    assert_eq!(api.get("/api/users/999999").await.status, 404);
    assert_eq!(api.get("/api/suppliers").await.status, 404);
    assert_eq!(api.get("/elsewhere").await.status, 404);
    assert_eq!(api.send(Method::POST, "/api/roles", &serde_json::json!({})).await.status, 405);
}

#[tokio::test]
async fn formats_are_negotiated() {
    let api = Api::quick(60).await;
    let get = |path: &str, accept: Option<&str>, content_type: Option<&str>| {
        let mut request = api.http.get(api.url(path)).header(AUTHORIZATION, format!("Bearer {}", api.token));
        if let Some(accept) = accept {
            request = request.header(ACCEPT, accept);
        }
        if let Some(content_type) = content_type {
            request = request.header(CONTENT_TYPE, content_type).body("x");
        }
        answer(request)
    };
    let xml = get("/api/users?limit=2", None, None).await.unwrap();
    assert!(xml.header("content-type").unwrap().starts_with("application/xml"));
    assert!(
        xml.text.contains("<users type=\"array\">\n  <user>\n    <id type=\"integer\">1</id>"),
        "{}",
        xml.text
    );
    let empty = get("/api/users?id[lt]=1", Some("application/xml"), None).await.unwrap();
    assert_eq!(empty.status, 404);
    assert!(empty.text.contains("<errors>\n  <error>"));
    assert_eq!(api.get("/api/users?id[lt]=1").await.text, "[]");
    assert_eq!(get("/api/users", Some("text/csv"), None).await.unwrap().status, 406);
    assert_eq!(get("/api/users", Some("application/json"), Some("text/csv")).await.unwrap().status, 415);
    assert_eq!(
        get("/api/users", Some("application/json"), Some("application/xml")).await.unwrap().status,
        400
    );
    api.set("differing_formats=allow");
    assert_eq!(
        get("/api/users", Some("application/json"), Some("application/xml")).await.unwrap().status,
        200
    );
    api.set("negotiation=lenient");
    assert_eq!(get("/api/users", Some("text/csv"), None).await.unwrap().status, 200);
    api.set("missing_accept=json");
    assert!(get("/api/users?limit=1", None, None).await.unwrap().text.starts_with('['));
}

#[tokio::test]
async fn a_listing_sees_people_move_between_its_pages() {
    let api = Api::quick(120).await;
    let first = api.get("/api/users?order_by=id").await.ids();
    let gone = first[0];
    api.sandbox.hooks().after(coupa_sandbox::Operation::UsersList, 1, move |state| {
        assert!(state.user_remove(gone.into()));
        state.user_add("newcomer", "New", "Comer");
    });
    let found = walk(&api, "/api/users", "").await;
    assert!(found.contains(&gone), "it was on the first page already");
    let last = api.sandbox.snapshot().users.keys().next_back().unwrap().0;
    assert_eq!(found.last(), Some(&last), "the newcomer is on the last page");
    assert_eq!(api.sandbox.hooks().waiting(), 0);
}
