//! The local run as a program: what it answers to whom, and what it says when it cannot start.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "program/child.rs"]
mod child;
#[path = "program/door.rs"]
mod door;
#[path = "program/letters.rs"]
mod letters;
#[path = "program/public.rs"]
mod public;
#[path = "program/real.rs"]
mod real;
#[path = "program/start.rs"]
mod start;
#[path = "program/state.rs"]
mod state;
