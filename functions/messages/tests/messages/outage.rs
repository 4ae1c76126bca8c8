//! AWS services that fail meanwhile.

use sandbox::aws::{Fault, Service};

use crate::{World, later, text};

#[tokio::test]
async fn a_queue_that_is_down_delays_a_message_and_loses_none() {
    let world = World::start().await;
    world.sandbox.aws.fail(Service::Sqs, Fault::Down);
    assert_eq!(world.send(&text("hi")).await.status, 202);
    world.sandbox.aws.heal(Service::Sqs);
    assert_eq!((world.queued(), world.jobs().await.len()), (0, 1));
}

#[tokio::test]
async fn a_table_that_is_down_is_told_and_nothing_is_written() {
    let world = World::start().await;
    world.sandbox.aws.fail(Service::DynamoDb, Fault::Down);
    assert_eq!(world.send(&later(60_000)).await.error(), (503, "unavailable", ""));
    world.sandbox.aws.heal(Service::DynamoDb);
    assert_eq!(world.messages().await.len(), 0);
}
