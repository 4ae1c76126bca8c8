//! The stories: what is told by Twilio and asked for by a website, again and again until it is answered.

use std::time::Duration;

use reqwest::Method;
use sandbox::demo::Tenant;
use serde_json::{Value, json};
use twilio_simulator::Delivery;

use crate::world::{TENANTS, World};

/// How often the other side tries.
const TRIES: usize = 60;
const PAUSE: Duration = Duration::from_millis(20);
/// People outside.
const PEOPLE: u64 = 12;

/// What was answered, so that it has to be in the records.
#[derive(Debug, Clone)]
pub(crate) enum Told {
    /// A text has come, with this SID.
    Text(&'static Tenant, String),
    /// A call has come, and is over.
    Call(&'static Tenant, String),
    /// A message was taken over, with this id and text.
    Message(&'static Tenant, String, String),
    /// A call was asked for: its id.
    Made(&'static Tenant, String),
    /// A number was bought.
    Bought(&'static Tenant, String),
    /// A newcomer gets an account with a number: the tenant.
    Provisioned(String),
}

type Fields = Vec<(&'static str, String)>;

struct Teller<'w> {
    world: &'w World,
    tenant: &'static Tenant,
    number: usize,
    random: fastrand::Rng,
}

/// Tells the story with this number.
pub(crate) async fn tell(world: &World, number: usize, seed: u64) -> Vec<Told> {
    let mut random = fastrand::Rng::with_seed(seed);
    let tenant = TENANTS[random.usize(..TENANTS.len())];
    let kind = random.u8(..13);
    let mut teller = Teller { world, tenant, number, random };
    match kind {
        0..=3 => teller.text().await,
        4..=6 => teller.call().await,
        7 | 8 => teller.message().await,
        9 | 10 => teller.make_call().await,
        11 => teller.buy().await,
        _ => teller.provision().await,
    }
}

impl Teller<'_> {
    fn sid(&self, letters: &str) -> String {
        format!("{letters}{:032x}", self.number + 1)
    }

    fn person(&mut self) -> String {
        format!("+1555019{:04}", self.random.u64(..PEOPLE))
    }

    fn own(&self) -> String {
        self.tenant.numbers[0].to_owned()
    }

    /// Somebody writes, and Twilio may tell it twice.
    async fn text(&mut self) -> Vec<Told> {
        let (sid, from) = (self.sid("SM"), self.person());
        let fields = vec![
            ("MessageSid", sid.clone()),
            ("From", from),
            ("To", self.own()),
            ("Body", format!("text {}", self.number)),
        ];
        let told = self.post("sms-webhook", &fields).await;
        if self.random.bool() {
            self.post("sms-webhook", &fields).await;
        }
        told.then_some(Told::Text(self.tenant, sid)).into_iter().collect()
    }

    /// Somebody calls, may leave a message, and hangs up.
    async fn call(&mut self) -> Vec<Told> {
        let (sid, from) = (self.sid("CA"), self.person());
        let call: Fields = vec![
            ("CallSid", sid.clone()),
            ("From", from),
            ("To", self.own()),
            ("Direction", "inbound".to_owned()),
        ];
        let with = |more: &[(&'static str, &str)]| -> Fields {
            let more = more.iter().map(|(name, value)| (*name, (*value).to_owned()));
            call.iter().cloned().chain(more).collect()
        };
        let rings = self.post("voice-webhook", &with(&[("CallStatus", "ringing")])).await;
        if self.random.bool() {
            let step = format!("voice-twiml?step=voicemail-done&call={sid}");
            let recording = self.sid("RE");
            let left = [("CallStatus", "in-progress"), ("RecordingSid", recording.as_str())];
            self.post(&step, &with(&left)).await;
        }
        let over = with(&[("CallStatus", "completed"), ("CallDuration", "12")]);
        let ended = self.post(&format!("call-status?call={sid}"), &over).await;
        (rings && ended).then_some(Told::Call(self.tenant, sid)).into_iter().collect()
    }

    /// The website sends a text.
    async fn message(&mut self) -> Vec<Told> {
        let text = format!("message {}", self.number);
        let body = json!({ "to": self.person(), "body": text });
        let answer = self.ask("/api/messages", &body).await;
        let id = answer.and_then(|answer| answer["message_id"].as_str().map(str::to_owned));
        id.map(|id| Told::Message(self.tenant, id, text)).into_iter().collect()
    }

    /// The website has a text spoken.
    async fn make_call(&mut self) -> Vec<Told> {
        let body = json!({ "to": self.person(), "say": format!("call {}", self.number) });
        let answer = self.ask("/api/twilio/calls/make", &body).await;
        let id = answer.and_then(|answer| answer["call_id"].as_str().map(str::to_owned));
        id.map(|id| Told::Made(self.tenant, id)).into_iter().collect()
    }

    async fn buy(&mut self) -> Vec<Told> {
        let answer = self.ask("/api/twilio/purchase-number", &json!({ "area_code": 415 })).await;
        let number = answer.and_then(|answer| answer["phone_number"].as_str().map(str::to_owned));
        number.map(|number| Told::Bought(self.tenant, number)).into_iter().collect()
    }

    /// Somebody new signs up.
    async fn provision(&mut self) -> Vec<Told> {
        let tenant = format!("newcomer-{}", self.number);
        let wish = json!({ "area_code": "415" });
        let answer = self.ask_as(&tenant, "/api/twilio/provision", &wish).await;
        answer.map(|_| Told::Provisioned(tenant)).into_iter().collect()
    }

    /// Twilio tells something, again until it is answered; whether it was.
    async fn post(&mut self, webhook: &str, fields: &[(&'static str, String)]) -> bool {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        for _ in 0..TRIES {
            let asked = self.world.asks().await;
            let delivery = Delivery::default();
            let answer =
                self.world.sandbox.deliver((self.tenant, webhook), &fields, &delivery).await;
            drop(asked);
            if answer.is_ok_and(|answer| [200, 204].contains(&answer.status)) {
                return true;
            }
            tokio::time::sleep(PAUSE).await;
        }
        false
    }

    async fn ask(&mut self, path: &str, body: &Value) -> Option<Value> {
        self.ask_as(self.tenant.tenant_id, path, body).await
    }

    /// The website asks, again with the same key until it has an answer that stays; what that is, if it is a yes.
    async fn ask_as(&self, tenant_id: &str, path: &str, body: &Value) -> Option<Value> {
        let key = format!("story-{}", self.number);
        for _ in 0..TRIES {
            let answer = self.world.ask(tenant_id, (Method::POST, path), &key, body).await;
            match answer {
                Some((200..=299, answer)) => return Some(answer),
                Some((400..=428, _)) => return None,
                _ => tokio::time::sleep(PAUSE).await,
            }
        }
        None
    }
}
