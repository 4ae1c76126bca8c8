//! What is stored, as types. No async, no clock, no environment.

mod account;
mod attachment;
mod call;
mod call_report;
mod job;
mod lease;
mod message;
mod number;
mod number_search;
mod preferences;
mod progress;
mod provisioning;
mod purchase;
mod send;
mod tenant;
mod thread;
mod timestamp;
mod voicemail;

pub use account::{Account, EncryptedToken};
pub use attachment::{Attachment, AttachmentStatus};
pub use call::{Call, CallContent, CallRate, CallRequest, DialEnd};
pub use call_report::{
    CallRef, CallReport, DialReport, LegReport, Parties, Placement, RecordingReport, Step,
};
pub use job::{GRACE, Job, JobPayload, MediaJob, MediaTarget};
pub use lease::Lease;
pub use message::{
    Delivery, Direction, Message, MessageContent, MessageRequest, Sending, StatusReport,
};
pub use number::Number;
pub use number_search::NumberSearch;
pub use preferences::InvalidPreference;
pub use progress::{Leg, Progress, Recording, RecordingFacts};
pub use provisioning::{Area, NumberWish, Provisioning, ProvisioningFailure, ProvisioningStep};
pub use purchase::{PURCHASE_KEPT, PurchaseJob, PurchaseOutcome};
pub use send::SendJob;
pub use tenant::{Choice, Menu, Preferences, Tenant};
pub use thread::{Consent, Thread, ThreadActivity, ThreadId};
pub use timestamp::Timestamp;
pub use voicemail::{
    CallVoicemail, Transcription, TranscriptionStatus, VOICEMAIL_MIN, Voicemail, VoicemailReport,
    VoicemailStatus,
};

use twilio::status::{CallStatus, MessageStatus};

use crate::ids::TenantId;

/// A change to one record. The writes of one decision are one transaction, so no two of them may be
/// about the same record.
#[derive(Debug, Clone)]
pub enum Write {
    /// A message we have not stored before, in either direction, and its first status. Completes
    /// the stub that an earlier status callback left.
    Message(Box<MessageContent>, MessageStatus),
    /// News of a message's delivery, in any order, known or unknown message.
    Status(StatusReport),
    /// Something happened in a conversation.
    Thread(ThreadActivity),
    /// What a call is, and its first status. Completes what earlier callbacks left.
    Call(Box<CallContent>, CallStatus),
    /// News of a call's status, in any order, known or unknown call; likewise all below.
    CallStatus(Box<CallReport>),
    /// News of a child leg.
    Leg(Box<LegReport>),
    /// How a `<Dial>` ended.
    Dial(Box<DialReport>),
    /// News of a recording of a call.
    Recording(Box<RecordingReport>),
    /// News of a voicemail.
    Voicemail(Box<VoicemailReport>),
    /// A voicemail was left in a call.
    CallVoicemail(CallVoicemail),
}

impl Write {
    /// Whose record it changes.
    pub fn tenant_id(&self) -> &TenantId {
        match self {
            Write::Message(content, _) => &content.tenant_id,
            Write::Status(report) => &report.tenant_id,
            Write::Thread(activity) => &activity.tenant_id,
            Write::Call(content, _) => &content.tenant_id,
            Write::CallStatus(report) => &report.call.tenant_id,
            Write::Leg(report) => &report.call.tenant_id,
            Write::Dial(report) => &report.call.tenant_id,
            Write::Recording(report) => &report.call.tenant_id,
            Write::Voicemail(report) => &report.call.tenant_id,
            Write::CallVoicemail(mark) => &mark.call.tenant_id,
        }
    }
}
