//! Headers that a CDN adds.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;

use crate::addresses::Addresses;
use crate::policy::{Origins, content_security_policy};

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// Files named by what is in them never change.
pub(super) async fn mark_asset(mut response: Response) -> Response {
    let is_file = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    if is_file {
        let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
        response.headers_mut().insert(CACHE_CONTROL, forever);
    }
    response
}

/// Others are asked for each time, whether they have.
pub(super) async fn mark_changing(mut response: Response) -> Response {
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// What is said about every answer.
pub(super) fn of_page(addresses: &Addresses) -> impl Fn(Response) -> Marked + Clone + use<> {
    let policy = content_security_policy(&origins(addresses));
    let policy = HeaderValue::try_from(policy).expect("URLs have nothing that headers have not");
    move |mut response| {
        let headers = response.headers_mut();
        headers.insert(CONTENT_SECURITY_POLICY, policy.clone());
        for (name, value) in [
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (REFERRER_POLICY, "no-referrer"),
            (PERMISSIONS_POLICY, "microphone=(self), camera=(), geolocation=()"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        std::future::ready(response)
    }
}

type Marked = std::future::Ready<Response>;

fn origins(addresses: &Addresses) -> Origins {
    let Addresses { api, aws, live, .. } = addresses.clone();
    Origins { connect: vec![api, live], files: vec![aws] }
}
