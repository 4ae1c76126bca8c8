//! An account that a company has already, with its numbers, becomes a tenant's.

use http::Method;
use sandbox::demo::{DEMO, OTHER};
use serde_json::{Value, json};
use shared::numbers::{drift, settings};
use shared::records::{Account, Job, JobPayload, Tenant};
use twilio::auth_token::AuthToken;
use twilio::phone::E164;
use twilio::sid::AccountSid;
use twilio::status::AccountStatus;
use twilio_simulator::{Fault, NewAccount, NewNumber, NumberSettings, Resource, RestFault};

use crate::world::{World, each};

const TENANT: &str = "company";
const SID: &str = "ACc0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0";
const TOKEN: &str = "c0c00000000000000000000000000c0c";
/// In no order.
const NUMBERS: [&str; 3] = ["+15550100303", "+15550100301", "+15550100302"];

/// The company's account is at Twilio, where its numbers call something else.
async fn world() -> World {
    with(World::start().await).await
}

async fn with(world: World) -> World {
    let twilio = &world.sandbox.twilio;
    let account = NewAccount {
        sid: Some(SID.to_owned()),
        auth_token: Some(TOKEN.to_owned().into()),
        friendly_name: "Company".to_owned(),
        owner_sid: None,
    };
    twilio.create_account(account).unwrap();
    let elsewhere = || Some("https://old.example/hook".to_owned());
    for number in NUMBERS {
        let settings = NumberSettings {
            sms_url: elsewhere(),
            voice_url: elsewhere(),
            trunk_sid: Some("TK00000000000000000000000000000001".to_owned()),
            voice_application_sid: Some("AP00000000000000000000000000000001".to_owned()),
            ..NumberSettings::default()
        };
        let (account_sid, phone_number) = (SID.to_owned(), number.to_owned());
        let friendly_name = Some("Front desk".to_owned());
        twilio
            .create_number(&NewNumber { account_sid, phone_number, friendly_name, settings })
            .unwrap();
    }
    add(&world, TENANT, TOKEN).await;
    world
}

/// What `scripts/add-account` writes.
async fn add(world: &World, tenant: &str, token: &str) {
    let account_sid = SID.parse().unwrap();
    let token = AuthToken::new(token.to_owned());
    let sealed = world.app.secrets.encrypt(&account_sid, &token).await.unwrap();
    let account = Account::active(account_sid, tenant.parse().unwrap(), sealed);
    world.app.store.account_put(&account).await.unwrap();
}

/// What `scripts/account` writes.
async fn order(world: &World) {
    order_for(world, SID).await;
}

async fn order_for(world: &World, account: &str) {
    let payload = JobPayload::Link {
        tenant_id: TENANT.parse().unwrap(),
        account_sid: account.parse().unwrap(),
        base_url: world.sandbox.public_url().to_owned(),
    };
    let job = Job { due_at: world.app.now(), ..Job::new(payload, world.app.now()) };
    world.app.store.job_put(&job).await.unwrap();
}

async fn company(world: &World) -> Option<Tenant> {
    world.app.store.tenant_get(&TENANT.parse().unwrap()).await.unwrap()
}

async fn records(world: &World) -> Vec<Value> {
    let mut records = world.sandbox.records("NumbersTable").await.unwrap();
    records.retain(|record| record["account_sid"] == SID);
    records
}

/// Times that a number was set up, and what was asked for with it.
fn configured(world: &World) -> Vec<Vec<String>> {
    let requests = world.sandbox.twilio.requests().into_iter();
    let posts = requests.filter(|one| one.method == "POST" && one.account.as_deref() == Some(SID));
    posts.map(|one| one.parameters).collect()
}

async fn assert_linked(world: &World, case: &str) {
    let tenant = company(world).await.unwrap();
    assert_eq!(tenant.account_sid.as_ref().map(AccountSid::as_str), Some(SID), "{case}");
    let primary = tenant.primary_number.as_ref().map(E164::as_str);
    assert_eq!(primary, Some("+15550100301"), "{case}");
    let base = world.sandbox.public_url();
    let owned = world.app.accounts.open(&SID.parse().unwrap()).await.unwrap().unwrap();
    let (sid, within) = (&owned.account.account_sid, std::time::Duration::from_secs(5));
    let errand = world.app.twilio().errand((sid, owned.token()), within);
    let owned = errand.number_list(sid).await.unwrap();
    assert_eq!(owned.len(), NUMBERS.len(), "{case}");
    for number in &owned {
        assert_eq!(drift(number, &settings(base, None)), [], "{case}");
        assert_eq!(number.friendly_name.as_deref(), Some("Front desk"), "{case}");
    }
    let records = records(world).await;
    assert_eq!(records.len(), NUMBERS.len(), "{case}");
    for record in records {
        assert_eq!(
            (&record["tenant_id"], &record["webhooks_base"]),
            (&json!(TENANT), &json!(base))
        );
        assert_eq!(record["capabilities"]["sms"], json!(true), "{case}");
    }
    assert_eq!(world.jobs().await, Vec::<Value>::new(), "{case}");
}

#[tokio::test]
async fn all_numbers_are_set_up_and_the_first_is_the_primary_one() {
    let world = world().await;
    order(&world).await;
    world.sweep().await;
    assert_linked(&world, "once").await;
    assert_eq!(configured(&world).len(), NUMBERS.len());
    assert_eq!(world.text(NUMBERS[0]).await, 200);
    // Asked for again, it does nothing but look.
    order(&world).await;
    world.sweep().await;
    assert_linked(&world, "again").await;
    assert_eq!(configured(&world).len(), NUMBERS.len());
}

#[tokio::test]
async fn a_primary_number_that_is_chosen_stays() {
    let world = world().await;
    let chosen = Tenant {
        primary_number: Some(NUMBERS[0].parse().unwrap()),
        ..Tenant::new(TENANT.parse().unwrap())
    };
    world.app.store.tenant_put(&chosen).await.unwrap();
    order(&world).await;
    world.sweep().await;
    assert_eq!(company(&world).await.unwrap().primary_number, chosen.primary_number);
}

/// Whatever Twilio does not answer, the next sweeps bring it to its end, and no number is set up
/// again that is as it should be.
#[tokio::test]
async fn what_twilio_did_not_answer_goes_on_in_the_next_sweep() {
    // The list is not there; some numbers are set up; all are, and nobody knows it of the last.
    let cases = RestFault::FAILURES.map(|fault| [0, 2, NUMBERS.len()].map(|skip| (fault, skip)));
    each(cases.concat(), async |(fault, skip)| {
        let (case, world) = (format!("{fault:?} {skip}"), world().await);
        order(&world).await;
        let resource = Resource::Numbers;
        world.sandbox.twilio.fail(Fault { resource, method: None, fault, times: 999, skip });
        world.sweep().await;
        assert_eq!(world.jobs().await.len(), 1, "{case}");
        let (left, before) = (NUMBERS.len() - set_up(&world), configured(&world).len());
        world.sandbox.twilio.heal();
        world.sweep().await;
        assert_linked(&world, &case).await;
        assert_eq!(configured(&world).len() - before, left, "{case}");
    })
    .await;
}

/// How many numbers are set up.
fn set_up(world: &World) -> usize {
    let url = format!("{}/api", world.sandbox.public_url());
    let ours = |number: &twilio_simulator::Number| {
        number.settings.sms_url.as_ref().is_some_and(|found| found.starts_with(&url))
    };
    world.sandbox.twilio.numbers(SID).unwrap().iter().filter(|number| ours(number)).count()
}

/// What can never be is given up, logged, and leaves nothing behind.
#[tokio::test]
async fn what_cannot_be_is_refused_for_good() {
    for case in ["no record", "another tenant's", "suspended", "wrong token", "another account"] {
        let world = world().await;
        let sid = SID.parse().unwrap();
        let account = world.app.store.account_get(&sid).await.unwrap().unwrap();
        let store = &world.app.store;
        match case {
            "no record" => {}
            "another tenant's" => add(&world, DEMO.tenant_id, TOKEN).await,
            "suspended" => {
                let status = AccountStatus::Suspended;
                store.account_put(&Account { status, ..account }).await.unwrap();
            }
            "wrong token" => add(&world, TENANT, DEMO.auth_token).await,
            _ => {
                let account_sid = Some(OTHER.account_sid.parse().unwrap());
                let tenant = Tenant { account_sid, ..Tenant::new(TENANT.parse().unwrap()) };
                store.tenant_put(&tenant).await.unwrap();
            }
        }
        let before = company(&world).await;
        let stranger = "AC99999999999999999999999999999999";
        order_for(&world, if case == "no record" { stranger } else { SID }).await;
        world.sweep().await;
        assert_eq!(world.jobs().await, Vec::<Value>::new(), "{case}");
        assert_eq!(company(&world).await, before, "{case}");
        assert_eq!((records(&world).await, configured(&world)), (vec![], vec![]), "{case}");
    }
}

/// The main account cannot change it at Twilio, but it is no longer served here.
#[tokio::test]
async fn an_account_under_another_owner_is_suspended_and_closed_here() {
    for parameters in [&[][..], &[("TwilioAccountSid", "")]] {
        let world = with(World::with(parameters).await).await;
        order(&world).await;
        world.sweep().await;
        for status in [AccountStatus::Suspended, AccountStatus::Active, AccountStatus::Closed] {
            let payload = JobPayload::Standing {
                tenant_id: TENANT.parse().unwrap(),
                account_sid: SID.parse().unwrap(),
                status,
            };
            world.app.store.job_put(&Job::new(payload, world.app.now())).await.unwrap();
            world.sweep().await;
            let account = world.app.store.account_get(&SID.parse().unwrap()).await.unwrap();
            assert_eq!(account.unwrap().status, status);
            let at_twilio = world.sandbox.twilio.account(SID).unwrap().unwrap();
            assert_eq!(at_twilio.status.as_str(), "active");
        }
        // It lets go of what was held back.
        world.sweep().await;
        assert_eq!((records(&world).await, world.jobs().await), (vec![], vec![]));
        assert_eq!(company(&world).await.unwrap().account_sid, None);
    }
}

/// The others are linked all the same.
#[tokio::test]
async fn a_number_with_a_record_of_another_tenant_stays_there() {
    let world = world().await;
    let foreign = NUMBERS[1].parse().unwrap();
    let demo = DEMO.numbers[0].parse().unwrap();
    let store = &world.app.store;
    let record = store.number_get(&DEMO.tenant_id.parse().unwrap(), &demo).await.unwrap().unwrap();
    let record = shared::records::Number { phone_number: foreign, ..record };
    store.number_put(&record).await.unwrap();
    order(&world).await;
    world.sweep().await;
    assert_eq!(records(&world).await.len(), NUMBERS.len() - 1);
    let primary = company(&world).await.unwrap().primary_number;
    assert_eq!(primary.unwrap().as_str(), "+15550100302");
    let found = store.number_get(&DEMO.tenant_id.parse().unwrap(), &record.phone_number).await;
    assert_eq!(found.unwrap(), Some(record));
    assert_eq!(world.jobs().await, Vec::<Value>::new());
}

/// A tenant that is on its way to an account comes to it first.
#[tokio::test]
async fn a_tenant_that_is_being_provisioned_is_waited_for() {
    let world = world().await;
    let cut = |times| Fault {
        resource: Resource::Search,
        method: Some(Method::GET),
        fault: RestFault::CutBefore,
        times,
        skip: 0,
    };
    world.sandbox.twilio.fail(cut(999));
    assert_eq!(world.post(TENANT, "provision", &json!({})).await.status, 202);
    order(&world).await;
    world.sweep().await;
    let tenant = company(&world).await.unwrap();
    assert!(tenant.account_sid.is_none() && tenant.is_being_provisioned());
    world.sandbox.twilio.heal();
    for _ in 0..3 {
        world.sweep().await;
    }
    // It has one of its own now.
    let tenant = company(&world).await.unwrap();
    assert_ne!(tenant.account_sid.unwrap().as_str(), SID);
    assert_eq!((records(&world).await, world.jobs().await), (vec![], vec![]));
}
