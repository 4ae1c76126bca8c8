//! Reads `template.yaml`: the one source of routes, tables, buckets, queues and environments, for
//! AWS and for the sandbox alike.

use std::collections::BTreeMap;
use std::time::Duration;

mod conditions;
mod document;
mod events;
mod function;
mod intrinsics;
mod parameters;
mod resources;
mod roles;

/// What the sandbox needs to know of a SAM template. Physical names are the logical ids.
#[derive(Debug, Clone)]
pub struct Template {
    /// Functions by logical id, such as `SmsFunction`.
    pub functions: BTreeMap<String, Function>,
    /// DynamoDB tables by logical id, each as the JSON body of its `CreateTable` request.
    pub tables: BTreeMap<String, serde_json::Value>,
    /// SQS queues by logical id.
    pub queues: BTreeMap<String, Queue>,
    /// Logical ids of the S3 buckets. The bucket's name is the id in lower case.
    pub buckets: Vec<String>,
    /// Logical ids of the KMS keys.
    pub keys: Vec<String>,
    /// Issuer (`iss`) that the JWT authorizer expects; empty if the template has no such authorizer.
    pub jwt_issuer: String,
    /// Audiences (`aud`) that the JWT authorizer accepts.
    pub jwt_audience: Vec<String>,
}

/// One `AWS::Serverless::Function`.
#[derive(Debug, Clone)]
pub struct Function {
    /// The binary that cargo builds for it: `Metadata.BuildProperties.Binary`.
    pub binary: String,
    /// Environment as it would be on Lambda: globals and its own, references resolved.
    pub environment: BTreeMap<String, String>,
    /// Routes of the HTTP API that call it.
    pub routes: Vec<Route>,
    /// Queues that call it.
    pub sources: Vec<QueueSource>,
    /// How often a schedule calls it.
    pub schedules: Vec<Duration>,
    /// How long one invocation may take.
    pub timeout: Duration,
    /// What its role allows.
    pub permissions: Vec<Permission>,
}

/// An action on a resource, such as `dynamodb:GetItem` on a table's ARN. A `*` at the end of the
/// resource stands for anything.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Permission {
    /// Action as IAM writes it.
    pub action: String,
    /// ARN of what is acted upon.
    pub resource: String,
}

impl Permission {
    /// Whether this permission allows what `wanted` asks for.
    pub fn allows(&self, wanted: &Permission) -> bool {
        let within = match self.resource.strip_suffix('*') {
            Some(start) => wanted.resource.starts_with(start),
            None => wanted.resource == self.resource,
        };
        within && wanted.action == self.action
    }
}

/// A route of the HTTP API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// HTTP method, upper case, or `ANY`.
    pub method: String,
    /// Path with `{name}` parameters, as API Gateway writes it.
    pub path: String,
    /// Whether the JWT authorizer stands before it.
    pub authorized: bool,
}

/// An SQS event source mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueSource {
    /// Logical id of the queue.
    pub queue: String,
    /// Most messages in one event.
    pub batch_size: usize,
}

/// An SQS queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    /// How long a received message stays hidden.
    pub visibility_timeout: Duration,
    /// Logical id of the dead-letter queue and the receives after which a message goes there.
    pub redrive: Option<(String, u32)>,
}

impl Template {
    /// Reads a SAM template as it would be deployed with `parameters`, which override the
    /// template's defaults. `endpoint` is the base URL of the sandbox's AWS services, such as
    /// `http://127.0.0.1:3002`, and begins the URLs of queues.
    ///
    /// # Errors
    /// Names the parameter that is missing or unknown, or the resource that uses what the sandbox
    /// does not understand. Parts of the template that the sandbox has no use for are not read.
    pub fn parse(
        yaml: &str,
        endpoint: &str,
        parameters: &BTreeMap<String, String>,
    ) -> anyhow::Result<Self> {
        let mut document = document::Document::parse(yaml)?;
        let parameters = parameters::values(document.at("/Parameters"), parameters)?;
        document.keep_what_is_deployed(&parameters)?;
        let scope = intrinsics::Scope::new(&document, endpoint, &parameters);
        let api = events::Api::read(&document, &scope)?;
        Ok(Self {
            functions: function::all(&document, &scope, &api)?,
            tables: resources::tables(&document, &scope)?,
            queues: resources::queues(&document, &scope)?,
            buckets: document.ids_of(document::BUCKET),
            keys: document.ids_of(document::KEY),
            jwt_issuer: api.issuer,
            jwt_audience: api.audience,
        })
    }
}
