//! A tenant that sends messages, at a time that only the test moves on.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use messages::Messages;
use sandbox::aws::sqs::State;
use sandbox::demo::DEMO;
use sandbox::{Sandbox, Setup, Time};
use sender::Sender;
use serde_json::{Value, json};
use shared::app::App;
use shared::records::Timestamp;
use sms::Sms;
use status::Status;
use sweeper::Sweeper;
use twilio_simulator::{InboundMessage, Resource, RestFault, SentMessage};
use website::Website;

pub(crate) const OWN: &str = "+15550100001";
pub(crate) const CUSTOMER: &str = "+15550190001";
const AT: i64 = 1_790_856_030_000;
/// How often in a row, 20 ms apart, the queue has to look quiet.
const QUIET: usize = 5;
/// The longest that anything here may take.
const PATIENCE: Duration = Duration::from_mins(2);

pub(crate) struct World {
    pub(crate) sandbox: Sandbox,
    time: Time,
}

/// Hundreds of messages are asked for in minutes that hardly pass.
const MANY: (&str, &str) = ("MessagesPerMinute", "100000");

impl World {
    pub(crate) async fn start() -> Self {
        Self::with(&[]).await
    }

    pub(crate) async fn with(parameters: &[(&str, &str)]) -> Self {
        let time = Time::at(Timestamp::from_millis(AT));
        let parameters = [&[MANY], parameters].concat();
        let setup = Setup { clock: time.clock(), ..Setup::with(&parameters) };
        let functions = vec![
            sandbox::api::<Messages>(),
            sandbox::worker::<Sender>(),
            sandbox::worker::<Sweeper>(),
            sandbox::webhook::<Status>(),
            sandbox::webhook::<Sms>(),
            sandbox::api::<Website>(),
        ];
        let mut sandbox = Sandbox::with(setup, functions, Router::new()).await.unwrap();
        sandbox.run_background();
        Self { sandbox, time }
    }

    pub(crate) fn pass(&self, time: Duration) {
        self.time.pass(time);
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.time.now()
    }

    pub(crate) fn after(&self, time: Duration) -> Timestamp {
        self.now().after(time)
    }

    /// May do anything.
    pub(crate) fn app(&self) -> App {
        self.sandbox.app("SenderFunction").unwrap()
    }

    /// Asks for a message with a key; the status of the answer, and the message.
    pub(crate) async fn ask(&self, key: &str, body: &Value) -> Option<(u16, Value)> {
        let request = self.request("POST", "/api/messages").header("Idempotency-Key", key);
        let response = request.body(body.to_string()).send().await.ok()?;
        let status = response.status().as_u16();
        Some((status, serde_json::from_str(&response.text().await.ok()?).ok()?))
    }

    /// Asks for a message that is taken over; its id.
    pub(crate) async fn send(&self, body: &Value) -> String {
        let key = format!("{body}").replace([' ', '\n'], "_");
        let key = &key[..key.len().min(128)];
        let (status, answer) = self.ask(key, body).await.unwrap();
        assert_eq!(status, 202, "{answer}");
        answer["message_id"].as_str().unwrap().to_owned()
    }

    pub(crate) fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        self.sandbox.request(DEMO.tenant_id, method.parse().unwrap(), path)
    }

    /// A message as the website sees it.
    pub(crate) async fn message(&self, id: &str) -> Value {
        self.get(&format!("/api/messages/{id}")).await
    }

    /// What the website's API answers.
    pub(crate) async fn get(&self, path: &str) -> Value {
        let response = self.request("GET", path).send().await.unwrap();
        serde_json::from_str(&response.text().await.unwrap()).unwrap()
    }

    /// The only conversation, as the list of conversations shows it.
    pub(crate) async fn thread(&self) -> Value {
        let threads = self.get("/api/threads").await;
        assert_eq!(threads["items"].as_array().map(Vec::len), Some(1), "{threads}");
        threads["items"][0].clone()
    }

    /// Waits until a message is as wanted.
    pub(crate) async fn until(&self, id: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let last = std::sync::Mutex::new(Value::Null);
        let waiting = async {
            loop {
                let message = self.message(id).await;
                if wanted(&message) {
                    return message;
                }
                *last.lock().unwrap() = message;
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let message = tokio::time::timeout(PATIENCE, waiting).await;
        message.unwrap_or_else(|_| panic!("in vain: {}", last.lock().unwrap()))
    }

    pub(crate) async fn until_status(&self, id: &str, status: &str) -> Value {
        self.until(id, |message| message["status"] == status).await
    }

    /// Every delay of the queue is over, and the next sweep comes.
    pub(crate) async fn next_minute(&self) {
        self.pass(Duration::from_mins(1));
        self.sandbox.aws.sqs().make_visible("SendQueue").unwrap();
        let _: Result<_, _> = self.sandbox.tick("SweeperFunction").await;
    }

    /// Something goes wrong with the next request for a message.
    pub(crate) fn fail_next(&self, fault: RestFault) {
        self.sandbox.twilio.fail_next(Resource::Messages, fault);
    }

    /// What the account has sent, by Twilio's account of it.
    pub(crate) fn at_twilio(&self) -> Vec<SentMessage> {
        self.sandbox.twilio.sent_messages(DEMO.account_sid).unwrap()
    }

    /// How often Twilio was asked for a message.
    pub(crate) fn asked(&self) -> usize {
        let requests = self.sandbox.twilio.requests();
        let posts = requests.iter().filter(|one| one.method == "POST");
        posts.filter(|one| one.path.ends_with("/Messages.json")).count()
    }

    pub(crate) async fn jobs(&self) -> Vec<Value> {
        self.sandbox.records("JobsTable").await.unwrap()
    }

    /// Waits until the queue has nothing that can be received now, and nobody works on it. Between
    /// queue and function a message is seen nowhere, so it has to be quiet for a while.
    pub(crate) async fn until_idle(&self) {
        let quiet = AtomicUsize::new(0);
        sandbox::until("the queue is quiet", async || match self.is_idle() {
            true => quiet.fetch_add(1, Ordering::SeqCst) >= QUIET,
            false => {
                quiet.store(0, Ordering::SeqCst);
                false
            }
        })
        .await;
    }

    fn is_idle(&self) -> bool {
        let messages = self.sandbox.aws.sqs().messages("SendQueue").unwrap();
        let waits = messages.iter().any(|message| message.state == State::Visible);
        !waits && self.sandbox.running("SenderFunction") == 0
    }
}

pub(crate) fn text(body: &str) -> Value {
    json!({ "to": CUSTOMER, "body": body })
}

/// The customer writes.
pub(crate) async fn receive(world: &World, body: &str) {
    let message = InboundMessage {
        from: CUSTOMER.to_owned(),
        to: OWN.to_owned(),
        body: body.to_owned(),
        ..InboundMessage::default()
    };
    let sent = world.sandbox.twilio.send_message(message).await.unwrap();
    assert_eq!(sent.webhook.unwrap().status, 200);
}
