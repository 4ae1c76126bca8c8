//! An outbound call that was answered.

use shared::answers::{
    Inbound, NumberSentence, Sentence, hang_up, recording_notice, sorry, told_and_hung_up,
};
use shared::callback::{self, Step};
use shared::records::{Call, DialEnd};
use twilio::label::Label;
use twilio::phone::E164;
use twilio::status::CallStatus;
use twilio::twiml::{CallEvent, Dial, Hangup, Number, Response, Say};
use twilio::voice::Voice;

use crate::ask::ask_for_1;
use crate::event::takes;

/// Speaks the text, or connects the tenant's phone with the lead, once somebody there has pressed 1. A
/// machine that answers in the tenant's place must not be put through to the lead.
pub(crate) fn answered(asks: &Inbound, known: &(Call, u32), by: Option<&Label>) -> Response {
    let call = &known.0;
    let (request, by_machine) = (&call.content.request, by.is_some_and(is_machine));
    match (&request.say, &request.connect) {
        (Some(text), _) => told(asks, call).verb(Say::by(asks.voice, text)).verb(Hangup),
        (None, Some(_)) if by_machine => hang_up(),
        (None, Some(_)) if request.screen == Some(true) => screen(asks, call),
        (None, Some(_)) => put_through(asks, known),
        (None, None) => sorry(asks.voice),
    }
}

/// After a key at the tenant's phone. A mailbox presses none.
pub(crate) fn ready(asks: &Inbound, known: &(Call, u32), digits: Option<&str>) -> Response {
    match digits.is_some_and(takes) {
        true => put_through(asks, known),
        false => hang_up(),
    }
}

/// Why the tenant is not talking with the lead.
pub(crate) fn not_reached(voice: Voice, end: Option<&DialEnd>) -> Response {
    let why = match end.map(|end| &end.status) {
        Some(CallStatus::Busy) => Sentence::Busy,
        Some(CallStatus::NoAnswer) => Sentence::NobodyAnswers,
        _ => Sentence::NotReached,
    };
    told_and_hung_up(voice, why)
}

fn screen(asks: &Inbound, call: &Call) -> Response {
    let ready = callback::twiml(&asks.base_url, Step::Ready, &asks.call_id, asks.voice);
    match lead(call) {
        Some((_, lead)) => {
            let ask = NumberSentence::CallTo.text(asks.voice, &lead);
            ask_for_1(ready, (asks.voice, &ask))
        }
        None => sorry(asks.voice),
    }
}

fn put_through(asks: &Inbound, (call, time_limit): &(Call, u32)) -> Response {
    match lead(call) {
        Some((own, lead)) => connect(asks, call, (&own, &lead), *time_limit),
        None => sorry(asks.voice),
    }
}

/// Whether both sides are told that the call is recorded.
fn has_notice(call: &Call) -> bool {
    let content = &call.content;
    content.recording_enabled == Some(true) && content.request.recording_notice == Some(true)
}

fn told(asks: &Inbound, call: &Call) -> Response {
    if has_notice(call) { recording_notice(asks.voice) } else { Response::empty() }
}

fn is_machine(by: &Label) -> bool {
    by.as_str().starts_with("machine") || by.as_str() == "fax"
}

/// The tenant's number and the lead's.
fn lead(call: &Call) -> Option<(E164, E164)> {
    let (own, lead) = (&call.content.from_number, &call.content.to_number);
    own.parse().ok().zip(lead.parse().ok())
}

fn connect(asks: &Inbound, call: &Call, (own, lead): (&E164, &E164), time_limit: u32) -> Response {
    let step = |step| callback::twiml(&asks.base_url, step, &asks.call_id, asks.voice);
    let status = callback::call_status(&asks.base_url, &asks.call_id);
    let phone = Number::new(lead).status(status, &CallEvent::ALL);
    let phone = if has_notice(call) { phone.url(step(Step::Notice)) } else { phone };
    let dial = Dial::new(step(Step::AfterDial), phone).caller_id(own).time_limit(time_limit);
    told(asks, call).verb(dial)
}
