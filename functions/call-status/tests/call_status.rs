//! `call-status` over HTTP, signed by the simulated Twilio, with the real AWS SDKs on the other side.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "call_status/legs.rs"]
mod legs;
#[path = "call_status/progress.rs"]
mod progress;
#[path = "call_status/refused.rs"]
mod refused;
#[path = "call_status/samples.rs"]
mod samples;

use call_status::CallStatus;
use sandbox::Sandbox;
use sandbox::demo::{self, DEMO, Tenant};
use shared::records::{Call, Direction, Write};
use twilio_simulator::{Answer, Delivery};

const OURS: &str = "01J0000000000000000000000A";
const CALL: &str = "CA00000000000000000000000000000001";
const LEG: &str = "CA00000000000000000000000000000002";
const LEAD: &str = "+15550190001";

async fn sandbox() -> Sandbox {
    Sandbox::start(vec![sandbox::webhook::<CallStatus>()]).await.unwrap()
}

/// Posts a form of this tenant's account to the webhook, with a query that begins with `?` or is
/// empty.
async fn deliver(
    sandbox: &Sandbox,
    (tenant, query): (&Tenant, &str),
    fields: &[(&str, &str)],
    delivery: &Delivery,
) -> Answer {
    let webhook = format!("call-status{query}");
    sandbox.deliver((tenant, &webhook), fields, delivery).await.unwrap()
}

/// Posts a form of the demo tenant to the webhook.
async fn post(sandbox: &Sandbox, query: &str, fields: &[(&str, &str)]) -> u16 {
    deliver(sandbox, (&DEMO, query), fields, &Delivery::default()).await.status
}

/// News of an outbound call that goes by our id.
async fn report(sandbox: &Sandbox, fields: &[(&str, &str)]) {
    let known = [("CallSid", CALL), ("Direction", "outbound-api")];
    let answer = post(sandbox, &format!("?call={OURS}"), &[&known, fields].concat()).await;
    assert_eq!(answer, 204, "{fields:?}");
}

/// Writes an outbound call as the request for it does.
async fn begin(sandbox: &Sandbox) {
    let app = sandbox.app("WebsiteFunction").unwrap();
    let id = OURS.parse().unwrap();
    let content = demo::call(&DEMO, Direction::Outbound, id, app.now());
    let write = Write::Call(Box::new(content), "queued".parse().unwrap());
    app.store.commit(&[write], &[]).await.unwrap();
}

/// The call as the website reads it.
async fn read(sandbox: &Sandbox, call_id: &str) -> Option<Call> {
    let store = sandbox.app("WebsiteFunction").unwrap().store;
    store.call_get(&DEMO.tenant_id.parse().unwrap(), &call_id.parse().unwrap()).await.unwrap()
}
