//! One key is one call, whatever happens to requests and answers.

use std::time::{Duration, Instant};

use sandbox::aws::{Fault, Service};
use serde_json::{Value, json};
use shared::records::{CallRef, CallReport, Step, Write};
use twilio::status::CallStatus;
use twilio_simulator::scripted::Answer;

use crate::{CALL, LEAD, World, busy, placed, refusal};

const KEY: Option<&str> = Some("7d9f-key");

fn body() -> Value {
    json!({ "to": LEAD })
}

#[tokio::test]
async fn identical_requests_at_once_are_one_call() {
    let world = World::start(vec![placed()]).await;
    let body = body();
    let at_once = (0..4).map(|_| world.make(KEY, &body));
    let answers = futures::future::join_all(at_once).await;
    assert_eq!(world.asked(), 1);
    for got in &answers {
        assert_eq!((got.status, &got.body["call_sid"]), (201, &json!(CALL)));
        assert_eq!(got, &answers[0]);
    }
    assert_eq!(world.calls().await.len(), 1);
}

/// The first answer was lost on its way to the website, which asks again.
#[tokio::test]
async fn a_repeat_gets_the_same_answer_and_no_second_call() {
    let world = World::start(vec![placed()]).await;
    let lost = world.make(KEY, &body()).await;
    world.pass(3_600);
    let repeat = world.make(KEY, &json!({ "say": null, "to": LEAD, "record": false })).await;
    assert_eq!((repeat.status, repeat), (201, lost));
    assert_eq!(world.asked(), 1);
}

#[tokio::test]
async fn a_repeat_is_the_same_call_though_preferences_have_changed() {
    let world = World::start(vec![placed()]).await;
    let first = world.make(KEY, &body()).await;
    let store = world.sandbox.app("OutboundCallFunction").unwrap().store;
    let preferences = shared::records::Preferences::default();
    store.preferences_replace(&"demo".parse().unwrap(), &preferences, None).await.unwrap();
    assert_eq!(world.make(KEY, &body()).await, first);
    assert_eq!(world.make(None, &body()).await.status, 400, "there is no phone to connect");
}

#[tokio::test]
async fn a_key_of_another_request_is_a_conflict() {
    let world = World::start(vec![placed()]).await;
    world.make(KEY, &body()).await;
    let other = world.make(KEY, &json!({ "to": "+15550190002" })).await;
    let code = &other.body["error"]["code"];
    assert_eq!((other.status, code), (409, &json!("idempotency_key_reused")));
    assert_eq!(world.asked(), 1);
}

#[tokio::test]
async fn another_tenants_key_is_another_call() {
    let world = World::start(vec![placed()]).await;
    let mine = world.make(KEY, &body()).await;
    let theirs = json!({ "to": LEAD, "say": "hi" });
    let theirs = world.make_as("other", KEY, &theirs).await;
    assert_eq!((theirs.status, &theirs.body["from_number"]), (201, &json!("+15550100101")));
    assert_ne!(mine.body["call_id"], theirs.body["call_id"]);
    assert_eq!(world.asked(), 2);
}

#[tokio::test]
async fn a_refusal_is_repeated_without_asking_again() {
    let world = World::start(vec![refusal(99_999, "No."), placed()]).await;
    let refused = world.make(KEY, &body()).await;
    let error = &refused.body["error"];
    assert_eq!((refused.status, &error["twilio_code"]), (422, &json!(99_999)));
    assert_eq!(world.make(KEY, &body()).await, refused);
    assert_eq!(world.asked(), 1);
    let record = world.sandbox.only_record("CallsTable").await.unwrap();
    assert_eq!(
        (&record["error_message"], &record["error_code:failed"]),
        (&json!("No."), &json!(99_999))
    );
    assert!(record["at:failed"].is_string(), "{record}");
}

/// Twilio's answer is lost: it may have made the call.
#[tokio::test]
async fn a_call_that_may_have_been_made_is_not_made_again() {
    for lost in [Answer::HangUp, Answer::Reply(500, String::new())] {
        let world = World::start(vec![lost, placed()]).await;
        let got = world.make(KEY, &body()).await;
        assert_eq!((got.status, &got.body["unconfirmed"]), (202, &json!(true)));
        assert_eq!((&got.body["status"], &got.body["call_sid"]), (&json!("queued"), &Value::Null));
        assert_eq!(world.make(KEY, &body()).await, got);
        assert_eq!(world.asked(), 1);

        ring(&world, got.body["call_id"].as_str().unwrap()).await;
        let later = world.make(KEY, &body()).await;
        assert_eq!((later.status, &later.body["unconfirmed"]), (201, &json!(false)));
        let (status, sid) = (&later.body["status"], &later.body["call_sid"]);
        assert_eq!((status, sid), (&json!("ringing"), &json!(CALL)));
        assert_eq!(world.asked(), 1);
    }
}

/// As the status callback does that carries our id.
async fn ring(world: &World, id: &str) {
    let app = world.sandbox.app("OutboundCallFunction").unwrap();
    let call = CallRef {
        call_id: id.parse().unwrap(),
        tenant_id: "demo".parse().unwrap(),
        account_sid: sandbox::demo::DEMO.account_sid.parse().unwrap(),
    };
    let step = Step { status: Some(CallStatus::Ringing), ..Step::default() };
    let report =
        CallReport { call, call_sid: CALL.parse().unwrap(), inbound: None, step, at: app.now() };
    app.store.commit(&[Write::CallStatus(Box::new(report))], &[]).await.unwrap();
}

/// Neither request waits longer than the website does, and only one of them asks Twilio.
#[tokio::test]
async fn a_silent_twilio_is_waited_for_once_and_not_for_long() {
    let world = World::start(vec![Answer::Silence]).await;
    let (body, started) = (body(), Instant::now());
    let (one, two) = tokio::join!(world.make(KEY, &body), world.make(KEY, &body));
    assert!(started.elapsed() < Duration::from_secs(10), "the function has 10 s");
    assert_eq!((one.status, two.status), (202, 202));
    assert_eq!(one.body["call_id"], two.body["call_id"]);
    assert_eq!(world.asked(), 1);
}

/// What is left when a function dies between writing the call and writing what Twilio said.
#[tokio::test]
async fn a_call_whose_maker_died_is_not_made_again() {
    let world = World::start(vec![placed()]).await;
    let fault = Fault::Refuse { status: 400, code: "ValidationException" };
    // Minute, minutes and place are counted first; each time the first one ever is two writes. Then the
    // contact is noted.
    world.sandbox.aws.fail_next(Service::DynamoDb, "UpdateItem", 7, Fault::Slow(Duration::ZERO));
    world.sandbox.aws.fail_next(Service::DynamoDb, "UpdateItem", 1, fault);
    let first = world.make(KEY, &body()).await;
    assert_eq!((first.status, &first.body["call_sid"]), (201, &json!(CALL)), "the answer is known");
    let record = world.sandbox.only_record("CallsTable").await.unwrap();
    assert_eq!(record["call_sid"], Value::Null, "and not written");

    world.pass(60);
    let repeat = world.make(KEY, &body()).await;
    assert_eq!((repeat.status, &repeat.body["status"]), (202, &json!("queued")));
    assert_eq!(repeat.body["call_id"], first.body["call_id"]);
    assert_eq!(world.asked(), 1);
}

#[tokio::test]
async fn a_busy_twilio_is_asked_again() {
    let world = World::start(vec![busy(), busy(), placed()]).await;
    let got = world.make(KEY, &body()).await;
    assert_eq!((got.status, world.asked()), (201, 3));
    world.sandbox.only_record("CallsTable").await.unwrap();
}

#[tokio::test]
async fn a_call_that_was_not_made_can_be_asked_for_again() {
    let world = World::start(vec![busy()]).await;
    let started = Instant::now();
    let got = world.make(KEY, &body()).await;
    assert!(started.elapsed() < Duration::from_secs(10), "the function has 10 s");
    assert_eq!((got.status, got.retry_after.as_deref()), (429, Some("2")));
    assert!(world.asked() > 1);
    assert_eq!(world.calls().await, Vec::<Value>::new());

    world.twilio.answer(vec![placed()]);
    assert_eq!(world.make(KEY, &body()).await.status, 201);
}

/// What became of it is not known, but it was made, or may have been.
#[tokio::test]
async fn a_repeat_of_a_call_that_was_given_up_is_that_call() {
    for (answer, status) in [(placed(), 201), (Answer::HangUp, 202)] {
        let world = World::start(vec![answer]).await;
        let made = world.make(KEY, &body()).await;
        assert_eq!(made.status, status);
        let store = world.sandbox.app("OutboundCallFunction").unwrap().store;
        let (tenant, id) = ("demo".parse().unwrap(), made.body["call_id"].as_str().unwrap());
        let call = store.call_get(&tenant, &id.parse().unwrap()).await.unwrap().unwrap();
        store.call_lost(&call.content, "Nobody knows.", call.updated_at).await.unwrap();
        let repeat = world.make(KEY, &body()).await;
        let said = (repeat.status, &repeat.body["status"], &repeat.body["call_id"]);
        assert_eq!(said, (status, &json!("failed"), &made.body["call_id"]), "{}", repeat.body);
        assert_eq!(world.asked(), 1);
    }
}
