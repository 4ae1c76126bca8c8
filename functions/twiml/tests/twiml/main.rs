//! `twiml` over HTTP, with the real AWS SDKs behind it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod inbound;
mod menu;
mod outage;
mod outbound;
mod refused;
mod samples;
#[path = "../../../voice/tests/voice/world.rs"]
mod world;

/// What is asked here.
type Function = twiml::Twiml;
/// Where.
const SUBJECT: &str = "/api/twilio/voice-twiml";
const LEG: &str = "CA000000000000000000000000000000aa";
const RECORDING: &str = "RE00000000000000000000000000000001";

/// Our query at a step of the call that the tests are about.
fn at(step: &str) -> String {
    format!("step={step}&call={}", world::CALL)
}

fn voicemail() -> shared::records::Preferences {
    shared::records::Preferences { voicemail_enabled: true, ..Default::default() }
}
