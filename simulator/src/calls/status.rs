//! Where a call stands, which way it goes, and what is told of it.

/// Status of a call, in Twilio's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Queued,
    Initiated,
    Ringing,
    InProgress,
    Completed,
    Busy,
    NoAnswer,
    Canceled,
    Failed,
}

impl Status {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Initiated => "initiated",
            Self::Ringing => "ringing",
            Self::InProgress => "in-progress",
            Self::Completed => "completed",
            Self::Busy => "busy",
            Self::NoAnswer => "no-answer",
            Self::Canceled => "canceled",
            Self::Failed => "failed",
        }
    }

    /// Whether the call is over.
    pub(super) fn is_final(self) -> bool {
        !matches!(self, Self::Queued | Self::Initiated | Self::Ringing | Self::InProgress)
    }

    /// The event that tells of it.
    pub(super) fn event(self) -> Option<Event> {
        match self {
            Self::Queued => None,
            Self::Initiated => Some(Event::Initiated),
            Self::Ringing => Some(Event::Ringing),
            Self::InProgress => Some(Event::Answered),
            _ => Some(Event::Completed),
        }
    }

    /// The SIP response that ends a call so, unless the carrier says otherwise.
    pub(super) fn sip_code(self) -> Option<u16> {
        match self {
            Self::Completed => Some(200),
            Self::Busy => Some(486),
            Self::NoAnswer | Self::Canceled => Some(487),
            Self::Failed => Some(404),
            _ => None,
        }
    }
}

/// What can be subscribed to of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    Initiated,
    Ringing,
    Answered,
    Completed,
}

impl Event {
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text {
            "initiated" => Some(Self::Initiated),
            "ringing" => Some(Self::Ringing),
            "answered" => Some(Self::Answered),
            "completed" => Some(Self::Completed),
            _ => None,
        }
    }
}

/// Which way a call goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Inbound,
    OutboundApi,
    OutboundDial,
}

impl Direction {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Inbound => "inbound",
            Self::OutboundApi => "outbound-api",
            Self::OutboundDial => "outbound-dial",
        }
    }
}
