//! `/sim`: the phones that get messages.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Query, State as AppState};
use axum::response::Response;
use axum::routing::get;
use bytes::Bytes;
use serde::Deserialize;
use serde_json::json;

use super::messages::Wanted;
use super::numbers::is_e164;
use super::outgoing::{Outcome, Phone};
use super::refusal::Refusal;
use super::sent;
use super::sim::{answer, done, parse};
use super::state::State;

type App = AppState<Arc<State>>;

pub(super) fn routes() -> Router<Arc<State>> {
    Router::new()
        .route("/sim/messages", get(messages))
        .route("/sim/phones", get(phones).post(phone))
}

/// What `GET /sim/messages` may ask for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Filter {
    to: Option<String>,
    from: Option<String>,
    account: Option<String>,
    phone: Option<String>,
    limit: Option<usize>,
}

async fn messages(AppState(state): App, Query(filter): Query<Filter>) -> Response {
    let Filter { to, from, account: account_sid, phone, limit } = filter;
    let found = sent::list(&state, &Wanted { account_sid, from, to, phone, limit });
    answer(found.map(|items| json!({ "items": items })))
}

/// How a phone takes messages; the body of `POST /sim/phones`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NamedPhone {
    number: String,
    outcome: Outcome,
    error_code: Option<u32>,
}

async fn phones(AppState(state): App) -> Response {
    let items = state.store.phones().map(|phones| {
        let named = |(number, Phone { outcome, error_code })| {
            json!({ "number": number, "outcome": outcome, "error_code": error_code })
        };
        json!({ "items": phones.into_iter().map(named).collect::<Vec<_>>() })
    });
    answer(items)
}

async fn phone(AppState(state): App, body: Bytes) -> Response {
    let named = parse(&body).and_then(|named: NamedPhone| match is_e164(&named.number) {
        true => Ok(named),
        false => Err(Refusal::bad_request(Some("number"), "`number` is not E.164")),
    });
    let NamedPhone { number, outcome, error_code } = match named {
        Ok(named) => named,
        Err(refusal) => return done(Err(refusal)),
    };
    match state.store.phone_set(&number, Phone { outcome, error_code }) {
        Ok(()) => done(Ok(())),
        Err(error) => answer::<()>(Err(error)),
    }
}
