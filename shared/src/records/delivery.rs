//! Events on their way to a tenant's own server.
//!
//! Those of one endpoint about one subject are a lane: they are delivered one after the other.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Event, Timestamp};
use crate::digest::digest;
use crate::ids::{EndpointId, EventId, JobId, TenantId};

/// How long deliveries can be looked at.
pub const DELIVERIES_KEPT: Duration = Duration::from_hours(30 * 24);
/// The event that a tenant asks for to try an endpoint.
pub const TEST_EVENT: &str = "webhook.test";
/// Characters that are kept of an answer.
pub const ANSWER_MAX: usize = 256;

/// The pauses before each try.
const PAUSES: [Duration; 8] = [
    Duration::ZERO,
    Duration::from_secs(5),
    Duration::from_mins(1),
    Duration::from_mins(5),
    Duration::from_mins(30),
    Duration::from_hours(2),
    Duration::from_hours(6),
    Duration::from_hours(15),
];

/// One that has waited for so long behind others has no other try.
const LONGEST_WAIT: Duration = Duration::from_hours(24);

/// The lane of an endpoint: what waits for it about one subject.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LaneJob {
    /// Whose endpoint.
    pub tenant_id: TenantId,
    /// Which.
    pub endpoint_id: EndpointId,
    /// A digest of the subject.
    pub lane: String,
}

impl LaneJob {
    /// The lane of a subject at an endpoint.
    pub fn of(tenant_id: &TenantId, endpoint_id: &EndpointId, subject: &str) -> Self {
        let lane = digest(&[subject.as_bytes()]);
        Self { tenant_id: tenant_id.clone(), endpoint_id: endpoint_id.clone(), lane }
    }

    /// The job that empties it.
    pub fn job_id(&self) -> JobId {
        let Self { endpoint_id, lane, .. } = self;
        format!("deliver:{endpoint_id}:{lane}").parse().expect("ids and digests are plain")
    }

    /// The key of its deliveries.
    pub fn key(&self) -> String {
        let Self { tenant_id, endpoint_id, lane } = self;
        format!("{tenant_id}#{endpoint_id}#{lane}")
    }
}

/// Events of a span of time that an endpoint gets again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplayJob {
    /// Whose endpoint.
    pub tenant_id: TenantId,
    /// Which.
    pub endpoint_id: EndpointId,
    /// From when on.
    pub from: Timestamp,
    /// Until when.
    pub to: Timestamp,
}

impl ReplayJob {
    /// One at a time for each endpoint.
    pub fn job_id(&self) -> JobId {
        Self::job_id_of(&self.endpoint_id)
    }

    /// The job of this endpoint's replay.
    pub fn job_id_of(endpoint: &EndpointId) -> JobId {
        format!("replay:{endpoint}").parse().expect("ids are plain")
    }
}

/// How far a delivery is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryStatus {
    /// It waits for its turn or for another try.
    Pending,
    /// The server has taken it.
    Delivered,
    /// The server has not taken it for a day.
    Failed,
}

impl DeliveryStatus {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Pending, Self::Delivered, Self::Failed];

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
        }
    }
}

/// The record in the `deliveries` table: an event for an endpoint.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventDelivery {
    /// The lane, with tenant and endpoint.
    pub lane_key: String,
    /// The event.
    pub event_id: EventId,
    /// Tenant and endpoint.
    pub endpoint_key: String,
    /// The lane's job.
    #[serde(flatten)]
    pub lane: LaneJob,
    /// What has happened.
    #[serde(rename = "type")]
    pub kind: String,
    /// What is posted.
    pub body: String,
    /// Its place in the lane.
    pub order: String,
    /// The same while it is pending.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pending_key: Option<String>,
    /// Tenant, endpoint and status, unless it is delivered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_key: Option<String>,
    /// How far it is.
    pub status: DeliveryStatus,
    /// How often it was tried since it was asked for.
    #[serde(default)]
    pub tries: u32,
    /// Not before this time is it tried.
    pub next_try_at: Timestamp,
    /// Since when it waits.
    pub queued_at: Timestamp,
    /// When it was told of.
    pub created_at: Timestamp,
    /// When it was tried last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_try_at: Option<Timestamp>,
    /// When the server has taken it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<Timestamp>,
    /// The HTTP status of the last answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response_status: Option<u16>,
    /// How its body begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response_body: Option<String>,
    /// Why there was none, or what was wrong with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// When it is forgotten, in seconds since the Unix epoch.
    pub expires_at: i64,
}

twilio::debug_only!(EventDelivery { event_id, kind, status, tries });

impl EventDelivery {
    /// An event for an endpoint, to be told now.
    pub fn new(endpoint: &EndpointId, event: &Event, now: Timestamp) -> Self {
        let lane = LaneJob::of(&event.tenant_id, endpoint, event.subject());
        let content = (event.kind.as_str(), event.told().to_string());
        Self::of(lane, &event.event_id, content, (event.order.clone(), now))
    }

    /// An event that tells of nothing.
    pub fn test(
        (tenant, endpoint): (&TenantId, &EndpointId),
        id: &EventId,
        now: Timestamp,
    ) -> Self {
        let told = json!({
            "id": id,
            "type": TEST_EVENT,
            "timestamp": now,
            "data": { "endpoint_id": endpoint },
        });
        let lane = LaneJob::of(tenant, endpoint, id.as_str());
        Self::of(lane, id, (TEST_EVENT, told.to_string()), (now.to_string(), now))
    }

    fn of(
        lane: LaneJob,
        event_id: &EventId,
        (kind, body): (&str, String),
        (order, now): (String, Timestamp),
    ) -> Self {
        let endpoint_key = Self::endpoint_key(&lane.tenant_id, &lane.endpoint_id);
        Self {
            lane_key: lane.key(),
            event_id: event_id.clone(),
            pending_key: Some(order.clone()),
            status_key: Some(Self::status_key(&endpoint_key, DeliveryStatus::Pending)),
            endpoint_key,
            lane,
            kind: kind.to_owned(),
            body,
            order,
            status: DeliveryStatus::Pending,
            tries: 0,
            next_try_at: now,
            queued_at: now,
            created_at: now,
            last_try_at: None,
            delivered_at: None,
            response_status: None,
            response_body: None,
            error: None,
            expires_at: now.after(DELIVERIES_KEPT).as_millis() / 1_000,
        }
    }

    /// Partition of the index of an endpoint's deliveries.
    pub fn endpoint_key(tenant: &TenantId, endpoint: &EndpointId) -> String {
        format!("{tenant}#{endpoint}")
    }

    /// Partition of the index of those of one status.
    pub fn status_key(endpoint_key: &str, status: DeliveryStatus) -> String {
        format!("{endpoint_key}#{}", status.as_str())
    }

    /// The pause after one more try in vain; `None` if that was the last one.
    pub fn pause(&self, now: Timestamp) -> Option<Duration> {
        let next = usize::try_from(self.tries + 1).unwrap_or(usize::MAX);
        PAUSES.get(next).copied().filter(|_| now < self.queued_at.after(LONGEST_WAIT))
    }

    /// As the API shows it.
    pub fn view(&self) -> Value {
        let waits = self.status == DeliveryStatus::Pending;
        json!({
            "event_id": self.event_id,
            "type": self.kind,
            "status": self.status,
            "tries": self.tries,
            "next_try_at": waits.then_some(self.next_try_at),
            "created_at": self.created_at,
            "last_try_at": self.last_try_at,
            "delivered_at": self.delivered_at,
            "response_status": self.response_status,
            "response_body": self.response_body,
            "error": self.error,
        })
    }
}
