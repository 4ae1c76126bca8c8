//! `voicemail` over HTTP, signed by the simulated Twilio, with the real AWS SDKs on the other side.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "voicemail/left.rs"]
mod left;
#[path = "voicemail/refused.rs"]
mod refused;
#[path = "voicemail/transcribed.rs"]
mod transcribed;

use sandbox::Sandbox;
use sandbox::demo::{self, DEMO, Tenant};
use shared::records::{Call, CallContent, Direction, Write};
use twilio_simulator::{Answer, Delivery};
use voicemail::Voicemail;

const CALL: &str = "CA00000000000000000000000000000001";
const CALLER: &str = "+15550190001";
const RECORDING: &str = "RE00000000000000000000000000000001";
const URL: &str = "https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1";
/// As in the callback URL that we give to Twilio.
const QUERY: &str = "?call=CA00000000000000000000000000000001&from=15550190001&to=15550100001";

async fn sandbox() -> Sandbox {
    Sandbox::start(vec![sandbox::webhook::<Voicemail>()]).await.unwrap()
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
async fn read(sandbox: &Sandbox) -> Option<shared::records::Voicemail> {
    let store = sandbox.app("WebsiteFunction").unwrap().store;
    let (tenant, sid) = (DEMO.tenant_id.parse().unwrap(), RECORDING.parse().unwrap());
    store.voicemail_get(&tenant, &sid).await.unwrap()
}

/// Posts a form of this tenant's account to the webhook, with a query that begins with `?` or is
/// empty.
async fn deliver(
    sandbox: &Sandbox,
    (tenant, query): (&Tenant, &str),
    fields: &[(&str, &str)],
    delivery: &Delivery,
) -> Answer {
    let webhook = format!("voicemail-recording{query}");
    sandbox.deliver((tenant, &webhook), fields, delivery).await.unwrap()
}

/// Posts a form of the demo tenant to the webhook.
async fn post(sandbox: &Sandbox, query: &str, fields: &[(&str, &str)]) -> u16 {
    deliver(sandbox, (&DEMO, query), fields, &Delivery::default()).await.status
}

/// Writes an inbound call as the webhook that receives it does.
async fn begin(sandbox: &Sandbox) {
    let app = sandbox.app("WebsiteFunction").unwrap();
    let id = CALL.parse().unwrap();
    let content = CallContent {
        call_sid: Some(CALL.parse().unwrap()),
        ..demo::call(&DEMO, Direction::Inbound, id, app.now())
    };
    let write = Write::Call(Box::new(content), "ringing".parse().unwrap());
    app.store.commit(&[write], &[]).await.unwrap();
}

/// The call as the website reads it.
async fn call(sandbox: &Sandbox) -> Call {
    let store = sandbox.app("WebsiteFunction").unwrap().store;
    let (tenant, id) = (DEMO.tenant_id.parse().unwrap(), CALL.parse().unwrap());
    store.call_get(&tenant, &id).await.unwrap().unwrap()
}
