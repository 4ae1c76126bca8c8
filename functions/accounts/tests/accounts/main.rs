//! Accounts over HTTP, behind the gateway's authorizer, at the simulated Twilio.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod invited;
mod killed;
mod linked;
mod operator;
mod provisioned;
mod refused;
mod rotated;
mod status;
mod undone;
mod world;
