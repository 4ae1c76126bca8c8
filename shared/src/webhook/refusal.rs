//! Requests that are not answered as asked, and the status each one gets.

use bytes::Bytes;
use http::{Response, StatusCode, header};

use crate::outage::Outage;
use twilio::form::FieldErrors;

/// Why a webhook was refused. Only [`Refusal::Unavailable`] is our fault.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Over 64 KiB, or of more than 1,000 fields.
    #[error("the form is over 64 KiB or has more than 1,000 fields")]
    TooLarge,
    /// Another content type than a form's.
    #[error("the body must be application/x-www-form-urlencoded")]
    NotAForm,
    /// Without `X-Twilio-Signature`.
    #[error("the request is not signed")]
    NotSigned,
    /// Signed with another token, or for another URL or form.
    #[error("the signature is not valid")]
    Forged,
    /// Of an account we do not have.
    #[error("the account is not known here")]
    UnknownAccount,
    /// Of an account that is closed.
    #[error("the account is not active")]
    NotActive,
    /// About a record of another tenant.
    #[error("the record belongs to another account")]
    Foreign,
    /// Without the fields we need.
    #[error(transparent)]
    Fields(#[from] FieldErrors),
    /// DynamoDB or KMS is down: Twilio should try again.
    #[error("temporarily unavailable")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl<E: Outage> From<E> for Refusal {
    fn from(error: E) -> Self {
        Refusal::Unavailable(error.into())
    }
}

impl Refusal {
    fn status(&self) -> StatusCode {
        match self {
            Refusal::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Refusal::NotAForm => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Refusal::NotSigned
            | Refusal::Forged
            | Refusal::UnknownAccount
            | Refusal::NotActive
            | Refusal::Foreign => StatusCode::FORBIDDEN,
            Refusal::Fields(_) => StatusCode::BAD_REQUEST,
            Refusal::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    pub(super) fn log(&self, function: &'static str) {
        let status = self.status().as_u16();
        match self {
            Refusal::Unavailable(cause) => {
                tracing::error!(function, status, %cause, "webhook not served");
            }
            _ => tracing::warn!(function, status, reason = %self, "webhook refused"),
        }
    }

    pub(super) fn into_response(self) -> Response<Bytes> {
        let mut response = Response::builder()
            .status(self.status())
            .header(header::CONTENT_TYPE, "text/plain; charset=utf-8");
        if matches!(self, Refusal::Unavailable(_)) {
            response = response.header(header::RETRY_AFTER, "5");
        }
        // Strangers need not learn which accounts are known here.
        let told = if matches!(self, Refusal::UnknownAccount) { Refusal::Forged } else { self };
        response.body(told.to_string().into()).expect("the headers are constants")
    }
}
