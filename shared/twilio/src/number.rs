//! What kinds of phone numbers there are, and what they can do.

use serde::{Deserialize, Serialize};

/// What a phone number can do (contract §5.3). What is not named it cannot.
///
/// Twilio writes the names in lower case for numbers of an account, and `SMS` and `MMS` for those it
/// offers. Both are read; we write lower case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "the four flags are Twilio's, independent")]
pub struct Capabilities {
    /// Calls.
    pub voice: bool,
    /// Text messages.
    #[serde(alias = "SMS")]
    pub sms: bool,
    /// Messages with media.
    #[serde(alias = "MMS")]
    pub mms: bool,
    /// Faxes.
    pub fax: bool,
}

/// What kind of number it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberKind {
    /// Belongs to a place.
    Local,
    /// Costs its callers nothing.
    TollFree,
    /// Of a mobile network.
    Mobile,
}

impl NumberKind {
    /// Its name at Twilio.
    pub fn as_str(self) -> &'static str {
        match self {
            NumberKind::Local => "Local",
            NumberKind::TollFree => "TollFree",
            NumberKind::Mobile => "Mobile",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_owned_numbers_and_offers_and_writes_lower_case() {
        let read = |text| serde_json::from_str::<Capabilities>(text).unwrap();
        let expected = Capabilities { voice: true, sms: true, ..Capabilities::default() };
        assert_eq!(read(r#"{"voice":true,"SMS":true,"MMS":false}"#), expected);
        assert_eq!(read(r#"{"voice":true,"sms":true,"mms":false,"fax":false}"#), expected);
        assert_eq!(read("{}"), Capabilities::default());
        insta::assert_snapshot!(
            serde_json::to_string(&expected).unwrap(),
            @r#"{"voice":true,"sms":true,"mms":false,"fax":false}"#
        );
    }
}
