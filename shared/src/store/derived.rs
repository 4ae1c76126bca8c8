//! Items that follow from records, for lists that no index of theirs could give: a person's timeline, and
//! what is looked for.
//!
//! Each is made from one record alone. So a change of it says which items go and which come, and doing
//! that again changes nothing.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::{DeleteRequest, PutRequest, WriteRequest};

use super::derived_item::{Derived, Place, Table};
use super::item::{Item, value};
use super::{Record, RecordChange, Store, StoreError, search, timeline};
use crate::ids::TenantId;

impl Store {
    /// Writes what follows from changes; of several changes of a record they are in order.
    pub async fn derive(&self, changes: &[RecordChange]) -> Result<(), StoreError> {
        let mut wanted: BTreeMap<Place, Option<Item>> = BTreeMap::new();
        for change in changes.iter().filter(|change| !repeats(change)) {
            let (old, new) = (before(change), change.new.as_ref());
            let (old, new) = (of(&change.tenant, old), of(&change.tenant, new));
            let gone = old.keys().filter(|place| !new.contains_key(*place));
            wanted.extend(gone.map(|place| (place.clone(), None)));
            let come = new.into_iter().filter(|(place, item)| old.get(place) != Some(item));
            wanted.extend(come.map(|(place, item)| (place, Some(item))));
        }
        let writes = wanted.into_iter().map(|(place, item)| self.derived(place, item));
        self.write_batches(writes.collect()).await
    }

    fn derived(
        &self,
        (table, partition, sort): Place,
        item: Option<Item>,
    ) -> (String, WriteRequest) {
        let name = match table {
            Table::Timeline => &self.tables.timeline,
            Table::Search => &self.tables.search,
        };
        let [partition_key, sort_key] = table.keys();
        let key = [(partition_key, partition), (sort_key, sort)];
        let key: Item = key.map(|(name, text)| (name.to_owned(), value(text))).into();
        let write = WriteRequest::builder();
        let write = match item {
            Some(item) => {
                let item = key.into_iter().chain(item).collect();
                let put = PutRequest::builder().set_item(Some(item)).build();
                write.put_request(put.expect("it has an item"))
            }
            None => {
                let delete = DeleteRequest::builder().set_key(Some(key)).build();
                write.delete_request(delete.expect("it has a key"))
            }
        };
        (name.clone(), write.build())
    }
}

/// Whether somebody has only said again what is wanted.
fn repeats(change: &RecordChange) -> bool {
    match (&change.old, &change.new) {
        (Some(Record::Consent(old)), Some(Record::Consent(new))) => {
            old.opted_out_at.is_some() == new.opted_out_at.is_some()
        }
        _ => false,
    }
}

/// What is to be undone. A wish that somebody had stays in the timeline when there is another one.
fn before(change: &RecordChange) -> Option<&Record> {
    let stays = matches!((&change.old, &change.new), (Some(Record::Consent(_)), Some(_)));
    change.old.as_ref().filter(|_| !stays)
}

fn of(tenant: &TenantId, record: Option<&Record>) -> Derived {
    let Some(record) = record else { return Derived::new() };
    timeline::entry(tenant, record).into_iter().chain(search::terms(tenant, record)).collect()
}
