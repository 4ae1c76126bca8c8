//! Files of contacts, from the request to the contacts.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod refused;

use announce::Announce;
use importer::Importer;
use reqwest::Method;
use sandbox::Sandbox;
use sandbox::aws::{Fault, Service};
use sandbox::demo::{DEMO, OTHER};
use serde_json::{Value, json};
use sms::Sms;
use sweeper::Sweeper;
use twilio_simulator::InboundMessage;
use website::Website;

const IMPORTS: &str = "/api/contacts/imports";

async fn sandbox() -> Sandbox {
    let functions = vec![
        sandbox::webhook::<Sms>(),
        sandbox::api::<Website>(),
        sandbox::worker::<Importer>(),
        sandbox::worker::<Announce>(),
        sandbox::worker::<Sweeper>(),
    ];
    let sandbox = Sandbox::start(functions).await.unwrap();
    sandbox.add(&OTHER).await.unwrap();
    sandbox
}

async fn receive(sandbox: &Sandbox, from: &str) {
    let (from, to, body) = (from.to_owned(), DEMO.numbers[0].to_owned(), "hello".to_owned());
    let message = InboundMessage { from, to, body, ..InboundMessage::default() };
    let sent = sandbox.twilio.send_message(message).await.unwrap();
    assert_eq!(sent.webhook.unwrap().status, 200);
}

async fn ask(sandbox: &Sandbox, tenant: &str, asked: (Method, &str)) -> (u16, Value) {
    let response = sandbox.request(tenant, asked.0, asked.1).send().await.unwrap();
    let status = response.status().as_u16();
    (status, serde_json::from_str(&response.text().await.unwrap()).unwrap())
}

async fn get(sandbox: &Sandbox, path: &str) -> Value {
    let (status, body) = ask(sandbox, "demo", (Method::GET, path)).await;
    assert_eq!(status, 200, "{body}");
    body
}

async fn post(sandbox: &Sandbox, tenant: &str, file: impl Into<Vec<u8>>) -> (u16, Value) {
    let request = sandbox.request(tenant, Method::POST, IMPORTS);
    let request = request.header("content-type", "text/csv; charset=utf-8").body(file.into());
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    (status, serde_json::from_str(&response.text().await.unwrap()).unwrap())
}

/// Sends a file that is taken; the path of its import.
async fn begin(sandbox: &Sandbox, file: impl Into<Vec<u8>>) -> String {
    let (status, import) = post(sandbox, "demo", file).await;
    assert_eq!((status, &import["state"]), (202, &json!("queued")), "{import}");
    format!("{IMPORTS}/{}", import["import_id"].as_str().unwrap())
}

/// What the queue has for the worker.
fn event(sandbox: &Sandbox) -> Value {
    sandbox.aws.sqs().make_visible("ImportQueue").unwrap();
    let received = sandbox.aws.sqs().receive("ImportQueue", 10).unwrap();
    assert!(!received.is_empty(), "nothing waits");
    let records = received.iter().map(|message| {
        json!({
            "messageId": message.message_id,
            "receiptHandle": message.receipt_handle,
            "body": message.body,
            "attributes": { "ApproximateReceiveCount": message.receive_count.to_string() },
        })
    });
    json!({ "Records": records.collect::<Vec<_>>() })
}

/// Lets the worker work once; whether it has done its job.
async fn work(sandbox: &Sandbox) -> bool {
    let app = sandbox.app("ImporterFunction").unwrap();
    let answer = shared::lambda::worker::<Importer>(&app, event(sandbox)).await.unwrap();
    answer["batchItemFailures"] == json!([])
}

fn counts(import: &Value) -> [u64; 4] {
    ["created", "updated", "skipped", "bad"].map(|field| import[field].as_u64().unwrap())
}

/// Lines of numbers that nobody else has.
fn numbers(from: usize, count: usize) -> String {
    let lines = (from..from + count).map(|n| format!("+1555{n:07},Person {n},crm-{n}\n"));
    format!("phone_number,name,lead_id\n{}", lines.collect::<String>())
}

#[tokio::test]
async fn lines_make_contacts_and_change_them() {
    let sandbox = sandbox().await;
    for number in ["+15550190001", "+15550190002", "+15550190003"] {
        receive(&sandbox, number).await;
    }
    let merge = format!("/api/contacts/{}/merge", id("+15550190002"));
    let body = json!({ "contact_id": id("+15550190003") }).to_string();
    let merged = sandbox.request("demo", Method::POST, &merge).body(body).send().await.unwrap();
    assert_eq!(merged.status(), 200);
    let file = "name,phone_number,lead_id\r\n\
                Ada,+15550190001,crm-1\r\n\
                \"Merged, Bob\",+15550190003,\r\n\
                Eve,+15550190004,crm-4\r\n\
                ,+15550190001,\r\n\
                Ada L.,+15550190001,\r\n\
                Nobody,0190005,\r\n";
    let path = begin(&sandbox, file).await;
    assert!(work(&sandbox).await);

    let import = get(&sandbox, &path).await;
    assert_eq!((&import["state"], counts(&import)), (&json!("done"), [1, 3, 1, 1]), "{import}");
    let bad = &import["bad_lines"][0];
    assert_eq!((&bad["line"], &bad["field"]), (&json!(7), &json!("phone_number")));
    let times = ["created_at", "started_at", "ended_at"].map(|field| import[field].as_str());
    assert!(times.is_sorted() && times[0].is_some(), "{times:?}");
    let contacts = get(&sandbox, "/api/contacts").await;
    let contacts = contacts["items"].as_array().unwrap();
    let named = |number: &str| {
        let is = |one: &&Value| one["contact_id"] == id(number);
        contacts.iter().find(is).map(|one| (one["name"].clone(), one["lead_id"].clone()))
    };
    assert_eq!(contacts.len(), 3);
    assert_eq!(named("+15550190001"), Some((json!("Ada L."), json!("crm-1"))), "the later line");
    assert_eq!(named("+15550190002"), Some((json!("Merged, Bob"), Value::Null)));
    assert_eq!(named("+15550190004"), Some((json!("Eve"), json!("crm-4"))));

    assert_eq!(sandbox.records("JobsTable").await.unwrap(), Vec::<Value>::new());
    let store = sandbox.app("WebsiteFunction").unwrap().media;
    let import_id = import["import_id"].as_str().unwrap();
    let key = format!("imports/demo/{import_id}.csv");
    assert!(store.read(&key).await.unwrap().is_none(), "the file is gone");
    let listed = get(&sandbox, IMPORTS).await;
    assert_eq!(listed["items"][0]["import_id"], import_id);
}

#[tokio::test]
async fn one_event_tells_of_all_contacts() {
    let sandbox = sandbox().await;
    receive(&sandbox, "+15550000001").await;
    sandbox.drain_streams().await;
    let before = get(&sandbox, "/api/events").await;
    begin(&sandbox, numbers(0, 3)).await;
    assert!(work(&sandbox).await);
    receive(&sandbox, "+15550000002").await;
    sandbox.drain_streams().await;
    let path = format!("/api/events?after={}", before["next"].as_str().unwrap());
    let events = get(&sandbox, &path).await;
    let events = events["items"].as_array().unwrap();
    let told = events.iter().filter(|event| event["data"].get("message_id").is_none());
    let told = told.filter(|event| event["data"].get("thread_id").is_none());
    let told: Vec<_> = told.filter(|event| !is_of(event, &id("+15550000001"))).collect();
    let [one] = told.as_slice() else { panic!("{told:#?}") };
    assert_eq!((&one["type"], &one["data"]["created"]), (&json!("contacts.imported"), &json!(2)));
    assert_eq!((&one["data"]["updated"], &one["data"].get("bad_lines")), (&json!(1), &None));
}

fn id(number: &str) -> String {
    shared::records::contact_of(&"demo".parse().unwrap(), &number.parse().unwrap()).to_string()
}

fn is_of(event: &Value, contact: &str) -> bool {
    event["data"]["contact_id"] == contact
}

/// As when Lambda ends a function in the middle.
#[tokio::test]
async fn a_run_that_breaks_off_is_continued() {
    let sandbox = sandbox().await;
    receive(&sandbox, "+15550001199").await;
    let path = begin(&sandbox, numbers(0, 1_200)).await;
    let app = sandbox.app("ImporterFunction").unwrap();
    let run = shared::lambda::worker::<Importer>(&app, event(&sandbox));
    let far =
        sandbox::until("lines that are done", async || counts(&get(&sandbox, &path).await)[0] > 0);
    tokio::select! {
        _ = run => panic!("it was to break off"),
        () = far => {}
    }
    let import = get(&sandbox, &path).await;
    assert_eq!(import["state"], "running");
    let done = counts(&import)[0];
    assert!((500..1_199).contains(&done), "{done}");

    // Somewhere in the lines after those that are noted.
    assert!(work(&sandbox).await);
    let import = get(&sandbox, &path).await;
    assert_eq!((&import["state"], counts(&import)), (&json!("done"), [1_199, 1, 0, 0]));
    let count = |records: Vec<Value>| {
        records.iter().filter(|one| one.get("last_activity_at").is_some()).count()
    };
    assert_eq!(count(sandbox.records("ContactsTable").await.unwrap()), 1_200);

    // The message comes once more, and the same file.
    assert!(work(&sandbox).await);
    assert_eq!(counts(&get(&sandbox, &path).await), [1_199, 1, 0, 0]);
    let path = begin(&sandbox, numbers(0, 1_200)).await;
    assert!(work(&sandbox).await);
    assert_eq!(counts(&get(&sandbox, &path).await), [0, 0, 1_200, 0]);
}

#[tokio::test]
async fn a_queue_or_store_that_is_down_loses_nothing() {
    let sandbox = sandbox().await;
    sandbox.aws.fail(Service::Sqs, Fault::Down);
    let path = begin(&sandbox, numbers(0, 3)).await;
    sandbox.aws.heal(Service::Sqs);
    let jobs = sandbox.records("JobsTable").await.unwrap();
    assert_eq!(jobs[0]["payload"]["kind"], "import", "the sweeper finds it");
    let store = sandbox.app("SweeperFunction").unwrap().store;
    let due = shared::records::Timestamp::from_millis(0);
    let job = jobs[0]["job_id"].as_str().unwrap().parse().unwrap();
    assert!(store.job_postpone(&job, due).await.unwrap());
    sandbox.tick("SweeperFunction").await.unwrap();

    sandbox.aws.fail(Service::S3, Fault::Down);
    assert!(!work(&sandbox).await);
    sandbox.aws.heal(Service::S3);
    assert!(work(&sandbox).await);
    let import = get(&sandbox, &path).await;
    assert_eq!((&import["state"], counts(&import)), (&json!("done"), [3, 0, 0, 0]));
}

#[tokio::test]
async fn an_import_that_cannot_be_finished_says_so() {
    let sandbox = sandbox().await;
    let path = begin(&sandbox, numbers(0, 3)).await;
    sandbox.aws.fail(Service::S3, Fault::Down);
    let mut tries = 0;
    while get(&sandbox, &path).await["state"] != "failed" {
        tries += 1;
        assert!(tries < 20, "it is never given up");
        assert!(!work(&sandbox).await);
    }
    sandbox.aws.heal(Service::S3);
    let import = get(&sandbox, &path).await;
    assert!(import["failure"].is_string() && import["ended_at"].is_string(), "{import}");
    let path = begin(&sandbox, numbers(0, 3)).await;
    assert!(work(&sandbox).await, "another one can begin");
    assert_eq!(get(&sandbox, &path).await["state"], "done");
}
