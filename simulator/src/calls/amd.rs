//! Answering machine detection: who has answered.

use std::sync::Arc;

use super::super::webhook::Method;
use super::forms;
use super::leg::Leg;
use super::outbox::Callback;
use super::party::Party;
use super::report::Kind;
use super::session::Session;

/// How long Twilio listens to a machine and to anybody else, in milliseconds.
const MACHINE: i64 = 3_500;
const HUMAN: i64 = 2_500;

/// What is to be found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detection {
    /// Who answers.
    Enable,
    /// The same, and when a machine has said its greeting.
    DetectMessageEnd,
}

impl Detection {
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text {
            "Enable" => Some(Self::Enable),
            "DetectMessageEnd" => Some(Self::DetectMessageEnd),
            _ => None,
        }
    }

    /// What is found, and after how many milliseconds.
    pub(super) fn finds(self, party: &Party) -> (String, i64) {
        let machine = match self {
            Self::Enable => "machine_start",
            Self::DetectMessageEnd => "machine_end_beep",
        };
        match party {
            Party::Answers { answered_by: Some(name), .. } => (name.clone(), MACHINE),
            Party::Mailbox { .. } => (machine.to_owned(), MACHINE),
            _ => ("human".to_owned(), HUMAN),
        }
    }
}

/// Reports later what was found, if the leg still exists then.
pub(super) fn report(
    session: &Arc<Session>,
    leg: &Arc<Leg>,
    (answered_by, takes): (String, i64),
    callback: Option<(String, Method)>,
) {
    let (session, leg) = (Arc::clone(session), Arc::clone(leg));
    let beside = Arc::clone(&session);
    beside.beside(async move {
        session.clock.sleep(takes).await;
        if leg.status().is_final() {
            return;
        }
        leg.condition().answered_by = Some(answered_by.clone());
        let Some((url, method)) = callback else { return };
        let fields = forms::present([
            ("CallSid", Some(leg.sid.clone())),
            ("AccountSid", Some(session.setting.account.sid.clone())),
            ("AnsweredBy", Some(answered_by)),
            ("MachineDetectionDuration", Some(takes.to_string())),
        ]);
        let call_sid = leg.sid.clone();
        session.callback(Callback { kind: Kind::Amd, call_sid, url, method, fields }).await;
    });
}
