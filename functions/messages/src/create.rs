//! Takes a message over: from now on it is sent, or said why not.

use http::StatusCode;
use shared::api::{Answer, ApiError, ApiRequest};
use shared::app::App;
use shared::digest::digest;
use shared::idempotency::{self, Repeats};
use shared::ids::MessageId;
use shared::queue::LONGEST_DELAY;
use shared::records::{
    Attachment, ContactActivity, Direction, Job, JobPayload, Message, MessageContent,
    MessageRequest, Number, SendJob, Stage, ThreadActivity, Write,
};
use shared::store::{Outcome, StoreError};
use shared::views;
use twilio::form::Details;
use twilio::phone::{Address, Party};
use twilio::segments;
use twilio::status::MessageStatus;

use crate::ask::Ask;
use crate::facts::Facts;
use crate::limits::Counted;
use crate::target::Receiver;
use crate::{attach, limits, plan};

/// `POST /api/messages`.
pub(crate) async fn create(app: &App, request: &ApiRequest) -> Result<Answer, ApiError> {
    let ask = Ask::parse(request.json()?)?;
    let (id, repeats) = idempotency::id(&request.tenant, &request.headers)?;
    let hash = serde_json::to_vec(&ask).expect("texts and times are JSON");
    let order = Order {
        app,
        request,
        message_id: id.parse().expect("letters and digits are an id"),
        hash: digest(&[&hash]),
        ask,
    };
    // Before anything is checked that may have changed since: a repeat is answered as before.
    if repeats == Repeats::Possible
        && let Some(known) = order.known().await?
    {
        return order.repeated(&known);
    }
    Box::pin(order.take_over()).await
}

/// A request for a message, read.
struct Order<'a> {
    app: &'a App,
    request: &'a ApiRequest,
    message_id: MessageId,
    hash: String,
    ask: Ask,
}

impl Order<'_> {
    async fn known(&self) -> Result<Option<Message>, StoreError> {
        self.app.store.message_get(&self.request.tenant, &self.message_id).await
    }

    fn repeated(&self, known: &Message) -> Result<Answer, ApiError> {
        let hash = known.content.request.as_ref().map(|request| request.hash.as_str());
        match hash == Some(self.hash.as_str()) {
            true => Ok(self.answer(known)),
            false => Err(ApiError::Conflict {
                code: "idempotency_key_reused",
                message: "this Idempotency-Key belongs to another request",
            }),
        }
    }

    async fn take_over(self) -> Result<Answer, ApiError> {
        let Self { app, request, ask, .. } = &self;
        ask.check_time(app.now())?;
        let receiver = ask.target.receiver(app, &request.tenant).await?;
        let facts = Facts::load(app, request, &receiver).await?;
        let from = plan::sender(ask, &receiver, &facts)?;
        plan::check_consent(&receiver, &facts, from)?;
        plan::check_account(Facts::account(app, from).await?.as_ref())?;
        let files = (&request.tenant, &self.message_id);
        let media = attach::all(app, &ask.media_urls, files).await?;
        let to = facts.address(&receiver, &from.phone_number);
        if let Party::Number(number) = &to {
            limits::check_destination(app, (ask.target.field(), number))?;
        }
        let content = self.content((from, &receiver, &to), media);
        let job = self.job(from);
        let counted = match Counted::take(app, &request.tenant).await {
            // Another request with the same key may have taken the last one.
            Err(refused) => {
                return match self.known().await? {
                    Some(known) => self.repeated(&known),
                    None => Err(refused),
                };
            }
            Ok(counted) => counted,
        };
        let outcome = self.write((content, &receiver), job).await;
        if !matches!(outcome, Ok(Outcome::Applied)) {
            counted.give_back().await?;
        }
        outcome?;
        let written = self.known().await?;
        let written = written.ok_or_else(|| StoreError::Broken("a message is gone".to_owned()))?;
        // Another request with the same key may have been faster.
        self.repeated(&written)
    }

    async fn write(
        &self,
        (content, receiver): (MessageContent, &Receiver),
        job: Job,
    ) -> Result<Outcome, ApiError> {
        let Self { app, ask, .. } = self;
        let status = match ask.send_at {
            Some(_) => MessageStatus::Scheduled,
            None => MessageStatus::Accepted,
        };
        let (thread, contact) = activity(&content, receiver);
        let message = Write::Message(Box::new(content), status);
        let writes = [message, Write::Thread(thread), Write::Contact(Box::new(contact))];
        let soon = job.payload.not_before().is_none_or(|at| at <= app.now().after(LONGEST_DELAY));
        let job = if soon { job } else { job.left_to_the_sweeper() };
        match app.store.commit(&writes, std::slice::from_ref(&job)).await? {
            Outcome::Applied => {}
            Outcome::Duplicate => return Ok(Outcome::Duplicate),
            Outcome::Foreign => {
                let reason = "two tenants have a message of the same id".to_owned();
                return Err(StoreError::Broken(reason).into());
            }
        }
        if soon && let Err(error) = app.send_queue.send(&[job], app.now()).await {
            // The sweeper finds it in the table.
            tracing::warn!(message_id = %self.message_id, %error, "a message is not queued yet");
        }
        Ok(Outcome::Applied)
    }

    fn answer(&self, message: &Message) -> Answer {
        let body = views::message(self.app, message);
        Answer { status: StatusCode::ACCEPTED, body: body.into() }
    }

    fn content(
        &self,
        (from, receiver, to): (&Number, &Receiver, &Party),
        media: Vec<Attachment>,
    ) -> MessageContent {
        let Self { app, request, message_id, ask, hash } = self;
        let (encoding, segments) = segments::of(&ask.body);
        MessageContent {
            message_id: message_id.clone(),
            message_sid: None,
            tenant_id: request.tenant.clone(),
            account_sid: from.account_sid.clone(),
            thread_id: receiver.thread_id(&from.phone_number),
            direction: Direction::Outbound,
            channel: receiver.channel,
            from_number: from.phone_number.as_str().to_owned(),
            to_number: to.as_str().to_owned(),
            body: ask.body.clone(),
            num_media: media.len(),
            media,
            lead_id: ask.lead_id.clone(),
            request: Some(MessageRequest {
                hash: hash.clone(),
                created_by: request.user().map(str::to_owned),
                send_at: ask.send_at,
                segments,
                encoding: encoding.as_str().to_owned(),
            }),
            details: Details::default(),
            created_at: app.now(),
        }
    }

    fn job(&self, from: &Number) -> Job {
        let Self { app, request, message_id, ask, .. } = self;
        let payload = JobPayload::Send(SendJob {
            tenant_id: request.tenant.clone(),
            account_sid: from.account_sid.clone(),
            message_id: message_id.clone(),
            base_url: request.gateway.base_url(app.config.public_base_url.as_deref()),
            send_at: ask.send_at,
        });
        Job::new(payload, app.now())
    }
}

/// What the message does to its conversation and to whom it is for.
fn activity(content: &MessageContent, receiver: &Receiver) -> (ThreadActivity, ContactActivity) {
    let party = |text: &str| -> Party { text.parse().expect("it was an address before") };
    let contact = ContactActivity {
        tenant_id: content.tenant_id.clone(),
        party: receiver.person().clone(),
        addresses: vec![Address { channel: content.channel, party: party(&content.to_number) }],
        profile_name: None,
        lead_id: content.lead_id.clone(),
        at: content.created_at,
        late: false,
        merged_into: None,
    };
    let thread = ThreadActivity {
        tenant_id: content.tenant_id.clone(),
        thread_id: content.thread_id.clone(),
        channel: content.channel,
        own: party(&content.from_number),
        contact: party(&content.to_number),
        contact_id: Some(contact.contact_id()),
        members: Vec::new(),
        message_id: content.message_id.clone(),
        stage: Stage::AskedFor,
        direction: content.direction,
        preview: content.preview(),
        lead_id: content.lead_id.clone(),
        at: content.created_at,
        late: false,
    };
    (thread, contact)
}
