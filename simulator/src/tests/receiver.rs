//! A web server that keeps what it gets and answers as told.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use twilio::form::Form;
use twilio::signature::{self, Content};

use super::{TOKEN, serve};

/// A request as it came in.
#[derive(Clone)]
pub(super) struct Seen {
    pub(super) url: String,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

impl Seen {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// A field's value; panics if it is absent.
    pub(super) fn field(&self, name: &str) -> String {
        Form::parse(self.body.as_bytes()).get(name).expect(name).to_owned()
    }

    /// All names, in the order sent.
    pub(super) fn names(&self) -> Vec<&str> {
        self.body.split('&').map(|pair| pair.split_once('=').unwrap().0).collect()
    }

    pub(super) fn is_signed(&self) -> bool {
        self.is_signed_with(TOKEN)
    }

    pub(super) fn is_signed_with(&self, token: &str) -> bool {
        let form = Form::parse(self.body.as_bytes());
        let signature = self.header("X-Twilio-Signature").unwrap_or_default();
        signature::verify(&[token], &self.url, Content::Form(&form), signature)
    }
}

/// What to answer: a status, or nothing at all.
pub(super) enum Scripted {
    Status(u16),
    /// 200 with this document.
    Twiml(String),
    /// 200 with this text, which is none.
    Text(&'static str),
    Silence,
}

#[derive(Clone, Default)]
struct Book {
    seen: Arc<Mutex<Vec<Seen>>>,
    script: Arc<Mutex<VecDeque<Scripted>>>,
}

/// The server. Without a script it answers 200 with `<Response/>`.
pub(super) struct Receiver {
    root: String,
    book: Book,
}

impl Receiver {
    pub(super) async fn start() -> Self {
        let (root, book) = serve(Router::new().fallback(keep)).await;
        Self { root, book }
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.root)
    }

    /// Answers the next requests in this way.
    pub(super) fn script(&self, answers: impl IntoIterator<Item = Scripted>) {
        self.book.script.lock().unwrap().extend(answers);
    }

    pub(super) fn seen(&self) -> Vec<Seen> {
        self.book.seen.lock().unwrap().clone()
    }

    pub(super) fn last(&self) -> Seen {
        self.seen().pop().expect("a request")
    }
}

async fn keep(
    State((root, book)): State<(String, Book)>,
    uri: Uri,
    headers: HeaderMap,
    body: String,
) -> Response {
    book.seen.lock().unwrap().push(Seen { url: format!("{root}{uri}"), headers, body });
    let answer = book.script.lock().unwrap().pop_front();
    match answer {
        None => twiml("<Response/>".to_owned()),
        Some(Scripted::Status(status)) => {
            (StatusCode::from_u16(status).unwrap(), "scripted").into_response()
        }
        Some(Scripted::Twiml(document)) => twiml(document),
        Some(Scripted::Text(text)) => text.into_response(),
        Some(Scripted::Silence) => std::future::pending().await,
    }
}

fn twiml(document: String) -> Response {
    ([(header::CONTENT_TYPE, "text/xml")], document).into_response()
}
