//! The functions of the template and how Lambda invokes them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use anyhow::Context as _;
use futures::future::BoxFuture;
use serde_json::Value;
use tokio::task::{AbortHandle, JoinError};
use ulid::Ulid;

use crate::template::Template;

/// Largest event and largest response of one invocation, in bytes of JSON: Lambda's quota for
/// synchronous invocations.
pub(super) const PAYLOAD_LIMIT: usize = 6 * 1024 * 1024;

/// A function's code: takes one event, gives its response or the text of its error.
pub type Handler =
    Arc<dyn Fn(Invocation) -> BoxFuture<'static, Result<Value, String>> + Send + Sync>;

/// One call of a function.
#[derive(Debug, Clone)]
pub struct Invocation {
    /// The event, in the shape of the AWS service that sends it.
    pub event: Value,
    /// Lambda's request id, a UUID.
    pub request_id: String,
    /// When Lambda gives up on it.
    pub deadline: SystemTime,
}

impl Invocation {
    /// A new invocation that may take `timeout`.
    pub(super) fn new(event: Value, timeout: Duration) -> Self {
        Self { event, request_id: request_id(), deadline: SystemTime::now() + timeout }
    }
}

#[derive(Clone)]
struct Entry {
    timeout: Duration,
    handler: Option<Handler>,
}

/// The handlers by logical id of the template, such as `SmsFunction`. Clones are cheap.
#[derive(Clone)]
pub struct Functions {
    entries: BTreeMap<String, Entry>,
    running: Arc<Mutex<Vec<(String, AbortHandle)>>>,
}

impl Functions {
    /// No handlers yet; knows each function's timeout from the template.
    pub fn new(template: &Template) -> Self {
        let entry = |timeout| Entry { timeout, handler: None };
        let entries = template.functions.iter().map(|(id, f)| (id.clone(), entry(f.timeout)));
        Self { entries: entries.collect(), running: Arc::default() }
    }

    /// Sets the handler of the function `id`. Fails if the template has no such function.
    pub fn insert(&mut self, id: &str, handler: Handler) -> anyhow::Result<()> {
        let entry = self.entries.get_mut(id).with_context(|| format!("no {id} in the template"))?;
        entry.handler = Some(handler);
        Ok(())
    }

    /// Calls a function as Lambda does and gives its response.
    ///
    /// The error is the function's own, or says that the function panicked, took longer than its
    /// timeout, is unknown, or got or gave more than 6 MB. The function keeps running until its
    /// timeout also if the returned future is dropped.
    pub async fn invoke(&self, id: &str, event: Value) -> Result<Value, String> {
        let (timeout, handler) = self.find(id)?;
        check_size("request", &event)?;
        let invocation = Invocation::new(event, timeout);
        let request_id = invocation.request_id.clone();
        let started = Instant::now();
        let limited =
            async move { tokio::time::timeout(timeout, async { handler(invocation).await }).await };
        let running = tokio::spawn(limited);
        self.remember(id, running.abort_handle());
        let outcome = match running.await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(format!("Task timed out after {:.2} seconds", timeout.as_secs_f64())),
            Err(error) => Err(panic_text(error)),
        };
        let outcome = outcome.and_then(|value| check_size("response", &value).map(|()| value));
        let (duration_ms, failed) = (started.elapsed().as_millis(), outcome.is_err());
        tracing::debug!(function = id, request_id, duration_ms, failed, "invoked");
        outcome
    }

    /// Ends all running invocations of a function, wherever they are, as if its processes were
    /// killed; says how many.
    pub fn kill(&self, id: &str) -> usize {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let alive = running.iter().filter(|(name, one)| name == id && !one.is_finished());
        alive.map(|(_, one)| one.abort()).count()
    }

    /// How many invocations of a function are running.
    pub fn running(&self, id: &str) -> usize {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.iter().filter(|(name, one)| name == id && !one.is_finished()).count()
    }

    fn remember(&self, id: &str, invocation: AbortHandle) {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.retain(|(_, one)| !one.is_finished());
        running.push((id.to_owned(), invocation));
    }

    /// Whether the function `id` has a handler.
    pub(super) fn has(&self, id: &str) -> bool {
        self.find(id).is_ok()
    }

    fn find(&self, id: &str) -> Result<(Duration, Handler), String> {
        let entry = self.entries.get(id);
        let found = entry.and_then(|e| e.handler.clone().map(|handler| (e.timeout, handler)));
        found.ok_or_else(|| format!("Function not found: {id}"))
    }
}

fn check_size(what: &str, payload: &Value) -> Result<(), String> {
    let size = payload_size(payload);
    if size > PAYLOAD_LIMIT {
        return Err(format!("{what} payload of {size} bytes exceeds {PAYLOAD_LIMIT} bytes"));
    }
    Ok(())
}

/// Size of a payload as it travels, in bytes.
pub(super) fn payload_size(payload: &Value) -> usize {
    payload.to_string().len()
}

fn panic_text(error: JoinError) -> String {
    let Ok(payload) = error.try_into_panic() else {
        return "the process was killed".to_owned();
    };
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
    format!("panicked: {}", text.unwrap_or_default())
}

/// A fresh id in the form of a UUID, as Lambda's are.
pub(super) fn request_id() -> String {
    let hex = format!("{:032x}", Ulid::generate().0);
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}
