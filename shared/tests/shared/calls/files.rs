//! The files of recordings and voicemails, once they are in the bucket.

use sandbox::Sandbox;
use shared::records::{Attachment, AttachmentStatus, Job, JobPayload, MediaJob, MediaTarget};
use shared::store::{Outcome, Store};
use twilio::status::RecordingStatus;

use super::events::{Event, Scene, voicemail_sid};
use super::{at, commit, demo, read, scene, store};

const RECORDED: Event = Event::Recording(RecordingStatus::Completed);
const LEFT: Event = Event::Voicemail(RecordingStatus::Completed);

/// The job that goes with an event.
fn job(scene: &Scene, event: &Event) -> MediaJob {
    let (_, jobs) = scene.decision(event);
    let [Job { payload: JobPayload::Media(job), .. }] = jobs.as_slice() else { panic!("{jobs:?}") };
    job.clone()
}

fn stored(job: &MediaJob) -> Attachment {
    let announced = Attachment::announced(job.url.clone(), job.content_type.clone());
    let key = Some(format!("recordings/{}.mp3", job.tenant_id));
    Attachment { status: AttachmentStatus::Stored, size: Some(7), key, ..announced }
}

/// A call with a recording and a voicemail, neither of which is in the bucket yet.
async fn begun() -> (Sandbox, Store) {
    let (sandbox, store) = store().await;
    for event in [Event::Received, RECORDED, LEFT] {
        commit(&store, &scene(1, 1), event).await;
    }
    (sandbox, store)
}

async fn files(store: &Store) -> Vec<AttachmentStatus> {
    let call = read(store, 1).await.unwrap();
    let voicemail = store.voicemail_get(&demo(), &voicemail_sid(1)).await.unwrap().unwrap();
    let files = [call.recordings[0].file.clone(), voicemail.file];
    files.into_iter().map(|file| file.unwrap().status).collect()
}

#[tokio::test]
async fn the_record_says_where_its_file_is() {
    let (sandbox, store) = begun().await;
    assert_eq!(files(&store).await, [AttachmentStatus::Pending; 2]);
    for event in [RECORDED, LEFT] {
        let job = job(&scene(1, 1), &event);
        assert_eq!(job.content_type, "audio/mpeg");
        let sid = match &job.target {
            MediaTarget::Recording { recording_sid, .. }
            | MediaTarget::Voicemail { recording_sid } => recording_sid,
            MediaTarget::Message { .. } => panic!("{job:?}"),
        };
        assert_eq!(job.url, format!("https://api.twilio.com/Recordings/{sid}.mp3"));
        store.job_done(&job, &stored(&job), at(2)).await.unwrap();
    }
    assert_eq!(files(&store).await, [AttachmentStatus::Stored; 2]);
    assert!(sandbox.records("JobsTable").await.unwrap().is_empty());

    for event in [RECORDED, LEFT] {
        assert_eq!(commit(&store, &scene(1, 3), event).await, Outcome::Duplicate);
    }
    assert_eq!(files(&store).await, [AttachmentStatus::Stored; 2], "done is done");
    assert!(sandbox.records("JobsTable").await.unwrap().is_empty());
}

#[tokio::test]
async fn a_file_that_cannot_be_had_leaves_the_job_for_a_redrive() {
    let (sandbox, store) = begun().await;
    for event in [RECORDED, LEFT] {
        let job = job(&scene(1, 1), &event);
        let failed = Attachment { status: AttachmentStatus::Failed, ..stored(&job) };
        store.job_failed(&job, &failed, at(2)).await.unwrap();
    }
    assert_eq!(files(&store).await, [AttachmentStatus::Failed; 2]);
    let jobs = sandbox.records("JobsTable").await.unwrap();
    assert!(jobs.len() == 2 && jobs.iter().all(|job| job.get("shard").is_none()), "{jobs:?}");
}

#[tokio::test]
async fn another_tenants_job_writes_nothing() {
    let (_sandbox, store) = begun().await;
    for event in [RECORDED, LEFT] {
        let job = MediaJob { tenant_id: super::other(), ..job(&scene(1, 1), &event) };
        store.job_done(&job, &stored(&job), at(2)).await.unwrap();
    }
    assert_eq!(files(&store).await, [AttachmentStatus::Pending; 2]);
}
