#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::json;

use super::*;

const NOW: i64 = 1_800_000_000_000;

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(NOW + millis)
}

/// A message of the conversation whose attempt began a minute before now.
fn ours(id: &str, body: &str) -> Message {
    let message = json!({
        "message_id": id, "tenant_id": "demo", "account_sid": format!("AC{:032}", 1),
        "thread_id": "sms.15550100001.15550190001", "direction": "outbound", "channel": "sms",
        "from_number": "+15550100001", "to_number": "+15550190001", "body": body, "num_media": 0,
        "media": [], "created_at": at(-70_000), "status": "accepted", "error_code": null,
        "error_message": null, "delivered_at": null, "updated_at": at(-60_000),
        "attempt_id": id, "attempt_at": at(-60_000), "unconfirmed": true, "sort_at": at(-60_000),
    });
    serde_json::from_value(message).unwrap()
}

fn sent(mut message: Message, sid: u32) -> Message {
    message.content.message_sid = Some(format!("SM{sid:032}").parse().unwrap());
    message
}

fn found(sid: u32, body: &str) -> FoundMessage {
    FoundMessage {
        sid: format!("SM{sid:032}").parse().unwrap(),
        status: twilio::status::MessageStatus::Sent,
        body: body.to_owned(),
        num_media: 0,
        created: at(-60_000).into(),
        error_code: None,
    }
}

fn judged(listed: &[FoundMessage], others: &[Message], body: &str) -> String {
    let message = ours("m", body);
    match judge(listed, others, &message, at(0)) {
        Verdict::It(found) => found.sid.as_str().trim_start_matches(['S', 'M', '0']).to_owned(),
        verdict => format!("{verdict:?}"),
    }
}

#[test]
fn its_text_is_known_though_twilio_stores_it_otherwise() {
    let prefix = "Sent from your Twilio trial account - ";
    for (there, body) in [
        ("hello", "hello"),
        ("hello", " hello\n"),
        (&format!("{prefix}hello"), "hello"),
        ("one\ntwo", "one\r\ntwo"),
        ("", "hello"),
        ("h3ll0", "hello"),
    ] {
        assert_eq!(judged(&[found(1, there)], &[], body), "1", "{there}");
    }
}

#[test]
fn what_belongs_to_another_message_is_not_it() {
    assert_eq!(judged(&[found(1, "hello")], &[sent(ours("o", "hello"), 1)], "hello"), "NotThere");
    assert_eq!(judged(&[found(1, "other")], &[ours("o", "other")], "hello"), "NotThere");
    assert_eq!(judged(&[found(1, "book")], &[ours("o", "book")], "ok"), "NotThere");
    assert_eq!(judged(&[], &[], "hello"), "NotThere");
}

#[test]
fn of_several_the_one_with_the_text_is_it() {
    let listed = [found(1, "other"), found(2, "say hello"), found(3, "hello")];
    assert_eq!(judged(&listed, &[], "hello"), "3");
    assert_eq!(judged(&listed[..2], &[], "hello"), "2");
}

#[test]
fn it_stays_unclear_while_it_may_be_another() {
    let mut rival = ours("o", "hello");
    assert_eq!(judged(&[found(1, "hello")], &[rival.clone()], "hello"), "1", "both are in doubt");
    rival.sending.attempt_at = Some(at(-10_000));
    assert_eq!(judged(&[found(1, "hello")], &[rival], "hello"), "Unclear");
    assert_eq!(judged(&[found(1, "")], &[ours("o", "other")], "hello"), "Unclear");
    assert_eq!(judged(&[found(1, ""), found(2, "")], &[], "hello"), "Unclear");
}

#[test]
fn a_message_for_later_is_no_rival() {
    let mut later = ours("o", "hello");
    (later.sending.attempt_at, later.sort_at) = (None, at(60_000));
    let request = json!({ "hash": "", "send_at": at(60_000), "segments": 1, "encoding": "GSM-7" });
    later.content.request = Some(serde_json::from_value(request).unwrap());
    assert_eq!(judged(&[found(1, "hello")], &[later], "hello"), "1");
}
