//! Conversations, messages and contacts, narrowed; what is refused; what a page costs.

use reqwest::Method;
use sandbox::Sandbox;
use sandbox::aws::Service;
use serde_json::{Value, json};
use shared::records::Timestamp;

use crate::{THREAD, ask, each, get, receive, request, sandbox, send};

const ADA: &str = "+15550190001";
const BOB: &str = "+15550190002";

/// The conversations that a filter finds, by whom they are with.
async fn with(sandbox: &Sandbox, query: &str) -> Vec<Value> {
    let page = get(sandbox, &format!("/api/threads?{query}")).await;
    each(&page, "contact_number").into_iter().cloned().collect()
}

async fn contact(sandbox: &Sandbox, number: &str) -> String {
    let path = format!("/api/contacts?number={}", number.replace('+', "%2B"));
    let page = get(sandbox, &path).await;
    assert_eq!(page["items"].as_array().unwrap().len(), 1);
    page["items"][0]["contact_id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn conversations_are_narrowed() {
    let sandbox = sandbox().await;
    receive(&sandbox, ADA, "one").await;
    receive(&sandbox, BOB, "two").await;
    receive(&sandbox, "whatsapp:+15550190003", "three").await;
    let (status, _) =
        ask(&sandbox, "demo", (Method::POST, &format!("/api/threads/{THREAD}/read"))).await;
    assert_eq!(status, 200);
    let bob = contact(&sandbox, BOB).await;
    let lead = json!({ "lead_id": "crm-2" });
    send(&sandbox, (Method::PATCH, &format!("/api/contacts/{bob}")), &lead).await;
    for (query, expected) in [
        ("unread=true".to_owned(), vec!["+15550190003", BOB]),
        ("unread=true&channel=sms".to_owned(), vec![BOB]),
        ("channel=sms".to_owned(), vec![BOB, ADA]),
        ("channel=rcs".to_owned(), vec![]),
        ("own_number=%2B15550100001&channel=whatsapp".to_owned(), vec!["+15550190003"]),
        ("own_number=%2B15550100002".to_owned(), vec![]),
        (format!("contact_id={bob}"), vec![BOB]),
        (format!("contact_id={bob}&unread=true"), vec![BOB]),
        (format!("contact_id={bob}&channel=whatsapp"), vec![]),
        (format!("contact_id={}", "0".repeat(32)), vec![]),
        ("lead_id=crm-2".to_owned(), vec![BOB]),
        ("lead_id=crm-3".to_owned(), vec![]),
        ("number=%2B15550190001".to_owned(), vec![ADA]),
        ("number=%2B15550190001&unread=true".to_owned(), vec![]),
    ] {
        assert_eq!(with(&sandbox, &query).await, expected, "{query}");
        let theirs = format!("/api/threads?{query}");
        let (status, page) = ask(&sandbox, "other", (Method::GET, &theirs)).await;
        assert_eq!((status, &page["items"]), (200, &json!([])), "{query}");
    }
    receive(&sandbox, ADA, "four").await;
    assert_eq!(with(&sandbox, "unread=true&limit=1").await, [ADA]);
    let page = get(&sandbox, "/api/threads?unread=true&limit=1").await;
    let next = page["next"].as_str().unwrap();
    let second = with(&sandbox, &format!("unread=true&limit=2&cursor={next}")).await;
    assert_eq!(second, ["+15550190003", BOB]);
}

#[tokio::test]
async fn conversations_of_a_number_that_was_given_back_are_found() {
    let sandbox = sandbox().await;
    receive(&sandbox, ADA, "one").await;
    let store = sandbox.app("WebsiteFunction").unwrap().store;
    let (tenant, own) = ("demo".parse().unwrap(), "+15550100001".parse().unwrap());
    let number = store.number_get(&tenant, &own).await.unwrap().unwrap();
    let ada = contact(&sandbox, ADA).await;
    let lead = json!({ "lead_id": "crm-1" });
    send(&sandbox, (Method::PATCH, &format!("/api/contacts/{ada}")), &lead).await;
    store.number_remove(&number, Timestamp::from_millis(0)).await.unwrap();
    assert!(store.number_get_latest(&tenant, &own).await.unwrap().is_none());
    let of_contact = format!("contact_id={ada}");
    for query in [&of_contact, "lead_id=crm-1", "number=%2B15550190001"] {
        assert_eq!(with(&sandbox, query).await, [ADA], "{query}");
    }
    let shown = get(&sandbox, &format!("/api/contacts/{ada}")).await;
    assert_eq!(shown["threads"][0]["thread_id"], THREAD);
    // It may be the tenant's again.
    store.number_put(&number).await.unwrap();
    assert_eq!(with(&sandbox, &of_contact).await, [ADA]);
    let shown = get(&sandbox, &format!("/api/contacts/{ada}")).await;
    assert_eq!(shown["threads"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn messages_are_narrowed() {
    let sandbox = sandbox().await;
    for body in ["1", "2", "3"] {
        receive(&sandbox, ADA, body).await;
    }
    let path = format!("/api/threads/{THREAD}/messages");
    let all = get(&sandbox, &path).await;
    let second = each(&all, "sort_at")[1].as_str().unwrap();
    for (query, expected) in [
        ("direction=inbound".to_owned(), vec!["3", "2", "1"]),
        ("direction=outbound".to_owned(), vec![]),
        ("status=received,delivered".to_owned(), vec!["3", "2", "1"]),
        ("status=failed".to_owned(), vec![]),
        (format!("sort_after={second}"), vec!["3", "2"]),
        (format!("sort_before={second}"), vec!["1"]),
    ] {
        assert_eq!(
            each(&get(&sandbox, &format!("{path}?{query}")).await, "body"),
            expected,
            "{query}"
        );
    }
}

#[tokio::test]
async fn contacts_are_found_by_number_and_reference() {
    let sandbox = sandbox().await;
    receive(&sandbox, "whatsapp:+5215512345678", "hola").await;
    receive(&sandbox, BOB, "hi").await;
    let found = contact(&sandbox, "+525512345678").await;
    assert_eq!(found, contact(&sandbox, "+5215512345678").await, "however it is spelled");
    let lead = json!({ "lead_id": "crm-1" });
    for contact in [&found, &contact(&sandbox, BOB).await] {
        send(&sandbox, (Method::PATCH, &format!("/api/contacts/{contact}")), &lead).await;
    }
    let count = async |query: &str, tenant| {
        let (status, page) =
            ask(&sandbox, tenant, (Method::GET, &format!("/api/contacts?{query}"))).await;
        assert_eq!(status, 200, "{page}");
        page["items"].as_array().unwrap().len()
    };
    assert_eq!(count("lead_id=crm-1", "demo").await, 2);
    assert_eq!(count("lead_id=crm-1&number=%2B15550190002", "demo").await, 1);
    assert_eq!(count("lead_id=crm-2&number=%2B15550190002", "demo").await, 0);
    assert_eq!(count("lead_id=crm-1", "other").await, 0);
    assert_eq!(count("number=%2B15550190002", "other").await, 0);
    let first = get(&sandbox, "/api/contacts?lead_id=crm-1&limit=1").await;
    let next = first["next"].as_str().unwrap();
    let second = get(&sandbox, &format!("/api/contacts?lead_id=crm-1&limit=1&cursor={next}")).await;
    assert_ne!(first["items"][0], second["items"][0]);
    assert_eq!(second["next"], Value::Null);
}

#[tokio::test]
async fn a_filter_that_cannot_be_read_is_named() {
    let sandbox = sandbox().await;
    receive(&sandbox, ADA, "hi").await;
    receive(&sandbox, BOB, "hi").await;
    let messages = format!("/api/threads/{THREAD}/messages");
    for (path, name, value) in [
        ("/api/threads", "unread", "yes"),
        ("/api/threads", "contact_id", "ada"),
        ("/api/threads", "lead_id", ""),
        ("/api/threads", "channel", "fax"),
        ("/api/threads", "own_number", "+15550100001"),
        ("/api/calls", "outcome", "answered,lost"),
        ("/api/calls", "outcome", ""),
        ("/api/calls", "direction", "up"),
        ("/api/calls", "contact_id", ""),
        ("/api/calls", "number", "15550190001"),
        ("/api/calls", "created_after", "yesterday"),
        ("/api/calls", "created_before", "2026-01-01"),
        ("/api/voicemails", "status", "lost"),
        ("/api/voicemails", "own_number", "home"),
        ("/api/voicemails", "created_after", ""),
        (&messages, "direction", ""),
        (&messages, "status", "received,lost"),
        (&messages, "sort_after", "1"),
        ("/api/contacts", "number", "ada"),
        ("/api/contacts", "lead_id", ""),
    ] {
        let asked = format!("{path}?{name}={value}");
        let (status, body) = ask(&sandbox, "demo", (Method::GET, &asked)).await;
        assert_eq!((status, &body["error"]["field"]), (400, &json!(name)), "{asked}");
    }
    let twice = (Method::GET, "/api/calls?direction=inbound&direction=outbound");
    let (status, body) = ask(&sandbox, "demo", twice).await;
    assert_eq!((status, &body["error"]["field"]), (400, &json!("direction")));

    let page = get(&sandbox, "/api/threads?channel=sms&limit=1").await;
    let next = page["next"].as_str().unwrap();
    for (query, status) in [("channel=sms&", 200), ("channel=rcs&", 400), ("", 400)] {
        let path = format!("/api/threads?{query}cursor={next}");
        assert_eq!(ask(&sandbox, "demo", (Method::GET, &path)).await.0, status, "{query}");
    }
}

/// However much there is: a list is never read through to find a few.
#[tokio::test]
async fn a_page_looks_at_a_bounded_number_of_records() {
    let sandbox = sandbox().await;
    for number in 0..3 {
        receive(&sandbox, &format!("+1555019000{number}"), "hi").await;
    }
    let ada = contact(&sandbox, ADA).await;
    let lead = json!({ "lead_id": "crm-1" });
    send(&sandbox, (Method::PATCH, &format!("/api/contacts/{ada}")), &lead).await;
    for (path, queries, reads) in [
        (format!("/api/threads/{THREAD}/messages"), 1, 1),
        ("/api/calls".to_owned(), 1, 0),
        ("/api/calls?outcome=missed&direction=inbound".to_owned(), 1, 0),
        ("/api/calls?number=%2B15550190001".to_owned(), 1, 1),
        (format!("/api/calls?contact_id={ada}"), 1, 1),
        ("/api/calls?lead_id=crm-1".to_owned(), 3, 1),
        ("/api/voicemails?status=new".to_owned(), 1, 0),
        (format!("/api/voicemails?contact_id={ada}"), 1, 1),
        ("/api/voicemails?lead_id=crm-1".to_owned(), 2, 1),
        ("/api/contacts".to_owned(), 1, 0),
        ("/api/contacts?number=%2B15550190001".to_owned(), 0, 2),
        ("/api/contacts?lead_id=crm-1".to_owned(), 1, 2),
        // One read more: what the contacts want, and what they are called.
        ("/api/threads".to_owned(), 1, 1),
        ("/api/threads?unread=true".to_owned(), 1, 1),
        (format!("/api/threads?contact_id={ada}"), 1, 4),
        ("/api/threads?lead_id=crm-1".to_owned(), 2, 4),
    ] {
        sandbox.aws.clear_calls();
        let status = request(&sandbox, "demo", (Method::GET, &path)).send().await.unwrap().status();
        assert_eq!(status, 200);
        let calls = sandbox.aws.calls();
        let dynamodb = calls.iter().filter(|call| call.service == Service::DynamoDb);
        let (asked, read): (Vec<_>, Vec<_>) = dynamodb.partition(|call| call.operation == "Query");
        assert_eq!((asked.len(), read.len()), (queries, reads), "{path}");
    }
}
