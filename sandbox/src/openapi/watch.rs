//! Watches a gateway, and tells at the end what was not as the document says.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use axum::body::{Body, to_bytes};
use axum::http::Response;
use http::request::Parts;
use serde_json::{Map, Value};
use twilio::form::Form;

use super::{Answered, Asked, OpenApi};

/// What the gateway shows all that it is asked and that it answers.
#[derive(Clone)]
pub struct Watch(Arc<Mutex<Vec<String>>>);

/// What was not as the document says. Panics when it is dropped, if there is anything: then the test fails
/// that has caused it.
pub(crate) struct Breaches(Arc<Mutex<Vec<String>>>);

impl Breaches {
    /// None yet, and what finds them.
    pub(crate) fn watched() -> (Self, Watch) {
        let found = Arc::default();
        (Self(Arc::clone(&found)), Watch(found))
    }

    /// Those until now, which are then forgotten.
    pub(crate) fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Breaches {
    fn drop(&mut self) {
        let found = self.take();
        if found.is_empty() {
            return;
        }
        let found = found.join("\n  ");
        // A second panic would end the process, with all of its tests.
        if thread::panicking() {
            eprintln!("  {found}");
        } else {
            panic!("the document and the code differ:\n  {found}");
        }
    }
}

impl Watch {
    /// An answer to a request of this route; it is handed on as it is.
    pub(crate) async fn answer(&self, route: &str, response: Response<Body>) -> Response<Body> {
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("an answer of a function is in memory");
        let (status, headers) = (parts.status.as_u16(), &parts.headers);
        self.note(OpenApi::own().judge_answer(&Answered { route, status, headers, body: &body }));
        Response::from_parts(parts, Body::from(body))
    }

    /// A request that was taken.
    pub(crate) fn request(
        &self,
        (route, path): (&str, &Map<String, Value>),
        parts: &Parts,
        body: &[u8],
    ) {
        let query = Form::parse(parts.uri.query().unwrap_or_default().as_bytes());
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let asked = Asked {
            route,
            query: query
                .fields()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            path: path.iter().map(|(name, value)| (name.clone(), text(value))).collect(),
            headers: &parts.headers,
            body,
        };
        self.note(OpenApi::own().judge_request(&asked));
    }

    fn note(&self, judged: Result<(), String>) {
        let Err(why) = judged else { return };
        let mut found = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !found.contains(&why) {
            found.push(why);
        }
    }
}
