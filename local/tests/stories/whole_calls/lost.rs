//! Calls of which no status callback ever comes, or only much later. A quarter of an hour after their
//! beginning they are looked up.

use std::time::Duration;

use serde_json::Value;
use twilio_simulator::{Party, Step};

use super::told::record;
use super::{Clicked, Received, dropped, only_call, takes};
use crate::world::{CUSTOMER, World};

/// The same call a quarter of an hour later.
async fn looked_up(world: &World) -> Value {
    world.pass(Duration::from_mins(14)).await;
    let before = only_call(world).await;
    world.sweep().await;
    assert_eq!(only_call(world).await, before, "it may well go on");
    world.pass(Duration::from_mins(1)).await;
    world.sweep().await;
    let settled = only_call(world).await;
    world.pass(Duration::from_hours(24)).await;
    world.sandbox().aws.clear_calls();
    world.sweep().await;
    let calls = world.sandbox().aws.calls();
    let other: Vec<_> = calls.iter().filter(|call| call.operation != "Query").collect();
    assert!(other.is_empty(), "nothing is left to do: {other:?}");
    settled
}

/// That it is over, nobody says; what became of it, the end of its dial does.
#[tokio::test]
async fn a_conversation() {
    let call = Received { phone: Some(takes(30)), callbacks: dropped(), ..Received::default() };
    let (world, played) = call.played().await;
    let told = record(&only_call(&world).await);
    assert_eq!(told, "in-progress, answered, talk 51; leg null taken");
    let call = looked_up(&world).await;
    assert_eq!(record(&call), "completed, answered, talk 30; leg completed taken");
    assert_eq!(call["duration"], played.duration);
    assert_eq!(call["legs"][0]["duration"], played.legs[0].duration);
    assert_ne!(call["ended_at"], call["updated_at"], "the end is Twilio's");
}

#[tokio::test]
async fn a_caller_who_gave_up() {
    let caller = vec![Step::hang_up().after(5)];
    let phone = Some(Party::NoAnswer);
    let call = Received { phone, caller, callbacks: dropped(), ..Received::default() };
    let (world, _) = call.played().await;
    assert_eq!(record(&only_call(&world).await), "no-answer, missed, talk 0; leg null");
    assert_eq!(record(&looked_up(&world).await), "no-answer, missed, talk 0; leg null");
}

/// With the callback of its recording the voicemail is not there either.
#[tokio::test]
async fn a_voicemail() {
    let caller = vec![Step::speak(9)];
    let (world, played) =
        Received { caller, callbacks: dropped(), ..Received::default() }.played().await;
    let call = only_call(&world).await;
    assert_eq!(
        (record(&call).as_str(), &call["duration"]),
        ("completed, missed, talk 0", &Value::Null)
    );
    let call = looked_up(&world).await;
    assert_eq!(record(&call), "completed, missed, talk 0");
    assert_eq!(call["duration"], played.duration, "the request after the voicemail has none");
}

/// Nothing else tells of its end: it rings until it is looked up.
#[tokio::test]
async fn a_call_that_ended_in_the_greeting() {
    let caller = vec![Step::hang_up().after(1)];
    let call = Received { caller, callbacks: dropped(), ..Received::default() };
    let (world, _) = call.played().await;
    assert_eq!(record(&only_call(&world).await), "ringing, null, talk null");
    assert_eq!(record(&looked_up(&world).await), "completed, missed, talk 0");
}

/// Or until its callback comes, however late. Then there is nothing left to look up.
#[tokio::test]
async fn a_late_callback_of_a_call_that_ended_in_the_greeting() {
    let caller = vec![Step::hang_up().after(1)];
    let call = Received { caller, callbacks: dropped(), ..Received::default() };
    let (world, played) = call.played().await;
    let late = [
        ("AccountSid", world.tenant.account_sid),
        ("CallSid", played.sid.as_str()),
        ("CallStatus", "completed"),
        ("CallDuration", "1"),
        ("Direction", "inbound"),
        ("From", CUSTOMER),
        ("To", world.tenant.numbers[0]),
    ];
    let answers = world.post("/api/twilio/call-status", &late).await;
    assert_eq!(answers[0].status, 204);
    let before = only_call(&world).await;
    assert_eq!(record(&before), "completed, missed, talk 0");
    assert_eq!(looked_up(&world).await, before);
}

/// What became of it, the end of its dial tells.
#[tokio::test]
async fn a_lead_who_is_busy() {
    let call = Clicked { phone: takes(90), lead: Party::Busy };
    let (world, _) = call.played_with(dropped()).await;
    let told = record(&only_call(&world).await);
    assert_eq!(told, "in-progress, busy, talk 0; leg null");
    assert_eq!(record(&looked_up(&world).await), "completed, busy, talk 0; leg busy");
}

/// Twilio asks for nothing in such a call, so that nothing is known of it before.
#[tokio::test]
async fn an_own_phone_that_is_busy() {
    let call = Clicked { phone: Party::Busy, lead: takes(20) };
    let (world, _) = call.played_with(dropped()).await;
    assert_eq!(record(&only_call(&world).await), "queued, null, talk null");
    assert_eq!(record(&looked_up(&world).await), "busy, own_phone_not_answered, talk 0");
}
