//! The parts of a call: its legs and recordings.

use serde::Serialize;
use shared::app::App;
use shared::records::{DialEnd, Leg, Progress, Recording, RecordingFacts, Timestamp};
use shared::views::{FileView, Reason};
use twilio::label::Label;
use twilio::sid::{CallSid, RecordingSid};
use twilio::status::{CallStatus, RecordingStatus};

/// How a `<Dial>` ended, as the caller's side was told.
#[derive(Serialize)]
pub(crate) struct DialView<'d> {
    dial_status: Option<&'d CallStatus>,
    dial_duration: Option<u32>,
    bridged: Option<bool>,
}

impl<'d> From<Option<&'d DialEnd>> for DialView<'d> {
    fn from(end: Option<&'d DialEnd>) -> Self {
        Self {
            dial_status: end.map(|end| &end.status),
            dial_duration: end.and_then(|end| end.duration),
            bridged: end.and_then(|end| end.bridged),
        }
    }
}

/// A leg as the website reads it.
#[derive(Serialize)]
pub(crate) struct LegView<'l> {
    call_sid: &'l CallSid,
    from_number: &'l Option<String>,
    to_number: &'l Option<String>,
    #[serde(flatten)]
    progress: &'l Progress,
    #[serde(flatten)]
    reason: Reason,
    #[serde(flatten)]
    dial: DialView<'l>,
    taken: Option<bool>,
}

impl<'l> LegView<'l> {
    pub(crate) fn of(leg: &'l Leg) -> Self {
        Self {
            call_sid: &leg.call_sid,
            from_number: &leg.from_number,
            to_number: &leg.to_number,
            progress: &leg.progress,
            reason: Reason::of(leg.progress.error_code, None),
            dial: leg.dial.as_ref().into(),
            taken: leg.taken,
        }
    }
}

/// A recording as the website reads it; `recording_url` is that of its file.
#[derive(Serialize)]
pub(crate) struct RecordingView<'r> {
    pub(crate) recording_sid: &'r RecordingSid,
    status: &'r Option<RecordingStatus>,
    duration: Option<u32>,
    channels: Option<u8>,
    source: &'r Option<Label>,
    track: &'r Option<Label>,
    start_time: Option<Timestamp>,
    error_code: Option<u32>,
    #[serde(flatten)]
    reason: Reason,
    pub(crate) recording_url: Option<String>,
    file: Option<FileView<'r>>,
}

impl<'r> RecordingView<'r> {
    pub(crate) fn of(app: &App, recording: &'r Recording) -> Self {
        let file = recording.file.as_ref().map(|file| FileView::of(app, file));
        let RecordingFacts { duration, channels, source, track, start_time, error_code, .. } =
            &recording.facts;
        Self {
            recording_sid: &recording.recording_sid,
            status: &recording.status,
            duration: *duration,
            channels: *channels,
            source,
            track,
            start_time: *start_time,
            error_code: *error_code,
            reason: Reason::of(*error_code, None),
            recording_url: file.as_ref().map(|file| file.url.clone()),
            file,
        }
    }
}
