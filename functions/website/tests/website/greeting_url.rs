//! The greeting that tenants name by a URL: it is fetched when it is saved.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{Response, StatusCode, Uri};
use reqwest::Method;
use sandbox::{Sandbox, Setup};
use serde_json::{Value, json};
use website::Website;

use crate::{get, send};

const PATH: &str = "/api/preferences";
const MP3: &[u8] = b"ID3\x04 hello";
const LARGEST: usize = 4 * 1024 * 1024;

/// A sandbox, and a server of ours where its Twilio would be: all else on loopback is closed.
struct World {
    sandbox: Sandbox,
    root: String,
    asked: Arc<AtomicUsize>,
}

impl World {
    async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let root = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        let app = Router::new().fallback(async move |uri: Uri| {
            count.fetch_add(1, Ordering::SeqCst);
            served(&uri)
        });
        tokio::spawn(axum::serve(listener, app).into_future());
        let setup = Setup { twilio_api: Some(root.clone()), ..Setup::default() };
        let sandbox =
            Sandbox::with(setup, vec![sandbox::api::<Website>()], Router::new()).await.unwrap();
        Self { sandbox, root, asked }
    }

    /// Saves this as the greeting's URL.
    async fn save(&self, method: Method, path: &str) -> (u16, Value) {
        let url = format!("{}{path}", self.root);
        send(&self.sandbox, (method, PATH), &json!({ "greeting_url": url })).await
    }
}

/// Status and type of a path such as `/200/audio/mpeg`; the rest is told by its query.
fn served(uri: &Uri) -> Response<Body> {
    let mut parts = uri.path().trim_start_matches('/').splitn(2, '/');
    let status: u16 = parts.next().unwrap().parse().unwrap();
    let builder = Response::builder().status(StatusCode::from_u16(status).unwrap());
    let builder = builder.header(CONTENT_TYPE, parts.next().unwrap_or_default());
    let (what, value) = uri.query().unwrap_or_default().split_once('=').unwrap_or_default();
    match what {
        "to" => builder.header(LOCATION, value).body(Body::empty()),
        "size" => builder.body(Body::from([MP3, &vec![0; value.parse().unwrap()]].concat())),
        "text" => builder.body(Body::from(value.to_owned())),
        _ => builder.body(Body::from(MP3)),
    }
    .unwrap()
}

#[tokio::test]
async fn the_audio_is_copied_and_kept() {
    let world = World::start().await;
    for (method, path) in [
        (Method::PUT, "/200/audio/mpeg"),
        (Method::PATCH, "/200/Application/Octet-Stream;x=y"),
        (Method::PUT, "/302/?to=/307/?to=/200/audio/mp3"),
        (Method::PATCH, &format!("/200/audio/mpeg?size={}", LARGEST - MP3.len())),
    ] {
        let before = get(&world.sandbox, PATH).await["greeting_url"].clone();
        let (status, shown) = world.save(method, path).await;
        assert_eq!(status, 200, "{path}: {shown}");
        let link = shown["greeting_url"].as_str().unwrap();
        assert!(!link.starts_with(&world.root), "{link}");
        let played = reqwest::get(link).await.unwrap();
        assert_eq!(played.headers()["content-type"], "audio/mpeg");
        assert!(played.bytes().await.unwrap().starts_with(MP3));
        if let Some(before) = before.as_str() {
            assert_eq!(reqwest::get(before).await.unwrap().status(), 404, "the one before is gone");
        }
    }
    let asked = world.asked.load(Ordering::SeqCst);
    let shown = get(&world.sandbox, PATH).await;
    let changed = json!({ "voicemail_enabled": true });
    assert_eq!(send(&world.sandbox, (Method::PUT, PATH), &shown).await.0, 200, "as it came");
    assert_eq!(send(&world.sandbox, (Method::PATCH, PATH), &changed).await.0, 200);
    assert_eq!(world.asked.load(Ordering::SeqCst), asked, "it is not fetched again");
    assert!(get(&world.sandbox, PATH).await["greeting_url"].is_string());
}

#[tokio::test]
async fn whatever_callers_would_not_hear_is_refused_in_words() {
    let world = World::start().await;
    world.save(Method::PUT, "/200/audio/mpeg").await;
    let (over, far) = (LARGEST - MP3.len() + 1, "it leads to what is no https URL");
    for (path, message) in [
        ("/404/audio/mpeg", "its server answered 404"),
        ("/206/audio/mpeg", "its server answered 206"),
        ("/503/", "its server answered 503"),
        ("/302/", "its server answered 302"),
        ("/200/text/html", "its type is text/html, and not audio/mpeg or audio/wav"),
        ("/200/audio/mpeg?text=%3Chtml%3E", "its content is neither an MP3 nor a WAV file"),
        ("/200/audio/ogg?text=OggS", "its content is neither an MP3 nor a WAV file"),
        (&format!("/200/audio/mpeg?size={over}"), "it is larger than 4 MiB"),
        ("/301/?to=/301/?to=/301/?to=/301/?to=/200/audio/mpeg", "it redirects more than 3 times"),
        ("/302/?to=https://10.0.0.1/a.mp3", far),
        ("/302/?to=http://127.0.0.1:9/a.mp3", far),
        ("/307/?to=https://169.254.169.254/latest/meta-data", far),
        ("/307/?to=http://cdn.example.com/a.mp3", far),
        ("/302/?to=file:///etc/passwd", far),
    ] {
        for method in [Method::PUT, Method::PATCH] {
            let (status, answer) = world.save(method, path).await;
            let error = &answer["error"];
            assert_eq!((status, &error["field"]), (400, &json!("greeting_url")), "{path}");
            let expected = format!("greeting_url cannot be played: {message}");
            let said = error["message"].as_str().unwrap();
            assert!(said.starts_with(&expected), "{path}: {said}");
        }
    }
    let kept = get(&world.sandbox, PATH).await;
    let played = reqwest::get(kept["greeting_url"].as_str().unwrap()).await.unwrap();
    assert_eq!(played.status(), 200, "the greeting before is still there");
}

#[tokio::test]
async fn what_nobody_answers_for_is_refused() {
    let world = World::start().await;
    // The simulated Twilio's port is another one here.
    let closed = format!("{}/a.mp3", world.sandbox.twilio.url());
    let private = "https://localhost.localdomain/a.mp3".to_owned();
    let unknown = "https://nobody.example/a.mp3".to_owned();
    for url in [closed, private, unknown] {
        let body = json!({ "greeting_url": url });
        let (status, answer) = send(&world.sandbox, (Method::PUT, PATH), &body).await;
        assert_eq!((status, &answer["error"]["field"]), (400, &json!("greeting_url")), "{url}");
    }
    assert_eq!(world.asked.load(Ordering::SeqCst), 0);
}

/// Nothing is fetched for preferences that are refused all the same.
#[tokio::test]
async fn all_else_is_looked_at_first() {
    let world = World::start().await;
    let url = format!("{}/200/audio/mpeg", world.root);
    let body = json!({ "greeting_url": url, "forwarding_timeout": 4 });
    let (status, answer) = send(&world.sandbox, (Method::PUT, PATH), &body).await;
    assert_eq!((status, &answer["error"]["field"]), (400, &json!("forwarding_timeout")));
    assert_eq!(world.asked.load(Ordering::SeqCst), 0);
}
