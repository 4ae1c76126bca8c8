use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{
    AttributeValue, Put, ReturnValuesOnConditionCheckFailure as OnFailure, TransactWriteItem,
    Update,
};

use super::clients;

fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}

async fn put_message(client: &Client, id: &str, status: &str) {
    let put = client.put_item().table_name("MessagesTable");
    let put = put.item("message_id", text(id)).item("status", text(status));
    let put = put.item("thread_key", text("t")).item("sort_at", text(id));
    put.send().await.unwrap();
}

#[tokio::test]
async fn tables_and_indexes_of_the_template_exist() {
    let aws = clients::start().await;
    let client = clients::dynamodb(&aws);
    for id in ["m1", "m3", "m2"] {
        put_message(&client, id, "received").await;
    }
    let query = client.query().table_name("MessagesTable").index_name("by_thread");
    let query = query.key_condition_expression("thread_key = :t");
    let found = query.expression_attribute_values(":t", text("t")).send();
    let items = found.await.unwrap().items.unwrap();
    let ids: Vec<_> = items.iter().map(|item| item["message_id"].as_s().unwrap()).collect();
    assert_eq!(ids, ["m1", "m2", "m3"]);
    let mut tables = client.list_tables().send().await.unwrap().table_names.unwrap();
    tables.sort();
    assert_eq!(tables, aws.template().tables.keys().cloned().collect::<Vec<_>>());
}

#[tokio::test]
async fn a_failed_condition_of_an_update_returns_the_old_item() {
    let aws = clients::start().await;
    let client = clients::dynamodb(&aws);
    put_message(&client, "m1", "delivered").await;
    let update = client.update_item().table_name("MessagesTable");
    let update = update
        .key("message_id", text("m1"))
        .update_expression("SET #s = :new")
        .condition_expression("attribute_not_exists(message_id)")
        .expression_attribute_names("#s", "status")
        .expression_attribute_values(":new", text("sent"))
        .return_values_on_condition_check_failure(OnFailure::AllOld);
    let error = update.send().await.unwrap_err().into_service_error();
    let UpdateItemError::ConditionalCheckFailedException(failed) = error else {
        panic!("{error:?}");
    };
    assert_eq!(failed.item().unwrap()["status"], text("delivered"));
}

#[tokio::test]
async fn a_failed_condition_cancels_the_whole_transaction_and_returns_the_old_item() {
    let aws = clients::start().await;
    let client = clients::dynamodb(&aws);
    put_message(&client, "m1", "delivered").await;
    let job = Put::builder().table_name("JobsTable").item("job_id", text("j1"));
    let job = TransactWriteItem::builder().put(job.build().unwrap()).build();
    let update = Update::builder()
        .table_name("MessagesTable")
        .key("message_id", text("m1"))
        .update_expression("SET #s = :new")
        .condition_expression("#s = :old")
        .expression_attribute_names("#s", "status")
        .expression_attribute_values(":new", text("read"))
        .expression_attribute_values(":old", text("sent"))
        .return_values_on_condition_check_failure(OnFailure::AllOld);
    let update = TransactWriteItem::builder().update(update.build().unwrap()).build();
    let written = client.transact_write_items();
    let written = written.transact_items(job).transact_items(update).send().await;
    let error = written.unwrap_err().into_service_error();
    let TransactWriteItemsError::TransactionCanceledException(canceled) = error else {
        panic!("{error:?}");
    };
    let codes: Vec<_> = canceled.cancellation_reasons().iter().map(|it| it.code()).collect();
    assert_eq!(codes, [Some("None"), Some("ConditionalCheckFailed")]);
    let old = canceled.cancellation_reasons()[1].item().unwrap();
    assert_eq!(old["status"], text("delivered"));
    let job = client.get_item().table_name("JobsTable").key("job_id", text("j1"));
    assert!(job.send().await.unwrap().item.is_none());
}

#[tokio::test]
async fn concurrent_counters_lose_no_update() {
    let aws = clients::start().await;
    let client = clients::dynamodb(&aws);
    let add = || {
        let update = client.update_item().table_name("MessagesTable");
        let update = update
            .key("message_id", text("m1"))
            .update_expression("ADD #n :one")
            .expression_attribute_names("#n", "count")
            .expression_attribute_values(":one", AttributeValue::N("1".to_owned()));
        update.send()
    };
    let added = futures::future::join_all((0..20).map(|_| add())).await;
    assert!(added.iter().all(Result::is_ok));
    let got = client.get_item().table_name("MessagesTable").key("message_id", text("m1"));
    let item = got.send().await.unwrap().item.unwrap();
    assert_eq!(item["count"], AttributeValue::N("20".to_owned()));
}
