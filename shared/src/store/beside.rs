//! What conversations are shown with, read together.

use std::collections::BTreeSet;

use super::contact::contact;
use super::contact_read::KnownContacts;
use super::item::{Item, is_of, record, value};
use super::message::{is_whole, message};
use super::{Store, StoreError};
use crate::ids::{MessageId, TenantId};
use crate::records::{ConsentRecord, Message, Thread};

/// What some conversations are shown with, each in no order.
pub struct Beside {
    /// What their contacts want.
    pub consents: Vec<ConsentRecord>,
    /// Their contacts.
    pub contacts: KnownContacts,
    /// The messages that were asked for.
    pub messages: Vec<Message>,
}

impl Store {
    /// Reads what these conversations are shown with, and these messages of them: one call, or several
    /// at once when there are more than 100 records to read; one more if contacts were merged.
    pub async fn beside_threads(
        &self,
        tenant: &TenantId,
        threads: &[Thread],
        messages: &[MessageId],
    ) -> Result<Beside, StoreError> {
        let tables = &self.tables;
        let of_tenant = |name: &str, id| -> Item {
            [("tenant_id".to_owned(), value(tenant)), (name.to_owned(), id)].into()
        };
        // One key at most for each, or the batch is refused.
        let people: BTreeSet<_> =
            threads.iter().filter_map(|thread| thread.contact_id.as_ref()).collect();
        let people = people.into_iter().map(|id| of_tenant("contact_id", value(id)));
        let wishes = threads.iter().map(|thread| of_tenant("consent_id", value(&thread.thread_id)));
        let last = messages.iter().map(|id| Item::from([("message_id".to_owned(), value(id))]));
        let keys: Vec<_> = (wishes.map(|key| (&tables.consents, key)))
            .chain(people.map(|key| (&tables.contacts, key)))
            .chain(last.map(|key| (&tables.messages, key)))
            .collect();
        let mut found = self.read_several(&keys).await?;
        let mut of = |table: &str| found.remove(table).unwrap_or_default().into_iter();
        let contacts = of(&tables.contacts).map(contact).collect::<Result<_, _>>()?;
        Ok(Beside {
            consents: of(&tables.consents).map(record).collect::<Result<_, _>>()?,
            contacts: self.contacts_followed(tenant, contacts).await?,
            messages: of(&tables.messages)
                .filter(is_of(tenant))
                .filter(is_whole)
                .map(message)
                .collect::<Result<_, _>>()?,
        })
    }
}
