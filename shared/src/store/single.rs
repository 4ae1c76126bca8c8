//! How requests begin: of one record by its key, to be read, written whole or deleted, and of an index.

use aws_sdk_dynamodb::operation::get_item::builders::GetItemFluentBuilder;
use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_sdk_dynamodb::types::builders::DeleteBuilder;
use aws_sdk_dynamodb::types::{Delete, TransactWriteItem};
use serde::Serialize;

use super::item::{Item, item, value};
use super::{Store, StoreError};

/// A table's name, and a key in it: attributes with their texts.
type Place<'p> = (&'p str, &'p [(&'p str, &'p str)]);

impl Store {
    /// What is there; what was written just now may not be in it.
    pub(super) async fn read(&self, place: Place<'_>) -> Result<Option<Item>, StoreError> {
        Ok(self.get(place).send().await?.item)
    }

    /// What is there, with all that has been written until now.
    pub(super) async fn read_latest(&self, place: Place<'_>) -> Result<Option<Item>, StoreError> {
        Ok(self.get(place).consistent_read(true).send().await?.item)
    }

    fn get(&self, (table, key): Place<'_>) -> GetItemFluentBuilder {
        let request = self.client.get_item().table_name(table);
        key.iter().fold(request, |request, (name, text)| request.key(*name, value(text)))
    }

    /// A query of one of a table's indexes.
    pub(super) fn query(&self, (table, index): (&str, &str)) -> QueryFluentBuilder {
        self.client.query().table_name(table).index_name(index)
    }

    /// Writes a record, in place of the one that is there.
    pub(super) async fn put(&self, table: &str, record: &impl Serialize) -> Result<(), StoreError> {
        let request = self.client.put_item().table_name(table).set_item(Some(item(record)));
        request.send().await?;
        Ok(())
    }
}

/// A deletion in a transaction, under the conditions that `on` adds.
pub(super) fn deletion(
    (table, key): Place<'_>,
    on: impl FnOnce(DeleteBuilder) -> DeleteBuilder,
) -> TransactWriteItem {
    let delete = Delete::builder().table_name(table);
    let delete = key.iter().fold(delete, |delete, (name, text)| delete.key(*name, value(text)));
    let delete = on(delete).build().expect("table and key are set");
    TransactWriteItem::builder().delete(delete).build()
}
