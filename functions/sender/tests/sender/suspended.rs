//! What waits while an account is suspended.

use std::time::Duration;

use sandbox::demo::DEMO;
use sandbox::until;
use serde_json::{Value, json};
use twilio::status::AccountStatus;
use twilio_simulator::RestFault;

use crate::world::{CUSTOMER, World, text};

async fn set(world: &World, status: AccountStatus) {
    let store = world.app().store;
    let mut account = store.account_get(&DEMO.account_sid.parse().unwrap()).await.unwrap().unwrap();
    account.status = status;
    store.account_put(&account).await.unwrap();
}

#[tokio::test]
async fn scheduled_messages_are_held_and_go_on_when_it_is_reactivated() {
    let world = World::start().await;
    let later = async |hours: u64| {
        let send_at = world.after(Duration::from_hours(hours));
        world.send(&json!({ "to": CUSTOMER, "body": "later", "send_at": send_at })).await
    };
    let (soon, late) = (later(1).await, later(9).await);
    set(&world, AccountStatus::Suspended).await;
    world.pass(Duration::from_hours(1));
    world.next_minute().await;
    until("one is held", async || held(&world.jobs().await) == 1).await;
    for _ in 0..3 {
        world.next_minute().await;
        world.until_idle().await;
    }
    assert_eq!((world.asked(), held(&world.jobs().await)), (0, 1), "nobody looks at it");

    set(&world, AccountStatus::Active).await;
    let tenant = "demo".parse().unwrap();
    let released = world.app().store.jobs_release(&tenant, world.after(Duration::ZERO)).await;
    assert_eq!(released.unwrap(), 1);
    world.next_minute().await;
    world.until_status(&soon, "delivered").await;
    assert_eq!(world.message(&late).await["status"], "scheduled");
    assert_eq!(world.jobs().await.len(), 1);
}

#[tokio::test]
async fn who_hears_it_from_twilio_asks_no_second_time() {
    let world = World::start().await;
    let first = world.send(&text("hello")).await;
    world.until_status(&first, "delivered").await;
    let send_at = world.after(Duration::from_hours(1));
    world.send(&json!({ "to": CUSTOMER, "body": "later", "send_at": send_at })).await;
    let suspended = twilio_simulator::AccountStatus::Suspended;
    world.sandbox.twilio.set_account_status(DEMO.account_sid, suspended).unwrap();
    set(&world, AccountStatus::Suspended).await;
    // As long as an account that was read may still count as fresh.
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    world.pass(Duration::from_hours(1));
    world.next_minute().await;
    until("Twilio has refused", async || world.asked() == 2).await;
    world.until_idle().await;
    world.next_minute().await;
    until("it is held", async || held(&world.jobs().await) == 1).await;
    assert_eq!(world.asked(), 2);
}

#[tokio::test]
async fn a_held_message_can_be_cancelled() {
    let world = World::start().await;
    let send_at = world.after(Duration::from_hours(1));
    let id = world.send(&json!({ "to": CUSTOMER, "body": "later", "send_at": send_at })).await;
    set(&world, AccountStatus::Suspended).await;
    world.pass(Duration::from_hours(1));
    world.next_minute().await;
    until("it is held", async || held(&world.jobs().await) == 1).await;
    let path = format!("/api/messages/{id}");
    assert_eq!(world.request("DELETE", &path).send().await.unwrap().status(), 200);
    assert_eq!(world.jobs().await, Vec::<Value>::new());
}

#[tokio::test]
async fn what_was_held_for_hours_survives_a_busy_twilio() {
    let world = World::start().await;
    let send_at = world.after(Duration::from_hours(1));
    let id = world.send(&json!({ "to": CUSTOMER, "body": "later", "send_at": send_at })).await;
    // Tried before the suspension, and after it.
    world.pass(Duration::from_hours(1));
    world.fail_next(RestFault::TooManyRequests);
    world.next_minute().await;
    until("a first try", async || world.asked() == 1).await;
    world.until_idle().await;
    let at_twilio = |status| world.sandbox.twilio.set_account_status(DEMO.account_sid, status);
    at_twilio(twilio_simulator::AccountStatus::Suspended).unwrap();
    set(&world, AccountStatus::Suspended).await;
    // As long as an account that was read may still count as fresh.
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    world.next_minute().await;
    until("Twilio has refused", async || world.asked() == 2).await;
    world.until_idle().await;
    world.next_minute().await;
    until("it is held", async || held(&world.jobs().await) == 1).await;
    world.pass(Duration::from_hours(5));
    at_twilio(twilio_simulator::AccountStatus::Active).unwrap();
    set(&world, AccountStatus::Active).await;
    world.app().store.jobs_release(&"demo".parse().unwrap(), world.now()).await.unwrap();
    world.fail_next(RestFault::TooManyRequests);
    world.next_minute().await;
    until("a third try", async || world.asked() == 3).await;
    world.until_idle().await;
    assert_eq!(world.message(&id).await["status"], "scheduled");
    world.next_minute().await;
    world.until_status(&id, "delivered").await;
}

fn held(jobs: &[Value]) -> usize {
    jobs.iter().filter(|job| job["shard"] == "held:demo").count()
}
