//! `sweeper` and calls whose end was not heard.

use std::time::Duration;

use sandbox::demo::DEMO;
use sandbox::{Sandbox, Setup, Time};
use serde_json::Value;
use shared::app::App;
use shared::records::{
    CallContent, CallRef, CallReport, CallRequest, Direction, Step, Timestamp, Write,
};
use sweeper::Sweeper;
use twilio::form::Details;
use twilio::sid::CallSid;
use twilio::status::CallStatus;
use twilio_simulator::{Fault, OutsideCall, Resource, RestFault};

use super::{MINUTE, START};

/// A sandbox in which no webhook is heard.
struct Deaf {
    sandbox: Sandbox,
    time: Time,
    app: App,
}

impl Deaf {
    async fn start() -> Self {
        let time = Time::at(Timestamp::from_millis(START));
        let setup = Setup { clock: time.clock(), ..Setup::default() };
        let functions = vec![sandbox::worker::<Sweeper>()];
        let sandbox = Sandbox::with(setup, functions, axum::Router::new()).await.unwrap();
        let app = sandbox.app("SweeperFunction").unwrap();
        Self { sandbox, time, app }
    }

    /// A call that Twilio has, and that is over.
    async fn call(&self) -> CallSid {
        let (from, to) = ("+15550190001".to_owned(), DEMO.numbers[0].to_owned());
        let call = OutsideCall { from, to, ..OutsideCall::default() };
        self.sandbox.twilio.place_call(call).await.unwrap().sid.parse().unwrap()
    }

    /// As `voice` writes it.
    async fn receive(&self, sid: &CallSid) {
        let call = Write::Call(Box::new(self.content(sid)), CallStatus::Ringing);
        self.app.store.commit(&[call], &[]).await.unwrap();
    }

    /// As `call-status` does.
    async fn ended(&self, sid: &CallSid) {
        let CallContent { call_id, tenant_id, account_sid, .. } = self.content(sid);
        let call = CallRef { call_id, tenant_id, account_sid };
        let step =
            Step { status: Some(CallStatus::Completed), duration: Some(9), ..Step::default() };
        let (call_sid, at) = (sid.clone(), self.time.now());
        let report = CallReport { call, call_sid, inbound: None, step, at };
        let report = Write::CallStatus(Box::new(report));
        self.app.store.commit(&[report], &[]).await.unwrap();
    }

    fn content(&self, sid: &CallSid) -> CallContent {
        CallContent {
            call_id: sid.into(),
            call_sid: Some(sid.clone()),
            tenant_id: DEMO.tenant_id.parse().unwrap(),
            account_sid: DEMO.account_sid.parse().unwrap(),
            direction: Direction::Inbound,
            from_number: "+15550190001".to_owned(),
            to_number: DEMO.numbers[0].to_owned(),
            lead_id: None,
            recording_enabled: None,
            request: CallRequest::default(),
            details: Details::default(),
            created_at: self.time.now(),
        }
    }

    async fn sweep_after(&self, time: Duration) -> Value {
        self.time.pass(time);
        self.sandbox.tick("SweeperFunction").await.unwrap();
        self.sandbox.only_record("CallsTable").await.unwrap()
    }

    /// How often Twilio was asked for a call.
    fn asked(&self) -> usize {
        let requests = self.sandbox.twilio.requests();
        requests.iter().filter(|request| request.path.contains("/Calls")).count()
    }
}

const QUARTER: Duration = Duration::from_mins(15);

#[tokio::test]
async fn a_call_that_has_ended_is_not_looked_up() {
    let deaf = Deaf::start().await;
    let sid = deaf.call().await;
    deaf.receive(&sid).await;
    deaf.ended(&sid).await;
    let record = deaf.sweep_after(QUARTER).await;
    assert_eq!((&record["settle_shard"], deaf.asked()), (&Value::Null, 0));
}

#[tokio::test]
async fn a_mark_that_came_after_the_end_is_taken_away() {
    let deaf = Deaf::start().await;
    let sid = deaf.call().await;
    deaf.ended(&sid).await;
    deaf.receive(&sid).await;
    assert!(deaf.sandbox.only_record("CallsTable").await.unwrap()["settle_shard"].is_string());
    let record = deaf.sweep_after(QUARTER).await;
    assert_eq!((&record["settle_shard"], deaf.asked()), (&Value::Null, 0));
    assert_eq!(record["duration:completed"], 9);
}

#[tokio::test]
async fn two_sweeps_at_once_look_a_call_up_once() {
    let deaf = Deaf::start().await;
    deaf.receive(&deaf.call().await).await;
    deaf.time.pass(QUARTER);
    let sweeps = (0..4).map(|_| deaf.sandbox.tick("SweeperFunction"));
    for sweep in futures::future::join_all(sweeps).await {
        sweep.unwrap();
    }
    assert_eq!(deaf.asked(), 2, "the call and its legs");
    let record = deaf.sandbox.only_record("CallsTable").await.unwrap();
    assert!(record["at:completed"].is_string() && record["settle_shard"].is_null(), "{record}");
}

#[tokio::test]
async fn while_twilio_does_not_answer_it_is_asked_less_and_less() {
    let deaf = Deaf::start().await;
    deaf.receive(&deaf.call().await).await;
    let fault = Fault { times: 99, ..Fault::next(Resource::Calls, RestFault::ServerError) };
    deaf.sandbox.twilio.fail(fault);
    for (looks, minutes) in [15, 15, 30, 60, 120, 240, 240].into_iter().enumerate() {
        deaf.sweep_after(MINUTE * (minutes - 1)).await;
        assert_eq!(deaf.asked(), looks, "{minutes}");
        let record = deaf.sweep_after(MINUTE).await;
        assert_eq!((deaf.asked(), &record["at:completed"]), (looks + 1, &Value::Null));
    }
    deaf.sandbox.twilio.heal();
    assert!(deaf.sweep_after(MINUTE * 240).await["at:completed"].is_string());
}

#[tokio::test]
async fn a_call_that_twilio_does_not_know_has_failed() {
    let deaf = Deaf::start().await;
    deaf.receive(&"CA00000000000000000000000000000001".parse().unwrap()).await;
    let record = deaf.sweep_after(QUARTER).await;
    assert!(record["at:failed"].is_string() && record["settle_shard"].is_null(), "{record}");
    let words = "What became of this call is not known: Twilio does not know it any more.";
    assert_eq!(record["error_message"], words);
}

#[tokio::test]
async fn the_calls_of_a_suspended_account_wait() {
    let deaf = Deaf::start().await;
    deaf.receive(&deaf.call().await).await;
    set_status(&deaf, "suspended").await;
    let record = deaf.sweep_after(QUARTER).await;
    assert!(record["settle_shard"].is_string() && deaf.asked() == 0, "{record}");
}

#[tokio::test]
async fn the_calls_of_a_closed_account_have_failed() {
    let deaf = Deaf::start().await;
    deaf.receive(&deaf.call().await).await;
    set_status(&deaf, "closed").await;
    let record = deaf.sweep_after(QUARTER).await;
    assert_eq!((record["at:failed"].is_string(), deaf.asked()), (true, 0));
    let words = "What became of this call is not known: its Twilio account is closed.";
    assert_eq!(record["error_message"], words);
}

/// Here, and not at Twilio.
async fn set_status(deaf: &Deaf, status: &str) {
    let store = deaf.sandbox.app("AccountsFunction").unwrap().store;
    let sid = DEMO.account_sid.parse().unwrap();
    let mut account = store.account_get_latest(&sid).await.unwrap().unwrap();
    account.status = status.parse().unwrap();
    store.account_put(&account).await.unwrap();
}
