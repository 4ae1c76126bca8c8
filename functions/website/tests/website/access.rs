//! Who sees what.

use reqwest::Method;
use serde_json::json;
use website::Website;

use crate::{THREAD, ask, get, receive, sandbox};

#[tokio::test]
async fn another_tenants_conversation_is_not_there() {
    let sandbox = sandbox().await;
    receive(&sandbox, "+15550190001", "secret").await;

    let (status, page) = ask(&sandbox, "other", (Method::GET, "/api/threads")).await;
    assert_eq!((status, &page["items"]), (200, &json!([])));
    for (method, path) in [
        (Method::GET, format!("/api/threads/{THREAD}/messages")),
        (Method::POST, format!("/api/threads/{THREAD}/read")),
        (Method::GET, "/api/threads/x/messages".to_owned()),
    ] {
        let (status, body) = ask(&sandbox, "other", (method, &path)).await;
        assert_eq!((status, &body["error"]["code"]), (404, &json!("not_found")), "{path}");
    }
    assert_eq!(get(&sandbox, "/api/threads").await["items"][0]["unread_count"], 1);
}

#[tokio::test]
async fn another_tenants_cursor_leads_nowhere_else() {
    let sandbox = sandbox().await;
    receive(&sandbox, "+15550190001", "one").await;
    receive(&sandbox, "+15550190002", "two").await;
    let page = get(&sandbox, "/api/threads?limit=1").await;
    let path = format!("/api/threads?cursor={}", page["next"].as_str().unwrap());
    let (status, page) = ask(&sandbox, "other", (Method::GET, &path)).await;
    assert_eq!((status, &page["items"]), (200, &json!([])));
}

#[tokio::test]
async fn without_a_token_nothing_is_answered() {
    let sandbox = sandbox().await;
    for path in ["/api/threads", "/api/threads/x/messages"] {
        let response = reqwest::get(format!("{}{path}", sandbox.url())).await.unwrap();
        assert_eq!(response.status(), 401, "{path}");
    }
}

/// As if the route had lost its authorizer: the function gets no claims.
#[tokio::test]
async fn without_claims_the_function_fails_closed() {
    let sandbox = sandbox().await;
    let app = sandbox.app("WebsiteFunction").unwrap();
    for authorizer in [
        json!({}),
        json!({ "jwt": { "claims": { "sub": "" } } }),
        json!({ "jwt": { "claims": { "tenant": "demo" } } }),
        json!({ "jwt": { "claims": { "sub": "null" } } }),
        json!({ "jwt": { "claims": { "sub": "false" } } }),
        json!({ "jwt": { "claims": { "sub": "operator" } } }),
    ] {
        let event = json!({
            "version": "2.0",
            "rawPath": "/api/threads",
            "headers": { "x-tenant": "demo" },
            "requestContext": {
                "domainName": "example.com",
                "requestId": "r",
                "http": { "method": "GET" },
                "authorizer": authorizer,
            },
        });
        let answer = shared::lambda::api::<Website>(&app, event).await.unwrap();
        assert_eq!(answer["statusCode"], 401, "{authorizer}");
    }
}
