//! Whatever order a call's events arrive in, and however often, its records end up the same: through
//! the real store, and down to the last attribute.

use std::collections::BTreeMap;

use futures::{StreamExt, stream};
use serde_json::{Value, json};
use shared::records::Timestamp;
use shared::store::Store;
use twilio::status::{CallStatus, RecordingStatus};

use super::events::{CALLER, Event, OURS, digits, events, leg_sid, recording_sid, voicemail_sid};
use super::{at, demo, read, scene};
use crate::world::{World, deliver, orders};

const CASES: usize = 2_000;
const REPEATS: usize = 2;
const TABLES: [&str; 3] = ["CALLS_TABLE", "VOICEMAILS_TABLE", "JOBS_TABLE"];

/// Call `number` lives through `events` in this order, all at the same time of day.
async fn live(store: &Store, number: usize, events: &[Event]) {
    for event in events {
        let (writes, jobs) = scene(number, 1_700_000_000_000).decision(event);
        deliver(store, (&writes, &jobs)).await;
    }
}

/// The records of each call in all tables, its own digits taken out.
async fn endings(world: &World) -> BTreeMap<usize, Vec<Value>> {
    let mut endings: BTreeMap<usize, Vec<Value>> = BTreeMap::new();
    for table in TABLES {
        let records = world.records(table).await;
        for mut record in records {
            // Where a job waits depends on its id, and so does where an open call does: a mark that is
            // written after the end is taken away by the sweeper.
            record.as_object_mut().unwrap().remove("shard");
            record.as_object_mut().unwrap().remove("settle_shard");
            let text = record.to_string();
            let sid = text.find("CA00").unwrap_or_else(|| text.find("RE03").unwrap());
            let own = &text[sid + 4..sid + 34];
            let number = usize::from_str_radix(own, 16).unwrap() - 1;
            assert_eq!(own, digits(number));
            let same = serde_json::from_str(&text.replace(own, "…")).unwrap();
            endings.entry(number).or_default().push(same);
        }
    }
    for records in endings.values_mut() {
        records.sort_by_key(|record| record["job_id"].as_str().map(str::to_owned));
    }
    endings
}

#[tokio::test(flavor = "multi_thread")]
async fn every_order_ends_in_the_same_records_and_jobs() {
    let world = World::start().await;
    let orders = orders(&events(), REPEATS, CASES);
    stream::iter(orders.iter().enumerate())
        .for_each_concurrent(4, |(number, order)| live(&world.store, number, order))
        .await;

    let endings = endings(&world).await;
    assert_eq!(endings.len(), CASES);
    for (number, records) in &endings {
        assert_eq!(records, &endings[&0], "after {:?}", orders[*number]);
    }
    let [call, voicemail, jobs @ ..] = endings[&0].as_slice() else { panic!("no records") };
    assert_eq!((&call["from_number"], &call["vm:RE03…"]), (&json!(CALLER), &json!(30)));
    assert_eq!((&voicemail["status"], &voicemail["duration"]), (&json!("new"), &json!(30)));
    let jobs: Vec<_> = jobs.iter().map(|job| job["job_id"].as_str().unwrap()).collect();
    assert_eq!(jobs, ["recording:CA00…:RE02…", "voicemail:RE03…"]);
}

/// With a clock that moves, each status keeps the time of its first arrival, and what is read is the
/// same apart from times.
#[tokio::test(flavor = "multi_thread")]
async fn a_call_reads_the_same_after_every_order() {
    let world = World::start().await;
    for (number, order) in orders(&events(), REPEATS, 20).iter().enumerate() {
        let time = |position: usize| 1_000 * i64::try_from(position).unwrap();
        for (position, event) in order.iter().enumerate() {
            let (writes, jobs) = scene(number, time(position)).decision(event);
            deliver(&world.store, (&writes, &jobs)).await;
        }
        let first = |wanted: &[Event]| {
            let position = order.iter().position(|event| wanted.contains(event));
            at(time(position.unwrap()))
        };
        assert_the_call(&world.store, number, &first).await;
        assert_the_voicemail(&world.store, number, &first).await;
    }
}

async fn assert_the_call(store: &Store, number: usize, first: &impl Fn(&[Event]) -> Timestamp) {
    let call = read(store, number).await.unwrap();
    let completed = Event::Call(CallStatus::Completed);
    let known = [Event::Received, completed.clone(), Event::Call(CallStatus::InProgress)];
    assert_eq!(call.content.created_at, first(&known));
    assert_eq!(call.content.lead_id.as_deref(), Some("lead-1"));
    let progress = &call.progress;
    assert_eq!(progress.status, Some(CallStatus::Completed));
    assert_eq!(progress.status_times["completed"], first(std::slice::from_ref(&completed)));
    assert_eq!(progress.status_times["ringing"], first(&[Event::Received]));
    assert_eq!((progress.duration, progress.ended_at), (Some(42), Some(first(&[completed]))));
    assert_eq!(progress.answered_by.as_ref().unwrap().as_str(), "machine_start");

    let [leg] = call.legs.as_slice() else { panic!("{:?}", call.legs) };
    assert_eq!((&leg.call_sid, leg.from_number.as_deref()), (&leg_sid(number), Some(CALLER)));
    assert_eq!(leg.progress.status, Some(CallStatus::Completed));
    assert_eq!(leg.dial.as_ref().unwrap().bridged, Some(true));
    let recording = call.recording().unwrap();
    assert_eq!(recording.recording_sid, recording_sid(number));
    assert_eq!(recording.status, Some(RecordingStatus::Completed));
    let url = format!("https://api.twilio.com/Recordings/{}.mp3", recording_sid(number));
    assert_eq!(recording.file.as_ref().unwrap().url, url);
    assert_eq!((recording.facts.duration, call.voicemail_duration), (Some(30), Some(30)));
    assert!(call.has_voicemail() && call.recording_enabled());
}

async fn assert_the_voicemail(
    store: &Store,
    number: usize,
    first: &impl Fn(&[Event]) -> Timestamp,
) {
    let voicemail = store.voicemail_get(&demo(), &voicemail_sid(number)).await.unwrap().unwrap();
    let received = Event::Voicemail(RecordingStatus::Completed);
    assert_eq!(voicemail.created_at, first(&[received]));
    assert_eq!(voicemail.from_number.as_deref(), Some(CALLER));
    assert_eq!(voicemail.to_number.as_deref(), Some(OURS));
    assert_eq!(voicemail.transcription.as_deref(), Some("call me back"));
}
