//! What holds when all is over.

use std::collections::{BTreeSet, HashMap, HashSet};

use sandbox::demo::{DEMO, PARENT, Tenant};
use serde_json::Value;
use twilio::status::MessageStatus;

use crate::records::{Records, text};
use crate::story::Told;
use crate::world::{TENANTS, World};

/// All tables whose records are a tenant's.
const TABLES: [&str; 8] = [
    "MessagesTable",
    "ThreadsTable",
    "CallsTable",
    "VoicemailsTable",
    "ContactsTable",
    "NumbersTable",
    "EventsTable",
    "TimelineTable",
];

pub(crate) async fn check(world: &World, told: &[Told]) {
    let messages = Records::of(world, "MessagesTable").await;
    let calls = Records::of(world, "CallsTable").await;
    for one in told {
        is_recorded(one, &messages, &calls);
    }
    counted_once(&messages, &Records::of(world, "ThreadsTable").await);
    sent_once(world, &messages);
    made_once(world, &calls).await;
    bought_once(world, told).await;
    provisioned_once(world, told).await;
    only_forward(&messages);
    apart(world).await;
    heard(world, &messages).await;
}

/// Whatever was answered is in exactly one record of the tenant's.
fn is_recorded(told: &Told, messages: &Records, calls: &Records) {
    match told {
        Told::Text(tenant, sid) => {
            let record = of(tenant, messages.one("message_sid", sid));
            assert_eq!(text(record, "status"), "received", "{record}");
        }
        Told::Call(tenant, sid) => {
            let record = of(tenant, calls.one("call_sid", sid));
            assert_eq!(record["duration:completed"], 12, "{record}");
            let rang = record["at:ringing"].is_string() && !text(record, "from_number").is_empty();
            assert!(rang, "{record}");
        }
        Told::Message(tenant, id, body) => {
            let record = of(tenant, messages.one("message_id", id));
            let failed = text(record, "status") == "failed" && record["error_message"].is_string();
            assert!(record["message_sid"].is_string() || failed, "pending: {record}");
            assert_eq!(text(record, "body"), body);
        }
        Told::Made(tenant, id) => {
            let record = of(tenant, calls.one("call_id", id));
            let failed = record["error_message"].is_string();
            assert!(record["call_sid"].is_string() || failed, "pending: {record}");
        }
        Told::Bought(..) | Told::Provisioned(_) => {}
    }
}

/// This record, which is the tenant's.
fn of<'r>(tenant: &Tenant, record: &'r Value) -> &'r Value {
    assert_eq!(text(record, "tenant_id"), tenant.tenant_id, "{record}");
    record
}

/// A text counts once in its conversation, whatever was told twice.
fn counted_once(messages: &Records, threads: &Records) {
    let mut unread: HashMap<(&str, &str), u64> = HashMap::new();
    for message in messages.iter().filter(|message| message["status"] == "received") {
        *unread.entry((text(message, "tenant_id"), text(message, "thread_id"))).or_default() += 1;
    }
    for thread in threads.iter() {
        let key = (text(thread, "tenant_id"), text(thread, "thread_id"));
        let expected = unread.remove(&key).unwrap_or_default();
        assert_eq!(thread["unread_count"].as_u64().unwrap_or_default(), expected, "{thread}");
    }
    assert!(unread.is_empty(), "texts without a conversation: {unread:?}");
}

/// What is at Twilio is in the records, once.
fn sent_once(world: &World, messages: &Records) {
    for tenant in TENANTS {
        let sent = world.sandbox.twilio.sent_messages(tenant.account_sid).unwrap();
        let bodies: Vec<_> = sent.iter().map(|message| message.body.clone()).collect();
        let different: BTreeSet<_> = bodies.iter().collect();
        assert_eq!(different.len(), bodies.len(), "sent twice: {bodies:?}");
        let ours = |body: &String| {
            let of = |record: &&Value| {
                text(record, "tenant_id") == tenant.tenant_id && text(record, "body") == body
            };
            messages.iter().filter(of).any(|record| record["message_sid"].is_string())
        };
        let unknown: Vec<_> = bodies.iter().filter(|body| !ours(body)).collect();
        assert!(unknown.is_empty(), "at Twilio, and not known: {unknown:?}");
    }
    for (sid, count) in messages.count("message_sid") {
        assert!(count == 1 || sid.is_empty(), "{count} messages have the SID {sid}");
    }
}

/// Each call that Twilio has is one record's.
async fn made_once(world: &World, calls: &Records) {
    for tenant in TENANTS {
        let made = at_twilio(world, tenant, "Calls", "calls").await;
        let sids: BTreeSet<_> = made.iter().map(|call| text(call, "sid").to_owned()).collect();
        assert_eq!(sids.len(), made.len());
        for sid in sids {
            assert_eq!(text(calls.one("call_sid", &sid), "tenant_id"), tenant.tenant_id);
        }
    }
}

/// A tenant has in its records the numbers that its account has.
async fn bought_once(world: &World, told: &[Told]) {
    let numbers = Records::of(world, "NumbersTable").await;
    for tenant in TENANTS {
        let owned = world.sandbox.twilio.numbers(tenant.account_sid).unwrap();
        let owned: BTreeSet<_> = owned.into_iter().map(|number| number.phone_number).collect();
        let is_ours = |record: &&Value| text(record, "tenant_id") == tenant.tenant_id;
        let known =
            numbers.iter().filter(is_ours).map(|record| text(record, "phone_number").to_owned());
        assert_eq!(known.collect::<BTreeSet<_>>(), owned, "{}", tenant.tenant_id);
        let bought = told.iter().filter_map(|told| match told {
            Told::Bought(of, number) if of.tenant_id == tenant.tenant_id => Some(number.clone()),
            _ => None,
        });
        let (bought, first): (Vec<_>, _) = (bought.collect(), tenant.numbers.len());
        assert!(bought.iter().all(|number| owned.contains(number)), "{bought:?} of {owned:?}");
        assert!(owned.len() >= bought.len() + first);
    }
}

/// Who has signed up has one account with one number, and no account at Twilio is nobody's.
async fn provisioned_once(world: &World, told: &[Told]) {
    let accounts = at_twilio(world, &PARENT, "", "accounts").await;
    let active = accounts.iter().filter(|account| account["status"] == "active");
    let first = TENANTS.map(|tenant| tenant.account_sid);
    let active = active.map(|account| text(account, "sid"));
    let active: BTreeSet<_> =
        active.filter(|sid| *sid != PARENT.account_sid && !first.contains(sid)).collect();
    let tenants = Records::of(world, "TenantsTable").await;
    let is_new = |tenant: &&Value| text(tenant, "tenant_id").starts_with("newcomer-");
    let known = tenants.iter().filter(is_new).map(|tenant| text(tenant, "account_sid"));
    let known: BTreeSet<_> = known.filter(|sid| !sid.is_empty()).collect();
    assert_eq!(active, known);
    let numbers = Records::of(world, "NumbersTable").await;
    for told in told {
        let Told::Provisioned(tenant) = told else { continue };
        let sid = text(tenants.one("tenant_id", tenant), "account_sid");
        let owned = world.sandbox.twilio.numbers(sid).unwrap();
        assert_eq!(owned.len(), 1, "{tenant} has {owned:?}");
        assert_eq!(text(numbers.one("tenant_id", tenant), "phone_number"), owned[0].phone_number);
    }
}

/// A message has the furthest status that was told of it. What only keeps a SID from being taken twice has none.
fn only_forward(messages: &Records) {
    for message in messages.iter().filter(|message| message["claimed_by"].is_null()) {
        let rank = |status: &str| status.parse::<MessageStatus>().unwrap().rank();
        let heard = message.as_object().unwrap().keys().filter_map(|name| name.strip_prefix("at:"));
        let furthest = heard.map(rank).max();
        let now = rank(text(message, "status"));
        assert!(furthest.is_none_or(|furthest| furthest <= now), "{message}");
    }
}

/// What names an account is of the tenant whose account it is.
async fn apart(world: &World) {
    let owner: HashMap<_, _> =
        TENANTS.iter().map(|tenant| (tenant.account_sid, tenant.tenant_id)).collect();
    for table in TABLES {
        for record in Records::of(world, table).await.iter() {
            let tenant = text(record, "tenant_id");
            let others = owner.iter().filter(|(_, owner)| **owner != tenant);
            let others: Vec<_> = others.map(|(account, _)| *account).collect();
            let all = record.to_string();
            let strange = !tenant.is_empty() && others.iter().any(|account| all.contains(account));
            assert!(!strange, "{table} of {tenant}: {record}");
        }
    }
}

/// Every text is an event, and the tenant's server has had it.
async fn heard(world: &World, messages: &Records) {
    let events = Records::of(world, "EventsTable").await;
    let received: Vec<_> =
        events.iter().filter(|event| text(event, "type") == "message.received").collect();
    let about: HashSet<_> =
        received.iter().map(|event| event["data"]["message_id"].clone()).collect();
    for message in messages.iter().filter(|message| message["status"] == "received") {
        assert!(about.contains(&message["message_id"]), "no event: {message}");
    }
    let taken = world.endpoint.taken();
    let told = |event: &&&Value| text(event, "tenant_id") == DEMO.tenant_id;
    for event in received.iter().filter(told) {
        assert!(taken.contains(text(event, "id")), "the server has not had {event}");
    }
}

async fn at_twilio(world: &World, tenant: &Tenant, resource: &str, list: &str) -> Vec<Value> {
    let (twilio, sid) = (world.sandbox.twilio.url(), tenant.account_sid);
    let of = if resource.is_empty() { String::new() } else { format!("/{sid}/{resource}") };
    let url = format!("{twilio}/2010-04-01/Accounts{of}.json?PageSize=1000");
    let request = reqwest::Client::new().get(url).basic_auth(sid, Some(tenant.auth_token));
    let page = request.send().await.unwrap().text().await.unwrap();
    let page: Value = serde_json::from_str(&page).unwrap();
    page[list].as_array().unwrap().clone()
}
