//! `call-status` over HTTP, signed by the simulated Twilio, with the real AWS SDKs on the other side.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod legs;
mod progress;
mod refused;
mod samples;

use call_status::CallStatus;
use sandbox::Hook;
use shared::records::Direction;

const OURS: &str = "01J0000000000000000000000A";
const CALL: &str = "CA00000000000000000000000000000001";
const LEG: &str = "CA00000000000000000000000000000002";
const LEAD: &str = "+15550190001";

async fn hook() -> Hook {
    Hook::start("call-status", vec![sandbox::webhook::<CallStatus>()]).await
}

/// News of an outbound call that goes by our id.
async fn report(hook: &Hook, fields: &[(&str, &str)]) {
    let known = [("CallSid", CALL), ("Direction", "outbound-api")];
    let answer = hook.post(&format!("?call={OURS}"), &[&known, fields].concat()).await;
    assert_eq!(answer, 204, "{fields:?}");
}

/// Writes an outbound call as the request for it does.
async fn begin(hook: &Hook) {
    hook.begin(Direction::Outbound, OURS).await;
}
