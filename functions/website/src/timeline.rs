//! What has happened with a person, in one order.

use serde_json::{Value, json};
use shared::api::{ApiError, ApiRequest, invalid};
use shared::app::App;
use shared::ids::{ContactId, TenantId};
use shared::records::{Contact, ENTRY_KINDS, Entry, Placed, contact_of};
use shared::store::{KnownContacts, List, Page, PageRequest, Record, Wanted};
use shared::views;

use crate::filters::Filters;
use crate::lists::{always, listed, page};
use crate::{calls, voicemails};

/// Whose timeline it is, and under which addresses.
type Person<'p> = (&'p Contact, &'p KnownContacts);

pub(crate) async fn list(
    app: &App,
    request: &ApiRequest,
    id: &ContactId,
) -> Result<Value, ApiError> {
    let (page, filters) = page(always(List::Timeline), request, &["kind"])?;
    let wanted = Wanted::only(wanted(&filters)?);
    let tenant = &request.tenant;
    // Most people have one address, and their contact its id.
    let alone = [id.clone()];
    let first = happened(app, tenant, (&alone, &wanted), &page).await?;
    let (found, records, contact) = match first {
        (_, _, None) => return Err(ApiError::NotFound("contact")),
        (found, records, Some(contact)) if is_alone(tenant, &contact) => (found, records, contact),
        (_, _, Some(contact)) => {
            let whole = app.store.contact_get(tenant, id).await?;
            let addresses = addresses(tenant, whole.as_ref().unwrap_or(&contact));
            let (found, records, _) = happened(app, tenant, (&addresses, &wanted), &page).await?;
            (found, records, whole.unwrap_or(contact))
        }
    };
    let people = KnownContacts::of(tenant, &contact);
    let person = (&contact, &people);
    let views = found.items.iter().filter_map(|placed| view(app, placed, (&records, person)));
    let views: Vec<_> = views.collect();
    Ok(listed(&views, found.next.as_deref()))
}

/// What has happened under these addresses, the records, and that of the first address.
async fn happened(
    app: &App,
    tenant: &TenantId,
    (addresses, wanted): (&[ContactId], &Wanted<Placed>),
    page: &PageRequest,
) -> Result<(Page<Placed>, Vec<Record>, Option<Contact>), ApiError> {
    let Some(first) = addresses.first() else { return Err(ApiError::NotFound("contact")) };
    let found = app.store.timeline_list(tenant, (addresses, wanted), page).await?;
    let records = app.store.timeline_records(tenant, (&found.items, first)).await?;
    let contact = records.iter().find_map(|record| match record {
        Record::Contact(contact) => Some((**contact).clone()),
        _ => None,
    });
    Ok((found, records, contact))
}

/// Whether it has one address, and is nobody else's.
fn is_alone(tenant: &TenantId, contact: &Contact) -> bool {
    let own = std::slice::from_ref(&contact.contact_id);
    contact.merged_into.is_none() && addresses(tenant, contact) == own
}

/// The contacts that a person's addresses have, each of its own.
fn addresses(tenant: &TenantId, contact: &Contact) -> Vec<ContactId> {
    contact.identities().iter().map(|party| contact_of(tenant, party)).collect()
}

/// Which kinds are asked for.
fn wanted(filters: &Filters) -> Result<Option<impl Fn(&Placed) -> bool + use<>>, ApiError> {
    const WHICH: &str =
        "one or several of message, call, voicemail, note and consent, separated by commas";
    let kinds: Option<Vec<String>> =
        filters.text("kind").map(|text| text.split(',').map(str::to_owned).collect());
    let is_known = |kind: &String| ENTRY_KINDS.contains(&kind.as_str());
    if !kinds.iter().flatten().all(is_known) {
        return invalid("kind", WHICH);
    }
    Ok(kinds
        .map(|kinds| move |placed: &Placed| kinds.iter().any(|kind| kind == placed.entry.kind())))
}

/// `{"kind": "call", "at": …, "call": {…}}`; nothing, if the record has gone since.
fn view(app: &App, placed: &Placed, (records, person): (&[Record], Person<'_>)) -> Option<Value> {
    let record = match &placed.entry {
        Entry::Consent(change) => Some(json!(change)),
        entry => {
            let record = records.iter().find(|record| is(record, entry));
            record.and_then(|record| shown(app, record, person))
        }
    };
    let kind = placed.entry.kind();
    record.map(|record| json!({ "kind": kind, "at": placed.at, (kind): record }))
}

fn is(record: &Record, entry: &Entry) -> bool {
    match (record, entry) {
        (Record::Message(message), Entry::Message { message_id }) => {
            message.content.message_id == *message_id
        }
        (Record::Call(call), Entry::Call { call_id }) => call.content.call_id == *call_id,
        (Record::Voicemail(voicemail), Entry::Voicemail { recording_sid }) => {
            voicemail.recording_sid == *recording_sid
        }
        (Record::Note(note), Entry::Note { note_id, .. }) => note.note_id == *note_id,
        _ => false,
    }
}

/// As other lists show it, with the person's reference if it has none of its own.
fn shown(app: &App, record: &Record, (contact, people): Person<'_>) -> Option<Value> {
    let mut view = match record {
        Record::Message(message) => views::message(app, message),
        Record::Call(call) => calls::view(app, call, people),
        Record::Voicemail(voicemail) => voicemails::view(app, voicemail, people),
        Record::Note(note) => note.told(),
        _ => return None,
    };
    if view.get("lead_id").is_some_and(Value::is_null) {
        view["lead_id"] = json!(contact.lead_id);
    }
    Some(view)
}
