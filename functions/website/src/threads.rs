//! Conversations.

use futures::future::try_join;
use serde_json::Value;
use shared::api::{ApiError, ApiRequest};
use shared::app::App;
use shared::records::{Thread, ThreadId};
use shared::store::{List, Wanted};
use shared::views;
use twilio::phone::E164;

use crate::filters::Filters;
use crate::lists::{listed, page};
use crate::people::People;

const FILTERS: [&str; 6] = ["unread", "contact_id", "lead_id", "number", "channel", "own_number"];

pub(crate) async fn list(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    let (page, filters) = page(list_of, request, &FILTERS)?;
    let wanted = Wanted::only(wanted(&filters)?);
    let tenant = &request.tenant;
    let reads = try_join(People::of(app, request, &filters), own_numbers(app, request, &filters));
    let (people, own) = Box::pin(reads).await?;
    let found = match people.parties() {
        None => app.store.thread_list(tenant, &wanted, &page).await?,
        Some(people) => app.store.thread_list_of(tenant, (&own, &people, &wanted), &page).await?,
    };
    let views = views::threads(&app.store, &request.tenant, &found.items).await?;
    Ok(listed(&views, found.next.as_deref()))
}

/// Those of one person are few, and not looked up by what is unread.
fn list_of(filters: &Filters) -> Result<List, ApiError> {
    Ok(match filters.is_unread()? && !filters.is_about_somebody() {
        true => List::Unread,
        false => List::Threads,
    })
}

/// What is asked of each conversation, beside whom it is with.
fn wanted(filters: &Filters) -> Result<Option<impl Fn(&Thread) -> bool + use<>>, ApiError> {
    let (channel, own) = (filters.channel()?, filters.number("own_number")?);
    let unread = filters.is_unread()? && filters.is_about_somebody();
    let is_asked = channel.is_some() || own.is_some() || unread;
    Ok(is_asked.then_some(move |thread: &Thread| {
        channel.is_none_or(|channel| thread.channel == channel)
            && own.as_ref().is_none_or(|own| thread.own_number == own.as_str())
            && (!unread || thread.unread_count > 0)
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
        None => {
            let numbers = app.store.number_list(&request.tenant).await?;
            Ok(numbers.into_iter().map(|number| number.phone_number).collect())
        }
    }
}

pub(crate) async fn get(
    app: &App,
    request: &ApiRequest,
    thread: &ThreadId,
) -> Result<Value, ApiError> {
    request.query_of(&[])?;
    view(app, request, app.store.thread_get(&request.tenant, thread).await?).await
}

pub(crate) async fn read(
    app: &App,
    request: &ApiRequest,
    thread: &ThreadId,
) -> Result<Value, ApiError> {
    view(app, request, app.store.thread_read(&request.tenant, thread, app.now()).await?).await
}

async fn view(app: &App, request: &ApiRequest, found: Option<Thread>) -> Result<Value, ApiError> {
    let thread = found.ok_or(ApiError::NotFound("thread"))?;
    let views = views::threads(&app.store, &request.tenant, &[thread]).await?;
    views.into_iter().next().ok_or(ApiError::NotFound("thread"))
}
