//! The order of callbacks.

use super::*;

const IN_ORDER: [&str; 4] = ["queued", "sending", "sent", "delivered"];

async fn told(callbacks: Callbacks) -> Vec<String> {
    let world = World::start().await;
    world.twilio.set_message_callbacks(callbacks);
    assert_eq!(world.deliver(&[]).await["status"], "delivered");
    assert!(world.receiver.seen().iter().all(receiver::Seen::is_signed));
    world.told()
}

fn ordered(order: Order) -> Callbacks {
    Callbacks { order, ..Callbacks::default() }
}

#[tokio::test]
async fn they_can_be_reversed() {
    let mut expected = IN_ORDER;
    expected.reverse();
    assert_eq!(told(ordered(Order::Reversed)).await, expected);
}

#[tokio::test]
async fn they_can_be_doubled() {
    let told = told(Callbacks { repeat: 2, ..Callbacks::default() }).await;
    let expected: Vec<_> = IN_ORDER.iter().flat_map(|status| [*status; 2]).collect();
    assert_eq!(told, expected);
}

#[tokio::test]
async fn they_can_be_shuffled() {
    let shuffled = |seed| told(Callbacks { order: Order::Shuffled, repeat: 2, seed });
    let (first, again, other) = (shuffled(1).await, shuffled(1).await, shuffled(2).await);
    assert_eq!(first, again);
    assert_ne!(first, other);
    assert_eq!(first.len(), 8);
}

#[tokio::test]
async fn they_can_be_dropped() {
    assert!(told(ordered(Order::Dropped)).await.is_empty());
}

#[tokio::test]
async fn the_first_can_come_before_the_answer() {
    let world = World::start().await;
    world.twilio.set_message_callbacks(ordered(Order::BeforeAnswer));
    let sent = world.send(&[]).await;
    assert_eq!((&sent["status"], world.told()[0].as_str()), (&json!("queued"), "queued"));
    world.twilio.settled().await;
    assert_eq!(world.told(), IN_ORDER);
}

#[tokio::test]
async fn a_message_waits_for_each_answer() {
    let world = World::start().await;
    world.receiver.script([receiver::Scripted::Silence]);
    let sid = world.send(&[]).await["sid"].as_str().unwrap().to_owned();
    world.told_at_least(1).await;
    assert_eq!(json(world.get(&world.message(&sid))).await["status"], "queued");
}

#[tokio::test]
async fn overrides_say_what_is_tried_again() {
    let world = World::start().await;
    world.receiver.script([receiver::Scripted::Status(503), receiver::Scripted::Status(503)]);
    let status = world.receiver.url("/status#rp=5xx&rc=2");
    world.deliver(&[("StatusCallback", &status)]).await;
    assert_eq!(world.told(), ["queued", "queued", "queued", "sending", "sent", "delivered"]);
}

#[tokio::test]
async fn the_order_can_be_set_by_http() {
    let world = World::start().await;
    let set = async |body: Value| world.tell("/sim/callbacks", &body).await;
    assert_eq!(set(json!({"messages": {"order": "reversed"}})).await, 204);
    // The order of calls is another one.
    assert_eq!(set(json!({"order": "as_sent", "repeat": 2})).await, 204);
    world.deliver(&[]).await;
    assert_eq!(world.told(), ["delivered", "sent", "sending", "queued"]);
    assert_eq!(set(json!({"messages": {"order": "dropped"}})).await, 204);
    world.deliver(&[]).await;
    assert_eq!(world.told().len(), 4);
    assert_eq!(set(json!({"messages": {"order": "odd"}})).await, 400);
    assert_eq!(set(json!({"message": {}})).await, 400);
}
