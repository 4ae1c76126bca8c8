//! What lists cost a tenant that has much: calls of DynamoDB, and time. `make inbox` measures a hundred
//! thousand messages in a release build; the tests are run with a hundredth of that.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::{Duration, Instant};

use axum::Router;
use futures::{StreamExt as _, stream};
use sandbox::aws::Service;
use sandbox::demo::{self, DEMO};
use sandbox::{Sandbox, Setup};
use serde_json::Value;
use shared::records::{
    ContactActivity, Direction, MessageContent, Stage, ThreadActivity, ThreadId, Timestamp, Write,
    contact_of,
};
use shared::store::Store;
use twilio::form::Details;
use twilio::phone::{Address, Channel, Party};
use twilio::status::{CallStatus, MessageStatus};

/// How many messages there are; a fifth as many people, a twentieth as many conversations.
const MESSAGES: &str = "INBOX_MESSAGES";
const FEW: u64 = 1_000;
/// From here on the time counts, in an optimised build.
const MANY: u64 = 100_000;
const START: i64 = 1_700_000_000_000;
const AT_ONCE: usize = 16;
/// How often each page is asked for.
const TIMES: usize = 20;
const WORDS: [&str; 16] = [
    "hello", "order", "tomorrow", "invoice", "price", "thanks", "delivery", "please", "number",
    "address", "morning", "question", "ready", "colour", "window", "garden",
];

/// A page, how many calls it may cost, and how long it may take.
struct Asked {
    path: String,
    calls: usize,
    limit: Duration,
}

fn asked(path: &str, calls: usize) -> Asked {
    let limit = if path.contains("q=") { 200 } else { 100 };
    Asked { path: path.to_owned(), calls, limit: Duration::from_millis(limit) }
}

/// All lists, as a page shows them first.
fn pages(contact: &str, thread: &str) -> Vec<Asked> {
    let calls = [
        ("/api/threads", 2),
        ("/api/threads?status=open", 2),
        ("/api/threads?unread=true", 2),
        ("/api/threads?assigned_to=me", 2),
        ("/api/threads?channel=whatsapp", 2),
        ("/api/messages?status=scheduled", 1),
        ("/api/contacts", 1),
        ("/api/calls", 2),
        ("/api/calls?outcome=missed&direction=inbound&seen=false", 2),
        ("/api/voicemails", 2),
        ("/api/voicemails?status=new", 2),
        ("/api/opt-outs", 1),
        ("/api/consents", 1),
        ("/api/events", 1),
        ("/api/snippets", 1),
        ("/api/tags", 1),
        ("/api/webhooks", 1),
        ("/api/counts", 1),
        ("/api/search/messages?q=hello", 2),
        ("/api/search/messages?q=word77%20hello", 2),
        ("/api/search/messages?q=word77%20nothing", 2),
        ("/api/contacts?q=jo", 2),
        ("/api/contacts?q=0004", 2),
        ("/api/contacts?q=name42%20joan", 2),
    ];
    let calls = calls.iter().map(|(path, calls)| asked(path, *calls));
    let of_one = [
        asked(&format!("/api/threads/{thread}/messages"), 2),
        asked(&format!("/api/threads/{thread}/notes"), 2),
        asked(&format!("/api/contacts/{contact}/timeline"), 2),
        asked(&format!("/api/calls?contact_id={contact}"), 2),
        asked(&format!("/api/voicemails?contact_id={contact}"), 2),
    ];
    calls.chain(of_one).collect()
}

fn person(number: u64) -> Party {
    format!("+1555{number:07}").parse().unwrap()
}

/// Somebody has written or called, and has a name.
async fn contact(store: &Store, number: u64) {
    let (tenant, party) = (DEMO.tenant_id.parse().unwrap(), person(number));
    let activity = ContactActivity {
        addresses: vec![Address { channel: Channel::Sms, party: party.clone() }],
        tenant_id: tenant,
        party,
        profile_name: None,
        lead_id: None,
        at: at(number),
        late: false,
        merged_into: None,
    };
    let id = activity.contact_id();
    let tenant = activity.tenant_id.clone();
    store.commit(&[Write::Contact(Box::new(activity))], &[]).await.unwrap();
    let name = Some(format!("Joan Name{number}"));
    store.contact_describe(&tenant, &id, &[("name", name)]).await.unwrap();
}

async fn message(store: &Store, number: u64, people: u64) {
    let own: Party = DEMO.numbers[0].parse().unwrap();
    let (tenant, other) = (DEMO.tenant_id.parse().unwrap(), person(number % people));
    let thread_id = ThreadId::new(Channel::Sms, &own, &other);
    let words = (0..12)
        .map(|place| WORDS[(usize::try_from(number).unwrap() * 7 + place * 5) % WORDS.len()]);
    let body = format!("{} word{}", words.collect::<Vec<_>>().join(" "), number % 1_000);
    let content = MessageContent {
        message_id: format!("m{number}").parse().unwrap(),
        message_sid: None,
        tenant_id: tenant,
        account_sid: DEMO.account_sid.parse().unwrap(),
        thread_id: thread_id.clone(),
        direction: Direction::Inbound,
        channel: Channel::Sms,
        from_number: other.as_str().to_owned(),
        to_number: own.as_str().to_owned(),
        body,
        num_media: 0,
        media: Vec::new(),
        lead_id: None,
        request: None,
        details: Details::default(),
        created_at: at(number),
    };
    let activity = ThreadActivity {
        tenant_id: content.tenant_id.clone(),
        thread_id,
        channel: Channel::Sms,
        own,
        contact_id: Some(contact_of(&content.tenant_id, &other)),
        contact: other,
        members: Vec::new(),
        message_id: content.message_id.clone(),
        stage: Stage::Passed,
        direction: Direction::Inbound,
        preview: content.preview(),
        lead_id: None,
        at: content.created_at,
        late: false,
    };
    let message = Write::Message(Box::new(content), MessageStatus::Received);
    store.commit(&[message, Write::Thread(activity)], &[]).await.unwrap();
}

async fn call(store: &Store, number: u64) {
    let id = format!("c{number}").parse().unwrap();
    let content = shared::records::CallContent {
        from_number: person(number % 50).as_str().to_owned(),
        ..demo::call(&DEMO, Direction::Inbound, id, at(number))
    };
    let write = Write::Call(Box::new(content), CallStatus::Completed);
    store.commit(&[write], &[]).await.unwrap();
}

fn at(number: u64) -> Timestamp {
    Timestamp::from_millis(START + i64::try_from(number).unwrap() * 1_000)
}

/// The tenant, and how long it took until everything was in every list.
async fn fill(sandbox: &Sandbox, messages: u64) {
    let store = &sandbox.app("SmsFunction").unwrap().store;
    let begun = Instant::now();
    let people = stream::iter(0..messages / 5).map(|number| contact(store, number));
    people.buffer_unordered(AT_ONCE).collect::<()>().await;
    let texts = stream::iter(0..messages).map(|number| message(store, number, messages / 20));
    texts.buffer_unordered(AT_ONCE).collect::<()>().await;
    let calls = stream::iter(0..messages / 50).map(|number| call(store, number));
    calls.buffer_unordered(AT_ONCE).collect::<()>().await;
    let written = begun.elapsed();
    sandbox.drain_streams().await;
    println!(
        "{messages} messages: written in {written:.0?}, in every list after {:.0?}",
        begun.elapsed()
    );
}

/// Median and longest of several, and the calls of one.
async fn measure(sandbox: &Sandbox, path: &str) -> (Duration, Duration, usize) {
    let mut times = Vec::new();
    for _ in 0..TIMES {
        sandbox.aws.clear_calls();
        let request = sandbox.request(DEMO.tenant_id, reqwest::Method::GET, path);
        let begun = Instant::now();
        let answer = request.send().await.unwrap();
        let status = answer.status();
        let body: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        times.push(begun.elapsed());
        assert_eq!(status, 200, "{path}: {body}");
    }
    times.sort_unstable();
    let calls = sandbox.aws.calls().iter().filter(|it| it.service == Service::DynamoDb).count();
    (times[TIMES / 2], times[TIMES - 1], calls)
}

#[tokio::test]
async fn first_pages_cost_two_calls_whatever_there_is() {
    let messages = std::env::var(MESSAGES).map_or(FEW, |number| number.parse().unwrap());
    let setup = Setup::default();
    let sandbox = Sandbox::with(setup, local::functions(), Router::new()).await.unwrap();
    fill(&sandbox, messages).await;
    let contact = contact_of(&DEMO.tenant_id.parse().unwrap(), &person(7)).to_string();
    let own: Party = DEMO.numbers[0].parse().unwrap();
    let thread = ThreadId::new(Channel::Sms, &own, &person(7));
    let mut over = Vec::new();
    println!("| page | DynamoDB calls | median | longest of {TIMES} |\n|---|---|---|---|");
    for Asked { path, calls, limit } in pages(&contact, thread.as_str()) {
        let (median, longest, counted) = measure(&sandbox, &path).await;
        println!("| `{path}` | {counted} | {median:.1?} | {longest:.1?} |");
        let is_slow = median > limit && messages >= MANY && !cfg!(debug_assertions);
        if counted > calls || is_slow {
            over.push(path);
        }
    }
    assert!(over.is_empty(), "over their limits: {over:?}");
}
