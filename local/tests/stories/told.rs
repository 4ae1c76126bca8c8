//! A text arrives, and the tenant's own server and its pages are told.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::post;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::net::TcpListener;

use crate::world::{CUSTOMER, World, until};

/// A request that the server has had: its headers, and its body as text.
type Post = (BTreeMap<String, String>, String);

/// The tenant's own server, on this machine.
#[derive(Clone, Default)]
struct Server(Arc<Mutex<Vec<Post>>>);

impl Server {
    async fn start() -> (Self, String) {
        let server = Self::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let router = Router::new().route("/hook", post(take)).with_state(server.clone());
        tokio::spawn(axum::serve(listener, router).into_future());
        (server, url)
    }

    /// The request that tells of a text.
    async fn told(&self) -> Post {
        let told = async || {
            let posts = self.0.lock().unwrap();
            posts.iter().find(|(_, body)| body.contains("message.received")).cloned()
        };
        until("the server is told", told).await
    }
}

async fn take(State(server): State<Server>, headers: HeaderMap, body: Bytes) {
    let headers = headers.iter().filter_map(|(name, value)| {
        Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
    });
    let body = String::from_utf8(body.to_vec()).unwrap();
    server.0.lock().unwrap().push((headers.collect(), body));
}

/// As Standard Webhooks says.
fn signature(secret: &str, (headers, body): &Post) -> String {
    let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    let (id, time) = (&headers["webhook-id"], &headers["webhook-timestamp"]);
    mac.update(format!("{id}.{time}.{body}").as_bytes());
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

#[tokio::test]
async fn a_text_is_told_to_the_server_and_listed() {
    let world = World::in_real_time().await;
    let (server, url) = Server::start().await;
    let wish = json!({ "url": url, "kinds": ["message.received"] });
    let webhook = world.send_json("POST", "/api/webhooks", &wish).await;
    let events = world.get("/api/events").await;
    let after = format!("/api/events?after={}", events["next"].as_str().unwrap());
    world.receive(world.text("tell them")).await;

    let post = server.told().await;
    let secret = webhook["secret"].as_str().unwrap();
    assert_eq!(post.0["webhook-signature"], signature(secret, &post));
    let told: Value = serde_json::from_str(&post.1).unwrap();
    assert_eq!(
        (&told["data"]["body"], &told["data"]["from_number"]),
        (&json!("tell them"), &json!(CUSTOMER))
    );
    assert_eq!(told["id"], post.0["webhook-id"]);
    let listed = world.get_until(&after, |page| has(page, &told)).await;
    assert!(
        listed["items"].as_array().unwrap().len() >= 3,
        "the contact and the conversation, too"
    );

    let deliveries =
        format!("/api/webhooks/{}/deliveries", webhook["endpoint_id"].as_str().unwrap());
    let delivered = |page: &Value| page["items"][0]["status"] == "delivered";
    let page = world.get_until(&deliveries, delivered).await;
    assert_eq!(page["items"][0]["event_id"], told["id"]);
    println!("told in the stack, signed, and listed as {}: {}", told["id"], absent(&world).await);
}

fn has(page: &Value, event: &Value) -> bool {
    page["items"].as_array().is_some_and(|items| items.contains(event))
}

/// What this place does not have, of what tells of events.
async fn absent(world: &World) -> String {
    let live = world.asked("GET", "/api/live", &Value::Null).await;
    match live.status {
        200 => "with a channel for pages".to_owned(),
        _ => {
            assert_eq!(live.refusal(), (404, "no_channel"));
            "without a channel for pages".to_owned()
        }
    }
}
