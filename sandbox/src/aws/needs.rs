//! Which permissions a request needs, as IAM counts them: a transaction needs those of its items, a
//! part of an upload that of the object.

use std::collections::BTreeSet;

use http::Uri;
use serde_json::Value;

use super::fault::{Call, Service};
use crate::place::{ACCOUNT, REGION};
use crate::template::{Context, Permission};

/// What a call asks of its caller's role.
pub(super) struct Needs {
    pub(super) permissions: Vec<Permission>,
    /// What conditions of the role may look at.
    pub(super) context: Context,
}

/// What a call needs. `body` is empty for S3, where the URL says it all.
pub(super) fn of(call: &Call, uri: &Uri, body: &[u8]) -> Needs {
    let operation = call.operation.as_str();
    // A body that is not JSON is refused by its service.
    let body = serde_json::from_slice(body).unwrap_or(Value::Null);
    let permissions = match call.service {
        Service::S3 => vec![on_object(operation, uri.path())],
        Service::Sqs => vec![on_queue(operation, &body)],
        Service::Kms => vec![on_key(operation, &body)],
        Service::DynamoDb => on_tables(operation, &body),
        Service::EventBridge => on_buses(operation, &body),
        // Its own check knows the namespace.
        Service::AppSync => Vec::new(),
    };
    Needs { permissions, context: encryption_context(&body) }
}

/// Of KMS; no other service has a field of this name.
fn encryption_context(body: &Value) -> Context {
    let pairs = body["EncryptionContext"].as_object().into_iter().flatten();
    let pairs = pairs.filter_map(|(name, value)| Some((name, value.as_str()?)));
    pairs.map(|(name, value)| (format!("kms:EncryptionContext:{name}"), value.to_owned())).collect()
}

fn permission(service: &str, operation: &str, resource: String) -> Permission {
    Permission { action: format!("{service}:{operation}"), resource }
}

fn on_object(operation: &str, path: &str) -> Permission {
    let action = match operation {
        "UploadPart" | "CreateMultipartUpload" | "CompleteMultipartUpload" | "CopyObject" => {
            "PutObject"
        }
        "HeadObject" => "GetObject",
        "HeadBucket" | "ListObjects" | "ListObjectsV2" => "ListBucket",
        "ListParts" => "ListMultipartUploadParts",
        "ListMultipartUploads" => "ListBucketMultipartUploads",
        "DeleteObjects" => "DeleteObject",
        other => other,
    };
    permission("s3", action, format!("arn:aws:s3:::{}", path.trim_matches('/')))
}

fn on_queue(operation: &str, body: &Value) -> Permission {
    // Tasks name their queue by ARN.
    let named = body["QueueUrl"].as_str().or(body["SourceArn"].as_str()).unwrap_or_default();
    let queue = named.rsplit(['/', ':']).next().unwrap_or(named);
    let action = operation.strip_suffix("Batch").unwrap_or(operation);
    permission("sqs", action, format!("arn:aws:sqs:{REGION}:{ACCOUNT}:{queue}"))
}

fn on_key(operation: &str, body: &Value) -> Permission {
    let id = body["KeyId"].as_str().unwrap_or_default();
    let id = id.rsplit('/').next().unwrap_or(id);
    permission("kms", operation, format!("arn:aws:kms:{REGION}:{ACCOUNT}:key/{id}"))
}

fn on_buses(operation: &str, body: &Value) -> Vec<Permission> {
    let entries = body["Entries"].as_array().into_iter().flatten();
    let buses: BTreeSet<_> = entries.map(|entry| text(entry, "EventBusName")).collect();
    let arn = |name: &str| match name {
        // Without a name it is the account's own.
        "" => format!("arn:aws:events:{REGION}:{ACCOUNT}:event-bus/default"),
        name => format!("arn:aws:events:{REGION}:{ACCOUNT}:event-bus/{name}"),
    };
    buses.into_iter().map(|name| permission("events", operation, arn(name))).collect()
}

fn on_tables(operation: &str, body: &Value) -> Vec<Permission> {
    let on = |action: &str, name: &str| permission("dynamodb", action, table(name));
    match operation {
        "TransactWriteItems" | "TransactGetItems" => {
            let items = body["TransactItems"].as_array().into_iter().flatten();
            let actions = items.filter_map(Value::as_object).flatten();
            let named =
                |(kind, item): (&String, &Value)| on(&item_action(kind), text(item, "TableName"));
            actions.map(named).collect()
        }
        "BatchWriteItem" | "BatchGetItem" => {
            let tables = body["RequestItems"].as_object().into_iter().flatten();
            tables.map(|(name, _)| on(operation, name)).collect()
        }
        _ => {
            let mut needed = on(operation, text(body, "TableName"));
            if let Some(index) = body["IndexName"].as_str() {
                needed.resource = format!("{}/index/{index}", needed.resource);
            }
            vec![needed]
        }
    }
}

fn item_action(kind: &str) -> String {
    match kind {
        "ConditionCheck" => "ConditionCheckItem".to_owned(),
        kind => format!("{kind}Item"),
    }
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_default()
}

/// A table may be named by its ARN too.
fn table(name: &str) -> String {
    let id = name.rsplit('/').next().unwrap_or(name);
    format!("arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{id}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn needs(service: Service, operation: &str, uri: &'static str, body: &Value) -> Vec<String> {
        let call = Call { service, operation: operation.to_owned() };
        let needed = of(&call, &Uri::from_static(uri), body.to_string().as_bytes());
        needed
            .permissions
            .into_iter()
            .map(|one| format!("{} {}", one.action, one.resource))
            .collect()
    }

    #[test]
    fn a_transaction_needs_what_its_items_need() {
        let body = json!({ "TransactItems": [
            { "Put": { "TableName": "A" } },
            { "Update": { "TableName": "B" } },
            { "ConditionCheck": { "TableName": "arn:aws:dynamodb:us-east-1:000000000000:table/C" } },
        ]});
        assert_eq!(
            needs(Service::DynamoDb, "TransactWriteItems", "/", &body),
            [
                "dynamodb:PutItem arn:aws:dynamodb:us-east-1:000000000000:table/A",
                "dynamodb:UpdateItem arn:aws:dynamodb:us-east-1:000000000000:table/B",
                "dynamodb:ConditionCheckItem arn:aws:dynamodb:us-east-1:000000000000:table/C",
            ]
        );
    }

    #[test]
    fn an_index_is_a_resource_of_its_own() {
        let body = json!({ "TableName": "A", "IndexName": "i" });
        assert_eq!(
            needs(Service::DynamoDb, "Query", "/", &body),
            ["dynamodb:Query arn:aws:dynamodb:us-east-1:000000000000:table/A/index/i"]
        );
    }

    #[test]
    fn parts_and_batches_need_the_plain_action() {
        let none = Value::Null;
        for (operation, action) in [("UploadPart", "PutObject"), ("HeadObject", "GetObject")] {
            assert_eq!(
                needs(Service::S3, operation, "/b/mms/k?x=1", &none),
                [format!("s3:{action} arn:aws:s3:::b/mms/k")]
            );
        }
        let body = json!({ "QueueUrl": "http://127.0.0.1:1/000000000000/Q" });
        assert_eq!(
            needs(Service::Sqs, "SendMessageBatch", "/", &body),
            ["sqs:SendMessage arn:aws:sqs:us-east-1:000000000000:Q"]
        );
        assert_eq!(
            needs(Service::Kms, "Decrypt", "/", &json!({ "KeyId": "K" })),
            ["kms:Decrypt arn:aws:kms:us-east-1:000000000000:key/K"]
        );
    }
}
