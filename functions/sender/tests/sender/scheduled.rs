//! Messages at a time of their own.

use std::time::Duration;

use serde_json::{Value, json};

use crate::world::{CUSTOMER, World};

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
