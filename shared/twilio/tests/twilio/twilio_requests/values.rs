//! Whether a value is what a rule says.

use serde::Deserialize;
use url::Url;

/// What a value must be.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Rule {
    #[serde(rename = "type")]
    pub(crate) kind: Kind,
    format: Option<Format>,
    pattern: Option<String>,
    #[serde(rename = "enum")]
    one_of: Option<Vec<String>>,
    minimum: Option<i64>,
    maximum: Option<i64>,
    min_length: Option<usize>,
    max_length: Option<usize>,
    /// Of an array, the rule for each item.
    pub(crate) items: Option<Box<Rule>>,
    #[serde(default)]
    pub(crate) required: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    String,
    Integer,
    Number,
    Boolean,
    Array,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Format {
    Uri,
    PhoneNumber,
    Endpoint,
    HttpMethod,
    IsoCountryCode,
    Int64,
    DateTime,
    Twiml,
}

impl Rule {
    /// What is wrong with a value that is no array.
    pub(crate) fn fault(&self, text: &str) -> Option<String> {
        let length = text.chars().count();
        let checks = [
            (!self.is_of_kind(text), "type"),
            (self.one_of.as_ref().is_some_and(|all| all.iter().all(|one| one != text)), "enum"),
            (self.pattern.as_ref().is_some_and(|pattern| !matches(pattern, text)), "pattern"),
            (self.min_length.is_some_and(|least| length < least), "minLength"),
            (self.max_length.is_some_and(|most| length > most), "maxLength"),
            (self.format.is_some_and(|format| !format.fits(text)), "format"),
        ];
        let fault = checks.into_iter().find(|(wrong, _)| *wrong);
        fault.map(|(_, check)| check.to_owned())
    }

    fn is_of_kind(&self, text: &str) -> bool {
        match self.kind {
            Kind::String => true,
            Kind::Integer => text.parse().is_ok_and(|value: i64| self.is_in_range(value)),
            Kind::Number => text.parse().is_ok_and(f64::is_finite),
            Kind::Boolean => ["true", "false"].contains(&text),
            Kind::Array => false,
        }
    }

    fn is_in_range(&self, value: i64) -> bool {
        self.minimum.is_none_or(|least| value >= least)
            && self.maximum.is_none_or(|most| value <= most)
    }
}

impl Format {
    /// Panics at formats that no request of ours has had so far.
    fn fits(self, text: &str) -> bool {
        match self {
            Format::Uri => Url::parse(text).is_ok_and(|url| is_web(&url)),
            Format::PhoneNumber => is_address(text),
            Format::Endpoint => {
                text.starts_with("sip:") || text.starts_with("client:") || is_address(text)
            }
            Format::IsoCountryCode => {
                text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
            }
            // Said by the values and by the type.
            Format::HttpMethod | Format::Int64 => true,
            Format::DateTime | Format::Twiml => panic!("write a check for {self:?}"),
        }
    }
}

fn is_web(url: &Url) -> bool {
    ["http", "https"].contains(&url.scheme()) && url.has_host()
}

/// A number in E.164, on a network or another.
fn is_address(text: &str) -> bool {
    let number = text.split_once(':').map_or(text, |(_, number)| number);
    let Some(digits) = number.strip_prefix('+') else { return false };
    (2..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Reads the one shape of pattern that there is, that of a SID.
fn matches(pattern: &str, text: &str) -> bool {
    let prefix = pattern.strip_prefix('^').and_then(|rest| rest.strip_suffix("[0-9a-fA-F]{32}$"));
    let prefix = prefix.filter(|prefix| prefix.bytes().all(|byte| byte.is_ascii_uppercase()));
    let digits = text.strip_prefix(prefix.expect("a pattern of another shape needs a check"));
    digits.is_some_and(|digits| {
        digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}
