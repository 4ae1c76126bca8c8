//! Calls, with their legs and links to their recordings.

use std::collections::BTreeMap;

use futures::future::try_join_all;
use serde::Serialize;
use serde_json::{Value, json};
use shared::api::{ApiError, ApiRequest};
use shared::app::App;
use shared::ids::CallId;
use shared::media::MediaError;
use shared::records::{Call, Progress};
use shared::store::List;
use shared::views::{CallView, Reason};
use twilio::form::Form;
use twilio::sid::RecordingSid;
use twilio::status::RecordingStatus;

use crate::legs::{DialView, LegView, RecordingView};
use crate::lists::{listed, page};

/// Longest `lead_id` that is looked for, in bytes: far less than an index takes.
const MAX_LEAD: usize = 1_024;

/// A call as the website reads it. `recording_*` are those of the recording that stands for it.
#[derive(Serialize)]
struct View<'c> {
    #[serde(flatten)]
    call: CallView<'c>,
    #[serde(flatten)]
    progress: &'c Progress,
    #[serde(flatten)]
    reason: Reason,
    #[serde(flatten)]
    dial: DialView<'c>,
    legs: Vec<LegView<'c>>,
    recording_sid: Option<&'c RecordingSid>,
    recording_url: Option<&'c str>,
    recording_duration: Option<u32>,
    recording_status: Option<&'c RecordingStatus>,
    recordings: &'c [RecordingView<'c>],
    menu_keys: &'c [String],
    has_voicemail: bool,
    voicemail_duration: Option<u32>,
    details: &'c BTreeMap<String, String>,
}

pub(crate) async fn list(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    let (page, query) = page(List::Calls, request, Some("lead_id"))?;
    let found = match lead(&query)? {
        Some(lead) => app.store.call_list_by_lead(&request.tenant, &lead, &page).await?,
        None => app.store.call_list(&request.tenant, &page).await?,
    };
    let views = try_join_all(found.items.iter().map(|call| view(app, call))).await?;
    Ok(listed(&views, found.next.as_deref()))
}

fn lead(query: &Form) -> Result<Option<String>, ApiError> {
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
    request.query_of(&[])?;
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
    Ok(json!(View {
        call: CallView::of(call),
        progress: &Progress { status: Some(call.status().clone()), ..call.progress.clone() },
        reason: Reason::of(call.progress.error_code, call.error_message.as_deref()),
        dial: call.dial.as_ref().into(),
        legs: call.legs.iter().map(LegView::of).collect(),
        recording_sid: shown.map(|shown| shown.recording_sid),
        recording_url: shown.and_then(|shown| shown.recording_url.as_deref()),
        recording_duration: chosen.and_then(|chosen| chosen.facts.duration),
        recording_status: chosen.and_then(|chosen| chosen.status.as_ref()),
        recordings: &recordings,
        menu_keys: &call.menu_keys,
        has_voicemail: call.has_voicemail(),
        voicemail_duration: call.voicemail_duration,
        details: &call.content.details,
    }))
}
