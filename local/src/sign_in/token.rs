//! The token endpoint: a code, or a refresh token, becomes tokens.

use std::sync::Arc;
use std::time::Instant;

use axum::Json;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sandbox::gateway::Issuer;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::client::CLIENT;
use super::fields::Fields;
use super::grants::{Code, Grant};
use super::provider::Provider;

/// What is granted, and what the ID token repeats.
type Granted = (Grant, Option<String>);
/// A code of OAuth 2.0, and a sentence.
type Refused = (&'static str, String);

pub(super) async fn exchange(
    State(provider): State<Arc<Provider>>,
    headers: HeaderMap,
    form: String,
) -> Response {
    let Some(issuer) = provider.issuer() else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let (status, answer) = match provider.granted(&headers, &form) {
        Ok(granted) => (StatusCode::OK, provider.tokens(issuer, granted)),
        Err((error, sentence)) => {
            let answer = json!({ "error": error, "error_description": sentence });
            (StatusCode::BAD_REQUEST, answer)
        }
    };
    (status, [(CACHE_CONTROL, "no-store")], Json(answer)).into_response()
}

impl Provider {
    fn granted(&self, headers: &HeaderMap, form: &str) -> Result<Granted, Refused> {
        let invalid = |sentence: String| ("invalid_request", sentence);
        if !is_form(headers) {
            let sentence = "the body has to be application/x-www-form-urlencoded";
            return Err(invalid(sentence.to_owned()));
        }
        let fields = Fields::of(form).map_err(invalid)?;
        if !fields.is("client_id", CLIENT) {
            return Err(("invalid_client", format!("client_id has to be {CLIENT}")));
        }
        match fields.need("grant_type").map_err(invalid)? {
            "authorization_code" => self.by_code(&fields),
            "refresh_token" => {
                let token = fields.need("refresh_token").map_err(invalid)?;
                let grant = self.grants().take_refresh(token);
                Ok((grant.ok_or_else(|| refused("the refresh token is good no more"))?, None))
            }
            _ => {
                let sentence = "grant_type has to be authorization_code or refresh_token";
                Err(("unsupported_grant_type", sentence.to_owned()))
            }
        }
    }

    fn by_code(&self, fields: &Fields) -> Result<Granted, Refused> {
        let need = |name| fields.need(name).map_err(|sentence| ("invalid_request", sentence));
        let (redirect_uri, verifier) = (need("redirect_uri")?, need("code_verifier")?);
        if !(43..=128).contains(&verifier.len()) {
            return Err(("invalid_request", "code_verifier has 43 to 128 characters".to_owned()));
        }
        let code = self.grants().take_code(need("code")?, Instant::now());
        let code = code.ok_or_else(|| refused("the code is good no more"))?;
        let Code { grant, redirect_uri: sent_to, challenge, nonce } = code;
        if redirect_uri != sent_to {
            return Err(refused("redirect_uri is not where the code was sent"));
        }
        if URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)) != challenge {
            return Err(refused("code_verifier is not what code_challenge was made of"));
        }
        Ok((grant, nonce))
    }

    fn tokens(&self, issuer: &Issuer, (grant, nonce): Granted) -> Value {
        let access = issuer.claims(grant.whom.subject(), self.lifetime);
        let mut id = access.clone();
        id["aud"] = json!(CLIENT);
        id["auth_time"] = json!(grant.at);
        if let Some(nonce) = nonce {
            id["nonce"] = json!(nonce);
        }
        let mut answer = json!({
            "access_token": issuer.sign(&access),
            "token_type": "Bearer",
            "expires_in": self.lifetime.as_secs(),
            "scope": grant.scope,
            "id_token": issuer.sign(&id),
        });
        if grant.scope.split(' ').any(|one| one == "offline_access") {
            answer["refresh_token"] = json!(self.grants().refresh(grant));
        }
        answer
    }
}

fn refused(sentence: &str) -> Refused {
    ("invalid_grant", sentence.to_owned())
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}
