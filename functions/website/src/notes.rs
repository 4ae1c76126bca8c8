//! Notes of users about a conversation.

use http::StatusCode;
use serde_json::{Value, json};
use shared::api::{Answer, ApiError, ApiRequest, Fields, Role, invalid, is_user};
use shared::app::App;
use shared::ids::NoteId;
use shared::records::{Note, ThreadId};
use shared::store::{List, NoteChanged, Written};
use ulid::Ulid;

use crate::lists::{always, listed, page};

/// Longest text, in characters.
const MAX_TEXT: usize = 5_000;
/// Most users that a note is meant for.
const MAX_MENTIONS: usize = 20;

pub(crate) async fn list(
    app: &App,
    request: &ApiRequest,
    thread: &ThreadId,
) -> Result<Value, ApiError> {
    let (page, _) = page(always(List::Notes), request, &[])?;
    let found = app.store.note_list(&request.tenant, thread, &page).await?;
    if found.items.is_empty() {
        check_thread(app, request, thread).await?;
    }
    let notes: Vec<_> = found.items.iter().map(Note::told).collect();
    Ok(listed(&notes, found.next.as_deref()))
}

pub(crate) async fn create(
    app: &App,
    request: &ApiRequest,
    thread: &ThreadId,
) -> Result<Answer, ApiError> {
    let (text, mentions) = wanted(request)?;
    let Some(text) = text else { return invalid("text", TEXT) };
    let now = app.now();
    let time = u64::try_from(now.as_millis()).unwrap_or_default();
    let id = Ulid::from_parts(time, Ulid::generate().random());
    let note = Note {
        note_id: id.to_string().parse().expect("letters and digits are an id"),
        tenant_id: request.tenant.clone(),
        thread_id: thread.clone(),
        author: request.user().map(str::to_owned),
        text,
        mentions: mentions.unwrap_or_default(),
        created_at: now,
        updated_at: now,
    };
    if !app.store.note_put(&note).await? {
        return Err(ApiError::NotFound("thread"));
    }
    Ok(Answer { status: StatusCode::CREATED, body: note.told().into() })
}

/// Of one's own, or as an owner of anybody's; what is not named stays.
pub(crate) async fn change(
    app: &App,
    request: &ApiRequest,
    (thread, note): (&ThreadId, &NoteId),
) -> Result<Value, ApiError> {
    Fields::of(request.json()?)?.never_null(&["text", "mentions"])?;
    let (text, mentions) = wanted(request)?;
    if text.is_none() && mentions.is_none() {
        return invalid("body", "`text`, `mentions`, or both");
    }
    let place = (&request.tenant, thread, note);
    let said = (text.as_deref(), mentions.as_deref());
    let changed = app.store.note_change(place, said, (written(request), app.now())).await?;
    changed.map(|note| note.told()).map_err(refused)
}

/// Likewise.
pub(crate) async fn delete(
    app: &App,
    request: &ApiRequest,
    (thread, note): (&ThreadId, &NoteId),
) -> Result<Value, ApiError> {
    let place = (&request.tenant, thread, note);
    match app.store.note_delete(place, written(request)).await? {
        NoteChanged::Changed => Ok(json!({ "note_id": note, "thread_id": thread })),
        otherwise => Err(refused(otherwise)),
    }
}

/// A user without an id has written nothing that could be known as the user's own.
fn written(request: &ApiRequest) -> Written<'_> {
    match request.role {
        Role::Owner => Written::ByAnybody,
        _ => Written::By(request.user().unwrap_or_default()),
    }
}

fn refused(why: NoteChanged) -> ApiError {
    match why {
        NoteChanged::Anothers => ApiError::Role { needed: Role::Owner },
        _ => ApiError::NotFound("note"),
    }
}

const TEXT: &str = "a text of 1 to 5,000 characters";

fn wanted(request: &ApiRequest) -> Result<(Option<String>, Option<Vec<String>>), ApiError> {
    let mut fields = Fields::of(request.json()?)?;
    let text = fields.text("text")?;
    let is_text = |text: &String| !text.trim().is_empty() && text.chars().count() <= MAX_TEXT;
    if !text.as_ref().is_none_or(is_text) {
        return invalid("text", TEXT);
    }
    let mentions = match fields.take("mentions").map(serde_json::from_value::<Vec<String>>) {
        None => None,
        Some(Ok(users))
            if users.len() <= MAX_MENTIONS && users.iter().all(|user| is_user(user)) =>
        {
            Some(users)
        }
        Some(_) => return invalid("mentions", "a list of at most 20 ids of users"),
    };
    fields.finish()?;
    Ok((text, mentions))
}

async fn check_thread(app: &App, request: &ApiRequest, thread: &ThreadId) -> Result<(), ApiError> {
    let found = app.store.thread_some(&request.tenant, std::slice::from_ref(thread)).await?;
    if found.is_empty() { Err(ApiError::NotFound("thread")) } else { Ok(()) }
}
