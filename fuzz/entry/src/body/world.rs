//! Where routes are asked: with a token, and without AWS.

use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use shared::app::{App, Clock};
use shared::config::Config;
use tokio::runtime::{Builder, Runtime};

/// An app that reaches nothing.
pub(super) struct World {
    pub(super) app: App,
    pub(super) runtime: Runtime,
}

thread_local! {
    static WORLD: World = World {
        app: App::new(Config::from_lookup(|name| Some(setting(name))).expect("all is set"), clock()),
        runtime: Builder::new_current_thread().enable_all().build().expect("a runtime"),
    };
}

impl World {
    /// The one of this thread.
    pub(super) fn with(ask: impl FnOnce(&Self)) {
        WORLD.with(ask);
    }
}

/// What is asked for a time that comes is taken for ever.
fn clock() -> Clock {
    Clock::Manual(Arc::new(AtomicI64::new(1_795_996_800_000)))
}

/// The endpoint is no URL: every request to AWS fails before it is sent.
fn setting(name: &str) -> String {
    match name {
        "AWS_ENDPOINT_URL" => "nowhere at all",
        "TWILIO_API_URL" => "https://api.twilio.com",
        "TWILIO_ACCOUNT_SID" | "ROLE_CLAIM" | "AWS_CA_BUNDLE" => "",
        "MEDIA_MAX_BYTES"
        | "MAX_RECEIVES"
        | "CALLS_PER_MINUTE"
        | "OPEN_CALLS_PER_TENANT"
        | "CALL_MINUTES_PER_DAY"
        | "CALL_MINUTES_MAX"
        | "NUMBERS_PER_TENANT"
        | "MESSAGES_PER_MINUTE"
        | "MESSAGES_PER_DAY"
        | "PROVISIONING_PAUSE_HOURS" => "6",
        "DIAL_COUNTRIES" | "MESSAGE_COUNTRIES" => "US,CA",
        "PROVISIONING" => "open",
        "TENANT_CLAIM" => "sub",
        other => other,
    }
    .to_owned()
}

/// The event of a request with this body. `id` names what is meant by a part of the path.
pub(super) fn event(route: &str, body: &[u8], id: fn(&str, &str) -> &'static str) -> Value {
    let (method, path) = route.split_once(' ').unwrap_or_default();
    let mut parameters = Map::new();
    let parts = path.split('/').map(|part| {
        let Some(name) = part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) else {
            return part;
        };
        parameters.insert(name.to_owned(), json!(id(path, name)));
        id(path, name)
    });
    let path = parts.collect::<Vec<_>>().join("/");
    json!({
        "routeKey": route,
        "rawPath": path,
        "rawQueryString": "",
        "headers": { "content-type": "application/json", "idempotency-key": "0123456789abcdef" },
        "requestContext": {
            "domainName": "example.com",
            "http": { "method": method },
            "authorizer": { "jwt": { "claims": { "sub": "demo" }, "scopes": null } },
        },
        "pathParameters": parameters,
        "body": STANDARD.encode(body),
        "isBase64Encoded": true,
    })
}
