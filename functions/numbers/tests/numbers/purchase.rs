//! Buying numbers.

use std::collections::BTreeSet;

use futures::future::join_all;
use sandbox::demo::{DEMO, OTHER};
use serde_json::json;
use twilio::status::AccountStatus;

use crate::world::{Got, NEW, World, any, text};

const EXACT: &str = "+14155550142";

#[tokio::test]
async fn a_certain_number_is_bought_and_set_up() {
    let world = World::start().await;
    let body = json!({ "phone_number": EXACT, "friendly_name": "Front desk" });
    let got = world.purchase(None, &body).await;
    assert_eq!((got.status, got.number()), (201, EXACT), "{got:?}");
    let bought = world.bought(&DEMO);
    let [number] = bought.as_slice() else { panic!("{bought:?}") };
    world.assert_set_up(number);
    assert_eq!((&number.phone_number[..], &number.friendly_name[..]), (EXACT, "Front desk"));
    assert_eq!(
        got.body,
        json!({
            "phone_number": EXACT,
            "number_sid": number.sid,
            "friendly_name": "Front desk",
            "capabilities": { "voice": true, "sms": true, "mms": true, "fax": true },
            "primary": false,
            "created_at": "2026-10-01T12:00:30.000Z",
        })
    );
    let records = world.records().await;
    let [record] = records.as_slice() else { panic!("{records:?}") };
    assert_eq!(text(record, "webhooks_base"), world.sandbox.public_url());
    assert_eq!(text(record, "tenant_id"), "demo");
}

#[tokio::test]
async fn any_number_that_would_do_is_bought_in_one_call() {
    let world = World::start().await;
    let got =
        world.purchase(None, &json!({ "area_code": "415", "sms": true, "voice": true })).await;
    assert!(got.status == 201 && got.number().starts_with("+1415"), "{got:?}");
    let [number] = world.bought(&DEMO).try_into().unwrap();
    world.assert_set_up(&number);
    assert_eq!(world.primary(&DEMO).await.as_deref(), Some(DEMO.numbers[0]));

    let got = world.purchase(None, &json!({ "area_code": 415, "primary": true })).await;
    assert_eq!((got.status, &got.body["primary"]), (201, &json!(true)));
    assert_eq!(world.primary(&DEMO).await.as_deref(), Some(got.number()));
}

#[tokio::test]
async fn the_first_number_becomes_the_primary_one_and_the_next_does_not() {
    let world = World::start().await;
    let first = world.purchase_as(NEW.tenant_id, None, &any(212)).await;
    assert_eq!((first.status, &first.body["primary"]), (201, &json!(true)));
    let second = world.purchase_as(NEW.tenant_id, None, &any(212)).await;
    assert_eq!((second.status, &second.body["primary"]), (201, &json!(false)));
    assert_eq!(world.primary(&NEW).await.as_deref(), Some(first.number()));
    assert_eq!(world.bought(&NEW).len(), 2);
}

/// All of them choose the same number at first. On a busy machine not all of them end in time; then
/// they are asked for again.
#[tokio::test]
async fn purchases_at_once_get_different_numbers() {
    let world = World::start().await;
    world.offer(415, 4);
    let tenants = [DEMO, NEW].map(|tenant| tenant.tenant_id).into_iter().cycle().take(6);
    let purchases = tenants.enumerate().map(|(index, tenant)| ended(&world, tenant, index));
    let got = join_all(purchases).await;
    let bought: Vec<_> = got.iter().filter(|got| got.status == 201).map(Got::number).collect();
    let different: BTreeSet<_> = bought.iter().collect();
    assert_eq!((bought.len(), different.len()), (4, 4), "{got:?}");
    for lost in got.iter().filter(|got| got.status != 201) {
        assert_eq!(lost.refusal(), (409, "no_numbers", None));
    }
    assert_eq!(world.bought(&DEMO).len() + world.bought(&NEW).len(), 4);
    assert_eq!(world.records().await.len(), 4);
}

/// How a purchase of any number has ended.
async fn ended(world: &World, tenant: &str, index: usize) -> Got {
    let key = format!("key-{index}");
    for _ in 0..10 {
        let got = world.purchase_as(tenant, Some(&key), &any(415)).await;
        if got.status != 503 {
            return got;
        }
    }
    panic!("{key} has not ended");
}

#[tokio::test]
async fn what_is_not_for_sale_is_not_bought() {
    let world = World::start().await;
    world.offer(415, 0);
    let got = world.purchase(None, &any(415)).await;
    assert_eq!(got.refusal(), (409, "no_numbers", None));
    let got = world.purchase(None, &json!({ "country": "US", "type": "mobile" })).await;
    assert_eq!(got.refusal(), (409, "no_numbers", None));
    for number in [OTHER.numbers[0], DEMO.numbers[1], EXACT] {
        let got = world.purchase(None, &json!({ "phone_number": number })).await;
        assert_eq!(got.refusal(), (409, "not_available", None), "{number}");
    }
    assert_eq!((world.bought(&DEMO).len(), world.records().await.len()), (0, 0));
    world.pass(600);
    world.sweep().await;
    assert_eq!(world.jobs().await.len(), 0, "nothing is left to do");
}

/// It was bought in Twilio's console, say: it is set up, and is the tenant's here too.
#[tokio::test]
async fn a_number_that_the_account_has_already_is_taken_over() {
    let world = World::start().await;
    let form = "PhoneNumber=%2B14155550142&VoiceUrl=https://elsewhere.example/";
    world.at_twilio(&DEMO, "IncomingPhoneNumbers.json", form).await;
    let got = world.purchase(None, &json!({ "phone_number": EXACT })).await;
    assert_eq!((got.status, got.number()), (201, EXACT));
    let [number] = world.bought(&DEMO).try_into().unwrap();
    world.assert_set_up(&number);
}

/// Our record says that it is another tenant's, but Twilio has just sold it.
#[tokio::test]
async fn a_record_that_is_out_of_date_is_replaced() {
    let world = World::start().await;
    let stale = world.purchase_as(OTHER.tenant_id, None, &json!({ "phone_number": EXACT })).await;
    let (sid, client) = (text(&stale.body, "number_sid"), reqwest::Client::new());
    let (account, twilio) = (OTHER.account_sid, world.sandbox.twilio.url());
    let url = format!("{twilio}/2010-04-01/Accounts/{account}/IncomingPhoneNumbers/{sid}.json");
    client.delete(url).basic_auth(account, Some(OTHER.auth_token)).send().await.unwrap();

    let got = world.purchase(None, &json!({ "phone_number": EXACT })).await;
    assert_eq!(got.status, 201, "{got:?}");
    let [record] = world.records().await.try_into().unwrap();
    assert_eq!(text(&record, "tenant_id"), DEMO.tenant_id);
}

#[tokio::test]
async fn a_purchase_needs_an_account_that_is_active() {
    let world = World::start().await;
    let got = world.purchase_as("stranger", None, &any(415)).await;
    assert_eq!(got.refusal(), (409, "not_provisioned", None));
    for status in [AccountStatus::Suspended, AccountStatus::Closed] {
        world.set_status(&NEW, status).await;
        let got = world.purchase_as(NEW.tenant_id, None, &any(415)).await;
        assert_eq!(got.refusal(), (409, "account_not_active", None));
    }
    assert_eq!(world.purchases(), 0);
}
