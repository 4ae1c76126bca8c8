//! How soon pages hear, and that they hear all of it.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use futures::StreamExt as _;
use serde_json::{Value, json};
use twilio_simulator::InboundMessage;

use super::event;
use crate::world::{CUSTOMER, World};

const TEXTS: usize = 200;
const LIMIT: Duration = Duration::from_secs(2);

/// From the answer to the webhook until the page has the event; `make live-latency` shows it.
#[tokio::test]
async fn a_text_is_heard_within_two_seconds() {
    let world = World::in_real_time().await;
    let mut page = world.page().await;
    let mut times = Vec::new();
    for number in 0..TEXTS {
        let answered = text(&world, &number.to_string()).await;
        loop {
            let event = event(&mut page).await;
            if event["type"] == "message.received" {
                assert_eq!(event["data"]["body"], number.to_string());
                times.push(answered.elapsed());
                break;
            }
        }
    }
    times.sort_unstable();
    let (half, most) = (times[TEXTS / 2], times[TEXTS * 99 / 100]);
    println!("{TEXTS} texts: p50 {half:.1?}, p99 {most:.1?}, longest {:.1?}", times[TEXTS - 1]);
    assert!(most < LIMIT, "p99 {most:?}");
}

/// When Twilio had its answer.
async fn text(world: &World, body: &str) -> Instant {
    let url = format!("{}/sim/messages", world.sandbox().twilio.url());
    let text = json!({ "from": CUSTOMER, "to": world.tenant.numbers[0], "body": body });
    let request = world.client.post(url).header("content-type", "application/json");
    let answer = request.body(text.to_string()).send().await.unwrap();
    let answer: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
    assert_eq!(answer["webhook"]["status"], 200, "{answer}");
    Instant::now()
}

/// Faster than one by one: from thirty phones, eight at a time.
#[tokio::test]
async fn of_three_hundred_texts_none_is_missing_and_none_comes_twice() {
    let world = World::in_real_time().await;
    let mut page = world.page().await;
    let texts = (0..300).map(|number| InboundMessage {
        from: format!("+15550190{:03}", 100 + number % 30),
        ..world.text(&number.to_string())
    });
    let sending = async {
        let sent = futures::stream::iter(texts).map(|text| world.receive(text));
        sent.buffer_unordered(8).collect::<()>().await;
    };
    let hearing = async {
        let (mut ids, mut bodies) = (BTreeMap::new(), BTreeMap::new());
        while bodies.len() < 300 {
            let event = event(&mut page).await;
            *ids.entry(event["id"].to_string()).or_insert(0) += 1;
            if event["type"] == "message.received" {
                *bodies.entry(event["data"]["body"].to_string()).or_insert(0) += 1;
            }
        }
        (ids, bodies)
    };
    let ((), (ids, bodies)) = tokio::join!(sending, hearing);
    assert!(bodies.values().all(|count| *count == 1), "{bodies:?}");
    let twice: Vec<_> = ids.iter().filter(|(_, count)| **count > 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

/// Whoever hears of a text at once finds it at once.
#[tokio::test]
async fn what_is_heard_is_in_every_list() {
    let world = World::in_real_time().await;
    let mut page = world.page().await;
    for number in 0..20 {
        let needle = format!("needle{number}");
        text(&world, &needle).await;
        while event(&mut page).await["type"] != "message.received" {}
        let found = world.get(&format!("/api/search/messages?q={needle}")).await;
        let found = &found["items"][0];
        assert_eq!(found["message"]["body"], needle);
        let contact = found["contact"]["contact_id"].as_str().unwrap();
        let timeline = world.get(&format!("/api/contacts/{contact}/timeline?limit=1")).await;
        assert_eq!(timeline["items"][0]["message"]["body"], needle);
    }
}
