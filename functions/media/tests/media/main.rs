//! `media` between the simulated Twilio and S3.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod failed;
mod large;
mod moved;
mod recorded;

use media::Media;
use sandbox::Sandbox;
use sandbox::demo::DEMO;
use serde_json::{Value, json};
use sms::Sms;
use twilio_simulator::{InboundMedia, InboundMessage};

/// A sandbox in which a picture has been received, and no worker runs.
async fn received(media: Vec<InboundMedia>) -> Sandbox {
    let functions = vec![sandbox::webhook::<Sms>(), sandbox::worker::<Media>()];
    let sandbox = Sandbox::start(functions).await.unwrap();
    let message = InboundMessage {
        from: "+15550190001".to_owned(),
        to: DEMO.numbers[0].to_owned(),
        media,
        ..InboundMessage::default()
    };
    assert_eq!(sandbox.twilio.send_message(message).await.unwrap().webhook.unwrap().status, 200);
    sandbox
}

/// The SQS event of all messages that can be received now, and how many there are.
fn event(sandbox: &Sandbox) -> (Value, usize) {
    let received = sandbox.aws.sqs().receive("MediaQueue", 10).unwrap();
    let records = received.iter().map(|message| {
        json!({
            "messageId": message.message_id,
            "receiptHandle": message.receipt_handle,
            "body": message.body,
            "attributes": { "ApproximateReceiveCount": message.receive_count.to_string() },
        })
    });
    (json!({ "Records": records.collect::<Vec<_>>() }), received.len())
}

/// Delivers what can be received now; returns how many jobs were reported as failed.
async fn deliver(sandbox: &Sandbox) -> usize {
    let (event, received) = event(sandbox);
    assert!(received > 0, "nothing to deliver");
    let app = sandbox.app("MediaFunction").unwrap();
    let answer = shared::lambda::worker::<Media>(&app, event.clone()).await.unwrap();
    let failed = answer["batchItemFailures"].as_array().unwrap();
    for record in event["Records"].as_array().unwrap() {
        if !failed.iter().any(|failure| failure["itemIdentifier"] == record["messageId"]) {
            let receipt = record["receiptHandle"].as_str().unwrap();
            sandbox.aws.sqs().delete("MediaQueue", receipt).unwrap();
        }
    }
    failed.len()
}

async fn attachment(sandbox: &Sandbox) -> Value {
    sandbox.only_record("MessagesTable").await.unwrap()["media"][0].clone()
}

/// What is stored under an attachment's key: content type and bytes.
async fn stored(sandbox: &Sandbox, attachment: &Value) -> (String, Vec<u8>) {
    let media = sandbox.app("WebsiteFunction").unwrap().media;
    let content_type = attachment["content_type"].as_str().unwrap();
    let link = media.link(attachment["key"].as_str().unwrap(), content_type);
    let response = reqwest::get(link).await.unwrap().error_for_status().unwrap();
    let content_type = response.headers()["content-type"].to_str().unwrap().to_owned();
    (content_type, response.bytes().await.unwrap().to_vec())
}
