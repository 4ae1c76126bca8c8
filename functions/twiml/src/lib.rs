//! W4, `GET` and `POST /api/twilio/voice-twiml`: how a call goes on after its first answer.
//!
//! Our URLs say at which step a call is; the number's fallback URL has no step. What a request tells
//! is written while what it asks for is read. Whatever fails, the caller is answered.

mod ask;
mod event;
mod facts;
mod outbound;
mod replies;
mod writes;

use shared::answers::not_in_service;
use shared::app::App;
use shared::records::{Account, Timestamp, Write};
use shared::store::StoreError;
use shared::webhook::{Decision, Duty, Received, Reply, Signed, Webhook};
use twilio::form::FieldErrors;
use twilio::voice::Voice;

pub use event::{Event, News, Turn};
pub use facts::Facts;

/// The webhook.
#[derive(Debug)]
pub enum Twiml {}

impl Webhook for Twiml {
    const NAME: &'static str = "twiml";
    const DUTY: Duty = Duty::Answer;
    type Event = Event;
    type Facts = Facts;

    fn parse(signed: &Signed) -> Result<Event, FieldErrors> {
        Ok(Event::read(&signed.form, &signed.query, &signed.base_url))
    }

    fn subject(event: &Event) -> String {
        match event {
            Event::Turn(turn) => turn.call_sid.to_string(),
            Event::Unreadable(errors) => errors.to_string(),
        }
    }

    fn early(event: &Event, account: &Account, now: Timestamp) -> Vec<Write> {
        match event {
            Event::Turn(turn) => writes::of(turn, account, now),
            Event::Unreadable(_) => Vec::new(),
        }
    }

    async fn load(app: &App, event: &Event, account: &Account) -> Result<Facts, StoreError> {
        Facts::read(app, event, account).await
    }

    fn decide(event: Event, facts: Facts, account: &Account, now: Timestamp) -> Decision {
        let reply = Reply::Twiml(replies::reply(&event, &facts));
        let writes = match &event {
            Event::Turn(turn) => writes::hung_up(turn, account, now).into_iter().collect(),
            Event::Unreadable(_) => Vec::new(),
        };
        Decision { reply, writes, jobs: Vec::new() }
    }

    fn unavailable(request: &Received) -> Option<Reply> {
        let event = Event::read(&request.form, &request.query, &request.base_url);
        Some(Reply::Twiml(replies::reply(&event, &Facts::None)))
    }

    fn inactive(_: &Received) -> Option<Reply> {
        Some(Reply::Twiml(not_in_service(Voice::default())))
    }
}
