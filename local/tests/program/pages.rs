//! A website under development: its page is at another port of this machine, and asks for a token.

use reqwest::{Method, Response};
use serde_json::{Value, json};

use super::child::{API, DEV, Local, answered};

const PAGE: &str = "http://localhost:5173";
const OTHER_PAGE: &str = "http://localhost:5174";
const SITE: &str = "https://www.example.com";
const ALLOWED: &str = "access-control-allow-origin";
const ORIGINS: [&str; 5] = ["--ephemeral", "--website-origin", PAGE, "--website-origin", SITE];

/// As a browser asks for a page of `origin` that sends JSON.
async fn preflight(local: &Local, port: u16, origin: &str) -> Response {
    let request = local.ask(Method::OPTIONS, port, "/dev/token").header("origin", origin);
    // To a browser localhost is another site than 127.0.0.1.
    let request = request.header("sec-fetch-site", "cross-site");
    let request = request.header("access-control-request-method", "POST");
    request.header("access-control-request-headers", "content-type").send().await.unwrap()
}

async fn asks(local: &Local, port: u16, origin: &str) -> Response {
    let request = local.ask(Method::POST, port, "/dev/token").header("origin", origin);
    let request = request.header("sec-fetch-site", "cross-site");
    let request = request.header("content-type", "application/json");
    request.body(r#"{"tenant":"demo"}"#).send().await.unwrap()
}

fn allowed(answer: &Response) -> Option<&str> {
    answer.headers().get(ALLOWED).map(|origin| origin.to_str().unwrap())
}

#[tokio::test]
async fn a_page_of_this_machine_that_was_named_gets_a_token() {
    for (arguments, port) in [(&[][..], API), (&["--public-url", "https://tunnel.example"], DEV)] {
        let local = Local::start(&[&ORIGINS[..], arguments].concat()).await;
        let granted = preflight(&local, port, PAGE).await;
        assert_eq!((granted.status().as_u16(), allowed(&granted)), (204, Some(PAGE)));
        assert_eq!(granted.headers()["access-control-allow-methods"], "DELETE,GET,POST");
        assert_eq!(granted.headers()["access-control-allow-headers"], "content-type");
        let answer = asks(&local, port, PAGE).await;
        assert_eq!((answer.status().as_u16(), allowed(&answer)), (200, Some(PAGE)));
        assert_eq!(answer.headers()["vary"], "Origin");
        assert!(answer.text().await.unwrap().contains("token"));
    }
}

/// A token of any tenant is nothing for a page that comes from elsewhere, whatever it may ask the API.
#[tokio::test]
async fn no_other_page_does() {
    let local = Local::start(&ORIGINS).await;
    for origin in [SITE, OTHER_PAGE, "https://evil.example", "null"] {
        assert_eq!(preflight(&local, API, origin).await.status(), 403, "{origin}");
        let answer = asks(&local, API, origin).await;
        assert_eq!((answer.status().as_u16(), allowed(&answer)), (403, None), "{origin}");
    }
    // Through a tunnel there is nothing to ask.
    let arguments = [&ORIGINS[..], &["--public-url", "https://tunnel.example"]].concat();
    let local = Local::start(&arguments).await;
    assert_eq!(asks(&local, API, PAGE).await.status(), 404);
}

#[tokio::test]
async fn a_tenant_that_the_api_refuses_gets_no_token() {
    let local = Local::start(&["--ephemeral"]).await;
    let long = "x".repeat(129);
    for tenant in ["", " ", "a/b", ".", "null", "true", "false", "operator", &long, "zoë"] {
        let request = local.ask(Method::POST, API, "/dev/token");
        let request = request.header("content-type", "application/json");
        let (status, answer) =
            answered(request.body(json!({ "tenant": tenant }).to_string())).await;
        assert_eq!(status, 400, "{tenant}");
        let sentence = answer["message"].as_str().unwrap();
        assert!(sentence.starts_with("tenant: 1 to 128 letters"), "{tenant}: {sentence}");
    }
    for tenant in ["demo", "auth0|5f7c", "a+b@c.d"] {
        let token = local.token(API, tenant).await;
        let request = local.ask(Method::GET, API, "/api/threads").bearer_auth(token);
        assert_eq!(answered(request).await, (200, json!({ "items": [], "next": Value::Null })));
    }
}
