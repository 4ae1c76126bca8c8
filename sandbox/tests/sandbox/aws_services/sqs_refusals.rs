use std::time::Duration;

use aws_sdk_sqs::Error;
use aws_sdk_sqs::error::ProvideErrorMetadata as _;
use aws_sdk_sqs::types::{MessageAttributeValue, SendMessageBatchRequestEntry as Entry};

use super::clients::{self, DEAD, QUEUE, queue_url};

#[tokio::test]
async fn an_unknown_queue_does_not_exist() {
    let aws = clients::start().await;
    let client = clients::sqs(&aws);
    let send = client.send_message().queue_url(queue_url(&aws, "Gone"));
    let error = send.message_body("x").send().await.unwrap_err();
    assert!(matches!(error.into(), Error::QueueDoesNotExist(_)));
    let url = client.get_queue_url().queue_name("Gone").send().await.unwrap_err();
    assert!(matches!(url.into(), Error::QueueDoesNotExist(_)));
    let refusal = aws.sqs().receive("Gone", 1).unwrap_err();
    assert_eq!(refusal.code, "QueueDoesNotExist");
}

#[tokio::test]
async fn handles_must_be_of_the_queue_and_in_flight() {
    let aws = clients::start().await;
    let sqs = aws.sqs();
    let (client, url) = (clients::sqs(&aws), queue_url(&aws, QUEUE));
    let junk = client.delete_message().queue_url(&url).receipt_handle("junk");
    let error = junk.send().await.unwrap_err();
    assert!(matches!(error.into(), Error::ReceiptHandleIsInvalid(_)));
    sqs.send(QUEUE, "x", Duration::ZERO).unwrap();
    let handle = sqs.receive(QUEUE, 1).unwrap().remove(0).receipt_handle;
    let foreign = sqs.delete(DEAD, &handle).unwrap_err();
    assert_eq!(foreign.code, "ReceiptHandleIsInvalid");
    sqs.make_visible(QUEUE).unwrap();
    let late = client.change_message_visibility().queue_url(&url);
    let late = late.receipt_handle(&handle).visibility_timeout(10);
    let error = late.send().await.unwrap_err();
    assert!(matches!(error.into(), Error::MessageNotInflight(_)));
}

#[tokio::test]
async fn parameters_out_of_range_are_refused() {
    let (aws, client, url) = clients::queue().await;
    let receive = client.receive_message().queue_url(&url);
    let many = receive.clone().max_number_of_messages(11).send().await;
    let long = receive.clone().wait_time_seconds(21).send().await;
    let hidden = receive.visibility_timeout(43_201).send().await;
    for refused in [many, long, hidden] {
        let error = refused.unwrap_err().into_service_error();
        assert_eq!(error.code(), Some("InvalidParameterValue"));
    }
    let send = client.send_message().queue_url(&url);
    let late = send.clone().message_body("x").delay_seconds(901).send().await;
    let big = send.clone().message_body("x".repeat(1024 * 1024 + 1)).send().await;
    let value = MessageAttributeValue::builder().data_type("String").string_value("v");
    let attributes = send.message_attributes("a", value.build().unwrap());
    let attributes = attributes.message_body("x").send().await;
    for refused in [late, big, attributes] {
        let error = refused.unwrap_err().into_service_error();
        assert_eq!(error.code(), Some("InvalidParameterValue"));
    }
    assert!(aws.sqs().messages(QUEUE).unwrap().is_empty());
}

#[tokio::test]
async fn broken_batches_are_refused_whole() {
    let (aws, client, url) = clients::queue().await;
    let entry = |id: usize| {
        let entry = Entry::builder().id(id.to_string()).message_body("x");
        entry.build().unwrap()
    };
    let batch = |entries: Vec<Entry>| {
        let batch = client.send_message_batch().queue_url(&url);
        batch.set_entries(Some(entries)).send()
    };
    let error = batch((0..11).map(entry).collect()).await.unwrap_err();
    assert!(matches!(error.into(), Error::TooManyEntriesInBatchRequest(_)));
    let error = batch(vec![entry(1), entry(1)]).await.unwrap_err();
    assert!(matches!(error.into(), Error::BatchEntryIdsNotDistinct(_)));
    let error = batch(vec![]).await.unwrap_err();
    assert!(matches!(error.into(), Error::EmptyBatchRequest(_)));
    assert!(aws.sqs().messages(QUEUE).unwrap().is_empty());
}

#[tokio::test]
async fn operations_that_the_sandbox_lacks_are_refused() {
    let aws = clients::start().await;
    let create = clients::sqs(&aws).create_queue().queue_name("New").send();
    let error = create.await.unwrap_err().into_service_error();
    assert_eq!(error.code(), Some("UnknownOperationException"));
    let post = reqwest::Client::builder().no_proxy().build().unwrap();
    let post = post.post(aws.endpoint()).header("x-amz-target", "Logs_20140328.PutLogEvents");
    let answer = post.body("{}").send().await.unwrap();
    assert_eq!(answer.status(), 400);
    let body = answer.text().await.unwrap();
    assert!(body.contains("#UnknownOperationException"), "{body}");
}
