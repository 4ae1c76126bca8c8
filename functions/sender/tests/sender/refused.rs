//! Messages that will never be sent, each with its reason.

use std::time::Duration;

use reqwest::Client;
use sandbox::demo::DEMO;
use sandbox::until;
use serde_json::{Value, json};
use twilio::status::AccountStatus;
use twilio_simulator::{Callbacks, InboundMessage, Order, Outcome, Phone, RestFault};

use crate::world::{CUSTOMER, OWN, World, text};

async fn stop(world: &World, at_twilio_alone: Option<&str>) {
    let message = InboundMessage {
        from: CUSTOMER.to_owned(),
        to: OWN.to_owned(),
        body: "STOP".to_owned(),
        ..InboundMessage::default()
    };
    if at_twilio_alone.is_some() {
        world.sandbox.aws.fail(sandbox::aws::Service::DynamoDb, sandbox::aws::Fault::Down);
    }
    world.sandbox.twilio.send_message(message).await.unwrap();
    world.sandbox.aws.heal(sandbox::aws::Service::DynamoDb);
}

#[tokio::test]
async fn an_opt_out_that_only_twilio_knows_is_written_down() {
    let world = World::start().await;
    let first = world.send(&text("hello")).await;
    world.until_status(&first, "delivered").await;
    stop(&world, Some("we never hear of it")).await;
    let id = world.send(&text("again")).await;
    let message = world.until_status(&id, "failed").await;
    assert_eq!(message["error_code"], 21_610);
    assert!(message["error_message"].as_str().is_some_and(|words| !words.is_empty()));
    let consent = world.sandbox.only_record("ConsentsTable").await.unwrap();
    assert_eq!(
        (consent["opted_out_at"].is_string(), &consent["source"]),
        (true, &json!("refused"))
    );
    let (status, refused) = world.ask("k", &text("once more")).await.unwrap();
    assert_eq!((status, &refused["error"]["code"]), (409, &json!("opted_out")));
}

#[tokio::test]
async fn an_opt_out_counts_however_twilio_tells_it() {
    for order in [Order::AsSent, Order::Dropped] {
        let world = World::start().await;
        let phone = Phone { outcome: Outcome::Failed, error_code: Some(21_610) };
        world.sandbox.twilio.set_phone(CUSTOMER, phone).unwrap();
        world.sandbox.twilio.set_message_callbacks(Callbacks { order, ..Callbacks::default() });
        if order == Order::Dropped {
            world.fail_next(RestFault::CutAfter);
        }
        let id = world.send(&text("hello")).await;
        if order == Order::Dropped {
            world.until(&id, |message| message["unconfirmed"] == true).await;
            world.until_idle().await;
            world.next_minute().await;
        }
        let message = world.until_status(&id, "failed").await;
        assert_eq!(message["error_code"], 21_610, "{order:?}");
        until("it is written down", async || world.thread().await["opted_out_at"].is_string())
            .await;
        let (status, refused) = world.ask("k", &text("once more")).await.unwrap();
        assert_eq!((status, &refused["error"]["code"]), (409, &json!("opted_out")), "{order:?}");
    }
}

#[tokio::test]
async fn who_opts_out_before_a_scheduled_message_does_not_get_it() {
    let world = World::start().await;
    let send_at = world.after(Duration::from_hours(1));
    let id = world.send(&json!({ "to": CUSTOMER, "body": "later", "send_at": send_at })).await;
    stop(&world, None).await;
    world.pass(Duration::from_hours(1));
    world.next_minute().await;
    let message = world.until_status(&id, "failed").await;
    assert_eq!(message["error_code"], 21_610);
    assert_eq!(world.asked(), 0, "Twilio was not asked");
    assert_eq!(world.jobs().await, Vec::<Value>::new());
}

#[tokio::test]
async fn what_twilio_refuses_is_failed_with_its_code_and_words() {
    let world = World::start().await;
    // Released in Twilio's console, and nobody has told us.
    let twilio = &world.sandbox.twilio;
    let number = twilio.numbers(DEMO.account_sid).unwrap().remove(0);
    let (root, account) = (twilio.url(), DEMO.account_sid);
    let path = format!("Accounts/{account}/IncomingPhoneNumbers/{}.json", number.sid);
    let release = Client::new().delete(format!("{root}/2010-04-01/{path}"));
    let released = release.basic_auth(account, Some(DEMO.auth_token)).send().await.unwrap();
    assert_eq!(released.status(), 204);
    let id = world.send(&text("hello")).await;
    let message = world.until_status(&id, "failed").await;
    assert_eq!(message["error_code"], 21_606);
    assert!(message["error_message"].as_str().is_some_and(|words| !words.is_empty()));
    assert_eq!((world.asked(), world.jobs().await), (1, Vec::<Value>::new()));
}

#[tokio::test]
async fn a_closed_account_fails_its_messages() {
    let world = World::start().await;
    let send_at = world.after(Duration::from_hours(1));
    let id = world.send(&json!({ "to": CUSTOMER, "body": "later", "send_at": send_at })).await;
    let store = world.app().store;
    let mut account = store.account_get(&DEMO.account_sid.parse().unwrap()).await.unwrap().unwrap();
    account.status = AccountStatus::Closed;
    store.account_put(&account).await.unwrap();
    world.pass(Duration::from_hours(1));
    world.next_minute().await;
    let message = world.until_status(&id, "failed").await;
    assert_eq!(message["error_message"], "The Twilio account is closed.");
    assert_eq!(world.asked(), 0);
}

#[tokio::test]
async fn a_twilio_that_is_busy_for_four_hours_is_given_up() {
    let world = World::start().await;
    let fault = twilio_simulator::Fault {
        resource: twilio_simulator::Resource::Messages,
        method: None,
        fault: RestFault::TooManyRequests,
        times: usize::MAX,
        skip: 0,
    };
    world.sandbox.twilio.fail(fault);
    let id = world.send(&text("hello")).await;
    until("a first try", async || world.asked() == 1).await;
    world.until_idle().await;
    for _ in 0..8 {
        world.next_minute().await;
        world.until_idle().await;
    }
    assert!(world.asked() > 6, "the queue has given up, and the sweeper not: {}", world.asked());
    assert_eq!(world.message(&id).await["status"], "accepted");
    world.pass(Duration::from_hours(4));
    world.next_minute().await;
    let message = world.until_status(&id, "failed").await;
    assert!(message["error_message"].as_str().unwrap().contains("four hours"), "{message}");
    assert_eq!(world.jobs().await, Vec::<Value>::new());
}
