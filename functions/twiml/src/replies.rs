//! How a call goes on.

use shared::answers::{
    Inbound, NumberSentence, Sentence, forward, hang_up, leave_message, menu_again, no_such_choice,
    nobody_answers, recording_notice, say_and_hang_up, sorry, told_and_hung_up, unavailable,
};
use shared::callback::{self, Step};
use shared::records::{Call, Choice, DialEnd, Direction, Leg, Menu};
use shared::store::CallFacts;
use twilio::sid::CallSid;
use twilio::twiml::Response;
use twilio::voice::Voice;

use crate::ask::ask_for_1;
use crate::event::{Caller, Event, News, Turn, takes};
use crate::facts::Facts;
use crate::outbound;

/// The answer by what is known.
pub(crate) fn reply(event: &Event, facts: &Facts) -> Response {
    let Event::Turn(turn) = event else {
        return sorry(Voice::default());
    };
    let voice = turn.call.voice;
    match (&turn.news, turn.direction) {
        (News::Answered(by), _) => match facts {
            Facts::Outbound(Some(call)) => outbound::answered(&turn.call, call, by.as_ref()),
            _ => sorry(voice),
        },
        (News::Ready(digits), _) => match facts {
            Facts::Outbound(Some(call)) => outbound::ready(&turn.call, call, digits.as_deref()),
            _ => sorry(voice),
        },
        (News::Noticed, _) => recording_notice(voice),
        (News::Picked(caller), _) => screen(&turn.call, *caller),
        (News::Screened(digits), _) => screened(digits.as_deref()),
        (News::Left(_), _) => told_and_hung_up(voice, Sentence::Thanks),
        (News::Dialled(leg, Some(end)), _) if have_spoken(turn, (leg.as_ref(), end), facts) => {
            hang_up()
        }
        (News::Dialled(_, end), Direction::Outbound) => outbound::not_reached(voice, end.as_ref()),
        (_, Direction::Outbound) => sorry(voice),
        (_, Direction::Inbound) => inbound(turn, facts),
    }
}

/// Whether a `<Dial>` was a conversation. Where Twilio does not say so, whoever was asked to press 1 has
/// done it; a lead is not asked.
fn have_spoken(turn: &Turn, (leg, end): (Option<&CallSid>, &DialEnd), facts: &Facts) -> bool {
    let is_it = |other: &Leg| leg.is_none_or(|leg| *leg == other.call_sid);
    let taken = |call: &Call| call.legs.iter().any(|leg| is_it(leg) && leg.taken == Some(true));
    end.spoken().unwrap_or_else(|| match (turn.direction, facts) {
        (Direction::Outbound, _) => true,
        (Direction::Inbound, Facts::Tenant(facts)) => facts.call.as_ref().is_some_and(taken),
        (Direction::Inbound, _) => false,
    })
}

/// What depends on the tenant. Unless that is known, the caller is told, and can leave a voicemail.
fn inbound(turn: &Turn, facts: &Facts) -> Response {
    let (call, Facts::Tenant(facts)) = (&turn.call, facts) else {
        return unavailable(&turn.call);
    };
    let preferences = facts.preferences();
    match (&turn.news, &preferences.menu) {
        (News::Chosen(digits) | News::ChosenAgain(digits), Some(menu)) => {
            match choice(menu, digits.as_deref()) {
                Some(choice) => chosen(call, facts, choice),
                None if matches!(turn.news, News::Chosen(_)) => {
                    menu_again(call, &preferences, menu)
                }
                None => no_such_choice(call, &preferences),
            }
        }
        _ => nobody_answers(Response::empty(), call, &preferences),
    }
}

fn choice<'m>(menu: &'m Menu, digits: Option<&str>) -> Option<&'m Choice> {
    menu.choices.get(digits?)
}

fn chosen(call: &Inbound, facts: &CallFacts, choice: &Choice) -> Response {
    match choice {
        Choice::Forward { number } => forward(call, facts, number),
        Choice::Voicemail => leave_message(Response::empty(), call, &facts.preferences()),
        Choice::Say { text } => say_and_hang_up(facts.preferences().voice, text),
    }
}

/// A mailbox does not press 1, and is hung up on.
fn screen(call: &Inbound, caller: Caller) -> Response {
    let screened = callback::twiml(&call.base_url, Step::Screened, &call.call_id, call.voice);
    let ask = match call.caller().filter(|_| caller == Caller::Named) {
        Some(number) => NumberSentence::CallFrom.text(call.voice, number),
        None => Sentence::CallWithheld.text(call.voice).to_owned(),
    };
    ask_for_1(screened, (call.voice, &ask))
}

/// An empty document connects the two.
fn screened(digits: Option<&str>) -> Response {
    match digits {
        Some(digits) if takes(digits) => Response::empty(),
        _ => hang_up(),
    }
}
