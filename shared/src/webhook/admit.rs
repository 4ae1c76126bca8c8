//! Lets a request in only if an account of ours has signed it that is not closed.

use std::sync::Arc;

use bytes::Bytes;
use http::{Method, Request, header};

use super::refusal::Refusal;
use super::request::{Received, Signed};
use crate::accounts::OpenAccount;
use crate::app::App;
use crate::gateway::Gateway;
use crate::records::Timestamp;
use twilio::form::{FieldErrors, Form};
use twilio::sid::AccountSid;
use twilio::signature::{self, Content};
use twilio::status::AccountStatus;

/// Twilio's forms stay far below: its longest field is a text of 1,600 characters (contract §2.1).
pub(crate) const MAX_BODY: usize = 64 * 1024;
const MAX_FIELDS: usize = 1_000;
const FORM: &str = "application/x-www-form-urlencoded";

/// A request, and the claim that Twilio has signed it.
pub struct Claim {
    pub(super) request: Arc<Received>,
    method: Method,
    url: String,
    signature: String,
}

impl Claim {
    /// Checks that there is a signature, then type and size. Nothing is decoded before: anybody can
    /// send anything. `public_base_url` is as in [`Gateway::base_url`].
    pub fn read(public_base_url: Option<&str>, request: &Request<Bytes>) -> Result<Self, Refusal> {
        let signature = header_text(request, signature::HEADER).ok_or(Refusal::NotSigned)?;
        if !signature::is_one(signature) {
            return Err(Refusal::Forged);
        }
        let unknown = Gateway::default();
        let gateway = request.extensions().get().unwrap_or(&unknown);
        let query = form(gateway.raw_query.as_bytes())?;
        let method = request.method().clone();
        let form = if method == Method::GET { query.clone() } else { body_form(request)? };
        let base_url = gateway.base_url(public_base_url);
        let (url, signature) = (gateway.url(&base_url), signature.to_owned());
        Ok(Self { request: Arc::new(Received { form, query, base_url }), method, url, signature })
    }

    /// The request as one that this account has signed; `None` if it has not. Until then, the account
    /// that the form names is only a claim.
    pub fn signed_by(&self, open: &Arc<OpenAccount>, now: Timestamp) -> Option<Signed> {
        // Twilio signs the parameters of a GET as part of the URL, those of a POST beside it.
        let none = Form::default();
        let form = if self.method == Method::GET { &none } else { &self.request.form };
        let tokens = open.signing_tokens(now);
        let is_signed = signature::verify(&tokens, &self.url, Content::Form(form), &self.signature);
        is_signed.then(|| Signed::by(Arc::clone(open), Arc::clone(&self.request)))
    }
}

/// Checks account and signature, in this order, of a request that came at `now`.
pub(super) async fn admit(app: &App, (claim, now): (&Claim, Timestamp)) -> Result<Signed, Refusal> {
    let sid = account_sid(&claim.request.form)?;
    // Nothing is sent or called in its name, and the roles of webhooks may not decrypt its token.
    if app.config.parent_account.as_ref() == Some(&sid) {
        return Err(Refusal::UnknownAccount);
    }
    let mut open = app.accounts.open(&sid).await?.ok_or(Refusal::UnknownAccount)?;
    let mut signed = claim.signed_by(&open, now);
    if open.account.status != AccountStatus::Active || signed.is_none() {
        // It may have been reactivated, or its token rotated, since it was read. Boxed: it is rare,
        // and large.
        open = Box::pin(app.accounts.fresh(&sid)).await?.ok_or(Refusal::UnknownAccount)?;
        signed = claim.signed_by(&open, now);
    }
    let signed = signed.ok_or(Refusal::Forged)?;
    match open.account.status {
        // Twilio does not repeat what it is told about a suspended account, such as the end of a call.
        AccountStatus::Active | AccountStatus::Suspended => Ok(signed),
        AccountStatus::Closed => Err(Refusal::NotActive),
    }
}

fn body_form(request: &Request<Bytes>) -> Result<Form, Refusal> {
    let content_type = header_text(request, header::CONTENT_TYPE.as_str()).unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    match essence.eq_ignore_ascii_case(FORM) {
        true => form(request.body()),
        false => Err(Refusal::NotAForm),
    }
}

fn form(encoded: &[u8]) -> Result<Form, Refusal> {
    let fits = encoded.len() <= MAX_BODY && Form::most_fields(encoded) <= MAX_FIELDS;
    if fits { Ok(Form::parse(encoded)) } else { Err(Refusal::TooLarge) }
}

fn account_sid(form: &Form) -> Result<AccountSid, FieldErrors> {
    let sid = form.get("AccountSid").and_then(|sid| sid.parse().ok());
    sid.ok_or_else(|| FieldErrors(vec!["AccountSid".to_owned()]))
}

pub(super) fn header_text<'r>(request: &'r Request<Bytes>, name: &str) -> Option<&'r str> {
    request.headers().get(name)?.to_str().ok()
}
