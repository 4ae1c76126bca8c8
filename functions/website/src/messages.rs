//! A conversation's messages.

use futures::future::try_join_all;
use serde_json::Value;
use shared::api::{ApiError, ApiRequest};
use shared::app::App;
use shared::records::ThreadId;
use shared::store::List;
use shared::views;

use crate::lists::{listed, page};

pub(crate) async fn list(
    app: &App,
    request: &ApiRequest,
    thread: &ThreadId,
) -> Result<Value, ApiError> {
    let (page, _) = page(List::Messages, request, None)?;
    let found = app.store.message_list(&request.tenant, thread, &page).await?;
    let lead = lead(app, request, thread).await?;
    let mut messages = found.items;
    for message in messages.iter_mut().filter(|message| message.content.lead_id.is_none()) {
        message.content.lead_id.clone_from(&lead);
    }
    let views = messages.iter().map(|message| views::message(app, message));
    Ok(listed(&try_join_all(views).await?, found.next.as_deref()))
}

/// The website's reference of the person who writes: for messages that came before it was given, too.
async fn lead(
    app: &App,
    request: &ApiRequest,
    thread: &ThreadId,
) -> Result<Option<String>, ApiError> {
    let thread = app.store.thread_get(&request.tenant, thread).await?;
    let thread = thread.ok_or(ApiError::NotFound("thread"))?;
    let Some(contact) = thread.contact_id else { return Ok(None) };
    let contact = app.store.contact_get(&request.tenant, &contact).await?;
    Ok(contact.and_then(|contact| contact.lead_id))
}
