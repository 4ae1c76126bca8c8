//! The first answer that a caller gets.

use shared::answers::{
    Inbound, forward, is_sent_back, menu, nobody_answers, not_in_service, sorry, unavailable,
};
use shared::records::Direction;
use shared::store::CallFacts;
use twilio::twiml::{Reject, RejectReason, Response};
use twilio::voice::Voice;

use crate::Event;

/// The answer by what is known.
pub(crate) fn reply(event: &Event, facts: &CallFacts) -> Response {
    match event {
        Event::Unreadable(_) => sorry(Voice::default()),
        Event::Call(incoming) => match (incoming.direction, &facts.number) {
            (Direction::Outbound, _) => sorry(Voice::default()),
            (Direction::Inbound, None) => not_in_service(facts.preferences().voice),
            (Direction::Inbound, Some(_)) if facts.caller.is_some() => comes_back(),
            (Direction::Inbound, Some(_)) if is_sent_back(&incoming.call, facts) => comes_back(),
            (Direction::Inbound, Some(_)) => as_preferred(&incoming.call, facts),
        },
    }
}

/// The answer while nothing can be known.
pub(crate) fn fallback(event: &Event) -> Response {
    match event {
        Event::Call(incoming) if incoming.direction == Direction::Inbound => {
            unavailable(&incoming.call)
        }
        _ => sorry(Voice::default()),
    }
}

/// One of the tenant's own numbers calls, or somebody whose call still rings at the tenant's phone: a call of
/// ours that the carrier of the phone that it was for has sent back. Answered, it would be taken for that phone, and billed with each round.
fn comes_back() -> Response {
    Response::empty().verb(Reject::new(RejectReason::Busy))
}

/// The menu, else the tenant's phone, else voicemail or the greeting.
fn as_preferred(call: &Inbound, facts: &CallFacts) -> Response {
    let preferences = facts.preferences();
    if let Some(choices) = &preferences.menu {
        return menu(call, &preferences, choices);
    }
    let number = preferences.call_forwarding_number.as_ref();
    match number.filter(|_| preferences.call_forwarding_enabled) {
        Some(number) => forward(call, facts, number),
        None => nobody_answers(Response::empty(), call, &preferences),
    }
}
