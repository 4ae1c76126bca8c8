//! Repeats of a request: answered from the record, and never asked of Twilio again.

use std::time::Duration;

use http::StatusCode;
use shared::api::{Answer, ApiError};
use shared::app::App;
use shared::records::Call;
use tokio::time::Instant;

use crate::{refusal, view};

/// The longest that a request with the same key is waited for.
const PATIENCE: Duration = Duration::from_secs(4);
const PAUSE: Duration = Duration::from_millis(100);
/// Milliseconds after which nobody is working on a call any more: a function runs for 10 s.
const ABANDONED: i64 = 12_000;

/// Answers with a call that had begun before. If somebody is asking Twilio for it just now, waits
/// for what Twilio says.
pub(crate) async fn answer(
    app: &App,
    mut call: Call,
    request_hash: &str,
) -> Result<Answer, ApiError> {
    if call.content.request.request_hash.as_deref() != Some(request_hash) {
        return Err(ApiError::Conflict {
            code: "idempotency_key_reused",
            message: "this Idempotency-Key belongs to another request",
        });
    }
    let until = Instant::now() + PATIENCE;
    while is_open(&call) && is_recent(app, &call) && Instant::now() < until {
        tokio::time::sleep(PAUSE).await;
        let now = app.store.call_get(&call.content.tenant_id, &call.content.call_id).await?;
        // Twilio was not reached: the other request is told so, and this one is.
        call = now.ok_or_else(|| ApiError::Unavailable("the call was not made".into()))?;
    }
    verdict(&call)
}

/// Whether nothing is known yet of what Twilio said.
fn is_open(call: &Call) -> bool {
    let heard = call.content.call_sid.is_some() || call.progress.status.is_some();
    !heard && !call.unconfirmed
}

fn is_recent(app: &App, call: &Call) -> bool {
    app.now().as_millis() - call.content.created_at.as_millis() < ABANDONED
}

fn verdict(call: &Call) -> Result<Answer, ApiError> {
    if call.content.call_sid.is_some() || call.is_lost {
        return Ok(as_it_is(call));
    }
    if call.was_in_doubt && call.error_message.is_some() {
        return Err(ApiError::Conflict {
            code: "call_not_made",
            message: "Twilio has not made this call; with another Idempotency-Key it can be asked for again",
        });
    }
    if let Some(words) = &call.error_message {
        return Err(refusal::error(call.progress.error_code, words));
    }
    Ok(as_it_is(call))
}

fn as_it_is(call: &Call) -> Answer {
    let status = match call.content.call_sid {
        Some(_) => StatusCode::CREATED,
        None => StatusCode::ACCEPTED,
    };
    Answer { status, body: view::of(call).into() }
}
