//! Logs as one JSON object a line, to standard output, as Lambda's JSON log format expects.
//!
//! Values that must never be logged have a `Debug` that hides them: tokens, numbers, bodies.

use tracing_subscriber::EnvFilter;

/// Starts logging as `RUST_LOG` says, else as `default` does, in the same syntax. Call it once per
/// process.
pub fn init(default: &str) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(default));
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_span_list(false)
        .with_env_filter(filter)
        .init();
}
