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
    /// Whether the two have spoken; `None` if this alone does not tell: a person who was asked to press 1
    /// and did not has answered the phone, which is `completed`, but not the call.
    pub fn spoken(&self) -> Option<bool> {
        match (self.bridged, &self.status) {
            (Some(bridged), _) => Some(bridged),
            (None, CallStatus::Completed) => None,
            (None, status) => Some(status.as_str() == "answered"),
        }
    }
}
