//! Why something failed, in words for people.

use serde::Serialize;
use twilio::error_code::ErrorCode;

/// What stands beside an `error_code`: with a code there is always a sentence.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    #[serde(rename = "error_message")]
    pub(super) message: Option<String>,
    #[serde(rename = "error_advice")]
    advice: Option<String>,
    #[serde(rename = "error_details")]
    details: Option<String>,
}

impl Reason {
    /// Our sentence and advice for a code, and what Twilio said as details. Without a code what was
    /// said is all there is.
    pub fn of(code: Option<u32>, said: Option<&str>) -> Self {
        let said = said.filter(|said| !said.trim().is_empty()).map(str::to_owned);
        match code.map(ErrorCode) {
            Some(code) => {
                Self { message: Some(code.sentence()), advice: Some(code.advice()), details: said }
            }
            None => Self { message: said, advice: None, details: None },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_always_has_words() {
        for (code, said) in [(30_003, None), (39_999, None), (30_003, Some(""))] {
            let reason = Reason::of(Some(code), said);
            assert!(reason.message.is_some_and(|words| !words.is_empty()), "{code}");
            assert!(reason.advice.is_some_and(|words| !words.is_empty()), "{code}");
            assert_eq!(reason.details, None);
        }
    }

    #[test]
    fn what_twilio_said_is_kept_beside_our_sentence() {
        let reason = Reason::of(Some(63_016), Some("Outside the allowed window"));
        assert_eq!(reason.details.as_deref(), Some("Outside the allowed window"));
        assert!(reason.message.is_some_and(|words| words.contains("24 hours")));
        let reason = Reason::of(None, Some("The Twilio account is closed."));
        assert_eq!(reason.message.as_deref(), Some("The Twilio account is closed."));
        assert_eq!((reason.advice, reason.details), (None, None));
    }
}
