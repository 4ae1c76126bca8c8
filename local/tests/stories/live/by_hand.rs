//! Phones that somebody has in hand, in real time, as in the local run: what the website is told at each
//! moment of a call, and what the two hear of each other.

use serde_json::{Value, json};
use twilio_simulator::Party;

use crate::world::{CUSTOMER, World, until};

/// The tenant's own phone.
const PHONE: &str = "+15550190009";
/// Whom the tenant calls.
const LEAD: &str = "+15550190007";

/// A call while somebody plays it.
struct Played {
    world: World,
    sid: String,
}

impl Played {
    async fn call(&self) -> Value {
        let url = format!("{}/sim/calls/{}", self.world.twilio().url(), self.sid);
        let text = self.world.client.get(url).send().await.unwrap().text().await.unwrap();
        serde_json::from_str(&text).unwrap()
    }

    /// Waits until that goes on at the phone that Twilio called first, or was called by.
    async fn first(&self, doing: &str) {
        until(doing, async || (self.call().await["now"]["doing"] == doing).then_some(())).await;
    }

    /// The same at the phone that was dialled; returns its leg.
    async fn second(&self, doing: &str) -> String {
        let leg = async || {
            let leg = self.call().await["legs"][0].clone();
            let is_so = leg["now"]["doing"] == doing;
            is_so.then(|| leg["sid"].as_str().unwrap().to_owned())
        };
        until(doing, leg).await
    }

    /// Somebody does something at a phone and is noticed.
    async fn does(&self, sid: &str, step: Value) {
        let url = format!("{}/sim/calls/{sid}/steps", self.world.twilio().url());
        let done = self.world.client.post(url).body(step.to_string()).send().await.unwrap();
        assert_eq!(done.text().await.unwrap(), r#"{"taken":true}"#, "{step}");
    }

    /// Waits until the website reads this of its only call.
    async fn told(&self, expected: &str) -> Value {
        let is_so = |page: &Value| state(&page["items"][0]) == expected;
        self.world.get_until("/api/calls", is_so).await["items"][0].clone()
    }
}

/// How far a call is, as much as calls and events say.
fn state(call: &Value) -> String {
    let is = |name: &str| if call[name].is_null() { "not " } else { "" };
    let own = &call["own_leg"];
    let own =
        own.is_object().then(|| format!("own phone {}, taken {}; ", own["status"], own["taken"]));
    let own = own.unwrap_or_default().replace('"', "");
    format!("{own}{}answered, {}over", is("answered_at"), is("ended_at"))
}

/// What events say of a call, without what they repeat.
async fn events(world: &World, path: &str) -> Vec<String> {
    let over = |page: &Value| {
        page["items"].as_array().unwrap().iter().any(|event| event["type"] == "call.ended")
    };
    let page = world.get_until(path, over).await;
    let items = page["items"].as_array().unwrap().iter();
    let calls = items.filter(|event| event["type"].as_str().unwrap().starts_with("call."));
    let mut states: Vec<_> = calls.map(|event| state(&event["data"])).collect();
    states.dedup();
    states
}

async fn next_events(world: &World) -> String {
    let next = world.get("/api/events").await["next"].as_str().unwrap().to_owned();
    format!("/api/events?after={next}&limit=100")
}

#[tokio::test]
async fn a_call_to_a_lead_is_told_at_each_moment() {
    let world = World::in_real_time().await;
    for phone in [PHONE, LEAD] {
        world.expect_call(phone, Party::Live).await;
    }
    let next = next_events(&world).await;
    let request = json!({ "to": LEAD, "connect": PHONE });
    let made = world.send_json("POST", "/api/twilio/calls/make", &request).await;
    let played = Played { world, sid: made["call_sid"].as_str().unwrap().to_owned() };
    played.first("ringing").await;
    played.told("own phone ringing, taken null; not answered, not over").await;
    played.does(&played.sid, json!({ "answer": true })).await;
    played.first("gathering").await;
    played.told("own phone in-progress, taken null; not answered, not over").await;
    played.does(&played.sid, json!({ "press": "1" })).await;
    let lead = played.second("ringing").await;
    let call = played.told("own phone in-progress, taken true; not answered, not over").await;
    assert_eq!(call["outcome"], Value::Null);
    played.does(&lead, json!({ "answer": true })).await;
    played.first("talking").await;
    let call = played.told("own phone in-progress, taken true; answered, not over").await;
    assert_eq!((&call["outcome"], &call["talk_seconds"]), (&json!("answered"), &Value::Null));

    played.does(&played.sid, json!({ "say": "Good morning." })).await;
    played.does(&lead, json!({ "say": "Who is there?" })).await;
    let heard = async || {
        let call = played.call().await;
        let (one, other) = (&call["heard"], &call["legs"][0]["heard"]);
        let has = |heard: &Value, words: &str| {
            heard.as_array().unwrap().contains(&json!({ "said": words }))
        };
        (has(one, "Who is there?") && has(other, "Good morning.")).then_some(())
    };
    until("both are heard", heard).await;

    played.does(&lead, json!({ "hang_up": true })).await;
    played.told("own phone completed, taken true; answered, over").await;
    let told = events(&played.world, &next).await;
    for moment in [
        "own phone ringing, taken null; not answered, not over",
        "own phone in-progress, taken null; not answered, not over",
        "own phone in-progress, taken true; not answered, not over",
        "own phone in-progress, taken true; answered, not over",
    ] {
        assert!(told.iter().any(|state| state == moment), "{moment}: {told:?}");
    }
    assert_eq!(told.last().unwrap(), "own phone completed, taken true; answered, over", "{told:?}");
}

#[tokio::test]
async fn a_call_that_is_forwarded_is_answered_as_soon_as_it_is_taken() {
    let world = World::in_real_time().await;
    world.forward_to(PHONE, &json!({})).await;
    world.expect_call(PHONE, Party::Live).await;
    let url = format!("{}/sim/calls", world.twilio().url());
    let call = json!({ "from": CUSTOMER, "to": world.tenant.numbers[0], "live": true });
    let answer = world.client.post(url).body(call.to_string()).send().await.unwrap();
    let answer: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
    let played = Played { world, sid: answer["sid"].as_str().unwrap().to_owned() };
    let phone = played.second("ringing").await;
    played.told("not answered, not over").await;
    played.does(&phone, json!({ "answer": true })).await;
    played.second("gathering").await;
    played.told("not answered, not over").await;
    played.does(&phone, json!({ "press": "1" })).await;
    played.first("talking").await;
    let call = played.told("answered, not over").await;
    assert_eq!((&call["outcome"], &call["status"]), (&json!("answered"), &json!("in-progress")));
    played.does(&played.sid, json!({ "hang_up": true })).await;
    played.told("answered, over").await;
}
