//! Calls of which no status callback ever comes, or only much later.

use twilio_simulator::{Callbacks, Order, Party, Step};

use super::told::record;
use super::{Clicked, Received, only_call, takes};
use crate::world::CUSTOMER;

fn lost() -> Callbacks {
    Callbacks { order: Order::Dropped, ..Callbacks::default() }
}

/// That it is over, nobody says; what became of it, the end of its dial does.
#[tokio::test]
async fn a_conversation() {
    let call = Received { phone: Some(takes(30)), callbacks: lost(), ..Received::default() };
    assert_eq!(
        call.told().await,
        [
            "caller: (ringing) (talk 30)",
            "phone: 'You have a call from 15550190001. Press 1 to take it.' ×2 (talk 30)",
            "record: in-progress, answered, talk 51; leg null taken",
        ]
    );
}

#[tokio::test]
async fn a_caller_who_gave_up() {
    let caller = vec![Step::hang_up().after(5)];
    let call =
        Received { phone: Some(Party::NoAnswer), caller, callbacks: lost(), ..Received::default() };
    assert_eq!(
        call.told().await,
        ["caller: (ringing)", "phone: nothing", "record: no-answer, missed, talk 0; leg null",]
    );
}

/// With the callback of its recording the voicemail is not there either.
#[tokio::test]
async fn a_voicemail() {
    let call = Received { caller: vec![Step::speak(9)], callbacks: lost(), ..Received::default() };
    assert_eq!(
        call.told().await,
        [
            "caller: 'Nobody is here. Please leave a message.' (beep)",
            "record: completed, missed, talk 0",
        ]
    );
}

/// Nothing else tells of its end: it rings until its callback comes, however late.
#[tokio::test]
async fn a_call_that_ended_in_the_greeting() {
    let caller = vec![Step::hang_up().after(1)];
    let call = Received { caller, callbacks: lost(), ..Received::default() };
    let (world, played) = call.played().await;
    assert_eq!(record(&only_call(&world).await), "ringing, null, talk null");
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
    assert_eq!(record(&only_call(&world).await), "completed, missed, talk 0");
}

/// What became of it, the end of its dial tells.
#[tokio::test]
async fn a_lead_who_is_busy() {
    let call = Clicked { phone: takes(90), lead: Party::Busy };
    assert_eq!(
        call.told_with(lost()).await,
        [
            "phone: 'Your call to 15550190007. Press 1 to be connected.' ×2 (ringing) 'The line is busy.'",
            "lead: nothing",
            "record: in-progress, busy, talk 0; leg null; own leg in-progress",
        ]
    );
}

/// Twilio asks for nothing in such a call, so that nothing is known of it.
#[tokio::test]
async fn an_own_phone_that_is_busy() {
    let call = Clicked { phone: Party::Busy, lead: takes(20) };
    assert_eq!(
        call.told_with(lost()).await,
        ["phone: nothing", "record: queued, null, talk null; own leg queued",]
    );
}
