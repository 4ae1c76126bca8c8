//! Takes the messages that are to be sent, and sends each in a task of its own.

use std::sync::{Arc, Weak};

use futures::StreamExt;
use tokio::task::AbortHandle;

use super::super::state::State;
use super::deliveries::{Start, Starts};
use super::run;

/// Sends messages for as long as there is a simulator.
pub(crate) async fn send_all(state: Weak<State>, mut starts: Starts) {
    while let Some(start) = starts.next().await {
        let Some(state) = state.upgrade() else { return };
        let sid = start.sid.clone();
        state.deliveries.begin(&sid, || send(&state, start));
    }
}

fn send(state: &Arc<State>, Start { sid, callbacks, first }: Start) -> AbortHandle {
    let state = Arc::clone(state);
    let task = tokio::spawn(async move {
        if let Err(error) = run::deliver(&state, &sid, (callbacks, first)).await {
            tracing::error!(error = format!("{error:#}"), "simulated Twilio lost a message");
        }
        state.deliveries.end(&sid);
    });
    task.abort_handle()
}

/// Goes on with what an earlier process left under way.
pub(crate) fn resume(state: &State) -> anyhow::Result<()> {
    for job in state.store.outgoing_all()? {
        drop(state.deliveries.add(&job.sid, job.send_at));
    }
    Ok(())
}
