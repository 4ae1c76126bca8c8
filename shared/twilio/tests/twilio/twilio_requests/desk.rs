//! Where the client's requests arrive, and are judged.

use twilio::client::Twilio;
use twilio_simulator::scripted::{Answer, Scripted};

use super::request::Request;
use super::rules::{Operation, accepted, operations};
use crate::twilio_client::twilio;

/// A server that answers all the same, and the client that asks it.
pub(crate) struct Desk {
    pub(crate) twilio: Twilio,
    server: Scripted,
    operations: Vec<Operation>,
}

impl Desk {
    /// Every answer is empty: what counts is what is asked.
    pub(crate) async fn start() -> Self {
        Self::answering(&["{}"]).await
    }

    pub(crate) async fn answering(bodies: &[&str]) -> Self {
        let script = bodies.iter().map(|body| Answer::Reply(200, (*body).to_owned())).collect();
        let server = Scripted::start(script).await.unwrap();
        Self { twilio: twilio(server.url()), server, operations: operations() }
    }

    /// All requests so far. Twilio would accept each of them.
    pub(crate) fn requests(&self) -> Vec<Request> {
        let requests: Vec<_> = self.server.asked().iter().map(Request::of).collect();
        for request in &requests {
            let verdict = accepted(&self.operations, request);
            assert!(verdict.is_ok(), "{verdict:?}: {request:?}");
        }
        requests
    }

    /// The last request, which Twilio would accept.
    pub(crate) fn request(&self) -> Request {
        let asked = self.server.asked();
        let request = Request::of(asked.last().unwrap());
        let verdict = accepted(&self.operations, &request);
        assert!(verdict.is_ok(), "{verdict:?}: {request:?}");
        request
    }
}
