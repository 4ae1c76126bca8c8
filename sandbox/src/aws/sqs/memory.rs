//! What is known of queues as long as the process lasts: tasks that moved dead letters, and purges.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::address::arn;

/// How often a queue may be purged.
const PURGE_EVERY: Duration = Duration::from_mins(1);

#[derive(Debug, Default)]
pub(super) struct Memory {
    /// Oldest first.
    tasks: Mutex<Vec<Task>>,
    purges: Mutex<BTreeMap<String, Instant>>,
}

/// A task that is over.
#[derive(Debug, Clone)]
pub(super) struct Task {
    pub(super) source: String,
    pub(super) destination: Option<String>,
    pub(super) started_ms: i64,
    pub(super) moved: usize,
    /// Those of which nothing says where they came from.
    pub(super) left: usize,
}

impl Memory {
    /// Keeps a task; says how many there have been.
    pub(super) fn add(&self, task: Task) -> usize {
        let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        tasks.push(task);
        tasks.len()
    }

    /// The last tasks of a queue, the latest first.
    pub(super) fn latest(&self, source: &str, most: usize) -> Vec<Task> {
        let tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        tasks.iter().rev().filter(|task| task.source == source).take(most).cloned().collect()
    }

    /// Whether a queue may be purged now; if so, it is.
    pub(super) fn may_purge(&self, queue: &str) -> bool {
        let mut purges = self.purges.lock().unwrap_or_else(PoisonError::into_inner);
        if purges.get(queue).is_some_and(|last| last.elapsed() < PURGE_EVERY) {
            return false;
        }
        purges.insert(queue.to_owned(), Instant::now());
        true
    }
}

impl Task {
    /// As `ListMessageMoveTasks` shows it.
    pub(super) fn result(&self) -> Value {
        let mut result = json!({
            "Status": if self.left == 0 { "COMPLETED" } else { "FAILED" },
            "SourceArn": arn(&self.source),
            "ApproximateNumberOfMessagesMoved": self.moved,
            "ApproximateNumberOfMessagesToMove": self.moved + self.left,
            "StartedTimestamp": self.started_ms,
        });
        if let Some(destination) = &self.destination {
            result["DestinationArn"] = arn(destination).into();
        }
        if self.left > 0 {
            result["FailureReason"] = "CouldNotDetermineMessageSource".into();
        }
        result
    }
}
