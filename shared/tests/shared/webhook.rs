//! The driver of webhooks: what it answers when something it needs is not there.

use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{Request, StatusCode};
use sandbox::Sandbox;
use sandbox::aws::{Fault, Service};
use sandbox::demo::DEMO;
use shared::app::App;
use shared::gateway::Gateway;
use shared::records::{Account, CallRef, CallReport, Parties, Step, Timestamp, Write};
use shared::store::{Also, CallFacts, StoreError};
use shared::webhook::{self, Decision, Duty, Received, Reply, Signed, Webhook};
use twilio::form::{FieldErrors, Fields};
use twilio::sid::CallSid;
use twilio::signature;
use twilio::status::{AccountStatus, CallStatus};
use twilio::twiml::{self, Say};

const SID: &str = "CA00000000000000000000000000000001";
const PATH: &str = "/api/twilio/voice-webhook";

/// Says which number was called, and keeps two statuses of the call: one early, one late.
enum Voice {}

struct Event {
    call_sid: CallSid,
    base_url: String,
}

fn said(text: &str) -> Reply {
    Reply::Twiml(twiml::Response::empty().verb(Say::new(text)))
}

fn report(event: &Event, account: &Account, (status, at): (CallStatus, Timestamp)) -> Write {
    let (from_number, to_number) = ("+15550190001".to_owned(), DEMO.numbers[0].to_owned());
    Write::CallStatus(Box::new(CallReport {
        call: CallRef {
            call_id: (&event.call_sid).into(),
            tenant_id: account.tenant_id.clone(),
            account_sid: account.account_sid.clone(),
        },
        call_sid: event.call_sid.clone(),
        inbound: Some(Parties { from_number, to_number }),
        step: Step { status: Some(status), ..Step::default() },
        at,
    }))
}

impl Webhook for Voice {
    const NAME: &'static str = "voice";
    const DUTY: Duty = Duty::Answer;
    type Event = Event;
    type Facts = CallFacts;

    fn parse(signed: &Signed) -> Result<Event, FieldErrors> {
        let mut fields = Fields::of(&signed.form);
        let base_url = signed.base_url.clone();
        let event = fields.required("CallSid").map(|call_sid| Event { call_sid, base_url });
        fields.finish(event)
    }

    fn subject(event: &Event) -> String {
        event.call_sid.to_string()
    }

    fn early(event: &Event, account: &Account, now: Timestamp) -> Vec<Write> {
        vec![report(event, account, (CallStatus::Ringing, now))]
    }

    async fn load(app: &App, _: &Event, account: &Account) -> Result<CallFacts, StoreError> {
        let number = DEMO.numbers[0].parse().unwrap();
        app.store.facts_for_call((&number, None), &account.tenant_id, Also::Nothing).await
    }

    fn decide(event: Event, facts: CallFacts, account: &Account, now: Timestamp) -> Decision {
        let number = facts.number.map(|number| number.phone_number.as_str().to_owned());
        let writes = vec![report(&event, account, (CallStatus::InProgress, now))];
        let reply = said(&format!("{} at {}", number.unwrap_or_default(), event.base_url));
        Decision { reply, writes, jobs: Vec::new() }
    }

    fn unavailable(request: &Received) -> Option<Reply> {
        Some(said(&format!("sorry, {} at {}", request.form.get("From")?, request.base_url)))
    }

    fn inactive(_: &Received) -> Option<Reply> {
        Some(said("not in service"))
    }
}

struct World {
    sandbox: Sandbox,
    app: App,
}

impl World {
    async fn start() -> Self {
        let sandbox = Sandbox::start(Vec::new()).await.unwrap();
        let app = sandbox.app("SmsFunction").unwrap();
        Self { sandbox, app }
    }

    /// A call, as Twilio signs it with this token.
    async fn ring(&self, token: &str) -> (u16, String) {
        let fields = [("AccountSid", DEMO.account_sid), ("CallSid", SID), ("From", "caller")];
        let signed = format!("{}{PATH}", self.sandbox.public_url());
        let body =
            url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let gateway = Gateway { raw_path: PATH.to_owned(), ..Gateway::default() };
        let request = Request::post(PATH)
            .header("content-type", "application/x-www-form-urlencoded")
            .header(signature::HEADER, signature::sign(token, &signed, &fields.iter().collect()))
            .extension(gateway)
            .body(Bytes::from(body))
            .unwrap();
        let response = webhook::respond::<Voice>(&self.app, request).await;
        let status = response.status().as_u16();
        (status, String::from_utf8(response.into_body().to_vec()).unwrap())
    }

    async fn answer(&self) -> String {
        let (status, body) = self.ring(DEMO.auth_token).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        let document = roxmltree::Document::parse(&body).unwrap();
        document.root_element().first_element_child().unwrap().text().unwrap().to_owned()
    }

    async fn statuses(&self) -> Vec<String> {
        let calls = self.sandbox.records("CallsTable").await.unwrap();
        let names = calls.iter().flat_map(|call| call.as_object().unwrap().keys());
        let mut found: Vec<_> =
            names.filter_map(|name| name.strip_prefix("at:").map(str::to_owned)).collect();
        found.sort();
        found
    }

    fn right(&self) -> String {
        format!("{} at {}", DEMO.numbers[0], self.sandbox.public_url())
    }

    fn sorry(&self) -> String {
        format!("sorry, caller at {}", self.sandbox.public_url())
    }
}

fn refused() -> Fault {
    Fault::Refuse { status: 400, code: "ValidationException" }
}

#[tokio::test]
async fn facts_are_read_while_the_call_is_written() {
    let world = World::start().await;
    world.answer().await;
    world.sandbox.aws.clear_calls();
    assert_eq!(world.answer().await, world.right());
    let calls = world.sandbox.aws.calls();
    let mut calls: Vec<_> = calls.iter().map(|call| call.operation.as_str()).collect();
    calls[..2].sort_unstable();
    assert_eq!(calls, ["BatchGetItem", "UpdateItem", "UpdateItem"]);
    assert_eq!(world.statuses().await, ["in-progress", "ringing"]);
}

#[tokio::test]
async fn a_failed_write_does_not_cost_the_answer() {
    for failures in [1, 2] {
        let world = World::start().await;
        world.sandbox.aws.fail_next(Service::DynamoDb, "UpdateItem", failures, refused());
        assert_eq!(world.answer().await, world.right(), "{failures}");
        assert_eq!(world.statuses().await.len(), 2 - failures);
    }
}

#[tokio::test]
async fn failed_facts_do_not_cost_the_record() {
    let world = World::start().await;
    world.sandbox.aws.fail_next(Service::DynamoDb, "BatchGetItem", 1, refused());
    assert_eq!(world.answer().await, world.sorry());
    assert_eq!(world.statuses().await, ["ringing"]);
}

async fn somebody_answers(world: World, fault: Fault) {
    world.sandbox.aws.fail(Service::DynamoDb, fault);
    let started = Instant::now();
    assert_eq!(world.answer().await, world.sorry(), "{fault:?}");
    assert!(started.elapsed() < Duration::from_secs(9), "the function has 10 s");
}

async fn warm() -> World {
    let world = World::start().await;
    world.answer().await;
    world
}

#[tokio::test]
async fn without_dynamodb_somebody_answers_all_the_same() {
    let slow = Fault::Slow(Duration::from_mins(1));
    tokio::join!(
        somebody_answers(World::start().await, Fault::Down),
        somebody_answers(World::start().await, slow),
        somebody_answers(warm().await, Fault::Down),
        somebody_answers(warm().await, slow),
    );
}

#[tokio::test]
async fn a_slow_write_is_given_up_before_the_answer_is_late() {
    let world = World::start().await;
    world.answer().await;
    // The SDK tries it again, and so waits for longer than there is.
    let slow = Fault::Slow(Duration::from_mins(1));
    world.sandbox.aws.fail_next(Service::DynamoDb, "UpdateItem", 9, slow);
    let started = Instant::now();
    assert_eq!(world.answer().await, world.right());
    assert!(started.elapsed() < Duration::from_secs(9), "the function has 10 s");
}

#[tokio::test]
async fn an_inactive_account_is_told_so() {
    for (status, recorded) in
        [(AccountStatus::Suspended, &["in-progress", "ringing"][..]), (AccountStatus::Closed, &[])]
    {
        let world = World::start().await;
        let (store, sid) = (&world.app.store, DEMO.account_sid.parse().unwrap());
        let mut account = store.account_get(&sid).await.unwrap().unwrap();
        account.status = status;
        store.account_put(&account).await.unwrap();
        assert_eq!(world.answer().await, "not in service");
        assert_eq!(world.statuses().await, recorded, "{status:?}");
    }
}

#[tokio::test]
async fn a_forged_call_is_forbidden() {
    let world = World::start().await;
    let (status, body) = world.ring("another token").await;
    assert_eq!((status, body.as_str()), (403, "the signature is not valid"));
    assert_eq!(world.statuses().await, Vec::<String>::new());
}
