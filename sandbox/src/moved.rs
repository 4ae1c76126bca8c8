//! A sandbox that is started again at another address takes its numbers along: those of every
//! tenant, as far as they called the address before.

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use twilio_simulator::{Twilio, private};

/// Holds the base URL that Twilio called last.
const FILE: &str = "public-url";

/// Points numbers from where the sandbox was to where it is.
pub(crate) fn follow(data: &Path, twilio: &Twilio, public_url: &str) -> anyhow::Result<()> {
    let file = data.join(FILE);
    let before = match fs::read_to_string(&file) {
        Ok(before) => Some(before),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", file.display())),
    };
    let moved_from = before.as_deref().map(str::trim).filter(|before| *before != public_url);
    if let Some(before) = moved_from {
        let numbers = twilio.move_webhooks(before, public_url)?;
        tracing::info!(numbers, "the sandbox has another address, and numbers call it there");
    }
    let written = private::write(&file, public_url.as_bytes());
    written.with_context(|| format!("cannot write {}", file.display()))
}
