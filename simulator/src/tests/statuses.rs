//! Status callbacks.

use std::time::{Duration, Instant};

use super::*;

fn callbacks(world: &World, statuses: &[&str]) -> StatusCallbacks {
    StatusCallbacks {
        from: NUMBER.into(),
        to: PHONE.into(),
        url: world.receiver.url("/status?message=01ABC"),
        statuses: statuses.iter().map(ToString::to_string).collect(),
        ..StatusCallbacks::default()
    }
}

#[tokio::test]
async fn a_delivery_is_reported_as_twilio_does() {
    let world = World::start().await;
    let callbacks = StatusCallbacks {
        raw_dlr_done_date: Some("2607171206".into()),
        ..callbacks(&world, &["queued", "sent", "delivered"])
    };
    let sent = world.twilio.send_statuses(callbacks).await.unwrap();
    let seen = world.receiver.seen();
    let sid = &sent.sid;
    let statuses: Vec<_> = seen.iter().map(|seen| seen.field("MessageStatus")).collect();
    assert_eq!(statuses, ["queued", "sent", "delivered"]);
    assert_eq!(
        seen[2].body,
        format!(
            "SmsSid={sid}&SmsStatus=delivered&MessageStatus=delivered&To=%2B15550190001\
             &MessageSid={sid}&AccountSid={}&From=%2B15550100001&ApiVersion=2010-04-01\
             &RawDlrDoneDate=2607171206",
            world.account.sid
        )
    );
    assert!(!seen[1].names().contains(&"RawDlrDoneDate"));
    assert!(seen.iter().all(receiver::Seen::is_signed));
    assert!(seen[0].url.ends_with("/status?message=01ABC"));
    assert_eq!(sent.webhooks.len(), 3);
}

#[tokio::test]
async fn a_failure_carries_its_code_first() {
    let world = World::start().await;
    let callbacks =
        StatusCallbacks { error_code: Some(30003), ..callbacks(&world, &["sent", "undelivered"]) };
    let sid = world.twilio.send_statuses(callbacks).await.unwrap().sid;
    let seen = world.receiver.seen();
    assert!(!seen[0].names().contains(&"ErrorCode"));
    assert!(seen[1].body.starts_with("ErrorCode=30003&SmsSid="));
    assert_eq!(seen[1].field("RawDlrDoneDate").len(), 10);
    let path = format!("/2010-04-01/Accounts/{}/Messages/{sid}.json", world.account.sid);
    let resource = json(world.get(&path)).await;
    assert_eq!(
        (&resource["status"], &resource["error_code"]),
        (&"undelivered".into(), &30003.into())
    );
    assert_eq!(resource["direction"], "outbound-api");
}

#[tokio::test]
async fn whatsapp_callbacks_have_their_own_fields() {
    let world = World::start().await;
    let callbacks =
        StatusCallbacks { channel: Channel::Whatsapp, ..callbacks(&world, &["sent", "read"]) };
    let sid = world.twilio.send_statuses(callbacks).await.unwrap().sid;
    let seen = world.receiver.seen();
    assert!(!seen[0].names().contains(&"EventType"));
    let (known, install) = seen[1].body.split_once("&ChannelInstallSid=XE").unwrap();
    assert_eq!(
        known,
        format!(
            "EventType=READ&SmsSid={sid}&SmsStatus=read&MessageStatus=read\
             &ChannelToAddress=%2B1555019XXXX&To=whatsapp%3A%2B15550190001\
             &ChannelPrefix=whatsapp&MessageSid={sid}&AccountSid={}\
             &From=whatsapp%3A%2B15550100001&ApiVersion=2010-04-01",
            world.account.sid
        )
    );
    assert_eq!(install.len(), 32);
}

#[tokio::test]
async fn spaces_are_percent_encoded() {
    let world = World::start().await;
    world.twilio.send_statuses(callbacks(&world, &["odd status"])).await.unwrap();
    let seen = world.receiver.last();
    assert!(seen.body.contains("MessageStatus=odd%20status&") && seen.is_signed());
}

#[tokio::test]
async fn a_callback_waits_for_the_one_before() {
    let world = World::start().await;
    world.receiver.script([receiver::Scripted::Silence]);
    let callbacks = StatusCallbacks {
        url: world.receiver.url("/status#rt=300"),
        ..callbacks(&world, &["queued", "sent"])
    };
    let waited = Instant::now();
    let sent = world.twilio.send_statuses(callbacks).await.unwrap();
    let statuses: Vec<_> = sent.webhooks.iter().map(|answer| answer.status).collect();
    assert_eq!(statuses, [502, 200]);
    assert!(waited.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn at_once_no_callback_waits() {
    let world = World::start().await;
    world.receiver.script([receiver::Scripted::Silence]);
    let callbacks =
        StatusCallbacks { at_once: true, ..callbacks(&world, &["queued", "sent", "delivered"]) };
    let twilio = world.twilio.clone();
    let sending = tokio::spawn(async move { twilio.send_statuses(callbacks).await });
    while world.receiver.seen().len() < 3 {
        tokio::task::yield_now().await;
    }
    assert!(!sending.is_finished());
    sending.abort();
}

#[tokio::test]
async fn sids_copies_and_corruption_are_as_asked() {
    let world = World::start().await;
    let sid = "SM000000000000000000000000000000aa";
    let delivery =
        Delivery { repeat: 2, corrupt: Some(Corruption::Signature), ..Delivery::default() };
    let callbacks = StatusCallbacks {
        account: Some(world.account.sid.clone()),
        from: "+15550199999".into(),
        sid: Some(sid.into()),
        delivery,
        ..callbacks(&world, &["sent", "delivered"])
    };
    let sent = world.twilio.send_statuses(callbacks).await.unwrap();
    assert_eq!((sent.sid.as_str(), sent.webhooks.len()), (sid, 4));
    let seen = world.receiver.seen();
    assert!(seen.iter().all(|seen| !seen.is_signed() && seen.field("MessageSid") == sid));
}
