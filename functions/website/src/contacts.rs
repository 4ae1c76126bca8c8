//! People.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use shared::api::{ApiError, ApiRequest, Fields, invalid};
use shared::app::App;
use shared::ids::ContactId;
use shared::records::{Contact, ContactView, Thread, ThreadId};
use shared::store::{List, PageRequest, Sought, StoreError, United};
use shared::views;
use twilio::phone::{Address, Channel, Party};

use crate::filters::Filters;
use crate::lists::{listed, page};
use crate::people::People;
use crate::search;

pub(crate) async fn list(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    let which = |filters: &Filters| match filters.text("q") {
        Some(_) => Ok(List::FoundContacts),
        None => Ok(List::Contacts),
    };
    let (page, filters) = page(which, request, &["q", "lead_id", "number"])?;
    if let Some(text) = search::sought(&filters)? {
        return search(app, request, (text, &filters), &page).await;
    }
    let tenant = &request.tenant;
    let found = match People::of(app, request, &filters).await?.parties() {
        None => app.store.contact_list(tenant, &page).await?,
        Some(people) => app.store.contact_list_of(tenant, &people, &page).await?,
    };
    let views: Vec<_> = found.items.iter().map(|contact| json!(ContactView::of(contact))).collect();
    Ok(listed(&views, found.next.as_deref()))
}

/// Those with these parts in name, number or reference.
async fn search(
    app: &App,
    request: &ApiRequest,
    (text, filters): (&str, &Filters),
    page: &PageRequest,
) -> Result<Value, ApiError> {
    const PARTS: &str = "1 to 200 characters with two letters or digits together, or more";
    if filters.is_about_somebody() {
        return invalid("q", "alone: `lead_id` and `number` name whole ones");
    }
    let Some(sought) = Sought::parts(text) else { return invalid("q", PARTS) };
    let found = app.store.contact_search(&request.tenant, sought, page).await?;
    let mut ids = Vec::new();
    for id in &found.items {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let known = app.store.contact_some(&request.tenant, &ids).await?;
    let views = ids.iter().filter_map(|id| known.iter().find(|one| one.contact_id == **id));
    let views: Vec<_> = views.map(|contact| json!(ContactView::of(contact))).collect();
    Ok(listed(&views, found.next.as_deref()))
}

/// A contact with all its conversations, the latest first.
pub(crate) async fn get(
    app: &App,
    request: &ApiRequest,
    id: &ContactId,
) -> Result<Value, ApiError> {
    request.query_of(&[])?;
    let contact = app.store.contact_get(&request.tenant, id).await?;
    view(app, request, contact).await
}

/// `{"name": …, "lead_id": …}`: what is not named stays, and `null` removes.
pub(crate) async fn describe(
    app: &App,
    request: &ApiRequest,
    id: &ContactId,
) -> Result<Value, ApiError> {
    let body = request.json()?;
    let named = |field: &str| body.get(field).is_some();
    let (name, lead) = (named("name"), named("lead_id"));
    let mut fields = Fields::of(body)?;
    let described = [("name", name, fields.contact_name()?), ("lead_id", lead, fields.lead_id()?)];
    fields.finish()?;
    let described = described.into_iter().filter(|(_, named, _)| *named);
    let described: Vec<_> = described.map(|(field, _, text)| (field, text)).collect();
    if described.is_empty() {
        return invalid("body", "`name`, `lead_id`, or both");
    }
    let known = app.store.contact_get(&request.tenant, id).await?;
    let known = known.ok_or(ApiError::NotFound("contact"))?;
    let changed = app.store.contact_describe(&request.tenant, &known.contact_id, &described);
    view(app, request, changed.await?).await
}

/// `{"contact_id": …}`: that one is the same person as this one, and becomes part of it.
pub(crate) async fn merge(
    app: &App,
    request: &ApiRequest,
    id: &ContactId,
) -> Result<Value, ApiError> {
    let mut fields = Fields::of(request.json()?)?;
    let other = fields.text("contact_id")?.unwrap_or_default().parse();
    fields.finish()?;
    let Ok(other) = other else {
        return invalid("contact_id", "the `contact_id` of a contact");
    };
    if other == *id {
        return invalid("contact_id", "another contact");
    }
    match app.store.contact_unite(&request.tenant, (id, &other)).await? {
        United::One(contact) => view(app, request, Some(*contact)).await,
        United::Unknown => Err(ApiError::NotFound("contact")),
        United::UnknownOther => Err(ApiError::NotFound("other contact")),
        United::TooMany => Err(ApiError::Conflict {
            code: "too_many_addresses",
            message: "together they would have more than 20 addresses",
        }),
    }
}

pub(crate) async fn view(
    app: &App,
    request: &ApiRequest,
    found: Option<Contact>,
) -> Result<Value, ApiError> {
    let contact = found.ok_or(ApiError::NotFound("contact"))?;
    let threads = threads(app, request, &contact).await?;
    let mut view = json!(ContactView::of(&contact));
    view["threads"] = views::threads(&app.store, &request.tenant, &threads).await?.into();
    Ok(view)
}

/// The conversations that any number that the tenant has, or has had, has with any of the addresses.
async fn threads(
    app: &App,
    request: &ApiRequest,
    contact: &Contact,
) -> Result<Vec<Thread>, StoreError> {
    let people = contact.identities();
    let addresses = contact.addresses.keys().filter_map(|text| text.parse::<Address>().ok());
    let used: Vec<Channel> = addresses.map(|address| address.channel).collect();
    let channels = Channel::ALL.into_iter().filter(|channel| used.contains(channel));
    let channels: Vec<_> = channels.collect();
    let numbers = app.store.numbers_ever(&request.tenant).await?;
    let ids = numbers.into_iter().flat_map(|own| {
        let own = Party::Number(own);
        channels.iter().map(move |channel| (*channel, own.clone()))
    });
    let of = |(channel, own): (Channel, Party)| {
        people.iter().map(move |person| ThreadId::new(channel, &own, person))
    };
    let ids: BTreeSet<_> = ids.flat_map(of).collect();
    let ids: Vec<_> = ids.into_iter().collect();
    let mut threads = app.store.thread_some(&request.tenant, &ids).await?;
    threads.sort_by_key(|thread| std::cmp::Reverse(thread.last_activity_at));
    Ok(threads)
}
