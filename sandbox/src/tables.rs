//! The tables of a `DynamoDB`, asked without an SDK.

use anyhow::{Context, ensure};
use serde_json::{Map, Value, json};

/// The tables of any `DynamoDB` that does not check signatures.
#[derive(Debug, Clone)]
pub struct Tables {
    endpoint: String,
}

impl Tables {
    /// Those of the `DynamoDB` at this base URL.
    pub fn at(endpoint: &str) -> Self {
        Self { endpoint: endpoint.to_owned() }
    }

    /// Creates a table; `request` is the JSON body of `CreateTable`.
    pub async fn create(&self, request: &Value) -> anyhow::Result<()> {
        self.call("CreateTable", request).await.map(drop)
    }

    /// All records of a table, in no order.
    pub async fn records(&self, table: &str) -> anyhow::Result<Vec<Value>> {
        let (mut records, mut start) = (Vec::new(), None);
        loop {
            let mut request = json!({ "TableName": table });
            if let Some(key) = start {
                request["ExclusiveStartKey"] = key;
            }
            let mut answer = self.call("Scan", &request).await?;
            let items = answer["Items"].as_array().context("a scan has items")?;
            records.extend(items.iter().map(|item| plain(&json!({ "M": item }))));
            match answer.get_mut("LastEvaluatedKey") {
                Some(key) => start = Some(key.take()),
                None => return Ok(records),
            }
        }
    }

    /// Deletes a record, if it is there. `key` is in DynamoDB's typed JSON.
    pub async fn delete(&self, table: &str, key: &Value) -> anyhow::Result<()> {
        let request = json!({ "TableName": table, "Key": key });
        self.call("DeleteItem", &request).await.map(drop)
    }

    async fn call(&self, operation: &str, request: &Value) -> anyhow::Result<Value> {
        let response = reqwest::Client::new()
            .post(&self.endpoint)
            .header("x-amz-target", format!("DynamoDB_20120810.{operation}"))
            .header("content-type", "application/x-amz-json-1.0")
            .header("x-amz-date", "20260101T000000Z")
            .header(
                "authorization",
                "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, \
                 SignedHeaders=host, Signature=0",
            )
            .body(request.to_string())
            .send()
            .await?;
        let status = response.status();
        let body = response.text().await?;
        ensure!(status.is_success(), "{operation}: {status} {body}");
        Ok(serde_json::from_str(&body)?)
    }
}

/// DynamoDB's typed JSON as what it says. Numbers stay exact.
fn plain(attribute: &Value) -> Value {
    let Some((kind, value)) = attribute.as_object().and_then(|object| object.iter().next()) else {
        return Value::Null;
    };
    match (kind.as_str(), value) {
        ("N", Value::String(number)) => serde_json::from_str(number).unwrap_or(Value::Null),
        ("NULL", _) => Value::Null,
        ("L", Value::Array(items)) => items.iter().map(plain).collect(),
        ("M", Value::Object(fields)) => {
            let fields = fields.iter().map(|(name, field)| (name.clone(), plain(field)));
            Value::Object(fields.collect::<Map<_, _>>())
        }
        _ => value.clone(),
    }
}
