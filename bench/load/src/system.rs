//! The local run that is driven.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use sandbox::Tables;
use sandbox::ports::free_ports;
use tempfile::{NamedTempFile, TempDir};
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep};

/// The longest wait for the start.
const START: Duration = Duration::from_mins(1);
/// What was answered is in a record by then, also if it was answered before it was written.
const SETTLES: Duration = Duration::from_mins(1);
/// A system that does nothing is not busier than so many hundredths of a second in one.
const IDLE: u64 = 5;
const IDLE_BY: Duration = Duration::from_mins(10);
const PAUSE: Duration = Duration::from_millis(250);

/// A local run of its own, with nothing in it but the demo tenant.
pub(crate) struct System {
    /// Where webhooks go.
    pub(crate) url: String,
    aws: String,
    log: NamedTempFile,
    child: Child,
    _directory: Option<TempDir>,
}

impl System {
    /// Starts `program` at free ports.
    pub(crate) async fn start(program: &Path, disk: bool) -> anyhow::Result<Self> {
        let port = free_ports(4);
        let log = NamedTempFile::with_prefix("load-")?;
        let output = log.reopen()?;
        let directory = disk.then(|| TempDir::with_prefix("load-")).transpose()?;
        let mut command = Command::new(program);
        command.arg("--port").arg(port.to_string()).env("RUST_LOG", "warn");
        match &directory {
            Some(directory) => command.arg("--data").arg(directory.path().join("data")),
            None => command.arg("--ephemeral"),
        };
        let child = command
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let url = format!("http://127.0.0.1:{port}");
        let aws = format!("http://127.0.0.1:{}", port + 2);
        let mut system = Self { url, aws, log, child, _directory: directory };
        system.ready().await?;
        Ok(system)
    }

    async fn ready(&mut self) -> anyhow::Result<()> {
        let (url, until) = (format!("{}/healthz", self.url), Instant::now() + START);
        while Instant::now() < until {
            if let Some(status) = self.child.try_wait()? {
                bail!("it ended: {status}\n{}", self.text()?);
            }
            let answer = reqwest::get(&url).await;
            if answer.is_ok_and(|answer| answer.status().is_success()) {
                return Ok(());
            }
            sleep(PAUSE).await;
        }
        bail!("not ready within {} s", START.as_secs())
    }

    /// All records of a table.
    pub(crate) async fn records(&self, table: &str) -> anyhow::Result<Vec<serde_json::Value>> {
        Tables::at(&self.aws).records(table).await
    }

    /// How many requests wait to be written, which were answered before they could be.
    async fn kept(&self) -> anyhow::Result<u64> {
        let url = format!("{}/000000000000/SpoolQueue", self.aws);
        let names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"];
        let asked = serde_json::json!({ "QueueUrl": url, "AttributeNames": names });
        let request = reqwest::Client::new()
            .post(&self.aws)
            .header("x-amz-target", "AmazonSQS.GetQueueAttributes")
            .header("content-type", "application/x-amz-json-1.0")
            .header(
                "authorization",
                "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sqs/aws4_request",
            );
        let answer = request.body(asked.to_string()).send().await?.error_for_status()?;
        let answer: serde_json::Value = serde_json::from_str(&answer.text().await?)?;
        let of = |name: &str| answer["Attributes"][name].as_str()?.parse::<u64>().ok();
        let counts: Option<Vec<_>> = names.into_iter().map(of).collect();
        Ok(counts.context("the queue says how many it has")?.iter().sum())
    }

    /// Waits for what was answered before it was written, a minute at most.
    pub(crate) async fn settled(&self) -> anyhow::Result<()> {
        let until = Instant::now() + SETTLES;
        loop {
            let kept = self.kept().await?;
            if kept == 0 {
                return Ok(());
            }
            ensure!(Instant::now() < until, "{kept} requests are not written after a minute");
            sleep(PAUSE).await;
        }
    }

    /// Waits until it does nothing any more: what was answered has become records, counts and events.
    pub(crate) async fn idle(&self) -> anyhow::Result<()> {
        let until = Instant::now() + IDLE_BY;
        let mut before = self.busy()?;
        while Instant::now() < until {
            sleep(Duration::from_secs(1)).await;
            let now = self.busy()?;
            if now.saturating_sub(before) <= IDLE {
                return Ok(());
            }
            before = now;
        }
        bail!("it is still busy after {} minutes", IDLE_BY.as_secs() / 60)
    }

    /// The time for which it has had a core, in hundredths of a second.
    fn busy(&self) -> anyhow::Result<u64> {
        let id = self.child.id().context("it has ended")?;
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat"))?;
        // The name, in brackets, may hold blanks; the 12th and 13th after it are its own and the kernel's time.
        let (_, after) = stat.rsplit_once(')').context("no name")?;
        let times = after.split_whitespace().skip(11).take(2).map(str::parse::<u64>);
        Ok(times.sum::<Result<u64, _>>()?)
    }

    /// What it has said.
    fn text(&self) -> anyhow::Result<String> {
        Ok(std::fs::read_to_string(self.log.path())?)
    }
}
