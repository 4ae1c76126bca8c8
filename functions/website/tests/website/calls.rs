//! The call history.

use reqwest::Method;
use serde_json::{Value, json};
use twilio::status::RecordingStatus;

use crate::scene::{CALLER, Scene, demo};
use crate::{ask, each, get, has_fields, sandbox};

#[tokio::test]
async fn a_call_has_every_field_that_websites_read() {
    let sandbox = sandbox().await;
    let call = demo(&sandbox, 1);
    call.received(Some("lead-1")).await;
    let shown = get(&sandbox, &format!("/api/calls/{}", call.call_id())).await;
    has_fields(
        &shown,
        &[
            "call_id",
            "call_sid",
            "from_number",
            "to_number",
            "direction",
            "status",
            "duration",
            "outcome",
            "talk_seconds",
            "answered_at",
            "own_leg",
            "menu_keys",
            "lead_id",
            "recording_enabled",
            "recording_sid",
            "recording_url",
            "recording_duration",
            "recording_status",
            "recordings",
            "legs",
            "has_voicemail",
            "voicemail_duration",
            "created_at",
            "updated_at",
            "ended_at",
        ],
    );
    assert_eq!((&shown["status"], &shown["from_number"]), (&json!("ringing"), &json!(CALLER)));
    assert_eq!((&shown["recordings"], &shown["legs"]), (&json!([]), &json!([])));
    assert_eq!(
        (&shown["has_voicemail"], &shown["recording_enabled"]),
        (&json!(false), &json!(false))
    );
    assert_eq!(shown["created_at"], "2023-11-14T22:13:21.000Z");
    assert_eq!(shown["details"]["CallerCity"], "Springfield");
    for hidden in ["tenant_id", "account_sid", "request_hash"] {
        assert_eq!(shown.get(hidden), None);
    }
}

#[tokio::test]
async fn a_forwarded_call_has_its_leg_and_durations() {
    let sandbox = sandbox().await;
    let call = demo(&sandbox, 1);
    call.received(None).await;
    call.forwarded().await;
    let shown = get(&sandbox, &format!("/api/calls/{}", call.call_id())).await;
    assert_eq!((&shown["status"], &shown["duration"]), (&json!("completed"), &json!(42)));
    assert_eq!(shown["ended_at"], shown["status_times"]["completed"]);
    assert_eq!(shown["dial_status"], Value::Null, "the leg has it");
    let leg = &shown["legs"][0];
    assert_eq!(leg["call_sid"], json!(call.leg_sid()));
    assert_eq!((&leg["status"], &leg["duration"]), (&json!("completed"), &json!(31)));
    assert_eq!((&leg["dial_status"], &leg["bridged"]), (&json!("completed"), &json!(true)));
    assert_eq!(leg["to_number"], "+15550190009");
    assert_eq!((&shown["outcome"], &shown["talk_seconds"]), (&json!("answered"), &json!(31)));
}

#[tokio::test]
async fn the_first_completed_recording_stands_for_the_call() {
    let sandbox = sandbox().await;
    let call = demo(&sandbox, 1);
    call.received(None).await;
    let path = format!("/api/calls/{}", call.call_id());

    call.recorded(1, RecordingStatus::Absent).await;
    let shown = get(&sandbox, &path).await;
    assert_eq!(shown["recording_sid"], json!(call.recording_sid(1)));
    assert_eq!(
        (&shown["recording_status"], &shown["recording_url"]),
        (&json!("absent"), &Value::Null)
    );

    call.recorded(2, RecordingStatus::Completed).await;
    call.recorded(3, RecordingStatus::Completed).await;
    let shown = get(&sandbox, &path).await;
    let sid = call.recording_sid(2);
    assert_eq!(shown["recording_sid"], json!(sid));
    assert_eq!(
        (&shown["recording_status"], &shown["recording_duration"], &shown["recording_enabled"]),
        (&json!("completed"), &json!(30), &json!(true))
    );
    let at_twilio = format!("https://api.twilio.com/Recordings/{sid}.mp3");
    assert_eq!(shown["recording_url"], json!(at_twilio), "until it is stored");
    let recordings = shown["recordings"].as_array().unwrap();
    let seen: Vec<_> =
        recordings.iter().map(|one| (&one["status"], &one["file"]["status"])).collect();
    let (completed, pending) = (json!("completed"), json!("pending"));
    assert_eq!(
        seen,
        [(&json!("absent"), &Value::Null), (&completed, &pending), (&completed, &pending)]
    );
    assert_eq!(recordings[1]["recording_url"], shown["recording_url"]);
}

#[tokio::test]
async fn a_voicemail_marks_its_call_unless_it_is_empty() {
    let sandbox = sandbox().await;
    for (number, duration, marked) in [(1, 12, true), (2, 1, false)] {
        let call = demo(&sandbox, number);
        call.received(None).await;
        call.voicemail(duration).await;
        let shown = get(&sandbox, &format!("/api/calls/{}", call.call_id())).await;
        assert_eq!(shown["has_voicemail"], json!(marked));
        assert_eq!(shown["voicemail_duration"], json!(duration));
        assert_eq!(shown["recordings"], json!([]), "a voicemail is no recording of the call");
    }
}

#[tokio::test]
async fn calls_come_newest_first_in_pages() {
    let sandbox = sandbox().await;
    for number in 1..=5 {
        demo(&sandbox, number).received(None).await;
    }
    let mut seen = Vec::new();
    let mut page = get(&sandbox, "/api/calls?limit=2").await;
    loop {
        seen.extend(each(&page, "call_id").into_iter().cloned());
        let Some(cursor) = page["next"].as_str() else { break };
        page = get(&sandbox, &format!("/api/calls?limit=2&cursor={cursor}")).await;
    }
    let newest_first: Vec<_> =
        (1..=5).rev().map(|one| json!(demo(&sandbox, one).call_id())).collect();
    assert_eq!(seen, newest_first);
}

#[tokio::test]
async fn a_leads_calls_are_found_in_pages_too() {
    let sandbox = sandbox().await;
    for (number, lead) in [(1, "a b&c"), (2, "lead-2"), (3, "a b&c")] {
        demo(&sandbox, number).received(Some(lead)).await;
    }
    Scene { tenant: "other", ..demo(&sandbox, 4) }.received(Some("a b&c")).await;
    let path = "/api/calls?lead_id=a%20b%26c&limit=1";
    let first = get(&sandbox, path).await;
    assert_eq!(each(&first, "call_id"), [&json!(demo(&sandbox, 3).call_id())]);
    let cursor = first["next"].as_str().unwrap();
    let second = get(&sandbox, &format!("{path}&cursor={cursor}")).await;
    assert_eq!(each(&second, "call_id"), [&json!(demo(&sandbox, 1).call_id())]);
    assert_eq!(get(&sandbox, "/api/calls?lead_id=nobody").await["items"], json!([]));
}

#[tokio::test]
async fn what_cannot_be_asked_for_is_named() {
    let sandbox = sandbox().await;
    let long = format!("lead_id={}", "x".repeat(1_025));
    for (query, field) in [
        ("lead_id=", "lead_id"),
        (&long, "lead_id"),
        ("limit=0", "limit"),
        ("cursor=e30", "cursor"),
    ] {
        let path = format!("/api/calls?{query}");
        let (status, body) = ask(&sandbox, "demo", (Method::GET, &path)).await;
        assert_eq!((status, &body["error"]["field"]), (400, &json!(field)), "{query}");
    }
}

#[tokio::test]
async fn another_tenants_call_is_not_there() {
    let sandbox = sandbox().await;
    let call = demo(&sandbox, 1);
    call.received(Some("lead-1")).await;
    for path in ["/api/calls", "/api/calls?lead_id=lead-1"] {
        let (status, page) = ask(&sandbox, "other", (Method::GET, path)).await;
        assert_eq!((status, &page["items"]), (200, &json!([])), "{path}");
    }
    for id in [call.call_id().as_str(), "CA1", "a.b"] {
        let path = format!("/api/calls/{id}");
        let (status, body) = ask(&sandbox, "other", (Method::GET, &path)).await;
        assert_eq!((status, &body["error"]["code"]), (404, &json!("not_found")), "{path}");
    }
}

/// As after a leg's callback that came before all else.
#[tokio::test]
async fn parts_of_an_unknown_call_are_no_call() {
    let sandbox = sandbox().await;
    let call = demo(&sandbox, 1);
    call.recorded(1, RecordingStatus::Completed).await;
    assert_eq!(get(&sandbox, "/api/calls").await["items"], json!([]));
    let path = format!("/api/calls/{}", call.call_id());
    assert_eq!(ask(&sandbox, "demo", (Method::GET, &path)).await.0, 404);
}
