//! API Gateway's JWT authorizer.

mod claims;
mod keys;

use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, HeaderValue};
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, Validation, decode, decode_header};
use serde_json::{Map, Value};

use self::keys::Keys;

/// Checks bearer tokens: RS256 with a key of the issuer, issuer, audience and times.
pub(super) struct Authorizer {
    issuer: String,
    audience: Vec<String>,
    keys: Keys,
}

/// Why a request is refused: the value of `WWW-Authenticate`. Never holds the token.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Challenge(Option<&'static str>);

impl Challenge {
    fn invalid(why: &'static str) -> Self {
        Self(Some(why))
    }

    /// The header in API Gateway's words.
    pub(super) fn header(&self) -> HeaderValue {
        let Some(why) = self.0 else { return HeaderValue::from_static("Bearer") };
        let text = format!(r#"Bearer scope="" error="invalid_token" error_description="{why}""#);
        HeaderValue::try_from(text).expect("the reasons are plain text")
    }
}

impl Authorizer {
    /// `audience` are the values of `aud` that are accepted.
    pub(super) fn new(issuer: &str, audience: &[String]) -> anyhow::Result<Self> {
        let keys = Keys::new(issuer)?;
        Ok(Self { issuer: issuer.to_owned(), audience: audience.to_vec(), keys })
    }

    /// The claims of the request's token, each as the string that API Gateway makes of it.
    pub(super) async fn claims(
        &self,
        headers: &HeaderMap,
    ) -> Result<Map<String, Value>, Challenge> {
        let token = bearer(headers).ok_or(Challenge(None))?;
        let claims = self.all_claims(token).await?;
        Ok(claims.iter().map(|(name, value)| (name.clone(), claims::text(value).into())).collect())
    }

    /// The claims of a token, as they are in it.
    pub(super) async fn all_claims(&self, token: &str) -> Result<Map<String, Value>, Challenge> {
        let claims = self.verified(token).await.map_err(Challenge::invalid)?;
        let now = Timestamp::now().as_second();
        claims::check(&claims, &self.issuer, &self.audience, now).map_err(Challenge::invalid)?;
        Ok(claims)
    }

    async fn verified(&self, token: &str) -> Result<Map<String, Value>, &'static str> {
        let header = decode_header(token).map_err(|_| "the token is malformed")?;
        if header.alg != Algorithm::RS256 || header.crit.is_some() {
            return Err("the signing method is invalid");
        }
        let key = self.keys.get(&header.kid.ok_or("the token has no kid")?).await?;
        let token = decode(token, &key, &signature_only());
        token.map(|token| token.claims).map_err(|_| "the signature is invalid")
    }
}

/// Claims are checked by `claims::check`, which is stricter than the crate's checks.
fn signature_only() -> Validation {
    let mut validation = Validation::new(Algorithm::RS256);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation
}

/// The token of the `Authorization` header, with or without the word `Bearer`, as API Gateway has
/// it. Two such headers are none.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return None };
    let value = value.to_str().ok()?.trim();
    let token = match value.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim(),
        Some(_) => return None,
        None => value,
    };
    (!token.is_empty()).then_some(token)
}
