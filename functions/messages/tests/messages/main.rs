//! Messages over HTTP, behind the gateway's authorizer.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod cancelled;
mod limits;
mod outage;
mod people;
mod refused;
mod repeated;
mod rescheduled;
mod taken;
mod uploaded;

use std::time::Duration;

use axum::Router;
use messages::Messages;
use sandbox::demo::OTHER;
use sandbox::{Sandbox, Setup, Time};
use serde_json::{Value, json};
use shared::app::App;
use shared::records::{Job, JobPayload, Timestamp};
use sms::Sms;
use twilio::status::AccountStatus;

const OWN: &str = "+15550100001";
const SECOND: &str = "+15550100002";
const CUSTOMER: &str = "+15550190001";
const AT: i64 = 1_790_856_030_000;

/// A sandbox at a time that only the test moves on.
struct World {
    sandbox: Sandbox,
    time: Time,
}

/// What was answered.
#[derive(Debug, Clone, PartialEq)]
struct Got {
    status: u16,
    body: Value,
}

impl Got {
    /// Code and field of an error.
    fn error(&self) -> (u16, &str, &str) {
        let error = &self.body["error"];
        let text = |name: &str| error[name].as_str().unwrap_or_default();
        (self.status, text("code"), text("field"))
    }
}

impl World {
    async fn start() -> Self {
        Self::with(&[]).await
    }

    /// With these parameters of the template.
    async fn with(parameters: &[(&str, &str)]) -> Self {
        let time = Time::at(at(0));
        let setup = Setup { clock: time.clock(), ..Setup::with(parameters) };
        let functions = vec![sandbox::api::<Messages>(), sandbox::webhook::<Sms>()];
        let sandbox = Sandbox::with(setup, functions, Router::new()).await.unwrap();
        sandbox.add(&OTHER).await.unwrap();
        Self { sandbox, time }
    }

    fn pass(&self, millis: u64) {
        self.time.pass(Duration::from_millis(millis));
    }

    /// May do anything.
    fn app(&self) -> App {
        self.sandbox.app("MessagesFunction").unwrap()
    }

    async fn request(&self, (method, path): (&str, &str), body: &Value, as_whom: &str) -> Got {
        self.keyed((method, path), body, (as_whom, None)).await
    }

    async fn keyed(
        &self,
        (method, path): (&str, &str),
        body: &Value,
        (tenant, key): (&str, Option<&str>),
    ) -> Got {
        let request = self.sandbox.request(tenant, method.parse().unwrap(), path);
        let (status, _, body) = sandbox::answered(request.body(body.to_string()), key).await;
        Got { status, body }
    }

    async fn send(&self, body: &Value) -> Got {
        self.request(("POST", "/api/messages"), body, "demo").await
    }

    async fn suspend(&self, sid: &str) {
        let store = self.app().store;
        let account = store.account_get(&sid.parse().unwrap()).await.unwrap().unwrap();
        let account = shared::records::Account { status: AccountStatus::Suspended, ..account };
        store.account_put(&account).await.unwrap();
    }

    async fn messages(&self) -> Vec<Value> {
        self.sandbox.records("MessagesTable").await.unwrap()
    }

    async fn jobs(&self) -> Vec<Job> {
        let records = self.sandbox.records("JobsTable").await.unwrap();
        records.into_iter().map(|job| serde_json::from_value(job).unwrap()).collect()
    }

    /// Jobs in the queue, with how many seconds they are still hidden.
    fn queued(&self) -> usize {
        self.sandbox.aws.sqs().messages("SendQueue").unwrap().len()
    }
}

fn text(body: &str) -> Value {
    json!({ "to": CUSTOMER, "body": body })
}

fn later(millis: i64) -> Value {
    json!({ "to": CUSTOMER, "body": "later", "send_at": at(millis) })
}

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(AT + millis)
}

fn due(job: &Job) -> (Timestamp, Option<Timestamp>) {
    let JobPayload::Send(send) = &job.payload else { panic!("{job:?}") };
    (job.due_at, send.send_at)
}
