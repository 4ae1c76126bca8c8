//! Messages that were found.

use serde_json::{Value, json};
use twilio::client::{FoundMessage, PostError};

use super::saying;
use crate::twilio_client::{LONG, credentials, listed_message, message_search};

/// A message of 10:00 and so many seconds, changed.
fn at(seconds: &str, change: &[(&str, Value)]) -> Value {
    let mut message = listed_message();
    message["date_created"] = json!(format!("Thu, 01 Oct 2026 {seconds} +0000"));
    for (name, value) in change {
        message[*name] = value.clone();
    }
    message
}

fn page(messages: &[Value]) -> Value {
    json!({"messages": messages, "next_page_uri": "/next"})
}

async fn found(pages: &[Value]) -> (Result<Vec<FoundMessage>, PostError>, usize) {
    let (server, twilio) = saying(pages).await;
    let found = twilio.errand(credentials(), LONG).message_find(&message_search()).await;
    (found, server.asked().len())
}

#[tokio::test]
async fn a_message_has_what_tells_it_from_others() {
    let failed = [
        ("sid", json!("MM00000000000000000000000000000007")),
        ("status", json!("undelivered")),
        ("num_media", json!("2")),
        ("error_code", json!(30_007)),
        ("body", Value::Null),
    ];
    let messages = json!({"messages": [listed_message(), at("10:00:00", &failed)]});
    let found = found(&[messages]).await.0.unwrap();
    let created: Vec<_> = found.iter().map(|one| one.created.to_string()).collect();
    assert_eq!(created, ["2026-10-01T10:00:05Z", "2026-10-01T10:00:00Z"]);
    assert_eq!(found[0].body, "Ring +15550190001");
    assert_eq!((found[0].num_media, found[0].error_code), (0, None));
    assert_eq!((found[1].body.as_str(), found[1].num_media), ("", 2));
    assert_eq!((found[1].status.as_str(), found[1].error_code), ("undelivered", Some(30_007)));
}

#[tokio::test]
async fn only_what_was_sent_through_the_api_counts() {
    let directions = ["inbound", "outbound-call", "outbound-reply", "outbound-api"];
    let messages = directions.map(|one| at("10:00:01", &[("direction", json!(one))]));
    assert_eq!(found(&[json!({"messages": messages})]).await.0.unwrap().len(), 1);
}

#[tokio::test]
async fn pages_are_read_until_all_of_one_is_too_old() {
    let (new, old) = (at("10:00:00", &[]), at("09:59:59", &[]));
    let pages = [
        page(&[new.clone(), new.clone()]),
        page(&[old.clone(), new.clone()]),
        page(&[old.clone(), old]),
        page(&[new]),
    ];
    let (found, asked) = found(&pages).await;
    assert_eq!((found.unwrap().len(), asked), (3, 3));
}

#[tokio::test]
async fn an_empty_page_is_the_last() {
    let (found, asked) = found(&[page(&[])]).await;
    assert_eq!((found.unwrap().len(), asked), (0, 1));
}

#[tokio::test]
async fn a_message_that_cannot_be_read_is_not_left_out() {
    for change in [
        ("date_created", json!("2026-10-01T10:00:05Z")),
        ("date_created", Value::Null),
        ("num_media", json!("two")),
        ("num_media", Value::Null),
        ("sid", json!("CA1")),
    ] {
        let message = at("10:00:01", std::slice::from_ref(&change));
        let (found, _) = found(&[page(&[message])]).await;
        assert!(matches!(found, Err(PostError::Unknown(_))), "{change:?}: {found:?}");
    }
}
