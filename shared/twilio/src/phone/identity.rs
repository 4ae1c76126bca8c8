//! Which spellings of an address mean the same person.
//!
//! `WhatsApp` knows some people under an older spelling of their number than the one that is dialled:
//! it writes `From` and `WaId` in one, and takes the other as `To`
//! (<https://www.zoko.io/learning-article/whatsapp-id-brazil-mexico>,
//! <https://green-api.com/en/docs/faq/features-of-sending-and-receiving-messages-from-different-countries>).

use super::{E164, Party};

impl E164 {
    /// The one spelling that stands for all of this number. It is for comparing: what is written to
    /// is the spelling that somebody has written from.
    ///
    /// - Mexico: `+52 1` before ten digits is `+52`.
    /// - Argentina: `+54 9` before ten digits is `+54`.
    /// - Brazil: a mobile number of eight digits after its area code has a `9` before them.
    ///
    /// ```
    /// # use twilio::phone::E164;
    /// let old: E164 = "+5215512345678".parse()?;
    /// let new: E164 = "+525512345678".parse()?;
    /// assert_eq!(old.identity(), new.identity());
    /// # Ok::<(), twilio::phone::InvalidAddress>(())
    /// ```
    #[must_use]
    pub fn identity(&self) -> E164 {
        let digits = self.as_str().trim_start_matches('+');
        let national = |prefix: &str, length: usize| {
            digits.strip_prefix(prefix).filter(|rest| rest.len() == length)
        };
        if let Some(rest) = national("521", 10) {
            return spelled(&["+52", rest]);
        }
        if let Some(rest) = national("549", 10) {
            return spelled(&["+54", rest]);
        }
        match national("55", 10).map(|rest| rest.split_at(2)) {
            Some((area, local)) if local.starts_with(['6', '7', '8', '9']) => {
                spelled(&["+55", area, "9", local])
            }
            _ => self.clone(),
        }
    }
}

fn spelled(parts: &[&str]) -> E164 {
    parts.concat().parse().expect("it is a number with a digit more or less")
}

impl Party {
    /// The one spelling that stands for all of this party: see [`E164::identity`]. A name means the
    /// same in capitals and small letters.
    #[must_use]
    pub fn identity(&self) -> Party {
        match self {
            Party::Number(number) => Party::Number(number.identity()),
            other => other.clone(),
        }
    }

    /// Whether this is `WhatsApp`'s own id of a user, who may have hidden the number: two letters of
    /// a country, a dot, letters and digits, such as `US.13491208655302741918`
    /// (<https://docs.360dialog.com/docs/resources/phone-numbers/usernames-and-bsuid>).
    pub fn is_user_id(&self) -> bool {
        let Party::Name(name) = self else { return false };
        let Some((country, id)) = name.split_once('.') else { return false };
        country.len() == 2
            && country.bytes().all(|byte| byte.is_ascii_uppercase())
            && (1..=132).contains(&id.len())
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn identity(number: &str) -> String {
        number.parse::<E164>().unwrap().identity().as_str().to_owned()
    }

    #[test]
    fn spellings_of_one_person_are_one() {
        for (one, other) in [
            ("+5215512345678", "+525512345678"),
            ("+5491123456789", "+541123456789"),
            ("+553187654321", "+5531987654321"),
        ] {
            assert_eq!(identity(one), identity(other));
        }
    }

    #[test]
    fn other_numbers_stay_as_they_are() {
        for number in [
            "+15550190001",
            // A number of Mexico that begins with a one, and fixed lines of Brazil.
            "+521551234567",
            "+551133334444",
            "+5531987654321",
            "+5411234567890",
        ] {
            assert_eq!(identity(number), number);
        }
    }

    #[test]
    fn user_ids_are_told_from_names() {
        let is = |text: &str| text.parse::<Party>().unwrap().is_user_id();
        assert!(is("US.13491208655302741918") && is("US.ENT.11815799212886844830"));
        for other in ["+15550190001", "ACME", "a.b", "us.1", "US.", "US.1 2", "USA.1"] {
            assert!(!is(other), "{other}");
        }
    }

    proptest! {
        #[test]
        fn an_identity_is_its_own(digits in "(52|54|55|1|44)[0-9]{6,13}") {
            prop_assume!(digits.len() <= 15);
            let once = identity(&format!("+{digits}"));
            prop_assert_eq!(identity(&once), once.clone());
        }
    }
}
