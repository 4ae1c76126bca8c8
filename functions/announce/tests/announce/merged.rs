//! Two contacts become one by a user's word.

use reqwest::Method;
use serde_json::json;

use crate::{World, event, kinds};

#[tokio::test]
async fn the_one_that_goes_and_the_one_that_stays_are_told() {
    let world = World::start().await;
    let mut ids = Vec::new();
    for number in ["+15550190003", "+15550190004"] {
        let body = json!({ "addresses": [{ "address": number }] }).to_string();
        let made = world.sandbox.request("demo", Method::POST, "/api/contacts").body(body);
        let made: serde_json::Value =
            serde_json::from_str(&made.send().await.unwrap().text().await.unwrap()).unwrap();
        ids.push(made["contact_id"].as_str().unwrap().to_owned());
    }
    let (_, page) = world.ask("demo", (Method::GET, "/api/events")).await;
    let cursor = page["next"].as_str().unwrap().to_owned();
    let made = world.after("demo", &cursor).await;
    assert_eq!(kinds(&made), ["contact.created", "contact.created"]);
    let cursor = made["next"].as_str().unwrap().to_owned();
    world.pass(120);
    let path = format!("/api/contacts/{}/merge", ids[0]);
    let body = json!({ "contact_id": ids[1] }).to_string();
    let merged = world.sandbox.request("demo", Method::POST, &path).body(body).send().await;
    assert_eq!(merged.unwrap().status(), 200);
    let page = world.after("demo", &cursor).await;
    let gone = &event(&page, "contact.deleted")["data"];
    assert_eq!((&gone["contact_id"], &gone["merged_into"]), (&json!(ids[1]), &json!(ids[0])));
    let stays = &event(&page, "contact.updated")["data"];
    assert_eq!(stays["contact_id"], ids[0]);
    assert_eq!(stays["addresses"].as_array().unwrap().len(), 2);
}
