//! Who may ask what is for this machine: programs on it, its pages that are named, and whoever opens the page.
//!
//! A site elsewhere is not to be every tenant, though its pages may call the API.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::ORIGIN;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use sandbox::Cors;
use sandbox::gateway::http::cors;
use twilio_simulator::{Hosts, shown_path};

use super::refusal::refusal;

/// Who may ask.
pub(super) struct Door {
    hosts: Hosts,
    /// The pages that may read the answers.
    pages: Cors,
}

impl Door {
    pub(super) fn of(port: u16, origins: &[String]) -> Self {
        let hosts = Hosts::of(port);
        let own = origins.iter().filter(|origin| hosts.is_own_page(origin)).cloned().collect();
        let texts = |all: &[&str]| all.iter().copied().map(str::to_owned).collect();
        let pages = Cors {
            origins: own,
            methods: texts(&["DELETE", "GET", "POST"]),
            headers: texts(&["content-type"]),
            exposed: Vec::new(),
            max_age: None,
        };
        Self { hosts, pages }
    }

    /// Origins of the named pages of this machine.
    pub(super) fn named(&self) -> &[String] {
        &self.pages.origins
    }

    /// Refuses requests for another host, from pages of other sites, and those that a proxy has carried.
    fn refused(&self, parts: &Parts) -> Option<Response> {
        let Parts { headers, uri, .. } = parts;
        if let Err(sentence) = self.hosts.check(headers, uri) {
            return Some(refusal(StatusCode::MISDIRECTED_REQUEST, &sentence));
        }
        // To a browser localhost is another site than 127.0.0.1.
        let may = self.is_named(headers) || is_visit(parts);
        let page = if may { Ok(()) } else { self.hosts.check_page(headers) };
        if let Err(sentence) = page {
            return Some(refusal(StatusCode::FORBIDDEN, sentence));
        }
        let sentence = "a proxy or tunnel has carried this; start with --public-url behind one";
        is_carried(headers).then(|| refusal(StatusCode::FORBIDDEN, sentence))
    }

    fn is_named(&self, headers: &HeaderMap) -> bool {
        let mut asking = headers.get_all(ORIGIN).iter().peekable();
        asking.peek().is_some()
            && asking.all(|asking| self.pages.origins.iter().any(|named| asking == named.as_str()))
    }
}

pub(super) async fn guard(State(door): State<Arc<Door>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let (asked, path) = (parts.clone(), shown_path(parts.uri.path()));
    let granted = || cors::preflight(&door.pages, &asked).filter(|_| door.is_named(&asked.headers));
    let mut response = match door.refused(&asked).or_else(granted) {
        Some(response) => response,
        None => next.run(Request::from_parts(parts, body)).await,
    };
    cors::mark(&door.pages, &asked, response.headers_mut());
    let (status, method) = (response.status(), &asked.method);
    if status.is_client_error() {
        tracing::warn!(status = status.as_u16(), %method, path, "request refused");
    }
    response
}

/// Whether somebody follows a link, from wherever: then the answer is for the eyes, and no page reads it.
fn is_visit(Parts { method, headers, .. }: &Parts) -> bool {
    let says = |name, value| headers.get(name).is_some_and(|said| said == value);
    let opens = says("sec-fetch-mode", "navigate") && says("sec-fetch-dest", "document");
    method == Method::GET && opens && !headers.contains_key(ORIGIN)
}

fn is_carried(headers: &HeaderMap) -> bool {
    headers.keys().any(|name| name == "forwarded" || name.as_str().starts_with("x-forwarded-"))
}
