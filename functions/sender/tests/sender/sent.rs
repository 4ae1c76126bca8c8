//! Messages that go their way.

use reqwest::Client;
use sandbox::demo::DEMO;
use sandbox::until;
use serde_json::{Value, json};
use twilio_simulator::{Callbacks, Channel, InboundMessage, Order, Outcome, Phone};

use crate::world::{CUSTOMER, OWN, World, receive, text};

#[tokio::test]
async fn a_text_is_queued_sent_and_delivered() {
    let world = World::start().await;
    let id = world.send(&text("hello")).await;
    let message = world.until_status(&id, "delivered").await;
    for status in ["accepted", "queued", "sent", "delivered"] {
        assert!(message["status_times"][status].is_string(), "{status}: {message}");
    }
    assert!(message["delivered_at"].is_string() && message["error_code"].is_null());
    let sent = world.at_twilio();
    assert_eq!(sent.len(), 1);
    assert_eq!((sent[0].from.as_str(), sent[0].to.as_str()), (OWN, CUSTOMER));
    assert_eq!(
        (sent[0].body.as_str(), json!(sent[0].sid)),
        ("hello", message["message_sid"].clone())
    );
    assert_eq!(world.jobs().await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_picture_reaches_the_phone_through_a_link() {
    let world = World::start().await;
    let upload = world.request("POST", "/api/media");
    let upload = upload.body(json!({ "content_type": "image/png", "size": 4 }).to_string());
    let upload: Value =
        serde_json::from_str(&upload.send().await.unwrap().text().await.unwrap()).unwrap();
    let put = Client::new().put(upload["upload_url"].as_str().unwrap()).body("\u{89}PN");
    assert_eq!(put.header("content-type", "image/png").send().await.unwrap().status(), 200);

    let id = world.send(&json!({ "to": CUSTOMER, "media_urls": [upload["media_url"]] })).await;
    world.until_status(&id, "delivered").await;
    let media = &world.at_twilio()[0].media;
    assert_eq!((media.len(), media[0].content_type.as_str()), (1, "image/png"));
    let seen = reqwest::get(&media[0].url).await.unwrap().bytes().await.unwrap();
    assert_eq!(seen, "\u{89}PN".as_bytes());
}

#[tokio::test]
async fn whatsapp_addresses_have_their_prefix() {
    let world = World::start().await;
    let hello = InboundMessage {
        from: CUSTOMER.to_owned(),
        to: OWN.to_owned(),
        channel: Channel::Whatsapp,
        ..InboundMessage::default()
    };
    world.sandbox.twilio.send_message(hello).await.unwrap();
    let id = world.send(&json!({ "to": CUSTOMER, "body": "hi", "channel": "whatsapp" })).await;
    let message = world.until_status(&id, "delivered").await;
    let sent = world.at_twilio();
    assert_eq!(sent[0].from, format!("whatsapp:{OWN}"));
    assert_eq!(sent[0].to, format!("whatsapp:{CUSTOMER}"));
    assert_eq!((&message["from_number"], &message["channel"]), (&json!(OWN), &json!("whatsapp")));
}

#[tokio::test]
async fn whoever_has_not_written_on_whatsapp_lately_is_not_reached_there() {
    let world = World::start().await;
    let id = world.send(&json!({ "to": CUSTOMER, "body": "hi", "channel": "whatsapp" })).await;
    let message = world.until_status(&id, "failed").await;
    assert_eq!(message["error_code"], 63_016);
    assert!(message["error_message"].as_str().unwrap().contains("24 hours"), "{message}");
}

#[tokio::test]
async fn what_the_carrier_says_is_shown() {
    let world = World::start().await;
    let phone = Phone { outcome: Outcome::Undelivered, error_code: Some(30_006) };
    world.sandbox.twilio.set_phone(CUSTOMER, phone).unwrap();
    let id = world.send(&text("hi")).await;
    let message = world.until_status(&id, "undelivered").await;
    assert_eq!(message["error_code"], 30_006);
    assert!(message["error_message"].as_str().unwrap().contains("landline"), "{message}");
    assert!(message["error_advice"].as_str().is_some_and(|advice| !advice.is_empty()));
}

#[tokio::test]
async fn the_conversation_shows_how_its_last_message_fared() {
    let world = World::start().await;
    let phone = Phone { outcome: Outcome::Undelivered, error_code: Some(30_007) };
    world.sandbox.twilio.set_phone(CUSTOMER, phone).unwrap();
    let id = world.send(&text("hi")).await;
    world.until_status(&id, "undelivered").await;
    let thread = world.thread().await;
    assert_eq!((&thread["last_message_status"]), "undelivered");
    assert_eq!((&thread["last_error_code"]), 30_007);
    assert!(thread["last_error_message"].as_str().unwrap().contains("filtered"), "{thread}");
    receive(&world, "hello?").await;
    let path = format!("/api/threads/{}/read", thread["thread_id"].as_str().unwrap());
    let answer = world.request("POST", &path).send().await.unwrap().text().await.unwrap();
    for thread in [world.thread().await, serde_json::from_str(&answer).unwrap()] {
        assert_eq!(thread["last_message"], "hello?");
        assert_eq!(thread["last_message_status"], Value::Null, "{thread}");
        assert_eq!(thread["last_error_code"], Value::Null);
    }
}

#[tokio::test]
async fn callbacks_in_any_order_end_alike() {
    for order in [Order::Reversed, Order::Shuffled, Order::BeforeAnswer] {
        let world = World::start().await;
        world.sandbox.twilio.set_message_callbacks(Callbacks { order, repeat: 2, seed: 7 });
        let id = world.send(&text("hi")).await;
        let message = world.until_status(&id, "delivered").await;
        until("its job is done", async || world.jobs().await.is_empty()).await;
        assert_eq!(message["message_sid"], world.at_twilio()[0].sid, "{order:?}");
        assert_eq!(world.asked(), 1, "{order:?}");
    }
}

#[tokio::test]
async fn a_rotated_token_is_read_again() {
    let world = World::start().await;
    let id = world.send(&text("before")).await;
    world.until_status(&id, "delivered").await;
    let (account, app) = (DEMO.account_sid, world.app());
    let tokens = format!("{}/v1/AuthTokens", world.sandbox.twilio.url());
    let post = async |path: &str| {
        let request = Client::new().post(format!("{tokens}/{path}"));
        let response = request.basic_auth(account, Some(DEMO.auth_token)).send().await.unwrap();
        assert!(response.status().is_success(), "{path}");
        serde_json::from_str::<Value>(&response.text().await.unwrap()).unwrap()
    };
    post("Secondary").await;
    let token = post("Promote").await["auth_token"].as_str().unwrap().to_owned();
    let sid = account.parse().unwrap();
    let mut record = app.store.account_get(&sid).await.unwrap().unwrap();
    let token = twilio::auth_token::AuthToken::new(token);
    record.auth_token = app.secrets.encrypt(&sid, &token).await.unwrap();
    app.store.account_put(&record).await.unwrap();

    let id = world.send(&text("after")).await;
    until("Twilio was asked", async || world.asked() >= 2).await;
    world.until_idle().await;
    world.next_minute().await;
    world.until_status(&id, "delivered").await;
    assert_eq!(world.at_twilio().len(), 2);
    assert!(world.asked() > 2, "the old token was tried");
}
