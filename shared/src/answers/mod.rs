//! What callers hear, where `voice` and `twiml` say the same. Pure: no clock, no store, no failure.
//!
//! Every answer ends by itself: after the last verb there is a `<Hangup>`, or a verb that asks one
//! of our URLs how to go on.

mod ends;
mod forward;
mod inbound;
mod menu;
mod rings;
mod sentences;
mod voicemail;

pub use ends::{hang_up, not_in_service, say_and_hang_up, sorry, told_and_hung_up};
pub use forward::{forward, recording_notice};
pub use inbound::Inbound;
pub use menu::{menu, menu_again, no_such_choice};
pub use rings::is_sent_back;
pub use sentences::{NumberSentence, Sentence};
pub use voicemail::{leave_message, nobody_answers, unavailable};
