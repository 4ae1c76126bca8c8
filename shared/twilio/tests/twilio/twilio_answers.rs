//! What our client makes of Twilio's answers, and of none.

mod accounts;
mod calls;
mod failures;
mod messages;
mod numbers;
mod pages;
mod secrecy;

use serde_json::Value;
use twilio::client::Twilio;
use twilio_simulator::scripted::Scripted;

use super::twilio_client::reply;

/// A server that says these things one after the other, with status 200, and its client.
async fn saying(bodies: &[Value]) -> (Scripted, Twilio) {
    let script = bodies.iter().map(|body| reply(200, &body.to_string())).collect();
    let server = Scripted::start(script).await.unwrap();
    let twilio = super::twilio_client::twilio(server.url());
    (server, twilio)
}
