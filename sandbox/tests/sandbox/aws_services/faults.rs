use std::time::{Duration, Instant};

use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_s3::error::ProvideErrorMetadata as _;
use aws_sdk_s3::primitives::ByteStream;
use sandbox::aws::{Aws, Call, Fault, Service};

use super::clients::{self, BUCKET, QUEUE, queue_url};

type Dynamo = aws_sdk_dynamodb::error::SdkError<aws_sdk_dynamodb::Error>;

async fn put_account(aws: &Aws) -> Result<(), Dynamo> {
    let put = clients::dynamodb(aws).put_item().table_name("AccountsTable");
    let put = put.item("account_sid", AttributeValue::S("AC1".to_owned()));
    let put = put.send().await;
    put.map(|_| ()).map_err(|error| error.map_service_error(Into::into))
}

async fn accounts(aws: &Aws) -> i32 {
    let scan = clients::dynamodb(aws).scan().table_name("AccountsTable");
    scan.send().await.unwrap().count()
}

fn operations(aws: &Aws) -> Vec<(Service, String)> {
    let pair = |call: Call| (call.service, call.operation);
    aws.calls().into_iter().map(pair).collect()
}

#[tokio::test]
async fn a_service_that_is_down_gives_no_answer_until_it_is_healed() {
    let aws = clients::start().await;
    aws.fail(Service::DynamoDb, Fault::Down);
    let error = put_account(&aws).await.unwrap_err();
    assert!(matches!(error, Dynamo::DispatchFailure(_)), "{error:?}");
    let send = clients::sqs(&aws).send_message().queue_url(queue_url(&aws, QUEUE));
    send.message_body("others work").send().await.unwrap();
    aws.heal(Service::DynamoDb);
    assert_eq!(accounts(&aws).await, 0);
    put_account(&aws).await.unwrap();
}

#[tokio::test]
async fn a_cut_after_the_work_leaves_it_done() {
    let aws = clients::start().await;
    aws.fail_next(Service::DynamoDb, "PutItem", 1, Fault::CutAfter);
    let error = put_account(&aws).await.unwrap_err();
    assert!(matches!(error, Dynamo::DispatchFailure(_)), "{error:?}");
    assert_eq!(accounts(&aws).await, 1);
}

#[tokio::test]
async fn a_slow_service_answers_late() {
    let aws = clients::start().await;
    let wait = Duration::from_millis(200);
    aws.fail(Service::DynamoDb, Fault::Slow(wait));
    let begin = Instant::now();
    put_account(&aws).await.unwrap();
    assert!(begin.elapsed() >= wait);
}

async fn due(aws: &Aws) -> i32 {
    let query = clients::dynamodb(aws).query().table_name("JobsTable").index_name("by_due");
    let query = query.key_condition_expression("#shard = :shard");
    let query = query.expression_attribute_names("#shard", "shard");
    let query = query.expression_attribute_values(":shard", AttributeValue::S("0".to_owned()));
    query.send().await.unwrap().count()
}

#[tokio::test]
async fn an_index_may_be_as_it_was() {
    let aws = clients::start().await;
    aws.storm(1, 0);
    assert_eq!(due(&aws).await, 0);
    let put = clients::dynamodb(&aws).put_item().table_name("JobsTable");
    let text = |text: &str| AttributeValue::S(text.to_owned());
    let put = put.item("job_id", text("1")).item("shard", text("0")).item("due_at", text("2"));
    put.send().await.unwrap();
    aws.fail_next(Service::DynamoDb, "Query", 1, Fault::Stale);
    assert_eq!((due(&aws).await, due(&aws).await), (0, 1));
}

#[tokio::test]
async fn a_storm_fails_some_requests_until_it_is_calm() {
    let aws = clients::start().await;
    aws.storm(1, 1_000);
    let mut failed = 0;
    for _ in 0..20 {
        failed += usize::from(put_account(&aws).await.is_err());
    }
    assert!((8..20).contains(&failed), "{failed}");
    aws.calm();
    put_account(&aws).await.unwrap();
}

#[tokio::test]
async fn planned_refusals_meet_their_operation_that_many_times() {
    let aws = clients::start().await;
    let code = "ProvisionedThroughputExceededException";
    let fault = Fault::Refuse { status: 400, code };
    aws.fail_next(Service::DynamoDb, "PutItem", 2, fault);
    assert_eq!(accounts(&aws).await, 0);
    for _ in 0..2 {
        let error = put_account(&aws).await.unwrap_err();
        let refused = matches!(
            error.as_service_error(),
            Some(aws_sdk_dynamodb::Error::ProvisionedThroughputExceededException(_))
        );
        assert!(refused, "{error:?}");
    }
    put_account(&aws).await.unwrap();
    aws.fail_next(Service::DynamoDb, "PutItem", 9, fault);
    aws.heal(Service::DynamoDb);
    put_account(&aws).await.unwrap();
}

#[tokio::test]
async fn refusals_have_the_shape_of_each_service() {
    let aws = clients::start().await;
    let fault = |code| Fault::Refuse { status: 503, code };
    aws.fail(Service::S3, fault("SlowDown"));
    let put = clients::s3(&aws).put_object().bucket(BUCKET).key("k");
    let put = put.body(ByteStream::from(vec![0; 1024 * 1024])).send().await;
    assert_eq!(put.unwrap_err().into_service_error().code(), Some("SlowDown"));
    aws.fail(Service::Sqs, fault("RequestThrottled"));
    let send = clients::sqs(&aws).send_message().queue_url(queue_url(&aws, QUEUE));
    let error = send.message_body("x").send().await.unwrap_err().into_service_error();
    assert!(error.is_request_throttled(), "{error:?}");
    aws.fail(Service::Kms, fault("KMSInternalException"));
    let encrypt = clients::kms(&aws).encrypt().key_id("TokenKey");
    let encrypt = encrypt.plaintext(aws_sdk_kms::primitives::Blob::new("x")).send();
    let error = encrypt.await.unwrap_err().into_service_error();
    assert!(error.is_kms_internal_exception(), "{error:?}");
}

#[tokio::test]
async fn calls_are_counted_in_order_and_in_process_work_is_not() {
    let aws = clients::start().await;
    aws.sqs().send(QUEUE, "x", Duration::ZERO).unwrap();
    let put = clients::s3(&aws).put_object().bucket(BUCKET).key("k");
    put.body(ByteStream::from_static(b"x")).send().await.unwrap();
    aws.fail_next(Service::DynamoDb, "PutItem", 1, Fault::Down);
    put_account(&aws).await.unwrap_err();
    let receive = clients::sqs(&aws).receive_message().queue_url(queue_url(&aws, QUEUE));
    receive.send().await.unwrap();
    let expected = [
        (Service::S3, "PutObject"),
        (Service::DynamoDb, "PutItem"),
        (Service::Sqs, "ReceiveMessage"),
    ];
    let expected = expected.map(|(service, name)| (service, name.to_owned()));
    assert_eq!(operations(&aws), expected);
    aws.clear_calls();
    assert_eq!(operations(&aws), []);
}
