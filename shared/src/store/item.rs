//! Between records and DynamoDB items.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::StoreError;
use crate::ids::TenantId;
use crate::records::Timestamp;

pub(super) type Item = HashMap<String, AttributeValue>;

/// One attribute's value.
pub(super) fn value(value: impl Serialize) -> AttributeValue {
    serde_dynamo::to_attribute_value(value).expect("records are plain data")
}

/// A record as an item.
pub(super) fn item(record: &impl Serialize) -> Item {
    serde_dynamo::to_item(record).expect("records are plain data")
}

/// An item as a record.
pub(super) fn record<T: DeserializeOwned>(item: Item) -> Result<T, StoreError> {
    serde_dynamo::from_item(item).map_err(|error| StoreError::Broken(error.to_string()))
}

/// One attribute's value, read.
pub(super) fn attribute<T: DeserializeOwned>(value: AttributeValue) -> Result<T, StoreError> {
    serde_dynamo::from_attribute_value(value).map_err(|error| StoreError::Broken(error.to_string()))
}

/// The times in attributes whose names begin so, by the rest of the name.
pub(super) fn times(item: &Item, prefix: &str) -> Result<BTreeMap<String, Timestamp>, StoreError> {
    let times = item.iter();
    let times = times.filter_map(|(name, value)| Some((name.strip_prefix(prefix)?, value)));
    record(times.map(|(name, value)| (name.to_owned(), value.clone())).collect())
}

/// Whether it is this tenant's.
pub(super) fn is_of(tenant: &TenantId) -> impl Fn(&Item) -> bool {
    move |item| text(item, "tenant_id") == Some(tenant.as_str())
}

/// The text of an attribute, if it is there and text.
pub(super) fn text<'i>(item: &'i Item, name: &str) -> Option<&'i str> {
    item.get(name)?.as_s().ok().map(String::as_str)
}
