//! Conversations and messages, in pages.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{THREAD, ask, get, receive, sandbox};

fn texts(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|item| item["body"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn the_latest_conversation_comes_first() {
    let sandbox = sandbox().await;
    receive(&sandbox, "+15550190001", "one").await;
    receive(&sandbox, "+15550190002", "two").await;
    receive(&sandbox, "+15550190001", "three").await;

    let page = get(&sandbox, "/api/threads").await;
    let threads = page["items"].as_array().unwrap();
    let seen: Vec<_> = threads
        .iter()
        .map(|t| (&t["contact_number"], &t["last_message"], &t["unread_count"]))
        .collect();
    assert_eq!(
        seen,
        [
            (&json!("+15550190001"), &json!("three"), &json!(2)),
            (&json!("+15550190002"), &json!("two"), &json!(1)),
        ]
    );
    assert_eq!((&threads[0]["own_number"], &page["next"]), (&json!("+15550100001"), &Value::Null));
}

#[tokio::test]
async fn messages_come_newest_first_in_pages() {
    let sandbox = sandbox().await;
    for body in ["1", "2", "3", "4", "5"] {
        receive(&sandbox, "+15550190001", body).await;
    }
    let path = format!("/api/threads/{THREAD}/messages?limit=2");
    let mut seen = Vec::new();
    let mut page = get(&sandbox, &path).await;
    loop {
        seen.extend(texts(&page).into_iter().map(ToOwned::to_owned));
        let Some(cursor) = page["next"].as_str() else { break };
        page = get(&sandbox, &format!("{path}&cursor={cursor}")).await;
    }
    assert_eq!(seen, ["5", "4", "3", "2", "1"]);
}

#[tokio::test]
async fn conversations_come_in_pages_too() {
    let sandbox = sandbox().await;
    for contact in 1..=3 {
        receive(&sandbox, &format!("+1555019000{contact}"), "hi").await;
    }
    let first = get(&sandbox, "/api/threads?limit=2").await;
    let cursor = first["next"].as_str().unwrap();
    let second = get(&sandbox, &format!("/api/threads?limit=2&cursor={cursor}")).await;
    assert_eq!(second["items"][0]["contact_number"], "+15550190001");
    assert_eq!((second["items"].as_array().unwrap().len(), &second["next"]), (1, &Value::Null));
}

#[tokio::test]
async fn reading_sets_unread_to_zero_until_the_next_message() {
    let sandbox = sandbox().await;
    receive(&sandbox, "+15550190001", "one").await;
    receive(&sandbox, "+15550190001", "two").await;
    let path = format!("/api/threads/{THREAD}/read");
    let (status, thread) = ask(&sandbox, "demo", (Method::POST, &path)).await;
    assert_eq!((status, &thread["unread_count"]), (200, &json!(0)));
    assert_eq!(get(&sandbox, "/api/threads").await["items"][0]["unread_count"], 0);
    receive(&sandbox, "+15550190001", "three").await;
    assert_eq!(get(&sandbox, "/api/threads").await["items"][0]["unread_count"], 1);
}

fn assert_fields(item: &Value, fields: &[&str]) {
    for field in fields {
        assert!(item.as_object().unwrap().contains_key(*field), "{field}");
    }
}

#[tokio::test]
async fn a_message_has_every_field_that_websites_read() {
    let sandbox = sandbox().await;
    receive(&sandbox, "+15550190001", "hello").await;
    let page = get(&sandbox, &format!("/api/threads/{THREAD}/messages")).await;
    assert_fields(
        &page["items"][0],
        &[
            "message_id",
            "message_sid",
            "thread_id",
            "direction",
            "from_number",
            "to_number",
            "channel",
            "body",
            "num_media",
            "media_urls",
            "media",
            "status",
            "error_code",
            "error_message",
            "delivered_at",
            "lead_id",
            "created_at",
            "updated_at",
        ],
    );
    let page = get(&sandbox, "/api/threads").await;
    assert_fields(
        &page["items"][0],
        &[
            "thread_id",
            "channel",
            "own_number",
            "contact_number",
            "last_message",
            "last_activity_at",
            "unread_count",
            "lead_id",
            "opted_out_at",
        ],
    );
}

#[tokio::test]
async fn one_conversation_can_be_asked_for() {
    let sandbox = sandbox().await;
    receive(&sandbox, "+15550190001", "hello").await;
    let path = format!("/api/threads/{THREAD}");
    let thread = get(&sandbox, &path).await;
    assert_eq!(thread, get(&sandbox, "/api/threads").await["items"][0]);
    assert_eq!((&thread["thread_id"], &thread["unread_count"]), (&json!(THREAD), &json!(1)));
    for (tenant, path) in [("other", path.as_str()), ("demo", "/api/threads/x")] {
        let (status, body) = ask(&sandbox, tenant, (Method::GET, path)).await;
        assert_eq!((status, &body["error"]["code"]), (404, &json!("not_found")), "{path}");
    }
}

/// Whoever misspells a filter would get everything.
#[tokio::test]
async fn a_parameter_that_is_not_known_is_named() {
    let sandbox = sandbox().await;
    let (messages, thread) =
        (format!("/api/threads/{THREAD}/messages"), format!("/api/threads/{THREAD}"));
    for path in [
        "/api/threads",
        &messages,
        &thread,
        "/api/calls",
        "/api/calls/CA00000000000000000000000000000001",
        "/api/voicemails",
        "/api/voicemails/RE00000000000000000000000000000001",
        "/api/preferences",
    ] {
        for query in ["pages=2", "limits=2&pages=", "Limit=1"] {
            let (status, body) =
                ask(&sandbox, "demo", (Method::GET, &format!("{path}?{query}"))).await;
            let field = query.split('=').next().unwrap();
            assert_eq!((status, &body["error"]["field"]), (400, &json!(field)), "{path}?{query}");
        }
    }
}

#[tokio::test]
async fn an_empty_parameter_of_a_page_is_none() {
    let sandbox = sandbox().await;
    receive(&sandbox, "+15550190001", "hello").await;
    for path in ["/api/threads", &format!("/api/threads/{THREAD}/messages")] {
        let page = get(&sandbox, &format!("{path}?limit=&cursor=")).await;
        assert_eq!(page["items"].as_array().unwrap().len(), 1, "{path}");
    }
    for path in ["/api/calls", "/api/voicemails"] {
        assert_eq!(get(&sandbox, &format!("{path}?cursor=&limit=")).await["items"], json!([]));
    }
}

#[tokio::test]
async fn a_bad_page_is_named() {
    let sandbox = sandbox().await;
    for (query, field) in [
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=x", "limit"),
        ("cursor=x", "cursor"),
        ("cursor=e30", "cursor"),
    ] {
        let path = format!("/api/threads?{query}");
        let (status, body) = ask(&sandbox, "demo", (Method::GET, &path)).await;
        assert_eq!((status, &body["error"]["field"]), (400, &json!(field)), "{query}");
        assert_eq!(body["error"]["code"], "invalid_request");
    }
}
