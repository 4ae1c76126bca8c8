//! What those learn who watch.

use serde_json::{Value, json};

use super::watcher::Watcher;
use super::*;

fn is(event: &Value, kind: &str) -> bool {
    event["type"] == kind
}

#[tokio::test]
async fn a_text_and_its_webhook_are_seen_as_they_come() {
    let world = World::start().await;
    let mut watcher = Watcher::of(&world, None).await;
    let delivered = world.text("hello").await;
    let message = watcher.until(|event| is(event, "message")).await;
    assert_eq!((&message["sid"], &message["body"]), (&json!(delivered.sid), &json!("hello")));
    assert_eq!((&message["from"], &message["status"]), (&json!(PHONE), &json!("received")));
    let webhook = watcher.until(|event| is(event, "webhook")).await;
    assert_eq!((&webhook["message_sid"], &webhook["status"]), (&json!(delivered.sid), &json!(200)));
    assert_eq!(webhook["answer"], "<Response/>");
}

#[tokio::test]
async fn a_message_is_followed_to_its_end() {
    let world = World::start().await;
    let mut watcher = Watcher::of(&world, None).await;
    let form = [("To", PHONE), ("From", NUMBER), ("Body", "out")];
    let sent = json(world.post(&world.path("Messages.json"), &form)).await;
    let is_there = |event: &Value| event["sid"] == sent["sid"] && event["status"] == "delivered";
    let seen = watcher.until(is_there).await;
    assert_eq!((&seen["type"], &seen["direction"]), (&json!("message"), &json!("outbound-api")));
}

#[tokio::test]
async fn who_comes_back_goes_on_where_he_was() {
    let world = World::start().await;
    let mut watcher = Watcher::of(&world, None).await;
    world.text("first").await;
    watcher.until(|event| is(event, "webhook")).await;
    let last = watcher.id.clone();
    drop(watcher);
    world.text("second").await;
    let mut again = Watcher::of(&world, Some(&last)).await;
    assert_eq!(again.next().await.unwrap()["body"], "second");
    let mut stranger = Watcher::of(&world, Some("1")).await;
    assert_eq!(stranger.next().await, Some(json!({"type": "missed"})));
    world.text("third").await;
    assert_eq!(stranger.next().await.unwrap()["body"], "third");
}

#[tokio::test]
async fn it_ends_with_the_simulator() {
    let world = World::start().await;
    let mut watcher = Watcher::of(&world, None).await;
    drop(world);
    assert_eq!(watcher.next().await, None);
}
