//! Starts deliveries, each a task of its own.

use std::sync::Arc;

use futures::channel::oneshot;

use super::super::state::State;
use super::queue::Job;
use super::run;

/// Starts the delivery of a message that is in the queue. What it returns becomes ready when the
/// first status callback was answered, or the message is over.
pub(crate) fn start(state: &Arc<State>, job: &Job) -> oneshot::Receiver<()> {
    let (first, receiver) = oneshot::channel();
    let (delivered, sid) = (Arc::clone(state), job.sid.clone());
    state.deliveries.begin(job.sid.clone(), job.send_at, |callbacks| {
        let task = tokio::spawn(async move {
            if let Err(error) = run::deliver(&delivered, &sid, (callbacks, first)).await {
                tracing::error!(error = format!("{error:#}"), "simulated Twilio lost a message");
            }
            delivered.deliveries.end(&sid);
        });
        task.abort_handle()
    });
    receiver
}

/// Goes on with what an earlier process left under way.
pub(crate) fn resume(state: &Arc<State>) -> anyhow::Result<()> {
    for job in state.store.outgoing_all()? {
        drop(start(state, &job));
    }
    Ok(())
}
