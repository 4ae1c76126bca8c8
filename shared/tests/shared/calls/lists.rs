//! A tenant's calls and voicemails in pages.

use shared::records::{Call, VoicemailStatus};
use shared::store::{List, PageRequest, Wanted, Whose};
use twilio::status::{CallStatus, RecordingStatus};

use super::events::{Event, Scene, call_id, voicemail_sid};
use super::{at, commit, demo, other, scene, store};

const ALL: (&Whose, &Wanted<Call>) = (&Whose::All, &Wanted::All);

fn of_lead(lead: &str) -> Whose {
    Whose::Of { parties: Vec::new(), lead: Some(lead.to_owned()) }
}

fn page(list: List, limit: &str, cursor: Option<&str>) -> PageRequest {
    PageRequest::parse(list, Some(limit), cursor).unwrap()
}

#[tokio::test]
async fn calls_come_newest_first_in_pages() {
    let (_sandbox, store) = store().await;
    for number in 1..=3 {
        let millis = i64::try_from(number).unwrap();
        commit(&store, &scene(number, millis), Event::Received).await;
    }
    commit(&store, &Scene { tenant: "other", ..scene(4, 4) }, Event::Received).await;
    commit(&store, &scene(5, 5), Event::Leg(CallStatus::Ringing)).await;

    let first = store.call_list(&demo(), ALL, &page(List::Calls, "2", None)).await.unwrap();
    let ids: Vec<_> = first.items.iter().map(|call| &call.content.call_id).collect();
    assert_eq!(ids, [&call_id(3), &call_id(2)]);
    let next = page(List::Calls, "2", first.next.as_deref());
    let second = store.call_list(&demo(), ALL, &next).await.unwrap();
    assert_eq!((second.items.len(), second.next), (1, None));

    let theirs = store.call_list(&other(), ALL, &next).await.unwrap();
    assert!(theirs.items.is_empty(), "another tenant's cursor");
    let theirs = store.call_list(&other(), ALL, &page(List::Calls, "2", None)).await.unwrap();
    assert_eq!(theirs.items[0].content.call_id, call_id(4));
}

#[tokio::test]
async fn calls_of_a_lead_are_a_list_of_their_own() {
    let (_sandbox, store) = store().await;
    commit(&store, &scene(1, 1), Event::Received).await;
    commit(&store, &scene(2, 2), Event::Call(CallStatus::Completed)).await;
    let listed = async |tenant, lead: &str| {
        let page = page(List::Calls, "10", None);
        store.call_list(&tenant, (&of_lead(lead), &Wanted::All), &page).await.unwrap().items.len()
    };
    assert_eq!(listed(demo(), "lead-1").await, 1);
    assert_eq!(listed(demo(), "lead-2").await, 0);
    assert_eq!(listed(other(), "lead-1").await, 0);
}

#[tokio::test]
async fn voicemails_come_by_status_or_all() {
    let (_sandbox, store) = store().await;
    for number in 1..=3 {
        let millis = i64::try_from(number).unwrap();
        let completed = Event::Voicemail(RecordingStatus::Completed);
        commit(&store, &scene(number, millis), completed).await;
    }
    for stub in [Event::Left, Event::Transcribed, Event::Voicemail(RecordingStatus::Absent)] {
        commit(&store, &scene(4, 4), stub).await;
    }
    let listened = VoicemailStatus::Listened;
    let marked = store.voicemail_mark(&demo(), &voicemail_sid(2), listened, at(9)).await;
    assert_eq!(marked.unwrap().unwrap().status, listened);

    let listed = async |tenant, status| {
        let page = page(List::Voicemails, "10", None);
        let found =
            store.voicemail_list(&tenant, (&Whose::All, status, Wanted::All), &page).await.unwrap();
        found.items.into_iter().map(|voicemail| voicemail.recording_sid).collect::<Vec<_>>()
    };
    let sids = |numbers: &[usize]| numbers.iter().map(|n| voicemail_sid(*n)).collect::<Vec<_>>();
    assert_eq!(listed(demo(), None).await, sids(&[3, 2, 1]));
    assert_eq!(listed(demo(), Some(VoicemailStatus::New)).await, sids(&[3, 1]));
    assert_eq!(listed(demo(), Some(listened)).await, sids(&[2]));
    assert_eq!(listed(other(), None).await, sids(&[]));
}
