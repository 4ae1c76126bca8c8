//! Texts that users put into messages.

use reqwest::Method;
use sandbox::Sandbox;
use serde_json::{Value, json};

use crate::{ask, each, get, sandbox, send};

const SNIPPETS: &str = "/api/snippets";

async fn add(sandbox: &Sandbox, name: &str, text: &str) -> (u16, Value) {
    send(sandbox, (Method::POST, SNIPPETS), &json!({ "name": name, "text": text })).await
}

async fn names(sandbox: &Sandbox) -> Vec<Value> {
    each(&get(sandbox, SNIPPETS).await, "name").into_iter().cloned().collect()
}

#[tokio::test]
async fn snippets_are_kept_by_name() {
    let sandbox = sandbox().await;
    let (status, viewing) = add(&sandbox, "viewing", "Hi {{contact.name}}, come at five.").await;
    assert_eq!((status, &viewing["created_by"]), (201, &json!("demo")), "{viewing}");
    assert_eq!(add(&sandbox, "Address", "Call {{own_number}}").await.0, 201);
    assert_eq!(names(&sandbox).await, ["Address", "viewing"]);
    let path = format!("{SNIPPETS}/{}", viewing["snippet_id"].as_str().unwrap());
    let (status, taken) = add(&sandbox, "VIEWING", "again").await;
    assert_eq!((status, &taken["error"]["code"]), (409, &json!("name_taken")));
    let (status, _) = send(&sandbox, (Method::PATCH, &path), &json!({ "name": "address" })).await;
    assert_eq!(status, 409);
    let (status, changed) = send(&sandbox, (Method::PATCH, &path), &json!({ "name": "Zoo" })).await;
    assert_eq!((status, &changed["text"]), (200, &viewing["text"]));
    assert_eq!(add(&sandbox, "viewing", "the name is free again").await.0, 201);
    let text = json!({ "text": "See you." });
    assert_eq!(send(&sandbox, (Method::PATCH, &path), &text).await.1["text"], "See you.");
    assert_eq!(ask(&sandbox, "demo", (Method::DELETE, &path)).await.0, 200);
    assert_eq!(ask(&sandbox, "demo", (Method::DELETE, &path)).await.0, 404);
    assert_eq!(send(&sandbox, (Method::PATCH, &path), &text).await.0, 404);
    assert_eq!(names(&sandbox).await, ["Address", "viewing"]);
    assert_eq!(add(&sandbox, "Zoo", "so is this one").await.0, 201);
}

#[tokio::test]
async fn what_is_no_snippet_is_refused() {
    let sandbox = sandbox().await;
    let long = "x".repeat(1_601);
    for (name, text, field) in [
        ("", "text", "name"),
        (" a", "text", "name"),
        ("a", " ", "text"),
        ("a", long.as_str(), "text"),
        ("a", "Hi {{first_name}}", "text"),
        ("a", "Hi {{contact.name", "text"),
    ] {
        let (status, answer) = add(&sandbox, name, text).await;
        assert_eq!((status, &answer["error"]["field"]), (400, &json!(field)), "{name} {text}");
    }
    let body = json!({ "name": "a" });
    assert_eq!(send(&sandbox, (Method::POST, SNIPPETS), &body).await.0, 400);
}

#[tokio::test]
async fn a_tenant_has_at_most_500() {
    let sandbox = sandbox().await;
    for number in 0..500 {
        assert_eq!(add(&sandbox, &format!("{number}"), "text").await.0, 201);
    }
    let (status, answer) = add(&sandbox, "one more", "text").await;
    assert_eq!((status, &answer["error"]["code"]), (409, &json!("too_many_snippets")));
    let all = get(&sandbox, SNIPPETS).await;
    let first = all["items"][0]["snippet_id"].as_str().unwrap();
    assert_eq!(
        ask(&sandbox, "demo", (Method::DELETE, &format!("{SNIPPETS}/{first}"))).await.0,
        200
    );
    assert_eq!(add(&sandbox, "one more", "text").await.0, 201);
}

#[tokio::test]
async fn another_tenants_snippets_are_not_there() {
    let sandbox = sandbox().await;
    let (_, snippet) = add(&sandbox, "secret", "text").await;
    let path = format!("{SNIPPETS}/{}", snippet["snippet_id"].as_str().unwrap());
    let (_, theirs) = ask(&sandbox, "other", (Method::GET, SNIPPETS)).await;
    assert_eq!(theirs, json!({ "items": [] }));
    for method in [Method::PATCH, Method::DELETE] {
        let request = sandbox.request("other", method, &path).body(r#"{"text":"x"}"#);
        assert_eq!(crate::answer(request).await.0, 404);
    }
    assert_eq!(names(&sandbox).await, ["secret"]);
}
