//! `recording` over HTTP, signed by the simulated Twilio, with the real AWS SDKs on the other side.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod kept;
mod refused;

use call_status::CallStatus;
use recording::Recording;
use sandbox::Hook;
use shared::records::{Call, Direction};

const CALL: &str = "CA00000000000000000000000000000001";
const RECORDING: &str = "RE00000000000000000000000000000001";
const URL: &str = "https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1";

async fn hook() -> Hook {
    let functions = vec![sandbox::webhook::<Recording>(), sandbox::webhook::<CallStatus>()];
    Hook::start("recording-status", functions).await
}

/// What every callback about this recording of the call says.
fn fields<'f>(recording: &'f str, status: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("CallSid", CALL),
        ("RecordingSid", recording),
        ("RecordingUrl", URL),
        ("RecordingStatus", status),
        ("RecordingChannels", "2"),
        ("RecordingSource", "DialVerb"),
        ("RecordingTrack", "both"),
        ("RecordingStartTime", "Thu, 01 Oct 2026 10:00:05 +0000"),
        ("ErrorCode", "0"),
    ]
}

fn completed(recording: &str) -> Vec<(&str, &str)> {
    [fields(recording, "completed"), vec![("RecordingDuration", "120")]].concat()
}

/// Writes an inbound call as the webhook that receives it does.
async fn begin(hook: &Hook) {
    hook.begin(Direction::Inbound, CALL).await;
}

/// The call as the website reads it.
async fn call(hook: &Hook) -> Call {
    hook.call(CALL).await.unwrap()
}
