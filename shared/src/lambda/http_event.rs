//! API Gateway's HTTP API, payload format 2.0, as `http` types.
//!
//! Of `lambda_http` only the type of answers is used. Its `run` and its `Request` build a URL of their own from the event:
//! the bytes that Twilio signed would be gone. See `docs/decisions/0013-aws-event-types.md` and, for the events,
//! `0031-read-of-an-event-what-is-used.md`.

mod parts;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{Request, Response};
use lambda_http::aws_lambda_events::apigw::ApiGatewayV2httpResponse;
use lambda_http::aws_lambda_events::encodings::Body;
use lambda_runtime::Error;

use crate::gateway::Gateway;

pub(super) use parts::HttpEvent;

/// The request, with what the gateway says of it as an extension ([`Gateway`]). Its own URI stays
/// empty. Of a body in Base64 that is longer than `longest` bytes only so many and a few more are
/// decoded: it is refused for its length anyway.
///
/// # Errors
///
/// An event without a path or a domain, of which no URL can be made; a body that is not the Base64
/// that it says it is.
pub(super) fn request(event: HttpEvent, longest: usize) -> Result<Request<Bytes>, Error> {
    let body = match (event.body, event.is_base64_encoded) {
        (Some(body), true) => {
            // Four characters are three bytes.
            let enough = (longest / 3).saturating_add(2).saturating_mul(4);
            Bytes::from(STANDARD.decode(&body.as_bytes()[..body.len().min(enough)])?)
        }
        (Some(body), false) => Bytes::from(body),
        (None, _) => Bytes::new(),
    };
    let context = event.request_context;
    let jwt = context.authorizer.and_then(|authorizer| authorizer.jwt);
    let gateway = Gateway {
        domain_name: context.domain_name.ok_or("the event has no domain name")?,
        raw_path: event.raw_path.ok_or("the event has no path")?,
        route: event.route_key.unwrap_or_default(),
        raw_query: event.raw_query_string.unwrap_or_default(),
        path_parameters: event.path_parameters.unwrap_or_default(),
        claims: jwt.and_then(|jwt| jwt.claims).unwrap_or_default(),
    };
    let mut request = Request::new(body);
    *request.method_mut() = context.http.method;
    *request.headers_mut() = event.headers;
    request.extensions_mut().insert(gateway);
    Ok(request)
}

/// The answer. All our answers are text, so none is in Base64.
pub(super) fn answer(response: Response<Bytes>) -> ApiGatewayV2httpResponse {
    let (parts, body) = response.into_parts();
    let mut answer = ApiGatewayV2httpResponse::default();
    answer.status_code = parts.status.as_u16().into();
    answer.headers = parts.headers;
    let text = String::from_utf8(body.into());
    answer.body = Some(Body::Text(
        text.unwrap_or_else(|other| String::from_utf8_lossy(other.as_bytes()).into_owned()),
    ));
    answer
}

#[cfg(test)]
mod same_as_aws;
#[cfg(test)]
mod tests;
