//! Everything that stands outside the functions, in one process on loopback: the AWS services they
//! use, the API gateway and event sources that drive them, and the simulated Twilio of the crate
//! `twilio_simulator`.
//!
//! Tests and the local run use the same code; state is kept in a directory or in memory.

pub mod aws;
mod cors;
mod deliver;
pub mod demo;
pub mod gateway;
mod hook;
mod log;
mod moved;
pub mod openapi;
mod page;
mod place;
pub mod ports;
mod records;
mod refused;
mod registration;
mod remote;
mod requests;
mod samples;
mod sandbox;
mod seed;
mod setup;
pub mod shape;
mod tables;
pub mod template;
mod time;
mod until;
mod website;

pub use cors::Cors;
pub use hook::Hook;
pub use log::Lines;
pub use page::Page;
pub use registration::{Registration, api, webhook, worker};
pub use remote::{Deployment, Remote};
pub use requests::{assert_named, twilio_refusal};
pub use samples::samples;
pub use sandbox::Sandbox;
pub use seed::Seed;
pub use setup::{Answers, Setup};
pub use tables::Tables;
pub use time::Time;
pub use until::until;
pub use website::answered;
