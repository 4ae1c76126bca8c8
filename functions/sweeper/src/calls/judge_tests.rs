use shared::records::{CallContent, CallRequest};
use twilio::form::Details;
use twilio::sid::CallSid;

use super::*;

/// Friday, 15 January 2027, 08:00:00 UTC.
const AT: i64 = 1_800_000_000_000;

fn call(id: &str, seconds: i64, sid: Option<&str>) -> Call {
    let connect = Some("+15550190009".parse().unwrap());
    Call::begun(CallContent {
        call_id: id.parse().unwrap(),
        call_sid: sid.map(self::sid),
        tenant_id: "demo".parse().unwrap(),
        account_sid: format!("AC{}", "0".repeat(32)).parse().unwrap(),
        direction: Direction::Outbound,
        from_number: "+15550100001".to_owned(),
        to_number: "+15550190007".to_owned(),
        lead_id: None,
        recording_enabled: None,
        request: CallRequest { connect, ..CallRequest::default() },
        details: Details::default(),
        created_at: Timestamp::from_millis(AT + seconds * 1_000),
    })
}

fn sid(last: &str) -> CallSid {
    format!("CA{last:0>32}").parse().unwrap()
}

fn found(last: &str, seconds: i64) -> FoundCall {
    let of_day = 8 * 3_600 + seconds;
    let (hour, minute, second) = (of_day / 3_600, of_day / 60 % 60, of_day % 60);
    let listed = serde_json::json!({
        "sid": sid(last), "status": "queued", "from": "+15550100001", "to": "+15550190009",
        "direction": "outbound-api", "end_time": null, "duration": null,
        "date_created": format!("Fri, 15 Jan 2027 {hour:02}:{minute:02}:{second:02} +0000"),
    });
    serde_json::from_value(listed).unwrap()
}

#[test]
fn the_only_one_of_its_time_is_it() {
    let lost = call("lost", 0, None);
    let listed = [found("1", 0)];
    assert_eq!(judge(&listed, std::slice::from_ref(&lost), &lost), Verdict::It(&listed[0]));
}

#[test]
fn one_of_another_time_is_not() {
    let lost = call("lost", 0, None);
    assert_eq!(judge(&[found("1", -6), found("2", 18)], &[], &lost), Verdict::NotThere);
}

#[test]
fn one_that_another_record_has_is_not() {
    let lost = call("lost", 0, None);
    let ours = [call("other", 3, Some("1")), lost.clone()];
    let listed = [found("1", 3), found("2", 5)];
    assert_eq!(judge(&listed[..1], &ours, &lost), Verdict::NotThere);
    assert_eq!(judge(&listed, &ours, &lost), Verdict::It(&listed[1]));
}

#[test]
fn it_may_be_another_lost_one_of_the_same_time() {
    let (lost, listed) = (call("lost", 0, None), [found("1", 4)]);
    assert_eq!(judge(&listed, &[call("other", 5, None)], &lost), Verdict::Unclear);
    assert_eq!(judge(&listed, &[call("other", 60, None)], &lost), Verdict::It(&listed[0]));
    let mut elsewhere = call("other", 5, None);
    elsewhere.content.request.connect = None;
    assert_eq!(judge(&listed, &[elsewhere], &lost), Verdict::It(&listed[0]));
}

#[test]
fn two_that_nobody_knows_are_unclear() {
    let lost = call("lost", 0, None);
    assert_eq!(judge(&[found("1", 1), found("2", 2)], &[], &lost), Verdict::Unclear);
}
