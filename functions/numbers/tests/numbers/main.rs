//! Numbers over HTTP, behind the gateway's authorizer, at the simulated Twilio.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod change;
mod faults;
mod killed;
mod limits;
mod list;
mod purchase;
mod refused;
mod release;
mod repeated;
mod search;
mod world;
