//! Who a message or call is from and to. Not every party is a phone number.

mod calling_codes;
mod country;
mod identity;

use std::fmt;
use std::str::FromStr;

use arrayvec::ArrayString;
use serde::{Deserialize, Serialize};

pub use country::Country;

/// A text that is not an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a valid address")]
pub struct InvalidAddress;

/// A number in E.164: `+`, a country code, at most 15 digits.
///
/// Held in place: a clone allocates nothing. `Debug` shows only the last two digits: logs must not hold full
/// numbers.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct E164(ArrayString<16>);

impl E164 {
    /// The number with its `+`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for E164 {
    type Err = InvalidAddress;

    fn from_str(text: &str) -> Result<Self, InvalidAddress> {
        let digits = text.strip_prefix('+').ok_or(InvalidAddress)?;
        let valid = (7..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        match ArrayString::from(text) {
            Ok(text) if valid => Ok(Self(text)),
            _ => Err(InvalidAddress),
        }
    }
}

impl Serialize for E164 {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for E164 {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl fmt::Debug for E164 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "+…{}", &self.0[self.0.len() - 2..])
    }
}

/// One side of a conversation.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Party {
    /// A phone number.
    Number(E164),
    /// A short code, an alphanumeric sender or a channel's own user id.
    Name(String),
    /// A caller who withheld the number; Twilio says `anonymous`, `unknown` and the like.
    Anonymous,
}

impl Party {
    /// The party as the website shows it.
    pub fn as_str(&self) -> &str {
        match self {
            Party::Number(number) => number.as_str(),
            Party::Name(name) => name,
            Party::Anonymous => "anonymous",
        }
    }
}

/// What the phone keys of ANONYMOUS, BLOCKED, RESTRICTED, UNAVAILABLE and UNKNOWN make of a withheld
/// number. Nobody can be called with it, or called back.
const SPELLED: [&str; 5] = ["+266696687", "+2562533", "+7378742833", "+86282452253", "+8656696"];

impl Party {
    /// Who calls, as the `From` of a call names it: also a withheld number that is spelled as digits
    /// is anonymous.
    pub fn caller(text: &str) -> Result<Self, InvalidAddress> {
        match SPELLED.contains(&text) {
            true => Ok(Party::Anonymous),
            false => text.parse(),
        }
    }
}

impl FromStr for Party {
    type Err = InvalidAddress;

    fn from_str(text: &str) -> Result<Self, InvalidAddress> {
        const WITHHELD: [&str; 5] =
            ["anonymous", "unknown", "restricted", "private", "unavailable"];
        if let Ok(number) = text.parse() {
            return Ok(Party::Number(number));
        }
        if WITHHELD.iter().any(|word| text.eq_ignore_ascii_case(word)) {
            return Ok(Party::Anonymous);
        }
        let valid = !text.is_empty() && text.len() <= 128 && !text.contains(char::is_control);
        if valid { Ok(Party::Name(text.to_owned())) } else { Err(InvalidAddress) }
    }
}

impl fmt::Debug for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Party::Number(number) => number.fmt(f),
            Party::Name(_) => f.write_str("a name"),
            Party::Anonymous => f.write_str("anonymous"),
        }
    }
}

/// The network a message travels on: the prefix of Twilio's addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// SMS and MMS: no prefix.
    Sms,
    /// `whatsapp:`
    Whatsapp,
    /// `rcs:`
    Rcs,
    /// `messenger:`
    Messenger,
}

impl Channel {
    /// Each of them.
    pub const ALL: [Channel; 4] =
        [Channel::Sms, Channel::Whatsapp, Channel::Rcs, Channel::Messenger];

    const PREFIXED: [(&'static str, Channel); 3] = [
        ("whatsapp:", Channel::Whatsapp),
        ("rcs:", Channel::Rcs),
        ("messenger:", Channel::Messenger),
    ];

    /// The channel's name in records and answers.
    pub fn as_str(self) -> &'static str {
        match self {
            Channel::Sms => "sms",
            Channel::Whatsapp => "whatsapp",
            Channel::Rcs => "rcs",
            Channel::Messenger => "messenger",
        }
    }
}

/// A messaging address as Twilio writes it, such as `+15550100001` or `whatsapp:+15550100001`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Address {
    /// The network.
    pub channel: Channel,
    /// Who is there.
    pub party: Party,
}

impl FromStr for Address {
    type Err = InvalidAddress;

    fn from_str(text: &str) -> Result<Self, InvalidAddress> {
        let prefixed = Channel::PREFIXED
            .iter()
            .find_map(|(prefix, channel)| Some((*channel, text.strip_prefix(prefix)?)));
        let (channel, party) = prefixed.unwrap_or((Channel::Sms, text));
        Ok(Self { channel, party: party.parse()? })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = Channel::PREFIXED.iter().find(|(_, channel)| *channel == self.channel);
        write!(f, "{}{}", prefix.map_or("", |(prefix, _)| prefix), self.party.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_what_twilio_sends() {
        let address: Address = "whatsapp:+15005550001".parse().unwrap();
        assert_eq!((address.channel, address.party.as_str()), (Channel::Whatsapp, "+15005550001"));
        assert_eq!(address.to_string(), "whatsapp:+15005550001");
        assert_eq!("anonymous".parse(), Ok(Party::Anonymous));
        assert_eq!("12345".parse(), Ok(Party::Name("12345".to_owned())));
        assert_eq!("".parse::<Address>(), Err(InvalidAddress));
    }

    #[test]
    fn a_number_of_letters_is_nobodys() {
        for (word, spelled) in ["ANONYMOUS", "BLOCKED", "RESTRICTED", "UNAVAILABLE", "UNKNOWN"]
            .into_iter()
            .zip(SPELLED)
        {
            let keys = "22233344455566677778889999".as_bytes();
            let digits = word.bytes().map(|letter| char::from(keys[usize::from(letter - b'A')]));
            assert_eq!(spelled, format!("+{}", digits.collect::<String>()), "{word}");
            assert_eq!(Party::caller(spelled), Ok(Party::Anonymous), "{word}");
        }
        assert!(matches!(Party::caller("+15550190001"), Ok(Party::Number(_))));
    }

    #[test]
    fn a_number_is_e164_or_nothing() {
        for bad in
            ["15005550001", "+0123456789", "+1500555000a", "+1 500", "+1234567890123456", "+"]
        {
            assert_eq!(bad.parse::<E164>(), Err(InvalidAddress), "{bad}");
        }
    }

    #[test]
    fn debug_hides_the_number() {
        let address: Address = "whatsapp:+15005550001".parse().unwrap();
        assert!(!format!("{address:?}").contains("500555"));
    }
}
