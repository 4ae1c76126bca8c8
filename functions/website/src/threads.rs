//! The list of conversations.

use futures::future::try_join;
use serde_json::Value;
use shared::api::{ApiError, ApiRequest};
use shared::app::App;
use shared::records::Thread;
use shared::store::{Conversations, List, Wanted};
use shared::views;
use twilio::phone::E164;

use crate::filters::Filters;
use crate::lists::{listed, page};
use crate::people::People;

const FILTERS: [&str; 9] = [
    "unread",
    "status",
    "assigned_to",
    "tag",
    "contact_id",
    "lead_id",
    "number",
    "channel",
    "own_number",
];

pub(crate) async fn list(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    let user = request.user();
    let list_of = |filters: &Filters| {
        Ok(match which(filters, user)? {
            Conversations::Unread => List::Unread,
            _ => List::Threads,
        })
    };
    let (page, filters) = page(list_of, request, &FILTERS)?;
    let page = if filters.is_about_state() { page.once() } else { page };
    let which = which(&filters, user)?;
    let wanted = Wanted::only(wanted(&filters, &which, user)?);
    let tenant = &request.tenant;
    let reads = try_join(People::of(app, request, &filters), own_numbers(app, request, &filters));
    let (people, own) = Box::pin(reads).await?;
    let found = match people.parties() {
        None => app.store.thread_list(tenant, (&which, &wanted), &page).await?,
        Some(people) => app.store.thread_list_of(tenant, (&own, &people, &wanted), &page).await?,
    };
    let views = views::threads(&app.store, &request.tenant, &found.items).await?;
    Ok(listed(&views, found.next.as_deref()))
}

/// Which index is read: the one that leaves least. Those of one person are few, and looked up by their
/// ids.
fn which(filters: &Filters, user: Option<&str>) -> Result<Conversations, ApiError> {
    if filters.is_about_somebody() {
        return Ok(Conversations::All);
    }
    if let Some(user) = filters.assigned_to(user)? {
        return Ok(Conversations::Of(user));
    }
    if filters.is_unread()? {
        return Ok(Conversations::Unread);
    }
    Ok(filters.thread_status()?.map_or(Conversations::All, Conversations::In))
}

/// What is asked of each conversation, beside whom it is with and what its index says.
fn wanted(
    filters: &Filters,
    which: &Conversations,
    user: Option<&str>,
) -> Result<Option<impl Fn(&Thread) -> bool + use<>>, ApiError> {
    let (channel, own) = (filters.channel()?, filters.number("own_number")?);
    let unread = filters.is_unread()? && *which != Conversations::Unread;
    let status = filters.thread_status()?;
    let status = status.filter(|status| *which != Conversations::In(*status));
    let assigned = filters.assigned_to(user)?;
    let assigned = assigned.filter(|user| *which != Conversations::Of(user.clone()));
    let tag = filters.text("tag").map(str::to_owned);
    let is_asked = channel.is_some()
        || own.is_some()
        || unread
        || status.is_some()
        || assigned.is_some()
        || tag.is_some();
    Ok(is_asked.then_some(move |thread: &Thread| {
        channel.is_none_or(|channel| thread.channel == channel)
            && own.as_ref().is_none_or(|own| thread.own_number == own.as_str())
            && (!unread || thread.unread_count > 0)
            && status.is_none_or(|status| thread.status == status)
            && (assigned.is_none() || thread.assigned_to == assigned)
            && tag.as_ref().is_none_or(|tag| thread.tags.contains(tag))
    }))
}

/// With which a person may have conversations; needed only when it is about one.
async fn own_numbers(
    app: &App,
    request: &ApiRequest,
    filters: &Filters,
) -> Result<Vec<E164>, ApiError> {
    match filters.number("own_number")? {
        Some(own) => Ok(vec![own]),
        None if !filters.is_about_somebody() => Ok(Vec::new()),
        None => Ok(app.store.numbers_ever(&request.tenant).await?.into_iter().collect()),
    }
}
