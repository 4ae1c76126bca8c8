//! Stories across functions, over HTTP, with everything running: in this process, or, where the
//! environment describes one, in a deployed stack. `scripts/deploy-check` does the latter.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "stories/accounts.rs"]
mod accounts;
#[path = "stories/calls.rs"]
mod calls;
#[path = "stories/deployed.rs"]
mod deployed;
#[path = "stories/inbound.rs"]
mod inbound;
#[path = "stories/jobs.rs"]
mod jobs;
#[path = "stories/messages.rs"]
mod messages;
#[path = "stories/numbers.rs"]
mod numbers;
#[path = "stories/outside.rs"]
mod outside;
#[path = "stories/sandboxed.rs"]
mod sandboxed;
#[path = "stories/website.rs"]
mod website;
#[path = "stories/world.rs"]
mod world;
