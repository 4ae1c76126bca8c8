//! What becomes of a message.

use super::*;

#[tokio::test]
async fn a_message_is_queued_and_then_delivered() {
    let world = World::start().await;
    let sent = world.send(&[]).await;
    let sid = sent["sid"].as_str().unwrap();
    assert!(sid.starts_with("SM"));
    assert_eq!((&sent["status"], &sent["date_sent"]), (&json!("queued"), &Value::Null));
    assert_eq!((&sent["direction"], &sent["body"]), (&json!("outbound-api"), &json!("hello")));
    assert_eq!((&sent["num_segments"], &sent["num_media"]), (&json!("1"), &json!("0")));
    world.twilio.settled().await;
    assert_eq!(world.told(), ["queued", "sending", "sent", "delivered"]);
    let message = json(world.get(&world.message(sid))).await;
    assert_eq!(message["status"], "delivered");
    assert_eq!((&message["error_code"], &message["error_message"]), (&Value::Null, &Value::Null));
    assert_eq!(message["date_created"], sent["date_created"]);
    assert!(message["date_sent"].is_string());
}

#[tokio::test]
async fn callbacks_are_those_of_the_carrier() {
    let world = World::start().await;
    let sid = world.deliver(&[]).await["sid"].as_str().unwrap().to_owned();
    let seen = world.receiver.seen();
    assert!(seen.iter().all(receiver::Seen::is_signed));
    let (form, receipt) = seen[3].body.split_once("&RawDlrDoneDate=").unwrap();
    assert_eq!(
        form,
        format!(
            "SmsSid={sid}&SmsStatus=delivered&MessageStatus=delivered&To=%2B15550190001\
             &MessageSid={sid}&AccountSid={}&From=%2B15550100001&ApiVersion=2010-04-01",
            world.account.sid
        )
    );
    assert_eq!(receipt.len(), 10);
    assert!(!seen[2].names().contains(&"RawDlrDoneDate"));
}

#[tokio::test]
async fn the_phone_decides_how_it_ends() {
    let world = World::start().await;
    for (outcome, told, code) in [
        (Outcome::Undelivered, &["queued", "sending", "sent", "undelivered"][..], json!(30003)),
        (Outcome::Failed, &["queued", "failed"], json!(30008)),
        (Outcome::Silent, &["queued", "sending", "sent"], Value::Null),
        (Outcome::Delivered, &["queued", "sending", "sent", "delivered"], Value::Null),
    ] {
        world.phone(outcome);
        let before = world.told().len();
        let message = world.deliver(&[]).await;
        assert_eq!(world.told()[before..], *told);
        assert_eq!((&message["status"], &message["error_code"]), (&json!(told.last()), &code));
        let last = world.receiver.last();
        let told_code = last.names().contains(&"ErrorCode").then(|| last.field("ErrorCode"));
        assert_eq!(told_code, code.as_u64().map(|code| code.to_string()));
    }
}

#[tokio::test]
async fn a_phone_has_its_own_error_code() {
    let world = World::start().await;
    let phone = Phone { outcome: Outcome::Undelivered, error_code: Some(30007) };
    world.twilio.set_phone(PHONE, phone).unwrap();
    let message = world.deliver(&[]).await;
    assert_eq!(message["error_code"], 30007);
    assert_eq!(message["error_message"], "Message filtered");
    let other = world.deliver(&[("To", OTHER_PHONE)]).await;
    assert_eq!(other["status"], "delivered");
}

#[tokio::test]
async fn a_long_text_takes_several_segments() {
    let world = World::start().await;
    let message = world.deliver(&[("Body", &"x".repeat(161))]).await;
    assert_eq!(message["num_segments"], "2");
    let sent = world.twilio.sent_messages(&world.account.sid).unwrap();
    assert_eq!(sent[0].num_segments, 2);
}

#[tokio::test]
async fn whatsapp_goes_between_its_own_addresses() {
    let world = World::start().await;
    let (to, from) = (format!("whatsapp:{PHONE}"), format!("whatsapp:{NUMBER}"));
    world.writes_on_whatsapp(PHONE).await;
    let message = world.deliver(&[("To", &to), ("From", &from)]).await;
    assert_eq!((&message["to"], &message["from"]), (&json!(to), &json!(from)));
    assert_eq!(world.told().last().unwrap(), "delivered");
    assert_eq!(world.receiver.last().field("EventType"), "DELIVERED");
}

#[tokio::test]
async fn times_are_those_of_the_clock() {
    let world = World::start().await;
    world.deliver(&[]).await;
    let set = Clock::Manual(std::sync::Arc::new(1_787_072_850_000.into()));
    let addr = "127.0.0.1:0".parse().unwrap();
    let twilio =
        Twilio::start(Options { addr, data: None, clock: set, hosts: Vec::new() }).await.unwrap();
    let world = world.at(twilio);
    world.twilio.create_account(demo_account()).unwrap();
    world.reconfigure(|_| {});
    let message = world.deliver(&[]).await;
    for name in ["date_created", "date_updated", "date_sent"] {
        assert_eq!(message[name], "Tue, 18 Aug 2026 17:07:30 +0000");
    }
    assert_eq!(world.receiver.last().field("RawDlrDoneDate"), "2608181707");
}

#[tokio::test]
async fn an_account_suspended_meanwhile_sends_nothing() {
    let world = World::start().await;
    let sid = world.send_held(200).await;
    world.twilio.set_account_status(&world.account.sid, AccountStatus::Suspended).unwrap();
    world.twilio.settled().await;
    assert_eq!(world.told(), ["queued", "failed"]);
    let sent = world.twilio.sent_messages(&world.account.sid).unwrap();
    assert_eq!((sent[0].sid.as_str(), sent[0].error_code), (sid.as_str(), Some(30002)));
}
