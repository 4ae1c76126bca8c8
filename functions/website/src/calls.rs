//! Calls, with their legs and links to their recordings.

use serde::Serialize;
use serde_json::{Value, json};
use shared::api::{ApiError, ApiRequest, Fields, invalid};
use shared::app::App;
use shared::ids::{CallId, ContactId};
use shared::records::{Call, Progress, contact_of};
use shared::store::{KnownContacts, List};
use shared::views::{CallView, Reason};
use twilio::form::Details;
use twilio::sid::RecordingSid;
use twilio::status::RecordingStatus;

use crate::filters::Filters;
use crate::legs::{DialView, LegView, RecordingView};
use crate::lists::{always, listed, page};
use crate::people::People;

/// A call as the website reads it. `recording_*` are those of the recording that stands for it.
#[derive(Serialize)]
struct View<'c> {
    #[serde(flatten)]
    call: CallView<'c>,
    contact_id: Option<ContactId>,
    contact_name: Option<&'c String>,
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
    details: &'c Details,
}

const FILTERS: [&str; 9] = [
    "outcome",
    "seen",
    "direction",
    "contact_id",
    "lead_id",
    "number",
    "own_number",
    "created_after",
    "created_before",
];

pub(crate) async fn list(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    let (page, filters) = page(always(List::Calls), request, &FILTERS)?;
    let wanted = wanted(&filters)?;
    let people = People::of(app, request, &filters).await?;
    let (whose, of_lead) = people.calls();
    let wanted = (&whose, &of_lead.and(wanted));
    let mut found = app.store.call_list(&request.tenant, wanted, &page).await?;
    let people = people.behind(app, request, found.items.iter().filter_map(contact)).await?;
    with_leads(filters.lead()?.as_ref(), &people, &mut found.items);
    let views: Vec<_> = found.items.iter().map(|call| view(app, call, &people)).collect();
    Ok(listed(&views, found.next.as_deref()))
}

/// What is asked of each call, beside whom it was with.
fn wanted(filters: &Filters) -> Result<Option<impl Fn(&Call) -> bool + use<>>, ApiError> {
    let (outcomes, direction) = (filters.outcomes()?, filters.direction()?);
    let (own, seen) = (filters.number("own_number")?, filters.seen()?);
    let is_asked = outcomes.is_some() || direction.is_some() || own.is_some() || seen.is_some();
    Ok(is_asked.then_some(move |call: &Call| {
        let content = &call.content;
        let has = |outcome| outcomes.as_ref().is_none_or(|outcomes| outcomes.contains(&outcome));
        direction.is_none_or(|direction| content.direction == direction)
            && own.as_ref().is_none_or(|own| content.own_side() == own.as_str())
            && seen.is_none_or(|seen| call.seen_at.is_some() == seen)
            && call.outcome().map_or(outcomes.is_none(), has)
    }))
}

/// The website's reference of the person, where a call was not made with one: also for calls that
/// came before it was given.
fn with_leads(lead: Option<&String>, people: &KnownContacts, calls: &mut [Call]) {
    for call in calls.iter_mut().filter(|call| call.content.lead_id.is_none()) {
        let person = contact(call).and_then(|id| people.behind(&id));
        let of_contact = person.and_then(|person| person.lead_id.as_ref());
        call.content.lead_id = lead.or(of_contact).cloned();
    }
}

/// Who was on the other side.
fn contact(call: &Call) -> Option<ContactId> {
    call.content.other_side().map(|party| contact_of(&call.content.tenant_id, &party))
}

pub(crate) async fn get(
    app: &App,
    request: &ApiRequest,
    call_id: &CallId,
) -> Result<Value, ApiError> {
    request.query_of(&[])?;
    let found = app.store.call_get(&request.tenant, call_id).await?;
    shown(app, request, found).await
}

async fn shown(app: &App, request: &ApiRequest, found: Option<Call>) -> Result<Value, ApiError> {
    let mut call = found.ok_or(ApiError::NotFound("call"))?;
    let ids = contact(&call).into_iter().collect();
    let people = app.store.contacts_behind(&request.tenant, &ids).await?;
    with_leads(None, &people, std::slice::from_mut(&mut call));
    Ok(view(app, &call, &people))
}

/// `{"seen": true}`: whoever was to see that it was missed has, or is to see it again.
pub(crate) async fn see(
    app: &App,
    request: &ApiRequest,
    call_id: &CallId,
) -> Result<Value, ApiError> {
    const SEEN: &str = "true or false";
    let mut fields = Fields::of(request.json()?)?;
    let seen = fields.take("seen").and_then(|seen| seen.as_bool());
    fields.finish()?;
    let Some(seen) = seen else { return invalid("seen", SEEN) };
    let (place, now) = ((&request.tenant, call_id), app.now());
    let found = match seen {
        true => app.store.call_see(place, (request.user(), now)).await?,
        false => app.store.call_unsee(place, now).await?,
    };
    shown(app, request, found).await
}

pub(crate) fn view(app: &App, call: &Call, people: &KnownContacts) -> Value {
    let recordings = call.recordings.iter().map(|recording| RecordingView::of(app, recording));
    let recordings: Vec<_> = recordings.collect();
    let chosen = call.recording();
    let shown = chosen.and_then(|chosen| {
        recordings.iter().find(|shown| *shown.recording_sid == chosen.recording_sid)
    });
    json!(View {
        call: CallView::of(call),
        contact_name: contact(call).and_then(|id| people.behind(&id)?.shown_name()),
        contact_id: contact(call).map(|id| people.id(id)),
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
    })
}
