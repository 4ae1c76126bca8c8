//! A conversation's messages.

use futures::future::try_join;
use serde_json::Value;
use shared::api::{ApiError, ApiRequest};
use shared::app::App;
use shared::records::{Message, ThreadId, contact_of};
use shared::store::{List, StoreError, Wanted};
use shared::views;

use crate::filters::Filters;
use crate::lists::{always, listed, page};

const FILTERS: [&str; 4] = ["direction", "status", "sort_after", "sort_before"];

pub(crate) async fn list(
    app: &App,
    request: &ApiRequest,
    thread: &ThreadId,
) -> Result<Value, ApiError> {
    let (page, filters) = page(always(List::Messages), request, &FILTERS)?;
    let wanted = (thread, &Wanted::only(wanted(&filters)?));
    let tenant = &request.tenant;
    let (found, lead) =
        try_join(app.store.message_list(tenant, wanted, &page), lead(app, request, thread)).await?;
    let mut messages = found.items;
    if messages.is_empty() && app.store.thread_get(tenant, thread).await?.is_none() {
        return Err(ApiError::NotFound("thread"));
    }
    for message in messages.iter_mut().filter(|message| message.content.lead_id.is_none()) {
        message.content.lead_id.clone_from(&lead);
    }
    let views: Vec<_> = messages.iter().map(|message| views::message(app, message)).collect();
    Ok(listed(&views, found.next.as_deref()))
}

/// What is asked of each message.
fn wanted(filters: &Filters) -> Result<Option<impl Fn(&Message) -> bool + use<>>, ApiError> {
    let (direction, statuses) = (filters.direction()?, filters.statuses()?);
    let is_asked = direction.is_some() || statuses.is_some();
    Ok(is_asked.then_some(move |message: &Message| {
        let has = |status| statuses.as_ref().is_none_or(|statuses| statuses.contains(status));
        direction.is_none_or(|direction| message.content.direction == direction)
            && message.delivery.status.as_ref().map_or(statuses.is_none(), has)
    }))
}

/// The website's reference of the person who writes: for messages that came before it was given, too.
async fn lead(
    app: &App,
    request: &ApiRequest,
    thread: &ThreadId,
) -> Result<Option<String>, StoreError> {
    let contact = thread.contact().map(|party| contact_of(&request.tenant, &party));
    app.store.lead_of(&request.tenant, contact).await
}
