//! What is told of changes, from the streams of the tables to `GET /api/events`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bus;
mod live;
mod merged;

use std::collections::BTreeSet;
use std::time::Duration;

use announce::Announce;
use reqwest::Method;
use sandbox::aws::{Fault, Service};
use sandbox::demo::{DEMO, OTHER};
use sandbox::{Sandbox, Setup, Time};
use serde_json::{Value, json};
use sms::Sms;
use status::Status;
use twilio_simulator::{Delivery, InboundMessage};
use website::Website;

const CUSTOMER: &str = "+15550190001";
const THREAD: &str = "sms.15550100001.15550190001";

struct World {
    sandbox: Sandbox,
    time: Time,
}

impl World {
    async fn start() -> Self {
        Self::with(Setup::default()).await
    }

    async fn with(setup: Setup) -> Self {
        let time = Time::from_now();
        let setup = Setup { clock: time.clock(), ..setup };
        let functions = vec![
            sandbox::webhook::<Sms>(),
            sandbox::webhook::<Status>(),
            sandbox::api::<Website>(),
            sandbox::worker::<Announce>(),
        ];
        let sandbox = Sandbox::with(setup, functions, axum::Router::new()).await.unwrap();
        sandbox.add(&OTHER).await.unwrap();
        Self { sandbox, time }
    }

    async fn receive(&self, body: &str) {
        let (from, to, body) = (CUSTOMER.to_owned(), DEMO.numbers[0].to_owned(), body.to_owned());
        let message = InboundMessage { from, to, body, ..InboundMessage::default() };
        let sent = self.sandbox.twilio.send_message(message).await.unwrap();
        assert_eq!(sent.webhook.unwrap().status, 200);
        self.pass(1);
    }

    async fn ask(&self, tenant: &str, (method, path): (Method, &str)) -> (u16, Value) {
        let response = self.sandbox.request(tenant, method, path).send().await.unwrap();
        let status = response.status().as_u16();
        (status, serde_json::from_str(&response.text().await.unwrap()).unwrap())
    }

    /// Events after a cursor, once all is told.
    async fn after(&self, tenant: &str, cursor: &str) -> Value {
        self.sandbox.drain_streams().await;
        let path = format!("/api/events?after={cursor}");
        let (status, page) = self.ask(tenant, (Method::GET, &path)).await;
        assert_eq!(status, 200, "{page}");
        page
    }

    /// Where a page begins.
    async fn cursor(&self) -> String {
        let (_, page) = self.ask("demo", (Method::GET, "/api/events")).await;
        assert_eq!((&page["items"], &page["has_more"]), (&json!([]), &json!(false)));
        page["next"].as_str().unwrap().to_owned()
    }

    fn pass(&self, seconds: u64) {
        self.time.pass(Duration::from_secs(seconds));
    }
}

/// Their kinds, in order of the alphabet: those of several tables come in any.
fn kinds(page: &Value) -> Vec<&str> {
    let mut kinds: Vec<_> =
        page["items"].as_array().unwrap().iter().map(|it| it["type"].as_str().unwrap()).collect();
    kinds.sort_unstable();
    kinds
}

fn event<'p>(page: &'p Value, kind: &str) -> &'p Value {
    let events = page["items"].as_array().unwrap();
    events.iter().find(|event| event["type"] == kind).unwrap()
}

#[tokio::test]
async fn a_message_is_told_with_its_conversation_and_person() {
    let world = World::start().await;
    let cursor = world.cursor().await;
    world.receive("hello").await;
    let page = world.after("demo", &cursor).await;
    assert_eq!(kinds(&page), ["contact.created", "message.received", "thread.created"]);
    let message = &event(&page, "message.received")["data"];
    assert_eq!(message["body"], "hello");
    assert_eq!((&message["thread_id"], &message["direction"]), (&json!(THREAD), &json!("inbound")));
    let thread = &event(&page, "thread.created")["data"];
    assert_eq!((&thread["last_message"], &thread["unread_count"]), (&json!("hello"), &json!(1)));
    let names: BTreeSet<_> = event(&page, "thread.created").as_object().unwrap().keys().collect();
    assert_eq!(names, ["data", "id", "timestamp", "type"].map(String::from).iter().collect());
    assert_eq!(world.after("other", &cursor).await["items"], json!([]), "another tenant");
}

#[tokio::test]
async fn what_nobody_sees_is_not_told() {
    let world = World::start().await;
    world.receive("one").await;
    world.sandbox.drain_streams().await;
    world.pass(120);
    let cursor = world.cursor().await;
    world.receive("two").await;
    let page = world.after("demo", &cursor).await;
    assert_eq!(kinds(&page), ["message.received", "thread.updated"], "the person is the same");
    world.pass(120);
    let cursor = world.cursor().await;
    for _ in 0..2 {
        let read = (Method::POST, &*format!("/api/threads/{THREAD}/read"));
        assert_eq!(world.ask("demo", read).await.0, 200);
    }
    let page = world.after("demo", &cursor).await;
    assert_eq!(kinds(&page), ["thread.updated"], "the second one has changed nothing");
    assert_eq!(page["items"][0]["data"]["unread_count"], 0);
}

#[tokio::test]
async fn notes_are_told() {
    let world = World::start().await;
    world.receive("hello").await;
    let start =
        world.after("demo", &world.cursor().await).await["next"].as_str().unwrap().to_owned();
    let notes = format!("/api/threads/{THREAD}/notes");
    let write = async |method: Method, path: &str, text: &str| {
        let body = json!({ "text": text }).to_string();
        let body = if method == Method::DELETE { String::new() } else { body };
        let request = world.sandbox.request("demo", method, path).body(body);
        let (status, _, answer) = sandbox::answered(request, None).await;
        assert!(status < 300, "{answer}");
        world.sandbox.drain_streams().await;
        world.pass(1);
        answer
    };
    let note = write(Method::POST, &notes, "one").await;
    let path = format!("{notes}/{}", note["note_id"].as_str().unwrap());
    write(Method::PATCH, &path, "two").await;
    write(Method::DELETE, &path, "").await;
    let page = world.after("demo", &start).await;
    let told = page["items"].as_array().unwrap().iter();
    let told: Vec<_> = told
        .filter(|event| event["type"].as_str().unwrap().starts_with("note."))
        .map(|event| json!([event["type"], event["data"]["text"], event["data"]["thread_id"]]))
        .collect();
    let expected = [("note.created", json!("one")), ("note.updated", json!("two"))];
    let expected = expected.map(|(kind, text)| json!([kind, text, THREAD]));
    assert_eq!(told[..2], expected);
    assert_eq!(told[2..], [json!(["note.deleted", null, THREAD])]);
}

#[tokio::test]
async fn a_callback_before_its_message_waits_for_it() {
    let world = World::start().await;
    let cursor = world.cursor().await;
    let sid = format!("SM{:032}", 1);
    let fields = [("MessageSid", sid.as_str()), ("MessageStatus", "delivered")];
    let callback = ("status-callback", fields);
    let answer =
        world.sandbox.deliver((&DEMO, callback.0), &callback.1, &Delivery::default()).await;
    assert!(answer.unwrap().status < 300);
    assert_eq!(world.after("demo", &cursor).await["items"], json!([]));
}

/// Also when the page reads little at a time, and while there is more all the time.
#[tokio::test]
async fn a_page_that_was_away_misses_nothing() {
    let world = World::start().await;
    let cursor = world.cursor().await;
    for number in 0..5 {
        world.receive(&number.to_string()).await;
        world.sandbox.drain_streams().await;
    }
    let (mut ids, mut bodies, mut next) = (BTreeSet::new(), Vec::new(), cursor);
    loop {
        let path = format!("/api/events?after={next}&limit=2");
        let (_, page) = world.ask("demo", (Method::GET, &path)).await;
        for event in page["items"].as_array().unwrap() {
            assert!(ids.insert(event["id"].to_string()), "twice in one go");
            if event["type"] == "message.received" {
                bodies.push(event["data"]["body"].as_str().unwrap().to_owned());
            }
        }
        next = page["next"].as_str().unwrap().to_owned();
        if page["has_more"] == false {
            break;
        }
    }
    assert_eq!(bodies, ["0", "1", "2", "3", "4"]);
    // What comes just before the end of the last answer is still found.
    let again = world.after("demo", &next).await;
    let again = again["items"].as_array().unwrap();
    assert!(
        again.iter().all(|event| ids.contains(&event["id"].to_string())),
        "with the ids that it has had"
    );
    world.pass(61);
    let next = world.after("demo", &next).await["next"].as_str().unwrap().to_owned();
    assert_eq!(world.after("demo", &next).await["items"], json!([]));
}

#[tokio::test]
async fn an_outage_only_delays() {
    let world = World::start().await;
    let cursor = world.cursor().await;
    world.receive("during").await;
    world.sandbox.aws.fail(Service::DynamoDb, Fault::Down);
    world.sandbox.drain_streams().await;
    world.sandbox.aws.heal(Service::DynamoDb);
    let page = world.after("demo", &cursor).await;
    assert_eq!(kinds(&page), ["contact.created", "message.received", "thread.created"]);
    let lost = Fault::CutAfter;
    world.receive("answer lost").await;
    world.sandbox.aws.fail_next(Service::DynamoDb, "BatchWriteItem", 1, lost);
    let page = world.after("demo", &cursor).await;
    let of = |text: &str| {
        let events = page["items"].as_array().unwrap().iter();
        let ids = events.filter(|it| it["data"]["body"] == text).map(|it| it["id"].to_string());
        ids.collect::<BTreeSet<_>>().len()
    };
    assert_eq!((of("during"), of("answer lost")), (1, 1), "{page}");
}

#[tokio::test]
async fn changes_of_one_record_that_are_told_at_once_keep_their_order() {
    let world = World::start().await;
    let cursor = world.cursor().await;
    for number in 0..8 {
        world.receive(&number.to_string()).await;
    }
    let page = world.after("demo", &cursor).await;
    let threads = page["items"].as_array().unwrap().iter();
    let threads = threads.filter(|event| event["type"].as_str().unwrap().starts_with("thread."));
    let texts: Vec<_> = threads.map(|event| event["data"]["last_message"].clone()).collect();
    assert_eq!(texts, ["0", "1", "2", "3", "4", "5", "6", "7"]);
}

#[tokio::test]
async fn what_is_no_cursor_is_refused() {
    let world = World::start().await;
    for (query, field) in
        [("after=x", "after"), ("limit=0", "limit"), ("limit=1001", "limit"), ("since=1", "since")]
    {
        let path = format!("/api/events?{query}");
        let (status, body) = world.ask("demo", (Method::GET, &path)).await;
        assert_eq!((status, &body["error"]["field"]), (400, &json!(field)), "{query}");
    }
    let cursor = world.cursor().await;
    world.pass(8 * 24 * 60 * 60);
    let path = format!("/api/events?after={cursor}");
    let (status, body) = world.ask("demo", (Method::GET, &path)).await;
    assert_eq!((status, &body["error"]["code"]), (410, &json!("events_expired")));
}
