use std::time::Duration;

use aws_sdk_sqs::error::ProvideErrorMetadata as _;
use aws_sdk_sqs::types::{
    ListMessageMoveTasksResultEntry as Entry, MessageSystemAttributeName as System,
};

use sandbox::aws::Aws;

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

const DEAD_ARN: &str = "arn:aws:sqs:us-east-1:000000000000:MediaDeadLetterQueue";
const QUEUE_ARN: &str = "arn:aws:sqs:us-east-1:000000000000:MediaQueue";

/// Lets a message be received until it is a dead letter.
fn bury(aws: &Aws, body: &str) {
    let sqs = aws.sqs();
    sqs.send(QUEUE, body, Duration::ZERO).unwrap();
    while !sqs.receive(QUEUE, 10).unwrap().is_empty() {
        sqs.make_visible(QUEUE).unwrap();
    }
}

fn bodies(aws: &Aws, queue: &str) -> Vec<String> {
    let messages = aws.sqs().messages(queue).unwrap();
    messages.into_iter().map(|message| message.body).collect()
}

#[tokio::test]
async fn a_task_moves_dead_letters_back_and_is_listed() {
    let aws = clients::start().await;
    let client = clients::sqs(&aws);
    bury(&aws, "first");
    bury(&aws, "second");
    let start = client.start_message_move_task().source_arn(DEAD_ARN);
    let task = start.max_number_of_messages_per_second(500).send().await.unwrap();
    assert!(!task.task_handle().unwrap().is_empty());
    assert_eq!(bodies(&aws, DEAD), [""; 0]);
    assert_eq!(bodies(&aws, QUEUE), ["first", "second"]);
    let again = aws.sqs().receive(QUEUE, 10).unwrap();
    assert_eq!(again.iter().map(|one| one.receive_count).collect::<Vec<_>>(), [1, 1]);

    let list = || client.list_message_move_tasks().source_arn(DEAD_ARN);
    let listed = list().send().await.unwrap();
    let [task] = listed.results() else { panic!("{listed:?}") };
    assert_eq!((task.status(), task.source_arn()), (Some("COMPLETED"), Some(DEAD_ARN)));
    let moved = task.approximate_number_of_messages_moved();
    assert_eq!((moved, task.approximate_number_of_messages_to_move()), (2, Some(2)));
    assert!(task.started_timestamp() > 0 && task.task_handle().is_none());
    client.start_message_move_task().source_arn(DEAD_ARN).send().await.unwrap();
    let latest = list().max_results(10).send().await.unwrap();
    let moved: Vec<_> =
        latest.results().iter().map(Entry::approximate_number_of_messages_moved).collect();
    assert_eq!(moved, [0, 2]);
}

#[tokio::test]
async fn a_task_leaves_what_is_received_and_what_came_from_nowhere() {
    let aws = clients::start().await;
    let client = clients::sqs(&aws);
    bury(&aws, "looked at");
    aws.sqs().receive(DEAD, 1).unwrap();
    bury(&aws, "moved");
    aws.sqs().send(DEAD, "own", Duration::ZERO).unwrap();
    client.start_message_move_task().source_arn(DEAD_ARN).send().await.unwrap();
    assert_eq!(bodies(&aws, QUEUE), ["moved"]);
    assert_eq!(bodies(&aws, DEAD), ["looked at", "own"]);
    let listed = client.list_message_move_tasks().source_arn(DEAD_ARN).send().await.unwrap();
    let task = &listed.results()[0];
    assert_eq!(task.status(), Some("FAILED"));
    assert_eq!(task.failure_reason(), Some("CouldNotDetermineMessageSource"));

    let start = client.start_message_move_task().source_arn(DEAD_ARN);
    start.destination_arn(QUEUE_ARN).send().await.unwrap();
    assert_eq!(bodies(&aws, QUEUE), ["moved", "own"]);
}

#[tokio::test]
async fn only_dead_letter_queues_have_tasks() {
    let aws = clients::start().await;
    let client = clients::sqs(&aws);
    let unknown = DEAD_ARN.replace("Media", "Other");
    for (source, to, rate, code) in [
        (QUEUE_ARN, None, 1, "InvalidParameterValue"),
        ("MediaDeadLetterQueue", None, 1, "InvalidParameterValue"),
        (unknown.as_str(), None, 1, "ResourceNotFoundException"),
        (DEAD_ARN, Some(unknown.as_str()), 1, "ResourceNotFoundException"),
        (DEAD_ARN, Some(DEAD_ARN), 1, "InvalidParameterValue"),
        (DEAD_ARN, None, 0, "InvalidParameterValue"),
        (DEAD_ARN, None, 501, "InvalidParameterValue"),
    ] {
        let start = client.start_message_move_task().source_arn(source);
        let start = start.set_destination_arn(to.map(str::to_owned));
        let error = start.max_number_of_messages_per_second(rate).send().await.unwrap_err();
        assert_eq!(error.code(), Some(code), "{source} {to:?} {rate}");
    }
    let list = client.list_message_move_tasks().source_arn(DEAD_ARN).max_results(11);
    assert_eq!(list.send().await.unwrap_err().code(), Some("InvalidParameterValue"));
}

#[tokio::test]
async fn queues_are_listed_page_by_page() {
    let aws = clients::start().await;
    let client = clients::sqs(&aws);
    let all = client.list_queues().send().await.unwrap();
    let urls: Vec<_> = aws.template().queues.keys().map(|name| queue_url(&aws, name)).collect();
    assert_eq!(all.queue_urls(), urls);
    let media = client.list_queues().queue_name_prefix("Media").send().await.unwrap();
    assert_eq!(media.queue_urls(), [queue_url(&aws, DEAD), queue_url(&aws, QUEUE)]);
    let (mut found, mut token) = (Vec::new(), None);
    loop {
        let page = client.list_queues().max_results(1).set_next_token(token).send().await.unwrap();
        found.extend(page.queue_urls().to_vec());
        token = page.next_token().map(str::to_owned);
        if token.is_none() {
            break;
        }
    }
    assert_eq!(found, urls);
}

#[tokio::test]
async fn a_queue_is_purged_at_most_once_a_minute() {
    let aws = clients::start().await;
    let client = clients::sqs(&aws);
    bury(&aws, "poison");
    aws.sqs().send(DEAD, "own", Duration::ZERO).unwrap();
    aws.sqs().receive(DEAD, 1).unwrap();
    let purge = |queue| client.purge_queue().queue_url(queue_url(&aws, queue)).send();
    purge(DEAD).await.unwrap();
    assert_eq!(bodies(&aws, DEAD), [""; 0]);
    let again = purge(DEAD).await.unwrap_err().into_service_error();
    assert!(again.is_purge_queue_in_progress(), "{again:?}");
    purge(QUEUE).await.unwrap();
    assert!(purge("Other").await.unwrap_err().into_service_error().is_queue_does_not_exist());
}
