//! The inbox.

use reqwest::Method;
use serde_json::{Value, json};

use crate::scene::{CALLER, Scene, demo};
use crate::{ask, each, get, has_fields, sandbox, send};

fn path(voicemail: &Scene<'_>) -> String {
    format!("/api/voicemails/{}", voicemail.recording_sid(9))
}

#[tokio::test]
async fn a_voicemail_has_every_field_that_websites_read() {
    let sandbox = sandbox().await;
    let call = demo(&sandbox, 1);
    call.voicemail(12).await;
    let shown = get(&sandbox, &path(&call)).await;
    has_fields(
        &shown,
        &[
            "recording_sid",
            "call_id",
            "call_sid",
            "from_number",
            "to_number",
            "duration",
            "recording_url",
            "status",
            "transcription",
            "created_at",
            "listened_at",
        ],
    );
    assert_eq!((&shown["from_number"], &shown["duration"]), (&json!(CALLER), &json!(12)));
    assert_eq!((&shown["status"], &shown["empty"]), (&json!("new"), &json!(false)));
    assert_eq!(shown["call_id"], json!(call.call_id()));
    let at_twilio = format!("https://api.twilio.com/Recordings/{}.mp3", call.recording_sid(9));
    assert_eq!(shown["recording_url"], json!(at_twilio), "until it is stored");
    assert_eq!(shown["transcription_status"], Value::Null);

    call.transcribed("call me back").await;
    let shown = get(&sandbox, &path(&call)).await;
    assert_eq!(shown["transcription"], "call me back");
    assert_eq!(shown["transcription_status"], "completed");
}

#[tokio::test]
async fn a_voicemail_of_a_second_is_marked_as_empty() {
    let sandbox = sandbox().await;
    let call = demo(&sandbox, 1);
    call.voicemail(1).await;
    assert_eq!(get(&sandbox, &path(&call)).await["empty"], true);
}

#[tokio::test]
async fn a_transcription_alone_is_no_voicemail() {
    let sandbox = sandbox().await;
    let call = demo(&sandbox, 1);
    call.transcribed("too early").await;
    for (method, body) in
        [(Method::GET, json!({})), (Method::PATCH, json!({ "status": "listened" }))]
    {
        assert_eq!(send(&sandbox, (method, &path(&call)), &body).await.0, 404);
    }
    assert_eq!(get(&sandbox, "/api/voicemails").await["items"], json!([]));
}

#[tokio::test]
async fn a_mark_moves_a_voicemail_from_list_to_list() {
    let sandbox = sandbox().await;
    for number in 1..=3 {
        demo(&sandbox, number).voicemail(12).await;
    }
    let [one, two, three] = [1, 2, 3].map(|number| demo(&sandbox, number));
    for (call, status) in [(&one, "listened"), (&two, "archived")] {
        let (code, shown) =
            send(&sandbox, (Method::PATCH, &path(call)), &json!({ "status": status })).await;
        assert_eq!((code, &shown["status"]), (200, &json!(status)));
    }
    for (query, expected) in [
        ("?status=new", vec![&three]),
        ("?status=listened", vec![&one]),
        ("?status=archived", vec![&two]),
        ("", vec![&three, &two, &one]),
    ] {
        let page = get(&sandbox, &format!("/api/voicemails{query}")).await;
        let expected: Vec<_> = expected.iter().map(|call| json!(call.recording_sid(9))).collect();
        assert_eq!(each(&page, "recording_sid"), expected.iter().collect::<Vec<_>>(), "{query}");
    }
}

#[tokio::test]
async fn when_it_was_first_heard_is_kept() {
    let sandbox = sandbox().await;
    let call = demo(&sandbox, 1);
    call.voicemail(12).await;
    let mark = async |status: &str| {
        let body = json!({ "status": status });
        let (code, shown) = send(&sandbox, (Method::PATCH, &path(&call)), &body).await;
        assert_eq!((code, &shown["status"]), (200, &json!(status)));
        shown["listened_at"].clone()
    };
    assert_eq!(mark("archived").await, Value::Null, "put away unheard");
    assert_eq!(mark("new").await, Value::Null);
    let heard = mark("listened").await;
    assert!(heard.is_string());
    for status in ["new", "listened", "archived"] {
        assert_eq!(mark(status).await, heard);
    }
    assert_eq!(get(&sandbox, &path(&call)).await["listened_at"], heard);
}

#[tokio::test]
async fn voicemails_of_a_status_come_in_pages() {
    let sandbox = sandbox().await;
    for number in 1..=3 {
        demo(&sandbox, number).voicemail(12).await;
    }
    for list in ["/api/voicemails?limit=2", "/api/voicemails?status=new&limit=2"] {
        let first = get(&sandbox, list).await;
        let newest = [3, 2].map(|number| json!(demo(&sandbox, number).recording_sid(9)));
        assert_eq!(each(&first, "recording_sid"), newest.iter().collect::<Vec<_>>());
        let cursor = first["next"].as_str().unwrap();
        let second = get(&sandbox, &format!("{list}&cursor={cursor}")).await;
        let oldest = json!(demo(&sandbox, 1).recording_sid(9));
        assert_eq!(
            (each(&second, "recording_sid"), &second["next"]),
            (vec![&oldest], &Value::Null)
        );
    }
}

#[tokio::test]
async fn a_mark_that_means_nothing_changes_nothing() {
    let sandbox = sandbox().await;
    let call = demo(&sandbox, 1);
    call.voicemail(12).await;
    for (body, field) in [
        (json!({ "status": "deleted" }), "status"),
        (json!({ "status": 1 }), "status"),
        (json!({}), "status"),
        (json!({ "status": "archived", "tenant_id": "other" }), "tenant_id"),
        (json!(["archived"]), "body"),
    ] {
        let (status, answer) = send(&sandbox, (Method::PATCH, &path(&call)), &body).await;
        assert_eq!((status, &answer["error"]["field"]), (400, &json!(field)), "{body}");
    }
    let (status, answer) = ask(&sandbox, "demo", (Method::PATCH, &path(&call))).await;
    assert_eq!((status, &answer["error"]["field"]), (400, &json!("body")), "no JSON");
    let (status, answer) = ask(&sandbox, "demo", (Method::GET, "/api/voicemails?status=old")).await;
    assert_eq!((status, &answer["error"]["field"]), (400, &json!("status")));
    assert_eq!(get(&sandbox, &path(&call)).await["status"], "new");
}

#[tokio::test]
async fn another_tenants_voicemail_is_not_there() {
    let sandbox = sandbox().await;
    let call = Scene { tenant: "other", ..demo(&sandbox, 1) };
    call.voicemail(12).await;
    let archived = json!({ "status": "archived" });
    for method in [Method::GET, Method::PATCH] {
        let (status, body) = send(&sandbox, (method, &path(&call)), &archived).await;
        assert_eq!((status, &body["error"]["code"]), (404, &json!("not_found")));
    }
    for list in ["/api/voicemails", "/api/voicemails?status=new"] {
        assert_eq!(get(&sandbox, list).await["items"], json!([]));
    }
    let (_, shown) = ask(&sandbox, "other", (Method::GET, &path(&call))).await;
    assert_eq!(shown["status"], "new");
    assert_eq!(ask(&sandbox, "demo", (Method::GET, "/api/voicemails/RE1")).await.0, 404);
}

#[tokio::test]
async fn a_voicemail_has_name_and_reference_of_who_left_it() {
    let sandbox = sandbox().await;
    let call = demo(&sandbox, 1);
    call.voicemail(12).await;
    assert_eq!(get(&sandbox, &path(&call)).await["lead_id"], Value::Null);
    crate::receive(&sandbox, CALLER, "hello").await;
    let contact = get(&sandbox, &path(&call)).await["contact_id"].clone();
    let of_contact = format!("/api/contacts/{}", contact.as_str().unwrap());
    let (status, _) =
        send(&sandbox, (Method::PATCH, &of_contact), &json!({ "lead_id": "crm-1", "name": "Ada" }))
            .await;
    assert_eq!(status, 200);
    assert_eq!(get(&sandbox, &path(&call)).await["lead_id"], "crm-1");
    for query in ["", "?lead_id=crm-1", "?created_before=9999-12-31T23:59:59.999Z"] {
        let page = get(&sandbox, &format!("/api/voicemails{query}")).await;
        assert_eq!(each(&page, "lead_id"), ["crm-1"], "{query}");
        assert_eq!(each(&page, "contact_name"), ["Ada"], "{query}");
    }
    let heard = json!({ "status": "listened" });
    let (_, marked) = send(&sandbox, (Method::PATCH, &path(&call)), &heard).await;
    assert_eq!((&marked["lead_id"], &marked["contact_name"]), (&json!("crm-1"), &json!("Ada")));
}
