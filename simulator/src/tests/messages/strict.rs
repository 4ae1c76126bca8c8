//! What Twilio and the carriers do not let through, whoever asks well.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use super::*;

const HOUR: i64 = 60 * 60 * 1_000;
/// Offered by the inventory: one that can do all, one without MMS, one for calls alone.
const ABLE: [&str; 3] = ["+14155550110", "+14155550118", "+14155550119"];

/// Status and code of a message that was taken.
async fn outcome(world: &World, more: Pairs<'_>) -> (Value, Value) {
    let message = world.deliver(more).await;
    (message["status"].clone(), message["error_code"].clone())
}

fn delivered() -> (Value, Value) {
    (json!("delivered"), Value::Null)
}

fn ended(status: &str, code: u32) -> (Value, Value) {
    (json!(status), json!(code))
}

#[tokio::test]
async fn a_number_sends_what_it_can() {
    let world = World::start().await;
    for number in ABLE {
        let form = [("PhoneNumber", number)];
        let bought = world.post(&world.path("IncomingPhoneNumbers.json"), &form).send().await;
        assert_eq!(bought.unwrap().status(), 201, "{number}");
    }
    let [all, no_mms, voice] = ABLE;
    let picture = "https://a.test/a.png";
    for (form, code) in [
        (&[("From", voice)][..], 21606),
        (&[("From", no_mms), ("MediaUrl", picture)], 21621),
        (&[("From", voice), ("MediaUrl", picture)], 21606),
    ] {
        assert_eq!(refusal(world.sending(form)).await, (400, code), "{form:?}");
    }
    assert_eq!(outcome(&world, &[("From", no_mms)]).await, delivered());
    assert_eq!(outcome(&world, &[("From", all)]).await, delivered());
}

#[tokio::test]
async fn north_american_receivers_have_ten_digits() {
    let world = World::start().await;
    for to in ["+12025550", "+1202555012345", "+10025550123", "+12021550123"] {
        assert_eq!(refusal(world.sending(&[("To", to)])).await, (400, 21211), "{to}");
        let call = [("To", to), ("From", NUMBER), ("Url", "http://127.0.0.1:1/")];
        assert_eq!(refusal(world.post(&world.path("Calls.json"), &call)).await, (400, 21211));
    }
}

#[tokio::test]
async fn whatsapp_is_open_for_a_day_after_the_last_message() {
    let time = Arc::new(AtomicI64::new(1_787_072_850_000));
    let addr = "127.0.0.1:0".parse().unwrap();
    let clock = Clock::Manual(Arc::clone(&time));
    let twilio = Twilio::start(Options { addr, data: None, clock, hosts: Vec::new() }).await;
    let world = World::start().await.at(twilio.unwrap());
    world.twilio.create_account(demo_account()).unwrap();
    world.reconfigure(|_| {});
    let (to, from) = (format!("whatsapp:{PHONE}"), format!("whatsapp:{NUMBER}"));
    let free = [("To", to.as_str()), ("From", from.as_str())];
    assert_eq!(outcome(&world, &free).await, ended("failed", 63016));
    assert_eq!(world.receiver.last().field("ErrorCode"), "63016");
    // A text is not a message on WhatsApp, and somebody else is not this one.
    world.text("hello").await;
    world.writes_on_whatsapp(OTHER_PHONE).await;
    assert_eq!(outcome(&world, &free).await, ended("failed", 63016));
    world.writes_on_whatsapp(PHONE).await;
    time.fetch_add(23 * HOUR, Ordering::SeqCst);
    assert_eq!(outcome(&world, &free).await, delivered());
    time.fetch_add(HOUR, Ordering::SeqCst);
    assert_eq!(outcome(&world, &free).await, ended("failed", 63016));
    // Both spellings of a Mexican number are one person.
    world.writes_on_whatsapp("+5215512345678").await;
    let mexico = [("To", "whatsapp:+525512345678"), ("From", from.as_str())];
    assert_eq!(outcome(&world, &mexico).await, delivered());
}

#[tokio::test]
async fn a_landline_gets_no_texts() {
    let world = World::start().await;
    let landline = json!({ "number": PHONE, "outcome": "landline" });
    assert_eq!(world.tell("/sim/phones", &landline).await, 204);
    assert_eq!(outcome(&world, &[]).await, ended("undelivered", 30006));
    assert_eq!(world.receiver.last().field("ErrorCode"), "30006");
    world.writes_on_whatsapp(PHONE).await;
    let (to, from) = (format!("whatsapp:{PHONE}"), format!("whatsapp:{NUMBER}"));
    assert_eq!(outcome(&world, &[("To", &to), ("From", &from)]).await, delivered());
}

#[tokio::test]
async fn an_account_that_is_not_registered_reaches_nobody_in_the_usa() {
    let world = World::start().await;
    let sid = &world.account.sid;
    assert_eq!(outcome(&world, &[]).await, delivered());
    let off = json!({ "sid": sid, "registered": false });
    assert_eq!(world.tell("/sim/accounts", &off).await, 204);
    assert_eq!(outcome(&world, &[]).await, ended("undelivered", 30034));
    assert_eq!(world.receiver.last().field("ErrorCode"), "30034");
    // Canada, Britain, and a number that is toll-free.
    for to in ["+14165550123", "+442071838750"] {
        assert_eq!(outcome(&world, &[("To", to)]).await, delivered(), "{to}");
    }
    world.set_up("+18335550110", NumberSettings::default());
    assert_eq!(outcome(&world, &[("From", "+18335550110")]).await, delivered());
    assert_eq!(world.tell("/sim/accounts", &json!({ "sid": sid, "registered": true })).await, 204);
    assert_eq!(outcome(&world, &[]).await, delivered());
    let unknown = json!({ "sid": "AC00000000000000000000000000000009", "registered": true });
    assert_eq!(world.tell("/sim/accounts", &unknown).await, 404);
}

#[tokio::test]
async fn subaccounts_to_come_are_registered_unless_it_is_said_otherwise() {
    let world = World::start().await;
    for registered in [true, false, true] {
        assert_eq!(world.tell("/sim/accounts", &json!({ "registered": registered })).await, 204);
        let form = [("FriendlyName", "new")];
        let made = json(world.post("/2010-04-01/Accounts.json", &form)).await;
        let account = world.twilio.account(made["sid"].as_str().unwrap()).unwrap().unwrap();
        assert_eq!(account.registered, registered);
    }
}
