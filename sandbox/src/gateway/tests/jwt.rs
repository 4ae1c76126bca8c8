//! The JWT authorizer through the whole gateway, with the local issuer.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, EncodingKey, Header, decode_header, encode};
use serde_json::{Value, json};

use super::{World, answer, echo};
use crate::gateway::Issuer;

fn claims(world: &World, changes: &Value) -> Value {
    let now = Timestamp::now().as_second();
    let mut claims = json!({"iss": world.gateway.url(), "aud": "website", "sub": "t1"});
    claims["iat"] = now.into();
    claims["exp"] = (now + 60).into();
    for (name, value) in changes.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims
}

/// Status, body and `WWW-Authenticate` of a request with this token.
async fn refusal(world: &World, token: Option<&str>) -> (u16, String, String) {
    let request = world.get("/closed");
    let request = match token {
        Some(token) => request.bearer_auth(token),
        None => request,
    };
    let response = request.send().await.unwrap();
    let why = response.headers().get("www-authenticate").map(|v| v.to_str().unwrap().to_owned());
    let status = response.status().as_u16();
    (status, response.text().await.unwrap(), why.unwrap_or_default())
}

async fn refused(world: &World, token: &str, reason: &str) {
    let (status, body, why) = refusal(world, Some(token)).await;
    assert_eq!((status, body.as_str()), (401, r#"{"message":"Unauthorized"}"#), "{reason}");
    assert!(why.starts_with("Bearer scope=\"\" error=\"invalid_token\""), "{why}");
    assert!(why.contains(reason), "{why}");
}

#[tokio::test]
async fn the_claims_of_a_good_token_reach_the_event() {
    let world = World::with(echo()).await;
    let changes = json!({"admin": true, "groups": ["a", "b"]});
    let claims = claims(&world, &changes);
    let token = world.issuer.sign(&claims);
    let (status, event) = answer(world.get("/closed").bearer_auth(&token)).await;
    assert_eq!(status, 200);
    let expected = json!({"jwt": {
        "claims": {
            "iss": world.gateway.url(),
            "aud": "website",
            "sub": "t1",
            "iat": claims["iat"].to_string(),
            "exp": claims["exp"].to_string(),
            "admin": "true",
            "groups": "[a b]",
        },
        "scopes": null,
    }});
    assert_eq!(event["requestContext"]["authorizer"], expected);
    assert_eq!(event["headers"]["authorization"], format!("Bearer {token}"));
    let plain = world.get("/closed").header("authorization", world.issuer.token("t2"));
    let event = answer(plain).await.1;
    assert_eq!(event["requestContext"]["authorizer"]["jwt"]["claims"]["sub"], "t2");
}

#[tokio::test]
async fn claims_come_from_nowhere_else() {
    let world = World::with(echo()).await;
    let forged = r#"{"authorizer":{"jwt":{"claims":{"sub":"a forged tenant"}}}}"#;
    let request = world.post("/open").bearer_auth(world.issuer.token("t1"));
    let request = request
        .header("x-amzn-request-context", forged)
        .header("X-Amzn-Oidc-Data", forged)
        .header("x-forwarded-for", "10.0.0.1")
        .header("x-forwarded-proto", "gopher")
        .body(forged);
    let event = answer(request).await.1;
    assert_eq!(event["requestContext"].get("authorizer"), None);
    assert!(!event["headers"].to_string().contains("a forged tenant"), "{event}");
    assert_eq!(event["headers"]["x-forwarded-for"], "10.0.0.1, 127.0.0.1");
    assert_eq!(event["headers"]["x-forwarded-proto"], "http");
    assert_eq!(event["requestContext"]["http"]["sourceIp"], "127.0.0.1");
}

#[tokio::test]
async fn requests_without_one_token_are_challenged() {
    let world = World::with(echo()).await;
    let bare = (401, r#"{"message":"Unauthorized"}"#.to_owned(), "Bearer".to_owned());
    assert_eq!(refusal(&world, None).await, bare);
    let token = world.issuer.token("t1");
    let twice = world.get("/closed").bearer_auth(&token).header("authorization", &token);
    assert_eq!(twice.send().await.unwrap().status(), 401);
    let basic = world.get("/closed").basic_auth("t1", Some(token));
    assert_eq!(basic.send().await.unwrap().status(), 401);
}

#[tokio::test]
async fn tokens_with_wrong_claims_are_refused() {
    let world = World::with(echo()).await;
    let now = Timestamp::now().as_second();
    for (changes, reason) in [
        (json!({"aud": "other"}), "audience"),
        (json!({"iss": "http://127.0.0.1:1"}), "issuer"),
        (json!({"exp": now - 1}), "expired"),
        (json!({"nbf": now + 60}), "not valid yet"),
        (json!({"iat": now + 60}), "future"),
    ] {
        refused(&world, &world.issuer.sign(&claims(&world, &changes)), reason).await;
    }
    let mut endless = claims(&world, &json!({}));
    endless.as_object_mut().unwrap().remove("exp");
    refused(&world, &world.issuer.sign(&endless), "no exp").await;
}

#[tokio::test]
async fn tokens_that_the_issuer_did_not_sign_are_refused() {
    let world = World::with(echo()).await;
    let good = world.issuer.token("t1");
    let kid = decode_header(&good).unwrap().kid;
    let (unsigned, signature) = good.rsplit_once('.').unwrap();
    let claims = claims(&world, &json!({}));

    let none = BASE64_URL_SAFE_NO_PAD.encode(json!({"alg": "none", "kid": kid}).to_string());
    let body = unsigned.split_once('.').unwrap().1;
    refused(&world, &format!("{none}.{body}."), "malformed").await;

    let jwks = world.get("/.well-known/jwks.json").send().await.unwrap().text().await.unwrap();
    let secret = EncodingKey::from_secret(jwks.as_bytes());
    let mut header = Header::new(Algorithm::HS256);
    header.kid = kid;
    let hs256 = encode(&header, &claims, &secret).unwrap();
    refused(&world, &hs256, "signing method").await;

    let dir = tempfile::tempdir().unwrap();
    let (key, url) = (Some(dir.path()), world.gateway.url());
    let stranger = Issuer::open(key, url, "website".to_owned()).unwrap();
    refused(&world, &stranger.token("t1"), "kid is unknown").await;

    let other = world.issuer.token("t2");
    let other = other.rsplit_once('.').unwrap().0;
    refused(&world, &format!("{other}.{signature}"), "signature").await;
    refused(&world, "a.b", "malformed").await;
}

#[tokio::test]
async fn the_key_is_kept_in_the_directory() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path().join("issuer");
    let open = || Issuer::open(Some(&dir), "http://i".to_owned(), "a".to_owned()).unwrap();
    let kid = |issuer: Issuer| decode_header(issuer.token("t1")).unwrap().kid.unwrap();
    let first = kid(open());
    assert_eq!(kid(open()), first);
    let pem = dir.join("issuer.pem");
    let mode = std::os::unix::fs::PermissionsExt::mode(&pem.metadata().unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    std::fs::remove_file(&pem).unwrap();
    assert_ne!(kid(open()), first);
}
