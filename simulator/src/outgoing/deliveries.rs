//! The messages under way in this process.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures::channel::oneshot;
use tokio::sync::Notify;
use tokio::task::AbortHandle;

use super::super::calls::Callbacks;
use super::super::state::State;
use super::queue::Job;
use super::run;

/// See the module.
#[derive(Default)]
pub(crate) struct Deliveries {
    inner: Mutex<Inner>,
    /// Woken when a message is over.
    over: Notify,
}

#[derive(Default)]
struct Inner {
    callbacks: Callbacks,
    /// By message SID.
    under_way: HashMap<String, Delivery>,
}

struct Delivery {
    task: AbortHandle,
    /// Not to be sent before; seconds since 1970.
    send_at: Option<i64>,
}

impl Deliveries {
    /// Sets the order of the callbacks of messages from now on.
    pub(crate) fn set_callbacks(&self, callbacks: Callbacks) {
        self.lock().callbacks = callbacks;
    }

    pub(crate) fn callbacks(&self) -> Callbacks {
        self.lock().callbacks
    }

    /// Waits until no message is under way but those scheduled for later.
    pub(crate) async fn settled(&self, state: &State) {
        loop {
            let over = self.over.notified();
            let now = state.now();
            let is_due = |delivery: &Delivery| delivery.send_at.is_none_or(|time| time <= now);
            if !self.lock().under_way.values().any(is_due) {
                return;
            }
            over.await;
        }
    }

    /// A scheduled message need not wait any more.
    pub(crate) fn hurry(&self, sid: &str) {
        if let Some(delivery) = self.lock().under_way.get_mut(sid) {
            delivery.send_at = None;
        }
    }

    /// Stops all deliveries where they are, as the end of the process does.
    pub(crate) fn stop(&self) {
        for (_, delivery) in self.lock().under_way.drain() {
            delivery.task.abort();
        }
    }

    fn end(&self, sid: &str) {
        self.lock().under_way.remove(sid);
        self.over.notify_waiters();
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Starts the delivery of a message that is in the queue. What it returns becomes ready when the
/// first status callback was answered, or the message is over.
pub(crate) fn start(state: &Arc<State>, job: &Job) -> oneshot::Receiver<()> {
    let (first, receiver) = oneshot::channel();
    let (sid, send_at) = (job.sid.clone(), job.send_at);
    // The task ends itself in this list, so it must not do so before it is there.
    let mut inner = state.deliveries.lock();
    let callbacks = inner.callbacks;
    let (delivered, key) = (Arc::clone(state), sid.clone());
    let task = tokio::spawn(async move {
        if let Err(error) = run::deliver(&delivered, &sid, (callbacks, first)).await {
            tracing::error!(error = format!("{error:#}"), "simulated Twilio lost a message");
        }
        delivered.deliveries.end(&sid);
    });
    inner.under_way.insert(key, Delivery { task: task.abort_handle(), send_at });
    receiver
}

/// Goes on with what an earlier process left under way.
pub(crate) fn resume(state: &Arc<State>) -> anyhow::Result<()> {
    for job in state.store.outgoing_all()? {
        drop(start(state, &job));
    }
    Ok(())
}
