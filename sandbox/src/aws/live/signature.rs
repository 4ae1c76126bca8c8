//! Signature version 4 of a request to the channel, or to another service that is asked likewise.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use http::HeaderMap;
use http::header::{AUTHORIZATION, HOST};

use crate::aws::credentials::{CREDENTIAL, FUNCTION_SECRET};
use crate::aws::reply::Refusal;

/// How far a request's time may be from ours.
const SKEW: Duration = Duration::from_mins(5);
/// Headers that signing adds by itself.
const ADDED: [&str; 2] = ["host", "x-amz-date"];

/// Who has not signed with an access key is nobody, whatever else is shown.
pub(in crate::aws) fn verify(
    (headers, body): (&HeaderMap, &[u8]),
    (service, path): (&str, &str),
) -> Result<(), Refusal> {
    let refused = || Refusal {
        status: 401,
        code: "UnauthorizedException",
        message: "You are not authorized to make this call.".to_owned(),
    };
    let shown = text(headers, AUTHORIZATION.as_str());
    let shown = shown.and_then(|text| Shown::parse(text, service)).ok_or_else(refused)?;
    let expected = shown.expected((headers, body), (service, path)).ok_or_else(refused)?;
    if expected == shown.signature { Ok(()) } else { Err(refused()) }
}

struct Shown<'a> {
    key: &'a str,
    region: &'a str,
    headers: Vec<&'a str>,
    signature: &'a str,
}

impl<'a> Shown<'a> {
    fn parse(text: &'a str, service: &str) -> Option<Self> {
        let mut parts = text.strip_prefix("AWS4-HMAC-SHA256 ")?.split(", ");
        let mut scope = parts.next()?.strip_prefix("Credential=")?.split('/');
        let (key, _day, region) = (scope.next()?, scope.next()?, scope.next()?);
        if !scope.eq([service, "aws4_request"]) {
            return None;
        }
        let headers = parts.next()?.strip_prefix("SignedHeaders=")?.split(';').collect();
        let signature = parts.next()?.strip_prefix("Signature=")?;
        Some(Self { key, region, headers, signature })
    }

    fn expected(
        &self,
        (headers, body): (&HeaderMap, &[u8]),
        (service, path): (&str, &str),
    ) -> Option<String> {
        let secret = if self.key == CREDENTIAL { CREDENTIAL } else { FUNCTION_SECRET };
        let time = time(text(headers, "x-amz-date")?)?;
        let signed = |name: &&str| !ADDED.contains(name);
        let names = self.headers.iter().copied().filter(signed);
        let values = names.map(|name| Some((name, text(headers, name)?)));
        let values = values.collect::<Option<Vec<_>>>()?;
        let identity = Credentials::new(self.key, secret, None, None, "shown").into();
        let params = v4::SigningParams::builder()
            .identity(&identity)
            .region(self.region)
            .name(service)
            .time(time)
            .settings(SigningSettings::default())
            .build()
            .ok()?
            .into();
        let url = format!("http://{}{path}", text(headers, HOST.as_str())?);
        let body = SignableBody::Bytes(body);
        let request = SignableRequest::new("POST", &url, values.into_iter(), body).ok()?;
        Some(sign(request, &params).ok()?.signature().to_owned())
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

/// Such as `20260101T120000Z`, and not far from now.
fn time(text: &str) -> Option<SystemTime> {
    let time = jiff::fmt::strtime::parse("%Y%m%dT%H%M%SZ", text).ok()?.to_datetime().ok()?;
    let time = SystemTime::from(time.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp());
    let now = SystemTime::now();
    let apart = now.duration_since(time).or_else(|_| time.duration_since(now)).ok()?;
    (apart < SKEW).then_some(time)
}
