//! B6: writes what Twilio's requests have told that were answered while it could not be written.
//!
//! It does what the webhook does, without an answer: verify, read, decide, write. So it has the code of those
//! webhooks that answer first, which no other function has.

use shared::app::App;
use shared::store::StoreError;
use shared::webhook::{Refusal, Spooled, Webhook, record};
use shared::worker::{Batch, BatchAnswer, Worker};
use twiml::Twiml;
use voice::Voice;

/// The worker.
#[derive(Debug)]
pub enum Spool {}

impl Worker for Spool {
    const NAME: &'static str = "spool";
    type Event = Batch;
    type Answer = BatchAnswer;

    async fn run(app: &App, batch: Batch) -> Result<BatchAnswer, StoreError> {
        Ok(batch.each(|body| is_done(app, body)).await)
    }
}

/// Whether it need not come again.
async fn is_done(app: &App, body: &str) -> bool {
    let function = <Spool as Worker>::NAME;
    let Ok(spooled) = serde_json::from_str::<Spooled>(body) else {
        tracing::error!(function, "not a request that was kept");
        return false;
    };
    let (webhook, received_at) = (spooled.webhook.as_str(), spooled.received_at);
    let written = match webhook {
        <Voice as Webhook>::NAME => Box::pin(record::<Voice>(app, &spooled)).await,
        <Twiml as Webhook>::NAME => Box::pin(record::<Twiml>(app, &spooled)).await,
        _ => {
            tracing::error!(function, webhook, "no webhook that answers first");
            return false;
        }
    };
    match written {
        Ok(()) => {
            tracing::info!(function, webhook, %received_at, "written after its answer");
            true
        }
        Err(Refusal::Unavailable(cause)) => {
            tracing::warn!(function, webhook, %received_at, %cause, "not written yet");
            false
        }
        // While it was answered, nobody could say who had signed it.
        Err(reason) => {
            tracing::warn!(function, webhook, %received_at, %reason, "not to be written");
            true
        }
    }
}
