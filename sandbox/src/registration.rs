//! Functions as the sandbox runs them: in this process, through the events Lambda would get.

use std::sync::Arc;

use futures::TryFutureExt;
use serde_json::Value;
use shared::api::Api;
use shared::app::App;
use shared::lambda;
use shared::webhook::Webhook;
use shared::worker::Worker;
use tracing::Instrument;

use crate::gateway::Handler;

/// A function that the sandbox shall run, and its logical id in the template.
pub struct Registration {
    /// Such as `CallStatusFunction` for `call-status`.
    pub id: String,
    pub(crate) handler: Box<dyn FnOnce(Arc<App>) -> Handler>,
}

/// Registers a webhook.
pub fn webhook<W: Webhook>() -> Registration {
    registration(W::NAME, async |app, event| lambda::webhook::<W>(&app, event).await)
}

/// Registers a part of the website API.
pub fn api<A: Api>() -> Registration {
    registration(A::NAME, async |app, event| lambda::api::<A>(&app, event).await)
}

/// Registers a background worker.
pub fn worker<W: Worker>() -> Registration {
    registration(W::NAME, async |app, event| lambda::worker::<W>(&app, event).await)
}

fn registration<F>(
    name: &str,
    serve: impl Fn(Arc<App>, Value) -> F + Copy + Send + Sync + 'static,
) -> Registration
where
    F: Future<Output = Result<Value, lambda::Error>> + Send + 'static,
{
    let handler = move |app: Arc<App>| -> Handler {
        Arc::new(move |call| {
            let answer = serve(Arc::clone(&app), call.event)
                .instrument(lambda::invocation(&call.request_id));
            Box::pin(answer.map_err(|error| error.to_string()))
        })
    };
    Registration { id: logical_id(name), handler: Box::new(handler) }
}

fn logical_id(name: &str) -> String {
    let capitalised = name.split('-').map(|word| {
        let (first, rest) = word.split_at(1);
        first.to_ascii_uppercase() + rest
    });
    capitalised.collect::<String>() + "Function"
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_run_through() {
        assert_eq!(super::logical_id("sms"), "SmsFunction");
        assert_eq!(super::logical_id("call-status"), "CallStatusFunction");
    }
}
