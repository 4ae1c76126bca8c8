//! Whatever order a message's events arrive in, and however often, its record ends up the same:
//! through the real store, and down to the last attribute.

use futures::{StreamExt, stream};
use serde_json::{Value, json};
use shared::ids::MessageId;
use shared::records::{Direction, MessageContent, StatusReport, ThreadId, Timestamp, Write};
use shared::store::Store;
use twilio::form::Details;
use twilio::phone::{Channel, Party};
use twilio::sid::MessageSid;
use twilio::status::MessageStatus;

use crate::world::{World, deliver, orders};

const CASES: usize = 2_000;
const REPEATS: usize = 5;
const TABLE: &str = "MESSAGES_TABLE";

#[derive(Debug, Clone, PartialEq, Eq)]
enum Event {
    Created,
    Reported(MessageStatus),
}

fn events() -> Vec<Event> {
    use MessageStatus::{Delivered, Queued, Read, Sent};
    let reported = [Queued, Sent, Delivered, Read].map(Event::Reported);
    reported.into_iter().chain([Event::Created]).collect()
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
        request: None,
        details: Details::default(),
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
        deliver(store, (&[write(&message_id, event, at)], &[])).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_order_ends_in_the_same_record() {
    let world = World::start().await;
    let orders = orders(&events(), REPEATS, CASES);
    stream::iter(orders.iter().enumerate())
        .for_each_concurrent(8, |(number, order)| live(&world.store, number, order))
        .await;

    let mut records = world.records(TABLE).await;
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
    for (number, order) in orders(&events(), REPEATS, 50).iter().enumerate() {
        let message_id: MessageId = format!("m{number}").parse().unwrap();
        let time =
            |position: usize| Timestamp::from_millis(1_000 * i64::try_from(position).unwrap());
        for (position, event) in order.iter().enumerate() {
            let write = write(&message_id, event, time(position));
            deliver(&world.store, (&[write], &[])).await;
        }
        let records = world.records(TABLE).await;
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
