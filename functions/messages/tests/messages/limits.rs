//! What a stolen token can cost.

use futures::future::join_all;
use serde_json::json;

use crate::{CUSTOMER, World};

#[tokio::test]
async fn no_message_leaves_the_countries_or_goes_to_a_costly_number() {
    let world = World::with(&[("DialCountries", "US,CA,GB,DE")]).await;
    for to in [
        "+18765550100",
        "+2521234567",
        "+19005550100",
        "+979123456789",
        "+881612345678",
        "+449098790123",
        "+447012345678",
        "+491801123456",
        "+12129765550",
    ] {
        let got = world.send(&json!({ "to": to, "body": "hi" })).await;
        assert_eq!(got.error(), (403, "destination_not_allowed", "to"), "{to}");
    }
    assert_eq!(world.send(&json!({ "to": "+447400123456", "body": "hi" })).await.status, 202);
}

#[tokio::test]
async fn messages_may_go_elsewhere_than_calls() {
    let world = World::with(&[("MessageCountries", "GB,GB/premium_rate")]).await;
    let got = world.send(&json!({ "to": CUSTOMER, "body": "hi" })).await;
    assert_eq!(got.error(), (403, "destination_not_allowed", "to"));
    for to in ["+447400123456", "+449098790123"] {
        assert_eq!(world.send(&json!({ "to": to, "body": "hi" })).await.status, 202, "{to}");
    }
}

#[tokio::test]
async fn fifty_at_once_are_never_more_than_the_limit() {
    for limit in ["MessagesPerMinute", "MessagesPerDay"] {
        let world = World::with(&[(limit, "20")]).await;
        let body = json!({ "to": CUSTOMER, "body": "hi" });
        let statuses = join_all((0..50).map(|_| world.send(&body))).await;
        let taken = statuses.iter().filter(|got| got.status == 202).count();
        let refused = statuses.iter().filter(|got| got.status == 429).count();
        assert_eq!((taken, refused), (20, 30), "{limit}");
        assert_eq!(world.sandbox.records("MessagesTable").await.unwrap().len(), 20, "{limit}");

        world.pass(60_000);
        let next = if limit == "MessagesPerDay" { 429 } else { 202 };
        assert_eq!(world.send(&body).await.status, next, "{limit}");
        world.pass(24 * 60 * 60 * 1_000);
        assert_eq!(world.send(&body).await.status, 202, "{limit}");
    }
}

/// At the limit too a repeat is answered as its message.
#[tokio::test]
async fn repeats_at_the_limit_are_no_refusals() {
    let world = World::with(&[("MessagesPerMinute", "1")]).await;
    let body = json!({ "to": CUSTOMER, "body": "hi" });
    let post = ("POST", "/api/messages");
    assert_eq!(world.keyed(post, &body, ("demo", Some("one"))).await.status, 202);
    let repeats = join_all((0..10).map(|_| world.keyed(post, &body, ("demo", Some("one")))));
    assert!(repeats.await.iter().all(|got| got.status == 202));
    assert_eq!(world.keyed(post, &body, ("demo", Some("two"))).await.status, 429);
}

/// A repeat is no second message, and what is refused is none.
#[tokio::test]
async fn only_messages_count() {
    let world = World::with(&[("MessagesPerMinute", "2")]).await;
    let body = json!({ "to": CUSTOMER, "body": "hi" });
    let send = async || {
        let request = world.sandbox.request("demo", reqwest::Method::POST, "/api/messages");
        let request = request.header("content-type", "application/json");
        let request = request.header("idempotency-key", "one").body(body.to_string());
        request.send().await.unwrap().status().as_u16()
    };
    assert_eq!(send().await, 202);
    assert_eq!(join_all((0..10).map(|_| send())).await, [202; 10]);
    let bad = json!({ "to": "+18765550100", "body": "hi" });
    assert_eq!(world.send(&bad).await.status, 403);
    assert_eq!(world.send(&body).await.status, 202);
    assert_eq!(world.send(&body).await.status, 429);
}
