//! Everything that the functions can do, done once.

use std::time::Duration;

use reqwest::{Client, Method, RequestBuilder, Response};
use sandbox::aws::{Fault, Service};
use sandbox::demo::DEMO;
use sandbox::{Sandbox, Setup, Time};
use serde_json::{Value, json};
use twilio_simulator::{Delivery, InboundMedia, InboundMessage, StatusCallbacks};

/// The longest that anything here may take.
const PATIENCE: Duration = Duration::from_mins(1);
const THREAD: &str = "/api/threads/sms.15550100001.15550190001";

pub(crate) struct Life {
    pub(crate) sandbox: Sandbox,
    pub(crate) time: Time,
}

impl Life {
    pub(crate) async fn start() -> Self {
        let time = Time::from_now();
        let setup = Setup { clock: time.clock(), ..Setup::default() };
        let functions = local::functions();
        let mut sandbox = Sandbox::with(setup, functions, axum::Router::new()).await.unwrap();
        sandbox.run_background();
        Self { sandbox, time }
    }

    /// A message with a picture, one with a film that breaks off in its second part, a receipt.
    pub(crate) async fn receive(&self) {
        self.text(InboundMedia::of_bytes("image/png", b"png")).await;
        let (size, cut_after) = (12 << 20, Some(10 << 20));
        let film = InboundMedia::of_size("video/mp4", size);
        self.text(InboundMedia { cut_after, ..film }).await;
        let callbacks = StatusCallbacks {
            from: DEMO.numbers[0].to_owned(),
            to: "+15550190001".to_owned(),
            url: format!("{}/api/twilio/status-callback", self.sandbox.url()),
            statuses: vec!["delivered".to_owned()],
            ..StatusCallbacks::default()
        };
        let sent = self.sandbox.twilio.send_statuses(callbacks).await.unwrap();
        assert_eq!(sent.webhooks[0].status, 204);
    }

    /// A call that nobody takes, with a voicemail, and one that the website has made.
    pub(crate) async fn answer(&self) {
        self.asks("voice-webhook", &[]).await;
        self.asks("voice-twiml?step=after-dial", &[("DialCallStatus", "no-answer")]).await;
        self.asks("voice-twiml?step=after-dial", &[("DialCallStatus", "completed")]).await;
        let recording = [("RecordingSid", "RE00000000000000000000000000000001")];
        self.asks("voice-twiml?step=voicemail-done", &recording).await;
        self.asks("voice-twiml?step=answered", &[("Direction", "outbound-api")]).await;
    }

    /// What is told of a call while nothing can be written, and what becomes of that.
    pub(crate) async fn spool(&self) {
        let call = ("CallSid", "CA00000000000000000000000000000009");
        let recording = ("RecordingSid", "RE00000000000000000000000000000009");
        self.forward(true).await;
        self.sandbox.aws.fail(Service::DynamoDb, Fault::Down);
        // Two of one pair at the same time: the second may be the first, sent back by the tenant's phone.
        self.asks("voice-webhook", &[("CallSid", "CA00000000000000000000000000000008")]).await;
        self.asks("voice-webhook", &[call]).await;
        self.asks("voice-twiml?step=after-dial", &[call, ("DialCallStatus", "no-answer")]).await;
        self.asks("voice-twiml?step=voicemail-done", &[call, recording]).await;
        self.asks("voice-twiml?step=answered", &[("Direction", "outbound-api")]).await;
        self.sandbox.aws.heal(Service::DynamoDb);
        let sqs = self.sandbox.aws.sqs();
        sandbox::until("all of it is written", async || {
            sqs.make_visible("SpoolQueue").unwrap();
            sqs.messages("SpoolQueue").unwrap().is_empty()
        })
        .await;
        self.forward(false).await;
    }

    /// Whether the tenant's calls go to a phone.
    pub(crate) async fn forward(&self, forwards: bool) {
        let number = "+15550190009";
        let body = json!({ "call_forwarding_enabled": forwards, "call_forwarding_number": number });
        let request = self.request(Method::PATCH, "/api/preferences").body(body.to_string());
        assert_eq!(request.send().await.unwrap().status(), 200);
    }

    /// A job that the queue did not take, and the sweep that finds it.
    pub(crate) async fn sweep(&self) {
        self.sandbox.aws.fail(Service::Sqs, Fault::Down);
        self.text(InboundMedia::of_bytes("image/png", b"late")).await;
        self.sandbox.aws.heal(Service::Sqs);
        self.time.pass(Duration::from_mins(1));
        self.sandbox.tick("SweeperFunction").await.unwrap();
    }

    /// The website shows the conversation, marks it as read, looks for one that is not there, and
    /// the browser downloads a picture.
    pub(crate) async fn look(&self) {
        self.ask(Method::GET, "/api/threads").await;
        self.ask(Method::POST, &format!("{THREAD}/read")).await;
        let events = self.ask(Method::GET, "/api/events").await;
        let next = events["next"].as_str().unwrap();
        self.ask(Method::GET, &format!("/api/events?after={next}")).await;
        let nobody = "/api/threads/sms.15550100001.15550190099/messages";
        assert_eq!(self.send(Method::GET, nobody).await.status(), 404);
        let downloading = async {
            loop {
                let page = self.ask(Method::GET, &format!("{THREAD}/messages")).await;
                if let Some(link) = stored(&page) {
                    return reqwest::get(link).await.unwrap().error_for_status().unwrap();
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let _: Response = tokio::time::timeout(PATIENCE, downloading).await.unwrap();
    }

    /// A call, asked for twice with the same key, one of which nobody knows whether it was made, and one
    /// that a busy Twilio does not make.
    pub(crate) async fn make_call(&self) {
        assert_eq!(self.make("made").await, 201);
        assert_eq!(self.make("made").await, 201);
        self.fail(r#"{"calls": "cut_before"}"#).await;
        assert_eq!(self.make("lost").await, 202);
        self.time.pass(Duration::from_mins(2));
        self.sandbox.tick("SweeperFunction").await.unwrap();
        self.fail(r#"{"calls": "too_many_requests", "times": 20}"#).await;
        assert_eq!(self.make("not made").await, 429);
    }

    /// What goes wrong at Twilio.
    async fn fail(&self, faults: &'static str) {
        let url = format!("{}/sim/faults", self.sandbox.twilio.url());
        let planned = Client::new().post(url).header("content-type", "application/json");
        assert!(planned.body(faults).send().await.unwrap().status().is_success());
    }

    async fn make(&self, key: &str) -> u16 {
        let request = self
            .request(Method::POST, "/api/twilio/calls/make")
            .header("idempotency-key", key.replace(' ', "-"))
            .body(r#"{"to": "+15550190001", "say": "Your flat is ready."}"#);
        request.send().await.unwrap().status().as_u16()
    }

    /// Waits for what goes on in the background; gives up in silence.
    pub(crate) async fn until(&self, done: impl Fn() -> bool) {
        let waiting = async {
            while !done() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let _ = tokio::time::timeout(PATIENCE, waiting).await;
    }

    async fn text(&self, media: InboundMedia) {
        let message = InboundMessage {
            from: "+15550190001".to_owned(),
            to: DEMO.numbers[0].to_owned(),
            media: vec![media],
            ..InboundMessage::default()
        };
        let sent = self.sandbox.twilio.send_message(message).await.unwrap();
        assert_eq!(sent.webhook.unwrap().status, 200);
        // Two messages of one millisecond have no order.
        self.time.pass(Duration::from_millis(1));
    }

    /// Twilio asks about a call.
    pub(crate) async fn asks(&self, webhook: &str, more: &[(&str, &str)]) -> String {
        let call = [
            ("CallSid", "CA00000000000000000000000000000001"),
            ("From", "+15550190001"),
            ("To", DEMO.numbers[0]),
        ];
        let kept = call.iter().filter(|(name, _)| more.iter().all(|(other, _)| other != name));
        let fields: Vec<_> = kept.chain(more).copied().collect();
        let sent = self.sandbox.deliver((&DEMO, webhook), &fields, &Delivery::default()).await;
        let answer = sent.unwrap();
        assert_eq!(answer.status, 200, "{webhook}");
        answer.body
    }

    pub(crate) async fn ask(&self, method: Method, path: &str) -> Value {
        let response = self.send(method, path).await;
        assert_eq!(response.status(), 200, "{path}");
        serde_json::from_str(&response.text().await.unwrap()).unwrap()
    }

    pub(crate) async fn send(&self, method: Method, path: &str) -> Response {
        self.request(method, path).send().await.unwrap()
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.sandbox.request(DEMO.tenant_id, method, path)
    }
}

/// A link to a file in the bucket, if there is one yet.
fn stored(page: &Value) -> Option<&str> {
    let messages = page["items"].as_array()?;
    let mut media = messages.iter().filter_map(|message| message["media"].as_array()).flatten();
    media.find(|one| one["status"] == "stored")?["url"].as_str()
}
