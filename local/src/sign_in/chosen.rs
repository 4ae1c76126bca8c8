//! Who was chosen last: a cookie of the issuer's own, so that signing in again needs no click.
//!
//! It holds no secret, since whoever is at this machine may choose anybody.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use sandbox::gateway::Subject;
use url::Url;

use super::fields::Fields;
use crate::whom::Whom;

/// Seconds that it is kept: 30 days.
const KEPT: u32 = 30 * 24 * 60 * 60;

/// Cookies know no ports: the name tells local runs apart.
fn name(page: &str) -> String {
    let port = Url::parse(page).ok().and_then(|url| url.port_or_known_default());
    format!("patchbay-{}", port.unwrap_or_default())
}

/// Who was chosen at this page, if it is somebody that could be.
pub(super) fn read(page: &str, headers: &HeaderMap) -> Option<Whom> {
    let name = name(page);
    let all = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut cookies =
        all.flat_map(|text| text.split(';')).filter_map(|one| one.trim().split_once('='));
    let (_, value) = cookies.find(|(own, _)| *own == name)?;
    let fields = Fields::of(value).ok()?;
    Whom::of(fields.get("tenant")?, fields.get("user"), fields.get("role")).ok()
}

/// The header that keeps it.
pub(super) fn keep(page: &str, whom: &Whom) -> Option<HeaderValue> {
    let Subject { tenant, user, role } = whom.subject();
    let value = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("tenant", tenant), ("user", user), ("role", role)])
        .finish();
    cookie(page, &value, KEPT)
}

/// The header that forgets it.
pub(super) fn forget(page: &str) -> Option<HeaderValue> {
    cookie(page, "", 0)
}

fn cookie(page: &str, value: &str, seconds: u32) -> Option<HeaderValue> {
    let name = name(page);
    let cookie = format!("{name}={value}; Path=/dev; Max-Age={seconds}; HttpOnly; SameSite=Lax");
    HeaderValue::try_from(cookie).ok()
}
