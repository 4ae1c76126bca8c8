//! What this function is called in its log lines.

pub(crate) const NAME: &str = "webhooks";
