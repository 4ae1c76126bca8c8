//! Messages that a tenant sends, from upload to phone, and all that can become of one.

use std::time::Duration;

use reqwest::{Client, Method};
use serde_json::{Value, json};
use twilio_simulator::{
    Callbacks, Corruption, Delivery, InboundMessage, Order, Outcome, Phone, Resource, RestFault,
};

use crate::life::Life;

const TENANT: &str = "writer";
const MESSAGES: &str = "/api/messages";
const CUSTOMER: &str = "+15550190002";

impl Life {
    /// A tenant sends a picture, cancels a message, and has one held while its account is
    /// suspended. One answer of Twilio is lost, so that the message has to be looked up, and one
    /// receiver has opted out without our knowing.
    pub(crate) async fn messages(&self) {
        let (status, made) = self.writer(Method::POST, "/api/twilio/provision", Value::Null).await;
        assert_eq!(status, 201, "{made}");
        self.wait_for_account().await;
        self.picture().await;
        let later = self.app_time(Duration::from_hours(2));
        let cancelled = self.write(json!({ "body": "never", "send_at": later })).await;
        let waiting = "/api/messages?status=scheduled";
        assert_eq!(self.writer(Method::GET, waiting, Value::Null).await.0, 200);
        let sooner = json!({ "send_at": self.app_time(Duration::from_hours(1)) });
        assert_eq!(self.writer(Method::PATCH, &cancelled, sooner).await.0, 200);
        assert_eq!(self.writer(Method::DELETE, &cancelled, Value::Null).await.0, 200);
        self.doubt().await;
        self.opted_out(made["phone_number"].as_str().unwrap()).await;
        self.opted_out_later().await;
    }

    /// First, while no process has the account as active.
    async fn wait_for_account(&self) {
        let later = self.app_time(Duration::from_hours(1));
        let held = self.write(json!({ "body": "later", "send_at": later })).await;
        let suspend = "/api/twilio/account/suspend";
        assert_eq!(self.writer(Method::POST, suspend, Value::Null).await.0, 200);
        self.pass(Duration::from_hours(1)).await;
        let is_held = |job: &Value| job["shard"] == json!(format!("held:{TENANT}"));
        sandbox::until("a job that is held", async || {
            self.sandbox.records("JobsTable").await.unwrap().iter().any(is_held)
        })
        .await;
        let reactivate = "/api/twilio/account/reactivate";
        assert_eq!(self.writer(Method::POST, reactivate, Value::Null).await.0, 200);
        self.pass(Duration::from_mins(1)).await;
        self.until_status(&held, "delivered").await;
    }

    async fn picture(&self) {
        let announced = json!({ "content_type": "image/png", "size": 3 });
        let (status, upload) = self.writer(Method::POST, "/api/media", announced).await;
        assert_eq!(status, 201, "{upload}");
        let put = Client::new().put(upload["upload_url"].as_str().unwrap()).body("png");
        assert_eq!(put.header("content-type", "image/png").send().await.unwrap().status(), 200);
        let message = self.write(json!({ "media_urls": [upload["media_url"]] })).await;
        let shown = self.until_status(&message, "delivered").await;
        // The list looks the last message up.
        assert_eq!(self.writer(Method::GET, "/api/threads", Value::Null).await.0, 200);
        let link = shown["media_urls"][0].as_str().unwrap();
        reqwest::get(link).await.unwrap().error_for_status().unwrap();
    }

    /// Neither answer nor callback says that it is sent.
    async fn doubt(&self) {
        let twilio = &self.sandbox.twilio;
        let order = Order::Dropped;
        twilio.set_message_callbacks(Callbacks { order, ..Callbacks::default() });
        twilio.fail_next(Resource::Messages, RestFault::CutAfter);
        let message = self.write(json!({ "body": "perhaps" })).await;
        self.until_shown(&message, |shown| shown["unconfirmed"] == true).await;
        self.pass(Duration::from_secs(31)).await;
        self.until_shown(&message, |shown| shown["message_sid"].is_string()).await;
        twilio.set_message_callbacks(Callbacks::default());
    }

    /// Twilio alone hears the word.
    async fn opted_out(&self, own: &str) {
        let corrupt = Some(Corruption::MissingSignature);
        let stop = InboundMessage {
            from: CUSTOMER.to_owned(),
            to: own.to_owned(),
            body: "STOP".to_owned(),
            delivery: Delivery { corrupt, ..Delivery::default() },
            ..InboundMessage::default()
        };
        self.sandbox.twilio.send_message(stop).await.unwrap();
        let message = self.write(json!({ "body": "hello?" })).await;
        self.until_status(&message, "failed").await;
    }

    /// Twilio takes the message, and says afterwards that its receiver has opted out.
    async fn opted_out_later(&self) {
        let to = "+15550190003";
        let phone = Phone { outcome: Outcome::Failed, error_code: Some(21_610) };
        self.sandbox.twilio.set_phone(to, phone).unwrap();
        let (_, made) =
            self.writer(Method::POST, MESSAGES, json!({ "to": to, "body": "hi" })).await;
        let message = format!("{MESSAGES}/{}", made["message_id"].as_str().unwrap());
        self.until_status(&message, "failed").await;
    }

    /// Time goes by, the queue's too, and the sweeper comes.
    async fn pass(&self, time: Duration) {
        self.time.pass(time);
        self.sandbox.aws.sqs().make_visible("SendQueue").unwrap();
        self.sandbox.tick("SweeperFunction").await.unwrap();
    }

    fn app_time(&self, ahead: Duration) -> Value {
        json!(self.time.now().after(ahead))
    }

    /// Writes to the customer, and says where the message is.
    async fn write(&self, mut message: Value) -> String {
        message["to"] = json!(CUSTOMER);
        let (status, answer) = self.writer(Method::POST, MESSAGES, message).await;
        assert_eq!(status, 202, "{answer}");
        format!("{MESSAGES}/{}", answer["message_id"].as_str().unwrap())
    }

    async fn until_status(&self, message: &str, status: &str) -> Value {
        self.until_shown(message, |shown| shown["status"] == status).await
    }

    async fn until_shown(&self, message: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let waiting = async {
            loop {
                let (_, shown) = self.writer(Method::GET, message, Value::Null).await;
                if wanted(&shown) {
                    return shown;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let shown = tokio::time::timeout(Duration::from_mins(1), waiting).await;
        shown.unwrap_or_else(|_| panic!("{message} in vain"))
    }

    async fn writer(&self, method: Method, path: &str, body: Value) -> (u16, Value) {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let request = self.sandbox.request(TENANT, method, path);
        let response = request.body(body).send().await.unwrap();
        let status = response.status().as_u16();
        (status, serde_json::from_str(&response.text().await.unwrap()).unwrap())
    }
}
