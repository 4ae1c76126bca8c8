//! The REST API, version 2010-04-01.

mod accounts;
mod auth;
mod calls;
mod error;
mod filter;
mod gate;
mod media;
mod messages;
mod numbers;
mod page;
mod recordings;

use std::sync::Arc;

use axum::Router;
use axum::http::Uri;
use axum::response::Response;
use axum::routing::get;

use super::state::State;
use error::RestError;

pub(super) use gate::pass;

const ROOT: &str = "/2010-04-01";

pub(super) fn routes() -> Router<Arc<State>> {
    let api = Router::new()
        .route("/Accounts/{account}", get(accounts::fetch))
        .route("/Accounts/{account}/Calls.json", get(calls::list).post(calls::create))
        .route("/Accounts/{account}/Calls/{call}", get(calls::fetch).post(calls::update))
        .route("/Accounts/{account}/Calls/{call}/Recordings.json", get(recordings::list_of_call))
        .route("/Accounts/{account}/Recordings.json", get(recordings::list))
        .route(
            "/Accounts/{account}/Recordings/{recording}",
            get(recordings::fetch).delete(recordings::delete),
        )
        .route("/Accounts/{account}/IncomingPhoneNumbers.json", get(numbers::list))
        .route("/Accounts/{account}/Messages.json", get(messages::list).post(messages::create))
        .route(
            "/Accounts/{account}/Messages/{message}",
            get(messages::fetch).post(messages::update).delete(messages::delete),
        )
        .route("/Accounts/{account}/Messages/{message}/Media.json", get(media::list))
        .route("/Accounts/{account}/Messages/{message}/Media/{media}", get(media::fetch))
        .fallback(|uri: Uri| async move { RestError::not_found(uri.path()) })
        .method_not_allowed_fallback(|| async { RestError::METHOD_NOT_ALLOWED });
    Router::new().nest(ROOT, api)
}

/// An answer or an error, both of which are responses.
type Answer = Result<Response, RestError>;
