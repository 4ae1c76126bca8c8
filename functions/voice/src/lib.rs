//! W3, `GET` and `POST /api/twilio/voice-webhook`: an incoming call.
//!
//! The call is written while number and tenant are read. Whatever fails, the caller is answered.

mod event;
mod replies;

use shared::answers::not_in_service;
use shared::app::App;
use shared::call_facts::call_facts;
use shared::records::{
    Account, CallContent, CallRequest, ContactActivity, Direction, Timestamp, Write,
};
use shared::store::{Also, CallFacts, StoreError};
use shared::webhook::{Decision, Duty, Received, Reply, Signed, Webhook};
use twilio::form::FieldErrors;

pub use event::{Event, Incoming};

/// The webhook.
#[derive(Debug)]
pub enum Voice {}

impl Webhook for Voice {
    const NAME: &'static str = "voice";
    const DUTY: Duty = Duty::Answer;
    type Event = Event;
    type Facts = CallFacts;

    fn parse(signed: &Signed) -> Result<Event, FieldErrors> {
        Ok(Event::read(&signed.form, &signed.base_url))
    }

    fn subject(event: &Event) -> String {
        match event {
            Event::Call(incoming) => incoming.call_sid.to_string(),
            Event::Unreadable(errors) => errors.to_string(),
        }
    }

    fn early(event: &Event, account: &Account, now: Timestamp) -> Vec<Write> {
        match event {
            Event::Call(incoming) => {
                let content = content(incoming, account, now);
                let caller = caller(&content).map(|caller| Write::Contact(Box::new(caller)));
                let call = Write::Call(Box::new(content), incoming.status.clone());
                let arrival = incoming.arrival(account, now).map(Box::new).map(Write::Arrival);
                [call].into_iter().chain(arrival).chain(caller).collect()
            }
            Event::Unreadable(_) => Vec::new(),
        }
    }

    async fn load(app: &App, event: &Event, account: &Account) -> Result<CallFacts, StoreError> {
        match event {
            Event::Call(incoming) if incoming.direction == Direction::Inbound => {
                match incoming.call.called() {
                    Some(number) => {
                        let numbers = (number, incoming.call.caller());
                        let arrival = incoming.arrival(account, app.now());
                        let also = arrival.as_ref().map_or(Also::Nothing, Also::Others);
                        call_facts(app, numbers, &account.tenant_id, also).await
                    }
                    None => Ok(CallFacts::default()),
                }
            }
            _ => Ok(CallFacts::default()),
        }
    }

    fn decide(event: Event, facts: CallFacts, _: &Account, _: Timestamp) -> Decision {
        let reply = Reply::Twiml(replies::reply(&event, &facts));
        Decision { reply, writes: Vec::new(), jobs: Vec::new() }
    }

    fn unavailable(request: &Received) -> Option<Reply> {
        let event = Event::read(&request.form, &request.base_url);
        Some(Reply::Twiml(replies::fallback(&event)))
    }

    fn inactive(_: &Received) -> Option<Reply> {
        Some(Reply::Twiml(not_in_service(twilio::voice::Voice::default())))
    }
}

/// Who calls us. That a call was made elsewhere says nothing about whom it is to.
fn caller(content: &CallContent) -> Option<ContactActivity> {
    ContactActivity::of_call(content).filter(|_| content.direction == Direction::Inbound)
}

fn content(incoming: &Incoming, account: &Account, now: Timestamp) -> CallContent {
    let parties = incoming.call.parties();
    CallContent {
        call_id: incoming.call.call_id.clone(),
        call_sid: Some(incoming.call_sid.clone()),
        tenant_id: account.tenant_id.clone(),
        account_sid: account.account_sid.clone(),
        direction: incoming.direction,
        from_number: parties.from_number,
        to_number: parties.to_number,
        lead_id: None,
        recording_enabled: None,
        request: CallRequest::default(),
        details: incoming.details.clone(),
        created_at: now,
    }
}
