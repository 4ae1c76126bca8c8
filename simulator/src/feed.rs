//! What has changed, for those who watch as it happens.
//!
//! A change names what it is about, and whoever watches looks it up: so nothing is made for nobody,
//! and what is kept is small. Who falls too far behind has missed something, and is told so.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use super::times;

/// Changes that are kept for those who are slow, or come back.
const KEPT: usize = 1_000;
/// The ids of one process are all above those of the one before.
const IDS_IN_A_SECOND: u64 = 1_000_000;

/// What has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    /// The message with this SID.
    Message(String),
    /// The call whose parent leg has this SID.
    Call(String),
    /// The webhook with this id.
    Webhook(u64),
}

/// What comes next for somebody who watches.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    Change(Change),
    /// Some changes before this are not known any more.
    Missed,
}

/// The last changes, oldest first.
pub(super) struct Feed {
    inner: Mutex<Inner>,
    changed: Notify,
}

struct Inner {
    /// Id of the oldest change that is kept.
    first: u64,
    changes: VecDeque<Change>,
    is_closed: bool,
}

impl Default for Feed {
    fn default() -> Self {
        let first = times::now().unsigned_abs() * IDS_IN_A_SECOND + 1;
        let inner = Inner { first, changes: VecDeque::new(), is_closed: false };
        Self { inner: Mutex::new(inner), changed: Notify::new() }
    }
}

impl Feed {
    pub(super) fn tell(&self, change: Change) {
        let mut inner = self.lock();
        if inner.changes.len() == KEPT {
            inner.changes.pop_front();
            inner.first += 1;
        }
        inner.changes.push_back(change);
        drop(inner);
        self.changed.notify_waiters();
    }

    /// Nothing changes any more.
    pub(super) fn close(&self) {
        self.lock().is_closed = true;
        self.changed.notify_waiters();
    }

    /// Id of the last change.
    pub(super) fn last(&self) -> u64 {
        self.lock().last()
    }

    /// Waits for what comes after the change with that id, and says the id of it. `None` when
    /// nothing will.
    pub(super) async fn after(&self, id: u64) -> Option<(u64, Next)> {
        loop {
            let changed = self.changed.notified();
            {
                let inner = self.lock();
                if let Some(next) = inner.after(id) {
                    return Some(next);
                }
                if inner.is_closed {
                    return None;
                }
            }
            changed.await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn last(&self) -> u64 {
        self.first + self.changes.len() as u64 - 1
    }

    fn after(&self, id: u64) -> Option<(u64, Next)> {
        let last = self.last();
        if id == last {
            return None;
        }
        // An id to come is one of another process.
        if id > last || id + 1 < self.first {
            return Some((last, Next::Missed));
        }
        let position = usize::try_from(id + 1 - self.first).ok()?;
        let change = self.changes.get(position)?;
        Some((id + 1, Next::Change(change.clone())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn changes_come_in_their_order() {
        let feed = Feed::default();
        let begin = feed.last();
        (1..=3).for_each(|id| feed.tell(Change::Webhook(id)));
        let mut at = begin;
        for expected in 1..=3 {
            let (id, next) = feed.after(at).await.unwrap();
            assert_eq!((id, next), (at + 1, Next::Change(Change::Webhook(expected))));
            at = id;
        }
        assert_eq!(at, feed.last());
    }

    #[tokio::test]
    async fn who_is_too_slow_is_told_so_and_goes_on() {
        let feed = Feed::default();
        let begin = feed.last();
        (0..=KEPT as u64).for_each(|id| feed.tell(Change::Webhook(id)));
        let (id, next) = feed.after(begin).await.unwrap();
        assert_eq!((id, next), (feed.last(), Next::Missed));
        feed.tell(Change::Webhook(7));
        let (_, next) = feed.after(id).await.unwrap();
        assert_eq!(next, Next::Change(Change::Webhook(7)));
        let (_, next) = feed.after(feed.last() + 5).await.unwrap();
        assert_eq!(next, Next::Missed);
    }

    #[tokio::test]
    async fn it_ends() {
        let feed = Feed::default();
        let begin = feed.last();
        feed.tell(Change::Call("CA1".into()));
        feed.close();
        assert!(feed.after(begin).await.is_some());
        assert_eq!(feed.after(feed.last()).await, None);
    }
}
