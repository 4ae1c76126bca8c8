//! Calls over HTTP, behind the gateway's authorizer, with a Twilio that says what a test wants.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod limits;
mod made;
mod outage;
mod refused;
mod repeated;
mod simulated;

use std::time::Duration;

use axum::Router;
use outbound_call::OutboundCall;
use reqwest::Method;
use sandbox::demo::OTHER;
use sandbox::{Sandbox, Setup, Time};
use serde_json::{Value, json};
use shared::records::{Preferences, Timestamp};
use twilio_simulator::scripted::{Answer, Scripted};

const OWN: &str = "+15550100001";
const PHONE: &str = "+15550190009";
const LEAD: &str = "+15550190001";
const CALL: &str = "CA00000000000000000000000000000002";
/// In the middle of a minute.
const AT: i64 = 1_790_856_030_000;

/// A sandbox whose Twilio is scripted, at a time that only the test moves on.
struct World {
    sandbox: Sandbox,
    twilio: Scripted,
    time: Time,
}

/// What was answered.
#[derive(Debug, Clone, PartialEq)]
struct Got {
    status: u16,
    retry_after: Option<String>,
    body: Value,
}

impl World {
    async fn start(script: Vec<Answer>) -> Self {
        Self::with(script, &[]).await
    }

    async fn with(script: Vec<Answer>, parameters: &[(&str, &str)]) -> Self {
        let twilio = Scripted::start(script).await.unwrap();
        let time = Time::at(Timestamp::from_millis(AT));
        let setup = Setup {
            twilio_api: Some(twilio.url().to_owned()),
            clock: time.clock(),
            ..Setup::with(parameters)
        };
        let functions = vec![sandbox::api::<OutboundCall>()];
        let sandbox = Sandbox::with(setup, functions, Router::new()).await.unwrap();
        sandbox.add(&OTHER).await.unwrap();
        let preferences = Preferences {
            call_forwarding_number: Some(PHONE.parse().unwrap()),
            ..Preferences::default()
        };
        let store = sandbox.app("OutboundCallFunction").unwrap().store;
        store.preferences_replace(&"demo".parse().unwrap(), &preferences, None).await.unwrap();
        Self { sandbox, twilio, time }
    }

    fn pass(&self, seconds: u64) {
        self.time.pass(Duration::from_secs(seconds));
    }

    /// Asks for a call as tenant `demo`.
    async fn make(&self, key: Option<&str>, body: &Value) -> Got {
        self.make_as("demo", key, body).await
    }

    async fn make_as(&self, tenant: &str, key: Option<&str>, body: &Value) -> Got {
        let request = self
            .sandbox
            .request(tenant, Method::POST, "/api/twilio/calls/make")
            .header("content-type", "application/json")
            .body(body.to_string());
        let (status, retry_after, body) = sandbox::answered(request, key).await;
        Got { status, retry_after, body }
    }

    /// How often Twilio was asked for a call.
    fn asked(&self) -> usize {
        self.twilio.asked().len()
    }

    async fn calls(&self) -> Vec<Value> {
        self.sandbox.records("CallsTable").await.unwrap()
    }
}

fn placed() -> Answer {
    Answer::Reply(201, json!({ "sid": CALL, "status": "queued" }).to_string())
}

fn refusal(code: u32, message: &str) -> Answer {
    Answer::Reply(400, json!({ "code": code, "message": message, "status": 400 }).to_string())
}

fn busy() -> Answer {
    Answer::Reply(429, json!({ "code": 20429, "status": 429 }).to_string())
}
