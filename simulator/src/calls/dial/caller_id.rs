//! The number that a dialled party sees.

use super::super::super::twiml::Element;
use super::super::attributes::attribute;
use super::super::report::CallError;
use super::super::scene::Scene;
use super::super::stop::Stop;

/// Twilio's code for a caller id that may not be shown.
const INVALID_CALLER_ID: u32 = 13214;

/// The `callerId`, or the parent's `From`. Allowed are both ends of the parent, numbers of the
/// account, and names of clients.
pub(super) fn of(scene: &Scene, verb: &Element) -> Result<String, Stop> {
    let ends = &scene.leg.ends;
    let Some(wanted) = attribute(verb, "callerId") else { return Ok(ends.from.clone()) };
    let account = &scene.session.setting.account.sid;
    let number = scene.session.state.store.number(wanted)?;
    let is_ours = number.is_some_and(|number| number.account_sid == *account);
    if is_ours || wanted == ends.from || wanted == ends.to || wanted.starts_with("client:") {
        return Ok(wanted.to_owned());
    }
    let message = format!("Dial: Invalid callerId value: `{wanted}`");
    Err(Stop::Failed(CallError::new(INVALID_CALLER_ID, message)))
}
