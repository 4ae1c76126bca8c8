//! What AWS sends to workers: batches of SQS, changes of a table and ticks of the scheduler.

use sandbox::aws::sqs::Received;
use serde_json::{Value, json};

use crate::gateway::{ACCOUNT, AT, REGION};

/// A batch of a queue's one message, received for the first time, that a function has sent.
pub(crate) fn batch(message: &Received, (queue, sender): (&str, &str)) -> Value {
    json!({ "Records": [{
        "messageId": "1c9f4b5e-7a3d-4d0e-9b62-5f8e2a6c7d10",
        "receiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a",
        "body": message.body,
        "attributes": {
            "ApproximateReceiveCount": "1",
            "AWSTraceHeader": "Root=1-6abe4b40-3f2a1c0d9e8b7a6f5e4d3c2b",
            "SentTimestamp": AT.to_string(),
            "SenderId": format!("AROAEXAMPLEEXAMPLE123:patchbay-{sender}"),
            "ApproximateFirstReceiveTimestamp": (AT + 15).to_string(),
        },
        "messageAttributes": {},
        "md5OfBody": message.md5,
        "eventSource": "aws:sqs",
        "eventSourceARN": format!("arn:aws:sqs:{REGION}:{ACCOUNT}:patchbay-{queue}"),
        "awsRegion": REGION,
    }]})
}

/// A conversation that was marked read.
pub(crate) fn change() -> Value {
    let thread = |unread: &str| {
        json!({
            "tenant_id": { "S": "demo" },
            "thread_id": { "S": "sms.15550100001.15550190001" },
            "channel": { "S": "sms" },
            "own_number": { "S": "+15550100001" },
            "contact_number": { "S": "+15550190001" },
            "last_message": { "S": "Is the flat still free?" },
            "last_activity_at": { "S": "2026-10-01T12:00:00.000Z" },
            "created_at": { "S": "2026-10-01T12:00:00.000Z" },
            "unread_count": { "N": unread },
        })
    };
    json!({ "Records": [{
        "eventID": "7de3041dd709b024af6f29e4fa13d34c",
        "eventName": "MODIFY",
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": REGION,
        "dynamodb": {
            "ApproximateCreationDateTime": AT / 1_000,
            "Keys": {
                "tenant_id": { "S": "demo" },
                "thread_id": { "S": "sms.15550100001.15550190001" },
            },
            "OldImage": thread("1"),
            "NewImage": thread("0"),
            "SequenceNumber": "111000000000012345678901",
            "SizeBytes": 512,
            "StreamViewType": "NEW_AND_OLD_IMAGES",
        },
        "eventSourceARN": format!(
            "arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/ThreadsTable/stream/2026-10-01T11:00:00.000"
        ),
    }]})
}

/// A schedule that has no input of its own.
pub(crate) fn tick(schedule: &str) -> Value {
    json!({
        "version": "0",
        "id": "0d4f8a6e-2b1c-4f3d-8e5a-7c6b9d0e1f23",
        "detail-type": "Scheduled Event",
        "source": "aws.scheduler",
        "account": ACCOUNT,
        "time": "2026-10-01T12:00:00Z",
        "region": REGION,
        "resources": [format!("arn:aws:scheduler:{REGION}:{ACCOUNT}:schedule/default/{schedule}")],
        "detail": "{}",
    })
}
