//! Kinds of numbers that cost their callers more than a call: from libphonenumber's data.
//!
//! `kinds.tsv` has a line for each country and kind: ISO code, kind, pattern of the national number.
//! `tests/shared/kinds.rs` holds it against the data, and writes it anew.

use std::str::FromStr;

use regex_lite::Regex;
use twilio::phone::{Country, E164};

const TABLE: &str = include_str!("kinds.tsv");
/// Calling codes of two digits; 1 and 7 have one, all others three (ITU-T E.164, annex).
const TWO_DIGITS: &str = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 \
                          58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98";

/// A kind of number whose owner earns by being called, or that costs its caller extra.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The owner gets a share of a high price.
    PremiumRate,
    /// The caller pays a part of a service.
    SharedCost,
    /// Follows a person, at whatever price.
    PersonalNumber,
    /// A pager.
    Pager,
}

const KINDS: [(Kind, &str); 4] = [
    (Kind::PremiumRate, "premium_rate"),
    (Kind::SharedCost, "shared_cost"),
    (Kind::PersonalNumber, "personal_number"),
    (Kind::Pager, "pager"),
];

impl FromStr for Kind {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        KINDS.into_iter().find(|(_, known)| *known == name).map(|(kind, _)| kind).ok_or(())
    }
}

/// The costly kind of a number in this country, if it is of one.
pub(super) fn kind(country: Country, number: &E164) -> Option<Kind> {
    let national = national(number);
    if is_exchange_976(number) {
        return Some(Kind::PremiumRate);
    }
    let of_country = |line: &&str| line.split('\t').next() == Some(country.as_str());
    TABLE.lines().filter(of_country).find_map(|line| {
        let (kind, pattern) = line.split_once('\t')?.1.split_once('\t')?;
        let whole = Regex::new(&format!("^(?:{pattern})$")).ok()?;
        whole.is_match(national).then(|| kind.parse().ok()).flatten()
    })
}

/// The number without its calling code.
fn national(number: &E164) -> &str {
    let digits = &number.as_str()[1..];
    let length = match digits.as_bytes() {
        [b'1' | b'7', ..] => 1,
        _ if TWO_DIGITS.split_whitespace().any(|code| digits.starts_with(code)) => 2,
        _ => 3,
    };
    digits.get(length..).unwrap_or_default()
}

/// Exchange 976 in any area of +1, which libphonenumber takes for ordinary.
fn is_exchange_976(number: &E164) -> bool {
    number.as_str().strip_prefix("+1").is_some_and(|national| national.get(3..6) == Some("976"))
}
