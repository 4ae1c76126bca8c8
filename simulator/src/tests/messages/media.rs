//! Pictures that messages carry.

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;

use super::*;

/// Serves a picture, an empty one, one that is too large for MMS, a page and a film.
async fn pictures() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let root = format!("http://{}", listener.local_addr().unwrap());
    let png = || [(CONTENT_TYPE, "image/png")];
    let app = Router::new()
        .route("/a.png", get(move || async move { (png(), "picture") }))
        .route("/empty.png", get(move || async move { (png(), "") }))
        .route("/page.png", get(|| async { ([(CONTENT_TYPE, "text/html; charset=utf-8")], "404") }))
        .route("/film.mov", get(|| async { ([(CONTENT_TYPE, "video/quicktime")], "film") }))
        .route("/large.png", get(move || async move { (png(), vec![0; 5 * 1024 * 1024 + 1]) }));
    tokio::spawn(axum::serve(listener, app).into_future());
    root
}

#[tokio::test]
async fn pictures_are_fetched_and_kept() {
    let world = World::start().await;
    let url = format!("{}/a.png?signed=1", pictures().await);
    let media = [("MediaUrl", url.as_str()), ("MediaUrl", &url), ("Body", "")];
    let sent = world.send(&media).await;
    let sid = sent["sid"].as_str().unwrap();
    assert!(sid.starts_with("MM"));
    assert_eq!((&sent["num_media"], &sent["num_segments"]), (&json!("2"), &json!("2")));
    world.twilio.settled().await;
    assert_eq!(world.told().last().unwrap(), "delivered");
    let list = json(world.get(sent["subresource_uris"]["media"].as_str().unwrap())).await;
    assert_eq!(list["media_list"].as_array().unwrap().len(), 2);
    assert_eq!(list["media_list"][0]["content_type"], "image/png");

    let phone = json(world.http.get(format!("{}/sim/messages", world.twilio.url()))).await;
    let media = &phone["items"][0]["media"][1];
    assert_eq!((&media["content_type"], &media["size"]), (&json!("image/png"), &json!(7)));
    let picture = world.http.get(media["url"].as_str().unwrap()).send().await.unwrap();
    assert_eq!(picture.bytes().await.unwrap(), "picture");
}

#[tokio::test]
async fn what_cannot_be_fetched_fails_the_message() {
    let world = World::start().await;
    let root = pictures().await;
    for path in ["/missing.png", "/large.png"] {
        let (good, bad) = (format!("{root}/a.png"), format!("{root}{path}"));
        let message = world.deliver(&[("MediaUrl", &good), ("MediaUrl", &bad)]).await;
        assert_eq!((&message["status"], &message["error_code"]), (&json!("failed"), &json!(11751)));
        assert_eq!(message["date_sent"], Value::Null);
        let media = message["subresource_uris"]["media"].as_str().unwrap();
        assert_eq!(json(world.get(media)).await["media_list"], json!([]));
    }
    assert_eq!(world.told(), ["queued", "failed", "queued", "failed"]);
    assert_eq!(world.receiver.last().field("ErrorCode"), "11751");
}

#[tokio::test]
async fn nobody_there_is_a_failure_too() {
    let world = World::start().await;
    let message = world.deliver(&[("MediaUrl", "http://127.0.0.1:1/a.png")]).await;
    assert_eq!((&message["status"], &message["error_code"]), (&json!("failed"), &json!(11751)));
}

/// Status and code of a message with the file at this path, on WhatsApp.
async fn on_whatsapp(world: &World, url: &str) -> (Value, Value) {
    let (to, from) = (format!("whatsapp:{PHONE}"), format!("whatsapp:{NUMBER}"));
    let message = world.deliver(&[("To", &to), ("From", &from), ("MediaUrl", url)]).await;
    (message["status"].clone(), message["error_code"].clone())
}

#[tokio::test]
async fn a_page_in_place_of_a_picture_is_no_media() {
    let world = World::start().await;
    let page = format!("{}/page.png", pictures().await);
    let message = world.deliver(&[("MediaUrl", &page)]).await;
    assert_eq!((&message["status"], &message["error_code"]), (&json!("failed"), &json!(12300)));
}

#[tokio::test]
async fn whatsapp_has_types_sizes_and_codes_of_its_own() {
    let world = World::start().await;
    world.writes_on_whatsapp(PHONE).await;
    let root = pictures().await;
    for (path, code) in [
        ("/a.png", Value::Null),
        // Within 16 MB.
        ("/large.png", Value::Null),
        ("/missing.png", json!(63019)),
        ("/empty.png", json!(63019)),
        ("/film.mov", json!(63021)),
        ("/page.png", json!(63021)),
    ] {
        let status = if code.is_null() { "delivered" } else { "failed" };
        let found = on_whatsapp(&world, &format!("{root}{path}")).await;
        assert_eq!(found, (json!(status), code), "{path}");
    }
    let nobody = on_whatsapp(&world, "http://127.0.0.1:1/a.png").await;
    assert_eq!(nobody, (json!("failed"), json!(63019)));
}
