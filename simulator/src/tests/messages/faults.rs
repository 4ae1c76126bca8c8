//! What can go wrong with requests of the REST API: what is done then, and what is not.

use std::time::{Duration, Instant};

use super::*;

fn count(world: &World) -> usize {
    world.twilio.sent_messages(&world.account.sid).unwrap().len()
}

#[tokio::test]
async fn refused_and_nothing_done() {
    let world = World::start().await;
    world.twilio.fail_next(Resource::Messages, RestFault::TooManyRequests);
    world.twilio.fail_next(Resource::Messages, RestFault::ServerError);
    assert_eq!(refusal(world.sending(&[])).await, (429, 20429));
    assert_eq!(refusal(world.sending(&[])).await, (500, 20500));
    assert_eq!(count(&world), 0);
    world.send(&[]).await;
    assert_eq!(count(&world), 1);
}

#[tokio::test]
async fn done_and_refused_all_the_same() {
    let world = World::start().await;
    world.twilio.fail_next(Resource::Messages, RestFault::ServerErrorAfter);
    assert_eq!(refusal(world.sending(&[])).await, (500, 20500));
    world.twilio.settled().await;
    assert_eq!(world.told().last().unwrap(), "delivered");
    assert_eq!(count(&world), 1);
}

#[tokio::test]
async fn a_cut_connection_tells_nothing_of_what_was_done() {
    let world = World::start().await;
    world.twilio.fail_next(Resource::Messages, RestFault::CutBefore);
    assert!(world.sending(&[]).send().await.unwrap_err().is_request());
    assert_eq!(count(&world), 0);
    world.twilio.fail_next(Resource::Messages, RestFault::CutAfter);
    assert!(world.sending(&[]).send().await.unwrap_err().is_request());
    assert_eq!(count(&world), 1);
    world.twilio.settled().await;
    assert_eq!(world.told().last().unwrap(), "delivered");
}

#[tokio::test]
async fn the_first_callback_can_come_before_the_answer() {
    let world = World::start().await;
    world.twilio.fail_next(Resource::Messages, RestFault::CallbackFirst);
    world.send(&[]).await;
    assert_eq!(world.told()[0], "queued");
    // Without a callback there is nothing to wait for but the end.
    world.twilio.fail_next(Resource::Messages, RestFault::CallbackFirst);
    world.send(&[("StatusCallback", "")]).await;
    assert_eq!(count(&world), 2);
}

#[tokio::test]
async fn the_answer_can_be_slow() {
    let world = World::start().await;
    world.twilio.fail_next(Resource::Messages, RestFault::Slow(60));
    let started = Instant::now();
    world.send(&[]).await;
    assert!(started.elapsed() >= Duration::from_millis(60));
}

#[tokio::test]
async fn a_fault_waits_for_its_resource_and_method() {
    let world = World::start().await;
    let fault = RestFault::ServerError;
    let method = Some(axum::http::Method::POST);
    world.twilio.fail(Fault { method, skip: 1, times: 2, ..Fault::next(Resource::Any, fault) });
    world.twilio.fail_next(Resource::Numbers, RestFault::TooManyRequests);
    let list = world.messages();
    assert_eq!(world.get(&list).send().await.unwrap().status(), 200);
    world.send(&[]).await;
    assert_eq!(refusal(world.sending(&[])).await.0, 500);
    assert_eq!(refusal(world.sending(&[])).await.0, 500);
    world.send(&[]).await;
    let numbers = list.replace("Messages", "IncomingPhoneNumbers");
    assert_eq!(refusal(world.get(&numbers)).await, (429, 20429));
    world.twilio.fail_next(Resource::Accounts, fault);
    world.twilio.heal();
    let account = list.replace("/Messages", "");
    assert_eq!(world.get(&account).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn faults_can_be_planned_by_http() {
    let world = World::start().await;
    let url = format!("{}/sim/faults", world.twilio.url());
    let plan = async |body: Value| {
        world.http.post(&url).body(body.to_string()).send().await.unwrap().status().as_u16()
    };
    let planned = json!({
        "on": "messages", "method": "POST", "fault": "server_error", "times": 1, "skip": 1,
    });
    assert_eq!(plan(planned).await, 204);
    world.send(&[]).await;
    assert_eq!(refusal(world.sending(&[])).await, (500, 20500));
    assert_eq!(plan(json!({"on": "any", "fault": {"slow": 1}})).await, 204);
    world.send(&[]).await;
    for body in [
        json!({"on": "messages"}),
        json!({"fault": "server_error"}),
        json!({"on": "messages", "fault": "server_error", "calls": "server_error"}),
        json!({"on": "moon", "fault": "server_error"}),
        json!({"on": "messages", "fault": "explode"}),
        json!({"on": "messages", "fault": "server_error", "method": "PUT"}),
    ] {
        assert_eq!(plan(body.clone()).await, 400, "{body}");
    }
    assert_eq!(plan(json!({"on": "any", "fault": "cut_before"})).await, 204);
    assert_eq!(world.http.delete(&url).send().await.unwrap().status(), 204);
    world.send(&[]).await;
}

#[tokio::test]
async fn requests_are_noted_without_values() {
    let world = World::start().await;
    world.send(&[]).await;
    world.twilio.fail_next(Resource::Messages, RestFault::CutAfter);
    world.get(&format!("{}?To=%2B15550190001", world.messages())).send().await.unwrap_err();
    let requests = world.twilio.requests();
    let account = Some(world.account.sid.clone());
    let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
    let expected = [
        RestRequest {
            method: "POST".into(),
            path: world.messages(),
            account: account.clone(),
            parameters: names(&["To", "From", "Body", "StatusCallback"]),
            status: 201,
        },
        RestRequest {
            method: "GET".into(),
            path: world.messages(),
            account,
            parameters: names(&["To"]),
            status: 0,
        },
    ];
    assert_eq!(requests, expected);
}
