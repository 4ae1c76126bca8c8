//! Messages that wait for their time: listed, and given another text or time.

use serde_json::{Value, json};
use shared::store::{Attempt, Claim};

use crate::cancelled::job;
use crate::{Got, World, at, later, text};

const HOUR: i64 = 3_600_000;
const LIST: &str = "/api/messages?status=scheduled";

async fn list(world: &World, who: &str, path: &str) -> Value {
    let got = world.request(("GET", path), &Value::Null, who).await;
    assert_eq!(got.status, 200, "{}", got.body);
    got.body
}

async fn ids(world: &World) -> Vec<Value> {
    let page = list(world, "demo", LIST).await;
    page["items"].as_array().unwrap().iter().map(|one| one["message_id"].clone()).collect()
}

async fn change(world: &World, sent: &Got, body: &Value) -> Got {
    let path = format!("/api/messages/{}", sent.body["message_id"].as_str().unwrap());
    world.request(("PATCH", &path), body, "demo").await
}

#[tokio::test]
async fn those_that_wait_are_listed_the_soonest_first() {
    let world = World::start().await;
    world.send(&text("at once")).await;
    let last = world.send(&later(3 * HOUR)).await.body["message_id"].clone();
    let first = world.send(&later(HOUR)).await.body["message_id"].clone();
    let gone = world.send(&later(2 * HOUR)).await;
    assert_eq!(ids(&world).await, [first.clone(), gone.body["message_id"].clone(), last.clone()]);
    let path = format!("/api/messages/{}", gone.body["message_id"].as_str().unwrap());
    assert_eq!(world.request(("DELETE", &path), &Value::Null, "demo").await.status, 200);
    let page = list(&world, "demo", &format!("{LIST}&limit=1")).await;
    assert_eq!(page["items"][0]["message_id"], first);
    let next = format!("{LIST}&limit=1&cursor={}", page["next"].as_str().unwrap());
    assert_eq!(list(&world, "demo", &next).await["items"][0]["message_id"], last);
    assert_eq!(list(&world, "other", LIST).await["items"], json!([]));
    for (path, field) in [
        ("/api/messages", "status"),
        ("/api/messages?status=sent", "status"),
        ("/api/messages?status=scheduled&limit=0", "limit"),
        ("/api/messages?status=scheduled&cursor=x", "cursor"),
        ("/api/messages?status=scheduled&from=x", "from"),
    ] {
        let got = world.request(("GET", path), &Value::Null, "demo").await;
        assert_eq!((got.status, &got.body["error"]["field"]), (400, &json!(field)), "{path}");
    }
}

#[tokio::test]
async fn one_that_waits_gets_another_text_and_time() {
    let world = World::start().await;
    let sent = world.send(&later(HOUR)).await;
    let other = world.send(&later(2 * HOUR)).await;
    let changed =
        change(&world, &sent, &json!({ "body": "ελα στις πεντε", "send_at": at(3 * HOUR) })).await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    for (field, value) in [
        ("body", json!("ελα στις πεντε")),
        ("send_at", json!(at(3 * HOUR))),
        ("sort_at", json!(at(3 * HOUR))),
        ("encoding", json!("UCS-2")),
        ("status", json!("scheduled")),
    ] {
        assert_eq!(changed.body[field], value, "{field}");
    }
    let expected = [other.body["message_id"].clone(), sent.body["message_id"].clone()];
    assert_eq!(ids(&world).await, expected);
    let jobs = world.jobs().await;
    let moved = jobs.iter().find(|it| it.payload.not_before() == Some(at(3 * HOUR))).unwrap();
    assert_eq!(moved.due_at, at(3 * HOUR));
    let only_time = change(&world, &sent, &json!({ "send_at": at(HOUR) })).await;
    assert_eq!(only_time.body["body"], "ελα στις πεντε");
}

#[tokio::test]
async fn what_waits_no_longer_is_not_changed() {
    let world = World::start().await;
    let body = json!({ "body": "too late" });
    let at_once = world.send(&text("at once")).await;
    assert_eq!(change(&world, &at_once, &body).await.error(), (409, "already_sent", ""));
    let cancelled = world.send(&later(HOUR)).await;
    let path = format!("/api/messages/{}", cancelled.body["message_id"].as_str().unwrap());
    world.request(("DELETE", &path), &Value::Null, "demo").await;
    assert_eq!(change(&world, &cancelled, &body).await.error(), (409, "already_sent", ""));
    let leaving = world.send(&later(HOUR)).await;
    let attempt = Attempt { id: "a".to_owned(), at: at(HOUR) };
    let claim = world.app().store.message_claim(&job(&leaving), &attempt, None).await.unwrap();
    assert!(matches!(claim, Claim::Taken(_)), "{claim:?}");
    assert_eq!(change(&world, &leaving, &body).await.error(), (409, "already_sent", ""));
    let time = json!({ "send_at": at(2 * HOUR) });
    assert_eq!(change(&world, &leaving, &time).await.error(), (409, "already_sent", ""));
    assert_eq!(ids(&world).await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_change_that_means_nothing_is_refused() {
    let world = World::start().await;
    let sent = world.send(&later(HOUR)).await;
    for (body, field) in [
        (json!({}), "body"),
        (json!({ "body": "" }), "body"),
        (json!({ "body": "x".repeat(1_601) }), "body"),
        (json!({ "body": null }), "body"),
        (json!({ "body": null, "send_at": at(2 * HOUR) }), "body"),
        (json!({ "body": "x", "send_at": null }), "send_at"),
        (json!({ "send_at": at(-1) }), "send_at"),
        (json!({ "send_at": at(36 * 24 * HOUR) }), "send_at"),
        (json!({ "to": "+15550190001" }), "to"),
    ] {
        let got = change(&world, &sent, &body).await;
        assert_eq!((got.status, &got.body["error"]["field"]), (400, &json!(field)), "{body}");
    }
    let path = format!("/api/messages/{}", sent.body["message_id"].as_str().unwrap());
    let theirs = world.request(("PATCH", &path), &json!({ "body": "x" }), "other").await;
    assert_eq!(theirs.status, 404);
}

#[tokio::test]
async fn a_text_beside_files_is_not_taken_away_by_null() {
    let world = World::start().await;
    let mut body = later(HOUR);
    body["media_urls"] = json!(["https://files.example.com/a.png"]);
    let sent = world.send(&body).await;
    assert_eq!(sent.status, 202, "{}", sent.body);
    let got = change(&world, &sent, &json!({ "body": null })).await;
    assert_eq!((got.status, &got.body["error"]["field"]), (400, &json!("body")));
    let shown = list(&world, "demo", LIST).await;
    assert_eq!(shown["items"][0]["body"], "later");
    let got = change(&world, &sent, &json!({ "body": "" })).await;
    assert_eq!((got.status, &got.body["body"]), (200, &json!("")), "{}", got.body);
}
