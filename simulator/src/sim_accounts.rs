//! `/sim`: the accounts, and whether carriers know them.

use std::sync::Arc;

use axum::Router;
use axum::extract::State as AppState;
use axum::response::Response;
use axum::routing::get;
use bytes::Bytes;
use serde::Deserialize;
use serde_json::json;

use super::refusal::Refusal;
use super::sim::{answer, done, parse};
use super::state::State;

type App = AppState<Arc<State>>;

pub(super) fn routes() -> Router<Arc<State>> {
    Router::new().route("/sim/accounts", get(accounts).post(register))
}

async fn accounts(AppState(state): App) -> Response {
    answer(state.store.accounts().map(|items| json!({ "items": items })).map_err(Into::into))
}

/// Whether an account is registered for A2P 10DLC; the body of `POST /sim/accounts`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Registration {
    /// `None` means the subaccounts that are made from now on.
    sid: Option<String>,
    registered: bool,
}

async fn register(AppState(state): App, body: Bytes) -> Response {
    match parse::<Registration>(&body) {
        Ok(Registration { sid: None, registered }) => {
            state.limits.set_registered(registered);
            done(Ok(()))
        }
        Ok(Registration { sid: Some(sid), registered }) => {
            match state.store.account_register(&sid, registered) {
                Ok(true) => done(Ok(())),
                Ok(false) => done(Err(Refusal::not_found("sid", &format!("the account {sid}")))),
                Err(error) => answer::<()>(Err(error.into())),
            }
        }
        Err(refusal) => done(Err(refusal)),
    }
}
