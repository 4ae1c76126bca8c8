//! How a number of ours is set up.

use twilio::client::NumberSettings;

use crate::callback;

/// All webhooks of a number under this base: scheme, host and path prefix, without a slash at the
/// end. Without a name the number keeps the one that it has.
pub fn settings(base_url: &str, friendly_name: Option<String>) -> NumberSettings {
    NumberSettings {
        friendly_name,
        sms_url: callback::sms(base_url),
        sms_fallback_url: callback::sms(base_url),
        voice_url: callback::voice(base_url),
        voice_fallback_url: callback::voice_fallback(base_url),
        status_callback: callback::number_status(base_url),
        clear: Vec::new(),
    }
}
