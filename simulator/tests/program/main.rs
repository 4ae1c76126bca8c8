//! The simulator as a program: how it starts and stops, and the README of it word for word.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod child;
mod official_libraries;
mod readme;
mod start;
