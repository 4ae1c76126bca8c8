//! The authorization endpoint: asks who it is, and sends the browser back with a code.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{RawQuery, State};
use axum::http::header::{CACHE_CONTROL, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use url::Url;

use super::asked::{Asked, Back, Wrong};
use super::fields::Fields;
use super::grants::{Code, Grant};
use super::provider::Provider;
use super::{chosen, page, redirects};
use crate::whom::Whom;

pub(super) async fn show(
    State(provider): State<Arc<Provider>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let query = query.unwrap_or_default();
    let asked = match Asked::of(&query, &provider.redirects) {
        Ok(asked) => asked,
        Err(wrong) => return provider.refuse(wrong),
    };
    if !asked.silent {
        return page::ask(&query, &asked.back.url, None);
    }
    match chosen::read(&provider.redirects.page, &headers) {
        Some(whom) => provider.grant(asked, whom),
        None => {
            let sentence = "nobody has signed in in this browser".to_owned();
            provider.refuse(Wrong::Told(Box::new(asked.back), "login_required", sentence))
        }
    }
}

pub(super) async fn choose(
    State(provider): State<Arc<Provider>>,
    RawQuery(query): RawQuery,
    form: String,
) -> Response {
    let query = query.unwrap_or_default();
    let asked = match Asked::of(&query, &provider.redirects) {
        Ok(asked) => asked,
        Err(wrong) => return provider.refuse(wrong),
    };
    match whom(&form) {
        Ok(whom) => provider.grant(asked, whom),
        Err(sentence) => page::ask(&query, &asked.back.url, Some(&sentence)),
    }
}

fn whom(form: &str) -> Result<Whom, String> {
    let fields = Fields::of(form)?;
    let tenant = fields.get("tenant").unwrap_or_default();
    Whom::of(tenant, fields.get("user"), fields.get("role")).map_err(str::to_owned)
}

impl Provider {
    /// Sends the browser back with a code, and remembers who was chosen.
    fn grant(&self, asked: Asked, whom: Whom) -> Response {
        let Some(issuer) = self.issuer() else {
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        };
        let cookie = chosen::keep(&self.redirects.page, &whom);
        let Asked { back, scope, nonce, challenge, .. } = asked;
        let Back { url, text: redirect_uri, state } = back;
        let grant = Grant { whom, scope, at: Timestamp::now().as_second() };
        let code = Code { grant, redirect_uri, challenge, nonce };
        let code = self.grants().code(code, Instant::now());
        let answer = [
            ("code", Some(code.as_str())),
            ("state", state.as_deref()),
            ("iss", Some(issuer.url())),
        ];
        let mut response = to(&redirects::with(url, &answer));
        response.headers_mut().extend(cookie.map(|cookie| (SET_COOKIE, cookie)));
        response
    }

    fn refuse(&self, wrong: Wrong) -> Response {
        let (back, error, sentence) = match wrong {
            Wrong::Shown(sentence) => return page::wrong(&sentence),
            Wrong::Told(back, error, sentence) => (back, error, sentence),
        };
        let answer = [
            ("error", Some(error)),
            ("error_description", Some(sentence.as_str())),
            ("state", back.state.as_deref()),
            ("iss", self.issuer().map(sandbox::gateway::Issuer::url)),
        ];
        to(&redirects::with(back.url, &answer))
    }
}

/// To another address, with GET.
pub(super) fn to(url: &Url) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(url) = HeaderValue::try_from(url.as_str()) {
        headers.insert(LOCATION, url);
    }
    response
}
