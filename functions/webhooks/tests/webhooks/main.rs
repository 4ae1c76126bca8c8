//! The endpoints of a tenant's own server, over HTTP. That they are told is tested with `deliver`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use reqwest::Method;
use sandbox::{Sandbox, Setup};
use serde_json::{Value, json};
use webhooks::Webhooks;

const LIST: &str = "/api/webhooks";

async fn start() -> Sandbox {
    let functions = vec![sandbox::api::<Webhooks>()];
    Sandbox::with(Setup::default(), functions, axum::Router::new()).await.unwrap()
}

async fn ask(sandbox: &Sandbox, (method, path): (Method, &str), body: &Value) -> (u16, Value) {
    let request = sandbox.request("demo", method, path).body(body.to_string());
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    (status, serde_json::from_str(&response.text().await.unwrap()).unwrap())
}

async fn create(sandbox: &Sandbox, body: &Value) -> Value {
    let (status, created) = ask(sandbox, (Method::POST, LIST), body).await;
    assert_eq!(status, 201, "{created}");
    created
}

fn path(endpoint: &Value) -> String {
    format!("{LIST}/{}", endpoint["endpoint_id"].as_str().unwrap())
}

#[tokio::test]
async fn an_endpoint_is_made_shown_changed_and_deleted() {
    let sandbox = start().await;
    let wish = json!({
        "url": "https://www.example.com/hooks?x=1",
        "kinds": ["call.ended", "message.received", "call.ended"],
        "description": "CRM",
    });
    let made = create(&sandbox, &wish).await;
    assert_eq!(made["kinds"], json!(["message.received", "call.ended"]));
    assert!(made["secret"].as_str().unwrap().starts_with("whsec_"));
    let (_, shown) = ask(&sandbox, (Method::GET, &path(&made)), &Value::Null).await;
    let mut expected = made.clone();
    expected.as_object_mut().unwrap().remove("secret");
    assert_eq!(shown, expected, "the secret is shown once");
    let (_, list) = ask(&sandbox, (Method::GET, LIST), &Value::Null).await;
    assert_eq!(list["items"], json!([shown]));
    let change = json!({ "kinds": [], "description": null, "enabled": false });
    let (status, changed) = ask(&sandbox, (Method::PATCH, &path(&made)), &change).await;
    assert_eq!((status, &changed["url"]), (200, &made["url"]), "what is not named stays");
    assert_eq!((&changed["kinds"], &changed["description"]), (&json!([]), &Value::Null));
    assert_eq!(changed["disabled_reason"], "by_tenant");
    let (status, gone) = ask(&sandbox, (Method::DELETE, &path(&made)), &Value::Null).await;
    assert_eq!((status, &gone["deleted"]), (200, &json!(true)));
    for method in [Method::GET, Method::DELETE] {
        assert_eq!(ask(&sandbox, (method, &path(&made)), &Value::Null).await.0, 404);
    }
    let change = json!({ "enabled": true });
    assert_eq!(ask(&sandbox, (Method::PATCH, &path(&made)), &change).await.0, 404);
}

#[tokio::test]
async fn the_secret_is_kept_encrypted_for_its_endpoint_alone() {
    let sandbox = start().await;
    let [one, other] =
        ["https://one.example.com", "https://other.example.com"].map(|url| json!({ "url": url }));
    let (one, other) = (create(&sandbox, &one).await, create(&sandbox, &other).await);
    let records = sandbox.records("EndpointsTable").await.unwrap();
    let secret = one["secret"].as_str().unwrap();
    assert!(records.iter().all(|record| !record.to_string().contains(&secret[6..])));
    let app = sandbox.app("DeliverFunction").unwrap();
    let id = |endpoint: &Value| endpoint["endpoint_id"].as_str().unwrap().parse().unwrap();
    let demo = "demo".parse().unwrap();
    let stored = app.store.endpoint_get(&demo, &id(&one)).await.unwrap().unwrap().secret;
    let open = app.secrets.decrypt_signing(&id(&one), &stored).await.unwrap();
    assert_eq!(open.reveal(), secret);
    assert!(app.secrets.decrypt_signing(&id(&other), &stored).await.is_err());
}

#[tokio::test]
async fn what_is_wrong_is_named() {
    let sandbox = start().await;
    let good = "https://www.example.com/hooks";
    let endpoint = create(&sandbox, &json!({ "url": good })).await;
    let (make, change) = ((Method::POST, LIST), path(&endpoint));
    for (body, field) in [
        (json!({}), "url"),
        (json!({ "url": 7 }), "url"),
        (json!({ "url": "www.example.com" }), "url"),
        (json!({ "url": "http://www.example.com/hooks" }), "url"),
        (json!({ "url": "https://10.0.0.7/hooks" }), "url"),
        (json!({ "url": "https://169.254.169.254/latest/meta-data" }), "url"),
        (json!({ "url": "https://db.internal/hooks" }), "url"),
        (json!({ "url": "https://user:pass@www.example.com/" }), "url"),
        (json!({ "url": format!("https://www.example.com/{}", "x".repeat(2_048)) }), "url"),
        // Each letter is kept as six characters.
        (json!({ "url": format!("https://www.example.com/{}", "ä".repeat(400)) }), "url"),
        (json!({ "url": good, "kinds": "message.received" }), "kinds"),
        (json!({ "url": good, "kinds": ["message.sent"] }), "kinds"),
        (json!({ "url": good, "description": "x".repeat(257) }), "description"),
        (json!({ "url": good, "secret": "whsec_x" }), "secret"),
    ] {
        let (status, answer) = ask(&sandbox, make.clone(), &body).await;
        assert_eq!((status, &answer["error"]["field"]), (400, &json!(field)), "{body}: {answer}");
    }
    let (now, replay) = (shared::app::Clock::System.now(), format!("{change}/replay"));
    for (body, field) in [
        (json!({ "to": now }), "from"),
        (json!({ "from": "yesterday", "to": now }), "from"),
        (json!({ "from": "2020-01-01T00:00:00Z", "to": now }), "from"),
        (json!({ "from": now }), "to"),
        (json!({ "from": now, "to": "2020-01-01T00:00:00Z" }), "to"),
    ] {
        let (status, answer) = ask(&sandbox, (Method::POST, &replay), &body).await;
        assert_eq!((status, &answer["error"]["field"]), (400, &json!(field)), "{body}: {answer}");
    }
    for (query, field) in
        [("limit=0", "limit"), ("cursor=x", "cursor"), ("status=lost", "status"), ("to=1", "to")]
    {
        let path = format!("{change}/deliveries?{query}");
        let (status, answer) = ask(&sandbox, (Method::GET, &path), &Value::Null).await;
        assert_eq!((status, &answer["error"]["field"]), (400, &json!(field)), "{query}");
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_change_is_named() {
    let sandbox = start().await;
    let endpoint = create(&sandbox, &json!({ "url": "https://www.example.com/hooks" })).await;
    let change = path(&endpoint);
    for (body, field) in [
        (json!({}), "body"),
        (json!({ "url": "https://localhost.localdomain/" }), "url"),
        (json!({ "enabled": "yes" }), "enabled"),
        (json!({ "url": null }), "url"),
        (json!({ "url": null, "description": "CRM" }), "url"),
        (json!({ "kinds": null }), "kinds"),
        (json!({ "enabled": null }), "enabled"),
    ] {
        let (status, answer) = ask(&sandbox, (Method::PATCH, &change), &body).await;
        assert_eq!((status, &answer["error"]["field"]), (400, &json!(field)), "{body}: {answer}");
    }
}

#[tokio::test]
async fn ten_are_the_most_also_when_they_are_made_at_once() {
    let sandbox = start().await;
    let body = json!({ "url": "https://www.example.com/hooks" });
    let wishes = (0..12).map(|_| ask(&sandbox, (Method::POST, LIST), &body));
    let answers = futures::future::join_all(wishes).await;
    let count = |wanted| answers.iter().filter(|(status, _)| *status == wanted).count();
    assert_eq!((count(201), count(409)), (10, 2), "{answers:?}");
    let (status, answer) = ask(&sandbox, (Method::POST, LIST), &body).await;
    assert_eq!((status, &answer["error"]["code"]), (409, &json!("too_many_webhooks")));
    let (_, list) = ask(&sandbox, (Method::GET, LIST), &Value::Null).await;
    assert_eq!(list["items"].as_array().unwrap().len(), 10);
    // Two at once for the one that is left.
    for _ in 0..5 {
        let (_, list) = ask(&sandbox, (Method::GET, LIST), &Value::Null).await;
        let one = path(&list["items"][0]);
        assert_eq!(ask(&sandbox, (Method::DELETE, &one), &Value::Null).await.0, 200);
        let wish = || ask(&sandbox, (Method::POST, LIST), &body);
        let ((one, _), (other, _)) = futures::future::join(wish(), wish()).await;
        assert_eq!((one.min(other), one.max(other)), (201, 409));
    }
}

#[tokio::test]
async fn one_replay_at_a_time() {
    let sandbox = start().await;
    let endpoint = create(&sandbox, &json!({ "url": "https://www.example.com/hooks" })).await;
    let (replay, now) = (format!("{}/replay", path(&endpoint)), shared::app::Clock::System.now());
    let span = json!({ "from": now, "to": now });
    assert_eq!(ask(&sandbox, (Method::POST, &replay), &span).await.0, 202);
    let (status, answer) = ask(&sandbox, (Method::POST, &replay), &span).await;
    assert_eq!((status, &answer["error"]["code"]), (409, &json!("replay_under_way")));
}

#[tokio::test]
async fn deliveries_come_in_pages() {
    let sandbox = start().await;
    let endpoint = create(&sandbox, &json!({ "url": "https://www.example.com/hooks" })).await;
    let mut asked = Vec::new();
    for _ in 0..5 {
        let test = format!("{}/test", path(&endpoint));
        let (status, answer) = ask(&sandbox, (Method::POST, &test), &Value::Null).await;
        assert_eq!(status, 202);
        asked.insert(0, answer["event_id"].clone());
        // Two of one millisecond have no order.
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    for query in ["", "&status=pending"] {
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let path = format!("{}/deliveries?limit=2{query}{cursor}", path(&endpoint));
            let (_, page) = ask(&sandbox, (Method::GET, &path), &Value::Null).await;
            let items = page["items"].as_array().unwrap();
            seen.extend(items.iter().map(|item| item["event_id"].clone()));
            let Some(next) = page["next"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(seen, asked, "newest first");
    }
    let path = format!("{}/deliveries?status=delivered", path(&endpoint));
    let (_, page) = ask(&sandbox, (Method::GET, &path), &Value::Null).await;
    assert_eq!(page["items"], json!([]));
}
