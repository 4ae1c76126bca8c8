//! `/Accounts/{AC}/Recordings`: recordings and their sound.

use std::sync::Arc;

use axum::Json;
use axum::extract::{OriginalUri, Path, State as AppState};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::IntoResponse;
use serde_json::{Value, json};

use super::super::calls::{Format, Recording};
use super::super::media_log::MediaRequest;
use super::super::state::State;
use super::super::times::rfc2822;
use super::answer::Answer;
use super::asked::Asked;
use super::auth;
use super::error::RestError;
use super::page::parameter;
use super::roots::ROOT;

pub(super) async fn list(asked: Asked) -> Answer {
    match parameter(&asked.uri, "CallSid") {
        None => page(&asked, |_| true),
        Some(call) => page(&asked, |recording| recording.call_sid.as_ref() == Some(&call)),
    }
}

pub(super) async fn list_of_call(asked: Asked) -> Answer {
    let call = asked.name(0);
    asked.state.store.call(&asked.account.sid, call)?.ok_or_else(|| asked.not_found())?;
    page(&asked, |recording| recording.call_sid.as_deref() == Some(call))
}

fn page(asked: &Asked, is_wanted: impl Fn(&Recording) -> bool) -> Answer {
    let recordings = asked.state.store.recordings(&asked.account.sid)?;
    let wanted = recordings.iter().filter(|recording| is_wanted(recording));
    Ok(asked.page("recordings", wanted.map(|recording| resource(&asked.state, recording))))
}

/// The resource with the extension `.json`; with another one or none, the sound.
pub(super) async fn fetch(
    AppState(state): AppState<Arc<State>>,
    Path((account, file)): Path<(String, String)>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Answer {
    let find = |sid: &str| {
        let account = auth::account(&state, &headers, &account)?;
        let recording = state.store.recording(&account.sid, sid)?;
        recording.ok_or_else(|| RestError::not_found(uri.path()))
    };
    let (sid, format) = match file.rsplit_once('.') {
        Some((sid, "json")) => return Ok(Json(resource(&state, &find(sid)?)).into_response()),
        Some((sid, "mp3")) => (sid, Format::Mp3),
        Some((sid, "wav")) => (sid, Format::Wav),
        _ => (file.as_str(), Format::Wav),
    };
    let mut request = MediaRequest::new(uri.path(), sid, &headers);
    let sound = || sound(&state, &find(sid)?, (format, &uri));
    let response = sound().unwrap_or_else(RestError::into_response);
    request.status = response.status().as_u16();
    state.media_log.add(request);
    Ok(response)
}

/// The file, once there is one.
fn sound(state: &State, recording: &Recording, (format, uri): (Format, &Uri)) -> Answer {
    let is_ready = recording.status == "completed";
    if !is_ready || state.store.recording_is_still_missing(&recording.sid)? {
        return Err(RestError::not_found(uri.path()));
    }
    let channels = channels(recording, parameter(uri, "RequestedChannels").as_deref())?;
    let seconds = recording.duration.and_then(|seconds| u32::try_from(seconds).ok());
    let file = format.file(seconds.unwrap_or_default(), channels);
    Ok(([(header::CONTENT_TYPE, format.content_type())], file).into_response())
}

/// Two channels can be mixed into one, but not the reverse.
fn channels(recording: &Recording, requested: Option<&str>) -> Result<u8, RestError> {
    match requested {
        None => Ok(recording.channels),
        Some("1") => Ok(1),
        Some("2") if recording.channels == 2 => Ok(2),
        Some(other) => {
            let message = format!("RequestedChannels {other} is not available for this recording");
            Err(RestError::bad_request(20001, message))
        }
    }
}

pub(super) async fn delete(asked: Asked) -> Answer {
    let sid = asked.sid().unwrap_or(asked.name(0));
    match asked.state.store.recording_delete(&asked.account.sid, sid)? {
        true => Ok(StatusCode::NO_CONTENT.into_response()),
        false => Err(asked.not_found()),
    }
}

/// Lengths are strings and the price is not known yet, as on Twilio.
fn resource(state: &State, recording: &Recording) -> Value {
    let account = &recording.account_sid;
    let root = format!("{}/Accounts/{account}/Recordings/{}", ROOT, recording.sid);
    json!({
        "account_sid": account,
        "api_version": "2010-04-01",
        "call_sid": recording.call_sid,
        "channels": recording.channels,
        "conference_sid": recording.conference_sid,
        "date_created": rfc2822(recording.created),
        "date_updated": rfc2822(recording.updated),
        "duration": recording.duration.map(|seconds| seconds.to_string()),
        "encryption_details": null,
        "error_code": recording.error_code,
        "media_url": state.recording_url(account, &recording.sid),
        "price": null,
        "price_unit": "USD",
        "sid": recording.sid,
        "source": recording.source,
        "start_time": rfc2822(recording.start_time),
        "status": recording.status,
        "subresource_uris": {"transcriptions": format!("{root}/Transcriptions.json")},
        "uri": format!("{root}.json"),
    })
}
