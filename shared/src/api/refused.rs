//! What Twilio refuses, in words that people understand.

use twilio::client::PostError;

use super::error::ApiError;

/// Seconds after which Twilio may have less to do.
const RETRY_AFTER: u32 = 2;

/// How refusals of one kind of request are told.
#[derive(Debug, Clone, Copy)]
pub struct Refusals {
    /// What is refused, as it stands behind "Twilio refuses": ` this call`, or nothing.
    pub what: &'static str,
    /// A sentence for one of Twilio's error codes, where its own words would not do.
    pub sentence: fn(u32) -> Option<&'static str>,
}

impl Refusals {
    /// The answer to what Twilio has refused with this code and these words.
    pub fn error(&self, twilio_code: Option<u32>, words: &str) -> ApiError {
        let what = self.what;
        let message = match twilio_code.and_then(self.sentence) {
            Some(sentence) => sentence.to_owned(),
            None if words.is_empty() => format!("Twilio refuses{what} and does not say why."),
            None => format!("Twilio refuses{what}: {words}"),
        };
        ApiError::TwilioRefused { twilio_code, message }
    }

    /// The answer to a request that Twilio has not carried out, when it can be sent again.
    pub fn failed(&self, error: PostError) -> ApiError {
        match error {
            PostError::Refused(refused) => self.error(refused.code, &refused.message),
            PostError::Busy => busy(),
            error => ApiError::Unavailable(error.into()),
        }
    }
}

/// The answer while Twilio has too much to do.
pub fn busy() -> ApiError {
    ApiError::TooMany { retry_after: RETRY_AFTER }
}

/// What Twilio's error dictionary says of an account that cannot be used, shorter.
pub fn sentence_on_account(code: u32) -> Option<&'static str> {
    match code {
        20_003 => Some(
            "Twilio does not accept this account's credentials: its AuthToken was changed, or the \
             account is closed.",
        ),
        20_005 => Some("The Twilio account is suspended or closed."),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALLS: Refusals = Refusals { what: " this call", sentence: sentence_on_account };
    const ALL: Refusals = Refusals { what: "", sentence: |_| None };

    fn message(refusals: Refusals, code: Option<u32>, words: &str) -> String {
        match refusals.error(code, words) {
            ApiError::TwilioRefused { twilio_code, message } if twilio_code == code => message,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn some_codes_have_a_sentence_and_others_twilios_words_or_none() {
        let sentence = "The Twilio account is suspended or closed.";
        assert_eq!(message(CALLS, Some(20_005), "Twilio's words"), sentence);
        assert_eq!(message(CALLS, Some(1), "No."), "Twilio refuses this call: No.");
        assert_eq!(message(CALLS, None, ""), "Twilio refuses this call and does not say why.");
        assert_eq!(message(ALL, Some(20_005), "No."), "Twilio refuses: No.");
        assert_eq!(message(ALL, None, ""), "Twilio refuses and does not say why.");
    }

    #[test]
    fn twilios_words_are_not_logged() {
        assert_eq!(CALLS.error(Some(1), "+15550190001").to_string(), "Twilio refuses, code 1");
    }
}
