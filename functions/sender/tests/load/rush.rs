//! Many messages that are due at the same second.

use std::time::{Duration, Instant};

use futures::future::join_all;
use sandbox::until;
use serde_json::{Value, json};
use twilio_simulator::{Callbacks, Order};

use crate::world::{CUSTOMER, World};

const ALL: usize = 100;

fn later(world: &World, number: usize, time: Duration) -> Value {
    let send_at = world.after(time);
    json!({ "to": CUSTOMER, "body": format!("reminder {number}"), "send_at": send_at })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_at_the_same_second_are_each_sent_once() {
    let _alone = crate::ALONE.lock().await;
    let world = World::start().await;
    // What is measured is the sending.
    let order = Order::Dropped;
    world.sandbox.twilio.set_message_callbacks(Callbacks { order, ..Callbacks::default() });
    let hour = Duration::from_hours(1);
    for number in 0..ALL {
        world.send(&later(&world, number, hour)).await;
    }
    world.pass(hour);
    let started = Instant::now();
    let sweeps = join_all((0..2).map(|_| world.sandbox.tick("SweeperFunction"))).await;
    let released: u64 = sweeps.into_iter().map(|sweep| sweep.unwrap().as_u64().unwrap()).sum();
    assert_eq!(released, ALL as u64);
    // Cheaper to ask than the messages.
    let answered = || world.sandbox.twilio.requests().len();
    until("all are sent", async || answered() >= ALL).await;
    let took = started.elapsed();
    println!("{ALL} messages, two sweeps at once: {took:?}");
    assert!(took < Duration::from_secs(10), "{took:?}");
    until("no job is left", async || world.jobs().await.is_empty()).await;
    let mut bodies: Vec<_> = world.at_twilio().into_iter().map(|sent| sent.body).collect();
    bodies.sort_unstable();
    bodies.dedup();
    assert_eq!((bodies.len(), world.at_twilio().len(), world.asked()), (ALL, ALL, ALL));
}
