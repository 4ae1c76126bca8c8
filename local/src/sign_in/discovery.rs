//! What the issuer says of itself, by `OpenID` Connect Discovery 1.0.

use serde_json::{Map, Value, json};

/// The endpoints at this base URL, and what they take.
pub fn discovery(base: &str) -> Map<String, Value> {
    [
        ("authorization_endpoint", json!(format!("{base}/dev/authorize"))),
        ("token_endpoint", json!(format!("{base}/dev/oauth/token"))),
        ("end_session_endpoint", json!(format!("{base}/dev/sign-out"))),
        ("response_types_supported", json!(["code"])),
        ("response_modes_supported", json!(["query"])),
        ("grant_types_supported", json!(["authorization_code", "refresh_token"])),
        ("code_challenge_methods_supported", json!(["S256"])),
        ("token_endpoint_auth_methods_supported", json!(["none"])),
        ("subject_types_supported", json!(["public"])),
        ("scopes_supported", json!(["openid", "offline_access"])),
        ("prompt_values_supported", json!(["none", "login", "select_account"])),
        (
            "claims_supported",
            json!(["iss", "aud", "iat", "exp", "auth_time", "nonce", "sub", "tenant_id", "role"]),
        ),
        ("authorization_response_iss_parameter_supported", json!(true)),
        ("request_parameter_supported", json!(false)),
        ("request_uri_parameter_supported", json!(false)),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into_iter()
    .collect()
}
