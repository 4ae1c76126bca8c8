//! What our client makes of Twilio's answers, and of none.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "twilio_answers/accounts.rs"]
mod accounts;
#[path = "twilio_answers/failures.rs"]
mod failures;
#[path = "twilio_answers/messages.rs"]
mod messages;
#[path = "twilio_answers/numbers.rs"]
mod numbers;
#[path = "twilio_answers/pages.rs"]
mod pages;
#[path = "twilio_answers/secrecy.rs"]
mod secrecy;
mod twilio_client;

use serde_json::Value;
use twilio::client::Twilio;
use twilio_simulator::scripted::{Answer, Scripted};

fn reply(status: u16, body: &str) -> Answer {
    Answer::Reply(status, body.to_owned())
}

/// A server that says these things one after the other, with status 200, and its client.
async fn saying(bodies: &[Value]) -> (Scripted, Twilio) {
    let script = bodies.iter().map(|body| reply(200, &body.to_string())).collect();
    let server = Scripted::start(script).await.unwrap();
    let twilio = twilio_client::twilio(server.url());
    (server, twilio)
}
