//! Events at a tenant's own server, from the webhook to the post.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod down;
mod lane;
mod official;
mod server;
mod told;
mod world;
