//! The greeting that tenants upload.

use reqwest::Method;
use sandbox::Sandbox;
use sandbox::aws::{Fault, Service};
use serde_json::{Value, json};
use shared::media::GREETING_LIFETIME;
use shared::records::Preferences;

use crate::{answer, ask, get, request, sandbox, send};

const PATH: &str = "/api/preferences/greeting";
const PREFERENCES: &str = "/api/preferences";
const MP3: &[u8] = b"ID3\x04 hello";
const WAV: &[u8] = b"RIFF\x10\0\0\0WAVE hello";

async fn upload(sandbox: &Sandbox, content_type: &str, file: &[u8]) -> (u16, Value) {
    let put = request(sandbox, "demo", (Method::PUT, PATH)).header("content-type", content_type);
    answer(put.body(file.to_vec())).await
}

/// Uploads a file; answers its link.
async fn uploaded(sandbox: &Sandbox, file: &[u8]) -> String {
    let (status, answer) = upload(sandbox, "audio/mpeg", file).await;
    assert_eq!(status, 200, "{answer}");
    answer["greeting_url"].as_str().unwrap().to_owned()
}

/// The tenant's record has this key.
async fn key(sandbox: &Sandbox) -> Option<String> {
    let app = sandbox.app("WebsiteFunction").unwrap();
    let tenant = app.store.tenant_get(&"demo".parse().unwrap()).await.unwrap().unwrap();
    tenant.preferences.greeting_key
}

async fn status(link: &str) -> u16 {
    reqwest::get(link).await.unwrap().status().as_u16()
}

#[tokio::test]
async fn an_uploaded_greeting_has_a_link_that_plays() {
    let sandbox = sandbox().await;
    for (sent, file, stored, extension) in [
        ("audio/mpeg", MP3, "audio/mpeg", ".mp3"),
        ("Audio/X-Wav; rate=8000", WAV, "audio/wav", ".wav"),
    ] {
        let (status, answer) = upload(&sandbox, sent, file).await;
        assert_eq!(status, 200, "{answer}");
        let link = answer["greeting_url"].as_str().unwrap();
        let played = reqwest::get(link).await.unwrap();
        assert_eq!(
            (played.status().as_u16(), &played.headers()["content-type"]),
            (200, &stored.parse().unwrap())
        );
        assert_eq!(played.bytes().await.unwrap(), file);
        let key = key(&sandbox).await.unwrap();
        assert!(key.starts_with("greetings/demo/") && key.ends_with(extension), "{key}");
        assert_eq!(answer.get("greeting_key"), None);
        let shown = get(&sandbox, PREFERENCES).await;
        assert_eq!(self::status(shown["greeting_url"].as_str().unwrap()).await, 200);
    }
}

/// What `voice` plays.
#[tokio::test]
async fn a_call_gets_a_link_that_works_for_an_hour() {
    let sandbox = sandbox().await;
    uploaded(&sandbox, MP3).await;
    let app = sandbox.app("WebsiteFunction").unwrap();
    let tenant = app.store.tenant_get(&"demo".parse().unwrap()).await.unwrap().unwrap();
    let link = app.media.greeting_url(&tenant.preferences, GREETING_LIFETIME).unwrap();
    assert!(link.contains("X-Amz-Expires=3600"), "{link}");
    assert_eq!(status(&link).await, 200);
}

#[tokio::test]
async fn a_new_greeting_takes_the_place_of_the_old() {
    let sandbox = sandbox().await;
    let before = json!({ "voicemail_enabled": true });
    send(&sandbox, (Method::PUT, PREFERENCES), &before).await;
    let old = uploaded(&sandbox, MP3).await;
    let new = uploaded(&sandbox, b"ID3\x04 good evening").await;
    assert_eq!((status(&old).await, status(&new).await), (404, 200));
    assert_eq!(get(&sandbox, PREFERENCES).await["voicemail_enabled"], true, "the rest stays");
}

#[tokio::test]
async fn preferences_that_are_sent_back_keep_the_greeting() {
    let sandbox = sandbox().await;
    let link = uploaded(&sandbox, MP3).await;
    let mut shown = get(&sandbox, PREFERENCES).await;
    shown["voicemail_enabled"] = true.into();
    let (code, kept) = send(&sandbox, (Method::PUT, PREFERENCES), &shown).await;
    assert_eq!((code, &kept["voicemail_enabled"]), (200, &json!(true)));
    assert_eq!(status(kept["greeting_url"].as_str().unwrap()).await, 200);
    assert_eq!(status(&link).await, 200);
}

#[tokio::test]
async fn a_link_to_an_earlier_greeting_is_refused() {
    let sandbox = sandbox().await;
    let old = uploaded(&sandbox, MP3).await;
    uploaded(&sandbox, MP3).await;
    let (code, answer) =
        send(&sandbox, (Method::PUT, PREFERENCES), &json!({ "greeting_url": old })).await;
    assert_eq!((code, &answer["error"]["field"]), (400, &json!("greeting_url")));
    assert!(key(&sandbox).await.is_some());
}

#[tokio::test]
async fn another_tenants_link_is_refused() {
    let sandbox = sandbox().await;
    let link = uploaded(&sandbox, MP3).await;
    let body = json!({ "greeting_url": link }).to_string();
    let put = request(&sandbox, "other", (Method::PUT, PREFERENCES)).body(body);
    let (code, answer) = answer(put).await;
    assert_eq!((code, &answer["error"]["field"]), (400, &json!("greeting_url")));
}

#[tokio::test]
async fn preferences_without_a_greeting_url_remove_the_file() {
    let sandbox = sandbox().await;
    for method in [Method::PUT, Method::PATCH] {
        let link = uploaded(&sandbox, MP3).await;
        let none = json!({ "greeting_url": null });
        let (code, shown) = send(&sandbox, (method, PREFERENCES), &none).await;
        assert_eq!((code, &shown["greeting_url"]), (200, &Value::Null));
        assert_eq!((status(&link).await, key(&sandbox).await), (404, None));
    }
}

#[tokio::test]
async fn a_removed_greeting_is_gone() {
    let sandbox = sandbox().await;
    send(&sandbox, (Method::PUT, PREFERENCES), &json!({ "greeting_text": "Hi" })).await;
    let link = uploaded(&sandbox, MP3).await;
    for _ in 0..2 {
        let (code, shown) = ask(&sandbox, "demo", (Method::DELETE, PATH)).await;
        assert_eq!((code, &shown["greeting_url"]), (200, &Value::Null));
        assert_eq!(shown["greeting_text"], "Hi", "callers hear the text again");
    }
    assert_eq!((status(&link).await, key(&sandbox).await), (404, None));
}

#[tokio::test]
async fn a_tenant_without_a_record_can_upload_too() {
    let sandbox = sandbox().await;
    let put =
        request(&sandbox, "newcomer", (Method::PUT, PATH)).header("content-type", "audio/mpeg");
    let (code, shown) = answer(put.body(MP3)).await;
    assert_eq!((code, &shown["time_zone"]), (200, &json!("UTC")));
    assert_eq!(status(shown["greeting_url"].as_str().unwrap()).await, 200);
}

#[tokio::test]
async fn what_is_no_audio_is_refused() {
    let sandbox = sandbox().await;
    let largest = [MP3, &vec![0; 4 * 1024 * 1024 - MP3.len()]].concat();
    let larger = [&largest[..], b"x"].concat();
    for (content_type, file, code, field) in [
        ("audio/ogg", MP3, 415, "content-type"),
        ("application/json", b"{}", 415, "content-type"),
        ("", MP3, 415, "content-type"),
        ("audio/mpeg", WAV, 400, "body"),
        ("audio/wav", MP3, 400, "body"),
        ("audio/mpeg", b"", 400, "body"),
        ("audio/mpeg", b"<html>", 400, "body"),
        ("audio/mpeg", &larger, 413, "body"),
    ] {
        let (status, answer) = upload(&sandbox, content_type, file).await;
        let size = file.len();
        assert_eq!(
            (status, &answer["error"]["field"]),
            (code, &json!(field)),
            "{content_type} {size}"
        );
    }
    assert_eq!(key(&sandbox).await, None);
    assert_eq!(upload(&sandbox, "audio/mpeg", &largest).await.0, 200);
}

#[tokio::test]
async fn without_s3_the_old_greeting_stays() {
    let sandbox = sandbox().await;
    let link = uploaded(&sandbox, MP3).await;
    sandbox.aws.fail(Service::S3, Fault::Down);
    assert_eq!(upload(&sandbox, "audio/mpeg", MP3).await.0, 503);
    sandbox.aws.heal(Service::S3);
    assert_eq!(status(&link).await, 200);
}

/// The write is made and its answer lost: trying again must not take the new file for an old one.
#[tokio::test]
async fn a_lost_answer_costs_no_file() {
    let sandbox = sandbox().await;
    uploaded(&sandbox, MP3).await;
    sandbox.aws.fail_next(Service::DynamoDb, "UpdateItem", 1, Fault::CutAfter);
    let link = uploaded(&sandbox, b"ID3\x04 good evening").await;
    assert_eq!(status(&link).await, 200);
}

/// As when a file is uploaded while preferences are being changed.
#[tokio::test]
async fn a_change_that_saw_another_greeting_is_not_made() {
    let sandbox = sandbox().await;
    let store = sandbox.app("WebsiteFunction").unwrap().store;
    let (demo, none) = ("demo".parse().unwrap(), Preferences::default());
    let link = uploaded(&sandbox, MP3).await;
    for found in [None, Some("greetings/demo/earlier.mp3")] {
        assert!(!store.preferences_replace(&demo, &none, found).await.unwrap());
        let set = store.preferences_set_greeting(&demo, None, found).await.unwrap();
        assert_eq!(set, None);
    }
    assert_eq!(status(&link).await, 200);
    let found = key(&sandbox).await;
    assert!(store.preferences_replace(&demo, &none, found.as_deref()).await.unwrap());
}
