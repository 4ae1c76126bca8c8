//! A number of an account, as Twilio has it (contract §5.3).

use serde::{Deserialize, Deserializer};

use crate::number::Capabilities;
use crate::phone::E164;
use crate::sid::{AccountSid, PhoneNumberSid};

/// A number of an account. What Twilio leaves empty is `None`. `Debug` shows the end of the number
/// alone.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct OwnedNumber {
    /// Its id.
    pub sid: PhoneNumberSid,
    /// The number.
    pub phone_number: E164,
    /// Whose it is.
    pub account_sid: AccountSid,
    /// Its name for people, at first the number.
    #[serde(default, deserialize_with = "filled")]
    pub friendly_name: Option<String>,
    /// What it can do.
    pub capabilities: Capabilities,
    /// Where its messages go.
    #[serde(default, deserialize_with = "filled")]
    pub sms_url: Option<String>,
    /// How.
    #[serde(default, deserialize_with = "filled")]
    pub sms_method: Option<String>,
    /// Where its messages go when that fails.
    #[serde(default, deserialize_with = "filled")]
    pub sms_fallback_url: Option<String>,
    /// How.
    #[serde(default, deserialize_with = "filled")]
    pub sms_fallback_method: Option<String>,
    /// The application whose URLs count for messages instead.
    #[serde(default, deserialize_with = "filled")]
    pub sms_application_sid: Option<String>,
    /// Where its calls go.
    #[serde(default, deserialize_with = "filled")]
    pub voice_url: Option<String>,
    /// How.
    #[serde(default, deserialize_with = "filled")]
    pub voice_method: Option<String>,
    /// Where its calls go when that fails.
    #[serde(default, deserialize_with = "filled")]
    pub voice_fallback_url: Option<String>,
    /// How.
    #[serde(default, deserialize_with = "filled")]
    pub voice_fallback_method: Option<String>,
    /// The application whose URLs count for calls instead.
    #[serde(default, deserialize_with = "filled")]
    pub voice_application_sid: Option<String>,
    /// The trunk that gets its calls instead.
    #[serde(default, deserialize_with = "filled")]
    pub trunk_sid: Option<String>,
    /// Where the status of its calls goes.
    #[serde(default, deserialize_with = "filled")]
    pub status_callback: Option<String>,
    /// How.
    #[serde(default, deserialize_with = "filled")]
    pub status_callback_method: Option<String>,
}

/// Something that makes Twilio ignore URLs of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precedence {
    /// An application for messages.
    SmsApplication,
    /// An application for calls.
    VoiceApplication,
    /// A trunk, for calls.
    Trunk,
}

impl Precedence {
    /// Its parameter at Twilio.
    pub(super) fn parameter(self) -> &'static str {
        match self {
            Precedence::SmsApplication => "SmsApplicationSid",
            Precedence::VoiceApplication => "VoiceApplicationSid",
            Precedence::Trunk => "TrunkSid",
        }
    }
}

impl OwnedNumber {
    /// What makes Twilio ignore URLs of this number.
    pub fn precedences(&self) -> Vec<Precedence> {
        let set = [
            self.sms_application_sid.as_ref().map(|_| Precedence::SmsApplication),
            self.voice_application_sid.as_ref().map(|_| Precedence::VoiceApplication),
            self.trunk_sid.as_ref().map(|_| Precedence::Trunk),
        ];
        set.into_iter().flatten().collect()
    }
}

/// Twilio writes what is not there as `null` or as an empty text.
fn filled<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    Ok(text.filter(|text| !text.is_empty()))
}

crate::debug_only!(OwnedNumber { sid, phone_number, account_sid });
