//! Somebody who hides the number on WhatsApp, is recognised, and what the website does about people.

use reqwest::Method;
use sandbox::aws::{Fault, Service};
use sandbox::demo::DEMO;
use serde_json::{Value, json};
use shared::records::{ImportJob, Job, JobPayload, Timestamp};
use twilio_simulator::Delivery;

use crate::life::Life;

const USER_ID: &str = "FI.2782093025461110";
const NUMBER: &str = "+15550190051";
const THREAD: &str = "whatsapp.15550100001.15550190051";

impl Life {
    /// A user id writes, wants no messages, turns out to be a number's, wants messages again and is
    /// answered.
    pub(crate) async fn people(&self) {
        let user = format!("whatsapp:{USER_ID}");
        let number = format!("whatsapp:{NUMBER}");
        self.writes((1, &user, "hi"), &[]).await;
        let notes = "/api/threads/whatsapp.15550100001.~FI_2e2782093025461110/notes";
        let (status, _) = self.demo(Method::POST, notes, &json!({ "text": "Who is it?" })).await;
        assert_eq!(status, 201);
        self.writes((2, &user, "STOP"), &[]).await;
        self.writes((3, &number, "me"), &[("ExternalUserId", USER_ID)]).await;
        self.sandbox.tick("SweeperFunction").await.unwrap();
        self.time.pass(std::time::Duration::from_secs(1));
        self.writes((4, &number, "START"), &[]).await;
        for asked in [
            json!({ "thread_id": THREAD, "body": "hello" }),
            json!({ "to": USER_ID, "channel": "whatsapp", "body": "hello" }),
        ] {
            let (status, answer) = self.demo(Method::POST, "/api/messages", &asked).await;
            assert_eq!(status, 202, "{answer}");
        }
        let (_, notes) =
            self.demo(Method::GET, &format!("/api/threads/{THREAD}/notes"), &Value::Null).await;
        assert_eq!(notes["items"][0]["text"], "Who is it?");
        let (_, people) = self.demo(Method::GET, "/api/contacts", &Value::Null).await;
        let person = people["items"][0]["contact_id"].as_str().unwrap();
        let person = format!("/api/contacts/{person}");
        self.succeeds(Method::GET, &person, &Value::Null).await;
        self.succeeds(Method::PATCH, &person, &json!({ "name": "Ada" })).await;
        self.sandbox.drain_streams().await;
        for path in ["/api/counts", "/api/search/messages?q=hello", "/api/contacts?q=ada"] {
            self.succeeds(Method::GET, path, &Value::Null).await;
        }
        self.succeeds(Method::GET, &format!("{person}/timeline"), &Value::Null).await;
        let (status, other) = self
            .demo(
                Method::POST,
                "/api/contacts",
                &json!({ "addresses": [{ "address": "+15550190052" }] }),
            )
            .await;
        assert_eq!(status, 201, "{other}");
        let other = json!({ "contact_id": other["contact_id"] });
        self.succeeds(Method::POST, &format!("{person}/merge"), &other).await;
        let wish = json!({ "contact_number": NUMBER, "opted_out": true });
        self.succeeds(Method::POST, "/api/consents", &wish).await;
        self.succeeds(Method::GET, "/api/consents", &Value::Null).await;
        self.succeeds(Method::GET, "/api/opt-outs", &Value::Null).await;
        self.imports().await;
    }

    /// A file that makes a contact, changes one, and says of one what is known, fetched in vain at first;
    /// and a job that the sweeper finds, of an import that is gone.
    async fn imports(&self) {
        self.sandbox.aws.fail_next(Service::S3, "GetObject", 3, Fault::Down);
        let file = format!(
            "channel,address,name\nwhatsapp,{NUMBER},Ada L.\n,+15550190053,Eve\n,+15550190053,Eve\n"
        );
        let request = self.sandbox.request("demo", Method::POST, "/api/contacts/imports");
        let response = request.header("content-type", "text/csv").body(file).send().await.unwrap();
        assert_eq!(response.status(), 202);
        sandbox::until("the end of the import", async || {
            self.sandbox.aws.sqs().make_visible("ImportQueue").unwrap();
            let (_, latest) = self.demo(Method::GET, "/api/contacts/imports", &Value::Null).await;
            latest["items"][0]["state"] == "done"
        })
        .await;
        let import_id = "01K6FZ5Z2N3V4W5X6Y7Z8A9B0D".parse().unwrap();
        let ask = ImportJob { tenant_id: DEMO.tenant_id.parse().unwrap(), import_id };
        let job = Job::new(JobPayload::Import(ask), Timestamp::from_millis(0));
        let store = self.sandbox.app("SweeperFunction").unwrap().store;
        store.job_put(&job).await.unwrap();
        self.sandbox.tick("SweeperFunction").await.unwrap();
    }

    async fn writes(&self, (number, from, body): (u32, &str, &str), more: &[(&str, &str)]) {
        let sid = format!("SM{number:032}");
        let fields = [
            &[
                ("MessageSid", sid.as_str()),
                ("From", from),
                ("To", "whatsapp:+15550100001"),
                ("Body", body),
            ],
            more,
        ];
        let (fields, delivery) = (fields.concat(), Delivery::default());
        let answer = self.sandbox.deliver((&DEMO, "sms-webhook"), &fields, &delivery).await;
        assert_eq!(answer.unwrap().status, 200);
    }

    pub(crate) async fn succeeds(&self, method: Method, path: &str, body: &Value) {
        let (status, answer) = self.demo(method, path, body).await;
        assert_eq!(status, 200, "{path}: {answer}");
    }

    pub(crate) async fn demo(&self, method: Method, path: &str, body: &Value) -> (u16, Value) {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let request = self.sandbox.request("demo", method, path).body(body);
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        (status, serde_json::from_str(&response.text().await.unwrap()).unwrap())
    }
}
