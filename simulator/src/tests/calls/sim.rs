//! Calls by `/sim`, as JSON.

use super::*;

async fn post(phones: &Phones, path: &str, body: &Value) -> (u16, Value) {
    let url = format!("{}{path}", phones.twilio.url());
    let response = phones.http.post(url).body(body.to_string()).send().await.unwrap();
    let status = response.status().as_u16();
    (status, serde_json::from_str(&response.text().await.unwrap()).unwrap_or(Value::Null))
}

#[tokio::test]
async fn a_call_by_http() {
    let phones =
        Phones::new(r#"<Gather action="/typed" numDigits="1"><Say>Hi</Say></Gather>"#).await;
    phones.pages.write(
        "/typed",
        r#"<Dial record="record-from-answer" action="/after">+15550200001</Dial>"#,
    );
    phones.pages.write("/after", "<Hangup/>");
    let call = json!({
        "from": PHONE,
        "to": NUMBER,
        "script": {
            "caller": [{"press": "1"}],
            "parties": {LEAD: {"answer_after": 5, "actions": [{"talk": 30}]}},
            "callbacks": {"order": "as_sent"},
        },
    });
    let (status, answer) = post(&phones, "/sim/calls", &call).await;
    assert_eq!(status, 200);
    assert_eq!(answer["heard"], json!([{"said": "Hi"}, "ringing", {"talked": 30}]));
    assert_eq!((&answer["status"], &answer["duration"]), (&json!("completed"), &json!(35)));
    assert_eq!(answer["legs"][0]["heard"], json!([{"talked": 30}]));
    assert_eq!(answer["recordings"][0]["duration"], 30);
    assert_eq!(answer.get("error"), None);
    let first = &answer["webhooks"][0];
    let sid = answer["sid"].as_str().unwrap();
    let expected = json!({"at": 0, "kind": "voice", "method": "POST", "path": "/voice",
        "call_sid": sid, "status": 200, "attempts": 1});
    assert_eq!(*first, expected);
    let kinds: Vec<_> =
        answer["webhooks"].as_array().unwrap().iter().map(|webhook| &webhook["kind"]).collect();
    assert_eq!(kinds, ["voice", "gather-action", "dial-action", "call-status"]);
    assert_eq!(json(phones.get(&format!("/sim/calls/{sid}"))).await, answer);
}

#[tokio::test]
async fn errors_are_part_of_the_answer() {
    let phones = Phones::new("<Shout/>").await;
    let (status, answer) = post(&phones, "/sim/calls", &json!({"from": PHONE, "to": NUMBER})).await;
    assert_eq!((status, &answer["error"]["code"]), (200, &json!(12200)));
    assert_eq!(answer["webhooks"][0]["error_code"], 12200);
}

#[tokio::test]
async fn impossible_calls_are_refused() {
    let phones = Phones::new("").await;
    let cases = [
        (json!({"from": PHONE, "to": "+15550100009"}), 404, "to"),
        (json!({"from": "", "to": NUMBER}), 400, "from"),
        (json!({"from": PHONE}), 400, "to"),
        (json!({"from": PHONE, "to": NUMBER, "scrip": []}), 400, "scrip"),
        (json!({"from": PHONE, "to": NUMBER, "script": {"caler": []}}), 400, "caler"),
        (json!({"from": PHONE, "to": NUMBER, "script": [{"speek": 1}]}), 400, "speek"),
    ];
    for (call, expected, name) in cases {
        let (status, answer) = post(&phones, "/sim/calls", &call).await;
        let message = answer["error"]["message"].as_str().unwrap();
        assert!(status == expected && message.contains(&format!("`{name}`")), "{status} {message}");
    }
    assert_eq!(json(phones.get("/sim/calls/CA0")).await["error"]["code"], "not_found");
    phones.twilio.set_account_status(&phones.account.sid, AccountStatus::Suspended).unwrap();
    let (status, _) = post(&phones, "/sim/calls", &json!({"from": PHONE, "to": NUMBER})).await;
    assert_eq!(status, 409);
    assert!(phones.pages.visits().is_empty());
}

#[tokio::test]
async fn parties_are_set_for_all_calls() {
    let phones = Phones::new(&format!("<Dial>{LEAD}</Dial>")).await;
    let party = json!({"address": LEAD, "behaviour": {"busy": true}});
    assert_eq!(post(&phones, "/sim/parties", &party).await.0, 204);
    assert_eq!(phones.call([]).await.legs[0].status, "busy");
    // A call's own script goes before.
    let own = phones.play(lead(Party::NoAnswer, [])).await;
    assert_eq!(own.legs[0].status, "no-answer");
    let wrong = json!({"address": LEAD, "behaviour": {"bussy": true}});
    assert_eq!(post(&phones, "/sim/parties", &wrong).await.0, 400);
    let order = json!({"order": "reversed", "repeat": 2});
    assert_eq!(post(&phones, "/sim/callbacks", &order).await.0, 204);
    assert_eq!(post(&phones, "/sim/callbacks", &json!({"order": "odd"})).await.0, 400);
}
