//! Calls to the tenant.

use serde_json::json;
use twilio_simulator::{Party, Step};

use super::{PHONE, Received, takes};

#[tokio::test]
async fn forwarded_and_taken() {
    let call = Received { phone: Some(takes(30)), ..Received::default() };
    assert_eq!(
        call.told().await,
        [
            "caller: (ringing) (talk 30)",
            "phone: 'You have a call from 15550190001. Press 1 to take it.' ×2 (talk 30)",
            "record: completed, answered, talk 30; leg completed taken",
        ]
    );
}

#[tokio::test]
async fn forwarded_and_declined() {
    let declines = Party::answering(3, [Step::press("2")]);
    let call = Received { phone: Some(declines), ..Received::default() };
    assert_eq!(
        call.told().await,
        [
            "caller: (ringing) 'Nobody is here. Please leave a message.' (beep)",
            "phone: 'You have a call from 15550190001. Press 1 to take it.' ×2",
            "record: completed, declined, talk 0; leg completed not taken",
        ]
    );
}

#[tokio::test]
async fn forwarded_into_a_carriers_mailbox() {
    let mailbox = Party::Mailbox { after: 5 };
    let call =
        Received { phone: Some(mailbox), caller: vec![Step::speak(9)], ..Received::default() };
    assert_eq!(
        call.told().await,
        [
            "caller: (ringing) 'Nobody is here. Please leave a message.' (beep)",
            "phone: 'You have a call from 15550190001. Press 1 to take it.' ×2",
            "record: completed, voicemail, talk 0; leg completed; voicemail of 9",
        ]
    );
}

#[tokio::test]
async fn rung_out_and_a_voicemail_left() {
    let caller = vec![Step::speak(9)];
    let call = Received { phone: Some(Party::NoAnswer), caller, ..Received::default() };
    assert_eq!(
        call.told().await,
        [
            "caller: (ringing) 'Nobody is here. Please leave a message.' (beep)",
            "phone: nothing",
            "record: completed, voicemail, talk 0; leg no-answer; voicemail of 9",
        ]
    );
}

#[tokio::test]
async fn the_caller_hangs_up_while_it_rings() {
    let caller = vec![Step::hang_up().after(5)];
    let call = Received { phone: Some(Party::NoAnswer), caller, ..Received::default() };
    assert_eq!(
        call.told().await,
        ["caller: (ringing)", "phone: nothing", "record: no-answer, missed, talk 0; leg canceled",]
    );
}

/// Whoever has just picked up was asked to press 1.
#[tokio::test]
async fn the_caller_hangs_up_while_the_phone_is_asked() {
    let caller = vec![Step::hang_up().after(10)];
    let call = Received { phone: Some(takes(30)), caller, ..Received::default() };
    assert_eq!(
        call.told().await,
        [
            "caller: (ringing)",
            "phone: 'You have a call from 15550190001. Press 1 to take it.'",
            "record: no-answer, missed, talk 0; leg completed",
        ]
    );
}

#[tokio::test]
async fn the_caller_hangs_up_during_the_greeting() {
    let call = Received { caller: vec![Step::hang_up().after(1)], ..Received::default() };
    assert_eq!(
        call.told().await,
        ["caller: 'Nobody is here. Please leave a message.'", "record: completed, missed, talk 0",]
    );
}

/// The clock of the functions stands still here, so the time in which the phone was asked counts as
/// talk: who is answered before it rings has no shorter time.
#[tokio::test]
async fn recorded_and_taken() {
    let preferences = json!({ "recording_enabled": true });
    let call = Received { phone: Some(takes(30)), preferences, ..Received::default() };
    assert_eq!(
        call.told().await,
        [
            "caller: 'This call may be recorded.' (ringing) (talk 30)",
            "phone: 'You have a call from 15550190001. Press 1 to take it.' ×2 (talk 30)",
            "record: completed, answered, talk 51; leg completed taken; recording completed",
        ]
    );
}

#[tokio::test]
async fn the_phone_is_busy() {
    let caller = vec![Step::speak(9)];
    let call = Received { phone: Some(Party::Busy), caller, ..Received::default() };
    assert_eq!(
        call.told().await,
        [
            "caller: (ringing) 'Nobody is here. Please leave a message.' (beep)",
            "phone: nothing",
            "record: completed, voicemail, talk 0; leg busy; voicemail of 9",
        ]
    );
}

#[tokio::test]
async fn the_phone_is_busy_and_no_voicemail_left() {
    let call = Received { phone: Some(Party::Busy), ..Received::default() };
    assert_eq!(
        call.told().await,
        [
            "caller: (ringing) 'Nobody is here. Please leave a message.' (beep)",
            "phone: nothing",
            "record: completed, busy, talk 0; leg busy",
        ]
    );
}

#[tokio::test]
async fn the_forwarding_number_does_not_exist() {
    let phone = Some(Party::Failed { sip_code: 404 });
    let call = Received { phone, caller: vec![Step::speak(9)], ..Received::default() };
    assert_eq!(
        call.told().await,
        [
            "caller: (ringing) 'Nobody is here. Please leave a message.' (beep)",
            "phone: nothing",
            "record: completed, voicemail, talk 0; leg failed; voicemail of 9",
        ]
    );
}

#[tokio::test]
async fn a_voicemail_of_a_second_is_empty() {
    let call = Received { caller: vec![Step::speak(1)], ..Received::default() };
    assert_eq!(
        call.told().await,
        [
            "caller: 'Nobody is here. Please leave a message.' (beep)",
            "record: completed, missed, talk 0; empty voicemail of 1",
        ]
    );
}

#[tokio::test]
async fn a_voicemail_ends_after_two_minutes() {
    let call = Received { caller: vec![Step::speak(200)], ..Received::default() };
    assert_eq!(
        call.told().await,
        [
            "caller: 'Nobody is here. Please leave a message.' (beep) 'Thank you. Goodbye.'",
            "record: completed, voicemail, talk 0; voicemail of 120",
        ]
    );
}

/// As above, talk begins when the phone is picked up.
#[tokio::test]
async fn a_key_of_the_menu_is_chosen_and_the_call_taken() {
    let choice = json!({ "action": "forward", "number": PHONE });
    let menu = json!({ "prompt": "For sales press 2.", "choices": { "2": choice } });
    let (preferences, caller) = (json!({ "menu": menu }), vec![Step::press("2")]);
    let call = Received { phone: Some(takes(30)), caller, preferences, ..Received::default() };
    assert_eq!(
        call.told().await,
        [
            "caller: 'For sales press 2.' (ringing) (talk 30)",
            "phone: 'You have a call from 15550190001. Press 1 to take it.' ×2 (talk 30)",
            "record: completed, answered, talk 51; leg completed taken; menu key 2",
        ]
    );
}
