//! Calls that a tenant asks for while Twilio's answer is lost. Nobody knows of them until they are looked
//! up, half a minute later.

use std::time::Duration;

use reqwest::Method;
use sandbox::aws::{Fault, Service};
use serde_json::{Value, json};
use twilio_simulator::{Callbacks, Fault as Planned, Party, Resource, RestFault};

use super::told::record;
use super::{Clicked, LEAD, PHONE, dropped, only_call, takes};
use crate::website::{Ask, Got};
use crate::world::World;

/// What is refused without having been looked at, so that it does not count as a request.
const NOTHING_WRITTEN: Fault = Fault::Refuse { status: 400, code: "ValidationException" };

/// A call after whose dial nothing was heard.
const GOES_ON: &str = "in-progress, busy, talk 0; leg null";

async fn waiting(phone: Party, callbacks: Callbacks) -> World {
    Clicked { phone, lead: Party::Busy }.expected(callbacks).await
}

/// What goes wrong with the next request for a call.
fn fail(world: &World, fault: RestFault) {
    let method = Some(Method::POST);
    world.twilio().fail(Planned { method, ..Planned::next(Resource::Calls, fault) });
}

async fn make(world: &World) -> Got {
    let body = json!({ "to": LEAD });
    let ask = Ask { method: "POST", path: "/api/twilio/calls/make", body: &body, key: Some("key") };
    world.ask(ask).await
}

async fn after(world: &World, seconds: u64) -> String {
    world.pass(Duration::from_secs(seconds)).await;
    world.sweep().await;
    record(&only_call(world).await)
}

/// The one call that Twilio has made, once it is over.
async fn one_call(world: &World) -> String {
    let calls = || world.twilio().calls(world.tenant.account_sid).unwrap();
    let sid = calls().pop().unwrap();
    world.finished(sid.clone()).await;
    assert!(calls().len() <= 2, "one, and its leg");
    sid
}

/// What counts of calls in the tenant's record: places that are taken, and minutes of the day.
async fn counted(world: &World) -> (usize, Value) {
    let tenants = world.sandbox().records("TenantsTable").await.unwrap();
    let tenant = tenants.iter().find(|one| one["tenant_id"] == world.tenant.tenant_id).unwrap();
    (tenant["open_calls"].as_object().unwrap().len(), tenant["call_minutes_count"].clone())
}

#[tokio::test]
async fn nothing_was_done() {
    let world = waiting(takes(90), Callbacks::default()).await;
    fail(&world, RestFault::CutBefore);
    let made = make(&world).await;
    assert_eq!((made.status, &made.body["unconfirmed"]), (202, &json!(true)));
    assert_eq!(counted(&world).await, (1, json!(1)));
    for seconds in [29, 1, 31, 58] {
        assert_eq!(after(&world, seconds).await, "queued, null, talk null", "{seconds}");
    }
    assert_eq!(after(&world, 60).await, "failed, failed, talk 0");
    let call = only_call(&world).await;
    assert_eq!(call["error_message"], "Twilio has not made this call.");
    assert_eq!((&call["unconfirmed"], &call["call_sid"]), (&json!(false), &Value::Null));
    assert_eq!(counted(&world).await, (0, json!(0)));
    assert_eq!(make(&world).await.refusal(), (409, "call_not_made"));
    assert!(world.twilio().calls(world.tenant.account_sid).unwrap().is_empty());
}

#[tokio::test]
async fn the_call_was_made_and_its_callbacks_come() {
    let world = waiting(takes(90), Callbacks::default()).await;
    fail(&world, RestFault::CutAfter);
    assert_eq!(make(&world).await.status, 202);
    one_call(&world).await;
    assert_eq!(record(&only_call(&world).await), "completed, busy, talk 0; leg busy");
    let before = world.twilio().requests().len();
    assert_eq!(after(&world, 30).await, "completed, busy, talk 0; leg busy");
    assert_eq!(world.twilio().requests().len(), before, "nobody asks");
}

#[tokio::test]
async fn the_call_was_made_and_nothing_comes() {
    let world = waiting(Party::Busy, dropped()).await;
    fail(&world, RestFault::CutAfter);
    assert_eq!(make(&world).await.status, 202);
    let sid = one_call(&world).await;
    assert_eq!(after(&world, 29).await, "queued, null, talk null");
    assert_eq!(after(&world, 1).await, "busy, own_phone_not_answered, talk 0");
    let call = only_call(&world).await;
    assert_eq!((&call["call_sid"], &call["unconfirmed"]), (&json!(sid), &json!(false)));
    assert_eq!(call["own_leg"]["to_number"], PHONE);
    assert!(call["ended_at"].is_string(), "{call}");
    let again = make(&world).await;
    assert_eq!((again.status, &again.body["call_sid"]), (201, &call["call_sid"]));
}

/// Its process ends before what Twilio says is written.
#[tokio::test]
async fn the_function_died_after_asking() {
    let world = waiting(Party::Busy, dropped()).await;
    die(&world);
    make(&world).await;
    let sid = one_call(&world).await;
    let call = only_call(&world).await;
    assert_eq!((&call["unconfirmed"], &call["call_sid"]), (&json!(false), &Value::Null));
    assert_eq!(after(&world, 30).await, "busy, own_phone_not_answered, talk 0");
    assert_eq!(only_call(&world).await["call_sid"], sid);
}

/// Twilio's request for what to do once it is answered names the call.
#[tokio::test]
async fn only_the_requests_for_twiml_come() {
    let world = waiting(takes(90), dropped()).await;
    fail(&world, RestFault::CutAfter);
    make(&world).await;
    let sid = one_call(&world).await;
    let call = only_call(&world).await;
    assert_eq!((record(&call).as_str(), &call["call_sid"]), (GOES_ON, &json!(sid)));
    assert_eq!(after(&world, 30).await, GOES_ON, "nobody asks Twilio yet");
    assert_eq!(after(&world, 869).await, GOES_ON);
    assert_eq!(after(&world, 1).await, "completed, busy, talk 0; leg busy");
}

#[tokio::test]
async fn the_function_died_before_asking() {
    let world = waiting(takes(90), dropped()).await;
    fail(&world, RestFault::CutBefore);
    die(&world);
    make(&world).await;
    let call = only_call(&world).await;
    assert_eq!((&call["unconfirmed"], &call["status"]), (&json!(false), &json!("queued")));
    assert_eq!(after(&world, 60).await, "queued, null, talk null");
    assert_eq!(after(&world, 60).await, "failed, failed, talk 0");
    assert_eq!(counted(&world).await, (0, json!(0)));
}

/// Minute, minutes and place are counted first; each time the first one ever is two writes. Then the contact
/// is noted.
fn die(world: &World) {
    let aws = &world.sandbox().aws;
    aws.fail_next(Service::DynamoDb, "UpdateItem", 7, Fault::Slow(Duration::ZERO));
    aws.fail_next(Service::DynamoDb, "UpdateItem", 1, NOTHING_WRITTEN);
}

/// While Twilio does not answer, nobody says that it has not made the call.
#[tokio::test]
async fn twilio_is_down_when_it_is_looked_up() {
    let world = waiting(Party::Busy, dropped()).await;
    fail(&world, RestFault::CutAfter);
    make(&world).await;
    one_call(&world).await;
    let down = Planned { times: 99, ..Planned::next(Resource::Calls, RestFault::ServerError) };
    world.twilio().fail(down);
    for minutes in [1, 2, 4, 8, 16] {
        assert_eq!(after(&world, minutes * 60).await, "queued, null, talk null", "{minutes}");
    }
    world.twilio().heal();
    assert_eq!(after(&world, 3_600).await, "busy, own_phone_not_answered, talk 0");
}
