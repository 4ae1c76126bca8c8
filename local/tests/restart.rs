//! The local run as a process: ready at once, and nothing is lost when it is killed.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::Client;
use serde_json::{Value, json};

/// How long `/healthz` may take from the start of the process.
const READY: Duration = Duration::from_secs(2);

struct Local {
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

/// Three free ports in a row.
fn free_ports() -> u16 {
    loop {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let free = |offset| TcpListener::bind(("127.0.0.1", port + offset)).is_ok();
        if port < u16::MAX - 2 && free(1) && free(2) {
            return port;
        }
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
        let local = Self { process, port, client: Client::new() };
        let started = Instant::now();
        while !local.is_ready().await {
            assert!(started.elapsed() < READY, "not ready after {READY:?}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        println!("ready after {:?}", started.elapsed());
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

    async fn get(&self, path: &str) -> Value {
        let token = self.post((0, "/dev/token"), json!({ "tenant": "demo" })).await;
        let request =
            self.client.get(self.url(0, path)).bearer_auth(token["token"].as_str().unwrap());
        serde_json::from_str(&request.send().await.unwrap().text().await.unwrap()).unwrap()
    }
}

#[tokio::test]
async fn a_kill_loses_nothing() {
    let data = tempfile::tempdir().unwrap();
    let port = free_ports();
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
