//! `/Accounts/{AC}/Messages/{SM}/Media`: what a message carries, and the way to its bytes.

use std::sync::Arc;

use axum::Json;
use axum::extract::{OriginalUri, Path, State as AppState};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::super::media::Media;
use super::super::media_log::MediaRequest;
use super::super::state::State;
use super::super::times;
use super::answer::Answer;
use super::asked::Asked;
use super::auth;
use super::error::RestError;
use super::roots::ROOT;

pub(super) async fn list(asked: Asked) -> Answer {
    let (store, message) = (&asked.state.store, asked.name(0));
    store.message(&asked.account.sid, message)?.ok_or_else(|| asked.not_found())?;
    Ok(asked.page("media_list", store.media_of(message)?.iter().map(resource)))
}

/// The resource with the extension `.json`; without one, the way to the bytes.
pub(super) async fn fetch(
    AppState(state): AppState<Arc<State>>,
    Path((account, message, file)): Path<(String, String, String)>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Answer {
    let not_found = || RestError::not_found(uri.path());
    let find = |sid: &str| {
        let account = auth::account(&state, &headers, &account)?;
        let media = state.store.media(sid)?.ok_or_else(not_found)?;
        let is_there = media.account_sid == account.sid && media.message_sid == message;
        if is_there { Ok(media) } else { Err(not_found()) }
    };
    if let Some(sid) = file.strip_suffix(".json") {
        return Ok(Json(resource(&find(sid)?)).into_response());
    }
    let mut request = MediaRequest::new(uri.path(), &file, &headers);
    let way = || match find(&file)? {
        media if state.store.media_is_still_missing(&media.sid)? => Err(not_found()),
        media => Ok(redirect(&state, &media)),
    };
    let response = way().unwrap_or_else(RestError::into_response);
    request.status = response.status().as_u16();
    state.media_log.add(request);
    Ok(response)
}

pub(super) async fn delete(asked: Asked) -> Answer {
    let (store, sid) = (&asked.state.store, asked.sid().unwrap_or(asked.name(1)));
    let is_there = |media: &Media| {
        media.account_sid == asked.account.sid && media.message_sid == asked.name(0)
    };
    let media = store.media(sid)?.filter(is_there).ok_or_else(|| asked.not_found())?;
    store.media_delete(&media)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn redirect(state: &State, media: &Media) -> Response {
    let cdn = || state.links.make(&media.sid, times::now());
    let target = media.redirect_to.clone().unwrap_or_else(cdn);
    (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, target)]).into_response()
}

fn resource(media: &Media) -> Value {
    json!({
        "account_sid": media.account_sid,
        "content_type": media.announced_type,
        "date_created": times::rfc2822(media.created),
        "date_updated": times::rfc2822(media.created),
        "parent_sid": media.message_sid,
        "sid": media.sid,
        "uri": format!(
            "{}/Accounts/{}/Messages/{}/Media/{}.json",
            ROOT, media.account_sid, media.message_sid, media.sid
        ),
    })
}
