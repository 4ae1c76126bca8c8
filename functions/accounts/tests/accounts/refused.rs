//! What is not done, and what tenants do not see of each other.

use reqwest::Client;
use sandbox::demo::{DEMO, OTHER};
use serde_json::{Value, json};

use crate::world::World;

#[tokio::test]
async fn bad_wishes_are_refused_with_their_field() {
    let world = World::start().await;
    for (body, field) in [
        (json!({ "area_code": "41" }), "area_code"),
        (json!({ "country": "GB", "area_code": "415" }), "area_code"),
        (json!({ "country": "Mars" }), "country"),
        (json!({ "contains": "?" }), "contains"),
        (json!({ "friendly_name": "" }), "friendly_name"),
        (json!({ "sms": true }), "sms"),
    ] {
        let got = world.provision(&body).await;
        assert_eq!((got.status, got.code()), (400, "invalid_request"), "{body} {got:?}");
        assert_eq!(got.body["error"]["field"], field, "{body}");
    }
    assert!(world.sandbox.twilio.requests().is_empty());
}

#[tokio::test]
async fn without_a_token_nothing_is_answered() {
    let world = World::start().await;
    for path in ["provision", "account/suspend", "account/rotate-token"] {
        let url = format!("{}/api/twilio/{path}", world.sandbox.url());
        assert_eq!(Client::new().post(url).send().await.unwrap().status(), 401, "{path}");
    }
}

#[tokio::test]
async fn without_a_main_account_nothing_is_begun() {
    let world = World::with(&[("TwilioAccountSid", "")]).await;
    let got = world.provision(&json!({})).await;
    assert_eq!((got.status, got.code()), (409, "provisioning_not_configured"), "{got:?}");
    let got = world.change("suspend").await;
    assert_eq!((got.status, got.code()), (409, "provisioning_not_configured"), "{got:?}");
    assert_eq!(world.jobs().await, Vec::<Value>::new());
    assert!(world.sandbox.twilio.requests().is_empty());
}

#[tokio::test]
async fn a_parameter_that_is_not_known_is_named() {
    let world = World::start().await;
    let path = "/api/twilio/account?check=true";
    let got =
        world.sandbox.request(DEMO.tenant_id, reqwest::Method::GET, path).send().await.unwrap();
    assert_eq!(got.status(), 400);
    let body: Value = serde_json::from_str(&got.text().await.unwrap()).unwrap();
    assert_eq!(body["error"]["field"], "check");
}

#[tokio::test]
async fn a_tenant_without_an_account_has_nothing_to_change() {
    let world = World::start().await;
    for action in ["suspend", "reactivate", "close", "rotate-token"] {
        let got = world.post(&world.newcomer(), &format!("account/{action}"), &Value::Null).await;
        assert_eq!((got.status, got.code()), (404, "not_found"), "{action} {got:?}");
    }
    let got = world.change("delete").await;
    assert_eq!((got.status, got.code()), (404, "not_found"), "{got:?}");
    let nothing = json!({
        "status": "none", "account_sid": null, "primary_number": null, "suspended_by": null,
        "suspended_at": null, "provisioning": null,
    });
    assert_eq!(world.get(&world.newcomer()).await.body, nothing);
}

#[tokio::test]
async fn who_has_an_account_keeps_it() {
    let world = World::start().await;
    let got = world.post(DEMO.tenant_id, "provision", &json!({ "area_code": "415" })).await;
    let expected = json!({
        "status": "active",
        "account_sid": DEMO.account_sid,
        "phone_number": DEMO.numbers[0],
        "number_sid": got.body["number_sid"],
        "requested_area_code": null,
        "nearest": false,
        "message": "",
    });
    assert_eq!((got.status, &got.body), (200, &expected));
    assert!(world.sandbox.twilio.requests().is_empty());
}

#[tokio::test]
async fn tenants_change_their_own_account_alone() {
    let world = World::start().await;
    world.sandbox.add(&OTHER).await.unwrap();
    let before = world.get(OTHER.tenant_id).await;
    assert_eq!(before.body["account_sid"], OTHER.account_sid);
    for action in ["suspend", "reactivate", "rotate-token", "close"] {
        assert_eq!(world.change(action).await.status, 200, "{action}");
        assert_eq!(world.get(OTHER.tenant_id).await, before, "{action}");
        assert_eq!(world.text(OTHER.numbers[0]).await, 200, "{action}");
    }
    let theirs = world.sandbox.twilio.account(OTHER.account_sid).unwrap().unwrap();
    assert_eq!(theirs.auth_token.reveal(), OTHER.auth_token);
}

/// The record of an account says whose it is, whatever a tenant's record claims.
#[tokio::test]
async fn an_account_of_another_tenant_is_none() {
    let world = World::start().await;
    world.sandbox.add(&OTHER).await.unwrap();
    let (store, tenant_id) = (&world.app.store, DEMO.tenant_id.parse().unwrap());
    let mut tenant = store.tenant_get(&tenant_id).await.unwrap().unwrap();
    tenant.account_sid = Some(OTHER.account_sid.parse().unwrap());
    store.tenant_put(&tenant).await.unwrap();
    for action in ["suspend", "close", "rotate-token"] {
        assert_eq!(world.change(action).await.status, 404, "{action}");
    }
    assert_eq!(world.post(DEMO.tenant_id, "provision", &json!({})).await.status, 404);
    assert!(world.sandbox.twilio.requests().is_empty());
}
