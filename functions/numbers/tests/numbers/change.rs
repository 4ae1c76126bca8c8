//! Changing and repairing numbers.

use sandbox::demo::DEMO;
use serde_json::json;
use twilio::status::AccountStatus;
use twilio_simulator::{Resource, RestFault};

use crate::list::release_at_twilio;
use crate::world::{World, any, path, text};

#[tokio::test]
async fn a_number_that_has_drifted_is_repaired() {
    let world = World::start().await;
    let number = DEMO.numbers[1];
    let before = world.get(&path(number)).await;
    let sid = text(&before.body, "number_sid");
    let form = "SmsUrl=https://elsewhere.example/&SmsMethod=GET&SmsFallbackUrl=&VoiceUrl=\
                &VoiceFallbackUrl=https://elsewhere.example/&StatusCallback=\
                &StatusCallbackMethod=GET&VoiceApplicationSid=AP00000000000000000000000000000001\
                &SmsApplicationSid=AP00000000000000000000000000000001";
    world.at_twilio(&DEMO, &format!("IncomingPhoneNumbers/{sid}.json"), form).await;
    assert_eq!(world.get(&path(number)).await.body["webhooks"]["ok"], json!(false));
    let got = world.patch(number, &json!({})).await;
    assert_eq!(got.status, 200, "{got:?}");
    assert_eq!(got.body["webhooks"], json!({ "ok": true, "drift": [] }));
    assert_eq!(world.get(&path(number)).await.body, merged(&got.body, "missing"));
    let all = world.sandbox.twilio.numbers(DEMO.account_sid).unwrap();
    let found = all.iter().find(|one| one.phone_number == number).unwrap();
    world.assert_set_up(found);
    assert_eq!(
        (
            found.settings.sms_application_sid.as_ref(),
            found.settings.voice_application_sid.as_ref()
        ),
        (None, None)
    );
}

/// The same with one more field that is `false`.
fn merged(body: &serde_json::Value, field: &str) -> serde_json::Value {
    let mut body = body.clone();
    body[field] = json!(false);
    body
}

/// A trunk takes calls from the number's URLs, so it goes.
#[tokio::test]
async fn a_trunk_is_taken_away() {
    let world = World::start().await;
    let sid = text(&world.get(&path(DEMO.numbers[0])).await.body, "number_sid").to_owned();
    let form = "TrunkSid=TK00000000000000000000000000000001";
    world.at_twilio(&DEMO, &format!("IncomingPhoneNumbers/{sid}.json"), form).await;
    let got = world.patch(DEMO.numbers[0], &json!({})).await;
    assert_eq!((got.status, &got.body["webhooks"]["ok"]), (200, &json!(true)), "{got:?}");
}

#[tokio::test]
async fn another_number_becomes_the_primary_one() {
    let world = World::start().await;
    let got = world.patch(DEMO.numbers[1], &json!({ "primary": true })).await;
    assert_eq!((got.status, &got.body["primary"]), (200, &json!(true)));
    assert_eq!(world.primary(&DEMO).await.as_deref(), Some(DEMO.numbers[1]));
    let list = world.get("/api/numbers").await;
    assert_eq!(list.body["items"][0]["primary"], json!(false));
}

#[tokio::test]
async fn a_number_gets_a_name_and_keeps_it() {
    let world = World::start().await;
    let got = world.patch(DEMO.numbers[1], &json!({ "friendly_name": "Büro" })).await;
    assert_eq!((got.status, &got.body["friendly_name"]), (200, &json!("Büro")));
    let got = world.patch(DEMO.numbers[1], &json!({ "primary": null })).await;
    assert_eq!((got.status, &got.body["friendly_name"]), (200, &json!("Büro")));
    let all = world.sandbox.twilio.numbers(DEMO.account_sid).unwrap();
    assert!(all.iter().any(|one| one.friendly_name == "Büro"));
    assert_eq!(world.primary(&DEMO).await.as_deref(), Some(DEMO.numbers[0]));
}

#[tokio::test]
async fn a_number_that_twilio_does_not_have_cannot_be_repaired() {
    let world = World::start().await;
    let bought = world.purchase(None, &any(415)).await;
    release_at_twilio(&world, text(&bought.body, "number_sid")).await;
    let got = world.patch(bought.number(), &json!({ "primary": true })).await;
    assert_eq!(got.refusal(), (409, "number_missing", None));
    assert_eq!(world.primary(&DEMO).await.as_deref(), Some(DEMO.numbers[0]));
}

#[tokio::test]
async fn what_is_wrong_with_a_change_is_named() {
    let world = World::start().await;
    for (body, field) in [
        (json!([]), "body"),
        (json!({ "primary": false }), "primary"),
        (json!({ "primary": "true" }), "primary"),
        (json!({ "friendly_name": " " }), "friendly_name"),
        (json!({ "friendly_name": 7 }), "friendly_name"),
        (json!({ "phone_number": "+15550100001" }), "phone_number"),
    ] {
        let got = world.patch(DEMO.numbers[1], &body).await;
        assert_eq!(got.refusal(), (400, "invalid_request", Some(field)), "{body}");
    }
    assert_eq!(world.patch("+15550109999", &json!({})).await.status, 404);
    assert_eq!(world.sandbox.twilio.requests().len(), 0);
}

#[tokio::test]
async fn a_change_that_twilio_does_not_make_is_not_written() {
    let world = World::start().await;
    let change = json!({ "primary": true, "friendly_name": "Desk" });
    for (fault, status) in [
        (RestFault::TooManyRequests, 429),
        (RestFault::ServerError, 503),
        (RestFault::CutAfter, 503),
    ] {
        world.sandbox.twilio.fail_next(Resource::Numbers, fault);
        assert_eq!(world.patch(DEMO.numbers[1], &change).await.status, status, "{fault:?}");
    }
    assert_eq!(world.primary(&DEMO).await.as_deref(), Some(DEMO.numbers[0]));
    world.set_status(&DEMO, AccountStatus::Suspended).await;
    let got = world.patch(DEMO.numbers[1], &change).await;
    assert_eq!(got.refusal(), (409, "account_not_active", None));
    world.set_status(&DEMO, AccountStatus::Active).await;
    assert_eq!(world.patch(DEMO.numbers[1], &change).await.status, 200);
}
