//! A tenant with a server of its own, at a time that only the test moves on.

use std::time::Duration;

use announce::Announce;
use axum::Router;
use deliver::Deliver;
use http::Method;
use sandbox::demo::{DEMO, OTHER};
use sandbox::{Sandbox, Setup, Time};
use serde_json::{Value, json};
use sms::Sms;
use sweeper::Sweeper;
use twilio_simulator::InboundMessage;
use webhooks::Webhooks;
use website::Website;

use crate::server::Server;

/// The longest that anything here may take.
const PATIENCE: Duration = Duration::from_mins(2);

pub(crate) struct World {
    pub(crate) sandbox: Sandbox,
    pub(crate) server: Server,
    pub(crate) time: Time,
}

impl World {
    pub(crate) async fn start() -> Self {
        let time = Time::from_now();
        let setup = Setup { clock: time.clock(), ..Setup::default() };
        let functions = vec![
            sandbox::webhook::<Sms>(),
            sandbox::api::<Website>(),
            sandbox::api::<Webhooks>(),
            sandbox::worker::<Announce>(),
            sandbox::worker::<Deliver>(),
            sandbox::worker::<Sweeper>(),
        ];
        let mut sandbox = Sandbox::with(setup, functions, Router::new()).await.unwrap();
        sandbox.add(&OTHER).await.unwrap();
        sandbox.run_background();
        Self { sandbox, server: Server::start().await, time }
    }

    pub(crate) async fn ask(
        &self,
        tenant: &str,
        (method, path): (&str, &str),
        body: &Value,
    ) -> (u16, Value) {
        let method: Method = method.parse().unwrap();
        let mut request = self.sandbox.request(tenant, method, path);
        if !body.is_null() {
            request = request.body(body.to_string());
        }
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        (status, serde_json::from_str(&response.text().await.unwrap()).unwrap())
    }

    /// Asks as tenant `demo`; the answer has this status.
    pub(crate) async fn demo(&self, asked: (&str, &str), body: &Value, expected: u16) -> Value {
        let (status, answer) = self.ask("demo", asked, body).await;
        assert_eq!(status, expected, "{asked:?}: {answer}");
        answer
    }

    /// An endpoint at the server for these events; its id, and its secret.
    pub(crate) async fn endpoint(&self, kinds: &[&str]) -> (String, String) {
        let body = json!({ "url": self.server.url, "kinds": kinds });
        let created = self.demo(("POST", "/api/webhooks"), &body, 201).await;
        let text = |field: &str| created[field].as_str().unwrap().to_owned();
        (text("endpoint_id"), text("secret"))
    }

    pub(crate) async fn receive(&self, (from, body): (&str, &str)) {
        let (from, to, body) = (from.to_owned(), DEMO.numbers[0].to_owned(), body.to_owned());
        let message = InboundMessage { from, to, body, ..InboundMessage::default() };
        let sent = self.sandbox.twilio.send_message(message).await.unwrap();
        assert_eq!(sent.webhook.unwrap().status, 200);
        self.pass(Duration::from_secs(1));
    }

    pub(crate) fn pass(&self, time: Duration) {
        self.time.pass(time);
    }

    /// The pauses of the queue are over, and the next sweep comes.
    pub(crate) async fn later(&self, time: Duration) {
        self.pass(time);
        self.sandbox.aws.sqs().make_visible("DeliverQueue").unwrap();
        let _: Result<_, _> = self.sandbox.tick("SweeperFunction").await;
    }

    pub(crate) async fn until(&self, what: &str, holds: impl AsyncFn() -> bool) {
        let waiting = async {
            while !holds().await {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let waited = tokio::time::timeout(PATIENCE, waiting).await;
        waited.unwrap_or_else(|_| panic!("{what}: in vain; {:#?}", self.server.posts()));
    }

    pub(crate) async fn deliveries(&self, endpoint: &str, query: &str) -> Vec<Value> {
        let path = format!("/api/webhooks/{endpoint}/deliveries{query}");
        let page = self.demo(("GET", &path), &Value::Null, 200).await;
        page["items"].as_array().unwrap().clone()
    }

    pub(crate) async fn shown(&self, endpoint: &str) -> Value {
        self.demo(("GET", &format!("/api/webhooks/{endpoint}")), &Value::Null, 200).await
    }

    /// Nothing waits, and nobody works.
    pub(crate) async fn is_quiet(&self) -> bool {
        let jobs = self.sandbox.records("JobsTable").await.unwrap();
        jobs.is_empty() && self.sandbox.running("DeliverFunction") == 0
    }
}
