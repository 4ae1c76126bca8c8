//! Suspended, taken into use again, closed.

use http::Method;
use sandbox::aws::{Fault, Service};
use sandbox::demo::DEMO;
use serde_json::json;
use shared::records::{Job, JobPayload, SendJob};
use twilio::status::AccountStatus;
use twilio_simulator::{Resource, RestFault};

use crate::world::World;

fn at_twilio(world: &World) -> String {
    let account = world.sandbox.twilio.account(DEMO.account_sid).unwrap().unwrap();
    account.status.as_str().to_owned()
}

async fn here(world: &World) -> AccountStatus {
    let sid = DEMO.account_sid.parse().unwrap();
    world.app.store.account_get(&sid).await.unwrap().unwrap().status
}

#[tokio::test]
async fn an_account_is_suspended_and_taken_into_use_again() {
    let world = World::start().await;
    for _ in 0..2 {
        let got = world.change("suspend").await;
        assert_eq!((got.status, &got.body["status"]), (200, &json!("suspended")), "{got:?}");
        assert_eq!(at_twilio(&world), "suspended");
        assert_eq!(here(&world).await, AccountStatus::Suspended);
    }
    let got = world.post(DEMO.tenant_id, "provision", &json!({})).await;
    assert_eq!((got.status, got.code()), (409, "account_not_active"));
    let got = world.change("rotate-token").await;
    assert_eq!((got.status, got.code()), (409, "account_not_active"));
    for _ in 0..2 {
        let got = world.change("reactivate").await;
        assert_eq!((got.status, &got.body["status"]), (200, &json!("active")), "{got:?}");
        assert_eq!(at_twilio(&world), "active");
        assert_eq!(here(&world).await, AccountStatus::Active);
    }
    assert_eq!(world.text(DEMO.numbers[0]).await, 200);
}

#[tokio::test]
async fn what_was_held_back_goes_on() {
    let world = World::start().await;
    assert_eq!(world.change("suspend").await.status, 200);
    let app = &world.app;
    let send = SendJob {
        tenant_id: DEMO.tenant_id.parse().unwrap(),
        account_sid: DEMO.account_sid.parse().unwrap(),
        message_id: "01JZ".parse().unwrap(),
        base_url: "https://example.com".to_owned(),
        send_at: None,
    };
    let job = Job::new(JobPayload::Send(send.clone()), app.now());
    app.store.job_put(&job).await.unwrap();
    assert!(app.store.job_hold(&job.job_id, (&send.tenant_id, &send.account_sid)).await.unwrap());
    world.pass(3_600);
    assert!(app.store.job_due(app.now(), 10).await.unwrap().is_empty());
    assert_eq!(world.change("reactivate").await.status, 200);
    let due = app.store.job_due(app.now(), 10).await.unwrap();
    assert_eq!(due.iter().map(|due| &due.job_id).collect::<Vec<_>>(), [&job.job_id]);
    // For what the index did not show.
    world.pass(61);
    let due = app.store.job_due(app.now(), 10).await.unwrap();
    let release = JobPayload::Release { tenant_id: send.tenant_id };
    assert!(due.iter().any(|due| due.payload == release), "{due:?}");
}

#[tokio::test]
async fn a_closed_account_is_closed_for_good() {
    let world = World::start().await;
    for _ in 0..2 {
        let got = world.change("close").await;
        let expected = json!({
            "status": "closed",
            "account_sid": DEMO.account_sid,
            "primary_number": null,
            "suspended_by": null,
            "suspended_at": null,
            "provisioning": null,
        });
        assert_eq!((got.status, got.body), (200, expected));
    }
    assert_eq!((at_twilio(&world).as_str(), here(&world).await), ("closed", AccountStatus::Closed));
    for action in ["suspend", "reactivate", "rotate-token"] {
        let got = world.change(action).await;
        assert_eq!((got.status, got.code()), (409, "account_closed"), "{action} {got:?}");
    }
    assert!(world.sandbox.records("NumbersTable").await.unwrap().is_empty());

    let got = world.post(DEMO.tenant_id, "provision", &json!({})).await;
    assert_eq!((got.status, got.code()), (429, "too_many_requests"), "{got:?}");
    world.pass(24 * 60 * 60);
    let got = world.post(DEMO.tenant_id, "provision", &json!({})).await;
    assert_eq!(got.status, 201, "{got:?}");
    assert_ne!(got.body["account_sid"], DEMO.account_sid);
    assert_eq!(world.text(got.body["phone_number"].as_str().unwrap()).await, 200);
}

#[tokio::test]
async fn faults_at_twilio_are_survived() {
    for fault in [
        RestFault::TooManyRequests,
        RestFault::ServerError,
        RestFault::ServerErrorAfter,
        RestFault::CutBefore,
        RestFault::CutAfter,
    ] {
        let world = World::start().await;
        for (action, status) in
            [("suspend", "suspended"), ("reactivate", "active"), ("close", "closed")]
        {
            let (resource, method) = (Resource::Accounts, Some(Method::POST));
            let fault = twilio_simulator::Fault { resource, method, fault, times: 1, skip: 0 };
            world.sandbox.twilio.fail(fault);
            let got = world.change(action).await;
            assert_eq!((got.status, &got.body["status"]), (200, &json!(status)), "{got:?}");
            assert_eq!(at_twilio(&world), status);
        }
    }
}

#[tokio::test]
async fn while_twilio_is_down_nothing_is_changed_here() {
    let world = World::start().await;
    let (resource, fault) = (Resource::Accounts, RestFault::CutBefore);
    let fault = twilio_simulator::Fault { resource, method: None, fault, times: 999, skip: 0 };
    world.sandbox.twilio.fail(fault);
    assert_eq!(world.change("suspend").await.status, 503);
    assert_eq!(here(&world).await, AccountStatus::Active);
}

#[tokio::test]
async fn what_was_done_halfway_is_done_to_the_end_by_asking_again() {
    for (action, status) in [("suspend", "suspended"), ("close", "closed")] {
        let world = World::start().await;
        world.sandbox.aws.fail_next(Service::DynamoDb, "TransactWriteItems", 9, Fault::Down);
        assert_eq!(world.change(action).await.status, 503);
        assert_eq!(
            (at_twilio(&world).as_str(), here(&world).await),
            (status, AccountStatus::Active)
        );
        world.sandbox.aws.heal(Service::DynamoDb);
        let got = world.change(action).await;
        assert_eq!((got.status, &got.body["status"]), (200, &json!(status)), "{got:?}");
    }
    let world = World::start().await;
    world.sandbox.aws.fail_next(Service::DynamoDb, "UpdateItem", 9, Fault::Down);
    assert_eq!(world.change("close").await.status, 503);
    world.sandbox.aws.heal(Service::DynamoDb);
    let got = world.change("close").await;
    assert_eq!((got.status, &got.body["status"]), (200, &json!("closed")), "{got:?}");
    assert!(world.sandbox.records("NumbersTable").await.unwrap().is_empty());
}
