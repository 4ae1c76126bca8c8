//! A page that was cut off ends as one that was not.

use std::collections::{BTreeMap, BTreeSet};

use sandbox::Page;
use serde_json::{Value, json};

use super::event;
use crate::world::World;

/// What a page shows: each record as the last event of it says.
#[derive(Default)]
struct Shown {
    had: BTreeSet<String>,
    records: BTreeMap<String, Value>,
}

impl Shown {
    /// From the channel: what was had is left out.
    fn hear(&mut self, event: &Value) {
        if !self.had.contains(&event["id"].to_string()) {
            self.apply(event);
        }
    }

    fn apply(&mut self, event: &Value) {
        self.had.insert(event["id"].to_string());
        let (kind, data) = (event["type"].as_str().unwrap(), &event["data"]);
        let record = kind.split('.').next().unwrap();
        let key = format!("{record} {}", data[format!("{record}_id")]);
        match kind.ends_with(".deleted") {
            true => drop(self.records.remove(&key)),
            false => drop(self.records.insert(key, data.clone())),
        }
    }

    /// Applies events until the page shows the message with this text.
    async fn until(&mut self, page: &mut Page, body: &str) {
        while !self.shows(body) {
            self.hear(&event(page).await);
        }
    }

    fn shows(&self, body: &str) -> bool {
        let settled = |record: &Value| record["body"] == body || record["last_message"] == body;
        self.records.values().filter(|record| settled(record)).count() == 2
    }

    /// As after a gap: first the connection, then all that was missed, also what was had: it is in order.
    async fn catch_up(&mut self, world: &World, mut next: String) {
        loop {
            let page = world.get(&format!("/api/events?after={next}&limit=20")).await;
            page["items"].as_array().unwrap().iter().for_each(|event| self.apply(event));
            page["next"].as_str().unwrap().clone_into(&mut next);
            if page["has_more"] == false {
                return;
            }
        }
    }
}

#[tokio::test]
async fn a_page_that_was_away_for_fifty_events_shows_what_one_shows_that_was_not() {
    let world = World::in_real_time().await;
    let next = world.get("/api/events").await["next"].as_str().unwrap().to_owned();
    let (mut here, mut away) = (world.page().await, world.page().await);
    let (mut steady, mut returning) = (Shown::default(), Shown::default());
    world.receive(world.text("before")).await;
    steady.until(&mut here, "before").await;
    returning.until(&mut away, "before").await;
    drop(away);
    let mut told = 0;
    for number in 0..30 {
        world.receive(world.text(&number.to_string())).await;
        let before = steady.had.len();
        steady.until(&mut here, &number.to_string()).await;
        told += steady.had.len() - before;
    }
    assert!(told >= 50, "{told} events");
    let read = world.thread().replace("/messages", "/read");
    assert_eq!(world.asked("POST", &read, &Value::Null).await.status, 200);
    let mut away = world.page().await;
    // While it reads what it has missed, there is more.
    world.receive(world.text("meanwhile")).await;
    returning.catch_up(&world, next).await;
    world.receive(world.text("after")).await;
    steady.until(&mut here, "after").await;
    returning.until(&mut away, "after").await;
    assert_eq!(returning.records, steady.records);
    let thread = steady.records.iter().find(|(key, _)| key.starts_with("thread"));
    assert_eq!(thread.unwrap().1["unread_count"], json!(2));
}
