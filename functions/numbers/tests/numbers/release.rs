//! Giving numbers back.

use sandbox::aws::{Fault, Service};
use sandbox::demo::DEMO;
use serde_json::json;
use twilio::status::AccountStatus;
use twilio_simulator::{Resource, RestFault};

use crate::list::release_at_twilio;
use crate::world::{NEW, World, any, text};

#[tokio::test]
async fn a_number_is_given_back_and_can_be_bought_again() {
    let world = World::start().await;
    world.offer(415, 1);
    let bought = world.purchase(None, &any(415)).await;
    assert_eq!(world.search("area_code=415").await.numbers().len(), 0);
    let got = world.delete(bought.number()).await;
    let expected = json!({ "phone_number": bought.number(), "released": true });
    assert_eq!((got.status, got.body), (200, expected));
    assert_eq!((world.bought(&DEMO).len(), world.records().await.len()), (0, 0));
    assert_eq!(world.delete(bought.number()).await.refusal(), (404, "not_found", None));
    assert_eq!(world.search("area_code=415").await.numbers(), [bought.number()]);
    let again = world.purchase(None, &any(415)).await;
    assert_eq!((again.status, again.number()), (201, bought.number()));
}

#[tokio::test]
async fn the_primary_number_stays_while_there_are_others() {
    let world = World::start().await;
    let [first, second] = DEMO.numbers else { panic!("there are two") };
    assert_eq!(world.delete(first).await.refusal(), (409, "primary_number", None));
    assert_eq!(world.sandbox.twilio.numbers(DEMO.account_sid).unwrap().len(), 2);
    assert_eq!(world.patch(second, &json!({ "primary": true })).await.status, 200);
    assert_eq!(world.delete(first).await.status, 200);
    assert_eq!(world.delete(second).await.status, 200, "the last one may go");
    assert_eq!(world.primary(&DEMO).await, None);
    assert_eq!(world.sandbox.twilio.numbers(DEMO.account_sid).unwrap().len(), 0);
    let next = world.purchase(None, &any(415)).await;
    assert_eq!(next.body["primary"], json!(true));
}

#[tokio::test]
async fn a_number_that_twilio_does_not_have_is_given_back() {
    let world = World::start().await;
    let bought = world.purchase(None, &any(415)).await;
    release_at_twilio(&world, text(&bought.body, "number_sid")).await;
    assert_eq!(world.delete(bought.number()).await.status, 200);
    assert_eq!(world.records().await.len(), 0);
}

#[tokio::test]
async fn whatever_fails_a_number_is_given_back_by_the_next_try() {
    for (fault, status) in [
        (RestFault::TooManyRequests, 429),
        (RestFault::ServerError, 503),
        (RestFault::ServerErrorAfter, 503),
        (RestFault::CutBefore, 503),
        (RestFault::CutAfter, 503),
    ] {
        let world = World::start().await;
        let bought = world.purchase(None, &any(415)).await;
        world.sandbox.twilio.fail_next(Resource::Numbers, fault);
        assert_eq!(world.delete(bought.number()).await.status, status, "{fault:?}");
        assert_eq!(world.records().await.len(), 1, "nothing is paid for that is not shown");
        assert_eq!(world.delete(bought.number()).await.status, 200, "{fault:?}");
        assert_eq!((world.bought(&DEMO).len(), world.records().await.len()), (0, 0));
    }
}

#[tokio::test]
async fn a_record_that_could_not_be_removed_is_removed_by_the_next_try() {
    let world = World::start().await;
    let bought = world.purchase(None, &any(415)).await;
    let fault = Fault::Refuse { status: 400, code: "ValidationException" };
    world.sandbox.aws.fail_next(Service::DynamoDb, "TransactWriteItems", 1, fault);
    assert_eq!(world.delete(bought.number()).await.status, 503);
    assert_eq!((world.bought(&DEMO).len(), world.records().await.len()), (0, 1));
    assert_eq!(world.delete(bought.number()).await.status, 200);
    assert_eq!(world.records().await.len(), 0);
}

#[tokio::test]
async fn a_suspended_account_gives_nothing_back_and_a_closed_one_has_nothing() {
    let world = World::start().await;
    let bought = world.purchase_as(NEW.tenant_id, None, &any(415)).await;
    world.set_status(&NEW, AccountStatus::Suspended).await;
    let path = crate::world::path(bought.number());
    let delete = || {
        world.ask(crate::world::Ask {
            method: reqwest::Method::DELETE,
            path: &path,
            tenant: NEW.tenant_id,
            key: None,
            body: None,
        })
    };
    assert_eq!(delete().await.refusal(), (409, "account_not_active", None));
    world.set_status(&NEW, AccountStatus::Closed).await;
    assert_eq!(delete().await.status, 200);
    assert_eq!(world.records().await.len(), 0);
}
