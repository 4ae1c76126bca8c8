//! The end-session endpoint: forgets who was chosen.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::header::SET_COOKIE;
use axum::response::Response;

use super::authorize::to;
use super::fields::Fields;
use super::provider::Provider;
use super::{chosen, page, redirects};

pub(super) async fn sign_out(
    State(provider): State<Arc<Provider>>,
    RawQuery(query): RawQuery,
) -> Response {
    let mut response = match answer(&provider, &query.unwrap_or_default()) {
        Ok(response) => response,
        Err(sentence) => return page::wrong(&sentence),
    };
    let cookie = chosen::forget(&provider.redirects.page);
    response.headers_mut().extend(cookie.map(|cookie| (SET_COOKIE, cookie)));
    response
}

fn answer(provider: &Provider, query: &str) -> Result<Response, String> {
    const NEXT: &str = "post_logout_redirect_uri";
    let fields = Fields::of(query).map_err(|sentence| sentence + ".")?;
    let Some(next) = fields.get(NEXT) else { return Ok(page::signed_out()) };
    let next = provider.redirects.check(NEXT, next)?;
    Ok(to(&redirects::with(next, &[("state", fields.get("state"))])))
}
