//! What a request tells beside its question. Needs no facts, and is written while they are read.

use shared::call_fields::call_ref;
use shared::records::{
    Account, Asked, CallRef, CallReport, DialReport, Direction, MenuTurn, Step, Timestamp,
    TurnReport, VoicemailNews, VoicemailReport, Write,
};
use twilio::label::Label;
use twilio::status::CallStatus;

use crate::event::{News, Turn, takes};

/// The writes, at most one.
pub(crate) fn of(turn: &Turn, account: &Account, now: Timestamp) -> Vec<Write> {
    let call = call_ref(turn.call.call_id.clone(), account);
    match (&turn.news, turn.direction) {
        (News::Answered(by), _) => vec![answered(call, turn, by.as_ref(), now)],
        (News::Dialled(leg, Some(end)), _) => {
            let (leg, end) = (leg.clone(), end.clone());
            let call_status = after_dial(turn);
            vec![Write::Dial(Box::new(DialReport { call, leg, end, call_status, at: now }))]
        }
        (News::Screened(Some(digits)), _) => {
            vec![asked(call, (Asked::Leg(turn.call_sid.clone()), digits.as_str()), now)]
        }
        (News::Ready(Some(digits)), _) => {
            vec![asked(call, (Asked::OwnPhone, digits.as_str()), now)]
        }
        (News::Chosen(key), Direction::Inbound) => chosen(call, turn, (MenuTurn::First, key), now),
        (News::ChosenAgain(key), Direction::Inbound) => {
            chosen(call, turn, (MenuTurn::Last, key), now)
        }
        (News::Left(Some(recording_sid)), Direction::Inbound) => {
            // How long it is and where, its callback tells, after silence was cut off.
            let report = VoicemailReport {
                call,
                news: VoicemailNews {
                    call_sid: Some(turn.call_sid.clone()),
                    parties: Some(turn.call.parties()),
                    ..VoicemailNews::of(recording_sid.clone())
                },
                at: now,
            };
            report.writes()
        }
        (News::Failed, Direction::Inbound) => vec![failed(call, turn, now)],
        _ => Vec::new(),
    }
}

/// How far a call is whose `<Dial>` has ended: unless it is over, its caller has spoken with somebody or
/// hears something next, and so is answered.
fn after_dial(turn: &Turn) -> Option<CallStatus> {
    match &turn.status {
        Some(status) if status.is_final() => Some(status.clone()),
        status if turn.direction == Direction::Inbound => {
            status.as_ref().map(|_| CallStatus::InProgress)
        }
        status => status.clone(),
    }
}

/// What was pressed at a phone where 1 takes the call.
fn asked(call: CallRef, (whom, digits): (Asked, &str), at: Timestamp) -> Write {
    let taken = Some((whom, takes(digits)));
    Write::Turn(Box::new(TurnReport { call, status: None, taken, menu_key: None, at }))
}

fn chosen(
    call: CallRef,
    turn: &Turn,
    (which, key): (MenuTurn, &Option<String>),
    at: Timestamp,
) -> Vec<Write> {
    let menu_key = key.clone().map(|key| (which, key));
    let status = turn.status.clone();
    vec![Write::Turn(Box::new(TurnReport { call, status, taken: None, menu_key, at }))]
}

/// That the caller has hung up in the voicemail: written after it, as it is about another record and
/// nobody waits for the answer any more.
pub(crate) fn hung_up(turn: &Turn, account: &Account, at: Timestamp) -> Option<Write> {
    let status = turn.status.clone().filter(CallStatus::is_final);
    if turn.direction == Direction::Outbound || !matches!(turn.news, News::Left(_)) {
        return None;
    }
    let call = call_ref(turn.call.call_id.clone(), account);
    let report = TurnReport { call, status: Some(status?), taken: None, menu_key: None, at };
    Some(Write::Turn(Box::new(report)))
}

/// Also says which call at Twilio it is, in case the answer to our request was lost.
fn answered(call: CallRef, turn: &Turn, by: Option<&Label>, at: Timestamp) -> Write {
    Write::CallStatus(Box::new(CallReport {
        call,
        call_sid: turn.call_sid.clone(),
        inbound: None,
        step: Step { status: turn.status.clone(), answered_by: by.cloned(), ..Step::default() },
        at,
    }))
}

/// Perhaps nobody else could write the call.
fn failed(call: CallRef, turn: &Turn, at: Timestamp) -> Write {
    Write::CallStatus(Box::new(CallReport {
        call,
        call_sid: turn.call_sid.clone(),
        inbound: Some(turn.call.parties()),
        step: Step { status: turn.status.clone(), ..Step::default() },
        at,
    }))
}
