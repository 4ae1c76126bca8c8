//! Numbers over HTTP, behind the gateway's authorizer, at the simulated Twilio.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "numbers/change.rs"]
mod change;
#[path = "numbers/faults.rs"]
mod faults;
#[path = "numbers/killed.rs"]
mod killed;
#[path = "numbers/list.rs"]
mod list;
#[path = "numbers/purchase.rs"]
mod purchase;
#[path = "numbers/refused.rs"]
mod refused;
#[path = "numbers/release.rs"]
mod release;
#[path = "numbers/repeated.rs"]
mod repeated;
#[path = "numbers/search.rs"]
mod search;
#[path = "numbers/world.rs"]
mod world;
