//! Settings of a number that the API takes and shows, and that change nothing here.

use serde::{Deserialize, Serialize};

/// Identity, address, emergency calls and the like.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NumberDetails {
    /// Whether callers' names are looked up.
    pub voice_caller_id_lookup: bool,
    /// `voice` or `fax`; `None` is `voice`.
    pub voice_receive_mode: Option<String>,
    /// `Active` or `Inactive`; `None` is `Inactive`.
    pub emergency_status: Option<String>,
    /// The address that emergency calls give.
    pub emergency_address_sid: Option<String>,
    /// Whose number it is.
    pub identity_sid: Option<String>,
    /// Where that is.
    pub address_sid: Option<String>,
    /// The regulatory bundle.
    pub bundle_sid: Option<String>,
}
