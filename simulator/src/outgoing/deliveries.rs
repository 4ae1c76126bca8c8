//! The messages under way in this process.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use futures::channel::{mpsc, oneshot};
use tokio::sync::Notify;
use tokio::task::AbortHandle;

use super::super::calls::Callbacks;

/// A message that is to be sent.
pub(crate) struct Start {
    pub(super) sid: String,
    pub(super) callbacks: Callbacks,
    /// Is told when the first status callback was answered; dropped if there is none.
    pub(super) first: oneshot::Sender<()>,
}

/// Messages in the order they were added.
pub(crate) type Starts = mpsc::UnboundedReceiver<Start>;

/// See the module. Whoever holds the other end of `starts` sends them.
pub(crate) struct Deliveries {
    inner: Mutex<Inner>,
    starts: mpsc::UnboundedSender<Start>,
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
    /// `None` until it has begun.
    task: Option<AbortHandle>,
    /// Not to be sent before; seconds since 1970.
    send_at: Option<i64>,
}

impl Deliveries {
    /// No messages yet, and the end that is to send those to come.
    pub(crate) fn new() -> (Self, Starts) {
        let (starts, receiver) = mpsc::unbounded();
        (Self { inner: Mutex::default(), starts, over: Notify::new() }, receiver)
    }

    /// Has a message sent that is in the queue, not before `send_at` in seconds since 1970. What it
    /// returns becomes ready when the first status callback was answered, or the message is over.
    pub(crate) fn add(&self, sid: &str, send_at: Option<i64>) -> oneshot::Receiver<()> {
        let (first, receiver) = oneshot::channel();
        let mut inner = self.lock();
        let start = Start { sid: sid.to_owned(), callbacks: inner.callbacks, first };
        inner.under_way.insert(sid.to_owned(), Delivery { task: None, send_at });
        // At the end of the simulator nobody takes it any more.
        let _ = self.starts.unbounded_send(start);
        receiver
    }

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
            if let Some(task) = delivery.task {
                task.abort();
            }
        }
    }

    /// Begins the delivery, unless all were stopped meanwhile.
    pub(super) fn begin(&self, sid: &str, spawn: impl FnOnce() -> AbortHandle) {
        if let Some(delivery) = self.lock().under_way.get_mut(sid) {
            delivery.task = Some(spawn());
        }
    }

    pub(super) fn end(&self, sid: &str) {
        self.lock().under_way.remove(sid);
        self.over.notify_waiters();
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
