//! Stories across functions, over HTTP, with everything running that runs locally.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "stories/inbound.rs"]
mod inbound;
#[path = "stories/world.rs"]
mod world;
