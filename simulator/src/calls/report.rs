//! What happened in a call, for whoever placed it.

use serde::Serialize;

use super::super::webhook::Method;
use super::activity::Activity;

/// A call that was played. Times are seconds on its own clock.
#[derive(Debug, Clone, Serialize)]
pub struct PlayedCall {
    /// SID of the parent leg.
    pub sid: String,
    /// The account whose number it is.
    pub account_sid: String,
    /// When it began; RFC 3339.
    pub time: String,
    /// `inbound` or `outbound-api`.
    pub direction: String,
    /// Who called.
    pub from: String,
    /// Who was called.
    pub to: String,
    /// Twilio's status of the parent leg.
    pub status: String,
    /// Seconds from the answer to the end.
    pub duration: i64,
    /// Whether somebody plays the outside end of the parent leg by hand.
    pub live: bool,
    /// What goes on there, until it is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<Activity>,
    /// What was heard at the outside end of the parent leg, in order.
    pub heard: Vec<Heard>,
    /// The legs that `<Dial>` made, in order.
    pub legs: Vec<PlayedLeg>,
    /// The recordings, in order.
    pub recordings: Vec<PlayedRecording>,
    /// Every webhook, in the order of their answers.
    pub webhooks: Vec<Exchange>,
    /// The first error that no fallback URL made good. It ended the call, or only the `<Dial>` it
    /// was in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<CallError>,
}

impl PlayedCall {
    /// Whether a phone took part in it.
    pub(crate) fn is_of(&self, phone: &str) -> bool {
        let legs = self.legs.iter().flat_map(|leg| [&leg.from, &leg.to]);
        [&self.from, &self.to].into_iter().chain(legs).any(|address| address == phone)
    }
}

/// A leg that `<Dial>` made.
#[derive(Debug, Clone, Serialize)]
pub struct PlayedLeg {
    /// Its SID.
    pub sid: String,
    /// The caller id that was shown.
    pub from: String,
    /// Who was called.
    pub to: String,
    /// Twilio's status.
    pub status: String,
    /// Seconds from the answer to the end.
    pub duration: i64,
    /// Whether the caller was connected with it.
    pub bridged: bool,
    /// Whether somebody plays it by hand.
    pub live: bool,
    /// What goes on there, until it is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<Activity>,
    /// What was heard there.
    pub heard: Vec<Heard>,
}

/// A recording.
#[derive(Debug, Clone, Serialize)]
pub struct PlayedRecording {
    /// Its SID.
    pub sid: String,
    /// `RecordVerb`, `DialVerb`, `Conference` or `OutboundAPI`.
    pub source: String,
    /// `completed`, `absent` or `failed`.
    pub status: String,
    /// 1 or 2.
    pub channels: u8,
    /// Seconds, if it was completed.
    pub duration: Option<i64>,
    /// Where `/sim` has its sound, once it is completed.
    pub path: String,
}

/// Something heard on the phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Heard {
    /// Words, by `<Say>` or of whom the phone is connected with.
    Said(String),
    /// A sound file, by `<Play>`.
    Played(String),
    /// Tones, by `<Play digits>` or `sendDigits`.
    Digits(String),
    /// So many seconds of nothing, by `<Pause>`.
    Silence(u64),
    /// The beep before a recording.
    Beep,
    /// The ringing of whoever is dialled.
    Ringing,
    /// Somebody at the other end, for so many seconds.
    Talked(i64),
    /// Hold music.
    Music,
    /// The tone of an engaged line.
    Busy,
    /// An announcement by Twilio or the carrier.
    Announced(String),
}

/// One webhook and its last answer.
#[derive(Debug, Clone, Serialize)]
pub struct Exchange {
    /// Seconds since the call began.
    pub at: i64,
    /// What it was about.
    pub kind: Kind,
    /// `GET` or `POST`.
    pub method: Method,
    /// Path and query of the URL as configured.
    pub path: String,
    /// The leg it was about.
    pub call_sid: String,
    /// HTTP status of the answer; 502 if there was none, 0 if nothing was sent.
    pub status: u16,
    /// Requests it took.
    pub attempts: u32,
    /// Twilio's debugger code, if it failed or its TwiML did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_code: Option<u32>,
}

/// What a webhook is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The first document of a call.
    Voice,
    /// The document after `<Dial>`.
    DialAction,
    /// The document after `<Record>`.
    RecordAction,
    /// The document after `<Gather>`.
    GatherAction,
    /// The document after `<Enqueue>`.
    EnqueueAction,
    /// The document of `<Redirect>`, or one that the REST API sent the call to.
    Redirect,
    /// The document for whoever was dialled.
    Screen,
    /// The document for whoever waits in a queue.
    QueueWait,
    /// A sound file for `<Play>`.
    Play,
    /// A callback about a leg.
    CallStatus,
    /// A callback about a recording.
    RecordingStatus,
    /// A callback with a transcription.
    Transcribe,
    /// A callback about who answered.
    Amd,
    /// A callback about a conference.
    ConferenceStatus,
}

impl Kind {
    /// Whether an answer to it is TwiML.
    pub fn is_document(self) -> bool {
        !matches!(
            self,
            Self::Play
                | Self::CallStatus
                | Self::RecordingStatus
                | Self::Transcribe
                | Self::Amd
                | Self::ConferenceStatus
        )
    }
}

/// An error in a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CallError {
    /// Twilio's error code; `None` for what only the simulator cannot do.
    pub code: Option<u32>,
    /// What is wrong.
    pub message: String,
}

impl CallError {
    pub(super) fn new(code: u32, message: impl Into<String>) -> Self {
        Self { code: Some(code), message: message.into() }
    }

    /// A URL that cannot be requested.
    pub(super) fn invalid_url(message: impl Into<String>) -> Self {
        Self::new(11100, message)
    }

    /// Something that Twilio would have done.
    pub(super) fn not_simulated(message: impl Into<String>) -> Self {
        Self { code: None, message: message.into() }
    }
}
