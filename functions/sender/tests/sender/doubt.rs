//! Attempts that end without an answer: looked up before anything is sent again.

use std::time::Duration;

use sandbox::aws::{Fault as AwsFault, Service};
use sandbox::demo::DEMO;
use sandbox::until;
use serde_json::{Value, json};
use twilio_simulator::{Callbacks, Order, Outcome, Phone, RestFault};

use crate::world::{CUSTOMER, World, text};

/// A world in which Twilio's callbacks get lost, so that only a search can tell.
async fn without_callbacks() -> World {
    let world = World::start().await;
    let order = Order::Dropped;
    world.sandbox.twilio.set_message_callbacks(Callbacks { order, ..Callbacks::default() });
    world
}

async fn unconfirmed(world: &World, id: &str) {
    world.until(id, |message| message["unconfirmed"] == true).await;
    world.until_idle().await;
}

/// Such a world, and a message there of which nobody knows whether it was sent.
async fn in_doubt(fault: RestFault) -> (World, String) {
    let world = without_callbacks().await;
    world.fail_next(fault);
    let id = world.send(&text("once")).await;
    unconfirmed(&world, &id).await;
    (world, id)
}

#[tokio::test]
async fn what_is_at_twilio_is_found_there_and_not_sent_again() {
    for fault in [RestFault::CutAfter, RestFault::ServerErrorAfter] {
        let (world, id) = in_doubt(fault).await;
        world.next_minute().await;
        let message = world.until(&id, |message| message["message_sid"].is_string()).await;
        assert_eq!((world.asked(), world.at_twilio().len()), (1, 1), "{fault:?}");
        assert_eq!(message["message_sid"], world.at_twilio()[0].sid);
        assert_eq!(message["unconfirmed"], false);
        assert_eq!(world.jobs().await, Vec::<Value>::new());
    }
}

#[tokio::test]
async fn what_is_found_has_all_that_was_known_there() {
    for (outcome, error_code) in [(Outcome::Delivered, None), (Outcome::Undelivered, Some(30_003))]
    {
        let world = without_callbacks().await;
        world.sandbox.twilio.set_phone(CUSTOMER, Phone { outcome, error_code }).unwrap();
        world.fail_next(RestFault::CutAfter);
        let id = world.send(&text("once")).await;
        unconfirmed(&world, &id).await;
        world.sandbox.twilio.settled().await;
        world.next_minute().await;
        let message = world.until(&id, |message| message["message_sid"].is_string()).await;
        assert_eq!(message["error_code"], json!(error_code), "{message}");
        assert_eq!(message["delivered_at"].is_string(), error_code.is_none(), "{message}");
        assert_eq!(message["error_message"].is_string(), error_code.is_some(), "{message}");
        assert_eq!(world.thread().await["last_message_id"], json!(id));
    }
}

#[tokio::test]
async fn a_text_that_was_redacted_is_not_sent_again() {
    let (world, id) = in_doubt(RestFault::CutAfter).await;
    world.sandbox.twilio.settled().await;
    let sid = world.at_twilio()[0].sid.clone();
    let (root, account) = (world.sandbox.twilio.url(), DEMO.account_sid);
    let path = format!("{root}/2010-04-01/Accounts/{account}/Messages/{sid}.json");
    let redact = reqwest::Client::new()
        .post(path)
        .body("Body=")
        .header("content-type", "application/x-www-form-urlencoded");
    let redacted = redact.basic_auth(account, Some(DEMO.auth_token)).send().await.unwrap();
    assert!(redacted.status().is_success());
    assert_eq!(world.at_twilio()[0].body, "");
    world.next_minute().await;
    let message = world.until(&id, |message| message["message_sid"].is_string()).await;
    assert_eq!((world.at_twilio().len(), &message["message_sid"]), (1, &json!(sid)));
}

#[tokio::test]
async fn what_is_certainly_not_there_is_sent_again() {
    for fault in [RestFault::CutBefore, RestFault::ServerError] {
        let (world, id) = in_doubt(fault).await;
        world.next_minute().await;
        world.until(&id, |message| message["message_sid"].is_string()).await;
        assert_eq!((world.asked(), world.at_twilio().len()), (2, 1), "{fault:?}");
    }
}

#[tokio::test]
async fn nothing_is_looked_up_before_twilio_has_settled() {
    let (world, id) = in_doubt(RestFault::CutAfter).await;
    world.pass(Duration::from_secs(29));
    world.sandbox.aws.sqs().make_visible("SendQueue").unwrap();
    world.until_idle().await;
    assert_eq!(world.message(&id).await["unconfirmed"], true);
    assert_eq!(world.sandbox.twilio.requests().len(), 1);
}

#[tokio::test]
async fn a_callback_settles_it_first() {
    let world = World::start().await;
    world.fail_next(RestFault::CutAfter);
    let id = world.send(&text("once")).await;
    let message = world.until_status(&id, "delivered").await;
    assert_eq!(
        (&message["unconfirmed"], message["message_sid"].is_string()),
        (&json!(false), true)
    );
    world.until_idle().await;
    world.next_minute().await;
    until("its job is done", async || world.jobs().await.is_empty()).await;
    assert_eq!((world.asked(), world.at_twilio().len()), (1, 1));
}

#[tokio::test]
async fn the_same_text_twice_is_sent_twice() {
    let world = without_callbacks().await;
    // Of the first nobody knows, of the second neither, and only one of them is there.
    world.fail_next(RestFault::CutAfter);
    let (_, first) = world.ask("first", &text("ok")).await.unwrap();
    let first = first["message_id"].as_str().unwrap();
    unconfirmed(&world, first).await;
    world.fail_next(RestFault::CutBefore);
    let (_, second) = world.ask("second", &text("ok")).await.unwrap();
    let second = second["message_id"].as_str().unwrap();
    unconfirmed(&world, second).await;
    assert_eq!(world.at_twilio().len(), 1);

    for _ in 0..3 {
        world.next_minute().await;
        world.until_idle().await;
    }
    let sids = [world.message(first).await, world.message(second).await];
    let sids = sids.map(|message| message["message_sid"].as_str().map(str::to_owned));
    assert!(sids[0].is_some() && sids[1].is_some() && sids[0] != sids[1], "{sids:?}");
    assert_eq!(world.at_twilio().len(), 2);
    assert_eq!(world.jobs().await, Vec::<Value>::new());
}

#[tokio::test]
async fn an_answer_that_could_not_be_written_is_found_again() {
    let world = without_callbacks().await;
    world.sandbox.aws.fail_next(Service::DynamoDb, "TransactWriteItems", 0, AwsFault::Down);
    let id = world.send(&text("warm")).await;
    world.until(&id, |message| message["message_sid"].is_string()).await;
    // Posting writes one transaction; the next ones are the sender's.
    let refuse = AwsFault::Refuse { status: 400, code: "ValidationException" };
    let (_, second) = world.ask("second", &text("once")).await.unwrap();
    world.sandbox.aws.fail_next(Service::DynamoDb, "TransactWriteItems", 1, refuse);
    let id = second["message_id"].as_str().unwrap().to_owned();
    until("it is sent", async || world.at_twilio().len() == 2).await;
    world.until_idle().await;
    for _ in 0..2 {
        world.next_minute().await;
        world.until_idle().await;
    }
    assert!(world.message(&id).await["message_sid"].is_string());
    assert_eq!(world.at_twilio().len(), 2);
}
