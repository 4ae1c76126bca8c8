//! What every function stands on.
//!
//! Dependencies point one way: `lambda` → `webhook`, `api`, `worker` → `app` → `accounts` →
//! `store`, `queue`, `media`, `secrets` → `records` → `callback` → `ids` → the crate `twilio`, which
//! is the protocol. Beside `app`, `answers` → `store`, for what is known of a call; above it,
//! `numbers`, for what is done at Twilio in several steps.

pub mod accounts;
pub mod answers;
pub mod api;
pub mod app;
mod aws;
pub mod bus;
pub mod call_facts;
pub mod call_fields;
pub mod callback;
pub mod config;
pub mod contact_file;
mod credentials;
mod deadline;
pub mod destinations;
pub mod digest;
pub mod gateway;
pub mod idempotency;
pub mod ids;
pub mod lambda;
pub mod linking;
pub mod live;
pub mod media;
pub mod numbers;
mod outage;
pub mod outside;
pub mod provisioning;
pub mod public_url;
pub mod queue;
pub mod records;
pub mod rotation;
pub mod secrets;
mod signed;
pub mod standing;
pub mod store;
pub mod stream;
pub mod telemetry;
pub mod views;
pub mod webhook;
pub mod whole;
pub mod words;
pub mod worker;
