//! Accounts over HTTP, behind the gateway's authorizer, at the simulated Twilio.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "accounts/killed.rs"]
mod killed;
#[path = "accounts/provisioned.rs"]
mod provisioned;
#[path = "accounts/refused.rs"]
mod refused;
#[path = "accounts/rotated.rs"]
mod rotated;
#[path = "accounts/status.rs"]
mod status;
#[path = "accounts/undone.rs"]
mod undone;
#[path = "accounts/world.rs"]
mod world;
