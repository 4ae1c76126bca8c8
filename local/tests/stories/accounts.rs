//! The tenant's account: from nothing to a number, suspended and taken into use again, with another
//! token.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures::future::join;
use serde_json::{Value, json};
use twilio_simulator::{Inventory, Script};

use crate::world::{CUSTOMER, World, until};

/// A tenant that was provisioned with what it wished for, and what it was told.
async fn provisioned(wish: &Value) -> (World, Value) {
    let mut world = World::of_newcomer().await;
    assert_eq!(world.get("/api/twilio/account").await["status"], "none");
    let made = until("an account", async || {
        let got = world.asked("POST", "/api/twilio/provision", wish).await;
        assert!([200, 201, 202].contains(&got.status), "{got:?}");
        (got.status != 202).then_some(got.body)
    })
    .await;
    world.has_got(&made);
    (world, made)
}

async fn change(world: &World, action: &str) -> Value {
    let path = format!("/api/twilio/account/{action}");
    world.send_json("POST", &path, &Value::Null).await
}

#[tokio::test]
async fn a_tenant_comes_from_nothing_to_a_number_that_texts_and_calls() {
    let (world, made) = provisioned(&json!({ "area_code": "212" })).await;
    let number = world.tenant.numbers[0];
    assert!(number.starts_with("+1212"), "{made}");
    assert_eq!((&made["status"], &made["nearest"]), (&json!("active"), &json!(false)));
    let [owned] = &world.numbers()[..] else { panic!("{:?}", world.numbers()) };
    assert_eq!(owned.phone_number, number);
    world.assert_set_up(owned);
    let account = world.get("/api/twilio/account").await;
    assert_eq!(
        (&account["status"], &account["primary_number"]),
        (&json!("active"), &json!(number))
    );

    world.receive(world.text("hello")).await;
    let reply = world.written(&json!({ "to": CUSTOMER, "body": "hello to you" })).await;
    world.until_status(&reply, "delivered").await;
    assert_eq!(world.sent()[0].from, number);
    assert_eq!(world.call(Script::default()).await.error, None);
    world.get_until("/api/calls", |page| page["items"][0]["status"] == "completed").await;

    let again = world.send_json("POST", "/api/twilio/provision", &json!({})).await;
    assert_eq!(
        (&again["account_sid"], &again["phone_number"]),
        (&made["account_sid"], &json!(number))
    );
}

#[tokio::test]
async fn the_nearest_number_is_taken_and_it_is_said_so() {
    let mut world = World::of_newcomer().await;
    let none = Inventory { country: "US".to_owned(), area_code: Some(415), offers: Some(0) };
    world.twilio().set_inventory(&none).unwrap();
    let made =
        world.send_json("POST", "/api/twilio/provision", &json!({ "area_code": "415" })).await;
    world.has_got(&made);
    assert_eq!((&made["nearest"], &made["requested_area_code"]), (&json!(true), &json!("415")));
    let message = made["message"].as_str().unwrap();
    assert!(message.contains("No number is available in area code 415."), "{message}");
    // Oakland, Palo Alto and San Jose.
    let near = ["+1510", "+1650", "+1408"];
    assert!(near.iter().any(|area| world.tenant.numbers[0].starts_with(area)), "{made}");
    world.assert_set_up(&world.numbers()[0]);
}

#[tokio::test]
async fn what_a_suspended_tenant_has_scheduled_waits_for_it() {
    let (world, _) = provisioned(&json!({})).await;
    let at = world.app.now().after(Duration::from_secs(5));
    let ask = json!({ "to": CUSTOMER, "body": "held", "send_at": at });
    let message = world.written(&ask).await;
    assert_eq!(change(&world, "suspend").await["status"], "suspended");

    assert_turned_away(&world).await;
    let inactive = (409, "account_not_active");
    let now = json!({ "to": CUSTOMER, "body": "now" });
    assert_eq!(world.write(&now).await.refusal(), inactive);
    let call = json!({ "to": CUSTOMER, "say": "hello" });
    let got = world.asked("POST", "/api/twilio/calls/make", &call).await;
    assert_eq!(got.refusal(), inactive, "{got:?}");

    world.until_held().await;
    assert_eq!(
        (world.get(&message).await["status"].clone(), world.sent().len()),
        (json!("scheduled"), 0)
    );
    assert_eq!(change(&world, "reactivate").await["status"], "active");
    world.sweep().await;
    world.until_status(&message, "delivered").await;
    assert_eq!(world.sent().len(), 1);
    world.receive(world.text("hello again")).await;
}

/// What Twilio tells is recorded, and callers are told that the number is not in service.
async fn assert_turned_away(world: &World) {
    let call = ("CallSid", "CA00000000000000000000000000000001");
    let text = ("MessageSid", "SM00000000000000000000000000000001");
    let answer = async |webhook: &str, sid| {
        let (account, to) = (world.tenant.account_sid, world.tenant.numbers[0]);
        let fields = [("AccountSid", account), ("From", CUSTOMER), ("To", to), sid];
        world.post(&format!("/api/twilio/{webhook}"), &fields).await.remove(0)
    };
    assert_eq!(answer("sms-webhook", text).await.status, 200);
    let heard = answer("voice-webhook", call).await;
    assert_eq!(heard.status, 200);
    assert!(heard.body.contains("not in service"), "{}", heard.body);
}

#[tokio::test]
async fn a_token_is_rotated_while_customers_write() {
    let world = World::start().await;
    world.receive(world.text("before")).await;
    let over = AtomicBool::new(false);
    let fire = async {
        let mut texts = 0;
        while !over.load(Ordering::SeqCst) {
            world.receive(world.text("meanwhile")).await;
            texts += 1;
        }
        texts
    };
    let rotate = async {
        until("another token", async || {
            let path = "/api/twilio/account/rotate-token";
            let got = world.asked("POST", path, &Value::Null).await;
            assert!([200, 202].contains(&got.status), "{got:?}");
            (got.status == 200).then_some(())
        })
        .await;
        over.store(true, Ordering::SeqCst);
    };
    let (texts, ()) = join(fire, rotate).await;
    assert!(texts > 0);
    let account = world.twilio().account(world.tenant.account_sid).unwrap().unwrap();
    assert_ne!(account.auth_token.reveal(), world.tenant.auth_token);
    world.receive(world.text("after")).await;
    let message = world.written(&json!({ "to": CUSTOMER, "body": "after" })).await;
    world.until_status(&message, "delivered").await;
}
