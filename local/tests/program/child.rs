//! The program, as a test starts it and asks it.

use std::io::{BufRead, BufReader, Read as _};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder};
use sandbox::ports::free_ports;
use serde_json::{Value, json};

/// Longer than anything here takes on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// The offsets of the ports.
pub(crate) const API: u16 = 0;
pub(crate) const TWILIO: u16 = 1;
pub(crate) const AWS: u16 = 2;
pub(crate) const DEV: u16 = 3;

pub(crate) struct Local {
    child: Child,
    lines: Arc<Mutex<Vec<String>>>,
    pub(crate) port: u16,
    client: Client,
}

impl Drop for Local {
    fn drop(&mut self) {
        // SIGKILL: no chance to save anything.
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// As many ports in a row as the program has at most.
pub(crate) fn own_ports() -> u16 {
    free_ports(DEV + 1)
}

/// The program, with no variables but `PATH`.
pub(crate) fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_local"));
    command.env_clear().args(arguments);
    command
}

/// What it says when it cannot start. It ends with status 1.
pub(crate) fn failure(command: &mut Command) -> String {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let started = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if started.elapsed() > PATIENCE {
            child.kill().unwrap();
        }
        thread::sleep(Duration::from_millis(5));
    };
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(status.code(), Some(1), "{said}");
    said
}

impl Local {
    pub(crate) async fn start(arguments: &[&str]) -> Self {
        Self::run(&mut program(arguments), own_ports()).await
    }

    /// Runs at these ports, and waits until it is ready.
    pub(crate) async fn run(command: &mut Command, port: u16) -> Self {
        command.args(["--port", &port.to_string()]).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let lines = Arc::new(Mutex::new(Vec::new()));
        let (stdout, kept) = (child.stdout.take().unwrap(), Arc::clone(&lines));
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                kept.lock().unwrap().push(line);
            }
        });
        let client = Client::builder().no_proxy().redirect(Policy::none()).build().unwrap();
        let mut local = Self { child, lines, port, client };
        let started = Instant::now();
        while !local.is_ready().await {
            assert!(local.child.try_wait().unwrap().is_none(), "it has ended: {:?}", local.log());
            assert!(started.elapsed() < PATIENCE, "not ready: {:?}", local.log());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        local
    }

    async fn is_ready(&self) -> bool {
        let asked = self.ask(Method::GET, API, "/healthz").send().await;
        asked.is_ok_and(|answer| answer.status() == 200)
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn log(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }

    /// Waits for a line of the log that has all of this.
    pub(crate) async fn logged(&self, parts: &[&str]) -> String {
        let started = Instant::now();
        loop {
            let log = self.log();
            if let Some(line) = log.iter().find(|line| parts.iter().all(|p| line.contains(p))) {
                return line.clone();
            }
            assert!(started.elapsed() < PATIENCE, "no {parts:?} in {log:#?}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    pub(crate) fn ask(&self, method: Method, port: u16, path: &str) -> RequestBuilder {
        self.client.request(method, format!("http://127.0.0.1:{}{path}", self.port + port))
    }

    /// A bearer token, from where the routes for developers are.
    pub(crate) async fn token(&self, port: u16, tenant: &str) -> String {
        let body = json!({ "tenant": tenant }).to_string();
        let request = self.ask(Method::POST, port, "/dev/token").body(body);
        let (status, answer) = answered(request.header("content-type", "application/json")).await;
        assert_eq!(status, 200, "{answer}");
        answer["token"].as_str().unwrap().to_owned()
    }

    /// What a request of tenant `demo` to the API gets.
    pub(crate) async fn api(&self, dev: u16, method: Method, asked: (&str, Value)) -> (u16, Value) {
        let (path, body) = asked;
        let request = self.ask(method, API, path).bearer_auth(self.token(dev, "demo").await);
        let body = if body.is_null() { String::new() } else { body.to_string() };
        answered(request.body(body)).await
    }

    /// The newest message of a conversation, once it is as it should be.
    pub(crate) async fn newest(&self, dev: u16, thread: &str, right: impl Fn(&Value) -> bool) {
        let (started, path) = (Instant::now(), format!("/api/threads/{thread}/messages"));
        loop {
            let page = self.api(dev, Method::GET, (&path, Value::Null)).await.1;
            if right(&page["items"][0]) {
                return;
            }
            assert!(started.elapsed() < PATIENCE, "it stays so: {page}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The status that a form from Twilio gets which is signed with this token for this base URL.
    pub(crate) async fn webhook(&self, base: &str, account: (&str, &str), text: &str) -> u16 {
        let path = "/api/twilio/sms-webhook";
        let fields = [
            ("AccountSid", account.0),
            ("MessageSid", "SM00000000000000000000000000000001"),
            ("From", "+15550190001"),
            ("To", "+15550100001"),
            ("Body", text),
            ("NumMedia", "0"),
        ];
        let form = fields.iter().collect();
        let signature = twilio::signature::sign(account.1, &format!("{base}{path}"), &form);
        let form: Vec<_> =
            fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        let host = base.split("://").nth(1).unwrap();
        let request = self.ask(Method::POST, API, path).header("host", host);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let request = request.header("x-twilio-signature", signature).body(form.join("&"));
        request.send().await.unwrap().status().as_u16()
    }
}

fn encode(value: &str) -> String {
    value.replace('+', "%2B").replace(' ', "+")
}

/// Status and JSON of an answer; text as a JSON string.
pub(crate) async fn answered(request: RequestBuilder) -> (u16, Value) {
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    let text = answer.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
}
