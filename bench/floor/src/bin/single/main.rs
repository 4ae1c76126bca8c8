//! A Lambda function with one client of the SDK, which makes the one call to `DynamoDB` that `sms` makes
//! for a text, and does nothing else: no signature, no form, no account.
//!
//! The harness holds what this writes against the records of `sms`.

mod text;
mod writes;

use std::env;

use aws_credential_types::Credentials;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::{BehaviorVersion, Config, Region};
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use jiff::Timestamp;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use text::Text;

fn main() -> Result<(), Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let client = Client::from_conf(config()?);
    runtime.block_on(lambda_runtime::run(service_fn(|event| answer(&client, event))))
}

fn config() -> Result<Config, Error> {
    let (key, secret) = (env::var("AWS_ACCESS_KEY_ID")?, env::var("AWS_SECRET_ACCESS_KEY")?);
    let session = env::var("AWS_SESSION_TOKEN").ok();
    let mut config = Config::builder()
        .behavior_version(BehaviorVersion::v2026_01_12())
        .region(Region::new(env::var("AWS_REGION")?))
        .http_client(Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https())
        .credentials_provider(Credentials::new(key, secret, session, None, "environment"));
    config.set_endpoint_url(env::var("AWS_ENDPOINT_URL").ok());
    Ok(config.build())
}

/// The id of the invocation, 32 hexadecimal digits and dashes, stands for the message's and the sender's.
async fn answer(client: &Client, event: LambdaEvent<IgnoredAny>) -> Result<Value, Error> {
    let id = event.context.request_id.replace('-', "");
    let text = Text {
        sid: &format!("SM{id}"),
        sender: &format!("+1555{}", sender(&id)?),
        now: &format!("{:.3}", Timestamp::now()),
    };
    client.transact_write_items().set_transact_items(Some(text.items()?)).send().await?;
    let headers = json!({ "content-type": "text/xml; charset=utf-8" });
    let body = r#"<?xml version="1.0" encoding="UTF-8"?><Response/>"#;
    Ok(json!({ "statusCode": 200, "headers": headers, "body": body }))
}

/// Seven digits of a number, which the end of the id says in hexadecimal.
fn sender(id: &str) -> Result<String, Error> {
    let end = id.get(id.len().saturating_sub(6)..).ok_or("the request id is short")?;
    Ok(format!("{:07}", u32::from_str_radix(end, 16)? % 10_000_000))
}
