//! Functions may do what their roles in the template allow, and nothing else.

use aws_sdk_dynamodb::error::ProvideErrorMetadata;
use aws_sdk_dynamodb::types::{AttributeValue, Put, TransactWriteItem};
use aws_sdk_s3::presigning::PresigningConfig;
use aws_sdk_s3::primitives::ByteStream;
use std::time::Duration;

use super::clients::{self, BUCKET, QUEUE};

const SMS: &str = "SmsFunction";
const WEBSITE: &str = "WebsiteFunction";

fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}

#[tokio::test]
async fn what_a_role_does_not_allow_is_refused_and_not_done() {
    let aws = clients::start().await;
    let put = clients::dynamodb_as(&aws, SMS).put_item().table_name("AccountsTable");
    let error = put.item("account_sid", text("AC1")).send().await.unwrap_err();
    assert_eq!(error.code(), Some("AccessDeniedException"));
    let message = error.message().unwrap_or_default();
    assert!(message.contains("SmsFunction is not authorized to perform dynamodb:PutItem"));
    let scan = clients::dynamodb(&aws).scan().table_name("AccountsTable").send().await.unwrap();
    assert_eq!(scan.count, 0);
    let denied = aws.permissions_denied();
    assert_eq!(denied.first().map(|(function, _)| function.as_str()), Some(SMS));
    assert!(aws.permissions_used().is_empty());
}

#[tokio::test]
async fn one_forbidden_item_refuses_the_whole_transaction() {
    let aws = clients::start().await;
    let put = |table: &str, key: &str| {
        let put = Put::builder().table_name(table).item(key, text("x")).build().unwrap();
        TransactWriteItem::builder().put(put).build()
    };
    let transact = clients::dynamodb_as(&aws, SMS).transact_write_items();
    let transact = transact.transact_items(put("JobsTable", "job_id"));
    let error = transact.clone().transact_items(put("AccountsTable", "account_sid")).send().await;
    assert_eq!(error.unwrap_err().code(), Some("AccessDeniedException"));
    transact.send().await.unwrap();
    let used = aws.permissions_used();
    assert!(used.iter().any(|(_, used)| used.action == "dynamodb:PutItem"), "{used:?}");
}

#[tokio::test]
async fn queues_and_keys_are_guarded_too() {
    let aws = clients::start().await;
    let sqs = clients::sqs_as(&aws, WEBSITE);
    let url = clients::queue_url(&aws, QUEUE);
    let error = sqs.send_message().queue_url(url).message_body("x").send().await.unwrap_err();
    assert_eq!(error.code(), Some("AccessDeniedException"));
    assert!(aws.sqs().messages(QUEUE).unwrap().is_empty());
    let kms = clients::kms_as(&aws, SMS);
    let plaintext = aws_sdk_kms::primitives::Blob::new("x");
    let error = kms.encrypt().key_id("TokenKey").plaintext(plaintext).send().await.unwrap_err();
    assert_eq!(error.code(), Some("AccessDeniedException"));
}

/// A presigned link has the permissions of whoever signed it.
#[tokio::test]
async fn links_open_what_their_signer_may_read() {
    let aws = clients::start().await;
    for (key, expected) in [("mms/one", 200), ("calls/one", 403)] {
        let put = clients::s3(&aws).put_object().bucket(BUCKET).key(key);
        put.body(ByteStream::from_static(b"file")).send().await.unwrap();
        let get = clients::s3_as(&aws, WEBSITE).get_object().bucket(BUCKET).key(key);
        let lifetime = PresigningConfig::expires_in(Duration::from_mins(1)).unwrap();
        let link = get.presigned(lifetime).await.unwrap();
        let answer = reqwest::get(link.uri()).await.unwrap();
        assert_eq!(answer.status().as_u16(), expected, "{key}");
    }
    let put = clients::s3_as(&aws, WEBSITE).put_object().bucket(BUCKET).key("mms/two");
    let error = put.body(ByteStream::from_static(b"file")).send().await.unwrap_err();
    assert_eq!(error.code(), Some("AccessDenied"));
}
