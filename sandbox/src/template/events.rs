//! What calls a function: routes of the HTTP API, queues and schedules.

use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use serde_json::{Value, json};

use super::cors;
use super::document::{API, Document, QUEUE, TABLE};
use super::intrinsics::Scope;
use super::parts::{QueueSource, Route, StreamSource};
use crate::cors::Cors;

/// Stream event source mappings without a `BatchSize` take this many changes.
const STREAM_BATCH_SIZE: u64 = 100;
/// SQS event source mappings without a `BatchSize` take this many messages.
const BATCH_SIZE: u64 = 10;

/// The HTTP API and its default authorizer.
#[derive(Default)]
pub(super) struct Api {
    id: String,
    authorizer: Option<String>,
    pub(super) issuer: String,
    pub(super) audience: Vec<String>,
    pub(super) cors: Option<Cors>,
}

impl Api {
    pub(super) fn read(document: &Document, scope: &Scope<'_>) -> anyhow::Result<Self> {
        let mut apis = document.of(API);
        let Some((id, resource)) = apis.next() else {
            return Ok(Self::default());
        };
        if let Some((other, _)) = apis.next() {
            bail!("{other}: the sandbox serves one HTTP API, and that is {id}");
        }
        let api = Self::new(id, resource.property("/Auth"), scope).with_context(|| id.clone())?;
        let cors = cors::of_api(resource.property("/CorsConfiguration"), scope);
        Ok(Self { cors: cors.with_context(|| id.clone())?, ..api })
    }

    fn new(id: &str, auth: &Value, scope: &Scope<'_>) -> anyhow::Result<Self> {
        let mut api = Self { id: id.to_owned(), ..Self::default() };
        if auth["DefaultAuthorizer"].is_null() {
            return Ok(api);
        }
        let name = scope.text(&auth["DefaultAuthorizer"])?;
        let jwt = &auth["Authorizers"][&name]["JwtConfiguration"];
        ensure!(
            jwt.is_object(),
            "authorizer {name} has no JwtConfiguration, and the sandbox knows no other"
        );
        api.issuer = scope.text(&jwt["issuer"]).context("issuer")?;
        api.audience = match scope.resolve(&jwt["audience"]).context("audience")? {
            Value::Array(all) => all.iter().map(|one| scope.text(one)).collect(),
            one => scope.text(&one).map(|one| vec![one]),
        }
        .context("audience")?;
        api.authorizer = Some(name);
        Ok(api)
    }

    fn authorizes(&self, authorizer: &Value, scope: &Scope<'_>) -> anyhow::Result<bool> {
        if authorizer.is_null() {
            return Ok(self.authorizer.is_some());
        }
        let name = scope.text(authorizer)?;
        match name.as_str() {
            "NONE" => Ok(false),
            name if Some(name) == self.authorizer.as_deref() => Ok(true),
            name => bail!("the sandbox knows the API's default authorizer only, not {name}"),
        }
    }
}

/// An `HttpApi` event.
pub(super) fn route(event: &Value, scope: &Scope<'_>, api: &Api) -> anyhow::Result<Route> {
    let id = scope.text(&event["ApiId"]).context("ApiId")?;
    ensure!(id == api.id, "{id} is no HTTP API of the template");
    let method = match &event["Method"] {
        Value::Null => "ANY".to_owned(),
        method => scope.text(method)?.to_uppercase(),
    };
    Ok(Route {
        method,
        path: scope.text(&event["Path"]).context("Path")?,
        authorized: api.authorizes(&event["Auth"]["Authorizer"], scope)?,
    })
}

/// An `SQS` event.
pub(super) fn source(
    event: &Value,
    scope: &Scope<'_>,
    document: &Document,
) -> anyhow::Result<QueueSource> {
    let arn = scope.text(&event["Queue"]).context("Queue")?;
    let batch_size = match &event["BatchSize"] {
        Value::Null => BATCH_SIZE,
        size => scope.number(size).context("BatchSize")?,
    };
    Ok(QueueSource { queue: queue_id(&arn, document)?, batch_size: usize::try_from(batch_size)? })
}

/// A `DynamoDB` event.
pub(super) fn stream(
    event: &Value,
    scope: &Scope<'_>,
    document: &Document,
) -> anyhow::Result<StreamSource> {
    let arn = scope.text(&event["Stream"]).context("Stream")?;
    let start = scope.text(&event["StartingPosition"]).context("StartingPosition")?;
    ensure!(start == "TRIM_HORIZON", "the sandbox reads streams from TRIM_HORIZON, not {start}");
    let reports = event["FunctionResponseTypes"] == json!(["ReportBatchItemFailures"]);
    ensure!(reports, "the sandbox knows streams with ReportBatchItemFailures only");
    let number = |name: &str| match &event[name] {
        Value::Null => Ok(None),
        number => scope.number(number).map(Some).with_context(|| name.to_owned()),
    };
    let batch_size = number("BatchSize")?.unwrap_or(STREAM_BATCH_SIZE);
    Ok(StreamSource {
        table: streamed(&arn, document)?,
        batch_size: usize::try_from(batch_size)?,
        retries: number("MaximumRetryAttempts")?,
    })
}

/// The logical id in the ARN of a table's stream.
fn streamed(arn: &str, document: &Document) -> anyhow::Result<String> {
    let id = arn.split_once(":table/").and_then(|(_, rest)| rest.split_once("/stream/"));
    let (id, _) = id.with_context(|| format!("{arn} is no ARN of a stream"))?;
    let table = document.resource(id).filter(|it| it.kind == TABLE);
    let table = table.with_context(|| format!("the template has no table {id}"))?;
    let view = table.property("/StreamSpecification/StreamViewType");
    ensure!(!view.is_null(), "{id} has no stream");
    Ok(id.to_owned())
}

/// The logical id in a queue's ARN.
pub(super) fn queue_id(arn: &str, document: &Document) -> anyhow::Result<String> {
    let id = arn
        .strip_prefix("arn:aws:sqs:")
        .and_then(|rest| rest.rsplit(':').next())
        .with_context(|| format!("{arn} is no ARN of a queue"))?;
    let found = document.resource(id).is_some_and(|it| it.kind == QUEUE);
    ensure!(found, "the template has no queue {id}");
    Ok(id.to_owned())
}

/// The interval of `rate(5 minutes)`. Seconds, which AWS lacks, serve tests.
pub(super) fn rate(expression: &str) -> anyhow::Result<Duration> {
    let unsupported = || format!("the sandbox knows rate(…) only, not {expression}");
    let inner = expression
        .strip_prefix("rate(")
        .and_then(|rest| rest.strip_suffix(')'))
        .with_context(unsupported)?;
    let (count, unit) = inner.split_once(' ').with_context(unsupported)?;
    let count: u32 = count.parse().with_context(unsupported)?;
    ensure!(count > 0, "{expression} never comes");
    let seconds = match unit.strip_suffix('s').unwrap_or(unit) {
        "second" => 1,
        "minute" => 60,
        "hour" => 3_600,
        "day" => 86_400,
        _ => bail!(unsupported()),
    };
    Ok(Duration::from_secs(seconds) * count)
}
