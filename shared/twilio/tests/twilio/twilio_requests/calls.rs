//! Calls, in all their variants.

use twilio::client::{Detection, MachineDetection, NewCall};

use super::desk::Desk;
use super::request::values;
use crate::twilio_client::{LONG, call, callback, credentials};

fn detections() -> Vec<Option<MachineDetection>> {
    let result = || callback("call-status?call=01JZ");
    let kinds = [Detection::Enable, Detection::DetectMessageEnd];
    let first = kinds.map(|kind| Some(MachineDetection::First(kind)));
    let meanwhile = kinds.map(|kind| Some(MachineDetection::Meanwhile(kind, result())));
    [None].into_iter().chain(first).chain(meanwhile).collect()
}

fn variants() -> Vec<NewCall> {
    let recording = callback("recording-status?call=01JZ");
    let mut variants = Vec::new();
    for recording in [None, Some(recording)] {
        for machine_detection in detections() {
            for timeout in [1, 600] {
                let (recording, machine_detection) = (recording.clone(), machine_detection.clone());
                variants.push(NewCall { recording, machine_detection, timeout, ..call() });
            }
        }
    }
    variants
}

#[tokio::test]
async fn every_variant_of_a_call_is_accepted() {
    let desk = Desk::start().await;
    for call in variants() {
        drop(desk.twilio.errand(credentials(), LONG).call_create(&call).await);
        let form = desk.request().form();
        let events = values(&form, "StatusCallbackEvent");
        assert_eq!(events, ["initiated", "ringing", "answered", "completed"]);
        let recorded = call.recording.as_ref().map(|_| "in-progress completed absent");
        let of_recording = values(&form, "RecordingStatusCallbackEvent");
        assert_eq!(of_recording, recorded.into_iter().collect::<Vec<_>>());
        assert_eq!(
            values(&form, "MachineDetection").len(),
            usize::from(call.machine_detection.is_some())
        );
    }
    assert_eq!(desk.requests().len(), 20);
}
