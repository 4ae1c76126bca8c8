use std::time::Duration;

use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::{
    Message, MessageSystemAttributeName as System, QueueAttributeName as Attribute,
    SendMessageBatchRequestEntry as Entry, SendMessageBatchResultEntry as Success,
};
use sandbox::aws::sqs::State;

use super::clients::{self, QUEUE, queue_url};

async fn receive(client: &Client, url: &str) -> Vec<Message> {
    let receive = client.receive_message().queue_url(url).max_number_of_messages(10);
    let receive = receive.message_system_attribute_names(System::All);
    receive.send().await.unwrap().messages.unwrap_or_default()
}

async fn delete(client: &Client, url: &str, message: &Message) {
    let delete = client.delete_message().queue_url(url);
    delete.receipt_handle(message.receipt_handle().unwrap()).send().await.unwrap();
}

fn attribute(message: &Message, name: &System) -> i64 {
    message.attributes().unwrap()[name].parse().unwrap()
}

#[tokio::test]
async fn a_message_is_sent_received_once_and_deleted() {
    let (aws, client, url) = clients::queue().await;
    let sent = client.send_message().queue_url(&url).message_body("hello").send();
    let sent = sent.await.unwrap();
    let md5 = Some("5d41402abc4b2a76b9719d911017c592");
    assert_eq!(sent.md5_of_message_body(), md5);
    let received = receive(&client, &url).await;
    assert_eq!(received.len(), 1);
    assert_eq!(received[0].body(), Some("hello"));
    assert_eq!(received[0].md5_of_body(), md5);
    assert_eq!(received[0].message_id(), sent.message_id());
    assert_eq!(attribute(&received[0], &System::ApproximateReceiveCount), 1);
    let first = attribute(&received[0], &System::ApproximateFirstReceiveTimestamp);
    assert!(attribute(&received[0], &System::SentTimestamp) <= first);
    assert!(receive(&client, &url).await.is_empty());
    delete(&client, &url, &received[0]).await;
    assert!(aws.sqs().messages(QUEUE).unwrap().is_empty());
}

#[tokio::test]
async fn a_message_comes_back_when_its_visibility_ends() {
    let (aws, client, url) = clients::queue().await;
    aws.sqs().send(QUEUE, "again", Duration::ZERO).unwrap();
    let first = receive(&client, &url).await.remove(0);
    let show = client.change_message_visibility().queue_url(&url).visibility_timeout(0);
    let show = show.receipt_handle(first.receipt_handle().unwrap());
    show.send().await.unwrap();
    let second = receive(&client, &url).await.remove(0);
    assert_eq!(first.message_id(), second.message_id());
    assert_eq!(attribute(&second, &System::ApproximateReceiveCount), 2);
    let stamp = System::ApproximateFirstReceiveTimestamp;
    assert_eq!(attribute(&first, &stamp), attribute(&second, &stamp));
    delete(&client, &url, &first).await;
    assert_eq!(aws.sqs().messages(QUEUE).unwrap().len(), 1);
    aws.sqs().delete(QUEUE, second.receipt_handle().unwrap()).unwrap();
    assert!(aws.sqs().messages(QUEUE).unwrap().is_empty());
}

#[tokio::test]
async fn a_visibility_timeout_of_the_call_overrides_the_queues() {
    let (aws, client, url) = clients::queue().await;
    aws.sqs().send(QUEUE, "short", Duration::ZERO).unwrap();
    let receive = client.receive_message().queue_url(&url).visibility_timeout(1);
    assert_eq!(receive.send().await.unwrap().messages().len(), 1);
    let due = aws.sqs().next_due().unwrap().unwrap();
    assert!(due <= Duration::from_secs(1), "{due:?}");
    // A long poll ends with the message when that second is over.
    let receive = client.receive_message().queue_url(&url).wait_time_seconds(20);
    let message = receive.send().await.unwrap().messages.unwrap().remove(0);
    assert_eq!(message.body(), Some("short"));
}

#[tokio::test]
async fn a_long_poll_waits_for_a_message() {
    let (aws, client, url) = clients::queue().await;
    let receive = client.receive_message().queue_url(&url).wait_time_seconds(20);
    let send = async {
        sandbox::until("the long poll", async || !aws.calls().is_empty()).await;
        aws.sqs().send(QUEUE, "late", Duration::ZERO).unwrap();
    };
    let (received, ()) = tokio::join!(receive.send(), send);
    assert_eq!(received.unwrap().messages()[0].body(), Some("late"));
}

#[tokio::test]
async fn a_delayed_message_is_hidden_until_it_is_due() {
    let (aws, client, url) = clients::queue().await;
    let send = client.send_message().queue_url(&url).message_body("later");
    send.delay_seconds(900).send().await.unwrap();
    assert!(receive(&client, &url).await.is_empty());
    assert_eq!(aws.sqs().messages(QUEUE).unwrap()[0].state, State::Delayed);
    assert_eq!(aws.sqs().make_visible(QUEUE).unwrap(), 1);
    assert_eq!(receive(&client, &url).await.len(), 1);
    assert_eq!(aws.sqs().messages(QUEUE).unwrap()[0].state, State::InFlight);
}

#[tokio::test]
async fn changed_is_done_by_a_message_and_by_one_that_is_due() {
    let aws = clients::start().await;
    let sqs = aws.sqs();
    let changed = sqs.changed();
    assert!(sqs.receive(QUEUE, 1).unwrap().is_empty());
    // Sent between the look and the wait, and not missed.
    sqs.send(QUEUE, "now", Duration::ZERO).unwrap();
    changed.await;
    assert_eq!(sqs.receive(QUEUE, 1).unwrap().len(), 1);
    sqs.send(QUEUE, "soon", Duration::from_millis(50)).unwrap();
    while sqs.receive(QUEUE, 1).unwrap().is_empty() {
        sqs.changed().await;
    }
}

#[tokio::test]
async fn a_batch_succeeds_and_fails_entry_by_entry() {
    let (aws, client, url) = clients::queue().await;
    let entry = |id: &str, body: &str| {
        let entry = Entry::builder().id(id).message_body(body);
        entry.build().unwrap()
    };
    let batch = client.send_message_batch().queue_url(&url);
    let batch = batch.entries(entry("a", "one")).entries(entry("b", "\u{1}"));
    let sent = batch.entries(entry("c", "three")).send().await.unwrap();
    let ids: Vec<_> = sent.successful().iter().map(Success::id).collect();
    assert_eq!(ids, ["a", "c"]);
    assert_eq!(sent.failed()[0].id(), "b");
    assert_eq!(sent.failed()[0].code(), "InvalidMessageContents");
    assert!(sent.failed()[0].sender_fault());
    let bodies: Vec<_> = aws.sqs().messages(QUEUE).unwrap();
    let bodies: Vec<_> = bodies.iter().map(|message| message.body.as_str()).collect();
    assert_eq!(bodies, ["one", "three"]);
}

#[tokio::test]
async fn url_and_attributes_tell_of_the_queue() {
    let aws = clients::start().await;
    let client = clients::sqs(&aws);
    let url = client.get_queue_url().queue_name(QUEUE).send().await.unwrap();
    assert_eq!(url.queue_url(), Some(queue_url(&aws, QUEUE).as_str()));
    for body in ["a", "b"] {
        aws.sqs().send(QUEUE, body, Duration::ZERO).unwrap();
    }
    aws.sqs().receive(QUEUE, 1).unwrap();
    let asked = client.get_queue_attributes().queue_url(url.queue_url().unwrap());
    let told = asked.attribute_names(Attribute::All).send().await.unwrap();
    let told = told.attributes().unwrap();
    assert_eq!(told[&Attribute::ApproximateNumberOfMessages], "1");
    assert_eq!(told[&Attribute::ApproximateNumberOfMessagesNotVisible], "1");
    assert_eq!(told[&Attribute::ApproximateNumberOfMessagesDelayed], "0");
    assert_eq!(told[&Attribute::VisibilityTimeout], "1800");
    let arn = "arn:aws:sqs:us-east-1:000000000000:MediaQueue";
    assert_eq!(told[&Attribute::QueueArn], arn);
    assert!(told[&Attribute::RedrivePolicy].contains("MediaDeadLetterQueue"));
}
