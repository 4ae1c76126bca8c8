//! SQS: jobs on their way to a worker.

use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::SendMessageBatchRequestEntry;
use std::time::Duration;

use crate::records::Job;

/// Jobs that SQS did not take. They stay in the `jobs` table, where the sweeper finds them.
#[derive(Debug, thiserror::Error)]
#[error("SQS: {0}")]
pub struct QueueError(String);

/// The most entries of one `SendMessageBatch`.
const BATCH: usize = 10;

/// The longest visibility that SQS takes.
const LONGEST: Duration = Duration::from_hours(12);

/// The queue of one kind of job.
#[derive(Debug, Clone)]
pub struct Queue {
    client: Client,
    url: String,
}

impl Queue {
    /// Sends to and answers this queue.
    pub fn new(client: Client, url: String) -> Self {
        Self { client, url }
    }

    /// Sends jobs. An error may mean that some of them were sent.
    pub async fn send(&self, jobs: &[Job]) -> Result<(), QueueError> {
        for batch in jobs.chunks(BATCH) {
            let entries = batch.iter().enumerate().map(|(id, job)| entry(id, job)).collect();
            let request =
                self.client.send_message_batch().queue_url(&self.url).set_entries(Some(entries));
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

    /// Lets a received message be received again after `delay`, instead of the queue's own time.
    pub async fn retry_after(&self, receipt: &str, delay: Duration) -> Result<(), QueueError> {
        let seconds = delay.min(LONGEST).as_secs();
        let request = self
            .client
            .change_message_visibility()
            .queue_url(&self.url)
            .receipt_handle(receipt)
            .visibility_timeout(i32::try_from(seconds).expect("12 hours fit"));
        request.send().await.map_err(|error| QueueError(crate::store::describe(&error)))?;
        Ok(())
    }
}

fn entry(id: usize, job: &Job) -> SendMessageBatchRequestEntry {
    SendMessageBatchRequestEntry::builder()
        .id(id.to_string())
        .message_body(serde_json::to_string(job).expect("jobs are plain data"))
        .build()
        .expect("id and body are set")
}
