//! Whole stories while everything goes wrong that can: requests to AWS and to Twilio fail before, during and after they
//! are carried out, are held up, throttled, answered with what an index had before; workers are killed wherever
//! they are; queues deliver twice and too early; a tenant's server fails. Then it is calm, time passes, and what is
//! in the records has to be what was told and asked for.
//!
//! `STORIES` says how many, `STORM_SEED` where to begin. Which requests meet a fault depends on their order too, so a
//! seed makes a storm of the same kind, and seldom the very same one.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod at_the_end;
mod endpoint;
mod fate;
mod records;
mod story;
mod world;

use futures::{StreamExt as _, stream};

use story::Told;
use world::World;

/// Stories of one world.
const STORIES: usize = 60;
/// Stories that are told at the same time.
const AT_ONCE: usize = 6;
/// Storms in which something was lost, doubled or left behind once.
const KNOWN: [u64; 0] = [];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_doubled_or_left_behind() {
    let variable = |name: &str| std::env::var(name).ok()?.parse::<u64>().ok();
    let stories = variable("STORIES").unwrap_or(STORIES as u64);
    let worlds = usize::try_from(stories).unwrap().div_ceil(STORIES);
    let first = variable("STORM_SEED").unwrap_or_else(|| fastrand::u64(..));
    let more = (0..).map(|number| first.wrapping_add(number)).take(worlds);
    for seed in KNOWN.into_iter().chain(more) {
        println!("STORM_SEED={seed}");
        storm(seed).await;
    }
}

async fn storm(seed: u64) {
    let world = World::start().await;
    let mut random = fastrand::Rng::with_seed(seed);
    world.sandbox.aws.storm(random.u64(..), random.u16(10..250));
    let seeds: Vec<_> = (0..STORIES).map(|number| (number, random.u64(..))).collect();
    let telling = async {
        let told = stream::iter(seeds).map(|(number, seed)| story::tell(&world, number, seed));
        let told: Vec<Vec<Told>> = told.buffer_unordered(AT_ONCE).collect().await;
        world.over();
        told.concat()
    };
    let (told, faults) =
        futures::future::join(telling, fate::go_wrong(&world, random.fork())).await;
    world.calm();
    let minutes = world.settle().await;
    println!(
        "{STORIES} stories, {} things told, {faults} blows of fate, {minutes} minutes",
        told.len()
    );
    at_the_end::check(&world, &told).await;
}
