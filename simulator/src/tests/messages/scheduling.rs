//! Messaging Services, and messages for later.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use super::*;

/// A Tuesday, 17:07:30 UTC.
const NOW: i64 = 1_787_072_850_000;
const LATER: Pairs<'_> = &[
    ("MessagingServiceSid", SERVICE),
    ("ScheduleType", "fixed"),
    ("SendAt", "2026-08-18T18:00:00Z"),
    ("From", ""),
];

async fn world() -> (World, Arc<AtomicI64>) {
    let millis = Arc::new(AtomicI64::new(NOW));
    let addr = "127.0.0.1:0".parse().unwrap();
    let options =
        Options { addr, data: None, clock: Clock::Manual(Arc::clone(&millis)), hosts: Vec::new() };
    let world = World::start().await.at(Twilio::start(options).await.unwrap());
    world.twilio.create_account(demo_account()).unwrap();
    world.reconfigure(|number| number.messaging_service_sid = Some(SERVICE.into()));
    (world, millis)
}

#[tokio::test]
async fn a_service_chooses_the_sender() {
    let (world, _) = world().await;
    let sent = world.send(&[("MessagingServiceSid", SERVICE), ("From", "")]).await;
    assert_eq!((&sent["status"], &sent["from"]), (&json!("accepted"), &json!(NUMBER)));
    world.twilio.settled().await;
    assert_eq!(world.told(), ["accepted", "queued", "sending", "sent", "delivered"]);
    assert_eq!(world.receiver.last().field("MessagingServiceSid"), SERVICE);
    let unknown = "MG00000000000000000000000000000009";
    let other = world.sending(&[("MessagingServiceSid", unknown), ("From", "")]);
    assert_eq!(refusal(other).await, (400, 21701));
}

#[tokio::test]
async fn a_scheduled_message_waits_for_its_time() {
    let (world, millis) = world().await;
    let sent = world.send(LATER).await;
    assert_eq!(sent["status"], "scheduled");
    world.twilio.settled().await;
    let path = world.message(sent["sid"].as_str().unwrap());
    assert_eq!(json(world.get(&path)).await["status"], "scheduled");
    millis.store(NOW + 3_600_000, Ordering::SeqCst);
    world.twilio.settled().await;
    let told = world.told();
    assert_eq!(told, ["scheduled", "accepted", "queued", "sending", "sent", "delivered"]);
    let sent = &json(world.get(&path)).await["date_sent"];
    assert_eq!(sent, "Tue, 18 Aug 2026 18:07:30 +0000");
}

#[tokio::test]
async fn a_scheduled_message_can_be_cancelled() {
    let (world, millis) = world().await;
    let path = world.message(world.send(LATER).await["sid"].as_str().unwrap());
    let canceled = json(world.post(&path, &[("Status", "canceled")])).await;
    assert_eq!(canceled["status"], "canceled");
    world.twilio.settled().await;
    millis.store(NOW + 3_600_000, Ordering::SeqCst);
    world.twilio.settled().await;
    assert_eq!(world.told(), ["scheduled", "canceled"]);
}

#[tokio::test]
async fn only_a_service_schedules_and_not_too_soon() {
    let (world, _) = world().await;
    let at = |time: &'static str| {
        let fixed = ("ScheduleType", "fixed");
        [("MessagingServiceSid", SERVICE), fixed, ("SendAt", time)]
    };
    let cases: [(Pairs<'_>, u64); 6] = [
        (&LATER[1..3], 35118),
        (&LATER[..2], 35114),
        (&[LATER[0], LATER[2]], 35114),
        (&at("tomorrow"), 35114),
        (&at("2026-08-18T17:22:29Z"), 35114),
        (&at("2026-09-22T17:07:31Z"), 35114),
    ];
    for (form, code) in cases {
        assert_eq!(refusal(world.sending(form)).await, (400, code), "{form:?}");
    }
    world.send(&at("2026-08-18T17:22:30Z")).await;
    world.send(&at("2026-09-22T17:07:30Z")).await;
}
