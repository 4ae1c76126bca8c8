//! What a request tells beside its question. Needs no facts, and is written while they are read.

use shared::records::{
    Account, CallRef, CallReport, DialReport, Direction, Step, Timestamp, VoicemailNews,
    VoicemailReport, Write,
};
use twilio::label::Label;

use crate::event::{News, Turn};

/// The writes, at most one.
pub(crate) fn of(turn: &Turn, account: &Account, now: Timestamp) -> Vec<Write> {
    let call = CallRef {
        call_id: turn.call.call_id.clone(),
        tenant_id: account.tenant_id.clone(),
        account_sid: account.account_sid.clone(),
    };
    match (&turn.news, turn.direction) {
        (News::Answered(by), _) => vec![answered(call, turn, by.as_ref(), now)],
        (News::Dialled(leg, Some(end)), _) => {
            let (leg, end) = (leg.clone(), end.clone());
            vec![Write::Dial(Box::new(DialReport { call, leg, end, at: now }))]
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

/// Also says which call at Twilio it is, in case the answer to our request was lost.
fn answered(call: CallRef, turn: &Turn, by: Option<&Label>, at: Timestamp) -> Write {
    Write::CallStatus(Box::new(CallReport {
        call,
        call_sid: turn.call_sid.clone(),
        inbound: None,
        step: Step { answered_by: by.cloned(), ..Step::default() },
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
