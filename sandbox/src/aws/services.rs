//! The services: finds that of a request, lets its fault happen, and answers.

use std::fmt;
use std::path::Path;

use anyhow::Context as _;
use bytes::Bytes;
use http::Request;
use http_body_util::{BodyExt as _, Limited};
use hyper::body::Incoming;
use twilio_simulator::private;

use super::access::Access;
use super::bus::EventBus;
use super::dynamodb::DynamoDb;
use super::fault::{Call, Fault, Service};
use super::kms::Kms;
use super::live::{self, Hub};
use super::monitor::Monitor;
use super::needs;
use super::reply::{self, Refusal, Reply};
use super::s3::{self, S3};
use super::sqs::{self, Sqs};
use super::stale::Earlier;
use super::tokens::Tokens;
use crate::template::{Live, Template};

/// Most bytes of a request in JSON. 16 MiB is DynamoDB's own limit; an SQS batch of 1 MiB may take
/// six times that in JSON.
const MAX_BODY: usize = 16 * 1024 * 1024;

/// What changes records.
const WRITES: [&str; 5] =
    ["BatchWriteItem", "DeleteItem", "PutItem", "TransactWriteItems", "UpdateItem"];

/// How old an answer may be.
#[derive(Debug, Clone, Copy)]
enum Age {
    Now,
    Earlier,
}

/// Everything behind the endpoint.
#[derive(Debug)]
pub(super) struct Services {
    pub(super) monitor: Monitor,
    pub(super) sqs: Sqs,
    pub(super) access: Access,
    pub(super) dynamodb: DynamoDb,
    pub(super) hub: Hub,
    pub(super) bus: EventBus,
    live: Option<Live>,
    earlier: Earlier,
    tokens: Tokens,
    s3: S3,
    kms: Kms,
}

/// Returned to hyper, it closes the connection without an answer.
#[derive(Debug)]
pub(super) struct Cut;

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("connection cut on purpose")
    }
}

impl std::error::Error for Cut {}

impl Services {
    pub(super) fn start(
        template: &Template,
        endpoint: &str,
        data: Option<&Path>,
    ) -> anyhow::Result<Self> {
        if let Some(data) = data {
            private::dir(data).with_context(|| format!("cannot create {}", data.display()))?;
        }
        let file = |name: &str| data.map(|data| data.join(name));
        Ok(Self {
            monitor: Monitor::default(),
            access: Access::new(template),
            sqs: Sqs::open(file("sqs.db"), template.queues.clone(), endpoint)?,
            dynamodb: DynamoDb::start(file("dynamodb.db"), &template.tables)?,
            hub: Hub::default(),
            bus: EventBus::default(),
            live: template.live.clone(),
            earlier: Earlier::default(),
            tokens: Tokens::default(),
            s3: S3::open(file("s3"), template)?,
            kms: Kms::open(file("kms.key"), &template.keys)?,
        })
    }

    pub(super) async fn answer(&self, request: Request<Incoming>) -> Result<Reply, Cut> {
        let call = match call_of(&request) {
            Ok(call) => call,
            Err(refusal) => return Ok(refusal.reply_unrouted()),
        };
        match self.monitor.admit(&call) {
            None => self.act(&call, request, Age::Now).await,
            Some(Fault::Stale) => self.act(&call, request, Age::Earlier).await,
            Some(Fault::Down) => Err(Cut),
            Some(Fault::Slow(time)) => {
                tokio::time::sleep(time).await;
                self.act(&call, request, Age::Now).await
            }
            Some(Fault::CutAfter) => {
                self.act(&call, request, Age::Now).await?;
                Err(Cut)
            }
            Some(Fault::Refuse { status, code }) => {
                // Closing on an unread body would reset the connection before the answer is read.
                drain(request.into_body()).await;
                let mut refusal = Refusal::sender(code, "the sandbox was told to refuse this");
                refusal.status = status;
                Ok(refusal.reply(call.service))
            }
        }
    }

    async fn act(&self, call: &Call, request: Request<Incoming>, age: Age) -> Result<Reply, Cut> {
        match call.service {
            Service::S3 => self.on_s3(call, request).await,
            _ => {
                let answer = self.in_json(call, request, age).await;
                Ok(answer.unwrap_or_else(|refusal| refusal.reply(call.service)))
            }
        }
    }

    async fn on_s3(&self, call: &Call, request: Request<Incoming>) -> Result<Reply, Cut> {
        let (parts, body) = request.into_parts();
        if let Some(reply) = self.s3.preflight(&parts) {
            return Ok(reply);
        }
        let asked = parts.clone();
        let needed = needs::of(call, &parts.uri, &[]);
        let mut reply = match self.access.check(call.service, &parts, needed) {
            Ok(()) => self.s3.answer(Request::from_parts(parts, body)).await.map_err(|_| Cut)?,
            Err(refusal) => {
                drain(body).await;
                refusal.reply(call.service)
            }
        };
        self.s3.mark(&asked, &mut reply);
        Ok(reply)
    }

    async fn in_json(
        &self,
        call: &Call,
        request: Request<Incoming>,
        age: Age,
    ) -> Result<Reply, Refusal> {
        let (parts, body) = request.into_parts();
        let body = collect(body).await?;
        self.access.check(call.service, &parts, needs::of(call, &parts.uri, &body))?;
        match call.service {
            Service::AppSync => {
                let needed = live::needs(self.live.as_ref(), &parts.headers, &body)?;
                self.access.check(call.service, &parts, needed)?;
                Ok(reply::json(&live::publish(&self.hub, &body)?))
            }
            Service::EventBridge if call.operation == "PutEvents" => {
                Ok(reply::json(&self.bus.put(&parts.headers, &body)?))
            }
            Service::EventBridge => Err(Refusal::unknown_operation(&call.operation)),
            Service::Sqs => Ok(reply::json(&sqs::answer(&self.sqs, &call.operation, &body).await?)),
            Service::Kms => Ok(reply::json(&self.kms.answer(&call.operation, &body)?)),
            _ => self.on_dynamodb(call, Request::from_parts(parts, body), age).await,
        }
    }

    async fn on_dynamodb(
        &self,
        call: &Call,
        request: Request<Bytes>,
        age: Age,
    ) -> Result<Reply, Refusal> {
        let index = (self.monitor.storms()
            && Earlier::is_of_index(&call.operation, request.body()))
        .then(|| request.body().clone());
        if let (Age::Earlier, Some(asked)) = (age, &index)
            && let Some(earlier) = self.earlier.answer(asked)
        {
            return Ok(earlier);
        }
        let answer = match call.operation.as_str() {
            "TransactWriteItems" => {
                self.tokens.once(request, |one| self.dynamodb.forward(one)).await
            }
            _ => self.dynamodb.forward(request).await,
        };
        if WRITES.contains(&call.operation.as_str()) {
            self.dynamodb.streams.note();
        }
        match index {
            Some(asked) => self.earlier.remember(asked, answer?).await,
            None => answer,
        }
    }
}

pub(super) fn call_of(request: &Request<Incoming>) -> Result<Call, Refusal> {
    let Some(target) = request.headers().get("x-amz-target") else {
        if live::is_meant(request) {
            return Ok(Call { service: Service::AppSync, operation: "EventPublish".to_owned() });
        }
        return Ok(Call { service: Service::S3, operation: s3::operation(request).to_owned() });
    };
    let target = target.to_str().unwrap_or_default();
    let unknown = || Refusal::unknown_operation(target);
    let (prefix, operation) = target.split_once('.').ok_or_else(unknown)?;
    let service = match prefix {
        "AmazonSQS" => Service::Sqs,
        "TrentService" => Service::Kms,
        "AWSEvents" => Service::EventBridge,
        prefix if prefix.starts_with("DynamoDB_") => Service::DynamoDb,
        _ => return Err(unknown()),
    };
    Ok(Call { service, operation: operation.to_owned() })
}

async fn collect(body: Incoming) -> Result<Bytes, Refusal> {
    match Limited::new(body, MAX_BODY).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) => Err(Refusal::sender("RequestEntityTooLarge", error.to_string())),
    }
}

pub(super) async fn drain(mut body: Incoming) {
    while let Some(Ok(_)) = body.frame().await {}
}
