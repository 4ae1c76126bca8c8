//! The website's requests, as the JWT authorizer lets them through.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sandbox::demo::DEMO;
use serde_json::{Value, json};

use crate::gateway::{self, AT, Request};

const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0";
/// Seconds that the token is good for, and that it has been so far.
const LIFETIME: i64 = 3_600;
const AGE: i64 = 60;

/// `GET /api/threads`
pub(crate) fn threads() -> Value {
    gateway::event(&get("/api/threads", "/api/threads", claims()))
}

/// `GET /api/threads` on a route without an authorizer.
pub(crate) fn threads_without_claims() -> Value {
    gateway::event(&get("/api/threads", "/api/threads", Value::Null))
}

/// `GET /api/threads/{id}/messages?limit=20`
pub(crate) fn messages(thread: &str) -> Value {
    let path = format!("/api/threads/{thread}/messages");
    gateway::event(&Request {
        query: "limit=20".to_owned(),
        parameters: json!({ "id": thread }),
        ..get("/api/threads/{id}/messages", &path, claims())
    })
}

fn get(route: &'static str, path: &str, claims: Value) -> Request {
    let mut headers = BTreeMap::from([
        ("accept", "application/json".to_owned()),
        ("accept-encoding", "gzip, deflate, br".to_owned()),
        ("accept-language", "en-US,en;q=0.5".to_owned()),
        ("origin", "https://www.example.com".to_owned()),
        ("user-agent", BROWSER.to_owned()),
    ]);
    if !claims.is_null() {
        headers.insert("authorization", format!("Bearer {}", token(&claims)));
    }
    Request {
        method: "GET",
        route,
        path: path.to_owned(),
        query: String::new(),
        source: "203.0.113.7",
        headers,
        parameters: Value::Null,
        claims,
        body: None,
    }
}

/// As the gateway writes claims: all of them text.
fn claims() -> Value {
    let issued = AT / 1_000 - AGE;
    json!({
        "aud": "patchbay",
        "exp": (issued + LIFETIME).to_string(),
        "iat": issued.to_string(),
        "iss": "https://login.example.com/",
        "sub": DEMO.tenant_id,
    })
}

/// Has the form of a JWT. Nobody checks it behind the gateway, so its signature is none.
fn token(claims: &Value) -> String {
    let part = |text: String| BASE64_URL_SAFE_NO_PAD.encode(text);
    let header = json!({ "alg": "RS256", "kid": "example", "typ": "JWT" });
    [part(header.to_string()), part(claims.to_string()), part("not a signature".to_owned())]
        .join(".")
}
