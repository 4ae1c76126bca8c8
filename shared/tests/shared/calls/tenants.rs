//! Tenants, their numbers and preferences.

use sandbox::demo::{DEMO, OTHER};
use shared::records::Preferences;
use shared::store::{Allowance, Also};
use twilio::phone::E164;

use super::{at, demo, other, scene, store};

fn number(tenant: &sandbox::demo::Tenant) -> E164 {
    tenant.numbers[0].parse().unwrap()
}

#[tokio::test]
async fn a_call_learns_its_number_and_tenant_in_one_call() {
    let (sandbox, store) = store().await;
    sandbox.add(&OTHER).await.unwrap();
    sandbox.aws.clear_calls();
    let facts = store.facts_for_call((&number(&DEMO), None), &demo(), Also::Nothing).await.unwrap();
    let calls = sandbox.aws.calls();
    let calls: Vec<_> = calls.iter().map(|call| call.operation.as_str()).collect();
    assert_eq!(calls, ["BatchGetItem"]);
    assert_eq!(facts.number.as_ref().unwrap().phone_number, number(&DEMO));
    assert_eq!(facts.tenant.as_ref().unwrap().primary_number, Some(number(&DEMO)));
    assert_eq!(facts.preferences(), Preferences::default());

    let theirs = store
        .facts_for_call((&number(&OTHER), Some(&number(&DEMO))), &demo(), Also::Nothing)
        .await
        .unwrap();
    assert!(theirs.number.is_none() && theirs.tenant.is_some(), "another tenant's number");
    assert_eq!(theirs.caller.unwrap().phone_number, number(&DEMO));
    let nobody = store
        .facts_for_call(
            (&number(&DEMO), Some(&number(&DEMO))),
            &"nobody".parse().unwrap(),
            Also::Nothing,
        )
        .await
        .unwrap();
    assert!(nobody.number.is_none() && nobody.tenant.is_none());
}

#[tokio::test]
async fn numbers_are_their_tenants_alone() {
    let (sandbox, store) = store().await;
    sandbox.add(&OTHER).await.unwrap();
    let found = store.number_get(&demo(), &number(&DEMO)).await.unwrap().unwrap();
    assert_eq!(found.account_sid.as_str(), DEMO.account_sid);
    assert!(store.number_get(&other(), &number(&DEMO)).await.unwrap().is_none());
    let mut numbers: Vec<_> = store.number_list(&demo()).await.unwrap();
    numbers.sort_by(|a, b| a.phone_number.cmp(&b.phone_number));
    let numbers: Vec<_> = numbers.iter().map(|number| number.phone_number.as_str()).collect();
    assert_eq!(numbers, DEMO.numbers);
}

#[tokio::test]
async fn preferences_are_written_and_nothing_else() {
    let (_sandbox, store) = store().await;
    let calls = Allowance { name: "calls_minute", seconds: 60, limit: 1 };
    assert!(store.allowance_take(&demo(), &calls, at(1)).await.unwrap());
    store.open_call_add(&scene(1, 1).content(), 1).await.unwrap();
    let before = store.tenant_get(&demo()).await.unwrap().unwrap();
    let preferences = Preferences {
        voicemail_enabled: true,
        greeting_text: Some("Hello".to_owned()),
        ..Preferences::default()
    };
    store.preferences_replace(&demo(), &preferences, None).await.unwrap();
    let after = store.tenant_get(&demo()).await.unwrap().unwrap();
    assert_eq!(after.preferences, preferences);
    assert_eq!((after.open_calls.len(), &after.open_calls), (1, &before.open_calls));
    assert!(!store.allowance_take(&demo(), &calls, at(1)).await.unwrap());
    assert_eq!(after.primary_number, before.primary_number);
}

#[tokio::test]
async fn a_tenant_without_a_record_gets_one() {
    let (_sandbox, store) = store().await;
    assert!(store.tenant_get(&other()).await.unwrap().is_none());
    store.preferences_replace(&other(), &Preferences::default(), None).await.unwrap();
    let tenant = store.tenant_get(&other()).await.unwrap().unwrap();
    assert_eq!((tenant.account_sid, tenant.preferences), (None, Preferences::default()));
}

#[tokio::test]
async fn a_tenant_keeps_its_preferences_when_it_is_added_again() {
    let (sandbox, store) = store().await;
    let preferences = Preferences { voicemail_enabled: true, ..Preferences::default() };
    store.preferences_replace(&demo(), &preferences, None).await.unwrap();
    sandbox.add(&DEMO).await.unwrap();
    assert_eq!(store.tenant_get(&demo()).await.unwrap().unwrap().preferences, preferences);
}
