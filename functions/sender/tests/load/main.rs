//! `sender` under load.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod fault_run;
mod rush;
#[path = "../sender/world.rs"]
#[allow(dead_code, reason = "the other tests need all of it")]
mod world;

/// Held by each test: one at a time, for time counts.
static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
