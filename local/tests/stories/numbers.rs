//! The tenant's numbers: searched, bought, repaired, given back.

use serde_json::{Value, json};
use twilio_simulator::{NewNumber, NumberSettings};

use crate::website::Ask;
use crate::world::{CUSTOMER, World};

const PURCHASE: &str = "/api/twilio/purchase-number";

fn path(number: &str) -> String {
    format!("/api/numbers/{}", &number[1..])
}

/// Buys one that is on offer, and asks twice.
async fn buy(world: &World, area_code: u16) -> String {
    let search = format!("/api/twilio/available-numbers?area_code={area_code}&sms=true&limit=3");
    let offers = world.get(&search).await;
    let offers = offers["items"].as_array().unwrap().clone();
    let offers: Vec<_> = offers.iter().map(|one| one["phone_number"].as_str().unwrap()).collect();
    let prefix = format!("+1{area_code}");
    assert_eq!(offers.iter().filter(|number| number.starts_with(&prefix)).count(), 3);
    let body = &json!({ "phone_number": offers[0], "friendly_name": "Branch" });
    for _ in 0..2 {
        let (method, key) = ("POST", Some("branch"));
        let got = world.ask(Ask { method, path: PURCHASE, body, key }).await;
        assert_eq!((got.status, &got.body["phone_number"]), (201, &json!(offers[0])), "{got:?}");
        assert_eq!(got.body["primary"], false);
    }
    offers[0].to_owned()
}

#[tokio::test]
async fn a_second_number_is_bought_and_made_primary() {
    let world = World::start().await;
    let before = world.numbers().len();
    let number = buy(&world, 303).await;
    let numbers = world.numbers();
    assert_eq!(numbers.len(), before + 1, "{numbers:?}");
    let bought = numbers.iter().find(|one| one.phone_number == number).unwrap();
    world.assert_set_up(bought);
    assert_eq!(bought.friendly_name, "Branch");
    let mut text = world.text("hello");
    text.to.clone_from(&number);
    world.receive(text).await;

    let got = world.send_json("PATCH", &path(&number), &json!({ "primary": true })).await;
    assert_eq!(got["primary"], true);
    // To somebody whom no other number has written with.
    let other = CUSTOMER.replace("0001", "0002");
    let message = world.written(&json!({ "to": other, "body": "from the branch" })).await;
    world.until_status(&message, "delivered").await;
    assert_eq!(world.sent()[0].from, number);
}

#[tokio::test]
async fn a_number_that_leads_elsewhere_is_found_and_repaired() {
    let world = World::start().await;
    let number = buy(&world, 505).await;
    let stray = NewNumber {
        account_sid: world.tenant.account_sid.to_owned(),
        phone_number: number.clone(),
        settings: NumberSettings {
            sms_url: Some("https://elsewhere.example/sms".to_owned()),
            voice_url: Some(world.url("/api/twilio/voice-webhook#rp=5xx,ct,rt&rc=2")),
            ..NumberSettings::default()
        },
        ..NewNumber::default()
    };
    world.twilio().create_number(&stray).unwrap();
    let shown = world.get(&path(&number)).await;
    let drift = shown["webhooks"]["drift"].as_array().unwrap();
    let drift: Vec<_> = drift.iter().map(|one| one["property"].as_str().unwrap()).collect();
    let expected = ["sms_url", "sms_fallback_url", "voice_fallback_url", "status_callback"];
    assert_eq!((&shown["webhooks"]["ok"], drift), (&json!(false), expected.to_vec()));

    let repaired = world.send_json("PATCH", &path(&number), &json!({})).await;
    assert_eq!(repaired["webhooks"], json!({ "ok": true, "drift": [] }));
    let numbers = world.numbers();
    world.assert_set_up(numbers.iter().find(|one| one.phone_number == number).unwrap());
    for item in world.get("/api/numbers?check=true").await["items"].as_array().unwrap() {
        assert_eq!((&item["missing"], &item["webhooks"]["ok"]), (&json!(false), &json!(true)));
    }
}

#[tokio::test]
async fn a_number_is_given_back_and_on_offer_again() {
    let world = World::start().await;
    let (first, number) = (world.tenant.numbers[0], buy(&world, 801).await);
    let got = world.asked("DELETE", &path(first), &Value::Null).await;
    assert_eq!(got.refusal(), (409, "primary_number"), "{got:?}");
    let got = world.send_json("DELETE", &path(&number), &Value::Null).await;
    assert_eq!(got["released"], true);
    assert!(world.numbers().iter().all(|one| one.phone_number != number));
    let got = world.asked("GET", &path(&number), &Value::Null).await;
    assert_eq!(got.refusal(), (404, "not_found"));
    let search = "/api/twilio/available-numbers?area_code=801&limit=50";
    let offers = world.get(search).await;
    let mut offers = offers["items"].as_array().unwrap().iter();
    assert!(offers.any(|offer| offer["phone_number"] == json!(number)));
}
