//! What a change of a record means.

use serde_json::{Value, json};
use shared::digest::digest;
use shared::ids::TenantId;
use shared::records::{Call, Direction, Event, EventKind, Timestamp};
use shared::store::{Record, RecordChange};
use shared::stream::Change;
use shared::views::announced;

/// The events of a change: none if nothing has changed that anybody sees.
pub(crate) fn of(change: &Change, made: &RecordChange) -> Vec<Event> {
    let told = match (&made.old, &made.new) {
        (None, Some(new)) => appeared(new),
        (Some(old), Some(new)) => changed(old, new),
        (Some(old), None) => gone(old),
        (None, None) => Vec::new(),
    };
    let told = told.into_iter().enumerate();
    told.map(|(number, told)| event((&made.tenant, change), number, told)).collect()
}

fn event(
    (tenant, change): (&TenantId, &Change),
    number: usize,
    (kind, data): (EventKind, Value),
) -> Event {
    let id = digest(&[change.event_id.as_bytes(), kind.as_str().as_bytes()]);
    let event_id = id.parse().expect("a digest is an id");
    let order = format!("{}.{}.{number}", place(change, &data), change.sequence());
    Event { event_id, kind, tenant_id: tenant.clone(), timestamp: change.at(), order, data }
}

/// When, so that sorting by it and then by the sequence number keeps the changes of each record in
/// order. Streams know seconds. Of a record that is new its own time is known, which says which of two
/// messages in a second was first; what is changed comes at the end of its second.
fn place(change: &Change, data: &Value) -> Timestamp {
    let second = change.at().as_millis().div_euclid(1_000) * 1_000;
    let (from, end) = (second - 1_000, second + 999);
    let is_new = change.images().0.is_none();
    let own = data["created_at"].as_str().filter(|_| is_new);
    let own = own.and_then(|text| text.parse::<Timestamp>().ok());
    Timestamp::from_millis(own.map_or(end, |own| own.as_millis().clamp(from, end)))
}

fn appeared(new: &Record) -> Vec<(EventKind, Value)> {
    let kind = match new {
        Record::Message(message) if message.content.direction == Direction::Inbound => {
            EventKind::MessageReceived
        }
        Record::Message(_) => EventKind::MessageCreated,
        Record::Thread(_) => EventKind::ThreadCreated,
        Record::Call(_) => EventKind::CallCreated,
        Record::Voicemail(_) => EventKind::VoicemailCreated,
        // Another address of somebody who is known.
        Record::Contact(contact) if contact.merged_into.is_some() => return Vec::new(),
        // Thousands at once, which one event tells of.
        Record::Contact(contact) if contact.imported.is_some() => return Vec::new(),
        Record::Import(_) => return Vec::new(),
        Record::Contact(_) => EventKind::ContactCreated,
        Record::Consent(_) => EventKind::ConsentUpdated,
        Record::Note(_) => EventKind::NoteCreated,
    };
    let ended = matches!(new, Record::Call(call) if is_over(call));
    let ended = ended.then_some(EventKind::CallEnded);
    [Some(kind), ended].into_iter().flatten().map(|kind| (kind, announced(new))).collect()
}

fn changed(old: &Record, new: &Record) -> Vec<(EventKind, Value)> {
    let data = announced(new);
    if seen(old, announced(old)) == seen(new, data.clone()) {
        return Vec::new();
    }
    let kind = match (old, new) {
        (Record::Contact(old), Record::Contact(new)) if new.merged_into.is_some() => {
            if old.merged_into.is_some() {
                return Vec::new();
            }
            let (contact_id, merged_into) = (&new.contact_id, &new.merged_into);
            let data = json!({ "contact_id": contact_id, "merged_into": merged_into });
            return vec![(EventKind::ContactDeleted, data)];
        }
        (Record::Contact(old), Record::Contact(new)) if old.imported != new.imported => {
            return Vec::new();
        }
        (Record::Import(old), Record::Import(new)) if new.is_over() && !old.is_over() => {
            EventKind::ContactsImported
        }
        (_, Record::Import(_)) => return Vec::new(),
        (Record::Call(old), Record::Call(new)) if is_over(new) && !is_over(old) => {
            EventKind::CallEnded
        }
        (_, Record::Message(_)) => EventKind::MessageUpdated,
        (_, Record::Thread(_)) => EventKind::ThreadUpdated,
        (_, Record::Call(_)) => EventKind::CallUpdated,
        (_, Record::Voicemail(_)) => EventKind::VoicemailUpdated,
        (_, Record::Contact(_)) => EventKind::ContactUpdated,
        (_, Record::Consent(_)) => EventKind::ConsentUpdated,
        (_, Record::Note(_)) => EventKind::NoteUpdated,
    };
    vec![(kind, data)]
}

/// Conversations are only removed when two become one.
fn gone(old: &Record) -> Vec<(EventKind, Value)> {
    match old {
        Record::Thread(thread) => {
            vec![(EventKind::ThreadDeleted, json!({ "thread_id": thread.thread_id }))]
        }
        Record::Note(note) => {
            let data = json!({ "note_id": note.note_id, "thread_id": note.thread_id });
            vec![(EventKind::NoteDeleted, data)]
        }
        _ => Vec::new(),
    }
}

fn is_over(call: &Call) -> bool {
    call.status().is_final() && call.outcome().is_some()
}

/// What of a record somebody sees change who looks at it as it is announced. Of a contact, whom each
/// message touches, not when.
fn seen(record: &Record, mut seen: Value) -> Value {
    if let Some(fields) = seen.as_object_mut() {
        fields.remove("updated_at");
    }
    if let Record::Contact(contact) = record {
        let addresses: Vec<_> = contact.addresses.keys().collect();
        let (name, profile) = (&contact.name, &contact.profile_name);
        return json!([name, profile, contact.lead_id, contact.merged_into, addresses]);
    }
    seen
}
