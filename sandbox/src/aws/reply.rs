//! Answers in the shapes that AWS gives them.

use std::fmt;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::response::Parts;
use http::{Response, StatusCode};
use http_body_util::BodyExt as _;
use s3s::Body;
use serde_json::{Value, json};

use super::Service;

/// An answer on its way to the SDK.
pub(super) type Reply = Response<Body>;

const AMZ_JSON: HeaderValue = HeaderValue::from_static("application/x-amz-json-1.0");

/// An AWS error answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// HTTP status.
    pub status: u16,
    /// The service's error code, such as `QueueDoesNotExist`.
    pub code: &'static str,
    /// For people.
    pub message: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for Refusal {}

impl Refusal {
    /// The caller's fault.
    pub(super) fn sender(code: &'static str, message: impl Into<String>) -> Self {
        Self { status: 400, code, message: message.into() }
    }

    /// The sandbox's fault.
    pub(super) fn internal(error: impl fmt::Display) -> Self {
        Self { status: 500, code: "InternalFailure", message: error.to_string() }
    }

    pub(super) fn unknown_operation(name: &str) -> Self {
        Self::sender("UnknownOperationException", format!("the sandbox has no operation {name}"))
    }

    pub(super) fn reply(&self, service: Service) -> Reply {
        match service {
            Service::S3 => self.xml(),
            Service::Sqs => self.with_query_code(),
            Service::DynamoDb => self.json("com.amazonaws.dynamodb.v20120810#"),
            Service::Kms | Service::EventBridge => self.json(""),
            Service::AppSync => self.errors(),
        }
    }

    /// For a request that names no service the sandbox has.
    pub(super) fn reply_unrouted(&self) -> Reply {
        self.json("com.amazon.coral.service#")
    }

    fn json(&self, namespace: &str) -> Reply {
        let kind = format!("{namespace}{}", self.code);
        let body = json!({ "__type": kind, "message": self.message });
        let mut reply = json(&body);
        *reply.status_mut() = self.status();
        reply
    }

    /// SQS also names the code that its older query protocol had, which SDKs report.
    fn with_query_code(&self) -> Reply {
        let code = match self.code {
            "QueueDoesNotExist" => "AWS.SimpleQueueService.NonExistentQueue".to_owned(),
            code @ ("BatchEntryIdsNotDistinct"
            | "BatchRequestTooLong"
            | "EmptyBatchRequest"
            | "MessageNotInflight"
            | "PurgeQueueInProgress"
            | "TooManyEntriesInBatchRequest") => format!("AWS.SimpleQueueService.{code}"),
            code => code.to_owned(),
        };
        let party = if self.status < 500 { "Sender" } else { "Receiver" };
        let mut reply = self.json("com.amazonaws.sqs#");
        if let Ok(value) = HeaderValue::from_str(&format!("{code};{party}")) {
            reply.headers_mut().insert("x-amzn-query-error", value);
        }
        reply
    }

    fn errors(&self) -> Reply {
        let error = json!({ "errorType": self.code, "message": self.message });
        let mut reply = json(&json!({ "errors": [error] }));
        *reply.status_mut() = self.status();
        reply
    }

    fn xml(&self) -> Reply {
        let (code, message) = (self.code, &self.message);
        let body = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
             <Error><Code>{code}</Code><Message>{message}</Message></Error>"
        );
        let mut reply = Response::new(Body::from(body));
        *reply.status_mut() = self.status();
        let xml = HeaderValue::from_static("application/xml");
        reply.headers_mut().insert(CONTENT_TYPE, xml);
        reply
    }

    fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// An answer with all of its body, to be given more than once.
pub(super) async fn whole(reply: Reply) -> Result<(Parts, Bytes), Refusal> {
    let (parts, body) = reply.into_parts();
    Ok((parts, body.collect().await.map_err(Refusal::internal)?.to_bytes()))
}

/// A success of a JSON service.
pub(super) fn json(body: &Value) -> Reply {
    let mut reply = Response::new(Body::from(body.to_string()));
    reply.headers_mut().insert(CONTENT_TYPE, AMZ_JSON);
    reply
}
