//! An inbound call, as each of Twilio's requests about it names it.

use crate::callback::{self, Step};
use crate::ids::CallId;
use crate::records::Parties;
use twilio::callback::Callback;
use twilio::form::Form;
use twilio::phone::{E164, Party};
use twilio::voice::Voice;

/// The fewest digits that a number without its country is known by.
const NATIONAL: usize = 10;

/// An inbound call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inbound {
    /// The beginning of our callback URLs.
    pub base_url: String,
    /// The call's record.
    pub call_id: CallId,
    /// Who calls; somebody anonymous if the request does not say.
    pub from: Party,
    /// What was called, as Twilio writes it.
    pub to: Party,
    /// Who has sent the call on to us, if it was not for us at first, as the carrier writes it.
    pub forwarded_from: Option<String>,
    /// The voice that our URL names: what is known of the tenant while its record cannot be read.
    pub voice: Voice,
}

impl Inbound {
    /// Reads the parties. Whatever is not readable counts as withheld: the caller waits.
    pub fn read(form: &Form, base_url: &str, call_id: CallId) -> Self {
        let party = |name| form.text(name).and_then(|text| text.parse().ok());
        Self {
            base_url: base_url.to_owned(),
            call_id,
            from: form
                .text("From")
                .and_then(|text| Party::caller(text).ok())
                .unwrap_or(Party::Anonymous),
            to: party("To").unwrap_or(Party::Anonymous),
            forwarded_from: form.text("ForwardedFrom").map(str::to_owned),
            voice: Voice::default(),
        }
    }

    /// The number that was called, if it is one.
    pub fn called(&self) -> Option<&E164> {
        number(&self.to)
    }

    /// The caller's number, if it is known.
    pub fn caller(&self) -> Option<&E164> {
        number(&self.from)
    }

    /// Whether this phone has sent the call on to us. Carriers write its number with or without `+`, and
    /// some without its country: ten digits and more are enough to know it by.
    pub fn was_forwarded_by(&self, phone: &E164) -> bool {
        let named = self.forwarded_from.as_deref().unwrap_or_default();
        let digits: String = named.chars().filter(char::is_ascii_digit).collect();
        let own = phone.as_str().trim_start_matches('+');
        let is_number = !named.chars().any(char::is_alphabetic);
        is_number && (digits == own || (digits.len() >= NATIONAL && own.ends_with(&digits)))
    }

    /// Both sides, for records.
    pub fn parties(&self) -> Parties {
        Parties {
            from_number: self.from.as_str().to_owned(),
            to_number: self.to.as_str().to_owned(),
        }
    }

    /// Where Twilio asks how the call goes on.
    pub(super) fn step(&self, step: Step, voice: Voice) -> Callback {
        callback::twiml(&self.base_url, step, &self.call_id, voice)
    }
}

fn number(party: &Party) -> Option<&E164> {
    match party {
        Party::Number(number) => Some(number),
        Party::Name(_) | Party::Anonymous => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(text: &str) -> Inbound {
        let fields = [("From", text), ("To", "+15550100001"), ("ForwardedFrom", "12345")];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Inbound::read(&fields.into_iter().collect(), "https://a.b", "CA1".parse().unwrap())
    }

    #[test]
    fn a_number_of_letters_is_no_number_to_call_with() {
        assert_eq!(from("+15550190001").caller().unwrap().as_str(), "+15550190001");
        assert_eq!(from("+266696687").caller(), None);
        assert_eq!(from("+266696687").parties().from_number, "anonymous");
    }

    #[test]
    fn whatever_is_not_readable_is_withheld() {
        for text in ["", "anonymous", "\u{1}", &"x".repeat(200)] {
            assert_eq!(from(text).from, Party::Anonymous, "{text:?}");
        }
        assert_eq!(from("sip:a@b.c").from, Party::Name("sip:a@b.c".to_owned()));
        assert_eq!(from("sip:a@b.c").caller(), None);
    }

    #[test]
    fn a_phone_that_forwards_is_known_however_it_is_written() {
        let phone = "+15550190009".parse().unwrap();
        let by = |text: &str| {
            let forwarded_from = Some(text.to_owned());
            Inbound { forwarded_from, ..from("+15550190001") }.was_forwarded_by(&phone)
        };
        for own in
            ["+15550190009", "15550190009", "5550190009", "(555) 019-0009", " +1 555 019 0009"]
        {
            assert!(by(own), "{own}");
        }
        for other in ["", "0009", "550190009", "+15550190008", "05550190009", "sip:5550190009@a.b"]
        {
            assert!(!by(other), "{other}");
        }
    }
}
