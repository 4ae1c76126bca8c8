//! Runs a function's real `bootstrap` against a Lambda Runtime API on loopback.
//!
//! One process stands for one execution environment: it gets one event at a time, others wait. It
//! is not started again after it has ended.

mod exchange;
mod server;

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, AsyncRead, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::watch;

use self::exchange::Exchange;
use super::background::Background;
use super::functions::{Handler, Invocation};
use crate::place::{ACCOUNT, REGION};

/// The longest timeout that Lambda allows.
const LONGEST: Duration = Duration::from_mins(15);

/// A function running in a process of its own. Killed when dropped.
#[derive(Debug)]
pub struct Process {
    pid: u32,
    exchange: Arc<Exchange>,
    lines: watch::Receiver<Vec<String>>,
    _server: Background,
    _child: Background,
}

impl Process {
    /// Starts `binary` with Lambda's environment variables and, over them, the given ones. Nothing
    /// else is inherited but `PATH`. Must be called within a Tokio runtime.
    pub fn spawn(binary: &Path, environment: &BTreeMap<String, String>) -> anyhow::Result<Self> {
        let binary = binary.canonicalize().with_context(|| binary.display().to_string())?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let variables = variables(&binary, listener.local_addr()?, environment);
        let arn = arn(&variables["AWS_LAMBDA_FUNCTION_NAME"]);
        let exchange = Arc::new(Exchange::new(arn));
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let server = server::start(listener, Arc::clone(&exchange));
        let mut child = command(&binary, &variables).spawn().context("cannot start the binary")?;
        let pid = child.id().context("the process ended at once")?;
        let lines = capture(&mut child);
        let child = supervise(child, Arc::clone(&exchange));
        Ok(Self { pid, exchange, lines, _server: server, _child: child })
    }

    /// Sends one event and gives the response. The error is the function's own, or says that the
    /// process failed or took 15 minutes.
    pub async fn invoke(&self, event: Value) -> Result<Value, String> {
        self.exchange.invoke(Invocation::new(event, LONGEST)).await
    }

    /// The process as a handler, for `Functions`. It runs until the last handler is gone.
    pub fn handler(self: &Arc<Self>) -> Handler {
        let process = Arc::clone(self);
        Arc::new(move |invocation| {
            let process = Arc::clone(&process);
            Box::pin(async move { process.exchange.invoke(invocation).await })
        })
    }

    /// Process id.
    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// Most memory that was ever resident, in bytes (`VmHWM`). Fails once the process has ended,
    /// and where there is no `/proc`.
    pub fn peak_rss_bytes(&self) -> anyhow::Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().strip_suffix("kB"));
        Ok(kilobytes.context("no VmHWM")?.trim().parse::<u64>()? * 1024)
    }

    /// Lines that the process has written so far, to its output and its error output together.
    pub fn lines(&self) -> Vec<String> {
        self.lines.borrow().clone()
    }

    /// Waits for a line that contains `text`. Fails if the output ends without one.
    pub async fn wait_for_line(&self, text: &str) -> anyhow::Result<String> {
        let find = |lines: &Vec<String>| lines.iter().find(|line| line.contains(text)).cloned();
        let mut lines = self.lines.clone();
        let found = lines.wait_for(|lines| find(lines).is_some()).await;
        found.ok().and_then(|lines| find(&lines)).with_context(|| format!("no line has {text:?}"))
    }
}

fn arn(name: &str) -> String {
    format!("arn:aws:lambda:{REGION}:{ACCOUNT}:function:{name}")
}

/// What Lambda sets, and over it what the caller wants.
fn variables(
    binary: &Path,
    api: SocketAddr,
    given: &BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let name = binary.file_stem().unwrap_or_default().to_string_lossy();
    let root = binary.parent().unwrap_or(binary).to_string_lossy();
    let group = format!("/aws/lambda/{name}");
    let path = std::env::var("PATH").unwrap_or_default();
    let own = [
        ("AWS_ACCESS_KEY_ID", "sandbox"),
        ("AWS_DEFAULT_REGION", REGION),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256"),
        ("AWS_LAMBDA_FUNCTION_NAME", &name),
        ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
        ("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
        ("AWS_LAMBDA_LOG_GROUP_NAME", &group),
        ("AWS_LAMBDA_LOG_STREAM_NAME", "sandbox"),
        ("AWS_LAMBDA_RUNTIME_API", &api.to_string()),
        ("AWS_REGION", REGION),
        ("AWS_SECRET_ACCESS_KEY", "sandbox"),
        ("LAMBDA_TASK_ROOT", &root),
        ("PATH", &path),
        ("TZ", ":UTC"),
        ("_HANDLER", "bootstrap"),
    ];
    let own = own.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
    own.chain(given.clone()).collect()
}

fn command(binary: &Path, variables: &BTreeMap<String, String>) -> Command {
    let mut command = Command::new(binary);
    command
        .env_clear()
        .envs(variables)
        .current_dir(binary.parent().unwrap_or(binary))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

fn capture(child: &mut Child) -> watch::Receiver<Vec<String>> {
    let (sender, lines) = watch::channel(Vec::new());
    let sender = Arc::new(sender);
    if let Some(output) = child.stdout.take() {
        tokio::spawn(collect(output, Arc::clone(&sender)));
    }
    if let Some(output) = child.stderr.take() {
        tokio::spawn(collect(output, sender));
    }
    lines
}

async fn collect(output: impl AsyncRead + Unpin, lines: Arc<watch::Sender<Vec<String>>>) {
    let mut segments = BufReader::new(output).split(b'\n');
    while let Ok(Some(line)) = segments.next_segment().await {
        lines.send_modify(|lines| lines.push(String::from_utf8_lossy(&line).into_owned()));
    }
}

/// Tells the exchange when the process ends, and ends the process when nobody wants it any more.
fn supervise(mut child: Child, exchange: Arc<Exchange>) -> Background {
    Background::spawn(|mut stop| async move {
        tokio::select! {
            status = child.wait() => match status {
                Ok(status) => exchange.fail(format!("Runtime exited: {status}")),
                Err(error) => exchange.fail(format!("Runtime lost: {error}")),
            },
            () = stop.requested() => {
                if let Err(error) = child.kill().await {
                    tracing::error!(%error, "a function's process could not be killed");
                }
            }
        }
    })
}
