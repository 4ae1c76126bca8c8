//! How a `<Dial>` ended.

use serde::{Deserialize, Serialize};

use twilio::status::CallStatus;

/// How a `<Dial>` ended, as its `action` request says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DialEnd {
    /// `DialCallStatus`; of a conference `answered`, which no call status is.
    #[serde(rename = "dial_status")]
    pub status: CallStatus,
    /// `DialCallDuration`, in seconds.
    #[serde(rename = "dial_duration", default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<u32>,
    /// `DialBridged`: whether the two ever spoke.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bridged: Option<bool>,
}

impl DialEnd {
    /// Whether the two have spoken. A person who was screened and did not press 1 has answered the
    /// phone, but not the call.
    pub fn was_answered(&self) -> bool {
        let status = || self.status == CallStatus::Completed || self.status.as_str() == "answered";
        self.bridged.unwrap_or_else(status)
    }
}
