//! Lists in pages. A cursor names a position inside one tenant's list and nothing else: the
//! partition is always added from the token's tenant, so a cursor of somebody else is harmless.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::StoreError;
use super::item::{Item, text, value};
use super::list::List;
use crate::digest::digest;
use crate::records::Timestamp;

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

/// Which page is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRequest {
    list: List,
    pub(super) limit: i32,
    pub(super) position: Option<Position>,
    /// From when on, and until when, both as the records' times are written.
    times: Option<(String, String)>,
    /// What else the list is narrowed to. A cursor is for the same alone.
    filter: Option<String>,
    /// Whether records are looked at in one read, and not in two.
    pub(super) once: bool,
    /// The table's partition key and its value, where the index has a partition key of its own.
    table: Option<(&'static str, String)>,
}

/// The keys of the record that a page begins after.
pub(super) type Position = BTreeMap<String, String>;

/// Where a cursor has its filter.
const FILTER: &str = "filter";
/// Before and after all times.
const EVER: (&str, &str) = ("0", "A");

impl PageRequest {
    const DEFAULT_LIMIT: i32 = 50;
    const MAX_LIMIT: i32 = 200;
    const FILE_LIMIT: i32 = 1_000;

    /// Reads `limit` (1 to 200, default 50) and `cursor` of a list. The error is the parameter's
    /// name.
    pub fn parse(
        list: List,
        limit: Option<&str>,
        cursor: Option<&str>,
    ) -> Result<Self, &'static str> {
        Self::up_to((Self::DEFAULT_LIMIT, Self::MAX_LIMIT), list, limit)?.at(cursor)
    }

    /// The same of a list that is to be a file: its pages have up to 1,000 records, and by default as
    /// many.
    pub fn of_file(
        list: List,
        limit: Option<&str>,
        cursor: Option<&str>,
    ) -> Result<Self, &'static str> {
        Self::up_to((Self::FILE_LIMIT, Self::FILE_LIMIT), list, limit)?.at(cursor)
    }

    fn up_to(
        (default, most): (i32, i32),
        list: List,
        limit: Option<&str>,
    ) -> Result<Self, &'static str> {
        let limit = limit.map_or(Some(default), digits).ok_or("limit")?;
        if !(1..=most).contains(&limit) {
            return Err("limit");
        }
        let position = None;
        Ok(Self { list, limit, position, times: None, filter: None, once: false, table: None })
    }

    /// The same of a list that is narrowed to a filter, by whatever text stands for it, and to records
    /// from a time on and before another. The error is the parameter's name.
    pub fn narrowed(
        self,
        cursor: Option<&str>,
        filter: &str,
        (from, before): (Option<Timestamp>, Option<Timestamp>),
    ) -> Result<Self, &'static str> {
        let times = (from.is_some() || before.is_some()).then(|| {
            let last = before.map(|before| Timestamp::from_millis(before.as_millis() - 1));
            let text = |time: Option<Timestamp>, ever: &str| {
                time.map_or_else(|| ever.to_owned(), |time| time.to_string())
            };
            (text(from, EVER.0), text(last, EVER.1) + self.list.beyond())
        });
        let filter = (!filter.is_empty()).then(|| digest(&[filter.as_bytes()]));
        Self { times, filter, position: None, ..self }.at(cursor)
    }

    /// The same with one read of an index, though the page may then be shorter.
    #[must_use]
    pub fn once(self) -> Self {
        Self { once: true, ..self }
    }

    /// The same of an index whose partition key is not the table's. To go on, DynamoDB wants both.
    pub(super) fn of_table(self, partition: (&'static str, String)) -> Self {
        Self { table: Some(partition), ..self }
    }

    fn at(self, cursor: Option<&str>) -> Result<Self, &'static str> {
        let position = cursor.map(|cursor| self.decode(cursor).ok_or("cursor")).transpose()?;
        Ok(Self { position, ..self })
    }

    /// How many records a page has.
    pub(super) fn size(&self) -> usize {
        usize::try_from(self.limit).unwrap_or_default()
    }

    /// The index's sort key, and the key that tells records of the same time apart.
    pub(super) fn keys(&self) -> (&'static str, &'static str) {
        let keys = self.list.keys();
        (keys.last().expect("a list has keys"), keys[0])
    }

    /// The same up to a time, that included, from the beginning.
    pub(super) fn until(&self, time: &str) -> Self {
        let from = self.times.as_ref().map_or(EVER.0, |(from, _)| from.as_str());
        let times = Some((from.to_owned(), time.to_owned()));
        Self { times, position: None, ..self.clone() }
    }

    /// The same of what begins so.
    pub(super) fn beginning(&self, text: &str) -> Self {
        let times = Some((text.to_owned(), format!("{text}{}", char::MAX)));
        Self { times, ..self.clone() }
    }

    /// Whether there can be such records at all.
    pub(super) fn is_possible(&self) -> bool {
        self.times.as_ref().is_none_or(|(from, to)| from <= to)
    }

    pub(super) fn position_of(&self, item: &Item) -> Position {
        let key = |name: &&str| Some(((*name).to_owned(), text(item, name)?.to_owned()));
        self.list.keys().iter().filter_map(key).collect()
    }

    pub(super) fn cursor(&self, position: &Position) -> String {
        let filter = self.filter.iter().map(|filter| (FILTER, filter));
        let keys = position.iter().map(|(name, text)| (name.as_str(), text));
        let all: BTreeMap<_, _> = keys.chain(filter).collect();
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(&all).expect("a map of texts"))
    }

    fn decode(&self, cursor: &str) -> Option<Position> {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
        let mut position: Position = serde_json::from_slice(&bytes).ok()?;
        let is_same = position.remove(FILTER) == self.filter;
        let is_key = |value: &String| (1..=LONGEST_KEY).contains(&value.len());
        let keys = self.list.keys();
        let complete = keys.iter().all(|key| position.get(*key).is_some_and(is_key));
        let time = position.get(self.keys().0)?;
        let within = self.times.as_ref().is_none_or(|(from, to)| (from..=to).contains(&time));
        (is_same && complete && within && position.len() == keys.len()).then_some(position)
    }

    /// The query of a partition from this position on.
    pub(super) fn query(
        &self,
        query: QueryFluentBuilder,
        (name, partition): (&str, &str),
        position: Option<&Position>,
    ) -> QueryFluentBuilder {
        let query = query
            .expression_attribute_names("#partition", name)
            .expression_attribute_values(":partition", value(partition))
            .scan_index_forward(self.list.is_ascending());
        let query = match &self.times {
            None => query.key_condition_expression("#partition = :partition"),
            Some((from, to)) => query
                .key_condition_expression("#partition = :partition AND #time BETWEEN :from AND :to")
                .expression_attribute_names("#time", self.keys().0)
                .expression_attribute_values(":from", value(from))
                .expression_attribute_values(":to", value(to)),
        };
        let Some(position) = position else { return query };
        let table = self.table.as_ref().map(|(name, partition)| (*name, partition.as_str()));
        let query = [Some((name, partition)), table]
            .into_iter()
            .flatten()
            .fold(query, |query, (name, text)| query.exclusive_start_key(name, value(text)));
        position
            .iter()
            .fold(query, |query, (key, text)| query.exclusive_start_key(key, value(text)))
    }

    /// Runs a query for this page. `partition` is the index's partition key.
    pub(super) async fn run<T>(
        &self,
        query: QueryFluentBuilder,
        partition: (&str, &str),
        read: impl Fn(Item) -> Result<T, StoreError>,
    ) -> Result<Page<T>, StoreError> {
        if !self.is_possible() {
            return Ok(Page { items: Vec::new(), next: None });
        }
        let query = self.query(query, partition, self.position.as_ref()).limit(self.limit);
        let answer = query.send().await?;
        let next = answer.last_evaluated_key.map(|key| self.cursor(&self.position_of(&key)));
        let items =
            answer.items.unwrap_or_default().into_iter().map(read).collect::<Result<_, _>>()?;
        Ok(Page { items, next })
    }
}

/// A number as one writes it: without a sign, and without zeros before it.
fn digits(text: &str) -> Option<i32> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    text.parse().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(list: List) -> PageRequest {
        PageRequest::parse(list, None, None).unwrap()
    }

    fn place(thread: &str, at: &str) -> Position {
        let keys = [("thread_id", thread), ("last_activity_at", at)];
        keys.map(|(name, text)| (name.to_owned(), text.to_owned())).into()
    }

    /// A cursor of the list of conversations.
    fn at(thread: &str) -> String {
        all(List::Threads).cursor(&place(thread, "2026-01-01T00:00:00.000Z"))
    }

    #[test]
    fn refuses_what_is_no_page() {
        for (limit, cursor, name) in [
            (Some("0"), None, "limit"),
            (Some("201"), None, "limit"),
            (Some("x"), None, "limit"),
            (Some("+1"), None, "limit"),
            (Some("01"), None, "limit"),
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
        let cursor = at("sms.1.2");
        let page = PageRequest::parse(List::Threads, None, Some(&cursor)).unwrap();
        assert_eq!(page.position.unwrap().len(), 2);
        assert_eq!(PageRequest::parse(List::Messages, None, Some(&cursor)), Err("cursor"));
        let key = [("tenant_id", "somebody"), ("thread_id", "t"), ("last_activity_at", "2026")];
        let key = key.map(|(name, text)| (name.to_owned(), value(text))).into();
        assert!(!all(List::Threads).position_of(&key).contains_key("tenant_id"));
    }

    #[test]
    fn a_cursor_is_for_its_own_filter_and_times() {
        let year = |year: i64| Some(Timestamp::from_millis(year * 31_557_600_000));
        let page = |filter, times, cursor| all(List::Threads).narrowed(cursor, filter, times);
        let (ever, then) = ((None, None), (year(50), year(60)));
        let cursor = page("channel=sms", ever, None).unwrap().cursor(&place("t", "2026-01-01"));
        assert!(page("channel=sms", ever, Some(&cursor)).is_ok());
        assert_eq!(page("channel=rcs", ever, Some(&cursor)), Err("cursor"));
        assert_eq!(page("", ever, Some(&cursor)), Err("cursor"));
        let plain = at("t");
        assert_eq!(page("channel=sms", ever, Some(&plain)), Err("cursor"));
        assert!(page("", then, Some(&plain)).is_ok());
        assert_eq!(page("", (year(57), None), Some(&plain)), Err("cursor"), "DynamoDB refuses it");
    }
}
