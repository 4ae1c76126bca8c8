//! A webhook's request: signed, with Twilio's headers, and spoilt where a test wants that.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use reqwest::Url;
use twilio::form::Form;

use super::delivery::{Corruption, Delivery};
use super::form::{self, Fields};
use super::overrides::Overrides;
use super::refusal::Refusal;
use super::target::Target;
use super::webhook::{Method, Webhook};
use super::webhook_note::Note;

/// One request, ready to be sent as often as its URL's overrides say.
pub(super) struct Request {
    /// Without the fields that a GET adds.
    pub(super) configured: String,
    pub(super) url: Url,
    pub(super) headers: HeaderMap,
    /// The form, if it is posted.
    pub(super) body: Option<String>,
    pub(super) overrides: Overrides,
    /// What it asked, if it is a webhook.
    pub(super) note: Option<Note>,
}

/// Signs a webhook for one of its URLs.
pub(super) fn request(
    webhook: &Webhook<'_>,
    (url, method): (&str, Method),
    fields: &[(String, String)],
    token: &str,
) -> anyhow::Result<Request> {
    let Target { mut url, overrides } = Target::parse(url)?;
    let configured = url.to_string();
    let key = webhook.account.auth_token.reveal();
    let corrupt = webhook.delivery.corrupt;
    let form = match corrupt {
        Some(Corruption::Body) => form::encode(&tampered(fields), webhook.spaces),
        _ => form::encode(fields, webhook.spaces),
    };
    let mut headers = HeaderMap::new();
    let (signature, body) = match method {
        Method::Post => {
            (twilio::signature::sign(key, url.as_str(), &fields.iter().collect()), Some(form))
        }
        // The fields are part of the URL, so they are signed with it.
        Method::Get => {
            let honest = with_query(&url, &form::encode(fields, webhook.spaces));
            url = with_query(&url, &form);
            (twilio::signature::sign(key, honest.as_str(), &Form::default()), None)
        }
    };
    let signature = spoil(signature, corrupt);
    if let Some(signature) = &signature {
        headers.insert("X-Twilio-Signature", HeaderValue::from_str(signature)?);
    }
    headers.insert("I-Twilio-Idempotency-Token", HeaderValue::from_str(token)?);
    add_constant_headers(&mut headers, method);
    add_own_headers(&mut headers, webhook.delivery)?;
    let note =
        Note { account_sid: webhook.account.sid.clone(), method, form: fields.to_vec(), signature };
    Ok(Request { configured, url, headers, body, overrides, note: Some(note) })
}

fn with_query(url: &Url, more: &str) -> Url {
    let mut url = url.clone();
    let query = match url.query() {
        Some(query) if !query.is_empty() => format!("{query}&{more}"),
        _ => more.to_owned(),
    };
    url.set_query(Some(&query));
    url
}

fn add_constant_headers(headers: &mut HeaderMap, method: Method) {
    if method == Method::Post {
        let form = "application/x-www-form-urlencoded; charset=UTF-8";
        headers.insert("Content-Type", HeaderValue::from_static(form));
    }
    headers.insert("X-Home-Region", HeaderValue::from_static("us1"));
    headers.insert("Accept", HeaderValue::from_static("*/*"));
}

fn add_own_headers(headers: &mut HeaderMap, delivery: &Delivery) -> anyhow::Result<()> {
    for (name, value) in &delivery.headers {
        let (Ok(key), Ok(value)) = (name.parse::<HeaderName>(), value.parse::<HeaderValue>())
        else {
            let message = format!("`delivery`: `{name}` is not a header");
            return Err(Refusal::bad_request(Some("delivery"), message).into());
        };
        headers.insert(key, value);
    }
    Ok(())
}

fn spoil(signature: String, corrupt: Option<Corruption>) -> Option<String> {
    match corrupt {
        // Any first character stands for six whole bits, so this stays valid Base64.
        Some(Corruption::Signature) => {
            let first = if signature.starts_with('A') { "B" } else { "A" };
            Some(format!("{first}{}", &signature[1..]))
        }
        Some(Corruption::MissingSignature) => None,
        Some(Corruption::TruncatedSignature) => Some(signature[..signature.len() / 2].to_owned()),
        Some(Corruption::Body) | None => Some(signature),
    }
}

/// The fields with one value changed: the text of a message, else whatever comes last.
fn tampered(fields: &[(String, String)]) -> Fields {
    let mut fields = fields.to_vec();
    let position =
        fields.iter().position(|(name, _)| name == "Body").or(fields.len().checked_sub(1));
    match position {
        Some(position) => fields[position].1.push('!'),
        None => fields.push(("Body".into(), "!".into())),
    }
    fields
}
