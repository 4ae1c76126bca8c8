//! Outbound calls, from the request to what Twilio says.

use futures::future::join_all;
use shared::ids::CallId;
use shared::records::{Call, CallContent, CallRequest, Direction, Placement};
use shared::store::{Begun, Outcome, Store};
use twilio::status::CallStatus;

use super::events::{Event, call_id, call_sid};
use super::{at, commit, demo, other, read, scene, store};

/// Call `number`, made at this time.
fn made(number: usize, millis: i64) -> CallContent {
    let say = Some("Your table is ready".to_owned());
    CallContent {
        call_sid: None,
        direction: Direction::Outbound,
        recording_enabled: Some(true),
        request: CallRequest { say, ..CallRequest::default() },
        ..scene(number, millis).content()
    }
}

async fn begin(store: &Store, content: &CallContent) -> Begun {
    store.call_begin(content).await.unwrap()
}

async fn placed(store: &Store, placement: &Placement, millis: i64) -> (Outcome, Call) {
    let outcome = store.call_placed(&demo(), &call_id(1), placement, at(millis)).await.unwrap();
    (outcome, read(store, 1).await.unwrap())
}

#[tokio::test]
async fn a_call_begins_once() {
    let (_sandbox, store) = store().await;
    assert!(matches!(begin(&store, &made(1, 1)).await, Begun::Begun));
    let Begun::Exists(call) = begin(&store, &made(1, 2)).await else { panic!("begun twice") };
    assert_eq!((call.content.created_at, call.progress.status), (at(1), None));
    assert_eq!(call.content, made(1, 1));
}

#[tokio::test]
async fn two_at_once_are_one() {
    let (_sandbox, store) = store().await;
    let content = made(1, 1);
    let answers = (0..4).map(|_| begin(&store, &content));
    let answers = join_all(answers).await;
    let begun = answers.iter().filter(|answer| matches!(answer, Begun::Begun)).count();
    let exists = answers.iter().filter(|answer| matches!(answer, Begun::Exists(_))).count();
    assert_eq!((begun, exists), (1, 3), "{answers:?}");
}

#[tokio::test]
async fn another_tenants_id_is_refused() {
    let (_sandbox, store) = store().await;
    commit(&store, &scene(1, 1), Event::Received).await;
    let content = CallContent { tenant_id: other(), ..made(1, 2) };
    assert!(matches!(begin(&store, &content).await, Begun::Foreign));
    let placement = Placement::Unconfirmed;
    let outcome = store.call_placed(&other(), &call_id(1), &placement, at(3)).await.unwrap();
    assert_eq!(outcome, Outcome::Foreign);
}

#[tokio::test]
async fn twilios_answer_does_not_step_back() {
    let (_sandbox, store) = store().await;
    begin(&store, &made(1, 1)).await;
    commit(&store, &scene(1, 2), Event::Call(CallStatus::InProgress)).await;
    let placement = Placement::Placed { call_sid: call_sid(1), status: CallStatus::Queued };
    let (outcome, call) = placed(&store, &placement, 3).await;
    assert_eq!(outcome, Outcome::Applied);
    assert_eq!(call.progress.status, Some(CallStatus::InProgress));
    assert_eq!(call.progress.status_times["queued"], at(3));
    assert_eq!((&call.content.call_sid, call.unconfirmed), (&Some(call_sid(1)), false));
    assert_eq!(call.content.direction, Direction::Outbound);
    assert_eq!(placed(&store, &placement, 4).await.0, Outcome::Duplicate);
}

#[tokio::test]
async fn a_refused_call_has_failed() {
    let (_sandbox, store) = store().await;
    begin(&store, &made(1, 1)).await;
    let (error_code, error_message) = (Some(21_215), "not permitted".to_owned());
    let (_, call) = placed(&store, &Placement::Refused { error_code, error_message }, 2).await;
    assert_eq!(call.progress.status, Some(CallStatus::Failed));
    assert_eq!((call.progress.error_code, call.progress.ended_at), (error_code, Some(at(2))));
    assert_eq!(call.error_message.as_deref(), Some("not permitted"));
}

#[tokio::test]
async fn a_callback_confirms_a_call_whose_answer_was_lost() {
    let (_sandbox, store) = store().await;
    begin(&store, &made(1, 1)).await;
    let (_, call) = placed(&store, &Placement::Unconfirmed, 2).await;
    assert!(call.unconfirmed && call.progress.status.is_none());
    commit(&store, &scene(1, 3), Event::Call(CallStatus::Ringing)).await;
    let call = read(&store, 1).await.unwrap();
    assert_eq!((call.unconfirmed, call.content.call_sid), (false, Some(call_sid(1))));
}

#[tokio::test]
async fn a_call_that_never_began_cannot_be_placed() {
    let (_sandbox, store) = store().await;
    let nobody: CallId = "nobody".parse().unwrap();
    let outcome = store.call_placed(&demo(), &nobody, &Placement::Unconfirmed, at(1)).await;
    assert_eq!(outcome.unwrap(), Outcome::Duplicate);
    assert!(store.call_get(&demo(), &nobody).await.unwrap().is_none());
}
