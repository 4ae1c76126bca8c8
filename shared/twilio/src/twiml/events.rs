//! What callbacks can be asked for. TwiML wants the events in one attribute, with blanks between.

/// A point in the life of a dialled leg.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallEvent {
    /// Twilio starts dialling.
    Initiated,
    /// The phone rings.
    Ringing,
    /// Someone, or something, answers.
    Answered,
    /// The leg ended, in whatever way.
    Completed,
}

impl CallEvent {
    /// All of them, in order.
    pub const ALL: [CallEvent; 4] =
        [CallEvent::Initiated, CallEvent::Ringing, CallEvent::Answered, CallEvent::Completed];

    fn as_str(self) -> &'static str {
        match self {
            CallEvent::Initiated => "initiated",
            CallEvent::Ringing => "ringing",
            CallEvent::Answered => "answered",
            CallEvent::Completed => "completed",
        }
    }
}

/// A point in the life of a recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordingEvent {
    /// It has started.
    InProgress,
    /// It can be fetched.
    Completed,
    /// There was nothing to record.
    Absent,
}

impl RecordingEvent {
    fn as_str(self) -> &'static str {
        match self {
            RecordingEvent::InProgress => "in-progress",
            RecordingEvent::Completed => "completed",
            RecordingEvent::Absent => "absent",
        }
    }
}

pub(super) fn call_events(events: &[CallEvent]) -> String {
    join(events.iter().map(|event| event.as_str()))
}

pub(super) fn recording_events(events: &[RecordingEvent]) -> String {
    join(events.iter().map(|event| event.as_str()))
}

fn join(events: impl Iterator<Item = &'static str>) -> String {
    events.collect::<Vec<_>>().join(" ")
}
