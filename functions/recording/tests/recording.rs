//! `recording` over HTTP, signed by the simulated Twilio, with the real AWS SDKs on the other side.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "recording/kept.rs"]
mod kept;
#[path = "recording/refused.rs"]
mod refused;

use std::collections::BTreeMap;

use call_status::CallStatus;
use recording::Recording;
use sandbox::Sandbox;
use sandbox::demo::{DEMO, Tenant};
use sandbox::twilio::{Answer, Delivery};
use shared::records::{Call, CallContent, CallRequest, Direction, Write};

const CALL: &str = "CA00000000000000000000000000000001";
const CALLER: &str = "+15550190001";
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
    let url = format!("{}/api/twilio/recording-status{query}", sandbox.url());
    let account = [("AccountSid", tenant.account_sid)];
    let fields = account.iter().chain(fields);
    let fields: Vec<_> = fields.map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    let answers = sandbox.twilio.post_webhook(&url, tenant.account_sid, &fields, delivery).await;
    answers.unwrap().remove(0)
}

/// Posts a form of the demo tenant to the webhook.
async fn post(sandbox: &Sandbox, query: &str, fields: &[(&str, &str)]) -> u16 {
    deliver(sandbox, (&DEMO, query), fields, &Delivery::default()).await.status
}

/// Writes an inbound call as the webhook that receives it does.
async fn begin(sandbox: &Sandbox) {
    let app = sandbox.app("WebsiteFunction").unwrap();
    let content = CallContent {
        call_id: CALL.parse().unwrap(),
        call_sid: Some(CALL.parse().unwrap()),
        tenant_id: DEMO.tenant_id.parse().unwrap(),
        account_sid: DEMO.account_sid.parse().unwrap(),
        direction: Direction::Inbound,
        from_number: CALLER.to_owned(),
        to_number: DEMO.numbers[0].to_owned(),
        lead_id: None,
        recording_enabled: None,
        request: CallRequest::default(),
        details: BTreeMap::new(),
        created_at: app.now(),
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
