//! The simulator as a program: how it starts and stops, and the README of it word for word.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "program/child.rs"]
mod child;
#[path = "program/official_libraries.rs"]
mod official_libraries;
#[path = "program/readme.rs"]
mod readme;
#[path = "program/start.rs"]
mod start;
