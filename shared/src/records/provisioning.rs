//! How far a tenant has come on its way to a Twilio account and a number of its own.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Lease, Timestamp};
use crate::ids::TenantId;
use twilio::phone::E164;
use twilio::sid::{AccountSid, PhoneNumberSid};

/// The most characters that Twilio takes for an account's name.
const LONGEST_NAME: usize = 64;

/// Part of the record in the `tenants` table: what has been done, and what is about to be done.
///
/// `step` is written before the step begins, so whoever goes on knows what may have happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provisioning {
    /// Unlike any other. It is in the name of the subaccount, by which that is found again.
    pub id: String,
    /// What is about to be done.
    pub step: ProvisioningStep,
    /// What was asked for.
    pub wish: NumberWish,
    /// Scheme, host and path prefix under which Twilio reaches us, without a slash at the end.
    pub base_url: String,
    /// Who works on it.
    #[serde(flatten)]
    pub lease: Lease,
    /// The number that was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<E164>,
    /// Where that number is in relation to the wanted area code.
    #[serde(default)]
    pub area: Area,
    /// Numbers that were chosen and could not be had.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unavailable: Vec<E164>,
    /// The subaccount, once it is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_sid: Option<AccountSid>,
    /// The number at Twilio, once it is bought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number_sid: Option<PhoneNumberSid>,
    /// Why it cannot be completed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<ProvisioningFailure>,
    /// When it was asked for.
    pub started_at: Timestamp,
    /// When it last went on.
    pub updated_at: Timestamp,
}

impl Provisioning {
    /// One that was just asked for.
    pub fn new(
        id: String,
        (wish, base_url): (NumberWish, String),
        lease: Lease,
        at: Timestamp,
    ) -> Self {
        Self {
            id,
            step: ProvisioningStep::Search,
            wish,
            base_url,
            lease,
            number: None,
            area: Area::Wanted,
            unavailable: Vec::new(),
            account_sid: None,
            number_sid: None,
            failure: None,
            started_at: at,
            updated_at: at,
        }
    }

    /// The name of the tenant's subaccount, which no other account has.
    pub fn account_name(&self, tenant: &TenantId) -> String {
        let free = LONGEST_NAME.saturating_sub("patchbay  ".len() + self.id.len());
        let tenant = tenant.as_str();
        // Tenant ids are ASCII.
        format!("patchbay {} {}", &tenant[..tenant.len().min(free)], self.id)
    }
}

/// A part of the way. `Done` and `Failed` are its two ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProvisioningStep {
    /// A number is looked for. Nothing is bought.
    Search,
    /// The subaccount is made.
    Account,
    /// The number is bought, with its webhooks.
    Number,
    /// The number becomes the tenant's primary one, and the account is its own.
    Activate,
    /// Number and subaccount are given back.
    Undo,
    /// The tenant has both.
    Done,
    /// The tenant has neither.
    Failed,
}

impl ProvisioningStep {
    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            ProvisioningStep::Search => "search",
            ProvisioningStep::Account => "account",
            ProvisioningStep::Number => "number",
            ProvisioningStep::Activate => "activate",
            ProvisioningStep::Undo => "undo",
            ProvisioningStep::Done => "done",
            ProvisioningStep::Failed => "failed",
        }
    }

    /// Whether nothing is left to do.
    pub fn is_end(self) -> bool {
        matches!(self, ProvisioningStep::Done | ProvisioningStep::Failed)
    }
}

/// The number that a tenant would like.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberWish {
    /// ISO 3166-1 code, two letters.
    pub country: String,
    /// Area code, in the US and Canada; another one nearby will do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area_code: Option<u16>,
    /// Digits that the number must have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contains: Option<String>,
    /// What it shall be called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub friendly_name: Option<String>,
}

twilio::debug_only!(NumberWish { country, area_code });

/// Where a number is in relation to the area code that was asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// There, or none was asked for.
    #[default]
    Wanted,
    /// Nowhere near: there was nothing.
    Elsewhere,
    /// Within so many miles.
    Within(u16),
}

/// Why a tenant cannot have a number. `Debug` leaves out Twilio's words, which may hold one.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum ProvisioningFailure {
    /// Twilio offers none that would do.
    NoNumbers,
    /// Twilio refuses.
    Refused {
        /// Twilio's error code, if it gave one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        twilio_code: Option<u32>,
        /// Twilio's words, for people.
        message: String,
    },
}

impl fmt::Debug for ProvisioningFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ProvisioningFailure::NoNumbers => f.write_str("NoNumbers"),
            ProvisioningFailure::Refused { twilio_code, .. } => {
                write!(f, "Refused({})", twilio_code.unwrap_or_default())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn provisioning(id: &str) -> Provisioning {
        let at = Timestamp::from_millis(0);
        let wish = NumberWish { country: "US".to_owned(), ..NumberWish::default() };
        let lease = Lease { holder: "run".to_owned(), until: at };
        Provisioning::new(id.to_owned(), (wish, "https://a.b".to_owned()), lease, at)
    }

    #[test]
    fn the_account_has_a_name_that_twilio_takes() {
        let (id, tenant) = ("01K8ZQ6Z0Y3V4W5X6Y7Z8A9B0C", "t".repeat(128));
        let name = provisioning(id).account_name(&tenant.parse().unwrap());
        assert_eq!(name.len(), 64);
        assert!(name.starts_with("patchbay t") && name.ends_with(&format!("t {id}")), "{name}");
        let name = provisioning(id).account_name(&"acme".parse().unwrap());
        assert_eq!(name, format!("patchbay acme {id}"));
    }

    #[test]
    fn areas_are_read_as_they_are_written() {
        for (area, text) in [
            (Area::Wanted, json!("wanted")),
            (Area::Elsewhere, json!("elsewhere")),
            (Area::Within(50), json!({ "within": 50 })),
        ] {
            assert_eq!(serde_json::to_value(area).unwrap(), text);
            assert_eq!(serde_json::from_value::<Area>(text).unwrap(), area);
        }
    }

    #[test]
    fn debug_output_hides_what_is_private() {
        let mut provisioning = provisioning("id");
        provisioning.number = Some("+15550100001".parse().unwrap());
        provisioning.wish.friendly_name = Some("Private Line".to_owned());
        let message = "+15550100001 is private".to_owned();
        provisioning.failure =
            Some(ProvisioningFailure::Refused { twilio_code: Some(21_631), message });
        let text = format!("{provisioning:?}");
        assert!(text.contains("Refused(21631)"), "{text}");
        for private in ["5550100001", "private", "Private"] {
            assert!(!text.contains(private), "{private} in {text}");
        }
    }
}
