//! Stories across functions, over HTTP, with everything running: in this process, or, where the
//! environment describes one, in a deployed stack. `scripts/deploy-check` does the latter.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod accounts;
mod calls;
mod deployed;
mod inbound;
mod jobs;
mod live;
mod messages;
mod numbers;
mod operator;
mod outside;
mod sandboxed;
mod told;
mod website;
mod whole_calls;
mod world;
