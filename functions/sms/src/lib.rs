//! W1, `POST /api/twilio/sms-webhook`: an inbound SMS, MMS or `WhatsApp` message.
//!
//! One transaction writes the message, its conversation and a job per attachment. The answer is
//! always silence: Twilio itself answers opt-out words.

mod consent;
mod event;
mod people;

use std::mem;

use shared::app::App;
use shared::records::{
    Account, Attachment, AttachmentStatus, Direction, Job, JobPayload, MediaJob, MediaTarget,
    MessageContent, Stage, ThreadActivity, ThreadId, Timestamp, Write, contact_of,
};
use shared::store::StoreError;
use shared::webhook::{Decision, Reply, Signed, Webhook};
use twilio::form::FieldErrors;
use twilio::phone::Party;
use twilio::status::MessageStatus;
use twilio::twiml;

pub use event::Event;

/// The webhook.
#[derive(Debug)]
pub enum Sms {}

impl Webhook for Sms {
    const NAME: &'static str = "sms";
    type Event = Event;
    /// Whom a user id stands for.
    type Facts = Option<Party>;

    fn parse(signed: &Signed) -> Result<Event, FieldErrors> {
        Event::parse(&signed.form)
    }

    fn subject(event: &Event) -> String {
        event.message_sid.to_string()
    }

    /// Only a user id without a number has to be looked up.
    async fn load(
        app: &App,
        event: &Event,
        account: &Account,
    ) -> Result<Option<Party>, StoreError> {
        match (&event.user_id, &event.number) {
            (Some(id), None) => app.store.contact_behind(&account.tenant_id, id).await.map(Some),
            _ => Ok(None),
        }
    }

    fn decide(
        mut event: Event,
        known: Option<Party>,
        account: &Account,
        now: Timestamp,
    ) -> Decision {
        let person = event.number.clone().or(known).unwrap_or_else(|| event.from.party.clone());
        let people = people::writes(&event, &person, account, now);
        let content = content(&mut event, &person, account, now);
        let alone = event.group.is_empty();
        let activity = ThreadActivity {
            tenant_id: content.tenant_id.clone(),
            thread_id: content.thread_id.clone(),
            channel: content.channel,
            own: event.to.party,
            contact: event.from.party,
            contact_id: alone.then(|| contact_of(&account.tenant_id, &person)),
            members: event.group,
            message_id: content.message_id.clone(),
            stage: Stage::Passed,
            direction: content.direction,
            preview: content.preview(),
            lead_id: None,
            at: now,
            late: false,
        };
        let pending = |media: &Attachment| media.status == AttachmentStatus::Pending;
        let jobs = content.media.iter().enumerate().filter(|(_, media)| pending(media));
        let jobs = jobs.map(|(index, media)| job(&content, index, media)).collect();
        let message = Write::Message(Box::new(content), MessageStatus::Received);
        Decision {
            jobs,
            writes: [message, Write::Thread(activity)].into_iter().chain(people).collect(),
            reply: Reply::Twiml(twiml::Response::empty()),
        }
    }
}

/// Takes out of the event what nobody else needs.
fn content(event: &mut Event, person: &Party, account: &Account, now: Timestamp) -> MessageContent {
    MessageContent {
        message_id: (&event.message_sid).into(),
        message_sid: Some(event.message_sid.clone()),
        tenant_id: account.tenant_id.clone(),
        account_sid: account.account_sid.clone(),
        thread_id: thread_id(event, person),
        direction: Direction::Inbound,
        channel: event.from.channel,
        from_number: event.from.party.as_str().to_owned(),
        to_number: event.to.party.as_str().to_owned(),
        body: mem::take(&mut event.body),
        num_media: event.media.len(),
        media: mem::take(&mut event.media),
        lead_id: None,
        request: None,
        details: mem::take(&mut event.details),
        created_at: now,
    }
}

/// A group has a conversation of its own.
fn thread_id(event: &Event, person: &Party) -> ThreadId {
    let (channel, own) = (event.from.channel, &event.to.party);
    match event.group.as_slice() {
        [] => ThreadId::new(channel, own, person),
        members => ThreadId::of_group(channel, own, members),
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
