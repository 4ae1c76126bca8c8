//! The messages under way in this process.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use tokio::task::AbortHandle;

use super::super::calls::Callbacks;

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

    /// Waits until no message is under way but those scheduled for later than `now` tells, in
    /// seconds since 1970.
    pub(crate) async fn settled(&self, now: impl Fn() -> i64) {
        loop {
            let over = self.over.notified();
            let now = now();
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

    /// Lists a delivery that `spawn` begins, by the settings of now. `send_at` is the time that it
    /// waits for.
    pub(super) fn begin(
        &self,
        sid: String,
        send_at: Option<i64>,
        spawn: impl FnOnce(Callbacks) -> AbortHandle,
    ) {
        // The task ends itself in this list, so it must not do so before it is there.
        let mut inner = self.lock();
        let task = spawn(inner.callbacks);
        inner.under_way.insert(sid, Delivery { task, send_at });
    }

    pub(super) fn end(&self, sid: &str) {
        self.lock().under_way.remove(sid);
        self.over.notify_waiters();
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
