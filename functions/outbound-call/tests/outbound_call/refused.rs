//! Calls that are not made: toll fraud, loops, other people's numbers, too many.

use serde_json::{Value, json};
use twilio::status::AccountStatus;

use crate::{LEAD, OWN, PHONE, World, placed, refusal};

/// Nobody was called, and nothing was written.
async fn nothing_happened(world: &World) {
    assert_eq!(world.asked(), 0);
    assert_eq!(world.calls().await, Vec::<Value>::new());
}

async fn refused(world: &World, body: Value) -> (u16, String, String) {
    let got = world.make(Some("key"), &body).await;
    let error = &got.body["error"];
    let text = |name: &str| error[name].as_str().unwrap_or_default().to_owned();
    assert!(!text("message").is_empty(), "{error}");
    (got.status, text("code"), text("field"))
}

#[tokio::test]
async fn a_bad_request_names_the_field() {
    let world = World::start(vec![placed()]).await;
    for (body, field) in [
        (json!("call me"), "body"),
        (json!({}), "to"),
        (json!({ "to": "0190001" }), "to"),
        (json!({ "to": LEAD, "connect": "home" }), "connect"),
        (json!({ "to": LEAD, "connect": PHONE, "say": "hi" }), "connect"),
        (json!({ "to": LEAD, "say": "x".repeat(4_001) }), "say"),
        (json!({ "to": LEAD, "lead_id": "a b" }), "lead_id"),
        (json!({ "to": LEAD, "twiml": "<Response/>" }), "twiml"),
    ] {
        let expected = (400, "invalid_request".to_owned(), field.to_owned());
        assert_eq!(refused(&world, body.clone()).await, expected, "{body}");
    }
    let got = world.make(Some("two words"), &json!({ "to": LEAD })).await;
    assert_eq!((got.status, &got.body["error"]["field"]), (400, &json!("Idempotency-Key")));
    nothing_happened(&world).await;
}

#[tokio::test]
async fn an_expensive_destination_is_not_called() {
    let world = World::start(vec![placed()]).await;
    for (body, field) in [
        (json!({ "to": "+2521234567" }), "to"),
        (json!({ "to": "+18765550100", "say": "hi" }), "to"),
        (json!({ "to": "+19005550100" }), "to"),
        (json!({ "to": LEAD, "connect": "+881612345678" }), "connect"),
        (json!({ "to": LEAD, "connect": "+12129765550" }), "connect"),
    ] {
        let expected = (403, "destination_not_allowed".to_owned(), field.to_owned());
        assert_eq!(refused(&world, body.clone()).await, expected, "{body}");
    }
    nothing_happened(&world).await;
}

#[tokio::test]
async fn a_deployment_says_which_countries_are_called() {
    let world = World::with(vec![placed()], &[("DialCountries", "US,JM")]).await;
    let call = |to: &str| json!({ "to": to, "say": "hi" });
    assert_eq!(world.make(None, &call("+18765550100")).await.status, 201);
    assert_eq!(world.make(None, &call("+14165550100")).await.status, 403);
}

#[tokio::test]
async fn a_call_in_circles_is_not_made() {
    let world = World::start(vec![placed()]).await;
    for (body, field) in [
        (json!({ "to": OWN }), "to"),
        (json!({ "to": LEAD, "connect": LEAD }), "connect"),
        (json!({ "to": LEAD, "connect": OWN }), "connect"),
        (json!({ "to": LEAD, "connect": "+15550100002" }), "connect"),
        (json!({ "to": PHONE }), "connect"),
    ] {
        let expected = (400, "invalid_request".to_owned(), field.to_owned());
        assert_eq!(refused(&world, body.clone()).await, expected, "{body}");
    }
    nothing_happened(&world).await;
}

#[tokio::test]
async fn another_tenants_number_does_not_call() {
    let world = World::start(vec![placed()]).await;
    for from in ["+15550100101", "+15550100999"] {
        let body = json!({ "to": LEAD, "from": from });
        let expected = (400, "invalid_request".to_owned(), "from".to_owned());
        assert_eq!(refused(&world, body).await, expected, "{from}");
    }
    nothing_happened(&world).await;
}

#[tokio::test]
async fn a_suspended_account_does_not_call() {
    let world = World::start(vec![placed()]).await;
    let app = world.sandbox.app("OutboundCallFunction").unwrap();
    let sid = sandbox::demo::DEMO.account_sid.parse().unwrap();
    let mut account = app.store.account_get(&sid).await.unwrap().unwrap();
    account.status = AccountStatus::Suspended;
    app.store.account_put(&account).await.unwrap();
    let expected = (409, "account_not_active".to_owned(), String::new());
    assert_eq!(refused(&world, json!({ "to": LEAD })).await, expected);
    nothing_happened(&world).await;
}

#[tokio::test]
async fn without_a_token_nobody_is_called() {
    let world = World::start(vec![placed()]).await;
    let url = format!("{}/api/twilio/calls/make", world.sandbox.url());
    let body = json!({ "to": LEAD }).to_string();
    let response = reqwest::Client::new().post(url).body(body).send().await.unwrap();
    assert_eq!(response.status(), 401);
    nothing_happened(&world).await;
}

#[tokio::test]
async fn a_tenant_begins_so_many_calls_a_minute_and_no_more() {
    let world = World::with(vec![placed()], &[("CallsPerMinute", "3")]).await;
    let body = json!({ "to": LEAD });
    let make = async |key| world.make(Some(key), &body).await.status;
    assert_eq!(make("a").await, 201);
    let mut statuses = futures::future::join_all(["b", "c", "d"].map(make)).await;
    statuses.sort_unstable();
    assert_eq!((statuses, world.asked()), (vec![201, 201, 429], 3));

    let late = world.make(Some("f"), &body).await;
    assert_eq!((late.status, late.retry_after.as_deref()), (429, Some("30")));
    let theirs = json!({ "to": LEAD, "say": "hi" });
    assert_eq!(world.make_as("other", None, &theirs).await.status, 201, "each tenant for itself");
    world.pass(30);
    assert_eq!(make("f").await, 201);
}

#[tokio::test]
async fn twilios_refusals_are_told_in_words_for_people() {
    let answers = [21_211, 21_215, 20_003].map(|code| refusal(code, "TWILIO SAYS"));
    let world = World::start(answers.to_vec()).await;
    for (code, words) in
        [(21_211, "not a valid phone number"), (21_215, "country"), (20_003, "credentials")]
    {
        let got = world.make(None, &json!({ "to": LEAD })).await;
        let error = &got.body["error"];
        assert_eq!((got.status, &error["code"]), (422, &json!("twilio_refused")));
        assert_eq!(error["twilio_code"], code);
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(words) && !message.contains("TWILIO SAYS"), "{message}");
    }
}

#[tokio::test]
async fn a_refusal_without_json_is_one_too() {
    let html = twilio_simulator::scripted::Answer::Reply(403, "<html>".to_owned());
    let world = World::start(vec![html]).await;
    let got = world.make(None, &json!({ "to": LEAD })).await;
    assert_eq!((got.status, &got.body["error"]["twilio_code"]), (422, &Value::Null));
    let record = world.sandbox.only_record("CallsTable").await.unwrap();
    assert!(record["at:failed"].is_string(), "{record}");
}
