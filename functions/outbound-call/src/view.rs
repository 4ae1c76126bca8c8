//! A call as the website reads it.

use serde::Serialize;
use serde_json::{Value, json};
use shared::records::{Call, Timestamp};
use shared::views::CallView;
use twilio::label::Label;
use twilio::status::CallStatus;

/// What is known of a call that was just made. Its legs and recordings come later.
#[derive(Serialize)]
struct View<'c> {
    #[serde(flatten)]
    call: CallView<'c>,
    status: &'c CallStatus,
    duration: Option<u32>,
    answered_by: &'c Option<Label>,
    error_code: Option<u32>,
    ended_at: Option<Timestamp>,
}

pub(crate) fn of(call: &Call) -> Value {
    let progress = &call.progress;
    json!(View {
        call: CallView::of(call),
        status: call.status(),
        duration: progress.duration,
        answered_by: &progress.answered_by,
        error_code: progress.error_code,
        ended_at: progress.ended_at,
    })
}
