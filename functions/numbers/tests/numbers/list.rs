//! A tenant's numbers, and how Twilio has them.

use reqwest::Method;
use sandbox::demo::{DEMO, OTHER};
use serde_json::{Value, json};
use twilio::status::AccountStatus;
use twilio_simulator::{Resource, RestFault};

use crate::world::{Ask, World, any, path, text};

async fn sid(world: &World, number: &str) -> String {
    text(&world.get(&path(number)).await.body, "number_sid").to_owned()
}

#[tokio::test]
async fn numbers_are_listed_in_the_order_in_which_they_were_bought() {
    let world = World::start().await;
    let bought = world.purchase(None, &any(415)).await;
    let got = world.get("/api/numbers").await;
    assert_eq!((got.status, &got.body["next"]), (200, &Value::Null));
    assert_eq!(got.numbers(), [DEMO.numbers[0], DEMO.numbers[1], bought.number()]);
    assert_eq!(got.body["items"][2], bought.body);
    let primary = got.body["items"].as_array().unwrap().iter().map(|item| &item["primary"]);
    assert_eq!(primary.collect::<Vec<_>>(), [true, false, false]);
    assert_eq!(got.body["items"][0]["webhooks"], Value::Null);
}

#[tokio::test]
async fn other_tenants_numbers_are_not_to_be_seen() {
    let world = World::start().await;
    let mine = world.purchase(None, &any(415)).await;
    let as_other = async |method, path: &str| {
        world.ask(Ask { method, path, tenant: OTHER.tenant_id, key: None, body: None }).await
    };
    assert_eq!(as_other(Method::GET, "/api/numbers?check=true").await.numbers(), OTHER.numbers);
    for method in [Method::GET, Method::PATCH, Method::DELETE] {
        for number in [mine.number(), DEMO.numbers[0]] {
            let path = path(number);
            let got = as_other(method.clone(), &path).await;
            assert_eq!(got.refusal(), (404, "not_found", None), "{method}");
        }
    }
    assert_eq!(world.get("/api/numbers").await.numbers().len(), 3);
    assert_eq!(world.bought(&DEMO).len(), 1);
}

#[tokio::test]
async fn a_number_is_found_with_its_plus_and_without() {
    let world = World::start().await;
    for id in ["15550100002", "%2B15550100002", "+15550100002"] {
        let got = world.get(&format!("/api/numbers/{id}?check=false")).await;
        assert_eq!((got.status, got.number()), (200, "+15550100002"), "{id}");
    }
    for id in ["15550109999", "0", "x", "%2B%2B15550100002", "1-555-010-0002"] {
        let got = world.get(&format!("/api/numbers/{id}")).await;
        assert_eq!(got.refusal(), (404, "not_found", None), "{id}");
    }
}

#[tokio::test]
async fn what_has_drifted_is_reported() {
    let world = World::start().await;
    let got = world.get("/api/numbers?check=true").await;
    for item in got.body["items"].as_array().unwrap() {
        let fine = json!({ "ok": true, "drift": [] });
        assert_eq!((&item["missing"], &item["webhooks"]), (&json!(false), &fine));
    }
    let sid = sid(&world, DEMO.numbers[1]).await;
    let form = "SmsUrl=https://elsewhere.example/sms&VoiceMethod=GET&StatusCallback=\
                &TrunkSid=TK00000000000000000000000000000001\
                &SmsApplicationSid=AP00000000000000000000000000000001";
    world.at_twilio(&DEMO, &format!("IncomingPhoneNumbers/{sid}.json"), form).await;
    let got = world.get("/api/numbers?check=true").await;
    assert_eq!(got.body["items"][0]["webhooks"]["ok"], json!(true));
    let webhooks = &got.body["items"][1]["webhooks"];
    let url =
        |route| format!("{}/api/twilio/{route}#rp=5xx,ct,rt&rc=2", world.sandbox.public_url());
    let drift = |property, expected: Option<&str>, actual| json!({ "property": property, "expected": expected, "actual": actual });
    let application = "AP00000000000000000000000000000001";
    let expected = [
        drift("sms_url", Some(&url("sms-webhook")), json!("https://elsewhere.example/sms")),
        drift("voice_method", Some("POST"), json!("GET")),
        drift("status_callback", Some(&url("call-status")), Value::Null),
        drift("sms_application_sid", None, json!(application)),
        drift("trunk_sid", None, json!("TK00000000000000000000000000000001")),
    ];
    assert_eq!(webhooks, &json!({ "ok": false, "drift": expected }));
    assert_eq!(&world.get(&path(DEMO.numbers[1])).await.body["webhooks"], webhooks);
}

#[tokio::test]
async fn what_twilio_no_longer_has_is_missing() {
    let world = World::start().await;
    let bought = world.purchase(None, &any(415)).await;
    release_at_twilio(&world, text(&bought.body, "number_sid")).await;
    let got = world.get("/api/numbers?check=true").await;
    let items = got.body["items"].as_array().unwrap();
    let missing = items.iter().map(|item| &item["missing"]).collect::<Vec<_>>();
    assert_eq!(missing, [false, false, true]);
    assert_eq!(items[2]["webhooks"], Value::Null);
    assert_eq!(world.get(&path(bought.number())).await.body["missing"], json!(true));
}

/// Somebody gives a number back in Twilio's console.
pub(crate) async fn release_at_twilio(world: &World, sid: &str) {
    let (account, twilio) = (DEMO.account_sid, world.sandbox.twilio.url());
    let url = format!("{twilio}/2010-04-01/Accounts/{account}/IncomingPhoneNumbers/{sid}.json");
    let request = reqwest::Client::new().delete(url).basic_auth(account, Some(DEMO.auth_token));
    assert_eq!(request.send().await.unwrap().status(), 204);
}

#[tokio::test]
async fn a_list_needs_no_twilio_unless_it_is_checked() {
    let world = World::start().await;
    world.set_status(&DEMO, AccountStatus::Suspended).await;
    assert_eq!(world.get("/api/numbers").await.numbers().len(), 2);
    let one = world.get(&format!("{}?check=false", path(DEMO.numbers[0]))).await;
    assert_eq!(one.status, 200);
    let refusal = (409, "account_not_active", None);
    assert_eq!(world.get("/api/numbers?check=true").await.refusal(), refusal);
    assert_eq!(world.sandbox.twilio.requests().len(), 0);

    world.set_status(&DEMO, AccountStatus::Active).await;
    for (fault, status) in [(RestFault::TooManyRequests, 429), (RestFault::CutBefore, 503)] {
        world.sandbox.twilio.fail_next(Resource::Numbers, fault);
        assert_eq!(world.get("/api/numbers?check=true").await.status, status, "{fault:?}");
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_list_is_named() {
    let world = World::start().await;
    for (query, field) in [("check=1", "check"), ("check=yes", "check"), ("chekc=true", "chekc")] {
        let got = world.get(&format!("/api/numbers?{query}")).await;
        assert_eq!(got.refusal(), (400, "invalid_request", Some(field)), "{query}");
    }
}
