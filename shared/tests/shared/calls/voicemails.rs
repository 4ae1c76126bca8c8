//! What each report, and the tenant, does to a voicemail.

use shared::records::{TranscriptionStatus, Voicemail, VoicemailStatus, Write};
use shared::store::{Outcome, Store};
use twilio::status::RecordingStatus;

use super::events::{CALLER, Event, call_id, voicemail_sid};
use super::{at, commit, demo, other, read, scene, store};

const COMPLETED: Event = Event::Voicemail(RecordingStatus::Completed);

async fn voicemail(store: &Store) -> Option<Voicemail> {
    store.voicemail_get(&demo(), &voicemail_sid(1)).await.unwrap()
}

#[tokio::test]
async fn it_is_there_once_it_can_be_heard() {
    let (_sandbox, store) = store().await;
    for early in [Event::Left, Event::Transcribed, Event::Voicemail(RecordingStatus::InProgress)] {
        assert_eq!(commit(&store, &scene(1, 1), early).await, Outcome::Applied);
        assert!(voicemail(&store).await.is_none());
    }
    let new = VoicemailStatus::New;
    let marked = store.voicemail_mark(&demo(), &voicemail_sid(1), new, at(2)).await.unwrap();
    assert!(marked.is_none(), "what is not there cannot be marked");
    commit(&store, &scene(1, 3), COMPLETED).await;
    let voicemail = voicemail(&store).await.unwrap();
    assert_eq!((voicemail.status, voicemail.created_at), (new, at(3)));
    assert_eq!((&voicemail.call_id, voicemail.from_number.as_deref()), (&call_id(1), Some(CALLER)));
    assert_eq!(voicemail.transcription.as_deref(), Some("call me back"));
    assert!(!voicemail.is_empty());
}

#[tokio::test]
async fn it_is_there_without_ever_knowing_who_left_it() {
    let (_sandbox, store) = store().await;
    commit(&store, &scene(1, 1), COMPLETED).await;
    let voicemail = voicemail(&store).await.unwrap();
    assert_eq!((voicemail.from_number, voicemail.transcription_status), (None, None));
}

#[tokio::test]
async fn a_text_counts_more_than_a_failure() {
    let (_sandbox, store) = store().await;
    commit(&store, &scene(1, 1), COMPLETED).await;
    commit(&store, &scene(1, 2), Event::NotTranscribed).await;
    let failed = Some(TranscriptionStatus::Failed);
    assert_eq!(voicemail(&store).await.unwrap().transcription_status, failed);
    commit(&store, &scene(1, 3), Event::Transcribed).await;
    commit(&store, &scene(1, 4), Event::NotTranscribed).await;
    let completed = Some(TranscriptionStatus::Completed);
    assert_eq!(voicemail(&store).await.unwrap().transcription_status, completed);
}

#[tokio::test]
async fn a_moment_of_noise_is_kept_but_empty() {
    let (_sandbox, store) = store().await;
    commit(&store, &scene(1, 1), Event::Received).await;
    let (writes, jobs) = scene(1, 2).decision(&COMPLETED);
    let Some(Write::Voicemail(report)) = writes.into_iter().next() else { panic!("no voicemail") };
    let mut report = *report;
    report.news.facts.duration = Some(1);
    store.commit(&report.writes(), &jobs).await.unwrap();
    assert!(voicemail(&store).await.unwrap().is_empty());
    let call = read(&store, 1).await.unwrap();
    assert_eq!((call.voicemail_duration, call.has_voicemail()), (Some(1), false));
}

#[tokio::test]
async fn the_tenant_moves_it_and_its_first_hearing_is_kept() {
    let (_sandbox, store) = store().await;
    commit(&store, &scene(1, 1), COMPLETED).await;
    let mark = async |tenant, status, millis| {
        store.voicemail_mark(&tenant, &voicemail_sid(1), status, at(millis)).await.unwrap()
    };
    assert!(mark(other(), VoicemailStatus::Archived, 2).await.is_none());
    assert_eq!(voicemail(&store).await.unwrap().status, VoicemailStatus::New);
    for (status, millis) in [
        (VoicemailStatus::Listened, 3),
        (VoicemailStatus::Archived, 4),
        (VoicemailStatus::Listened, 5),
    ] {
        let marked = mark(demo(), status, millis).await.unwrap();
        assert_eq!((marked.status, marked.listened_at), (status, Some(at(3))));
    }
    assert_eq!(commit(&store, &scene(1, 6), COMPLETED).await, Outcome::Duplicate);
    assert_eq!(voicemail(&store).await.unwrap().status, VoicemailStatus::Listened);
}
