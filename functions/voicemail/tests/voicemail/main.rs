//! `voicemail` over HTTP, signed by the simulated Twilio, with the real AWS SDKs on the other side.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod left;
mod refused;
mod transcribed;

use sandbox::Hook;
use sandbox::demo::DEMO;
use shared::records::{Call, Direction};
use voicemail::Voicemail;

const CALL: &str = "CA00000000000000000000000000000001";
const CALLER: &str = "+15550190001";
const RECORDING: &str = "RE00000000000000000000000000000001";
const URL: &str = "https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1";
/// As in the callback URL that we give to Twilio.
const QUERY: &str = "?call=CA00000000000000000000000000000001&from=15550190001&to=15550100001";

async fn hook() -> Hook {
    Hook::start("voicemail-recording", vec![sandbox::webhook::<Voicemail>()]).await
}

/// The recording's callback.
fn recording<'f>(status: &'f str, duration: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("CallSid", CALL),
        ("RecordingSid", RECORDING),
        ("RecordingUrl", URL),
        ("RecordingStatus", status),
        ("RecordingDuration", duration),
        ("RecordingChannels", "1"),
        ("RecordingSource", "RecordVerb"),
    ]
}

/// The transcription's callback.
fn transcription<'f>(status: &'f str, text: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("CallSid", CALL),
        ("RecordingSid", RECORDING),
        ("RecordingUrl", URL),
        ("TranscriptionSid", "TR00000000000000000000000000000001"),
        ("TranscriptionStatus", status),
        ("TranscriptionText", text),
        ("From", CALLER),
        ("To", "+15550100001"),
        ("CallStatus", "completed"),
    ]
}

/// The voicemail as the website reads it.
async fn read(hook: &Hook) -> Option<shared::records::Voicemail> {
    let store = hook.app("WebsiteFunction").unwrap().store;
    let (tenant, sid) = (DEMO.tenant_id.parse().unwrap(), RECORDING.parse().unwrap());
    store.voicemail_get(&tenant, &sid).await.unwrap()
}

/// Writes an inbound call as the webhook that receives it does.
async fn begin(hook: &Hook) {
    hook.begin(Direction::Inbound, CALL).await;
}

/// The call as the website reads it.
async fn call(hook: &Hook) -> Call {
    hook.call(CALL).await.unwrap()
}
