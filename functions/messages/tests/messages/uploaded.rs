//! Files that are uploaded first.

use reqwest::Client;
use serde_json::{Value, json};

use crate::{CUSTOMER, Got, World};

async fn begin(world: &World, body: &Value) -> Got {
    world.request(("POST", "/api/media"), body, "demo").await
}

/// Puts a file where the answer says.
async fn put(upload: &Got, content: &'static [u8]) -> u16 {
    let mut request = Client::new().put(upload.body["upload_url"].as_str().unwrap());
    for (name, value) in upload.body["upload_headers"].as_object().unwrap() {
        request = request.header(name, value.as_str().unwrap());
    }
    request.body(content).send().await.unwrap().status().as_u16()
}

/// S3 takes a `+` for a space where a copy's source is named.
#[tokio::test]
async fn a_key_may_have_any_character_of_a_tenant() {
    let world = World::start().await;
    let media = world.app().media;
    let content = futures::stream::iter([Ok((b"png" as &[u8]).into())]);
    let (from, to) = ("uploads/user+x@example.com|=:/a.png", "mms/user+x@example.com|=:/a.png");
    media.put(from, "image/png", content).await.unwrap();
    media.copy(from, to).await.unwrap();
    assert_eq!(media.stored(to).await.unwrap().map(|stored| stored.size), Some(3));
}

#[tokio::test]
async fn an_uploaded_picture_is_part_of_the_message() {
    let world = World::start().await;
    let upload = begin(&world, &json!({ "content_type": "image/png", "size": 9 })).await;
    assert_eq!((upload.status, &upload.body["upload_method"]), (201, &json!("PUT")));
    assert_eq!(put(&upload, b"\x89PNG data").await, 200);

    let body = json!({ "to": CUSTOMER, "media_urls": [upload.body["media_url"]] });
    let sent = world.send(&body).await;
    assert_eq!(sent.status, 202, "{}", sent.body);
    let media = &sent.body["media"][0];
    assert_eq!((&media["status"], &media["size"]), (&json!("stored"), &json!(9)));
    assert_eq!(media["content_type"], "image/png");
    let link = media["url"].as_str().unwrap();
    assert!(link.contains("/mms/demo/"), "{link}");
    let file = Client::new().get(link).send().await.unwrap();
    assert_eq!(file.bytes().await.unwrap().as_ref(), b"\x89PNG data");
}

#[tokio::test]
async fn a_voice_note_keeps_its_codec() {
    let world = World::start().await;
    for written in ["audio/ogg; codecs=opus", "Audio/OGG;codecs=\"opus\""] {
        let upload = begin(&world, &json!({ "content_type": written, "size": 4 })).await;
        assert_eq!(upload.status, 201, "{written}: {}", upload.body);
        let kept = "audio/ogg; codecs=opus";
        assert_eq!(upload.body["upload_headers"]["content-type"], kept);
        assert_eq!(put(&upload, b"OggS").await, 200);
        let body = json!({ "to": CUSTOMER, "channel": "whatsapp", "media_urls": [upload.body["media_url"]] });
        let sent = world.send(&body).await;
        assert_eq!((sent.status, &sent.body["media"][0]["content_type"]), (202, &json!(kept)));
        let key = format!("mms/demo/{}_0.ogg", sent.body["message_id"].as_str().unwrap());
        let link = world.app().media.sending_link(&key);
        let served = Client::new().get(link).send().await.unwrap();
        assert_eq!(served.headers()["content-type"], kept, "as Twilio fetches it");
    }
    for (written, kept) in [("IMAGE/PNG", "image/png"), ("text/x-vcard", "text/vcard")] {
        let upload = begin(&world, &json!({ "content_type": written, "size": 3 })).await;
        assert_eq!(
            (upload.status, &upload.body["upload_headers"]["content-type"]),
            (201, &json!(kept))
        );
    }
}

#[tokio::test]
async fn what_was_not_uploaded_or_is_somebody_elses_is_not_there() {
    let world = World::start().await;
    let upload = begin(&world, &json!({ "content_type": "image/png", "size": 3 })).await;
    let body = json!({ "to": CUSTOMER, "media_urls": [upload.body["media_url"]] });
    assert_eq!(world.send(&body).await.error(), (400, "invalid_request", "media_urls"));
    assert_eq!(put(&upload, b"png").await, 200);
    let got = world.request(("POST", "/api/messages"), &body, "other").await;
    assert_eq!(got.error(), (400, "invalid_request", "media_urls"));
    assert_eq!(world.send(&body).await.status, 202);
}

/// JSON has one kind of number.
#[tokio::test]
async fn a_size_is_whole_however_it_is_written() {
    let world = World::start().await;
    let upload = begin(&world, &json!({ "content_type": "image/png", "size": 9.0 })).await;
    assert_eq!(upload.status, 201, "{upload:?}");
}

#[tokio::test]
async fn types_and_sizes_that_twilio_does_not_take_are_refused() {
    let world = World::start().await;
    for (body, field) in [
        (json!({ "content_type": "text/html", "size": 3 }), "content_type"),
        (json!({ "size": 3 }), "content_type"),
        (json!({ "content_type": "image/png" }), "size"),
        (json!({ "content_type": "image/png", "size": 0 }), "size"),
        (json!({ "content_type": "image/png", "size": 5_242_881 }), "size"),
        (json!({ "content_type": "video/mp4", "size": 512_001 }), "size"),
        (json!({ "content_type": "image/png", "size": 3, "name": "x" }), "name"),
    ] {
        assert_eq!(begin(&world, &body).await.error(), (400, "invalid_request", field), "{body}");
    }
}

#[tokio::test]
async fn files_that_are_too_large_together_are_refused() {
    let world = World::start().await;
    let mut urls = Vec::new();
    let half: &'static [u8] = vec![1; 3 * 1024 * 1024].leak();
    for _ in 0..2 {
        let upload =
            begin(&world, &json!({ "content_type": "image/jpeg", "size": half.len() })).await;
        assert_eq!(put(&upload, half).await, 200);
        urls.push(upload.body["media_url"].clone());
    }
    let got = world.send(&json!({ "to": CUSTOMER, "media_urls": urls })).await;
    assert_eq!(got.error(), (400, "invalid_request", "media_urls"));
}
