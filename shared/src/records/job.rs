//! Work that is done after the answer: written with its record, sent to a queue, deleted when done.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{ImportJob, LaneJob, PurchaseJob, ReplayJob, SendJob, Timestamp};
use crate::digest::digest;
use crate::ids::{CallId, JobId, MessageId, TenantId};
use twilio::sid::{AccountSid, RecordingSid};
use twilio::status::AccountStatus;

/// How long after its record a job is due: by then a worker has usually done it.
pub const GRACE: Duration = Duration::from_mins(1);

/// A job, as it travels through the queue and as the `jobs` table holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// Deterministic: the same work has the same id.
    pub job_id: JobId,
    /// When the sweeper sends it, unless it is done by then.
    pub due_at: Timestamp,
    /// How often the sweeper has sent it.
    #[serde(default)]
    pub attempts: u32,
    /// What to do.
    pub payload: JobPayload,
}

impl JobPayload {
    /// Whose job it is.
    pub fn tenant_id(&self) -> &TenantId {
        match self {
            JobPayload::Media(media) => &media.tenant_id,
            JobPayload::Send(send) => &send.tenant_id,
            JobPayload::Purchase(purchase) => &purchase.tenant_id,
            JobPayload::Deliver(lane) => &lane.tenant_id,
            JobPayload::Replay(replay) => &replay.tenant_id,
            JobPayload::Import(import) => &import.tenant_id,
            JobPayload::Provision { tenant_id }
            | JobPayload::Rotate { tenant_id }
            | JobPayload::Release { tenant_id }
            | JobPayload::Merge { tenant_id, .. }
            | JobPayload::Standing { tenant_id, .. }
            | JobPayload::Link { tenant_id, .. } => tenant_id,
        }
    }

    /// Before this time the job must not be done.
    pub fn not_before(&self) -> Option<Timestamp> {
        match self {
            JobPayload::Send(send) => send.send_at,
            JobPayload::Media(_)
            | JobPayload::Purchase(_)
            | JobPayload::Deliver(_)
            | JobPayload::Replay(_)
            | JobPayload::Import(_)
            | JobPayload::Provision { .. }
            | JobPayload::Rotate { .. }
            | JobPayload::Release { .. }
            | JobPayload::Merge { .. }
            | JobPayload::Standing { .. }
            | JobPayload::Link { .. } => None,
        }
    }

    /// The same for the same work.
    pub fn job_id(&self) -> JobId {
        let of = |kind: &str, tenant_id: &TenantId| {
            format!("{kind}:{tenant_id}").parse().expect("tenant ids fit in job ids")
        };
        match self {
            JobPayload::Media(media) => media.target.job_id(),
            JobPayload::Send(send) => send.job_id(),
            JobPayload::Purchase(purchase) => purchase.job_id(),
            JobPayload::Deliver(lane) => lane.job_id(),
            JobPayload::Replay(replay) => replay.job_id(),
            JobPayload::Import(import) => import.job_id(),
            JobPayload::Provision { tenant_id } => of("provision", tenant_id),
            JobPayload::Rotate { tenant_id } => of("rotate", tenant_id),
            JobPayload::Release { tenant_id } => of("release", tenant_id),
            JobPayload::Merge { tenant_id, alias, .. } => {
                let alias = digest(&[tenant_id.as_str().as_bytes(), b"\0", alias.as_bytes()]);
                format!("merge:{alias}").parse().expect("digests are hex digits")
            }
            JobPayload::Standing { account_sid, .. } => {
                format!("standing:{account_sid}").parse().expect("SIDs are letters and digits")
            }
            JobPayload::Link { account_sid, .. } => {
                format!("link:{account_sid}").parse().expect("SIDs are letters and digits")
            }
        }
    }
}

impl Job {
    /// A job to be done at once or at its time, and for the sweeper if it is not done soon after.
    pub fn new(payload: JobPayload, now: Timestamp) -> Self {
        let from = payload.not_before().map_or(now, |time| time.max(now));
        Self { job_id: payload.job_id(), due_at: from.after(GRACE), attempts: 0, payload }
    }

    /// A job that the sweeper brings when its time has come.
    #[must_use]
    pub fn left_to_the_sweeper(mut self) -> Self {
        self.due_at = self.payload.not_before().unwrap_or(self.due_at);
        self
    }
}

/// What there is to do, by kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum JobPayload {
    /// Move a file from Twilio to the bucket.
    Media(MediaJob),
    /// Send a message.
    Send(SendJob),
    /// Buy a number.
    Purchase(Box<PurchaseJob>),
    /// Tell an endpoint of the tenant's server what waits for it about one subject.
    Deliver(LaneJob),
    /// Tell an endpoint again of what has happened in a span of time.
    Replay(ReplayJob),
    /// Take a file of contacts in.
    Import(ImportJob),
    /// Bring a tenant to its account and its first number, or undo what was begun.
    Provision {
        /// Whose.
        tenant_id: TenantId,
    },
    /// Finish changing the token of a tenant's account.
    Rotate {
        /// Whose.
        tenant_id: TenantId,
    },
    /// Let go of what was held back while the tenant's account was suspended.
    Release {
        /// Whose.
        tenant_id: TenantId,
    },
    /// Bring the conversations of two addresses together that are one person.
    Merge {
        /// Whose contact.
        tenant_id: TenantId,
        /// The tenant's address at which that showed.
        own: String,
        /// The address that stands for the other one.
        alias: String,
        /// The one that it stands for.
        party: String,
    },
    /// Give an account another status, for the operator.
    Standing {
        /// Whose.
        tenant_id: TenantId,
        /// Which account.
        account_sid: AccountSid,
        /// The status.
        status: AccountStatus,
    },
    /// Make an account with the numbers that it has at Twilio the tenant's, for the operator.
    Link {
        /// Whose it shall be.
        tenant_id: TenantId,
        /// Which account.
        account_sid: AccountSid,
        /// Scheme, host and path prefix under which Twilio reaches us.
        base_url: String,
    },
}

/// A file to move. `Debug` leaves out the URL.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaJob {
    /// Whose it is.
    pub tenant_id: TenantId,
    /// The account whose credentials open it.
    pub account_sid: AccountSid,
    /// Where Twilio has it.
    pub url: String,
    /// Media type that Twilio announced.
    pub content_type: String,
    /// The record that waits for it.
    pub target: MediaTarget,
}

twilio::debug_only!(MediaJob { target });

/// The record that a file belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "snake_case")]
pub enum MediaTarget {
    /// An attachment of a message.
    Message {
        /// The message.
        message_id: MessageId,
        /// Position in its `media`, from 0.
        index: usize,
    },
    /// A recording of a call.
    Recording {
        /// The call.
        call_id: CallId,
        /// The recording.
        recording_sid: RecordingSid,
    },
    /// A voicemail.
    Voicemail {
        /// Its recording.
        recording_sid: RecordingSid,
    },
}

impl MediaTarget {
    /// The job that moves this file.
    pub fn job_id(&self) -> JobId {
        let id = match self {
            MediaTarget::Message { message_id, index } => format!("media:{message_id}:{index}"),
            MediaTarget::Recording { call_id, recording_sid } => {
                format!("recording:{call_id}:{recording_sid}")
            }
            MediaTarget::Voicemail { recording_sid } => format!("voicemail:{recording_sid}"),
        };
        id.parse().expect("ids and SIDs are letters and digits")
    }
}
