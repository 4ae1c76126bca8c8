//! `/sim`: calls, and how people take them.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Query, State as AppState};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::json;

use super::calls::{self, OutsideCall, Party, PlayedCall};
use super::refusal::Refusal;
use super::sim::{answer, done, parse};
use super::state::State;

type App = AppState<Arc<State>>;

/// Calls in a list that says no other number.
const LIMIT: usize = 50;

pub(super) fn routes() -> Router<Arc<State>> {
    Router::new()
        .route("/sim/calls", get(list).post(place))
        .route("/sim/calls/{sid}", get(call))
        .route("/sim/calls/{sid}/steps", post(step))
        .route("/sim/parties", get(parties).post(party))
}

async fn place(AppState(state): App, body: Bytes) -> Response {
    match parse::<OutsideCall>(&body) {
        Ok(call) if call.live => {
            answer(calls::begin(&state, call).map(|placed| json!({ "sid": placed.sid })))
        }
        Ok(call) => answer(calls::place(&state, call).await),
        Err(refusal) => refusal.into_response(),
    }
}

/// What `GET /sim/calls` may ask for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Filter {
    phone: Option<String>,
    limit: Option<usize>,
}

async fn list(AppState(state): App, Query(filter): Query<Filter>) -> Response {
    let is_wanted = |call: &PlayedCall| filter.phone.as_ref().is_none_or(|phone| call.is_of(phone));
    let calls = state.switchboard.latest(&state.store, is_wanted).map(|mut calls| {
        calls.truncate(filter.limit.unwrap_or(LIMIT));
        json!({ "items": calls })
    });
    answer(calls)
}

async fn call(AppState(state): App, Path(sid): Path<String>) -> Response {
    let unknown = || Refusal::not_found("sid", &format!("the call {sid}")).into();
    answer(state.switchboard.played(&sid, &state.store).and_then(|call| call.ok_or_else(unknown)))
}

async fn step(AppState(state): App, Path(sid): Path<String>, body: Bytes) -> Response {
    let taken = parse(&body).and_then(|step| calls::take(&state, &sid, step));
    answer(taken.map(|taken| json!({ "taken": taken })).map_err(Into::into))
}

/// How an outside party takes calls; the body of `POST /sim/parties`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NamedParty {
    address: String,
    behaviour: Party,
}

async fn party(AppState(state): App, body: Bytes) -> Response {
    done(parse(&body).and_then(|NamedParty { address, behaviour }| {
        let is_place = ["queue:", "conference:"].iter().any(|place| address.starts_with(place));
        if behaviour == Party::Live && is_place {
            let message = "`address`: only a phone can be live";
            return Err(Refusal::bad_request(Some("address"), message));
        }
        state.switchboard.set_party(address, behaviour);
        Ok(())
    }))
}

async fn parties(AppState(state): App) -> Response {
    let parties = state.switchboard.parties().into_iter();
    let items: Vec<_> = parties
        .map(|(address, behaviour)| json!({ "address": address, "behaviour": behaviour }))
        .collect();
    answer(Ok(json!({ "items": items })))
}
