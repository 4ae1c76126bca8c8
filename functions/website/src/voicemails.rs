//! Voicemails: the inbox.

use serde::Serialize;
use serde_json::{Value, json};
use shared::api::{ApiError, ApiRequest};
use shared::app::App;
use shared::ids::{CallId, ContactId};
use shared::records::{
    Contact, Timestamp, TranscriptionStatus, Voicemail, VoicemailStatus, contact_of,
};
use shared::store::{KnownContacts, List, Wanted, Whose};
use shared::views::FileView;
use twilio::sid::{CallSid, RecordingSid};

use crate::lists::{always, listed, page};
use crate::people::People;

const INVALID_STATUS: ApiError =
    ApiError::Invalid { field: "status", message: "new, listened or archived" };

/// A voicemail as the website reads it; `recording_url` is that of its file.
#[derive(Serialize)]
struct View<'v> {
    recording_sid: &'v RecordingSid,
    call_id: &'v CallId,
    call_sid: &'v Option<CallSid>,
    contact_id: Option<ContactId>,
    contact_name: Option<&'v String>,
    lead_id: Option<&'v str>,
    from_number: &'v Option<String>,
    to_number: &'v Option<String>,
    duration: Option<u32>,
    empty: bool,
    recording_url: Option<String>,
    file: Option<FileView<'v>>,
    status: VoicemailStatus,
    transcription: &'v Option<String>,
    transcription_status: Option<TranscriptionStatus>,
    created_at: Timestamp,
    listened_at: Option<Timestamp>,
    updated_at: Timestamp,
}

const FILTERS: [&str; 7] =
    ["status", "contact_id", "lead_id", "number", "own_number", "created_after", "created_before"];

pub(crate) async fn list(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    let (page, filters) = page(always(List::Voicemails), request, &FILTERS)?;
    let status = filters.text("status").map(status).transpose()?;
    let own = filters.number("own_number")?;
    let wanted = Wanted::only(own.map(|own| {
        move |voicemail: &Voicemail| voicemail.to_number.as_deref() == Some(own.as_str())
    }));
    let people = People::of(app, request, &filters).await?;
    let whose = people.parties().map_or(Whose::All, |parties| Whose::Of { parties, lead: None });
    let wanted = (&whose, status, wanted);
    let found = app.store.voicemail_list(&request.tenant, wanted, &page).await?;
    let people = people.behind(app, request, found.items.iter().filter_map(contact)).await?;
    let views = found.items.iter().map(|voicemail| view(app, voicemail, &people));
    let views: Vec<_> = views.collect();
    Ok(listed(&views, found.next.as_deref()))
}

pub(crate) async fn get(
    app: &App,
    request: &ApiRequest,
    sid: &RecordingSid,
) -> Result<Value, ApiError> {
    request.query_of(&[])?;
    let found = app.store.voicemail_get(&request.tenant, sid).await?;
    let voicemail = found.ok_or(ApiError::NotFound("voicemail"))?;
    one(app, request, &voicemail).await
}

pub(crate) async fn mark(
    app: &App,
    request: &ApiRequest,
    sid: &RecordingSid,
) -> Result<Value, ApiError> {
    let wanted = wanted(&request.json()?)?;
    let marked = app.store.voicemail_mark(&request.tenant, sid, wanted, app.now()).await?;
    let voicemail = marked.ok_or(ApiError::NotFound("voicemail"))?;
    one(app, request, &voicemail).await
}

/// `{"status": …}`, and nothing else: the rest of a voicemail is not the tenant's to change.
fn wanted(body: &Value) -> Result<VoicemailStatus, ApiError> {
    let invalid = ApiError::Invalid { field: "body", message: "a JSON object" };
    let fields = body.as_object().ok_or(invalid)?;
    if let Some(field) = fields.keys().find(|field| *field != "status") {
        return Err(ApiError::Unknown { field: field.clone() });
    }
    status(fields.get("status").and_then(Value::as_str).unwrap_or_default())
}

fn status(text: &str) -> Result<VoicemailStatus, ApiError> {
    text.parse().map_err(|_| INVALID_STATUS)
}

async fn one(app: &App, request: &ApiRequest, voicemail: &Voicemail) -> Result<Value, ApiError> {
    let ids = contact(voicemail).into_iter().collect();
    let people = app.store.contacts_behind(&request.tenant, &ids).await?;
    Ok(view(app, voicemail, &people))
}

fn contact(voicemail: &Voicemail) -> Option<ContactId> {
    voicemail.other_side().map(|party| contact_of(&voicemail.tenant_id, &party))
}

pub(crate) fn view(app: &App, voicemail: &Voicemail, people: &KnownContacts) -> Value {
    let person = contact(voicemail).and_then(|id| people.behind(&id));
    let file = voicemail.file.as_ref().map(|file| FileView::of(app, file));
    json!(View {
        recording_sid: &voicemail.recording_sid,
        call_id: &voicemail.call_id,
        call_sid: &voicemail.call_sid,
        contact_id: contact(voicemail).map(|id| people.id(id)),
        contact_name: person.and_then(Contact::shown_name),
        lead_id: person.and_then(|person| person.lead_id.as_deref()),
        from_number: &voicemail.from_number,
        to_number: &voicemail.to_number,
        duration: voicemail.facts.duration,
        empty: voicemail.is_empty(),
        recording_url: file.as_ref().map(|file| file.url.clone()),
        file,
        status: voicemail.status,
        transcription: &voicemail.transcription,
        transcription_status: voicemail.transcription_status,
        created_at: voicemail.created_at,
        listened_at: voicemail.listened_at,
        updated_at: voicemail.updated_at,
    })
}
