//! Functions as the sandbox runs them: in this process, through the events Lambda would get.

use std::sync::Arc;

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
    pub(crate) handler: fn(Arc<App>) -> Handler,
}

/// Registers a webhook.
pub fn webhook<W: Webhook>() -> Registration {
    Registration {
        id: logical_id(W::NAME),
        handler: |app| {
            Arc::new(move |call| {
                let app = Arc::clone(&app);
                let span = lambda::invocation(&call.request_id);
                let work = async move { answer(lambda::webhook::<W>(&app, call.event).await) };
                Box::pin(work.instrument(span))
            })
        },
    }
}

/// Registers a part of the website API.
pub fn api<A: Api>() -> Registration {
    Registration {
        id: logical_id(A::NAME),
        handler: |app| {
            Arc::new(move |call| {
                let app = Arc::clone(&app);
                let span = lambda::invocation(&call.request_id);
                let work = async move { answer(lambda::api::<A>(&app, call.event).await) };
                Box::pin(work.instrument(span))
            })
        },
    }
}

/// Registers a background worker.
pub fn worker<W: Worker>() -> Registration {
    Registration {
        id: logical_id(W::NAME),
        handler: |app| {
            Arc::new(move |call| {
                let app = Arc::clone(&app);
                let span = lambda::invocation(&call.request_id);
                let work = async move { answer(lambda::worker::<W>(&app, call.event).await) };
                Box::pin(work.instrument(span))
            })
        },
    }
}

fn answer(result: Result<Value, lambda::Error>) -> Result<Value, String> {
    result.map_err(|error| error.to_string())
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
