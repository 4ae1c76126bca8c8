//! `POST /event`, as `AppSync` takes it.

use http::{HeaderMap, Method, Request};
use serde::Deserialize;
use serde_json::{Value, json};
use shared::live::{MOST_BYTES, MOST_EVENTS};
use ulid::Ulid;

use super::hub::Hub;
use super::path::path;
use super::signature;
use crate::aws::needs::Needs;
use crate::aws::reply::Refusal;
use crate::template::{Context, Live, Permission};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    channel: String,
    events: Vec<String>,
}

/// Whether a request is for the channel. Nothing else here has such a path.
pub(in crate::aws) fn is_meant<B>(request: &Request<B>) -> bool {
    request.method() == Method::POST && request.uri().path() == "/event"
}

/// What a request needs, once it is known who asks: a token of a user is not enough.
pub(in crate::aws) fn needs(
    live: Option<&Live>,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Needs, Refusal> {
    let missing = || refusal(404, "NotFoundException", "there is no such namespace");
    let live = live.ok_or_else(missing)?;
    signature::verify((headers, body), ("appsync", "/event"))?;
    let (path, _) = read(body)?;
    if path.split('/').nth(1) != Some(live.namespace.as_str()) {
        return Err(missing());
    }
    let action = "appsync:EventPublish".to_owned();
    let permission = Permission { action, resource: live.namespace_arn.clone() };
    Ok(Needs { permissions: vec![permission], context: Context::new() })
}

/// Sends the events to all who hear the channel.
pub(in crate::aws) fn publish(hub: &Hub, body: &[u8]) -> Result<Value, Refusal> {
    let (channel, events) = read(body)?;
    for event in &events {
        hub.tell(&channel, event);
    }
    let taken = (0..events.len())
        .map(|index| json!({ "identifier": Ulid::generate().to_string(), "index": index }));
    Ok(json!({ "failed": [], "successful": taken.collect::<Vec<_>>() }))
}

fn read(body: &[u8]) -> Result<(String, Vec<String>), Refusal> {
    let bad = |message: &str| refusal(400, "BadRequestException", message);
    let body: Body = serde_json::from_slice(body).map_err(|error| bad(&error.to_string()))?;
    let path = path(&body.channel).filter(|path| !path.ends_with('*'));
    let path = path.ok_or_else(|| bad("the channel cannot be one"))?;
    if body.events.is_empty() || body.events.len() > MOST_EVENTS {
        return Err(bad("1 to 5 events"));
    }
    if body.events.iter().map(String::len).sum::<usize>() > MOST_BYTES {
        return Err(bad("240 KB of events at most"));
    }
    let json = |event: &String| serde_json::from_str::<serde::de::IgnoredAny>(event).is_ok();
    if !body.events.iter().all(json) {
        return Err(bad("each event is a text that holds JSON"));
    }
    Ok((path, body.events))
}

fn refusal(status: u16, code: &'static str, message: &str) -> Refusal {
    Refusal { status, code, message: message.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_has_five_events_of_240_kb_at_most() {
        let body = |channel: &str, events: &[&str]| {
            json!({ "channel": channel, "events": events }).to_string()
        };
        let taken = |body: String| read(body.as_bytes()).is_ok();
        assert!(taken(body("/a/b", &["1"; 5])) && taken(body("a/b", &["{}"])));
        let large = format!("\"{}\"", "x".repeat(MOST_BYTES));
        for (channel, events) in [
            ("/a/b", &["1"; 6][..]),
            ("/a/b", &[]),
            ("/a/b", &["no JSON"]),
            ("/a/b", &[large.as_str()]),
            ("/a/*", &["1"]),
            ("/a/b/c/d/e/f", &["1"]),
        ] {
            assert!(!taken(body(channel, events)), "{channel} {}", events.len());
        }
        assert!(read(b"{}").is_err() && read(b"").is_err());
    }
}
