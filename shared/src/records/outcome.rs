//! What became of a call, in one word, derived from what is known of it.

use serde::{Deserialize, Serialize};

use super::{Call, DialEnd, Direction, Leg, Timestamp};
use twilio::label::Label;
use twilio::status::CallStatus;

/// What became of a call, as its tenant sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallOutcome {
    /// Two people have talked; or somebody has heard the text that was to be spoken.
    Answered,
    /// Nobody has taken an inbound call.
    Missed,
    /// The caller has left a voicemail; or a machine has heard the text.
    Voicemail,
    /// Somebody has answered the phone and not taken the call.
    Declined,
    /// The line was busy: the tenant's phone, or the lead's.
    Busy,
    /// It could not be placed.
    Failed,
    /// The tenant's own phone was not answered, so the lead was not called.
    OwnPhoneNotAnswered,
    /// The lead has not answered.
    LeadNotReached,
}

impl Call {
    /// What became of it; `None` while it goes on.
    pub fn outcome(&self) -> Option<CallOutcome> {
        CallOutcome::of(self)
    }

    /// Seconds that two people were connected; `None` until that is known.
    pub fn talk_seconds(&self) -> Option<u32> {
        talk_seconds(self)
    }

    /// Whether the call was taken at the tenant's own phone, so that the lead is called: 1 was pressed, or
    /// nobody is asked to. `None` until that is known, and of a call without such a phone.
    pub fn own_phone_taken(&self) -> Option<bool> {
        own_phone_taken(self)
    }

    /// When somebody has answered: who was called or connected, not a mailbox in that phone's place.
    pub fn answered_at(&self) -> Option<Timestamp> {
        answered_at(self)
    }
}

impl CallOutcome {
    /// Whether nobody has taken the call, nor heard what the caller wanted.
    pub fn is_missed(self) -> bool {
        matches!(self, Self::Missed | Self::Declined | Self::Busy | Self::Failed)
    }

    /// `None` while the call goes on and nobody has talked yet, nor was a lead called in vain.
    fn of(call: &Call) -> Option<Self> {
        if conversation(call).is_some() {
            return Some(Self::Answered);
        }
        let status = call.status();
        if !is_decided(call) {
            return None;
        }
        Some(match (call.content.direction, &call.content.request.say) {
            (Direction::Inbound, _) => inbound(call),
            (Direction::Outbound, Some(_)) => spoken(call, status),
            (Direction::Outbound, None) => connected(call, status),
        })
    }
}

/// Whether nobody will talk who has not. After its dial an outbound call ends, whether or not that is
/// ever told; an inbound one goes on to the voicemail.
fn is_decided(call: &Call) -> bool {
    let is_outbound = call.content.direction == Direction::Outbound;
    let has_dialled = call.legs.last().is_some_and(|leg| leg.dial.is_some());
    call.status().is_final() || (is_outbound && has_dialled)
}

fn inbound(call: &Call) -> CallOutcome {
    let last = call.legs.last().and_then(|leg| leg.progress.status.as_ref());
    match last {
        _ if call.has_voicemail() => CallOutcome::Voicemail,
        _ if call.legs.iter().any(|leg| leg.taken == Some(false)) => CallOutcome::Declined,
        Some(CallStatus::Busy) => CallOutcome::Busy,
        Some(CallStatus::Failed) => CallOutcome::Failed,
        _ => CallOutcome::Missed,
    }
}

/// Whether a machine has answered in place of who was called first.
fn is_machine(call: &Call) -> bool {
    let by = call.progress.answered_by.as_ref().map(Label::as_str);
    by.is_some_and(|by| by.starts_with("machine") || by == "fax")
}

fn spoken(call: &Call, status: &CallStatus) -> CallOutcome {
    match status {
        CallStatus::Completed if is_machine(call) => CallOutcome::Voicemail,
        CallStatus::Completed => CallOutcome::Answered,
        CallStatus::Busy => CallOutcome::Busy,
        CallStatus::Failed => CallOutcome::Failed,
        _ => CallOutcome::LeadNotReached,
    }
}

/// Without a leg the lead was not called: the call itself is that to the tenant's own phone.
fn connected(call: &Call, own: &CallStatus) -> CallOutcome {
    let lead = call.legs.last().map(leg_status);
    match (lead, own) {
        (Some(Some(CallStatus::Busy)), _) => CallOutcome::Busy,
        (Some(_), _) => CallOutcome::LeadNotReached,
        (None, CallStatus::Failed) => CallOutcome::Failed,
        (None, _) => CallOutcome::OwnPhoneNotAnswered,
    }
}

fn own_phone_taken(call: &Call) -> Option<bool> {
    let request = &call.content.request;
    request.connect.as_ref()?;
    let is_asked = request.screen == Some(true);
    match call.own_phone_pressed {
        Some(pressed) => Some(pressed),
        None if !call.legs.is_empty() => Some(true),
        None if call.status().is_final() => Some(false),
        None => {
            let is_in_progress = *call.status() == CallStatus::InProgress;
            (is_in_progress && !is_asked && !is_machine(call)).then_some(true)
        }
    }
}

/// What the callbacks of a leg say, else what the end of its `<Dial>` says.
fn leg_status(leg: &Leg) -> Option<&CallStatus> {
    let dialled = leg.dial.as_ref().map(|end| &end.status);
    leg.progress.status.as_ref().filter(|status| status.is_final()).or(dialled)
}

/// The leg in which two have talked.
fn conversation(call: &Call) -> Option<&Leg> {
    call.legs.iter().find(|leg| leg.has_talked(call.content.direction))
}

/// Seconds that two people were connected; `None` until it is known.
fn talk_seconds(call: &Call) -> Option<u32> {
    let Some(leg) = conversation(call) else {
        return is_decided(call).then_some(0);
    };
    let end = |end: &DialEnd| end.duration;
    let seconds = leg.dial.as_ref().and_then(end).or(leg.progress.duration)?;
    // The leg counts from its answer, before somebody there has pressed 1; the caller from when both
    // were connected, unless he was answered before.
    let shortest = [since_taken(leg), call.progress.duration].into_iter().flatten().min();
    Some(shortest.map_or(seconds, |shortest| shortest.min(seconds)))
}

/// By our clock and Twilio's, which may differ.
fn since_taken(leg: &Leg) -> Option<u32> {
    let (taken, ended) = (leg.taken_at?, leg.progress.ended_at?);
    u32::try_from((ended.as_millis() - taken.as_millis()).div_euclid(1_000)).ok()
}

/// When somebody has answered: whom the two have talked with, or who has heard the text.
fn answered_at(call: &Call) -> Option<Timestamp> {
    let in_progress = CallStatus::InProgress;
    let times = match (conversation(call), &call.content.request.say) {
        (Some(leg), _) => &leg.progress.status_times,
        (None, Some(_)) => &call.progress.status_times,
        (None, None) => return None,
    };
    times.get(in_progress.as_str()).copied()
}
