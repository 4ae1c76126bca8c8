//! Everything there is, with a server of the tenant's own, at a time that only the test moves on.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use reqwest::Method;
use sandbox::aws::Service;
use sandbox::aws::sqs::State;
use sandbox::demo::{DEMO, OTHER, Tenant};
use sandbox::{Sandbox, Setup, Time};
use serde_json::{Value, json};
use shared::records::Timestamp;
use tokio::sync::{RwLock, RwLockReadGuard};
use twilio_simulator::Inventory;

use crate::endpoint::Endpoint;

/// Two tenants have stories.
pub(crate) const TENANTS: [&Tenant; 2] = [&DEMO, &OTHER];
/// They have a queue or a stream.
pub(crate) const WORKERS: [&str; 7] = [
    "MediaFunction",
    "SenderFunction",
    "DeliverFunction",
    "ImporterFunction",
    "SpoolFunction",
    "AnnounceFunction",
    "SweeperFunction",
];
pub(crate) const QUEUES: [&str; 5] =
    ["MediaQueue", "SendQueue", "DeliverQueue", "ImportQueue", "SpoolQueue"];
const AT: i64 = 1_790_856_030_000;
/// Limits are another test's.
const MANY: [(&str, &str); 7] = [
    ("Provisioning", "open"),
    ("MessagesPerMinute", "100000"),
    ("MessagesPerDay", "100000"),
    ("CallsPerMinute", "100000"),
    ("CallMinutesPerDay", "100000"),
    ("OpenCallsPerTenant", "100"),
    ("NumbersPerTenant", "1000"),
];
/// Sweeps after which nothing may be left: a message whose fate nobody knows is given up after four hours, and what a
/// server has not taken is told for the last time after a day. First a minute apart, then half an hour.
const ROUNDS: u64 = 200;
const SHORT: u64 = 60;
/// How often in a row, 5 ms apart, it has to be quiet.
const QUIET: usize = 4;

pub(crate) struct World {
    pub(crate) sandbox: Sandbox,
    pub(crate) endpoint: Endpoint,
    time: Time,
    /// Held by whoever asks, and alone by whoever lets time pass.
    asking: RwLock<()>,
    over: AtomicBool,
}

impl World {
    pub(crate) async fn start() -> Self {
        let time = Time::at(Timestamp::from_millis(AT));
        let setup = Setup { clock: time.clock(), ..Setup::with(&MANY) };
        let mut sandbox = Sandbox::with(setup, local::functions(), Router::new()).await.unwrap();
        sandbox.add(&OTHER).await.unwrap();
        let offers = Some(500);
        let inventory = Inventory { country: "US".to_owned(), area_code: Some(415), offers };
        sandbox.twilio.set_inventory(&inventory).unwrap();
        sandbox.run_background();
        let endpoint = Endpoint::start().await;
        let (asking, over) = (RwLock::default(), AtomicBool::new(false));
        let world = Self { sandbox, endpoint, time, asking, over };
        let hook =
            json!({ "url": world.endpoint.url, "kinds": ["message.received", "call.created"] });
        let (status, answer) = world
            .ask(DEMO.tenant_id, (Method::POST, "/api/webhooks"), "hook", &hook)
            .await
            .unwrap();
        assert_eq!(status, 201, "{answer}");
        world
    }

    /// Asks as a tenant's website does; `None` without an answer that can be read.
    pub(crate) async fn ask(
        &self,
        tenant_id: &str,
        (method, path): (Method, &str),
        key: &str,
        body: &Value,
    ) -> Option<(u16, Value)> {
        let _asking = self.asks().await;
        let request = self.sandbox.request(tenant_id, method, path);
        let request = request.header("Idempotency-Key", key).body(body.to_string());
        let response = request.send().await.ok()?;
        let status = response.status().as_u16();
        Some((status, serde_json::from_str(&response.text().await.ok()?).ok()?))
    }

    /// Held while something is asked.
    pub(crate) async fn asks(&self) -> RwLockReadGuard<'_, ()> {
        let guard = self.asking.read().await;
        // Two events of one millisecond have no order.
        self.time.pass(Duration::from_millis(1));
        guard
    }

    /// Lets time pass while nobody works: what is tried sees no more of it go by than it may last.
    pub(crate) async fn pass(&self, time: Duration) {
        let _alone = self.asking.write().await;
        loop {
            for worker in WORKERS {
                self.sandbox.kill(worker);
            }
            // What was sent before is carried out meanwhile.
            tokio::time::sleep(Duration::from_millis(5)).await;
            if !self.works() {
                return self.time.pass(time);
            }
        }
    }

    fn works(&self) -> bool {
        WORKERS.iter().any(|worker| self.sandbox.running(worker) > 0)
    }

    pub(crate) fn over(&self) {
        self.over.store(true, Ordering::SeqCst);
    }

    pub(crate) fn is_over(&self) -> bool {
        self.over.load(Ordering::SeqCst)
    }

    /// Nothing goes wrong any more.
    pub(crate) fn calm(&self) {
        self.sandbox.aws.calm();
        for service in [Service::DynamoDb, Service::S3, Service::Sqs, Service::Kms] {
            self.sandbox.aws.heal(service);
        }
        self.sandbox.twilio.heal();
        self.endpoint.heal();
    }

    /// Time passes, until nothing is left to do; how many minutes.
    pub(crate) async fn settle(&self) -> u64 {
        let mut minutes = 0;
        for round in 0..ROUNDS {
            self.until_quiet().await;
            if self.is_done().await {
                return minutes;
            }
            let pause = if round < SHORT { 1 } else { 30 };
            minutes += pause;
            self.time.pass(Duration::from_mins(pause));
            for queue in QUEUES {
                self.sandbox.aws.sqs().make_visible(queue).unwrap();
            }
            let _: Result<Value, String> = self.sandbox.tick("SweeperFunction").await;
        }
        panic!("left after {minutes} minutes: {:#?}", self.left().await);
    }

    async fn until_quiet(&self) {
        let mut quiet = 0;
        while quiet < QUIET {
            quiet = if self.works() || self.waits() { 0 } else { quiet + 1 };
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        self.sandbox.twilio.settled().await;
        self.sandbox.drain_streams().await;
    }

    fn waits(&self) -> bool {
        let sqs = self.sandbox.aws.sqs();
        let is = |queue: &&str| {
            sqs.messages(queue).unwrap().iter().any(|message| message.state == State::Visible)
        };
        QUEUES.iter().any(is)
    }

    async fn is_done(&self) -> bool {
        let empty = |queue: &&str| self.sandbox.aws.sqs().messages(queue).unwrap().is_empty();
        self.left().await.is_empty() && QUEUES.iter().all(empty)
    }

    /// Jobs that are not done, and calls of whose end nothing was heard.
    async fn left(&self) -> Vec<Value> {
        let mut left = self.sandbox.records("JobsTable").await.unwrap();
        let calls = self.sandbox.records("CallsTable").await.unwrap();
        left.extend(calls.into_iter().filter(|call| !call["settle_shard"].is_null()));
        left
    }
}
