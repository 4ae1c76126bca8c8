//! Places at a tenant's own server that get its events.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{EncryptedToken, EventKind, Timestamp};
use crate::ids::{EndpointId, TenantId};

/// An endpoint that has answered nothing for so long is switched off.
const PATIENCE: Duration = Duration::from_hours(5 * 24);
/// Failures one after the other from which on an endpoint rests between tries.
const RESTS_FROM: u32 = 5;
/// The first rest; each further failure doubles it.
const FIRST_REST: Duration = Duration::from_secs(5);
/// The longest rest: so long after it is back an endpoint waits at most.
const LONGEST_REST: Duration = Duration::from_mins(5);

/// The record in the `endpoints` table.
#[derive(Clone, Serialize, Deserialize)]
pub struct Endpoint {
    /// Whose it is.
    pub tenant_id: TenantId,
    /// Its id.
    pub endpoint_id: EndpointId,
    /// Where events are posted to.
    pub url: String,
    /// Which events; all of them if it is empty.
    #[serde(default)]
    pub kinds: Vec<EventKind>,
    /// What the tenant calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What is signed with, as KMS encrypted it for this endpoint.
    pub secret: EncryptedToken,
    /// What is signed with as well, after a rotation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_secret: Option<EncryptedToken>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_until: Option<Timestamp>,
    /// Why it gets nothing; `None` if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub switched_off: Option<SwitchedOff>,
    /// When it failed first since it last took an event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failing_since: Option<Timestamp>,
    /// How often since then.
    #[serde(default)]
    pub failures: u32,
    /// Until then it is not asked, unless for an event that has no other try.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rests_until: Option<Timestamp>,
    /// Since when it is there.
    pub created_at: Timestamp,
    /// When the tenant changed it last.
    pub updated_at: Timestamp,
}

twilio::debug_only!(Endpoint { endpoint_id, switched_off });

/// Why an endpoint gets no events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SwitchedOff {
    /// The tenant wants it so.
    ByTenant,
    /// It has failed for five days.
    Failing,
    /// It has answered 410.
    Gone,
}

/// The secrets that events are signed with at a time.
#[derive(Debug, Clone, Copy)]
pub struct SecretPair<'e> {
    /// The newest.
    pub current: &'e EncryptedToken,
    /// The one before it, for a day.
    pub previous: Option<&'e EncryptedToken>,
}

impl Endpoint {
    /// Whether it is to be told of such an event.
    pub fn wants(&self, kind: EventKind) -> bool {
        self.switched_off.is_none() && (self.kinds.is_empty() || self.kinds.contains(&kind))
    }

    /// What is signed with.
    pub fn secrets(&self, now: Timestamp) -> SecretPair<'_> {
        let lasts = self.previous_until.is_some_and(|until| now < until);
        let previous = self.previous_secret.as_ref().filter(|_| lasts);
        SecretPair { current: &self.secret, previous }
    }

    /// Whether it has failed so often that it is left alone for a while.
    pub fn rests(&self, now: Timestamp) -> bool {
        self.rests_until.is_some_and(|until| now < until)
    }

    /// How long it rests after one more failure.
    pub fn rest(&self) -> Option<Duration> {
        let further = (self.failures + 1).checked_sub(RESTS_FROM)?;
        Some((FIRST_REST * 2_u32.pow(further.min(10))).min(LONGEST_REST))
    }

    /// Whether one more failure is one too many.
    pub fn is_given_up(&self, now: Timestamp) -> bool {
        self.failing_since.is_some_and(|since| now >= since.after(PATIENCE))
    }
}

/// An endpoint as the API shows it: without its secrets.
#[derive(Debug, Serialize)]
pub struct EndpointView<'e> {
    endpoint_id: &'e EndpointId,
    url: &'e str,
    kinds: &'e [EventKind],
    description: Option<&'e str>,
    enabled: bool,
    disabled_reason: Option<SwitchedOff>,
    failing_since: Option<Timestamp>,
    previous_secret_until: Option<Timestamp>,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl<'e> EndpointView<'e> {
    /// As it is now.
    pub fn of(endpoint: &'e Endpoint, now: Timestamp) -> Self {
        Self {
            endpoint_id: &endpoint.endpoint_id,
            url: &endpoint.url,
            kinds: &endpoint.kinds,
            description: endpoint.description.as_deref(),
            enabled: endpoint.switched_off.is_none(),
            disabled_reason: endpoint.switched_off,
            failing_since: endpoint.failing_since,
            previous_secret_until: endpoint.previous_until.filter(|until| now < *until),
            created_at: endpoint.created_at,
            updated_at: endpoint.updated_at,
        }
    }
}
