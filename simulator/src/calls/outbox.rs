//! Callbacks: who wants them, and in which order they go out.

use std::sync::{Mutex, PoisonError};

use futures::channel::oneshot;

use super::super::delivery::Delivery;
use super::super::form::{Fields, Spaces};
use super::super::post::Method;
use super::report::Kind;
use super::script::{Callbacks, Order};
use super::session::Session;
use super::status::Event;
use super::wire::Sending;

/// Somebody who wants to know of a leg.
#[derive(Clone)]
pub(super) struct Subscription {
    pub(super) url: String,
    pub(super) method: Method,
    pub(super) events: Vec<Event>,
}

/// A callback, ready to be sent.
#[derive(Clone)]
pub(super) struct Callback {
    pub(super) kind: Kind,
    pub(super) call_sid: String,
    pub(super) url: String,
    pub(super) method: Method,
    pub(super) fields: Fields,
}

/// The callbacks of one call that wait for its end.
pub(super) struct Outbox {
    settings: Callbacks,
    held: Mutex<Vec<Callback>>,
    /// Is told when the first status callback was answered.
    first: Mutex<Option<oneshot::Sender<()>>>,
}

impl Outbox {
    pub(super) fn new(settings: Callbacks) -> Self {
        Self { settings, held: Mutex::default(), first: Mutex::default() }
    }

    /// Something that becomes ready when the first status callback was answered, or none will be.
    pub(super) fn first(&self) -> oneshot::Receiver<()> {
        let (sender, receiver) = oneshot::channel();
        *self.first.lock().unwrap_or_else(PoisonError::into_inner) = Some(sender);
        receiver
    }

    fn copies(&self) -> usize {
        self.settings.repeat.max(1)
    }

    fn hold(&self, callback: &Callback) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.extend(std::iter::repeat_n(callback.clone(), self.copies()));
    }

    /// What was held back, in the order it is to be sent.
    fn release(&self) -> Vec<Callback> {
        let held = &mut *self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let mut callbacks = std::mem::take(held);
        match self.settings.order {
            Order::AsSent | Order::BeforeAnswer | Order::Dropped => {}
            Order::Reversed => callbacks.reverse(),
            Order::Shuffled => fastrand::Rng::with_seed(self.settings.seed).shuffle(&mut callbacks),
        }
        callbacks
    }

    fn answered(&self, kind: Kind) {
        if kind == Kind::CallStatus {
            let first = self.first.lock().unwrap_or_else(PoisonError::into_inner).take();
            // Whoever waited may have gone.
            let _ = first.map(|first| first.send(()));
        }
    }
}

impl Session {
    /// Sends a callback, now or at the end of the call. Its answer changes nothing.
    pub(super) async fn callback(&self, callback: Callback) {
        match self.outbox.settings.order {
            Order::AsSent | Order::BeforeAnswer => {
                self.deliver(callback, self.outbox.copies()).await;
            }
            Order::Dropped => {}
            Order::Reversed | Order::Shuffled => self.outbox.hold(&callback),
        }
    }

    /// Sends what was held back.
    pub(super) async fn flush(&self) {
        for callback in self.outbox.release() {
            self.deliver(callback, 1).await;
        }
    }

    async fn deliver(&self, callback: Callback, repeat: usize) {
        let kind = callback.kind;
        let sending = Sending {
            kind,
            call_sid: callback.call_sid,
            url: callback.url,
            method: callback.method,
            fields: callback.fields,
            spaces: Spaces::Percent,
            delivery: Delivery { repeat, ..Delivery::default() },
        };
        match self.send(&sending).await {
            Ok(answers) => {
                for answer in answers {
                    self.note(&sending, &answer, answer.error_code);
                }
            }
            Err(error) => self.note_unsent(&sending, &error),
        }
        self.outbox.answered(kind);
    }
}
