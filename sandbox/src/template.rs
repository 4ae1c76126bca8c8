//! Reads `template.yaml`: the one source of routes, tables, buckets, queues and environments, for
//! AWS and for the sandbox alike.

use std::collections::BTreeMap;

use crate::cors::Cors;

mod conditions;
mod cors;
mod document;
mod events;
mod function;
mod intrinsics;
mod live;
mod parameters;
mod parts;
mod resources;
mod roles;

pub use live::Live;
pub use parts::{Context, Function, Grant, Permission, Queue, QueueSource, Route, StreamSource};

/// What the sandbox needs to know of a SAM template. Physical names are the logical ids.
#[derive(Debug, Clone)]
pub struct Template {
    /// Functions by logical id, such as `SmsFunction`.
    pub functions: BTreeMap<String, Function>,
    /// DynamoDB tables by logical id, each as the JSON body of its `CreateTable` request.
    pub tables: BTreeMap<String, serde_json::Value>,
    /// SQS queues by logical id.
    pub queues: BTreeMap<String, Queue>,
    /// S3 buckets by logical id, which in lower case is the bucket's name, and what pages of other
    /// origins may do there.
    pub buckets: BTreeMap<String, Vec<Cors>>,
    /// Logical ids of the KMS keys.
    pub keys: Vec<String>,
    /// Issuer (`iss`) that the JWT authorizer expects; empty if the template has no such authorizer.
    pub jwt_issuer: String,
    /// What pages of other origins may do at the HTTP API.
    pub cors: Option<Cors>,
    /// The channel by which pages hear of events.
    pub live: Option<Live>,
    /// Audiences (`aud`) that the JWT authorizer accepts.
    pub jwt_audience: Vec<String>,
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
            buckets: resources::buckets(&document, &scope)?,
            keys: document.ids_of(document::KEY),
            live: Live::read(&document, &scope)?,
            cors: api.cors,
            jwt_issuer: api.issuer,
            jwt_audience: api.audience,
        })
    }
}
