//! `AppSync` Events: what is published over HTTP, and who hears it. Pages connect to the gateway.

mod hub;
mod path;
mod publish;
mod signature;

pub(crate) use hub::{Hub, Line};
pub(crate) use path::path;
pub(super) use publish::{is_meant, needs, publish};
pub(super) use signature::verify;
