//! The `timeline` table: what has happened with each address of a person, as places of records.

use super::derived_item::{PERSON_KEY, Place, Table};
use super::item::{Item, is_of, item, record, value};
use super::listing::{Source, Wanted};
use super::message::thread_key;
use super::page::{Page, PageRequest};
use super::{Record, Store, StoreError};
use crate::ids::{ContactId, TenantId};
use crate::records::{ConsentChange, ConsentRecord, Entry, Placed, contact_of};

impl Store {
    /// What has happened with a person, the latest first: under the contacts that the person's addresses
    /// have, each of its own.
    pub async fn timeline_list(
        &self,
        tenant: &TenantId,
        (contacts, wanted): (&[ContactId], &Wanted<Placed>),
        page: &PageRequest,
    ) -> Result<Page<Placed>, StoreError> {
        let source = |contact| Source {
            query: self.client.query().table_name(&self.tables.timeline),
            partition: (PERSON_KEY, person_key(tenant, contact)),
        };
        let sources: Vec<_> = contacts.iter().map(source).collect();
        page.find(&sources, wanted, record).await
    }
}

impl Store {
    /// The records of entries, and that of a contact, in no order: one call for up to 100. What is not
    /// there is left out.
    pub async fn timeline_records(
        &self,
        tenant: &TenantId,
        (entries, contact): (&[Placed], &ContactId),
    ) -> Result<Vec<Record>, StoreError> {
        let entries = entries.iter().filter_map(|placed| self.record_key(tenant, &placed.entry));
        let contact = [("tenant_id", value(tenant)), ("contact_id", value(contact))];
        let contact = contact.map(|(name, value)| (name.to_owned(), value)).into();
        let keys: Vec<_> = entries.chain([(&self.tables.contacts, contact)]).collect();
        let found = self.read_several(&keys).await?;
        let records = found
            .into_iter()
            .flat_map(|(table, items)| items.into_iter().map(move |item| (table.clone(), item)));
        let of_tenant = records.filter(|(_, item)| is_of(tenant)(item));
        let read = of_tenant.map(|(table, item)| self.read_record(&table, item));
        read.filter_map(Result::transpose).collect()
    }

    fn record_key(&self, tenant: &TenantId, entry: &Entry) -> Option<(&String, Item)> {
        let key = |name: &str, id: &str| -> Item { [(name.to_owned(), value(id))].into() };
        Some(match entry {
            Entry::Message { message_id } => {
                (&self.tables.messages, key("message_id", message_id.as_str()))
            }
            Entry::Call { call_id } => (&self.tables.calls, key("call_id", call_id.as_str())),
            Entry::Voicemail { recording_sid } => {
                (&self.tables.voicemails, key("recording_sid", recording_sid.as_str()))
            }
            Entry::Note { thread_id, note_id } => {
                let thread = key("thread_key", &thread_key(tenant, thread_id));
                let note = key("note_id", note_id.as_str());
                (&self.tables.notes, thread.into_iter().chain(note).collect())
            }
            Entry::Consent(_) => return None,
        })
    }
}

/// Where a record stands in the timeline of whom it is with.
pub(super) fn entry(tenant: &TenantId, record: &Record) -> Option<(Place, Item)> {
    let (party, at, entry) = match record {
        Record::Message(message) => {
            let message_id = message.content.message_id.clone();
            let at = message.sort_at;
            (message.content.other_side()?, at, Entry::Message { message_id })
        }
        Record::Call(call) => {
            let content = &call.content;
            let call_id = content.call_id.clone();
            (content.other_side()?, content.created_at, Entry::Call { call_id })
        }
        Record::Voicemail(voicemail) => {
            let recording_sid = voicemail.recording_sid.clone();
            (voicemail.other_side()?, voicemail.created_at, Entry::Voicemail { recording_sid })
        }
        Record::Note(note) => {
            let (thread_id, note_id) = (note.thread_id.clone(), note.note_id.clone());
            let party = thread_id.contact()?;
            (party, note.created_at, Entry::Note { thread_id, note_id })
        }
        Record::Consent(consent) => {
            let party = consent.consent_id.contact()?;
            (party, consent.changed_at, Entry::Consent(change(consent)))
        }
        Record::Thread(_) | Record::Contact(_) | Record::Import(_) => return None,
    };
    let entry_key = format!("{at}#{}#{}", sort_word(&entry), entry.id());
    let person_key = person_key(tenant, &contact_of(tenant, &party));
    let place = (Table::Timeline, person_key, entry_key);
    Some((place, item(&Placed { at, entry })))
}

/// Sorts entries of the same millisecond by kind. A wish comes after the message that says it.
fn sort_word(entry: &Entry) -> &'static str {
    match entry {
        Entry::Consent(_) => "wish",
        other => other.kind(),
    }
}

fn change(consent: &ConsentRecord) -> ConsentChange {
    ConsentChange {
        consent_id: consent.consent_id.clone(),
        opted_out: consent.opted_out_at.is_some(),
        source: consent.source,
        changed_by: consent.changed_by.clone(),
    }
}

fn person_key(tenant: &TenantId, contact: &ContactId) -> String {
    format!("{tenant}#{contact}")
}
