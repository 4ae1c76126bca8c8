//! W1, `POST /api/twilio/sms-webhook`: an inbound SMS, MMS or `WhatsApp` message.
//!
//! One transaction writes the message, its conversation and a job per attachment. The answer is
//! always silence: Twilio itself answers opt-out words.

mod consent;
mod event;

use shared::records::{
    Account, Attachment, AttachmentStatus, Direction, Job, JobPayload, MediaJob, MediaTarget,
    MessageContent, Stage, ThreadActivity, ThreadId, Timestamp, Write,
};
use shared::webhook::{Decision, Reply, Signed, Webhook};
use twilio::form::FieldErrors;
use twilio::status::MessageStatus;
use twilio::twiml;

pub use event::Event;

/// The webhook.
#[derive(Debug)]
pub enum Sms {}

impl Webhook for Sms {
    const NAME: &'static str = "sms";
    type Event = Event;
    type Facts = ();

    fn parse(signed: &Signed) -> Result<Event, FieldErrors> {
        Event::parse(&signed.form)
    }

    fn subject(event: &Event) -> String {
        event.message_sid.to_string()
    }

    fn decide(event: Event, (): (), account: &Account, now: Timestamp) -> Decision {
        let channel = event.from.channel;
        let content = MessageContent {
            message_id: (&event.message_sid).into(),
            message_sid: Some(event.message_sid),
            tenant_id: account.tenant_id.clone(),
            account_sid: account.account_sid.clone(),
            thread_id: ThreadId::new(channel, &event.to.party, &event.from.party),
            direction: Direction::Inbound,
            channel,
            from_number: event.from.party.as_str().to_owned(),
            to_number: event.to.party.as_str().to_owned(),
            body: event.body,
            num_media: event.media.len(),
            media: event.media,
            lead_id: None,
            request: None,
            details: event.details,
            created_at: now,
        };
        let activity = ThreadActivity {
            tenant_id: content.tenant_id.clone(),
            thread_id: content.thread_id.clone(),
            channel,
            own: event.to.party,
            contact: event.from.party,
            message_id: content.message_id.clone(),
            stage: Stage::Passed,
            direction: content.direction,
            preview: content.preview(),
            consent: event.consent,
            lead_id: None,
            at: now,
        };
        let pending = |media: &Attachment| media.status == AttachmentStatus::Pending;
        let jobs = content.media.iter().enumerate().filter(|(_, media)| pending(media));
        Decision {
            jobs: jobs.map(|(index, media)| job(&content, index, media)).collect(),
            writes: vec![
                Write::Message(Box::new(content), MessageStatus::Received),
                Write::Thread(activity),
            ],
            reply: Reply::Twiml(twiml::Response::empty()),
        }
    }
}

fn job(content: &MessageContent, index: usize, media: &Attachment) -> Job {
    let payload = JobPayload::Media(MediaJob {
        tenant_id: content.tenant_id.clone(),
        account_sid: content.account_sid.clone(),
        url: media.url.clone(),
        content_type: media.content_type.clone(),
        target: MediaTarget::Message { message_id: content.message_id.clone(), index },
    });
    Job::new(payload, content.created_at)
}
