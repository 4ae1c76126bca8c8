//! The protocol from outside: one binary, because each takes seconds to link.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod properties;
mod signature;
mod twilio_answers;
mod twilio_calls;
mod twilio_client;
mod twilio_requests;
