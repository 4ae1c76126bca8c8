//! Who hears which channel.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::json;
use tokio::sync::{Notify, mpsc};

/// Frames that wait for a page to read them. One that reads no faster is cut off: it catches up.
const WAITING: usize = 256;

/// The pages that are connected.
#[derive(Debug, Clone, Default)]
pub(crate) struct Hub(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    lines: AtomicU64,
    subscriptions: Mutex<Vec<Subscription>>,
}

#[derive(Debug)]
struct Subscription {
    channel: String,
    id: String,
    line: Line,
}

/// What leads to one page.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    number: u64,
    frames: mpsc::Sender<String>,
    cut: Arc<Notify>,
}

/// What comes out at the page's end.
#[derive(Debug)]
pub(crate) struct Frames {
    frames: mpsc::Receiver<String>,
    cut: Arc<Notify>,
}

impl Frames {
    /// The next frame.
    pub(crate) async fn next(&mut self) -> Option<String> {
        self.frames.recv().await
    }

    /// Wakes whoever waits for it once the page is cut off.
    pub(crate) fn cut(&self) -> Arc<Notify> {
        Arc::clone(&self.cut)
    }
}

impl Hub {
    /// A page connects.
    pub(crate) fn line(&self) -> (Line, Frames) {
        let (sender, receiver) = mpsc::channel(WAITING);
        let cut = Arc::new(Notify::new());
        let number = self.0.lines.fetch_add(1, Ordering::Relaxed);
        let line = Line { number, frames: sender, cut: Arc::clone(&cut) };
        (line, Frames { frames: receiver, cut })
    }

    /// How many subscriptions a page has.
    pub(crate) fn count(&self, line: &Line) -> usize {
        self.subscriptions().iter().filter(|it| it.line.number == line.number).count()
    }

    /// Whether the page hears the channel from now on; not if it has a subscription of this id.
    pub(crate) fn subscribe(&self, line: &Line, (id, channel): (&str, &str)) -> bool {
        let mut subscriptions = self.subscriptions();
        let known = |it: &Subscription| it.line.number == line.number && it.id == id;
        if subscriptions.iter().any(known) {
            return false;
        }
        let (id, channel, line) = (id.to_owned(), channel.to_owned(), line.clone());
        subscriptions.push(Subscription { channel, id, line });
        true
    }

    /// Whether the page had a subscription of this id.
    pub(crate) fn unsubscribe(&self, line: &Line, id: &str) -> bool {
        let mut subscriptions = self.subscriptions();
        let before = subscriptions.len();
        subscriptions.retain(|it| it.line.number != line.number || it.id != id);
        subscriptions.len() < before
    }

    /// The page is gone.
    pub(crate) fn leave(&self, line: &Line) {
        self.subscriptions().retain(|it| it.line.number != line.number);
    }

    /// Sends an event to all who hear the channel. Waits for none of them.
    pub(super) fn tell(&self, channel: &str, event: &str) {
        self.subscriptions().retain(|it| {
            if it.channel != channel {
                return true;
            }
            let frame = json!({ "type": "data", "id": it.id, "event": event }).to_string();
            let sent = it.line.frames.try_send(frame).is_ok();
            if !sent {
                it.line.cut.notify_one();
            }
            sent
        });
    }

    /// Cuts all pages off.
    pub(in crate::aws) fn close(&self) {
        for it in self.subscriptions().drain(..) {
            it.line.cut.notify_one();
        }
    }

    fn subscriptions(&self) -> MutexGuard<'_, Vec<Subscription>> {
        self.0.subscriptions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_page_that_does_not_read_is_cut_off_and_holds_up_nobody() {
        let hub = Hub::default();
        let ((slow, slow_frames), (quick, mut frames)) = (hub.line(), hub.line());
        assert!(hub.subscribe(&slow, ("1", "/a/b")) && hub.subscribe(&quick, ("1", "/a/b")));
        assert!(!hub.subscribe(&quick, ("1", "/a/c")), "the id is taken");
        for number in 0..=WAITING {
            hub.tell("/a/b", &number.to_string());
            assert!(frames.next().await.is_some());
        }
        slow_frames.cut().notified().await;
        assert_eq!((hub.count(&slow), hub.count(&quick)), (0, 1));
        hub.tell("/a/c", "another channel");
        assert!(hub.unsubscribe(&quick, "1") && !hub.unsubscribe(&quick, "1"));
        hub.tell("/a/b", "nobody is there");
        assert!(frames.frames.is_empty());
    }
}
