//! `recording` over HTTP, signed by the simulated Twilio, with the real AWS SDKs on the other side.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "recording/kept.rs"]
mod kept;
#[path = "recording/refused.rs"]
mod refused;

use call_status::CallStatus;
use recording::Recording;
use sandbox::Sandbox;
use sandbox::demo::{self, DEMO, Tenant};
use shared::records::{Call, CallContent, Direction, Write};
use twilio_simulator::{Answer, Delivery};

const CALL: &str = "CA00000000000000000000000000000001";
const RECORDING: &str = "RE00000000000000000000000000000001";
const URL: &str = "https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1";

async fn sandbox() -> Sandbox {
    let functions = vec![sandbox::webhook::<Recording>(), sandbox::webhook::<CallStatus>()];
    Sandbox::start(functions).await.unwrap()
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

/// Posts a form of this tenant's account to the webhook, with a query that begins with `?` or is
/// empty.
async fn deliver(
    sandbox: &Sandbox,
    (tenant, query): (&Tenant, &str),
    fields: &[(&str, &str)],
    delivery: &Delivery,
) -> Answer {
    let webhook = format!("recording-status{query}");
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
