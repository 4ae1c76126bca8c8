//! A voicemail: its recording, who left it, what was said, and whether it was heard.

use serde::{Deserialize, Serialize};

use super::{Attachment, CallRef, Job, MediaTarget, Parties, RecordingFacts, Timestamp};
use crate::ids::{CallId, TenantId};
use twilio::sid::{AccountSid, CallSid, InvalidId, RecordingSid};
use twilio::status::RecordingStatus;

/// Shortest voicemail that is not taken for empty, in seconds.
pub const VOICEMAIL_MIN: u32 = 2;

/// What the tenant has done with a voicemail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VoicemailStatus {
    /// Nothing yet.
    New,
    /// Heard it.
    Listened,
    /// Put it away.
    Archived,
}

impl VoicemailStatus {
    /// The status as records and answers have it.
    pub fn as_str(self) -> &'static str {
        match self {
            VoicemailStatus::New => "new",
            VoicemailStatus::Listened => "listened",
            VoicemailStatus::Archived => "archived",
        }
    }
}

impl std::str::FromStr for VoicemailStatus {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let all = [VoicemailStatus::New, VoicemailStatus::Listened, VoicemailStatus::Archived];
        all.into_iter().find(|one| one.as_str() == text).ok_or(InvalidId("voicemail status"))
    }
}

/// What the transcription of a voicemail has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TranscriptionStatus {
    /// There is a text.
    Completed,
    /// Twilio could not make it out.
    Failed,
    /// There will be none: it is not wanted, or the voicemail is too short.
    None,
}

/// A transcription, as its callback tells it.
#[derive(Clone, PartialEq, Eq)]
pub enum Transcription {
    /// What was said.
    Completed(String),
    /// Twilio could not make it out.
    Failed,
    /// Twilio was not asked for it.
    Unwanted,
}

impl std::fmt::Debug for Transcription {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Transcription::Completed(_) => "Completed(…)",
            Transcription::Failed => "Failed",
            Transcription::Unwanted => "Unwanted",
        })
    }
}

/// The whole record in the `voicemails` table, as it is read: there is one once its recording is
/// completed.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct Voicemail {
    /// Its recording.
    pub recording_sid: RecordingSid,
    /// The call it was left in.
    pub call_id: CallId,
    /// That call at Twilio.
    #[serde(default)]
    pub call_sid: Option<CallSid>,
    /// Whose it is.
    pub tenant_id: TenantId,
    /// The Twilio account it belongs to.
    pub account_sid: AccountSid,
    /// Who left it; `None` while only the recording is known.
    #[serde(default)]
    pub from_number: Option<String>,
    /// The number that was called.
    #[serde(default)]
    pub to_number: Option<String>,
    /// What Twilio says of the recording.
    #[serde(flatten)]
    pub facts: RecordingFacts,
    /// The file.
    #[serde(default)]
    pub file: Option<Attachment>,
    /// What the tenant has done with it.
    pub status: VoicemailStatus,
    /// What was said, if that is known.
    #[serde(default)]
    pub transcription: Option<String>,
    /// Whether that will be known; `None` while it is open.
    #[serde(skip)]
    pub transcription_status: Option<TranscriptionStatus>,
    /// When it could first be fetched.
    pub created_at: Timestamp,
    /// When the tenant first marked it as heard.
    #[serde(default)]
    pub listened_at: Option<Timestamp>,
    /// Last change of the record.
    pub updated_at: Timestamp,
}

twilio::debug_only!(Voicemail { recording_sid, status });

impl Voicemail {
    /// Whether it is too short to say anything.
    pub fn is_empty(&self) -> bool {
        self.facts.duration.is_none_or(|seconds| seconds < VOICEMAIL_MIN)
    }
}

/// What an event tells of a voicemail: of its recording, its parties or its transcription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoicemailNews {
    /// The call it was left in, at Twilio.
    pub call_sid: Option<CallSid>,
    /// Its recording.
    pub recording_sid: RecordingSid,
    /// Who left it, and the number that was called.
    pub parties: Option<Parties>,
    /// The recording's status; `None` if the event is not about the recording.
    pub status: Option<RecordingStatus>,
    /// What else its status callback says of the recording, from which alone it is taken. A
    /// completed one has its `url`: without it there is no file.
    pub facts: RecordingFacts,
    /// The transcription, once Twilio says how it ended.
    pub transcription: Option<Transcription>,
}

impl VoicemailNews {
    /// That there is one, and nothing else.
    pub fn of(recording_sid: RecordingSid) -> Self {
        Self {
            call_sid: None,
            recording_sid,
            parties: None,
            status: None,
            facts: RecordingFacts::default(),
            transcription: None,
        }
    }

    pub(super) fn is_completed(&self) -> bool {
        self.status == Some(RecordingStatus::Completed)
    }
}

/// News of a voicemail, in any order. Its [`VoicemailReport::job`], if it has one, belongs in the same
/// decision as its [`VoicemailReport::writes`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoicemailReport {
    /// The call it was left in.
    pub call: CallRef,
    /// What is told of it.
    pub news: VoicemailNews,
    /// When it arrived.
    pub at: Timestamp,
}

impl VoicemailReport {
    /// The job that moves the file, once it can be fetched.
    pub fn job(&self) -> Option<Job> {
        let url = self.news.facts.url.as_ref().filter(|_| self.news.is_completed())?;
        let target = MediaTarget::Voicemail { recording_sid: self.news.recording_sid.clone() };
        Some(self.call.recording_job(target, url, self.at))
    }
}

/// A voicemail, for the record of its call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallVoicemail {
    /// The call it was left in.
    pub call: CallRef,
    /// Its recording.
    pub recording_sid: RecordingSid,
    /// Seconds.
    pub duration: u32,
    /// When it could first be fetched.
    pub at: Timestamp,
}
