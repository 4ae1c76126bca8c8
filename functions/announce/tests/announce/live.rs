//! What is told is on the channel, too.

use std::time::Duration;

use reqwest::Method;
use sandbox::aws::{Fault, Service};
use sandbox::{Page, Sandbox, Setup};
use serde_json::{Value, json};
use website::Website;

use crate::World;

const PATIENCE: Duration = Duration::from_secs(30);

impl World {
    async fn page(&self) -> Page {
        let (status, live) = self.ask("demo", (Method::GET, "/api/live")).await;
        assert_eq!(status, 200, "{live}");
        Page::open(&live, &self.sandbox.issuer.token("demo")).await.unwrap()
    }
}

async fn heard(page: &mut Page, count: usize) -> Vec<Value> {
    let mut events = Vec::new();
    for _ in 0..count {
        events.push(tokio::time::timeout(PATIENCE, page.event()).await.unwrap().unwrap());
    }
    events.sort_by_key(|event| event["id"].to_string());
    events
}

fn told(page: &Value) -> Vec<Value> {
    let mut events = page["items"].as_array().unwrap().clone();
    events.sort_by_key(|event| event["id"].to_string());
    events
}

#[tokio::test]
async fn the_channel_has_what_the_table_has() {
    let world = World::start().await;
    let mut page = world.page().await;
    let cursor = world.cursor().await;
    for number in 0..4 {
        world.receive(&number.to_string()).await;
    }
    let table = told(&world.after("demo", &cursor).await);
    assert_eq!(heard(&mut page, table.len()).await, table);
    let calls = world.sandbox.aws.calls();
    let posts = calls.iter().filter(|call| call.service == Service::AppSync).count();
    assert!(posts < table.len(), "{posts} requests for {} events", table.len());
}

#[tokio::test]
async fn a_channel_that_fails_for_a_moment_has_it_all_the_same() {
    let world = World::start().await;
    let mut page = world.page().await;
    let cursor = world.cursor().await;
    let busy = Fault::Refuse { status: 429, code: "TooManyRequestsException" };
    for fault in [busy, Fault::Down] {
        world.sandbox.aws.fail_next(Service::AppSync, "EventPublish", 1, fault);
    }
    world.receive("late").await;
    let table = told(&world.after("demo", &cursor).await);
    assert_eq!(heard(&mut page, table.len()).await, table);
}

/// What was published and not answered comes twice, with the same id.
#[tokio::test]
async fn a_lost_answer_does_not_lose_the_event() {
    let world = World::start().await;
    let mut page = world.page().await;
    world.receive("first").await;
    world.sandbox.drain_streams().await;
    heard(&mut page, 3).await;
    let lost = Fault::CutAfter;
    world.sandbox.aws.fail_next(Service::AppSync, "EventPublish", 1, lost);
    world.receive("second").await;
    world.sandbox.drain_streams().await;
    let events = heard(&mut page, 3).await;
    let ids: std::collections::BTreeSet<_> = events.iter().map(|it| it["id"].to_string()).collect();
    assert_eq!(ids.len(), 2, "{events:?}");
}

#[tokio::test]
async fn a_channel_that_refuses_holds_nothing_up() {
    let world = World::start().await;
    let cursor = world.cursor().await;
    let refused = Fault::Refuse { status: 403, code: "AccessDeniedException" };
    world.sandbox.aws.fail(Service::AppSync, refused);
    world.receive("not heard").await;
    let page = world.after("demo", &cursor).await;
    assert_eq!(told(&page).len(), 3, "{page}");
    world.sandbox.aws.heal(Service::AppSync);
    let mut page = world.page().await;
    world.receive("heard").await;
    world.sandbox.drain_streams().await;
    let events = heard(&mut page, 2).await;
    assert!(events.iter().any(|event| event["data"]["body"] == "heard"));
}

/// All its tries take less than the time that a batch may have.
#[tokio::test]
async fn a_channel_that_is_down_holds_up_nothing_for_long() {
    let world = World::start().await;
    let cursor = world.cursor().await;
    world.sandbox.aws.fail(Service::AppSync, Fault::Down);
    world.receive("not heard").await;
    let drained = tokio::time::timeout(Duration::from_secs(25), world.after("demo", &cursor));
    assert_eq!(told(&drained.await.expect("in time")).len(), 3);
    let calls = world.sandbox.aws.calls();
    let written = calls.iter().filter(|call| call.operation == "BatchWriteItem").count();
    assert_eq!(written, 3 + 2, "once for each table that has changed, and for its lists");
}

/// After a pause of the announcer nobody waits for it on the channel: who was there has caught up.
#[tokio::test]
async fn what_is_old_is_in_the_table_alone() {
    let world = World::start().await;
    let cursor = world.cursor().await;
    world.receive("long ago").await;
    world.pass(10 * 60);
    world.sandbox.aws.clear_calls();
    assert_eq!(told(&world.after("demo", &cursor).await).len(), 3);
    let calls = world.sandbox.aws.calls();
    assert!(calls.iter().all(|call| call.service != Service::AppSync));
}

#[tokio::test]
async fn without_a_channel_pages_are_told_so() {
    let setup = Setup::with(&[("Live", "false")]);
    let functions = vec![sandbox::api::<Website>(), sandbox::worker::<announce::Announce>()];
    let sandbox = Sandbox::with(setup, functions, axum::Router::new()).await.unwrap();
    let answer = sandbox.request("demo", Method::GET, "/api/live").send().await.unwrap();
    assert_eq!(answer.status(), 404);
    let answer: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
    assert_eq!(answer["error"]["code"], json!("no_channel"));
    let url = format!("{}/event/realtime", sandbox.url());
    assert_eq!(reqwest::get(url).await.unwrap().status(), 404);
}
