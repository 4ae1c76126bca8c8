//! What stands around the programs that are measured: AWS in this process, HTTPS before it, and what has
//! been written there.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use anyhow::Context as _;
use axum::Router;
use sandbox::aws::{Fault, Service};
use sandbox::{Answers, Sandbox, Setup};
use tokio::net::TcpListener;

use crate::cgroup::{Group, Hierarchy};
use crate::endpoint::{DELAY, Endpoint};
use crate::event::Event;
use crate::function::Function;
use crate::program::Program;
use crate::tls::Tls;

/// The first event's number. Those below would be numbers of the tenant's.
const FIRST: u64 = 1_000_000;

pub(crate) struct World {
    pub(crate) sandbox: Sandbox,
    pub(crate) tls: Tls,
    /// Whose records there must be, by SID.
    pub(crate) written: Vec<(Function, String)>,
    groups: Option<Hierarchy>,
    quota: u32,
    events: u64,
    group_names: u64,
}

impl World {
    /// Starts it. `groups` are where cgroups are, and the quota of who is throttled.
    pub(crate) async fn start((groups, quota): (PathBuf, u32)) -> anyhow::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let hosts = vec![listener.local_addr()?.to_string()];
        let setup = Setup { hosts, answers: Answers::AsTheyAre, ..Setup::default() };
        let sandbox = Sandbox::with(setup, Vec::new(), Router::new()).await?;
        let upstream = sandbox.aws.endpoint().strip_prefix("http://").context("HTTP")?;
        let upstream: SocketAddr = upstream.parse()?;
        let tls = Tls::start(listener, upstream)?;
        let groups = Hierarchy::find(&groups);
        let (events, group_names, written) = (FIRST, 0, Vec::new());
        Ok(Self { sandbox, tls, written, groups, quota, events, group_names })
    }

    /// Where AWS is.
    pub(crate) fn url(&self, endpoint: Endpoint) -> String {
        match endpoint.is_tls() {
            true => self.tls.url(),
            false => self.sandbox.aws.endpoint().to_owned(),
        }
    }

    /// Has the services answer as they do at this endpoint.
    pub(crate) fn go_to(&self, endpoint: Endpoint) {
        for service in [Service::DynamoDb, Service::Kms] {
            match endpoint {
                Endpoint::Delayed => self.sandbox.aws.fail(service, Fault::Slow(DELAY)),
                _ => self.sandbox.aws.heal(service),
            }
        }
    }

    /// Whether this machine lets processes be measured at this endpoint.
    pub(crate) fn has(&self, endpoint: Endpoint) -> bool {
        endpoint != Endpoint::Throttled || self.groups.is_some()
    }

    /// Microseconds of CPU in 100,000 that a throttled process gets.
    pub(crate) fn quota(&self) -> u32 {
        self.quota
    }

    /// An event that no program has had yet. Whatever it writes must be there in the end.
    pub(crate) fn event(&mut self, program: &Program) -> anyhow::Result<Event> {
        self.events += 1;
        let event = Event::new(program.function, self.events, self.sandbox.public_url())?;
        if program.writes() {
            self.written.push((program.function, event.sid.clone()));
        }
        Ok(event)
    }

    /// A group for one more process; `None` where there are none.
    pub(crate) fn group(&mut self) -> anyhow::Result<Option<Group>> {
        self.group_names += 1;
        let name = format!("bench-{}-{}", std::process::id(), self.group_names);
        self.groups.as_ref().map(|groups| groups.group(&name)).transpose()
    }
}
