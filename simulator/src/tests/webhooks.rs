//! The webhooks of before, as people look at them.

use serde_json::{Value, json};

use super::receiver::Scripted::{Status, Text};
use super::*;

async fn items(world: &World, query: &str) -> Vec<Value> {
    let url = format!("{}/sim/webhooks{query}", world.twilio.url());
    json(world.http.get(url)).await["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_webhook_is_shown_with_form_signature_and_answer() {
    let world = World::start().await;
    let sid = world.text("hello").await.sid;
    let all = items(&world, "").await;
    let [webhook] = all.as_slice() else { panic!("one webhook: {all:?}") };
    let seen = world.receiver.last();
    assert_eq!(webhook["url"], seen.url);
    assert_eq!(webhook["signature"], seen.header("X-Twilio-Signature").unwrap());
    assert!(webhook["form"].as_array().unwrap().contains(&json!(["Body", "hello"])));
    assert_eq!(webhook["form"].as_array().unwrap().len(), seen.names().len());
    let expected = json!({
        "id": 1, "account_sid": world.account.sid, "method": "POST", "attempt": 1, "status": 200,
        "content_type": "text/xml", "answer": "<Response/>", "message_sid": sid, "call_sid": null,
        "error": null,
    });
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(webhook[name], *value, "{name}");
    }
    assert!(webhook["milliseconds"].is_u64() && webhook["time"].as_str().unwrap().ends_with('Z'));
}

#[tokio::test]
async fn every_try_is_shown_with_what_was_wrong() {
    let world = World::with("/sms#rp=5xx&rc=1", None).await;
    world.receiver.script([Status(500), Text("Thanks")]);
    world.text("hello").await;
    let all = items(&world, "").await;
    let [second, first] = all.as_slice() else { panic!("two webhooks: {all:?}") };
    assert_eq!((&first["attempt"], &first["status"]), (&json!(1), &json!(500)));
    assert_eq!((&first["error"]["code"], &second["attempt"]), (&json!(11200), &json!(2)));
    // It came as it should, but is no TwiML.
    assert_eq!((&second["status"], &second["error"]["code"]), (&json!(200), &json!(12300)));
    assert!(!second["error"]["message"].as_str().unwrap().is_empty());
}

#[tokio::test]
async fn without_an_answer_there_is_no_status() {
    let world = World::start().await;
    world.reconfigure(|number| number.sms_url = Some("http://127.0.0.1:1/sms".into()));
    world.text("hello").await;
    let all = items(&world, "").await;
    assert_eq!((&all[0]["status"], &all[0]["error"]["code"]), (&Value::Null, &json!(11205)));
}

#[tokio::test]
async fn the_list_is_read_page_by_page() {
    let world = World::start().await;
    for body in ["1", "2", "3"] {
        world.text(body).await;
    }
    let ids = |items: Vec<Value>| items.iter().map(|item| item["id"].as_u64().unwrap()).collect();
    let latest: Vec<_> = ids(items(&world, "?limit=2").await);
    assert_eq!(latest, [3, 2]);
    let before: Vec<_> = ids(items(&world, "?before=2").await);
    assert_eq!(before, [1]);
    let url = format!("{}/sim/webhooks?befor=2", world.twilio.url());
    assert_eq!(world.http.get(url).send().await.unwrap().status(), 400);
}
