//! Stories that need the sandbox in this process. A deployed stack is not asked to live them: its
//! AWS services cannot be told to fail, and its clocks cannot be set.

use std::time::Duration;

use sandbox::aws::{Fault, Service};
use twilio_simulator::{Delivery, InboundMedia, InboundMessage};

use crate::inbound::{first_link, stored};
use crate::world::World;

#[tokio::test]
async fn a_job_that_the_queue_refused_is_done_within_two_sweeps() {
    let world = World::in_sandbox().await;
    let sandbox = world.sandbox();
    sandbox.aws.fail(Service::Sqs, Fault::Down);
    let media = vec![InboundMedia::of_bytes("image/png", b"late")];
    let sent = world.send(InboundMessage { media, ..world.text("") }).await;
    assert_eq!(sent.webhook.unwrap().status, 200);
    sandbox.aws.heal(Service::Sqs);

    let mut sent = 0;
    for _ in 0..2 {
        world.pass(Duration::from_mins(1)).await;
        sent += sandbox.tick("SweeperFunction").await.unwrap().as_u64().unwrap();
    }
    assert_eq!(sent, 1);
    let page = world.get_until(&world.thread(), stored).await;
    assert_eq!(world.download(first_link(&page)).await, b"late");
}

#[tokio::test]
async fn eight_deliveries_at_once_are_stored_once() {
    let world = World::in_sandbox().await;
    let media = vec![InboundMedia::of_bytes("image/png", b"once")];
    let delivery = Delivery { repeat: 8, ..Delivery::default() };
    world.send(InboundMessage { media, delivery, ..world.text("") }).await;
    world.get_until(&world.thread(), stored).await;
    let calls = world.sandbox().aws.calls();
    assert_eq!(calls.iter().filter(|call| call.operation == "PutObject").count(), 1);
}
