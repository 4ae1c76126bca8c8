//! SQS: jobs on their way to a worker.

use aws_sdk_sqs::types::SendMessageBatchRequestEntry;
use std::time::Duration;

use crate::aws::Aws;
use crate::records::{Job, Timestamp};

/// Jobs that SQS did not take. They stay in the `jobs` table, where the sweeper finds them.
#[derive(Debug, thiserror::Error)]
#[error("SQS: {0}")]
pub struct QueueError(String);

/// The most entries of one `SendMessageBatch`.
const BATCH: usize = 10;

/// The longest delay that SQS takes.
pub const LONGEST_DELAY: Duration = Duration::from_mins(15);
/// The longest visibility that SQS takes.
const LONGEST: Duration = Duration::from_hours(12);

/// The queue of one kind of job.
#[derive(Debug, Clone)]
pub struct Queue {
    aws: Aws,
    url: String,
}

impl Queue {
    /// Sends to and answers this queue.
    pub(crate) fn new(aws: Aws, url: String) -> Self {
        Self { aws, url }
    }

    /// Sends jobs; those whose time is still to come are received then, if it comes within
    /// [`LONGEST_DELAY`]. An error may mean that some of them were sent.
    pub async fn send(&self, jobs: &[Job], now: Timestamp) -> Result<(), QueueError> {
        for batch in jobs.chunks(BATCH) {
            let entries = batch.iter().enumerate().map(|(id, job)| entry((id, job), now)).collect();
            let request =
                self.aws.sqs().send_message_batch().queue_url(&self.url).set_entries(Some(entries));
            let answer =
                request.send().await.map_err(|error| QueueError(crate::store::describe(&error)))?;
            if let Some(failed) = answer.failed.first() {
                return Err(QueueError(format!(
                    "{} of the jobs: {}",
                    answer.failed.len(),
                    failed.code
                )));
            }
        }
        Ok(())
    }

    /// Sends something else than a job.
    pub async fn put(&self, message: String) -> Result<(), QueueError> {
        let request = self.aws.sqs().send_message().queue_url(&self.url).message_body(message);
        request.send().await.map_err(|error| QueueError(crate::store::describe(&error)))?;
        Ok(())
    }

    /// Lets a received message be received again after `delay`, instead of the queue's own time.
    pub async fn retry_after(&self, receipt: &str, delay: Duration) -> Result<(), QueueError> {
        let seconds = delay.min(LONGEST).as_secs();
        let request = self
            .aws
            .sqs()
            .change_message_visibility()
            .queue_url(&self.url)
            .receipt_handle(receipt)
            .visibility_timeout(i32::try_from(seconds).expect("12 hours fit"));
        request.send().await.map_err(|error| QueueError(crate::store::describe(&error)))?;
        Ok(())
    }
}

fn entry((id, job): (usize, &Job), now: Timestamp) -> SendMessageBatchRequestEntry {
    SendMessageBatchRequestEntry::builder()
        .delay_seconds(delay_seconds(job.payload.not_before(), now))
        .id(id.to_string())
        .message_body(serde_json::to_string(job).expect("jobs are plain data"))
        .build()
        .expect("id and body are set")
}

/// Whole seconds, rather one too many than a job before its time.
fn delay_seconds(not_before: Option<Timestamp>, now: Timestamp) -> i32 {
    let millis = not_before.map_or(0, |time| time.as_millis() - now.as_millis());
    let seconds = u64::try_from(millis).unwrap_or_default().div_ceil(1_000);
    i32::try_from(seconds.min(LONGEST_DELAY.as_secs())).expect("15 minutes fit")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_delayed_until_its_time_but_not_longer_than_sqs_can() {
        let delay =
            |time| delay_seconds(Some(Timestamp::from_millis(time)), Timestamp::from_millis(5_000));
        assert_eq!(delay_seconds(None, Timestamp::from_millis(5_000)), 0);
        assert_eq!([0, 5_000, 5_001, 6_000, 6_001].map(delay), [0, 0, 1, 1, 2]);
        assert_eq!(delay(10_000_000), 900);
    }
}
