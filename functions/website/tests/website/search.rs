//! Messages by their words, people by parts of names and numbers.

use reqwest::Method;
use sandbox::Sandbox;
use serde_json::{Value, json};

use crate::{ask, each, get, receive, sandbox, send};

const ADA: &str = "+15550190001";
const BOB: &str = "+15550190002";

async fn bodies(sandbox: &Sandbox, query: &str) -> Vec<String> {
    let page = get(sandbox, &format!("/api/search/messages?{query}")).await;
    let bodies = each(&page, "message").into_iter().map(|message| message["body"].clone());
    bodies.map(|body| body.as_str().unwrap().to_owned()).collect()
}

async fn numbers(sandbox: &Sandbox, query: &str) -> Vec<String> {
    let page = get(sandbox, &format!("/api/contacts?q={query}")).await;
    let people = page["items"].as_array().unwrap().iter();
    people.map(|one| one["addresses"][0]["address"].as_str().unwrap().to_owned()).collect()
}

async fn call_somebody(sandbox: &Sandbox, number: &str, name: &str) {
    let page = get(sandbox, &format!("/api/contacts?number={}", number.replace('+', "%2B"))).await;
    let path = format!("/api/contacts/{}", page["items"][0]["contact_id"].as_str().unwrap());
    let (status, _) = send(sandbox, (Method::PATCH, &path), &json!({ "name": name })).await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn messages_are_found_by_their_words() {
    let sandbox = sandbox().await;
    receive(&sandbox, ADA, "The café opens at nine").await;
    receive(&sandbox, BOB, "Is the CAFE open? Nine or ten?").await;
    receive(&sandbox, ADA, "invoice 2024-0815").await;
    sandbox.drain_streams().await;
    let (first, second) = ("The café opens at nine", "Is the CAFE open? Nine or ten?");
    for (query, expected) in [
        ("q=cafe", vec![second, first]),
        ("q=Caf%C3%A9%20nine", vec![second, first]),
        ("q=cafe%20ten", vec![second]),
        ("q=ten%20cafe%20invoice", vec![]),
        ("q=0815", vec!["invoice 2024-0815"]),
        ("q=open", vec![second]),
        ("q=cafe&number=%2B15550190001", vec![first]),
        ("q=cafe&direction=outbound", vec![]),
        ("q=cafe&channel=sms&limit=1", vec![second]),
        ("q=cafe&channel=whatsapp", vec![]),
        ("q=cafe&created_before=2020-01-01T00:00:00Z", vec![]),
        ("q=cafe&created_after=2020-01-01T00:00:00Z", vec![second, first]),
        ("q=nothing", vec![]),
    ] {
        assert_eq!(bodies(&sandbox, query).await, expected, "{query}");
    }
    let page = get(&sandbox, "/api/search/messages?q=cafe&limit=1").await;
    assert_eq!(page["items"][0]["contact"]["name"], Value::Null);
    let next = page["next"].as_str().unwrap();
    assert_eq!(bodies(&sandbox, &format!("q=cafe&limit=1&cursor={next}")).await, [first]);
    let theirs = (Method::GET, "/api/search/messages?q=cafe");
    let (status, none) = ask(&sandbox, "other", theirs).await;
    assert_eq!((status, &none["items"]), (200, &json!([])));
    for (query, field) in [("", "q"), ("q=", "q"), ("q=%21", "q"), ("q=a", "q"), ("q=ab&x=1", "x")]
    {
        let path = format!("/api/search/messages?{query}");
        let (status, refused) = ask(&sandbox, "demo", (Method::GET, &path)).await;
        assert_eq!((status, &refused["error"]["field"]), (400, &json!(field)), "{query}");
    }
}

#[tokio::test]
async fn people_are_found_by_any_part() {
    let sandbox = sandbox().await;
    receive(&sandbox, ADA, "hello").await;
    receive(&sandbox, BOB, "hello").await;
    call_somebody(&sandbox, ADA, "Ana Banána").await;
    call_somebody(&sandbox, BOB, "Anna O'Neil").await;
    sandbox.drain_streams().await;
    for (query, expected) in [
        ("an", vec![ADA, BOB]),
        ("nan", vec![ADA]),
        ("banana%20ana", vec![ADA]),
        ("oneil", vec![BOB]),
        ("90002", vec![BOB]),
        ("%2B1%20555%20019-0001", vec![ADA]),
        ("0155501", vec![ADA, BOB]),
        ("zoe", vec![]),
    ] {
        let mut found = numbers(&sandbox, query).await;
        found.sort();
        assert_eq!(found, expected, "{query}");
    }
    call_somebody(&sandbox, ADA, "李明 Flat 12/34").await;
    sandbox.drain_streams().await;
    for query in ["%E6%9D%8E", "%E6%9D%8E%E6%98%8E", "12%2F34", "flat"] {
        assert_eq!(numbers(&sandbox, query).await, [ADA], "{query}");
    }
    call_somebody(&sandbox, BOB, "Zoe").await;
    sandbox.drain_streams().await;
    assert_eq!(numbers(&sandbox, "zoe").await, [BOB]);
    assert_eq!(numbers(&sandbox, "oneil").await, Vec::<String>::new(), "the old name");
    let (status, none) = ask(&sandbox, "other", (Method::GET, "/api/contacts?q=ana")).await;
    assert_eq!((status, &none["items"]), (200, &json!([])));
    for query in ["q=a", "q=", "q=0", "q=ana&lead_id=x"] {
        let path = format!("/api/contacts?{query}");
        let (status, refused) = ask(&sandbox, "demo", (Method::GET, &path)).await;
        assert_eq!((status, &refused["error"]["field"]), (400, &json!("q")), "{query}");
    }
}

#[tokio::test]
async fn pages_of_people_have_each_once() {
    let sandbox = sandbox().await;
    for number in 10..30 {
        let number = format!("+155501900{number}");
        receive(&sandbox, &number, "hello").await;
    }
    sandbox.drain_streams().await;
    let (mut found, mut path) = (Vec::new(), "/api/contacts?q=55&limit=3".to_owned());
    loop {
        let page = get(&sandbox, &path).await;
        found.extend(each(&page, "contact_id").into_iter().map(ToString::to_string));
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/api/contacts?q=55&limit=3&cursor={next}");
    }
    let all = found.len();
    found.sort();
    found.dedup();
    assert_eq!((all, found.len()), (20, 20));
}

/// A query of the index, a read of what it names.
#[tokio::test]
async fn a_page_costs_two_calls() {
    let sandbox = sandbox().await;
    for number in 0..30 {
        receive(&sandbox, ADA, &format!("hello number {number}")).await;
    }
    sandbox.drain_streams().await;
    for path in ["/api/search/messages?q=hello%20number", "/api/contacts?q=5550"] {
        sandbox.aws.clear_calls();
        get(&sandbox, path).await;
        assert_eq!(sandbox.aws.calls().len(), 2, "{path}");
    }
}
