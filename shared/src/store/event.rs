//! The `events` table: what has happened, for a week, in the order in which it was announced.
//!
//! Announcers are several and a reader may come in between: what is announced within
//! [`EVENTS_SETTLE`] may still get a neighbour before it. So whoever has read to the end goes on from
//! before that time, and leaves out what it has had.

use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_sdk_dynamodb::types::{PutRequest, WriteRequest};
use serde::{Deserialize, Serialize};

use super::item::{item, record, value};
use super::{Store, StoreError};
use crate::ids::TenantId;
use crate::records::{EVENTS_KEPT, EVENTS_SETTLE, Event, Timestamp};

/// Where a reader of a tenant's events goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventCursor(String);

/// Events, and where to go on.
#[derive(Debug)]
pub struct EventPage {
    /// The events.
    pub events: Vec<Event>,
    /// Where to go on, now or later.
    pub next: EventCursor,
    /// Whether there are more already.
    pub has_more: bool,
}

#[derive(Serialize, Deserialize)]
struct Announced {
    event_key: String,
    expires_at: i64,
    #[serde(flatten)]
    event: Event,
}

impl EventCursor {
    /// After all that has settled by now.
    pub fn settled(now: Timestamp) -> Self {
        Self::at(now.before(EVENTS_SETTLE))
    }

    /// Before everything that was announced then.
    pub fn at(time: Timestamp) -> Self {
        Self(time.to_string())
    }

    /// Reads a cursor.
    pub fn parse(text: &str) -> Option<Self> {
        let time = text.get(..24)?.parse::<jiff::Timestamp>().ok()?;
        let time = Timestamp::from_millis(time.as_millisecond()).to_string();
        let rest = text.strip_prefix(&time)?;
        let id = rest.strip_prefix('.').unwrap_or(rest);
        let plain = id.len() <= 64 && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
        plain.then(|| Self(text.to_owned()))
    }

    /// The cursor as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether what it comes after may be forgotten by now.
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.0 < Self::at(now.before(EVENTS_KEPT)).0
    }
}

impl Store {
    /// Keeps events to be read again. One that is announced twice is there twice.
    pub async fn events_put(&self, events: &[Event], now: Timestamp) -> Result<(), StoreError> {
        let writes = (0..).zip(events).map(|place| (self.tables.events.clone(), put(place, now)));
        self.write_batches(writes.collect()).await
    }

    /// A tenant's events after a cursor, the oldest first.
    pub async fn events_after(
        &self,
        tenant: &TenantId,
        cursor: &EventCursor,
        (limit, now): (i32, Timestamp),
    ) -> Result<EventPage, StoreError> {
        let query = self
            .events(tenant)
            .key_condition_expression("tenant_id = :tenant AND event_key > :cursor");
        let query = query.expression_attribute_values(":cursor", value(cursor.as_str()));
        let (events, next) = read(query.limit(limit)).await?;
        let has_more = next.is_some();
        Ok(EventPage { events, next: next.unwrap_or_else(|| EventCursor::settled(now)), has_more })
    }

    /// A tenant's events after a cursor that were announced until then, the oldest first, and where to go
    /// on, unless these are all.
    pub async fn events_until(
        &self,
        tenant: &TenantId,
        (cursor, until): (&EventCursor, Timestamp),
        limit: i32,
    ) -> Result<(Vec<Event>, Option<EventCursor>), StoreError> {
        let query = self
            .events(tenant)
            .key_condition_expression("tenant_id = :tenant AND event_key BETWEEN :from AND :to");
        let (from, to) = (format!("{}{BEYOND}", cursor.as_str()), EventCursor::at(until).0);
        let query = query.expression_attribute_values(":from", value(from));
        // All of the last millisecond.
        let query = query.expression_attribute_values(":to", value(format!("{to}/")));
        read(query.limit(limit)).await
    }

    fn events(&self, tenant: &TenantId) -> QueryFluentBuilder {
        let query = self.client.query().table_name(&self.tables.events);
        query.expression_attribute_values(":tenant", value(tenant))
    }
}

/// The events, and where to go on if there are more.
async fn read(query: QueryFluentBuilder) -> Result<(Vec<Event>, Option<EventCursor>), StoreError> {
    let answer = query.send().await?;
    let items = answer.items.unwrap_or_default().into_iter();
    let found: Vec<Announced> = items.map(record).collect::<Result<_, _>>()?;
    let last = found.last().filter(|_| answer.last_evaluated_key.is_some());
    let next = last.map(|last| EventCursor(last.event_key.clone()));
    Ok((found.into_iter().map(|announced| announced.event).collect(), next))
}

/// Between an event and its next one: no id has this character.
const BEYOND: char = '!';

/// Those of one record keep their order, though they are announced at the same time.
fn put((place, event): (u32, &Event), now: Timestamp) -> WriteRequest {
    let announced = Announced {
        event_key: format!("{now}.{place:06}{}", event.event_id),
        expires_at: now.after(EVENTS_KEPT + EVENTS_SETTLE).as_millis() / 1_000,
        event: event.clone(),
    };
    let put = PutRequest::builder().set_item(Some(item(&announced))).build();
    WriteRequest::builder().put_request(put.expect("it has an item")).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_a_time_or_an_event() {
        let at = Timestamp::from_millis(1_700_000_000_000);
        for text in [format!("{at}"), format!("{at}.{}", "a".repeat(32))] {
            assert_eq!(EventCursor::parse(&text).map(|cursor| cursor.0), Some(text));
        }
        for text in
            ["", "x", "2026-01-01", &format!("{at}x y"), &format!("{at}.{}", "a".repeat(65))]
        {
            assert_eq!(EventCursor::parse(text), None, "{text}");
        }
        assert!(EventCursor::settled(at).is_expired(at.after(EVENTS_KEPT)));
        assert!(!EventCursor::settled(at).is_expired(at));
    }
}
