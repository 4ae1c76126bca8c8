//! Signing in, as a page's library for `OpenID` Connect does it.

mod flow;
mod granted;
mod refused;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::{Method, Response};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use url::Url;

use crate::child::{API, Local, answered};

const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

/// Where a page is sent back to.
fn callback(local: &Local) -> String {
    format!("http://127.0.0.1:{}/sign-in/callback", local.port)
}

/// What a page asks for, with changes; an empty value leaves a parameter out.
fn asked(local: &Local, changes: &[(&str, &str)]) -> String {
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
    let callback = callback(local);
    let mut parameters = vec![
        ("response_type", "code"),
        ("client_id", "dashboard"),
        ("redirect_uri", callback.as_str()),
        ("scope", "openid offline_access"),
        ("state", "the state & more"),
        ("nonce", "n-0S6"),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
    ];
    parameters.retain(|(name, _)| !changes.iter().any(|(changed, _)| name == changed));
    parameters.extend(changes.iter().filter(|(_, value)| !value.is_empty()));
    format!("/dev/authorize?{}", form(&parameters))
}

fn form(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

async fn show(local: &Local, path: &str) -> Response {
    local.ask(Method::GET, API, path).send().await.unwrap()
}

/// Clicks on somebody.
async fn choose(local: &Local, path: &str, whom: (&str, &str, &str)) -> Response {
    let fields = form(&[("tenant", whom.0), ("user", whom.1), ("role", whom.2)]);
    let request = local.ask(Method::POST, API, path).body(fields);
    let request = request.header("origin", format!("http://127.0.0.1:{}", local.port));
    request.header("content-type", "application/x-www-form-urlencoded").send().await.unwrap()
}

/// The value of a parameter of where a response leads.
fn told(response: &Response, name: &str) -> Option<String> {
    let location = response.headers()["location"].to_str().unwrap();
    let url = Url::parse(location).unwrap();
    url.query_pairs().find(|(own, _)| own == name).map(|(_, value)| value.into_owned())
}

/// A code for ada, who owns demo.
async fn code(local: &Local) -> String {
    let response = choose(local, &asked(local, &[]), ("demo", "ada", "owner")).await;
    told(&response, "code").unwrap()
}

async fn exchange(local: &Local, fields: &[(&str, &str)]) -> (u16, Value) {
    let request = local.ask(Method::POST, API, "/dev/oauth/token").body(form(fields));
    answered(request.header("content-type", "application/x-www-form-urlencoded")).await
}

/// As the page's library exchanges a code.
async fn by_code(local: &Local, code: &str, verifier: &str) -> (u16, Value) {
    let callback = callback(local);
    let fields = [
        ("grant_type", "authorization_code"),
        ("client_id", "dashboard"),
        ("code", code),
        ("redirect_uri", &callback),
        ("code_verifier", verifier),
    ];
    exchange(local, &fields).await
}

async fn by_refresh(local: &Local, token: &str) -> (u16, Value) {
    let fields =
        [("grant_type", "refresh_token"), ("client_id", "dashboard"), ("refresh_token", token)];
    exchange(local, &fields).await
}

fn claims(token: &Value) -> Value {
    let payload = token.as_str().unwrap().split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}

async fn threads(local: &Local, token: &Value) -> u16 {
    let request = local.ask(Method::GET, API, "/api/threads");
    answered(request.bearer_auth(token.as_str().unwrap())).await.0
}
