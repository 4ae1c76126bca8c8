//! What every request meets first: whether it means this server.

use std::sync::Arc;

use http::Request;
use hyper::body::Incoming;
use twilio_simulator::{Hosts, shown_path};

use super::reply::{Refusal, Reply};
use super::services::{self, Cut, Services};

/// The services, for requests that name this host.
#[derive(Debug)]
pub(super) struct Door {
    hosts: Hosts,
    services: Arc<Services>,
}

impl Door {
    pub(super) fn new(hosts: Hosts, services: Arc<Services>) -> Self {
        Self { hosts, services }
    }

    pub(super) async fn answer(&self, request: Request<Incoming>) -> Result<Reply, Cut> {
        let Err(sentence) = self.hosts.check(request.headers(), request.uri()) else {
            return self.services.answer(request).await;
        };
        let (method, path) = (request.method(), shown_path(request.uri().path()));
        tracing::warn!(status = 421, %method, path, "request refused");
        let refusal = Refusal { status: 421, code: "MisdirectedRequest", message: sentence };
        let reply = match services::call_of(&request) {
            Ok(call) => refusal.reply(call.service),
            Err(_) => refusal.reply_unrouted(),
        };
        // Closing on an unread body would reset the connection before the answer is read.
        services::drain(request.into_body()).await;
        Ok(reply)
    }
}
