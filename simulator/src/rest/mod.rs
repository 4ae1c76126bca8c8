//! The REST API, version 2010-04-01.

mod accounts;
mod answer;
mod asked;
mod auth;
mod available;
mod calls;
mod error;
mod filter;
mod gate;
mod media;
mod messages;
mod number_form;
mod numbers;
mod page;
mod params;
mod purchase;
mod recordings;
mod roots;
mod tokens;

use std::sync::Arc;

use axum::Router;
use axum::extract::OriginalUri;
use axum::http::Uri;
use axum::routing::{get, post};

use super::state::State;
use error::RestError;
use roots::{ROOT, TOKENS_ROOT};

pub(super) use gate::pass;

pub(super) fn routes() -> Router<Arc<State>> {
    let api = Router::new()
        .route("/Accounts.json", get(accounts::list).post(accounts::create))
        .route("/Accounts/{account}", get(accounts::fetch).post(accounts::update))
        .route("/Accounts/{account}/Calls.json", get(calls::list).post(calls::create))
        .route("/Accounts/{account}/Calls/{call}", get(calls::fetch).post(calls::update))
        .route("/Accounts/{account}/Calls/{call}/Recordings.json", get(recordings::list_of_call))
        .route("/Accounts/{account}/Recordings.json", get(recordings::list))
        .route(
            "/Accounts/{account}/Recordings/{recording}",
            get(recordings::fetch).delete(recordings::delete),
        )
        .route(
            "/Accounts/{account}/IncomingPhoneNumbers.json",
            get(numbers::list).post(purchase::buy),
        )
        .route(
            "/Accounts/{account}/IncomingPhoneNumbers/{number}",
            get(numbers::fetch).post(numbers::update).delete(numbers::release),
        )
        .route("/Accounts/{account}/AvailablePhoneNumbers/{country}/{kind}", get(available::search))
        .route("/Accounts/{account}/Messages.json", get(messages::list).post(messages::create))
        .route(
            "/Accounts/{account}/Messages/{message}",
            get(messages::fetch).post(messages::update).delete(messages::delete),
        )
        .route("/Accounts/{account}/Messages/{message}/Media.json", get(media::list))
        .route(
            "/Accounts/{account}/Messages/{message}/Media/{media}",
            get(media::fetch).delete(media::delete),
        )
        .fallback(|uri: Uri| async move { RestError::not_found(uri.path()) })
        .method_not_allowed_fallback(|| async { RestError::METHOD_NOT_ALLOWED });
    let tokens = Router::new()
        .route("/Secondary", post(tokens::create).delete(tokens::delete))
        .route("/Promote", post(tokens::promote))
        .fallback(|OriginalUri(uri): OriginalUri| async move { RestError::not_found(uri.path()) })
        .method_not_allowed_fallback(|| async { RestError::METHOD_NOT_ALLOWED });
    Router::new().nest(ROOT, api).nest(TOKENS_ROOT, tokens)
}
