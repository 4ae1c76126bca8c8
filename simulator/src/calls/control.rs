//! What the REST API tells a call that is going on.

use std::future::poll_fn;
use std::sync::{Mutex, PoisonError};
use std::task::Poll;

use futures::task::AtomicWaker;

use super::source::Source;

/// A change of a call by the REST API.
#[derive(Debug)]
pub(super) enum Command {
    /// Hang up, however far it is.
    Complete,
    /// Give up before it is answered.
    Cancel,
    /// Go on with another document.
    Redirect(Source),
}

/// The way of commands to a call.
#[derive(Default)]
pub(super) struct Control {
    command: Mutex<Option<Command>>,
    waker: AtomicWaker,
}

impl Control {
    pub(super) fn give(&self, command: Command) {
        *self.command.lock().unwrap_or_else(PoisonError::into_inner) = Some(command);
        self.waker.wake();
    }

    /// Waits for a command. Only one may wait at a time.
    pub(super) async fn taken(&self) -> Command {
        poll_fn(|context| {
            self.waker.register(context.waker());
            let command = self.command.lock().unwrap_or_else(PoisonError::into_inner).take();
            command.map_or(Poll::Pending, Poll::Ready)
        })
        .await
    }
}
