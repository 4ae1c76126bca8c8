//! What conversations are shown with, read together.

use std::collections::{BTreeSet, HashMap};

use aws_sdk_dynamodb::types::KeysAndAttributes;
use futures::future::try_join_all;

use super::batch::MOST_READ;
use super::contact::contact;
use super::item::{Item, is_of, record, value};
use super::message::{is_whole, message};
use super::{Store, StoreError};
use crate::ids::{MessageId, TenantId};
use crate::records::{ConsentRecord, Contact, Message, Thread};

/// What some conversations are shown with, each in no order.
pub struct Beside {
    /// What their contacts want.
    pub consents: Vec<ConsentRecord>,
    /// Their contacts.
    pub contacts: Vec<Contact>,
    /// The messages that were asked for.
    pub messages: Vec<Message>,
}

impl Store {
    /// Reads what these conversations are shown with, and these messages of them: one call, or several
    /// at once when there are more than 100 records to read.
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
        let reads = keys.chunks(MOST_READ).map(|keys| self.read_batch(request(keys)));
        let mut found: HashMap<String, Vec<Item>> = HashMap::new();
        for (table, items) in try_join_all(reads).await?.into_iter().flatten() {
            found.entry(table).or_default().extend(items);
        }
        let mut of = |table: &str| found.remove(table).unwrap_or_default().into_iter();
        Ok(Beside {
            consents: of(&tables.consents).map(record).collect::<Result<_, _>>()?,
            contacts: of(&tables.contacts).map(contact).collect::<Result<_, _>>()?,
            messages: of(&tables.messages)
                .filter(is_of(tenant))
                .filter(is_whole)
                .map(message)
                .collect::<Result<_, _>>()?,
        })
    }
}

fn request(keys: &[(&String, Item)]) -> HashMap<String, KeysAndAttributes> {
    let mut tables: HashMap<String, Vec<Item>> = HashMap::new();
    for (table, key) in keys {
        tables.entry((*table).clone()).or_default().push(key.clone());
    }
    let latest = |(table, keys)| {
        let keys = KeysAndAttributes::builder().set_keys(Some(keys)).consistent_read(true);
        (table, keys.build().expect("there are keys"))
    };
    tables.into_iter().map(latest).collect()
}
