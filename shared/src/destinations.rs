//! Where calls may go: whoever gets hold of an account calls expensive numbers first.

use std::collections::BTreeSet;
use std::str::FromStr;

use twilio::phone::{Country, E164};

/// Countries that may be called; by default none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Destinations(BTreeSet<Country>);

/// A text that is not a list of countries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a list of ISO country codes, such as US,CA")]
pub struct InvalidCountries;

impl Destinations {
    /// Whether a number may be called: it is in one of the countries, and not at a premium rate.
    pub fn allow(&self, number: &E164) -> bool {
        let country = Country::of(number);
        country.is_some_and(|country| self.0.contains(&country)) && !is_premium(number)
    }
}

/// Reads `US,CA`. Blanks around a code do not matter.
impl FromStr for Destinations {
    type Err = InvalidCountries;

    fn from_str(text: &str) -> Result<Self, InvalidCountries> {
        let codes = text.split(',').map(str::trim);
        let countries = codes.map(|code| Country::named(code).ok_or(InvalidCountries));
        countries.collect::<Result<_, _>>().map(Self)
    }
}

/// Exchange 976 in any area of +1. Area code 900 belongs to no country, and so is never allowed.
fn is_premium(number: &E164) -> bool {
    number.as_str().strip_prefix("+1").is_some_and(|national| national.get(3..6) == Some("976"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allow(countries: &str, number: &str) -> bool {
        countries.parse::<Destinations>().unwrap().allow(&number.parse().unwrap())
    }

    #[test]
    fn only_listed_countries_are_called() {
        assert!(allow("US,CA", "+12125550100") && allow("US,CA", "+14165550100"));
        for number in ["+18765550100", "+442071838750", "+2521234567", "+881612345678"] {
            assert!(!allow("US,CA", number), "{number}");
        }
        assert!(allow(" GB , JM", "+442071838750") && allow("GB,JM", "+18765550100"));
        assert!(!allow("GB", "+12125550100"));
    }

    #[test]
    fn premium_numbers_are_never_called() {
        for number in ["+19005550100", "+12129765550", "+14169765550"] {
            assert!(!allow("US,CA", number), "{number}");
        }
        assert!(allow("US", "+19765550100") && allow("GB", "+441297651234"));
    }

    #[test]
    fn a_list_has_known_codes_only() {
        for bad in ["", "US,", "us", "UK", "US CA", "US,XX"] {
            assert_eq!(bad.parse::<Destinations>(), Err(InvalidCountries), "{bad:?}");
        }
    }
}
