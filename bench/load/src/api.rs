//! The website API, as somebody of a tenant.

use anyhow::{Context as _, ensure};
use reqwest::Client;
use serde_json::{Value, json};

/// A token of somebody who works for this tenant.
pub(crate) async fn token(client: &Client, url: &str, tenant: &str) -> anyhow::Result<String> {
    let asked = client.post(format!("{url}/dev/token"));
    let asked = asked.header("content-type", "application/json");
    let answer = asked.body(json!({ "tenant": tenant }).to_string()).send().await?;
    let answer: Value = serde_json::from_str(&answer.error_for_status()?.text().await?)?;
    Ok(answer["token"].as_str().context("no token")?.to_owned())
}

/// What is answered with 2xx.
pub(crate) async fn get(client: &Client, url: &str, token: &str) -> anyhow::Result<Value> {
    let answer = client.get(url).bearer_auth(token).send().await?;
    let (status, text) = (answer.status(), answer.text().await?);
    ensure!(status.is_success(), "{url} was answered {status}: {text}");
    Ok(serde_json::from_str(&text)?)
}
