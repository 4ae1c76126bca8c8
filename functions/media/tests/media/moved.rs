//! Files that arrive.

use sandbox::aws::{Fault, Service};
use serde_json::json;
use twilio_simulator::{InboundMedia, generated_bytes};

use crate::{attachment, deliver, received, stored};

#[tokio::test]
async fn a_picture_is_stored_and_its_record_says_where() {
    let sandbox = received(vec![InboundMedia::of_bytes("image/jpeg", b"a jpeg")]).await;
    assert_eq!(deliver(&sandbox).await, 0);

    let message = sandbox.only_record("MessagesTable").await.unwrap();
    let picture = attachment(&sandbox).await;
    let key = format!("mms/demo/{}_0.jpg", message["message_sid"].as_str().unwrap());
    assert_eq!((&picture["status"], &picture["size"]), (&json!("stored"), &json!(6)));
    assert_eq!(picture["key"], json!(key));
    assert_eq!(stored(&sandbox, &picture).await, ("image/jpeg".to_owned(), b"a jpeg".to_vec()));
    assert!(sandbox.records("JobsTable").await.unwrap().is_empty());
    assert!(sandbox.aws.sqs().messages("MediaQueue").unwrap().is_empty());
}

#[tokio::test]
async fn a_file_of_another_type_than_announced_is_kept_as_what_it_is() {
    let declared_content_type = Some("image/heic".to_owned());
    let picture =
        InboundMedia { declared_content_type, ..InboundMedia::of_bytes("image/jpeg", b"a jpeg") };
    let sandbox = received(vec![picture]).await;
    assert_eq!(deliver(&sandbox).await, 0);
    let picture = attachment(&sandbox).await;
    assert_eq!(
        (&picture["status"], &picture["content_type"]),
        (&json!("stored"), &json!("image/jpeg"))
    );
    let key = picture["key"].as_str().unwrap();
    assert_eq!(key.rsplit_once('.').map(|(_, extension)| extension), Some("jpg"));
    assert_eq!(stored(&sandbox, &picture).await, ("image/jpeg".to_owned(), b"a jpeg".to_vec()));
}

#[tokio::test]
async fn credentials_stay_with_the_api() {
    let sandbox = received(vec![InboundMedia::of_bytes("image/png", b"png")]).await;
    deliver(&sandbox).await;
    let requests = sandbox.twilio.media_requests();
    let seen: Vec<_> = requests
        .iter()
        .map(|request| (request.host.split(':').next().unwrap(), request.had_authorization))
        .collect();
    assert_eq!(seen, [("127.0.0.1", true), ("localhost", false)]);
}

#[tokio::test]
async fn a_file_of_several_parts_arrives_whole() {
    let size = 20 * 1024 * 1024 + 7;
    let sandbox = received(vec![InboundMedia::of_size("video/mp4", size)]).await;
    assert_eq!(deliver(&sandbox).await, 0);
    let video = attachment(&sandbox).await;
    let sid = video["url"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    let expected: Vec<u8> = generated_bytes(&sid, size).flatten().collect();
    let (_, bytes) = stored(&sandbox, &video).await;
    assert!(bytes == expected, "{} bytes, expected {size}", bytes.len());
}

#[tokio::test]
async fn a_batch_does_each_of_its_jobs() {
    let pictures = (0..5).map(|n| InboundMedia::of_bytes("image/png", &[n])).collect();
    let sandbox = received(pictures).await;
    assert_eq!(deliver(&sandbox).await, 0);
    let message = sandbox.only_record("MessagesTable").await.unwrap();
    for (n, picture) in message["media"].as_array().unwrap().iter().enumerate() {
        let expected = vec![u8::try_from(n).unwrap()];
        assert_eq!(stored(&sandbox, picture).await, ("image/png".to_owned(), expected));
    }
}

#[tokio::test]
async fn not_there_yet_is_tried_again() {
    let late = InboundMedia { not_found: 2, ..InboundMedia::of_bytes("image/png", b"late") };
    let sandbox = received(vec![late]).await;
    for _ in 0..2 {
        assert_eq!(deliver(&sandbox).await, 1);
        assert_eq!(attachment(&sandbox).await["status"], "pending");
        assert_eq!(sandbox.aws.sqs().receive("MediaQueue", 10).unwrap().len(), 0, "it pauses");
        sandbox.aws.sqs().make_visible("MediaQueue").unwrap();
    }
    assert_eq!(deliver(&sandbox).await, 0);
    assert_eq!(attachment(&sandbox).await["status"], "stored");
}

#[tokio::test]
async fn a_cut_connection_leaves_nothing_and_is_tried_again() {
    let cut = InboundMedia {
        cut_after: Some(9_000_000),
        ..InboundMedia::of_size("video/mp4", 10_000_000)
    };
    let sandbox = received(vec![cut]).await;
    assert_eq!(deliver(&sandbox).await, 1);
    let video = attachment(&sandbox).await;
    assert_eq!((&video["status"], video.get("key")), (&json!("pending"), None));
    let calls = sandbox.aws.calls();
    assert!(calls.iter().any(|call| call.operation == "AbortMultipartUpload"), "{calls:?}");
}

#[tokio::test]
async fn without_s3_the_job_comes_again() {
    let sandbox = received(vec![InboundMedia::of_bytes("image/png", b"png")]).await;
    sandbox.aws.fail(Service::S3, Fault::Down);
    assert_eq!(deliver(&sandbox).await, 1);
    sandbox.aws.heal(Service::S3);
    sandbox.aws.sqs().make_visible("MediaQueue").unwrap();
    assert_eq!(deliver(&sandbox).await, 0);
    assert_eq!(attachment(&sandbox).await["status"], "stored");
}

#[tokio::test]
async fn a_lost_answer_after_the_record_was_written_doubles_nothing() {
    let sandbox = received(vec![InboundMedia::of_bytes("image/png", b"png")]).await;
    sandbox.aws.fail_next(Service::DynamoDb, "TransactWriteItems", 3, Fault::CutAfter);
    deliver(&sandbox).await;
    let requests = sandbox.twilio.media_requests().len();
    assert_eq!(attachment(&sandbox).await["status"], "stored");
    if sandbox.aws.sqs().make_visible("MediaQueue").unwrap() > 0 {
        assert_eq!(deliver(&sandbox).await, 0);
    }
    assert_eq!(sandbox.twilio.media_requests().len(), requests, "done is done");
    assert_eq!(attachment(&sandbox).await["status"], "stored");
}
