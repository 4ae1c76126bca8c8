//! The round trips that one webhook costs.

use sandbox::aws::Service;
use twilio_simulator::{InboundMedia, InboundMessage};

use crate::{sandbox, text};

#[tokio::test]
async fn a_warm_webhook_calls_dynamodb_once() {
    let sandbox = sandbox().await;
    sandbox.twilio.send_message(text("warms up the account")).await.unwrap();
    sandbox.aws.clear_calls();
    let media = vec![InboundMedia::of_bytes("image/png", b"png")];
    sandbox.twilio.send_message(InboundMessage { media, ..text("hello") }).await.unwrap();

    sandbox.aws.assert_called(&[
        (Service::DynamoDb, "TransactWriteItems"),
        (Service::Sqs, "SendMessageBatch"),
    ]);
}
