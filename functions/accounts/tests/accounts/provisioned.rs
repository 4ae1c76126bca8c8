//! From nothing to a number.

use futures::future::{join, join_all};
use serde_json::{Value, json};
use twilio_simulator::Inventory;

use crate::world::World;

fn sell(world: &World, area_code: Option<u16>, offers: usize) {
    let inventory = Inventory { country: "US".to_owned(), area_code, offers: Some(offers) };
    world.sandbox.twilio.set_inventory(&inventory).unwrap();
}

#[tokio::test]
async fn a_tenant_gets_an_account_and_a_number_where_it_wants_it() {
    let world = World::start().await;
    let wish = json!({ "area_code": "415", "friendly_name": "Front desk" });
    let got = world.provision(&wish).await;
    assert_eq!(got.status, 201, "{got:?}");
    let number = got.body["phone_number"].as_str().unwrap();
    assert!(number.starts_with("+1415"), "{got:?}");
    let expected = json!({
        "status": "active",
        "account_sid": world.made_for(&world.newcomer())[0].sid,
        "phone_number": number,
        "number_sid": got.body["number_sid"],
        "requested_area_code": "415",
        "nearest": false,
        "message": "The number is in area code 415.",
    });
    assert_eq!(got.body, expected);
    let owned = world.numbers_of(&world.made_for(&world.newcomer())[0].sid).await;
    assert_eq!(owned[0].friendly_name.as_deref(), Some("Front desk"));
    world.assert_provisioned("wanted").await;

    let again = world.provision(&json!({ "area_code": "212" })).await;
    assert_eq!((again.status, &again.body), (200, &expected));
    let account = world.get(&world.newcomer()).await.body;
    assert_eq!(account["status"], "active");
    assert_eq!(account["primary_number"], json!(number));
    assert_eq!(account["provisioning"]["step"], "done");
}

#[tokio::test]
async fn without_a_wish_any_number_will_do() {
    let world = World::start().await;
    let got = world.provision(&Value::Null).await;
    assert_eq!((got.status, &got.body["nearest"]), (201, &json!(false)), "{got:?}");
    assert_eq!(got.body["requested_area_code"], Value::Null);
    world.assert_provisioned("any").await;
}

#[tokio::test]
async fn the_nearest_number_is_taken_and_it_is_said_so() {
    let world = World::start().await;
    sell(&world, Some(415), 0);
    let got = world.provision(&json!({ "area_code": 415 })).await;
    assert_eq!((got.status, &got.body["nearest"]), (201, &json!(true)), "{got:?}");
    assert_eq!(got.body["requested_area_code"], "415");
    let message = got.body["message"].as_str().unwrap();
    assert_eq!(
        message,
        "No number is available in area code 415. This one is within 50 miles of it."
    );
    let number = got.body["phone_number"].as_str().unwrap();
    // Oakland, Palo Alto and San Jose.
    assert!(["+1510", "+1650", "+1408"].iter().any(|area| number.starts_with(area)), "{number}");
    world.assert_provisioned("nearest").await;
}

#[tokio::test]
async fn far_from_everything_a_number_elsewhere_is_taken() {
    let world = World::start().await;
    sell(&world, Some(808), 0);
    let got = world.provision(&json!({ "area_code": "808" })).await;
    assert_eq!((got.status, &got.body["nearest"]), (201, &json!(true)), "{got:?}");
    assert!(got.body["message"].as_str().unwrap().ends_with("elsewhere in the country."));
    world.assert_provisioned("elsewhere").await;
}

#[tokio::test]
async fn with_nothing_to_buy_there_is_no_account_either() {
    let world = World::start().await;
    sell(&world, None, 0);
    let got = world.provision(&json!({ "area_code": "415" })).await;
    assert_eq!((got.status, got.code()), (409, "no_numbers"), "{got:?}");
    assert_eq!(world.made_for(&world.newcomer()).len(), 0);
    world.assert_nothing_left("nothing").await;
    let account = world.get(&world.newcomer()).await.body;
    assert_eq!(account["status"], "none");
    assert_eq!(account["provisioning"]["failure"]["code"], "no_numbers");

    sell(&world, None, 10_000);
    assert_eq!(world.provision(&json!({})).await.status, 201);
    world.assert_provisioned("later").await;
}

#[tokio::test]
async fn requests_at_once_are_one_account() {
    let world = World::start().await;
    let wish = json!({ "area_code": "415" });
    let all = join_all((0..4).map(|_| world.provision(&wish))).await;
    for got in &all {
        assert_eq!((got.status, &got.body), (201, &all[0].body), "{all:?}");
    }
    world.assert_provisioned("at once").await;
}

#[tokio::test]
async fn two_tenants_get_two_accounts() {
    let world = World::start().await;
    let wish = json!({ "area_code": "415" });
    let other = world.post("neighbour", "provision", &wish);
    let (one, other) = join(world.provision(&wish), other).await;
    assert_eq!((one.status, other.status), (201, 201), "{one:?} {other:?}");
    assert_ne!(one.body["account_sid"], other.body["account_sid"]);
    assert_ne!(one.body["phone_number"], other.body["phone_number"]);
    assert_eq!(world.get("neighbour").await.body["account_sid"], other.body["account_sid"]);
}
