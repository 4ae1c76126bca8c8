//! Indexes as they were: what `DynamoDB` answers to a query of an index may be older than what was written before it.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use http::{HeaderMap, Response};
use s3s::Body;

use super::reply::{self, Refusal, Reply};

/// Answers that are remembered.
const KEPT: usize = 10_000;

/// The last answer to each query of an index.
#[derive(Debug, Default)]
pub(super) struct Earlier(Mutex<HashMap<Bytes, (HeaderMap, Bytes)>>);

impl Earlier {
    /// Whether this is a query of an index.
    pub(super) fn is_of_index(operation: &str, request: &[u8]) -> bool {
        let named = b"\"IndexName\"";
        operation == "Query" && request.windows(named.len()).any(|part| part == named)
    }

    /// What the same query was answered before.
    pub(super) fn answer(&self, request: &Bytes) -> Option<Reply> {
        let answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (headers, body) = answers.get(request)?.clone();
        let mut reply = Response::new(Body::from(body));
        *reply.headers_mut() = headers;
        Some(reply)
    }

    /// Remembers an answer, and gives it on.
    pub(super) async fn remember(&self, request: Bytes, reply: Reply) -> Result<Reply, Refusal> {
        let (parts, body) = reply::whole(reply).await?;
        if parts.status.is_success() {
            let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if answers.len() == KEPT {
                answers.clear();
            }
            answers.insert(request, (parts.headers.clone(), body.clone()));
        }
        Ok(Response::from_parts(parts, Body::from(body)))
    }
}
