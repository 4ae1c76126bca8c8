//! A sandbox that starts again goes on with the queues as they were.

use std::path::Path;
use std::time::Duration;

use axum::Router;
use sandbox::aws::sqs::{Received, State};
use sandbox::{Sandbox, Setup};

const QUEUE: &str = "MediaQueue";
const PAUSE: Duration = Duration::from_mins(15);

async fn start(data: &Path) -> Sandbox {
    let setup = Setup { data: Some(data.to_owned()), ..Setup::default() };
    Sandbox::with(setup, Vec::new(), Router::new()).await.unwrap()
}

fn take(sandbox: &Sandbox, body: &str) -> Received {
    let sqs = sandbox.aws.sqs();
    sqs.send(QUEUE, body, Duration::ZERO).unwrap();
    let received = sqs.receive(QUEUE, 10).unwrap().remove(0);
    assert_eq!(received.body, body);
    received
}

#[tokio::test]
async fn a_restart_uses_up_no_try_and_ends_no_pause() {
    let data = tempfile::tempdir().unwrap();
    let sandbox = start(data.path()).await;
    let sqs = sandbox.aws.sqs();
    take(&sandbox, "in flight");
    let paused = take(&sandbox, "paused");
    sqs.change_visibility(QUEUE, &paused.receipt_handle, PAUSE).unwrap();
    let failed = take(&sandbox, "failed");
    sqs.release(QUEUE, &failed.receipt_handle).unwrap();
    sqs.send(QUEUE, "delayed", PAUSE).unwrap();
    drop(sandbox);

    let sandbox = start(data.path()).await;
    let sqs = sandbox.aws.sqs();
    let found = sqs.messages(QUEUE).unwrap();
    let found: Vec<_> =
        found.iter().map(|one| (one.body.as_str(), one.state, one.receive_count)).collect();
    let expected = [
        ("in flight", State::Visible, 0),
        ("paused", State::InFlight, 1),
        ("failed", State::InFlight, 1),
        ("delayed", State::Delayed, 0),
    ];
    assert_eq!(found, expected);
    let again = sqs.receive(QUEUE, 10).unwrap();
    assert_eq!(again.len(), 1);
    assert_eq!((again[0].body.as_str(), again[0].receive_count), ("in flight", 1));
}
