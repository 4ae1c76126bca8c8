//! What is stored, as types. No async, no clock, no environment.

mod account;
mod attachment;
mod job;
mod message;
mod status;
mod thread;
mod timestamp;

pub use account::{Account, AccountStatus, EncryptedToken};
pub use attachment::{Attachment, AttachmentStatus};
pub use job::{GRACE, Job, JobPayload, MediaJob, MediaTarget};
pub use message::{Delivery, Direction, Message, MessageContent, StatusReport};
pub use status::MessageStatus;
pub use thread::{Consent, Thread, ThreadActivity, ThreadId};
pub use timestamp::Timestamp;

use crate::ids::TenantId;

/// A change to one record. The writes of one decision are one transaction.
#[derive(Debug, Clone)]
pub enum Write {
    /// A message we have not stored before, in either direction, and its first status. Completes
    /// the stub that an earlier status callback left.
    Message(Box<MessageContent>, MessageStatus),
    /// News of a message's delivery, in any order, known or unknown message.
    Status(StatusReport),
    /// Something happened in a conversation.
    Thread(ThreadActivity),
}

impl Write {
    /// Whose record it changes.
    pub fn tenant_id(&self) -> &TenantId {
        match self {
            Write::Message(content, _) => &content.tenant_id,
            Write::Status(report) => &report.tenant_id,
            Write::Thread(activity) => &activity.tenant_id,
        }
    }
}
