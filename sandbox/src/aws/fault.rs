//! What can go wrong with a request to a service, and of which requests that is said.

use std::time::Duration;

/// A service behind the endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Service {
    /// Amazon `DynamoDB`.
    DynamoDb,
    /// Amazon S3.
    S3,
    /// Amazon SQS.
    Sqs,
    /// AWS KMS.
    Kms,
    /// AWS `AppSync` Events.
    AppSync,
    /// Amazon `EventBridge`.
    EventBridge,
}

/// One request that reached the endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The service it was for.
    pub service: Service,
    /// The API's name of the operation, such as `TransactWriteItems` or `UploadPart`.
    pub operation: String,
}

/// What goes wrong with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is done and the connection is cut without an answer.
    Down,
    /// The request is served, but only after this time.
    Slow(Duration),
    /// Nothing is done and an AWS error is the answer.
    Refuse {
        /// HTTP status, such as 400.
        status: u16,
        /// AWS error code, such as `ProvisionedThroughputExceededException`.
        code: &'static str,
    },
    /// The request is carried out, then the connection is cut instead of an answer.
    CutAfter,
    /// A query of an index is answered as the same one was before, if it was asked; everything else is served.
    Stale,
}
