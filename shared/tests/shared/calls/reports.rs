//! What each report does to a call's record, and what it leaves alone.

use serde_json::json;
use shared::records::Write;
use shared::store::Outcome;
use twilio::status::{CallStatus, RecordingStatus};

use super::events::{CALLER, Event, Scene, events};
use super::{at, commit, demo, read, scene, store};

#[tokio::test]
async fn a_repeat_changes_nothing() {
    let (sandbox, store) = store().await;
    for event in events() {
        // The leg's last callback has told of it before, and its job is there.
        let announced = event == Event::Recording(RecordingStatus::Completed);
        let expected = if announced { Outcome::Duplicate } else { Outcome::Applied };
        assert_eq!(commit(&store, &scene(1, 1), event.clone()).await, expected, "{event:?}");
    }
    let tables = async || {
        let calls = sandbox.only_record("CallsTable").await.unwrap();
        (calls, sandbox.only_record("VoicemailsTable").await.unwrap())
    };
    let before = tables().await;
    for event in events() {
        let again = commit(&store, &scene(1, 2), event.clone()).await;
        assert_eq!(again, Outcome::Duplicate, "{event:?}");
    }
    assert_eq!(tables().await, before);
    assert_eq!(sandbox.records("JobsTable").await.unwrap().len(), 2);
}

#[tokio::test]
async fn what_belongs_to_another_tenant_stays_as_it_is() {
    let (sandbox, store) = store().await;
    for event in events() {
        commit(&store, &scene(1, 1), event).await;
    }
    let before = sandbox.only_record("CallsTable").await.unwrap();
    let jobs = sandbox.records("JobsTable").await.unwrap().len();
    for event in events() {
        let intruder = Scene { tenant: "other", ..scene(1, 2) };
        assert_eq!(commit(&store, &intruder, event.clone()).await, Outcome::Foreign, "{event:?}");
    }
    assert_eq!(sandbox.only_record("CallsTable").await.unwrap(), before);
    assert_eq!(sandbox.records("JobsTable").await.unwrap().len(), jobs);
    let id = scene(1, 1).reference().call_id;
    assert!(store.call_get(&super::other(), &id).await.unwrap().is_none());
}

#[tokio::test]
async fn each_report_is_one_call_to_dynamodb() {
    let (sandbox, store) = store().await;
    for late in [1, 2, 1] {
        for event in events().into_iter().rev() {
            sandbox.aws.clear_calls();
            commit(&store, &scene(late, 1), event.clone()).await;
            assert_eq!(sandbox.aws.calls().len(), 1, "{event:?}");
        }
    }
}

#[tokio::test]
async fn a_late_status_is_kept_and_moves_nothing() {
    let (_sandbox, store) = store().await;
    commit(&store, &scene(1, 1), Event::Call(CallStatus::Completed)).await;
    assert_eq!(commit(&store, &scene(1, 2), Event::Received).await, Outcome::Applied);
    let late = commit(&store, &scene(1, 3), Event::Call(CallStatus::NoAnswer)).await;
    assert_eq!(late, Outcome::Applied);
    let progress = read(&store, 1).await.unwrap().progress;
    assert_eq!(progress.status, Some(CallStatus::Completed));
    assert_eq!((progress.duration, progress.ended_at), (Some(42), Some(at(1))));
    assert_eq!(progress.status_times["no-answer"], at(3));
}

#[tokio::test]
async fn a_new_status_of_twilios_is_kept_and_moves_nothing() {
    let (_sandbox, store) = store().await;
    commit(&store, &scene(1, 1), Event::Received).await;
    let parked = Event::Call("parked".parse().unwrap());
    assert_eq!(commit(&store, &scene(1, 2), parked).await, Outcome::Applied);
    let progress = read(&store, 1).await.unwrap().progress;
    assert_eq!(progress.status, Some(CallStatus::Ringing));
    assert_eq!(progress.status_times["parked"], at(2));
}

#[tokio::test]
async fn a_call_that_was_not_written_is_known_by_its_callbacks() {
    let (_sandbox, store) = store().await;
    commit(&store, &scene(1, 1), Event::Leg(CallStatus::Completed)).await;
    assert!(read(&store, 1).await.is_none(), "of whom, and when?");
    commit(&store, &scene(1, 2), Event::Call(CallStatus::Completed)).await;
    let call = read(&store, 1).await.unwrap();
    assert_eq!((call.content.from_number.as_str(), call.content.created_at), (CALLER, at(2)));
    assert_eq!(call.legs.len(), 1);
}

#[tokio::test]
async fn a_conference_has_an_end_but_no_leg() {
    let (_sandbox, store) = store().await;
    commit(&store, &scene(1, 1), Event::Received).await;
    let (mut writes, _) = scene(1, 2).decision(&Event::Dialled);
    let Some(Write::Dial(report)) = writes.first_mut() else { panic!("no dial") };
    report.leg = None;
    report.end.status = "answered".parse().unwrap();
    store.commit(&writes, &[]).await.unwrap();
    let call = read(&store, 1).await.unwrap();
    assert_eq!(call.dial.unwrap().status.as_str(), "answered");
    assert_eq!(call.legs, []);
}

#[tokio::test]
async fn a_recording_that_came_to_nothing_says_so() {
    let (sandbox, store) = store().await;
    commit(&store, &scene(1, 1), Event::Received).await;
    for status in [RecordingStatus::Failed, RecordingStatus::Absent] {
        commit(&store, &scene(1, 2), Event::Recording(status)).await;
    }
    let call = read(&store, 1).await.unwrap();
    let recording = call.recording().unwrap();
    assert_eq!(recording.status, Some(RecordingStatus::Failed));
    assert_eq!((&recording.file, recording.facts.duration), (&None, None));
    assert_eq!(sandbox.records("JobsTable").await.unwrap(), [json!(null); 0]);
}

#[tokio::test]
async fn the_first_completed_recording_stands_for_the_call() {
    let (_sandbox, store) = store().await;
    commit(&store, &scene(1, 1), Event::Received).await;
    commit(&store, &scene(1, 2), Event::Recording(RecordingStatus::InProgress)).await;
    let (mut writes, _) = scene(1, 3).decision(&Event::Recording(RecordingStatus::Completed));
    let Some(Write::Recording(report)) = writes.first_mut() else { panic!("no recording") };
    report.recording_sid = "REffffffffffffffffffffffffffffffff".parse().unwrap();
    let second = report.recording_sid.clone();
    let job = report.job();
    store.commit(&writes, &job.into_iter().collect::<Vec<_>>()).await.unwrap();
    let call = store.call_get(&demo(), &scene(1, 1).reference().call_id).await.unwrap().unwrap();
    assert_eq!(call.recordings.len(), 2);
    assert_eq!(call.recording().unwrap().recording_sid, second);
}
