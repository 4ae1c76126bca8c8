//! What is on offer, and how tests make it scarce.

use serde_json::{Value, json};

use super::operator::{Operator, refusal};
use super::*;

const AREA: &str = "US/Local.json?AreaCode=415";

async fn set(operator: &Operator, inventory: Value) {
    assert_eq!(operator.sim("/sim/inventory", &inventory).await, (204, Value::Null));
}

#[tokio::test]
async fn an_area_code_is_emptied_and_filled() {
    let operator = Operator::start().await;
    set(&operator, json!({"country": "US", "area_code": 415, "offers": 0})).await;
    assert!(operator.search(AREA).await.is_empty());
    assert_eq!(operator.search("US/Local.json?AreaCode=510").await.len(), 50);
    assert_eq!(refusal(operator.buy(&[("AreaCode", "415")]).await), (400, 21452));
    let gone = operator.buy(&[("PhoneNumber", "+14155550100")]).await;
    assert_eq!(refusal(gone), (400, 21422));
    set(&operator, json!({"country": "US", "area_code": 415, "offers": null})).await;
    assert_eq!(operator.search(AREA).await.len(), 50);
}

#[tokio::test]
async fn what_is_bought_of_a_few_is_not_replaced() {
    let operator = Operator::start().await;
    let (_, first) = operator.buy(&[("AreaCode", "415")]).await;
    let inventory = Inventory { country: "US".into(), area_code: Some(415), offers: Some(2) };
    operator.twilio.set_inventory(&inventory).unwrap();
    assert_eq!(operator.search(AREA).await, ["+14155550101", "+14155550102"]);
    operator.buy(&[("AreaCode", "415")]).await;
    assert_eq!(operator.search(AREA).await, ["+14155550102"]);
    operator.delete(first["uri"].as_str().unwrap()).await;
    assert_eq!(operator.search(AREA).await, ["+14155550100", "+14155550102"]);
}

#[tokio::test]
async fn a_country_is_limited_as_a_whole() {
    let operator = Operator::start().await;
    set(&operator, json!({"country": "GB", "offers": 4})).await;
    let (local, mobile) =
        (operator.search("GB/Local.json").await, operator.search("GB/Mobile.json").await);
    assert_eq!((local.len(), mobile.len()), (3, 1));
    set(&operator, json!({"country": "US", "offers": 0})).await;
    assert!(operator.search("US/Local.json").await.is_empty());
    assert!(operator.search("US/TollFree.json").await.is_empty());
    assert!(!operator.search("CA/Local.json").await.is_empty());
}

#[tokio::test]
async fn places_that_do_not_exist_are_named() {
    let operator = Operator::start().await;
    for (inventory, field) in [
        (json!({"country": "XX", "offers": 0}), "country"),
        (json!({"country": "US", "area_code": 999, "offers": 0}), "area_code"),
        (json!({"country": "GB", "area_code": 415, "offers": 0}), "area_code"),
    ] {
        let (status, answer) = operator.sim("/sim/inventory", &inventory).await;
        assert_eq!((status, &answer["error"]["field"]), (400, &json!(field)), "{inventory}");
    }
    let misspelt = json!({"country": "US", "area": 415, "offers": 0});
    assert_eq!(operator.sim("/sim/inventory", &misspelt).await.0, 400);
}
