//! An outbound call that was answered.

use shared::answers::{Inbound, hang_up, say_and_hang_up, sorry};
use shared::callback::{self, Step};
use shared::records::Call;
use twilio::label::Label;
use twilio::phone::E164;
use twilio::twiml::{CallEvent, Dial, Number, Response};

/// Speaks the text, or connects the tenant's phone with the lead. A machine that answers in the
/// tenant's place must not be put through to the lead.
pub(crate) fn answered(
    asks: &Inbound,
    (call, time_limit): &(Call, u32),
    by: Option<&Label>,
) -> Response {
    let (request, by_machine) = (&call.content.request, by.is_some_and(is_machine));
    match (&request.say, &request.connect) {
        (Some(text), _) => say_and_hang_up(text),
        (None, Some(_)) if by_machine => hang_up(),
        (None, Some(_)) => match lead(call) {
            Some((own, lead)) => connect(asks, (&own, &lead), *time_limit),
            None => sorry(),
        },
        (None, None) => sorry(),
    }
}

fn is_machine(by: &Label) -> bool {
    by.as_str().starts_with("machine") || by.as_str() == "fax"
}

/// The tenant's number and the lead's.
fn lead(call: &Call) -> Option<(E164, E164)> {
    let (own, lead) = (&call.content.from_number, &call.content.to_number);
    own.parse().ok().zip(lead.parse().ok())
}

fn connect(asks: &Inbound, (own, lead): (&E164, &E164), time_limit: u32) -> Response {
    let status = callback::call_status(&asks.base_url, &asks.call_id);
    let phone = Number::new(lead).status(status, &CallEvent::ALL);
    let after = callback::twiml(&asks.base_url, Step::AfterDial, &asks.call_id);
    Response::empty().verb(Dial::new(after, phone).caller_id(own).time_limit(time_limit))
}
