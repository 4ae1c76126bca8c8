//! A phone in somebody's hand: what that person has done, and nobody has taken up yet.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use super::super::clock::Clock;

/// How long somebody may do nothing, in milliseconds; then the phone hangs up.
const PATIENCE: i64 = 600_000;

/// Something that is heard on the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) enum Input {
    Key(char),
    /// Words, which nobody may understand, and how many milliseconds they take.
    Words {
        text: Option<String>,
        millis: i64,
    },
}

/// What somebody does with a phone that rings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reception {
    Answer,
    Decline,
    /// Leaves it to the phone's own mailbox.
    Mailbox,
}

/// See the module.
pub(in super::super) struct Handset {
    inner: Mutex<Inner>,
    changed: Notify,
}

struct Inner {
    inputs: VecDeque<Input>,
    reception: Option<Reception>,
    has_hung_up: bool,
    /// Whether anything was done since the clock was last looked at.
    is_used: bool,
    /// When anything was last done; milliseconds.
    quiet_since: i64,
}

impl Handset {
    pub(in super::super) fn new(now: i64) -> Self {
        let inner = Inner {
            inputs: VecDeque::new(),
            reception: None,
            has_hung_up: false,
            is_used: false,
            quiet_since: now,
        };
        Self { inner: Mutex::new(inner), changed: Notify::new() }
    }

    /// Does something, which may be nothing that anybody listens to.
    pub(super) fn give(&self, inputs: impl IntoIterator<Item = Input>) {
        self.change(|inner| inner.inputs.extend(inputs));
    }

    pub(super) fn receive(&self, reception: Reception) {
        self.change(|inner| inner.reception = Some(reception));
    }

    pub(super) fn hang_up(&self) {
        self.change(|inner| inner.has_hung_up = true);
    }

    fn change(&self, change: impl FnOnce(&mut Inner)) {
        let mut inner = self.lock();
        change(&mut inner);
        inner.is_used = true;
        drop(inner);
        self.changed.notify_waiters();
    }

    /// Forgets what nobody has taken up: whoever listens from now on has not heard it.
    pub(in super::super) fn clear(&self) {
        self.lock().inputs.clear();
    }

    /// Waits for what is heard next.
    pub(super) async fn next(&self) -> Input {
        self.wait_for(|inner| inner.inputs.pop_front()).await
    }

    /// Waits for one of these keys. Others are passed over, words stay.
    pub(in super::super) async fn key(&self, keys: &str) -> char {
        self.wait_for(|inner| {
            inner.inputs.retain(|input| is_none_or(input, keys));
            let is_key = |input: &Input| matches!(input, Input::Key(_));
            let position = inner.inputs.iter().position(is_key)?;
            match inner.inputs.remove(position) {
                Some(Input::Key(key)) => Some(key),
                _ => None,
            }
        })
        .await
    }

    /// Waits for words, which nobody may understand. Keys stay.
    pub(in super::super) async fn words(&self) -> Option<String> {
        self.wait_for(|inner| {
            let is_words = |input: &Input| matches!(input, Input::Words { .. });
            let position = inner.inputs.iter().position(is_words)?;
            match inner.inputs.remove(position) {
                Some(Input::Words { text, .. }) => Some(text),
                _ => None,
            }
        })
        .await
    }

    /// Waits until there is something to take up: keys, or if it may be `words`, these.
    pub(super) async fn any(&self, words: bool) {
        let is_wanted = |input: &Input| words || matches!(input, Input::Key(_));
        self.wait_for(|inner| inner.inputs.iter().any(is_wanted).then_some(())).await;
    }

    /// Waits until somebody decides what becomes of the ringing.
    pub(in super::super) async fn received(&self) -> Reception {
        self.wait_for(|inner| inner.reception.take()).await
    }

    /// Waits until it is put down, or nobody is there any more.
    pub(in super::super) async fn left(&self, clock: &Clock) {
        loop {
            let changed = self.changed.notified();
            let Some(until) = self.stays_until(clock.now()) else { return };
            tokio::select! {
                biased;
                () = changed => {}
                () = clock.sleep_until(until) => return,
            }
        }
    }

    /// `None` if it was put down.
    fn stays_until(&self, now: i64) -> Option<i64> {
        let mut inner = self.lock();
        if inner.has_hung_up {
            return None;
        }
        if std::mem::take(&mut inner.is_used) {
            inner.quiet_since = now;
        }
        Some(inner.quiet_since + PATIENCE)
    }

    async fn wait_for<T>(&self, mut find: impl FnMut(&mut Inner) -> Option<T>) -> T {
        loop {
            let changed = self.changed.notified();
            if let Some(found) = find(&mut self.lock()) {
                return found;
            }
            changed.await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Words, or one of these keys.
fn is_none_or(input: &Input, keys: &str) -> bool {
    match input {
        Input::Key(key) => keys.contains(*key),
        Input::Words { .. } => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Input {
        Input::Words { text: Some(text.to_owned()), millis: 400 }
    }

    #[tokio::test]
    async fn what_was_done_waits_in_order() {
        let handset = Handset::new(0);
        handset.give([Input::Key('1'), words("hello"), Input::Key('#')]);
        handset.any(false).await;
        assert_eq!(handset.key("#").await, '#');
        assert_eq!(handset.next().await, words("hello"));
        handset.give([words("nobody")]);
        handset.clear();
        assert!(futures::poll!(std::pin::pin!(handset.next())).is_pending());
    }

    #[tokio::test]
    async fn who_does_nothing_is_gone_after_a_while() {
        let (handset, clock) = (Handset::new(0), Clock::starting_at(0));
        let busy = async {
            clock.sleep(PATIENCE - 1).await;
            handset.give([Input::Key('1')]);
        };
        clock.drive(futures::future::join(handset.left(&clock), busy)).await;
        assert_eq!(clock.now(), 2 * PATIENCE - 1);
    }

    #[tokio::test]
    async fn who_hangs_up_is_gone_at_once() {
        let (handset, clock) = (Handset::new(0), Clock::starting_at(0));
        handset.hang_up();
        clock.drive(handset.left(&clock)).await;
        assert_eq!(clock.now(), 0);
    }
}
