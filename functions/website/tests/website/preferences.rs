//! Preferences, and what is refused of them.

use reqwest::Method;
use sandbox::demo::DEMO;
use serde_json::{Value, json};

use crate::{answer, ask, get, has_fields, request, sandbox, send};

const PATH: &str = "/api/preferences";

fn all() -> Value {
    json!({
        "call_forwarding_enabled": true,
        "call_forwarding_number": "+15550190009",
        "forwarding_timeout": 30,
        "voicemail_enabled": true,
        "voicemail_transcription_enabled": false,
        "greeting_text": "Hello </Say><Dial>+15550190099</Dial>",
        "greeting_url": null,
        "recording_enabled": true,
        "recording_notice_enabled": false,
        "menu": {
            "prompt": "Press a key",
            "choices": { "1": { "action": "forward", "number": "+15550190002" } }
        },
        "time_zone": "America/New_York",
        "voice": "Polly.Mia",
        "language": "es-MX",
    })
}

#[tokio::test]
async fn a_tenant_starts_with_the_defaults() {
    let sandbox = sandbox().await;
    let shown = get(&sandbox, PATH).await;
    has_fields(
        &shown,
        &[
            "call_forwarding_enabled",
            "call_forwarding_number",
            "voicemail_enabled",
            "greeting_text",
            "greeting_url",
            "recording_enabled",
            "time_zone",
            "voice",
            "language",
        ],
    );
    assert_eq!(
        (&shown["call_forwarding_enabled"], &shown["time_zone"]),
        (&json!(false), &json!("UTC"))
    );
    assert_eq!(shown.get("greeting_key"), None);
    let (status, newcomer) = ask(&sandbox, "newcomer", (Method::GET, PATH)).await;
    assert_eq!((status, newcomer), (200, shown), "also one without a record");
}

#[tokio::test]
async fn what_is_put_is_what_is_got() {
    let sandbox = sandbox().await;
    let (status, answer) = send(&sandbox, (Method::PUT, PATH), &all()).await;
    assert_eq!((status, &answer), (200, &all()));
    assert_eq!(get(&sandbox, PATH).await, all());
    assert_eq!(send(&sandbox, (Method::PUT, PATH), &answer).await, (200, all()), "as it came");

    let (_, answer) =
        send(&sandbox, (Method::PUT, PATH), &json!({ "voicemail_enabled": true })).await;
    assert_eq!(
        (&answer["forwarding_timeout"], &answer["greeting_text"]),
        (&json!(20), &Value::Null)
    );
    assert_eq!(get(&sandbox, PATH).await, answer, "what was left out has its default");
}

#[tokio::test]
async fn a_patch_changes_what_it_says_and_leaves_the_rest() {
    let sandbox = sandbox().await;
    let patch = async |body: Value| send(&sandbox, (Method::PATCH, PATH), &body).await;
    let (status, shown) = patch(json!({ "voicemail_enabled": true })).await;
    assert_eq!((status, &shown["voicemail_enabled"]), (200, &json!(true)), "without a record too");
    send(&sandbox, (Method::PUT, PATH), &all()).await;
    let mut expected = all();
    expected["greeting_text"] = json!("Hello");
    expected["menu"] = Value::Null;
    let changes = json!({ "greeting_text": "Hello", "menu": null });
    assert_eq!(patch(changes).await, (200, expected.clone()));
    assert_eq!(get(&sandbox, PATH).await, expected);

    let all_at_once = [
        json!({ "forwarding_timeout": 45 }),
        json!({ "time_zone": "Europe/Berlin" }),
        json!({ "recording_enabled": false }),
    ];
    let answers = futures::future::join_all(all_at_once.map(patch)).await;
    assert!(answers.iter().all(|(status, _)| *status == 200), "{answers:?}");
    let shown = get(&sandbox, PATH).await;
    let now = [&shown["forwarding_timeout"], &shown["time_zone"], &shown["recording_enabled"]];
    assert_eq!(now, [&json!(45), &json!("Europe/Berlin"), &json!(false)]);

    for (body, field) in [
        (json!({}), "body"),
        (json!([]), "body"),
        (json!({ "call_forwarding_number": null }), "call_forwarding_number"),
        (json!({ "forwarding_timeout": 4 }), "forwarding_timeout"),
        (json!({ "colour": "red" }), "colour"),
    ] {
        let (status, answer) = patch(body).await;
        assert_eq!((status, &answer["error"]["field"]), (400, &json!(field)));
    }
}

#[tokio::test]
async fn a_voice_says_its_language_and_a_language_has_a_voice() {
    let sandbox = sandbox().await;
    let spoken = |shown: &Value| (shown["language"].clone(), shown["voice"].clone());
    let shown = get(&sandbox, PATH).await;
    assert_eq!(spoken(&shown), (json!("en-US"), json!("Polly.Joanna")));
    for method in [Method::PUT, Method::PATCH] {
        for (body, language, voice) in [
            (json!({ "language": "de-DE" }), "de-DE", "Polly.Vicki"),
            (json!({ "voice": "Polly.Laura-Neural" }), "nl-NL", "Polly.Laura-Neural"),
            (json!({ "language": "it-IT", "voice": "Polly.Giorgio" }), "it-IT", "Polly.Giorgio"),
            (json!({ "language": null }), "en-US", "Polly.Joanna"),
            (json!({ "language": "fr-CA", "voice": null }), "fr-CA", "Polly.Chantal"),
            (json!({ "voice": null }), "en-US", "Polly.Joanna"),
        ] {
            let (status, shown) = send(&sandbox, (method.clone(), PATH), &body).await;
            assert_eq!(status, 200, "{method} {body}: {shown}");
            assert_eq!(spoken(&shown), (json!(language), json!(voice)), "{method} {body}");
            assert_eq!(get(&sandbox, PATH).await, shown);
        }
        let both = json!({ "language": "de-DE", "voice": "Polly.Joanna" });
        let (status, answer) = send(&sandbox, (method, PATH), &both).await;
        assert_eq!((status, &answer["error"]["field"]), (400, &json!("voice")));
    }
    send(&sandbox, (Method::PATCH, PATH), &json!({ "language": "pt-BR" })).await;
    let (_, shown) =
        send(&sandbox, (Method::PATCH, PATH), &json!({ "voicemail_enabled": true })).await;
    assert_eq!(spoken(&shown), (json!("pt-BR"), json!("Polly.Camila")), "others leave it");
}

#[tokio::test]
async fn the_rest_of_the_tenant_stays_as_it_is() {
    let sandbox = sandbox().await;
    send(&sandbox, (Method::PUT, PATH), &all()).await;
    let records = sandbox.records("TenantsTable").await.unwrap();
    let demo = records.iter().find(|record| record["tenant_id"] == "demo").unwrap();
    assert_eq!(demo["account_sid"], DEMO.account_sid);
    assert_eq!(demo["primary_number"], DEMO.numbers[0]);
}

#[tokio::test]
async fn a_tenant_without_a_record_gets_one() {
    let sandbox = sandbox().await;
    let put = request(&sandbox, "newcomer", (Method::PUT, PATH)).body(all().to_string());
    assert_eq!(answer(put).await, (200, all()));
    assert_eq!(ask(&sandbox, "newcomer", (Method::GET, PATH)).await, (200, all()));
    assert_eq!(get(&sandbox, PATH).await["voicemail_enabled"], false, "others have theirs");
}

#[tokio::test]
async fn each_preference_that_would_not_work_is_named() {
    let sandbox = sandbox().await;
    let forward = |number: &str| json!({ "prompt": "Hi", "choices": { "1": { "action": "forward", "number": number } } });
    for (field, value) in [
        ("call_forwarding_enabled", json!("yes")),
        ("call_forwarding_number", json!("5550190001")),
        ("call_forwarding_number", json!(DEMO.numbers[0])),
        ("call_forwarding_number", json!(DEMO.numbers[1])),
        ("forwarding_timeout", json!(4)),
        ("forwarding_timeout", json!(61)),
        ("voicemail_enabled", json!(1)),
        ("voicemail_transcription_enabled", json!("")),
        ("greeting_text", json!("é".repeat(4_001))),
        ("greeting_url", json!("http://cdn.example.com/a.mp3")),
        ("greeting_url", json!("https://127.0.0.1/a.mp3")),
        ("recording_enabled", json!([])),
        ("recording_notice_enabled", json!(0)),
        ("menu", forward(DEMO.numbers[1])),
        ("menu", json!({ "prompt": "", "choices": {} })),
        ("time_zone", json!("Mars; drop table")),
        ("voice", json!("Polly.Nobody")),
        ("voice", json!("alice")),
        ("language", json!("sv-SE")),
        ("language", json!("es")),
        ("call_forwarding_numbr", json!("+15550190009")),
        ("greeting_key", json!("greetings/other/1.mp3")),
        ("tenant_id", json!("other")),
    ] {
        let (status, answer) = send(&sandbox, (Method::PUT, PATH), &json!({ field: value })).await;
        assert_eq!((status, &answer["error"]["field"]), (400, &json!(field)), "{value}");
        assert_eq!(answer["error"]["code"], "invalid_request");
    }
    let (status, answer) =
        send(&sandbox, (Method::PUT, PATH), &json!({ "call_forwarding_enabled": true })).await;
    assert_eq!((status, &answer["error"]["field"]), (400, &json!("call_forwarding_number")));
    let text = request(&sandbox, "demo", (Method::PUT, PATH)).body("call_forwarding_enabled=1");
    let (status, answer) = crate::answer(text).await;
    assert_eq!((status, &answer["error"]["field"]), (400, &json!("body")));
    assert_eq!(get(&sandbox, PATH).await["greeting_text"], Value::Null, "nothing was kept");
}

#[tokio::test]
async fn a_greeting_of_4000_characters_is_taken() {
    let sandbox = sandbox().await;
    let greeting = json!({ "greeting_text": "é".repeat(4_000) });
    assert_eq!(send(&sandbox, (Method::PUT, PATH), &greeting).await.0, 200);
}
