//! Hands events to the process and responses back.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use serde_json::Value;
use tokio::sync::{mpsc, oneshot};

use crate::gateway::functions::Invocation;

type Outcome = Result<Value, String>;

/// Events that wait, and calls whose outcome is awaited.
#[derive(Debug)]
pub(super) struct Exchange {
    /// ARN of the function.
    pub(super) arn: String,
    waiting: mpsc::UnboundedSender<Invocation>,
    next: tokio::sync::Mutex<mpsc::UnboundedReceiver<Invocation>>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    calls: HashMap<String, oneshot::Sender<Outcome>>,
    /// Why no call can succeed any more.
    failure: Option<String>,
}

impl Exchange {
    pub(super) fn new(arn: String) -> Self {
        let (waiting, next) = mpsc::unbounded_channel();
        Self { arn, waiting, next: tokio::sync::Mutex::new(next), state: Mutex::default() }
    }

    /// Has the process handle an event; waits until the invocation's deadline at most.
    pub(super) async fn invoke(&self, invocation: Invocation) -> Outcome {
        let (id, deadline) = (invocation.request_id.clone(), invocation.deadline);
        let outcome = self.enqueue(invocation)?;
        let left = deadline.duration_since(SystemTime::now()).unwrap_or_default();
        if let Ok(outcome) = tokio::time::timeout(left, outcome).await {
            return outcome.unwrap_or_else(|_| Err("the call was dropped".to_owned()));
        }
        self.state().calls.remove(&id);
        Err("Task timed out".to_owned())
    }

    fn enqueue(&self, invocation: Invocation) -> Result<oneshot::Receiver<Outcome>, String> {
        let mut state = self.state();
        if let Some(failure) = &state.failure {
            return Err(failure.clone());
        }
        let (sender, outcome) = oneshot::channel();
        state.calls.insert(invocation.request_id.clone(), sender);
        self.waiting.send(invocation).map_err(|_| "the runtime API is gone".to_owned())?;
        Ok(outcome)
    }

    /// Waits for the next event that somebody still wants handled.
    pub(super) async fn next(&self) -> Option<Invocation> {
        let mut next = self.next.lock().await;
        loop {
            let invocation = next.recv().await?;
            let calls = &self.state().calls;
            if calls.get(&invocation.request_id).is_some_and(|call| !call.is_closed()) {
                return Some(invocation);
            }
        }
    }

    /// Ends a call; `None` if there is none with that id.
    pub(super) fn finish(&self, id: &str, outcome: Outcome) -> Option<()> {
        let call = self.state().calls.remove(id)?;
        // The caller may have gone, which is no concern of the process.
        let _ = call.send(outcome);
        Some(())
    }

    /// Ends all calls, now and later, with this error. The first reason stays.
    pub(super) fn fail(&self, reason: String) {
        let mut state = self.state();
        let reason = state.failure.get_or_insert(reason).clone();
        for (_, call) in state.calls.drain() {
            let _ = call.send(Err(reason.clone()));
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
