//! Calls: people who phone and are phoned, by a script and in virtual time, or by hand and in real time.
//!
//! `inbound` and `outbound` start a call, and `change` passes on what the REST API wants of it. The
//! `player` plays its documents verb by verb on a `scene`: a leg, a part of the call, a document.
//! - A leg's state is its `leg`'s. Its status moves on by `progress` only, which writes and tells it.
//! - Time is the call's own `clock`. `drive` runs all of a call on it, and it leaps from event to
//!   event; who waits in real time catches up.
//! - Only `wire` talks to the application: for documents (`fetch`), and for callbacks, which the
//!   `outbox` may hold back.
//! - The `session` is what the parts of one call share. Others see its `notes` and its legs, by the
//!   `switchboard`. At the outside end an `actor` does what the script says, or somebody has the
//!   phone in hand (`live`). A leg's `activity` is what goes on there.

mod activity;
mod actor;
mod amd;
mod attributes;
mod audio;
mod callbacks;
mod change;
mod clock;
mod control;
mod dial;
mod drive;
mod fetch;
mod forms;
mod gather;
mod inbound;
mod left_message;
mod leg;
mod live;
mod notes;
mod outbound;
mod outbound_request;
mod outbox;
mod party;
mod player;
mod progress;
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
mod source;
mod status;
mod step;
mod stop;
mod switchboard;
mod tape;
mod transcription;
mod typed;
mod wire;

pub use activity::Activity;
pub use party::Party;
pub use report::{CallError, Exchange, Heard, Kind, PlayedCall, PlayedLeg, PlayedRecording};
pub use script::{Callbacks, Order, OutsideCall, RecordingFaults, Script};
pub use step::Step;

pub(super) use audio::Format;
pub(super) use change::change;
pub(super) use inbound::{begin, place};
pub(super) use live::take;
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
