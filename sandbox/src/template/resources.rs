//! Tables, buckets and queues.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::Context as _;
use serde_json::{Map, Value};

use super::cors;
use super::document::{BUCKET, Document, QUEUE, Resource, TABLE};
use super::events::queue_id;
use super::intrinsics::Scope;
use super::parts::Queue;
use crate::cors::Cors;

/// Seconds that a received message stays hidden in a queue that does not say.
const VISIBILITY_TIMEOUT: u64 = 30;

/// Properties of a table that `CreateTable` takes under the same name.
const TABLE_PROPERTIES: [&str; 7] = [
    "AttributeDefinitions",
    "KeySchema",
    "GlobalSecondaryIndexes",
    "LocalSecondaryIndexes",
    "BillingMode",
    "ProvisionedThroughput",
    "StreamSpecification",
];

/// What is read of every resource of a kind, by their logical ids.
fn each<T>(
    document: &Document,
    kind: &str,
    read: impl Fn(&str, &Resource) -> anyhow::Result<T>,
) -> anyhow::Result<BTreeMap<String, T>> {
    let read = |(id, resource): (&String, &Resource)| {
        Ok((id.clone(), read(id, resource).with_context(|| id.clone())?))
    };
    document.of(kind).map(read).collect()
}

pub(super) fn tables(
    document: &Document,
    scope: &Scope<'_>,
) -> anyhow::Result<BTreeMap<String, Value>> {
    each(document, TABLE, |id, resource| table(id, resource, scope))
}

fn table(id: &str, resource: &Resource, scope: &Scope<'_>) -> anyhow::Result<Value> {
    let mut request = Map::new();
    request.insert("TableName".to_owned(), Value::from(id));
    for name in TABLE_PROPERTIES {
        let value = resource.property(&format!("/{name}"));
        if !value.is_null() {
            request.insert(name.to_owned(), scope.resolve(value).context(name)?);
        }
    }
    // CloudFormation knows a stream by its view alone.
    if let Some(stream) = request.get_mut("StreamSpecification") {
        stream["StreamEnabled"] = true.into();
    }
    Ok(Value::Object(request))
}

pub(super) fn buckets(
    document: &Document,
    scope: &Scope<'_>,
) -> anyhow::Result<BTreeMap<String, Vec<Cors>>> {
    each(document, BUCKET, |_, bucket| {
        cors::of_bucket(bucket.property("/CorsConfiguration"), scope)
    })
}

pub(super) fn queues(
    document: &Document,
    scope: &Scope<'_>,
) -> anyhow::Result<BTreeMap<String, Queue>> {
    each(document, QUEUE, |_, resource| queue(resource, document, scope))
}

fn queue(resource: &Resource, document: &Document, scope: &Scope<'_>) -> anyhow::Result<Queue> {
    let seconds = match resource.property("/VisibilityTimeout") {
        Value::Null => VISIBILITY_TIMEOUT,
        seconds => scope.number(seconds).context("VisibilityTimeout")?,
    };
    Ok(Queue {
        visibility_timeout: Duration::from_secs(seconds),
        redrive: redrive(resource.property("/RedrivePolicy"), document, scope)
            .context("RedrivePolicy")?,
    })
}

fn redrive(
    policy: &Value,
    document: &Document,
    scope: &Scope<'_>,
) -> anyhow::Result<Option<(String, u32)>> {
    if policy.is_null() {
        return Ok(None);
    }
    let target = scope.text(&policy["deadLetterTargetArn"]).context("deadLetterTargetArn")?;
    let count = scope.number(&policy["maxReceiveCount"]).context("maxReceiveCount")?;
    Ok(Some((queue_id(&target, document)?, u32::try_from(count)?)))
}
