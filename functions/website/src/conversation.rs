//! One conversation: what users say about it, and how far they have read.

use serde_json::Value;
use shared::api::{ApiError, ApiRequest, Fields, invalid, is_user};
use shared::app::App;
use shared::ids::MessageId;
use shared::records::{Thread, ThreadChange, ThreadId, ThreadStatus};
use shared::views;

/// Most tags of a conversation.
const MAX_TAGS: usize = 20;

pub(crate) async fn get(
    app: &App,
    request: &ApiRequest,
    thread: &ThreadId,
) -> Result<Value, ApiError> {
    request.query_of(&[])?;
    view(app, request, app.store.thread_get(&request.tenant, thread).await?).await
}

/// `{"status": …, "assigned_to": …, "tags": […]}`: what is not named stays.
pub(crate) async fn change(
    app: &App,
    request: &ApiRequest,
    thread: &ThreadId,
) -> Result<Value, ApiError> {
    let change = read_change(request.json()?)?;
    if let Some(tags) = change.tags.as_ref().filter(|tags| !tags.is_empty()) {
        let known = app.store.tags_get(&request.tenant).await?;
        if !tags.iter().all(|name| known.iter().any(|tag| tag.name == *name)) {
            return invalid("tags", "names of tags that `GET /api/tags` has");
        }
    }
    let place = (&request.tenant, thread);
    let changed = app.store.thread_change(place, &change, (request.user(), app.now())).await?;
    view(app, request, changed).await
}

fn read_change(body: Value) -> Result<ThreadChange, ApiError> {
    let is_assigned = body.get("assigned_to").is_some();
    let mut fields = Fields::of(body)?;
    fields.never_null(&["status", "tags"])?;
    if fields.take("lead_id").is_some() {
        let message = "absent: it is the contact's, and PATCH /api/contacts/{contact_id} sets it";
        return invalid("lead_id", message);
    }
    let status = fields.text("status")?.map(|name| match name.as_str() {
        "open" => Ok(ThreadStatus::Open),
        "done" => Ok(ThreadStatus::Done),
        _ => invalid("status", "`open` or `done`"),
    });
    let user = fields.text("assigned_to")?;
    if user.as_deref().is_some_and(|user| !is_user(user)) {
        return invalid("assigned_to", "the id of a user, 1 to 128 characters, or null");
    }
    let tags = fields.take("tags").map(read_tags).transpose()?;
    fields.finish()?;
    let assigned_to = is_assigned.then_some(user);
    let change = ThreadChange { status: status.transpose()?, assigned_to, tags };
    match change == ThreadChange::default() {
        true => invalid("body", "`status`, `assigned_to`, `tags`, or several of them"),
        false => Ok(change),
    }
}

fn read_tags(value: Value) -> Result<Vec<String>, ApiError> {
    let mut names: Vec<String> = match serde_json::from_value(value) {
        Ok(names) => names,
        Err(_) => return invalid("tags", "a list of names"),
    };
    let mut seen = std::collections::BTreeSet::new();
    names.retain(|name| seen.insert(name.clone()));
    match names.len() > MAX_TAGS {
        true => invalid("tags", "at most 20"),
        false => Ok(names),
    }
}

/// All of it, or with `{"message_id": …}` up to that message.
pub(crate) async fn read(
    app: &App,
    request: &ApiRequest,
    thread: &ThreadId,
) -> Result<Value, ApiError> {
    let (tenant, now) = (&request.tenant, app.now());
    let read = match read_to(request)? {
        None => app.store.thread_read(tenant, thread, now).await?,
        Some(message) => {
            let read = app.store.thread_read_to((tenant, thread), &message, now).await?;
            let read = read.ok_or(ApiError::NotFound("message in this conversation"))?;
            Some(read)
        }
    };
    view(app, request, read).await
}

fn read_to(request: &ApiRequest) -> Result<Option<MessageId>, ApiError> {
    if request.body.is_empty() {
        return Ok(None);
    }
    let mut fields = Fields::of(request.json()?)?;
    let id = fields.text("message_id")?.map(|id| id.parse()).transpose();
    let id = id.or_else(|_| invalid("message_id", "the `message_id` of a message"))?;
    fields.finish()?;
    Ok(id)
}

pub(crate) async fn unread(
    app: &App,
    request: &ApiRequest,
    thread: &ThreadId,
) -> Result<Value, ApiError> {
    view(app, request, app.store.thread_unread(&request.tenant, thread, app.now()).await?).await
}

async fn view(app: &App, request: &ApiRequest, found: Option<Thread>) -> Result<Value, ApiError> {
    let thread = found.ok_or(ApiError::NotFound("thread"))?;
    let views = views::threads(&app.store, &request.tenant, &[thread]).await?;
    views.into_iter().next().ok_or(ApiError::NotFound("thread"))
}
