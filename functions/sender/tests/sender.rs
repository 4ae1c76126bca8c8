//! `sender` against the simulated Twilio, with everything around it that a message meets.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "sender/doubt.rs"]
mod doubt;
#[path = "sender/refused.rs"]
mod refused;
#[path = "sender/scheduled.rs"]
mod scheduled;
#[path = "sender/sent.rs"]
mod sent;
#[path = "sender/suspended.rs"]
mod suspended;
#[path = "sender/world.rs"]
mod world;
