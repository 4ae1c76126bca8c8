//! Making calls (contract §5.2).

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::rest::Parameters;
use super::{Errand, PostError};
use crate::callback::Callback;
use crate::phone::E164;
use crate::sid::CallSid;
use crate::status::CallStatus;

/// A call that Twilio shall make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCall {
    /// Who is called.
    pub to: E164,
    /// Caller id: a number of the account.
    pub from: E164,
    /// Where Twilio asks what to do once somebody has answered.
    pub url: Callback,
    /// Where every status of the call goes.
    pub status_callback: Callback,
    /// Seconds that it rings, at most 600.
    pub timeout: u16,
    /// Seconds that it lasts, from the answer on; Twilio would take 4 hours.
    pub time_limit: u32,
    /// Where the status of its recording goes; `None` makes no recording. Each side is a channel.
    pub recording: Option<Callback>,
    /// Whether and how Twilio finds out who has answered.
    pub machine_detection: Option<MachineDetection>,
}

/// When Twilio finds out whether a person or a machine has answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MachineDetection {
    /// First: it is quiet until Twilio knows, and the request for TwiML says who has answered.
    First(Detection),
    /// Meanwhile: the call goes on at once, and the result goes to this URL.
    Meanwhile(Detection, Callback),
}

/// Twilio's `MachineDetection`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Detection {
    /// Says who has answered as soon as it is clear.
    Enable,
    /// Waits for the end of a machine's announcement, to leave a message.
    DetectMessageEnd,
}

impl Detection {
    /// Its name at Twilio.
    pub fn as_str(self) -> &'static str {
        match self {
            Detection::Enable => "Enable",
            Detection::DetectMessageEnd => "DetectMessageEnd",
        }
    }
}

/// A text that is no kind of detection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a kind of machine detection")]
pub struct UnknownDetection;

impl FromStr for Detection {
    type Err = UnknownDetection;

    fn from_str(text: &str) -> Result<Self, UnknownDetection> {
        let all = [Detection::Enable, Detection::DetectMessageEnd];
        all.into_iter().find(|one| one.as_str() == text).ok_or(UnknownDetection)
    }
}

/// What Twilio says of a call that it makes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PlacedCall {
    /// Its id.
    pub sid: CallSid,
    /// Its first status, usually `queued`.
    pub status: CallStatus,
}

impl Errand<'_> {
    /// Makes a call.
    pub async fn call_create(self, call: &NewCall) -> Result<PlacedCall, PostError> {
        let url = self.twilio.resource(&format!("Accounts/{}/Calls", self.credentials.0));
        self.post(&url, &call.form()).await
    }
}

impl NewCall {
    fn form(&self) -> Parameters {
        let mut form = vec![
            ("To", self.to.as_str().to_owned()),
            ("From", self.from.as_str().to_owned()),
            ("Url", self.url.to_string()),
            ("Method", "POST".to_owned()),
            ("StatusCallback", self.status_callback.to_string()),
            ("StatusCallbackMethod", "POST".to_owned()),
            ("Timeout", self.timeout.to_string()),
            ("TimeLimit", self.time_limit.to_string()),
        ];
        let events = ["initiated", "ringing", "answered", "completed"];
        form.extend(events.map(|event| ("StatusCallbackEvent", event.to_owned())));
        form.extend(self.recording_form());
        form.extend(self.detection_form());
        form
    }

    /// The events are one value here, unlike those of the call itself.
    fn recording_form(&self) -> Parameters {
        let Some(callback) = &self.recording else {
            return Vec::new();
        };
        vec![
            ("Record", "true".to_owned()),
            ("RecordingChannels", "dual".to_owned()),
            ("RecordingStatusCallback", callback.to_string()),
            ("RecordingStatusCallbackMethod", "POST".to_owned()),
            ("RecordingStatusCallbackEvent", "in-progress completed absent".to_owned()),
        ]
    }

    fn detection_form(&self) -> Parameters {
        let kind = |detection: &Detection| ("MachineDetection", detection.as_str().to_owned());
        match &self.machine_detection {
            None => Vec::new(),
            Some(MachineDetection::First(detection)) => vec![kind(detection)],
            Some(MachineDetection::Meanwhile(detection, callback)) => vec![
                kind(detection),
                ("AsyncAmd", "true".to_owned()),
                ("AsyncAmdStatusCallback", callback.to_string()),
                ("AsyncAmdStatusCallbackMethod", "POST".to_owned()),
            ],
        }
    }
}
