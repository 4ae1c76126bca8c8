//! The local run as a process: ready at once, and nothing is lost when it is killed.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::Client;
use sandbox::ports::free_ports;
use serde_json::{Value, json};

/// How long `/healthz` may take from the start of the process, on a machine that does little else.
const READY: Duration = Duration::from_secs(2);
/// How long it may take beside other tests.
const PATIENCE: Duration = Duration::from_secs(30);

struct Local {
    took: Duration,
    process: Child,
    port: u16,
    client: Client,
}

impl Drop for Local {
    fn drop(&mut self) {
        // SIGKILL: no chance to save anything.
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Local {
    async fn start(data: &Path, port: u16) -> Self {
        let process = Command::new(env!("CARGO_BIN_EXE_local"))
            .arg("--data")
            .arg(data)
            .args(["--port", &port.to_string()])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let took = Duration::ZERO;
        let mut local = Self { took, process, port, client: Client::new() };
        let started = Instant::now();
        while !local.is_ready().await {
            assert!(started.elapsed() < PATIENCE, "not ready after {PATIENCE:?}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        local.took = started.elapsed();
        println!("ready after {:?}", local.took);
        local
    }

    async fn is_ready(&self) -> bool {
        let answer = self.client.get(self.url(0, "/healthz")).send().await;
        answer.is_ok_and(|answer| answer.status() == 200)
    }

    fn url(&self, server: u16, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port + server)
    }

    async fn post(&self, (server, path): (u16, &str), body: Value) -> Value {
        let request = self.client.post(self.url(server, path));
        let request = request.header("content-type", "application/json").body(body.to_string());
        let answer = request.send().await.unwrap().error_for_status().unwrap();
        serde_json::from_str(&answer.text().await.unwrap()).unwrap()
    }

    /// Asks for a message until it is taken over.
    async fn text(&self, number: usize) {
        let body = json!({ "to": "+15550190001", "body": format!("message {number}") });
        let token = self.post((0, "/dev/token"), json!({ "tenant": "demo" })).await;
        let request = self.client.post(self.url(0, "/api/messages"));
        let request = request.bearer_auth(token["token"].as_str().unwrap());
        let request = request.header("Idempotency-Key", format!("key-{number}"));
        let answer = request.body(body.to_string()).send().await.unwrap();
        assert_eq!(answer.status(), 202);
    }

    async fn get(&self, path: &str) -> Value {
        let token = self.post((0, "/dev/token"), json!({ "tenant": "demo" })).await;
        let request =
            self.client.get(self.url(0, path)).bearer_auth(token["token"].as_str().unwrap());
        serde_json::from_str(&request.send().await.unwrap().text().await.unwrap()).unwrap()
    }
}

#[tokio::test]
async fn it_is_ready_at_once() {
    let (data, port) = (tempfile::tempdir().unwrap(), free_ports(3));
    // Other tests may have the processors meanwhile.
    for _ in 0..10 {
        if Local::start(data.path(), port).await.took < READY {
            return;
        }
    }
    panic!("never ready within {READY:?}");
}

#[tokio::test]
async fn a_kill_loses_nothing() {
    let data = tempfile::tempdir().unwrap();
    let port = free_ports(3);
    let account = {
        let local = Local::start(data.path(), port).await;
        // Not there at the first fetch, so that the job is still open when the process dies.
        let message = json!({
            "from": "+15550190001", "to": "+15550100001", "body": "before",
            "media": [{ "content_type": "image/png", "base64": "cG5n", "not_found": 1 }],
        });
        let sent = local.post((1, "/sim/messages"), message).await;
        assert_eq!(sent["webhook"]["status"], 200);
        local
            .client
            .get(local.url(0, "/dev/account?tenant=demo"))
            .send()
            .await
            .unwrap()
            .text()
            .await
    };

    let local = Local::start(data.path(), port).await;
    let again = local.client.get(local.url(0, "/dev/account?tenant=demo")).send().await.unwrap();
    assert_eq!(again.text().await.unwrap(), account.unwrap(), "the account is the same");
    let waiting = Instant::now();
    let page = loop {
        let page = local.get("/api/threads/sms.15550100001.15550190001/messages").await;
        if page["items"][0]["media"][0]["status"] == "stored" {
            break page;
        }
        assert!(waiting.elapsed() < Duration::from_mins(1), "the job is lost: {page}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    assert_eq!(page["items"][0]["body"], "before");
    let link = page["items"][0]["media_urls"][0].as_str().unwrap();
    let picture = local.client.get(link).send().await.unwrap().error_for_status().unwrap();
    assert_eq!(picture.bytes().await.unwrap().as_ref(), b"png");
    assert_eq!(local.get("/api/threads").await["items"][0]["unread_count"], 1);
}

/// Messages that are sent while the process is killed.
const MESSAGES: usize = 40;
/// What is in doubt is looked up after 30 s, by the queue or by the next sweep.
const SETTLED: Duration = Duration::from_mins(4);

#[tokio::test]
async fn a_kill_sends_nothing_twice_and_forgets_nothing() {
    let data = tempfile::tempdir().unwrap();
    let port = free_ports(3);
    // What Twilio was asked for when the process died may or may not be there.
    for (round, number) in (0..MESSAGES).collect::<Vec<_>>().chunks(MESSAGES / 4).enumerate() {
        let local = Local::start(data.path(), port).await;
        let slow = json!({ "on": "messages", "fault": { "slow": 40 }, "times": 100 });
        let faults = local.client.post(local.url(1, "/sim/faults")).body(slow.to_string());
        faults.send().await.unwrap().error_for_status().unwrap();
        for number in number {
            local.text(*number).await;
        }
        // The next start kills it in the middle of whatever it does.
        tokio::time::sleep(Duration::from_millis(30 * u64::try_from(round).unwrap())).await;
    }
    let local = Local::start(data.path(), port).await;
    let waiting = Instant::now();
    let page = loop {
        let page = local.get("/api/threads/sms.15550100001.15550190001/messages?limit=200").await;
        let messages = page["items"].as_array().unwrap().clone();
        if messages.iter().all(|message| message["status"] == "delivered") {
            break messages;
        }
        assert!(waiting.elapsed() < SETTLED, "not all are delivered: {page}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    };
    assert_eq!(page.len(), MESSAGES);
    let phone = local.client.get(local.url(1, "/sim/messages?to=%2B15550190001")).send().await;
    let phone: Value = serde_json::from_str(&phone.unwrap().text().await.unwrap()).unwrap();
    let mut bodies: Vec<_> = phone["items"].as_array().unwrap().iter().map(body).collect();
    bodies.sort_unstable();
    let mut expected: Vec<_> = (0..MESSAGES).map(|number| format!("message {number}")).collect();
    expected.sort_unstable();
    assert_eq!(bodies, expected);
}

fn body(message: &Value) -> String {
    message["body"].as_str().unwrap().to_owned()
}
