//! The function dies in the middle of a purchase.

use sandbox::demo::{DEMO, OTHER};
use sandbox::until;
use serde_json::json;
use twilio::status::AccountStatus;
use twilio_simulator::{Resource, RestFault};

use crate::world::{World, any, text};

const KEY: Option<&str> = Some("key");

/// Kills the function while Twilio has the purchase in its hands, or when it has sold the number and
/// the answer is on its way.
async fn kill_at_twilio(world: &World, fault: RestFault) {
    world.sandbox.twilio.fail_next(Resource::Numbers, fault);
    let body = any(415);
    let (got, ()) = tokio::join!(world.purchase(KEY, &body), async {
        until("a purchase at Twilio", async || {
            let sold = !matches!(fault, RestFault::Slow(_)) || !world.bought(&DEMO).is_empty();
            sold && !world.jobs().await.is_empty()
        })
        .await;
        assert_eq!(world.sandbox.kill("NumbersFunction"), 1);
    });
    assert!(got.status >= 500, "{got:?}");
}

#[tokio::test]
async fn a_purchase_whose_process_died_is_ended_by_the_sweeper() {
    let world = World::start().await;
    kill_at_twilio(&world, RestFault::Slow(4_000)).await;
    assert_eq!((world.bought(&DEMO).len(), world.records().await.len()), (1, 0));
    assert_eq!(world.sweep().await, 0, "somebody may still be at it");
    world.pass(25);
    assert_eq!(world.sweep().await, 1);
    let [number] = world.bought(&DEMO).try_into().unwrap();
    world.assert_set_up(&number);
    let [record] = world.records().await.try_into().unwrap();
    assert_eq!(text(&record, "phone_number"), number.phone_number);
    let got = world.purchase(KEY, &any(415)).await;
    assert_eq!((got.status, got.number()), (201, &number.phone_number[..]));
    assert_eq!(world.bought(&DEMO).len(), 1);
}

#[tokio::test]
async fn a_repeat_goes_on_with_a_purchase_whose_process_died() {
    let world = World::start().await;
    kill_at_twilio(&world, RestFault::Slow(4_000)).await;
    world.pass(25);
    let body = any(415);
    let (one, two) = tokio::join!(world.purchase(KEY, &body), world.purchase(KEY, &body));
    assert_eq!((one.status, &one), (201, &two));
    assert_eq!((world.bought(&DEMO).len(), world.records().await.len()), (1, 1));
}

/// It died before Twilio heard of it, and then somebody else bought the number.
#[tokio::test]
async fn another_number_that_would_do_is_bought_when_the_chosen_one_is_gone() {
    for by in ["the sweeper", "a repeat"] {
        let world = World::start().await;
        kill_before_twilio(&world).await;
        let chosen = text(&world.jobs().await[0]["payload"], "phone_number").replace('+', "%2B");
        let form = format!("PhoneNumber={chosen}");
        world.at_twilio(&OTHER, "IncomingPhoneNumbers.json", &form).await;
        world.pass(25);
        if by == "the sweeper" {
            assert_eq!(world.sweep().await, 1);
        }
        let got = world.purchase(KEY, &any(415)).await;
        assert_eq!(got.status, 201, "{by}: {got:?}");
        let [number] = world.bought(&DEMO).try_into().unwrap();
        assert_eq!(got.number(), number.phone_number);
        assert_ne!(got.number(), chosen.replace("%2B", "+"));
        world.assert_set_up(&number);
    }
}

/// Nothing else would do, or there is nothing else.
#[tokio::test]
async fn a_number_that_is_gone_is_said_to_be() {
    for (body, offers, code) in [
        (json!({ "phone_number": "+14155550100" }), 100, "not_available"),
        (any(415), 1, "no_numbers"),
    ] {
        let world = World::start().await;
        world.offer(415, offers);
        kill_with(&world, &body).await;
        let form = "PhoneNumber=%2B14155550100";
        world.at_twilio(&OTHER, "IncomingPhoneNumbers.json", form).await;
        world.pass(25);
        assert_eq!(world.sweep().await, 1);
        assert_eq!(world.purchase(KEY, &body).await.refusal(), (409, code, None));
        assert_eq!((world.bought(&DEMO).len(), world.records().await.len()), (0, 0));
    }
}

/// As long as its account is suspended nobody can say whether it was bought.
#[tokio::test]
async fn a_purchase_of_a_suspended_account_waits() {
    let world = World::start().await;
    kill_at_twilio(&world, RestFault::Slow(4_000)).await;
    world.set_status(&DEMO, AccountStatus::Suspended).await;
    world.pass(25);
    assert_eq!(world.sweep().await, 1);
    let job = world.jobs().await.remove(0);
    assert_eq!(text(&job, "shard"), "held:demo");
    let refusal = (409, "account_not_active", None);
    assert_eq!(world.purchase(KEY, &any(415)).await.refusal(), refusal);
    world.pass(600);
    assert_eq!(world.sweep().await, 0);

    world.set_status(&DEMO, AccountStatus::Active).await;
    let app = world.app();
    let store = world.sandbox.app("SweeperFunction").unwrap().store;
    store.jobs_release(&"demo".parse().unwrap(), app.now()).await.unwrap();
    assert_eq!(world.sweep().await, 1);
    assert_eq!((world.bought(&DEMO).len(), world.records().await.len()), (1, 1));
}

async fn kill_before_twilio(world: &World) {
    kill_with(world, &any(415)).await;
}

/// The intention is written, and nothing else has happened.
async fn kill_with(world: &World, body: &serde_json::Value) {
    // Every try does nothing, and the function goes on until it is killed.
    let busy = twilio_simulator::Fault {
        resource: Resource::Numbers,
        method: None,
        fault: RestFault::TooManyRequests,
        times: 100,
        skip: 0,
    };
    world.sandbox.twilio.fail(busy);
    let (got, ()) = tokio::join!(world.purchase(KEY, body), async {
        until("a purchase that was tried", async || world.purchases() > 0).await;
        assert_eq!(world.sandbox.kill("NumbersFunction"), 1);
    });
    assert!(got.status >= 500, "{got:?}");
    world.sandbox.twilio.heal();
    assert_eq!((world.jobs().await.len(), world.bought(&DEMO).len()), (1, 0));
}
