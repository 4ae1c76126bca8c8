//! A bus of `EventBridge`: takes what AWS would take, and keeps it. There are no rules, and so no targets.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue};
use serde::Deserialize;
use serde_json::{Value, json};
use shared::bus::{MOST_BYTES, MOST_ENTRIES, TIME_BYTES};
use ulid::Ulid;

use super::live::verify;
use super::reply::Refusal;

/// Events that are kept: a local run may go on for days.
const KEPT: usize = 10_000;

/// The bus that the template's parameter `EventBusName` names.
#[derive(Debug, Clone, Default)]
pub struct EventBus {
    name: Option<String>,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    events: VecDeque<Value>,
    failing: usize,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Request {
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Entry {
    event_bus_name: Option<String>,
    source: Option<String>,
    detail_type: Option<String>,
    detail: Option<String>,
    time: Option<f64>,
    #[serde(default)]
    resources: Vec<String>,
}

impl EventBus {
    pub(super) fn named(name: Option<&String>) -> Self {
        Self { name: name.filter(|name| !name.is_empty()).cloned(), state: Arc::default() }
    }

    /// What it has taken, oldest first, as targets of its rules would get it; at most the last 10 000.
    pub fn events(&self) -> Vec<Value> {
        self.state().events.iter().cloned().collect()
    }

    /// Does not take the next so many entries.
    pub fn fail_entries(&self, count: usize) {
        self.state().failing = count;
    }

    /// `PutEvents`.
    pub(super) fn put(&self, headers: &HeaderMap, body: &[u8]) -> Result<Value, Refusal> {
        verify((headers, body), ("events", "/")).map_err(|_| {
            let message =
                "The request signature we calculated does not match the signature you provided.";
            Refusal::sender("InvalidSignatureException", message)
        })?;
        // AWS JSON 1.1 is EventBridge's protocol.
        let kind = headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes);
        if kind != Some(b"application/x-amz-json-1.1") {
            let message = "the content type is not application/x-amz-json-1.1";
            return Err(Refusal::sender("UnknownOperationException", message));
        }
        let invalid = |message: String| Refusal::sender("ValidationException", message);
        let request: Request = serde_json::from_slice(body)
            .map_err(|error| Refusal::sender("SerializationException", error.to_string()))?;
        let entries = request.entries;
        if entries.is_empty() || entries.len() > MOST_ENTRIES {
            return Err(invalid("'entries' must have 1 to 10 members".to_owned()));
        }
        if entries.iter().map(Entry::size).sum::<usize>() > MOST_BYTES {
            return Err(invalid(
                "Total size of the entries in the request is over the limit.".to_owned(),
            ));
        }
        let answers: Vec<_> = entries.iter().map(|entry| self.take(entry)).collect();
        let failed = answers.iter().filter(|answer| answer.get("ErrorCode").is_some()).count();
        Ok(json!({ "FailedEntryCount": failed, "Entries": answers }))
    }

    fn take(&self, entry: &Entry) -> Value {
        let refused =
            |(code, message): (&str, String)| json!({ "ErrorCode": code, "ErrorMessage": message });
        if let Some(error) = self.fault(entry) {
            return refused(error);
        }
        let mut state = self.state();
        if state.failing > 0 {
            state.failing -= 1;
            return refused(("ThrottlingException", "Rate exceeded".to_owned()));
        }
        let id = Ulid::generate().to_string();
        let detail = entry.detail.as_deref().and_then(|text| serde_json::from_str(text).ok());
        let detail: Value = detail.unwrap_or_default();
        state.events.push_back(json!({
            "id": id,
            "source": entry.source,
            "detail-type": entry.detail_type,
            "time": entry.time,
            "resources": entry.resources,
            "detail": detail,
        }));
        if state.events.len() > KEPT {
            state.events.pop_front();
        }
        json!({ "EventId": id })
    }

    /// What AWS finds wrong with an entry: its code, and a sentence.
    fn fault(&self, entry: &Entry) -> Option<(&'static str, String)> {
        let Entry { source, detail_type, detail, .. } = entry;
        for (name, text) in [("Source", source), ("DetailType", detail_type), ("Detail", detail)] {
            if text.as_ref().is_none_or(String::is_empty) {
                let reason = format!("{name} is a required argument.");
                return Some((
                    "InvalidArgument",
                    format!("Parameter {name} is not valid. Reason: {reason}"),
                ));
            }
        }
        if source.as_ref().is_some_and(|source| source.starts_with("aws.")) {
            let message = "Not authorized for the source.";
            return Some(("NotAuthorizedForSourceException", message.to_owned()));
        }
        let is_object =
            |text: &str| serde_json::from_str::<Value>(text).is_ok_and(|it| it.is_object());
        if !detail.as_deref().is_some_and(is_object) {
            return Some(("MalformedDetail", "Detail is malformed.".to_owned()));
        }
        let is_there = entry.event_bus_name.is_some() && entry.event_bus_name == self.name;
        (!is_there).then(|| ("ResourceNotFoundException", "Event bus does not exist.".to_owned()))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entry {
    fn size(&self) -> usize {
        let text = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        let resources: usize = self.resources.iter().map(String::len).sum();
        let time = self.time.map_or(0, |_| TIME_BYTES);
        time + text(&self.source) + text(&self.detail_type) + text(&self.detail) + resources
    }
}
