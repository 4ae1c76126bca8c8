//! Which country a number belongs to, by the calling codes of ITU-T E.164.

use super::E164;
use super::calling_codes::{CALLING_CODES, NORTH_AMERICA, NOWHERE};

/// Its area codes are those of +1 that are not listed, freephone among them. Unassigned ones are
/// too: nobody answers there.
const UNITED_STATES: Country = Country("US");

/// A country or territory, by its ISO 3166-1 code; Kosovo is `XK`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country(&'static str);

impl Country {
    /// Where a number is. `None` for codes that no country has: satellites, international freephone
    /// and premium rate, networks of carriers, services without a place; and for impossible numbers.
    pub fn of(number: &E164) -> Option<Self> {
        let digits = &number.as_str()[1..];
        match digits.strip_prefix('1') {
            Some(national) => in_north_america(national),
            None => longest(CALLING_CODES, digits),
        }
    }

    /// The country with this code, if it has phone numbers.
    pub fn named(code: &str) -> Option<Self> {
        let listed = CALLING_CODES.iter().chain(NORTH_AMERICA).map(|(country, _)| Country(country));
        let mut all = listed.chain([UNITED_STATES]).filter(|country| country.0 != NOWHERE);
        all.find(|country| country.0 == code)
    }

    /// The two letters.
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

/// The longest beginning decides: that of a territory within its country's.
fn longest(table: &[(&'static str, &str)], digits: &str) -> Option<Country> {
    let matching = table.iter().flat_map(|(country, prefixes)| {
        let prefixes = prefixes.split(' ').filter(|prefix| digits.starts_with(prefix));
        prefixes.map(|prefix| (prefix.len(), Country(country)))
    });
    matching.max_by_key(|(length, _)| *length).map(|(_, country)| country)
}

/// Area codes begin with 2 to 9, and a national number has ten digits.
fn in_north_america(national: &str) -> Option<Country> {
    if national.len() != 10 || national.starts_with(['0', '1']) {
        return None;
    }
    let country = longest(NORTH_AMERICA, national).unwrap_or(UNITED_STATES);
    Some(country).filter(|country| country.0 != NOWHERE)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn country(number: &str) -> Option<&'static str> {
        Country::of(&number.parse().unwrap()).map(Country::as_str)
    }

    #[test]
    fn calling_codes_name_countries() {
        for (number, expected) in [
            ("+442071838750", "GB"),
            ("+33123456789", "FR"),
            ("+4930123456", "DE"),
            ("+390612345678", "IT"),
            ("+85212345678", "HK"),
            ("+998712345678", "UZ"),
            ("+27123456789", "ZA"),
            ("+2471234567", "SH"),
            ("+525512345678", "MX"),
        ] {
            assert_eq!(country(number), Some(expected), "{number}");
        }
    }

    #[test]
    fn the_plan_of_plus_one_has_many_countries() {
        for (number, expected) in [
            ("+12125550100", "US"),
            ("+15550190001", "US"),
            ("+18005550100", "US"),
            ("+14165550100", "CA"),
            ("+19425550100", "CA"),
            ("+18765550100", "JM"),
            ("+16585550100", "JM"),
            ("+18095550100", "DO"),
            ("+12425550100", "BS"),
            ("+17875550100", "PR"),
            ("+16715550100", "GU"),
            ("+16495550100", "TC"),
        ] {
            assert_eq!(country(number), Some(expected), "{number}");
        }
    }

    #[test]
    fn a_territory_wins_over_the_country_around_it() {
        for (number, expected) in [
            ("+79161234567", "RU"),
            ("+77011234567", "KZ"),
            ("+441481960194", "GG"),
            ("+447781123456", "GG"),
            ("+441534960194", "JE"),
            ("+441624756789", "IM"),
            ("+447911123456", "GG"),
            ("+447911223456", "GB"),
            ("+3581812345", "AX"),
            ("+4779123456", "SJ"),
            ("+390669812345", "VA"),
            ("+262269123456", "YT"),
            ("+59995123456", "CW"),
            ("+5997123456", "BQ"),
        ] {
            assert_eq!(country(number), Some(expected), "{number}");
        }
    }

    #[test]
    fn some_numbers_are_in_no_country() {
        for number in [
            "+870773123456", // Inmarsat
            "+881612345678", // Iridium, Globalstar
            "+882131234567", // international networks
            "+883510012345", // likewise
            "+80012345678",  // international freephone
            "+808123456789", // shared cost
            "+979123456789", // international premium rate
            "+19005550100",  // premium rate
            "+15005550100",  // follows a person
            "+17005550100",  // of a carrier
            "+11235550100",  // no area code
            "+1212555010",   // too short
            "+121255501000", // too long
            "+2101234567",   // unassigned
            "+5991123456",   // unassigned
        ] {
            assert_eq!(country(number), None, "{number}");
        }
    }

    #[test]
    fn no_beginning_is_listed_twice_and_every_one_counts() {
        let mut seen = BTreeSet::new();
        for (country, prefixes) in CALLING_CODES {
            assert!(country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase()));
            for prefix in prefixes.split(' ') {
                assert!(seen.insert(prefix), "{prefix}");
                let number = format!("+{prefix:0<11}");
                assert_eq!(super::tests::country(&number), Some(*country), "{number}");
            }
        }
        for (country, prefixes) in NORTH_AMERICA {
            for prefix in prefixes.split(' ') {
                assert!(prefix.len() == 3 && seen.insert(&format!("1{prefix}").leak()[..]));
                let expected = Some(*country).filter(|country| *country != NOWHERE);
                assert_eq!(super::tests::country(&format!("+1{prefix}5550100")), expected);
            }
        }
    }

    #[test]
    fn a_country_is_known_by_its_code_alone() {
        for code in ["US", "CA", "JM", "GB", "XK"] {
            assert_eq!(Country::named(code).map(Country::as_str), Some(code));
        }
        for code in ["", "us", "UK", "USA", "XX", "US "] {
            assert_eq!(Country::named(code), None, "{code:?}");
        }
    }

    proptest! {
        /// Codes are so made that no number can be two countries': of all beginnings that match, each
        /// is a beginning of the next.
        #[test]
        fn a_number_has_at_most_one_country(digits in "[1-9][0-9]{6,14}") {
            let number: E164 = format!("+{digits}").parse().unwrap();
            let country = Country::of(&number);
            prop_assert_eq!(country, Country::of(&number));
            prop_assert!(country.is_none_or(|one| Country::named(one.as_str()) == Some(one)));
            let all = CALLING_CODES.iter().flat_map(|(_, prefixes)| prefixes.split(' '));
            let matching = all.filter(|prefix| digits.starts_with(prefix));
            let lengths: Vec<_> = matching.map(str::len).collect();
            let distinct: BTreeSet<_> = lengths.iter().collect();
            prop_assert_eq!(distinct.len(), lengths.len());
        }

        /// What comes after the code does not matter.
        #[test]
        fn the_end_of_a_number_does_not_change_its_country(
            start in "[2-9][0-9]{7}",
            ends in ("[0-9]{0,7}", "[0-9]{0,7}"),
        ) {
            let country = |end: &str| country(&format!("+{start}{end}"));
            prop_assert_eq!(country(&ends.0), country(&ends.1));
        }
    }
}
