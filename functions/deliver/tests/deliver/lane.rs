//! Who adds to a lane while somebody ends it: nothing is left without a job, and nobody shares one.

use std::time::Duration;

use shared::ids::{EndpointId, EventId};
use shared::records::EventDelivery;
use shared::store::Heard;

use crate::world::World;

/// Deliveries of one lane.
fn deliveries(world: &World) -> [EventDelivery; 3] {
    let tenant = "demo".parse().unwrap();
    let endpoint: EndpointId = "01J00000000000000000000000".parse().unwrap();
    let first: EventId = "1".repeat(32).parse().unwrap();
    let one = EventDelivery::test((&tenant, &endpoint), &first, world.time.now());
    ["1", "2", "3"].map(|digit| EventDelivery {
        event_id: digit.repeat(32).parse().unwrap(),
        order: digit.to_owned(),
        pending_key: Some(digit.to_owned()),
        ..one.clone()
    })
}

#[tokio::test]
async fn what_is_added_while_a_lane_ends_is_not_lost() {
    let world = World::start().await;
    let (store, now) = (world.sandbox.app("DeliverFunction").unwrap().store, world.time.now());
    let [one, two, three] = deliveries(&world);
    let lane = one.lane.clone();
    let job = store.lane_add(&lane, std::slice::from_ref(&one), now).await.unwrap();
    let job = job.expect("the lane has begun").job_id;
    let until = now.after(Duration::from_mins(1));
    let seen = store.lane_take(&job, (now, until)).await.unwrap().unwrap();
    assert_eq!(store.lane_waiting(&lane, 10).await.unwrap(), std::slice::from_ref(&one));
    store.delivery_taken(&one, &Heard::default(), now).await.unwrap();
    assert!(store.lane_waiting(&lane, 10).await.unwrap().is_empty());
    // Now somebody adds.
    assert!(store.lane_add(&lane, std::slice::from_ref(&two), now).await.unwrap().is_none());
    let more = store.lane_end(&job, seen).await.unwrap();
    assert_eq!(more, Some(seen + 1), "the job stays");
    assert_eq!(store.lane_waiting(&lane, 10).await.unwrap(), std::slice::from_ref(&two));
    store.delivery_taken(&two, &Heard::default(), now).await.unwrap();
    assert_eq!(store.lane_end(&job, seen + 1).await.unwrap(), None, "it is deleted");
    // What is known begins no job, what is new does.
    let known = [one, two];
    assert!(store.lane_add(&lane, &known, now).await.unwrap().is_none());
    assert!(world.sandbox.records("JobsTable").await.unwrap().is_empty());
    let [one, two] = known;
    let all = [one, three.clone(), two];
    assert!(store.lane_add(&lane, &all, now).await.unwrap().is_some());
    assert_eq!(store.lane_waiting(&lane, 10).await.unwrap(), [three]);
}

#[tokio::test]
async fn a_lane_is_one_workers_until_it_leaves_or_is_late() {
    let world = World::start().await;
    let (store, now) = (world.sandbox.app("DeliverFunction").unwrap().store, world.time.now());
    let [one, ..] = deliveries(&world);
    let job = store.lane_add(&one.lane, std::slice::from_ref(&one), now).await.unwrap();
    let job = job.unwrap().job_id;
    let take =
        async |at| store.lane_take(&job, (at, at.after(Duration::from_mins(1)))).await.unwrap();
    assert!(take(now).await.is_some());
    assert!(take(now).await.is_none(), "somebody else has it");
    store.lane_leave(&job).await.unwrap();
    assert!(take(now).await.is_some());
    assert!(take(now.after(Duration::from_secs(61))).await.is_some(), "that one has died");
}
