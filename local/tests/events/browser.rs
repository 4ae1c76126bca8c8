//! The website's requests, as the JWT authorizer lets them through.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sandbox::demo::DEMO;
use serde_json::{Value, json};

use crate::gateway::{self, AT, Request};

const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0";
/// The `Idempotency-Key` of what costs money.
pub(crate) const KEY: &str = "0f8fad5b-d9cb-469f-a165-70867728950e";
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

/// `POST /api/webhooks`
pub(crate) fn webhook(url: &str) -> Value {
    let mut request = get("/api/webhooks", "/api/webhooks", claims());
    request.headers.insert("content-type", "application/json".to_owned());
    let body = json!({ "url": url, "kinds": ["message.received", "call.ended"] });
    gateway::event(&Request { method: "POST", body: Some(body.to_string()), ..request })
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

/// `GET /api/calls?lead_id=lead-42&limit=20`
pub(crate) fn calls() -> Value {
    let query = "lead_id=lead-42&limit=20".to_owned();
    gateway::event(&Request { query, ..get("/api/calls", "/api/calls", claims()) })
}

/// `GET /api/voicemails?status=new`
pub(crate) fn voicemails() -> Value {
    let query = "status=new".to_owned();
    gateway::event(&Request { query, ..get("/api/voicemails", "/api/voicemails", claims()) })
}

/// `PUT /api/preferences`
pub(crate) fn preferences(preferences: &Value) -> Value {
    let mut request = get("/api/preferences", "/api/preferences", claims());
    request.headers.insert("content-type", "application/json".to_owned());
    gateway::event(&Request { method: "PUT", body: Some(preferences.to_string()), ..request })
}

/// Calls go to another phone for 20 seconds, then to voicemail.
pub(crate) fn forwarding(number: &str) -> Value {
    json!({
        "call_forwarding_enabled": true,
        "call_forwarding_number": number,
        "forwarding_timeout": 20,
        "voicemail_enabled": true,
        "greeting_text": "Hello, this is Example Homes. Please leave a message.",
        "time_zone": "America/New_York",
    })
}

/// `POST /api/twilio/calls/make`
pub(crate) fn call(body: &Value) -> Value {
    spend("/api/twilio/calls/make", body)
}

/// `POST /api/twilio/provision`
pub(crate) fn provision(body: &Value) -> Value {
    spend("/api/twilio/provision", body)
}

/// `GET /api/twilio/account`
pub(crate) fn account() -> Value {
    gateway::event(&get("/api/twilio/account", "/api/twilio/account", claims()))
}

/// `POST /api/twilio/account/{action}`, which has no body.
pub(crate) fn account_action(action: &str, tenant: &str) -> Value {
    let mut claims = claims();
    claims["sub"] = json!(tenant);
    let path = format!("/api/twilio/account/{action}");
    gateway::event(&Request {
        method: "POST",
        parameters: json!({ "action": action }),
        ..get("/api/twilio/account/{action}", &path, claims)
    })
}

/// `POST /api/messages`
pub(crate) fn message(body: &Value) -> Value {
    spend("/api/messages", body)
}

/// `POST /api/media`
pub(crate) fn upload(body: &Value) -> Value {
    spend("/api/media", body)
}

/// `DELETE /api/messages/{id}`
pub(crate) fn cancel(message: &str) -> Value {
    let path = format!("/api/messages/{message}");
    gateway::event(&Request {
        method: "DELETE",
        parameters: json!({ "id": message }),
        ..get("/api/messages/{id}", &path, claims())
    })
}

/// `GET /api/numbers`
pub(crate) fn numbers() -> Value {
    gateway::event(&get("/api/numbers", "/api/numbers", claims()))
}

/// `GET /api/numbers/{id}?check=false`
pub(crate) fn number(number: &str) -> Value {
    let digits = number.trim_start_matches('+');
    gateway::event(&Request {
        query: "check=false".to_owned(),
        parameters: json!({ "id": digits }),
        ..get("/api/numbers/{id}", &format!("/api/numbers/{digits}"), claims())
    })
}

/// `POST /api/twilio/purchase-number`
pub(crate) fn purchase(body: &Value) -> Value {
    spend("/api/twilio/purchase-number", body)
}

/// A POST with a key, so that only the first of several costs money.
pub(crate) fn spend(path: &'static str, body: &Value) -> Value {
    let mut request =
        Request { method: "POST", body: Some(body.to_string()), ..get(path, path, claims()) };
    let key = KEY.to_owned();
    let own = [("content-type", "application/json".to_owned()), ("idempotency-key", key)];
    request.headers.extend(own);
    gateway::event(&request)
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
