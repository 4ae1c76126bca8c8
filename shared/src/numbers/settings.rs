//! How a number of ours is set up.

use crate::twilio::NumberSettings;

/// All webhooks of a number under this base: scheme, host and path prefix, without a slash at the
/// end. Without a name the number keeps the one that it has.
pub fn settings(base_url: &str, friendly_name: Option<String>) -> NumberSettings {
    NumberSettings { friendly_name, ..NumberSettings::at(base_url) }
}
