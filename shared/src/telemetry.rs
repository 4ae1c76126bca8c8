//! Logs as one JSON object a line, to standard output, as Lambda's JSON log format expects.
//!
//! Values that must never be logged have a `Debug` that hides them: tokens, numbers, bodies.

use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{fmt, registry};

use crate::config;

/// Starts logging as [`filter`] says. Call it once per process.
pub fn init(default: &str) {
    let lines = fmt::layer().json().flatten_event(true).with_span_list(false);
    registry().with(filter(default)).with(lines).init();
}

/// What is logged: as `RUST_LOG` says, else as `default` does. Both are levels of all or of modules, such as
/// `info,hyper=warn`; `EnvFilter`, which also reads names of spans, brings a whole engine of regular expressions
/// into each function.
///
/// # Panics
///
/// If `default` is no such text.
pub fn filter(default: &str) -> Targets {
    let named = config::log_levels().and_then(|named| named.parse().ok());
    named.unwrap_or_else(|| default.parse().expect("levels of modules"))
}
