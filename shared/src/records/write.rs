//! What a decision writes.

use super::{
    Arrival, CallContent, CallReport, CallVoicemail, ConsentReport, ContactActivity, ContactAlias,
    DialReport, LegReport, MessageContent, RecordingReport, StatusReport, ThreadActivity,
    TurnReport, VoicemailReport,
};
use crate::ids::{TenantId, is_keyed_by_another};
use twilio::phone::Party;
use twilio::status::{CallStatus, MessageStatus};

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
    /// A contact wants no messages, or wants them again.
    Consent(Box<ConsentReport>),
    /// A contact wrote or was written to.
    Contact(Box<ContactActivity>),
    /// Two addresses are the same person.
    Alias(Box<ContactAlias>),
    /// What a call is, and its first status. Completes what earlier callbacks left.
    Call(Box<CallContent>, CallStatus),
    /// Somebody calls a number.
    Arrival(Box<Arrival>),
    /// News of a call's status, in any order, known or unknown call; likewise all below.
    CallStatus(Box<CallReport>),
    /// News of a child leg.
    Leg(Box<LegReport>),
    /// How a `<Dial>` ended.
    Dial(Box<DialReport>),
    /// What somebody has pressed in a call.
    Turn(Box<TurnReport>),
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
            Write::Consent(report) => &report.tenant_id,
            Write::Contact(activity) => &activity.tenant_id,
            Write::Alias(alias) => &alias.tenant_id,
            Write::Call(content, _) => &content.tenant_id,
            Write::Arrival(arrival) => &arrival.tenant_id,
            Write::CallStatus(report) => &report.call.tenant_id,
            Write::Leg(report) => &report.call.tenant_id,
            Write::Dial(report) => &report.call.tenant_id,
            Write::Turn(report) => &report.call.tenant_id,
            Write::Recording(report) => &report.call.tenant_id,
            Write::Voicemail(report) => &report.call.tenant_id,
            Write::CallVoicemail(mark) => &mark.call.tenant_id,
        }
    }
}

impl Write {
    /// The tenant's side of the conversation, if it is about one.
    pub fn own(&self) -> Option<&Party> {
        match self {
            Write::Thread(activity) => Some(&activity.own),
            _ => None,
        }
    }

    /// Whether an `Idempotency-Key` of another tenant makes the id of its record: then that tenant
    /// alone writes it.
    pub fn is_anothers(&self) -> bool {
        let id = match self {
            Write::Message(content, _) => content.message_id.as_str(),
            Write::Status(report) => report.message_id.as_str(),
            Write::Call(content, _) => content.call_id.as_str(),
            Write::Arrival(arrival) => arrival.call_id.as_str(),
            Write::CallStatus(report) => report.call.call_id.as_str(),
            Write::Leg(report) => report.call.call_id.as_str(),
            Write::Dial(report) => report.call.call_id.as_str(),
            Write::Turn(report) => report.call.call_id.as_str(),
            Write::Recording(report) => report.call.call_id.as_str(),
            Write::Voicemail(report) => report.call.call_id.as_str(),
            Write::CallVoicemail(mark) => mark.call.call_id.as_str(),
            Write::Thread(_) | Write::Consent(_) | Write::Contact(_) | Write::Alias(_) => {
                return false;
            }
        };
        is_keyed_by_another(id, self.tenant_id())
    }
}

impl VoicemailReport {
    /// The writes it leads to: the call is marked once there is something to hear.
    pub fn writes(self) -> Vec<Write> {
        let mark = self.news.is_completed().then(|| {
            Write::CallVoicemail(CallVoicemail {
                call: self.call.clone(),
                recording_sid: self.news.recording_sid.clone(),
                duration: self.news.facts.duration.unwrap_or(0),
                at: self.at,
            })
        });
        std::iter::once(Write::Voicemail(Box::new(self))).chain(mark).collect()
    }
}
