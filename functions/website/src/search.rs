//! Messages by their words.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use shared::api::{ApiError, ApiRequest, invalid};
use shared::app::App;
use shared::records::{Contact, Message, contact_of};
use shared::store::{FoundMessage, KnownContacts, List, Sought, Wanted};
use shared::views;

use crate::filters::Filters;
use crate::lists::{always, listed, page};
use crate::people::People;

/// Longest text that is looked for, in characters.
pub(crate) const MAX_SOUGHT: usize = 200;

const FILTERS: [&str; 7] =
    ["q", "contact_id", "number", "direction", "channel", "created_after", "created_before"];

pub(crate) async fn messages(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    const WORDS: &str = "1 to 200 characters with a word of two letters or digits, or more";
    let (page, filters) = page(always(List::FoundMessages), request, &FILTERS)?;
    let sought = sought(&filters)?.and_then(Sought::words);
    let Some(sought) = sought else { return invalid("q", WORDS) };
    let wanted = Wanted::only(wanted(&filters)?);
    let tenant = &request.tenant;
    let people = People::of(app, request, &filters).await?.parties();
    let people: Option<BTreeSet<_>> =
        people.map(|people| people.iter().map(|party| contact_of(tenant, party)).collect());
    let wanted = wanted.and(people.map(|people| {
        move |found: &FoundMessage| found.contact_id.as_ref().is_some_and(|id| people.contains(id))
    }));
    let found = app.store.message_search(tenant, (sought, wanted), &page).await?;
    let ids: Vec<_> = found.items.iter().map(|found| found.message_id.clone()).collect();
    let people: BTreeSet<_> =
        found.items.iter().filter_map(|found| found.contact_id.clone()).collect();
    let people: Vec<_> = people.iter().collect();
    let (messages, people) = app.store.found_some(tenant, (&ids, &people)).await?;
    let messages: Vec<_> = ids
        .iter()
        .filter_map(|id| messages.iter().find(|message| message.content.message_id == *id))
        .collect();
    let views: Vec<_> = messages.iter().map(|message| view(app, message, &people)).collect();
    Ok(listed(&views, found.next.as_deref()))
}

/// What `q` asks for, if it is asked.
pub(crate) fn sought(filters: &Filters) -> Result<Option<&str>, ApiError> {
    match filters.text("q") {
        Some(text) if text.chars().count() > MAX_SOUGHT => invalid("q", "at most 200 characters"),
        text => Ok(text),
    }
}

fn wanted(filters: &Filters) -> Result<Option<impl Fn(&FoundMessage) -> bool + use<>>, ApiError> {
    let (direction, channel) = (filters.direction()?, filters.channel()?);
    let is_asked = direction.is_some() || channel.is_some();
    Ok(is_asked.then_some(move |found: &FoundMessage| {
        direction.is_none_or(|direction| found.direction == direction)
            && channel.is_none_or(|channel| found.thread_id.channel() == Some(channel))
    }))
}

/// `{"message": {…}, "contact": {"contact_id": …, "name": …}}`; of a group, whoever has written it.
fn view(app: &App, message: &Message, people: &KnownContacts) -> Value {
    let tenant = &message.content.tenant_id;
    let id = message.content.other_side().map(|party| contact_of(tenant, &party));
    let contact = id.map(|id| {
        let name = people.behind(&id).and_then(Contact::shown_name);
        json!({ "contact_id": people.id(id.clone()), "name": name })
    });
    json!({ "message": views::message(app, message), "contact": contact })
}
