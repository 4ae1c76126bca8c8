//! `sender` against the simulated Twilio, with everything around it that a message meets.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod doubt;
mod refused;
mod scheduled;
mod sent;
mod suspended;
mod world;
