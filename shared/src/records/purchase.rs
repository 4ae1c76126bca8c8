//! A number that is being bought: the intention, written before Twilio is asked, and how it ended.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{NumberSearch, Timestamp};
use crate::ids::{JobId, TenantId};
use twilio::phone::E164;
use twilio::sid::AccountSid;

/// How long a purchase that has ended is kept: by then its number is in every list, and repeats of
/// the request find it there.
pub const PURCHASE_KEPT: Duration = Duration::from_mins(5);

/// Purchases of a tenant that count as numbers, by their requests' keys, and when each began.
pub type Purchases = BTreeMap<String, Timestamp>;

/// A number to buy. `Debug` leaves out what people wrote.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurchaseJob {
    /// Who buys it.
    pub tenant_id: TenantId,
    /// The account that shall have it.
    pub account_sid: AccountSid,
    /// The request: the id made from its `Idempotency-Key`. Letters and digits.
    pub request_key: String,
    /// What the request asks for, as a digest.
    pub request_hash: String,
    /// The base of its webhooks: scheme, host and path prefix, without a slash at the end.
    pub base_url: String,
    /// The number that is chosen now.
    pub phone_number: E164,
    /// What else would do, when somebody else buys that; `None`: nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search: Option<NumberSearch>,
    /// Its name for people; Twilio makes one up if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub friendly_name: Option<String>,
    /// Whether it becomes the tenant's primary number. The first one does anyway.
    pub primary: bool,
    /// How it ended; `None` until then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<PurchaseOutcome>,
}

/// How a purchase ended.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PurchaseOutcome {
    /// The chosen number is the tenant's.
    Bought,
    /// There is nothing left that could be bought.
    Gone,
    /// Twilio will not sell it to this account.
    Refused {
        /// Twilio's error code, if it gave one.
        code: Option<u32>,
        /// Twilio's words, for people; may be empty.
        message: String,
    },
}

impl PurchaseJob {
    /// Whether it has a number, or may get one yet.
    pub fn counts(&self) -> bool {
        matches!(self.outcome, None | Some(PurchaseOutcome::Bought))
    }

    /// The job of the request with this key.
    pub fn job_id_of(request_key: &str) -> JobId {
        format!("purchase:{request_key}").parse().expect("request keys are letters and digits")
    }

    /// The job that buys this number.
    pub fn job_id(&self) -> JobId {
        Self::job_id_of(&self.request_key)
    }
}

twilio::debug_only!(PurchaseJob { tenant_id, phone_number, outcome });

impl fmt::Debug for PurchaseOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PurchaseOutcome::Bought => f.write_str("Bought"),
            PurchaseOutcome::Gone => f.write_str("Gone"),
            PurchaseOutcome::Refused { code, .. } => write!(f, "Refused({code:?})"),
        }
    }
}
