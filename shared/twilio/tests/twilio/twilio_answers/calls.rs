//! Calls that were found.

use serde_json::{Value, json};
use twilio::client::{FoundCall, PostError};

use super::saying;
use crate::twilio_client::{LONG, call_search, call_sid, credentials, listed_call};

/// A call of 10:00 and so many seconds, changed.
fn at(time: &str, change: &[(&str, Value)]) -> Value {
    let mut call = listed_call();
    call["date_created"] = json!(format!("Thu, 01 Oct 2026 {time} +0000"));
    for (name, value) in change {
        call[*name] = value.clone();
    }
    call
}

async fn found(pages: &[Value]) -> (Result<Vec<FoundCall>, PostError>, usize) {
    let (server, twilio) = saying(pages).await;
    let found = twilio.errand(credentials(), LONG).call_find(&call_search()).await;
    (found, server.asked().len())
}

#[tokio::test]
async fn a_call_has_what_its_callbacks_would_have_told() {
    let waits = [
        ("status", json!("queued")),
        ("start_time", json!("")),
        ("end_time", json!("")),
        ("duration", json!("")),
        ("answered_by", Value::Null),
    ];
    let calls = json!({"calls": [at("10:00:05", &[("answered_by", json!("human"))]), at("10:00:00", &waits)]});
    let found = found(&[calls]).await.0.unwrap();
    let ended = found.iter().map(|one| one.ended.map(|time| time.to_string()));
    assert_eq!(ended.collect::<Vec<_>>(), [Some("2026-10-01T10:00:16Z".to_owned()), None]);
    assert_eq!((found[0].duration, found[1].duration), (Some(10), None));
    assert_eq!((found[0].status.as_str(), found[1].status.as_str()), ("completed", "queued"));
    assert_eq!(found[0].answered_by.as_ref().unwrap().as_str(), "human");
    assert_eq!(found[1].created.to_string(), "2026-10-01T10:00:00Z");
}

#[tokio::test]
async fn only_what_was_made_through_the_api_and_lately_is_found() {
    let directions = ["inbound", "outbound-dial", "outbound-api"];
    let calls = directions.map(|one| at("10:00:01", &[("direction", json!(one))]));
    assert_eq!(found(&[json!({"calls": calls})]).await.0.unwrap().len(), 1);
    let (new, old) = (at("10:00:00", &[]), at("09:59:59", &[]));
    let page = |calls: &[Value]| json!({"calls": calls, "next_page_uri": "/next"});
    let pages = [
        page(std::slice::from_ref(&new)),
        page(&[old.clone(), new.clone()]),
        page(&[old]),
        page(&[]),
    ];
    let (found, asked) = found(&pages).await;
    assert_eq!((found.unwrap().len(), asked), (2, 3));
}

#[tokio::test]
async fn a_call_that_cannot_be_read_is_not_left_out() {
    for change in [
        ("date_created", Value::Null),
        ("end_time", json!("2026-10-01T10:00:05Z")),
        ("duration", json!("ten")),
        ("sid", json!("SM1")),
    ] {
        let calls = json!({"calls": [at("10:00:01", std::slice::from_ref(&change))]});
        let (found, _) = found(&[calls]).await;
        assert!(matches!(found, Err(PostError::Unknown(_))), "{change:?}: {found:?}");
    }
}

#[tokio::test]
async fn its_legs_are_all_pages() {
    let leg = |next: Value| json!({"calls": [at("10:00:07", &[])], "next_page_uri": next});
    let (server, twilio) = saying(&[leg(json!("/next")), leg(Value::Null)]).await;
    let legs = twilio.errand(credentials(), LONG).call_children(&call_sid()).await.unwrap();
    assert_eq!((legs.len(), server.asked().len()), (2, 2));
    let head = &server.asked()[0].head;
    assert!(
        head.contains("/Calls.json?ParentCallSid=CA00000000000000000000000000000002&PageSize=100 "),
        "{head}"
    );
}
