//! Five hundred messages while everything goes wrong that can.
//!
//! Requests to AWS and to Twilio fail before, during and after they are carried out, functions are
//! killed wherever they are, the queue delivers again and too early, sweeps overlap. Then the faults
//! stop, the sweeper's patience with what it has sent in vain ends, three more sweeps pass, and every
//! message has to be at Twilio exactly once.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use futures::{StreamExt, stream};
use sandbox::aws::{Fault, Service};
use serde_json::{Value, json};
use shared::records::Timestamp;
use twilio_simulator::{Resource, RestFault};

use crate::world::World;

/// Messages; some of them say the same to the same receiver.
const ALL: usize = 500;
/// Every so many messages, one repeats the text of the one before.
const TWINS: usize = 10;
/// Requests that the website has under way.
const AT_ONCE: usize = 8;
const PAUSE: Duration = Duration::from_millis(25);
/// How long the sweeper waits at least for a job that it has sent.
const SHORTEST_LEASE: Duration = Duration::from_mins(2);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_message_is_at_twilio_once_whatever_goes_wrong() {
    let _alone = crate::ALONE.lock().await;
    let world = World::start().await;
    let seed = std::env::var("FAULT_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or_else(|| fastrand::u64(..));
    println!("FAULT_SEED={seed}");
    let (started, over) = (Instant::now(), AtomicBool::new(false));
    let began = world.now();
    let asking = async {
        let asked: Vec<_> = stream::iter(0..ALL)
            .map(|number| ask(&world, number))
            .buffer_unordered(AT_ONCE)
            .collect()
            .await;
        over.store(true, Ordering::SeqCst);
        asked
    };
    let (asked, faults) = futures::future::join(asking, go_wrong(&world, seed, &over)).await;
    println!("{ALL} messages and {faults} faults in {:?}", started.elapsed());
    heal(&world);
    out_of_patience(&world, began).await;
    for _ in 0..3 {
        world.until_idle().await;
        world.next_minute().await;
        world.until_idle().await;
        world.sandbox.twilio.settled().await;
    }
    check(&world, &asked).await;
}

fn body(number: usize) -> Value {
    let number = if number % TWINS == 1 { number - 1 } else { number };
    json!({ "to": format!("+1555019{:04}", number % 50), "body": format!("message {number}") })
}

/// Asks until the message is taken over, as a website does; its id.
async fn ask(world: &World, number: usize) -> String {
    let (key, body) = (format!("key-{number}"), body(number));
    loop {
        if let Some((202, answer)) = world.ask(&key, &body).await {
            return answer["message_id"].as_str().unwrap().to_owned();
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Makes things go wrong until all messages are taken over, and a while longer.
async fn go_wrong(world: &World, seed: u64, over: &AtomicBool) -> usize {
    let mut random = fastrand::Rng::with_seed(seed);
    let (mut faults, mut rest) = (0, 40);
    while rest > 0 {
        rest -= usize::from(over.load(Ordering::SeqCst));
        faults += 1;
        match random.u8(..10) {
            0..=3 => twilio(world, &mut random),
            4..=6 => aws(world, &mut random),
            7 => {
                let functions = ["SenderFunction", "MessagesFunction", "StatusFunction"];
                world.sandbox.kill(random.choice(functions).unwrap());
            }
            8 => {
                let time = Duration::from_secs(random.u64(1..40));
                pass_between_attempts(world, time).await;
                world.sandbox.aws.sqs().make_visible("SendQueue").unwrap();
            }
            _ => {
                let sweep = world.sandbox.tick("SweeperFunction");
                let killed = async {
                    tokio::time::sleep(random.u32(0..20) * Duration::from_millis(1)).await;
                    world.sandbox.kill("SweeperFunction");
                };
                let _: (Result<_, _>, ()) = futures::future::join(sweep, killed).await;
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
    faults
}

/// Time passes while nobody asks Twilio: an attempt is over after 5 s and in doubt for 30, so that
/// no attempt may see them all go by.
async fn pass_between_attempts(world: &World, time: Duration) {
    loop {
        world.sandbox.kill("SenderFunction");
        // What was sent before the kill is carried out meanwhile.
        tokio::time::sleep(Duration::from_millis(5)).await;
        if world.sandbox.running("SenderFunction") == 0 {
            return world.pass(time);
        }
    }
}

fn twilio(world: &World, random: &mut fastrand::Rng) {
    let others = [RestFault::CallbackFirst, RestFault::Slow(50)];
    let faults = [&RestFault::FAILURES[..], &others].concat();
    world.sandbox.twilio.fail_next(Resource::Messages, *random.choice(&faults).unwrap());
}

fn aws(world: &World, random: &mut fastrand::Rng) {
    let calls = [
        (Service::DynamoDb, "TransactWriteItems"),
        (Service::DynamoDb, "UpdateItem"),
        (Service::DynamoDb, "GetItem"),
        (Service::DynamoDb, "Query"),
        (Service::DynamoDb, "BatchGetItem"),
        (Service::Sqs, "SendMessageBatch"),
        (Service::Sqs, "ChangeMessageVisibility"),
        (Service::Kms, "Decrypt"),
    ];
    let faults = [
        Fault::Down,
        Fault::CutAfter,
        Fault::Slow(Duration::from_millis(50)),
        Fault::Refuse { status: 400, code: "ThrottlingException" },
        Fault::Refuse { status: 400, code: "ValidationException" },
        Fault::Refuse { status: 500, code: "InternalServerError" },
    ];
    let (service, operation) = random.choice(calls).unwrap();
    // More often than the SDK tries again by itself.
    let times = random.usize(1..5);
    world.sandbox.aws.fail_next(service, operation, times, random.choice(faults).unwrap());
}

fn heal(world: &World) {
    world.sandbox.twilio.heal();
    for service in [Service::DynamoDb, Service::Sqs, Service::Kms, Service::S3] {
        world.sandbox.aws.heal(service);
    }
}

/// Until the last job is due. The sweeper waits longer each time that nobody takes up what it sends,
/// but never longer than that has gone on.
async fn out_of_patience(world: &World, began: Timestamp) {
    world.until_idle().await;
    let jobs = world.jobs().await;
    let due =
        jobs.iter().map(|job| serde_json::from_value::<Timestamp>(job["due_at"].clone()).unwrap());
    let (now, last) = (world.now(), due.max().unwrap_or(began));
    let wait =
        Duration::from_millis(u64::try_from(last.as_millis() - now.as_millis()).unwrap_or(0));
    let faults = u64::try_from(now.as_millis() - began.as_millis()).unwrap();
    let longest = Duration::from_millis(faults) + SHORTEST_LEASE;
    assert!(wait <= longest, "{wait:?} after {longest:?} of faults: {jobs:?}");
    world.pass(wait);
}

async fn check(world: &World, asked: &[String]) {
    let sent = world.at_twilio();
    let mut at_twilio: HashMap<&str, usize> = HashMap::new();
    for message in &sent {
        *at_twilio.entry(&message.body).or_default() += 1;
    }
    let mut ours: HashMap<String, usize> = HashMap::new();
    let mut sids = std::collections::HashSet::new();
    for id in asked {
        let message = world.message(id).await;
        let failed = message["status"] == "failed" && message["error_message"].is_string();
        assert!(message["message_sid"].is_string() || failed, "pending: {message}");
        if let Some(sid) = message["message_sid"].as_str() {
            assert!(sids.insert(sid.to_owned()), "two messages have one SID: {message}");
            *ours.entry(message["body"].as_str().unwrap().to_owned()).or_default() += 1;
        }
    }
    assert_eq!(asked.len(), ALL);
    let ours: HashMap<&str, usize> = ours.iter().map(|(body, n)| (body.as_str(), *n)).collect();
    assert_eq!(at_twilio, ours);
    assert_eq!(world.jobs().await, Vec::<Value>::new());
    conversations(world).await;
    println!("{} at Twilio, {} failed", sent.len(), ALL - sids.len());
}

/// Each conversation shows the last of the messages that left.
async fn conversations(world: &World) {
    let threads = world.get("/api/threads?limit=200").await;
    let threads = threads["items"].as_array().unwrap();
    assert!(!threads.is_empty());
    for thread in threads {
        let id = thread["thread_id"].as_str().unwrap();
        let messages = world.get(&format!("/api/threads/{id}/messages?limit=200")).await;
        let messages = messages["items"].as_array().unwrap();
        let place = |message: &Value| {
            ["sort_at", "message_id"].map(|name| message[name].as_str().unwrap().to_owned())
        };
        let last = messages.iter().max_by_key(|message| place(message)).unwrap();
        assert_eq!(thread["last_message_id"], last["message_id"], "{thread}");
        assert_eq!(thread["last_activity_at"], last["sort_at"], "{thread}");
    }
}
