//! Looking for numbers.

use reqwest::Method;
use serde_json::{Value, json};
use twilio::status::AccountStatus;
use twilio_simulator::{Resource, RestFault};

use crate::world::{Ask, NEW, World, text};

#[tokio::test]
async fn an_offer_has_these_fields() {
    let world = World::start().await;
    let got = world.search("area_code=415&limit=1").await;
    assert_eq!((got.status, &got.body["next"]), (200, &Value::Null));
    assert_eq!(
        got.body["items"],
        json!([{
            "phone_number": "+14155550100",
            "friendly_name": "(415) 555-0100",
            "locality": "San Francisco",
            "region": "CA",
            "postal_code": "94103",
            "country": "US",
            "capabilities": { "voice": true, "sms": true, "mms": true, "fax": true },
            "beta": false,
        }])
    );
}

#[tokio::test]
async fn what_is_asked_for_is_found_and_nothing_else() {
    let world = World::start().await;
    assert_eq!(world.search("").await.numbers().len(), 20);
    assert_eq!(world.search("limit=50").await.numbers().len(), 50);
    let all =
        |got: &[&str], rule: fn(&str) -> bool| !got.is_empty() && got.iter().all(|one| rule(one));
    for (query, rule) in [
        ("area_code=415", (|number| number.starts_with("+1415")) as fn(&str) -> bool),
        ("contains=415*******", |number| number.starts_with("+1415")),
        ("type=toll_free", |number| number.starts_with("+18")),
        ("country=GB&type=mobile", |number| number.starts_with("+447")),
        ("near_number=%2B14155550100", |number| number.starts_with("+1")),
    ] {
        let got = world.search(query).await;
        assert!(got.status == 200 && all(&got.numbers(), rule), "{query}: {got:?}");
    }
    for (query, field, value) in [
        ("in_region=CA", "region", "CA"),
        ("area_code=415&in_locality=San+Francisco", "locality", "San Francisco"),
        ("country=CA", "country", "CA"),
    ] {
        let got = world.search(query).await;
        let items = got.body["items"].as_array().unwrap();
        assert!(!items.is_empty(), "{query}: {got:?}");
        assert!(items.iter().all(|item| text(item, field) == value), "{query}: {got:?}");
    }
}

#[tokio::test]
async fn capabilities_are_asked_for() {
    let world = World::start().await;
    for (query, capability, able) in [
        ("sms=true", "sms", true),
        ("mms=true", "mms", true),
        ("voice=true", "voice", true),
        ("area_code=415&mms=false", "mms", false),
    ] {
        let got = world.search(query).await;
        for item in got.body["items"].as_array().unwrap() {
            assert_eq!(item["capabilities"][capability], json!(able), "{query}: {item}");
        }
    }
}

#[tokio::test]
async fn what_is_not_sold_is_not_found() {
    let world = World::start().await;
    world.offer(415, 0);
    // London's are only sold to somebody with an address.
    for query in ["area_code=415", "type=mobile", "country=MC", "country=GB"] {
        let got = world.search(query).await;
        assert_eq!((got.status, got.numbers().len()), (200, 0), "{query}: {got:?}");
    }
}

#[tokio::test]
async fn a_search_needs_an_account_that_is_active() {
    let world = World::start().await;
    let path = "/api/twilio/available-numbers";
    let ask = |tenant| world.ask(Ask { method: Method::GET, path, tenant, key: None, body: None });
    assert_eq!(ask("stranger").await.refusal(), (409, "not_provisioned", None));
    assert_eq!(ask(NEW.tenant_id).await.status, 200);
    world.set_status(&NEW, AccountStatus::Suspended).await;
    assert_eq!(ask(NEW.tenant_id).await.refusal(), (409, "account_not_active", None));
}

#[tokio::test]
async fn what_is_wrong_with_a_query_is_named() {
    let world = World::start().await;
    for (query, field) in [
        ("country=us", "country"),
        ("type=Local", "type"),
        ("area_code=41", "area_code"),
        ("area_code=abc", "area_code"),
        ("contains=4", "contains"),
        ("near_number=4155550100", "near_number"),
        ("in_region=%20", "in_region"),
        ("sms=1", "sms"),
        ("mms=yes", "mms"),
        ("voice=on", "voice"),
        ("limit=0", "limit"),
        ("limit=51", "limit"),
        ("limit=x", "limit"),
        ("country=GB&area_code=415", "area_code"),
        ("areacode=415", "areacode"),
    ] {
        let got = world.search(query).await;
        assert_eq!(got.refusal(), (400, "invalid_request", Some(field)), "{query}");
    }
    assert_eq!(world.sandbox.twilio.requests().len(), 0);
}

#[tokio::test]
async fn twilios_troubles_are_said() {
    let world = World::start().await;
    for (fault, status, retry_after) in [
        (RestFault::TooManyRequests, 429, Some("2")),
        (RestFault::ServerError, 503, Some("5")),
        (RestFault::CutBefore, 503, Some("5")),
    ] {
        world.sandbox.twilio.fail_next(Resource::Search, fault);
        let got = world.search("area_code=415").await;
        assert_eq!((got.status, got.retry_after.as_deref()), (status, retry_after), "{fault:?}");
    }
    assert_eq!(world.search("area_code=415").await.status, 200);
}
