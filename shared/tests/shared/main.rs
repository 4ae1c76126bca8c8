//! Everything public of this crate that needs more than a unit test: one binary, because each takes
//! seconds to link.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod answers;
mod call_begin;
mod call_stories;
mod calls;
mod conversations;
mod kinds;
mod languages;
mod outcome;
mod properties;
mod status_orders;
mod webhook;
mod world;
