//! Messages at a time of their own.

use std::time::{Duration, Instant};

use futures::future::join_all;
use serde_json::{Value, json};

use crate::world::{CUSTOMER, World};

const ALL: usize = 100;

fn later(world: &World, number: usize, time: Duration) -> Value {
    let send_at = world.after(time);
    json!({ "to": CUSTOMER, "body": format!("reminder {number}"), "send_at": send_at })
}

#[tokio::test]
async fn a_hundred_at_the_same_second_are_each_sent_once() {
    let world = World::start().await;
    let hour = Duration::from_hours(1);
    for number in 0..ALL {
        world.send(&later(&world, number, hour)).await;
    }
    world.pass(hour);
    let started = Instant::now();
    let sweeps = join_all((0..2).map(|_| world.sandbox.tick("SweeperFunction"))).await;
    let released: u64 = sweeps.into_iter().map(|sweep| sweep.unwrap().as_u64().unwrap()).sum();
    assert_eq!(released, ALL as u64);
    world.until_true("all are sent", async || world.at_twilio().len() >= ALL).await;
    let took = started.elapsed();
    println!("{ALL} messages, two sweeps at once: {took:?}");
    assert!(took < Duration::from_secs(10), "{took:?}");
    world.until_true("no job is left", async || world.jobs().await.is_empty()).await;
    let mut bodies: Vec<_> = world.at_twilio().into_iter().map(|sent| sent.body).collect();
    bodies.sort_unstable();
    bodies.dedup();
    assert_eq!((bodies.len(), world.at_twilio().len(), world.asked()), (ALL, ALL, ALL));
}

#[tokio::test]
async fn the_sweep_before_gives_a_message_to_the_queue_for_its_second() {
    let world = World::start().await;
    let time = Duration::from_mins(30);
    let id = world.send(&later(&world, 1, time)).await;
    let sweep = async || world.sandbox.tick("SweeperFunction").await.unwrap().as_u64().unwrap();
    world.pass(time - Duration::from_secs(76));
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
    let id = world.send(&later(&world, 1, Duration::from_mins(5))).await;
    let path = format!("/api/messages/{id}");
    assert_eq!(world.request("DELETE", &path).send().await.unwrap().status(), 200);
    world.pass(Duration::from_mins(5));
    world.sandbox.aws.sqs().make_visible("SendQueue").unwrap();
    world.until_idle().await;
    assert_eq!((world.asked(), &world.message(&id).await["status"]), (0, &json!("canceled")));
}
