//! A web server with TwiML on its pages, which keeps a list of its visitors.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use twilio::form::Form;
use twilio::signature::{self, Content};

use super::{TOKEN, serve};

/// A request, with its fields wherever they were.
#[derive(Clone)]
pub(super) struct Visit {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) query: String,
    pub(super) body: String,
    pub(super) is_signed: bool,
}

impl Visit {
    fn fields(&self) -> Form {
        let text = if self.method == "GET" { &self.query } else { &self.body };
        Form::parse(text.as_bytes())
    }

    /// A field's value; panics if it is absent.
    pub(super) fn field(&self, name: &str) -> String {
        self.fields().get(name).expect(name).to_owned()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.fields().get(name).is_some()
    }

    /// All names, in the order sent.
    pub(super) fn names(&self) -> Vec<String> {
        self.fields().fields().map(|(name, _)| name.to_owned()).collect()
    }
}

/// What a page answers.
#[derive(Clone)]
struct Page {
    status: u16,
    content_type: &'static str,
    body: String,
}

#[derive(Clone, Default)]
struct Book {
    visits: Arc<Mutex<Vec<Visit>>>,
    pages: Arc<Mutex<HashMap<String, Page>>>,
}

/// The server. A path without a page answers 204, as callbacks are answered.
pub(super) struct Pages {
    root: String,
    book: Book,
}

impl Pages {
    pub(super) async fn start() -> Self {
        let (root, book) = serve(Router::new().fallback(visit)).await;
        Self { root, book }
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.root)
    }

    /// Puts verbs on a page.
    pub(super) fn write(&self, path: &str, verbs: &str) {
        let body = format!("<Response>{verbs}</Response>");
        self.put(path, (200, "text/xml"), &body);
    }

    pub(super) fn put(&self, path: &str, (status, content_type): (u16, &'static str), body: &str) {
        let page = Page { status, content_type, body: body.to_owned() };
        self.book.pages.lock().unwrap().insert(path.to_owned(), page);
    }

    /// All visits so far; all must have been signed.
    pub(super) fn visits(&self) -> Vec<Visit> {
        let visits = self.book.visits.lock().unwrap().clone();
        for visit in &visits {
            assert!(visit.is_signed, "{} {}?{}", visit.method, visit.path, visit.query);
        }
        visits
    }

    /// How many visits were not signed, or not as they came.
    pub(super) fn unsigned(&self) -> usize {
        self.book.visits.lock().unwrap().iter().filter(|visit| !visit.is_signed).count()
    }

    /// The paths visited, in order.
    pub(super) fn paths(&self) -> Vec<String> {
        self.visits().into_iter().map(|visit| visit.path).collect()
    }

    /// The visits to one page.
    pub(super) fn at(&self, path: &str) -> Vec<Visit> {
        self.visits().into_iter().filter(|visit| visit.path == path).collect()
    }

    /// A field of every visit to a page.
    pub(super) fn told(&self, path: &str, field: &str) -> Vec<String> {
        self.at(path).iter().map(|visit| visit.field(field)).collect()
    }

    /// The only visit to a page.
    pub(super) fn only(&self, path: &str) -> Visit {
        let mut visits = self.at(path);
        assert_eq!(visits.len(), 1, "visits to {path}");
        visits.remove(0)
    }
}

async fn visit(
    State((root, book)): State<(String, Book)>,
    method: Method,
    uri: Uri,
    headers: axum::http::HeaderMap,
    body: String,
) -> Response {
    let form = Form::parse(body.as_bytes());
    let signature = headers.get("X-Twilio-Signature").map_or("", |value| value.to_str().unwrap());
    let url = format!("{root}{uri}");
    let is_signed = signature::verify(&[TOKEN], &url, Content::Form(&form), signature)
        // Files are fetched without a signature.
        || (method == Method::GET && uri.path().starts_with("/files/"));
    book.visits.lock().unwrap().push(Visit {
        method: method.to_string(),
        path: uri.path().to_owned(),
        query: uri.query().unwrap_or_default().to_owned(),
        body,
        is_signed,
    });
    let page = book.pages.lock().unwrap().get(uri.path()).cloned();
    match page {
        None => StatusCode::NO_CONTENT.into_response(),
        Some(page) => {
            let status = StatusCode::from_u16(page.status).unwrap();
            (status, [(header::CONTENT_TYPE, page.content_type)], page.body).into_response()
        }
    }
}
