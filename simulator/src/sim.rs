//! `/sim`: the outside world, for people and programs that play it.

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, State as AppState};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::accounts::SubaccountLimit;
use super::calls::{Callbacks, Order};
use super::faults::PlannedFault;
use super::inventory::Inventory;
use super::refusal::Refusal;
use super::state::State;
use super::{inbound, statuses};

/// Room for ten attachments of 5 MB in Base64.
const LARGEST_REQUEST: usize = 80 * 1024 * 1024;

type App = AppState<Arc<State>>;

pub(super) fn routes() -> Router<Arc<State>> {
    Router::new()
        .route("/sim/messages", post(messages))
        .route("/sim/statuses", post(statuses))
        .route("/sim/callbacks", get(order).post(callbacks))
        .route("/sim/limits", post(limits))
        .route("/sim/inventory", post(inventory))
        .route("/sim/faults", get(faults).post(fault).delete(heal))
        .route("/sim/numbers", get(numbers))
        .layer(DefaultBodyLimit::max(LARGEST_REQUEST))
}

async fn messages(AppState(state): App, body: Bytes) -> Response {
    match parse(&body) {
        Ok(message) => answer(inbound::send(&state, message).await),
        Err(refusal) => refusal.into_response(),
    }
}

async fn statuses(AppState(state): App, body: Bytes) -> Response {
    match parse(&body) {
        Ok(callbacks) => answer(statuses::send(&state, callbacks).await),
        Err(refusal) => refusal.into_response(),
    }
}

/// The orders of callbacks of what the REST API starts: of calls, and under `messages` of messages;
/// the body of `POST /sim/callbacks`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CallbackOrders {
    order: Option<Order>,
    repeat: Option<usize>,
    seed: Option<u64>,
    messages: Option<Callbacks>,
}

async fn callbacks(AppState(state): App, body: Bytes) -> Response {
    done(parse(&body).map(|orders: CallbackOrders| {
        let CallbackOrders { order, repeat, seed, messages } = orders;
        if messages.is_none() || order.is_some() || repeat.is_some() || seed.is_some() {
            state.switchboard.set_callbacks(Callbacks {
                order: order.unwrap_or_default(),
                repeat: repeat.unwrap_or_default(),
                seed: seed.unwrap_or_default(),
            });
        }
        if let Some(messages) = messages {
            state.deliveries.set_callbacks(messages);
        }
    }))
}

/// As `POST` takes it.
async fn order(AppState(state): App) -> Response {
    let Callbacks { order, repeat, seed } = state.switchboard.callbacks();
    let messages = state.deliveries.callbacks();
    let value = json!({ "order": order, "repeat": repeat, "seed": seed, "messages": messages });
    answer(Ok(value))
}

async fn faults(AppState(state): App) -> Response {
    answer(Ok(json!({ "items": state.faults.planned() })))
}

async fn fault(AppState(state): App, body: Bytes) -> Response {
    done(parse(&body).and_then(PlannedFault::read).map(|fault| state.faults.plan(fault)))
}

async fn heal(AppState(state): App) -> Response {
    state.faults.heal();
    StatusCode::NO_CONTENT.into_response()
}

async fn limits(AppState(state): App, body: Bytes) -> Response {
    done(parse(&body).map(|limit: SubaccountLimit| state.limits.set(limit.subaccounts)))
}

async fn inventory(AppState(state): App, body: Bytes) -> Response {
    let owned = match state.store.owned_numbers() {
        Ok(owned) => owned,
        Err(error) => return answer::<()>(Err(error.into())),
    };
    done(parse(&body).and_then(|inventory: Inventory| state.stock.set(&inventory, &owned)))
}

async fn numbers(AppState(state): App) -> Response {
    answer(state.store.numbers(None).map(|items| json!({ "items": items })).map_err(Into::into))
}

/// The body whatever its content type; what is wrong with it is said in the JSON parser's words,
/// which name the field.
pub(super) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|error| Refusal::bad_request(None, error.to_string()))
}

pub(super) fn done(outcome: Result<(), Refusal>) -> Response {
    match outcome {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(refusal) => refusal.into_response(),
    }
}

pub(super) fn answer<T: Serialize>(outcome: anyhow::Result<T>) -> Response {
    match outcome.map_err(anyhow::Error::downcast::<Refusal>) {
        Ok(value) => Json(value).into_response(),
        Err(Ok(refusal)) => refusal.into_response(),
        Err(Err(error)) => fail(&error),
    }
}

/// The answer when the simulator itself has failed.
pub(super) fn fail(error: &anyhow::Error) -> Response {
    tracing::error!(error = format!("{error:#}"), "simulated Twilio failed");
    let message = json!({"error": {"code": "internal", "message": format!("{error:#}")}});
    (StatusCode::INTERNAL_SERVER_ERROR, Json(message)).into_response()
}
