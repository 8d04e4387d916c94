//! Answers that go wrong on the way: limits, faults, broken and slow connections, bodies that are
//! too large or not JSON.

use std::io::Write as _;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use coupa_client::{Cause, Client, ErrorKind, Event, RetryPolicy};
use serde_json::json;

use crate::server::{Reply, Server, data};

fn roles() -> Reply {
    data("roles", json!([{ "id": 1 }]))
}

/// Answers `faulty` this many times, then properly.
async fn faulty(times: usize, faulty: impl Fn() -> Reply + Send + 'static) -> Server {
    let mut answers = 0;
    Server::with_tokens(move |_| {
        answers += 1;
        Some(if answers <= times { faulty() } else { roles() })
    })
    .await
}

async fn succeeds(client: &Client) {
    assert_eq!(client.roles_page(0).await.unwrap().items.len(), 1);
}

#[tokio::test]
async fn passing_faults_are_borne() {
    type Make = fn() -> Reply;
    let faults: [(&str, Make); 10] = [
        ("429", || Reply::errors(429, "rate limit exceeded")),
        ("500", || Reply::errors(500, "oops")),
        ("502", || Reply::status(502).body("<html><title>Bad Gateway</title></html>")),
        ("503", || Reply::errors(503, "maintenance")),
        ("504", || Reply::status(504)),
        ("closed", || Reply::Raw(Vec::new())),
        ("cut head", || Reply::Raw(b"HTTP/1.1 200 O".to_vec())),
        ("cut body", || Reply::Raw(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"data\":".to_vec())),
        ("cut chunk", || {
            Reply::Raw(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n20\r\n{\"data\":".to_vec())
        }),
        ("cut json", || Reply::Raw(b"HTTP/1.1 200 OK\r\n\r\n{\"data\":{\"roles\":[{\"id\"".to_vec())),
    ];
    for (name, make) in faults {
        let server = faulty(2, make).await;
        let client = server.client();
        succeeds(&client).await;
        assert_eq!(server.calls().len(), 3, "{name}");
        assert_eq!(client.counters().retries, 2, "{name}");
    }
}

#[tokio::test]
async fn faults_that_stay_end_within_the_bound_and_tell_the_tries() {
    let server = faulty(usize::MAX, || Reply::errors(503, "maintenance until noon")).await;
    let error = server.client().roles_page(0).await.unwrap_err();
    assert_eq!((error.kind(), error.status(), error.tries()), (ErrorKind::Server, Some(503), 6));
    assert!(error.to_string().contains("could not list roles of 127.0.0.1:"), "{error}");
    assert!(error.to_string().contains("(6 tries"), "{error}");
    assert_eq!(error.cause().unwrap().to_string(), "Coupa answered 503: maintenance until noon");
    assert_eq!(server.calls().len(), 6);
}

#[tokio::test]
async fn a_clients_own_fault_is_not_repeated() {
    for status in [400, 402, 409, 410, 418, 451] {
        let server = faulty(usize::MAX, move || Reply::errors(status, "your fault")).await;
        let error = server.client().roles_page(0).await.unwrap_err();
        assert_eq!(error.status(), Some(status));
        assert_eq!(error.cause().unwrap().to_string(), format!("Coupa answered {status}: your fault"));
        assert_eq!(server.calls().len(), 1, "{status}");
    }
}

#[tokio::test]
async fn retry_after_is_obeyed_as_seconds_and_as_date() {
    for date in [false, true] {
        let server = faulty(1, move || {
            let now = jiff::Timestamp::now();
            let format = |time: jiff::Timestamp| {
                jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&time).unwrap()
            };
            let later = now + Duration::from_secs(1);
            Reply::errors(429, "slow down")
                .header("date", &format(now))
                .header("retry-after", &if date { format(later) } else { "1".to_owned() })
        })
        .await;
        let events = Arc::new(Mutex::new(Vec::new()));
        let client = server
            .builder()
            .on_event(Arc::new({
                let events = Arc::clone(&events);
                move |event| events.lock().unwrap().push(event)
            }))
            .build()
            .unwrap();
        let started_at = Instant::now();
        succeeds(&client).await;
        let took = started_at.elapsed();
        // A date has no fractions of a second, so up to one of them may be gone already.
        let least = Duration::from_millis(if date { 0 } else { 1000 });
        assert!(took >= least && took < Duration::from_millis(2000), "{date} {took:?}");
        assert_eq!(client.counters().rate_limited, 1);
        assert!(events.lock().unwrap().iter().any(|event| matches!(event, Event::RateLimited { .. })));
        assert!(client.clock_skew().unwrap().as_secs().abs() <= 1);
    }
}

#[tokio::test]
async fn absurd_waits_are_not_obeyed() {
    for value in ["86400", "99999999999999999999999999", "-5", "Fri, 31 Dec 9999 23:59:59 GMT", "later"] {
        let server = faulty(1, move || Reply::errors(429, "slow down").header("retry-after", value)).await;
        let started_at = Instant::now();
        succeeds(&server.client()).await;
        assert!(started_at.elapsed() < Duration::from_secs(2), "{value}");
    }
}

#[tokio::test]
async fn a_429_pauses_every_task() {
    let refused_at = Arc::new(Mutex::new(None));
    let server = Server::with_tokens({
        let refused_at = Arc::clone(&refused_at);
        move |_| {
            let mut refused_at = refused_at.lock().unwrap();
            match *refused_at {
                None => {
                    *refused_at = Some(Instant::now());
                    Some(Reply::errors(429, "slow down").header("retry-after", "1"))
                }
                Some(at) => {
                    // The last whole millisecond may be missing from the timer's point of view.
                    assert!(
                        at.elapsed() > Duration::from_millis(990),
                        "sent {:?} after the 429",
                        at.elapsed()
                    );
                    Some(roles())
                }
            }
        }
    })
    .await;
    let client = server.client();
    let first = tokio::spawn({
        let client = client.clone();
        async move { succeeds(&client).await }
    });
    while client.counters().rate_limited == 0 {
        tokio::task::yield_now().await;
    }
    succeeds(&client).await;
    first.await.unwrap();
}

#[tokio::test]
async fn a_server_that_never_answers_or_drips_ends_at_the_limit() {
    for make in [|| Reply::Never, || Reply::Drip] {
        let server = faulty(usize::MAX, make).await;
        let client = server
            .builder()
            .timeout(Duration::from_millis(150))
            .retry(RetryPolicy {
                max_tries: 2,
                first_delay: Duration::from_millis(1),
                ..RetryPolicy::default()
            })
            .build()
            .unwrap();
        let started_at = Instant::now();
        let error = client.roles_page(0).await.unwrap_err();
        assert_eq!((error.kind(), error.tries()), (ErrorKind::Timeout, 2));
        assert_eq!(error.cause().unwrap().to_string(), "no complete answer arrived within 0.1 s");
        assert!(started_at.elapsed() < Duration::from_secs(3));
        let server = faulty(1, make).await;
        succeeds(&server.builder().timeout(Duration::from_millis(300)).build().unwrap()).await;
    }
}

#[tokio::test]
async fn the_time_of_a_whole_call_is_bounded() {
    let server = faulty(usize::MAX, || Reply::errors(429, "slow down").header("retry-after", "60")).await;
    let client = server
        .builder()
        .retry(RetryPolicy { max_call_time: Duration::from_secs(1), ..RetryPolicy::default() })
        .build()
        .unwrap();
    let started_at = Instant::now();
    let error = client.roles_page(0).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RateLimited);
    assert!(started_at.elapsed() < Duration::from_secs(1), "no use in waiting past the end");
}

#[tokio::test]
async fn bodies_that_are_not_json_are_named_and_tried_again_only_so_often() {
    for (body, expected) in [
        (
            &b"<!DOCTYPE html><html><head><title>Sign in to Coupa</title></head></html>"[..],
            "Coupa answered 200 with a web page titled \"Sign in to Coupa\" instead of JSON",
        ),
        (b"<?xml version=\"1.0\"?><users type=\"array\"/>", "Coupa answered 200 with XML instead of JSON"),
        (b"", "Coupa answered 200 with an empty body instead of JSON"),
        (b"{\"data\": \"\xff\xfe\"}", "the answer is not valid UTF-8 (first at byte 10)"),
        (b"OK", "Coupa answered 200 with something else instead of JSON"),
    ] {
        let server = faulty(usize::MAX, move || Reply::status(200).body(body)).await;
        let error = server.client().roles_page(0).await.unwrap_err();
        assert_eq!(error.cause().unwrap().to_string(), expected);
        assert_eq!((error.kind(), server.calls().len()), (ErrorKind::Malformed, 3));
    }
}

#[tokio::test]
async fn json_of_another_shape_is_not_taken_for_an_empty_page() {
    let server = faulty(usize::MAX, || Reply::json(json!([1, 2]))).await;
    let error = server.client().roles_page(0).await.unwrap_err();
    assert_eq!(
        error.cause().unwrap().to_string(),
        "Coupa answered 200 with JSON of another shape instead of JSON"
    );
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn compressed_answers_are_read() {
    let server = Server::with_tokens(|seen| {
        assert_eq!(seen.header("accept-encoding"), "gzip");
        let body = gzip(br#"{"data":{"roles":[{"id":1}]}}"#);
        Some(Reply::status(200).header("content-encoding", "gzip").body(body))
    })
    .await;
    let client = server.client();
    succeeds(&client).await;
    assert!(client.counters().bytes_received > 29);
}

#[tokio::test]
async fn a_bomb_is_refused_while_it_unfolds() {
    let bomb = gzip(&vec![b' '; 80 * 1024 * 1024]);
    assert!(bomb.len() < 200_000);
    let server =
        faulty(usize::MAX, move || Reply::status(200).header("content-encoding", "gzip").body(bomb.clone()))
            .await;
    let error = server.client().roles_page(0).await.unwrap_err();
    assert_eq!(error.cause(), Some(&Cause::TooLarge { limit_bytes: 64 * 1024 * 1024 }));
    assert_eq!(server.calls().len(), 1, "it would be as large again");
}

#[tokio::test]
async fn a_large_answer_is_refused_before_it_is_all_there() {
    let server = faulty(usize::MAX, || Reply::status(200).body(vec![b' '; 300_000])).await;
    let client = server.builder().max_body_bytes(100_000).build().unwrap();
    assert_eq!(
        client.roles_page(0).await.unwrap_err().cause(),
        Some(&Cause::TooLarge { limit_bytes: 100_000 })
    );
}
