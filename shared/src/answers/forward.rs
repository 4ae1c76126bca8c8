//! Forwarding to another phone.

use super::{Inbound, Sentence, nobody_answers};
use crate::callback::{self, Step};
use crate::records::Preferences;
use crate::store::CallFacts;
use twilio::phone::E164;
use twilio::twiml::{CallEvent, Dial, Number, RecordDial, RecordingEvent, Response};
use twilio::voice::Voice;

/// Rings at this number; as if nobody answered, if the call must not go there. Whoever picks up has
/// to press 1 first, so that a mailbox is not taken for an answer.
pub fn forward(call: &Inbound, facts: &CallFacts, number: &E164) -> Response {
    let preferences = facts.preferences();
    match may_go(call, facts, number) {
        true => ring(call, facts, number),
        false => nobody_answers(Response::empty(), call, &preferences),
    }
}

/// Whether a call may go on to this number.
fn may_go(call: &Inbound, facts: &CallFacts, number: &E164) -> bool {
    facts.destinations.allow(number) && !comes_back(call, facts, number)
}

/// Whether a call that goes on to this number would come back: it is the number that was called,
/// another one of the tenant's, the caller's own, or the phone that has sent the call here.
fn comes_back(call: &Inbound, facts: &CallFacts, number: &E164) -> bool {
    let primary = facts.tenant.as_ref().and_then(|tenant| tenant.primary_number.as_ref());
    let parties = [call.called(), call.caller(), primary];
    parties.contains(&Some(number)) || call.was_forwarded_by(number)
}

/// Where a call goes at once, if it does.
pub(super) fn goes_to<'f>(call: &Inbound, facts: &'f CallFacts) -> Option<&'f E164> {
    let preferences = &facts.tenant.as_ref()?.preferences;
    let number = preferences.call_forwarding_number.as_ref();
    let at_once = preferences.call_forwarding_enabled && preferences.menu.is_none();
    number.filter(|number| at_once && may_go(call, facts, number))
}

/// The other side sees the caller's number, or ours if there is none to show.
fn ring(call: &Inbound, facts: &CallFacts, number: &E164) -> Response {
    let preferences = &facts.preferences();
    let status = callback::call_status(&call.base_url, &call.call_id);
    let screen = match call.caller() {
        Some(_) => Step::Screen,
        // The caller id is ours then, and says nothing.
        None => Step::ScreenWithheld,
    };
    let phone = Number::new(number)
        .url(call.step(screen, preferences.voice))
        .status(status, &CallEvent::ALL);
    let dial = Dial::new(call.step(Step::AfterDial, preferences.voice), phone)
        .timeout(preferences.forwarding_timeout.into())
        .time_limit(facts.time_limit)
        .answer_on_bridge();
    let dial = match call.caller().or(call.called()) {
        Some(number) => dial.caller_id(number),
        None => dial,
    };
    match preferences.recording_enabled {
        true => notice(preferences).verb(recorded(call, dial)),
        false => Response::empty().verb(dial),
    }
}

fn recorded(call: &Inbound, dial: Dial) -> Dial {
    let status = callback::recording(&call.base_url, &call.call_id);
    dial.record(RecordDial::FromAnswerDual)
        .recording_status(status, &[RecordingEvent::Completed, RecordingEvent::Absent])
}

/// In many places everybody on a call has to know that it is recorded.
fn notice(preferences: &Preferences) -> Response {
    match preferences.recording_notice_enabled {
        true => recording_notice(preferences.voice),
        false => Response::empty(),
    }
}

/// Says that the call is recorded.
pub fn recording_notice(voice: Voice) -> Response {
    Response::empty().verb(Sentence::Recorded.said(voice))
}
