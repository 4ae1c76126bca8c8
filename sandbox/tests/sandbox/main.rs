//! The sandbox from outside, apart from what it holds in memory: one binary, because each takes
//! seconds to link.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod aws_services;
mod in_flight;
mod openapi;
mod parent;
mod template;
