//! What stands outside a stack that is deployed on this machine, onto an emulator of AWS: the domain
//! under which Twilio and the website reach it, the website's token issuer, a simulated Twilio.

use std::net::SocketAddr;

use anyhow::{Context as _, ensure};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::HOST;
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use reqwest::Url;
use shared::app::{App, Clock};
use shared::config::Config;
use tokio::net::TcpListener;
use tokio::task::AbortHandle;
use twilio::sid::AccountSid;

use crate::demo::{self, PARENT, Tenant};
use crate::gateway::Issuer;
use twilio_simulator::{self, Twilio};

/// What is known of the stack.
pub struct Deployment {
    /// Configuration of its functions. Its `public_base_url`, which is the token issuer too, and
    /// its `twilio_api_url` are served by [`Remote`] and so on loopback.
    pub config: Config,
    /// `Host` header by which the emulator knows the HTTP API.
    pub host: String,
    /// Audience that the HTTP API's authorizer expects.
    pub audience: String,
}

/// The outside world of a deployed stack. Dropping it stops everything.
pub struct Remote {
    /// The simulated Twilio.
    pub twilio: Twilio,
    /// Signs bearer tokens that the HTTP API accepts.
    pub issuer: Issuer,
    app: App,
    url: String,
    server: AbortHandle,
}

impl Drop for Remote {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Remote {
    /// Serves the domain and Twilio where the stack expects them, and creates the stack's main
    /// account there and in its store.
    ///
    /// # Errors
    /// If one of them is not on loopback, or its port is taken, or if the stack's main account is
    /// another one than [`PARENT`].
    pub async fn start(deployment: Deployment) -> anyhow::Result<Self> {
        let Deployment { config, host, audience } = deployment;
        let url = config.public_base_url.clone().context("the stack has no public base URL")?;
        let parent = config.parent_account.as_ref().map(AccountSid::as_str);
        ensure!(parent == Some(PARENT.account_sid), "the stack's main account is {parent:?}");
        let addr = address(&config.twilio_api_url)?;
        let twilio = Twilio::start(twilio_simulator::Options {
            addr,
            data: None,
            clock: twilio_simulator::Clock::System,
            hosts: Vec::new(),
        })
        .await?;
        let issuer = Issuer::open(None, url.clone(), audience)?;
        let endpoint = config.aws.endpoint.as_deref().context("the stack is on AWS itself")?;
        let domain = domain(endpoint, &host)?.merge(issuer.router(&serde_json::Map::new()));
        let addr = address(&url.parse()?)?;
        let listener = TcpListener::bind(addr).await.with_context(|| format!("{addr}"))?;
        let server = tokio::spawn(axum::serve(listener, domain).into_future()).abort_handle();
        let app = App::new(config, Clock::System);
        demo::parent_at_twilio(&twilio)?;
        let parent = (PARENT.account_sid, PARENT.auth_token);
        demo::in_store(&app, PARENT.tenant_id, parent).await?;
        Ok(Self { twilio, issuer, app, url, server })
    }

    /// Base URL under which the stack is reached.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Creates a tenant at Twilio and in the stack's store.
    pub async fn add(&self, tenant: &Tenant) -> anyhow::Result<()> {
        let numbers = demo::at_twilio(&self.twilio, tenant, &self.url)?;
        let account = (tenant.account_sid, tenant.auth_token);
        demo::in_store(&self.app, tenant.tenant_id, account).await?;
        demo::numbers_in_store(&self.app.store, tenant, &numbers).await
    }
}

fn address(url: &Url) -> anyhow::Result<SocketAddr> {
    let addrs = url.socket_addrs(|| None)?;
    let addr = addrs.first().with_context(|| format!("{url} has no address"))?;
    ensure!(addr.ip().is_loopback(), "{url} is not on loopback");
    Ok(*addr)
}

/// The way to the HTTP API.
#[derive(Clone)]
struct Upstream {
    endpoint: Uri,
    host: HeaderValue,
    client: Client<HttpConnector, Body>,
}

fn domain(endpoint: &str, host: &str) -> anyhow::Result<Router> {
    // A connection that is kept may be closed just when the next request is sent.
    let client = Client::builder(TokioExecutor::new()).pool_max_idle_per_host(0).build_http();
    let endpoint = endpoint.parse()?;
    let upstream = Upstream { endpoint, host: host.parse()?, client };
    Ok(Router::new().fallback(pass_on).with_state(upstream))
}

/// As a custom domain does: the same path and query, another host.
async fn pass_on(State(upstream): State<Upstream>, mut request: Request) -> Response {
    let mut to = upstream.endpoint.into_parts();
    to.path_and_query = request.uri().path_and_query().cloned();
    *request.uri_mut() = Uri::from_parts(to).expect("an endpoint and a path are a URL");
    request.headers_mut().insert(HOST, upstream.host);
    match upstream.client.request(request).await {
        Ok(answer) => answer.map(Body::new),
        Err(error) => (StatusCode::BAD_GATEWAY, error.to_string()).into_response(),
    }
}
