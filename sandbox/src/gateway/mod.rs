//! What drives functions: HTTP API, JWT authorizer, queue polling, schedules, the Lambda runtime API.
//!
//! Everything here behaves as AWS does, limits included, so that nothing is easier on one machine
//! than on Lambda. Where it must differ, the module says so.

mod background;
mod body;
mod door;
mod functions;
pub mod http;
mod issuer;
mod jwt;
pub mod live;
pub mod queue;
pub mod runtime_api;
pub mod schedule;
pub mod stream;
#[cfg(test)]
mod tests;

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::ensure;
use axum::{Router, middleware};
use tokio::net::TcpListener;
use twilio_simulator::Hosts;

use self::background::Background;
pub use self::functions::{Functions, Handler, Invocation};
pub use self::issuer::{Issuer, ROLE_CLAIM, Subject, TENANT_CLAIM};
use crate::openapi::Watch;
use crate::template::Template;

/// What a gateway serves, and where.
pub struct Options {
    /// Where to listen; a loopback address. Bound by the caller, who so knows the port before the
    /// issuer and the template need it.
    pub listener: TcpListener,
    /// Routes and authorizer.
    pub template: Arc<Template>,
    /// What the routes lead to.
    pub functions: Functions,
    /// Routes that come before those of the template, such as `/healthz` and the issuer's. It must
    /// not have a fallback.
    pub extra: Router,
    /// Names in `Host` that are this gateway's.
    pub hosts: Hosts,
    /// Sees what is asked and answered.
    pub watch: Option<Watch>,
}

/// A running HTTP API. Dropping it lets open requests finish and accepts no more.
#[derive(Debug)]
pub struct Gateway {
    address: SocketAddr,
    server: Background,
}

impl Gateway {
    /// Starts to serve. Fails if the listener is not on loopback.
    pub fn start(options: Options) -> anyhow::Result<Self> {
        let Options { listener, template, functions, extra, hosts, watch } = options;
        let address = listener.local_addr()?;
        ensure!(address.ip().is_loopback(), "{address} is not a loopback address");
        let service = extra
            .merge(http::router(&template, functions, watch)?)
            .layer(middleware::from_fn_with_state(Arc::new(hosts), door::pass))
            .into_make_service_with_connect_info::<SocketAddr>();
        let server = Background::spawn(|mut stop| async move {
            let stopped = async move { stop.requested().await };
            let serving = axum::serve(listener, service).with_graceful_shutdown(stopped);
            if let Err(error) = serving.await {
                tracing::error!(%error, "the gateway failed");
            }
        });
        Ok(Self { address, server })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its base URL, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Accepts no more connections and waits for open requests.
    pub async fn stop(self) {
        self.server.stop().await;
    }
}
