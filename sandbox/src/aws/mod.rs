//! The AWS services that functions call, behind one endpoint on loopback: `DynamoDB`, S3 with
//! path-style URLs, SQS and KMS, for the real SDKs. Tables, buckets, queues and keys are those of
//! the template.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, ensure};
use tokio::net::TcpListener;
use tokio::task::AbortHandle;
use twilio_simulator::Hosts;

use crate::place::REGION;
use crate::template::{Permission, Template};

mod access;
mod bus;
mod credentials;
mod door;
mod dynamodb;
mod fault;
mod kms;
mod live;
mod monitor;
mod needs;
mod reply;
mod s3;
mod server;
mod services;
pub mod sqs;
mod stale;
mod storm;
mod streams;
mod tokens;

pub(crate) use live::{Hub, Line, path};

pub use bus::EventBus;
pub use fault::{Call, Fault, Service};
pub use reply::Refusal;
pub use sqs::Sqs;
pub use streams::{Position, Streams};

pub(crate) use credentials::CREDENTIAL;

use credentials::FUNCTION_SECRET;
use door::Door;
use storm::Storm;

/// Where the services listen, keep their state and learn what exists.
#[derive(Debug, Clone)]
pub struct Options {
    /// Loopback address to listen on; port 0 takes a free one.
    pub addr: SocketAddr,
    /// Directory for `dynamodb.db`, `s3/`, `sqs.db` and `kms.key`; `None` keeps nothing.
    pub data: Option<PathBuf>,
    /// The SAM template, as YAML.
    pub template: String,
    /// Values of the template's parameters.
    pub parameters: BTreeMap<String, String>,
    /// Names in `Host` beside those of loopback and private addresses: hosts, or hosts with a port.
    pub hosts: Vec<String>,
}

/// The running services. Clones share them; when the last is dropped they stop.
#[derive(Debug, Clone)]
pub struct Aws {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    endpoint: String,
    template: Template,
    services: Arc<services::Services>,
    server: AbortHandle,
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.server.abort();
        self.services.hub.close();
    }
}

impl Aws {
    /// Starts the services and creates what the template has and `data` has not yet.
    ///
    /// # Errors
    /// If the address is taken or not on loopback, the template is refused, a table in `data` has another schema
    /// than the template's, or a file in `data` cannot be used.
    pub async fn start(options: Options) -> anyhow::Result<Self> {
        let addr = options.addr;
        ensure!(addr.ip().is_loopback(), "{addr} is not on loopback");
        let listener =
            TcpListener::bind(addr).await.with_context(|| format!("cannot listen on {addr}"))?;
        let own = Hosts::of(listener.local_addr()?.port()).and_private_addresses();
        let hosts = options.hosts.iter().try_fold(own, |hosts, name| hosts.and(name))?;
        let endpoint = format!("http://{}", listener.local_addr()?);
        let template = Template::parse(&options.template, &endpoint, &options.parameters)?;
        let mut services =
            services::Services::start(&template, &endpoint, options.data.as_deref())?;
        services.bus = EventBus::named(options.parameters.get("EventBusName"));
        let services = Arc::new(services);
        let door = Door::new(hosts, Arc::clone(&services));
        let server = tokio::spawn(server::serve(listener, Arc::new(door)));
        let inner = Inner { endpoint, template, services, server: server.abort_handle() };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Base URL of all services, such as `http://127.0.0.1:3002`.
    pub fn endpoint(&self) -> &str {
        &self.inner.endpoint
    }

    /// The template, its queue URLs under this endpoint.
    pub fn template(&self) -> &Template {
        &self.inner.template
    }

    /// The queues, for callers in this process. What they do is not counted and meets no fault.
    pub fn sqs(&self) -> &Sqs {
        &self.inner.services.sqs
    }

    /// What has changed in tables, for callers in this process.
    pub fn streams(&self) -> &Streams {
        &self.inner.services.dynamodb.streams
    }

    /// What has been put on the bus of events, if there is one.
    pub fn bus(&self) -> &EventBus {
        &self.inner.services.bus
    }

    /// Whoever hears events at once.
    pub(crate) fn hub(&self) -> &Hub {
        &self.inner.services.hub
    }

    /// Environment of a function: the template's, and what points an AWS SDK to this endpoint. The
    /// access key is the function's logical id: with it, its role says what it may do.
    ///
    /// # Panics
    /// If the template has no function of this logical id.
    pub fn environment(&self, function: &str) -> BTreeMap<String, String> {
        let Some(declared) = self.inner.template.functions.get(function) else {
            panic!("the template has no function {function}");
        };
        let mut environment = declared.environment.clone();
        let sdk = [
            ("AWS_ENDPOINT_URL", self.endpoint()),
            ("AWS_REGION", REGION),
            ("AWS_ACCESS_KEY_ID", function),
            ("AWS_SECRET_ACCESS_KEY", FUNCTION_SECRET),
        ];
        environment.extend(sdk.map(|(name, value)| (name.to_owned(), value.to_owned())));
        environment
    }

    /// Requests over HTTP so far, oldest first, faulty ones too; at most the last 100 000.
    pub fn calls(&self) -> Vec<Call> {
        self.inner.services.monitor.calls()
    }

    /// Asserts that these are the calls so far, and no others.
    ///
    /// # Panics
    /// If they are not.
    pub fn assert_called(&self, expected: &[(Service, &str)]) {
        let calls = self.calls();
        let calls: Vec<_> =
            calls.iter().map(|call| (call.service, call.operation.as_str())).collect();
        assert_eq!(calls, expected);
    }

    /// Forgets the calls so far.
    pub fn clear_calls(&self) {
        self.inner.services.monitor.clear();
    }

    /// Permissions that functions have used, by the function's logical id.
    pub fn permissions_used(&self) -> BTreeSet<(String, Permission)> {
        self.inner.services.access.used()
    }

    /// Permissions that functions needed and their roles do not give, by the function's logical id.
    pub fn permissions_denied(&self) -> BTreeSet<(String, Permission)> {
        self.inner.services.access.denied()
    }

    /// Every request to `service` meets `fault` until [`Aws::heal`].
    pub fn fail(&self, service: Service, fault: Fault) {
        self.inner.services.monitor.fail(service, fault);
    }

    /// Ends all faults of `service`, planned ones too.
    pub fn heal(&self, service: Service) {
        self.inner.services.monitor.heal(service);
    }

    /// From now on so many of a thousand requests meet a fault: which and what follows from the seed and from the
    /// order of the requests. What keeps an answered event in a queue (`SendMessage`) never does.
    pub fn storm(&self, seed: u64, per_mille: u16) {
        self.inner.services.monitor.storm(Some(Storm::new(seed, per_mille)));
    }

    /// Ends the storm.
    pub fn calm(&self) {
        self.inner.services.monitor.storm(None);
    }

    /// The next `times` requests for one operation, such as `PutItem`, meet `fault`.
    pub fn fail_next(&self, service: Service, operation: &str, times: usize, fault: Fault) {
        let call = Call { service, operation: operation.to_owned() };
        self.inner.services.monitor.plan(call, times, fault);
    }
}
