//! What a tenant looks for in a number.

use serde::{Deserialize, Serialize};
use twilio::number::NumberKind;

use twilio::phone::E164;

/// Which numbers would do. What is `None` does not matter. `Debug` shows only of which country and
/// kind.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberSearch {
    /// ISO 3166-1 code, two letters.
    pub country: String,
    /// What kind of number.
    pub kind: NumberKind,
    /// Area code of the US and Canada.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area_code: Option<u16>,
    /// 2 to 16 digits or letters of the phone's keys that it has; `*` and `%` stand for any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contains: Option<String>,
    /// It shall be near this number, in the US and Canada.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub near_number: Option<E164>,
    /// State or province, in the US and Canada.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_region: Option<String>,
    /// City or town.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_locality: Option<String>,
    /// Postal code, in the US and Canada.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_postal_code: Option<String>,
    /// Whether it can text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sms: Option<bool>,
    /// Whether it can text with media.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mms: Option<bool>,
    /// Whether it can call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voice: Option<bool>,
}

twilio::debug_only!(NumberSearch { country, kind });
