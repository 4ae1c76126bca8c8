//! Calls, with their legs and links to their recordings.

use std::collections::BTreeMap;

use futures::future::try_join_all;
use serde::Serialize;
use serde_json::{Value, json};
use shared::api::{ApiError, ApiRequest};
use shared::app::App;
use shared::ids::CallId;
use shared::media::MediaError;
use shared::records::{Call, Direction, Progress, Timestamp};
use shared::store::List;
use twilio::phone::E164;
use twilio::sid::{CallSid, RecordingSid};
use twilio::status::RecordingStatus;

use crate::legs::{DialView, LegView, RecordingView};
use crate::lists::{listed, page};

/// Longest `lead_id` that is looked for, in bytes: far less than an index takes.
const MAX_LEAD: usize = 1_024;

/// A call as the website reads it. `recording_*` are those of the recording that stands for it.
#[derive(Serialize)]
struct View<'c> {
    call_id: &'c CallId,
    call_sid: &'c Option<CallSid>,
    direction: Direction,
    from_number: &'c str,
    to_number: &'c str,
    #[serde(flatten)]
    progress: &'c Progress,
    error_message: &'c Option<String>,
    unconfirmed: bool,
    lead_id: &'c Option<String>,
    connect: &'c Option<E164>,
    say: &'c Option<String>,
    machine_detection: &'c Option<String>,
    #[serde(flatten)]
    dial: DialView<'c>,
    legs: Vec<LegView<'c>>,
    recording_enabled: bool,
    recording_sid: Option<&'c RecordingSid>,
    recording_url: Option<&'c str>,
    recording_duration: Option<u32>,
    recording_status: Option<&'c RecordingStatus>,
    recordings: &'c [RecordingView<'c>],
    has_voicemail: bool,
    voicemail_duration: Option<u32>,
    details: &'c BTreeMap<String, String>,
    created_at: Timestamp,
    updated_at: Timestamp,
}

pub(crate) async fn list(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    let page = page(List::Calls, request)?;
    let found = match lead(request)? {
        Some(lead) => app.store.call_list_by_lead(&request.tenant, &lead, &page).await?,
        None => app.store.call_list(&request.tenant, &page).await?,
    };
    let views = try_join_all(found.items.iter().map(|call| view(app, call))).await?;
    Ok(listed(&views, found.next.as_deref()))
}

fn lead(request: &ApiRequest) -> Result<Option<String>, ApiError> {
    let query = request.query();
    match query.get("lead_id") {
        Some(lead) if lead.is_empty() || lead.len() > MAX_LEAD => Err(ApiError::Invalid {
            field: "lead_id",
            message: "the reference that a call was made with, at most 1,024 bytes",
        }),
        lead => Ok(lead.map(str::to_owned)),
    }
}

pub(crate) async fn get(
    app: &App,
    request: &ApiRequest,
    call_id: &CallId,
) -> Result<Value, ApiError> {
    let found = app.store.call_get(&request.tenant, call_id).await?;
    let call = found.ok_or(ApiError::NotFound("call"))?;
    Ok(view(app, &call).await?)
}

async fn view(app: &App, call: &Call) -> Result<Value, MediaError> {
    let recordings = call.recordings.iter().map(|recording| RecordingView::of(app, recording));
    let recordings = try_join_all(recordings).await?;
    let chosen = call.recording();
    let shown = chosen.and_then(|chosen| {
        recordings.iter().find(|shown| *shown.recording_sid == chosen.recording_sid)
    });
    let content = &call.content;
    Ok(json!(View {
        call_id: &content.call_id,
        call_sid: &content.call_sid,
        direction: content.direction,
        from_number: &content.from_number,
        to_number: &content.to_number,
        progress: &call.progress,
        error_message: &call.error_message,
        unconfirmed: call.unconfirmed,
        lead_id: &content.lead_id,
        connect: &content.request.connect,
        say: &content.request.say,
        machine_detection: &content.request.machine_detection,
        dial: call.dial.as_ref().into(),
        legs: call.legs.iter().map(LegView::of).collect(),
        recording_enabled: call.recording_enabled(),
        recording_sid: shown.map(|shown| shown.recording_sid),
        recording_url: shown.and_then(|shown| shown.recording_url.as_deref()),
        recording_duration: chosen.and_then(|chosen| chosen.facts.duration),
        recording_status: chosen.and_then(|chosen| chosen.status.as_ref()),
        recordings: &recordings,
        has_voicemail: call.has_voicemail(),
        voicemail_duration: call.voicemail_duration,
        details: &content.details,
        created_at: content.created_at,
        updated_at: call.updated_at,
    }))
}
