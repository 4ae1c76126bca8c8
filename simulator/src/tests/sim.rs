//! The `/sim` requests, as JSON.

use serde_json::{Value, json};

use super::*;

#[tokio::test]
async fn a_message_by_http() {
    let world = World::start().await;
    let body = json!({
        "from": PHONE, "to": NUMBER, "body": "hi", "channel": "sms",
        "media": [{"content_type": "image/png", "base64": "iVBORw=="}],
        "delivery": {"repeat": 2},
    });
    let (status, answer) = world.post_json("/sim/messages", &body.to_string()).await;
    assert_eq!(status, 200);
    assert!(answer["sid"].as_str().unwrap().starts_with("MM"));
    assert_eq!(answer["media"].as_array().unwrap().len(), 1);
    let webhook = json!({"status": 200, "body": "<Response/>", "attempts": 1});
    assert_eq!(answer["webhook"], webhook);
    assert_eq!(answer["webhooks"], json!([webhook, webhook]));

    let plain = json!({"from": PHONE, "to": NUMBER, "body": "hi"});
    let (_, answer) = world.post_json("/sim/messages", &plain.to_string()).await;
    let keys: Vec<_> = answer.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["sid", "webhook"]);
}

#[tokio::test]
async fn statuses_by_http() {
    let world = World::start().await;
    let body = json!({
        "from": NUMBER, "to": PHONE, "url": world.receiver.url("/status"),
        "statuses": ["sent", "failed"], "error_code": 30007, "at_once": true,
    });
    let (status, answer) = world.post_json("/sim/statuses", &body.to_string()).await;
    assert_eq!((status, answer["webhooks"].as_array().unwrap().len()), (200, 2));
    assert_eq!(world.receiver.seen().len(), 2);
}

#[tokio::test]
async fn what_exists_is_listed_without_secrets() {
    let world = World::start().await;
    let accounts = json(world.get("/sim/accounts")).await;
    assert_eq!(accounts["items"][0]["sid"], world.account.sid);
    assert!(!accounts.to_string().contains(TOKEN));
    let numbers = json(world.get("/sim/numbers")).await;
    assert_eq!(numbers["items"][0]["phone_number"], NUMBER);
}

async fn refusal(world: &World, path: &str, body: Value) -> (u16, Value, String) {
    let (status, answer) = world.post_json(path, &body.to_string()).await;
    let error = &answer["error"];
    (status, error["field"].clone(), error["message"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn an_unknown_number_is_named() {
    let world = World::start().await;
    let message = json!({"from": PHONE, "to": "+15550100009"});
    let (status, field, text) = refusal(&world, "/sim/messages", message).await;
    assert_eq!((status, field), (404, json!("to")));
    assert!(text.contains("`to`") && text.contains("+15550100009"), "{text}");

    let url = world.receiver.url("/");
    let callback = json!({"from": PHONE, "to": PHONE, "url": url, "statuses": ["sent"]});
    let (status, field, text) = refusal(&world, "/sim/statuses", callback.clone()).await;
    assert_eq!((status, field), (404, json!("from")));
    assert!(text.contains(PHONE));
    let mut other = callback;
    other["account"] = json!("AC9");
    assert_eq!(refusal(&world, "/sim/statuses", other).await.1, json!("account"));
    assert!(world.receiver.seen().is_empty());
}

#[tokio::test]
async fn unknown_fields_are_named() {
    let world = World::start().await;
    let base = || json!({"from": PHONE, "to": NUMBER});
    let with = |key: &str, value: Value| {
        let mut message = base();
        message[key] = value;
        message
    };
    let cases = [
        (with("boddy", json!("x")), "boddy"),
        (with("delivery", json!({"repat": 2})), "repat"),
        (with("delivery", json!({"corrupt": "everything"})), "everything"),
        (with("media", json!([{"content_type": "a/b", "bytes": ""}])), "bytes"),
        (json!({"from": PHONE}), "to"),
    ];
    for (message, name) in cases {
        let (status, _, text) = refusal(&world, "/sim/messages", message).await;
        assert!(status == 400 && text.contains(&format!("`{name}`")), "{status} {text}");
    }
    let callback = json!({"from": NUMBER, "to": PHONE, "url": "x", "statuses": [], "state": 1});
    let (status, _, text) = refusal(&world, "/sim/statuses", callback).await;
    assert!(status == 400 && text.contains("`state`"), "{text}");
    assert!(world.receiver.seen().is_empty());
}

#[tokio::test]
async fn impossible_messages_are_refused() {
    let world = World::start().await;
    let media = |media: Value| json!({"from": PHONE, "to": NUMBER, "media": [media]});
    let cases = [
        (media(json!({"content_type": "a/b"})), "media"),
        (media(json!({"content_type": "a/b", "base64": "", "size": 1})), "media"),
        (media(json!({"content_type": "a/b", "base64": "%"})), "media"),
        (media(json!({"base64": "AA=="})), "media"),
        (json!({"from": "", "to": NUMBER}), "from"),
        (json!({"from": PHONE, "to": NUMBER, "body": "x".repeat(1_601)}), "body"),
    ];
    for (message, name) in cases {
        let (status, field, text) = refusal(&world, "/sim/messages", message).await;
        assert_eq!((status, field), (400, json!(name)), "{text}");
    }
    let callback = json!({"from": NUMBER, "to": PHONE, "url": "/status", "statuses": ["sent"]});
    assert_eq!(refusal(&world, "/sim/statuses", callback).await.1, json!("url"));
    assert!(world.receiver.seen().is_empty());
}

#[tokio::test]
async fn what_was_set_is_shown() {
    let world = World::start().await;
    let shown = async |path: &str| json(world.get(path)).await["items"].clone();
    for path in ["/sim/phones", "/sim/parties", "/sim/faults"] {
        assert_eq!(shown(path).await, json!([]), "{path}");
    }
    let phone = json!({"number": PHONE, "outcome": "undelivered", "error_code": 30005});
    let party = json!({"address": PHONE, "behaviour": {"live": true}});
    let fault = json!({"on": "messages", "method": "POST", "fault": {"slow": 50}, "times": 2,
        "skip": 0});
    for (path, set) in [("/sim/phones", phone), ("/sim/parties", party), ("/sim/faults", fault)] {
        assert_eq!(world.tell(path, &set).await, 204, "{path}");
        assert_eq!(shown(path).await, json!([set]), "{path}");
    }
    let order = json!({"order": "shuffled", "repeat": 2, "seed": 7,
        "messages": {"order": "reversed", "repeat": 0, "seed": 0}});
    assert_eq!(world.tell("/sim/callbacks", &order).await, 204);
    assert_eq!(json(world.get("/sim/callbacks")).await, order);
}
