//! How a call goes on.

use shared::answers::{
    Inbound, forward, hang_up, leave_message, menu_again, no_such_choice, nobody_answers,
    say_and_hang_up, sorry, unavailable,
};
use shared::callback::{self, Step};
use shared::records::{Choice, Direction, Menu};
use shared::store::CallFacts;
use twilio::twiml::{Gather, Hangup, Response, Say};

use crate::event::{Event, News, Turn, takes};
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
        (News::Picked, _) => screen(&turn.call),
        (News::Screened(digits), _) => screened(digits.as_deref()),
        (News::Left(_), _) => say_and_hang_up("Thank you. Goodbye."),
        (News::Dialled(_, Some(end)), _) if end.was_answered() => hang_up(),
        (News::Dialled(..), Direction::Outbound) => hang_up(),
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
fn screen(call: &Inbound) -> Response {
    let screened = callback::twiml(&call.base_url, Step::Screened, &call.call_id);
    let ask = Say::new("You have a call. Press 1 to take it.");
    let gather = Gather::new(screened).num_digits(1).timeout(8).prompt(ask);
    Response::empty().verb(gather).verb(Hangup)
}

/// An empty document connects the two.
fn screened(digits: Option<&str>) -> Response {
    match digits {
        Some(digits) if takes(digits) => Response::empty(),
        _ => hang_up(),
    }
}
