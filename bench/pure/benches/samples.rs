//! Events as Lambda gets them, signed.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use shared::accounts::OpenAccount;
use shared::records::{Account, EncryptedToken};
use twilio::auth_token::AuthToken;
use twilio::form::Form;
use twilio::signature::{HEADER, sign};

const TOKEN: &str = "09e4000000000000000000000000a704";
const SID: &str = "ACde30de30de30de30de30de30de30de30";
/// API Gateway's own headers are part of it.
const EVENT: &str = include_str!("../../../events/sms.json");

/// A webhook's event.
pub(crate) struct Sample {
    pub(crate) event: Vec<u8>,
    pub(crate) body: String,
}

impl Sample {
    /// A text, of 25 fields.
    pub(crate) fn message() -> Self {
        Self::signed("/api/twilio/sms-webhook", include_str!("message.txt"))
    }

    /// A call, of 25 fields.
    pub(crate) fn call() -> Self {
        Self::signed("/api/twilio/voice-webhook", include_str!("call.txt"))
    }

    fn signed(path: &str, body: &str) -> Self {
        let body = body.trim_end().to_owned();
        let form = Form::parse(body.as_bytes());
        assert_eq!(form.fields().len(), 25);
        let mut event: Value = serde_json::from_str(EVENT).expect("an event");
        let domain = event["requestContext"]["domainName"].as_str().unwrap_or_default();
        let signature = sign(TOKEN, &format!("https://{domain}{path}"), &form);
        event["headers"][HEADER] = json!(signature);
        event["rawPath"] = json!(path);
        event["requestContext"]["http"]["path"] = json!(path);
        event["body"] = json!(STANDARD.encode(&body));
        Self { event: event.to_string().into_bytes(), body }
    }
}

/// The account that has signed them.
pub(crate) fn account() -> Arc<OpenAccount> {
    let (sid, tenant) = (SID.parse().expect("a SID"), "demo".parse().expect("a tenant"));
    let account = Account::active(sid, tenant, EncryptedToken(String::new()));
    Arc::new(OpenAccount::new(account, AuthToken::new(TOKEN.to_owned()), None))
}
