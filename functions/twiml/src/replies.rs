//! How a call goes on.

use shared::answers::{
    Inbound, forward, hang_up, leave_message, menu_again, no_such_choice, nobody_answers,
    recording_notice, say_and_hang_up, sorry, unavailable,
};
use shared::callback::{self, Step};
use shared::records::{Choice, Direction, Menu};
use shared::store::CallFacts;
use twilio::twiml::Response;

use crate::ask::{ask_for_1, spoken};
use crate::event::{Caller, Event, News, Turn, takes};
use crate::facts::Facts;
use crate::outbound;

/// The answer by what is known.
pub(crate) fn reply(event: &Event, facts: &Facts) -> Response {
    let Event::Turn(turn) = event else {
        return sorry();
    };
    match (&turn.news, turn.direction) {
        (News::Answered(by), _) => match facts {
            Facts::Outbound(Some(call)) => outbound::answered(&turn.call, call, by.as_ref()),
            _ => sorry(),
        },
        (News::Ready(digits), _) => match facts {
            Facts::Outbound(Some(call)) => outbound::ready(&turn.call, call, digits.as_deref()),
            _ => sorry(),
        },
        (News::Noticed, _) => recording_notice(),
        (News::Picked(caller), _) => screen(&turn.call, *caller),
        (News::Screened(digits), _) => screened(digits.as_deref()),
        (News::Left(_), _) => say_and_hang_up("Thank you. Goodbye."),
        (News::Dialled(_, Some(end)), _) if end.was_answered() => hang_up(),
        (News::Dialled(_, end), Direction::Outbound) => outbound::not_reached(end.as_ref()),
        (_, Direction::Outbound) => sorry(),
        (_, Direction::Inbound) => inbound(turn, facts),
    }
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
        Choice::Say { text } => say_and_hang_up(text),
    }
}

/// A mailbox does not press 1, and is hung up on.
fn screen(call: &Inbound, caller: Caller) -> Response {
    let screened = callback::twiml(&call.base_url, Step::Screened, &call.call_id);
    let ask = match call.caller().filter(|_| caller == Caller::Named) {
        Some(number) => format!("You have a call from {}. Press 1 to take it.", spoken(number)),
        None => "You have a call from a withheld number. Press 1 to take it.".to_owned(),
    };
    ask_for_1(screened, &ask)
}

/// An empty document connects the two.
fn screened(digits: Option<&str>) -> Response {
    match digits {
        Some(digits) if takes(digits) => Response::empty(),
        _ => hang_up(),
    }
}
