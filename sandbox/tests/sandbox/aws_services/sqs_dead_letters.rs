use std::time::Duration;

use aws_sdk_sqs::types::MessageSystemAttributeName as System;

use super::clients::{self, DEAD, QUEUE, queue_url};

#[tokio::test]
async fn a_message_received_too_often_moves_at_the_next_receive_and_can_return() {
    let aws = clients::start().await;
    let sqs = aws.sqs();
    let most = aws.template().queues[QUEUE].redrive.clone().unwrap().1;
    let sent = sqs.send(QUEUE, "poison", Duration::ZERO).unwrap();
    for count in 1..=most {
        let received = sqs.receive(QUEUE, 10).unwrap();
        assert_eq!(received[0].receive_count, count);
        assert_eq!(sqs.make_visible(QUEUE).unwrap(), 1);
    }
    assert!(sqs.messages(DEAD).unwrap().is_empty());
    let changed = sqs.changed();
    assert!(sqs.receive(QUEUE, 10).unwrap().is_empty());
    changed.await;
    assert!(sqs.messages(QUEUE).unwrap().is_empty());
    assert_eq!(sqs.messages(DEAD).unwrap()[0].message_id, sent.message_id);

    assert_eq!(sqs.redrive(DEAD).unwrap(), 1);
    assert!(sqs.messages(DEAD).unwrap().is_empty());
    let again = sqs.receive(QUEUE, 10).unwrap().remove(0);
    assert_eq!((again.receive_count, again.body.as_str()), (1, "poison"));
    assert_ne!(again.message_id, sent.message_id);
}

#[tokio::test]
async fn a_dead_letter_names_its_source_and_a_deleted_message_never_becomes_one() {
    let aws = clients::start().await;
    let sqs = aws.sqs();
    let most = aws.template().queues[QUEUE].redrive.clone().unwrap().1;
    sqs.send(QUEUE, "done", Duration::ZERO).unwrap();
    sqs.send(QUEUE, "poison", Duration::ZERO).unwrap();
    for _ in 0..most {
        for message in sqs.receive(QUEUE, 10).unwrap() {
            if message.body == "done" && message.receive_count == most {
                sqs.delete(QUEUE, &message.receipt_handle).unwrap();
            }
        }
        sqs.make_visible(QUEUE).unwrap();
    }
    assert!(sqs.receive(QUEUE, 10).unwrap().is_empty());
    let receive = clients::sqs(&aws).receive_message().queue_url(queue_url(&aws, DEAD));
    let receive = receive.max_number_of_messages(10);
    let receive = receive.message_system_attribute_names(System::All).send();
    let dead = receive.await.unwrap().messages.unwrap();
    assert_eq!(dead.len(), 1);
    assert_eq!(dead[0].body(), Some("poison"));
    let source = &dead[0].attributes().unwrap()[&System::DeadLetterQueueSourceArn];
    assert_eq!(source, "arn:aws:sqs:us-east-1:000000000000:MediaQueue");
}

#[tokio::test]
async fn what_was_sent_to_the_dead_letter_queue_directly_stays_there() {
    let aws = clients::start().await;
    aws.sqs().send(DEAD, "own", Duration::ZERO).unwrap();
    assert_eq!(aws.sqs().redrive(DEAD).unwrap(), 0);
    assert_eq!(aws.sqs().messages(DEAD).unwrap().len(), 1);
}
