#![doc = include_str!("../README.md")]
//!
//! # Inside
//!
//! Dependencies point one way: `client` → `twiml`, `status`, `number` → `callback`, `phone`, `sid`,
//! `label`, `voice`. `form`, `signature` and `segments` stand by themselves.

pub mod auth_token;
pub mod callback;
#[cfg(feature = "client")]
pub mod client;
mod debug;
pub mod error_code;
pub mod form;
pub mod label;
pub mod number;
pub mod phone;
mod ranked;
pub mod segments;
pub mod sid;
pub mod signature;
pub mod status;
pub mod twiml;
pub mod voice;
