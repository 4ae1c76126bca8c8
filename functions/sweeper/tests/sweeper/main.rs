//! `sweeper` against jobs that the queue has lost.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod calls;
mod merged;

use std::time::Duration;

use futures::future::join_all;
use sandbox::aws::{Fault, Service};
use sandbox::demo::DEMO;
use sandbox::{Sandbox, Setup, Time};
use serde_json::json;
use shared::records::Timestamp;
use sms::Sms;
use sweeper::Sweeper;
use twilio_simulator::{InboundMedia, InboundMessage};

const START: i64 = 1_800_000_000_000;

/// A sandbox with a clock that the test moves.
struct World {
    sandbox: Sandbox,
    time: Time,
}

impl World {
    async fn start() -> Self {
        let time = Time::at(Timestamp::from_millis(START));
        let setup = Setup { clock: time.clock(), ..Setup::default() };
        let functions = vec![sandbox::webhook::<Sms>(), sandbox::worker::<Sweeper>()];
        let extra = axum::Router::new();
        Self { sandbox: Sandbox::with(setup, functions, extra).await.unwrap(), time }
    }

    fn pass(&self, time: Duration) {
        self.time.pass(time);
    }

    async fn sweep(&self) -> u64 {
        self.sandbox.tick("SweeperFunction").await.unwrap().as_u64().unwrap()
    }

    /// A message arrives whose pictures the queue does not take.
    async fn lose(&self, pictures: usize) {
        self.sandbox.aws.fail(Service::Sqs, Fault::Down);
        let media = (0..pictures).map(|_| InboundMedia::of_bytes("image/png", b"png")).collect();
        let message = InboundMessage {
            from: "+15550190001".to_owned(),
            to: DEMO.numbers[0].to_owned(),
            media,
            ..InboundMessage::default()
        };
        let sent = self.sandbox.twilio.send_message(message).await.unwrap();
        assert_eq!(sent.webhook.unwrap().status, 200);
        self.sandbox.aws.heal(Service::Sqs);
    }

    fn queued(&self) -> usize {
        self.sandbox.aws.sqs().messages("MediaQueue").unwrap().len()
    }
}

const MINUTE: Duration = Duration::from_mins(1);

#[tokio::test]
async fn a_lost_job_is_sent_within_two_sweeps() {
    let world = World::start().await;
    world.lose(1).await;
    world.pass(MINUTE / 2);
    assert_eq!(world.sweep().await, 0, "a worker may still be at it");
    world.pass(MINUTE);
    assert_eq!(world.sweep().await, 1);
    let sent = world.sandbox.aws.sqs().messages("MediaQueue").unwrap().remove(0);
    let sent: serde_json::Value = serde_json::from_str(&sent.body).unwrap();
    let job = world.sandbox.only_record("JobsTable").await.unwrap();
    assert_eq!((&sent["job_id"], &sent["payload"]), (&job["job_id"], &job["payload"]));
}

#[tokio::test]
async fn a_sent_job_rests_and_rests_longer_each_time() {
    let world = World::start().await;
    world.lose(1).await;
    world.pass(MINUTE);
    for (sent, minutes) in [2, 2, 2, 4, 8].into_iter().enumerate() {
        assert_eq!(world.sweep().await, 1);
        assert_eq!(
            world.sandbox.only_record("JobsTable").await.unwrap()["attempts"],
            json!(sent + 1)
        );
        world.pass(MINUTE * (minutes - 1));
        assert_eq!(world.sweep().await, 0, "{minutes}");
        world.pass(MINUTE);
    }
}

#[tokio::test]
async fn two_sweeps_at_once_send_each_job_once() {
    let world = World::start().await;
    for _ in 0..3 {
        world.lose(10).await;
    }
    world.pass(MINUTE);
    let sweeps = join_all((0..4).map(|_| world.sweep())).await;
    assert_eq!(sweeps.iter().sum::<u64>(), 30, "{sweeps:?}");
    assert_eq!(world.queued(), 30);
}

#[tokio::test]
async fn while_the_queue_is_down_jobs_stay_overdue() {
    let world = World::start().await;
    world.lose(1).await;
    world.pass(MINUTE);
    world.sandbox.aws.fail(Service::Sqs, Fault::Down);
    assert_eq!(world.sweep().await, 0);
    world.sandbox.aws.heal(Service::Sqs);
    assert_eq!(world.sweep().await, 1, "the very next sweep");
    assert_eq!(world.queued(), 1);
    let job = world.sandbox.only_record("JobsTable").await.unwrap();
    assert_eq!(job["attempts"], 1, "only what was sent counts");
}

#[tokio::test]
async fn nothing_overdue_costs_only_the_queries() {
    let world = World::start().await;
    world.sandbox.aws.clear_calls();
    assert_eq!(world.sweep().await, 0);
    assert!(world.sandbox.aws.calls().iter().all(|call| call.operation == "Query"));
}
