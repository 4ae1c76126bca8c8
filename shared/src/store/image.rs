//! Records as streams show them.

use serde_dynamo::Item as Image;

use super::call_read::call;
use super::contact::contact;
use super::import::IMPORT;
use super::item::{Item, record, text};
use super::message::message;
use super::voicemail::voicemail;
use super::{Store, StoreError};
use crate::ids::TenantId;
use crate::records::{Call, ConsentRecord, Contact, Import, Message, Note, Thread, Voicemail};
use crate::stream::Change;

/// A record of one of the tables with a stream.
pub enum Record {
    /// A message.
    Message(Box<Message>),
    /// A conversation.
    Thread(Box<Thread>),
    /// A call.
    Call(Box<Call>),
    /// A voicemail.
    Voicemail(Box<Voicemail>),
    /// A person.
    Contact(Box<Contact>),
    /// A file of contacts.
    Import(Box<Import>),
    /// What somebody wants.
    Consent(Box<ConsentRecord>),
    /// What a user has written about a conversation.
    Note(Box<Note>),
}

/// What a change has made of a record.
#[derive(Debug)]
pub struct RecordChange {
    /// Whose record.
    pub tenant: TenantId,
    /// What it was.
    pub old: Option<Record>,
    /// What it is.
    pub new: Option<Record>,
    /// Its place among the changes of the record: a later one is a higher text.
    pub sequence: String,
}

impl std::fmt::Debug for Record {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Record::Message(_) => "Message",
            Record::Thread(_) => "Thread",
            Record::Call(_) => "Call",
            Record::Voicemail(_) => "Voicemail",
            Record::Contact(_) => "Contact",
            Record::Import(_) => "Import",
            Record::Consent(_) => "Consent",
            Record::Note(_) => "Note",
        })
    }
}

impl Store {
    /// What a change has made of a record; `None` while only a callback has told of it, and if it is none
    /// that anybody is told of.
    pub fn change_of(&self, change: &Change) -> Result<Option<RecordChange>, StoreError> {
        let read = |image: Option<&Image>| match image {
            Some(image) => self.record_of(change.table(), image),
            None => Ok(None),
        };
        let (old, new) = change.images();
        let (old, new) = (read(old)?, read(new)?);
        let tenant = new.as_ref().or(old.as_ref()).map(|(tenant, _)| tenant.clone());
        Ok(tenant.map(|tenant| RecordChange {
            tenant,
            old: old.map(|(_, record)| record),
            new: new.map(|(_, record)| record),
            sequence: change.sequence(),
        }))
    }

    /// The record of a table that an image shows, and whose it is.
    fn record_of(
        &self,
        table: &str,
        image: &Image,
    ) -> Result<Option<(TenantId, Record)>, StoreError> {
        let item = Item::from(image.clone());
        let tenant = text(&item, "tenant_id").and_then(|tenant| tenant.parse().ok());
        let Some(tenant) = tenant else { return Ok(None) };
        Ok(self.read_record(table, item)?.map(|record| (tenant, record)))
    }

    /// The record that an item of a table is.
    pub(super) fn read_record(
        &self,
        table: &str,
        item: Item,
    ) -> Result<Option<Record>, StoreError> {
        let tables = &self.tables;
        let is_whole = item.contains_key("created_at");
        Ok(if table == tables.messages && is_whole {
            Some(Record::Message(Box::new(message(item)?)))
        } else if table == tables.threads && item.contains_key("last_activity_at") {
            Some(Record::Thread(Box::new(record(item)?)))
        } else if table == tables.calls {
            call(item)?.map(|call| Record::Call(Box::new(call)))
        } else if table == tables.voicemails && is_whole {
            Some(Record::Voicemail(Box::new(voicemail(item)?)))
        } else if table == tables.contacts
            && text(&item, "contact_id").is_some_and(|id| id.starts_with(IMPORT))
        {
            Some(Record::Import(Box::new(record(item)?)))
        } else if table == tables.contacts {
            Some(Record::Contact(Box::new(contact(item)?)))
        } else if table == tables.consents {
            Some(Record::Consent(Box::new(record(item)?)))
        } else if table == tables.notes {
            Some(Record::Note(Box::new(record(item)?)))
        } else {
            None
        })
    }
}
