//! SQS on `SQLite`: standard queues with visibility, delay, receive counts and a dead-letter queue.
//!
//! Times are wall-clock milliseconds since 1970, so that they outlive a restart. Messages do not
//! expire.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;

use super::reply::Refusal;
use crate::place::ACCOUNT;
use crate::template::Queue;

mod address;
mod batch;
mod journal;
mod letters;
mod limits;
mod memory;
mod message;
mod moving;
mod protocol;
mod receipt;
mod whole;

pub use message::{Message, Received, Sent, State};
pub(super) use protocol::answer;

use journal::{Consumer, Journal, millis, now_ms};
use limits::{MAX_DELAY, MAX_VISIBILITY, invalid};
use memory::Memory;

/// The queues of the template, by logical id. Clones share them.
///
/// Every method refuses a queue that the template does not have with `QueueDoesNotExist`, and
/// reports a database that fails as `InternalFailure`.
#[derive(Debug, Clone)]
pub struct Sqs {
    journal: Arc<Journal>,
    queues: Arc<BTreeMap<String, Queue>>,
    endpoint: Arc<str>,
    changed: Arc<Notify>,
    memory: Arc<Memory>,
}

impl Sqs {
    pub(super) fn open(
        file: Option<PathBuf>,
        queues: BTreeMap<String, Queue>,
        endpoint: &str,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            journal: Arc::new(Journal::open(file)?),
            queues: Arc::new(queues),
            endpoint: Arc::from(endpoint),
            changed: Arc::new(Notify::new()),
            memory: Arc::default(),
        })
    }

    /// Puts a message into a queue, to be received after `delay`, at most 15 minutes.
    pub fn send(&self, queue: &str, body: &str, delay: Duration) -> Result<Sent, Refusal> {
        self.queue(queue)?;
        message::check_body(body)?;
        if delay > MAX_DELAY {
            return Err(invalid("DelaySeconds must be from 0 to 900"));
        }
        let sent = Sent::new(body);
        let visible_at = now_ms() + millis(delay);
        self.journal.insert(queue, &sent.message_id, body, visible_at)?;
        self.changed.notify_waiters();
        Ok(sent)
    }

    /// Receives up to `max` messages and hides them for the queue's visibility timeout. What was
    /// received too often goes to the dead-letter queue instead, as SQS does it: at this moment.
    /// The caller is part of this process: see [`Sqs::give_back`].
    pub fn receive(&self, queue: &str, max: usize) -> Result<Vec<Received>, Refusal> {
        let timeout = self.queue(queue)?.visibility_timeout;
        self.receive_for(queue, max, (timeout, Consumer::Here))
    }

    fn receive_for(
        &self,
        queue: &str,
        max: usize,
        (timeout, consumer): (Duration, Consumer),
    ) -> Result<Vec<Received>, Refusal> {
        if let Some((dead, count)) = &self.queue(queue)?.redrive
            && self.journal.bury(queue, dead, *count)? > 0
        {
            self.changed.notify_waiters();
        }
        self.journal.take(queue, max, (millis(timeout), consumer))
    }

    /// Removes a received message. A handle that a later receive replaced does nothing.
    pub fn delete(&self, queue: &str, receipt: &str) -> Result<(), Refusal> {
        self.queue(queue)?;
        let receipt = receipt::parse(queue, receipt)?;
        self.journal.delete(&receipt)
    }

    /// Hides a received message for `time` from now, at most 12 hours; zero shows it at once.
    ///
    /// # Errors
    /// `MessageNotInflight` if the message is visible again or was received by someone else.
    pub fn change_visibility(
        &self,
        queue: &str,
        receipt: &str,
        time: Duration,
    ) -> Result<(), Refusal> {
        self.queue(queue)?;
        if time > MAX_VISIBILITY {
            return Err(invalid("VisibilityTimeout must be from 0 to 43200"));
        }
        let receipt = receipt::parse(queue, receipt)?;
        if !self.journal.hide(&receipt, millis(time))? {
            let message = "the message is not in flight under this receipt handle";
            return Err(Refusal::sender("MessageNotInflight", message));
        }
        self.changed.notify_waiters();
        Ok(())
    }

    /// Says that whoever received a message here has ended without deleting it. It stays hidden as
    /// long as it was going to be.
    pub fn release(&self, queue: &str, receipt: &str) -> Result<(), Refusal> {
        self.queue(queue)?;
        self.journal.release(&receipt::parse(queue, receipt)?)
    }

    /// For the start of a process: what the last one was working on when it ended can be received at
    /// once, and that try does not count. What was released, or hidden for a time of its own, waits on.
    /// Says how many messages there were.
    pub fn give_back(&self, queue: &str) -> Result<usize, Refusal> {
        self.queue(queue)?;
        let count = self.journal.give_back(queue)?;
        self.changed.notify_waiters();
        Ok(count)
    }

    /// All messages of a queue, oldest first, without receiving them.
    pub fn messages(&self, queue: &str) -> Result<Vec<Message>, Refusal> {
        self.queue(queue)?;
        self.journal.all(queue)
    }

    /// Makes every delayed or in-flight message receivable at once; says how many there were.
    pub fn make_visible(&self, queue: &str) -> Result<usize, Refusal> {
        self.queue(queue)?;
        let count = self.journal.show(queue)?;
        self.changed.notify_waiters();
        Ok(count)
    }

    /// Sends the messages of a dead-letter queue back to where they came from, as new messages;
    /// says how many. Those that were sent to it directly stay.
    pub fn redrive(&self, dead: &str) -> Result<usize, Refusal> {
        self.queue(dead)?;
        let count = self.journal.unbury(dead)?;
        self.changed.notify_waiters();
        Ok(count)
    }

    /// Done when something may have become receivable after this call, in any queue: a message
    /// arrived, or one that was hidden at this call is due. Call it before [`Sqs::receive`] and
    /// await it when that is empty, and no message is missed.
    pub fn changed(&self) -> impl Future<Output = ()> + Send + 'static {
        let notified = Arc::clone(&self.changed).notified_owned();
        // A database that fails is reported by the receive that the caller does next.
        let due = self.next_due().ok().flatten();
        async move {
            match due {
                Some(due) => {
                    let _ = tokio::time::timeout(due, notified).await;
                }
                None => notified.await,
            }
        }
    }

    /// Time until the next hidden message of any queue becomes visible, if there is one.
    pub fn next_due(&self) -> Result<Option<Duration>, Refusal> {
        self.journal.next_due()
    }

    fn url(&self, id: &str) -> String {
        format!("{}/{ACCOUNT}/{id}", self.endpoint)
    }

    fn queue(&self, id: &str) -> Result<&Queue, Refusal> {
        self.queues.get(id).ok_or_else(|| {
            let message = format!("the template has no queue {id}");
            Refusal::sender("QueueDoesNotExist", message)
        })
    }
}
