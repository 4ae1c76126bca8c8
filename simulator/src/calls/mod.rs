//! Calls: people who phone and are phoned, by a script and in virtual time.
//!
//! `inbound` and `outbound` start a call, `player` plays its documents verb by verb on a `leg`, the
//! `actor` at the outside end does what the script says, and the `session` knows all of one call.
//! Everything of a call runs on one `clock`, which leaps from event to event.

mod actor;
mod amd;
mod attributes;
mod audio;
mod change;
mod clock;
mod control;
mod dial;
mod fetch;
mod forms;
mod gather;
mod inbound;
mod leg;
mod outbound;
mod outbound_request;
mod outbox;
mod party;
mod player;
mod prompts;
mod queue;
mod record;
mod recordings;
mod report;
mod resource;
mod ringing;
mod scene;
mod script;
mod session;
mod status;
mod step;
mod switchboard;
mod tape;
mod transcription;
mod wire;

pub use party::Party;
pub use report::{CallError, Exchange, Heard, Kind, PlayedCall, PlayedLeg, PlayedRecording};
pub use script::{Callbacks, Order, OutsideCall, RecordingFaults, Script};
pub use step::Step;

pub(super) use audio::Format;
pub(super) use change::change;
pub(super) use inbound::place;
pub(super) use outbound::start;
pub(super) use outbound_request::read as read_request;
pub(super) use recordings::Recording;
pub(super) use resource::CallResource;
pub(super) use switchboard::Switchboard;

/// Tables of calls.
pub(super) const SCHEMAS: [&str; 2] = [resource::SCHEMA, recordings::SCHEMA];
/// What is to be done to them when they are opened.
pub(super) const ENDS_OF_INTERRUPTED: [&str; 2] =
    [resource::END_OF_INTERRUPTED, recordings::END_OF_INTERRUPTED];
