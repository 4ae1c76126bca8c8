//! `voice` over HTTP, with the real AWS SDKs behind it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod answers;
mod loops;
mod outage;
mod people;
mod records;
mod refused;
mod world;

/// What is asked here.
type Function = voice::Voice;
/// Where.
const SUBJECT: &str = "/api/twilio/voice-webhook";
