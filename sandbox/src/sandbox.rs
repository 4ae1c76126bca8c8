//! The whole outside world in one process, wired up as the template says.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use serde_json::Value;
use shared::app::{App, Clock};
use shared::config::Config;
use tokio::net::TcpListener;

use crate::aws::{self, Aws};
use crate::demo::Tenant;
use crate::gateway::queue::Poller;
use crate::gateway::schedule::{self, Scheduler};
use crate::gateway::stream::{StreamPoller, StreamReaders};
use crate::gateway::{self, Functions, Gateway, Issuer};
use crate::moved;
use crate::openapi::Breaches;
use crate::registration::Registration;
use crate::seed::{Ground, Seed};
use crate::setup::{AUDIENCE, Answers, Setup, parameters};
use crate::shape;
use crate::tables::Tables;
use twilio_simulator::{self, Account, Hosts, Twilio};

/// The template of this repository: what is run here is what is deployed.
const TEMPLATE: &str = include_str!("../../template.yaml");

/// A running sandbox. Dropping it stops everything.
pub struct Sandbox {
    /// The AWS services.
    pub aws: Aws,
    /// The simulated Twilio.
    pub twilio: Twilio,
    /// Signs bearer tokens that the gateway accepts.
    pub issuer: Issuer,
    public_url: String,
    /// Whether it is the simulated Twilio that is called.
    is_simulated: bool,
    functions: Functions,
    gateway: Gateway,
    clock: Clock,
    /// What a website asks with.
    pub(crate) client: reqwest::Client,
    streams: StreamReaders,
    background: Option<(Poller, Scheduler, StreamPoller)>,
    breaches: Breaches,
}

impl Sandbox {
    /// Starts in memory with these functions, for tests. Nothing runs in the background until
    /// [`Sandbox::run_background`].
    pub async fn start(functions: Vec<Registration>) -> anyhow::Result<Self> {
        Self::with(Setup::default(), functions, Router::new()).await
    }

    /// Starts as `setup` says. `extra` routes come before the template's.
    pub async fn with(
        setup: Setup,
        functions: Vec<Registration>,
        extra: Router,
    ) -> anyhow::Result<Self> {
        if let Some(data) = &setup.data {
            shape::keep(data)?;
        }
        let listener = TcpListener::bind(setup.addr(0)).await?;
        let own = listener.local_addr()?;
        let own_url = format!("http://{own}");
        let public_url = setup.public_url.clone().unwrap_or_else(|| own_url.clone());
        let hosts = Hosts::of(own.port()).and_of(&public_url)?;
        let (twilio, aws) = services(&setup, (&own_url, &public_url)).await?;
        return_in_flight(&aws)?;
        let issuer = Issuer::open(setup.data.as_deref(), own_url, AUDIENCE.to_owned())?;
        let functions = register(&aws, &setup.clock, functions)?;
        // Before anybody can ask: until then there may be tokens that are not secret.
        let app = app_of(&aws, "WebsiteFunction", &setup.clock)?;
        ground((&app, &aws, &twilio), &public_url).sow(setup.seed).await?;
        if let (Some(data), Seed::Demo | Seed::DemoWithOwnTokens) = (&setup.data, setup.seed) {
            moved::follow(data, &twilio, &public_url)?;
        }
        let host = public_url.split_once("://").map_or("", |(_, host)| host);
        let realtime = gateway::live::router(aws.template(), aws.hub(), host)?;
        let data = setup.data.as_deref();
        let streams = StreamReaders::of(aws.template(), &functions, aws.streams(), data)?;
        let (breaches, watch) = Breaches::watched();
        let gateway = Gateway::start(gateway::Options {
            listener,
            template: Arc::new(aws.template().clone()),
            functions: functions.clone(),
            extra: extra.merge(issuer.router(&setup.discovery)).merge(realtime),
            hosts,
            watch: matches!(setup.answers, Answers::Held).then_some(watch),
        })?;
        let is_simulated = setup.seed != Seed::Nothing;
        let (clock, client, background) = (setup.clock, reqwest::Client::new(), None);
        Ok(Self {
            aws,
            twilio,
            issuer,
            public_url,
            is_simulated,
            functions,
            gateway,
            clock,
            client,
            streams,
            background,
            breaches,
        })
    }

    /// The routes under `/sim` of the simulated Twilio, if that is the one that is called. They are for
    /// this machine alone, which is for whoever serves them to see to.
    pub fn outside(&self) -> Option<Router> {
        self.is_simulated.then(|| self.twilio.outside())
    }

    /// Base URL that Twilio calls.
    pub fn public_url(&self) -> &str {
        &self.public_url
    }

    /// Base URL of the gateway.
    pub fn url(&self) -> String {
        self.gateway.url()
    }

    /// What a function of the template works with, but allowed to do anything.
    pub fn app(&self, function: &str) -> anyhow::Result<App> {
        app_of(&self.aws, function, &self.clock)
    }

    /// Creates a tenant at Twilio and in the store, unless it is there.
    pub async fn add(&self, tenant: &Tenant) -> anyhow::Result<()> {
        let app = self.app("WebsiteFunction")?;
        ground((&app, &self.aws, &self.twilio), &self.public_url).add(tenant).await
    }

    /// The account that a tenant has at the simulated Twilio, with the numbers of the account.
    pub async fn simulated_account(
        &self,
        tenant_id: &str,
    ) -> anyhow::Result<Option<(Account, Vec<String>)>> {
        let Ok(tenant_id) = tenant_id.parse() else {
            return Ok(None);
        };
        let tenant = self.app("WebsiteFunction")?.store.tenant_get(&tenant_id).await?;
        let Some(sid) = tenant.and_then(|tenant| tenant.account_sid) else {
            return Ok(None);
        };
        let numbers = self.twilio.numbers(sid.as_str())?;
        let numbers = numbers.into_iter().map(|number| number.phone_number).collect();
        Ok(self.twilio.account(sid.as_str())?.map(|account| (account, numbers)))
    }

    /// Gives a tenant an account, by SID and token, that exists at whichever Twilio is used.
    pub async fn connect(&self, tenant_id: &str, account: (&str, &str)) -> anyhow::Result<()> {
        let app = self.app("WebsiteFunction")?;
        ground((&app, &self.aws, &self.twilio), &self.public_url).adopt(tenant_id, account).await
    }

    /// What was asked and answered until now and is not as `docs/openapi.yaml` says; then it is forgotten.
    /// What is left of it fails the test when the sandbox is dropped.
    pub fn breaches(&self) -> Vec<String> {
        self.breaches.take()
    }

    /// Has the functions told that are fed by streams of what has changed until now.
    pub async fn drain_streams(&self) {
        self.streams.drain().await;
    }

    /// Polls the queues, reads the streams and keeps the schedules from now on.
    pub fn run_background(&mut self) {
        let template = self.aws.template();
        let poller = Poller::start(template, &self.functions, self.aws.sqs());
        let scheduler = Scheduler::start(template, &self.functions);
        self.background = Some((poller, scheduler, self.streams.clone().start()));
    }

    /// Kills the processes of a function; says how many invocations that ends.
    pub fn kill(&self, function: &str) -> usize {
        self.functions.kill(function)
    }

    /// How many invocations of a function are running.
    pub fn running(&self, function: &str) -> usize {
        self.functions.running(function)
    }

    /// Fires a function's schedule now.
    pub async fn tick(&self, function: &str) -> Result<Value, String> {
        schedule::tick(&self.functions, function).await
    }
}

/// Starts the simulated Twilio and AWS, each of which knows the other by its URL.
async fn services(
    setup: &Setup,
    (own_url, public_url): (&str, &str),
) -> anyhow::Result<(Twilio, Aws)> {
    let twilio = Twilio::start(twilio_simulator::Options {
        addr: setup.addr(1),
        data: setup.data.clone(),
        clock: simulated(&setup.clock),
        hosts: setup.hosts.clone(),
    })
    .await?;
    let aws = Aws::start(aws::Options {
        addr: setup.addr(2),
        data: setup.data.clone(),
        template: TEMPLATE.to_owned(),
        parameters: parameters(setup, own_url, public_url, &twilio),
        hosts: setup.hosts.clone(),
    })
    .await?;
    Ok((twilio, aws))
}

/// All consumers are in this process: what was in flight when the last one ended is nobody's now.
fn return_in_flight(aws: &Aws) -> anyhow::Result<()> {
    for queue in aws.template().queues.keys() {
        aws.sqs().give_back(queue)?;
    }
    Ok(())
}

fn ground<'g>((app, aws, twilio): (&'g App, &Aws, &'g Twilio), public_url: &'g str) -> Ground<'g> {
    Ground { app, twilio, tables: Tables::at(aws.endpoint()), public_url }
}

fn register(
    aws: &Aws,
    clock: &Clock,
    registrations: Vec<Registration>,
) -> anyhow::Result<Functions> {
    let mut functions = Functions::new(aws.template());
    for Registration { id, handler } in registrations {
        let app = Arc::new(app(&aws.environment(&id), clock)?);
        functions.insert(&id, handler(app))?;
    }
    Ok(functions)
}

fn app_of(aws: &Aws, function: &str, clock: &Clock) -> anyhow::Result<App> {
    let mut environment = aws.environment(function);
    for name in ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] {
        environment.insert(name.to_owned(), aws::CREDENTIAL.to_owned());
    }
    app(&environment, clock)
}

/// Each function gets the environment that the template gives it, and nothing else.
fn app(environment: &BTreeMap<String, String>, clock: &Clock) -> anyhow::Result<App> {
    let config = Config::from_lookup(|name| environment.get(name).cloned())?;
    Ok(App::new(config, clock.clone()))
}

/// The same time for the simulated Twilio.
fn simulated(clock: &Clock) -> twilio_simulator::Clock {
    match clock {
        Clock::System => twilio_simulator::Clock::System,
        Clock::Manual(millis) => twilio_simulator::Clock::Manual(Arc::clone(millis)),
    }
}
