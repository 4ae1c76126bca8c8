//! A tenant's own server, which is down at first, and all that the tenant does about it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU16, AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::post;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::life::Life;

const LIST: &str = "/api/webhooks";

/// What the server answers, and how often it was asked.
#[derive(Clone)]
struct Server(Arc<(AtomicU16, AtomicUsize)>);

impl Server {
    async fn start() -> (Self, String) {
        let this = Self(Arc::new((AtomicU16::new(503), AtomicUsize::new(0))));
        let server = this.clone();
        let answer = async move || {
            server.0.1.fetch_add(1, Ordering::SeqCst);
            StatusCode::from_u16(server.0.0.load(Ordering::SeqCst)).unwrap()
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        tokio::spawn(axum::serve(listener, Router::new().route("/", post(answer))).into_future());
        (this, url)
    }

    fn asked(&self) -> usize {
        self.0.1.load(Ordering::SeqCst)
    }
}

impl Life {
    /// The server takes nothing, then one event that is sent again, then all; a second endpoint gets
    /// what was before it, and is deleted.
    pub(crate) async fn webhooks(&self) {
        let (server, url) = Server::start().await;
        let wish = json!({ "url": url, "kinds": ["message.received"] });
        let first = self.webhook(&wish).await;
        assert_eq!(self.demo(Method::GET, LIST, &Value::Null).await.0, 200);
        let from = self.time.now();
        self.time.pass(Duration::from_secs(61));
        self.hear(1).await;
        self.until(|| server.asked() > 0).await;
        self.hear(2).await;
        self.sandbox.drain_streams().await;
        let list = format!("{first}/deliveries");
        let (_, page) = self.demo(Method::GET, &list, &Value::Null).await;
        let event = page["items"][0]["event_id"].as_str().unwrap().to_owned();
        self.demo(Method::GET, &format!("{list}?status=pending"), &Value::Null).await;
        let again = format!("{list}/{event}/resend");
        assert_eq!(self.demo(Method::POST, &again, &Value::Null).await.0, 202);
        server.0.0.store(200, Ordering::SeqCst);
        self.later().await;
        assert_eq!(self.demo(Method::POST, &format!("{first}/test"), &Value::Null).await.0, 202);
        let changed = self.demo(Method::PATCH, &first, &json!({ "description": "CRM" })).await;
        assert_eq!(changed.0, 200);
        assert_eq!(self.demo(Method::POST, &format!("{first}/secret"), &Value::Null).await.0, 200);
        self.replay(&wish, from).await;
        let (_, page) = self.demo(Method::GET, "/api/events", &Value::Null).await;
        let after = format!("/api/events?after={}", page["next"].as_str().unwrap());
        assert_eq!(self.demo(Method::GET, &after, &Value::Null).await.0, 200);
    }

    async fn replay(&self, wish: &Value, from: shared::records::Timestamp) {
        let second = self.webhook(wish).await;
        let span = json!({ "from": from, "to": self.time.now() });
        assert_eq!(self.demo(Method::POST, &format!("{second}/replay"), &span).await.0, 202);
        self.later().await;
        assert_eq!(self.demo(Method::DELETE, &second, &Value::Null).await.0, 200);
    }

    async fn webhook(&self, wish: &Value) -> String {
        let (status, made) = self.demo(Method::POST, LIST, wish).await;
        assert_eq!(status, 201, "{made}");
        format!("{LIST}/{}", made["endpoint_id"].as_str().unwrap())
    }

    /// Sweeps until no lane has anything left.
    async fn later(&self) {
        for _ in 0..100 {
            self.time.pass(Duration::from_mins(6));
            self.sandbox.tick("SweeperFunction").await.unwrap();
            self.until(|| self.sandbox.running("DeliverFunction") == 0).await;
            let jobs = self.sandbox.records("JobsTable").await.unwrap();
            let kind = |job: &Value| job["payload"]["kind"].as_str().unwrap_or("").to_owned();
            if !jobs.iter().any(|job| ["deliver", "replay"].contains(&kind(job).as_str())) {
                return;
            }
        }
        panic!("lanes are not empty");
    }

    async fn hear(&self, number: u32) {
        let sid = format!("SM{:032}", 900 + number);
        let fields = [
            ("MessageSid", sid.as_str()),
            ("From", "+15550190081"),
            ("To", "+15550100001"),
            ("Body", "hi"),
        ];
        let delivery = twilio_simulator::Delivery::default();
        let answer =
            self.sandbox.deliver((&sandbox::demo::DEMO, "sms-webhook"), &fields, &delivery);
        assert_eq!(answer.await.unwrap().status, 200);
        self.time.pass(Duration::from_secs(1));
    }
}
