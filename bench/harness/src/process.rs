//! A program as one execution environment of Lambda: it starts, gets one event at a time, and is ended.

use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context as _, anyhow, bail, ensure};
use bytes::Bytes;
use serde_json::Value;
use tempfile::NamedTempFile;
use tokio::process::{Child, Command};

use crate::cgroup::Group;
use crate::endpoint::Endpoint;
use crate::environment::variables;
use crate::event::Event;
use crate::memory;
use crate::program::Program;
use crate::runtime_api::{RuntimeApi, Said};
use crate::world::World;

/// The longest wait for anything.
const LIMIT: Duration = Duration::from_secs(30);

/// A process that has started and waits for an event.
pub(crate) struct Process {
    program: Program,
    api: RuntimeApi,
    pid: u32,
    child: Child,
    log: NamedTempFile,
    group: Option<Group>,
    /// From its start until it asked for its first event.
    pub(crate) init: Duration,
}

/// One invocation, as the service sees it.
pub(crate) struct Invoked {
    /// From the event to the answer.
    pub(crate) wall: Duration,
    /// The process's own time, until it asked for the next event.
    pub(crate) cpu: Duration,
    /// The answer's status and body.
    pub(crate) answer: (Value, Value),
}

impl Process {
    /// Starts it, with a whole core as on Lambda; what comes after may be throttled.
    pub(crate) async fn start(
        world: &mut World,
        program: &Program,
        endpoint: Endpoint,
    ) -> anyhow::Result<Self> {
        let api = RuntimeApi::start().await?;
        let log = NamedTempFile::with_prefix("bench-")?;
        let output = log.reopen()?;
        let group = world.group()?;
        let variables = variables(world, program, endpoint, &api.address());
        let mut command = Command::new(&program.command[0]);
        command
            .args(&program.command[1..])
            .env_clear()
            .envs(variables)
            .current_dir(program.file.parent().context("a folder")?)
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .kill_on_drop(true);
        let started = Instant::now();
        let child = command.spawn().with_context(|| program.name())?;
        let pid = child.id().context("it ended at once")?;
        if let Some(group) = &group {
            group.add(pid)?;
        }
        let (program, init) = (program.clone(), Duration::ZERO);
        let mut process = Self { program, api, pid, child, log, group, init };
        process.init = process.next().await?.duration_since(started);
        if let (Endpoint::Throttled, Some(group)) = (endpoint, &process.group) {
            group.throttle(world.quota())?;
        }
        Ok(process)
    }

    /// Has it serve an event, and sees that it did.
    pub(crate) async fn invoke(&mut self, event: Event) -> anyhow::Result<Invoked> {
        let (before, id) = (self.cpu()?, event.id.clone());
        let given = Instant::now();
        self.api.give(event)?;
        let (at, body) = match self.hear().await? {
            (at, Said::Answer(to, body)) if to == id => (at, body),
            (_, other) => return Err(self.unexpected(other)),
        };
        self.next().await?;
        let cpu = self.cpu()?.saturating_sub(before);
        Ok(Invoked { wall: at - given, cpu, answer: self.answer(&body)? })
    }

    fn answer(&self, body: &Bytes) -> anyhow::Result<(Value, Value)> {
        let mut answer: Value = serde_json::from_slice(body)?;
        let name = self.program.name();
        ensure!(self.program.is_answer(&answer), "{name} answers {answer}\n{}", self.log());
        Ok((answer["statusCode"].take(), answer["body"].take()))
    }

    /// When it asked for an event.
    async fn next(&mut self) -> anyhow::Result<Instant> {
        match self.hear().await? {
            (at, Said::Next) => Ok(at),
            (_, other) => Err(self.unexpected(other)),
        }
    }

    async fn hear(&mut self) -> anyhow::Result<(Instant, Said)> {
        let why = tokio::select! {
            said = tokio::time::timeout(LIMIT, self.api.hear()) => match said {
                Ok(said) => return said,
                Err(_) => format!("nothing within {} s", LIMIT.as_secs()),
            },
            status = self.child.wait() => format!("ended: {}", status?),
        };
        bail!("{}: {why}\n{}", self.program.name(), self.log())
    }

    fn unexpected(&self, said: Said) -> anyhow::Error {
        let said = match said {
            Said::Next => "asks for an event before it has answered".to_owned(),
            Said::Answer(id, _) => format!("answers {id}, which was not asked"),
            Said::Error(why) => why,
        };
        anyhow!("{}: {said}\n{}", self.program.name(), self.log())
    }

    /// CPU time so far.
    fn cpu(&self) -> anyhow::Result<Duration> {
        self.group.as_ref().map_or_else(|| memory::cpu(self.pid), Group::cpu)
    }

    /// The most memory that it has had, in bytes.
    pub(crate) fn peak(&self) -> anyhow::Result<u64> {
        memory::peak(self.pid)
    }

    /// Ends it.
    pub(crate) async fn end(mut self) -> anyhow::Result<()> {
        Ok(self.child.kill().await?)
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.log.path()).unwrap_or_default()
    }
}
