//! What the operator has suspended, in whichever way, no tenant lifts.

use std::time::Duration;

use http::Method;
use sandbox::demo::DEMO;
use serde_json::json;
use shared::records::{Account, Job, JobPayload, Suspension};
use twilio::status::AccountStatus;
use twilio_simulator::{Resource, RestFault};

use crate::world::World;

async fn here(world: &World) -> Account {
    let sid = DEMO.account_sid.parse().unwrap();
    world.app.store.account_get(&sid).await.unwrap().unwrap()
}

fn at_twilio(world: &World) -> AccountStatus {
    let account = world.sandbox.twilio.account(DEMO.account_sid).unwrap().unwrap();
    account.status.as_str().parse().unwrap()
}

/// What `scripts/account` writes.
async fn command(world: &World, status: AccountStatus) {
    let payload = JobPayload::Standing {
        tenant_id: DEMO.tenant_id.parse().unwrap(),
        account_sid: DEMO.account_sid.parse().unwrap(),
        status,
    };
    let job = Job { due_at: world.app.now(), ..Job::new(payload, world.app.now()) };
    world.app.store.job_put(&job).await.unwrap();
    world.sweep().await;
    assert!(
        world
            .app
            .store
            .job_due(world.app.now(), 9)
            .await
            .unwrap()
            .iter()
            .all(|due| { due.job_id != job.job_id })
    );
}

async fn assert_not_lifted(world: &World) {
    for action in ["reactivate", "close"] {
        let got = world.change(action).await;
        assert_eq!((got.status, got.code()), (409, "suspended_by_operator"), "{action} {got:?}");
    }
    // Suspending it as well makes it no suspension of the tenant's.
    let got = world.change("suspend").await;
    assert_eq!((got.status, &got.body["status"]), (200, &json!("suspended")), "{got:?}");
    assert_eq!(got.body["suspended_by"], "operator", "{got:?}");
    let got = world.change("reactivate").await;
    assert_eq!((got.status, got.code()), (409, "suspended_by_operator"), "{got:?}");
    let account = here(world).await;
    assert_eq!(account.status, AccountStatus::Suspended);
    assert_ne!(account.suspended_by, Some(Suspension::Tenant));
}

#[tokio::test]
async fn suspended_by_a_command() {
    let world = World::start().await;
    command(&world, AccountStatus::Suspended).await;
    assert_eq!(at_twilio(&world), AccountStatus::Suspended);
    assert_not_lifted(&world).await;
    command(&world, AccountStatus::Active).await;
    assert_eq!(at_twilio(&world), AccountStatus::Active);
    assert_eq!(here(&world).await.status, AccountStatus::Active);
    assert_eq!(world.text(DEMO.numbers[0]).await, 200);
}

#[tokio::test]
async fn suspended_in_the_record() {
    let world = World::start().await;
    let account = Account { status: AccountStatus::Suspended, ..here(&world).await };
    world.app.store.account_put(&account).await.unwrap();
    assert_not_lifted(&world).await;
}

#[tokio::test]
async fn suspended_at_twilio() {
    for first in ["reactivate", "close", "suspend"] {
        let world = World::start().await;
        let suspended = twilio_simulator::AccountStatus::Suspended;
        world.sandbox.twilio.set_account_status(DEMO.account_sid, suspended).unwrap();
        world.change(first).await;
        assert_not_lifted(&world).await;
        assert_eq!(at_twilio(&world), AccountStatus::Suspended, "{first}");
    }
}

#[tokio::test]
async fn the_operator_suspends_what_the_tenant_has_suspended() {
    let world = World::start().await;
    assert_eq!(world.change("suspend").await.status, 200);
    command(&world, AccountStatus::Suspended).await;
    assert_not_lifted(&world).await;
}

#[tokio::test]
async fn the_account_says_by_whom_it_is_suspended_and_since_when() {
    let world = World::start().await;
    let shown = async || {
        let body = world.get(DEMO.tenant_id).await.body;
        (body["suspended_by"].clone(), body["suspended_at"].clone())
    };
    assert_eq!(shown().await, (json!(null), json!(null)));
    let since = json!(world.app.now());
    let got = world.change("suspend").await;
    assert_eq!((&got.body["suspended_by"], &got.body["suspended_at"]), (&json!("tenant"), &since));
    world.pass(60);
    command(&world, AccountStatus::Suspended).await;
    assert_eq!(shown().await, (json!("operator"), since));
    command(&world, AccountStatus::Active).await;
    assert_eq!(shown().await, (json!(null), json!(null)));

    // A record that somebody has changed by hand does not say when.
    let account = Account { status: AccountStatus::Suspended, ..here(&world).await };
    world.app.store.account_put(&account).await.unwrap();
    assert_eq!(shown().await, (json!("operator"), json!(null)));
}

/// A tenant cannot have itself the right to lift what is not its own, by a request that fails.
#[tokio::test]
async fn a_suspension_that_was_not_done_is_not_the_tenants() {
    let world = World::start().await;
    let (resource, method) = (Resource::Accounts, Some(Method::POST));
    let fault = RestFault::TooManyRequests;
    let fault = twilio_simulator::Fault { resource, method, fault, times: 99, skip: 0 };
    world.sandbox.twilio.fail(fault);
    assert_eq!(world.change("suspend").await.status, 429);
    world.sandbox.twilio.heal();
    let account = here(&world).await;
    assert_eq!((account.status, account.suspended_by), (AccountStatus::Active, None));
}

#[tokio::test]
async fn a_tenant_that_the_operator_has_closed_gets_no_other_account() {
    let world = World::start().await;
    command(&world, AccountStatus::Closed).await;
    assert_eq!(at_twilio(&world), AccountStatus::Closed);
    assert_eq!(here(&world).await.status, AccountStatus::Closed);
    assert!(world.sandbox.records("NumbersTable").await.unwrap().is_empty());
    let got = world.post(DEMO.tenant_id, "provision", &json!({})).await;
    assert_eq!((got.status, got.code()), (409, "account_closed"), "{got:?}");
}

/// What cannot be is not tried for ever.
#[tokio::test]
async fn a_command_about_an_unknown_account_ends() {
    let world = World::start().await;
    let payload = JobPayload::Standing {
        tenant_id: DEMO.tenant_id.parse().unwrap(),
        account_sid: "AC99999999999999999999999999999999".parse().unwrap(),
        status: AccountStatus::Suspended,
    };
    world.app.store.job_put(&Job::new(payload, world.app.now())).await.unwrap();
    world.sweep().await;
    let later = world.app.now().after(Duration::from_hours(24));
    assert_eq!(world.app.store.job_due(later, 9).await.unwrap(), []);
}
