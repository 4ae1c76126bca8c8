//! What is to happen, or why it must not.

use shared::api::ApiError;
use shared::callback::{self, Step};
use shared::destinations::Destinations;
use shared::ids::CallId;
use shared::records::{CallRequest, Number, Preferences, Tenant};
use twilio::callback::Callback;
use twilio::client::{Detection, MachineDetection, NewCall};
use twilio::phone::E164;
use twilio::voice::Voice;

use crate::ask::{Ask, What};

/// Seconds that the phone of somebody who is to hear a text rings.
const RINGING: u16 = 60;

/// What decides whether and how a call is made, beside the request.
pub(crate) struct Facts {
    /// The tenant, if it has a record.
    pub(crate) tenant: Option<Tenant>,
    /// All its numbers.
    pub(crate) numbers: Vec<Number>,
}

impl Facts {
    fn is_own(&self, number: &E164) -> bool {
        self.numbers.iter().any(|own| own.phone_number == *number)
    }
}

/// A call that may be made.
#[cfg_attr(test, derive(Debug))]
pub(crate) struct Plan {
    /// The tenant's number that calls.
    pub(crate) from: Number,
    /// Who is called.
    pub(crate) to: E164,
    /// The phone that rings first, if it is not that one.
    pub(crate) connect: Option<E164>,
    /// The text that is spoken, if there is one.
    pub(crate) say: Option<String>,
    /// Seconds that the first phone rings.
    ringing: u16,
    /// Whether both sides are told if the call is recorded.
    recording_notice: bool,
    voice: Voice,
}

impl Plan {
    /// Checks a request against what is known.
    pub(crate) fn of(
        ask: &Ask,
        facts: &Facts,
        destinations: &Destinations,
    ) -> Result<Self, ApiError> {
        let default = Preferences::default();
        let preferences = facts.tenant.as_ref().map_or(&default, |tenant| &tenant.preferences);
        let from = from(ask, facts)?;
        let (connect, say, ringing) = match &ask.what {
            What::Say(text) => (None, Some(text.clone()), RINGING),
            What::Connect(connect) => {
                let connect = connect.as_ref().or(preferences.call_forwarding_number.as_ref());
                let Some(connect) = connect else {
                    return invalid("connect", "needed, as there is no forwarding number");
                };
                (Some(connect.clone()), None, preferences.forwarding_timeout)
            }
        };
        let (recording_notice, voice) = (preferences.recording_notice_enabled, preferences.voice);
        let (from, to) = (from.clone(), ask.to.clone());
        let plan = Self { from, to, connect, say, ringing, recording_notice, voice };
        plan.check(facts, destinations)?;
        Ok(plan)
    }

    fn check(&self, facts: &Facts, destinations: &Destinations) -> Result<(), ApiError> {
        let Self { from, to, connect, .. } = self;
        if *to == from.phone_number {
            return invalid("to", "not the number that calls");
        }
        if connect.as_ref() == Some(to) {
            return invalid("connect", "not the number that is called");
        }
        if connect.as_ref().is_some_and(|connect| facts.is_own(connect)) {
            return invalid("connect", "not one of your own numbers: the call would go in circles");
        }
        let called = [("to", Some(to)), ("connect", connect.as_ref())];
        let mut refused = called
            .into_iter()
            .filter(|(_, number)| number.is_some_and(|number| !destinations.allow(number)));
        match refused.next() {
            None => Ok(()),
            Some((field, _)) => Err(ApiError::NotAllowed {
                code: "destination_not_allowed",
                field,
                message: "calls to this country or kind of number are not allowed here",
            }),
        }
    }

    /// What the record says of the request.
    pub(crate) fn request(&self, ask: &Ask, request_hash: String) -> CallRequest {
        CallRequest {
            connect: self.connect.clone(),
            say: self.say.clone(),
            machine_detection: ask.machine_detection.map(|kind| kind.as_str().to_owned()),
            screen: self.connect.as_ref().map(|_| !ask.unscreened),
            recording_notice: ask.record.then_some(self.recording_notice),
            created_by: None,
            request_hash: Some(request_hash),
        }
    }

    /// What Twilio is asked for. `base` is where it reaches us.
    pub(crate) fn new_call(
        &self,
        ask: &Ask,
        (base, call): (&str, &CallId),
        time_limit: u32,
    ) -> NewCall {
        let status_callback = callback::call_status(base, call);
        NewCall {
            to: self.connect.as_ref().unwrap_or(&self.to).clone(),
            from: self.from.phone_number.clone(),
            url: callback::twiml(base, Step::Answered, call, self.voice),
            timeout: self.ringing,
            time_limit,
            recording: ask.record.then(|| callback::recording(base, call)),
            machine_detection: ask
                .machine_detection
                .map(|detection| self.detection(detection, &status_callback)),
            status_callback,
        }
    }

    /// A text that is for people too is not held back. What is for a mailbox waits for its beep, and
    /// nobody is connected with a mailbox.
    fn detection(&self, detection: Detection, callback: &Callback) -> MachineDetection {
        match (&self.connect, detection) {
            (None, Detection::Enable) => MachineDetection::Meanwhile(detection, callback.clone()),
            _ => MachineDetection::First(detection),
        }
    }
}

fn from<'f>(ask: &Ask, facts: &'f Facts) -> Result<&'f Number, ApiError> {
    let primary = facts.tenant.as_ref().and_then(|tenant| tenant.primary_number.as_ref());
    let Some(wanted) = ask.from.as_ref().or(primary) else {
        return invalid("from", "needed, as there is no primary number");
    };
    let own = facts.numbers.iter().find(|own| own.phone_number == *wanted);
    own.map_or_else(|| invalid("from", "one of your own numbers"), Ok)
}

fn invalid<T>(field: &'static str, message: &'static str) -> Result<T, ApiError> {
    Err(ApiError::Invalid { field, message })
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
