//! Twilio's request for an incoming call, read (contract §2.3).

use shared::answers::Inbound;
use shared::ids::CallId;
use shared::records::{Account, Arrival, Direction, Timestamp};
use twilio::form::{Details, FieldErrors, Fields, Form};
use twilio::sid::CallSid;
use twilio::status::CallStatus;

/// Fields that have a place of their own in the record or repeat one that has; and the token with
/// which others could call in the caller's name.
const PLACED: [&str; 11] = [
    "CallSid",
    "AccountSid",
    "From",
    "To",
    "Caller",
    "Called",
    "CallStatus",
    "Direction",
    "ApiVersion",
    "CallToken",
    "ErrorUrl",
];

/// What Twilio asks about. It is always answered: somebody is on the line.
pub enum Event {
    /// A call.
    Call(Box<Incoming>),
    /// A request without what makes it a call.
    Unreadable(FieldErrors),
}

/// An incoming call.
pub struct Incoming {
    /// Twilio's id of it, the same for every delivery.
    pub call_sid: CallSid,
    /// Outbound if a call that was made with Twilio's API asks here.
    pub direction: Direction,
    /// Who calls whom.
    pub call: Inbound,
    /// How far it has come: `ringing`.
    pub status: CallStatus,
    /// Further fields by Twilio's names.
    pub details: Details,
}

impl Event {
    /// Reads the form.
    pub(crate) fn read(form: &Form, base_url: &str) -> Self {
        match Incoming::read(form, base_url) {
            Ok(incoming) => Event::Call(Box::new(incoming)),
            Err(errors) => Event::Unreadable(errors),
        }
    }
}

impl Incoming {
    fn read(form: &Form, base_url: &str) -> Result<Self, FieldErrors> {
        let mut fields = Fields::of(form);
        let call_sid: Option<CallSid> = fields.required("CallSid");
        let status = form.text("CallStatus").and_then(|status| status.parse().ok());
        let incoming = call_sid.map(|call_sid| Self {
            direction: direction(form),
            call: Inbound::read(form, base_url, CallId::from(&call_sid)),
            status: status.unwrap_or(CallStatus::Ringing),
            details: form.details(|name| PLACED.contains(&name)),
            call_sid,
        });
        fields.finish(incoming)
    }
}

impl Incoming {
    /// What calls like this one are known by: who shows a number and calls one of ours.
    pub(crate) fn arrival(&self, account: &Account, at: Timestamp) -> Option<Arrival> {
        let call = &self.call;
        let arrival = Arrival {
            call_id: call.call_id.clone(),
            tenant_id: account.tenant_id.clone(),
            caller: call.caller()?.clone(),
            called: call.called()?.clone(),
            at,
        };
        (self.direction == Direction::Inbound).then_some(arrival)
    }
}

fn direction(form: &Form) -> Direction {
    match form.text("Direction").is_some_and(|direction| direction.starts_with("outbound")) {
        true => Direction::Outbound,
        false => Direction::Inbound,
    }
}
