//! `sms` over HTTP, with the simulated Twilio on one side and the real AWS SDKs on the other.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod calls;
mod outage;
mod people;
mod received;
mod refused;

use sandbox::Sandbox;
use sandbox::demo::DEMO;
use sms::Sms;
use twilio_simulator::{Answer, Delivery, InboundMessage};

const CONTACT: &str = "+15550190001";

async fn sandbox() -> Sandbox {
    Sandbox::start(vec![sandbox::webhook::<Sms>()]).await.unwrap()
}

fn text(body: &str) -> InboundMessage {
    InboundMessage {
        from: CONTACT.to_owned(),
        to: DEMO.numbers[0].to_owned(),
        body: body.to_owned(),
        ..InboundMessage::default()
    }
}

fn url(sandbox: &Sandbox) -> String {
    format!("{}/api/twilio/sms-webhook", sandbox.url())
}

/// Signs any form for the demo account and posts it.
async fn post(sandbox: &Sandbox, fields: &[(&str, &str)], delivery: &Delivery) -> Answer {
    sandbox.deliver((&DEMO, "sms-webhook"), fields, delivery).await.unwrap()
}
