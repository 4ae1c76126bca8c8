//! Whatever order a message's events arrive in, and however often, its record ends up the same:
//! through the real store, and down to the last attribute. `DYNAMODB_ENDPOINT` names another
//! `DynamoDB` than the sandbox's, such as the one of `scripts/dynamodb-local`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use futures::{StreamExt, stream};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree;
use sandbox::{Sandbox, Tables};
use serde_json::{Value, json};
use shared::app::{App, Clock};
use shared::config::Config;
use shared::ids::{MessageId, MessageSid};
use shared::phone::{Channel, Party};
use shared::records::{
    Direction, MessageContent, MessageStatus, StatusReport, ThreadId, Timestamp, Write,
};
use shared::store::Store;

const CASES: usize = 2_000;

/// The store, and a look behind it.
struct World {
    store: Store,
    tables: Tables,
    messages: String,
    /// Ends what it serves when it is dropped.
    _sandbox: Sandbox,
}

impl World {
    async fn start() -> Self {
        let sandbox = Sandbox::start(Vec::new()).await.unwrap();
        let mut environment = sandbox.aws.environment("StatusFunction");
        environment.insert("AWS_ACCESS_KEY_ID".to_owned(), "test".to_owned());
        if let Ok(endpoint) = std::env::var("DYNAMODB_ENDPOINT") {
            create_tables(&Tables::at(&endpoint), &sandbox, &mut environment).await;
            environment.insert("AWS_ENDPOINT_URL".to_owned(), endpoint);
        }
        let config = Config::from_lookup(|name| environment.get(name).cloned()).unwrap();
        let tables = Tables::at(config.aws.endpoint.as_deref().unwrap());
        let messages = config.tables.messages.clone();
        let store = App::new(config, Clock::System).store;
        Self { store, tables, messages, _sandbox: sandbox }
    }

    async fn records(&self) -> Vec<Value> {
        self.tables.records(&self.messages).await.unwrap()
    }
}

/// Creates the template's tables under names of this run's own, and puts these in the environment.
async fn create_tables(
    tables: &Tables,
    sandbox: &Sandbox,
    environment: &mut BTreeMap<String, String>,
) {
    let run = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos();
    for (id, table) in &sandbox.aws.template().tables {
        let name = format!("{id}-{run}");
        let mut table = table.clone();
        table["TableName"] = json!(name);
        tables.create(&table).await.unwrap();
        for value in environment.values_mut().filter(|value| *value == id) {
            value.clone_from(&name);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Event {
    Created,
    Reported(MessageStatus),
}

/// Each event and a repeat of it.
fn events() -> Vec<Event> {
    use MessageStatus::{Delivered, Queued, Read, Sent};
    let once = [Queued, Sent, Delivered, Read].map(Event::Reported);
    let once = once.into_iter().chain([Event::Created]);
    once.flat_map(|event| [event.clone(), event]).collect()
}

fn content(message_id: &MessageId, at: Timestamp) -> MessageContent {
    let party = |number: &str| number.parse::<Party>().unwrap();
    MessageContent {
        message_id: message_id.clone(),
        message_sid: None,
        tenant_id: "demo".parse().unwrap(),
        account_sid: sandbox::demo::DEMO.account_sid.parse().unwrap(),
        thread_id: ThreadId::new(Channel::Sms, &party("+15550100001"), &party("+15550190001")),
        direction: Direction::Outbound,
        channel: Channel::Sms,
        from_number: "+15550100001".to_owned(),
        to_number: "+15550190001".to_owned(),
        body: "hello".to_owned(),
        num_media: 0,
        media: Vec::new(),
        lead_id: Some("lead-1".to_owned()),
        details: BTreeMap::new(),
        created_at: at,
    }
}

fn write(message_id: &MessageId, event: &Event, at: Timestamp) -> Write {
    let sid: MessageSid = "SM0123456789abcdef0123456789abcdef".parse().unwrap();
    match event {
        Event::Created => {
            Write::Message(Box::new(content(message_id, at)), MessageStatus::Accepted)
        }
        Event::Reported(status) => Write::Status(StatusReport {
            message_id: message_id.clone(),
            message_sid: sid,
            account_sid: sandbox::demo::DEMO.account_sid.parse().unwrap(),
            tenant_id: "demo".parse().unwrap(),
            status: status.clone(),
            error_code: None,
            error_message: None,
            at,
        }),
    }
}

/// Message `number` lives through `events` in this order, all at the same time of day.
async fn live(store: &Store, number: usize, events: &[Event]) {
    let message_id: MessageId = format!("m{number}").parse().unwrap();
    for event in events {
        let at = Timestamp::from_millis(1_700_000_000_000);
        store.commit(&[write(&message_id, event, at)], &[]).await.unwrap();
    }
}

fn shuffled(picks: &[Index]) -> Vec<Event> {
    let mut left = events();
    picks.iter().map(|pick| left.remove(pick.index(left.len()))).collect()
}

/// Any order of all events, as proptest draws them: this many.
fn orders() -> Vec<Vec<Event>> {
    let strategy = prop::collection::vec(any::<Index>(), events().len());
    let mut runner = proptest::test_runner::TestRunner::default();
    let mut draw = || strategy.new_tree(&mut runner).unwrap().current();
    (0..CASES).map(|_| shuffled(&draw())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_order_ends_in_the_same_record() {
    let world = World::start().await;
    let orders = orders();
    stream::iter(orders.iter().enumerate())
        .for_each_concurrent(8, |(number, order)| live(&world.store, number, order))
        .await;

    let mut records = world.records().await;
    assert_eq!(records.len(), CASES);
    let number_of = |record: &mut Value| {
        let id = record.as_object_mut().unwrap().remove("message_id").unwrap();
        id.as_str().unwrap()[1..].parse::<usize>().unwrap()
    };
    let mut expected = None;
    for record in &mut records {
        let order = &orders[number_of(record)];
        let expected = expected.get_or_insert_with(|| record.clone());
        assert_eq!(record, expected, "after {order:?}");
    }
    let record = expected.unwrap();
    assert_eq!((&record["status"], &record["body"]), (&json!("read"), &json!("hello")));
    for status in ["accepted", "queued", "sent", "delivered", "read"] {
        assert!(record.get(format!("at:{status}")).is_some(), "{status}");
    }
}

/// With a clock that moves, each status keeps the time of its first arrival.
#[tokio::test(flavor = "multi_thread")]
async fn each_status_keeps_its_first_time() {
    let world = World::start().await;
    for (number, order) in orders().into_iter().take(50).enumerate() {
        let message_id: MessageId = format!("m{number}").parse().unwrap();
        let time =
            |position: usize| Timestamp::from_millis(1_000 * i64::try_from(position).unwrap());
        for (position, event) in order.iter().enumerate() {
            world.store.commit(&[write(&message_id, event, time(position))], &[]).await.unwrap();
        }
        let records = world.records().await;
        let record = records.iter().find(|r| r["message_id"] == json!(message_id)).unwrap();
        for event in events() {
            let first = time(order.iter().position(|e| *e == event).unwrap()).to_string();
            let attribute = match &event {
                Event::Created => "created_at".to_owned(),
                Event::Reported(status) => format!("at:{status}"),
            };
            assert_eq!(record[&attribute], first, "{attribute} after {order:?}");
        }
        assert_eq!(record["delivered_at"], record["at:delivered"]);
    }
}
