//! Files that cannot be had: the record says so, keeps Twilio's URL, and nothing else is fetched.

use sandbox::Sandbox;
use sandbox::demo::OTHER;
use serde_json::{Value, json};
use twilio_simulator::InboundMedia;

use crate::{attachment, deliver, received};

/// Delivers until the queue has given the job up.
pub(crate) async fn exhaust(sandbox: &Sandbox) {
    for _ in 0..6 {
        assert_eq!(deliver(sandbox).await, 1);
        sandbox.aws.sqs().make_visible("MediaQueue").unwrap();
    }
    assert!(sandbox.aws.sqs().receive("MediaQueue", 10).unwrap().is_empty());
}

#[tokio::test]
async fn missing_for_good_ends_in_the_dead_letter_queue() {
    let missing = InboundMedia { not_found: 6, ..InboundMedia::of_bytes("image/png", b"png") };
    let sandbox = received(vec![missing]).await;
    exhaust(&sandbox).await;

    let picture = attachment(&sandbox).await;
    assert_eq!((&picture["status"], picture.get("key")), (&json!("failed"), None));
    assert_eq!(picture["failure"], "Twilio answered 404");
    assert!(picture["url"].as_str().unwrap().contains("/Media/ME"));
    assert_eq!(sandbox.aws.sqs().messages("MediaDeadLetterQueue").unwrap().len(), 1);
    let job = sandbox.only_record("JobsTable").await.unwrap();
    assert_eq!(job.get("shard"), None, "it is never due again");

    // The file is there now, and an operator redrives the queue.
    assert_eq!(sandbox.aws.sqs().redrive("MediaDeadLetterQueue").unwrap(), 1);
    assert_eq!(deliver(&sandbox).await, 0);
    let picture = attachment(&sandbox).await;
    assert_eq!((&picture["status"], picture.get("failure")), (&json!("stored"), None));
    assert!(sandbox.records("JobsTable").await.unwrap().is_empty());
}

#[tokio::test]
async fn an_error_page_is_not_stored() {
    let declared_content_type = Some("image/png".to_owned());
    let page =
        InboundMedia { declared_content_type, ..InboundMedia::of_bytes("text/html", b"oops") };
    let sandbox = received(vec![page]).await;
    exhaust(&sandbox).await;
    let picture = attachment(&sandbox).await;
    assert_eq!(picture["failure"], "Twilio announced image/png and served text/html");
    assert!(!sandbox.aws.calls().iter().any(|call| call.operation == "PutObject"));
}

#[tokio::test]
async fn a_redirect_elsewhere_is_not_followed() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let elsewhere = format!("http://{}/secret", listener.local_addr().unwrap());
    let evil = InboundMedia {
        redirect_to: Some(elsewhere),
        ..InboundMedia::of_bytes("image/png", b"png")
    };
    let sandbox = received(vec![evil]).await;
    assert_eq!(deliver(&sandbox).await, 0, "no other try would do better");
    let picture = attachment(&sandbox).await;
    assert_eq!(picture["status"], "failed");
    assert_eq!(picture["failure"], "the URL leads to a host that is not Twilio's");
    let connected = tokio::time::timeout(std::time::Duration::ZERO, listener.accept()).await;
    assert!(connected.is_err(), "somebody was called");
    assert!(sandbox.records("JobsTable").await.unwrap().is_empty());
}

#[tokio::test]
async fn over_the_limit_is_a_clear_failure() {
    let sandbox = received(vec![InboundMedia::of_size("video/mp4", 2 * 1024 * 1024 * 1024)]).await;
    assert_eq!(deliver(&sandbox).await, 0);
    let video = attachment(&sandbox).await;
    assert_eq!(video["status"], "failed");
    assert_eq!(video["failure"], "the file is larger than 1073741824 bytes");
}

#[tokio::test]
async fn a_job_for_another_tenants_account_is_refused() {
    let sandbox = received(vec![InboundMedia::of_bytes("image/png", b"png")]).await;
    sandbox.add(&OTHER).await.unwrap();
    let sent = sandbox.aws.sqs().receive("MediaQueue", 1).unwrap().remove(0);
    sandbox.aws.sqs().delete("MediaQueue", &sent.receipt_handle).unwrap();
    let mut job: Value = serde_json::from_str(&sent.body).unwrap();
    job["payload"]["account_sid"] = json!(OTHER.account_sid);
    let delay = std::time::Duration::ZERO;
    sandbox.aws.sqs().send("MediaQueue", &job.to_string(), delay).unwrap();

    assert_eq!(deliver(&sandbox).await, 0);
    assert!(sandbox.twilio.media_requests().is_empty());
    assert_eq!(attachment(&sandbox).await["failure"], "the account is not the tenant's");
}

#[tokio::test]
async fn what_is_no_job_is_left_to_the_dead_letter_queue() {
    let sandbox = received(Vec::new()).await;
    let delay = std::time::Duration::ZERO;
    sandbox.aws.sqs().send("MediaQueue", "{\"job_id\": 1}", delay).unwrap();
    exhaust(&sandbox).await;
    assert_eq!(sandbox.aws.sqs().messages("MediaDeadLetterQueue").unwrap().len(), 1);
}
