//! `voice` over HTTP, with the real AWS SDKs behind it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "voice/answers.rs"]
mod answers;
#[path = "voice/outage.rs"]
mod outage;
#[path = "voice/records.rs"]
mod records;
#[path = "voice/refused.rs"]
mod refused;
#[path = "voice/world.rs"]
mod world;

/// What is asked here.
type Function = voice::Voice;
/// Where.
const SUBJECT: &str = "/api/twilio/voice-webhook";
