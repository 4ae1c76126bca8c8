//! What Twilio says no with, in words that people understand.

use shared::api::ApiError;
use shared::numbers::PurchaseError;
use twilio::client::PostError;

/// Seconds after which Twilio may have less to do.
const RETRY_AFTER: u32 = 2;

/// The answer to a request that Twilio has not carried out, when it can be sent again.
pub(crate) fn failed(error: PostError) -> ApiError {
    match error {
        PostError::Refused(refused) => self::error(refused.code, &refused.message),
        PostError::Busy => busy(),
        error => ApiError::Unavailable(error.into()),
    }
}

/// The answer while nobody knows how a purchase ends.
pub(crate) fn undecided(error: PurchaseError) -> ApiError {
    match error {
        PurchaseError::Busy => busy(),
        error => ApiError::Unavailable(error.into()),
    }
}

/// The answer while Twilio has too much to do.
fn busy() -> ApiError {
    ApiError::TooMany { retry_after: RETRY_AFTER }
}

/// The answer to what Twilio has refused with this code and these words.
pub(crate) fn error(twilio_code: Option<u32>, words: &str) -> ApiError {
    let message = match twilio_code.and_then(sentence) {
        Some(sentence) => sentence.to_owned(),
        None if words.is_empty() => "Twilio refuses this and does not say why.".to_owned(),
        None => format!("Twilio refuses this: {words}"),
    };
    ApiError::TwilioRefused { twilio_code, message }
}

/// What Twilio's error dictionary says of numbers, shorter.
fn sentence(code: u32) -> Option<&'static str> {
    let sentence = match code {
        20_003 => {
            "Twilio does not accept this account's credentials: its AuthToken was changed, or the \
             account is closed."
        }
        20_005 => "The Twilio account is suspended or closed.",
        21_404 => "A trial account of Twilio can only have one number.",
        21_421 => "This is not a valid phone number.",
        21_615 | 21_631 => "This number is only sold to somebody with an address in its country.",
        21_649 => "This number is only sold to somebody whose documents Twilio has approved.",
        _ => return None,
    };
    Some(sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(code: Option<u32>, words: &str) -> String {
        match error(code, words) {
            ApiError::TwilioRefused { twilio_code, message } if twilio_code == code => message,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn common_codes_have_a_sentence_and_others_twilios_words() {
        assert_eq!(message(Some(21_421), "+1 is not."), "This is not a valid phone number.");
        assert_eq!(message(Some(1), "No."), "Twilio refuses this: No.");
        assert_eq!(message(None, ""), "Twilio refuses this and does not say why.");
    }
}
