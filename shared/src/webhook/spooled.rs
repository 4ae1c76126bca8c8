//! Requests that were answered without being written: somebody is on the line, and DynamoDB or KMS is down.
//! They are kept in a queue, whole, until what they tell can be written.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request, header};
use serde::{Deserialize, Serialize};

use super::admit::header_text;
use crate::app::App;
use crate::gateway::Gateway;
use crate::records::Timestamp;
use twilio::signature;

/// How long the queue is waited for: together with [`crate::deadline::LIMIT`] less than the 10 s of a webhook.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// Of a request all that its signature covers.
#[derive(Serialize, Deserialize)]
pub struct Spooled {
    /// The name of the one that answered: [`Webhook::NAME`](super::Webhook::NAME).
    pub webhook: String,
    /// When it came.
    pub received_at: Timestamp,
    method: String,
    domain_name: String,
    raw_path: String,
    raw_query: String,
    content_type: Option<String>,
    signature: String,
    /// In Base64: what was signed are bytes.
    body: String,
}

twilio::debug_only!(Spooled { webhook, received_at });

impl Spooled {
    fn new(webhook: &str, request: &Request<Bytes>, received_at: Timestamp) -> Self {
        let text = |name: &str| header_text(request, name).map(str::to_owned);
        let gateway = request.extensions().get::<Gateway>().cloned().unwrap_or_default();
        Self {
            webhook: webhook.to_owned(),
            received_at,
            method: request.method().to_string(),
            domain_name: gateway.domain_name,
            raw_path: gateway.raw_path,
            raw_query: gateway.raw_query,
            content_type: text(header::CONTENT_TYPE.as_str()),
            signature: text(signature::HEADER).unwrap_or_default(),
            body: STANDARD.encode(request.body()),
        }
    }

    /// The request as it came; `None` if this is none.
    pub(super) fn request(&self) -> Option<Request<Bytes>> {
        let mut request = Request::new(Bytes::from(STANDARD.decode(&self.body).ok()?));
        *request.method_mut() = self.method.parse().ok()?;
        let signed = (HeaderName::from_static(signature::HEADER), Some(&self.signature));
        for (name, value) in [signed, (header::CONTENT_TYPE, self.content_type.as_ref())] {
            if let Some(value) = value {
                request.headers_mut().insert(name, HeaderValue::from_str(value).ok()?);
            }
        }
        request.extensions_mut().insert(Gateway {
            domain_name: self.domain_name.clone(),
            raw_path: self.raw_path.clone(),
            raw_query: self.raw_query.clone(),
            ..Gateway::default()
        });
        Some(request)
    }
}

/// Keeps a request for later. What the queue does not take in time is lost, and an error says so.
pub(super) async fn keep(
    app: &App,
    (function, request): (&'static str, &Request<Bytes>),
    received_at: Timestamp,
) {
    let spooled = Spooled::new(function, request, received_at);
    let text = serde_json::to_string(&spooled).expect("it is plain data");
    let put = tokio::time::timeout(PATIENCE, app.spool_queue.put(text)).await;
    let lost = match put {
        Ok(Ok(())) => return tracing::warn!(function, "kept, to be written later"),
        Ok(Err(error)) => error.to_string(),
        Err(late) => late.to_string(),
    };
    tracing::error!(function, cause = lost, "answered, but neither written nor kept");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_the_same_again() {
        let mut request = Request::new(Bytes::from_static(b"Body=a%20b+c&x=\xff"));
        *request.method_mut() = http::Method::POST;
        let headers = request.headers_mut();
        headers.insert(signature::HEADER, HeaderValue::from_static("c2lnbmF0dXJl"));
        headers
            .insert("content-type", HeaderValue::from_static("application/x-www-form-urlencoded"));
        let gateway = Gateway {
            domain_name: "abc.execute-api.us-east-1.amazonaws.com".to_owned(),
            raw_path: "/api/twilio/voice-twiml".to_owned(),
            raw_query: "step=menu&call=01J".to_owned(),
            ..Gateway::default()
        };
        request.extensions_mut().insert(gateway);
        let kept = Spooled::new("twiml", &request, Timestamp::from_millis(1_000));
        let text = serde_json::to_string(&kept).unwrap();
        let again = serde_json::from_str::<Spooled>(&text).unwrap().request().unwrap();
        assert_eq!(again.body(), request.body());
        assert_eq!((again.method(), again.headers()), (request.method(), request.headers()));
        let url = |request: &Request<Bytes>| {
            let gateway = request.extensions().get::<Gateway>().unwrap();
            gateway.url(&gateway.base_url(None))
        };
        assert_eq!(url(&again), url(&request));
        assert!(!format!("{kept:?}").contains("c2lnbmF0dXJl"));
    }
}
