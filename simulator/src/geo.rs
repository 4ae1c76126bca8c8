//! Where a phone number is from, as Twilio guesses it from the number alone.

use serde::{Deserialize, Serialize};

/// City, state, postal code and country; any of them may be empty, as it often is on Twilio.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Geo {
    /// Upper-case city name, e.g. `SAN FRANCISCO`.
    pub city: String,
    /// State or province, e.g. `CA`.
    pub state: String,
    /// Postal code.
    pub zip: String,
    /// ISO 3166 country code. When empty it follows from the number's calling code.
    pub country: String,
}

impl Geo {
    /// The country, from the calling code if none is set. Empty when not known.
    pub(super) fn country_of(&self, phone_number: &str) -> &str {
        if self.country.is_empty() { country(phone_number) } else { &self.country }
    }
}

/// Calling codes are prefix-free, so the first match is the only one.
const COUNTRIES: [(&str, &str); 12] = [
    ("+1", "US"),
    ("+27", "ZA"),
    ("+33", "FR"),
    ("+34", "ES"),
    ("+353", "IE"),
    ("+39", "IT"),
    ("+44", "GB"),
    ("+49", "DE"),
    ("+52", "MX"),
    ("+55", "BR"),
    ("+61", "AU"),
    ("+91", "IN"),
];

fn country(phone_number: &str) -> &'static str {
    let known = COUNTRIES.iter().find(|(code, _)| phone_number.starts_with(code));
    known.map_or("", |(_, country)| country)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn country_is_set_or_guessed() {
        assert_eq!(Geo::default().country_of("+15550100001"), "US");
        assert_eq!(Geo::default().country_of("+442071838750"), "GB");
        assert_eq!(Geo::default().country_of("anonymous"), "");
        let canada = Geo { country: "CA".into(), ..Geo::default() };
        assert_eq!(canada.country_of("+15550100001"), "CA");
    }
}
