//! Callbacks that wait: how often each is sent, and in which order they leave at the end.

use std::sync::{Mutex, PoisonError};

use futures::channel::oneshot;

use super::super::form::Fields;
use super::super::webhook::Method;
use super::report::Kind;
use super::script::{Callbacks, Order};

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

    pub(super) fn order(&self) -> Order {
        self.settings.order
    }

    /// Something that becomes ready when the first status callback was answered, or none will be.
    pub(super) fn first(&self) -> oneshot::Receiver<()> {
        let (sender, receiver) = oneshot::channel();
        *self.first.lock().unwrap_or_else(PoisonError::into_inner) = Some(sender);
        receiver
    }

    pub(super) fn copies(&self) -> usize {
        self.settings.repeat.max(1)
    }

    pub(super) fn hold(&self, callback: &Callback) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.extend(std::iter::repeat_n(callback.clone(), self.copies()));
    }

    /// What was held back, in the order it is to be sent.
    pub(super) fn release(&self) -> Vec<Callback> {
        let held = &mut *self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let mut callbacks = std::mem::take(held);
        match self.settings.order {
            Order::AsSent | Order::BeforeAnswer | Order::Dropped => {}
            Order::Reversed => callbacks.reverse(),
            Order::Shuffled => fastrand::Rng::with_seed(self.settings.seed).shuffle(&mut callbacks),
        }
        callbacks
    }

    pub(super) fn answered(&self, kind: Kind) {
        if kind == Kind::CallStatus {
            let first = self.first.lock().unwrap_or_else(PoisonError::into_inner).take();
            // Whoever waited may have gone.
            let _ = first.map(|first| first.send(()));
        }
    }
}
