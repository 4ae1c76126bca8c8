//! The local run as a program: what it answers to whom, and what it says when it cannot start.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod child;
mod door;
mod files;
mod letters;
mod outside;
mod pages;
mod public;
mod real;
mod shape;
mod sign_in;
mod start;
mod state;
mod website;
