//! Where calls and messages may go: whoever gets hold of an account calls expensive numbers first.

mod kinds;

use std::collections::BTreeSet;
use std::str::FromStr;

use twilio::phone::{Country, E164};

pub use kinds::Kind;

/// Countries that may be called or written to, and the costly kinds of numbers there that may, too. By
/// default none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Destinations {
    countries: BTreeSet<Country>,
    kinds: BTreeSet<(Country, Kind)>,
}

/// A text that is not a list of countries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a list of ISO country codes, such as US,CA or GB/premium_rate")]
pub struct InvalidCountries;

impl Destinations {
    /// Whether a number may be called: it is in one of the countries, and not of a kind that costs
    /// more and is not named. Satellites and international services are in no country.
    pub fn allow(&self, number: &E164) -> bool {
        Country::of(number).is_some_and(|country| match kinds::kind(country, number) {
            None => self.countries.contains(&country),
            Some(kind) => self.kinds.contains(&(country, kind)),
        })
    }
}

/// Reads `US,CA,GB/premium_rate`. Blanks around an entry do not matter.
impl FromStr for Destinations {
    type Err = InvalidCountries;

    fn from_str(text: &str) -> Result<Self, InvalidCountries> {
        let mut read = Self::default();
        for entry in text.split(',').map(str::trim) {
            let (code, kind) =
                entry.split_once('/').map_or((entry, None), |(code, kind)| (code, Some(kind)));
            let country = Country::named(code).ok_or(InvalidCountries)?;
            match kind {
                None => drop(read.countries.insert(country)),
                Some(kind) => {
                    let kind = kind.parse().map_err(|()| InvalidCountries)?;
                    read.kinds.insert((country, kind));
                }
            }
        }
        Ok(read)
    }
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

    /// What the plans of numbers of these countries have for services.
    #[test]
    fn costly_numbers_are_called_nowhere_unless_they_are_named() {
        for (number, named) in [
            ("+449098790123", "GB/premium_rate"),
            ("+448451234567", "GB/premium_rate"),
            ("+447012345678", "GB/personal_number"),
            ("+499001654321", "DE/premium_rate"),
            ("+491801123456", "DE/shared_cost"),
            ("+33899123456", "FR/premium_rate"),
            ("+39892123", "IT/premium_rate"),
            ("+12129765550", "US/premium_rate"),
        ] {
            assert!(!allow("US,CA,GB,DE,FR,IT", number), "{number}");
            assert!(allow(named, number), "{number}");
        }
        for number in ["+447400123456", "+442071838750", "+4930901820", "+33142685300"] {
            assert!(allow("GB,DE,FR", number), "{number}");
            assert!(!allow("GB/premium_rate,DE/shared_cost", number), "{number}");
        }
    }

    #[test]
    fn a_list_has_known_codes_only() {
        for bad in ["", "US,", "us", "UK", "US CA", "US,XX", "GB/", "GB/gold", "/premium_rate"] {
            assert_eq!(bad.parse::<Destinations>(), Err(InvalidCountries), "{bad:?}");
        }
    }
}
