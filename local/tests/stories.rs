//! Stories across functions, over HTTP, with everything running: in this process, or, where the
//! environment describes one, in a deployed stack. `scripts/deploy-check` does the latter.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "stories/calls.rs"]
mod calls;
#[path = "stories/deployed.rs"]
mod deployed;
#[path = "stories/inbound.rs"]
mod inbound;
#[path = "stories/jobs.rs"]
mod jobs;
#[path = "stories/sandboxed.rs"]
mod sandboxed;
#[path = "stories/world.rs"]
mod world;
