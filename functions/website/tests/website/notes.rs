//! Notes of users about a conversation.

use reqwest::Method;
use sandbox::Sandbox;
use serde_json::{Value, json};

use crate::roles::{ask_as, office};
use crate::{THREAD, receive};

const ADA: (&str, &str) = ("ada", "agent");
const BOB: (&str, &str) = ("bob", "agent");
const OWNER: (&str, &str) = ("olga", "owner");

fn notes() -> String {
    format!("/api/threads/{THREAD}/notes")
}

async fn write(sandbox: &Sandbox, who: (&str, &str), body: &Value) -> (u16, Value) {
    ask_as(sandbox, who, (Method::POST, &notes()), body).await
}

#[tokio::test]
async fn notes_are_listed_with_who_wrote_them() {
    let sandbox = office().await;
    receive(&sandbox, "+15550190001", "hello").await;
    let first = json!({ "text": "Called back.", "mentions": ["bob"] });
    let (status, note) = write(&sandbox, ADA, &first).await;
    assert_eq!((status, &note["author"], &note["text"]), (201, &json!("ada"), &first["text"]));
    assert_eq!(note["mentions"], json!(["bob"]));
    for text in ["two", "three"] {
        assert_eq!(write(&sandbox, BOB, &json!({ "text": text })).await.0, 201);
    }
    let mut found = Vec::new();
    let mut path = format!("{}?limit=2", notes());
    loop {
        let (status, page) =
            ask_as(&sandbox, ("eve", "viewer"), (Method::GET, &path), &Value::Null).await;
        assert_eq!(status, 200, "{page}");
        found.extend(page["items"].as_array().unwrap().clone());
        let Some(next) = page["next"].as_str() else { break };
        path = format!("{}?limit=2&cursor={next}", notes());
    }
    let authors: Vec<_> = found.iter().map(|note| note["author"].clone()).collect();
    assert_eq!(authors, ["bob", "bob", "ada"], "the latest first");
    assert_eq!(found[2], note);
    assert_eq!(write(&sandbox, ("eve", "viewer"), &first).await.0, 403);
}

#[tokio::test]
async fn one_changes_ones_own_and_an_owner_everybodys() {
    let sandbox = office().await;
    receive(&sandbox, "+15550190001", "hello").await;
    let (_, note) = write(&sandbox, ADA, &json!({ "text": "one", "mentions": ["bob"] })).await;
    let path = format!("{}/{}", notes(), note["note_id"].as_str().unwrap());
    let changed = json!({ "text": "two" });
    let (status, answer) = ask_as(&sandbox, BOB, (Method::PATCH, &path), &changed).await;
    assert_eq!((status, &answer["error"]["needed_role"]), (403, &json!("owner")));
    assert_eq!(ask_as(&sandbox, BOB, (Method::DELETE, &path), &Value::Null).await.0, 403);
    let (status, answer) = ask_as(&sandbox, ADA, (Method::PATCH, &path), &changed).await;
    let said = json!([answer["text"], answer["author"], answer["mentions"], answer["created_at"]]);
    assert_eq!((status, said), (200, json!(["two", "ada", ["bob"], note["created_at"]])));
    let by_owner = json!({ "mentions": [] });
    let (status, answer) = ask_as(&sandbox, OWNER, (Method::PATCH, &path), &by_owner).await;
    assert_eq!((status, &answer["text"], &answer["author"]), (200, &json!("two"), &json!("ada")));
    assert_eq!(ask_as(&sandbox, OWNER, (Method::DELETE, &path), &Value::Null).await.0, 200);
    for method in [Method::PATCH, Method::DELETE] {
        assert_eq!(ask_as(&sandbox, OWNER, (method, &path), &changed).await.0, 404);
    }
}

#[tokio::test]
async fn what_is_no_note_is_refused() {
    let sandbox = office().await;
    receive(&sandbox, "+15550190001", "hello").await;
    for (body, field) in [
        (json!({}), "text"),
        (json!({ "text": " " }), "text"),
        (json!({ "text": "x".repeat(5_001) }), "text"),
        (json!({ "text": "x", "mentions": [""] }), "mentions"),
        (json!({ "text": "x", "mentions": "bob" }), "mentions"),
        (json!({ "text": "x", "author": "bob" }), "author"),
    ] {
        let (status, answer) = write(&sandbox, ADA, &body).await;
        assert_eq!((status, &answer["error"]["field"]), (400, &json!(field)), "{answer}");
    }
    let (status, note) = write(&sandbox, ADA, &json!({ "text": "x".repeat(5_000) })).await;
    assert_eq!(status, 201);
    let path = format!("{}/{}", notes(), note["note_id"].as_str().unwrap());
    for (body, field) in [
        (json!({}), "body"),
        (json!({ "text": null, "mentions": [] }), "text"),
        (json!({ "text": "x", "mentions": null }), "mentions"),
    ] {
        let (status, answer) = ask_as(&sandbox, ADA, (Method::PATCH, &path), &body).await;
        assert_eq!((status, &answer["error"]["field"]), (400, &json!(field)), "{answer}");
    }
}

#[tokio::test]
async fn another_tenants_notes_are_not_there() {
    let sandbox = office().await;
    receive(&sandbox, "+15550190001", "hello").await;
    let (_, note) = write(&sandbox, ADA, &json!({ "text": "secret" })).await;
    let one = format!("{}/{}", notes(), note["note_id"].as_str().unwrap());
    for (method, path) in [
        (Method::GET, notes()),
        (Method::POST, notes()),
        (Method::PATCH, one.clone()),
        (Method::DELETE, one),
    ] {
        let request = sandbox.request_as(("other", "ada", "owner"), method.clone(), &path);
        let request = if method == Method::GET { request } else { request.body(r#"{"text":"x"}"#) };
        let (status, answer) = crate::answer(request).await;
        assert_eq!(status, 404, "{method} {path}: {answer}");
    }
    let nowhere = "/api/threads/sms.15550100001.15550190099/notes";
    assert_eq!(ask_as(&sandbox, ADA, (Method::GET, nowhere), &Value::Null).await.0, 404);
}
