//! Messages at a time of their own.

use std::time::Duration;

use serde_json::{Value, json};

use crate::world::{CUSTOMER, World, receive};

fn later(world: &World, time: Duration) -> Value {
    json!({ "to": CUSTOMER, "body": "reminder", "send_at": world.after(time) })
}

#[tokio::test]
async fn the_sweep_before_gives_a_message_to_the_queue_for_its_second() {
    let world = World::start().await;
    let (before, rest) = (Duration::from_mins(28), Duration::from_secs(76));
    let id = world.send(&later(&world, before + rest)).await;
    let sweep = async || world.sandbox.tick("SweeperFunction").await.unwrap().as_u64().unwrap();
    world.pass(before);
    assert_eq!(sweep().await, 0, "the next sweep is early enough");
    world.pass(Duration::from_secs(31));
    assert_eq!(sweep().await, 1);
    assert_eq!(sweep().await, 0, "once");
    assert_eq!(world.asked(), 0);
    let due = world.sandbox.aws.sqs().next_due().unwrap().unwrap();
    assert!(due > Duration::from_secs(40) && due <= Duration::from_secs(45), "{due:?}");

    // A queue that delivers too early changes nothing.
    world.sandbox.aws.sqs().make_visible("SendQueue").unwrap();
    world.until_idle().await;
    assert_eq!((world.asked(), &world.message(&id).await["status"]), (0, &json!("scheduled")));
    world.pass(Duration::from_secs(45));
    assert_eq!(sweep().await, 1);
    world.until_status(&id, "delivered").await;
    assert_eq!(world.asked(), 1);
}

#[tokio::test]
async fn a_cancelled_message_is_not_sent_though_its_job_is_in_the_queue() {
    let world = World::start().await;
    let id = world.send(&later(&world, Duration::from_mins(5))).await;
    let path = format!("/api/messages/{id}");
    assert_eq!(world.request("DELETE", &path).send().await.unwrap().status(), 200);
    world.pass(Duration::from_mins(5));
    world.sandbox.aws.sqs().make_visible("SendQueue").unwrap();
    world.until_idle().await;
    assert_eq!((world.asked(), &world.message(&id).await["status"]), (0, &json!("canceled")));
}

/// The queue has the job with the time of before.
#[tokio::test]
async fn a_message_with_another_time_leaves_then() {
    let world = World::start().await;
    let id = world.send(&later(&world, Duration::from_mins(5))).await;
    let path = format!("/api/messages/{id}");
    let change = async |body: Value| {
        let request = world.request("PATCH", &path).body(body.to_string());
        assert_eq!(request.send().await.unwrap().status(), 200);
    };
    change(json!({ "body": "new text", "send_at": world.after(Duration::from_mins(20)) })).await;
    world.pass(Duration::from_mins(6));
    world.sandbox.aws.sqs().make_visible("SendQueue").unwrap();
    world.until_idle().await;
    world.next_minute().await;
    world.until_idle().await;
    assert_eq!((world.asked(), &world.message(&id).await["status"]), (0, &json!("scheduled")));
    world.pass(Duration::from_mins(14));
    world.next_minute().await;
    let message = world.until_status(&id, "delivered").await;
    assert_eq!((world.asked(), &message["body"]), (1, &json!("new text")));
}

#[tokio::test]
async fn a_message_for_later_takes_its_place_when_it_leaves() {
    let world = World::start().await;
    let id = world.send(&later(&world, Duration::from_mins(5))).await;
    let thread = world.thread().await;
    assert_eq!(thread["last_message"], Value::Null, "{thread}");
    assert_eq!(thread["last_direction"], Value::Null);
    world.pass(Duration::from_mins(1));
    receive(&world, "meanwhile").await;
    let thread = world.thread().await;
    assert_eq!(thread["last_message"], "meanwhile");
    assert_eq!(bodies(&world).await, ["reminder", "meanwhile"], "it is still to come");

    world.pass(Duration::from_mins(4));
    world.next_minute().await;
    let message = world.until_status(&id, "delivered").await;
    let thread = world.thread().await;
    assert_eq!(
        (&thread["last_message"], &thread["last_direction"]),
        (&json!("reminder"), &json!("outbound"))
    );
    assert_eq!(thread["last_activity_at"], message["sort_at"]);
    assert_eq!(thread["last_message_status"], "delivered");
    world.pass(Duration::from_mins(1));
    receive(&world, "thanks").await;
    assert_eq!(bodies(&world).await, ["thanks", "reminder", "meanwhile"]);
}

#[tokio::test]
async fn a_cancelled_message_was_never_the_last_one() {
    let world = World::start().await;
    receive(&world, "hello").await;
    world.pass(Duration::from_secs(1));
    let id = world.send(&later(&world, Duration::from_hours(1))).await;
    let cancelled = world.request("DELETE", &format!("/api/messages/{id}")).send().await.unwrap();
    assert_eq!(cancelled.status(), 200);
    let thread = world.thread().await;
    assert_eq!(
        (&thread["last_message"], &thread["last_direction"]),
        (&json!("hello"), &json!("inbound"))
    );
    world.pass(Duration::from_secs(1));
    receive(&world, "anybody?").await;
    assert_eq!(bodies(&world).await, ["anybody?", "reminder", "hello"]);
}

/// The conversation's messages, newest first.
async fn bodies(world: &World) -> Vec<String> {
    let page = world.get("/api/threads/sms.15550100001.15550190001/messages").await;
    let items = page["items"].as_array().unwrap().iter();
    items.map(|item| item["body"].as_str().unwrap().to_owned()).collect()
}
