//! What is read of an event; all else in it is passed over.
//!
//! AWS's type of it holds every field, at more than twice the allocations
//! (`docs/decisions/0031-read-of-an-event-what-is-used.md`). Fields as in [API Gateway's
//! payload 2.0](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use bytes::Bytes;
use http::header::InvalidHeaderName;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

/// More headers than Twilio and API Gateway send, and than a browser does, and more bytes in their values.
const HEADERS: usize = 24;
const VALUES: usize = 1024;

/// What each event has and `http` does not know by itself: of these no copy is made.
static NAMES: [HeaderName; 7] = [
    HeaderName::from_static(twilio::signature::HEADER),
    HeaderName::from_static("i-twilio-idempotency-token"),
    HeaderName::from_static("x-home-region"),
    HeaderName::from_static("x-amzn-trace-id"),
    HeaderName::from_static("x-forwarded-for"),
    HeaderName::from_static("x-forwarded-port"),
    HeaderName::from_static("x-forwarded-proto"),
];

/// An event of an HTTP API.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::lambda) struct HttpEvent {
    pub(super) raw_path: Option<String>,
    pub(super) raw_query_string: Option<String>,
    pub(super) route_key: Option<String>,
    #[serde(default, deserialize_with = "headers")]
    pub(super) headers: HeaderMap,
    pub(super) path_parameters: Option<BTreeMap<String, String>>,
    pub(super) request_context: Context,
    pub(super) body: Option<String>,
    #[serde(default)]
    pub(super) is_base64_encoded: bool,
}

/// What the gateway says of the request.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Context {
    pub(super) domain_name: Option<String>,
    pub(super) http: Http,
    pub(super) authorizer: Option<Authorizer>,
}

#[derive(Deserialize)]
pub(super) struct Http {
    #[serde(deserialize_with = "method")]
    pub(super) method: Method,
}

#[derive(Deserialize)]
pub(super) struct Authorizer {
    pub(super) jwt: Option<Jwt>,
}

/// The bearer token, verified.
#[derive(Deserialize)]
pub(super) struct Jwt {
    pub(super) claims: Option<BTreeMap<String, String>>,
}

/// A string that is not copied where JSON writes it without escapes.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

fn method<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Method, D::Error> {
    let Text(name) = Text::deserialize(deserializer)?;
    Method::from_bytes(name.as_bytes()).map_err(D::Error::custom)
}

/// Headers as they are, or none where they are `null`.
fn headers<'de, D: Deserializer<'de>>(deserializer: D) -> Result<HeaderMap, D::Error> {
    deserializer.deserialize_option(Headers)
}

struct Headers;

impl<'de> Visitor<'de> for Headers {
    type Value = HeaderMap;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("headers by their names")
    }

    fn visit_none<E: Error>(self) -> Result<HeaderMap, E> {
        Ok(HeaderMap::new())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<HeaderMap, D::Error> {
        deserializer.deserialize_map(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<HeaderMap, A::Error> {
        // The values share one allocation.
        let (mut places, mut values) = (Vec::with_capacity(HEADERS), Vec::with_capacity(VALUES));
        while let Some((Text(name), Text(value))) = map.next_entry()? {
            let begin = values.len();
            values.extend_from_slice(value.as_bytes());
            places.push((header_name(&name).map_err(A::Error::custom)?, begin..values.len()));
        }
        let values = Bytes::from(values);
        let mut headers = HeaderMap::with_capacity(places.len());
        for (name, place) in places {
            let value = HeaderValue::from_maybe_shared(values.slice(place));
            // API Gateway joins what is repeated.
            headers.insert(name, value.map_err(A::Error::custom)?);
        }
        Ok(headers)
    }
}

fn header_name(name: &str) -> Result<HeaderName, InvalidHeaderName> {
    match NAMES.iter().find(|known| known.as_str() == name) {
        Some(known) => Ok(known.clone()),
        None => HeaderName::from_bytes(name.as_bytes()),
    }
}
