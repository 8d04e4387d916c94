//! Writes that go wrong: what is sent again and what never, and what is said about the outcome.

use std::time::Duration;

use coupa_client::{Cause, ErrorKind, MembershipKind, RetryPolicy, Scope};
use serde_json::json;

use crate::server::{Reply, Server, no_token, token};
use crate::writes::Write;

type Make = fn() -> Reply;

/// A server that answers `first` to the first call and properly to all others.
async fn first(first: Make) -> Server {
    let mut answers = 0;
    Server::with_tokens(move |_| {
        answers += 1;
        Some(if answers == 1 { first() } else { fine() })
    })
    .await
}

fn fine() -> Reply {
    Reply::json(json!({ "id": 131, "active": true }))
}

#[tokio::test]
async fn a_lost_answer_is_an_unknown_outcome_after_one_request() {
    let lost: [(Make, &str); 10] = [
        (|| Reply::Raw(Vec::new()), "the connection broke: "),
        (|| Reply::Raw(b"HTTP/1.1 200 O".to_vec()), "the connection broke: "),
        (|| Reply::Raw(b"SSH-2.0-OpenSSH\r\n\r\n".to_vec()), "what came is not an HTTP answer"),
        (
            || Reply::Raw(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"id\":".to_vec()),
            "the answer ends in the middle",
        ),
        (|| Reply::Raw(b"HTTP/1.1 201 OK\r\n\r\n{\"id\":131,\"ro".to_vec()), "the answer ends in the middle"),
        (
            || Reply::Raw(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n20\r\n{\"id\":".to_vec()),
            "the answer ends in the middle",
        ),
        (
            || Reply::status(200).body(b"{\"id\":\"\xff\"}".as_slice()),
            "the answer is not valid UTF-8 (first at byte 7)",
        ),
        (
            || Reply::status(200).body("<html><title>Sign in</title></html>"),
            "Coupa answered 200 with a web page titled \"Sign in\" instead of JSON",
        ),
        (
            || Reply::status(200).body("<user><id>131</id></user>"),
            "Coupa answered 200 with XML instead of JSON",
        ),
        (|| Reply::status(200).body(vec![b' '; 20_000]), "the answer is larger than 10000 bytes"),
    ];
    let mut cells = 0;
    for (make, detail) in lost {
        for write in Write::ALL {
            let server = first(make).await;
            let client = server.builder().max_body_bytes(10_000).build().unwrap();
            let error = write.send(&client).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::OutcomeUnknown, "{write:?} {error:?}");
            assert!(error.may_have_taken_effect(), "{write:?} {detail}");
            assert_eq!((server.calls().len(), error.tries()), (1, 1), "{write:?} {detail}");
            let cause = error.cause().unwrap().to_string();
            assert!(
                cause.starts_with(&format!("it is unknown whether the change was made: {detail}")),
                "{write:?} {cause}"
            );
            assert!(error.hint().unwrap().contains("read the record again"));
            assert!(error.refusals().is_empty());
            cells += 1;
        }
    }
    assert_eq!(cells, 120);
}

#[tokio::test]
async fn an_answer_that_never_comes_is_an_unknown_outcome() {
    for make in [|| Reply::Never, || Reply::Drip] {
        for write in [Write::List(MembershipKind::Roles), Write::RemoveGroup, Write::Create] {
            let server = first(make).await;
            let client = server.builder().timeout(Duration::from_millis(150)).build().unwrap();
            let error = write.send(&client).await.unwrap_err();
            assert_eq!(
                error.cause(),
                Some(&Cause::OutcomeUnknown { detail: "no complete answer arrived within 0.1 s".to_owned() })
            );
            assert!(error.may_have_taken_effect());
            assert_eq!(server.calls().len(), 1, "{write:?}");
        }
    }
}

#[tokio::test]
async fn a_fault_of_the_server_is_not_met_with_a_second_write() {
    for status in [500, 501, 502, 503, 504, 520] {
        for write in Write::ALL {
            let server = Server::with_tokens(move |_| {
                Some(Reply::errors(status, "oops").header("x-request-id", "r-1").header("retry-after", "0"))
            })
            .await;
            let error = write.send(&server.client()).await.unwrap_err();
            assert_eq!((error.kind(), error.status()), (ErrorKind::Server, Some(status)), "{write:?}");
            assert!(error.may_have_taken_effect());
            assert_eq!((error.request_id(), error.tries()), (Some("r-1"), 1));
            assert_eq!(server.calls().len(), 1, "{write:?} {status}");
        }
    }
}

#[tokio::test]
async fn a_read_that_fails_changed_nothing() {
    let faults: [Make; 3] = [
        || Reply::errors(500, "oops"),
        || Reply::Raw(Vec::new()),
        || Reply::status(302).header("location", "/"),
    ];
    for make in faults {
        let server = Server::with_tokens(move |_| Some(make())).await;
        let client = server.client();
        let error = client.user_list(131, MembershipKind::Roles).await.unwrap_err();
        assert!(!error.may_have_taken_effect(), "{error:?}");
        assert_eq!(client.counters().writes, 0);
    }
}

#[tokio::test]
async fn an_answer_that_leads_elsewhere_is_not_followed_and_proves_nothing() {
    let server = first(|| Reply::status(302).header("location", "http://127.0.0.1:1/login")).await;
    let error = Write::Enable.send(&server.client()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert!(error.may_have_taken_effect());
    assert_eq!(server.calls().len(), 1);
}

#[tokio::test]
async fn a_refusal_changed_nothing_and_is_not_repeated() {
    for (status, kind) in [
        (400, ErrorKind::Refused),
        (404, ErrorKind::NotFound),
        (405, ErrorKind::Refused),
        (409, ErrorKind::Refused),
        (415, ErrorKind::Refused),
        (422, ErrorKind::Refused),
    ] {
        for write in Write::ALL {
            let server = Server::with_tokens(move |_| Some(Reply::errors(status, "Login is taken"))).await;
            let error = write.send(&server.client()).await.unwrap_err();
            assert_eq!((error.kind(), error.status()), (kind, Some(status)), "{write:?}");
            assert!(!error.may_have_taken_effect(), "{write:?} {status}");
            assert_eq!(server.calls().len(), 1);
            assert_eq!(
                error.cause().unwrap().to_string(),
                format!("Coupa answered {status}: Login is taken")
            );
            assert_eq!(error.refusals().is_empty(), kind != ErrorKind::Refused);
        }
    }
    // Whoever says 408 may have stopped waiting for Coupa while it was at work.
    let server = first(|| Reply::errors(408, "timeout")).await;
    let error = Write::Create.send(&server.client()).await.unwrap_err();
    assert_eq!((error.kind(), error.may_have_taken_effect()), (ErrorKind::Refused, true));
    assert_eq!(server.calls().len(), 1);
}

#[tokio::test]
async fn refusals_are_read_one_by_one_from_every_shape() {
    let two = ["Last Name can't be blank", "Login has already been taken"];
    let shapes: Vec<(String, Vec<&str>)> = vec![
        (json!({ "errors": { "user": two, "warnings": ["old"] } }).to_string(), two.to_vec()),
        (json!({ "errors": { "user": two[0], "base": [two[1], two[0]] }, "warnings": ["x"] }).to_string(), {
            // Keys come in the order of their names.
            vec![two[1], two[0]]
        }),
        (json!({ "errors": two }).to_string(), two.to_vec()),
        (json!({ "errors": [{ "message": two[0] }, { "message": two[1] }] }).to_string(), two.to_vec()),
        (json!({ "errors": two[1] }).to_string(), vec![two[1]]),
        (json!({ "error": two[1] }).to_string(), vec![two[1]]),
        (json!(two).to_string(), two.to_vec()),
        (
            "<?xml version=\"1.0\"?><errors><error>Last Name can&apos;t be blank</error><error>Login has already been taken</error></errors>"
                .to_owned(),
            two.to_vec(),
        ),
        ("Login has already been taken\n".to_owned(), vec![two[1]]),
        ("<html><title>Bad Request</title></html>".to_owned(), vec![]),
        ("{}".to_owned(), vec![]),
        (json!({ "errors": { "warnings": ["x"] } }).to_string(), vec![]),
        (String::new(), vec![]),
    ];
    for (body, expected) in shapes {
        let server = Server::with_tokens({
            let body = body.clone();
            move |_| Some(Reply::status(400).body(body.clone()))
        })
        .await;
        let error = Write::Create.send(&server.client()).await.unwrap_err();
        assert_eq!(error.refusals(), expected, "{body}");
        let cause = error.cause().unwrap().to_string();
        assert!(cause.len() > "Coupa answered 400: ".len(), "{cause}");
        if !expected.is_empty() {
            assert_eq!(cause, format!("Coupa answered 400: {}", expected.join("; ")));
        }
    }
}

#[tokio::test]
async fn refusals_are_bounded_and_hide_the_token() {
    let server = Server::with_tokens(|seen| {
        let mut messages: Vec<String> = (0..40).map(|n| format!("{n} {}", "é".repeat(2_000))).collect();
        messages[3] = format!("you sent {}", seen.header("authorization"));
        Some(Reply::status(400).body(json!({ "errors": messages }).to_string()))
    })
    .await;
    let refusals = Write::Create.send(&server.client()).await.unwrap_err().refusals();
    assert_eq!(refusals.len(), 10);
    assert!(refusals.iter().all(|message| message.chars().count() <= 601));
    assert_eq!(refusals[3], "you sent Bearer [redacted]");
}

#[tokio::test]
async fn a_write_is_sent_again_after_429_unchanged() {
    for write in Write::ALL {
        let mut answers = 0;
        let server = Server::with_tokens(move |_| {
            answers += 1;
            Some(if answers <= 2 { Reply::errors(429, "slow down") } else { fine() })
        })
        .await;
        let client = server.client();
        assert_eq!(write.send(&client).await.unwrap().0, 200, "{write:?}");
        let calls = server.calls();
        assert_eq!(calls.len(), 3, "{write:?}");
        assert!(calls.iter().all(|call| (&call.body, &call.path) == (&calls[0].body, &calls[0].path)));
        assert_eq!((client.counters().writes, client.counters().rate_limited), (3, 2));
    }
}

#[tokio::test]
async fn a_429_that_stays_changed_nothing() {
    let server = Server::with_tokens(|_| Some(Reply::errors(429, "slow down"))).await;
    let client = server
        .builder()
        .retry(RetryPolicy {
            max_rate_limited_tries: 3,
            first_rate_limited_delay: Duration::from_millis(1),
            ..RetryPolicy::default()
        })
        .build()
        .unwrap();
    let error = Write::Create.send(&client).await.unwrap_err();
    assert_eq!((error.kind(), server.calls().len()), (ErrorKind::RateLimited, 3));
    assert!(!error.may_have_taken_effect());
}

#[tokio::test]
async fn an_answer_lost_after_a_429_is_still_an_unknown_outcome() {
    let mut answers = 0;
    let server = Server::with_tokens(move |_| {
        answers += 1;
        Some(if answers == 1 { Reply::errors(429, "slow down") } else { Reply::Raw(Vec::new()) })
    })
    .await;
    let error = Write::AddGroup.send(&server.client()).await.unwrap_err();
    assert_eq!((error.kind(), server.calls().len()), (ErrorKind::OutcomeUnknown, 2));
    assert!(error.may_have_taken_effect());
}

#[tokio::test]
async fn a_token_that_ended_is_renewed_once_for_a_write() {
    for write in Write::ALL {
        let server = Server::with_tokens(|seen| {
            Some(match seen.header("authorization") {
                "Bearer token-2" => fine(),
                _ => Reply::errors(401, "The access token expired"),
            })
        })
        .await;
        assert_eq!(write.send(&server.client()).await.unwrap().0, 200, "{write:?}");
        assert_eq!((server.tokens().len(), server.calls().len()), (2, 2), "{write:?}");
    }
    let server = Server::with_tokens(|_| Some(Reply::errors(401, "go away"))).await;
    let error = Write::Create.send(&server.client()).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Credentials, Some(401)));
    assert!(!error.may_have_taken_effect());
    assert_eq!((server.tokens().len(), server.calls().len()), (2, 2));
}

#[tokio::test]
async fn a_token_that_cannot_be_got_means_that_nothing_was_written() {
    let refusals: [(Make, ErrorKind); 5] = [
        (|| Reply::errors(500, "oops"), ErrorKind::Server),
        (|| Reply::Raw(Vec::new()), ErrorKind::Network),
        (|| Reply::status(200).body("<html>"), ErrorKind::Malformed),
        (|| no_token(400, "invalid_client"), ErrorKind::Credentials),
        (|| no_token(400, "invalid_scope"), ErrorKind::Permission),
    ];
    for (make, kind) in refusals {
        let server = Server::start(move |seen| seen.is_token().then(make)).await;
        let error = Write::Create.send(&server.client()).await.unwrap_err();
        assert_eq!((error.kind(), error.may_have_taken_effect()), (kind, false), "{error:?}");
        assert!(server.calls().is_empty());
        // The token ended in the middle, and there is no new one: the 401 changed nothing either.
        let mut tokens = 0;
        let server = Server::start(move |seen| {
            Some(if seen.is_token() {
                tokens += 1;
                if tokens == 1 { token("t") } else { make() }
            } else {
                Reply::errors(401, "expired")
            })
        })
        .await;
        let error = Write::Create.send(&server.client()).await.unwrap_err();
        assert_eq!((error.kind(), error.may_have_taken_effect()), (kind, false), "{error:?}");
        assert_eq!(server.calls().len(), 1);
    }
}

#[tokio::test]
async fn a_write_that_was_not_sent_is_tried_again_and_changed_nothing() {
    let server = Server::with_tokens(|_| Some(fine())).await;
    let client = server.client();
    client.authenticate().await.unwrap();
    server.stop().await;
    let error = Write::Disable.send(&client).await.unwrap_err();
    // Only the first try can have met the connection kept from before, which was just closed.
    match error.kind() {
        ErrorKind::Network => assert!(!error.may_have_taken_effect() && error.tries() == 6, "{error:?}"),
        kind => panic!("{kind:?} {error:?}"),
    }
    assert!(error.to_string().starts_with("could not disable a user at 127.0.0.1:"), "{error}");
    assert!(server.calls().is_empty());
}

#[tokio::test]
async fn a_missing_scope_is_named_with_the_place_to_add_it() {
    for write in Write::ALL {
        let (needed, name) = match write {
            Write::AddGroup | Write::RemoveGroup => (Scope::USER_GROUP_WRITE, "core.user_group.write"),
            _ => (Scope::USER_WRITE, "core.user.write"),
        };
        let server = Server::with_tokens(|_| Some(Reply::errors(403, "no"))).await;
        let error = write.send(&server.client()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Permission);
        assert!(error.missing_scopes().contains(&needed), "{write:?} {error:?}");
        assert!(!error.may_have_taken_effect());
        let hint = error.hint().unwrap();
        for word in [name, "Setup > Integrations", "run again", "already issued does not gain it"] {
            assert!(hint.contains(word), "{hint}");
        }
        // All that is needed to see the outcome is there, so only the right to write is missing.
        let client = server.client().with_scopes(vec![
            Scope::USER_READ,
            Scope::COMMON_READ,
            Scope::USER_GROUP_READ,
            Scope::ACCOUNTING_READ,
        ]);
        assert_eq!(write.send(&client).await.unwrap_err().missing_scopes(), [needed], "{write:?}");
    }
}

#[tokio::test]
async fn a_list_names_the_scope_that_shows_it_too() {
    let client_scopes = vec![Scope::USER_WRITE];
    for (kind, scope) in [
        (MembershipKind::Roles, Scope::COMMON_READ),
        (MembershipKind::Groups, Scope::USER_GROUP_READ),
        (MembershipKind::AccountGroups, Scope::ACCOUNTING_READ),
        (MembershipKind::ContentGroups, Scope::COMMON_READ),
    ] {
        let server = Server::with_tokens(|_| Some(Reply::errors(403, "no"))).await;
        let client = server.client().with_scopes(client_scopes.clone());
        assert_eq!(Write::List(kind).send(&client).await.unwrap_err().missing_scopes(), [scope]);
    }
}

#[tokio::test]
async fn what_was_attempted_is_said_in_plain_words() {
    let server = Server::with_tokens(|_| Some(Reply::errors(400, "no"))).await;
    let client = server.client();
    let mut words = Vec::new();
    for write in Write::ALL {
        words.push(write.send(&client).await.unwrap_err().operation().unwrap());
    }
    assert_eq!(
        words,
        [
            "change the roles of a user",
            "change the groups of a user",
            "change the account groups of a user",
            "change the content groups of a user",
            "change a licence of a user",
            "enable a user",
            "disable a user",
            "add a user to a group",
            "remove a user from a group",
            "add a user to a content group",
            "remove a user from a content group",
            "create a user",
        ]
    );
}
