//! A message on its way to Twilio.

use serde::{Deserialize, Serialize};

use super::Timestamp;
use crate::ids::{JobId, MessageId, TenantId};
use twilio::sid::AccountSid;

/// A message to send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendJob {
    /// Whose it is.
    pub tenant_id: TenantId,
    /// The account that sends it.
    pub account_sid: AccountSid,
    /// Its record.
    pub message_id: MessageId,
    /// Scheme, host and path prefix under which Twilio reaches us, without a slash at the end.
    pub base_url: String,
    /// When to send it; `None` is at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub send_at: Option<Timestamp>,
}

impl SendJob {
    /// The job that sends this message.
    pub fn job_id(&self) -> JobId {
        Self::job_id_of(&self.message_id)
    }

    /// The job that sends the message of this id.
    pub fn job_id_of(message_id: &MessageId) -> JobId {
        format!("send:{message_id}").parse().expect("message ids fit in job ids")
    }
}
