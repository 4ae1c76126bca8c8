//! What a tenant lives through, and what it is told.

use std::fmt::{Debug, Write};
use std::sync::Mutex;
use std::time::Duration;

use serde_json::{Value, json};
use shared::records::Timestamp;
use shared::store::{Conversations, List, PageRequest, Wanted, Whose};
use twilio_simulator::{
    Corruption, Delivery, InboundMedia, InboundMessage, Resource, RestFault, Script, Step,
};

use crate::website::{Got, path_of};
use crate::world::{CUSTOMER, World, until};

const MESSAGES: &str = "/api/messages";
const ACCOUNT: &str = "/api/twilio/account";
/// What customer and tenant say to each other.
const BODIES: [&str; 3] = ["a private matter", "a private reply", "a private reminder"];
/// Later than any job is due: the year 2100, in milliseconds.
const END_OF_TIME: i64 = 4_102_444_800_000;
/// More jobs than the story has.
const MOST: i32 = 100;

pub(crate) struct Story {
    pub(crate) world: World,
    tokens: Vec<String>,
    answers: Mutex<String>,
}

impl Story {
    /// A tenant gets an account, whose answer is lost, and a number.
    pub(crate) async fn begin() -> Self {
        let mut world = World::of_newcomer().await;
        world.twilio().fail_next(Resource::Accounts, RestFault::CutAfter);
        let wish = json!({ "area_code": "212", "friendly_name": "Front desk" });
        let got = world.asked("POST", "/api/twilio/provision", &wish).await;
        assert_eq!(got.status, 201, "{got:?}");
        world.has_got(&got.body);
        let tokens = vec![world.tenant.auth_token.to_owned()];
        let story = Self { world, tokens, answers: Mutex::default() };
        story.heard(&got);
        story
    }

    /// The rest, up to the end of the account.
    pub(crate) async fn live(&mut self) {
        self.receive().await;
        self.write().await;
        self.telephone().await;
        self.buy().await;
        self.be_suspended().await;
        self.rotate().await;
        self.ask("POST", &format!("{ACCOUNT}/close"), Value::Null, 200).await;
        self.ask("POST", &format!("{ACCOUNT}/reactivate"), Value::Null, 409).await;
        self.ask("POST", MESSAGES, json!({ "to": CUSTOMER, "body": BODIES[1] }), 409).await;
    }

    /// Texts and a picture; forged and unknown ones too.
    async fn receive(&self) {
        let media = vec![InboundMedia::of_bytes("image/png", b"png")];
        let text = self.world.text(BODIES[0]);
        self.heard(&self.world.send(InboundMessage { media, ..text.clone() }).await);
        for corrupt in [Corruption::Signature, Corruption::MissingSignature] {
            let delivery = Delivery { corrupt: Some(corrupt), ..Delivery::default() };
            self.heard(&self.world.send(InboundMessage { delivery, ..text.clone() }).await);
        }
        let fields = [("AccountSid", self.world.tenant.account_sid), ("From", CUSTOMER)];
        self.heard(&self.world.post("/api/twilio/sms-webhook", &fields).await);
        self.ask("GET", "/api/threads", Value::Null, 200).await;
        self.ask("GET", &self.world.thread(), Value::Null, 200).await;
        self.heard(&self.world.get_as("/api/threads", "no token").await);
    }

    /// Messages that are sent, looked for, refused, scheduled, cancelled.
    async fn write(&self) {
        let reply = json!({ "to": CUSTOMER, "body": BODIES[1] });
        for fault in [None, Some(RestFault::TooManyRequests), Some(RestFault::CutAfter)] {
            if let Some(fault) = fault {
                self.world.twilio().fail_next(Resource::Messages, fault);
            }
            let got = self.ask("POST", MESSAGES, reply.clone(), 202).await;
            self.heard(&self.world.until_status(&path_of(&got), "delivered").await);
        }
        let later = self.world.app.now().after(Duration::from_hours(1));
        let reminder = json!({ "to": CUSTOMER, "body": BODIES[2], "send_at": later });
        let got = self.ask("POST", MESSAGES, reminder, 202).await;
        self.ask("DELETE", &path_of(&got), Value::Null, 200).await;
        let internal = json!({ "to": CUSTOMER, "media_urls": ["https://10.0.0.1/a.png"] });
        self.ask("POST", MESSAGES, internal, 400).await;
        self.heard(&self.world.send(self.world.text("STOP")).await);
        self.ask("POST", MESSAGES, reply, 409).await;
        self.heard(&self.world.send(self.world.text("START")).await);
    }

    /// A voicemail, and calls that are made and refused.
    async fn telephone(&self) {
        self.world.prefer(&json!({ "voicemail_enabled": true })).await;
        let caller = vec![Step::speak_words(7, BODIES[0])];
        self.heard(&self.world.call(Script { caller, ..Script::default() }).await);
        let stored = |page: &Value| page["items"][0]["file"]["status"] == "stored";
        self.heard(&self.world.get_until("/api/voicemails", stored).await);
        let call = json!({ "to": CUSTOMER, "say": BODIES[1] });
        self.ask("POST", "/api/twilio/calls/make", call.clone(), 201).await;
        self.world.twilio().fail_next(Resource::Calls, RestFault::ServerError);
        self.heard(&self.world.asked("POST", "/api/twilio/calls/make", &call).await);
        self.ask("GET", "/api/calls", Value::Null, 200).await;
    }

    /// A second number, which is changed and given back.
    async fn buy(&self) {
        let search = "/api/twilio/available-numbers?area_code=303";
        self.ask("GET", search, Value::Null, 200).await;
        self.world.twilio().fail_next(Resource::Numbers, RestFault::ServerErrorAfter);
        let any = json!({ "area_code": 303 });
        self.heard(&self.world.asked("POST", "/api/twilio/purchase-number", &any).await);
        let numbers = self.ask("GET", "/api/numbers?check=true", Value::Null, 200).await;
        let second = numbers["items"][1]["phone_number"].as_str().unwrap();
        let path = format!("/api/numbers/{}", &second[1..]);
        self.ask("PATCH", &path, json!({ "friendly_name": "Branch" }), 200).await;
        self.ask("DELETE", &path, Value::Null, 200).await;
    }

    async fn be_suspended(&self) {
        let due = self.world.app.now().after(Duration::from_secs(2));
        let reminder = json!({ "to": CUSTOMER, "body": BODIES[2], "send_at": due });
        let got = self.ask("POST", MESSAGES, reminder.clone(), 202).await;
        self.ask("POST", &format!("{ACCOUNT}/suspend"), Value::Null, 200).await;
        self.ask("POST", MESSAGES, reminder, 409).await;
        let fields = [("AccountSid", self.world.tenant.account_sid), ("From", CUSTOMER)];
        self.heard(&self.world.post("/api/twilio/voice-webhook", &fields).await);
        self.world.until_held().await;
        self.ask("POST", &format!("{ACCOUNT}/reactivate"), Value::Null, 200).await;
        self.world.sweep().await;
        self.heard(&self.world.until_status(&path_of(&got), "delivered").await);
    }

    /// The first try is cut off when the second token is there already.
    async fn rotate(&mut self) {
        let path = format!("{ACCOUNT}/rotate-token");
        self.world.twilio().fail_next(Resource::Tokens, RestFault::CutAfter);
        until("another token", async || {
            let got = self.world.asked("POST", &path, &Value::Null).await;
            self.heard(&got);
            (got.status == 200).then_some(())
        })
        .await;
        let account = self.world.twilio().account(self.world.tenant.account_sid).unwrap().unwrap();
        self.tokens.push(account.auth_token.reveal().to_owned());
        assert_ne!(self.tokens[0], self.tokens[1]);
        self.heard(&self.world.send(self.world.text(BODIES[0])).await);
    }

    async fn ask(&self, method: &str, path: &str, body: Value, status: u16) -> Value {
        let got: Got = self.world.asked(method, path, &body).await;
        self.heard(&got);
        assert_eq!(got.status, status, "{path}: {got:?}");
        got.body
    }

    /// Remembers an answer.
    fn heard(&self, answer: &impl Debug) {
        writeln!(self.answers.lock().unwrap(), "{answer:?}").unwrap();
    }
}

/// What is left of it.
impl Story {
    /// The tenant's tokens, the first one first.
    pub(crate) fn tokens(&self) -> impl Iterator<Item = &str> {
        self.tokens.iter().map(String::as_str)
    }

    /// Every answer.
    pub(crate) fn answers(&self) -> String {
        self.answers.lock().unwrap().clone()
    }

    /// Texts and numbers that no log may have.
    pub(crate) fn private(&self) -> Vec<String> {
        let numbers = [CUSTOMER, self.world.tenant.numbers[0]].map(|number| number[1..].to_owned());
        BODIES.map(str::to_owned).into_iter().chain(numbers).collect()
    }

    /// All records as they are stored.
    pub(crate) async fn stored(&self) -> String {
        let mut stored = String::new();
        let sandbox = self.world.sandbox();
        for table in sandbox.aws.template().tables.keys() {
            for record in sandbox.records(table).await.unwrap() {
                writeln!(stored, "{table} {record}").unwrap();
            }
        }
        stored
    }

    /// Records, configuration and clients in their debug form.
    pub(crate) async fn shown(&self) -> String {
        let (app, tenant) = (&self.world.app, self.world.tenant.tenant_id.parse().unwrap());
        let (store, account) = (&app.store, self.world.tenant.account_sid.parse().unwrap());
        let mut shown = format!("{app:?}\n{:?}\n{:?}\n", app.config, app.twilio());
        let mut show = |record: &dyn Debug| writeln!(shown, "{record:?}").unwrap();
        show(&store.account_get(&account).await.unwrap());
        show(&app.accounts.open(&account).await.unwrap());
        show(&store.tenant_get(&tenant).await.unwrap());
        show(&store.number_list(&tenant).await.unwrap());
        show(&store.job_due(Timestamp::from_millis(END_OF_TIME), MOST).await.unwrap());
        let all = |list| PageRequest::parse(list, None, None).unwrap();
        let threads = store
            .thread_list(&tenant, (&Conversations::All, &Wanted::All), &all(List::Threads))
            .await
            .unwrap();
        for thread in &threads.items {
            let page = all(List::Messages);
            show(
                &store
                    .message_list(&tenant, (&thread.thread_id, &Wanted::All), &page)
                    .await
                    .unwrap(),
            );
        }
        show(
            &store
                .call_list(&tenant, (&Whose::All, &Wanted::All), &all(List::Calls))
                .await
                .unwrap(),
        );
        show(
            &store
                .voicemail_list(&tenant, (&Whose::All, None, Wanted::All), &all(List::Voicemails))
                .await
                .unwrap(),
        );
        shown
    }
}
