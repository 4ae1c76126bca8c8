//! What a template says of functions and queues, as types.

use std::collections::BTreeMap;
use std::time::Duration;

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
    /// Tables whose changes call it.
    pub streams: Vec<StreamSource>,
    /// How often a schedule calls it.
    pub schedules: Vec<Duration>,
    /// How long one invocation may take.
    pub timeout: Duration,
    /// What its role allows.
    pub permissions: Vec<Grant>,
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

/// A permission that a statement gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// What it gives.
    pub permission: Permission,
    /// Values of the request's context with which it does not: `StringNotEquals`.
    pub except: Context,
    /// What has to be in the request's context: `Null`, if it says `false`.
    pub present: Vec<String>,
}

/// What IAM knows of a request besides action and resource, such as
/// `kms:EncryptionContext:account_sid`, by that name.
pub type Context = BTreeMap<String, String>;

impl Grant {
    /// Whether this allows what `wanted` asks for, in a request with this context.
    pub fn allows(&self, wanted: &Permission, context: &Context) -> bool {
        let excepted = |(key, value): (&String, &String)| context.get(key) == Some(value);
        let present = self.present.iter().all(|key| context.contains_key(key));
        self.permission.allows(wanted) && present && !self.except.iter().any(excepted)
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

/// A `DynamoDB` stream's event source mapping, which reports what has failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamSource {
    /// Logical id of the table.
    pub table: String,
    /// Most changes in one event.
    pub batch_size: usize,
    /// How often a change is tried again before it is left out; `None` until it is a day old.
    pub retries: Option<u64>,
}

/// An SQS queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    /// How long a received message stays hidden.
    pub visibility_timeout: Duration,
    /// Logical id of the dead-letter queue and the receives after which a message goes there.
    pub redrive: Option<(String, u32)>,
}
