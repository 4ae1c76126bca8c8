//! Outbound calls in the store: begun once, and given up only while nothing is known of them.

use sandbox::Sandbox;
use shared::records::{CallContent, CallRequest, Direction, Placement, Timestamp};
use shared::store::{Begun, Store};
use twilio::form::Details;
use twilio::status::CallStatus;

/// Milliseconds: the start of a minute.
const AT: i64 = 600_000;

fn content(tenant: &str, at: i64) -> CallContent {
    CallContent {
        call_id: "call1".parse().unwrap(),
        call_sid: None,
        tenant_id: tenant.parse().unwrap(),
        account_sid: sandbox::demo::DEMO.account_sid.parse().unwrap(),
        direction: Direction::Outbound,
        from_number: "+15550100001".to_owned(),
        to_number: "+15550190001".to_owned(),
        lead_id: None,
        recording_enabled: Some(false),
        request: CallRequest::default(),
        details: Details::default(),
        created_at: Timestamp::from_millis(at),
    }
}

async fn store() -> (Sandbox, Store) {
    let sandbox = Sandbox::start(Vec::new()).await.unwrap();
    let store = sandbox.app("OutboundCallFunction").unwrap().store;
    (sandbox, store)
}

#[tokio::test]
async fn a_tenant_without_a_record_begins_calls_too() {
    let (_sandbox, store) = store().await;
    let call = content("new", AT);
    assert!(matches!(store.call_begin(&call).await.unwrap(), Begun::Begun));
    let theirs = store.call_begin(&content("demo", AT)).await.unwrap();
    assert!(matches!(theirs, Begun::Foreign));
}

#[tokio::test]
async fn a_released_call_can_begin_anew() {
    let (_sandbox, store) = store().await;
    let call = content("demo", AT);
    store.call_begin(&call).await.unwrap();
    store.call_release(&call).await.unwrap();
    assert!(store.call_get(&call.tenant_id, &call.call_id).await.unwrap().is_none());
    assert!(matches!(store.call_begin(&call).await.unwrap(), Begun::Begun));
}

/// A release that DynamoDB carries out late must not take the call away that was begun since.
#[tokio::test]
async fn only_the_call_that_was_not_made_is_released() {
    let (_sandbox, store) = store().await;
    let call = content("demo", AT);
    store.call_begin(&call).await.unwrap();
    let is_there = async || store.call_get(&call.tenant_id, &call.call_id).await.unwrap().is_some();
    store.call_release(&content("demo", AT - 1)).await.unwrap();
    assert!(is_there().await, "another beginning");
    store.call_release(&content("other", AT)).await.unwrap();
    assert!(is_there().await, "another tenant's");
    let call_sid = "CA00000000000000000000000000000001".parse().unwrap();
    let placed = Placement::Placed { call_sid, status: CallStatus::Queued };
    let (tenant, id) = (&call.tenant_id, &call.call_id);
    store.call_placed(tenant, id, &placed, call.created_at).await.unwrap();
    store.call_release(&call).await.unwrap();
    assert!(is_there().await, "made");
}
