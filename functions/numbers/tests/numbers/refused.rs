//! What is wrong with a purchase, and what Twilio refuses.

use sandbox::demo::DEMO;
use serde_json::{Value, json};

use crate::world::{World, text};

#[tokio::test]
async fn what_is_wrong_with_a_purchase_is_named() {
    let world = World::start().await;
    let number = "+14155550142";
    for (body, field) in [
        (json!("+14155550142"), "body"),
        (json!({}), "phone_number"),
        (json!({ "friendly_name": "Desk" }), "phone_number"),
        (json!({ "phone_number": "4155550142" }), "phone_number"),
        (json!({ "phone_number": number, "area_code": "415" }), "area_code"),
        (json!({ "phone_number": number, "friendly_name": "" }), "friendly_name"),
        (json!({ "phone_number": number, "friendly_name": "x".repeat(65) }), "friendly_name"),
        (json!({ "phone_number": number, "primary": 1 }), "primary"),
        (json!({ "phone_number": number, "Primary": true }), "Primary"),
        (json!({ "area_code": "041" }), "area_code"),
        (json!({ "country": "Germany" }), "country"),
        (json!({ "country": "DE", "in_region": "HE" }), "in_region"),
        (json!({ "type": "national" }), "type"),
        (json!({ "limit": 1, "country": "US" }), "limit"),
    ] {
        let got = world.purchase(None, &body).await;
        assert_eq!(got.refusal(), (400, "invalid_request", Some(field)), "{body}");
    }
    let got = world.purchase(Some(&"k".repeat(129)), &json!({ "phone_number": number })).await;
    assert_eq!(got.refusal(), (400, "invalid_request", Some("Idempotency-Key")));
    assert_eq!(world.sandbox.twilio.requests().len(), 0);
    assert_eq!(world.jobs().await, Vec::<Value>::new());
}

/// Somebody without an address may not have a number in London.
#[tokio::test]
async fn a_refusal_is_said_in_words_and_is_final_for_its_key() {
    let world = World::start().await;
    let body = json!({ "phone_number": "+442079460042" });
    let got = world.purchase(Some("key"), &body).await;
    assert_eq!(got.refusal(), (422, "twilio_refused", None));
    let error = &got.body["error"];
    assert_eq!(error["twilio_code"], json!(21_631));
    let sentence = "This number is only sold to somebody with an address in its country.";
    assert_eq!(text(error, "message"), sentence);
    assert_eq!(world.purchase(Some("key"), &body).await, got);
    assert_eq!((world.purchases(), world.bought(&DEMO).len()), (1, 0));
}

/// The token is another one meanwhile, say.
#[tokio::test]
async fn an_account_that_twilio_does_not_let_in_buys_nothing() {
    let world = World::start().await;
    let sid = DEMO.account_sid;
    world
        .sandbox
        .twilio
        .set_account_status(sid, twilio_simulator::AccountStatus::Suspended)
        .unwrap();
    let got = world.purchase(Some("key"), &json!({ "phone_number": "+14155550142" })).await;
    assert_eq!(got.refusal(), (422, "twilio_refused", None));
    assert_eq!(got.body["error"]["twilio_code"], json!(20_005));
    world.pass(600);
    world.sweep().await;
    assert_eq!((world.jobs().await.len(), world.bought(&DEMO).len()), (0, 0));
}
