//! The log of the local run.

use std::io::{IsTerminal as _, stdout};

use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{fmt, registry};

use crate::arguments::Log;

/// The functions' logs, and what is refused before it gets to one. What the emulated services think
/// of a request is in the answer they give.
const LEVELS: &str = "info,s3s=off,s3s_fs=off,dynoxide=error";
/// A line for each request would push the addresses off the screen.
const AT_A_TERMINAL: &str = "warn,s3s=off,s3s_fs=off,dynoxide=error";

/// Starts logging to standard output, as `RUST_LOG` says.
pub fn start(form: Option<Log>) {
    let (form, levels) = match form {
        Some(form) => (form, LEVELS),
        None if stdout().is_terminal() => (Log::Pretty, AT_A_TERMINAL),
        None => (Log::Json, LEVELS),
    };
    match form {
        Log::Json => shared::telemetry::init(levels),
        Log::Pretty => {
            let lines = fmt::layer().compact().with_ansi(false).with_target(false);
            registry().with(shared::telemetry::filter(levels)).with(lines).init();
        }
    }
}
