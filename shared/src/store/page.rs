//! Lists in pages. A cursor names a position inside one tenant's list and nothing else: the
//! partition is always added from the token's tenant, so a cursor of somebody else is harmless.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::StoreError;
use super::item::{Item, text, value};

/// Longest sort key that DynamoDB takes, in bytes; it takes longer partition keys.
const LONGEST_KEY: usize = 1_024;

/// One page of a list.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// The records.
    pub items: Vec<T>,
    /// Cursor of the next page, if there is one.
    pub next: Option<String>,
}

/// A list that is read in pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// A tenant's conversations by activity.
    Threads,
    /// All wishes of a tenant's contacts.
    Consents,
    /// A tenant's contacts that want no messages, by when they said so.
    OptOuts,
    /// A tenant's contacts by activity.
    Contacts,
    /// A conversation's messages by time.
    Messages,
    /// A tenant's or lead's calls by time.
    Calls,
    /// A tenant's voicemails by time, of one status or all.
    Voicemails,
}

impl List {
    /// The index's keys other than its partition, and the table's.
    fn keys(self) -> &'static [&'static str] {
        match self {
            List::Threads => &["thread_id", "last_activity_at"],
            List::Consents => &["consent_id"],
            List::OptOuts => &["consent_id", "opted_out_at"],
            List::Contacts => &["contact_id", "last_activity_at"],
            List::Messages => &["message_id", "sort_at"],
            List::Calls => &["call_id", "created_at"],
            List::Voicemails => &["recording_sid", "created_at"],
        }
    }
}

/// Which page is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRequest {
    list: List,
    limit: i32,
    position: Option<BTreeMap<String, String>>,
}

impl PageRequest {
    const DEFAULT_LIMIT: i32 = 50;
    const MAX_LIMIT: i32 = 200;

    /// Reads `limit` (1 to 200, default 50) and `cursor` of a list. The error is the parameter's
    /// name.
    pub fn parse(
        list: List,
        limit: Option<&str>,
        cursor: Option<&str>,
    ) -> Result<Self, &'static str> {
        let limit = limit.map_or(Ok(Self::DEFAULT_LIMIT), str::parse).map_err(|_| "limit")?;
        if !(1..=Self::MAX_LIMIT).contains(&limit) {
            return Err("limit");
        }
        let position = cursor.map(|cursor| decode(cursor, list).ok_or("cursor")).transpose()?;
        Ok(Self { list, limit, position })
    }

    /// Runs a query for this page. `partition` is the index's partition key.
    pub(super) async fn run<T>(
        &self,
        query: QueryFluentBuilder,
        partition: (&str, &str),
        read: impl Fn(Item) -> Result<T, StoreError>,
    ) -> Result<Page<T>, StoreError> {
        let mut query = query
            .key_condition_expression("#partition = :partition")
            .expression_attribute_names("#partition", partition.0)
            .expression_attribute_values(":partition", value(partition.1))
            .scan_index_forward(false)
            .limit(self.limit);
        if let Some(position) = &self.position {
            query = query.exclusive_start_key(partition.0, value(partition.1));
            for (key, text) in position {
                query = query.exclusive_start_key(key, value(text));
            }
        }
        let answer = query.send().await?;
        let next = answer.last_evaluated_key.map(|key| encode(&key, self.list.keys()));
        let items =
            answer.items.unwrap_or_default().into_iter().map(read).collect::<Result<_, _>>()?;
        Ok(Page { items, next })
    }
}

fn encode(key: &Item, names: &[&str]) -> String {
    let position: BTreeMap<_, _> =
        names.iter().filter_map(|name| Some((*name, text(key, name)?))).collect();
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(&position).expect("a map of texts"))
}

fn decode(cursor: &str, list: List) -> Option<BTreeMap<String, String>> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
    let position: BTreeMap<String, String> = serde_json::from_slice(&bytes).ok()?;
    let is_key = |value: &String| (1..=LONGEST_KEY).contains(&value.len());
    let complete = list.keys().iter().all(|key| position.get(*key).is_some_and(is_key));
    (complete && position.len() == list.keys().len()).then_some(position)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    /// A cursor of the list of conversations.
    fn at(thread: &str) -> String {
        let key = [("thread_id", thread), ("last_activity_at", "2026-01-01T00:00:00.000Z")];
        let key = key.map(|(name, text)| (name.to_owned(), value(text)));
        encode(&key.into(), List::Threads.keys())
    }

    #[test]
    fn refuses_what_is_no_page() {
        for (limit, cursor, name) in [
            (Some("0"), None, "limit"),
            (Some("201"), None, "limit"),
            (Some("x"), None, "limit"),
            (None, Some("!"), "cursor"),
            (None, Some("e30"), "cursor"),
            (None, Some(&at("")), "cursor"),
            (None, Some(&at(&"x".repeat(LONGEST_KEY + 1))), "cursor"),
        ] {
            assert_eq!(PageRequest::parse(List::Threads, limit, cursor), Err(name));
        }
        assert!(PageRequest::parse(List::Threads, Some("200"), Some(&at("sms.1.2"))).is_ok());
    }

    #[test]
    fn a_cursor_is_for_its_own_list() {
        let key = HashMap::from([
            ("thread_id".to_owned(), value("sms.1.2")),
            ("last_activity_at".to_owned(), value("2026-01-01T00:00:00.000Z")),
            ("tenant_id".to_owned(), value("somebody")),
        ]);
        let cursor = encode(&key, List::Threads.keys());
        let page = PageRequest::parse(List::Threads, None, Some(&cursor)).unwrap();
        assert_eq!(page.position.unwrap().len(), 2);
        assert_eq!(PageRequest::parse(List::Messages, None, Some(&cursor)), Err("cursor"));
    }
}
